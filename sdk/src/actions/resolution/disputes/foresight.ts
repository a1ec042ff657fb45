import { type Address, isAddressEqual } from 'viem'
import { DAY } from '../../../math/arithmetic.js'
import { isSameAnswer } from '../court/answerContent.js'
import { isMetered } from '../court/metered.js'
import type { CaseAnswer, CourtCase, CourtTerms } from '../court/types.js'

/** Decision of a case, made or expected if nobody acts. */
export interface Decision {
  /** First second after the decision. */
  at: number
  /** Whether something was lost. */
  pays: boolean
}

/** One turn of an arbiter, seconds. */
export interface Turn {
  from: number
  until: number
}

/** Both turns of a case, if an arbiter has to choose between its answers. */
export function turnsOf({ endsAt }: CourtCase, { rules }: CourtTerms): readonly [Turn, Turn] {
  const from = endsAt + 1
  const between = from + rules.arbiterTime
  return [
    { from, until: between },
    { from: between, until: between + rules.fallbackTime },
  ]
}

/** Whether there are several answers, and nobody has chosen. */
export const isContested = ({ outcome, answers }: CourtCase): boolean =>
  outcome === 'none' && answers.length > 1

/** Decision of a case: a single answer holds; of several none does if all arbiters are silent. */
export function decisionOf(hearing: CourtCase, courtTerms: CourtTerms): Decision {
  const { outcome, answers, chosen, decidedAt, endsAt } = hearing
  if (outcome !== 'none') {
    const held = answers.find(({ number }) => number === chosen)
    return { at: decidedAt, pays: held !== undefined && held.severity !== 0n }
  }
  if (answers.length > 1) return { at: turnsOf(hearing, courtTerms)[1].until, pays: false }
  return { at: endsAt + 1, pays: answers.some(({ severity }) => severity !== 0n) }
}

/** Answers besides number 1. */
export const furtherAnswers = ({ answers }: CourtCase): CaseAnswer[] =>
  answers.filter(({ number }) => number !== 1n)

/**
 * First time at which a verdict can be applied, if nobody acts: with several answers a verdict that
 * pays waits a day for bonds.
 */
export function payableFrom(hearing: CourtCase, courtTerms: CourtTerms): number {
  const { at, pays } = decisionOf(hearing, courtTerms)
  return at + (pays && furtherAnswers(hearing).length > 0 ? DAY : 0)
}

/** Whether settling the bonds of a case hands anything on, or advances its verdict. */
export function hasBondsToSettle(hearing: CourtCase, courtTerms: CourtTerms): boolean {
  if (furtherAnswers(hearing).length > 0) return true
  return !isMetered(courtTerms) && hearing.answers.length === 0
}

/** Choices of an arbiter: nothing, and each answer that something was lost. */
export const choicesOf = ({ answers }: CourtCase): bigint[] => [
  0n,
  ...answers.filter(({ severity }) => severity !== 0n).map(({ number }) => number),
]

/** Whether the outcome of another case of a firing can be adopted. */
export function isAdoptable(hearing: CourtCase, other: CourtCase, { rules }: CourtTerms): boolean {
  if (other.outcome !== 'ruled' || other.atStake < hearing.atStake) return false
  if (other.termsId !== hearing.termsId) return false
  // Only the fallback's decision can be adopted.
  if (other.decidedAt <= other.endsAt + rules.arbiterTime) return false
  const stands = (answer: CaseAnswer, { answers }: CourtCase) =>
    answers.some((given) => isSameAnswer(given, answer))
  if (!hearing.answers.every((answer) => stands(answer, other))) return false
  const won = other.answers.find(({ number }) => number === other.chosen)
  return won === undefined || won.severity === 0n || stands(won, hearing)
}

export const isSame = (account: Address | undefined, other: Address | undefined): boolean | undefined =>
  account === undefined || other === undefined ? undefined : isAddressEqual(account, other)
