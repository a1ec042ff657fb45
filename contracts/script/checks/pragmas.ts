/**
 * Fails where a source says the wrong thing about compilers. What others import or inherit (interfaces, the base for
 * embedding, the published test kit, and all that these import) takes any compiler from 0.8.27 on and needs no package but
 * forge-std. What is deployed, and every test, names the compiler of foundry.toml.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { filesBelow, main, ROOT } from '../lib.ts'

const OPEN = '^0.8.27'
const IMPORT = /^\s*import\s[^;]*?["']([^"']+)["']\s*;/gm
const INTERFACE = /\/I[A-Z]\w*\.sol$/

/** The base of meters computes severities: whoever inherits it needs solady besides. */
const METER = 'contracts/src/resolution/meters/Meter.sol'

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const pragmaOf = (file: string) => /^pragma solidity (.*);$/m.exec(textOf(file))?.[1] ?? 'none'
const solidity = (folder: string) => filesBelow(folder).filter((file) => file.endsWith('.sol'))

/** What a file imports: paths of ours, and packages as they are written. */
function importsOf(file: string): { ours: string[]; packages: string[] } {
  const targets = [...textOf(file).matchAll(IMPORT)].map(([, target = '']) => target)
  const isOurs = (target: string) => target.startsWith('.')
  return {
    ours: targets.filter(isOurs).map((target) => posix.join(posix.dirname(file), target)),
    packages: targets.filter((target) => !isOurs(target)),
  }
}

/** Files, and all that they import of ours. */
function closure(files: string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...files]
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (found.has(file)) continue
    found.add(file)
    queue.push(...importsOf(file).ours)
  }
  return found
}

/** Sources of tests and scripts that are published, by `files` of the package. */
function published(): string[] {
  const { files } = JSON.parse(textOf('contracts/package.json')) as { files: string[] }
  return files
    .map((path) => `contracts/${path}`)
    .filter((path) => /^contracts\/(test|script)\//.test(path))
    .flatMap((path) => (path.endsWith('.sol') ? [path] : solidity(path)))
    .filter((path) => existsSync(join(ROOT, path)))
}

/** What is wrong with a file that others import. */
function faultsOfOpen(file: string, mayCompute: boolean): string[] {
  const faults: string[] = []
  const pragma = pragmaOf(file)
  if (pragma !== OPEN) faults.push(`${file}: others import it, so its pragma is ${OPEN}, not ${pragma}.`)
  for (const target of mayCompute ? [] : importsOf(file).packages) {
    if (!target.startsWith('forge-std/'))
      faults.push(`${file}: others import it, so it cannot need "${target}".`)
  }
  return faults
}

main(import.meta.url, async () => {
  const [, pinned] = /^solc = "(.*)"$/m.exec(textOf('foundry.toml')) ?? []
  if (!pinned) throw new Error('foundry.toml names no solc.')
  const sources = solidity('contracts/src')
  const isBase = (file: string) => INTERFACE.test(file) || file === 'contracts/src/embedding/CoverHolder.sol'
  const open = closure([...sources.filter(isBase), ...published()])
  const computing = [...closure([METER])].filter((file) => !open.has(file))

  const faults = [...open].flatMap((file) => faultsOfOpen(file, false))
  faults.push(...computing.flatMap((file) => faultsOfOpen(file, true)))
  const deployed = sources.filter((file) => /^contract /m.test(textOf(file)))
  const tests = ['contracts/test', 'contracts/heavy', 'contracts/script'].flatMap(solidity)
  for (const file of [...deployed, ...tests]) {
    if (open.has(file) || pragmaOf(file) === pinned) continue
    faults.push(`${file}: its pragma is ${pinned}, not ${pragmaOf(file)}.`)
  }
  for (const fault of faults.sort()) console.error(fault)
  console.log(`${open.size} sources take any compiler from ${OPEN.slice(1)} on.`)
  return faults.length ? 1 : 0
})
