/**
 * Vectors of every formula that contracts and SDK share, both ways round: contracts/test/differential/sdk.json is drawn
 * and computed here by the SDK's `/math`, and checked by forge; contracts.json is drawn and computed in Solidity, and checked
 * by vitest. Part of `pnpm generate`; `--check` only compares the first (forge itself compares the second).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FORMULAS } from '../../../sdk/test/formulas.ts'
import { drawInputs } from '../../../sdk/test/inputs.ts'
import { forge, main, ROOT } from '../lib.ts'

const FILE = join(ROOT, 'contracts/test/differential/sdk.json')
const SEED = 20_260_101
const DRAWS = 60

function vectors(): string {
  const result: Record<string, string[]> = {}
  for (const [name, { width, evaluate }] of Object.entries(FORMULAS)) {
    result[name] = drawInputs(name, SEED, DRAWS).flatMap((drawn) => {
      if (drawn.length !== width) throw new Error(`${name} takes ${width} numbers, not ${drawn.length}.`)
      return [...drawn, evaluate(...drawn)].map(String)
    })
  }
  return `${JSON.stringify(result)}\n`
}

/** Brings both files up to date, or with `check` only says whether the SDK's is. */
export async function writeVectors(check: boolean): Promise<boolean> {
  const wanted = vectors()
  if (check) return existsSync(FILE) && readFileSync(FILE, 'utf8') === wanted
  writeFileSync(FILE, wanted)
  const { code } = await forge(['test', '--match-path', 'contracts/test/differential/Written.t.sol'], {
    env: { VECTORS: 'write' },
  })
  return code === 0
}

main(import.meta.url, async () => {
  const check = process.argv.includes('--check')
  if (await writeVectors(check)) return 0
  console.error(
    check ? 'contracts/test/differential/sdk.json is out of date: run "pnpm generate".' : 'Not written.',
  )
  return 1
})
