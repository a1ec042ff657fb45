import type { Hex } from 'viem'
import { type AttestationRecord, getAttestations } from '../actions/listing/audits.js'
import { getPin } from '../actions/listing/pins.js'
import type { Pin } from '../actions/listing/types.js'
import { NoCodeError } from '../errors/errors.js'
import type { Node } from './node.js'
import { day } from './words.js'

/** Attestations of a code that are in force. */
export type Words = ReadonlyMap<Hex, readonly AttestationRecord[]>

/** Pin of the code that a contract runs; `undefined` if there is none. */
export async function livePin({ client }: Node, target: Pin['target']): Promise<Pin | undefined> {
  try {
    return await getPin(client, { target })
  } catch (error) {
    if (error instanceof NoCodeError) return undefined
    throw error
  }
}

/** The words that count for a product. */
export async function wordsOn(
  { client, deployment, now }: Node,
  productId: bigint,
  hashes: readonly (Hex | undefined)[],
): Promise<Words> {
  const distinct = [...new Set(hashes.filter((hash) => hash !== undefined))]
  const words = await Promise.all(
    distinct.map((codeHash) => getAttestations(client, { codeHash, productId, at: now, deployment })),
  )
  return new Map(distinct.map((hash, i) => [hash, (words[i] ?? []).filter(({ until }) => until > now)]))
}

export const hashesOf = (pin: { codeHash: Hex; implementationCodeHash?: Hex | undefined }): Hex[] =>
  pin.implementationCodeHash ? [pin.codeHash, pin.implementationCodeHash] : [pin.codeHash]

/** Auditors that attest a code, one line each. */
export function wordsInLines(words: Words, hash: Hex): string[] {
  const found = words.get(hash) ?? []
  if (found.length === 0) return [`${hash}  attested by nobody`]
  return found.map(
    ({ auditor, date, until, openFindings }) =>
      `${hash}  attested by ${auditor} (review of ${day(date)}, until ${day(until)}, ${openFindings} open findings)`,
  )
}
