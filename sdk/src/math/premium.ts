import { divUp, max, midnight, min, mulDivDown, mulDivUp, PPM, toPpm } from './arithmetic.js'

/** An area counts cover units × 1e-15: thousand millionths of parts per million. */
const AREA_PER_PPM = 1_000_000_000n
/** 1e15 × parts per million × seconds of a year. */
const STREAM_UNIT = 31_536_000_000_000_000_000_000_000_000n
/** Added, it rounds a division by that up. */
const STREAM_ROUND = STREAM_UNIT - 1n
/** A stream rate counts 2^-33 cover units a second. */
const RATE_SHIFT = 33n
const RATE_UNIT = 8_589_934_592n
const RATE_MASK = RATE_UNIT - 1n
const MANTISSA_BITS = 20n
/** Percent of a cancelled cover's refundable stream that stays in the pool. */
const CANCEL_KEPT = 5n

/** The annual rate as a function of utilisation, with one kink. All WAD. */
export interface RateCurve {
  /** At utilisation 0. */
  rateFloor: bigint
  /** At `target`. */
  rateAtTarget: bigint
  /** At utilisation 1 and beyond. */
  rateMax: bigint
  /** Utilisation at the kink. */
  target: bigint
}

/**
 * The integral of the rate curve over committed cover, rounded up in favour of the pool.
 *
 * @param curve - The product's rate curve.
 * @param limit - Committed cover at utilisation 1, cover units.
 * @param from - Committed cover before, cover units.
 * @param to - Committed cover after, cover units.
 * @returns cover units × annual rate, 1e-15.
 */
export function areaUp(curve: RateCurve, limit: bigint, from: bigint, to: bigint): bigint {
  const kink = min(max((limit * toPpm(curve.target)) / PPM, 1n), limit)
  const atTarget = toPpm(curve.rateAtTarget)
  let area = 0n
  let at = from
  if (at < kink) {
    const end = to < kink ? to : kink
    const atFloor = toPpm(curve.rateFloor)
    const twice = kink * 2n
    const sum = twice * atFloor + (atTarget - atFloor) * (at + end)
    area = divUp((end - at) * sum * AREA_PER_PPM, twice)
    at = end
  }
  if (at >= to) return area
  const atMax = toPpm(curve.rateMax)
  if (at < limit) {
    const end = min(to, limit)
    const twice = (limit - kink) * 2n
    const sum = twice * atTarget + (atMax - atTarget) * (at + end - 2n * kink)
    area += divUp((end - at) * sum * AREA_PER_PPM, twice)
    at = end
  }
  return at < to ? area + (to - at) * atMax * AREA_PER_PPM : area
}

/**
 * The stream that an area earns over some time, net of fees, rounded up.
 *
 * @param area - From {@link areaUp}.
 * @param charged - Seconds charged.
 * @param fees - Part of the premium that does not reach the pool, WAD.
 * @returns Stream rate × seconds, 2^-33 cover units.
 */
export function streamUp(area: bigint, charged: number, fees: bigint): bigint {
  return (((area * BigInt(charged) * (PPM - toPpm(fees))) << RATE_SHIFT) + STREAM_ROUND) / STREAM_UNIT
}

/**
 * The smallest stream rate that a cover can store and that is not below `rate`: 20 bits and an
 * exponent.
 */
export function roundRateUp(rate: bigint): bigint {
  const excess = rate >> MANTISSA_BITS
  if (excess === 0n) return rate
  const shift = BigInt(bitLength(excess))
  return -(-rate >> shift) << shift
}

/** Bits of a positive number. Reading them off 32 at a time is much faster than writing the number out. */
function bitLength(value: bigint): number {
  const small = Number(value)
  if (small < 2 ** 32) return 32 - Math.clz32(small)
  return 32 + bitLength(value >> 32n)
}

/**
 * The stream rate that spreads a stream over some time, rounded up to what a cover can store; at
 * least 1.
 *
 * @param stream - From {@link streamUp}.
 * @param left - Seconds from the purchase to the end.
 * @returns 2^-33 cover units a second.
 */
export function rateUp(stream: bigint, left: number): bigint {
  return roundRateUp(max(divUp(stream, BigInt(left)), 1n))
}

/** Asset units of a stream (rate × seconds), rounded up. */
export function valueUp(stream: bigint, coverUnit: bigint): bigint {
  return (stream * coverUnit + RATE_MASK) >> RATE_SHIFT
}

