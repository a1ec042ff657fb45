import type { ContractErrorName } from '../errors/arguments.js'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY, divUp, midnight, min, subFloored, WAD } from './arithmetic.js'
import { supplyAt, toAssetsDown, toSharesUp } from './capital.js'
import { areaUp, grossUp, type Price, rateUp, refundDown, streamUp, valueUp } from './premium.js'
import {
  type CapacityLimit,
  clustersAt,
  demand,
  findCapacityFor,
  findTerms,
  limitOf,
  loadSale,
  MAX_DURATION,
  PERIOD,
  priceOf,
  roomShares,
  type SaleCache,
  shareStateAt,
  streamRoom,
} from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** The most days from start to end that a cover can store. */
const MAX_DAYS = 2047

/** Time of a quote. */
export interface AtTime {
  /** Time of the block with the transaction, seconds, not before the snapshot's. The snapshot's own by default. */
  timestamp?: number | undefined
}

/** A purchase. */
export interface CoverOrder extends AtTime {
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's cover unit. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
}

/** Price of a cover, and the available amount. */
export interface CoverQuote extends Price {
  /** The most that can be bought for this duration, asset units. */
  available: bigint
  /** The limit that sets `available`; `none` if the requested amount is available. */
  binding: CapacityLimit
}

/** Loads a sale like a purchase: its meter looks first. */
export function openForSale(pool: PoolSnapshot, termsId: bigint, timestamp: number): SaleCache {
  const { refusal } = findTerms(pool, termsId)[0]
  demand(refusal === undefined, refusal as ContractErrorName)
  const sale = loadSale(pool, termsId, timestamp)
  demand(timestamp >= pool.salesPausedUntil, 'TermsNotForSale', 'paused')
  return sale
}

/**
 * The price of a purchase and the available amount, to the unit: the result of the contract's
 * `quoteCover`, and the payment of `buyCover` in a block of that time, if in between nothing
 * happens to the pool or to the subject of the terms' meter.
 *
 * @throws {@link QuoteError} if the contract would refuse: `AmountZero`, `NotMultipleOf`,
 * `DurationOutOfRange`, `TermsNotForSale`, `SalesStopped`, `BelowMark`, `PoolShort`, `WrongChain`.
 * Capacity is reported, not enforced.
 * @throws {@link InvalidParameterError} for terms that the snapshot does not hold and times before it.
 *
 * @example
 * ```ts
 * const snapshot = await getPoolSnapshot(client, { pool })
 * const { premium, available } = quoteCover(snapshot, { termsId, amount: 50_000_000_000n, duration: 90 * 86_400 })
 * ```
 */
export function quoteCover(
  snapshot: PoolSnapshot,
  { termsId, amount, duration, timestamp = snapshot.timestamp }: CoverOrder,
): CoverQuote {
  const { coverUnit } = snapshot.constants
  demand(amount > 0n, 'AmountZero')
  demand(amount % coverUnit === 0n, 'NotMultipleOf')
  const sale = openForSale(snapshot, termsId, timestamp)
  const [units, binding] = findCapacityFor(sale, duration)
  const available = units * coverUnit
  const { premium, fees, rate, start, end } = priceOf(sale, amount, duration)
  return { premium, fees, rate, start, end, available, binding: amount > available ? binding : 'none' }
}

/** Changes that may happen before a purchase is mined. */
export interface BoundedOrder extends CoverOrder {
  /** Last second at which the purchase may be mined: its `deadline`. The time of the quote by default. */
  until?: number | undefined
  /**
   * Cover of the same product that others buy before it, asset units. By default all that this
   * order leaves.
   */
  others?: bigint | undefined
  /** Capital that asks to leave before it, net of deposits; asset units. None by default. */
  leaving?: bigint | undefined
  /**
   * The most by which the premium may exceed that of the quote, WAD. By default the most that the
   * changes above can cost.
   */
  slippage?: bigint | undefined
  /**
   * The most that the buyer would pay, whatever a node says; asset units. The bound is never
   * higher, and a premium above it is refused. Without it the bound is as good as the snapshot.
   */
  budget?: bigint | undefined
}

/** Bounds of a purchase, to be spread into its parameters. */
export interface PurchaseBounds {
  /** The most that may leave the payer, without an integrator's fee; asset units. */
  maxPremium: bigint
  /** Last second at which the purchase may be mined. */
  deadline: number
}

