import { mean, quantileSorted, sampleVariance } from 'simple-statistics'
import { InvalidParameterError } from '../errors/invalidParameter.js'

/** An estimate from a sample of paths. */
export interface Estimate {
  value: number
  /** Standard error of the sampling: with another seed the value differs by about as much. Not the error of the model. */
  standardError: number
}

/** Loss that is exceeded on so few paths, and the mean of what exceeds it. */
export interface TailRisk {
  /** Part of the paths below, such as 0.99. */
  level: number
  valueAtRisk: Estimate
  expectedShortfall: Estimate
}

/** Mean of a sample. */
export function meanOf(sample: ArrayLike<number>): Estimate {
  const values = Array.from(sample)
  if (values.length < 2) return { value: values[0] ?? 0, standardError: 0 }
  return { value: mean(values), standardError: Math.sqrt(sampleVariance(values) / values.length) }
}

/** Part of `total` paths on which something happened. */
export function probabilityOf(hits: number, total: number): Estimate {
  const value = hits / total
  return { value, standardError: Math.sqrt((value * (1 - value)) / total) }
}

/**
 * Value at risk and expected shortfall of a sample of losses.
 *
 * The standard error of the first is half the distance between the order statistics one binomial deviation to either side; that of
 * the second is Manistre and Hancock's (2005): √((variance of the tail + level × (ES − VaR)²) ÷ size of the tail).
 *
 * @param sorted - Losses, ascending.
 * @param level - From 0 to below 1.
 * @throws {@link InvalidParameterError} for an empty sample and for a level out of range.
 *
 * @example
 * ```ts
 * const { valueAtRisk, expectedShortfall } = tailRisk([0, 0, 0, 1, 5], 0.8)
 * ```
 */
export function tailRisk(sorted: ArrayLike<number>, level: number): TailRisk {
  if (sorted.length === 0) throw new InvalidParameterError('sorted', sorted, 'must not be empty')
  if (!(level >= 0 && level < 1)) throw new InvalidParameterError('level', level, 'must be from 0 to below 1')
  const losses = Array.from(sorted)
  const count = losses.length
  const at = (part: number) => quantileSorted(losses, Math.min(Math.max(part, 0), 1))
  const value = at(level)
  const deviation = Math.sqrt((level * (1 - level)) / count)
  const tail = losses.slice(Math.min(Math.floor(count * level + 1e-9), count - 1))
  const shortfall = mean(tail)
  const spread = tail.length > 1 ? sampleVariance(tail) : 0
  return {
    level,
    valueAtRisk: { value, standardError: (at(level + deviation) - at(level - deviation)) / 2 },
    expectedShortfall: {
      value: shortfall,
      standardError: Math.sqrt((spread + level * (shortfall - value) ** 2) / tail.length),
    },
  }
}
