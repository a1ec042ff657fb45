import { join } from 'node:path'
import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { installExample, packagesOf, requireNothingLeft } from '../sdkConsumer.ts'

const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  const start = Date.now()
  // With a cache of its own: as it is for somebody who has none of the packages.
  await installExample('quickstart', packagesOf('quickstart'), context, '--cache', join(folder, '.cache'))
  const installed = Date.now()
  const output = await consumerStep('quickstart.mjs', process.execPath, ['quickstart.mjs'], { cwd: folder })
  const end = Date.now()
  if (!/^Paid 17500 USDC$/m.test(output)) throw new Error(`The claim was not paid:\n${output}`)
  await requireNothingLeft(folder)
  const parts = `install ${seconds(start, installed)}, the rest ${seconds(installed, end)}`
  console.log(`  from an empty folder to a paid claim: ${seconds(start, end)} (${parts})`)
}

/** examples/quickstart, as its first lines tell: from an empty folder to a paid claim. */
export default { name: 'quickstart', run }
