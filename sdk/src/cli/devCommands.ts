import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Address, formatUnits, isAddress, parseUnits } from 'viem'
import {
  attachDev,
  type DevChain,
  type DevProduct,
  EXPLOIT_STEPS,
  exploit,
  fund,
  type ProductStatus,
  readStatus,
  startDev,
} from '../testing/dev.js'
import type { Testkit } from '../testing/kit.js'
import type { Stage } from '../testing/stage.js'
import { UsageError } from './arguments.js'
import { readArguments, runCommand } from './command.js'
import { chainInJson, chainInLines, readChain, writeWhileRunning } from './devFile.js'
import { toJson } from './json.js'
import { columns, percent, time } from './words.js'

const FILE = 'breakwater-dev.json'
const PORT = '8545'

const HELP = `A local chain with the protocol on it, products for sale and accounts that have money. Ctrl-C ends it, and leaves nothing.

Usage: breakwater dev                              starts it, and stays
       breakwater dev status                       time, prices and what the vaults hold
       breakwater dev faucet <address> [amount]    100 ether, and test USDC: 10000 by default
       breakwater dev warp <90m | 6h | 3d | date>  lets time pass, or goes to a time such as 2027-01-31T12:00Z
       breakwater dev exploit                      the vault that is covered loses two fifths of its funds

  --port <number>   dev: port of the node, ${PORT} by default; 0 for any
  --file <file>     what programs need of the chain, ${FILE} by default; the other commands find the chain by it
  --env <file>      dev: the same as lines of an environment file
  --part <percent>  exploit: what is lost, 40 by default
  --until <step>    exploit: ${EXPLOIT_STEPS.join(', ')}; how far it goes, "lost" by default
  --json            one JSON object
  --help            this text

Exit codes: 0 done; 2 wrong usage, or it could not be done.
`

