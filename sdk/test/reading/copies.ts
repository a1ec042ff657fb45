import { type Address, concatHex, type Hex, keccak256, numberToHex, type StateOverride } from 'viem'
import { poolTermsSlot } from '../../src/actions/pool/poolTerms.js'
import { getCover, parseCoverId, toCoverId } from '../../src/index.js'
import type { Testkit } from '../../src/testing/index.js'

export const slotOf = (id: bigint): Hex => {
  // The token's layout: the word of an id is at twice the id plus a hash of it.
  const hash = keccak256(concatHex([numberToHex(id, { size: 32 }).slice(0, 58) as Hex, '0x7d882553']))
  return numberToHex(BigInt.asUintN(256, BigInt(hash) + 2n * id), { size: 32 })
}
export const balanceSlotOf = (owner: Address): Hex => keccak256(concatHex([owner, '0x0a5a2e7a00000000']))

/** A state with covers like one that was bought, the first of its terms in its pool; so many altogether. */
export async function copiesOf(
  { client, deployment }: Pick<Testkit, 'client' | 'deployment'>,
  coverId: bigint,
  count: number,
): Promise<StateOverride> {
  const { coverToken } = deployment
  const read = (address: Address, slot: Hex) => client.getStorageAt({ address, slot }) as Promise<Hex>
  const value = await read(coverToken, slotOf(coverId))
  const { owner, pool, termsId } = await getCover(client, { coverId, deployment })
  const copies = Array.from({ length: count - 1 }, (_, i) => {
    const copy = toCoverId({ ...parseCoverId(coverId), serial: BigInt(i + 2) })
    return { slot: slotOf(copy), value }
  })
  const more = async (address: Address, slot: Hex) => {
    const word = BigInt(await read(address, slot)) + BigInt(count - 1)
    return { slot, value: numberToHex(word, { size: 32 }) }
  }
  return [
    { address: pool, stateDiff: [await more(pool, poolTermsSlot(termsId))] },
    { address: coverToken, stateDiff: [...copies, await more(coverToken, balanceSlotOf(owner))] },
  ]
}
