import { UsageError } from './arguments.js'
import { explain } from './explain.js'
import { toJson } from './json.js'

/** Exit code after a mistake, or where something else went wrong. */
const FAILED = 2

/** Runs a command to its exit code. What goes wrong is a sentence, and JSON as well for programs. */
export async function runCommand(args: readonly string[], command: () => Promise<number>): Promise<number> {
  try {
    return await command()
  } catch (error) {
    const { name, message, hint } = explain(error)
    if (args.includes('--json')) process.stdout.write(toJson({ ok: false, error: { name, message, hint } }))
    const more = error instanceof UsageError ? ' See --help.' : ''
    process.stderr.write(`${message}${hint ? ` ${hint}` : ''}${more}\n`)
    return FAILED
  }
}

/** What Node.js reads of arguments; its complaints are a user's mistakes, of which the first sentence is told. */
export function readArguments<read>(parse: (args: string[]) => read, args: string[]): read {
  try {
    return parse(args)
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/[.]\s/)[0]}.`)
  }
}
