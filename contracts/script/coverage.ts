/**
 * `pnpm coverage`: runs the unit, fuzz, threat and layout tests with forge's coverage, prints lines and branches of the
 * contracts and fails where a file has fewer than 98 % of either reached. Invariants are left out: what only a random walk
 * reaches is not tested. In parts, because the compiler's memory does not hold all tests without the optimizer.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SectionSummary } from '@friedemannsommer/lcov-parser'
import { lcovParser } from '@friedemannsommer/lcov-parser/sync'
import { filesBelow, forge, main, ROOT } from './lib.ts'

const PARTS = [['unit'], ['fuzz', 'threats', 'layout', 'differential']]
const FOLDERS = [...PARTS.flat(), 'invariant', 'gas']
const LEAST = 98

/** What was reached of one file, and where something was not. */
interface Figures {
  lines: [hit: number, all: number]
  branches: [hit: number, all: number]
  missed: Set<number>
}

/** How often each line and branch of a file was reached, by its place. */
interface Hits {
  lines: Map<string, number>
  branches: Map<string, number>
}

const count = (hits: Map<string, number>, key: string, hit: number) =>
  hits.set(key, (hits.get(key) ?? 0) + hit)

function addHits(to: Hits, { lines, branches }: SectionSummary): void {
  for (const { line, hit } of lines.details) count(to.lines, `${line}`, hit)
  for (const { line, block, branch, hit } of branches.details)
    count(to.branches, `${line} ${block} ${branch}`, hit)
}

const reached = (hits: Map<string, number>): [number, number] => [
  [...hits.values()].filter(Boolean).length,
  hits.size,
]

function figuresOf({ lines, branches }: Hits): Figures {
  const missed = [...lines, ...branches].filter(([, hit]) => !hit).map(([key]) => Number.parseInt(key, 10))
  return { lines: reached(lines), branches: reached(branches), missed: new Set(missed) }
}

/** Runs the tests of some folders, and adds what they reach. */
async function measure(folders: string[], hits: Map<string, Hits>): Promise<void> {
  const report = `contracts/cache/lcov-${folders[0]}.info`
  const skipped = FOLDERS.filter((folder) => !folders.includes(folder))
  const { code } = await forge(
    [
      ...['coverage', '--report', 'lcov', '--report-file', report],
      ...['--match-path', `contracts/test/{${folders.join(',')},}/**`],
      ...skipped.flatMap((folder) => ['--skip', `contracts/test/${folder}/**`]),
    ],
    // Tests hold all bytecode they deploy, which is not optimised and counts its steps here.
    { env: { FOUNDRY_CODE_SIZE_LIMIT: '1048576' } },
  )
  if (code !== 0) throw new Error('The tests fail, or coverage cannot be measured: see above.')
  for (const section of lcovParser({ from: readFileSync(join(ROOT, report)) })) {
    const found = hits.get(section.path) ?? { lines: new Map(), branches: new Map() }
    hits.set(section.path, found)
    addHits(found, section)
  }
}

const percent = ([hit, all]: [number, number]) => (all === 0 ? 100 : (100 * hit) / all)
const cell = (figure: [number, number]) => `${percent(figure).toFixed(2)} % (${figure.join('/')})`

main(import.meta.url, async () => {
  mkdirSync(join(ROOT, 'contracts/cache'), { recursive: true })
  const hits = new Map<string, Hits>()
  for (const folders of PARTS) await measure(folders, hits)
  const failed: string[] = []
  console.log(`\n${'file'.padEnd(44)} ${'lines'.padStart(19)} ${'branches'.padStart(19)}  not reached`)
  const all: Figures = { lines: [0, 0], branches: [0, 0], missed: new Set() }
  for (const file of filesBelow('contracts/src')) {
    const found = hits.get(file)
    // Declarations only: nothing in it is executed.
    if (!found) continue
    const { lines, branches, missed } = figuresOf(found)
    for (const n of [0, 1] as const) {
      all.lines[n] += lines[n]
      all.branches[n] += branches[n]
    }
    const columns = [file.padEnd(44), cell(lines).padStart(19), cell(branches).padStart(19)]
    console.log(`${columns.join(' ')}  ${[...missed].sort((a, b) => a - b).join(', ')}`.trimEnd())
    if (percent(lines) < LEAST || percent(branches) < LEAST) failed.push(file)
  }
  console.log(`${'all'.padEnd(44)} ${cell(all.lines).padStart(19)} ${cell(all.branches).padStart(19)}`)
  if (all.lines[1] === 0) throw new Error('The report has none of the sources.')
  if (failed.length) throw new Error(`Below ${LEAST} %: ${failed.join(', ')}.`)
  return 0
})
