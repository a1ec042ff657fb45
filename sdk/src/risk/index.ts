/**
 * Risk of a pool's book: a model of losses, simulations over snapshots, replays of real incidents, and prices. Everything
 * moves by the formulas of `/math`. Threads and files are in `/risk/node`.
 *
 * @packageDocumentation
 */
export { InvalidParameterError } from '../errors/invalidParameter.js'
export {
  type AddedCover,
  advanceBook,
  type Book,
  type BookCase,
  type BookCover,
  type BookOrder,
  type BookSettlement,
  depositIntoBook,
  equityOf,
  type OpenBookOptions,
  openBook,
  type QueuedExit,
  requestExit,
  sellCover,
  settleExits,
} from './book.js'
export {
  type BookClaim,
  type BookLoss,
  claimBookCase,
  decideBookCase,
  openBookCase,
  payBookClaims,
  resolveBookCases,
  settleBookCase,
} from './bookCases.js'
export {
  CAUSES,
  type Cause,
  type CohortIncident,
  type Incident,
  parseCohort,
  parseIncidents,
  SECTORS,
  type Sector,
} from './data/incidents.js'
export { type ExposureMonth, parseExposure, parseTvl, type TvlMonth } from './data/series.js'
export { shippedIncidents } from './data/shipped.js'
export { DATA_LIMITS, defaultModel } from './defaults.js'
export { InvalidRiskDataError } from './errors.js'
export {
  DEFAULT_CURVE,
  DIVERSIFIED,
  type HypotheticalPoolOptions,
  type HypotheticalProduct,
  hypotheticalPool,
  MONOLINE,
  type PoolLimits,
  renewedPool,
} from './hypothetical.js'
export { type Estimate, meanOf, probabilityOf, type TailRisk, tailRisk } from './measures.js'
export {
  ASSUMPTIONS,
  type FitData,
  type FitOptions,
  fitModel,
  meanSeverity,
  type RiskModel,
  type SeverityModel,
  selectIncidents,
  type YearOfIncidents,
} from './model.js'
export {
  type PricingOptions,
  type ProductFacts,
  type SuggestedPricing,
  suggestPricing,
  type Uncertain,
} from './pricing.js'
export { type ReplayedYear, type ReplayOptions, replayIncidents } from './replay.js'
export { type SimulationProgress, simulatePool } from './run.js'
export type { LossEvent, LossPlan, ProductRisk } from './sampling.js'
export { runScenario, type ScenarioState, type ScenarioStep } from './scenario.js'
export {
  type ExitRun,
  type PathOutcome,
  type PathSetting,
  prepareSimulation,
  runPath,
  type SimulatedChunk,
  type SimulationJob,
  type SimulationOptions,
  simulateChunk,
} from './simulate.js'
export {
  deniedDecoys,
  hardMonths,
  type IncidentMonth,
  runOnExits,
  type StressOptions,
  type StressScenario,
  wholeCluster,
  wipeOut,
  worstMonths,
} from './stress.js'
export {
  type ProductResult,
  type SimulationResult,
  type SummaryOptions,
  summarizeSimulation,
} from './summary.js'
