import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  defaultModel,
  type ExposureMonth,
  fitModel,
  type Incident,
  meanSeverity,
  type ProductFacts,
  replayIncidents,
  selectIncidents,
  shippedIncidents,
  suggestPricing,
} from '../../src/risk/index.js'
import { alike, bareModel, WAD } from './pools.js'

const incident = (date: string, change: Partial<Incident> = {}): Incident => ({
  ...{ date, protocol: 'P', loss: 1_000_000, recovered: 0, cause: 'logic_bug', sector: 'Lending' },
  ...{ coverable: true, isBridge: false, isListed: true, sources: ['x'], ...change },
})
const months = (year: number, protocols: number): ExposureMonth[] =>
  Array.from({ length: 12 }, (_, i) => ({ month: `${year}-${String(i + 1).padStart(2, '0')}`, protocols }))

describe('fit', () => {
  const exposure = [...months(2022, 100), ...months(2023, 300)]
  const incidents = [
    ...['2022-02-01', '2022-05-01', '2022-08-01', '2022-11-01'].map((date) => incident(date)),
    ...['2023-03-01', '2023-09-01'].map((date) => incident(date, { cause: 'reentrancy', sector: 'DEX' })),
    incident('2023-10-01', { loss: 99_999 }),
    incident('2023-10-02', { coverable: false }),
    incident('2023-10-03', { isBridge: true }),
    incident('2024-01-01'),
  ]
  const window = { from: '2022-01-01', to: '2024-01-01' }

  test('hazard is incidents over protocol-years of the window, and its causes add up to it', () => {
    const { hazard } = fitModel({ incidents, exposure }, window)
    expect(hazard.incidents).toBe(6)
    expect(hazard.exposure).toBeCloseTo(400, 9)
    expect(hazard.perYear).toBeCloseTo(6 / 400, 12)
    expect(hazard.byCause.logic_bug).toBeCloseTo(4 / 400, 12)
    expect(Object.values(hazard.byCause).reduce((sum, one) => sum + one, 0)).toBeCloseTo(hazard.perYear, 12)
    expect(hazard.byYear.map(({ year, incidents }) => [year, incidents])).toEqual([
      [2022, 4],
      [2023, 2],
    ])
    // By hand: 1.5 and 4.5 were to be expected, (2.5² − 1.5 + 2.5² − 4.5) ÷ (1.5² + 4.5²).
    expect(hazard.yearVariance).toBeCloseTo(6.5 / 22.5, 12)
  })

  test('a window has the incidents from its first day to before its last', () => {
    expect(fitModel({ incidents, exposure }, { from: '2022-02-01', to: '2022-05-02' }).hazard.incidents).toBe(
      2,
    )
    expect(() => fitModel({ incidents, exposure }, { from: '2022-02-01', to: '2022-05-01' })).toThrow(
      /fewer than two/,
    )
    expect(() => fitModel({ incidents, exposure }, { from: '2019-01-01', to: '2020-01-01' })).toThrow(
      /without exposure/,
    )
    expect(() => fitModel({ incidents, exposure }, { from: '2022-13-01' })).toThrow(/"from" is no day/)
    expect(() => fitModel({ incidents, exposure }, { from: '2023-01-01', to: '2022-01-01' })).toThrow(/"to"/)
  })

  test('sectors with more than their part of the value are dearer, and a few incidents move little', () => {
    const tvl = months(2022, 0).map(({ month }) => ({ month, total: 100, sectors: { Lending: 80, DEX: 20 } }))
    const { bySector } = fitModel({ incidents, exposure, tvl }, window).hazard
    // Six incidents, of which 4 in lending and 2 in exchanges; 4.8 and 1.2 were to be expected.
    expect(bySector.Lending).toBeCloseTo(54 / 54.8, 12)
    expect(bySector.DEX).toBeCloseTo(52 / 51.2, 12)
    expect(bySector.Yield).toBe(1)
    expect(fitModel({ incidents, exposure }, window).hazard.bySector.DEX).toBe(1)
  })

  test('incidents of one cause and sector within days of each other are a shock', () => {
    const pairs = ['2022-02-01', '2022-02-03', '2022-06-01', '2022-06-01'].map((date) => incident(date))
    const { shocks } = fitModel({ incidents: pairs, exposure }, window)
    // All four have one near, and chance would bring 1 − exp(−3 × 7 ÷ 365) of them one.
    expect(shocks.observed).toBeCloseTo(Math.exp((-3 * 7) / 365), 12)
    const other = pairs.map((one, i) => (i % 2 ? { ...one, cause: 'reentrancy' as const } : one))
    expect(fitModel({ incidents: other, exposure }, window).shocks.observed).toBe(0)
  })

  test('sizes: logarithms of the losses, and the tail above the ninth decile', () => {
    const losses = Array.from({ length: 100 }, (_, i) =>
      incident('2022-02-01', { loss: 100_000 / (1 - (i + 0.5) / 100) ** (1 / 1.5) }),
    )
    const { sizes } = fitModel({ incidents: losses, exposure }, window)
    // Quantiles of a Pareto distribution of exponent 1.5: the mean of log(loss ÷ least) is 1 ÷ 1.5.
    expect(sizes.logMean).toBeCloseTo(Math.log(100_000) + 1 / 1.5, 1)
    expect(sizes.tailIndex).toBeGreaterThan(1.2)
    expect(sizes.tailIndex).toBeLessThan(2)
  })

  test('the model that is shipped is of what it says', () => {
    const model = defaultModel()
    expect(model).toMatchObject({
      from: '2022-01-01',
      to: '2026-08-01',
      hazard: { incidents: 471, scale: 1 },
    })
    expect(model.hazard.perYear).toBeCloseTo(model.hazard.incidents / model.hazard.exposure, 8)
    expect(meanSeverity(model.severity)).toBeCloseTo(0.4, 12)
    // A copy: nobody changes it for others.
    model.hazard.scale = 9
    expect(defaultModel().hazard.scale).toBe(1)
  })
})

