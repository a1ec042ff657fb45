import type { Address, Hex } from 'viem'
import type { ContractErrorName } from '../../../errors/arguments.js'
import type { ContractCall } from '../../../internal/calls.js'
import type { LossTable } from '../../claims/losses.js'
import type { Case, ProductStake, Settlement } from '../../claims/types.js'
import type { Assessment } from '../arbiters/assessments.js'
import type { Assertions } from '../arbiters/uma.js'
import type { Bond } from '../court/bonds.js'
import type { Answer, CourtCase, CourtTerms, Report, Verdict } from '../court/types.js'

/** An arbiter, and its kind. Times in seconds, amounts in units of their asset. */
export type ArbiterInfo = {
  address: Address
  /** Seconds of its turn. */
  time: number
} & (
  | { kind: 'address'; judge: Address }
  | {
      kind: 'panel'
      commitPeriod: number
      revealPeriod: number
    }
  | {
      kind: 'uma'
      /** Currency of its bonds. */
      currency: Address
      /** Bond of an assertion. */
      bond: bigint
      liveness: number
    }
  | { kind: 'other' }
)

/** Reason of a refusal: the name of the error, or `unknown` for one without a name. */
export type Refusal = ContractErrorName | 'unknown'

/** A case of an incident in a pool, opened or not. Times in seconds, amounts in asset units. */
export interface DisputeCase {
  pool: Address
  /**
   * Version of the terms that it was opened with, by which the court knows it; before the opening
   * the given one.
   */
  termsId: bigint
  /** The case as the pool's vault sees it. */
  case: Case
  /** Its settlement; `undefined` before it is opened. */
  settlement: Settlement | undefined
  /** The product's part in that. */
  stake: ProductStake | undefined
  /** The case as the court sees it; `undefined` before it is opened. */
  hearing: CourtCase | undefined
  /** Its verdict; all zero while there is none. */
  verdict: Verdict
  /**
   * Figure of the opening, WAD, as given; `undefined` if none was. For a firing its own severity.
   */
  severity: bigint | undefined
  /**
   * The largest bond that an opening for that figure, or for all, would take now; 0 for a firing.
   */
  openingBond: bigint
  /** Last second to open it, by the terms. */
  openableUntil: number
  /** Reason why it could not be opened at the read, the bond apart; `undefined` if it could. */
  notOpenable: Refusal | undefined
  /** The proposed answer; `undefined` if there was none. */
  answer: Answer | undefined
  /** The least bond of that answer, or of "nothing", now; 0 before the opening. */
  answerBond: bigint
  /** Last second to post that answer; 0 before the opening. */
  answerableUntil: number
  /** Reason why the answer could not be posted, time and bond apart; `undefined` if it could. */
  notAnswerable: Refusal | undefined
  /** Last second to raise it; 0 before the opening. */
  raisableUntil: number
  /** Reason why {@link raiseCase} could do nothing at the read; `undefined` if it could. */
  notRaisable: Refusal | undefined
  /** Reason why {@link settleCase} could do nothing at the read; `undefined` if it could. */
  notSettleable: Refusal | undefined
  /** Reason why its bonds could not be settled at the read; `undefined` if they could. */
  bondsNotSettleable: Refusal | undefined
}

/** A part of a bond that can be withdrawn. */
export interface BondState {
  pool: Address
  termsId: bigint
  /** Key of the pot. */
  key: Hex
  contributor: Address
  /** The amount that {@link withdrawBond} would pay, asset units. */
  assets: bigint
}

/** An incident that was reported or fired, with its cases. */
export interface Dispute {
  court: Address
  incidentId: bigint
  /** Number of the court terms. */
  subject: bigint
  courtTerms: CourtTerms
  /** Time of the block of the read, seconds. */
  timestamp: number
  report: Report
  /** The first, and the fallback. */
  arbiters: readonly [ArbiterInfo, ArbiterInfo]
  /** The given cases, opened or not. */
  cases: readonly DisputeCase[]
  /** Bonds that the given account can withdraw. */
  bonds: readonly BondState[]
}

/** Names of the next actions on an incident at a court: each is an action of this package. */
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

/** A possible action, now or later. Times in seconds. */
export interface NextAction {
  action: NextActionName
  /** Role of the caller. */
  who: 'anyone' | 'opener' | 'arbiter' | 'assessor' | 'asserter' | 'insured' | 'contributor'
  /**
   * Whether the given account has that role; `undefined` without an account, or if it is not known.
   */
  isYours: boolean | undefined
  /** Whether it can be done now. */
  isPossible: boolean
  /** First second at which it can be done, if nobody acts before. */
  from: number
  /** First second at which it can no longer be done; `undefined` for no end. */
  until: number | undefined
  /** The most that the sender has to approve before; `undefined` for nothing. */
  bond: Bond | undefined
  /**
   * The call, ready to be sent; `undefined` if it needs something that only the sender knows: see
   * `needs`.
   */
  call:
    | (Pick<ContractCall, 'address' | 'to' | 'data' | 'abi' | 'functionName'> & { args: readonly unknown[] })
    | undefined
  /** The missing part of a call; `undefined` if none is missing. */
  needs: 'severity' | 'answer' | 'table' | 'vote' | 'cover' | 'contributor' | undefined
  /** The incident. */
  incidentId: bigint
  /** The pool; `undefined` for none. */
  pool: Address | undefined
  /** The terms; `undefined` for none. */
  termsId: bigint | undefined
  /** Number of the answer, if the action is about one; 0 for nothing. */
  number: bigint | undefined
}

/** Parameters of {@link nextActions}. */
export interface NextActionsParameters {
  /** The chain's time: that of the newest block, or of a block to come, seconds. Never the local clock. */
  now: number
  /** Account for `isYours`. */
  account?: Address | undefined
  /** The losses to publish. */
  table?: LossTable | undefined
  /** Place of the evidence, for an answer, a table, or an assertion to UMA. None by default. */
  uri?: string | undefined
  /**
   * Assessments of panels among the arbiters, from {@link getAssessments}; without them only
   * commits and reveals are listed.
   */
  assessments?: readonly Assessment[] | undefined
  /** Assertions to UMA among the arbiters, from {@link getAssertions}. */
  assertions?: readonly Assertions[] | undefined
}
