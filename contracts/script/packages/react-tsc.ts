/** The hooks as a compiler and Node.js see them, with each version of wagmi that they are for. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsumerContext, consumerStep, writeProject } from '../consumer.ts'
import { NPM } from '../foundryConsumer.ts'
import { ROOT } from '../lib.ts'
import { HOOK_PACKAGES, packageOf } from '../sdkConsumer.ts'

const DIRECTIVE = '"use client";'

/** wagmi 2.19 brings every wallet; the hooks need none. */
const WITHOUT_WALLETS = { overrides: { '@wagmi/connectors': 'file:none' } }
const VERSIONS = { '3': {}, '2.19': WITHOUT_WALLETS }

/** As packages are found by bundlers and by Node.js. */
const RESOLUTIONS = [
  ['--module', 'ESNext', '--moduleResolution', 'Bundler'],
  ['--module', 'NodeNext', '--moduleResolution', 'NodeNext'],
]

async function run(context: ConsumerContext): Promise<void> {
  const [npm, ...install] = NPM
  const names = HOOK_PACKAGES.map((name) => packageOf(name, context))
  for (const [version, settings] of Object.entries(VERSIONS)) {
    const cwd = join(context.folder, `wagmi-${version}`)
    mkdirSync(cwd)
    cpSync(join(ROOT, 'examples/react-vite'), cwd, { recursive: true })
    writeProject(cwd, {
      'package.json': JSON.stringify({ name: 'compiled', private: true, type: 'module', ...settings }),
      'none/package.json': JSON.stringify({ name: 'none', version: '1.0.0' }),
    })
    await consumerStep(
      `install with wagmi ${version}`,
      npm,
      [...install, ...names, `wagmi@${version}`, packageOf('typescript', context)],
      {
        cwd,
      },
    )
    for (const how of RESOLUTIONS) {
      const args = [join('node_modules', 'typescript', 'bin', 'tsc'), '--project', '.', ...how]
      await consumerStep(`tsc, ${how.at(-1)}`, process.execPath, args, { cwd })
    }
    for (const file of ['react.js', 'react.cjs']) {
      const code = readFileSync(join(cwd, 'node_modules/@breakwater/sdk/dist', file), 'utf8')
      if (!code.startsWith(DIRECTIVE)) throw new Error(`${file} does not begin with ${DIRECTIVE}`)
    }
    const use = `const { useBuyCover, useQuote } = await import('@breakwater/sdk/react')
      const { createRequire } = await import('node:module')
      const required = createRequire(import.meta.url)('@breakwater/sdk/react')
      if (![useBuyCover, useQuote, required.useOffers].every((hook) => typeof hook === 'function')) process.exit(1)`
    await consumerStep('import and require', process.execPath, ['--input-type=module', '-e', use], { cwd })
  }
}

export default { name: 'react-tsc', run }
