import type { RiskModel, SimulationResult } from '../src/risk/index.js'
import { levered, monoline, SEVERITIES } from './books.js'
import { ASSET_YIELD, type Context } from './context.js'
import { percent, plotLink, type Section, table } from './text.js'

const COUNTS = [10, 20, 40] as const
const LEVERAGES = [1, 2, 3.6, 5, 7] as const
const UTILISATIONS = [0.5, 0.7, 0.9] as const
type SeverityName = keyof typeof SEVERITIES
const NAMES = Object.keys(SEVERITIES) as SeverityName[]

/** One pool under one severity. */
export interface FrontierPoint {
  profile: 'diversified' | 'monoline'
  products: number
  /** Cover over equity. */
  leverage: number
  severity: SeverityName
  /** Whether the limits of its profile allow it. */
  isInside: boolean
  plain: SimulationResult
  yielding: SimulationResult
}

const tailOf = ({ tails }: SimulationResult) =>
  tails.find(({ level }) => level === 0.99)?.expectedShortfall.value ?? 0

/** Largest mean loss in the worst percentile of paths. */
export const expectedShortfallOf = tailOf

/** Every pool of the frontier under every severity, on the same paths. */
function frontierPoints(context: Context): FrontierPoint[] {
  const under = (severity: SeverityName): RiskModel => ({ ...context.model, severity: SEVERITIES[severity] })
  return NAMES.flatMap((severity) => {
    const model = under(severity)
    const diversified = COUNTS.flatMap((products) =>
      LEVERAGES.map((leverage): FrontierPoint => {
        const cluster = (Math.ceil(products / 8) * leverage) / products
        return {
          ...{ profile: 'diversified', products, leverage, severity },
          // Ten per cent of equity is a product's limit, 45 % a cluster's and 360 % the pool's.
          isInside: leverage <= 3.6 && leverage / products <= 0.1 + 1e-9 && cluster <= 0.45 + 1e-9,
          ...context.simulate({ snapshot: levered(leverage, products), model }),
        }
      }),
    )
    const single = UTILISATIONS.map(
      (utilisation): FrontierPoint => ({
        ...{ profile: 'monoline', products: 1, leverage: utilisation, severity, isInside: true },
        ...context.simulate({ snapshot: monoline(utilisation), model }),
      }),
    )
    return [...diversified, ...single]
  })
}

const isSame = (a: FrontierPoint, b: FrontierPoint) =>
  a.profile === b.profile && a.products === b.products && a.leverage === b.leverage

function rowOf(point: FrontierPoint, all: readonly FrontierPoint[]): string[] {
  const those = NAMES.map((name) => all.find((one) => isSame(one, point) && one.severity === name) ?? point)
  const assumed = those[1] ?? point
  return [
    `${point.products} ${point.profile === 'monoline' ? 'monoline' : point.isInside ? 'diversified' : 'outside the limits'}`,
    point.leverage.toFixed(1),
    ...those.map(({ plain }) => percent(plain.return.mean.value)),
    percent(assumed.yielding.return.mean.value),
    percent(tailOf(assumed.plain), 1),
    ...those.map(({ plain }) => percent(plain.ruin.value)),
    ...[percent(assumed.plain.shortfall.value)],
  ]
}

function sentence(points: readonly FrontierPoint[]): string {
  const assumed = points.filter(({ severity }) => severity === 'assumed')
  const inside = assumed.filter(({ profile, isInside }) => profile === 'diversified' && isInside)
  const best = inside.reduce((a, b) => (b.plain.return.mean.value > a.plain.return.mean.value ? b : a))
  const worst = points
    .filter(({ profile, isInside }) => profile === 'diversified' && isInside)
    .reduce((a, b) => (b.plain.ruin.value > a.plain.ruin.value ? b : a))
  const outside = assumed.filter(({ leverage, products }) => leverage === 7 && products === 10)[0] ?? best
  const single =
    assumed.filter(({ profile, leverage }) => profile === 'monoline' && leverage === 0.9)[0] ?? best
  return [
    `**What follows.** Return rises with leverage and ruin with the size of the single product: inside the diversified limits the best pool has ${best.products} products and covers ${best.leverage.toFixed(1)} times its equity, for ${percent(best.plain.return.mean.value)} a year and a ruin of ${percent(best.plain.ruin.value)}; over all severities no pool inside them is ruined on more than ${percent(worst.plain.ruin.value)} of paths.`,
    `Ten products at seven times equity earn ${percent(outside.plain.return.mean.value)} and are ruined on ${percent(outside.plain.ruin.value)}: number of products and limits buy the leverage, not courage.`,
    `A monoline pool sold to 90 % earns ${percent(single.plain.return.mean.value)} with ${percent(single.plain.ruin.value)} of ruin: one event decides.`,
    `A yield-bearing asset adds about its yield of ${percent(ASSET_YIELD, 0)} to every row and takes nothing from ruin: it is no premium for risk.`,
  ].join(' ')
}

