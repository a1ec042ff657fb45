import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewRecovery, quoteCover, toAssetsDown } from '../../src/math/index.js'
import { shareStateAt } from '../../src/math/saleCache.js'
import { hypotheticalPool } from '../../src/risk/hypothetical.js'
import {
  advanceBook,
  deniedDecoys,
  depositIntoBook,
  equityOf,
  hardMonths,
  MONOLINE,
  openBook,
  renewedPool,
  requestExit,
  runOnExits,
  runScenario,
  type ScenarioStep,
  sellCover,
  settleExits,
  wholeCluster,
  wipeOut,
  worstMonths,
} from '../../src/risk/index.js'
import { alike, DAY, WAD } from './pools.js'

const EQUITY = 10_000_000_000_000n
const monoline = hypotheticalPool({
  ...{ equity: EQUITY, limits: MONOLINE },
  products: [{ cluster: 0, maxRatio: WAD, utilisation: (9n * WAD) / 10n }],
})
const moved = (snapshot: Parameters<typeof runScenario>[0], steps: readonly ScenarioStep[]) =>
  runScenario(snapshot, steps).map((state) => [state.step.do, state.skipped ? 'skipped' : state.moved])

describe('hypothetical pools', () => {
  test('sell what their limits allow, and no more', () => {
    const products = Array.from({ length: 40 }, (_, i) => ({ cluster: i % 2, utilisation: WAD }))
    const { clusters, net } = hypotheticalPool({ equity: EQUITY, products })
    // 45 % of equity a cluster, of 10 % a product.
    expect(clusters.slice(0, 3)).toEqual([4_500_000n, 4_500_000n, 0n])
    expect(net).toBeGreaterThan(EQUITY)
    expect(() => hypotheticalPool({ equity: 0n, products })).toThrow(/"equity"/)
    expect(() => hypotheticalPool({ equity: 1n, products: [] })).toThrow(/"products"/)
    expect(() => hypotheticalPool({ equity: 1n, products: [{ cluster: 8 }] })).toThrow(/cluster/)
    expect(() =>
      hypotheticalPool({ equity: 1n, products: [{ cluster: 0, deductible: 0n, maxRatio: 2n * WAD }] }),
    ).toThrow(/maxRatio/)
  })

  test('are quoted from as if they had sold it one by one', () => {
    const pool = alike(2, { utilisation: WAD / 2n })
    const quote = quoteCover(pool, { termsId: 0n, amount: 1_000_000_000n, duration: 30 * DAY })
    expect(quote.binding).toBe('none')
    // Half of the limit is sold, so the next unit costs what lies between floor and target: 1.5 % + 5/7 of 2 %.
    const rate = Number(quote.premium) / 1e9 / ((quote.end - quote.start) / (365 * DAY))
    expect(rate).toBeCloseTo(0.015 + (5 / 7) * 0.02, 4)
  })

  test('renewal keeps equity and stretches covers', () => {
    const until = monoline.timestamp + 3 * 365 * DAY
    const renewed = renewedPool(monoline, until)
    expect(equityOf(openBook(renewed))).toBe(equityOf(openBook(monoline)))
    const book = openBook(renewed)
    advanceBook(book, until - 1)
    expect(book.pool.clusters[0]).toBe(9_000_000n)
    const earned = equityOf(book) - EQUITY
    const once = openBook(monoline)
    advanceBook(once, monoline.timestamp + 400 * DAY)
    expect(Number(earned) / Number(equityOf(once) - EQUITY)).toBeCloseTo((3 * 365) / 369, 1)
  })
})

