/**
 * Compares the rules that contracts/SPEC.md defines with those that the tests cite. Lists rules
 * without a test, and fails on a test that names a rule nobody defined.
 *
 * A line that starts with `- **POOL-1**` or `**POOL-1**` defines a rule. POOL1, POOL-1 and POOL_1
 * cite it, in a name, a comment or a string, also inside a longer name such as `test_POOL1_Donation`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, main, ROOT } from '../lib.ts'

const SPEC = 'contracts/SPEC.md'
const TESTS = ['contracts/test', 'sdk/test']

const FAMILIES = 'POOL|PREM|CAP|INC|RES|SETTLE|CODE|LIST|GOV|RTR|EMB|SDK|SOLV|ACC|EXIT|CLAIM|COST'
const DEFINITION = /^(?:[-*] )?\*\*([A-Z]+-\d+)\b[^*]*\*\*/
const CITATION = new RegExp(`(?<![A-Za-z0-9])(?:(${FAMILIES})[-_]?(\\d{1,2})|(T)[-_]?(\\d{2}))(?![0-9])`, 'g')

main(import.meta.url, async () => {
  if (!existsSync(join(ROOT, SPEC))) throw new Error(`There is no ${SPEC}.`)
  const defined = new Set<string>()
  for (const line of readFileSync(join(ROOT, SPEC), 'utf8').split('\n')) {
    const id = DEFINITION.exec(line.trimStart())?.[1]
    if (id) defined.add(id)
  }
  if (defined.size === 0) throw new Error(`${SPEC} defines no rule.`)

  const cited = new Map<string, string>()
  for (const file of TESTS.flatMap(filesBelow)) {
    if (!/\.(sol|tree|ts)$/.test(file)) continue
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .forEach((line, index) => {
        for (const [, family, number, threat, threatNumber] of line.matchAll(CITATION)) {
          const id = `${family ?? threat}-${number ?? threatNumber}`
          if (!cited.has(id)) cited.set(id, `${file}:${index + 1}`)
        }
      })
  }

  const untested = [...defined].filter((id) => !cited.has(id))
  const undefinedIds = [...cited].filter(([id]) => !defined.has(id))
  console.log(`${defined.size} rules, ${defined.size - untested.length} of them named by a test.`)
  if (untested.length) console.log(`Without a test: ${untested.join(', ')}.`)
  for (const [id, place] of undefinedIds)
    console.error(`${place} cites ${id}, which ${SPEC} does not define.`)
  return undefinedIds.length ? 1 : 0
})
