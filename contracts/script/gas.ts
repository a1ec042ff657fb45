/**
 * `pnpm gas`: runs contracts/test/gas on the release build and compares its snapshots, and the bytecode sizes, with the
 * committed ones in contracts/snapshots. `pnpm gas:update` rewrites those.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildContracts } from './build.ts'
import { artifacts, filesBelow, forge, main, ROOT } from './lib.ts'
import { measureSizes, oversized } from './sizes.ts'

const COMMITTED = 'contracts/snapshots'
const MEASURED = 'contracts/cache-release/snapshots'
const COUNTED = 'contracts/cache-release/new-state'
const NEW_STATE = 'newState.json'
const SIZES = 'sizes.json'
const TESTS = 'contracts/test/gas/**'
/** Those that count what they add to the state. */
const COUNTING_TESTS = 'contracts/test/gas/{Court,Deployment,Embedding,Incident,Pool,Router}.gas.t.sol'
const OUTPUT = 'contracts/cache-release/gas'
/** Other runs leave these tests out. */
const GAS_TESTS = { FOUNDRY_SKIP: '[]' }
const CACHE_FILE = 'solidity-files-cache.json'

/** Name of a figure, `file: scenario`, to its value. */
type Figures = Map<string, string>

/** Name of a file to its text. */
function read(folder: string): Map<string, string> {
  const files = filesBelow(folder).filter((file) => file.endsWith('.json'))
  return new Map(files.map((file) => [basename(file), readFileSync(join(ROOT, file), 'utf8')]))
}

function figures(files: Map<string, string>): Figures {
  const result: Figures = new Map()
  for (const [file, text] of files) {
    const content: Record<string, string | Record<string, number>> = JSON.parse(text)
    for (const [name, value] of Object.entries(content)) {
      if (typeof value === 'string') result.set(`${file}: ${name}`, value)
      else
        for (const [kind, bytes] of Object.entries(value)) result.set(`${file}: ${name}, ${kind}`, `${bytes}`)
    }
  }
  return result
}

/** A line for each figure that is new, gone or different. */
function differences(before: Figures, after: Figures): string[] {
  const result: string[] = []
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(name), after.get(name)]
    if (old === now) continue
    const change = old && now ? ` (${Number(now) > Number(old) ? '+' : ''}${Number(now) - Number(old)})` : ''
    result.push(`  ${name}: ${old ?? 'none'} → ${now ?? 'none'}${change}`)
  }
  return result
}

/**
 * Forge's output for the tests, with contracts of the release build in it: tests deploy what they find there. So the figures
 * are of the bytecode that is deployed, and the tests themselves need not be compiled with via-IR, which takes minutes.
 */
async function releaseOutput(): Promise<Record<string, string>> {
  const { code } = await forge(['test', '--match-path', TESTS, '--list'], {
    env: GAS_TESTS,
    output: 'hide',
  })
  if (code !== 0) throw new Error('The gas tests do not compile: run "pnpm forge build".')
  rmSync(join(ROOT, OUTPUT), { recursive: true, force: true })
  cpSync(join(ROOT, 'contracts/out'), join(ROOT, OUTPUT), { recursive: true })
  const cache = JSON.parse(readFileSync(join(ROOT, `contracts/cache/${CACHE_FILE}`), 'utf8'))
  cache.paths.artifacts = OUTPUT
  cache.paths.build_infos = `${OUTPUT}/build-info`
  writeFileSync(join(ROOT, OUTPUT, CACHE_FILE), JSON.stringify(cache))
  for (const { name, source, bytecode, deployedBytecode } of artifacts([
    'contracts/src/',
    'contracts/test/mocks/',
  ])) {
    const path = join(ROOT, OUTPUT, basename(source), `${name}.json`)
    // Interfaces have no code, and what no test needs was not compiled.
    if (bytecode.object === '0x' || !existsSync(path)) continue
    const artifact = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...artifact, bytecode, deployedBytecode }))
  }
  return { FOUNDRY_OUT: OUTPUT, FOUNDRY_CACHE_PATH: OUTPUT }
}

/** The snapshot of new state. A run of its own: recording it makes warm what is touched, and gas too small. */
async function countNewState(env: Record<string, string>): Promise<string> {
  rmSync(join(ROOT, COUNTED), { recursive: true, force: true })
  const { code } = await forge(['test', '--match-path', COUNTING_TESTS, '--gas-snapshot-emit=true'], {
    env: { ...env, ...GAS_TESTS, FOUNDRY_SNAPSHOTS: COUNTED, COUNT_NEW_STATE: 'true' },
    output: 'hide',
  })
  const counted = read(COUNTED).get(NEW_STATE)
  if (code !== 0 || !counted) throw new Error('New state could not be counted: a gas test fails.')
  return counted
}

async function measure(): Promise<Map<string, string>> {
  await buildContracts()
  rmSync(join(ROOT, MEASURED), { recursive: true, force: true })
  const env = { ...(await releaseOutput()), FORGE_SNAPSHOT_CHECK: 'false' }
  const { code } = await forge(['test', '--match-path', TESTS, '--gas-snapshot-emit=true'], {
    env: { ...env, ...GAS_TESTS, FOUNDRY_SNAPSHOTS: MEASURED },
  })
  if (code !== 0) throw new Error('The gas tests fail: see above.')
  const files = read(MEASURED)
  if (files.size === 0) throw new Error('No gas was measured: contracts/test/gas has no snapshots.')
  files.set(NEW_STATE, await countNewState(env))

  const sizes = measureSizes()
  const problems = oversized(sizes)
  if (problems.length) throw new Error(problems.join('\n'))
  return files.set(SIZES, `${JSON.stringify(sizes, null, 2)}\n`)
}

main(import.meta.url, async () => {
  const args = process.argv.slice(2)
  const update = args.includes('--update')
  if (args.some((arg) => arg !== '--update')) throw new Error('The only argument of this script is --update.')

  const files = await measure()
  const changed = differences(figures(read(COMMITTED)), figures(files))
  if (changed.length === 0) {
    console.log('Gas and sizes are as committed.')
    return 0
  }
  console.log(changed.join('\n'))
  if (!update) {
    console.error(
      `${changed.length} figures differ from ${COMMITTED}; if that is meant, run "pnpm gas:update".`,
    )
    return 1
  }
  rmSync(join(ROOT, COMMITTED), { recursive: true, force: true })
  mkdirSync(join(ROOT, COMMITTED), { recursive: true })
  for (const [file, text] of files) writeFileSync(join(ROOT, COMMITTED, file), text)
  console.log(
    `${changed.length} figures written to ${COMMITTED}; "pnpm generate" brings them into the README.`,
  )
  return 0
})
