import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { TestkitError } from './errors.js'
import { spawnWatched } from './watchdog.js'

/** A machine that does much else starts it late. What ends is told at once. */
const START_WITHIN = 60_000
/**
 * Old states that anvil keeps in files, for reads at blocks of the past. One takes up to 1 MB, and anvil would keep 3,600 of them
 * in the user's home after it has ended.
 */
const MAX_STATE_FILES = 250
const EXE = process.platform === 'win32' ? 'anvil.exe' : 'anvil'

/** A running anvil. */
export interface Anvil {
  readonly port: number
  /** Ends it, and returns when it is gone. */
  stop(): Promise<void>
}

/**
 * Path of the anvil to use: the npm package of this platform, by itself or as a part of `@foundry-rs/anvil`, as the project or
 * this package has it; else the one on the PATH.
 *
 * @throws {@link TestkitError} (`anvilMissing`) if there is none.
 */
export function findAnvil(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    const found = fromPackage(from, name) ?? fromLauncher(from, name)
    if (found) return found
  }
  // A folder of node_modules would lead to a launcher, which is another process in between.
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = folders
    .filter((folder) => isAbsolute(folder) && !folder.includes('node_modules'))
    .map((folder) => join(folder, EXE))
  const native = onPath.find((path) => existsSync(path))
  if (native) return native
  throw new TestkitError(
    'anvilMissing',
    `There is no anvil: neither the npm package ${name} nor one on the PATH.`,
    'Run "npm install --save-dev @foundry-rs/anvil", or install Foundry from https://getfoundry.sh.',
  )
}

function fromPackage(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(`${name}/bin/${EXE}`)
  } catch {
    return undefined
  }
}

/** With strict package managers only the launcher can see the package of a platform. */
function fromLauncher(from: string, name: string): string | undefined {
  try {
    return fromPackage(createRequire(from).resolve('@foundry-rs/anvil/package.json'), name)
  } catch {
    return undefined
  }
}

/**
 * Starts anvil, and returns when it answers.
 *
 * @throws {@link TestkitError} (`anvilMissing`, `portInUse`, `anvilFailed`).
 */
export async function startAnvil(
  args: readonly string[],
  port: number,
  binary = findAnvil(),
): Promise<Anvil> {
  const env = { ...process.env, RUST_LOG: '', NO_COLOR: '1' }
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-anvil-'))
  const states = ['--cache-path', folder, '--max-persisted-states', String(MAX_STATE_FILES)]
  const child = spawnWatched(binary, [...args, '--port', String(port), ...states], { env, folder })
  try {
    const found = await listening(child, port)
    release(child)
    return { port: found, stop: () => stop(child) }
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** Waits for the port that anvil tells. */
function listening(child: ChildProcess, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = () => reject(failure(port, output))
    const timer = setTimeout(fail, START_WITHIN)
    const read = (chunk: Buffer) => {
      output += chunk
      const [, found] = output.match(/^Listening on \S+:(\d+)\s/m) ?? []
      if (found) settle(() => resolve(Number(found)))
    }
    const ended = () => settle(fail)
    const settle = (then: () => void) => {
      clearTimeout(timer)
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', read)
      child.off('close', ended).off('error', ended)
      then()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', ended).once('error', ended)
  })
}

function failure(port: number, output: string): TestkitError {
  if (/address already in use/i.test(output))
    return new TestkitError(
      'portInUse',
      `Port ${port} is in use.`,
      'Choose another one, or leave it out for any.',
    )
  const last = output.trim().split('\n').at(-1)
  return new TestkitError(
    'anvilFailed',
    `Anvil did not start${last ? `: ${last.replace(/\.$/, '')}` : ''}.`,
    'Check that the anvil that is installed runs by itself, and is Foundry 1.4 or newer.',
  )
}

/** Lets this process end by itself while anvil runs: that ends anvil, too. */
function release(child: ChildProcess): void {
  for (const stream of [child.stdout, child.stderr]) stream?.resume()
  child.unref()
  for (const stream of [child.stdin, child.stdout, child.stderr])
    (stream as unknown as { unref?(): void } | null)?.unref?.()
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.stdin?.destroy()
  await gone
}
