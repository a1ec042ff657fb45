import type { Address, Hex } from 'viem'

/** Arbiters of court terms' disputes, and the least bond. */
export interface DisputeRules {
  /** Bonds are in it, and so are the pools that may have cases. */
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
 * Court terms of a court: the incidents that it hears, and how; immutable. Where it names a meter, only that meter's firings are
 * incidents.
 */
export interface CourtTerms {
  rules: DisputeRules
  /** The contract of the meter whose firings it hears; zero where anybody reports. */
  meter: Address
  /** Which of its meters. */
  meterId: bigint
  /**
   * Seconds after an incident within which it must be reported, or a case opened for a firing, from 1 to 20 days; with a meter
   * at least a day more than its proofs are old: two dwells, of a price two dwells and two heartbeats.
   */
  reportWindow: number
  /** Seconds after an opening within which its loss table must follow, from 1 to 14 days; 0 where claims need no proof. */
  rootWindow: number
  /**
   * Seconds to answer in, from the end of the root window, at least 3 days; with a meter from the firing, and at least a day
   * longer than the meter's raise window.
   */
  answerWindow: number
  /** Whether claims need a line of a published loss table. */
  proofOfLoss: boolean
  /** What is covered, in words. */
  title: string
}

/** A court. */
export interface CourtOptions {
  /** The deployment's court by default. */
  court?: Address | undefined
}

/** A case of a court. */
export interface CourtCaseParameters extends CourtCaseId, CourtOptions {}

/** A report as its court keeps it; or a meter's firing as one, by its sender. It says nothing about amounts. */
export interface Report {
  reporter: Address
  /** When it happened, seconds. */
  time: number
  /** When it was reported, seconds. */
  reportedAt: number
  /** Hash of what speaks for it; zero for a firing. */
  evidence: Hex
}

/** One answer to "what was lost?". */
export interface Answer {
  /** Share destroyed, WAD; 0 says that nothing was. */
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

/** A case as a court, and its arbiters, name it. */
export interface CaseRef {
  incidentId: bigint
  /** The pool's claims vault. */
  vault: Address
  termsId: bigint
}

/** Verdict of a resolver. */
export interface Verdict {
  /** When it can be applied, seconds; 0 while there is none. */
  payableAt: number
  /** Share destroyed, WAD; 0 denies the incident. */
  severity: bigint
  /** Σ losses of the loss table, asset units. */
  lossTotal: bigint
  /** Root of the loss table; zero where the product is parametric. */
  lossRoot: Hex
}

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
export type Outcome = 'none' | 'unopposed' | 'ruled' | 'silent'

/** A case as its court has it. Times in seconds, amounts in asset units. */
export interface CourtCase extends CourtCaseId {
  court: Address
  /** Number of the court terms. */
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
  /** What stands, by number. Number 1 is missing as long as the opener has published no table. */
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
