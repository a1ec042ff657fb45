/**
 * Writes contracts/abis/*.json, the ABIs of every contract and interface of contracts/src, for the
 * package @breakwater/contracts. Part of packing it; the folder is not committed.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from '../build.ts'
import { artifacts, main, ROOT } from '../lib.ts'

const FOLDER = join(ROOT, 'contracts/abis')

main(import.meta.url, async () => {
  await buildContracts()
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  for (const { name, abi, bytecode } of artifacts()) {
    // The abstract parts of a contract are in the ABI of the whole.
    const isPart = bytecode.object === '0x' && !/^I[A-Z]/.test(name)
    if (abi.length && !isPart)
      writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(abi, null, 2)}\n`)
  }
  return 0
})
