import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  areaUp,
  dampedEquityDown,
  dividedDown,
  divUp,
  dueDown,
  grossDown,
  grossUp,
  payableUp,
  priceCover,
  proofPayout,
  protectionAt,
  provenUp,
  type RateCurve,
  rateUp,
  recoveryDown,
  refundDown,
  remainingDown,
  roundRateUp,
  settlementTipDown,
  severityDown,
  streamUp,
  supplyAt,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  valueUp,
  WAD,
} from '../../src/math/index.js'

const DAY = 86_400
const ppm = 10n ** 12n
const ratio = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map((x) => x * ppm)

const curves: fc.Arbitrary<RateCurve> = fc
  .record({
    rates: fc.array(ratio(0n, 10_000_000n), { minLength: 3, maxLength: 3 }),
    target: ratio(1n, 999_999n),
  })
  .map(({ rates, target }) => {
    const [rateFloor = 0n, rateAtTarget = 0n, rateMax = 0n] = rates.sort((a, b) => (a < b ? -1 : 1))
    return { rateFloor, rateAtTarget, rateMax, target }
  })
const units = fc.bigInt({ min: 0n, max: (1n << 28n) - 1n })

test('PREM-1: the area of a flat curve is rate times amount', () => {
  const flat = {
    rateFloor: 20_000n * ppm,
    rateAtTarget: 20_000n * ppm,
    rateMax: 20_000n * ppm,
    target: WAD / 2n,
  }
  expect(areaUp(flat, 1000n, 100n, 300n)).toBe(200n * 20_000n * 10n ** 9n)
})

test('PREM-2: splitting a purchase never costs less, and hardly more', () => {
  fc.assert(
    fc.property(curves, units, units, units, units, (curve, limit, from, first, second) => {
      const whole = areaUp(curve, limit, from, from + first + second)
      const split =
        areaUp(curve, limit, from, from + first) + areaUp(curve, limit, from + first, from + first + second)
      expect(split).toBeGreaterThanOrEqual(whole)
      expect(split - whole).toBeLessThanOrEqual(3n)
    }),
  )
})

test('a dearer place on the curve never costs less', () => {
  fc.assert(
    fc.property(curves, units, units, units, units, (curve, limit, from, amount, further) => {
      const here = areaUp(curve, limit, from, from + amount)
      const there = areaUp(curve, limit, from + further, from + further + amount)
      // Two ceilings a segment.
      expect(there + 2n).toBeGreaterThanOrEqual(here)
    }),
  )
})

test('a stored rate is rounded up by at most two in a million', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 35n) - 1n }), (rate) => {
      const stored = roundRateUp(rate)
      expect(stored).toBeGreaterThanOrEqual(rate)
      expect((stored - rate) * 500_000n).toBeLessThanOrEqual(rate)
      expect(roundRateUp(stored)).toBe(stored)
    }),
  )
  expect(roundRateUp((1n << 20n) - 1n)).toBe((1n << 20n) - 1n)
  expect(roundRateUp((1n << 21n) - 1n)).toBe(1n << 21n)
  expect(roundRateUp((1n << 20n) + 1n)).toBe((1n << 20n) + 2n)
})

test('PREM-2: every premium is at least one unit', () => {
  const free = { rateFloor: 0n, rateAtTarget: 0n, rateMax: 0n, target: WAD / 2n }
  const stream = streamUp(areaUp(free, 10n, 0n, 1n), DAY, 0n)
  expect(stream).toBe(0n)
  expect(rateUp(stream, DAY)).toBe(1n)
  expect(valueUp(1n, 1n)).toBe(1n)
})

