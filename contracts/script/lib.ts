/**
 * What the scripts of this folder share: running programs, and reading the release build.
 * Importing it ends with one sentence on a Node that is too old.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foundryBinary, foundryEnv, requireNode } from './foundry.mjs'

requireNode()

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Where the release build puts its artifacts. */
const OUT = join(ROOT, 'contracts/out-release')

export interface RunOptions {
  /** Added to the environment. */
  env?: NodeJS.ProcessEnv
  /** Takes `env` for the whole environment. */
  bare?: boolean
  cwd?: string
  /**
   * `show` passes the output on as it is; `stderr` sends all of it to standard error, so that
   * standard output stays clean; `hide` only returns it. Default: `show`, which returns none.
   */
  output?: 'show' | 'stderr' | 'hide'
  /** Lines that `stderr` leaves out. */
  without?: string
  /** Takes `command` for a line of shell. */
  shell?: boolean
}

export interface RunResult {
  code: number
  output: string
}

const FORWARDED = ['SIGTERM', 'SIGHUP'] as const

/** Runs a program to its end; a failing one is a `code`, not an exception. Passes signals on to it. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { output = 'show' } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.bare ? options.env : { ...process.env, ...options.env },
      shell: options.shell ?? false,
      stdio: ['ignore', output === 'show' ? 'inherit' : 'pipe', output === 'show' ? 'inherit' : 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (output !== 'stderr') return
        if (!options.without || !chunk.includes(options.without)) process.stderr.write(chunk)
      })
    }

    // Ctrl-C reaches the child from the terminal: only wait for it to end.
    let interrupted: NodeJS.Signals | undefined
    const onInterrupt = () => {
      interrupted = 'SIGINT'
    }
    const onSignal = (signal: NodeJS.Signals) => {
      interrupted = signal
      child.kill(signal)
    }
    process.on('SIGINT', onInterrupt)
    for (const signal of FORWARDED) process.on(signal, onSignal)
    const release = () => {
      process.off('SIGINT', onInterrupt)
      for (const signal of FORWARDED) process.off(signal, onSignal)
    }

    child.on('error', (error) => {
      release()
      reject(new Error(`${command} could not be started: ${error.message}.`))
    })
    child.on('close', (code) => {
      release()
      if (interrupted) process.exit(128 + constants.signals[interrupted])
      resolve({ code: code ?? 1, output: text })
    })
  })
}

/** Runs forge with the compiler of this repository. */
export function forge(args: string[], options: RunOptions = {}): Promise<RunResult> {
  const env = foundryEnv({ ...process.env, ...options.env })
  return run(foundryBinary('forge'), args, { ...options, env })
}

/** Runs a script of `sdk/package.json`, with no package manager (and none of its output) in between. */
export function sdkScript(name: string, options: RunOptions = {}): Promise<RunResult> {
  const cwd = join(ROOT, 'sdk')
  const line = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')).scripts?.[name]
  if (!line) throw new Error(`sdk/package.json has no script "${name}".`)
  const PATH = [join(cwd, 'node_modules/.bin'), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  )
  return run(line, [], { ...options, cwd, shell: true, env: { ...options.env, PATH } })
}

/** Every file below a folder, as paths relative to the repository, sorted; none if it does not exist. */
export function filesBelow(folder: string): string[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort()
}

/** What a function takes. */
export interface AbiInput {
  name: string
  type: string
  /** Of a tuple. */
  components?: AbiInput[]
}

/** One contract, interface or library of `contracts/src`, as the release build made it. */
export interface Artifact {
  name: string
  /** Path of its source. */
  source: string
  abi: { type: string; name?: string; stateMutability?: string; inputs?: AbiInput[] }[]
  /** Selectors of its functions, hexadecimal without `0x`, by their signatures. */
  selectors: Record<string, string>
  /** Creation code as forge's artifacts have it: `object` is hexadecimal, `0x` for interfaces and abstract contracts. */
  bytecode: { object: string }
  /** Runtime code, likewise, with zeros where its immutables are. */
  deployedBytecode: { object: string; immutableReferences?: ImmutableReferences }
  /** What it was compiled with. */
  compiler: { version: string; settings: Record<string, unknown> }
}

/** Where a contract's immutables are in its runtime code, in bytes, by a number that solc gives to each. */
export type ImmutableReferences = Record<string, { start: number; length: number }[]>

/** The release build of `contracts/src`, or of other folders, sorted by name. */
export function artifacts(folders: string[] = ['contracts/src/']): Artifact[] {
  const result: Artifact[] = []
  for (const file of filesBelow(relative(ROOT, OUT))) {
    if (!file.endsWith('.json') || file.includes('build-info')) continue
    const json = JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
    const [source, name] = Object.entries<string>(json.metadata?.settings.compilationTarget ?? {})[0] ?? []
    // Forge keeps what was built from a source that is gone.
    if (!name || !source || !existsSync(join(ROOT, source))) continue
    if (!folders.some((folder) => source.startsWith(folder))) continue
    const { abi, bytecode, deployedBytecode, methodIdentifiers: selectors } = json
    const { compilationTarget: _, ...settings } = json.metadata.settings
    const compiler = { version: json.metadata.compiler.version, settings }
    result.push({ name, source, abi, selectors, bytecode, deployedBytecode, compiler })
  }
  return result.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Runs `body` if the module at `url` is the script that Node was started with; what it returns is the
 * exit code, and an error ends it with the error's message alone.
 */
export function main(url: string, body: () => Promise<number>): void {
  if (!process.argv[1] || realpathSync(process.argv[1]) !== fileURLToPath(url)) return
  body().then(
    (code) => {
      process.exitCode = code
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
}

/**
 * Brings what stands between `<!-- name:start -->` and `<!-- name:end -->` of a page up to date, or with `check` only says
 * whether it is.
 */
export function generatedSection(page: string, name: string, content: string, check: boolean): boolean {
  const path = join(ROOT, page)
  if (!existsSync(path)) throw new Error(`There is no ${page}.`)
  const text = readFileSync(path, 'utf8')
  const markers = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`] as const
  const [start, end] = [text.indexOf(markers[0]), text.indexOf(markers[1])]
  if (start < 0 || end < start) throw new Error(`${page} lacks the markers ${markers.join(' and ')}.`)
  const wanted = `${text.slice(0, start + markers[0].length)}\n${content.trim()}\n${text.slice(end)}`
  if (wanted === text) return true
  if (!check) writeFileSync(path, wanted)
  return !check
}
