import type { Fading } from './capital.js'
import type { RateCurve } from './premium.js'

type Address = `0x${string}`

/** Constants of a pool: the same for its whole life. */
export interface PoolConstants {
  poolId: bigint
  /** The chain of its deployment, the only one it sells on. */
  chainId: number
  asset: Address
  /** The PoolConfigurator contract. */
  configurator: Address
  coverToken: Address
  registry: Address
  /** Asset units of one cover unit: cover is counted in cover units. */
  coverUnit: bigint
  /** Shares that belong to nobody. */
  virtualShares: bigint
  assetUnit: bigint
  /** Seconds from an exit request to its settlement. */
  cooldown: number
  /**
   * Up to this equity capital counts in full from the first midnight at which it is there, asset
   * units.
   */
  startEquity: bigint
  /** A sale may bring a cluster to this part of damped equity, WAD. */
  saleClusterRatio: bigint
  /** A sale may bring all clusters together to this ratio to damped equity, WAD. */
  saleLeverage: bigint
  /** An exit leaves the largest cluster at most this part of equity, WAD; 15/16 at most. */
  exitClusterRatio: bigint
  /** An exit leaves all clusters together at most this ratio to equity, WAD. */
  exitLeverage: bigint
}

/**
 * A pool at one block: the whole state behind prices, limits and exits. Plain data, as stored; the
 * effect of time is computed by each quote. Days and periods of 14 days count from the Unix epoch,
 * in UTC; lists are in their order.
 */
export interface PoolSnapshot {
  pool: Address
  /** The chain of the read. */
  chainId: number
  blockNumber: bigint
  /** Time of the block, seconds. */
  timestamp: number
  constants: PoolConstants
  /** Equity and unearned premium, asset units. */
  net: bigint
  /** Stream rate of the covers that still stream, 2^-33 cover units a second. */
  rate: bigint
  /** Σ stream rate × end day of the same covers. */
  rateEnd: bigint
  /** Stream rate that ends, by day. */
  streamEnds: readonly { day: number; rate: bigint }[]
  /**
   * Whether a settlement holds less than it owes: the pool sells nothing, takes no deposits and
   * settles no exits.
   */
  short: boolean
  /** No cover is sold before this second; 0, or a past time, if sales are not paused. */
  salesPausedUntil: number
  /** No deposit is taken before this second; 0, or a past time, if deposits are not paused. */
  depositsPausedUntil: number
  /**
   * Shares in existence, queued ones and faded ones included; `supplyAt` returns those of a time.
   */
  supply: bigint
  /** Shares that nobody collected, which leave the supply by the second; undefined for none. */
  fading: Fading | undefined
  /** Shares in exit requests that are not settled. */
  queued: bigint
  /** Damped equity at its last update, asset units. */
  dampedEquity: bigint
  /** Day of that update. */
  dampedDay: number
  /** Committed cover of each of the eight clusters, cover units. */
  clusters: readonly bigint[]
  /** Cover of each cluster that becomes free at the beginning of a period, cover units. */
  clusterExpiries: readonly { period: number; units: readonly bigint[] }[]
  /** Earliest starts of covers on each cluster, seconds; 0 for none. */
  deferredUntil: readonly number[]
  products: readonly ProductSnapshot[]
  terms: readonly TermsSnapshot[]
}

/** A product in a pool, over all versions of its terms. */
export interface ProductSnapshot {
  productId: bigint
  /** Committed cover, cover units. */
  committed: bigint
  /** Cover that becomes free at the beginning of a period, cover units. */
  expiries: readonly { period: number; units: bigint }[]
  /** The leaky counter of sales at its last update, cover units. */
  sold: bigint
  /** Time of that update, seconds. */
  soldAt: number
  /** Open cases that need a tenth of its cover or more: while there is one, nothing is sold. */
  stoppingCases: number
  curve: RateCurve
  /** Ratio to damped equity, WAD. */
  maxRatio: bigint
  /** Part of capital that fails in the same event, WAD. */
  haircut: bigint
  /** Manager's, sponsor's and protocol's fee together, WAD. */
  fees: bigint
  /** Number of its cluster in the pool, from 0 to 7. */
  cluster: number
}

/** Terms in a pool. */
export interface TermsSnapshot {
  termsId: bigint
  productId: bigint
  /** Reason why they are not for sale; undefined if they are. */
  notForSale: string | undefined
  /** Unattested part of the covered code, WAD. */
  auditGap: bigint
  /** Seconds from purchase to protection. */
  waitingPeriod: number
  /** Seconds that capital stays committed after a cover's end. */
  horizon: number
  /** Least number of seconds that are charged. */
  minBilled: number
  /** Ceiling of the product's committed cover, cover units. */
  maxCover: bigint
  /** Part of the covered amount that is not paid, WAD. */
  deductible: bigint
  /** Whether claims need a proof of the insured's own loss. */
  proofOfLoss: boolean
  /** Covers ever sold on them in this pool. */
  covers: bigint
  /** Holdings of the metered subject, asset units; undefined without a meter, or if it refuses. */
  reading: bigint | undefined
  /** Name of the error with which the meter refuses sales; undefined if it does not. */
  refusal: string | undefined
}
