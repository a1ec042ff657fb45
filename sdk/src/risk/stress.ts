import { DAY, WAD } from '../math/arithmetic.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import { equityOf, openBook } from './book.js'
import type { Incident } from './data/incidents.js'
import type { ExposureMonth } from './data/series.js'
import type { ScenarioStep } from './scenario.js'

/** A scenario that a pool shall bear. */
export interface StressScenario {
  name: string
  /** What happens, in one sentence. */
  title: string
  steps: ScenarioStep[]
}

/** What scenarios are about. */
export interface StressOptions {
  /** Lost part of a product that fails, WAD; all of it by default. */
  severity?: bigint | undefined
  /** Seconds from a report to the verdict; 21 days by default. */
  toVerdict?: number | undefined
  /** Seconds of a claim window; 60 days by default. */
  claimWindow?: number | undefined
}

interface Timing {
  severity: bigint
  toVerdict: number
  claimWindow: number
}

/** All of these products fail at once; their claims are paid and their cases closed. */
function failure(products: readonly number[], first: number, options: Timing): ScenarioStep[] {
  const { severity, toVerdict, claimWindow } = options
  const numbers = products.map((_, i) => first + i)
  const each = (to: 'claim' | 'settleCase' | 'payClaims') =>
    numbers.map((number): ScenarioStep => ({ do: to, case: number }))
  return [
    ...products.map((product): ScenarioStep => ({ do: 'openCase', product, severity })),
    { do: 'wait', seconds: toVerdict },
    ...numbers.map((number): ScenarioStep => ({ do: 'decideCase', case: number, severity })),
    ...each('claim'),
    { do: 'wait', seconds: claimWindow + 1 },
    // The last case of a strained settlement ends it for the others, which are settled once more.
    ...each('settleCase'),
    ...each('settleCase'),
    ...each('payClaims'),
  ]
}

const filled = ({ severity = WAD, toVerdict = 21 * DAY, claimWindow = 60 * DAY }: StressOptions): Timing => ({
  ...{ severity, toVerdict, claimWindow },
})

/** Places of the products with cover, the largest first. */
function byCover({ products }: PoolSnapshot): number[] {
  const indices = products.flatMap(({ committed }, i) => (committed > 0n ? [i] : []))
  const coverOf = (i: number) => products[i]?.committed ?? 0n
  return indices.sort((a, b) => (coverOf(b) > coverOf(a) ? 1 : coverOf(b) < coverOf(a) ? -1 : a - b))
}

/** The products of the cluster with the most cover fail at once. */
export function wholeCluster(snapshot: PoolSnapshot, options: StressOptions = {}): StressScenario {
  const largest = snapshot.clusters.reduce((best, units, i, all) => (units > (all[best] ?? 0n) ? i : best), 0)
  const products = byCover(snapshot).filter((i) => snapshot.products[i]?.cluster === largest)
  return {
    ...{ name: 'cluster', title: `All ${products.length} products of cluster ${largest} fail at once.` },
    steps: failure(products, 0, filled(options)),
  }
}

/** The largest product fails, and on the day of the report a part of the underwriters asks to leave, WAD; half by default. */
export function runOnExits(
  snapshot: PoolSnapshot,
  options: StressOptions & { part?: bigint | undefined } = {},
): StressScenario {
  const { part = WAD / 2n } = options
  const all = filled(options)
  const [product = 0, ...others] = byCover(snapshot)
  const [open, ...rest] = failure([product], 0, all)
  const { cooldown } = snapshot.constants
  const second = others.slice(0, 1)
  return {
    ...{
      name: 'run',
      title: 'The largest product fails, underwriters run, and the next one fails after the cooldown.',
    },
    steps: [
      ...(open ? [open] : []),
      { do: 'requestExit', part },
      ...rest,
      { do: 'wait', seconds: Math.max(cooldown - all.toVerdict - all.claimWindow, 0) },
      { do: 'settleExits' },
      ...failure(second, 1, all),
      { do: 'settleExits' },
    ],
  }
}

