import type { PoolSnapshot } from '../src/math/snapshot.js'
import {
  deniedDecoys,
  hardMonths,
  type RiskModel,
  runOnExits,
  runScenario,
  type SimulationResult,
  type StressScenario,
  selectIncidents,
  wholeCluster,
  wipeOut,
  worstMonths,
} from '../src/risk/index.js'
import { levered, monoline, reference, SEVERITIES } from './books.js'
import type { Context } from './context.js'
import { percent, plotLink, type Section, table } from './text.js'

const DAY = 86_400
const LEVERAGES = [1, 2, 3.6, 5, 7] as const
const COUNT = 40

/** Worlds from the assumed one to a very bad one. */
const WORLDS: readonly { name: string; change: (model: RiskModel) => RiskModel }[] = [
  { name: 'as assumed', change: (model) => model },
  { name: 'severe losses', change: (model) => ({ ...model, severity: SEVERITIES.severe }) },
  {
    name: 'severe losses, shocks 80 %',
    change: (model) => ({
      ...{ ...model, severity: SEVERITIES.severe, shocks: { ...model.shocks, share: 0.8, width: 1 } },
    }),
  },
  {
    name: 'severe losses, shocks 80 %, hazard × 4',
    change: (model) => ({
      ...{ ...model, severity: SEVERITIES.severe, shocks: { ...model.shocks, share: 0.8, width: 1 } },
      hazard: { ...model.hazard, scale: 4 },
    }),
  },
]

/** What buyers of one pool get in one world. */
export interface BuyerRow {
  world: string
  leverage: number
  result: SimulationResult
}

function plot(rows: readonly BuyerRow[]): object {
  const values = rows.map(({ world, leverage, result }) => ({
    ...{ world, leverage, paid: 100 * result.recovery.worstPercentile },
  }))
  const sort = WORLDS.map(({ name }) => name)
  return {
    ...{ width: 460, height: 260, data: { values } },
    mark: { type: 'line', point: { filled: true, size: 45 } },
    encoding: {
      x: {
        field: 'leverage',
        type: 'quantitative',
        title: 'cover ÷ equity',
        scale: { domain: [0, 8] },
        axis: { tickCount: 8, format: 'd' },
      },
      y: {
        ...{ field: 'paid', type: 'quantitative', title: 'paid of claims, %' },
        scale: { domain: [0, 100] },
      },
      color: {
        ...{ field: 'world', type: 'nominal', title: 'world', sort },
        scale: { domain: sort, range: ['#2a9d5c', '#1b6ca8', '#e0a339', '#c8553d'] },
        legend: { labelLimit: 500, orient: 'bottom', columns: 2 },
      },
    },
  }
}

/** What a scenario left of a pool, and paid of its claims. */
export interface StressRow {
  pool: string
  scenario: StressScenario
  /** Parts of equity before. */
  claimed: number
  left: number
  /** Paid part of claims; 1 if there were none. */
  paid: number
  /** Exits that still wait, part of all shares. */
  waiting: number
}

function stressRow(pool: string, snapshot: PoolSnapshot, scenario: StressScenario): StressRow {
  const states = runScenario(snapshot, scenario.steps)
  const last = states.at(-1)
  const asked = states.reduce((sum, { step, moved }) => sum + (step.do === 'claim' ? moved : 0n), 0n)
  const deposited = scenario.steps.reduce((sum, step) => sum + (step.do === 'deposit' ? step.assets : 0n), 0n)
  const before = Number(snapshot.constants.startEquity)
  return {
    ...{ pool, scenario, claimed: Number(last?.claimed ?? 0n) / before },
    left: Number((last?.equity ?? 0n) - deposited) / before,
    paid: asked === 0n ? 1 : Number(last?.claimed ?? 0n) / Number(asked),
    waiting: Number(last?.queued ?? 0n) / Number(last?.supply || 1n),
  }
}

