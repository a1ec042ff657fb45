import { min } from '../../../math/arithmetic.js'

/** A run as a meter stores it: the last four looks that counted, oldest first. */
interface StoredRun {
  times: readonly number[]
  seen: readonly bigint[]
}

/** Periods of a meter, and the number of its firings. */
export interface Watch {
  /** Seconds over which looks must agree. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold. */
  raiseWindow: number
  /** Number of firings. */
  firings: number
}

/** A run of looks, and its proof. */
export interface Run {
  /** First look of the proof, seconds; 0 if there is none. */
  since: number
  /** Last look of the proof that counted, seconds. */
  counted: number
  /** Looks of the proof that counted; four are a proof. */
  count: number
  /** The value that all of them prove. */
  proven: bigint
}

/**
 * A stored run in its readable form. `least` says whether the smallest value is proven, or the
 * largest.
 */
export function toRun({ times, seen }: StoredRun, least: boolean): Run {
  const from = times.findIndex((time) => time !== 0)
  if (from < 0) return { since: 0, counted: 0, count: 0, proven: 0n }
  const values = seen.slice(from)
  const proven = values.reduce((a, b) => (a < b === least ? a : b))
  return { since: times[from] ?? 0, counted: times.at(-1) ?? 0, count: values.length, proven }
}

/** The smallest of four parts of a dwell. */
export const leastOf = (parts: readonly bigint[]): bigint => parts.reduce(min)
