/**
 * Writes sdk/src/generated but for its words: from the release build the ABIs of the contracts, item by item and whole, all
 * events, the ABI with every error, and its texts; from contracts/deployments the records of public chains; and a permutation written out. The
 * SDK's script "generate".
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { arbiterErrors } from '../../../sdk/src/errors/catalogue/arbiters.ts'
import { catalogue } from '../../../sdk/src/errors/catalogue/catalogue.ts'
import { embeddingErrors } from '../../../sdk/src/errors/catalogue/embedding.ts'
import type { Entry } from '../../../sdk/src/errors/catalogue/entry.ts'
import { main, ROOT } from '../lib.ts'
import { keccakModule } from './keccak.ts'

interface Item {
  type: string
  name?: string
  inputs?: { name: string; type: string }[]
}
type AbiError = Item & Required<Pick<Item, 'name' | 'inputs'>>

const CONTRACTS = [
  'AddressArbiter',
  'AssessorPanel',
  'AuditRegistry',
  'BadDebtMeter',
  'ClaimsVault',
  'CoverPool',
  'CoverPoolFactory',
  'CoverRouter',
  'CoveredVault',
  'CoveredVaultFactory',
  'PayoutDistributor',
  'PayoutDistributorFactory',
  'RenewalMandate',
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

/** Pools and vaults run several segments of code in their own place: callers see one contract. */
const SEGMENTS: Record<string, string[]> = {
  ClaimsVault: ['ClaimsVault', 'ClaimsVaultSegment2'],
  CoverPool: ['CoverPool', 'CoverPoolSegment2', 'CoverPoolSegment3'],
}

/** Calls that only another contract of the protocol may make: nobody who has an ABI from here can. */
const INTERNAL = [
  ...['fundCase', 'returnCapital', 'endSalesStop', 'setShort', 'drawCover', 'fadeShares', 'deferStarts'],
  ...['setPricing', 'setPoolTerms', 'setPauses', 'collectFees', 'raiseCase', 'createVault'],
]

/** Errors of libraries that revert by raw selector, which no ABI of a contract lists. */
const LIBRARY_ERRORS: Record<string, string[]> = {
  SafeTransferLib: ['TransferFailed', 'TransferFromFailed'],
  FixedPointMathLib: ['FullMulDivFailed', 'DivFailed'],
}

function readAbi(contract: string): Item[] {
  const path = join(ROOT, 'contracts/out-release', `${contract}.sol`, `${contract}.json`)
  if (!existsSync(path))
    throw new Error(`${contract} is not built: run the release build of the contracts first.`)
  return bare(JSON.parse(readFileSync(path, 'utf8')).abi)
}

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

/** The ABI of a contract; what two segments of it have is the first one's, which answers the caller. */
function abiOf(contract: string): Item[] {
  const segments = SEGMENTS[contract]
  if (!segments) return readAbi(contract)
  const items = new Map<string, Item>()
  for (const item of segments.flatMap(readAbi)) {
    if (item.type !== 'function' && item.type !== 'event' && item.type !== 'error') continue
    if (item.type === 'function' && INTERNAL.includes(item.name as string)) continue
    const key = `${item.type} ${item.name}(${JSON.stringify(item.inputs)})`
    if (!items.has(key)) items.set(key, item)
  }
  return [...items.values()]
}

/** OpenZeppelin's `Create2` has errors that the factory cannot meet: it sends no value, and knows its code by hash. */
const isImpossible = ({ name, inputs }: Item) =>
  name === 'Create2EmptyBytecode' || (name === 'InsufficientBalance' && inputs?.length !== 0)

const errorsOf = (abi: Item[]) =>
  abi.filter((item): item is AbiError => item.type === 'error' && !isImpossible(item))

/** Calls and events by the names of their constants; a later one of the same name is numbered. */
function callsOf(contract: string): Map<string, Item> {
  const calls = new Map<string, Item>()
  for (const item of abiOf(contract)) {
    if (item.type === 'error') continue
    const name = item.name ?? item.type
    let free = name
    for (let count = 2; calls.has(free); count++) free = `${name}${count}`
    calls.set(free, item)
  }
  return calls
}

