import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { build } from 'tsup'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseSnapshot, serializeSnapshot } from '../../src/math/index.js'
import {
  type Estimate,
  type ProductRisk,
  prepareSimulation,
  runPath,
  type SimulationOptions,
  simulateChunk,
  simulatePool,
  summarizeSimulation,
  tailRisk,
} from '../../src/risk/index.js'
import { simulateInWorkers } from '../../src/risk/node.js'
import { alike, bareModel, WAD } from './pools.js'

/** Standard errors by which a figure may differ. Seeds are fixed: with others one test in some thousands would fail. */
const ERRORS = 3.5

function expectNear({ value, standardError }: Estimate, truth: number) {
  expect(standardError).toBeGreaterThan(0)
  expect(Math.abs(value - truth), `${value} ± ${standardError} against ${truth}`).toBeLessThan(
    ERRORS * standardError,
  )
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
const binomial = (n: number, k: number, p: number) => choose(n, k) * p ** k * (1 - p) ** (n - k)
const PATHS = 20_000

describe('against closed forms', () => {
  const hazard = 0.08
  const p = 1 - Math.exp(-hazard)

  test('ten independent products: the number of losses is binomial', () => {
    const { loss, tails, ruin, products } = simulatePool({
      ...{ snapshot: alike(10), model: bareModel(hazard), paths: PATHS, seed: 11, ruin: 0.1999 },
    })
    // Each loss costs a tenth of equity, and a product is lost once.
    expectNear(loss, 10 * p * 0.1)
    expectNear(ruin, 1 - binomial(10, 0, p) - binomial(10, 1, p))
    for (const { expectedLoss } of products) expectNear(expectedLoss, p)
    // P(N ≤ 1) = 0.823, P(N ≤ 2) = 0.965, P(N ≤ 3) = 0.996: the quantiles are those of the binomial distribution.
    expect(tails.map(({ valueAtRisk }) => Math.round(valueAtRisk.value * 10))).toEqual([2, 3, 3])
  })

  test('the expected shortfall is that of the binomial distribution', () => {
    const { tails } = simulatePool({ snapshot: alike(10), model: bareModel(hazard), paths: PATHS, seed: 12 })
    const probabilities = Array.from({ length: 11 }, (_, k) => binomial(10, k, p))
    for (const { level, expectedShortfall } of tails) {
      let left = 1 - level
      let total = 0
      for (let k = 10; k >= 0 && left > 0; k--) {
        const part = Math.min(probabilities[k] as number, left)
        total += part * k * 0.1
        left -= part
      }
      expectNear(expectedShortfall, total / (1 - level))
    }
  })

  test('severities of a beta distribution: mean and deductible', () => {
    const severity = { total: 0, alpha: 2, beta: 3 }
    const model = bareModel(0.02, { severity })
    const one = (deductible: bigint) =>
      simulatePool({ snapshot: alike(10, { deductible }), model, paths: PATHS, seed: 13 }).loss
    // Cover that was hit goes on with its rest, so the mean is Σ over hits of 0.4 × 0.6^k: 1 − exp(−0.02 × 0.4).
    expectNear(one(0n), 1 - Math.exp(-0.02 * 0.4))
    expect(one(WAD / 10n).value).toBeLessThan(one(0n).value)
  })

  test('a cluster that fails as one', () => {
    const everything = { share: 0.999_999, observed: 0, width: 1 }
    const { loss, ruin } = simulatePool({
      ...{ snapshot: alike(8, { cluster: 0 }), model: bareModel(0.05, { shocks: everything }) },
      ...{ paths: PATHS, seed: 14, ruin: 0.79 },
    })
    const all = 1 - Math.exp(-0.05)
    expectNear(ruin, all)
    expectNear(loss, 0.8 * all)
  })

  test('shocks leave the hazard of each product what it is', () => {
    const model = bareModel(0.05, { shocks: { share: 0.6, observed: 0, width: 0.4 } })
    const risks: ProductRisk[] = Array.from({ length: 10 }, (_, i) => ({ group: 0, hazard: 0.01 * (i + 1) }))
    const { products } = simulatePool({ snapshot: alike(10), model, products: risks, paths: PATHS, seed: 15 })
    for (const [i, { expectedLoss }] of products.entries())
      expectNear(expectedLoss, 1 - Math.exp(-0.01 * (i + 1)))
  })

  test('two products of one group fail together as often as Marshall and Olkin say', () => {
    const [share, width] = [0.5, 0.4]
    const { ruin } = simulatePool({
      snapshot: alike(2, { cluster: 0 }),
      model: bareModel(0.2, { shocks: { share, observed: 0, width } }),
      ...{ paths: PATHS, seed: 16, ruin: 0.199 },
    })
    // Each survives with exp(−h); both with exp(−2h(1 − share) − rate × P(one of them is struck)).
    const rate = (share * 0.2) / width
    const bothSurvive = Math.exp(-2 * 0.2 * (1 - share) - rate * (1 - (1 - width) ** 2))
    expectNear(ruin, 1 - 2 * Math.exp(-0.2) + bothSurvive)
  })

  test('good and bad years: the number of losses spreads as a negative binomial one', () => {
    const variance = 0.8
    const model = bareModel(0.1)
    model.hazard.yearVariance = variance
    const { ruin } = simulatePool({
      ...{ snapshot: alike(1), model, products: [{ hazard: 0.5 }], paths: PATHS, seed: 17, ruin: 0.09 },
    })
    // No loss: the Laplace transform of the gamma distribution.
    expectNear(ruin, 1 - (1 + 0.5 * variance) ** (-1 / variance))
  })

  test('pegs without correlation are independent, with it they fall together and each as often', () => {
    const products: ProductRisk[] = [{ kind: 'depeg' }, { kind: 'depeg' }]
    const run = (correlation: number) =>
      simulatePool({
        snapshot: alike(2),
        model: bareModel(0.2, {
          depegs: { perYear: 0.2, correlation, severity: { total: 1, alpha: 1, beta: 1 } },
        }),
        ...{ products, paths: PATHS, seed: 18, ruin: 0.199 },
      })
    const q = 1 - Math.exp(-0.2)
    const [apart, together] = [run(0), run(0.7)]
    expectNear(apart.ruin, q * q)
    for (const { products } of [apart, together]) for (const one of products) expectNear(one.expectedLoss, q)
    // P(Z1 < c, Z2 < c) at correlation 0.7 and Φ(c) = 0.1813, by numeric integration of the bivariate normal density.
    expectNear(together.ruin, bivariate(0.7, q))
  })

  test('recovery: what a pool that falls short pays is its capital less a sixteenth', () => {
    const everything = { share: 0.999_999, observed: 0, width: 1 }
    const { shortfall, recovery } = simulatePool({
      ...{ snapshot: alike(20, { cluster: 0 }), model: bareModel(0.05, { shocks: everything }) },
      ...{ paths: 10_000, seed: 19 },
    })
    expectNear(shortfall, 1 - Math.exp(-0.05))
    // Twice as much cover as capital, and some premium.
    expect(recovery.least).toBeGreaterThanOrEqual(15 / 16 / 2)
    expect(recovery.inShortfall.value).toBeLessThan(0.51)
    expect(recovery.worstPercentile).toBeLessThan(0.51)
  })
})

/** Φ₂ by the conditional normal distribution, on a fine grid. */
function bivariate(correlation: number, q: number): number {
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  const grid = 1e-3
  const cumulative: number[] = []
  let sum = 0
  for (let x = -9; x < 9; x += grid) {
    sum += density(x + grid / 2) * grid
    cumulative.push(sum)
  }
  const below = (x: number) =>
    cumulative[Math.min(Math.max(Math.floor((x + 9) / grid), 0), cumulative.length - 1)] as number
  const c = cumulative.findIndex((value) => value >= q) * grid - 9
  let both = 0
  for (let x = -9; x < c; x += grid)
    both += density(x) * below((c - correlation * x) / Math.sqrt(1 - correlation ** 2)) * grid
  return both
}

const risky = (more: Partial<SimulationOptions> = {}): SimulationOptions => ({
  snapshot: alike(12),
  model: bareModel(0.3, { severity: { total: 0.3, alpha: 1, beta: 2 }, informed: 0.3 }),
  ...{ paths: 2_500, seed: 5, run: { share: 0.5 }, ...more },
})

describe('seeds and workers', () => {
  const built = fileURLToPath(new URL('../../node_modules/.cache/risk', import.meta.url))
  const program = `${built}/riskWorker.js`
  beforeAll(async () => {
    await build({
      ...{ entry: { riskWorker: fileURLToPath(new URL('../../src/risk/worker.ts', import.meta.url)) } },
      ...{ config: false, outDir: built, format: 'esm', target: 'node20', platform: 'node', silent: true },
    })
  })

  test('one, two and three workers and none have the same result, to the last bit', async () => {
    const alone = simulatePool(risky())
    for (const workers of [1, 2, 3])
      expect(await simulateInWorkers({ ...risky(), workers, program })).toEqual(alone)
  })

  test('chunks may come in any order', () => {
    const job = prepareSimulation(risky())
    const chunks = [2, 0, 1].map((chunk) => simulateChunk(job, chunk))
    expect(summarizeSimulation(job, chunks)).toEqual(simulatePool(risky()))
  })

  test('another seed has another result, and more paths begin with the same ones', () => {
    const first = simulateChunk(prepareSimulation(risky()), 0)
    expect(simulateChunk(prepareSimulation(risky({ paths: 9_000 })), 0)).toEqual(first)
    expect(simulateChunk(prepareSimulation(risky({ seed: 6 })), 0).losses).not.toEqual(first.losses)
    expect(simulateChunk(prepareSimulation(risky()), 1).losses).not.toEqual(first.losses)
  })

  test('prices and limits change nothing about what happens', () => {
    const flat = { rateFloor: WAD / 50n, rateAtTarget: WAD / 50n, rateMax: WAD / 50n, target: WAD / 2n }
    const options = risky({ model: bareModel(0.05), run: undefined })
    const charged = simulatePool({ ...options, snapshot: alike(8, { curve: flat }) })
    const dear = simulatePool({ ...options, snapshot: alike(8) })
    expect(charged.products.map(({ expectedLoss }) => expectedLoss.value.toFixed(9))).toEqual(
      dear.products.map(({ expectedLoss }) => expectedLoss.value.toFixed(9)),
    )
    expect(charged.return.mean.value).toBeLessThan(dear.return.mean.value)
  })

  test('an error in a worker comes out', async () => {
    const job = risky()
    const broken = { ...job.snapshot, terms: undefined as never }
    await expect(
      simulateInWorkers({ ...job, snapshot: broken, workers: 1, renewed: false, program }),
    ).rejects.toThrow()
  })
})

describe('underwriters', () => {
  test('without losses the return is the premium that streams, net of fees', () => {
    const snapshot = alike(10)
    const { return: earned, premium } = simulatePool({ snapshot, model: bareModel(0), paths: 100 })
    // A tenth goes to fees. Covers start three days later and end at a midnight: hence not to the digit.
    expect(earned.median).toBeCloseTo(premium.charged * 0.9, 3)
    expect(earned.mean).toEqual({ value: earned.median, standardError: 0 })
  })

  test('a yield of the asset multiplies the return', () => {
    const options = { snapshot: alike(10), model: bareModel(0.05), paths: 2_000, seed: 3 }
    const [plain, bearing] = [simulatePool(options), simulatePool({ ...options, assetYield: 0.04 })]
    expect(1 + bearing.return.median).toBeCloseTo((1 + plain.return.median) * 1.04, 9)
    expect(bearing.loss).toEqual(plain.loss)
  })

  test('a run takes capital from the losses after it, and no more than cover in force leaves', () => {
    // Four fifths of the exit limits are used, so that little can leave.
    const limits = {
      saleClusterRatio: 4n * WAD,
      saleLeverage: 4n * WAD,
      exitClusterRatio: WAD,
      exitLeverage: (5n * WAD) / 4n,
    }
    const snapshot = alike(10, {}, limits)
    const model = bareModel(0.1)
    const [still, run] = [undefined, { share: 1 }].map((run) =>
      simulatePool({ snapshot, model, paths: 3_000, seed: 4, ...(run && { run }) }),
    )
    expect(run?.heldExits.value).toBeGreaterThan(0.1)
    expect(still?.heldExits.value).toBe(0)
    expect(run?.shortfall.value).toBeGreaterThanOrEqual(still?.shortfall.value ?? 1)
  })

  test('informed buyers make a loss dearer', () => {
    const options = (informed: number) => ({
      snapshot: alike(10, { utilisation: WAD / 2n }),
      ...{ model: bareModel(0.05, { informed }), paths: 4_000, seed: 4 },
    })
    const [naive, informed] = [simulatePool(options(0)), simulatePool(options(1))]
    // Half of the limit is left; a quarter of it can be bought at once.
    expect(informed.loss.value / naive.loss.value).toBeCloseTo(1.5, 1)
  })

  test('first loss pays before capital', () => {
    const options = { snapshot: alike(1), model: bareModel(0.2), paths: 2_000, seed: 4 }
    const bare = simulatePool(options)
    const cushioned = simulatePool({ ...options, firstLoss: { '0': 400_000_000_000n } })
    expect(cushioned.loss.value / bare.loss.value).toBeCloseTo(0.6, 6)
  })
})

test('no path pays more than capital, and none less than it can', () => {
  const loss = fc.record({
    ...{ day: fc.integer({ min: 0, max: 364 }), product: fc.nat(19), rumour: fc.constantFrom(0, 1) },
    severity: fc.constantFrom(0, 0.01, 0.5, 1),
  })
  const snapshot = alike(20)
  fc.assert(
    fc.property(fc.array(loss, { maxLength: 30 }), (losses) => {
      const events = [...losses].sort((a, b) => a.day - b.day)
      const setting = {
        start: snapshot,
        firstLoss: {},
        informed: 0.5,
        days: 365,
        verdictDays: 21,
        run: { share: 0.3 },
      }
      const outcome = runPath(setting, events)
      expect(outcome.return).toBeGreaterThanOrEqual(-1)
      expect(outcome.loss).toBeGreaterThanOrEqual(0)
      expect(outcome.recovery).toBeGreaterThanOrEqual(0)
      expect(outcome.recovery).toBeLessThanOrEqual(1)
      const paid = [...outcome.claims.values()].reduce((sum, one) => sum + one, 0)
      expect(paid).toBeCloseTo(outcome.loss, 9)
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('what cannot be simulated is refused', () => {
  const options = { snapshot: alike(2), model: bareModel(0.1) }
  const refused = (more: object) => (problem: RegExp) =>
    expect(() => simulatePool({ ...options, ...more })).toThrow(problem)
  refused({ paths: 0 })(/"paths" must be a whole number from 1/)
  refused({ paths: 1.5 })(/"paths"/)
  refused({ seed: -1 })(/"seed" must be a whole number from 0/)
  refused({ products: [{}] })(/"products" must have 2 entries/)
  refused({ products: [{}, { hazard: -1 }] })(/"products\[1\]\.hazard"/)
  refused({ products: [{}, { severity: { total: 2, alpha: 1, beta: 1 } }] })(/"products\[1\]\.severity"/)
  refused({ run: { share: 2 } })(/"run\.share"/)
  refused({ verdictDays: -1 })(/"verdictDays"/)
  refused({ model: bareModel(0.1, { shocks: { share: 1, observed: 0, width: 0.5 } }) })(/"share"/)
  refused({ snapshot: { ...options.snapshot, net: 0n, streamEnds: [], rate: 0n, rateEnd: 0n } })(
    /without capital/,
  )
})

test('a snapshot that was kept as JSON has the same risk, and one of another version is refused', () => {
  const text = serializeSnapshot(alike(3))
  const options = { model: bareModel(0.2), paths: 500 }
  const kept = simulatePool({ ...options, snapshot: parseSnapshot(text) })
  expect(kept).toEqual(simulatePool({ ...options, snapshot: alike(3) }))
  const other = text.replace('"version":1', '"version":2')
  expect(other).not.toBe(text)
  expect(() => parseSnapshot(other)).toThrow(/version/)
})

test('a snapshot whose covers end is simulated with and without renewal', () => {
  const short = alike(3)
  const renewed = simulatePool({ snapshot: short, model: bareModel(0.2), paths: 2_000, days: 730 })
  const ending = simulatePool({
    snapshot: short,
    model: bareModel(0.2),
    paths: 2_000,
    days: 730,
    renewed: false,
  })
  // Its covers end after a year, and their capital is free 13 days later, or at the period after that.
  expect(ending.loss.value).toBeLessThan(renewed.loss.value * 0.7)
})

describe('tail risk', () => {
  let sample: number[]
  beforeAll(() => {
    sample = Array.from({ length: 1_000 }, (_, i) => (i + 1) / 1_000)
  })

  test('of a uniform sample', () => {
    const { valueAtRisk, expectedShortfall } = tailRisk(sample, 0.95)
    expect(valueAtRisk.value).toBeCloseTo(0.95, 2)
    expect(expectedShortfall.value).toBeCloseTo(0.9755, 4)
    // √(p(1 − p) ÷ n) over the density of 1.
    expect(valueAtRisk.standardError).toBeCloseTo(Math.sqrt((0.95 * 0.05) / 1_000), 3)
    expect(expectedShortfall.standardError).toBeGreaterThan(0)
  })

  test('of nothing, or at a level that is none, is refused', () => {
    expect(() => tailRisk([], 0.5)).toThrow(/must not be empty/)
    expect(() => tailRisk(sample, 1)).toThrow(/"level"/)
  })
})
