import { release } from '@breakwater/contracts/artifacts'
import {
  type Abi,
  type Address,
  getAddress,
  type Hex,
  isAddressEqual,
  keccak256,
  numberToHex,
  padHex,
  slice,
} from 'viem'
import { getChainId, getCode, readContract } from 'viem/actions'
import { getAction } from 'viem/utils'
import { checkDeployment, type Deployment, type DeploymentRecord } from '../deployments.js'
import { toBreakwaterError, withTypedErrors } from '../errors/decode.js'
import { InvalidParameterError } from '../errors/errors.js'
import { isNodeFailure } from '../errors/nodeErrors.js'
import type { ReadClient } from '../internal/read.js'
import { expectedCode, immutablesOf, maskedCode } from './code.js'
import { ReleaseMismatchError } from './errors.js'
import { artifactOf, createdBy, DEPLOYER, type Layout, type PartName, partNames } from './parts.js'
import { codeHashes } from './record.js'

/** Something that is not as it should be. */
export type DeploymentDifference = {
  /** Name of the contract. */
  readonly contractName: string
  /** Where it should be. */
  readonly address: Address
  /** One sentence. */
  readonly message: string
} & (
  | {
      /** There is no code. */
      readonly kind: 'missing'
    }
  | {
      /** There is other code: hashes of runtime code with zeros where its immutables are. */
      readonly kind: 'code'
      readonly expected: Hex
      readonly found: Hex
    }
  | {
      /** The code is right, and points to something else, or was deployed on another chain. */
      readonly kind: 'wiring'
      /** Name of what it should point to: an address of the deployment, a segment, or `chainId`. */
      readonly field: string
      /** An address, or a word of 32 bytes. */
      readonly expected: Hex
      readonly found: Hex
    }
  | {
      /** A registry belongs to somebody else than the deployment says. `undefined` if it does not tell. */
      readonly kind: 'owner'
      readonly expected: Address
      readonly found: Address | undefined
    }
  | {
      /** The deployment tells of other code than the release has. */
      readonly kind: 'record'
      readonly expected: Hex
      readonly found: Hex | undefined
    }
)

/** What {@link verifyDeployment} looks at: addresses, and of a record what else it tells. */
export type VerifiableDeployment = Deployment &
  Partial<Pick<DeploymentRecord, 'chainId' | 'release' | 'owner' | 'codeHashes'>>

/** Contracts that have an owner. */
const OWNED = ['auditRegistry', 'registry'] as const

/**
 * Compares a deployment with the release that is installed: the code of every contract, segments included, and all that
 * it was told when it was created, which is whom it points to. Of a deployment that names them it compares the owner, too,
 * the chain and the hashes of code.
 *
 * The node runs the constructors for that, by `eth_call` with state overrides, which nodes of all kinds have.
 *
 * @returns Each difference; none if all is as it should be.
 *
 * @throws `InvalidParameterError` when the deployment lacks an address, or is for another chain than the node's.
 * @throws {@link ReleaseMismatchError} when it is of another release than the installed artifacts.
 *
 * @example
 * ```ts
 * const differences = await verifyDeployment(client, deployment)
 * if (differences.length) throw new Error(differences.map(({ message }) => message).join('\n'))
 * ```
 */
export async function verifyDeployment(
  client: ReadClient,
  deployment: VerifiableDeployment,
): Promise<DeploymentDifference[]> {
  checkDeployment(deployment)
  if (deployment.release !== undefined && deployment.release !== release)
    throw new ReleaseMismatchError(deployment.release, release)
  return withTypedErrors(async () => {
    const chainId = await getAction(client, getChainId, 'getChainId')({})
    if (deployment.chainId !== undefined && deployment.chainId !== chainId) {
      const problem = `is ${deployment.chainId}, and the node is on chain ${chainId}`
      throw new InvalidParameterError('deployment.chainId', deployment.chainId, problem)
    }
    const at: Layout = { ...createdBy(deployment.factory), ...deployment }
    const owner = deployment.owner ?? DEPLOYER
    const found = await Promise.all([
      ...partNames.map((name) => compareCode(client, name, at, { owner, chainId })),
      ...(deployment.owner === undefined ? [] : OWNED.map((name) => compareOwner(client, name, at, owner))),
    ])
    return [...compareRecord(deployment, at), ...found.flat()]
  })
}

