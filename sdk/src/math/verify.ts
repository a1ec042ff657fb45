import { InvalidParameterError } from '../errors/invalidParameter.js'
import type { QuoteDetails } from './details.js'
import { type PriceInputs, priceCover } from './premium.js'
import { type AtTime, type CoverQuote, openForSale, quoteCover } from './quote.js'
import { QuoteError } from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** A part of the state behind a price. */
export type QuoteInput = 'time' | keyof PriceInputs

/** A part of the state that is not what it was. */
export interface QuoteMove {
  /** `time` alone is not of the pool: the quote is made for a later second. */
  input: QuoteInput
  before: unknown
  now: unknown
  /** Change of the premium if nothing else had moved, asset units. */
  effect: bigint
}

/** A quote, seen from a later state of the pool. */
export interface QuoteCheck {
  /** Whether the same order costs the same, starts and ends at the same time, and is available. */
  holds: boolean
  /** The same order's quote now; `undefined` if the pool refuses it. */
  quote: CoverQuote | undefined
  /** Name of the error with which the pool refuses it. */
  refusal: string | undefined
  /** Premium now less premium then, asset units; `undefined` if it is refused. */
  change: bigint | undefined
  /** What has moved, in a fixed order. Empty if nothing has. */
  moved: QuoteMove[]
}

const INPUTS = [
  'curve',
  'fees',
  'limit',
  'committed',
  'coverUnit',
  'waitingPeriod',
  'minBilled',
  'deferredUntil',
] as const satisfies readonly (keyof PriceInputs)[]

/**
 * Compares a quote with a later snapshot of its pool: what the same order costs now, and what has
 * moved since, each with its effect on the premium. For a quote from another node or service, pass a
 * snapshot of one's own: a made-up quote does not hold.
 *
 * @throws {@link InvalidParameterError} for a snapshot of another pool, for terms that it does not hold, and times
 * before it.
 *
 * @example
 * ```ts
 * const quote = quoteDetails(snapshot, { termsId, amount, duration })
 * // Later, or at another node:
 * const { holds, change, moved } = verifyQuote(await getPoolSnapshot(client, { pool }), quote)
 * if (!holds) for (const { input, effect } of moved) console.log(input, effect)
 * ```
 */
export function verifyQuote(
  snapshot: PoolSnapshot,
  quote: QuoteDetails,
  { timestamp = Math.max(snapshot.timestamp, quote.state.timestamp) }: AtTime = {},
): QuoteCheck {
  const { termsId, amount, duration } = quote
  if (snapshot.pool.toLowerCase() !== quote.pool.toLowerCase())
    throw new InvalidParameterError('snapshot', snapshot.pool, 'is of another pool than the quote')
  try {
    const { price } = openForSale(snapshot, termsId, timestamp)
    const now = quoteCover(snapshot, { termsId, amount, duration, timestamp })
    const isSame = now.premium === quote.premium && now.start === quote.start && now.end === quote.end
    return {
      holds: isSame && amount <= now.available,
      quote: now,
      refusal: undefined,
      change: now.premium - quote.premium,
      moved: movesOf(quote, price, timestamp),
    }
  } catch (error) {
    if (!(error instanceof QuoteError)) throw error
    return { holds: false, quote: undefined, refusal: error.name, change: undefined, moved: [] }
  }
}

function movesOf(
  { amount, duration, state }: QuoteDetails,
  now: PriceInputs,
  timestamp: number,
): QuoteMove[] {
  const { inputs } = state
  const order = { amount, duration, timestamp: state.timestamp }
  const { premium } = priceCover(inputs, order)
  const moves: QuoteMove[] = INPUTS.filter((input) => isMoved(inputs[input], now[input])).map((input) => ({
    input,
    before: inputs[input],
    now: now[input],
    effect: priceCover({ ...inputs, [input]: now[input] }, order).premium - premium,
  }))
  if (timestamp === state.timestamp) return moves
  const effect = priceCover(inputs, { ...order, timestamp }).premium - premium
  return [{ input: 'time', before: state.timestamp, now: timestamp, effect }, ...moves]
}

function isMoved(before: unknown, now: unknown): boolean {
  if (typeof before !== 'object' || typeof now !== 'object' || !before || !now) return before !== now
  return Object.entries(before).some(([key, value]) => value !== (now as Record<string, unknown>)[key])
}
