/** A copy of the project in which all chosen mutants are built in, switched off, beside tests that are compiled already. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { forge, ROOT } from '../lib.ts'
import type { Node } from './ast.ts'
import { instrument, type Place, SWITCH, SWITCH_FILE } from './instrument.ts'
import type { Mutant } from './mutant.ts'
import { type SolcError, solc } from './solc.ts'

const CACHE = 'contracts/cache/solidity-files-cache.json'
const OUT = 'contracts/out'
const SOURCES = 'contracts/src/'
/** What a run reads besides what was compiled. */
const COPIED = ['foundry.toml', 'remappings.txt', 'contracts/src', 'contracts/test', 'contracts/script', OUT]
/** Of an artifact, all that a run needs: the rest takes longer to read than the tests take to run. */
const KEPT = ['abi', 'bytecode', 'deployedBytecode', 'methodIdentifiers', 'storageLayout', 'id']

interface Code {
  object: string
  sourceMap?: string
  linkReferences?: unknown
  immutableReferences?: unknown
}

interface Artifact {
  bytecode: Code
  deployedBytecode: Code
}

/** What forge's cache says of a compiled file. */
interface CacheEntry {
  imports: string[]
  artifacts: Record<string, Record<string, Record<string, { path: string; build_id: string }>>>
}

interface Cache {
  mocks: string[]
  files: Record<string, CacheEntry>
}

const read = (path: string) => readFileSync(join(ROOT, path), 'latin1')
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const isSource = (file: string) => file.startsWith(SOURCES)

/** The sources as they are, read once. Text is a character a byte, as the compiler counts. */
export class Sources {
  readonly texts = new Map<string, string>()
  readonly #remappings = read('remappings.txt')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.trim().split('=') as [string, string])

  constructor() {
    for (const file of readdirSync(join(ROOT, SOURCES), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.sol')) this.add(posix.join(SOURCES, file.replaceAll('\\', '/')))
  }

  /** Files below contracts/src. */
  get own(): string[] {
    return [...this.texts.keys()].filter(isSource).sort()
  }

  get remappings(): string[] {
    return this.#remappings.map((pair) => pair.join('='))
  }

  textOf = (file: string): string => this.texts.get(file) as string

  /** A file, and all that it imports. */
  add(file: string): void {
    if (this.texts.has(file)) return
    const text = read(file)
    this.texts.set(file, text)
    for (const [, path = ''] of text.matchAll(/^\s*import\s[^;]*?["']([^"']+)["']\s*;/gm)) {
      const remapped = this.#remappings.find(([prefix]) => path.startsWith(prefix))
      if (path.startsWith('.')) this.add(posix.join(posix.dirname(file), path))
      else this.add(remapped ? remapped[1] + path.slice(remapped[0].length) : path)
    }
  }

  /** Their syntax trees. */
  async trees(): Promise<Map<string, Node>> {
    const { sources, errors } = await solc(this, this.texts, { '*': { '': ['ast'] } })
    if (errors.length) throw new Error(errors[0]?.formattedMessage ?? '')
    return new Map(Object.entries(sources).map(([file, { ast }]) => [file, ast as Node]))
  }
}

/** Builds the project as it is, with forge: what has not changed since the last build or test is there already. */
export async function buildTests(): Promise<void> {
  const { code, output } = await forge(['build'], { env: { FOUNDRY_PROFILE: 'default' }, output: 'hide' })
  if (code !== 0) throw new Error(`The project does not compile:\n${output.slice(-2000)}`)
}

export interface Build {
  /** Mutants that are in it. */
  mutants: Mutant[]
  /** Those that do not compile, with what the compiler says. */
  refused: Map<Mutant, string>
  /** Test contracts that hold code of the sources, and were compiled with it. */
  recompiled: number
}

/** Makes the copy in a folder. */
export async function buildCopy(folder: string, sources: Sources, chosen: Mutant[]): Promise<Build> {
  const cache: Cache = json(join(ROOT, CACHE))
  for (const path of COPIED)
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, preserveTimestamps: true })
  // Packages file by file: through a link forge would not find them to be those it knows.
  for (const file of Object.keys(cache.files).filter((path) => path.startsWith('node_modules/'))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(join(ROOT, file), join(folder, file))
  }
  mkdirSync(dirname(join(folder, CACHE)), { recursive: true })
  writeFileSync(join(folder, CACHE), JSON.stringify(cache))
  writeStandIn(folder)

  const artifacts = readArtifacts(cache)
  const mutated = new Set(chosen.map(({ file }) => file))
  const holders = filesHolding(artifacts, mutated)
  for (const file of holders) sources.add(file)
  const { contracts, mutants, refused } = await compile(sources, chosen, holders)
  for (const { file, name, path, artifact } of artifacts) {
    const made = contracts[file]?.[name]?.evm
    const kept = Object.fromEntries(
      Object.entries(artifact).filter(([field]) => KEPT.includes(field)),
    ) as unknown as Artifact
    for (const part of ['bytecode', 'deployedBytecode'] as const) {
      const code = made?.[part] ?? artifact[part]
      if (!code) continue
      const { object, linkReferences, immutableReferences } = code
      kept[part] = { object: made ? `0x${object}` : object, linkReferences, immutableReferences }
    }
    writeFileSync(join(folder, OUT, path), JSON.stringify(kept))
  }
  return { mutants, refused, recompiled: holders.length }
}