test('ACC-3: premium is net and fees, and the net covers the stream', () => {
  fc.assert(
    fc.property(
      curves,
      fc.bigInt({ min: 1n, max: 1n << 28n }),
      fc.integer({ min: DAY, max: 365 * DAY }),
      fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }),
      ratio(0n, 200_000n),
      (curve, amount, duration, timestamp, fees) => {
        const coverUnit = 10n ** 6n
        const order = { amount: amount * coverUnit, duration, timestamp }
        const book = {
          curve,
          fees,
          limit: 1n << 20n,
          committed: 1000n,
          coverUnit,
          waitingPeriod: 3 * DAY,
          minBilled: 14 * DAY,
        }
        const price = priceCover(book, order)
        expect(price.end % DAY).toBe(0)
        expect(price.end - price.start).toBeGreaterThanOrEqual(duration)
        expect(price.end - price.start).toBeLessThan(duration + DAY)
        const net = price.premium - price.fees
        expect(net).toBe(valueUp(price.rate * BigInt(price.end - timestamp), coverUnit))
        expect(grossUp(net, fees)).toBe(price.premium)
      },
    ),
  )
})

test('PREM-7: a refund is never more than 95 % of what is unearned', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 1n << 35n }),
      fc.integer({ min: 1, max: 374 }),
      fc.integer({ min: 0, max: 400 * DAY }),
      fc.integer({ min: 14, max: 60 }),
      (rate, days, after, minimum) => {
        const start = 20_000 * DAY
        const end = start + days * DAY
        const timestamp = start - 3 * DAY + after
        const inputs = {
          rate,
          start,
          end,
          timestamp,
          waitingPeriod: 3 * DAY,
          minBilled: minimum * DAY,
          coverUnit: 10n ** 6n,
        }
        const refund = refundDown(inputs)
        const unearned = timestamp >= end ? 0n : valueUp(rate * BigInt(end - timestamp), inputs.coverUnit)
        expect(refund * 100n).toBeLessThanOrEqual(unearned * 95n)
        if (days <= minimum) expect(refund).toBe(0n)
      },
    ),
  )
})

test('shares and assets never gain by going there and back', () => {
  const amount = fc.bigInt({ min: 0n, max: 1n << 100n })
  fc.assert(
    fc.property(amount, amount, amount, (equity, supply, assets) => {
      const state = { equity, supply, virtualShares: 10n ** 6n, assetUnit: 1n }
      const shares = toSharesDown(assets, state)
      expect(toAssetsDown(shares, state)).toBeLessThanOrEqual(assets)
      expect(toAssetsUp(shares, state)).toBeLessThanOrEqual(assets)
      expect(toAssetsUp(shares, state) - toAssetsDown(shares, state)).toBeLessThanOrEqual(1n)
    }),
  )
})

test('POOL-6: a tip is at most a hundredth and twenty units, and never falls with time', () => {
  const coverUnit = 10n ** 6n
  expect(settlementTipDown({ assets: 1000n * coverUnit, waited: 0, coverUnit })).toBe(500_000n)
  expect(settlementTipDown({ assets: 1000n * coverUnit, waited: 3.5 * DAY, coverUnit })).toBe(5_250_000n)
  expect(settlementTipDown({ assets: 10n ** 12n, waited: 99 * DAY, coverUnit })).toBe(20n * coverUnit)
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 104n }),
      fc.nat(20 * DAY),
      fc.nat(DAY),
      (assets, waited, later) => {
        const tip = settlementTipDown({ assets, waited, coverUnit })
        expect(tip * 100n).toBeLessThanOrEqual(assets)
        expect(settlementTipDown({ assets, waited: waited + later, coverUnit })).toBeGreaterThanOrEqual(tip)
      },
    ),
  )
})

test('SETTLE-2: a payout is what remains times the loss beyond the deductible', () => {
  expect(grossDown(400_000n, WAD / 2n, WAD / 10n)).toBe(160_000n)
  expect(grossDown(400_000n, WAD / 10n, WAD / 2n)).toBe(0n)
  expect(grossDown(1n, WAD / 2n, 0n)).toBe(0n)
  expect(grossDown(400_000n, 3n * WAD, WAD / 10n)).toBe(360_000n)
  expect(payableUp(1n, WAD / 2n, 0n)).toBe(1n)
  expect(payableUp(400_000n, 3n * WAD, WAD / 10n)).toBe(360_000n)
  expect(severityDown(3n, 1n)).toBe(666_666_666_666_666_666n)
  expect(remainingDown(1_000_000n, 1n, 1_000_000n)).toBe(0n)
  expect(remainingDown(5_000_000n, 1_000_001n, 1_000_000n)).toBe(3_000_000n)
  expect(divUp(0n, 7n)).toBe(0n)
})

