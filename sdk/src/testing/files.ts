import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Abi, Address, Hex } from 'viem'
import type { DeploymentRecord } from '../deployments.js'
import { TestkitError } from './errors.js'

/** A contract for tests, as the release build made it. */
export interface Mock {
  readonly abi: Abi
  readonly bytecode: Hex
}

/** What a chain has besides the protocol. */
export interface Bystanders {
  /** Runtime code that is put where it is on every chain. */
  readonly code: { readonly [name: string]: { readonly address: Address; readonly runtime: Hex } }
  /** Contracts that a deterministic deployer creates, at the addresses of all chains. */
  readonly created: readonly {
    readonly name: string
    readonly deployer: Address
    readonly salt: Hex
    readonly bytecode: Hex
    readonly address: Address
  }[]
  readonly mocks: { readonly [name: string]: Mock }
}

/** What the chain of a state has. */
export interface StateRecord {
  /** Of the artifacts it was made from. */
  readonly hash: Hex
  readonly deployment: DeploymentRecord
  readonly usdc: Address
}

// By the package's own name: the same from the sources and from the bundle.
const require = createRequire(import.meta.url)
const folder = () => join(dirname(require.resolve('@breakwater/sdk/package.json')), 'dist/testkit')

/** Where the build puts the state of a chain, as anvil writes it. */
export const statePath = () => join(folder(), 'state.json')
/** What is on the chain of that state. */
export const recordPath = () => join(folder(), 'record.json')
/** Code of what a chain has besides the protocol. */
export const bystandersPath = () => join(folder(), 'bystanders.json')

function readJson<content>(path: string): content {
  if (!existsSync(path))
    throw new TestkitError(
      'filesMissing',
      `The test kit lacks its file ${path}.`,
      'Install @breakwater/sdk again; in its repository run "pnpm build".',
    )
  return JSON.parse(readFileSync(path, 'utf8'))
}

let bystanders: Bystanders | undefined

/** What a chain has besides the protocol; read once. */
export function readBystanders(): Bystanders {
  bystanders ??= readJson<Bystanders>(bystandersPath())
  return bystanders
}

/**
 * ABI and creation code of a contract for tests: a token, a vault with a bug, a feed, a scripted oracle.
 *
 * @throws {@link TestkitError} (`unknownMock`).
 *
 * @example
 * ```ts
 * const hash = await kit.personas.keeper.deployContract({ ...readMock('MockToken'), args: ['Euro', 'EUR', 6] })
 * ```
 */
export function readMock(name: string): Mock {
  const { mocks } = readBystanders()
  const mock = Object.hasOwn(mocks, name) ? mocks[name] : undefined
  if (mock) return mock
  const known = Object.keys(mocks).join(', ')
  throw new TestkitError('unknownMock', `There is no mock "${name}".`, `Choose one of ${known}.`)
}

/** What is on the chain of the state that is shipped; `undefined` where there is none. */
export function readStateRecord(): StateRecord | undefined {
  return existsSync(recordPath()) && existsSync(statePath()) ? readJson<StateRecord>(recordPath()) : undefined
}

/**
 * SHA-256 of all that a chain of the kit is made of: the installed artifacts of the contracts, and what is beside them;
 * `undefined` where @breakwater/contracts is not installed.
 */
export async function hashOfParts(): Promise<Hex | undefined> {
  const artifacts = await importArtifacts()
  if (!artifacts) return undefined
  const codes = Object.entries(artifacts)
    .flatMap(([name, { bytecode }]) => (bytecode ? [`${name} ${bytecode}`] : []))
    .sort()
  const hash = createHash('sha256').update(codes.join('\n')).update(readFileSync(bystandersPath()))
  return `0x${hash.digest('hex')}`
}

async function importArtifacts(): Promise<Record<string, { bytecode?: Hex }> | undefined> {
  try {
    return (await import('@breakwater/contracts/artifacts')) as Record<string, { bytecode?: Hex }>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
