/**
 * `pnpm coverage`: runs the unit, fuzz, threat and layout tests with forge's coverage, prints lines and branches of the
 * contracts and fails where a file has fewer than 98 % of either reached. Invariants are left out: what only a random walk
 * reaches is not tested.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SectionSummary } from '@friedemannsommer/lcov-parser'
import { lcovParser } from '@friedemannsommer/lcov-parser/sync'
import { filesBelow, forge, main, ROOT } from './lib.ts'

const REPORT = 'contracts/cache/lcov.info'
const TESTS = 'contracts/test/{unit,fuzz,threats,layout,differential}/**'
const LEAST = 98

/** What was reached of one file, and where something was not. */
interface Figures {
  lines: [hit: number, all: number]
  branches: [hit: number, all: number]
  missed: Set<number>
}

function figuresOf({ lines, branches }: SectionSummary): Figures {
  const details = [...lines.details, ...branches.details]
  return {
    lines: [lines.details.filter(({ hit }) => hit).length, lines.details.length],
    branches: [branches.details.filter(({ hit }) => hit).length, branches.details.length],
    missed: new Set(details.filter(({ hit }) => !hit).map(({ line }) => line)),
  }
}

const percent = ([hit, all]: [number, number]) => (all === 0 ? 100 : (100 * hit) / all)
const cell = (figure: [number, number]) => `${percent(figure).toFixed(2)} % (${figure.join('/')})`

main(import.meta.url, async () => {
  mkdirSync(join(ROOT, 'contracts/cache'), { recursive: true })
  const { code } = await forge(
    ['coverage', '--match-path', TESTS, '--report', 'lcov', '--report-file', REPORT],
    // Tests hold all bytecode they deploy, which is not optimised and counts its steps here.
    { env: { FOUNDRY_CODE_SIZE_LIMIT: '1048576' } },
  )
  if (code !== 0) throw new Error('The tests fail, or coverage cannot be measured: see above.')

  const sections = lcovParser({ from: readFileSync(join(ROOT, REPORT)) })
  const figures = new Map(sections.map((section) => [section.path, figuresOf(section)]))
  const failed: string[] = []
  console.log(`\n${'file'.padEnd(44)} ${'lines'.padStart(19)} ${'branches'.padStart(19)}  not reached`)
  const all: Figures = { lines: [0, 0], branches: [0, 0], missed: new Set() }
  for (const file of filesBelow('contracts/src')) {
    const found = figures.get(file)
    // Declarations only: nothing in it is executed.
    if (!found) continue
    const { lines, branches, missed } = found
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
