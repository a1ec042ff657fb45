import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { installExample, packagesOf, requireNothingLeft } from '../sdkConsumer.ts'

const FILE = 'covered-vault.mjs'

/** 105 % of what is at risk is covered; two fifths are lost, less a deductible of a twentieth. */
const PRINTS = [
  /^Bought 105000 USDC of cover for \d+\.\d+ USDC$/m,
  /^Covered 104999\.\d+ USDC until 20\d\d-\d\d-\d\dT00:00:00\.000Z$/m,
  /^Deposits are closed$/m,
  /^Paid 367(50|49\.9999\d+) USDC\. Deposits are open$/m,
  /^The saver leaves with 965\d\d\.\d+ USDC$/m,
]

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('covered-vault', packagesOf('covered-vault'), context)
  const output = await consumerStep(FILE, process.execPath, [FILE], { cwd: folder })
  for (const line of PRINTS) if (!line.test(output)) throw new Error(`There is no ${line} in:\n${output}`)
  await requireNothingLeft(folder)
}

/** examples/covered-vault, as the guide shows it: savers whose vault buys cover for them, until they are paid. */
export default { name: 'covered-vault', run }
