import type { ContractErrorName } from '../errors/arguments.js'
import { BreakwaterError } from '../errors/base.js'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY, divUp, max, PPM, toPpm } from './arithmetic.js'
import {
  dampedEquityDown,
  productLimitDown,
  type ShareState,
  supplyAt,
  toAssetsDown,
  toSharesDown,
} from './capital.js'
import { type Price, type PriceInputs, periodOf, priceCover, valueUp } from './premium.js'
import type { PoolSnapshot, ProductSnapshot, TermsSnapshot } from './snapshot.js'

/** Seconds of a capital period. */
export const PERIOD = 14 * DAY
export const MAX_DURATION = 365 * DAY
/** The most that one cover can be, cover units. */
const MAX_COVER = 0xfff_ffff
/** The most that one cluster can hold, cover units. */
const MAX_CLUSTER = 0x7fff_ffff
/** The most that covers ending on one day can stream, 2^-33 cover units a second. */
const MAX_DAY_RATE = 0x7_ffff_ffffn
/** Divisor of a product's limit: this part can be sold in a burst, and comes back every day. */
const SALE_SPEED = 4
/** Seconds in which a whole limit comes back. */
const BURST_TIME = 345_600n
/** Stream rate of one cover unit a year: 2^33 over the seconds of a year. */
const RATE_OF_YEARLY_UNIT = 2 ** 33 / 31_536_000
/** Percent of the meter's reading up to which cover on a metered subject is sold. */
const METER_RATIO = 30n

/** The limit that keeps a cover from being larger; `none` if the requested amount is available. */
export type CapacityLimit =
  | 'none'
  | 'product'
  | 'cluster'
  | 'pool'
  | 'speed'
  | 'absolute'
  | 'meter'
  | 'stream'

/** A quote that the pool would refuse; `name` is that of the contract's error. */
export class QuoteError extends BreakwaterError {
  /** What the contract says beside the name: why terms are not for sale. */
  readonly reason: string | undefined

  constructor(name: ContractErrorName, reason?: string) {
    const why = reason === undefined ? '' : ` (${reason})`
    super(name, `The pool would refuse this: ${name}${why}.`, 'Change the order, or read a newer snapshot.')
    this.reason = reason
  }
}

/** Throws the contract's error unless `condition` holds. */
export function demand(condition: unknown, name: ContractErrorName, reason?: string): asserts condition {
  if (!condition) throw new QuoteError(name, reason)
}

/** Terms and their product at a time, which must not be before the snapshot. */
export interface SaleCache {
  pool: PoolSnapshot
  terms: TermsSnapshot
  product: ProductSnapshot
  timestamp: number
  shares: ShareState
  dampedEquity: bigint
  /** The product's committed cover, cover units. */
  committed: bigint
  clusters: readonly bigint[]
  /** Figures behind a price. */
  price: PriceInputs
}

/**
 * Figures behind the price of the pool's shares at a time, for {@link toSharesDown} and similar
 * functions.
 *
 * @example
 * ```ts
 * const shares = toSharesDown(assets, shareStateAt(snapshot))
 * ```
 */
export function shareStateAt(pool: PoolSnapshot, timestamp: number = pool.timestamp): ShareState {
  const supply = supplyAt(pool, timestamp)
  const equity = supply === 0n ? 0n : equityAt(pool, timestamp)
  const { virtualShares, assetUnit } = pool.constants
  return { equity, supply, virtualShares, assetUnit }
}

export function equityAt(pool: PoolSnapshot, timestamp: number): bigint {
  if (timestamp < pool.timestamp)
    throw new InvalidParameterError('timestamp', timestamp, 'is before the snapshot')
  let { rate, rateEnd } = pool
  for (const end of pool.streamEnds) {
    if (end.day * DAY > timestamp) break
    rate -= end.rate
    rateEnd -= end.rate * BigInt(end.day)
  }
  return pool.net - valueUp(rateEnd * 86_400n - rate * BigInt(timestamp), pool.constants.coverUnit)
}

export function clustersAt(pool: PoolSnapshot, timestamp: number): readonly bigint[] {
  let { clusters } = pool
  for (const { period, units } of pool.clusterExpiries) {
    if (period * PERIOD > timestamp) break
    clusters = clusters.map((committed, lane) => committed - (units[lane] ?? 0n))
  }
  return clusters
}

export function committedAt(
  { committed, expiries }: Pick<ProductSnapshot, 'committed' | 'expiries'>,
  timestamp: number,
) {
  for (const { period, units } of expiries) {
    if (period * PERIOD > timestamp) break
    committed -= units
  }
  return committed
}

export function findTerms(pool: PoolSnapshot, termsId: bigint): [TermsSnapshot, ProductSnapshot] {
  const terms = pool.terms.find((one) => one.termsId === termsId)
  const product = terms && pool.products.find((one) => one.productId === terms.productId)
  if (!product) throw new InvalidParameterError('termsId', termsId, 'is not in the snapshot')
  return [terms, product]
}

/** Loads a sale of terms at a time; throws if the pool would sell nothing on them. */
export function loadSale(pool: PoolSnapshot, termsId: bigint, timestamp: number): SaleCache {
  const [terms, product] = findTerms(pool, termsId)
  const { coverUnit, startEquity, chainId } = pool.constants
  demand(pool.chainId === chainId, 'WrongChain')
  demand(terms.notForSale === undefined, 'TermsNotForSale', terms.notForSale)
  demand(!pool.short, 'PoolShort')
  demand(product.stoppingCases === 0, 'SalesStopped')
  const shares = shareStateAt(pool, timestamp)
  const freeEquity = toAssetsDown(shares.supply - pool.queued, shares)
  const dampedEquity = dampedEquityDown({
    damped: pool.dampedEquity,
    day: pool.dampedDay,
    today: Math.floor(timestamp / DAY),
    startEquity,
    freeEquity,
  })
  const committed = committedAt(product, timestamp)
  const { curve, fees } = product
  const { waitingPeriod, minBilled } = terms
  const limit = limitOf({ pool, terms, product }, dampedEquity)
  const deferredUntil = pool.deferredUntil[product.cluster]
  return {
    pool,
    terms,
    product,
    timestamp,
    shares,
    dampedEquity,
    committed,
    clusters: clustersAt(pool, timestamp),
    price: { curve, fees, limit, committed, coverUnit, waitingPeriod, minBilled, deferredUntil },
  }
}

