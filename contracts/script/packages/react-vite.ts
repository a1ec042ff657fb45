import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerStep } from '../consumer.ts'
import { HOOK_PACKAGES, installExample } from '../sdkConsumer.ts'

/** What a page needs of a chain to be built. */
const CHAIN = { url: 'http://127.0.0.1:8545', chainId: 31337, deployment: {}, products: [] }

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('react-vite', [...HOOK_PACKAGES, 'wagmi', 'vite@8.3.8'], context)
  const vite = join('node_modules', 'vite', 'bin', 'vite.js')
  const env = { VITE_CHAIN: JSON.stringify(CHAIN) }
  await consumerStep('vite build', process.execPath, [vite, 'build'], { cwd: folder, env })
  const assets = join(folder, 'dist', 'assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const code = scripts.map((name) => readFileSync(join(assets, name), 'utf8')).join()
  // Something that is only in the contracts' part of the hooks: all was bundled, and nothing was left out as empty.
  if (!code.includes('poolSnapshot') || !code.includes('claimPayouts'))
    throw new Error('The built page has no hooks in it.')
  console.log(`  ${scripts.length} scripts, ${Math.round(code.length / 1024)} kB`)
}

/** examples/react-vite: a page with the hooks, built by Vite. */
export default { name: 'react-vite', run }
