/** The repository's compiler, asked without forge. */
import { fileURLToPath } from 'node:url'
import { runChild } from './children.ts'

export interface SolcError {
  severity: string
  formattedMessage: string
  sourceLocation?: { file: string; start: number; end: number }
}

interface Output {
  errors: SolcError[]
  sources: Record<string, { ast?: unknown }>
  contracts: Record<string, unknown>
}

const SOLC = process.env.FOUNDRY_SOLC ?? fileURLToPath(new URL('../solc.mjs', import.meta.url))

/** Compiles texts, one character a byte, without optimiser: what is compiled here runs for a few seconds only. */
export async function solc(
  { remappings }: { remappings: string[] },
  texts: ReadonlyMap<string, string>,
  outputSelection: Record<string, Record<string, string[]>>,
): Promise<Output> {
  const sources = Object.fromEntries(
    [...texts].map(([file, text]) => [file, { content: Buffer.from(text, 'latin1').toString('utf8') }]),
  )
  const settings = {
    remappings,
    outputSelection,
    evmVersion: 'osaka',
    optimizer: { enabled: false },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
  }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const ended = await runChild(SOLC, ['--standard-json'], { input })
  if (ended.code !== 0) throw new Error(`The compiler failed: ${ended.errors.slice(-500)}`)
  const output = JSON.parse(ended.output)
  const errors = ((output.errors ?? []) as SolcError[]).filter(({ severity }) => severity === 'error')
  return { sources: {}, contracts: {}, ...output, errors }
}
