import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { installExample, requireNothingLeft } from '../sdkConsumer.ts'

const PACKAGES = ['@breakwater/sdk', '@breakwater/contracts', '@foundry-rs/anvil', 'viem']

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('node-test', PACKAGES, context)
  const output = await consumerStep('tests', process.execPath, ['--test', 'cover.test.mjs'], { cwd: folder })
  if (!/^[#ℹ] pass 3$/m.test(output)) throw new Error(`Not all tests passed:\n${output}`)
  await requireNothingLeft(folder)
}

/** examples/node-test: a project whose tests have a chain by `@breakwater/sdk/testing/node`. */
export default { name: 'node-test', run }
