import type { Address } from 'viem'
import type { Assessment } from './actions/assessments.js'
import type { Bond } from './actions/bonds.js'
import type { LossTable } from './actions/claims/losses.js'
import type { Dispute } from './actions/disputes.js'
import type { Assertions } from './actions/uma.js'
import type { ContractCall } from './internal/calls.js'
import { aboutBonds, aboutCase } from './internal/nextCase.js'
import { aboutAssertions, aboutAssessments, aboutTurns } from './internal/nextRulings.js'

/** What can be done about an incident at a court: each is the name of an action of this package. */
export type NextActionName =
  | 'adoptOutcome'
  | 'appealRuling'
  | 'applyVerdict'
  | 'assertAnswer'
  | 'claimLoss'
  | 'claimPayout'
  | 'claimPayouts'
  | 'commitVote'
  | 'creditBond'
  | 'openCase'
  | 'postAnswer'
  | 'publishLosses'
  | 'raiseCase'
  | 'revealVote'
  | 'ruleDispute'
  | 'settleAnswer'
  | 'settleBonds'
  | 'settleCase'
  | 'settleVote'
  | 'tallyVotes'
  | 'withdrawBond'
  | 'withdrawCredit'

/** Something that can be done, now or later on. Times in seconds. */
export interface NextAction {
  action: NextActionName
  /** Who may do it. */
  who: 'anyone' | 'opener' | 'arbiter' | 'assessor' | 'asserter' | 'insured' | 'contributor'
  /** Whether the account asked for is one of them; `undefined` if none was, or if it cannot be told. */
  isYours: boolean | undefined
  /** Whether it can be done now. */
  isPossible: boolean
  /** First second at which it can be done, if nobody does anything before. */
  from: number
  /** First second at which it no longer can; `undefined` if it always can from then on. */
  until: number | undefined
  /** What the sender has to approve before, at most; `undefined` for nothing. */
  bond: Bond | undefined
  /** The call, ready to be sent; `undefined` where it needs something that only the sender knows: see `needs`. */
  call:
    | (Pick<ContractCall, 'address' | 'to' | 'data' | 'abi' | 'functionName'> & { args: readonly unknown[] })
    | undefined
  /** What is missing for a call; `undefined` if nothing is. */
  needs: 'severity' | 'answer' | 'table' | 'vote' | 'cover' | 'contributor' | undefined
  /** Of which incident. */
  incidentId: bigint
  /** In which pool. */
  pool: Address | undefined
  /** On which terms, likewise. */
  termsId: bigint | undefined
  /** Which answer, where it is about one: its number, or 0 for nothing. */
  number: bigint | undefined
}

/** Parameters of {@link nextActions}. */
export interface NextActionsParameters {
  /** The chain's time: that of the newest block, or of a block to come, seconds. Never the local clock. */
  now: number
  /** For whom `isYours` is told. */
  account?: Address | undefined
  /** The losses to publish. */
  table?: LossTable | undefined
  /** Where the evidence is, for an answer, a table, or an assertion to UMA. Nowhere by default. */
  uri?: string | undefined
  /** Of panels among the arbiters, from {@link getAssessments}; without them only commits and reveals are told. */
  assessments?: readonly Assessment[] | undefined
  /** Of UMA among the arbiters, from {@link getAssertions}. */
  assertions?: readonly Assertions[] | undefined
}

/**
 * What can be done about an incident, now and later on, by whom, until when and under which bond. It asks nobody: all it knows
 * is a dispute as it was read, and the time. What somebody does in between is not foreseen, so read again after each step;
 * of time alone, deadlines that pass between reading and `now` included, it makes no mistake.
 *
 * Cases are opened for the `severity`, and answered with the `answer`, that {@link getDispute} was asked for.
 *
 * @returns In the order of their beginning. What is over is left out.
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, cases: [{ pool, termsId }], answer: 'nothing' })
 * const [first] = nextActions(dispute, { now: dispute.timestamp, account }).filter(({ isPossible, call }) => isPossible && call)
 * if (first?.bond) await approveAssetSync(client, first.bond)
 * if (first?.call) await client.sendTransaction(first.call)
 * ```
 */
export function nextActions(dispute: Dispute, parameters: NextActionsParameters): NextAction[] {
  const { now } = parameters
  const drafts = [
    ...dispute.cases.flatMap((found) => [
      ...aboutCase(dispute, found, parameters),
      ...aboutTurns(dispute, found, parameters),
      ...aboutAssessments(dispute, found, parameters),
      ...aboutAssertions(dispute, found, parameters),
    ]),
    ...aboutBonds(dispute),
  ]
  return drafts
    .map((draft) => finish(draft, dispute, parameters))
    .filter(({ from, until }) => until === undefined || (now < until && from < until))
    .sort((a, b) => a.from - b.from)
}

/** What an action is, before what all of them have is filled in. */
export type Draft = Pick<NextAction, 'action' | 'from'> & Partial<NextAction>

function finish(draft: Draft, { incidentId }: Dispute, { now, account }: NextActionsParameters): NextAction {
  const { who = 'anyone', from, until } = draft
  const isOpen = account === undefined ? undefined : true
  return {
    ...{ bond: undefined, call: undefined, needs: undefined, pool: undefined, termsId: undefined },
    ...{ number: undefined, until: undefined, incidentId, who },
    isYours: who === 'anyone' ? isOpen : undefined,
    ...draft,
    isPossible: from <= now && (until === undefined || now < until),
  }
}