/** Every error that can reach a user, each once, in the order of their names. */
function allErrors(): Map<string, Item> {
  const byName = new Map<string, Item>()
  const add = (error: AbiError) => {
    const known = byName.get(error.name)
    if (known && JSON.stringify(known) !== JSON.stringify(error))
      throw new Error(`Two errors are called ${error.name}.`)
    byName.set(error.name, error)
  }
  for (const abi of [readAbi('Errors'), ...CONTRACTS.map(abiOf)]) errorsOf(abi).forEach(add)
  for (const [library, names] of Object.entries(LIBRARY_ERRORS)) {
    const declared = errorsOf(readAbi(library))
    for (const name of names) {
      const error = declared.find((item) => item.name === name)
      if (!error) throw new Error(`${library} has no error ${name} any more.`)
      add(error)
    }
  }
  return new Map([...byName].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Errors as a text of three parts: the messages, one a line, without their full stops; the hints likewise; the names, and
 * inputs with their types where those are not `uint256`. Arguments in a message are in braces, times with an `@`. Sorted by
 * hint, because that compresses best.
 */
function errorLines(name: string, errors: Item[]): string {
  const entries = errors.map(({ name = '', inputs = [] }) => {
    const all = inputs.map((input) => (input.type === 'uint256' ? input.name : `${input.name}:${input.type}`))
    if (!all.every((input) => /^\w*(:(?!tuple)\w+)?$/.test(input)))
      throw new Error(`${name} has inputs that are not simple.`)
    const entry = catalogue[name as keyof typeof catalogue] as Entry<never> | undefined
    if (!entry) throw new Error(`${name} has no texts in sdk/src/errors/catalogue: add them first.`)
    const { message, hint } = entry
    return { signature: [name, ...all].join(' '), message: textOf(message), hint: textOf(hint) }
  })
  entries.sort((a, b) => (a.hint + a.message < b.hint + b.message ? -1 : 1))
  const parts = (['message', 'hint', 'signature'] as const).map((part) =>
    entries.map((entry) => entry[part]).join('\n'),
  )
  return `export const ${name} =\n  ${JSON.stringify(parts.join('\n\n'))}`
}

const marks = new Proxy({}, { get: (_, name) => `{${String(name)}}` }) as never

/** A text of the catalogue with marks for its arguments. A test compares them all with what the catalogue says. */
function textOf(text: Entry<never>['message']): string {
  // What `date` makes of something that is no time.
  const marked = (typeof text === 'string' ? text : text(marks)).replace(/second \{(\w+)\}/g, '{$1@}')
  if (!/^[^\n]+\.$/.test(marked)) throw new Error(`A text is no line with a full stop: ${marked}`)
  return marked.slice(0, -1)
}

/** A value as source text: on one line if it has room there. */
function source(value: unknown, indent = '', room = 100): string {
  const inner = `${indent}  `
  const text = (line: (entry: unknown) => string, separator: string, [open, close]: [string, string]) => {
    const parts = Array.isArray(value)
      ? value.map(line)
      : Object.entries(value as object).map(([key, entry]) => `${key}: ${line(entry)}`)
    return open + parts.join(separator) + close
  }
  if (typeof value === 'string') return `'${value}'`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const short = text(
    (entry) => source(entry, indent, Infinity),
    ', ',
    Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'],
  )
  if (short.length <= room) return short
  const long = text((entry) => source(entry, inner, room - 2), `,\n${inner}`, ['', ''])
  return Array.isArray(value) ? `[\n${inner}${long},\n${indent}]` : `{\n${inner}${long},\n${indent}}`
}

const constants = (items: Map<string, Item>) =>
  [...items].map(([name, item]) => `export const ${name} = ${source(item)} as const`)

const list = (name: string, entries: string[]) =>
  `export const ${name} = [\n${entries.map((entry) => `  ${entry},`).join('\n')}\n] as const`

/** The whole ABIs, put together from their items. */
function wholeAbis(): string[] {
  const imports = CONTRACTS.map((contract) => `import * as ${contract} from './abi/${contract}.js'`)
  const abis = CONTRACTS.map((contract) => {
    const calls = [...callsOf(contract).keys()].map((name) => `${contract}.${name}`)
    const refusals = errorsOf(abiOf(contract)).map(({ name }) => `errors.${name}`)
    return list(`${contract.charAt(0).toLowerCase()}${contract.slice(1)}Abi`, [...calls, ...refusals])
  })
  return [[...imports, "import * as errors from './abi/errors.js'"].join('\n'), ...abis]
}

/** The events of every contract, of which histories are made. */
function allEvents(): string[] {
  const lines = CONTRACTS.map((contract) => {
    const names = [...callsOf(contract)].filter(([, item]) => item.type === 'event').map(([name]) => name)
    return { contract, events: names.map((name) => `${contract}.${name}`) }
  }).filter(({ events }) => events.length > 0)
  const imports = lines.map(({ contract }) => `import * as ${contract} from './abi/${contract}.js'`)
  const fields = lines.map(({ contract, events }) => `  ${contract}: [\n    ${events.join(',\n    ')},\n  ],`)
  return [imports.join('\n'), `export const events = {\n${fields.join('\n')}\n} as const`]
}

/** The records of public deployments, by chain id and release: contracts/deployments/<chain id>/<release>.json. */
function deployments(): string {
  const folder = join(ROOT, 'contracts/deployments')
  const entries = (path: string) => (existsSync(path) ? readdirSync(path) : [])
  const chains = entries(folder).filter((name) => /^\d+$/.test(name))
  const records = chains
    .sort((a, b) => Number(a) - Number(b))
    .map((chain) => {
      const files = entries(join(folder, chain)).filter((file) => file.endsWith('.json'))
      const releases = files.map((file) => file.slice(0, -'.json'.length)).sort(byVersion)
      const lines = releases.map((release) => recordOf(join(folder, chain), Number(chain), release))
      return `  ${chain}: {\n${lines.join('\n')}\n  },\n`
    })
  const body = records.length ? `{\n${records.join('')}}` : '{}'
  return `export const generatedDeployments = ${body} as const`
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

/** Every file, by its path below sdk/src/generated. */
function files(): Map<string, string[]> {
  const errors = allErrors()
  // Those that only some actions meet are texts of their own.
  const own = [arbiterErrors, embeddingErrors]
  const [common, arbiters, embedding] = [-1, 0, 1].map((place) =>
    [...errors.values()].filter(({ name = '' }) => own.findIndex((entries) => name in entries) === place),
  ) as [Item[], Item[], Item[]]
  return new Map([
    ...CONTRACTS.map((contract): [string, string[]] => [`abi/${contract}.ts`, constants(callsOf(contract))]),
    ['abi/errors.ts', constants(errors)],
    [
      'errors.ts',
      [
        "import * as errors from './abi/errors.js'",
        list(
          'errorsAbi',
          [...errors.keys()].map((name) => `errors.${name}`),
        ),
      ],
    ],
    ['errorLines.ts', [errorLines('errorLines', common)]],
    ['arbiterErrorLines.ts', [errorLines('arbiterErrorLines', arbiters)]],
    ['embeddingErrorLines.ts', [errorLines('embeddingErrorLines', embedding)]],
    ['contracts.ts', wholeAbis()],
    ['events.ts', allEvents()],
    ['deployments.ts', [deployments()]],
    ['keccak.ts', keccakModule()],
  ])
}

main(import.meta.url, async () => {
  const folder = join(ROOT, 'sdk/src/generated')
  const wanted = files()
  rmSync(join(folder, 'abi'), { recursive: true, force: true })
  for (const [file, parts] of wanted) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${parts.join('\n\n')}\n`)
  }
  return 0
})