/** A product's own limit for a damped equity, cover units. */
export function limitOf(
  { pool, terms, product }: Pick<SaleCache, 'pool' | 'terms' | 'product'>,
  dampedEquity: bigint,
) {
  const { maxRatio, haircut } = product
  const { coverUnit } = pool.constants
  return productLimitDown({ dampedEquity, maxRatio, haircut, auditGap: terms.auditGap, coverUnit })
}

/** The most that can be sold whatever its end, cover units, and the limit that binds. */
export function findCapacity(sale: SaleCache): [available: bigint, binding: CapacityLimit] {
  const { pool, terms, product, dampedEquity, clusters } = sale
  const { coverUnit, saleClusterRatio, saleLeverage } = pool.constants
  // Cover units are counted as numbers here, which is faster: what binds is far below 2^53.
  const limit = Number(sale.price.limit)
  const committed = Number(sale.committed)
  let available = MAX_COVER
  let binding: CapacityLimit = 'absolute'
  const bound = (name: CapacityLimit, most: number, used: number) => {
    const left = Math.max(most - used, 0)
    if (left >= available) return
    available = left
    binding = name
  }
  const ofEquity = (share: bigint) => Number((dampedEquity * toPpm(share)) / (PPM * coverUnit))
  const inCluster = Number(clusters[product.cluster] ?? 0n)
  bound('product', limit, committed)
  bound('cluster', Math.min(ofEquity(saleClusterRatio), MAX_CLUSTER), inCluster)
  bound('pool', ofEquity(saleLeverage), Number(sum(clusters)))
  bound('speed', Math.floor(limit / SALE_SPEED), burstAt(sale))
  bound('absolute', Number(terms.maxCover), committed)
  if (terms.reading !== undefined)
    bound('meter', Number(((terms.reading / coverUnit) * METER_RATIO) / 100n), committed)
  return [BigInt(available), binding]
}

/** What of the burst that a product may sell is used up, cover units. */
export function burstAt({ product, price, timestamp }: SaleCache): number {
  const { sold, soldAt } = product
  if (sold === 0n) return 0
  const leaked = (price.limit * BigInt(timestamp - soldAt)) / BURST_TIME
  return sold > leaked ? Number(sold - leaked) : 0
}

/** The most that can be sold for a duration, cover units, and the limit that binds. */
export function findCapacityFor(
  sale: SaleCache,
  duration: number,
): [available: bigint, binding: CapacityLimit] {
  const capacity = findCapacity(sale)
  let [tooMuch] = capacity
  if (tooMuch === 0n) return capacity
  const priceFor = (units: bigint) => priceOf(sale, units * sale.price.coverUnit, duration)
  const { end, charged } = periodOf(sale.price, { duration, timestamp: sale.timestamp })
  const room = streamRoom(sale.pool, end)
  // A product with the highest rate of all to the end would fit, nearly always: then nothing is priced.
  const { rateFloor, rateAtTarget, rateMax } = sale.price.curve
  const highest = Number(max(max(rateFloor, rateAtTarget), rateMax)) / 1e18
  const most = ((Number(tooMuch) * highest * charged) / (end - sale.timestamp)) * RATE_OF_YEARLY_UNIT
  if (most + 2 < Number(room) / 2) return capacity
  if (priceFor(tooMuch).rate <= room) return capacity
  // A rate never falls as the amount grows.
  let fits = 0n
  while (tooMuch - fits > 1n) {
    const middle = (fits + tooMuch) / 2n
    if (priceFor(middle).rate <= room) fits = middle
    else tooMuch = middle
  }
  return [fits, 'stream']
}

/** The largest rate that can still end at `end`, 2^-33 cover units a second. */
export function streamRoom(pool: PoolSnapshot, end: number): bigint {
  return MAX_DAY_RATE - (pool.streamEnds.find(({ day }) => day * DAY === end)?.rate ?? 0n)
}

/** The price of a checked amount. */
export function priceOf({ price, timestamp }: SaleCache, amount: bigint, duration: number): Price {
  demand(duration >= DAY && duration <= MAX_DURATION, 'DurationOutOfRange')
  return priceCover(price, { amount, duration, timestamp })
}

/** Shares that may leave before a cluster or the pool would breach its exit limit. */
export function roomShares(pool: PoolSnapshot, clusters: readonly bigint[], shares: ShareState): bigint {
  const { coverUnit, exitLeverage, exitClusterRatio, chainId } = pool.constants
  const committed = sum(clusters)
  // On another chain no capital is required.
  if (committed === 0n || pool.chainId !== chainId) return shares.supply
  const byPool = divUp(committed * PPM, toPpm(exitLeverage))
  const byCluster = divUp(clusters.reduce(max) * PPM, toPpm(exitClusterRatio))
  const free = shares.equity - (max(byPool, byCluster) + 1n) * coverUnit
  return free > 0n ? toSharesDown(free, shares) : 0n
}

export function sum(values: readonly bigint[]): bigint {
  let total = 0n
  for (const value of values) if (value !== 0n) total += value
  return total
}