const [OK, ENDED] = [0, 2]
const KNOWN = {
  port: { type: 'string' },
  file: { type: 'string', default: FILE },
  env: { type: 'string' },
  part: { type: 'string' },
  until: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const
/** Options that one command alone has. */
const ONLY = { port: '', env: '', part: 'exploit', until: 'exploit' } as const

const parse = (args: string[]) => parseArgs({ args, options: KNOWN, allowPositionals: true })
type Values = ReturnType<typeof parse>['values']

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

/** The command `dev`, and those that act on its chain. */
export const devCommands = (args: string[]): Promise<number> =>
  runCommand(args, async () => {
    const { values, positionals } = readDevArguments(args)
    const [, command = '', ...operands] = positionals
    if (values.help) {
      out(HELP)
      return OK
    }
    if (command === '') return await dev(values)
    const chain = readChain(values.file)
    const stage = await attachDev(chain)
    const { text, json } = await (COMMANDS[command] as Command)(stage, chain, { values, operands })
    out(values.json ? toJson({ ok: true, ...json }) : `${text}\n`)
    return OK
  })

/** Options and words that belong together. */
function readDevArguments(args: string[]) {
  const read = readArguments(parse, args)
  const [, command = '', ...operands] = read.positionals
  if (command !== '' && !Object.hasOwn(COMMANDS, command))
    throw new UsageError(`There is no command "dev ${command}".`)
  for (const [option, only] of Object.entries(ONLY))
    if (read.values[option as keyof typeof ONLY] !== undefined && only !== command)
      throw new UsageError(`"${`dev ${command}`.trim()}" has no option --${option}.`)
  const most = { faucet: 2, warp: 1 }[command] ?? 0
  const extra = operands[most]
  if (extra !== undefined) throw new UsageError(`"dev ${command}" does not take "${extra}".`)
  return read
}

/** Starts the chain, and stays until it is told to end, or the chain has. */
async function dev(values: Values): Promise<number> {
  const port = Number(values.port ?? PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port takes a number below 65536, not "${values.port}".`)
  await refuseIfRunning(values.file)
  err('Starting a chain, and opening two pools …\n')
  const { kit, chain } = await startDev(port)
  const lines = `${chainInLines(chain).join('\n')}\n`
  const env = values.env === undefined ? [] : [[values.env, lines] as const]
  try {
    writeWhileRunning([[values.file, chainInJson(chain)], ...env])
    out(values.json ? toJson({ ok: true, file: values.file, ...chain }) : chainInText(chain, values.file))
    if (await toldToEnd(kit)) return OK
    err('The chain has ended by itself.\n')
    return ENDED
  } finally {
    await kit.stop()
  }
}

/** Waits for a signal; false if the chain ends before. */
function toldToEnd({ client }: Testkit): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isTold: boolean) => {
      clearInterval(look)
      resolve(isTold)
    }
    const look = setInterval(() => client.getChainId().catch(() => end(false)), 1000)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(true))
  })
}

async function refuseIfRunning(file: string): Promise<void> {
  if (!existsSync(file)) return
  const chain = readChain(file)
  const isRunning = await attachDev(chain).then(
    () => true,
    () => false,
  )
  if (!isRunning) return
  throw new UsageError(`${file} is of a chain that runs at ${chain.url}: end that, or choose another --file.`)
}

type Command = (
  stage: Stage,
  chain: DevChain,
  given: { values: Values; operands: readonly string[] },
) => Promise<{ text: string; json: object }>

const COMMANDS: Record<string, Command> = {
  status: async (stage, { products }) => {
    const status = await readStatus(stage, products)
    const [now, block] = [await stage.now(), await stage.client.getBlockNumber({ cacheTime: 0 })]
    return { text: statusInText(now, block, status), json: { now, block, products: status } }
  },

  faucet: async (stage, _, { operands: [address, given = '10000'] }) => {
    if (!address || !isAddress(address))
      throw new UsageError(`"dev faucet" takes an address${address ? `, not "${address}"` : ''}.`)
    if (!/^\d{1,12}(\.\d{1,6})?$/.test(given))
      throw new UsageError(`"${given}" is not an amount of USDC: at most 12 digits, and 6 decimals.`)
    const amount = parseUnits(given, 6)
    await fund(stage, address as Address, amount)
    return { text: `${address} has 100 ether and ${given} USDC more.`, json: { address, amount } }
  },

  warp: async (stage, _, { operands: [to] }) => {
    await stage.warpTo(readTime(to, await stage.now()))
    const now = await stage.now()
    return { text: `It is ${time(now)}.`, json: { now } }
  },

  exploit: async (stage, { products }, { values }) => {
    const until = EXPLOIT_STEPS.find((step) => step === (values.until ?? 'lost'))
    if (!until)
      throw new UsageError(`--until takes one of ${EXPLOIT_STEPS.join(', ')}, not "${values.until}".`)
    const given = values.part ?? '40'
    if (!/^\d{1,3}(\.\d{1,16})?%?$/.test(given) || parseUnits(given.replace('%', ''), 16) > 10n ** 18n)
      throw new UsageError(`--part takes a percentage, not "${given}".`)
    const part = parseUnits(given.replace('%', ''), 16)
    const product = products.find(({ vault }) => vault) as DevProduct
    const found = await exploit(stage, product, { part, until })
    const text = columns([
      ['lost', `${formatUnits(found.lost, 6)} USDC of the vault ${product.vault}`],
      ...(found.incidentId === undefined ? [] : [['incident', String(found.incidentId)]]),
      ...(found.severity === undefined ? [] : [['severity', percent(found.severity)]]),
      ...(found.caseId === undefined ? [] : [['case', `${found.caseId} of the pool ${product.pool}`]]),
      ...(found.claimsUntil === undefined ? [] : [['claims', `until ${time(found.claimsUntil)}`]]),
    ])
    return { text: text.join('\n'), json: found }
  },
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** A time from now on, or a date. */
function readTime(text: string | undefined, now: number): number {
  const [, count, unit = 's'] = text?.match(/^(\d{1,9})([smhd])?$/) ?? []
  if (count) return now + Number(count) * (SECONDS[unit] as number)
  const date = text === undefined || !/^\d{4}-\d\d-\d\d/.test(text) ? Number.NaN : Date.parse(text)
  if (Number.isNaN(date))
    throw new UsageError(`"dev warp" takes 90m, 6h, 3d or a date${text ? `, not "${text}"` : ''}.`)
  return Math.floor(date / 1000)
}

function chainInText(chain: DevChain, file: string): string {
  const { url, chainId, usdc, deployment, products, accounts } = chain
  const addresses = Object.entries(deployment).filter(([, value]) => isAddress(String(value)))
  const rows = products.map(({ name, pool, termsId, vault, coveredVault }) => [
    ...[name, `pool ${pool}`, `terms ${termsId}`, vault ? `vault ${vault}` : ''],
    coveredVault ? `covered vault around it ${coveredVault}` : '',
  ])
  const people = Object.entries(accounts).map(([name, { address, privateKey }]) => [
    name,
    address,
    privateKey,
  ])
  return [
    ...[`Chain ${chainId} at ${url}`, ''],
    ...['Products', ...columns(rows), ''],
    ...[
      'Accounts, each with ether and ten million test USDC; their keys are known to all',
      ...columns(people),
      '',
    ],
    ...[
      'Addresses',
      ...columns([['usdc', usdc], ...addresses.map(([name, value]) => [name, String(value)])]),
      '',
    ],
    ...['For an environment file', ...chainInLines(chain), ''],
    `All of it is in ${file}. "breakwater dev --help" tells what can be done to the chain; Ctrl-C ends it.\n`,
  ].join('\n')
}

function statusInText(now: number, block: bigint, products: readonly ProductStatus[]): string {
  const dollars = (amount: bigint) => `${formatUnits(amount, 6)} USDC`
  const rows = products.map(({ name, available, premium, assets, savings, reason }) => [
    name,
    premium === undefined || available === undefined
      ? `not for sale: ${reason}`
      : `${dollars(available)} for sale, 1000 for 90 days cost ${dollars(premium)}`,
    assets === undefined ? '' : `its vault holds ${dollars(assets)}`,
    savings
      ? `the covered vault around it ${dollars(savings.totalAssets)}, with ${dollars(savings.cover)} of cover`
      : '',
  ])
  return [`It is ${time(now)}, block ${block}.`, ...columns(rows)].join('\n')
}