/**
 * Asset units of a stream (rate × seconds), rounded down: the refund of `lapseCover` for the stream
 * to come.
 */
export function valueDown(stream: bigint, coverUnit: bigint): bigint {
  return (stream * coverUnit) / RATE_UNIT
}

/** The premium whose net part is `net`, rounded up. `fees` in WAD. */
export function grossUp(net: bigint, fees: bigint): bigint {
  return divUp(net * PPM, PPM - toPpm(fees))
}

/** Figures behind a price: a product in a pool at one time. */
export interface PriceInputs {
  curve: RateCurve
  /** Manager's, sponsor's and protocol's fee together, WAD. */
  fees: bigint
  /** The product's own limit, cover units; see {@link productLimitDown}. */
  limit: bigint
  /** The product's committed cover, cover units. */
  committed: bigint
  /** Asset units of one cover unit. */
  coverUnit: bigint
  /** Seconds from purchase to protection. */
  waitingPeriod: number
  /** Least number of seconds that are charged. */
  minBilled: number
  /** Earliest start of covers on the product's cluster, seconds. */
  deferredUntil?: number | undefined
}

/** A purchase, and its time. */
export interface PriceOrder {
  /** Covered amount, asset units; a multiple of the cover unit. */
  amount: bigint
  /** Seconds of protection. */
  duration: number
  /** Time of the purchase, seconds. */
  timestamp: number
}

/** A price, and its cover. */
export interface Price {
  /** Premium from the payer, without an integrator's fee; asset units. */
  premium: bigint
  /** Part of it that does not reach the pool's equity, asset units. */
  fees: bigint
  /** Stream rate, 2^-33 cover units a second. */
  rate: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds; 00:00 UTC. */
  end: number
}

/**
 * The formula of a cover's price, from its inputs. {@link quoteCover} finds them in a snapshot.
 *
 * @example
 * ```ts
 * const { premium } = priceCover(sale, { amount: 50_000_000_000n, duration: 90 * 86_400, timestamp })
 * ```
 */
export function priceCover(sale: PriceInputs, { amount, duration, timestamp }: PriceOrder): Price {
  const { start, end, charged } = periodOf(sale, { duration, timestamp })
  const left = end - timestamp
  const area = areaUp(sale.curve, sale.limit, sale.committed, sale.committed + amount / sale.coverUnit)
  const rate = rateUp(streamUp(area, charged, sale.fees), left)
  const net = valueUp(rate * BigInt(left), sale.coverUnit)
  const premium = grossUp(net, sale.fees)
  return { premium, fees: premium - net, rate, start, end }
}

/** Protection from and until, and the seconds of it that are charged. */
export function periodOf(
  sale: Pick<PriceInputs, 'waitingPeriod' | 'minBilled' | 'deferredUntil'>,
  { duration, timestamp }: Omit<PriceOrder, 'amount'>,
): { start: number; end: number; charged: number } {
  const start = Math.max(timestamp + sale.waitingPeriod, sale.deferredUntil ?? 0)
  const end = midnight(start + duration)
  return { start, end, charged: Math.max(end - start, sale.minBilled) }
}

/** Figures behind a refund. */
export interface RefundInputs {
  /** Stream rate of the cover, 2^-33 cover units a second. */
  rate: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, seconds. */
  end: number
  /** Time of the cancellation, seconds. */
  timestamp: number
  waitingPeriod: number
  minBilled: number
  /** Asset units of one cover unit. */
  coverUnit: bigint
}

/** Refund of a cancellation, asset units, rounded down: 95 % of what streams after the minimum billing is earned. */
export function refundDown(inputs: RefundInputs): bigint {
  const { rate, start, end, timestamp, waitingPeriod, minBilled, coverUnit } = inputs
  const charged = BigInt(Math.max(end - start, minBilled))
  const billed =
    BigInt(start) +
    mulDivUp(BigInt(end - start + waitingPeriod), BigInt(minBilled), charged) -
    BigInt(waitingPeriod)
  const from = max(BigInt(timestamp), billed)
  if (from >= BigInt(end)) return 0n
  return mulDivDown(rate * (BigInt(end) - from), coverUnit * (100n - CANCEL_KEPT), 100n * RATE_UNIT)
}

/** Unearned premium of a cover, asset units, rounded up. */
export function unearnedUp(rate: bigint, end: number, timestamp: number, coverUnit: bigint): bigint {
  return timestamp >= end ? 0n : valueUp(rate * BigInt(end - timestamp), coverUnit)
}
