import type { Address } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import { type ReadClient, type ReadOptions, readTogether } from '../../../internal/read.js'
import { getAnswerKey, OPENING_KEY } from '../court/bondPots.js'
import { toCaseRef } from '../court/caseRefs.js'
import type { Answer } from '../court/types.js'
import type { IncidentAsked } from './disputeCases.js'
import type { BondState, DisputeCase } from './types.js'

const courtAbi = [Court.bondOf] as const

/** Pots of the openings, of all answers that stand, and of the proposed answer. */
export async function bondsOf(
  client: ReadClient,
  {
    court,
    incidentId,
    answer,
    cases,
    account,
  }: Pick<IncidentAsked, 'court' | 'incidentId' | 'answer'> & {
    cases: readonly DisputeCase[]
    account: Address
  },
  at: ReadOptions,
): Promise<BondState[]> {
  const pots = cases.flatMap(({ pool, termsId, hearing }) => {
    const answers: Answer[] = [...(hearing?.answers.filter(({ number }) => number !== 1n) ?? [])]
    if (answer) answers.push(answer)
    // The pot of an opening that does not exist yet is empty.
    const opening = hearing === undefined ? [] : [OPENING_KEY]
    const keys = new Set([...opening, ...answers.map((given) => getAnswerKey(given))])
    return [...keys].map((key) => ({ pool, termsId, key }))
  })
  const assets = (await readTogether(
    client,
    pots.map(({ pool, termsId, key }) => ({
      ...{ abi: courtAbi, address: court, functionName: 'bondOf' },
      args: [toCaseRef({ pool, termsId, incidentId }), key, account],
    })),
    at,
  )) as unknown as bigint[]
  return pots.map((pot, i) => ({ ...pot, contributor: account, assets: assets[i] ?? 0n }))
}
