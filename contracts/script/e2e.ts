/**
 * `pnpm test:e2e`: builds what is missing or stale, then tests the example page in a real browser, on a chain of its own.
 * `--screenshots` writes the pictures of `docs/app` anew; other arguments are those of Node's test runner.
 */
import { join } from 'node:path'
import { build } from './build.ts'
import { main, ROOT, run } from './lib.ts'

main(import.meta.url, async () => {
  const given = process.argv.slice(2)
  const args = given.filter((arg) => arg !== '--screenshots')
  await build()
  const { code } = await run(
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      ...args,
      'e2e/app.test.ts',
      'e2e/views.test.ts',
    ],
    { cwd: join(ROOT, 'examples/app'), env: given.includes('--screenshots') ? { SCREENSHOTS: '1' } : {} },
  )
  return code
})
