import { type Address, type Hex, isAddressEqual } from 'viem'
import * as AssessorPanel from '../../../generated/abi/AssessorPanel.js'
import * as Court from '../../../generated/abi/Court.js'
import { accountOf } from '../../../internal/account.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { DAY, divUp } from '../../../math/arithmetic.js'
import { getCaseKey, toCaseRef } from '../court/caseRefs.js'
import type { Answer, CourtCaseId } from '../court/types.js'
import { arbiters } from './errors.js'
import type { PanelParameters } from './types.js'

const assessorPanelAbi = /* @__PURE__ */ arbiters([
  AssessorPanel.caseIdOf,
  AssessorPanel.changeOf,
  AssessorPanel.commitPeriod,
  AssessorPanel.dueOf,
  AssessorPanel.getCase,
  AssessorPanel.getVote,
  AssessorPanel.phaseOf,
  AssessorPanel.revealPeriod,
  AssessorPanel.revealedFor,
  AssessorPanel.riskOf,
  AssessorPanel.rulingOf,
] as const)
const courtAbi = [Court.getDispute, Court.outcomeOf] as const

const PHASES = ['none', 'commit', 'reveal', 'appeal', 'tally', 'undecided', 'final'] as const

/**
 * Stage of a case before a panel; `none` if the panel has nothing to do with it. `undecided` if the
 * panel has not ruled: votes are settled once the court has decided. `final` if they can be
 * settled.
 */
export type AssessmentPhase = (typeof PHASES)[number]

/** Parameters of {@link getAssessments}. */
export interface GetAssessmentsParameters extends ReadOptions, PanelParameters {
  cases: readonly CourtCaseId[]
  /** Court of the cases. The deployment's court by default. */
  court?: Address | undefined
  /** The assessor. The client's account by default. */
  account?: Address | undefined
}

/** An answer that can be voted for. Asset units. */
export interface AssessedAnswer {
  /** 0 for nothing, which is also the number of an answer that says so. */
  number: bigint
  /** `undefined` for nothing if no answer says so. */
  answer: Answer | undefined
  /** Revealed risk of the votes for it. */
  revealed: bigint
  /**
   * Change of the stake by the assessor's vote once all are settled, if this answer won and no more
   * votes were revealed; what is booked of it included.
   */
  change: bigint
}

/** A case before a panel, with an assessor's vote. Amounts in asset units, times in seconds. */
export interface Assessment extends CourtCaseId {
  panel: Address
  court: Address
  /** Number of the case in the panel; 0 before the first vote. */
  caseId: bigint
  phase: AssessmentPhase
  /** End of that phase; of `undecided` at the latest; 0 for `none` and `final`. */
  until: number
  /**
   * Ends of the phases, and the time from which votes can be settled whatever the court does; all 0
   * for `none` before the first vote.
   */
  ends: { commit: number; reveal: number; appeal: number; tally: number; undecided: number }
  /** Whether the turn is the panel's, so that it can rule now. */
  isTurn: boolean
  /** The most that any answer asks for. */
  atStake: bigint
  /** Price of an appeal now. */
  appealFee: bigint
  /** Whether somebody has appealed. */
  appealed: boolean
  /** Whether the way in which votes are settled is fixed. */
  decided: boolean
  /** Then the number of the winning answer, 0 for nothing; `undefined` for none. */
  winner: bigint | undefined
  /** Whether the court has decided. */
  isDecidedAtCourt: boolean
  /** Risk that must be committed for a ruling; 0 before the first vote. */
  quorum: bigint
  committed: bigint
  /** Revealed part of the risk. */
  revealed: bigint
  /** Answers to vote for, nothing first. */
  answers: readonly AssessedAnswer[]
  /**
   * Ruling of the revealed votes: number of the answer, 0 for nothing; `undefined` for no ruling,
   * without a quorum, or if too little was at risk for the median.
   */
  ruling: bigint | undefined
  assessor: Address
  /** Risk of a vote of the assessor now; 0 if it is not eligible. */
  eligible: bigint
  /** Risk of the assessor's vote while something of it is to be settled; 0 without one. */
  risk: bigint
  /**
   * Whether the vote has won and its own risk is free: what is to be settled is the rest of its gain,
   * which comes from losing votes that are settled later.
   */
  freed: boolean
  /** Part of the vote's gain that is booked. */
  taken: bigint
  /** Change of the stake that {@link settleVote} would book now; 0 before the case is decided. */
  due: bigint
  /** Whether that vote waits for its reveal. */
  committedVote: boolean
  /** The revealed vote: number of the answer, 0 for nothing; `undefined` if it was not revealed. */
  vote: bigint | undefined
  /** The same change if nobody won. */
  changeWithoutWinner: bigint
}

/**
 * An assessor's inbox: the stages of cases before a panel, their ends, and the possible gains and
 * losses of the assessor's vote.
 *
 * @throws `UnknownIncident`, `CaseNotOpen`
 *
 * @example
 * ```ts
 * for (const { phase, until, eligible, answers } of await getAssessments(client, { panel, cases: [{ pool, termsId, incidentId }] })) {
 *   if (phase === 'commit' && eligible > 0n) console.log(answers, `until ${new Date(until * 1000)}`)
 * }
 * ```
 */
