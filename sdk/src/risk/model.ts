import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics'
import { InvalidParameterError } from '../errors/invalidParameter.js'
import { isDay } from './data/csv.js'
import { CAUSES, type Cause, type Incident, SECTORS, type Sector } from './data/incidents.js'
import type { ExposureMonth, TvlMonth } from './data/series.js'

/** Part of a cover that an incident costs: all of it with probability `total`, else a beta distribution's part. */
export interface SeverityModel {
  total: number
  alpha: number
  beta: number
}

/** Incidents and protocol-years of a calendar year. */
export interface YearOfIncidents {
  year: number
  incidents: number
  /** Protocol-years of exposure. */
  exposure: number
}

/**
 * How often covered things fail, how badly, and how much of that together. Rates are per product and year, ratios plain
 * numbers.
 */
export interface RiskModel {
  /** First day of the fit, and the day after its last; `YYYY-MM-DD`. */
  from: string
  to: string
  hazard: {
    /** Incidents in the window. */
    incidents: number
    /** Protocol-years in the window. */
    exposure: number
    /** Incidents a protocol and year. */
    perYear: number
    byCause: Record<Cause, number>
    /** Factor of a sector on `perYear`; 1 where the data tells nothing. */
    bySector: Record<Sector, number>
    byYear: YearOfIncidents[]
    /** Factor on all of it. An assumption: 1 takes the data as it is. */
    scale: number
    /** Variance of the yearly factor that all products have in common: good and bad years. */
    yearVariance: number
  }
  severity: SeverityModel
  shocks: {
    /** Part of a product's hazard that strikes its cluster, and not it alone. An assumption. */
    share: number
    /** The part that the data shows: incidents of one cause and sector within days of each other, beyond chance. */
    observed: number
    /** Probability with which a shock of a cluster strikes its most exposed product. */
    width: number
  }
  /** Losses of pegs: correlated by one Gaussian factor. */
  depegs: { perYear: number; correlation: number; severity: SeverityModel }
  /** Probability with which buyers who know of a loss before it happens have bought all that is for sale. */
  informed: number
  /** Sizes of losses, US dollars: a lognormal body, and the exponent of the tail above the ninth decile. */
  sizes: { logMean: number; logDeviation: number; tailIndex: number }
}

/**
 * What the data cannot tell. The severity of a cover is not in it: there are losses in dollars, and no value that was at
 * stake. docs/risk-model.md says where each figure comes from.
 */
export const ASSUMPTIONS: Pick<RiskModel, 'severity' | 'depegs' | 'informed'> & {
  shockShare: number
  shockWidth: number
} = {
  severity: { total: 0.2, alpha: 0.8, beta: 2.4 },
  depegs: { perYear: 0.03, correlation: 0.3, severity: { total: 0.15, alpha: 0.8, beta: 3.2 } },
  informed: 0.1,
  // More than the data shows: a pool's cluster holds what shares code or custody, the data all that there is.
  shockShare: 0.2,
  shockWidth: 0.5,
}

/** What a model is fitted on. */
export interface FitData {
  incidents: readonly Incident[]
  exposure: readonly ExposureMonth[]
  /** Without it all sectors are alike. */
  tvl?: readonly TvlMonth[] | undefined
}

/** Window and choice of incidents. */
export interface FitOptions {
  /** First day, `YYYY-MM-DD`; 2022-01-01 by default, because before it few protocols were tracked. */
  from?: string | undefined
  /** The day after the last one; 2026-08-01 by default. */
  to?: string | undefined
  /** Least loss that counts, US dollars; 100,000 by default. */
  minLoss?: number | undefined
  /** `all` incidents, or only those of protocols in the exposure series, `listed`. `all` by default: the dearer one. */
  universe?: 'all' | 'listed' | undefined
  /** Incidents that cover on code is not about, and bridges, are left out; with this they count. */
  withUncoverable?: boolean | undefined
}

/** Incidents of one cause in one sector within so many days of each other are taken for one shock. */
const SHOCK_DAYS = 3
/** Incidents that a sector's factor is drawn to 1 with, for the few that a sector has. */
const CREDIBILITY = 50

/**
 * Fits a model on the incidents and the exposure of a window.
 *
 * @throws {@link InvalidParameterError} for a window without incidents or without exposure.
 *
 * @example
 * ```ts
 * const data = { incidents: parseIncidents(incidentsCsv), exposure: parseExposure(exposureCsv) }
 * const model = fitModel(data, { from: '2022-01-01', to: '2023-01-01' })
 * ```
 */
