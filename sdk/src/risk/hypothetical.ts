import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY, max, min, mulDivDown, PPM, toPpm, WAD } from '../math/arithmetic.js'
import { assetUnit, productLimitDown, toSharesDown, virtualShares } from '../math/capital.js'
import { priceCover, type RateCurve, valueUp } from '../math/premium.js'
import { committedAt, PERIOD, sum } from '../math/saleCache.js'
import type { PoolSnapshot, ProductSnapshot, TermsSnapshot } from '../math/snapshot.js'
import { addCover, type Book, openBook } from './book.js'

/** Limits of a pool, WAD. */
export interface PoolLimits {
  saleClusterRatio: bigint
  saleLeverage: bigint
  exitClusterRatio: bigint
  exitLeverage: bigint
}

/** A product that a hypothetical pool sells. Ratios in WAD. */
export interface HypotheticalProduct {
  /** Number of its cluster in the pool, from 0 to 7. */
  cluster: number
  /** Sold part of the product's own limit; the cluster's and the pool's limits may leave less. 0.7 by default. */
  utilisation?: bigint | undefined
  curve?: RateCurve | undefined
  maxRatio?: bigint | undefined
  haircut?: bigint | undefined
  auditGap?: bigint | undefined
  deductible?: bigint | undefined
  fees?: bigint | undefined
}

/** A pool that does not exist: all its cover is sold at its start, for one term. */
export interface HypotheticalPoolOptions {
  /** Capital at the start, asset units. */
  equity: bigint
  products: readonly HypotheticalProduct[]
  /** Those of {@link DIVERSIFIED} by default. */
  limits?: PoolLimits | undefined
  /** Decimals of the asset, 6 by default. */
  decimals?: number | undefined
  /** Asset units of one cover unit; a whole asset by default. */
  coverUnit?: bigint | undefined
  /** Seconds from an exit request to its settlement; 14 days by default. */
  cooldown?: number | undefined
  /** Seconds from purchase to protection; 3 days by default. */
  waitingPeriod?: number | undefined
  /** Seconds that capital stays committed after a cover's end; 13 days by default. */
  horizon?: number | undefined
  /** Least number of seconds that are charged; 14 days by default. */
  minBilled?: number | undefined
  /** Seconds of protection of its covers; 365 days by default. */
  duration?: number | undefined
  /** Time of its start, seconds; midnight of 1 January 2026 by default. */
  timestamp?: number | undefined
}

const PERCENT = WAD / 100n

/** Prices that the default deployment charges: 1.5 % at nothing sold, 3.5 % at 70 %, 30 % when full. */
export const DEFAULT_CURVE: RateCurve = {
  ...{ rateFloor: (15n * PERCENT) / 10n, rateAtTarget: (35n * PERCENT) / 10n },
  ...{ rateMax: 30n * PERCENT, target: 70n * PERCENT },
}

/** Limits of a pool of many products: half of equity a cluster, four times equity in all; sales stop at 90 % of them (CAP-6). */
export const DIVERSIFIED: PoolLimits = {
  ...{ saleClusterRatio: 45n * PERCENT, saleLeverage: 360n * PERCENT },
  ...{ exitClusterRatio: 50n * PERCENT, exitLeverage: 400n * PERCENT },
}

/** Limits of a pool of one product, behind which all its capital stands (CAP-6). */
export const MONOLINE: PoolLimits = {
  ...{ saleClusterRatio: 90n * PERCENT, saleLeverage: 90n * PERCENT },
  ...{ exitClusterRatio: (15n * WAD) / 16n, exitLeverage: WAD },
}

const CLUSTERS = 8
/** 1 January 2026. */
const START = 1_767_225_600
const NOBODY = '0x0000000000000000000000000000000000000000'

/**
 * A snapshot of a pool that does not exist. Its products sell up to their utilisation, one after another and at the prices of
 * `priceCover`, as far as the limits of cluster and pool leave room; how fast a product may sell is left out.
 *
 * @throws {@link InvalidParameterError} for no capital, no products, and figures out of range.
 *
 * @example
 * ```ts
 * const products = Array.from({ length: 20 }, (_, i) => ({ cluster: i % 8 }))
 * const snapshot = hypotheticalPool({ equity: 10_000_000_000_000n, products })
 * ```
 */
export function hypotheticalPool(options: HypotheticalPoolOptions): PoolSnapshot {
  const { equity, products, timestamp = START, duration = 365 * DAY } = options
  if (equity <= 0n) throw new InvalidParameterError('equity', equity, 'must be positive')
  if (products.length === 0) throw new InvalidParameterError('products', products, 'must not be empty')
  const snapshot = emptyPool(options, timestamp)
  const book = openBook(snapshot)
  products.forEach((product, i) => {
    sellInto(book, i, product, duration)
  })
  return { ...book.pool }
}

function emptyPool(options: HypotheticalPoolOptions, timestamp: number): PoolSnapshot {
  const { equity, products, limits = DIVERSIFIED, decimals = 6, cooldown = 14 * DAY } = options
  const units = { virtualShares: virtualShares(decimals), assetUnit: assetUnit(decimals) }
  const { coverUnit = 10n ** BigInt(decimals) } = options
  return {
    ...{ pool: NOBODY, chainId: 1, blockNumber: 0n, timestamp },
    constants: {
      ...{
        poolId: 0n,
        chainId: 1,
        asset: NOBODY,
        configurator: NOBODY,
        coverToken: NOBODY,
        registry: NOBODY,
      },
      ...{ coverUnit, ...units, cooldown, startEquity: equity, ...limits },
    },
    ...{ net: equity, rate: 0n, rateEnd: 0n, streamEnds: [], short: false },
    ...{ salesPausedUntil: 0, depositsPausedUntil: 0, fading: undefined, queued: 0n },
    supply: toSharesDown(equity, { equity: 0n, supply: 0n, ...units }),
    ...{ dampedEquity: equity, dampedDay: Math.floor(timestamp / DAY) },
    clusters: Array<bigint>(CLUSTERS).fill(0n),
    clusterExpiries: [],
    deferredUntil: Array<number>(CLUSTERS).fill(0),
    products: products.map(productOf),
    terms: products.map((product, i) => termsOf(product, i, options)),
  }
}

