import {
  fitModel,
  type ReplayedYear,
  type RiskModel,
  replayIncidents,
  type SimulationResult,
  selectIncidents,
} from '../src/risk/index.js'
import { monoline, reference } from './books.js'
import type { Context } from './context.js'
import { expectedShortfallOf } from './frontier.js'
import { percent, plotLink, type Section, table } from './text.js'

/** Protocol-years of the cohort, from the listing of each of its 199 protocols to 2026-08-01. */
export const COHORT_YEARS = 456
/** Protocols of it that were covered at the same time, a mean over its 41 months. */
const COHORT_PROTOCOLS = 133
const MATURE = '2022-01-01'
const SPLIT = '2024-01-01'

/** Real incidents against both profiles, year by year. */
export interface Replay {
  name: string
  years: ReplayedYear[]
}

function replays(context: Context): Replay[] {
  const { data, model, pools, seed } = context
  const months = new Set(data.exposure.map(({ month }) => month))
  // The exposure begins in December 2020: a year of one month would be no year.
  const incidents = selectIncidents(data.incidents, { from: '2021-01-01' }).filter(({ date }) =>
    months.has(date.slice(0, 7)),
  )
  const of = (snapshot: ReturnType<typeof reference>) => ({ snapshot, model, pools, seed })
  const all = [
    {
      name: 'diversified',
      years: replayIncidents({ ...of(reference()), incidents, exposure: data.exposure }),
    },
    { name: 'monoline', years: replayIncidents({ ...of(monoline()), incidents, exposure: data.exposure }) },
  ]
  if (data.cohort.length === 0) return all
  const cohort = { incidents: data.cohort, exposure: COHORT_PROTOCOLS }
  return [
    ...all,
    { name: 'diversified, covered cohort', years: replayIncidents({ ...of(reference()), ...cohort }) },
  ]
}

function replayPlot(all: readonly Replay[]): object {
  const values = all.flatMap(({ name, years }) =>
    years.flatMap(({ year, loss, worstPercentile, return: earned }) => [
      { pool: name, year: String(year), figure: 'mean return', value: 100 * earned.value },
      { pool: name, year: String(year), figure: 'mean loss', value: 100 * loss.value },
      {
        pool: name,
        year: String(year),
        figure: 'loss, worst of 100 pools',
        value: 100 * worstPercentile,
      },
    ]),
  )
  const figures = ['mean return', 'mean loss', 'loss, worst of 100 pools']
  return {
    hconcat: all.map(({ name }) => ({
      ...{ title: name, width: { step: 13 }, height: 220 },
      data: { values: values.filter(({ pool }) => pool === name) },
      mark: 'bar',
      encoding: {
        x: { field: 'year', type: 'ordinal', title: 'year of the incidents', axis: { labelAngle: 0 } },
        xOffset: { field: 'figure', type: 'nominal', sort: figures },
        y: { field: 'value', type: 'quantitative', title: '% of equity' },
        color: {
          ...{ field: 'figure', type: 'nominal', title: null, sort: figures, legend: { labelLimit: 500 } },
          scale: { domain: figures, range: ['#2a9d5c', '#e0a339', '#c8553d'] },
        },
      },
    })),
    spacing: 24,
  }
}

const nameOf = (year: number) => (year === 2026 ? '2026 (seven months)' : String(year))

/** Years of real incidents, bad ones included. */
export function realYears(context: Context): Section & { replays: Replay[] } {
  const all = replays(context)
  const rows = all.flatMap(({ name, years }) =>
    years.map((one) => [
      ...[`${name}, ${nameOf(one.year)}`, String(one.incidents), one.hits.value.toFixed(2)],
      ...[percent(one.loss.value), percent(one.worstPercentile), percent(one.return.value)],
      ...[percent(one.shortfall.value), percent(one.leastRecovery, 1)],
    ]),
  )
  const diversified = all[0]?.years ?? []
  const worst = diversified.reduce((a, b) => (b.loss.value > a.loss.value ? b : a))
  const calm = diversified.reduce((a, b) => (b.loss.value < a.loss.value ? b : a))
  const losing = diversified.filter((one) => one.return.value < 0)
  const early = diversified.filter(({ year }) => year === 2021 || year === 2022)
  const earlyText = early.map(
    (one) => `${one.year}: loss ${percent(one.loss.value)}, return ${percent(one.return.value)}`,
  )
  const cohort = all[2]?.years ?? []
  const cohortHits = Math.max(...cohort.map(({ hits }) => hits.value))
  return {
    replays: all,
    title: 'Real years, 2021 and 2022 included',
    blocks: [
      `Each year begins with a fresh pool and sees the incidents of that year on their real days. An incident hits a pool with the probability that its protocol was one of the pool's (products over protocols of that month), so ${context.pools.toLocaleString('en')} pools are drawn for each year. Severities are drawn, and premium is that of twelve months in 2026, too.${context.data.isWhole ? ' The cohort is of protocols that a cover provider had listed at the time: its incidents are fewer, and its protocols many fewer.' : ''}`,
      table(
        ...([
          [
            'pool, year',
            'incidents',
            'hits a pool',
            'mean loss',
            'loss, worst of 100 pools',
            'return',
            'falls short',
            'least recovery',
          ],
          rows,
        ] as const),
      ),
      plotLink('years', 'Return and losses of pools in the real years'),
      [
        `**What follows.** The hardest year for a diversified pool is ${worst.year} with ${percent(worst.loss.value)} of equity lost on average, the calmest ${calm.year} with ${percent(calm.loss.value)}${early.length ? ` (${earlyText.join('; ')})` : ''}.`,
        losing.length === 0
          ? 'The default prices pay for the mean of every one of these years.'
          : `The default prices do not pay for ${losing.map(({ year }) => year).join(', ')}: underwriters lose then. The figure of 2021 is too dark, because the tracker knew few protocols and the lists many incidents.`,
        cohort.length === 0
          ? ''
          : `Protocols that were covered are hit more often than the average protocol: up to ${cohortHits.toFixed(1)} times a pool and year, and underwriters lose in ${
              cohort
                .filter((one) => one.return.value < 0)
                .map(({ year }) => year)
                .join(' and ') || 'no year'
            }. A price for the average product is too low for the products that buyers ask for.`,
      ]
        .filter(Boolean)
        .join(' '),
    ],
    plots: { years: replayPlot(all) },
  }
}

