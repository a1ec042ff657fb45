import { InvalidParameterError } from '../errors/invalidParameter.js'
import { mulDivDown, WAD } from '../math/arithmetic.js'
import { supplyAt } from '../math/capital.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import {
  advanceBook,
  type Book,
  type BookCase,
  depositIntoBook,
  equityOf,
  type OpenBookOptions,
  openBook,
  requestExit,
  settleExits,
} from './book.js'
import { claimBookCase, decideBookCase, openBookCase, payBookClaims, settleBookCase } from './bookCases.js'

/**
 * One call on a pool. Cases are named by their places among the openings of the scenario, products by their places in the
 * snapshot. Whoever has a real pool makes the same calls there.
 *
 * - `wait`: time passes.
 * - `openCase`: a report at this moment, and its case. `severity` in WAD.
 * - `decideCase`: the verdict is applied; `severity` 0n denies.
 * - `claim`: every cover of the product claims, in the order of their expiries.
 * - `settleCase`: the claim window is over.
 * - `payClaims`: registered claims are claimed again.
 * - `requestExit`: `part` of the shares outside the queue, WAD, ask to leave.
 * - `settleExits`: the queue is settled as far as it can be.
 * - `deposit`: capital comes, asset units.
 */
export type ScenarioStep =
  | { do: 'wait'; seconds: number }
  | { do: 'openCase'; product: number; severity: bigint }
  | { do: 'decideCase'; case: number; severity: bigint }
  | { do: 'claim' | 'settleCase' | 'payClaims'; case: number }
  | { do: 'requestExit'; part: bigint }
  | { do: 'settleExits' }
  | { do: 'deposit'; assets: bigint }

/** What a pool is like after a step. Amounts in asset units. */
export interface ScenarioState {
  step: ScenarioStep
  /** Whether there was nothing to do: a case that was not opened or is closed, nothing to pay, no exit with room. A pool refuses the call. */
  skipped: boolean
  timestamp: number
  equity: bigint
  supply: bigint
  queued: bigint
  /** Cover of all clusters, cover units. */
  clusters: readonly bigint[]
  short: boolean
  /** What the step moved: set aside, paid, registered, or given back; 0n for steps that move nothing. */
  moved: bigint
  /** Paid to claims so far. */
  claimed: bigint
  /** Paid to leavers so far. */
  exited: bigint
}

/**
 * Goes through a scenario, step by step.
 *
 * @returns the state after each step
 * @throws {@link InvalidParameterError} for a step that names a case before its opening.
 *
 * @example
 * ```ts
 * const states = runScenario(poolToSimulate, [
 *   { do: 'openCase', product: 0, severity: 10n ** 18n },
 *   { do: 'requestExit', part: 10n ** 18n / 2n },
 *   { do: 'wait', seconds: 21 * 86_400 },
 *   { do: 'decideCase', case: 0, severity: 10n ** 18n },
 *   { do: 'claim', case: 0 },
 * ])
 * console.log(states.at(-1)?.claimed)
 * ```
 */
export function runScenario(
  snapshot: PoolSnapshot,
  steps: readonly ScenarioStep[],
  options: OpenBookOptions = {},
): ScenarioState[] {
  const book = openBook(snapshot, options)
  const cases: (BookCase | undefined)[] = []
  return steps.map((step) => {
    const moved = take(book, cases, step)
    const { timestamp, queued, clusters, short } = book.pool
    return {
      ...{ step, skipped: moved === undefined, timestamp, equity: equityOf(book) },
      ...{ supply: supplyAt(book.pool, timestamp), queued, clusters: [...clusters], short },
      ...{ moved: moved ?? 0n, claimed: book.claimed, exited: book.exited },
    }
  })
}

/** Makes a call. Returns what it moved, or `undefined` where there was nothing to do. */
function take(book: Book, cases: (BookCase | undefined)[], step: ScenarioStep): bigint | undefined {
  switch (step.do) {
    case 'wait':
      advanceBook(book, book.pool.timestamp + step.seconds)
      return 0n
    case 'openCase': {
      const opened = openBookCase(book, step)
      cases.push(opened)
      return opened?.reserve
    }
    case 'requestExit': {
      const liquid = supplyAt(book.pool, book.pool.timestamp) - book.pool.queued
      requestExit(book, mulDivDown(liquid, step.part, WAD))
      return 0n
    }
    case 'settleExits':
      return settleExits(book) || undefined
    case 'deposit':
      depositIntoBook(book, step.assets)
      return step.assets
    default:
      return takeInCase(book, cases, step)
  }
}

function takeInCase(
  book: Book,
  cases: readonly (BookCase | undefined)[],
  step: Extract<ScenarioStep, { case: number }>,
): bigint | undefined {
  if (!(step.case in cases)) throw new InvalidParameterError('case', step.case, 'was not opened')
  const one = cases[step.case]
  if (!one || one.isClosed) {
    // Registered claims outlive their case.
    return one && step.do === 'payClaims' ? payBookClaims(book, one) || undefined : undefined
  }
  const before = equityOf(book)
  switch (step.do) {
    case 'decideCase':
      decideBookCase(book, one, step.severity)
      return equityOf(book) - before
    case 'claim':
      return claimBookCase(book, one).gross || undefined
    case 'payClaims':
      return payBookClaims(book, one) || undefined
    case 'settleCase': {
      const wasCounted = one.isCounted
      settleBookCase(book, one)
      const isIdle = wasCounted && !one.isClosed
      return isIdle ? undefined : equityOf(book) - before
    }
  }
}
