/**
 * Fails on any finding of forge's linter in contracts/src, and on one that is silenced without a
 * reason behind a dash.
 *
 * `forge lint` exits 0 whatever it finds, unless it is told to deny notes, and what is worse.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, forge, main, ROOT } from '../lib.ts'

const OURS = 'contracts/src'
const SILENCED = /forge-lint: *disable-(?!end)/
const REASON = /\([a-z0-9, -]+\) -- \S/

main(import.meta.url, async () => {
  const unexplained: string[] = []
  for (const file of filesBelow(OURS)) {
    if (!file.endsWith('.sol')) continue
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .forEach((line, index) => {
        if (SILENCED.test(line) && !REASON.test(line)) unexplained.push(`${file}:${index + 1}`)
      })
  }
  for (const place of unexplained) console.error(`${place} silences the linter without saying why.`)

  const { code } = await forge(['lint', OURS, '--deny', 'notes'])
  return unexplained.length ? 1 : code
})