/** What a fit on the first years says of the last ones. */
export interface Miss {
  fit: RiskModel
  /** Fitted on 2022 and 2023 alone, when the tracker had grown up. */
  mature: RiskModel
  test: RiskModel
  /** Incidents that the fit expects in the years of the test, with the bounds of nine cases in ten. */
  expected: number
  low: number
  high: number
  fitted: SimulationResult
  found: SimulationResult
}

function missOf(context: Context): Miss {
  const { data } = context
  const [first] = data.exposure.map(({ month }) => `${month}-01`).sort()
  const fit = fitModel(data, { from: first, to: SPLIT })
  const mature = fitModel(data, { from: MATURE, to: SPLIT })
  const test = fitModel(data, { from: SPLIT })
  const expected = fit.hazard.perYear * test.hazard.exposure
  // Poisson, and the variance of years: each year's expectation squared times the variance of the yearly factor.
  const squares = test.hazard.byYear.reduce(
    (sum, { exposure }) => sum + (fit.hazard.perYear * exposure) ** 2,
    0,
  )
  const deviation = Math.sqrt(expected + fit.hazard.yearVariance * squares)
  const under = (model: RiskModel) => context.simulate({ snapshot: reference(), model }).plain
  return {
    ...{ fit, test, expected, low: expected - 1.645 * deviation, high: expected + 1.645 * deviation },
    ...{ mature, fitted: under(fit), found: under(test) },
  }
}

/** A fit on the years before 2024, tested on those from then on. */
export function outOfSample(context: Context): Section & { miss: Miss } {
  const miss = missOf(context)
  const { fit, mature, test, expected, low, high, fitted, found } = miss
  const observed = test.hazard.incidents
  const off = (a: number, b: number) => `${b >= a ? '+' : '−'}${Math.abs(100 * (b / a - 1)).toFixed(0)} %`
  const row = (name: string, a: number, b: number, format: (value: number) => string) => [
    ...[name, format(a), format(b), a === 0 ? 'none to compare' : off(a, b)],
  ]
  const number = (digits: number) => (value: number) => value.toFixed(digits)
  const rows = [
    row('incidents a protocol and year', fit.hazard.perYear, test.hazard.perYear, percent),
    row('incidents in the years of the test', expected, observed, number(0)),
    row('variance of years', fit.hazard.yearVariance, test.hazard.yearVariance, number(3)),
    row('observed part of shocks', fit.shocks.observed, test.shocks.observed, number(3)),
    row('exponent of the tail of losses in dollars', fit.sizes.tailIndex, test.sizes.tailIndex, number(2)),
    row('mean loss of the reference pool', fitted.loss.value, found.loss.value, percent),
    row('its loss in the worst percentile', expectedShortfallOf(fitted), expectedShortfallOf(found), percent),
    row('its return', fitted.return.mean.value, found.return.mean.value, percent),
  ]
  const isInside = observed >= low && observed <= high
  const byYear = [...fit.hazard.byYear, ...test.hazard.byYear].filter(({ exposure }) => exposure > 0)
  const yearRows = byYear.map(({ year, incidents, exposure }) => [
    ...[nameOf(year), String(incidents), exposure.toFixed(0), percent(incidents / exposure)],
    off(fit.hazard.perYear, incidents / exposure),
  ])
  return {
    miss,
    title: 'Fitted on 2020 to 2023, tested on 2024 to 2026',
    blocks: [
      `The fit counts coverable incidents of 100,000 US dollars and more from ${fit.from} to the end of 2023${context.data.isWhole ? '' : ' (the shipped exposure begins there)'}; the test counts those from 2024-01-01 to 2026-07-31.`,
      table(['figure', 'fit', 'test', 'miss'], rows),
      table(['year', 'incidents', 'protocol-years', 'a protocol and year', 'against the fit'], yearRows),
      `**What follows.** The fit expects ${expected.toFixed(0)} incidents in the years of the test, with nine chances in ten from ${Math.max(low, 0).toFixed(0)} to ${high.toFixed(0)}; there were ${observed}, ${isInside ? 'inside' : 'outside'} that interval. ${observed < expected ? `The rate fell by ${(100 * (1 - observed / expected)).toFixed(0)} %, so prices fitted on the early years were too dear by that part; relying on the fall would be the opposite mistake` : `The rate rose by ${(100 * (observed / expected - 1)).toFixed(0)} %, so prices fitted on the early years were too low by that part`}: a price needs a margin of the size of this miss. Much of it is the tracker's youth: a fit on 2022 and 2023 alone says ${percent(mature.hazard.perYear)} a protocol and year, a miss of ${off(mature.hazard.perYear, test.hazard.perYear)}. The default model is fitted on 2022 to 2026 and says ${percent(context.model.hazard.perYear)}, above what the last three years show.`,
    ],
    plots: {},
  }
}
