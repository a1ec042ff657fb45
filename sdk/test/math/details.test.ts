import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snapshot as pool } from '../../bench/snapshot.js'
import {
  boundQuote,
  maxCoverForPremium,
  maxDurationForPremium,
  type PoolSnapshot,
  quoteCover,
  quoteCurve,
  quoteDetails,
  verifyQuote,
} from '../../src/math/index.js'

const DAY = 86_400
const YEAR = 31_536_000n
const WAD = 10n ** 18n
const UNIT = pool.constants.coverUnit
const SEED = Number(process.env.SEED ?? 20_260_101)
const runs = { seed: SEED, numRuns: 150 }

const ratio = (min: number, max: number) => fc.integer({ min, max }).map((x) => BigInt(x) * 10n ** 12n)

/** The pool with other prices, sales and periods for its second product. */
const pools: fc.Arbitrary<PoolSnapshot> = fc
  .record({
    rates: fc.tuple(ratio(0, 50_000), ratio(0, 200_000), ratio(0, 1_000_000)),
    target: ratio(1, 999_999),
    fees: ratio(0, 200_000),
    committed: fc.bigInt({ min: 800_000n, max: 6_000_000n }),
    waitingPeriod: fc.integer({ min: 1, max: 20 * DAY }),
    minBilled: fc.integer({ min: 1, max: 200 * DAY }),
    second: fc.integer({ min: 0, max: 3 * DAY }),
  })
  .map(({ rates: [a, b, c], target, fees, committed, waitingPeriod, minBilled, second }) => {
    const curve = { rateFloor: a, rateAtTarget: a + b, rateMax: a + b + c, target }
    const products = pool.products.map((one) =>
      one.productId === 2n ? { ...one, curve, fees, committed } : one,
    )
    const terms = pool.terms.map((one) => ({ ...one, waitingPeriod, minBilled }))
    return { ...pool, timestamp: pool.timestamp + second, products, terms }
  })
const orders = fc.record({
  units: fc.bigInt({ min: 1n, max: 1n << 21n }),
  duration: fc.integer({ min: DAY, max: 365 * DAY }),
})
const order = { termsId: 2n, amount: 50_000n * UNIT, duration: 90 * DAY }

test('PREM-5: the details are the quote, and its parts add up', () => {
  fc.assert(
    fc.property(
      pools,
      orders,
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      (snapshot, { units, duration }, fee) => {
        const asked = { termsId: 2n, amount: units * UNIT, duration }
        const quote = quoteCover(snapshot, asked)
        const details = quoteDetails(snapshot, { ...asked, integratorFee: fee })
        expect(details).toMatchObject({ ...quote, ...asked, integratorFee: fee, pool: snapshot.pool })
        expect(details.net + details.fees + details.integratorFee).toBe(details.total)
        expect(details.total - fee).toBe(quote.premium)
        // A year's premium at the rate, cut to the time, is the premium; at one WAD less it is not.
        const time = BigInt(details.end - details.start)
        const paid = details.premium * YEAR * WAD
        expect(details.annualRate * asked.amount * time).toBeGreaterThanOrEqual(paid)
        expect((details.annualRate - 1n) * asked.amount * time).toBeLessThan(paid)
        const { limit, committed } = details.state.inputs
        expect(Number(details.utilisation) / 1e18).toBeCloseTo(Number(committed) / Number(limit), 9)
        expect(Number(details.utilisationAfter) / 1e18).toBeCloseTo(
          Number(committed + units) / Number(limit),
          9,
        )
        expect(details.state).toMatchObject({
          blockNumber: snapshot.blockNumber,
          timestamp: snapshot.timestamp,
        })
      },
    ),
    runs,
  )
})

test('PREM-5: a curve runs from one cover unit to all that is available, through the kink', () => {
  fc.assert(
    fc.property(pools, fc.integer({ min: 2, max: 40 }), orders, (snapshot, points, { duration }) => {
      const curve = quoteCurve(snapshot, { termsId: 2n, duration, points })
      const { available } = quoteCover(snapshot, { termsId: 2n, amount: UNIT, duration })
      expect(curve.length).toBeLessThanOrEqual(points + 1)
      expect(curve[0]?.amount).toBe(available > 0n ? UNIT : undefined)
      expect(curve.at(-1)?.amount ?? 0n).toBe(available)
      for (const [i, point] of curve.entries()) {
        const details = quoteDetails(snapshot, { termsId: 2n, amount: point.amount, duration })
        expect(point.premium).toBe(details.premium)
        expect(point.annualRate).toBe(details.annualRate)
        expect(point.utilisation).toBe(details.utilisationAfter)
        if (i > 0) expect(point.amount).toBeGreaterThan(curve[i - 1]?.amount as bigint)
      }
    }),
    runs,
  )
  const limit = quoteDetails(pool, order).state.inputs.limit
  const kink = (limit * 8n) / 10n - 1_400_000n
  const amounts = quoteCurve(pool, { termsId: 2n, duration: 90 * DAY }).map(({ amount }) => amount / UNIT)
  expect(quoteDetails(pool, order).state.inputs.committed).toBe(2_000_000n)
  expect(amounts.includes(kink) || kink > (amounts.at(-1) as bigint)).toBe(true)
  expect(() => quoteCurve(pool, { termsId: 2n, duration: 90 * DAY, points: 1 })).toThrow('"points"')
})

