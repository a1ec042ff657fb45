import { InvalidParameterError } from '../errors/invalidParameter.js'
import { max, min, PPM, toPpm } from './arithmetic.js'
import { type PriceInputs, priceCover, type RateCurve } from './premium.js'
import { type AtTime, quoteCover } from './quote.js'
import { loadSale, QuoteError } from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** Fraction bits by which levels of price are compared. */
const LEVEL_BITS = 32n
/** 1e-15, the unit of areas, over parts per million. */
const RATE_PER_PPM = 1_000_000_000n
/** The most pools that one order of the router names. */
const MAX_PARTS = 8
/** Rounds of moves between pools; each makes the premium smaller. */
const MAX_ROUNDS = 64

/** A purchase from several pools. */
export interface SplitOrder extends AtTime {
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pools' cover units. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
  /** The most pools to buy from, 1 to 8. 8 by default. */
  maxPools?: number | undefined
}

/** The part of a purchase that one pool sells. */
export interface SplitPart {
  pool: `0x${string}`
  poolId: bigint
  /** Covered amount, asset units. */
  amount: bigint
  /** Its premium, asset units. */
  premium: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds. */
  end: number
  /** The most that this pool can sell, asset units. */
  available: bigint
}

/** A purchase, split over pools. */
export interface CoverSplit {
  /** Those with the largest parts first; none if nothing is for sale. */
  parts: SplitPart[]
  /** Cover of all parts, asset units: the amount asked for, or as much as the pools can sell. */
  amount: bigint
  /** Premium of all parts, asset units. */
  premium: bigint
  /** The most that all given pools can sell, asset units. */
  available: bigint
}

/** A pool that sells the terms. */
interface Seller {
  snapshot: PoolSnapshot
  price: PriceInputs
  /** The most that it can sell, cover units. */
  most: bigint
  charged: bigint
  start: number
  end: number
  /** What it sells, cover units. */
  units: bigint
}

/**
 * Splits a purchase over pools so that the premiums together are the least: each pool sells up to one level of marginal
 * price. The split is exact to the cover unit before the rounding of premiums (PREM-4); afterwards it is improved by what
 * that rounding still gives. The premiums of the parts are exact to the unit, as those of {@link quoteCover}.
 *
 * A pool that refuses the terms now is left out. A part stays below what its pool can sell.
 *
 * @param snapshots - One of each pool; all of one asset and chain.
 * @throws {@link QuoteError} of the first pool if every one refuses.
 * @throws {@link InvalidParameterError} for pools of several assets and for bad numbers of pools.
 *
 * @example
 * ```ts
 * const snapshots = await Promise.all(pools.map((pool) => getPoolSnapshot(client, { pool })))
 * const { parts, premium } = splitCover(snapshots, { termsId, amount: 500_000_000_000n, duration: 90 * 86_400 })
 * ```
 */
export function splitCover(
  snapshots: readonly PoolSnapshot[],
  { termsId, amount, duration, timestamp, maxPools = MAX_PARTS }: SplitOrder,
): CoverSplit {
  if (!(Number.isInteger(maxPools) && maxPools >= 1 && maxPools <= MAX_PARTS))
    throw new InvalidParameterError('maxPools', maxPools, 'must be a whole number from 1 to 8')
  if (amount <= 0n) throw new QuoteError('AmountZero')
  const assets = new Set(snapshots.map(({ constants: { asset } }) => asset.toLowerCase()))
  if (assets.size > 1)
    throw new InvalidParameterError('snapshots', [...assets], 'are of pools with several assets')
  if (new Set(snapshots.map(({ constants: { poolId } }) => poolId)).size < snapshots.length)
    throw new InvalidParameterError(
      'snapshots',
      snapshots.map(({ pool }) => pool),
      'has a pool twice',
    )
  const time = timestamp ?? snapshots.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0)
  const all = sellers(snapshots, termsId, duration, time)
  const available = sumOf(all, capacityOf)
  const premiumOf = (seller: Seller, units: bigint) =>
    units === 0n
      ? 0n
      : priceCover(seller.price, { amount: units * seller.price.coverUnit, duration, timestamp: time })
          .premium

  const wanted = min(amount, available)
  let chosen = all
  for (;;) {
    fillUp(chosen, wanted)
    const used = chosen.filter(({ units }) => units !== 0n).sort(byAmount)
    if (used.length <= maxPools) break
    const left = leftOut(used, chosen, wanted)
    chosen = chosen.filter((seller) => seller !== left)
  }
  improve(chosen, premiumOf)

  const parts = chosen
    .filter(({ units }) => units !== 0n)
    .sort(byAmount)
    .map((seller) => toPart(seller, premiumOf(seller, seller.units)))
  return {
    parts,
    amount: parts.reduce((sum, part) => sum + part.amount, 0n),
    premium: parts.reduce((sum, part) => sum + part.premium, 0n),
    available,
  }
}

