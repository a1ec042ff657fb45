/**
 * `pnpm risk:report --data DIR`: writes docs/risk.md and its plots, the same bytes each time. The folder has the files that
 * `readRiskData` of `@breakwater/sdk/risk/node` reads; not all of them may be shipped. Without it the report is made of the
 * incidents that are shipped, and is written into contracts/cache/risk-report instead. `--out DIR` writes elsewhere.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type ReportData, shippedData } from '../../sdk/risk-report/context.ts'
import { makeReport } from '../../sdk/risk-report/report.ts'
import { readRiskData } from '../../sdk/src/risk/node.ts'
import { main, ROOT } from './lib.ts'

const SEED = 2026
const PATHS = 6_000
const POOLS = 2_000

main(import.meta.url, async () => {
  const options = { data: { type: 'string' }, out: { type: 'string' } } as const
  const { data: folder, out } = parseArgs({ options }).values
  const data: ReportData = folder ? { ...(await readRiskData(folder)), isWhole: true } : shippedData()
  if (!folder)
    process.stderr.write(
      'No folder of data is named (--data DIR): the report is made of the incidents that are shipped, and docs/risk.md stays.\n',
    )
  const target = resolve(out ?? join(ROOT, folder ? 'docs' : 'contracts/cache/risk-report'))
  let simulations = 0
  const { files } = await makeReport({ data, paths: PATHS, pools: POOLS, seed: SEED }, () => {
    simulations++
    if (process.stderr.isTTY) process.stderr.write(`\r${simulations} simulations`)
  })
  if (process.stderr.isTTY) process.stderr.write('\n')
  for (const [name, content] of files) {
    const path = join(target, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    process.stdout.write(`${relative(process.cwd(), path)}\n`)
  }
  return 0
})