test('SETTLE-2: proven losses are bounded by the cover, the table, and the part that is paid', () => {
  expect(provenUp(400_000n, 100_000n, WAD / 10n)).toBe(90_000n)
  expect(provenUp(400_000n, 500_001n, WAD / 10n)).toBe(400_000n)
  expect(provenUp(400_000n, 1n, WAD / 10n)).toBe(1n)
  expect(proofPayout(1_000n, 100n, WAD)).toEqual({ payout: 100n, lost: 100n, drawn: 100n })
  expect(proofPayout(1_000n, 5_000n, WAD / 2n)).toEqual({ payout: 1_000n, lost: 1_000n, drawn: 2_000n })
  expect(proofPayout(1_000n, 5_000n, WAD / 2n, WAD / 4n)).toEqual({
    payout: 250n,
    lost: 1_000n,
    drawn: 2_000n,
  })
  expect(proofPayout(1_000n, 5_000n, 0n)).toEqual({ payout: 0n, lost: 0n, drawn: 0n })
})

test('SETTLE-5: claims that wait are paid in full, or all the same part', () => {
  expect([0n, 1n, 2n, 5n, 9n, 10n, 11n].map((available) => dueDown(3n, available, 10n))).toEqual([
    ...[0n, 0n, 0n, 1n, 2n, 3n, 3n],
  ])
  expect(dueDown(0n, 0n, 0n)).toBe(0n)
  expect([0n, 5n, 10n, 11n].map((equity) => recoveryDown(3n, equity, 10n))).toEqual([0n, 1n, 3n, 3n])
})

test('CAP-1: a cover protects from its start up to but not including its end', () => {
  const cover = { start: 100, end: 200 }
  expect([99, 100, 199, 200].map((time) => protectionAt(cover, time))).toEqual([
    'waiting',
    'protected',
    'protected',
    'ended',
  ])
})

test('CAP-3: capital counts from the midnight after it came, and by a tenth a day beyond the constant', () => {
  const usdc = (amount: number) => BigInt(amount) * 10n ** 6n
  const pool = { startEquity: usdc(100), day: 20_000 }
  const at = (today: number, damped: bigint, freeEquity: bigint) =>
    dampedEquityDown({ ...pool, today, damped, freeEquity })
  expect(at(20_000, usdc(10), usdc(90))).toBe(usdc(10))
  expect(at(20_000, usdc(10), usdc(5))).toBe(usdc(5))
  expect(at(20_001, usdc(10), usdc(90))).toBe(usdc(90))
  expect(at(20_001, usdc(10), usdc(500))).toBe(usdc(110))
  expect(at(20_002, usdc(200), usdc(500))).toBe(usdc(242))
  expect(at(20_000, usdc(200), usdc(500))).toBe(usdc(200))
})

test('INC-5.2: shares that fade leave the supply by the second, never too early', () => {
  const stored = { supply: 1_000n, fading: { shares: 100n, from: 1_000, until: 1_030 } }
  const at = [1_000, 1_001, 1_015, 1_029, 1_030, 9_999].map((time) => supplyAt(stored, time))
  expect(at).toEqual([1_000n, 997n, 950n, 904n, 900n, 900n])
  expect(supplyAt({ supply: 1_000n }, 9_999)).toBe(1_000n)
})

test('INC-5: what is divided of a return has 52 significant bits at most', () => {
  const edge = 1n << 52n
  expect([0n, 1n, edge - 1n, edge, edge + 1n, 2n * edge + 3n].map(dividedDown)).toEqual([
    ...[0n, 1n, edge - 1n, edge, edge, 2n * edge],
  ])
})
