import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { ROOT } from '../lib.ts'
import { installExample, requireNothingLeft } from '../sdkConsumer.ts'

const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`

/** The packages of the command that the file begins with. */
function packagesOf(folder: string): string[] {
  const [, command] = readFileSync(join(folder, 'quickstart.mjs'), 'utf8').split('\n')
  const [, names] = command?.match(/^\/\/ +npm install (.+) && node quickstart\.mjs$/) ?? []
  if (!names) throw new Error('quickstart.mjs does not tell how it is run.')
  return names.split(' ')
}

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  const start = Date.now()
  // With a cache of its own: as it is for somebody who has none of the packages.
  const example = join(ROOT, 'examples/quickstart')
  await installExample('quickstart', packagesOf(example), context, '--cache', join(folder, '.cache'))
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
