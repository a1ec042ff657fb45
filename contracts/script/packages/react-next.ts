import { join } from 'node:path'
import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { HOOK_PACKAGES, installExample, requireNothingLeft } from '../sdkConsumer.ts'

// Next.js would install a compiler by itself.
const COMPILER = ['typescript', '@types/node@20.19.43']
const PACKAGES = [...HOOK_PACKAGES, ...COMPILER, 'wagmi', 'next@16.4.6', '@foundry-rs/anvil']

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('react-next', PACKAGES, context)
  const next = join('node_modules', 'next', 'dist', 'bin', 'next')
  const env = { NEXT_TELEMETRY_DISABLED: '1' }
  await consumerStep('next build', process.execPath, [next, 'build'], { cwd: folder, env })
  const output = await consumerStep('check.mjs', process.execPath, ['check.mjs'], { cwd: folder, env })
  if (!/^The server has sent the premium: \d+$/m.test(output)) throw new Error(output)
  await requireNothingLeft(folder)
}

/** examples/react-next: a page with the hooks, rendered by a server of Next.js beside a local chain. */
export default { name: 'react-next', run }
