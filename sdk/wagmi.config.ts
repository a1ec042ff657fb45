import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from '@wagmi/cli'
import { foundry } from '@wagmi/cli/plugins'
import type { Abi } from 'viem'

// Everything in src/generated comes from here: `pnpm generate`, after the release build of the contracts.

type AbiError = Extract<Abi[number], { type: 'error' }>

/** Pools and vaults run their extension's code in their own place: callers see one contract. */
const POOL = ['CoverPool', 'CoverPoolSegment2', 'CoverPoolSegment3']
const VAULT = ['ClaimsVault', 'ClaimsVaultSegment2']

const CONTRACTS = [
  'AddressArbiter',
  'AssessorPanel',
  'AuditRegistry',
  'BadDebtMeter',
  'CoverPoolFactory',
  'CoverToken',
  'LossLedger',
  'Court',
  'PoolConfigurator',
  'PriceDepegMeter',
  'ProductRegistry',
  'ProxyCode',
  'ShareLossMeter',
  'UmaArbiter',
]

/** Errors of libraries that revert by raw selector, which no ABI of a contract lists. */
const LIBRARY_ERRORS: Record<string, string[]> = {
  SafeTransferLib: ['TransferFailed', 'TransferFromFailed'],
  FixedPointMathLib: ['FullMulDivFailed', 'DivFailed'],
}

const project = fileURLToPath(new URL('..', import.meta.url))
// Not a plain import: the bundler that reads this file stumbles over that script's first line.
const { foundryBinary }: typeof import('../contracts/script/foundry.mjs') = await import(
  new URL('../contracts/script/foundry.mjs', import.meta.url).href
)
const artifacts = 'contracts/out-release'

function readAbi(contract: string): Abi {
  const path = `${project}/${artifacts}/${contract}.sol/${contract}.json`
  if (!existsSync(path))
    throw new Error(`${contract} is not built: run the release build of the contracts first.`)
  return bare(JSON.parse(readFileSync(path, 'utf8')).abi)
}

function errorsOf(contract: string): AbiError[] {
  return readAbi(contract).filter((item): item is AbiError => item.type === 'error' && !isImpossible(item))
}

/** OpenZeppelin's `Create2` has errors that the factory cannot meet: it sends no value, and knows its code by hash. */
const isImpossible = ({ name, inputs }: AbiError) =>
  name === 'Create2EmptyBytecode' || (name === 'InsufficientBalance' && inputs.length !== 0)

/** Solidity's own type names are a third of the size and help nobody here, nor do the empty names of outputs. */
function bare<value>(value: value): value {
  // What events are by default goes without saying.
  const isNeedless = (key: string, entry: unknown) =>
    key === 'internalType' || ((key === 'indexed' || key === 'anonymous') && entry === false)
  const named = ({ name, ...rest }: { name: string }) => (name === '' ? rest : { name, ...rest })
  return JSON.parse(
    JSON.stringify(value, (key, entry) =>
      isNeedless(key, entry) ? undefined : key === 'outputs' ? entry.map(named) : entry,
    ),
  )
}

/** The contracts that stand for themselves. */
function contracts(): Plugin {
  const plugin = foundry({
    project,
    artifacts,
    include: CONTRACTS.map((name) => `${name}.sol/${name}.json`),
    forge: { path: foundryBinary('forge'), build: false },
  })
  return { ...plugin, contracts: async () => bare((await plugin.contracts?.()) ?? []) }
}

/** Large, and used by `getPoolSnapshot` alone: apart, so that a bundle without that does without these. */
const SNAPSHOT = ['poolConstants', 'snapshot']

/** Calls that only another contract of the protocol may make: nobody who has an ABI from here can. */
const INTERNAL = [
  ...['fundCase', 'returnCapital', 'closeCase', 'setShort', 'drawCover', 'fadeShares', 'deferStarts'],
  ...['setPricing', 'setPoolTerms', 'setPauses', 'collectFees', 'raiseCase', 'createVault'],
]

/** One ABI for several code segments; what two of them have is the first one's, which answers the caller. */
function together(segments: string[]): Abi[number][] {
  const items = new Map<string, Abi[number]>()
  for (const item of segments.flatMap(readAbi)) {
    if (item.type !== 'function' && item.type !== 'event' && item.type !== 'error') continue
    if (item.type === 'function' && INTERNAL.includes(item.name)) continue
    const key = `${item.type} ${item.name}(${JSON.stringify(item.inputs)})`
    if (!items.has(key)) items.set(key, item)
  }
  return [...items.values()]
}

