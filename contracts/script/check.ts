/**
 * `pnpm check`: everything about the code that is not a test. Runs all checks, prints one line for
 * each and the output of those that fail. Names given as arguments choose checks; after `--without` they leave checks out.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildContracts } from './build.ts'
import { filesBelow, forge, main, ROOT, type RunResult, run, sdkScript } from './lib.ts'

const HIDE = { output: 'hide' } as const
const bin = (name: string, ...args: string[]) => run(join(ROOT, 'node_modules/.bin', name), args, HIDE)
const script = (name: string, ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', `contracts/script/${name}.ts`, ...args], HIDE)

function contents(folder: string): Map<string, string> {
  return new Map(filesBelow(folder).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
}

/** Generates the SDK's code again; if that changes anything, fails and puts it back. */
async function generatedCode(): Promise<RunResult> {
  await buildContracts()
  const before = contents('sdk/src')
  const result = await sdkScript('generate', HIDE)
  if (result.code !== 0) return result
  const changed: string[] = []
  for (const [file, text] of contents('sdk/src')) {
    if (before.get(file) === text) continue
    changed.push(file)
    const old = before.get(file)
    if (old !== undefined) writeFileSync(join(ROOT, file), old)
  }
  if (changed.length === 0) return result
  return { code: 1, output: `Out of date: ${changed.join(', ')}. Run "pnpm generate".\n` }
}

async function sdkPackage(): Promise<RunResult> {
  await build()
  return sdkScript('package-check', HIDE)
}

/** The example page is typed by the SDK as it is published. */
async function appTypes(): Promise<RunResult> {
  await build()
  return run(join(ROOT, 'node_modules/.bin/tsc'), ['--noEmit', '--project', 'examples/app'], HIDE)
}

const CHECKS: Record<string, () => Promise<RunResult>> = {
  biome: () => bin('biome', 'ci', '--error-on-warnings', '--colors=off'),
  'forge-lint': () => script('checks/lint'),
  'forge-fmt': () =>
    forge(['fmt', '--check', 'contracts/src', 'contracts/test', 'contracts/script', 'examples'], HIDE),
  warnings: () => script('checks/warnings'),
  pragmas: () => script('checks/pragmas'),
  'types-scripts': () => bin('tsc', '--noEmit', '--project', 'contracts/tsconfig.json'),
  'types-sdk': () => sdkScript('types', HIDE),
  'types-app': appTypes,
  'rule-ids': () => script('checks/ruleIds'),
  trees: () => script('checks/trees'),
  links: () => script('checks/links'),
  generated: generatedCode,
  words: () => script('generate/words', '--check'),
  lens: () => script('generate/lens', '--check'),
  'gas-table': () => script('gasTable', '--check'),
  'profile-table': () => script('generate/profileTable', '--check'),
  power: () => script('generate/power', '--check'),
  'quick-start': () => script('generate/quickStart', '--check'),
  vectors: () => script('generate/vectors', '--check'),
  proofs: () => script('generate/proofs', '--check'),
  package: sdkPackage,
  knip: () => bin('knip', '--no-progress'),
}

main(import.meta.url, async () => {
  const args = process.argv.slice(2)
  const without = args[0] === '--without'
  const names = without ? args.slice(1) : args
  const unknown = names.find((name) => !CHECKS[name])
  if (unknown) throw new Error(`"${unknown}" is not one of ${Object.keys(CHECKS).join(', ')}.`)

  const failed: string[] = []
  for (const [name, check] of Object.entries(CHECKS)) {
    if (names.length && names.includes(name) === without) continue
    const start = Date.now()
    const { code, output } = await check().catch((error: Error) => ({
      code: 1,
      output: `${error.message}\n`,
    }))
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
    if (code === 0) continue
    failed.push(name)
    console.log(output)
  }
  if (failed.length) throw new Error(`Checks failed: ${failed.join(', ')}.`)
  return 0
})