function stressRows({ data }: Context): StressRow[] {
  const timing = { toVerdict: 21 * DAY, claimWindow: 60 * DAY }
  // Before 2022 the tracker knew few protocols: a month's incidents a protocol are overstated.
  const exposure = data.exposure.filter(({ month }) => month >= '2022-01')
  const months = worstMonths(selectIncidents(data.incidents, { from: '2022-01-01' }), exposure, 10)
  const [many, one] = [reference(), monoline()]
  const ofMany = [
    ...[hardMonths(many, months), wholeCluster(many, timing), runOnExits(many, timing)],
    ...[deniedDecoys(many, timing), wipeOut(many, timing)],
  ]
  return [
    ...ofMany.map((scenario) => stressRow('diversified', many, scenario)),
    ...[deniedDecoys(one, timing), wipeOut(one, timing)].map((scenario) =>
      stressRow('monoline', one, scenario),
    ),
  ]
}

/** What a buyer gets back: in the worst percentile of paths, and in given catastrophes. */
export function buyers(context: Context): Section & { rows: BuyerRow[]; stress: StressRow[] } {
  const rows = WORLDS.flatMap(({ name, change }) =>
    LEVERAGES.map((leverage): BuyerRow => {
      const model = change(context.model)
      return {
        world: name,
        leverage,
        result: context.simulate({ snapshot: levered(leverage, COUNT), model }).plain,
      }
    }),
  )
  const stress = stressRows(context)
  const inside = rows.filter(({ leverage }) => leverage <= 3.6)
  const assumed = inside.filter(({ world }) => world === 'as assumed')
  const leastAssumed = Math.min(...assumed.map(({ result }) => result.recovery.least))
  const least = inside.reduce((a, b) =>
    b.result.recovery.worstPercentile < a.result.recovery.worstPercentile ? b : a,
  )
  const wiped = stress.filter(({ scenario }) => scenario.name === 'wipe-out')
  return {
    ...{ rows, stress },
    title: 'What a buyer gets back',
    blocks: [
      `A pool of ${COUNT} products at several leverages, in worlds from the assumed one to a very bad one. *Worst percentile* is the mean paid part of claims over the one in a hundred paths in which it is least, *least* the worst path of all.`,
      table(
        [
          'world, cover ÷ equity',
          'falls short',
          'paid if it falls short',
          'paid in the worst percentile',
          'least',
          'ruin',
        ],
        rows.map(({ world, leverage, result }) => [
          ...[`${world}, ${leverage.toFixed(1)}`, percent(result.shortfall.value)],
          result.shortfall.value === 0 ? 'never' : percent(result.recovery.inShortfall.value, 1),
          ...[percent(result.recovery.worstPercentile, 1), percent(result.recovery.least, 1)],
          percent(result.ruin.value),
        ]),
      ),
      plotLink('buyers', 'Paid part of claims in the worst percentile of years'),
      'The scenarios below are not drawn but made: the same steps run on the contracts in the tests of the SDK, and agree to the unit. A product that fails there is lost entirely; the worst months are those from 2022 on.',
      table(
        [
          'pool, scenario',
          'claims paid ÷ equity',
          'paid part of claims',
          'equity left',
          'exits that wait, of shares',
        ],
        stress.map((row) => [
          `${row.pool}: ${row.scenario.title}`,
          ...[percent(row.claimed, 1), percent(row.paid, 1), percent(row.left, 1), percent(row.waiting, 1)],
        ]),
      ),
      [
        `**What follows.** Within the leverage that the profile allows, a buyer is paid ${leastAssumed >= 1 ? 'in full on every path of the assumed world' : `at least ${percent(leastAssumed, 1)} on every path of the assumed world`}; the worst figure of the worst percentile there is ${percent(least.result.recovery.worstPercentile, 1)}, in the world "${least.world}" at a leverage of ${least.leverage.toFixed(1)}.`,
        `Of the catastrophes only the loss of everything at once leaves claims short: ${wiped.map(({ pool, paid }) => `${percent(paid, 1)} are paid (${pool})`).join(', ')}. Denied decoys cost claimants nothing, and a run on exits takes nothing from those who are hit before it or after it.`,
      ].join(' '),
    ],
    plots: { buyers: plot(rows) },
  }
}
