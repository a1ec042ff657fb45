import type { Address } from 'viem'
import type { Answer, AnswerKind, CourtCaseId } from '../answers.js'
import { courtCaseCalls, type OUTCOMES, toCourtCase } from '../internal/courtCase.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../internal/read.js'
import type { CourtCaseParameters } from './court.js'

/** An answer that stands in a case. */
export interface CaseAnswer extends Answer {
  /** Its number in the case, from 1. Answer 1 is the opener's, or the meter's. */
  number: bigint
  /** What it says, in a word; {@link describeAnswer} tells all of it. */
  says: AnswerKind
  /** Who posted it; `undefined` where a meter fired. */
  by: Address | undefined
  /** Asset units; of answer 1 that of the opening, and 0 for a firing. */
  bond: bigint
}

/**
 * How a case was decided: `unopposed` if one answer stood alone, or none; `ruled` by an arbiter, or taken over from another
 * case; `silent` if no arbiter chose, which denies. `none` while it is open.
 */
export type Outcome = (typeof OUTCOMES)[number]

/** A case as its court has it. Times in seconds, amounts in asset units. */
export interface CourtCase extends CourtCaseId {
  court: Address
  /** Number of the docket. */
  subject: bigint
  /** Who opened it; `undefined` where a meter fired: nothing is kept of the opening. */
  opener: Address | undefined
  /** When it was opened, or fired. */
  openedAt: number
  /** The most that the opener says was destroyed, WAD; of a firing what was measured. */
  severity: bigint
  /** 0 for a firing. */
  openingBond: bigint
  /** Last second of the answer window, as it stands. */
  endsAt: number
  /** The most that any answer asked for; 0 while nobody has answered answer 1. */
  atStake: bigint
  /** What stands, by number. Number 1 is missing as long as whoever opened the case has published no table. */
  answers: readonly CaseAnswer[]
  /** Whose turn it is; `undefined` before the first and after the last. */
  arbiter: Address | undefined
  /** When that turn began; 0 for none. */
  turnStarted: number
  /** Until when it may rule; 0 for none. */
  deadline: number
  outcome: Outcome
  /** Number of the answer that holds; 0 for nothing, and while it is open. */
  chosen: bigint
  /** When it was decided; 0 for not. */
  decidedAt: number
}

/** Parameters of {@link getCourtCase}. */
export interface GetCourtCaseParameters extends ReadOptions, CourtCaseParameters {}

/**
 * A case at a court: its answers with their numbers, posters and bonds, whose turn it is, and how it was decided.
 * {@link getDispute} tells that of several pools, and what can be done; {@link getCase} what the pool has set aside.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`, also for another version of the terms than it was opened with
 *
 * @example
 * ```ts
 * const { answers, endsAt } = await getCourtCase(client, { pool, termsId, incidentId })
 * for (const { number, by, bond, ...answer } of answers) console.log(`${number}: ${describeAnswer(answer)}`, by, bond)
 * ```
 */
export async function getCourtCase(
  client: ReadClient,
  { court, pool, termsId, incidentId, ...options }: GetCourtCaseParameters,
): Promise<CourtCase> {
  const address = court ?? deploymentOf(client, options).court
  const which = { pool, termsId, incidentId }
  const stored = await readTogether(client, courtCaseCalls(address, which), options)
  return toCourtCase(address, which, stored)
}
