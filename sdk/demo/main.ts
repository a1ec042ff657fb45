import { parseArgs } from 'node:util'
import { BreakwaterError } from '../src/index.js'
import { deployProtocol, startChain, testAccount, UserError } from './chain.js'
import { tellCourtStory } from './court.js'
import { formatTable } from './report.js'
import { Script, tellStory } from './story.js'

const STORIES = { exploit: tellStory, court: tellCourtStory } as const

const HELP = `Tells Breakwater's story on a local chain, and checks every amount against a ledger kept by hand.

Stories:
  exploit  capital in, cover sold, an exploit that a trigger measures, payouts, capital out (the default)
  court    a report that says too much, a challenge, a judge, and payouts by proof of loss

Usage: pnpm demo [options]

  --story <name> exploit or court
  --json         one JSON object instead of the table: amounts in smallest units, ratios in WAD
  --port <port>  port of the local chain; a free one by default
  --help         this text
`

/** Exit codes: 0 as predicted, 1 not as predicted or failed, 2 wrong arguments. */
async function main(): Promise<number> {
  let options: Options
  try {
    const parsed = readArguments()
    if (parsed === 'help') {
      process.stdout.write(HELP)
      return 0
    }
    options = parsed
  } catch (error) {
    process.stderr.write(`${(error as Error).message} See --help.\n`)
    return 2
  }

  const started = Date.now()
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
  const progress = (line: string) => process.stderr.write(`${seconds().padStart(5)} s  ${line}\n`)

  let script: Script | undefined
  let failure: string | undefined
  try {
    const chain = await startChain({ port: options.port })
    try {
      progress(`A local chain answers at ${chain.url}`)
      script = new Script(chain, progress)
      script.current = 'Deployer deploys the protocol'
      const deployment = await deployProtocol(chain.url, testAccount(1))
      await STORIES[options.story](script, deployment)
    } finally {
      await chain.stop()
    }
  } catch (error) {
    failure = explain(error, script?.current)
  }

  const wrong = script?.checks.filter(({ ok }) => !ok) ?? []
  const ok = failure === undefined && wrong.length === 0
  if (options.json) {
    process.stdout.write(
      `${toJson({ ...script?.found, gas: gasOf(script), predictions: script?.checks.length ?? 0, wrong, failure, ok })}\n`,
    )
  } else if (script) {
    process.stdout.write(`\n${formatTable(script.rows)}\n\n`)
  }
  for (const { name, actual, predicted } of wrong) {
    process.stderr.write(`Not as predicted: ${name} is ${actual}, and should be ${predicted}.\n`)
  }
  if (failure) process.stderr.write(`${failure}\n`)
  if (ok) process.stderr.write(`All ${script?.checks.length} predictions came true, in ${seconds()} s.\n`)
  return ok ? 0 : 1
}

interface Options {
  story: keyof typeof STORIES
  json: boolean
  port: number | undefined
}

function readArguments(): 'help' | Options {
  const known = {
    json: { type: 'boolean' },
    port: { type: 'string' },
    story: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  const args = process.argv.slice(2)
  // Package managers pass a bare "--" on.
  const { values, tokens } = parseArgs({
    args: args[0] === '--' ? args.slice(1) : args,
    options: known,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in known)) {
      throw new Error(
        `There is no argument "${token.kind === 'option' ? token.rawName : args[token.index]}".`,
      )
    }
    if (known[token.name as keyof typeof known].type === 'boolean' && token.value !== undefined)
      throw new Error(`${token.rawName} takes no value.`)
  }
  if (values.help) return 'help'
  const story = values.story ?? 'exploit'
  if (typeof story !== 'string' || !Object.hasOwn(STORIES, story)) {
    const named = typeof story === 'string' ? `"${story}"` : 'without a name'
    throw new Error(`There is no story ${named}: choose one of ${Object.keys(STORIES).join(', ')}.`)
  }
  const chosen = { story: story as keyof typeof STORIES, json: values.json === true }
  if (values.port === undefined) return { ...chosen, port: undefined }
  const port = Number(values.port)
  if (typeof values.port !== 'string' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('--port takes a number from 1 to 65535.')
  }
  return { ...chosen, port }
}

/** One sentence for a failure that has a reason; what else can be said for one that has none. */
function explain(error: unknown, step: string | undefined): string {
  if (error instanceof UserError) return error.message
  const where = step ? `The story broke off where ${step}: ` : ''
  if (error instanceof BreakwaterError) return `${where}${error.message} ${error.hint}`
  return `${where}${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** Amounts as decimal strings: JSON's own numbers would lose digits. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry) => (typeof entry === 'bigint' ? String(entry) : entry))
}

function gasOf(script: Script | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(script?.gas ?? {}).map(([key, gas]) => [key, Number(gas)]))
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  // Leaving ends the local chain, whatever the story was doing.
  process.once(signal, () => {
    process.stderr.write('Interrupted.\n')
    process.exit(code)
  })
}

process.exitCode = await main()
