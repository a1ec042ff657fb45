/** The repository's compiler, asked without forge. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

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
  const output = JSON.parse(await run(JSON.stringify({ language: 'Solidity', sources, settings })))
  const errors = ((output.errors ?? []) as SolcError[]).filter(({ severity }) => severity === 'error')
  return { sources: {}, contracts: {}, ...output, errors }
}

function run(input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(SOLC, ['--standard-json'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => reject(new Error(`The compiler could not be started: ${error.message}.`)))
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'))
      else reject(new Error('The compiler failed.'))
    })
    child.stdin.end(input)
  })
}
