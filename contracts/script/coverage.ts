/**
 * `pnpm coverage`: runs the unit, fuzz, threat and layout tests with forge's coverage, prints lines and branches of the
 * pool contracts and fails where fewer than 98 % of either were reached. Invariants are left out: what only a random walk
 * reaches is not tested.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, forge, main, ROOT } from './lib.ts'

const REPORT = 'contracts/cache/lcov.info'
const TESTS = 'contracts/test/{unit,court,fuzz,threats,layout,differential}/**'
const LEAST = 98

const COVERED =
  /^contracts\/src\/(?:CoverPool(?:Extension)?|ClaimsVault(?:Extension)?|LossLedger|(?:pool|claims|libraries)\/\w+)\.sol$/
/** Declarations only: nothing in them is executed. */
const WITHOUT_CODE = ['contracts/src/common/Errors.sol', 'contracts/src/pool/PoolFlags.sol']

/** What was reached of one file, and where something was not. */
interface Figures {
  lines: [hit: number, all: number]
  branches: [hit: number, all: number]
  missed: Set<number>
}

/** Source to figures, from the report's `SF`, `DA` (line) and `BRDA` (branch) records. */
function parse(report: string): Map<string, Figures> {
  const result = new Map<string, Figures>()
  let current: Figures | undefined
  for (const record of report.split('\n')) {
    const [kind = '', value = ''] = record.trim().split(/:(.*)/)
    if (kind === 'SF') {
      current = { lines: [0, 0], branches: [0, 0], missed: new Set() }
      result.set(value, current)
    }
    if (!current || (kind !== 'DA' && kind !== 'BRDA')) continue
    const fields = value.split(',')
    const isHit = !['0', '-'].includes(fields.at(-1) as string)
    const count = kind === 'DA' ? current.lines : current.branches
    count[1]++
    if (isHit) count[0]++
    else current.missed.add(Number(fields[0]))
  }
  return result
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

  const figures = parse(readFileSync(join(ROOT, REPORT), 'utf8'))
  const failed: string[] = []
  console.log(`\n${'file'.padEnd(44)} ${'lines'.padStart(19)} ${'branches'.padStart(19)}  not reached`)
  for (const file of filesBelow('contracts/src').filter((name) => COVERED.test(name))) {
    if (WITHOUT_CODE.includes(file)) continue
    const found = figures.get(file)
    if (!found) throw new Error(`The report has no ${file}.`)
    const { lines, branches, missed } = found
    const columns = [file.padEnd(44), cell(lines).padStart(19), cell(branches).padStart(19)]
    console.log(`${columns.join(' ')}  ${[...missed].sort((a, b) => a - b).join(', ')}`.trimEnd())
    if (percent(lines) < LEAST || percent(branches) < LEAST) failed.push(file)
  }
  if (failed.length) throw new Error(`Below ${LEAST} %: ${failed.join(', ')}.`)
  return 0
})