describe('replay', () => {
  const replay = (change: object = {}) =>
    replayIncidents({
      ...{ snapshot: alike(10), model: bareModel(0.1), pools: 2_000, seed: 3 },
      ...{ incidents: shippedIncidents(), exposure: 1_000, ...change },
    })

  test('each incident hits with the products of the pool over all protocols', () => {
    const incidents = Array.from({ length: 40 }, (_, i) =>
      incident(`2022-01-${String((i % 28) + 1).padStart(2, '0')}`),
    )
    const [year] = replay({ incidents, exposure: 200 })
    expect(year).toMatchObject({ year: 2022, incidents: 40 })
    expect(Math.abs((year?.hits.value ?? 0) - 40 * (10 / 200))).toBeLessThan(
      3.5 * (year?.hits.standardError ?? 0),
    )
  })

  test('with no more protocols than the pool has, every incident hits, on its day', () => {
    const incidents = [incident('2024-02-29'), incident('2024-12-31')]
    const [year] = replay({ incidents, exposure: 10, pools: 300 })
    expect(year?.hits).toEqual({ value: 2, standardError: 0 })
    // Total losses of a tenth each; nine times in ten it is another product the second time.
    expect(year?.worstPercentile).toBeCloseTo(0.2, 9)
    expect(year?.shortfall.value).toBe(0)
  })

  test('exposure is of the month of the incident', () => {
    const exposure = [...months(2022, 10), ...months(2023, 1_000_000_000)]
    const years = replay({ incidents: [incident('2022-06-01'), incident('2023-06-01')], exposure })
    expect(years.map(({ hits }) => hits.value)).toEqual([1, 0])
    expect(() => replay({ incidents: [incident('2024-06-01')], exposure })).toThrow(/no protocols in 2024-06/)
    expect(() => replay({ incidents: [] })).toThrow(/must not be empty/)
  })

  test('what a selection leaves out does not happen', () => {
    const all = shippedIncidents()
    const chosen = selectIncidents(all, { from: '2021-01-01', to: '2022-01-01' })
    expect(chosen.length).toBeGreaterThan(20)
    expect(
      chosen.every(({ date, loss, coverable }) => date.startsWith('2021') && loss >= 1e5 && coverable),
    ).toBe(true)
    expect(replay({ incidents: chosen, pools: 10 }).map(({ year }) => year)).toEqual([2021])
  })
})

