import { chmodSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerStep, FORGE_STD, writeProject } from '../consumer.ts'
import { foundryBinary } from '../foundry.mjs'
import { FOUNDRY_FILES, NPM, requirePassed } from '../foundryConsumer.ts'
import { ROOT } from '../lib.ts'

/** What the caret pragmas promise. */
const OLDEST = '0.8.27'

async function run({ contracts, folder }: ConsumerContext): Promise<void> {
  const [npm, ...install] = NPM
  const settings = FOUNDRY_FILES['foundry.toml'].replace(/^solc = .*$/m, `solc = "${OLDEST}"`)
  writeProject(folder, { ...FOUNDRY_FILES, 'foundry.toml': settings })
  await consumerStep('install', npm, [...install, contracts, FORGE_STD, `solc@${OLDEST}`], { cwd: folder })
  const solc = join(folder, 'solc.mjs')
  copyFileSync(join(ROOT, 'contracts/script/solc.mjs'), solc)
  chmodSync(solc, 0o755)
  const env = { FOUNDRY_SOLC: solc }
  const output = await consumerStep('test', foundryBinary('forge'), ['test'], { cwd: folder, env })
  requirePassed(output)
  if (!output.includes(`Solc ${OLDEST}`)) throw new Error(`Another compiler was used:\n${output}`)
}

/** Interfaces, base and test kit, with the oldest compiler that they take. */
export default { name: 'oldest-compiler', run }
