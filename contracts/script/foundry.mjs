#!/usr/bin/env node
// @ts-check
// Runs forge, anvil or cast from their npm platform packages: `node foundry.mjs forge test`.
// Plain JavaScript, so that it starts at once and needs nothing but Node.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { argv, env, exit, kill, arch as nodeArch, pid, platform, stderr, versions } from 'node:process'
import { fileURLToPath } from 'node:url'

/** @typedef {'forge' | 'anvil' | 'cast'} FoundryTool */

const TOOLS = ['forge', 'anvil', 'cast']
/** Major and minor: what the test runner and the bundler need. */
const MINIMUM_NODE = /** @type {const} */ ([20, 19])
const FOUNDRY = '1.7'

const require = createRequire(import.meta.url)

/**
 * Absolute path of the binary that fits this machine: the npm platform package, or, where npm has
 * none, a native Foundry of the same minor version on the PATH.
 *
 * Never the package `@foundry-rs/forge` itself: its launcher exits 0 when a test fails.
 *
 * @param {FoundryTool} tool
 * @returns {string}
 * @throws {Error} with one sentence to show to the user
 */
export function foundryBinary(tool) {
  const arch = nodeArch === 'x64' ? 'amd64' : nodeArch
  const name = `@foundry-rs/${tool}-${platform}-${arch}`
  try {
    return require.resolve(`${name}/bin/${tool}`)
  } catch {
    const native = nativeBinary(tool)
    if (native) return native
    throw new Error(
      `No ${tool} for ${platform}-${arch}: neither the npm package ${name} nor a native Foundry ${FOUNDRY} is installed (try "npx pnpm install", or see https://getfoundry.sh).`,
    )
  }
}

/** @param {FoundryTool} tool */
function nativeBinary(tool) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    // A relative or package-made entry could lead back to a launcher.
    if (!isAbsolute(folder) || folder.includes('node_modules')) continue
    const path = join(folder, tool)
    if (!existsSync(path)) continue
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    if (stdout?.includes(`${tool} Version: ${FOUNDRY}.`)) return path
  }
  return undefined
}

/**
 * Environment for forge: the solc of this repository unless the caller named another one, and no
 * network in CI.
 *
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {NodeJS.ProcessEnv}
 */
export function foundryEnv(base = env) {
  const result = { ...base }
  result.FOUNDRY_SOLC ??= fileURLToPath(new URL('solc.mjs', import.meta.url))
  if (base.CI && base.CI !== 'false') result.FOUNDRY_OFFLINE ??= 'true'
  return result
}

/** Ends with one sentence on a Node that is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = MINIMUM_NODE
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  fail(`Breakwater needs Node ${MINIMUM_NODE.join('.')} or newer; this is Node ${versions.node}.`)
}

/** @param {string} message @returns {never} */
function fail(message) {
  stderr.write(`${message}\n`)
  exit(1)
}

function main() {
  requireNode()
  const [tool, ...args] = argv.slice(2)
  if (!tool || !TOOLS.includes(tool)) fail(`Name one of ${TOOLS.join(', ')} to run.`)

  let binary = ''
  try {
    binary = foundryBinary(/** @type {FoundryTool} */ (tool))
  } catch (error) {
    fail(/** @type {Error} */ (error).message)
  }

  const child = spawn(binary, args, { stdio: 'inherit', env: foundryEnv() })
  child.on('error', (error) => fail(`${tool} could not be started: ${error.message}.`))
  // The child decides how to end; this process only passes the word on and waits. Ctrl-C reaches
  // both from the terminal, so SIGINT is held back here rather than sent twice.
  process.on('SIGINT', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    if (!signal) exit(code ?? 1)
    // Die of what the child died of, so that a shell sees the same.
    process.removeAllListeners(signal)
    kill(pid, signal)
    setTimeout(() => exit(128 + constants.signals[signal]), 100)
  })
}

// Compared by real path: reached through a link, this must still run, not exit 0 having done nothing.
if (argv[1] && realpathSync(argv[1]) === fileURLToPath(import.meta.url)) main()