/**
 * The `maxPremium` and the `deadline` of a purchase: no less than its price in any block from the time of the quote to
 * `until`, if others buy at most that much cover of the product before it, and no more capital than
 * stated asks to leave.
 *
 * It is the price at the highest utilisation that can result, for the longest time that can be
 * charged, with all roundings against the buyer. Expiries, cancellations, extensions, deposits and
 * earned premium in between only lower the price. Three things can still exceed it, and the pool
 * then refuses: another price set by the manager, code found unattested, a start deferred by an
 * incident.
 *
 * @throws as {@link quoteCover}, and `PremiumAboveMax` if the premium is above the budget.
 *
 * @example
 * ```ts
 * const until = snapshot.timestamp + 600
 * const bounds = boundQuote(snapshot, { ...order, until, budget: parseUnits('500', 6) })
 * const maxStart = boundStart(snapshot, { termsId, until })
 * await approveAssetSync(client, { asset, pool, amount: bounds.maxPremium })
 * await buyCoverSync(client, { ...order, pool, ...bounds, maxStart })
 * ```
 */
export function boundQuote(snapshot: PoolSnapshot, order: BoundedOrder): PurchaseBounds {
  const { timestamp = snapshot.timestamp, until = timestamp, slippage, budget } = order
  if (until < timestamp) throw new InvalidParameterError('until', until, 'is before the time of the quote')
  const quote = quoteCover(snapshot, order)
  const { premium } = quote
  demand(budget === undefined || premium <= budget, 'PremiumAboveMax')
  const worst = worstPremium(snapshot, order, quote, timestamp, until)
  const bounds = [worst]
  if (slippage !== undefined) bounds.push(premium + (premium * slippage) / WAD)
  if (budget !== undefined) bounds.push(budget)
  return { maxPremium: bounds.reduce(min), deadline: until }
}

/** The price after all that the order allows for. */
function worstPremium(
  snapshot: PoolSnapshot,
  order: BoundedOrder,
  { available, start, end }: CoverQuote,
  timestamp: number,
  until: number,
): bigint {
  const { termsId, amount, duration } = order
  const { leaving = 0n, others = subFloored(available, amount) } = order
  const sale = loadSale(snapshot, termsId, timestamp)
  const { curve, fees, minBilled, waitingPeriod, coverUnit } = sale.price

  // While shares fade, those that have asked to leave become a larger part.
  const late = { ...sale.shares, supply: supplyAt(snapshot, until) }
  const staying = subFloored(late.supply - snapshot.queued, toSharesUp(leaving, sale.shares))
  const limit = limitOf(sale, min(sale.dampedEquity, toAssetsDown(staying, late)))
  const before = sale.committed + divUp(others, coverUnit)
  // Two more, because the two segments of the rate are rounded up separately.
  const area = areaUp(curve, limit, before, before + amount / coverUnit) + 2n
  const lastEnd = midnight(Math.max(start, until + waitingPeriod) + duration)
  // A second later the end can be a whole day later.
  const charged = Math.max(lastEnd === end ? end - start : duration + DAY - 1, minBilled)
  // A rate is rounded up to a whole number, and then by less than one in 2^19.
  const stream = streamUp(area, charged, fees) + BigInt(lastEnd - timestamp)
  return grossUp(valueUp(stream + (stream >> 19n), coverUnit), fees)
}

/** Changes of the start of protection that may happen before a purchase is mined. */
export interface StartOrder extends AtTime {
  termsId: bigint
  /** Last second at which the purchase may be mined: its `deadline`. The time of the quote by default. */
  until?: number | undefined
  /** Seconds by which a case that is opened in between may defer the start. None by default. */
  tolerance?: number | undefined
}

/**
 * A `maxStart` for a purchase: no earlier than its start in any block from the time of the quote to
 * `until`, unless a case that is opened in between defers starts on the cluster by more than the
 * tolerance.
 *
 * @throws {@link InvalidParameterError} for terms that the snapshot does not hold and an end before the time of the
 * quote.
 *
 * @example
 * ```ts
 * const deadline = snapshot.timestamp + 600
 * const maxStart = boundStart(snapshot, { termsId, until: deadline })
 * ```
 */
export function boundStart(snapshot: PoolSnapshot, order: StartOrder): number {
  const { termsId, timestamp = snapshot.timestamp, until = timestamp, tolerance = 0 } = order
  if (until < timestamp) throw new InvalidParameterError('until', until, 'is before the time of the quote')
  const [{ waitingPeriod }, { cluster }] = findTerms(snapshot, termsId)
  return Math.max(until + waitingPeriod, snapshot.deferredUntil[cluster] ?? 0) + tolerance
}

