/**
 * Mutation run, the last part of `pnpm test:deep`: applies each of a list of wrong changes to a copy of the contracts and
 * wants a test to fail on it. Prints a line for each and fails if one survives. Works in a temporary folder, which is gone
 * afterwards, however this ends. Arguments are words of which one must occur in a mutant's file.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forge, main, ROOT } from './lib.ts'
import type { Mutant } from './mutant.ts'
import { MUTANTS } from './mutants.ts'

const ALL_TESTS = 'contracts/test/{unit,court,fuzz,threats,differential}/**'
/** Not run here, and the slowest to compile. */
const SKIPPED = 'contracts/test/invariant/**'
/** Copied with what forge has compiled already; packages are linked. */
const COPIED = ['foundry.toml', 'remappings.txt', 'contracts/src', 'contracts/test', 'contracts/script']
const WARM = ['contracts/out', 'contracts/cache']
const LINKED = ['node_modules', 'contracts/node_modules']

/** Set when this is to end between two runs of forge; during one, `forge` itself ends it. */
let isStopped = false

const pathOf = (folder: string, file: string) => join(folder, `contracts/src/${file}.sol`)

function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-mutants-'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isStopped = true
    })
  }
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'contracts'))
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true })
  for (const path of WARM) cpSync(join(ROOT, path), join(folder, path), { recursive: true, force: true })
  for (const path of LINKED) symlinkSync(join(ROOT, path), join(folder, path))
  return folder
}

/**
 * Whether the tests pass in a folder; throws where they do not compile. With dynamic linking a changed contract leaves
 * the tests that deploy it compiled.
 */
async function passes(folder: string, tests: string): Promise<boolean> {
  if (isStopped) throw new Error('Stopped.')
  const args = ['test', '--root', folder, '--fail-fast', '--match-path', tests, '--skip', SKIPPED]
  const { code, output } = await forge(args, {
    cwd: folder,
    env: { FOUNDRY_PROFILE: 'default', FOUNDRY_FUZZ_RUNS: '64' },
    output: 'hide',
  })
  if (code === 0 && /[1-9]\d* tests? passed/.test(output)) return true
  if (code !== 0 && /\[FAIL/.test(output)) return false
  throw new Error(`Forge could not run ${tests}:\n${output.slice(-2000)}`)
}

async function survives(folder: string, { file, from, to, tests }: Mutant): Promise<boolean> {
  const path = pathOf(folder, file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
  try {
    return (await passes(folder, `contracts/test/${tests}.t.sol`)) && (await passes(folder, ALL_TESTS))
  } finally {
    writeFileSync(path, text)
  }
}

/** Runs the mutants whose file matches one of the words, all without words. True when each was killed. */
export async function mutate(words: string[] = []): Promise<boolean> {
  const chosen = MUTANTS.filter(({ file }) => !words.length || words.some((word) => file.includes(word)))
  if (!chosen.length) throw new Error(`No mutant's file matches ${words.join(' or ')}.`)
  for (const { file, from } of chosen) {
    if (readFileSync(pathOf(ROOT, file), 'utf8').split(from).length !== 2)
      throw new Error(`contracts/src/${file}.sol does not contain exactly once: ${from}`)
  }
  const folder = copyProject()
  if (!(await passes(folder, ALL_TESTS))) throw new Error('The tests fail without any mutant.')

  const survivors: Mutant[] = []
  for (const [index, mutant] of chosen.entries()) {
    const start = Date.now()
    const alive = await survives(folder, mutant)
    if (alive) survivors.push(mutant)
    const change = `${mutant.from.trim()} → ${mutant.to.trim() || 'nothing'}`.replace(/\s+/g, ' ')
    const seconds = Math.round((Date.now() - start) / 1000)
    console.log(
      `${index + 1}/${chosen.length} ${alive ? 'SURVIVED' : 'killed'} ${mutant.file}: ${change} (${seconds} s)`,
    )
  }
  console.log(`${chosen.length - survivors.length} of ${chosen.length} mutants killed.`)
  return survivors.length === 0
}

main(import.meta.url, async () => ((await mutate(process.argv.slice(2))) ? 0 : 1))
