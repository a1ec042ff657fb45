import { InvalidParameterError } from '../errors/invalidParameter.js'
import { max, mulDivDown, mulDivUp, WAD } from './arithmetic.js'
import type { Price, PriceInputs } from './premium.js'
import { type AtTime, type CoverOrder, type CoverQuote, openForSale, quoteCover } from './quote.js'
import { findCapacityFor, priceOf, type SaleCache } from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** Share of the year that a rate counts, seconds. */
const YEAR = 31_536_000n

/** A purchase whose quote is laid out in full. */
export interface DetailedOrder extends CoverOrder {
  /** Fee of an integrator on top of the premium, asset units. 0 by default. */
  integratorFee?: bigint | undefined
}

/** The state that a quote stands on. */
export interface QuoteState {
  /** Block of the snapshot. */
  blockNumber: bigint
  /** Time of the quote, seconds. */
  timestamp: number
  /** Figures behind the price. */
  inputs: PriceInputs
}

/** A quote with all that follows from the state of the pool. Amounts in asset units. */
export interface QuoteDetails extends CoverQuote {
  pool: `0x${string}`
  termsId: bigint
  amount: bigint
  /** Seconds of protection that were asked for; protection lasts from `start` to `end`. */
  duration: number
  /** Part of the premium that streams to the pool: the premium less `fees`. */
  net: bigint
  /** Fee of the integrator. */
  integratorFee: bigint
  /** Payment of the buyer: premium and integrator's fee. `maxPremium` bounds this. */
  total: bigint
  /** Premium of a year per unit of cover, for the time from `start` to `end`, WAD, rounded up. */
  annualRate: bigint
  /** Committed cover of the product, as a part of its limit, WAD, rounded down; above 1 if the limit has fallen. */
  utilisation: bigint
  /** The same after the purchase. */
  utilisationAfter: bigint
  /** Part of the covered amount that is not paid, WAD. */
  deductible: bigint
  /** Whether claims need a proof of the insured's own loss. */
  proofOfLoss: boolean
  /** The state that it stands on, for `verifyQuote` of `/math`. */
  state: QuoteState
}

const utilisationOf = ({ limit }: PriceInputs, committed: bigint) =>
  mulDivDown(committed, WAD, max(limit, 1n))

function annualRateUp({ premium, start, end }: Price, amount: bigint): bigint {
  return mulDivUp(premium * YEAR, WAD, amount * BigInt(end - start))
}

/**
 * A quote as {@link quoteCover} makes it, laid out in full: the parts of the payment, the annual
 * rate, the utilisation before and after, and the state that it stands on.
 *
 * @throws as {@link quoteCover}
 *
 * @example
 * ```ts
 * const { total, net, fees, annualRate, utilisationAfter } = quoteDetails(snapshot, { termsId, amount, duration })
 * ```
 */
export function quoteDetails(snapshot: PoolSnapshot, order: DetailedOrder): QuoteDetails {
  const { termsId, amount, duration, integratorFee = 0n, timestamp = snapshot.timestamp } = order
  const quote = quoteCover(snapshot, order)
  const { price, terms } = openForSale(snapshot, termsId, timestamp)
  const { deductible, proofOfLoss } = terms
  return {
    ...quote,
    ...{ pool: snapshot.pool, termsId, amount, duration },
    net: quote.premium - quote.fees,
    integratorFee,
    total: quote.premium + integratorFee,
    annualRate: annualRateUp(quote, amount),
    utilisation: utilisationOf(price, price.committed),
    utilisationAfter: utilisationOf(price, price.committed + amount / price.coverUnit),
    deductible,
    proofOfLoss,
    state: { blockNumber: snapshot.blockNumber, timestamp, inputs: price },
  }
}

/** A point of a price curve. */
export interface CurvePoint {
  /** Covered amount, asset units. */
  amount: bigint
  /** Its premium, asset units. */
  premium: bigint
  /** Premium of a year per unit of cover, WAD, rounded up. */
  annualRate: bigint
  /** Utilisation after the purchase, WAD, rounded down. */
  utilisation: bigint
}

/** A curve of prices. */
export interface CurveOrder extends AtTime {
  termsId: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
  /** Number of points, at least 2. 33 by default. */
  points?: number | undefined
}

/**
 * Prices of growing amounts, for plotting: evenly spaced from one cover unit to all that is
 * available, and one more at the kink of the rate curve if that lies between. Each is the price
 * that {@link quoteCover} makes. None if nothing is available.
 *
 * @throws as {@link quoteCover}, and {@link InvalidParameterError} for fewer than two points.
 *
 * @example
 * ```ts
 * for (const { amount, premium, annualRate } of quoteCurve(snapshot, { termsId, duration: 90 * 86_400 })) plot(amount, annualRate)
 * ```
 */
export function quoteCurve(snapshot: PoolSnapshot, order: CurveOrder): CurvePoint[] {
  const { termsId, duration, timestamp = snapshot.timestamp, points = 33 } = order
  if (!Number.isSafeInteger(points) || points < 2)
    throw new InvalidParameterError('points', points, 'must be a whole number of at least 2')
  const sale = openForSale(snapshot, termsId, timestamp)
  const [available] = findCapacityFor(sale, duration)
  return amountsOf(sale, available, points).map((units) => {
    const amount = units * sale.price.coverUnit
    const price = priceOf(sale, amount, duration)
    return {
      amount,
      premium: price.premium,
      annualRate: annualRateUp(price, amount),
      utilisation: utilisationOf(sale.price, sale.committed + units),
    }
  })
}

/** Cover units of a curve's points, ascending, each once. */
function amountsOf({ price, committed }: SaleCache, available: bigint, points: number): bigint[] {
  const last = BigInt(points - 1)
  const even = Array.from({ length: points }, (_, i) => 1n + ((available - 1n) * BigInt(i)) / last)
  const kink = mulDivDown(price.limit, price.curve.target, WAD) - committed
  const all = [...even, kink].filter((units) => units > 0n && units <= available)
  return [...new Set(all)].sort((a, b) => (a < b ? -1 : 1))
}
