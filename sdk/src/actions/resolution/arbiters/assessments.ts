import { type Address, type Hex, isAddressEqual } from 'viem'
import { assessorPanelAbi, courtAbi } from '../../../generated/contracts.js'
import { accountOf } from '../../../internal/account.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { DAY, divUp } from '../../../math/arithmetic.js'
import { getCaseKey, toCaseRef } from '../court/caseRefs.js'
import type { Answer, CourtCaseId } from '../court/types.js'
import type { PanelParameters } from './types.js'

const PHASES = ['none', 'commit', 'reveal', 'appeal', 'tally', 'undecided', 'final'] as const

/**
 * Where a case before a panel stands; `none` if the panel has nothing to do with it. `undecided` if the panel has not ruled:
 * votes are settled as soon as the court has decided. `final` if they can be settled.
 */
export type AssessmentPhase = (typeof PHASES)[number]

/** Parameters of {@link getAssessments}. */
export interface GetAssessmentsParameters extends ReadOptions, PanelParameters {
  cases: readonly CourtCaseId[]
  /** Where the cases are. The deployment's court by default. */
  court?: Address | undefined
  /** Which assessor. The client's account by default. */
  account?: Address | undefined
}

/** An answer that can be voted for. Asset units. */
export interface AssessedAnswer {
  /** 0 for nothing, which is also the number of an answer that says so. */
  number: bigint
  /** `undefined` for nothing where no answer says so. */
  answer: Answer | undefined
  /** Risk of the votes for it that have been revealed. */
  revealed: bigint
  /** What settling the assessor's vote would add to the stake if this won and no more votes were revealed. */
  change: bigint
}

/** A case as an assessor has it before them. Amounts in asset units, times in seconds. */
export interface Assessment extends CourtCaseId {
  panel: Address
  court: Address
  /** Number of the case in the panel; 0 before the first vote. */
  caseId: bigint
  phase: AssessmentPhase
  /** When that phase ends; of `undecided` at the latest; 0 for `none` and `final`. */
  until: number
  /**
   * When each phase ends, and from when on votes can be settled whatever the court does; all 0 for `none` before the first
   * vote.
   */
  ends: { commit: number; reveal: number; appeal: number; tally: number; undecided: number }
  /** Whether the panel can rule on it now: whether the turn is its own. */
  isTurn: boolean
  /** The most that any answer asks for. */
  atStake: bigint
  /** What an appeal costs now. */
  appealFee: bigint
  /** Whether somebody has appealed. */
  appealed: boolean
  /** Whether it is fixed how votes are settled. */
  decided: boolean
  /** Then the number of the answer that has won, 0 for nothing; `undefined` for none. */
  winner: bigint | undefined
  /** Whether the court has decided. */
  isDecidedAtCourt: boolean
  /** Risk that must be committed for a ruling; 0 before the first vote. */
  quorum: bigint
  committed: bigint
  /** Of that, what was revealed. */
  revealed: bigint
  /** What can be voted for, nothing first. */
  answers: readonly AssessedAnswer[]
  /**
   * What the revealed votes would rule, number of the answer, 0 for nothing; `undefined` for no ruling: without a quorum, or if
   * too little was at risk for the median.
   */
  ruling: bigint | undefined
  assessor: Address
  /** What a vote of the assessor would put at risk now; 0 if it is not eligible. */
  eligible: bigint
  /** What the assessor's vote has at risk; 0 without an open vote. */
  risk: bigint
  /** Whether that vote waits for its reveal. */
  committedVote: boolean
  /** How it was revealed, number of the answer, 0 for nothing; `undefined` if it was not. */
  vote: bigint | undefined
  /** What settling it would add to the stake if nobody won. */
  changeWithoutWinner: bigint
}

/**
 * An assessor's inbox: where cases stand before a panel, until when, and what the assessor's vote would win or lose.
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
    const told = found.slice(at, at + 6 + 2 * choices.length)
    at += told.length
    const [[phase, until], stored, vote, eligible, ruling, changeWithoutWinner] = told as Told
    const sums = told.slice(6) as bigint[]
    const started = stored.turnStarted || (phase === 0 ? 0 : dispute.turnStarted)
    const risk = vote.risk
    const isRevealed = risk !== 0n && BigInt(vote.commitment) === 0n
    return {
      ...{ panel, court: where, ...which, caseId, assessor, eligible, risk, isDecidedAtCourt },
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

/** Whatever the court does, votes can be settled so long after the panel's turn began. */
const MAX_DECISION_DELAY = 120 * DAY

/** Part of what is at stake that an appeal costs. */
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

/** A node's first answers for one case: the panel's number for it, and the court's view. */
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

/** And then: of the panel's votes. */
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
  vote: { commitment: Hex; risk: bigint; number: number },
  eligible: bigint,
  ruling: bigint,
  changeWithoutWinner: bigint,
]