test('PREM-5: the most cover for a premium: one unit more costs more, or is not available', () => {
  fc.assert(
    fc.property(pools, orders, fc.bigInt({ min: 0n, max: 10n ** 11n }), (snapshot, { duration }, premium) => {
      const most = maxCoverForPremium(snapshot, { termsId: 2n, premium, duration })
      const at = (amount: bigint) => quoteCover(snapshot, { termsId: 2n, amount, duration })
      if (most > 0n) {
        expect(at(most).premium).toBeLessThanOrEqual(premium)
        expect(at(most).binding).toBe('none')
      }
      const more = at(most + UNIT)
      expect(more.premium > premium || more.binding !== 'none').toBe(true)
    }),
    runs,
  )
})

test('PREM-5: the longest period for a premium: a second more, or any longer one, costs more', () => {
  let tight = 0
  fc.assert(
    fc.property(pools, orders, fc.integer({ min: 1, max: 130 }), (snapshot, { units, duration }, percent) => {
      const asked = { termsId: 2n, amount: units * UNIT }
      const premium = (quoteCover(snapshot, { ...asked, duration }).premium * BigInt(percent)) / 100n
      const longest = maxDurationForPremium(snapshot, { ...asked, premium })
      const isBought = (seconds: number) => {
        const quote = quoteCover(snapshot, { ...asked, duration: seconds })
        return quote.premium <= premium && quote.binding === 'none'
      }
      if (longest > 0) expect(isBought(longest)).toBe(true)
      if (longest > 0 && longest < 365 * DAY) tight++
      const first = longest === 0 ? DAY : longest + 1
      for (let seconds = first; seconds <= 365 * DAY; seconds += DAY) expect(isBought(seconds)).toBe(false)
      if (longest < 365 * DAY) expect(isBought(365 * DAY)).toBe(false)
    }),
    runs,
  )
  expect(tight).toBeGreaterThan(20)
  const budget = { termsId: 2n, premium: 10n ** 12n }
  expect(() => maxDurationForPremium(pool, { ...budget, amount: 0n })).toThrow('AmountZero')
  expect(() => maxDurationForPremium(pool, { ...budget, amount: 1n })).toThrow('NotMultipleOf')
})

test('PREM-5: bounds to be spread into a purchase, never above what the buyer would pay', () => {
  const until = pool.timestamp + 600
  const { premium } = quoteCover(pool, order)
  const { maxPremium, ...rest } = boundQuote(pool, { ...order, until })
  expect(rest).toEqual({ deadline: until })
  expect(maxPremium).toBeGreaterThan(premium)
  expect(boundQuote(pool, { ...order, until, budget: maxPremium * 2n }).maxPremium).toBe(maxPremium)
  expect(boundQuote(pool, { ...order, until, budget: premium }).maxPremium).toBe(premium)
  expect(() => boundQuote(pool, { ...order, until, budget: premium - 1n })).toThrow('PremiumAboveMax')
  const slippage = WAD / 100n
  expect(boundQuote(pool, { ...order, until, slippage, budget: premium + 1n }).maxPremium).toBe(premium + 1n)
})

/** The pool after one product has changed. */
const changed = (change: Partial<PoolSnapshot['products'][0]>): PoolSnapshot => ({
  ...pool,
  blockNumber: pool.blockNumber + 1n,
  products: pool.products.map((one) => (one.productId === 2n ? { ...one, ...change } : one)),
})

test('a quote holds until something moves, and what moved is told with its effect', () => {
  const quote = quoteDetails(pool, order)
  expect(verifyQuote(pool, quote)).toMatchObject({ holds: true, change: 0n, moved: [] })

  const bought = verifyQuote(changed({ committed: 2_300_000n }), quote)
  expect(bought.moved.map(({ input }) => input)).toEqual(['committed'])
  expect(bought.change).toBeGreaterThan(0n)
  expect(bought.moved[0]).toMatchObject({ before: 2_000_000n, now: 2_300_000n, effect: bought.change })

  const curve = { rateFloor: WAD / 50n, rateAtTarget: WAD / 20n, rateMax: WAD / 4n, target: WAD / 2n }
  const both = verifyQuote(changed({ curve, fees: WAD / 5n }), quote)
  expect(both.holds).toBe(false)
  expect(both.moved.map(({ input }) => input)).toEqual(['curve', 'fees'])

  const later = { ...pool, timestamp: pool.timestamp + 2 * DAY }
  const aged = verifyQuote(later, quote)
  expect(aged.holds).toBe(false)
  expect(aged.moved[0]).toMatchObject({ input: 'time', before: pool.timestamp, now: later.timestamp })
  // Asked for the same second, it is the same quote.
  expect(verifyQuote(pool, quoteDetails(pool, { ...order, timestamp: later.timestamp })).holds).toBe(true)
})

test('a quote that a node made up does not hold, and one that the pool refuses says why', () => {
  const quote = quoteDetails(pool, order)
  const forged = { ...quote, premium: quote.premium * 100n, total: quote.total * 100n }
  const check = verifyQuote(pool, forged)
  expect(check).toMatchObject({ holds: false, change: quote.premium - forged.premium, moved: [] })

  expect(verifyQuote({ ...pool, short: true }, quote)).toMatchObject({ holds: false, refusal: 'PoolShort' })
  const full = verifyQuote(changed({ committed: 6_000_000n }), quote)
  expect(full).toMatchObject({ holds: false, refusal: undefined, quote: { available: 0n } })
  const other = { ...pool, pool: '0x9999999999999999999999999999999999999999' } as const
  expect(() => verifyQuote(other, quote)).toThrow('another pool')
  expect(() => verifyQuote({ ...pool, terms: [] }, quote)).toThrow('"termsId" is not in the snapshot.')
})
