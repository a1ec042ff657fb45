/**
 * `pnpm demo`: builds what is missing or stale, then runs sdk/demo/main.ts in this same process, so
 * that Ctrl-C and other signals reach it directly. Arguments are the demo's own.
 */
import { join } from 'node:path'
import { readArguments } from '../../sdk/demo/arguments.ts'
import { build } from './build.ts'
import { main, ROOT } from './lib.ts'

const DEMO = join(ROOT, 'sdk/demo/main.ts')

/** What is wrong with the arguments is said by the demo, at once and not after a build. */
function tells(args: string[]): boolean {
  try {
    return readArguments(args) !== 'help'
  } catch {
    return false
  }
}

main(import.meta.url, async () => {
  if (tells(process.argv.slice(2))) await build()
  process.argv[1] = DEMO
  await import(DEMO)
  return Number(process.exitCode ?? 0)
})
