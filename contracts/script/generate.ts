/**
 * `pnpm generate`: everything committed that is made from something else. From the schema of packed words their structs,
 * packing code, tables and tests; from the release build the SDK's ABIs, from sdk/lens its reader; from the committed snapshots the README's gas
 * table; from the SDK's code the README's example and the table of docs/underwriting.md; from its rows docs/power.md with
 * the list of calls that its tests make; and the vectors of the differential tests.
 */
import { buildContracts } from './build.ts'
import { gasTable } from './gasTable.ts'
import { lens } from './generate/lens.ts'
import { power } from './generate/power.ts'
import { profileTable } from './generate/profileTable.ts'
import { quickStart } from './generate/quickStart.ts'
import { writeVectors } from './generate/vectors.ts'
import { words } from './generate/words.ts'
import { main, sdkScript } from './lib.ts'

main(import.meta.url, async () => {
  await words(false)
  await buildContracts()
  const { code } = await sdkScript('generate')
  if (code !== 0) return code
  lens(false)
  gasTable(false)
  profileTable(false)
  quickStart(false)
  const wrong = power(false)
  if (wrong.length) throw new Error(wrong.join('\n'))
  return (await writeVectors(false)) ? 0 : 1
})
