import {
  type CohortIncident,
  defaultModel,
  type ExposureMonth,
  type Incident,
  prepareSimulation,
  type RiskModel,
  type SimulationOptions,
  type SimulationResult,
  shippedIncidents,
  simulateChunk,
  summarizeSimulation,
} from '../src/risk/index.js'
import { chunksOf } from '../src/risk/simulate.js'

/** Incidents and exposure that a report is made of. */
export interface ReportData {
  incidents: readonly Incident[]
  exposure: readonly ExposureMonth[]
  cohort: readonly CohortIncident[]
  /** Whether it is a folder's, and not what the package ships. */
  isWhole: boolean
}

/** What a report is made from. The same input makes the same bytes. */
export interface ReportInput {
  data: ReportData
  /** Paths of each simulation. */
  paths: number
  /** Pools of each replayed year. */
  pools: number
  seed: number
}

/** The input, with the model that stands for all figures, and with simulations over it. */
export interface Context extends ReportInput {
  model: RiskModel
  simulate(options: Pick<SimulationOptions, 'snapshot'> & Partial<SimulationOptions>): Simulated
}

/** A simulation whose asset earns nothing, and the same paths with an asset that does. */
interface Simulated {
  plain: SimulationResult
  yielding: SimulationResult
}

/** Yield of the yield-bearing asset, a year. */
export const ASSET_YIELD = 0.04

/** Lets the event loop go on between simulations: progress is told there. */
export function contextOf(input: ReportInput, onSimulated: () => void = () => {}): Context {
  const model = defaultModel()
  const { paths, seed } = input
  return {
    ...input,
    model,
    simulate(options) {
      const job = prepareSimulation({ model, paths, seed, ...options })
      const chunks = Array.from({ length: chunksOf(job) }, (_, i) => simulateChunk(job, i))
      onSimulated()
      return {
        plain: summarizeSimulation(job, chunks),
        yielding: summarizeSimulation(job, chunks, { assetYield: ASSET_YIELD }),
      }
    },
  }
}

/** Months of 2026 that the model is fitted on. */
const MONTHS_OF_2026 = 7

/**
 * What the package ships: the incidents whose licence allows it, and for each month the mean number of protocols in its year,
 * as the default model has it.
 */
export function shippedData(): ReportData {
  const exposure = defaultModel().hazard.byYear.flatMap(({ year, exposure }) => {
    const months = year === 2026 ? MONTHS_OF_2026 : 12
    return Array.from({ length: months }, (_, i) => ({
      ...{ month: `${year}-${String(i + 1).padStart(2, '0')}`, protocols: (exposure * 12) / months },
    }))
  })
  return { incidents: shippedIncidents(), exposure, cohort: [], isWhole: false }
}