const POOLS = [...COUNTS.map((count) => `${count} products`), 'monoline']
const ASSETS = ['earns nothing', `earns ${100 * ASSET_YIELD} % a year`]

/** One panel for each severity, with the same scale of returns. */
function plotOf(
  points: readonly FrontierPoint[],
  x: (one: SimulationResult) => number,
  title: string,
): object {
  const rows = points.flatMap((point) =>
    [point.plain, point.yielding].map((result, i) => ({
      ...{ severity: point.severity, asset: ASSETS[i], leverage: point.leverage },
      pool: point.profile === 'monoline' ? 'monoline' : `${point.products} products`,
      ...{ x: 100 * x(point.plain), return: 100 * result.return.mean.value },
    })),
  )
  const highest = 2 * Math.ceil(Math.max(...rows.map((row) => row.return)) / 2)
  const encoding = {
    x: { field: 'x', type: 'quantitative', title, scale: { domainMin: 0 } },
    y: {
      ...{ field: 'return', type: 'quantitative', title: 'mean return, % a year' },
      scale: { domain: [0, highest] },
    },
    color: {
      ...{ field: 'pool', type: 'nominal', title: 'pool' },
      scale: { domain: POOLS, range: ['#1b6ca8', '#2a9d5c', '#c8553d', '#6b4ba1'] },
    },
  }
  const strokeDash = {
    ...{ field: 'asset', type: 'nominal', title: 'asset', legend: { symbolType: 'stroke', symbolSize: 400 } },
    scale: { domain: ASSETS, range: [[], [4, 3]] },
  }
  return {
    hconcat: NAMES.map((severity) => ({
      ...{ title: `${severity} severity`, width: 250, height: 260 },
      data: { values: rows.filter((row) => row.severity === severity) },
      layer: [
        {
          mark: { type: 'line', strokeWidth: 1.5 },
          encoding: { ...encoding, strokeDash, order: { field: 'leverage', type: 'quantitative' } },
        },
        { mark: { type: 'point', filled: true, size: 30, opacity: 1 }, encoding },
      ],
    })),
    spacing: 24,
  }
}

/** Return against ruin: by leverage, number of products and severity, in both profiles, with and without a yield-bearing asset. */
export function frontier(context: Context): Section & { points: FrontierPoint[] } {
  const points = frontierPoints(context)
  const rows = points.filter(({ severity }) => severity === 'assumed').map((point) => rowOf(point, points))
  const head = [
    ...['products, profile', 'cover ÷ equity', 'return, mild', 'assumed', 'severe'],
    ...[`assumed, asset earns ${percent(ASSET_YIELD, 0)}`, 'loss in the worst percentile, assumed'],
    ...['ruin, mild', 'assumed', 'severe', 'falls short, assumed'],
  ]
  return {
    points,
    title: 'Return against ruin',
    blocks: [
      'All pools have ten million of capital and all products stand at 70 % of their limits, so prices are the same and only leverage differs; a monoline pool is sold to 50, 70 and 90 %. *Ruin* is a year in which claims take half of equity or more; a pool *falls short* when claims get less than they are due. The severities cost 24 % (mild), 40 % (assumed) and 70 % (severe) of a cover on average. *Outside the limits* are pools that no profile of CAP-6 allows; they show what the limits are for.',
      table(head, rows),
      plotLink('frontier', 'Mean return against the mean loss in the worst percentile of years'),
      'Points are leverages, from 1 at the left of each line to 7 at its right; for the monoline pool 0.5, 0.7 and 0.9.',
      plotLink('frontier-ruin', 'Mean return against the probability to lose half of equity'),
      sentence(points),
    ],
    plots: {
      frontier: plotOf(points, tailOf, 'loss in the worst percentile, %'),
      'frontier-ruin': plotOf(points, ({ ruin }) => ruin.value, 'ruin, % of years'),
    },
  }
}
