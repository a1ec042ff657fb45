import type { RiskModel, SimulationResult } from '../src/risk/index.js'
import { monoline, reference, SEVERITIES } from './books.js'
import type { Context } from './context.js'
import { expectedShortfallOf } from './frontier.js'
import { percent, plotLink, type Section, table } from './text.js'

/** One of the four unknowns at one value. */
interface Variant {
  unknown: string
  value: string
  change: (model: RiskModel) => RiskModel
}

const severity = (name: keyof typeof SEVERITIES, value: string): Variant => ({
  ...{ unknown: 'severity', value, change: (model) => ({ ...model, severity: SEVERITIES[name] }) },
})
const scale = (factor: number): Variant => ({
  ...{ unknown: 'hazard scale', value: `× ${factor}` },
  change: (model) => ({ ...model, hazard: { ...model.hazard, scale: factor } }),
})
const share = (part: number): Variant => ({
  ...{ unknown: 'shock share', value: percent(part, 0) },
  change: (model) => ({ ...model, shocks: { ...model.shocks, share: part } }),
})
const informed = (part: number): Variant => ({
  ...{
    unknown: 'informed buyers',
    value: percent(part, 0),
    change: (model) => ({ ...model, informed: part }),
  },
})

const ASSUMED: Variant = { unknown: 'all as assumed', value: '', change: (model) => model }
const VARIANTS: Variant[] = [
  ...[severity('mild', 'mild (24 %)'), severity('severe', 'severe (70 %)')],
  ...[scale(0.5), scale(2), scale(4)],
  ...[share(0), share(0.5), share(0.8)],
  ...[informed(0), informed(0.5), informed(1)],
]
/** The adverse end of each unknown, together. */
const ADVERSE: Variant = {
  ...{ unknown: 'all adverse', value: 'severe, × 2, 50 %, 50 %' },
  change: (model) =>
    [severity('severe', ''), scale(2), share(0.5), informed(0.5)].reduce(
      (one, { change }) => change(one),
      model,
    ),
}

/** A variant with what it makes of both profiles. */
export interface SensitivityRow extends Pick<Variant, 'unknown' | 'value'> {
  diversified: SimulationResult
  monoline: SimulationResult
}

const figuresOf = (one: SimulationResult) => [
  ...[percent(one.return.mean.value), percent(expectedShortfallOf(one), 1), percent(one.ruin.value)],
  ...[percent(one.shortfall.value), one.premium.adequacy.toFixed(2)],
]

function plot(rows: readonly SensitivityRow[]): object {
  const values = rows
    .filter(({ value }) => value !== '')
    .flatMap((row) =>
      (['diversified', 'monoline'] as const).map((profile) => ({
        ...{
          profile,
          unknown: row.unknown,
          label: row.unknown === ADVERSE.unknown ? row.unknown : `${row.unknown}: ${row.value}`,
        },
        value: 100 * row[profile].return.mean.value,
      })),
    )
  const base = (['diversified', 'monoline'] as const).map((profile) => ({
    ...{ profile, base: 100 * (rows[0]?.[profile].return.mean.value ?? 0) },
  }))
  const sort = values.map(({ label }) => label)
  return {
    hconcat: (['diversified', 'monoline'] as const).map((profile) => ({
      ...{ title: `${profile}`, width: 300, height: { step: 20 } },
      layer: [
        {
          ...{
            data: { values: values.filter((one) => one.profile === profile) },
            mark: { type: 'bar', height: 13 },
          },
          encoding: {
            y: {
              ...{ field: 'label', type: 'nominal', title: null, sort: [...new Set(sort)] },
              axis: { labelLimit: 260, labels: profile === 'diversified' },
            },
            x: { field: 'value', type: 'quantitative', title: 'mean return of underwriters, %' },
            color: {
              ...{ field: 'unknown', type: 'nominal', legend: null },
              scale: { range: ['#1b6ca8', '#2a9d5c', '#c8553d', '#6b4ba1', '#e0a339'] },
            },
          },
        },
        {
          data: { values: base.filter((one) => one.profile === profile) },
          mark: { type: 'rule', strokeDash: [4, 3], color: '#333', size: 1.5 },
          encoding: { x: { field: 'base', type: 'quantitative' } },
        },
      ],
    })),
    spacing: 16,
  }
}

/** What the four unknowns do to the figures, one at a time and together. */
export function sensitivity(context: Context): Section & { rows: SensitivityRow[] } {
  const [diversified, single] = [reference(), monoline()]
  const rows = [ASSUMED, ...VARIANTS, ADVERSE].map(({ unknown, value, change }): SensitivityRow => {
    const model = change(context.model)
    return {
      ...{ unknown, value, diversified: context.simulate({ snapshot: diversified, model }).plain },
      monoline: context.simulate({ snapshot: single, model }).plain,
    }
  })
  const [base] = rows
  const effects = rows.slice(1, -1).map((row) => ({
    ...{ row, effect: row.diversified.return.mean.value - (base?.diversified.return.mean.value ?? 0) },
  }))
  const largest = effects.reduce((a, b) => (b.effect < a.effect ? b : a))
  const adverse = rows.at(-1)
  const least = effects
    .filter(({ effect }) => effect < 0)
    .reduce((a, b) => (b.effect > a.effect ? b : a), largest)
  return {
    rows,
    title: 'Sensitivity to the four unknowns',
    blocks: [
      'The data does not tell these four. Each is changed alone, the others as assumed (severity 40 %, hazard × 1, shock share 20 %, informed buyers 10 %). *Adequacy* is charged premium over technical premium: below 1 the price is too low for the loss and a return of 10 % on the capital that the worst percentile takes.',
      table(
        [
          ...[
            'unknown',
            'diversified: return',
            'loss in the worst percentile',
            'ruin',
            'falls short',
            'adequacy',
          ],
          ...['monoline: return', 'loss in the worst percentile', 'ruin', 'falls short', 'adequacy'],
        ],
        rows.map((row) => [
          ...[`${row.unknown}${row.value ? `: ${row.value}` : ''}`, ...figuresOf(row.diversified)],
          ...figuresOf(row.monoline),
        ]),
      ),
      plotLink('sensitivity', 'Mean return under each value of the four unknowns'),
      'The dashed line is the return with all as assumed.',
      `**What follows.** The figure that matters most is the ${largest.row.unknown}: at ${largest.row.value} a diversified pool returns ${percent(largest.row.diversified.return.mean.value)} instead of ${percent(base?.diversified.return.mean.value ?? 0)}. The least of the adverse changes is the ${least.row.unknown} at ${least.row.value}. With the adverse values together it returns ${percent(adverse?.diversified.return.mean.value ?? 0)} and is ruined on ${percent(adverse?.diversified.ruin.value ?? 0)} of paths. Whoever sets a price should know the hazard of the product itself, not the average.`,
    ],
    plots: { sensitivity: plot(rows) },
  }
}
