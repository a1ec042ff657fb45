import {
  type Abi,
  type Address,
  concat,
  encodeFunctionResult,
  getContractAddress,
  type Hex,
  numberToHex,
  padHex,
  type StateOverride,
  size,
  slice,
} from 'viem'
import { call } from 'viem/actions'
import { getAction } from 'viem/utils'
import type { ReadClient } from '../internal/read.js'
import {
  artifactOf,
  childNames,
  createdBy,
  creationCode,
  creatorOf,
  type Layout,
  type PartName,
  segmentNames,
} from './parts.js'

/** Sends nothing, ever: nobody has its key. */
const NOBODY: Address = '0x000000000000000000000000000000000000dEaD'

type References = readonly { readonly start: number; readonly length: number }[]

/** Where a contract's immutables are in its runtime code, a list for each. */
export const immutablesOf = (name: PartName): References[] =>
  Object.values(artifactOf(name).immutableReferences)

/** The code with something else at one place. */
function put(code: Hex, start: number, value: Hex): Hex {
  const end = start + size(value)
  return concat([
    start === 0 ? '0x' : slice(code, 0, start),
    value,
    end === size(code) ? '0x' : slice(code, end),
  ])
}

/** Runtime code with zeros where its immutables are; as it is if it is too short to have them. */
export function maskedCode(name: PartName, code: Hex): Hex {
  const places = immutablesOf(name).flat()
  if (places.some(({ start, length }) => start + length > size(code))) return code
  return places.reduce(
    (masked, { start, length }) => put(masked, start, padHex('0x', { size: length })),
    code,
  )
}

/**
 * The runtime code that a contract must have where it is in the layout: what its creation code leaves, run by the node with
 * the arguments, the creator and the address that it has there. No code that is deployed has a say in it.
 */
export async function expectedCode(
  client: ReadClient,
  name: PartName,
  at: Layout,
  owner: Address,
): Promise<Hex> {
  if (name === 'factory') return factoryCode(client, at, owner)
  const account = creatorOf(name) === 'deployer' ? NOBODY : at.factory
  const [to, code] = [at[name], creationCode(name, at, owner)]
  // A call of creation code that stands there runs the constructor, which returns the runtime code.
  // What the constructor creates is there already; it is created again, at the same address.
  const child = getContractAddress({ from: to, nonce: 1n })
  const stateOverride: StateOverride = [
    ...standIns(at).filter(({ address }) => address !== to),
    { address: to, code, nonce: 1 },
    { address: child, code: '0x', nonce: 0 },
  ]
  return run(client, { account, to, stateOverride })
}

/** A constructor asks the factory for addresses, and looks whether there is code at them. */
function standIns(at: Layout): StateOverride {
  const { abi } = artifactOf('factory')
  const item = abi.find((entry) => entry.type === 'function' && entry.name === 'protocol')
  const [output] = (item as Extract<Abi[number], { type: 'function' }>).outputs
  const fields = (output as { components: readonly { name: string }[] }).components.map(({ name }) => name)
  const result = Object.fromEntries(fields.map((name) => [name, at[name as PartName]]))
  const answer = encodeFunctionResult({ abi, functionName: 'protocol', result })
  return [
    { address: at.factory, code: constantCode(answer) },
    ...segmentNames.map((name) => ({ address: at[name], code: '0x00' as const })),
  ]
}

/** A contract that answers every call the same: it copies what stands after its 12 bytes. */
const constantCode = (answer: Hex): Hex => {
  const length = numberToHex(size(answer), { size: 2 })
  return concat(['0x61', length, '0x600c5f39', '0x61', length, '0x5ff3', answer])
}

/**
 * The factory's constructor creates contracts, which it cannot do again at the factory's address: it is run at another one,
 * and the addresses that follow from that are replaced.
 */
async function factoryCode(client: ReadClient, at: Layout, owner: Address): Promise<Hex> {
  const stateOverride = [{ address: NOBODY, nonce: 0 }]
  const code = await run(client, {
    account: NOBODY,
    data: creationCode('factory', at, owner),
    stateOverride,
  })
  const there = createdBy(getContractAddress({ from: NOBODY, nonce: 0n }))
  const names = [...childNames, ...segmentNames]
  const places = immutablesOf('factory').flat()
  return places.reduce((result, { start, length }) => {
    const word = slice(code, start, start + length)
    const name = names.find((candidate) => toWord(there[candidate]) === word)
    return name ? put(result, start, toWord(at[name])) : result
  }, code)
}

/** An address as immutables have it. */
const toWord = (address: Address) => padHex(address.toLowerCase() as Hex, { size: 32 })

/** What a call, or creation code, returns. */
async function run(
  client: ReadClient,
  parameters: { account: Address; to?: Address; data?: Hex; stateOverride: StateOverride },
): Promise<Hex> {
  const { data } = await getAction(client, call, 'call')(parameters)
  return data ?? '0x'
}
