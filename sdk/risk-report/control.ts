import { DEFAULT_CURVE, DIVERSIFIED, hypotheticalPool, type SimulationResult } from '../src/risk/index.js'
import { chargedRateOf } from '../src/risk/summary.js'
import { EQUITY, monoline, UNCAPPED, wad } from './books.js'
import type { Context } from './context.js'
import { expectedShortfallOf } from './frontier.js'
import { percent, type Section, table } from './text.js'

/** Demand of the control: most products are of one cluster, and all are in demand. */
const COUNT = 36
const IN_ONE_CLUSTER = 24
const DEMAND = 0.9

/** A pool of the control. */
export interface ControlRow {
  name: string
  result: SimulationResult
}

/** Mean price of the default curve where it has its kink: the flat price that earns as much there. */
export function flatRate(): number {
  const pool = monoline()
  const [product] = pool.products
  return product ? chargedRateOf(pool, product) : 0
}

function rowsOf(context: Context, flat: number): ControlRow[] {
  const rate = wad(flat)
  const flatCurve = { rateFloor: rate, rateAtTarget: rate, rateMax: rate, target: DEFAULT_CURVE.target }
  const uncapped = {
    ...{ saleClusterRatio: UNCAPPED.saleClusterRatio, saleLeverage: DIVERSIFIED.saleLeverage },
    ...{ exitClusterRatio: UNCAPPED.exitClusterRatio, exitLeverage: DIVERSIFIED.exitLeverage },
  }
  const under = (curve: typeof flatCurve, limits: typeof uncapped): SimulationResult => {
    const products = Array.from({ length: COUNT }, (_, i) => ({
      ...{ cluster: i < IN_ONE_CLUSTER ? 0 : 1 + (i % 7), curve, utilisation: wad(DEMAND) },
    }))
    // A shock strikes four in five of its cluster: the control is about clusters.
    const shocks = { ...context.model.shocks, width: 0.8 }
    const model = { ...context.model, shocks }
    return context.simulate({ snapshot: hypotheticalPool({ equity: EQUITY, limits, products }), model }).plain
  }
  return [
    { name: 'price curve, cluster limits', result: under(DEFAULT_CURVE, DIVERSIFIED) },
    { name: 'flat price, cluster limits', result: under(flatCurve, DIVERSIFIED) },
    { name: 'price curve, no cluster limits', result: under(DEFAULT_CURVE, uncapped) },
    { name: 'control: flat price, no cluster limits', result: under(flatCurve, uncapped) },
  ]
}

/** The same paths with a flat price, and without limits of clusters. */
export function control(context: Context): Section & { rows: ControlRow[] } {
  const flat = flatRate()
  const rows = rowsOf(context, flat)
  const cells = rows.map(({ name, result }) => [
    ...[name, result.leverage.toFixed(2), percent(result.premium.charged), percent(result.return.mean.value)],
    ...[percent(expectedShortfallOf(result), 1), percent(result.ruin.value), percent(result.shortfall.value)],
    percent(result.recovery.worstPercentile, 1),
  ])
  const [both, flatOnly, , none] = rows.map(({ result }) => result)
  const ruined = (one: SimulationResult | undefined) => percent(one?.ruin.value ?? 0)
  const tail = (one: SimulationResult | undefined) => percent(one ? expectedShortfallOf(one) : 0, 1)
  const earned = (one: SimulationResult | undefined) => percent(one?.return.mean.value ?? 0)
  return {
    rows,
    title: 'Control: a flat price and no cluster limits',
    blocks: [
      `Demand is lopsided here: ${IN_ONE_CLUSTER} of ${COUNT} products are of one cluster, and buyers want ${percent(DEMAND, 0)} of what each may sell. The flat price is ${percent(flat)}, the mean of the price curve at its kink, so at 70 % sold both earn the same. A shock strikes four in five products of its cluster. All rows see the same losses.`,
      table(
        [
          'pool',
          'cover ÷ equity',
          'premium ÷ equity',
          'return',
          'loss in the worst percentile',
          'ruin',
          'falls short',
          'paid of claims in the worst percentile',
        ],
        cells,
      ),
      `**What follows.** The price curve is what earns: with the limits it returns ${earned(both)} a year, the flat price ${earned(flatOnly)} for the same losses. The limits are what keeps: without them the loss in the worst percentile goes from ${tail(both)} to ${tail(none)} of equity, and ruin from ${ruined(both)} to ${ruined(none)}. The control returns ${earned(none)} for that.`,
    ],
    plots: {},
  }
}