/** Data of a cover's token; the result of `getCover` has all of it. */
export interface CoverData {
  termsId: bigint
  /** Remaining amount, asset units. */
  amount: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds. */
  end: number
  /** Stream rate, 2^-33 cover units a second. */
  rate: bigint
}

/** An extension. */
export interface Extension extends AtTime {
  cover: CoverData
  /** Seconds to add, from 1 to 365 days. */
  added: number
}

/**
 * Price of an extension, asset units, and the new end.
 *
 * @throws {@link QuoteError} if the contract would refuse: `CoverEnded`, `DurationOutOfRange`,
 * `TermsNotForSale`, `SalesStopped`, `CapitalRequired`, `CapacityExceeded`, `PoolShort`,
 * `WrongChain`
 *
 * @example
 * ```ts
 * const cover = await getCover(client, { coverId })
 * const { premium, end } = quoteExtension(snapshot, { cover, added: 30 * 86_400 })
 * ```
 */
export function quoteExtension(
  snapshot: PoolSnapshot,
  { cover, added, timestamp = snapshot.timestamp }: Extension,
): { end: number; premium: bigint } {
  const { waitingPeriod } = findTerms(snapshot, cover.termsId)[0]
  const { coverUnit } = snapshot.constants
  demand(timestamp + waitingPeriod <= cover.end && cover.amount !== 0n, 'CoverEnded')
  const end = midnight(cover.end + added)
  const days = end / DAY - Math.floor(cover.start / DAY)
  const last = midnight(timestamp + waitingPeriod + MAX_DURATION)
  demand(added > 0 && added <= MAX_DURATION && end <= last && days <= MAX_DAYS, 'DurationOutOfRange')
  const sale = loadSale(snapshot, cover.termsId, timestamp)
  // Cover is not kept in force for longer while it keeps those in who have asked to leave.
  demand(
    snapshot.queued === 0n || roomShares(snapshot, sale.clusters, sale.shares) >= snapshot.queued,
    'CapitalRequired',
  )

  const { curve, limit, fees } = sale.price
  const area = areaUp(curve, limit, sale.committed - cover.amount / coverUnit, sale.committed)
  const before = cover.rate * BigInt(cover.end - timestamp)
  const left = end - timestamp
  const rate = rateUp(before + streamUp(area, end - cover.end, fees), left)
  demand(rate <= streamRoom(snapshot, end), 'CapacityExceeded')
  return { end, premium: grossUp(valueUp(rate * BigInt(left) - before, coverUnit), fees) }
}

/**
 * Refund of a cancellation, asset units; 0 if the contract would refuse it.
 *
 * @example
 * ```ts
 * const refund = quoteCancellation(snapshot, { cover: await getCover(client, { coverId }) })
 * ```
 */
export function quoteCancellation(
  snapshot: PoolSnapshot,
  { cover, timestamp = snapshot.timestamp }: { cover: CoverData } & AtTime,
): bigint {
  const [{ waitingPeriod, minBilled }] = findTerms(snapshot, cover.termsId)
  return refundDown({
    ...cover,
    timestamp,
    waitingPeriod,
    minBilled,
    coverUnit: snapshot.constants.coverUnit,
  })
}

/**
 * The times at which shares put into the exit queue now could be settled: not before `earliest`,
 * and absent an incident no later than `latest`, by which enough of the cover in force has expired.
 * Seconds.
 *
 * @throws {@link InvalidParameterError} for more shares than there are outside the queue.
 *
 * @example
 * ```ts
 * const { earliest, latest } = redeemSchedule(snapshot, { shares })
 * ```
 */
export function redeemSchedule(
  snapshot: PoolSnapshot,
  { shares, timestamp = snapshot.timestamp }: { shares: bigint } & AtTime,
): { earliest: number; latest: number } {
  const ahead = snapshot.queued + shares
  const now = shareStateAt(snapshot, timestamp)
  if (ahead > now.supply)
    throw new InvalidParameterError('shares', shares, 'is more than there are outside the queue')
  // Leaves out of the supply what will have faded by then: with fewer shares, fewer may leave.
  const state = { ...now, supply: supplyAt(snapshot, snapshot.fading?.until ?? timestamp) }
  const earliest = timestamp + snapshot.constants.cooldown
  const hasRoom = (at: number) => roomShares(snapshot, clustersAt(snapshot, at), state) >= ahead
  if (hasRoom(timestamp)) return { earliest, latest: earliest }
  const expiries = snapshot.clusterExpiries.map(({ period }) => period * PERIOD)
  const free = expiries.find((at) => at > timestamp && hasRoom(at))
  return { earliest, latest: Math.max(earliest, free ?? earliest) }
}