describe('cases', () => {
  test('recovery of a cluster is what `previewRecovery` says', () => {
    const everything = alike(20, { cluster: 0 })
    const amount = 1_000_000_000n
    const { alone } = previewRecovery(everything, { termsId: 0n, amount })
    const { steps } = wholeCluster(everything, { toVerdict: 0, claimWindow: 0 })
    const paid = runScenario(everything, steps).at(-1)?.claimed ?? 0n
    // The new cover is one more in the same pot.
    expect(Number(alone) / Number(amount)).toBeCloseTo(Number(paid) / Number(20_000_000_000_000n + amount), 4)
  })

  test('a total loss takes its need, pays the claim and stops: nothing is left over', () => {
    const { steps } = wholeCluster(monoline)
    const states = runScenario(monoline, steps)
    // 9 million less a deductible of 5 %.
    expect(states[0]).toMatchObject({ moved: 8_550_000_000_000n, equity: EQUITY - 8_550_000_000_000n })
    expect(states.at(-1)).toMatchObject({ claimed: 8_550_000_000_000n, short: false })
    expect(moved(monoline, steps).slice(-2)).toEqual([
      ['settleCase', 'skipped'],
      ['payClaims', 'skipped'],
    ])
  })

  test('two denied decoys take nothing from the true claim, and give back what they held', () => {
    const states = runScenario(monoline, deniedDecoys(monoline).steps)
    const last = states.at(-1)
    expect(last?.claimed).toBe(8_550_000_000_000n)
    const alone = runScenario(monoline, wholeCluster(monoline).steps).at(-1)
    // The same equity, to what rounding takes.
    expect(Number(last?.equity)).toBeCloseTo(Number(alone?.equity), -1)
    // 15/16 of 10 million in all is the most that cases without a verdict hold.
    expect(states.slice(0, 3).reduce((sum, { moved }) => sum + moved, 0n)).toBe((EQUITY * 15n) / 16n)
  })

  test('a run leaves no sooner than after the cooldown, and bears the loss', () => {
    const states = runScenario(monoline, runOnExits(monoline, { part: WAD }).steps)
    const settled = states.filter(({ step, skipped }) => step.do === 'settleExits' && !skipped)
    const asked = states.find(({ step }) => step.do === 'requestExit')
    expect(settled[0]?.timestamp).toBeGreaterThanOrEqual((asked?.timestamp ?? 0) + 14 * DAY)
    expect(states.at(-1)?.claimed).toBe(8_550_000_000_000n)
    expect(states.at(-1)?.exited).toBeLessThan((EQUITY * 2n) / 10n)
  })

  test('a wiped-out pool pays all claims alike, and starts again with new capital', () => {
    const all = alike(20)
    const { steps } = wipeOut(all)
    const states = runScenario(all, steps)
    const paid = states
      .filter(({ step, skipped }) => step.do === 'payClaims' && !skipped)
      .map(({ moved }) => moved)
    expect(paid).toHaveLength(20)
    expect(new Set(paid).size).toBe(1)
    expect(paid[0]).toBe((EQUITY * 15n) / 16n / 20n)
    const [before, after] = states.slice(-2)
    expect(after?.equity).toBe((before?.equity ?? 0n) + (after?.moved ?? 0n))
    expect(Number(after?.moved)).toBeCloseTo(Number(EQUITY), -1)
    expect(after?.short).toBe(false)
  })

  test('while a settlement is short nobody leaves and nobody comes', () => {
    const all = alike(20)
    const open = wipeOut(all).steps.filter((step) => step.do === 'openCase')
    const states = runScenario(all, [
      ...open,
      { do: 'requestExit', part: WAD },
      { do: 'wait', seconds: 20 * DAY },
      { do: 'settleExits' },
    ])
    expect(states.at(-1)).toMatchObject({ skipped: true, short: true, exited: 0n })
    expect(() => runScenario(all, [...open, { do: 'deposit', assets: 1n }])).toThrow(/the pool is short/)
    expect(() => runScenario(all, [{ do: 'claim', case: 0 }])).toThrow(/was not opened/)
  })

  test('a month of incidents hits as many products as their share and number make one more expected', () => {
    const pool = alike(10)
    const worst = worstMonths([], [{ month: '2022-01', protocols: 100 }])
    expect(worst).toEqual([{ month: '2022-01', incidents: 0, protocols: 100, loss: 0 }])
    const twelve = [{ month: '2022-01', incidents: 12, protocols: 100, loss: 0 }]
    const opened = (factor: number) =>
      hardMonths(pool, twelve, { factor }).steps.filter((step) => step.do === 'openCase').length
    expect([opened(1), opened(2), opened(100)]).toEqual([1, 2, 10])
  })
})