function productOf(product: HypotheticalProduct, i: number): ProductSnapshot {
  const {
    cluster,
    curve = DEFAULT_CURVE,
    maxRatio = 10n * PERCENT,
    haircut = 0n,
    fees = 10n * PERCENT,
  } = product
  if (!Number.isInteger(cluster) || cluster < 0 || cluster >= CLUSTERS)
    throw new InvalidParameterError(`products[${i}].cluster`, cluster, 'must be a whole number from 0 to 7')
  const ratios = { maxRatio, haircut, fees, utilisation: product.utilisation ?? 0n }
  for (const [name, value] of Object.entries({ ...ratios, auditGap: product.auditGap ?? 0n }))
    if (value < 0n || value > WAD)
      throw new InvalidParameterError(`products[${i}].${name}`, value, 'must be from 0 to 1')
  return {
    ...{ productId: BigInt(i), committed: 0n, expiries: [], sold: 0n, soldAt: 0, stoppingCases: 0 },
    ...{ curve, maxRatio, haircut, fees, cluster },
  }
}

function termsOf(product: HypotheticalProduct, i: number, options: HypotheticalPoolOptions): TermsSnapshot {
  const { auditGap = 0n, deductible = 5n * PERCENT } = product
  const { waitingPeriod = 3 * DAY, horizon = 13 * DAY, minBilled = 14 * DAY } = options
  return {
    ...{ termsId: BigInt(i), productId: BigInt(i), notForSale: undefined, auditGap, waitingPeriod, horizon },
    ...{ minBilled, maxCover: 0xffff_ffffn, deductible, proofOfLoss: false, covers: 1n },
    ...{ reading: undefined, refusal: undefined },
  }
}

function sellInto(book: Book, index: number, options: HypotheticalProduct, duration: number): void {
  const { pool } = book
  const { coverUnit, saleClusterRatio, saleLeverage } = pool.constants
  const { curve, maxRatio, haircut, fees, cluster } = pool.products[index] as ProductSnapshot
  const terms = pool.terms[index] as TermsSnapshot
  const { dampedEquity } = pool
  const limit = productLimitDown({ dampedEquity, maxRatio, haircut, auditGap: terms.auditGap, coverUnit })
  const ofEquity = (ratio: bigint) => (dampedEquity * toPpm(ratio)) / (PPM * coverUnit)
  const wanted = mulDivDown(limit, options.utilisation ?? 70n * PERCENT, WAD)
  const inCluster = ofEquity(saleClusterRatio) - (pool.clusters[cluster] ?? 0n)
  const units = max(min(wanted, min(inCluster, ofEquity(saleLeverage) - sum(pool.clusters))), 0n)
  if (units === 0n) return
  const { waitingPeriod, minBilled, horizon } = terms
  const price = priceCover(
    { curve, fees, limit, committed: 0n, coverUnit, waitingPeriod, minBilled },
    { amount: units * coverUnit, duration, timestamp: pool.timestamp },
  )
  addCover(book, index, { ...price, units, horizon })
}

/**
 * A snapshot whose covers all last until a time: each is renewed at its end, at the rate it streams at. The premium for the
 * time that is added is in the pool as unearned premium, so equity stays what it is.
 *
 * @param until - Seconds; rounded up to midnight.
 *
 * @example
 * ```ts
 * const renewed = renewedPool(snapshot, snapshot.timestamp + 365 * 86_400)
 * ```
 */
export function renewedPool(snapshot: PoolSnapshot, until: number): PoolSnapshot {
  const day = Math.ceil(until / DAY)
  const longest = snapshot.terms.reduce((most, { horizon }) => Math.max(most, horizon), 0)
  const period = Math.ceil((day * DAY + longest) / PERIOD)
  const { timestamp } = snapshot
  const streaming = snapshot.streamEnds.filter((end) => end.day * DAY > timestamp)
  const rate = streaming.reduce((total, end) => total + end.rate, 0n)
  const before = unearned(snapshot, streaming, timestamp)
  const streamEnds = rate === 0n ? [] : [{ day, rate }]
  const products = snapshot.products.map((product): ProductSnapshot => {
    const committed = committedAt(product, timestamp)
    return { ...product, committed, expiries: committed === 0n ? [] : [{ period, units: committed }] }
  })
  const clusters = snapshot.clusters.map((_, lane) =>
    products.reduce((total, { cluster, committed }) => (cluster === lane ? total + committed : total), 0n),
  )
  const renewed = { ...snapshot, products, clusters, streamEnds, rate, rateEnd: rate * BigInt(day) }
  return {
    ...renewed,
    net: snapshot.net + unearned(snapshot, streamEnds, timestamp) - before,
    clusterExpiries: clusters.some((units) => units > 0n) ? [{ period, units: clusters }] : [],
  }
}

function unearned(
  { constants }: PoolSnapshot,
  ends: readonly { day: number; rate: bigint }[],
  timestamp: number,
): bigint {
  const stream = ends.reduce((total, { day, rate }) => total + rate * BigInt(day * DAY - timestamp), 0n)
  return valueUp(stream, constants.coverUnit)
}
