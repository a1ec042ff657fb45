import { quantileSorted } from 'simple-statistics'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import { DAY } from '../math/arithmetic.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import { equityOf, type OpenBookOptions, openBook } from './book.js'
import type { Incident } from './data/incidents.js'
import type { ExposureMonth } from './data/series.js'
import { renewedPool } from './hypothetical.js'
import { type Estimate, meanOf, probabilityOf } from './measures.js'
import type { RiskModel } from './model.js'
import { type Random, randomStream } from './random.js'
import { drawSeverity, type LossEvent, type ProductRisk } from './sampling.js'
import { type ExitRun, type PathOutcome, type PathSetting, runPath } from './simulate.js'

/** A replay of real incidents. */
export interface ReplayOptions extends OpenBookOptions {
  snapshot: PoolSnapshot
  /** Only its severity is used: dates and number of the losses are real. */
  model: Pick<RiskModel, 'severity' | 'informed'>
  /** `selectIncidents` leaves out what cover is not about. */
  incidents: readonly Pick<Incident, 'date'>[]
  /** Protocols among which the incidents happened: by month, or the same number in all months. */
  exposure: readonly ExposureMonth[] | number
  products?: readonly ProductRisk[] | undefined
  /** Number of pools that are drawn for each year, 1,000 by default. */
  pools?: number | undefined
  /** From 0 to 2^32 − 1; 1 by default. */
  seed?: number | undefined
  verdictDays?: number | undefined
  run?: ExitRun | undefined
}

/** A calendar year with the incidents of its days. Amounts are parts of the equity at the beginning of the year. */
export interface ReplayedYear {
  year: number
  /** Incidents of the year. */
  incidents: number
  /** Those that hit a pool, a mean. */
  hits: Estimate
  loss: Estimate
  /** The largest loss of ninety-nine in a hundred pools. */
  worstPercentile: number
  /** Change of what underwriters have, premium included. */
  return: Estimate
  /** Probability that a pool falls short of its claims. */
  shortfall: Estimate
  /** The least part of their claims that buyers were paid. */
  leastRecovery: number
}

/**
 * Replays real incidents against a pool, year by year, each beginning with the pool as it is in the snapshot. An incident hits a
 * pool with the probability that its protocol was one of the pool's: products over protocols of that month. Its product is any
 * of them, its date is real, its severity drawn.
 *
 * @throws {@link InvalidParameterError} for no incidents, and for a month with incidents and without exposure.
 *
 * @example
 * ```ts
 * const incidents = selectIncidents(shippedIncidents(), { from: '2022-01-01', to: '2023-01-01' })
 * const [year] = replayIncidents({ snapshot: poolToSimulate, model: riskModel, incidents, exposure: 1_700, pools: 200 })
 * console.log(year?.hits.value, year?.return.value)
 * ```
 */
export function replayIncidents(options: ReplayOptions): ReplayedYear[] {
  const {
    snapshot,
    model,
    incidents,
    pools = 1_000,
    seed = 1,
    verdictDays = 21,
    run,
    firstLoss = {},
  } = options
  const { products = snapshot.products.map(() => ({})) } = options
  if (incidents.length === 0) throw new InvalidParameterError('incidents', incidents, 'must not be empty')
  if (!Number.isSafeInteger(pools) || pools < 1)
    throw new InvalidParameterError('pools', pools, 'must be a whole number from 1')
  const start = renewedPool(snapshot, snapshot.timestamp + 366 * DAY)
  const setting: PathSetting = { start, firstLoss, informed: model.informed, days: 365, verdictDays, run }
  if (equityOf(openBook(start)) <= 0n)
    throw new InvalidParameterError('snapshot', snapshot.pool, 'is of a pool without capital')
  const thin = thinning(options, products)
  return yearsIn(incidents).map(({ year, events }) => {
    const random = randomStream(seed, year)
    const outcomes = Array.from({ length: pools }, () => {
      const hits = thin(events, random)
      return { hits: hits.length, ...runPath(setting, hits) }
    })
    return summaryOf(year, events.length, outcomes)
  })
}

interface DatedEvent {
  day: number
  month: string
}

/** Incidents by calendar year, with the days from its beginning. */
function yearsIn(incidents: ReplayOptions['incidents']): { year: number; events: DatedEvent[] }[] {
  const years = new Map<number, DatedEvent[]>()
  for (const { date } of incidents) {
    const year = Number(date.slice(0, 4))
    const day = (Date.parse(date) - Date.UTC(year, 0, 1)) / (DAY * 1000)
    const events = years.get(year) ?? []
    // A leap year's last day is the day before.
    events.push({ day: Math.min(day, 364), month: date.slice(0, 7) })
    years.set(year, events)
  }
  const inOrder = [...years].sort(([a], [b]) => a - b)
  return inOrder.map(([year, events]) => ({ year, events: events.sort((a, b) => a.day - b.day) }))
}

function thinning({ exposure, model }: ReplayOptions, products: readonly ProductRisk[]) {
  const byMonth =
    typeof exposure === 'number' ? undefined : new Map(exposure.map((one) => [one.month, one.protocols]))
  const protocolsIn = (month: string): number => {
    const protocols = byMonth ? byMonth.get(month) : (exposure as number)
    if (!protocols || protocols <= 0)
      throw new InvalidParameterError(
        'exposure',
        month,
        `has no protocols in ${month}, a month with incidents`,
      )
    return protocols
  }
  return (events: readonly DatedEvent[], random: Random): LossEvent[] =>
    events.flatMap(({ day, month }) => {
      const isHit = random() < products.length / protocolsIn(month)
      if (!isHit) return []
      const product = Math.floor(random() * products.length)
      const severity = drawSeverity(products[product]?.severity ?? model.severity, random)
      return [{ day, product, severity, rumour: random() }]
    })
}

function summaryOf(
  year: number,
  incidents: number,
  outcomes: readonly (PathOutcome & { hits: number })[],
): ReplayedYear {
  const losses = outcomes.map(({ loss }) => loss).sort((a, b) => a - b)
  const short = outcomes.filter(({ recovery }) => recovery < 1)
  return {
    ...{ year, incidents, hits: meanOf(outcomes.map(({ hits }) => hits)), loss: meanOf(losses) },
    worstPercentile: quantileSorted(losses, 0.99),
    return: meanOf(outcomes.map((one) => one.return)),
    shortfall: probabilityOf(short.length, outcomes.length),
    leastRecovery: outcomes.reduce((least, { recovery }) => Math.min(least, recovery), 1),
  }
}