export async function getAssessments(
  client: ReadClient,
  { panel, cases, court, account, ...options }: GetAssessmentsParameters,
): Promise<Assessment[]> {
  const where = court ?? deploymentOf(client, options).court
  const assessor = accountOf(client, account)
  if (cases.length === 0) return []
  const contract = { abi: assessorPanelAbi, address: panel } as const
  const atCourt = { abi: courtAbi, address: where } as const
  const [commitPeriod, revealPeriod, ...begun] = (await readTogether(
    client,
    [
      { ...contract, functionName: 'commitPeriod' },
      { ...contract, functionName: 'revealPeriod' },
      ...cases.flatMap((which) => [
        { ...contract, functionName: 'caseIdOf', args: [where, getCaseKey(which)] },
        { ...atCourt, functionName: 'getDispute', args: [toCaseRef(which)] },
        { ...atCourt, functionName: 'outcomeOf', args: [toCaseRef(which)] },
      ]),
    ],
    options,
  )) as unknown as [bigint, bigint, ...unknown[]]
  const inbox = cases.map((which, i) => {
    const [caseId, dispute, [outcome]] = begun.slice(3 * i, 3 * i + 3) as Begun
    return { which, caseId, dispute, isDecidedAtCourt: outcome !== 0, choices: choicesOf(dispute) }
  })

  const found = (await readTogether(
    client,
    inbox.flatMap(({ which, caseId, choices }) => {
      const at = [where, toCaseRef(which)] as const
      const change = (winner: bigint) => ({
        ...{ ...contract, functionName: 'changeOf', args: [caseId, assessor, winner] },
      })
      return [
        { ...contract, functionName: 'phaseOf', args: at },
        { ...contract, functionName: 'getCase', args: [caseId] },
        { ...contract, functionName: 'getVote', args: [caseId, assessor] },
        { ...contract, functionName: 'riskOf', args: [...at, assessor] },
        { ...contract, functionName: 'rulingOf', args: at },
        change(NONE),
        { ...contract, functionName: 'dueOf', args: [caseId, assessor] },
        ...choices.flatMap(({ number }) => [
          { ...contract, functionName: 'revealedFor', args: [caseId, number] },
          change(number),
        ]),
      ]
    }),
    options,
  )) as unknown[]

  let at = 0
  return inbox.map(({ which, caseId, dispute, isDecidedAtCourt, choices }) => {
    const told = found.slice(at, at + 7 + 2 * choices.length)
    at += told.length
    const [[phase, until], stored, vote, eligible, ruling, changeWithoutWinner, due] = told as Told
    const sums = told.slice(7) as bigint[]
    const started = stored.turnStarted || (phase === 0 ? 0 : dispute.turnStarted)
    const { risk, taken, freed } = vote
    const isRevealed = risk !== 0n && BigInt(vote.commitment) === 0n
    return {
      ...{ panel, court: where, ...which, caseId, assessor, eligible, risk, isDecidedAtCourt },
      ...{ freed, taken, due },
      phase: PHASES[phase] ?? 'none',
      until: Number(until),
      ends: endsOf(started, Number(commitPeriod), Number(revealPeriod)),
      isTurn: isAddressEqual(dispute.arbiter, panel),
      atStake: dispute.atStake,
      appealFee: divUp(dispute.atStake, APPEAL_DIVISOR),
      appealed: stored.appealed,
      decided: stored.decided,
      winner: stored.decided ? fromNumber(BigInt(stored.winner)) : undefined,
      quorum: stored.quorum,
      committed: stored.committed,
      revealed: stored.revealed,
      answers: choices.map((choice, k) => ({
        ...choice,
        revealed: sums[2 * k] ?? 0n,
        change: sums[2 * k + 1] ?? 0n,
      })),
      ruling: fromNumber(ruling),
      committedVote: risk !== 0n && !isRevealed,
      vote: isRevealed ? BigInt(vote.number) : undefined,
      changeWithoutWinner,
    }
  })
}

/** Votes can be settled this long after the panel's turn began, whatever the court does. */
const MAX_DECISION_DELAY = 120 * DAY

/** Divisor of what is at stake: the price of an appeal. */
const APPEAL_DIVISOR = 100n

/** The panel's number for no winner, and no ruling. */
const NONE = 255n

const fromNumber = (number: bigint): bigint | undefined => (number === NONE ? undefined : number)

/** Choices of a vote: nothing, and each answer that something was lost. */
function choicesOf({ answers, incomplete }: Begun[1]): Pick<AssessedAnswer, 'number' | 'answer'>[] {
  const numbered = answers.map((answer, i) => ({ number: BigInt(i + 1), answer }))
  const standing = incomplete ? numbered.slice(1) : numbered
  const nothing = standing.find(({ answer }) => answer.severity === 0n)?.answer
  return [{ number: 0n, answer: nothing }, ...standing.filter(({ answer }) => answer.severity !== 0n)]
}

function endsOf(started: number, commitPeriod: number, revealPeriod: number): Assessment['ends'] {
  if (started === 0) return { commit: 0, reveal: 0, appeal: 0, tally: 0, undecided: 0 }
  const commit = started + commitPeriod
  const reveal = commit + revealPeriod
  return {
    ...{ commit, reveal, appeal: reveal + DAY, tally: reveal + 2 * DAY },
    undecided: started + MAX_DECISION_DELAY,
  }
}

/** The first results for one case: its number at the panel, and the court's view. */
type Begun = [
  caseId: bigint,
  dispute: {
    answers: readonly Answer[]
    incomplete: boolean
    arbiter: Address
    turnStarted: number
    atStake: bigint
  },
  outcome: readonly [outcome: number, number: bigint, decidedAt: bigint],
]

/** The later results: the panel's votes. */
type Told = [
  phase: readonly [number, bigint],
  stored: {
    turnStarted: number
    appealed: boolean
    decided: boolean
    winner: number
    quorum: bigint
    committed: bigint
    revealed: bigint
  },
  vote: { commitment: Hex; risk: bigint; number: number; taken: bigint; freed: boolean },
  eligible: bigint,
  ruling: bigint,
  changeWithoutWinner: bigint,
  due: bigint,
]
