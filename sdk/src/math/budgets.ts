import { DAY, midnight } from './arithmetic.js'
import { periodOf } from './premium.js'
import { type AtTime, openForSale } from './quote.js'
import { demand, findCapacityFor, MAX_DURATION, priceOf } from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** A budget. */
export interface CoverBudget extends AtTime {
  termsId: bigint
  /** The highest premium, without an integrator's fee; asset units. */
  premium: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
}

/**
 * The largest available cover whose premium stays within a budget, asset units; 0 if there is none.
 * One cover unit more is not available, or costs more.
 *
 * @throws as {@link quoteCover}
 *
 * @example
 * ```ts
 * const amount = maxCoverForPremium(snapshot, { termsId, premium: 500_000_000n, duration: 90 * 86_400 })
 * ```
 */
export function maxCoverForPremium(
  snapshot: PoolSnapshot,
  { termsId, premium, duration, timestamp = snapshot.timestamp }: CoverBudget,
): bigint {
  const { coverUnit } = snapshot.constants
  const sale = openForSale(snapshot, termsId, timestamp)
  // A premium never falls as the amount grows: every step of it rounds a growing value up.
  let affordable = 0n
  let tooMuch = findCapacityFor(sale, duration)[0] + 1n
  while (tooMuch - affordable > 1n) {
    const middle = (affordable + tooMuch) / 2n
    if (priceOf(sale, middle * coverUnit, duration).premium <= premium) affordable = middle
    else tooMuch = middle
  }
  return affordable * coverUnit
}

/** A budget for a fixed amount. */
export interface PeriodBudget extends AtTime {
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's cover unit. */
  amount: bigint
  /** The highest premium, without an integrator's fee; asset units. */
  premium: bigint
}

/**
 * The longest duration for which an amount is available within a budget, seconds; 0 if there is
 * none. Every longer one, up to 365 days, costs more or is not available.
 *
 * Ends are at midnight: of the durations that end at the same one, this is the longest.
 *
 * @throws as {@link quoteCover}
 *
 * @example
 * ```ts
 * const duration = maxDurationForPremium(snapshot, { termsId, amount, premium: 500_000_000n })
 * ```
 */
export function maxDurationForPremium(
  snapshot: PoolSnapshot,
  { termsId, amount, premium, timestamp = snapshot.timestamp }: PeriodBudget,
): number {
  const { coverUnit } = snapshot.constants
  demand(amount > 0n, 'AmountZero')
  demand(amount % coverUnit === 0n, 'NotMultipleOf')
  const sale = openForSale(snapshot, termsId, timestamp)
  const { start } = periodOf(sale.price, { duration: MAX_DURATION, timestamp })
  // Stored rates are rounded, so that a day more can cost a trifle less: all ends are tried, the last one first.
  for (let end = midnight(start + MAX_DURATION); end - start >= DAY; end -= DAY) {
    const duration = Math.min(end - start, MAX_DURATION)
    if (priceOf(sale, amount, duration).premium > premium) continue
    if (findCapacityFor(sale, duration)[0] * coverUnit >= amount) return duration
  }
  return 0
}
