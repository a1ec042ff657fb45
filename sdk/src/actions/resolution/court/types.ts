import type { Address, Hex } from 'viem'

/** Arbiters of court terms' disputes, and the least bond. */
export interface DisputeRules {
  /** Asset of the bonds, and of the pools that may have cases. */
  asset: Address
  /** Least bond, asset units. */
  minBond: bigint
  /** Has the first turn. */
  arbiter: Address
  /** Seconds of that turn; more than the arbiter's latency. */
  arbiterTime: number
  /** Has the second and last turn. It must be external: a panel may only be the first. */
  fallbackArbiter: Address
  /** Seconds of that turn; more than that arbiter's latency. */
  fallbackTime: number
}

/**
 * Court terms: rules by which a court decides the incidents of one subject; immutable. If they name
 * a meter, only its firings are incidents.
 */
export interface CourtTerms {
  rules: DisputeRules
  /** Contract of the meter whose firings are the incidents; zero if anybody reports. */
  meter: Address
  /** Number of the meter there. */
  meterId: bigint
  /**
   * Seconds after an incident within which it must be reported, or a case opened for a firing, from
   * 1 to 20 days. With a meter at least a day more than the age of its proofs: two dwells, for a
   * price two dwells and two heartbeats.
   */
  reportWindow: number
  /**
   * Seconds after an opening within which its loss table must follow, from 1 to 14 days; 0 if
   * claims need no proof.
   */
  rootWindow: number
  /**
   * Seconds to answer in, from the end of the root window, at least 3 days; with a meter from the firing, and at least a day
   * longer than the meter's raise window.
   */
  answerWindow: number
  /** Whether claims need a line of a published loss table. */
  proofOfLoss: boolean
  /** Covered subject, in words. */
  title: string
}

/** A court. */
export interface CourtOptions {
  /** The deployment's court by default. */
  court?: Address | undefined
}

/** A case of a court. */
export interface CourtCaseParameters extends CourtCaseId, CourtOptions {}

/** A report at its court; a firing is a report by the account that fired. It states no amounts. */
export interface Report {
  reporter: Address
  /** Event time, seconds. */
  time: number
  /** Time of the report, seconds. */
  reportedAt: number
  /** Hash of the evidence; zero for a firing. */
  evidence: Hex
}

/** One answer to the question what was lost. */
export interface Answer {
  /** Part destroyed, WAD; 0 says that nothing was. */
  severity: bigint
  /** Σ losses of its table, asset units; 0 without one. */
  lossTotal: bigint
  /** Root of its table; zero without one. */
  lossRoot: Hex
}

/** Kind of an answer. */
export type AnswerKind = 'nothing' | 'severity' | 'table'

/** A case at a court, by the pool it is in. */
export interface CourtCaseId {
  pool: Address
  /** Version of the product's terms that the case was opened with. */
  termsId: bigint
  incidentId: bigint
}

/** A case by the name that a court and its arbiters use. */
export interface CaseRef {
  incidentId: bigint
  /** The pool's claims vault. */
  vault: Address
  termsId: bigint
}

/** Verdict of a resolver. */
export interface Verdict {
  /** First time at which it can be applied, seconds; 0 while there is none. */
  payableAt: number
  /** Part destroyed, WAD; 0 denies the incident. */
  severity: bigint
  /** Σ losses of the loss table, asset units. */
  lossTotal: bigint
  /** Root of the loss table; zero if the product is parametric. */
  lossRoot: Hex
}

/** An answer that stands in a case. */
export interface CaseAnswer extends Answer {
  /** Its number in the case, from 1. Answer 1 is the opener's, or the meter's. */
  number: bigint
  /** Its kind; {@link describeAnswer} puts all of it into words. */
  says: AnswerKind
  /** Poster; `undefined` for a firing. */
  by: Address | undefined
  /** Asset units; for answer 1 the bond of the opening, 0 for a firing. */
  bond: bigint
}

/**
 * Way in which a case was decided: `unopposed` with a single answer, or none; `ruled` by an
 * arbiter, or adopted from another case; `silent` if no arbiter chose, which denies. `none` while
 * it is open.
 */
export type Outcome = 'none' | 'unopposed' | 'ruled' | 'silent'

/** A case as its court sees it. Times in seconds, amounts in asset units. */
export interface CourtCase extends CourtCaseId {
  court: Address
  /** Number of the court terms. */
  subject: bigint
  /** Opener; `undefined` for a firing: nothing is stored of its opening. */
  opener: Address | undefined
  /** Time of the opening, or of the firing. */
  openedAt: number
  /** The most that was destroyed, as the opener states, WAD; of a firing the measured part. */
  severity: bigint
  /** 0 for a firing. */
  openingBond: bigint
  /** Last second of the answer window, as it is now. */
  endsAt: number
  /** The most that any answer asked for; 0 while nobody has answered answer 1. */
  atStake: bigint
  /** Answers that stand, by number. Number 1 is missing while the opener has published no table. */
  answers: readonly CaseAnswer[]
  /** Arbiter that has the turn; `undefined` before the first turn and after the last. */
  arbiter: Address | undefined
  /** Beginning of that turn; 0 for none. */
  turnStarted: number
  /** End of that turn; 0 for none. */
  deadline: number
  outcome: Outcome
  /** Number of the answer that holds; 0 for nothing, and while it is open. */
  chosen: bigint
  /** Time of the decision; 0 for none. */
  decidedAt: number
}
