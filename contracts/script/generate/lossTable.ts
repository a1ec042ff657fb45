/**
 * Writes contracts/test/gas/lossTable.json: two neighbouring lines of a loss table of a million lines, with their proofs,
 * for the gas of a claim on it. With `--check` only compares. Builds the whole table: not part of `pnpm check`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lossTable } from '../../../sdk/src/actions/claims/losses.ts'
import type { LossLine } from '../../../sdk/src/actions/claims/lossLines.ts'
import { main, ROOT } from '../lib.ts'

const FILE = 'contracts/test/gas/lossTable.json'
const LINES = 1_000_000
const INDEX = 618_034

/** Odd, so that its multiples modulo 2^160 are all different: the addresses. */
const STRIDE = 0x9e3779b97f4a7c15f39cc0605cedc8341082276bn
const UNIT = 10n ** 6n

/** From 1 to 10,000 whole units of a six-decimal asset for each address. */
function* losses(): Generator<LossLine> {
  for (let i = 1n; i <= LINES; i++) {
    const insured = BigInt.asUintN(160, i * STRIDE)
      .toString(16)
      .padStart(40, '0')
    yield { insured: `0x${insured}`, loss: (1n + ((i * 7919n) % 10_000n)) * UNIT }
  }
}

main(import.meta.url, async () => {
  const start = process.cpuUsage()
  const table = lossTable(losses())
  const { user, system } = process.cpuUsage(start)
  const { maxRSS } = process.resourceUsage()
  console.error(
    `${table.length} lines: ${((user + system) / 1e6).toFixed(1)} s of processor time, ${Math.round(maxRSS / 1024)} MB.`,
  )

  const line = (index: number) => {
    const { insured, loss } = table.line(index)
    return { index, insured, loss: String(loss), proof: table.proof(index) }
  }
  const { root, total, length } = table
  const content = { root, total: String(total), length, ...line(INDEX), sibling: line(INDEX ^ 1) }
  const text = `${JSON.stringify(content, null, 2)}\n`
  const path = join(ROOT, FILE)
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text)
    return 0
  }
  if (readFileSync(path, 'utf8') === text) return 0
  console.error(`${FILE} is out of date: run "node --import tsx contracts/script/generate/lossTable.ts".`)
  return 1
})