describe('pricing', () => {
  const model = defaultModel()
  const rates = (facts: ProductFacts, more: object = {}) => suggestPricing(facts, { model, ...more })

  test('the mean follows from hazard, severity, capital and fees', () => {
    const certain = { hazard: 0.04, severity: { total: 1, alpha: 1, beta: 1 } }
    const { expectedLoss, technicalRate } = rates(
      { ...certain, deductible: 0.05, fees: 0.2 },
      { capital: 0.5 },
    )
    expect(expectedLoss.mean).toBeCloseTo(0.04 * 0.95, 2)
    expect(technicalRate.mean).toBeCloseTo((expectedLoss.mean + 0.5 * 0.1) / 0.8, 12)
  })

  test('the interval holds the mean, and more incidents make it narrower', () => {
    const { hazard, technicalRate } = rates({})
    for (const { low, mean, high } of [hazard, technicalRate]) {
      expect(low).toBeLessThan(mean)
      expect(high).toBeGreaterThan(mean)
    }
    const few = { ...model, hazard: { ...model.hazard, incidents: 3, exposure: model.hazard.exposure / 157 } }
    const spread = ({ low, high }: { low: number; high: number }) => high / low
    expect(spread(suggestPricing({}, { model: few }).hazard)).toBeGreaterThan(spread(hazard))
  })

  test.each([
    ['fees', { fees: 1 }, {}],
    ['deductible', { deductible: -0.1 }, {}],
    ['target', {}, { target: 0 }],
    ['costOfCapital', {}, { costOfCapital: Number.NaN }],
  ])('a figure out of range is named: %s', (parameter, facts, more) => {
    expect(() => rates(facts, more)).toThrow(expect.objectContaining({ parameter }))
  })

  test('the curve has the technical rate as its mean up to the target', () => {
    const { technicalRate, curve } = rates({ sector: 'DEX' })
    expect(Number((curve.rateFloor + curve.rateAtTarget) / 2n) / 1e18).toBeCloseTo(technicalRate.mean, 5)
    expect(curve.target).toBe((7n * WAD) / 10n)
  })

  test('worse facts never make a price lower', () => {
    const part = fc.double({ min: 0, max: 0.5, noNaN: true })
    fc.assert(
      fc.property(
        part,
        part,
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (auditGap, deductible, hazard) => {
          const base = { auditGap, deductible, hazard }
          const mean = (facts: ProductFacts) => rates(facts).technicalRate.mean
          expect(mean({ ...base, auditGap: auditGap + 0.1 })).toBeGreaterThan(mean(base))
          expect(mean({ ...base, hazard: hazard * 1.1 })).toBeGreaterThan(mean(base))
          expect(mean({ ...base, deductible: deductible + 0.1 })).toBeLessThan(mean(base))
          const { rateFloor, rateAtTarget, rateMax } = rates(base).curve
          expect(rateFloor <= rateAtTarget && rateAtTarget <= rateMax).toBe(true)
        },
      ),
      { seed: 1, numRuns: 15 },
    )
  })

  test('what is no fact is refused', () => {
    expect(() => rates({ deductible: 2 })).toThrow(/"deductible" must be from 0 to 1/)
    expect(() => rates({ fees: 1 })).toThrow(/"fees"/)
    expect(() => rates({}, { target: 0 })).toThrow()
  })
})
