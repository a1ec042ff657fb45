import { chunksOf, prepareSimulation, type SimulationOptions, simulateChunk } from './simulate.js'
import { type SimulationResult, type SummaryOptions, summarizeSimulation } from './summary.js'

/** Told after each chunk: done and all, paths. */
export type SimulationProgress = (done: number, all: number) => void

/**
 * Simulates a pool: seeded paths of losses, on each of which claims are set aside, decided and paid by the formulas of the
 * contracts. Runs to its end at once; `simulateInWorkers` of `/risk/node` has the same result, sooner.
 *
 * @throws {@link InvalidParameterError} for figures out of range, and a pool without capital.
 *
 * @example
 * ```ts
 * const result = simulatePool({ snapshot: poolToSimulate, model: riskModel, paths: 2_000, seed: 7 })
 * console.log(result.loss.value, result.shortfall.value, result.recovery.worstPercentile)
 * ```
 */
export function simulatePool(
  options: SimulationOptions & SummaryOptions,
  onProgress?: SimulationProgress,
): SimulationResult {
  const job = prepareSimulation(options)
  const all = chunksOf(job)
  const chunks = Array.from({ length: all }, (_, chunk) => {
    const result = simulateChunk(job, chunk)
    onProgress?.(Math.min((chunk + 1) * 1_000, job.paths), job.paths)
    return result
  })
  return summarizeSimulation(job, chunks, options)
}
