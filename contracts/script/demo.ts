/**
 * `pnpm demo`: builds what is missing or stale, then runs sdk/demo/main.ts in this same process, so
 * that Ctrl-C and other signals reach it directly. Arguments are the demo's own.
 */
import { join } from 'node:path'
import { build } from './build.ts'
import { main, ROOT } from './lib.ts'

const DEMO = join(ROOT, 'sdk/demo/main.ts')

main(import.meta.url, async () => {
  await build()
  process.argv[1] = DEMO
  await import(DEMO)
  return Number(process.exitCode ?? 0)
})
