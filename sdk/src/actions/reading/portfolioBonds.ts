import type { Address } from 'viem'
import * as Court from '../../generated/abi/Court.js'
import { askAll, callData, resultOf } from '../../internal/lens.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { getAnswerKey, OPENING_KEY } from '../resolution/court/bondPots.js'
import { toCaseRef } from '../resolution/court/caseRefs.js'
import type { Answer, CourtCaseId } from '../resolution/court/types.js'

const courtAbi = [Court.getCase, Court.bondOf] as const

/** A bond of an account. */
export interface PortfolioBond extends CourtCaseId {
  /** Key of the pot: {@link getAnswerKey}, or zero for the opening. */
  key: `0x${string}`
  /** What the account may withdraw of it as things stand, asset units. */
  assets: bigint
}

/** A case of the court, with the answers that stand. */
export interface Hearing extends CourtCaseId {
  answers: readonly Answer[]
}

/** What the court knows of cases; cases that nobody has opened are left out. */
export async function hear(
  client: ReadClient,
  court: Address,
  cases: readonly CourtCaseId[],
  options: ReadOptions,
): Promise<Hearing[]> {
  const calls = cases.map((which) => ({
    target: court,
    data: callData(courtAbi, 'getCase', [toCaseRef(which)]),
  }))
  const replies = await askAll(client, calls, options)
  return cases.flatMap(({ pool, termsId, incidentId }, i) => {
    if (!replies[i]?.success) return []
    const { answers } = resultOf(courtAbi, 'getCase', replies[i])
    return [{ pool, termsId, incidentId, answers: answers.map(({ answer }) => answer) }]
  })
}

/** Bonds of an account in the pots of cases. */
export async function bondsIn(
  client: ReadClient,
  { court, owner, cases }: { court: Address; owner: Address; cases: readonly Hearing[] },
  options: ReadOptions,
): Promise<PortfolioBond[]> {
  const pots = cases.flatMap(({ answers, ...which }) => {
    // Answer 1 is the opening's own pot.
    const keys = new Set([OPENING_KEY, ...answers.slice(1).map(getAnswerKey)])
    return [...keys].map((key) => ({ ...which, key }))
  })
  const calls = pots.map(({ key, ...which }) => ({
    ...{ target: court, data: callData(courtAbi, 'bondOf', [toCaseRef(which), key, owner]) },
  }))
  const replies = await askAll(client, calls, options)
  return pots
    .map((pot, i) => ({ ...pot, assets: resultOf(courtAbi, 'bondOf', replies[i]) }))
    .filter(({ assets }) => assets !== 0n)
}
