/**
 * Parts of `/risk` that need Node.js: simulations in worker threads, and data from a folder.
 *
 * @packageDocumentation
 */
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type CohortIncident, type Incident, parseCohort, parseIncidents } from './data/incidents.js'
import { type ExposureMonth, parseExposure, parseTvl, type TvlMonth } from './data/series.js'
import { InvalidRiskDataError } from './errors.js'
import type { SimulationProgress } from './run.js'
import {
  CHUNK,
  chunksOf,
  prepareSimulation,
  type SimulatedChunk,
  type SimulationOptions,
} from './simulate.js'
import { type SimulationResult, type SummaryOptions, summarizeSimulation } from './summary.js'

/** Data of a folder. */
export interface RiskData {
  incidents: Incident[]
  exposure: ExposureMonth[]
  tvl: TvlMonth[]
  cohort: CohortIncident[]
}

/**
 * Reads a folder of data: `defi_exploits.csv`, `protocol_exposure_monthly.csv`, `defi_tvl_monthly.csv` and
 * `curated_cohort_events.csv`.
 *
 * @throws `InvalidRiskDataError` for a file that is missing, or that cannot be used; with the line where there is one.
 *
 * @example
 * ```ts
 * const data = await readRiskData(dataFolder)
 * const model = fitModel(data)
 * ```
 */
export async function readRiskData(folder: string): Promise<RiskData> {
  const read = async <value>(name: string, parse: (text: string, file: string) => value) => {
    const file = join(folder, name)
    try {
      return parse(await readFile(file, 'utf8'), file)
    } catch (error) {
      if (error instanceof InvalidRiskDataError) throw error
      const { code } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      throw new InvalidRiskDataError(
        ...([file, undefined, code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`] as const),
        'Name the folder that has the files.',
      )
    }
  }
  const [incidents, exposure, tvl, cohort] = await Promise.all([
    read('defi_exploits.csv', parseIncidents),
    read('protocol_exposure_monthly.csv', parseExposure),
    read('defi_tvl_monthly.csv', parseTvl),
    read('curated_cohort_events.csv', parseCohort),
  ])
  return { incidents, exposure, tvl, cohort }
}

/** How a simulation is spread. */
export interface WorkerOptions {
  /** Number of threads; those of the machine, 8 at most, by default. It changes the time, never the result. */
  workers?: number | undefined
  /** The program of a thread, for whoever bundles this package: by default the one beside it. */
  program?: string | URL | undefined
}

/**
 * `simulatePool` in worker threads.
 *
 * @throws as `simulatePool`
 *
 * @example
 * ```ts
 * const result = await simulateInWorkers({ snapshot: poolToSimulate, model: riskModel, paths: 4_000, workers: 2 })
 * ```
 */
export async function simulateInWorkers(
  options: SimulationOptions & SummaryOptions & WorkerOptions,
  onProgress?: SimulationProgress,
): Promise<SimulationResult> {
  const job = prepareSimulation(options)
  const { workers = Math.min(availableParallelism(), 8) } = options
  const all = chunksOf(job)
  const chunks: SimulatedChunk[] = []
  let next = 0
  const done = (chunk: SimulatedChunk) => {
    chunks.push(chunk)
    onProgress?.(Math.min(chunks.length * CHUNK, job.paths), job.paths)
  }
  const take = () => (next < all ? next++ : undefined)
  const { program = new URL('./riskWorker.js', import.meta.url) } = options
  const threads = Array.from(
    { length: Math.max(Math.min(workers, all), 1) },
    () => new Worker(program, { workerData: job }),
  )
  try {
    await Promise.all(threads.map((worker) => runWorker(worker, take, done)))
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()))
  }
  return summarizeSimulation(job, chunks, options)
}

/** Gives a worker chunks for as long as there are any. */
function runWorker(
  worker: Worker,
  take: () => number | undefined,
  done: (chunk: SimulatedChunk) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      const chunk = take()
      if (chunk === undefined) resolve()
      else worker.postMessage(chunk)
    }
    worker.on('message', (chunk: SimulatedChunk) => {
      done(chunk)
      give()
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`A worker ended with code ${code}.`)))
    give()
  })
}