/** Two reports about the largest product are denied, and a third is true: decoys take nothing from its claimants. */
export function deniedDecoys(snapshot: PoolSnapshot, options: StressOptions = {}): StressScenario {
  const [product = 0] = byCover(snapshot)
  const { severity, toVerdict, claimWindow } = filled(options)
  const settle = [2, 0, 1].map((number): ScenarioStep => ({ do: 'settleCase', case: number }))
  return {
    ...{
      name: 'decoys',
      title: 'Two reports about the largest product are denied while a third, true one waits.',
    },
    steps: [
      ...settle.map((): ScenarioStep => ({ do: 'openCase', product, severity })),
      { do: 'wait', seconds: toVerdict },
      { do: 'decideCase', case: 0, severity: 0n },
      { do: 'decideCase', case: 1, severity: 0n },
      { do: 'decideCase', case: 2, severity },
      { do: 'claim', case: 2 },
      { do: 'wait', seconds: claimWindow + 1 },
      // The last case of a strained settlement ends it for the others, which are settled once more.
      ...settle,
      ...settle,
      { do: 'payClaims', case: 2 },
    ],
  }
}

/** Every product fails at once, and then new capital comes: as much as there was, by default. */
export function wipeOut(
  snapshot: PoolSnapshot,
  options: StressOptions & { deposit?: bigint | undefined } = {},
): StressScenario {
  const { deposit = equityOf(openBook(snapshot)) } = options
  return {
    ...{
      name: 'wipe-out',
      title: 'Everything that the pool covers fails at once, and the pool starts again.',
    },
    steps: [...failure(byCover(snapshot), 0, filled(options)), { do: 'deposit', assets: deposit }],
  }
}

/** A month of incidents. */
export interface IncidentMonth {
  /** `YYYY-MM` */
  month: string
  incidents: number
  /** Protocols that were tracked. */
  protocols: number
  /** US dollars. */
  loss: number
}

/** The months with the most incidents for each protocol that was tracked, the worst first. */
export function worstMonths(
  incidents: readonly Incident[],
  exposure: readonly ExposureMonth[],
  count = 10,
): IncidentMonth[] {
  const months = exposure.map(({ month, protocols }) => {
    const those = incidents.filter(({ date }) => date.startsWith(month))
    return { month, incidents: those.length, protocols, loss: those.reduce((sum, { loss }) => sum + loss, 0) }
  })
  const rate = ({ incidents, protocols }: IncidentMonth) => (protocols === 0 ? 0 : incidents / protocols)
  return months.sort((a, b) => rate(b) - rate(a) || (a.month < b.month ? -1 : 1)).slice(0, count)
}

/**
 * Months of real incidents one after another, each with twice as many by default. Products fail in the order of their cover, as
 * often as their number, their share of all protocols and the month's incidents make one more expected, and once each. Claims
 * are settled at once unless a claim window is named; a month with claims lasts until the window's end if that is later.
 */
export function hardMonths(
  snapshot: PoolSnapshot,
  months: readonly IncidentMonth[],
  options: StressOptions & { factor?: number | undefined } = {},
): StressScenario {
  const { factor = 2 } = options
  const timing = { ...filled(options), claimWindow: options.claimWindow ?? 0 }
  const order = byCover(snapshot)
  let [due, failed] = [0, 0]
  const steps: ScenarioStep[] = []
  for (const { incidents, protocols } of months) {
    due += protocols === 0 ? 0 : (factor * incidents * order.length) / protocols
    const hits = order.slice(failed, Math.floor(due))
    const passed = hits.length > 0 ? timing.toVerdict + timing.claimWindow + 1 : 0
    if (hits.length > 0) steps.push(...failure(hits, failed, timing))
    steps.push({ do: 'wait', seconds: Math.max(30 * DAY - passed, 0) })
    failed += hits.length
  }
  return {
    name: 'months',
    title: `The ${months.length} worst months, one after another, with ${factor} times as many incidents.`,
    steps,
  }
}
