import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { installExample, makeModules, requireNothingLeft } from '../sdkConsumer.ts'

const PACKAGES = [
  '@breakwater/sdk',
  '@breakwater/contracts',
  '@foundry-rs/anvil',
  'viem',
  'vitest',
  'typescript',
]
const STRICT = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
/** The first test also waits for its chain, on a machine that may do much else. */
const SLOW = ['--testTimeout', '60000']

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('vitest', PACKAGES, context)
  makeModules(folder)
  await consumerStep('types', 'npx', ['tsc', ...STRICT, 'cover.test.ts'], { cwd: folder })
  const output = await consumerStep('tests', 'npx', ['vitest', 'run', ...SLOW], {
    cwd: folder,
    env: { NO_COLOR: '1' },
  })
  if (!/Tests +3 passed \(3\)/.test(output)) throw new Error(`Not all tests passed:\n${output}`)
  await requireNothingLeft(folder)
}

/** examples/vitest: a project whose tests have a chain by `@breakwater/sdk/testing/vitest`. */
export default { name: 'vitest', run }
