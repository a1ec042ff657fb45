import { parseArgs } from 'node:util'
import { type Address, isAddress } from 'viem'

export const HELP = `Checks, proposes and inspects products and their terms. Run it by "npx @breakwater/sdk". It reads a chain and never needs a key.

Usage: breakwater listing check <product.json> --rpc-url <url>      checks a file against the contracts
       breakwater listing propose <product.json> --rpc-url <url>    prints the calls for a Safe or a timelock
       breakwater listing inspect <termsId> --rpc-url <url>         shows published terms, and the code that runs
       breakwater listing inspect <address> --rpc-url <url>         lists the terms that pin a contract
       breakwater listing pin <address> --rpc-url <url>             prints a contract's code as a pin for a file
       breakwater deploy, breakwater verify                         the protocol itself: see "deploy --help"
       breakwater risk                                              a pool's book, measured: see "risk --help"
       breakwater dev                                               a local chain to try it on: see "dev --help"

  --rpc-url <url>      address of a node, http or https
  --deployment <file>  JSON with the addresses of the protocol; by default the known ones
  --pool <address>     check, propose: a pool that shall sell the terms
  --against <termsId>  inspect: other terms to compare with
  --force              propose: print the calls even if there are findings
  --json               one JSON object: amounts in smallest units, ratios in WAD, times in seconds
  --help               this text

Exit codes: 0 no findings, 1 findings, 2 wrong usage, or nothing could be checked.
`

/**
 * A mistake in the call of the program, or a file that cannot be read: reported in one sentence,
 * with exit code 2.
 */
export class UsageError extends Error {}

type Command = 'check' | 'propose' | 'inspect' | 'pin'

/** Options of the program. */
export interface Options {
  command: Command
  /** The file, the terms or the address of the command. */
  operand: string
  rpcUrl: string
  deployment: string | undefined
  pool: Address | undefined
  against: bigint | undefined
  force: boolean
  json: boolean
}

const OPERANDS: Record<Command, string> = {
  check: 'a product file',
  propose: 'a product file',
  inspect: 'the number of terms, or an address',
  pin: 'an address',
}
const KNOWN = {
  'rpc-url': { type: 'string' },
  deployment: { type: 'string' },
  pool: { type: 'string' },
  against: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const
/** Options that only some commands have. */
const ONLY: Partial<Record<string, readonly Command[]>> = {
  pool: ['check', 'propose'],
  against: ['inspect'],
  force: ['propose'],
}

/** Reads the command line. Throws one sentence about a mistake in it. */
export function readArguments(args: string[]): 'help' | Options {
  const { values, positionals, tokens } = parseArgs({ args, options: KNOWN, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const known = KNOWN[token.name as keyof typeof KNOWN]
    if (!known) throw new UsageError(`There is no option "${token.rawName}".`)
    if (known.type === 'boolean' && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value.`)
    if (known.type === 'string' && (!token.value || token.value.startsWith('--')))
      throw new UsageError(`${token.rawName} takes a value.`)
  }
  if (values.help) return 'help'

  const [group, name, operand, extra] = positionals
  if (group === undefined) throw new UsageError('There is no command.')
  if (group !== 'listing') throw new UsageError(`There is no command "${group}".`)
  if (name === undefined) throw new UsageError('"listing" takes one of check, propose, inspect, pin.')
  if (!Object.hasOwn(OPERANDS, name)) throw new UsageError(`There is no command "listing ${name}".`)
  const command = name as Command
  for (const [option, commands] of Object.entries(ONLY)) {
    if (values[option as 'pool'] !== undefined && !commands?.includes(command))
      throw new UsageError(`"listing ${command}" has no option --${option}.`)
  }
  if (operand === undefined) throw new UsageError(`"listing ${command}" takes ${OPERANDS[command]}.`)
  if (extra !== undefined) throw new UsageError(`"listing ${command}" takes one operand, and not "${extra}".`)

  const string = (option: keyof typeof KNOWN) => values[option] as string | undefined
  const { pool, against } = { pool: string('pool'), against: string('against') }
  if (pool !== undefined && !isAddress(pool)) throw new UsageError(`--pool takes an address, not "${pool}".`)
  if (against !== undefined && !isNumber(against))
    throw new UsageError(`--against takes the number of terms, not "${against}".`)
  if (command === 'inspect' && !isNumber(operand) && !isAddress(operand))
    throw new UsageError(`"listing inspect" takes ${OPERANDS.inspect}, not "${operand}".`)
  if (command === 'pin' && !isAddress(operand))
    throw new UsageError(`"listing pin" takes an address, not "${operand}".`)
  return {
    ...{ command, operand, rpcUrl: readUrl(string('rpc-url')), deployment: string('deployment') },
    ...{ pool: pool as Address | undefined, against: against === undefined ? undefined : BigInt(against) },
    ...{ force: values.force === true, json: values.json === true },
  }
}

/** Whether a text is a number of terms, of 32 bits. */
const isNumber = (value: string): boolean => /^[1-9]\d{0,9}$/.test(value) && Number(value) < 2 ** 32

export function readUrl(value: string | undefined): string {
  if (value === undefined) throw new UsageError('--rpc-url is missing.')
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new UsageError(`--rpc-url takes an address that starts with http:// or https://, not "${value}".`)
  return value
}
