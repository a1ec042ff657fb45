import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerForge, consumerStep, FORGE_STD } from '../consumer.ts'
import { NPM, requirePassed } from '../foundryConsumer.ts'
import { ROOT } from '../lib.ts'

async function run({ contracts, folder }: ConsumerContext): Promise<void> {
  const [npm, ...install] = NPM
  cpSync(join(ROOT, 'examples/fuzz-consumer'), folder, { recursive: true })
  await consumerStep('install', npm, [...install, contracts, FORGE_STD], { cwd: folder })
  requirePassed(await consumerForge('fuzz tests', folder, 'test'))
}

/** examples/fuzz-consumer, as it stands. */
export default { name: 'fuzz-consumer', run }