export function fitModel(data: FitData, options: FitOptions = {}): RiskModel {
  const { from = '2022-01-01', to = '2026-08-01' } = options
  if (!isDay(from)) throw new InvalidParameterError('from', from, 'is no day YYYY-MM-DD')
  if (!isDay(to) || to <= from) throw new InvalidParameterError('to', to, 'is no day after the first')
  const chosen = selectIncidents(data.incidents, { ...options, from, to })
  const months = data.exposure.filter(({ month }) => month >= from.slice(0, 7) && `${month}-01` < to)
  const exposure = months.reduce((sum, { protocols }) => sum + protocols / 12, 0)
  if (exposure === 0) throw new InvalidParameterError('from', from, 'begins a window without exposure')
  if (chosen.length < 2)
    throw new InvalidParameterError('from', from, 'begins a window with fewer than two incidents')
  const perYear = chosen.length / exposure
  const byYear = yearsOf(chosen, months)
  const ofCause = (cause: Cause) => chosen.filter((one) => one.cause === cause).length / exposure
  return {
    ...{ from, to },
    hazard: {
      ...{ incidents: chosen.length, exposure, perYear, byYear, scale: 1 },
      byCause: Object.fromEntries(CAUSES.map((cause) => [cause, ofCause(cause)])) as Record<Cause, number>,
      bySector: sectorFactors(chosen, data.tvl ?? [], from, to),
      yearVariance: yearVarianceOf(byYear, perYear),
    },
    severity: ASSUMPTIONS.severity,
    shocks: { share: ASSUMPTIONS.shockShare, observed: shockShareOf(chosen), width: ASSUMPTIONS.shockWidth },
    depegs: ASSUMPTIONS.depegs,
    informed: ASSUMPTIONS.informed,
    sizes: sizesOf(chosen),
  }
}

/** The incidents that a fit counts. */
export function selectIncidents(
  incidents: readonly Incident[],
  {
    from = '2022-01-01',
    to = '2026-08-01',
    minLoss = 100_000,
    universe = 'all',
    withUncoverable,
  }: FitOptions = {},
): Incident[] {
  return incidents.filter(
    ({ date, loss, coverable, isBridge, isListed }) =>
      date >= from &&
      date < to &&
      loss >= minLoss &&
      (withUncoverable || (coverable && !isBridge)) &&
      (universe === 'all' || isListed),
  )
}

function yearsOf(incidents: readonly Incident[], months: readonly ExposureMonth[]): YearOfIncidents[] {
  const years = new Map<number, YearOfIncidents>()
  for (const { month, protocols } of months) {
    const year = Number(month.slice(0, 4))
    const entry = years.get(year) ?? { year, incidents: 0, exposure: 0 }
    entry.exposure += protocols / 12
    years.set(year, entry)
  }
  for (const { date } of incidents) {
    const entry = years.get(Number(date.slice(0, 4)))
    if (entry) entry.incidents++
  }
  return [...years.values()]
}

/** Variance of the yearly factor beyond that of chance: (Σ (N − μ)² − Σ μ) ÷ Σ μ², by moments. */
function yearVarianceOf(years: readonly YearOfIncidents[], perYear: number): number {
  let [excess, squares] = [0, 0]
  for (const { incidents, exposure } of years) {
    const expected = perYear * exposure
    excess += (incidents - expected) ** 2 - expected
    squares += expected ** 2
  }
  return Math.max(excess / squares, 0)
}

/** Incidents of a sector over those that its part of the value would lead to expect, drawn to 1. */
function sectorFactors(
  incidents: readonly Incident[],
  tvl: readonly TvlMonth[],
  from: string,
  to: string,
): Record<Sector, number> {
  const months = tvl.filter(({ month }) => month >= from.slice(0, 7) && `${month}-01` < to)
  const total = months.reduce((sum, month) => sum + month.total, 0)
  const known = incidents.filter(({ sector }) => sector !== '').length
  const factor = (sector: Sector): number => {
    const value = months.reduce((sum, { sectors }) => sum + (sectors[sector] ?? 0), 0)
    if (value === 0) return 1
    const seen = incidents.filter((one) => one.sector === sector).length
    return (seen + CREDIBILITY) / ((known * value) / total + CREDIBILITY)
  }
  return Object.fromEntries(SECTORS.map((sector) => [sector, factor(sector)])) as Record<Sector, number>
}

/** Part of incidents with another one of their cause and sector close by, beyond what chance would bring. */
function shockShareOf(incidents: readonly Incident[]): number {
  const groups = new Map<string, number[]>()
  for (const { date, cause, sector } of incidents) {
    const key = `${cause}/${sector}/${date.slice(0, 4)}`
    groups.set(key, [...(groups.get(key) ?? []), Date.parse(date) / 86_400_000])
  }
  let excess = 0
  for (const days of groups.values()) {
    const byChance = 1 - Math.exp((-(days.length - 1) * (2 * SHOCK_DAYS + 1)) / 365)
    for (const [i, day] of days.entries()) {
      const near = (other: number | undefined) => other !== undefined && Math.abs(other - day) <= SHOCK_DAYS
      excess += Number(near(days[i - 1]) || near(days[i + 1])) - byChance
    }
  }
  return Math.max(excess / incidents.length, 0)
}

function sizesOf(incidents: readonly Incident[]): RiskModel['sizes'] {
  const losses = incidents.map(({ loss }) => loss).sort((a, b) => a - b)
  const logs = losses.map(Math.log)
  const threshold = quantileSorted(losses, 0.9)
  const excesses = losses.filter((loss) => loss > threshold).map((loss) => Math.log(loss / threshold))
  return {
    logMean: mean(logs),
    logDeviation: sampleStandardDeviation(logs),
    // Hill's estimator.
    tailIndex: excesses.length ? 1 / mean(excesses) : Number.POSITIVE_INFINITY,
  }
}

/** Mean part of a cover that an incident costs. */
export const meanSeverity = ({ total, alpha, beta }: SeverityModel): number =>
  total + ((1 - total) * alpha) / (alpha + beta)