/** A registry's owner. */
async function compareOwner(
  client: ReadClient,
  name: (typeof OWNED)[number],
  at: Layout,
  expected: Address,
): Promise<DeploymentDifference[]> {
  const { abi, contractName } = artifactOf(name)
  const address = at[name]
  const found = await ownerOf(client, address, abi)
  if (found && isAddressEqual(found, expected)) return []
  const message = `The owner of ${contractName} is ${found ?? 'unknown'}, not ${expected}.`
  return [{ kind: 'owner', contractName, address, message, expected, found }]
}

/** `undefined` for what has no owner: other code, or none. */
async function ownerOf(client: ReadClient, address: Address, abi: Abi): Promise<Address | undefined> {
  try {
    const read = getAction(client, readContract, 'readContract')
    return (await read({ address, abi, functionName: 'owner' })) as Address
  } catch (error) {
    if (isNodeFailure(toBreakwaterError(error))) throw error
    return undefined
  }
}

/** Code, and what stands in it of other contracts. */
async function compareCode(
  client: ReadClient,
  name: PartName,
  at: Layout,
  { owner, chainId }: { owner: Address; chainId: number },
): Promise<DeploymentDifference[]> {
  const { contractName, codeHash } = artifactOf(name)
  const address = at[name]
  const code = await getAction(client, getCode, 'getCode')({ address })
  if (!code) {
    const message = `There is no ${contractName} at ${address}: it has no code.`
    return [{ kind: 'missing', contractName, address, message }]
  }
  const hash = keccak256(maskedCode(name, code))
  if (hash !== codeHash) {
    const message = `The code at ${address} is not that of ${contractName}.`
    return [{ kind: 'code', contractName, address, message, expected: codeHash, found: hash }]
  }
  const expected = await expectedCode(client, name, at, owner)
  const names = namesOf(at, chainId)
  return immutablesOf(name).flatMap((places) => {
    const wrong = places.find((place) => wordAt(code, place) !== wordAt(expected, place))
    if (!wrong) return []
    const field = names.get(wordAt(expected, wrong)) ?? `byte ${wrong.start}`
    const [wanted, found] = [wordAt(expected, wrong), wordAt(code, wrong)].map(readable) as [Hex, Hex]
    const message = `${contractName} at ${address} has ${found} for ${field}, not ${wanted}.`
    return [{ kind: 'wiring' as const, contractName, address, message, field, expected: wanted, found }]
  })
}

const wordAt = (code: Hex, { start, length }: { start: number; length: number }) =>
  slice(code, start, start + length)

/** What a word stands for. */
const namesOf = (at: Layout, chainId: number): ReadonlyMap<Hex, string> =>
  new Map([
    [numberToHex(chainId, { size: 32 }), 'chainId'],
    ...partNames.map((name) => [padHex(at[name].toLowerCase() as Hex, { size: 32 }), name] as const),
  ])

/** A word that can only be an address, as one. */
const readable = (word: Hex): Hex => (/^0x0{24}(?!0{8})/.test(word) ? getAddress(slice(word, 12)) : word)

/** What a record says of code. */
function compareRecord({ codeHashes: said }: VerifiableDeployment, at: Layout): DeploymentDifference[] {
  if (said === undefined) return []
  const hashes = codeHashes()
  return partNames.flatMap((name) => {
    const { contractName } = artifactOf(name)
    const [expected, found] = [hashes[contractName] as Hex, said[contractName]]
    if (found === expected) return []
    const message = `The deployment tells of other code for ${contractName} than release ${release} has.`
    return [{ kind: 'record' as const, contractName, address: at[name], message, expected, found }]
  })
}