const capacityOf = ({ most, price }: Seller) => most * price.coverUnit

/**
 * The pool to do without: of the smallest part that others have room for, which they take over at the least cost, nearly
 * always; if they have room for none, the pool with the least room.
 */
function leftOut(used: readonly Seller[], all: readonly Seller[], wanted: bigint): Seller {
  const room = sumOf(all, capacityOf)
  const spare = [...used].reverse().find((seller) => room - capacityOf(seller) >= wanted)
  return spare ?? used.reduce((least, seller) => (capacityOf(seller) < capacityOf(least) ? seller : least))
}

const toPart = ({ snapshot, price, most, units, start, end }: Seller, premium: bigint): SplitPart => ({
  pool: snapshot.pool,
  poolId: snapshot.constants.poolId,
  amount: units * price.coverUnit,
  premium,
  start,
  end,
  available: most * price.coverUnit,
})

/** The pools that sell, each with what its curve says. */
function sellers(
  snapshots: readonly PoolSnapshot[],
  termsId: bigint,
  duration: number,
  timestamp: number,
): Seller[] {
  let refusal: unknown
  const found = snapshots.flatMap((snapshot): Seller[] => {
    try {
      const { coverUnit } = snapshot.constants
      const { available, start, end } = quoteCover(snapshot, {
        termsId,
        amount: coverUnit,
        duration,
        timestamp,
      })
      const { price } = loadSale(snapshot, termsId, timestamp)
      const charged = BigInt(Math.max(end - start, price.minBilled))
      return [{ snapshot, price, most: available / coverUnit, charged, start, end, units: 0n }]
    } catch (error) {
      if (!(error instanceof QuoteError)) throw error
      refusal ??= error
      return []
    }
  })
  if (found.length === 0) throw refusal ?? new InvalidParameterError('snapshots', snapshots, 'is empty')
  return found
}

/**
 * The price of a pool's next cover unit after `units - 1`: the rate in its middle, which is its mean, for the seconds that
 * are charged. Of asset units, so that pools with different cover units compare.
 */
function marginal({ price: { curve, limit, committed }, charged }: Seller, units: bigint): bigint {
  return rateAt(curve, limit, 2n * (committed + units) - 1n) * charged
}

/** The annual rate at half of `twice` committed cover units, 1e-15 × 2^-32. It never falls. */
function rateAt(curve: RateCurve, limit: bigint, twice: bigint): bigint {
  const scaled = (wad: bigint) => (toPpm(wad) * RATE_PER_PPM) << LEVEL_BITS
  const [atFloor, atTarget, atMax] = [curve.rateFloor, curve.rateAtTarget, curve.rateMax].map(scaled) as [
    bigint,
    bigint,
    bigint,
  ]
  const kink = min(max((limit * toPpm(curve.target)) / PPM, 1n), limit)
  if (twice < 2n * kink) return atFloor + ((atTarget - atFloor) * twice) / (2n * kink)
  if (twice < 2n * limit) return atTarget + ((atMax - atTarget) * (twice - 2n * kink)) / (2n * (limit - kink))
  return atMax
}

/** The most cover units whose last one costs no more than the level. */
function unitsUpTo(seller: Seller, level: bigint): bigint {
  return largest(seller.most, (units) => marginal(seller, units) <= level)
}