/**
 * The ABIs of a pool and of a vault, in parts that src/abis.ts puts together. Actions do without the errors: they decode
 * what reverts with the one ABI that has every error, and a bundle has each once.
 */
function pool(): Plugin {
  return {
    name: 'Pool',
    contracts() {
      const isSnapshot = (item: Abi[number]) => 'name' in item && SNAPSHOT.includes(item.name)
      const isError = (item: Abi[number]) => item.type === 'error'
      const isCall = (item: Abi[number]) => !isSnapshot(item) && !isError(item)
      const [inPool, inVault] = [together(POOL), together(VAULT)]
      return [
        { name: 'Pool', abi: inPool.filter(isCall) },
        { name: 'PoolSnapshot', abi: inPool.filter(isSnapshot) },
        { name: 'PoolErrors', abi: inPool.filter(isError) },
        { name: 'Vault', abi: inVault.filter(isCall) },
        { name: 'VaultErrors', abi: inVault.filter(isError) },
      ]
    },
  }
}

/** A court raises a case, and it is the pool's vault that tells of it. */
function raises(): Plugin {
  const pick = (contract: string, type: string, name: string) =>
    readAbi(contract).filter((item) => item.type === type && 'name' in item && item.name === name)
  return {
    name: 'Raises',
    contracts: () => [
      {
        name: 'CaseRaising',
        abi: [
          ...pick('Court', 'function', 'raiseCase'),
          ...pick('ClaimsVaultSegment2', 'event', 'CaseRaised'),
        ],
      },
    ],
  }
}

/** One ABI with every error that can reach a user, each once, in the order of their names. */
function errors(): Plugin {
  return {
    name: 'Errors',
    contracts() {
      const byName = new Map<string, AbiError>()
      const add = (error: AbiError) => {
        const known = byName.get(error.name)
        if (known && JSON.stringify(known) !== JSON.stringify(error)) {
          throw new Error(`Two errors are called ${error.name}.`)
        }
        byName.set(error.name, error)
      }
      for (const contract of ['Errors', ...POOL, ...VAULT, ...CONTRACTS]) errorsOf(contract).forEach(add)
      for (const [library, names] of Object.entries(LIBRARY_ERRORS)) {
        const declared = errorsOf(library)
        for (const name of names) {
          const error = declared.find((item) => item.name === name)
          if (!error) throw new Error(`${library} has no error ${name} any more.`)
          add(error)
        }
      }
      return [{ name: 'Errors', abi: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }]
    },
  }
}

/** The records of public deployments, by chain id and release: contracts/deployments/<chain id>/<release>.json. */
function deployments(): Plugin {
  return {
    name: 'Deployments',
    run() {
      const folder = `${project}/contracts/deployments`
      const list = (path: string) => (existsSync(path) ? readdirSync(path) : [])
      const chains = list(folder).filter((name) => /^\d+$/.test(name))
      const entries = chains
        .sort((a, b) => Number(a) - Number(b))
        .map((chain) => {
          const files = list(`${folder}/${chain}`).filter((file) => file.endsWith('.json'))
          const releases = files.map((file) => file.slice(0, -'.json'.length)).sort(byVersion)
          const records = releases.map((release) => recordOf(`${folder}/${chain}`, Number(chain), release))
          return `  ${chain}: {\n${records.join('\n')}\n  },`
        })
      return { content: `export const generatedDeployments = {\n${entries.join('\n')}\n} as const` }
    },
  }
}

/** One record, as a field of its chain's. */
function recordOf(folder: string, chainId: number, release: string): string {
  const text = readFileSync(`${folder}/${release}.json`, 'utf8').trim()
  const record = JSON.parse(text)
  if (record.chainId !== chainId || record.release !== release)
    throw new Error(`${folder}/${release}.json is of chain ${record.chainId} and release ${record.release}.`)
  return `    '${release}': ${text},`
}

/** 1.10.0 comes after 1.9.0. */
const byVersion = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

export default defineConfig([
  {
    out: 'src/generated/contracts.ts',
    plugins: [contracts(), pool(), raises(), deployments()],
  },
  { out: 'src/generated/errors.ts', plugins: [errors()] },
])
