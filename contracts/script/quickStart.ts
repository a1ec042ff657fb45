/**
 * Puts sdk/examples/quickstart.ts into README.md as it is: the test suite runs that file. Part of `pnpm generate`;
 * `--check` only compares.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedSection, main, ROOT } from './lib.ts'

/** Brings the README's example up to date, or with `check` only says whether it is. */
export function quickStart(check: boolean): boolean {
  const code = readFileSync(join(ROOT, 'sdk/examples/quickstart.ts'), 'utf8')
  return generatedSection('README.md', 'quickstart', `\`\`\`ts\n${code.trim()}\n\`\`\``, check)
}

main(import.meta.url, async () => {
  if (quickStart(process.argv.includes('--check'))) return 0
  console.error('The example in README.md is out of date: run "pnpm generate".')
  return 1
})
