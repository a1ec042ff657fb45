/** `pnpm example`: builds what is missing or stale, then starts a development chain and the example page on it. */
import { join } from 'node:path'
import { build } from './build.ts'
import { main, ROOT } from './lib.ts'

const EXAMPLE = join(ROOT, 'examples/app/script/example.ts')

main(import.meta.url, async () => {
  await build()
  await import(EXAMPLE)
  // It stays until it is told to end.
  return new Promise(() => {})
})