describe('any order of calls', () => {
  const step = fc.oneof<fc.Arbitrary<ScenarioStep>[]>(
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 40 * DAY }) }),
    fc.record({ do: fc.constant('openCase' as const), product: fc.nat(9), severity: fc.bigInt(0n, WAD) }),
    fc.record({
      do: fc.constant('decideCase' as const),
      case: fc.nat(5),
      severity: fc.constantFrom(0n, WAD / 3n, WAD),
    }),
    fc.record({
      do: fc.constantFrom('claim' as const, 'settleCase' as const, 'payClaims' as const),
      case: fc.nat(5),
    }),
    fc.record({ do: fc.constant('requestExit' as const), part: fc.bigInt(0n, WAD) }),
    fc.record({ do: fc.constant('settleExits' as const) }),
  )
  const steps = fc.array(step, { maxLength: 40 })

  /** Leaves out what the contracts would refuse: calls on cases that do not exist or are not decided, and second verdicts. */
  function possible(all: readonly ScenarioStep[]): ScenarioStep[] {
    let opened = 0
    const decided = new Set<number>()
    const claimed = new Set<number>()
    return all.filter((one) => {
      if (one.do === 'openCase') opened++
      if (!('case' in one)) return true
      if (one.case >= opened) return false
      if (one.do === 'decideCase') return !decided.has(one.case) && decided.add(one.case)
      if (!decided.has(one.case)) return false
      if (one.do === 'claim') return !claimed.has(one.case) && claimed.add(one.case)
      return true
    })
  }

  test('no unit comes from nowhere: equity, layers, claims and exits add up to capital and premium', () => {
    const leverage = alike(10, { cluster: 0 })
    const dense = { ...leverage, constants: { ...leverage.constants, exitLeverage: 8n * WAD } }
    fc.assert(
      fc.property(steps, (all) => {
        const states = runScenario(dense, possible(all))
        const last = states.at(-1)
        if (!last) return
        const still = openBook(dense)
        advanceBook(still, last.timestamp)
        // Capital with the premium earned until now, if nothing had happened.
        const there = equityOf(still)
        const gone = last.claimed + last.exited
        expect(last.equity + gone).toBeLessThanOrEqual(there)
        expect(last.equity).toBeGreaterThanOrEqual(0n)
        expect(last.supply).toBeGreaterThanOrEqual(last.queued)
        for (const units of last.clusters) expect(units).toBeGreaterThanOrEqual(0n)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('a deposit and a sale at once change nothing about the price of a share', () => {
    fc.assert(
      fc.property(fc.bigInt(1_000_000n, 10n * EQUITY), fc.bigInt(1n, 10_000n), (assets, units) => {
        const book = openBook(alike(3, { utilisation: WAD / 2n }))
        const before = toAssetsDown(WAD, shareStateAt(book.pool))
        depositIntoBook(book, assets)
        sellCover(book, { termsId: 1n, amount: units * 1_000_000n, duration: 30 * DAY })
        const after = toAssetsDown(WAD, shareStateAt(book.pool))
        expect(after).toBeGreaterThanOrEqual(before)
        expect(after - before).toBeLessThan(before / 1_000_000n + 2n)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  test('an exit is settled as far as the cover in force leaves room', () => {
    const book = openBook(monoline)
    requestExit(book, book.pool.supply)
    expect(() => requestExit(book, 1n)).toThrow(/more than there are/)
    advanceBook(book, book.pool.timestamp + 14 * DAY)
    settleExits(book)
    // 9 million of cover ÷ 15/16 stay; the cover unit above it, too.
    expect(equityOf(book)).toBeGreaterThanOrEqual(9_600_000_000_000n)
    expect(equityOf(book)).toBeLessThan(9_600_010_000_000n)
    expect(() => advanceBook(book, monoline.timestamp)).toThrow(/before that of the book/)
  })
})
