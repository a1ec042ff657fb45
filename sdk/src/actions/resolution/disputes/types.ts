import type { Address, Hex } from 'viem'
import type { ContractErrorName } from '../../../errors/arguments.js'
import type { ContractCall } from '../../../internal/calls.js'
import type { LossTable } from '../../claims/losses.js'
import type { Case, ProductStake, Settlement } from '../../claims/types.js'
import type { Assessment } from '../arbiters/assessments.js'
import type { Assertions } from '../arbiters/uma.js'
import type { Bond } from '../court/bonds.js'
import type { Answer, CourtCase, CourtTerms, Report, Verdict } from '../court/types.js'

/** An arbiter, and how it decides. Times in seconds, amounts in units of their asset. */
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
      /** Of its bonds. */
      currency: Address
      /** Bond of an assertion. */
      bond: bigint
      liveness: number
    }
  | { kind: 'other' }
)

/** Why something cannot be done: the name of the error, or `unknown` for a refusal without one. */
export type Refusal = ContractErrorName | 'unknown'

/** A case of an incident in a pool; or that there is none yet. Times in seconds, amounts in asset units. */
export interface DisputeCase {
  pool: Address
  /** Version of the terms that it was opened with, by which the court knows it; before that the one that was asked for. */
  termsId: bigint
  /** What the pool's vault has of it. */
  case: Case
  /** What it is settled with; `undefined` before it is opened. */
  settlement: Settlement | undefined
  /** The product's part in that. */
  stake: ProductStake | undefined
  /** What the court has of it; `undefined` before it is opened. */
  hearing: CourtCase | undefined
  /** What is decided for it; all zero while nothing is. */
  verdict: Verdict
  /** What it would be opened for, WAD, as asked for, `undefined` if that was not; of a firing its own severity. */
  severity: bigint | undefined
  /** What an opening for that, or for all, would take as a bond now, at most; 0 for what a meter has fired. */
  openingBond: bigint
  /** Last second to open in, by the terms. */
  openableUntil: number
  /** Why it could not be opened when this was read, the bond apart; `undefined` if it could. */
  notOpenable: Refusal | undefined
  /** What would be answered, as asked for; `undefined` if that was not. */
  answer: Answer | undefined
  /** The bond that it, or "nothing", would need now; 0 before the opening. */
  answerBond: bigint
  /** Last second to answer so; 0 before the opening. */
  answerableUntil: number
  /** Why it could not be answered so, the time and the bond apart; `undefined` if it could. */
  notAnswerable: Refusal | undefined
  /** Last second to raise it in; 0 before the opening. */
  raisableUntil: number
  /** Why {@link raiseCase} could do nothing when this was read; `undefined` if it could. */
  notRaisable: Refusal | undefined
  /** Why {@link settleCase} could do nothing when this was read; `undefined` if it could. */
  notSettleable: Refusal | undefined
  /** Why its bonds could not be settled when this was read; `undefined` if they could. */
  bondsNotSettleable: Refusal | undefined
}

/** A part of a bond that can be withdrawn. */
export interface BondState {
  pool: Address
  termsId: bigint
  /** Name of the pot. */
  key: Hex
  contributor: Address
  /** What {@link withdrawBond} would pay, asset units. */
  assets: bigint
}

/** An incident that was reported or fired, and all that has come of it. */
export interface Dispute {
  court: Address
  incidentId: bigint
  /** Number of the court terms. */
  subject: bigint
  courtTerms: CourtTerms
  /** Time of the block that it was read at, seconds. */
  timestamp: number
  report: Report
  /** The first, and the fallback. */
  arbiters: readonly [ArbiterInfo, ArbiterInfo]
  /** The cases asked for, opened or not. */
  cases: readonly DisputeCase[]
  /** What the account asked for can withdraw. */
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
  /** Account that `isYours` is about. */
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