/** Answers for the compiler, which a run must not need: its own start would take longer than many tests. */
function writeStandIn(folder: string): void {
  const { version } = createRequire(import.meta.url)('solc/package.json')
  const script = `#!/bin/sh\n[ "$1" = --version ] && echo "Version: ${version}" && exit\necho 'The tests are not compiled.' >&2\nexit 1\n`
  writeFileSync(join(folder, 'solc'), script, { mode: 0o755 })
}

interface Found {
  file: string
  name: string
  path: string
  artifact: Artifact
  /** Sources of which there is code in it. */
  holds: Set<string>
}

function readArtifacts(cache: Cache): Found[] {
  const builds = new Map<string, Record<string, string>>()
  for (const name of readdirSync(join(ROOT, OUT, 'build-info'))) {
    const { id, source_id_to_path } = json(join(ROOT, OUT, 'build-info', name))
    builds.set(id, source_id_to_path)
  }
  const found: Found[] = []
  for (const [file, entry] of Object.entries(cache.files)) {
    for (const [name, versions] of Object.entries(entry.artifacts)) {
      for (const { path, build_id } of Object.values(versions).flatMap((profiles) =>
        Object.values(profiles),
      )) {
        const artifact: Artifact = json(join(ROOT, OUT, path))
        const paths = builds.get(build_id) ?? {}
        const codes = [artifact.bytecode, artifact.deployedBytecode]
        const holds = new Set(codes.flatMap((code) => sourcesOf(code, paths)))
        found.push({ file, name, path, artifact, holds })
      }
    }
  }
  return found
}

/** Sources that a code's map points to. */
function sourcesOf(code: Code | undefined, paths: Record<string, string>): string[] {
  const ids = new Set((code?.sourceMap ?? '').split(';').map((entry) => entry.split(':')[2]))
  return [...ids].flatMap((id) => paths[id ?? ''] ?? []).filter(isSource)
}

/**
 * Files outside the sources whose contracts hold code of the mutated ones: by a library's internal function, by
 * inheritance, or by creating such a contract. All other tests load what they deploy when they run.
 */
function filesHolding(artifacts: Found[], mutated: Set<string>): string[] {
  const others = artifacts.filter(({ file }) => !isSource(file))
  const result = new Set(others.filter(({ holds }) => [...holds].some((file) => mutated.has(file))))
  for (const held of result) {
    const code = held.artifact.deployedBytecode.object.slice(2)
    if (code.length === 0) continue
    for (const other of others) if (other.artifact.bytecode.object.includes(code)) result.add(other)
  }
  return [...new Set([...result].map(({ file }) => file))]
}

type Compiled = Record<string, Record<string, { evm: Record<'bytecode' | 'deployedBytecode', Code> }>>

/** Compiles sources and holders with the mutants in; those that the compiler refuses are taken out. */
async function compile(sources: Sources, chosen: Mutant[], holders: string[]) {
  const wanted = ['bytecode', 'deployedBytecode'].flatMap((code) =>
    ['object', 'linkReferences', ...(code === 'bytecode' ? [] : ['immutableReferences'])].map(
      (field) => `evm.${code}.${field}`,
    ),
  )
  const selection = Object.fromEntries([...sources.own, ...holders].map((file) => [file, { '*': wanted }]))
  let mutants = chosen
  const refused = new Map<Mutant, string>()
  for (;;) {
    const places = new Map<string, Place[]>()
    const texts = new Map(sources.texts)
    for (const file of sources.own) {
      const made = instrument(
        sources.textOf(file),
        mutants.filter((mutant) => mutant.file === file),
      )
      texts.set(file, made.text)
      places.set(file, made.places)
    }
    texts.set(SWITCH_FILE, SWITCH)
    const { contracts, errors } = await solc(sources, texts, selection)
    if (errors.length === 0) return { contracts: contracts as Compiled, mutants, refused }
    for (const error of errors)
      refused.set(mutantAt(error, places), error.formattedMessage.split('\n')[0] ?? '')
    mutants = mutants.filter((mutant) => !refused.has(mutant))
  }
}

/** The mutant that an error is about: the one around it, or else the first within, or behind the declaration that it names. */
function mutantAt(error: SolcError, places: Map<string, Place[]>): Mutant {
  const { file = '', start = 0, end = 0 } = error.sourceLocation ?? {}
  const here = places.get(file) ?? []
  const found =
    here.find(({ range }) => range[0] <= start && end <= range[1]) ??
    here.find(({ range }) => start <= range[0] && range[1] <= end) ??
    here.find(({ range }) => end <= range[0])
  if (!found) throw new Error(`The project does not compile with its mutants:\n${error.formattedMessage}`)
  return found.mutant
}

/** Copies a made copy, for another worker. */
export function copyCopy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
}

export const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
