import { type Address, isAddress } from 'viem'
import { getPin } from '../actions/listing/pins.js'
import { type ProductFile, parseProduct } from '../actions/listing/productFile.js'
import { InvalidProductError } from '../errors/errors.js'
import { HELP, type Options, readArguments, UsageError } from './arguments.js'
import { checkProduct } from './check.js'
import { explain } from './explain.js'
import type { Finding } from './finding.js'
import { inspectAddress, inspectTerms } from './inspect.js'
import { toJson } from './json.js'
import { connect, type Node, readText } from './node.js'
import {
  callsForPrograms,
  callsInText,
  checkInText,
  coveringInText,
  findingsInText,
  inspectionForPrograms,
  inspectionInText,
  pinForFile,
} from './print.js'

/** Exit codes. A program can tell "it is wrong" from "I could not look". */
const [OK, FINDINGS, USAGE] = [0, 1, 2]

const out = (text: string) => process.stdout.write(text)
const err = (text: string) => process.stderr.write(text)

async function main(args: string[]): Promise<number> {
  let options: Options | undefined
  try {
    const parsed = readArguments(args)
    if (parsed === 'help') {
      out(HELP)
      return OK
    }
    options = parsed
    return await COMMANDS[options.command](options)
  } catch (error) {
    const { name, message, hint } = explain(error)
    if (options?.json ?? args.includes('--json')) out(toJson({ ok: false, error: { name, message, hint } }))
    err(`${message}${options ? '' : ' See --help.'}\n`)
    return USAGE
  }
}

const COMMANDS: Record<Options['command'], (options: Options) => Promise<number>> = {
  check: (options) =>
    withFile(options, async (node, file) => {
      const check = await checkProduct(node, file, options.pool)
      const { findings, words, product, productId, live, courtTerms, current } = check
      const ok = findings.length === 0
      if (options.json) {
        const attestations = Object.fromEntries(words)
        out(toJson({ ok, findings, productId, product, live, courtTerms, attestations, current }))
      } else out(checkInText(node, file, check))
      return ok ? OK : FINDINGS
    }),

  propose: (options) =>
    withFile(options, async (node, file) => {
      const check = await checkProduct(node, file, options.pool)
      const ok = check.findings.length === 0
      if (!ok && (!options.force || check.calls.length === 0)) return refuse(options, check.findings)
      if (!ok) err(`${findingsInText(check.findings).join('\n')}\n`)
      if (options.json) out(toJson({ ok, findings: check.findings, ...callsForPrograms(node, check) }))
      else out(callsInText(node, check))
      return ok ? OK : FINDINGS
    }),

  inspect: async (options) => {
    const { operand, against, json } = options
    const node = await connect(options)
    if (isAddress(operand)) {
      if (against !== undefined)
        throw new UsageError('--against compares terms, so the operand must be a number of terms.')
      const covering = await inspectAddress(node, operand)
      out(json ? toJson({ ok: covering.length > 0, covering }) : coveringInText(operand, covering))
      return covering.length ? OK : FINDINGS
    }
    const inspection = await inspectTerms(node, BigInt(operand), against)
    const ok = inspection.findings.length === 0
    out(json ? toJson({ ok, ...inspectionForPrograms(inspection) }) : inspectionInText(node, inspection))
    return ok ? OK : FINDINGS
  },

  pin: async (options) => {
    const { client } = await connect(options)
    out(toJson(pinForFile(await getPin(client, { target: options.operand as Address }))))
    return OK
  },
}

/** Reads the file, and connects to the node of its chain. A wrong file is a finding. */
async function withFile(
  options: Options,
  action: (node: Node, file: ProductFile) => Promise<number>,
): Promise<number> {
  let file: ProductFile
  try {
    file = parseProduct(await readText(options.operand))
  } catch (error) {
    if (!(error instanceof InvalidProductError)) throw error
    return refuse(options, [{ path: error.path, error: error.name, message: error.message }])
  }
  const node = await connect(options)
  if (file.chainId === node.chainId) return action(node, file)
  const message = `The file is for chain ${file.chainId}, and the node is on chain ${node.chainId}.`
  return refuse(options, [{ path: 'chainId', error: 'WrongNetworkError', message }])
}

function refuse({ json }: Options, findings: Finding[]): number {
  if (json) out(toJson({ ok: false, findings }))
  else err(`${findingsInText(findings).join('\n')}\n`)
  return FINDINGS
}

/** Commands that need other packages, or much code, are programs of their own: they are loaded for them alone. */
async function run(args: string[]): Promise<number> {
  if (args[0] === 'dev') return (await import('./devCommands.js')).devCommands(args)
  if (args[0] === 'risk') return (await import('./riskCommands.js')).riskCommands(args)
  if (args[0] !== 'deploy' && args[0] !== 'verify') return main(args)
  try {
    const { deployCommands } = await import('./deployCommands.js')
    return await deployCommands(args)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    err(`"${args[0]}" needs the package @breakwater/contracts: npm install @breakwater/contracts\n`)
    return USAGE
  }
}

// The reader of the output may close it early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv.slice(2))