/** The largest number up to `most` that passes, if all below it do; 0 always does. */
function largest(most: bigint, passes: (value: bigint) => boolean): bigint {
  if (most === 0n || passes(most)) return most
  let low = 0n
  let high = most
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (passes(middle)) low = middle
    else high = middle
  }
  return low
}

/** Gives every pool what it sells up to the highest level at which all together sell no more than the amount. */
function fillUp(all: Seller[], amount: bigint): void {
  const soldAt = (level: bigint) => sumOf(all, (one) => unitsUpTo(one, level) * one.price.coverUnit)
  const highest = all.reduce((top, one) => (one.most === 0n ? top : max(top, marginal(one, one.most))), 0n)
  // One above it, so that zero is a level, too: that at which nothing is sold.
  const level = largest(highest + 1n, (above) => soldAt(above - 1n) <= amount) - 1n
  for (const one of all) one.units = level < 0n ? 0n : unitsUpTo(one, level)
  let rest = amount - sumOf(all, ({ units, price }) => units * price.coverUnit)
  // What is left costs the same wherever it is bought, up to the next level.
  for (const room of [(one: Seller) => unitsUpTo(one, level + 1n), ({ most }: Seller) => most]) {
    for (const one of [...all].sort(byUnit)) {
      const more = min(rest / one.price.coverUnit, max(room(one) - one.units, 0n))
      one.units += more
      rest -= more * one.price.coverUnit
    }
  }
  if (rest !== 0n) giveBack(all, rest)
}

/** Where pools count in different units, one coarse unit less may leave what the finer ones can take. */
function giveBack(all: Seller[], rest: bigint): void {
  for (const coarse of all) {
    if (coarse.units === 0n) continue
    const fine = all.find(({ price: { coverUnit }, units, most }) => {
      const more = rest + coarse.price.coverUnit
      return coverUnit < coarse.price.coverUnit && more % coverUnit === 0n && most - units >= more / coverUnit
    })
    if (!fine) continue
    coarse.units -= 1n
    fine.units += (rest + coarse.price.coverUnit) / fine.price.coverUnit
    return
  }
}

/** Moves cover between pools while that makes the premium smaller: what the rounding of premiums leaves to gain. */
function improve(all: Seller[], premiumOf: (seller: Seller, units: bigint) => bigint): void {
  for (let round = 0, better = true; better && round < MAX_ROUNDS; ++round) {
    better = false
    for (const from of all)
      for (const to of all) if (from !== to) better = move(from, to, premiumOf) || better
  }
}

/** The best move from one pool to another, of a power of two or of all; whether there was one. */
function move(from: Seller, to: Seller, premiumOf: (seller: Seller, units: bigint) => bigint): boolean {
  const [coarse, fine] = [
    max(from.price.coverUnit, to.price.coverUnit),
    min(from.price.coverUnit, to.price.coverUnit),
  ]
  if (coarse % fine !== 0n) return false
  const most = min(from.units * from.price.coverUnit, (to.most - to.units) * to.price.coverUnit) / coarse
  const steps = [most]
  for (let step = 1n; step < most; step *= 2n) steps.push(step)
  const before = premiumOf(from, from.units) + premiumOf(to, to.units)
  let best = { premium: before, less: 0n, more: 0n }
  for (const step of steps) {
    const [less, more] = [(step * coarse) / from.price.coverUnit, (step * coarse) / to.price.coverUnit]
    const premium = premiumOf(from, from.units - less) + premiumOf(to, to.units + more)
    if (premium < best.premium) best = { premium, less, more }
  }
  from.units -= best.less
  to.units += best.more
  return best.premium < before
}

const amountOf = ({ units, price }: Seller) => units * price.coverUnit
const byAmount = (a: Seller, b: Seller) =>
  Number(amountOf(b) > amountOf(a)) - Number(amountOf(b) < amountOf(a))
const byUnit = (a: Seller, b: Seller) =>
  Number(b.price.coverUnit > a.price.coverUnit) - Number(b.price.coverUnit < a.price.coverUnit)

const sumOf = (all: readonly Seller[], value: (seller: Seller) => bigint): bigint =>
  all.reduce((sum, one) => sum + value(one), 0n)
