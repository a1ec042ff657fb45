import { type ChildProcess, spawn } from 'node:child_process'

/**
 * The process between this one and a program. It ends the program, and what that has started, as soon as its standard input
 * closes, which the system sees to however this process ends: also after a crash, and after SIGKILL.
 */
const WATCHDOG = `
const { spawn } = require('node:child_process')
const { rmSync } = require('node:fs')
const [folder, binary, ...args] = process.argv.slice(1)
const clear = () => { if (folder) try { rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) } catch {} }
const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
const kill = () => { try { process.kill(-child.pid, 'SIGKILL') } catch {} }
const end = () => { kill(); clear(); process.exit(0) }
for (const event of ['end', 'close', 'error']) process.stdin.on(event, end)
process.stdin.resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
for (const stream of [process.stdout, process.stderr]) stream.on('error', end)
child.on('error', (error) => { process.stderr.write(error.message); process.exitCode = 127 })
child.on('close', (code) => { clear(); process.exitCode ??= code ?? 1; process.stdin.destroy() })
child.stdout.pipe(process.stdout)
child.stderr.pipe(process.stderr)
`

interface SpawnOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  folder?: string
}

/**
 * Starts a program that ends with this process at the latest. It ends, too, when its standard input is destroyed.
 *
 * @param options.folder Deleted when the program has ended.
 */
export function spawnWatched(
  binary: string,
  args: readonly string[],
  { folder = '', env = process.env, ...options }: SpawnOptions = {},
): ChildProcess {
  return spawn(process.execPath, ['-e', WATCHDOG, folder, binary, ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C of a terminal is this process's to handle.
    detached: true,
    env: { ...env, NODE_OPTIONS: '' },
  })
}
