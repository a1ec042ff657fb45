/**
 * Compiles sdk/lens/ReadingLens.sol, which the SDK sends along with its reads, and writes sdk/src/generated/lens.ts with its
 * ABI and its runtime code. Part of `pnpm generate`; `--check` only compares.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { foundryEnv } from '../foundry.mjs'
import { main, ROOT } from '../lib.ts'

const SOURCE = 'sdk/lens/ReadingLens.sol'
const CONTRACT = 'ReadingLens'
const OUTPUT = 'sdk/src/generated/lens.ts'

const SETTINGS = {
  // The oldest rules that solc knows well: the code has to run on every chain.
  evmVersion: 'paris',
  optimizer: { enabled: true, runs: 200 },
  viaIR: true,
  metadata: { appendCBOR: false, bytecodeHash: 'none' },
  outputSelection: { '*': { [CONTRACT]: ['abi', 'evm.deployedBytecode.object'] } },
}

/** A source and all that it imports, by path. */
function collect(path: string, sources: Record<string, { content: string }> = {}) {
  if (sources[path]) return sources
  const content = readFileSync(join(ROOT, path), 'utf8')
  sources[path] = { content }
  for (const [, imported = ''] of content.matchAll(/^import .*"(\.[^"]+)";/gm))
    collect(relative(ROOT, join(ROOT, dirname(path), imported)), sources)
  return sources
}

function compile() {
  const input = JSON.stringify({ language: 'Solidity', sources: collect(SOURCE), settings: SETTINGS })
  const { FOUNDRY_SOLC: solc = 'solc' } = foundryEnv()
  const { stdout, stderr } = spawnSync(solc, ['--standard-json'], { input, maxBuffer: 1 << 28 })
  const output = JSON.parse(String(stdout) || '{}')
  const errors = (output.errors ?? []).filter(({ severity }: { severity: string }) => severity === 'error')
  if (errors.length || !output.contracts)
    throw new Error(
      errors.map((e: { formattedMessage: string }) => e.formattedMessage).join('\n') || String(stderr),
    )
  return output.contracts[SOURCE][CONTRACT]
}

/** Solidity's own type names help nobody, nor do empty names. */
const bare = (key: string, value: unknown) => (key === 'internalType' || value === '' ? undefined : value)

/** Brings the lens up to date, or with `check` only says whether it is. */
export function lens(check: boolean): boolean {
  const { abi, evm } = compile()
  const calls = abi.filter(({ type }: { type: string }) => type === 'function')
  const text = [
    `// Generated from ${SOURCE} by "pnpm generate". Not edited by hand.`,
    `export const readingLensAbi = ${JSON.stringify(calls, bare)} as const`,
    '/** Runtime code, which is sent along with a call. */',
    `export const readingLensCode = '0x${evm.deployedBytecode.object}'`,
    '',
  ].join('\n\n')
  const path = join(ROOT, OUTPUT)
  if (readFileSync(path, { encoding: 'utf8', flag: 'a+' }) === text) return true
  if (!check) writeFileSync(path, text)
  return !check
}

main(import.meta.url, async () => {
  if (lens(process.argv.includes('--check'))) return 0
  console.error(`${OUTPUT} is out of date: run "pnpm generate".`)
  return 1
})
