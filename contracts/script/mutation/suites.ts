/** Runs test files of a made copy, on the mutants that are built into it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { foundryBinary } from '../foundry.mjs'
import { filesBelow } from '../lib.ts'
import { runChild } from './children.ts'
import { coinbaseOf } from './instrument.ts'
import type { Mutant } from './mutant.ts'

const FUZZ_RUNS = '64'
/** They measure, or look at the storage layout: a mutant changes neither. */
const LEFT_OUT = /^contracts\/test\/(?:gas|layout)\//
export const INVARIANTS = 'contracts/test/invariant/'

/** Files with tests that a mutant may fail. */
export const suites = () =>
  filesBelow('contracts/test').filter((file) => file.endsWith('.t.sol') && !LEFT_OUT.test(file))

export interface Verdict {
  /** The first test that failed, and its file; none where all passed. */
  killer?: { test: string; file?: string }
  /** Seconds of each file. */
  seconds: Map<string, number>
}

/** Runs some files in a copy, without any other, on one core. */
export async function runSuites(
  folder: string,
  files: string[],
  options: { mutant?: Mutant; seed: string; limit?: number; failFast?: boolean },
): Promise<Verdict> {
  const others = filesBelow('contracts/test').filter(
    (file) => file.endsWith('.t.sol') && !files.includes(file),
  )
  // What forge recorded of another mutant's failures it would try first.
  rmSync(join(folder, 'contracts/cache/fuzz'), { recursive: true, force: true })
  rmSync(join(folder, 'contracts/cache/invariant'), { recursive: true, force: true })
  // Not --match-path: forge compiles every interface anew to find what matches.
  const args = ['test', '--json', '--threads', '1', ...(options.failFast ? ['--fail-fast'] : [])]
  for (const file of others) args.push('--skip', file)
  const { code, output, errors, timedOut } = await runChild(foundryBinary('forge'), args, {
    cwd: folder,
    env: {
      FOUNDRY_PROFILE: 'default',
      FOUNDRY_SOLC: join(folder, 'solc'),
      FOUNDRY_FUZZ_RUNS: FUZZ_RUNS,
      FOUNDRY_FUZZ_SEED: options.seed,
      FOUNDRY_BLOCK_COINBASE: coinbaseOf(options.mutant?.id ?? ''),
    },
    ...(options.limit && { limit: options.limit }),
  })
  if (timedOut) return { killer: { test: 'time-out' }, seconds: new Map() }
  return verdictOf(code, output.includes('{') ? output : errors)
}

interface Report {
  [suite: string]: {
    duration: string
    test_results: Record<string, { status: string; reason?: string | null }>
  }
}

function verdictOf(code: number, output: string): Verdict {
  let report: Report
  try {
    report = JSON.parse(output.slice(output.indexOf('{')))
  } catch {
    throw new Error(`Forge could not run the tests:\n${output.slice(-2000)}`)
  }
  const seconds = new Map<string, number>()
  const failed: Required<Verdict>['killer'][] = []
  let passed = 0
  for (const [suite, { duration, test_results }] of Object.entries(report)) {
    const [file = '', name = ''] = suite.split(':')
    seconds.set(file, (seconds.get(file) ?? 0) + secondsOf(duration))
    for (const [test, { status }] of Object.entries(test_results)) {
      if (status === 'Failure') failed.push({ test: `${name}.${test.replace(/\(.*/, '')}`, file })
      else passed++
    }
  }
  if (code === 0 ? passed === 0 : failed.length === 0)
    throw new Error(`Forge ended with ${code}, with ${passed} tests passed:\n${output.slice(-2000)}`)
  return { ...(failed[0] && { killer: failed[0] }), seconds }
}

function secondsOf(duration: string): number {
  const units: Record<string, number> = { m: 60, s: 1, ms: 1e-3, µs: 1e-6, us: 1e-6, ns: 1e-9 }
  let result = 0
  for (const [, value, unit = ''] of duration.matchAll(/([\d.]+)\s*(ms|µs|us|ns|m|s)/g))
    result += Number(value) * (units[unit] ?? 0)
  return result
}
