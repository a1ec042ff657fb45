/**
 * Puts sdk/examples/quickstart.ts into README.md as it is, and parts of sdk/examples/dispute.ts into the SDK's: the test suite
 * runs those files. Likewise files of examples, which `pnpm test:packages` runs, into the SDK's and the pages about Solidity.
 * Part of `pnpm generate`; `--check` only compares.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedSection, main, ROOT } from '../lib.ts'

/** What stands between `// region name` and the next `// endregion` of an example. */
function regionOf(code: string, name: string): string {
  const [, region] = code.split(`// region ${name}\n`)
  const [text] = region?.split('// endregion') ?? []
  if (!text) throw new Error(`The example has no region "${name}".`)
  return text
}

/** Brings the READMEs' examples up to date, or with `check` only says whether they are. */
export function quickStart(check: boolean): boolean {
  const read = (example: string) => readFileSync(join(ROOT, `sdk/examples/${example}.ts`), 'utf8')
  const readExample = (path: string) => readFileSync(join(ROOT, 'examples', path), 'utf8')
  const readSolidity = (path: string) => readExample(`fuzz-consumer/${path}.sol`)
  const put = (page: string, name: string, code: string, language = 'ts') =>
    generatedSection(page, name, `\`\`\`${language}\n${code.trim()}\n\`\`\``, check)
  const dispute = read('dispute')
  const done = [
    put('README.md', 'quickstart', read('quickstart')),
    ...['reporter', 'assessor'].map((name) => put('sdk/README.md', name, regionOf(dispute, name))),
    put('sdk/README.md', 'client', readExample('dev/client.mjs')),
    put('sdk/README.md', 'vitest', readExample('vitest/cover.test.ts')),
    put('docs/cover-from-a-contract.md', 'treasury', readSolidity('src/CoveredTreasury'), 'solidity'),
    put('docs/covered-vaults.md', 'savings', readExample('covered-vault/covered-vault.mjs'), 'js'),
    put('contracts/README.md', 'kit', readSolidity('test/Kit.t'), 'solidity'),
  ]
  return done.every(Boolean)
}

main(import.meta.url, async () => {
  if (quickStart(process.argv.includes('--check'))) return 0
  console.error('An example on a page is out of date: run "pnpm generate".')
  return 1
})
