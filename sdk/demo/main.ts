import { BreakwaterError } from '../src/index.js'
import { createTestkit, TestkitError } from '../src/testing/index.js'
import { HELP, type Options, readArguments } from './arguments.js'
import { tellCourtStory } from './court.js'
import { formatTable } from './report.js'
import { Script } from './script.js'
import { BEGINNING } from './stage.js'
import { tellStory } from './story.js'
import { tellUpgradeStory } from './upgrade.js'
import { tellVaultStory } from './vault.js'

const STORIES = {
  exploit: tellStory,
  court: tellCourtStory,
  upgrade: tellUpgradeStory,
  vault: tellVaultStory,
}

/** Exit codes: 0 as predicted, 1 not as predicted or failed, 2 wrong arguments. */
async function main(): Promise<number> {
  let options: Options
  try {
    const parsed = readArguments(process.argv.slice(2))
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
    await using kit = await createTestkit({ port: options.port, time: BEGINNING })
    progress(`A local chain answers at ${kit.url}`)
    script = new Script(kit, progress)
    await STORIES[options.story](script)
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

/** One sentence for a failure that has a reason; what else can be said for one that has none. */
function explain(error: unknown, step: string | undefined): string {
  if (error instanceof TestkitError) return `${error.message} ${error.hint}`
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
  process.once(signal, () => {
    process.stderr.write('Interrupted.\n')
    process.exit(code)
  })
}
process.exitCode = await main()
