import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Consumer, type ConsumerContext, consumerStep, writeProject } from '../consumer.ts'
import { ROOT } from '../lib.ts'
import { installExample, packagesOf, requireNothingLeft } from '../sdkConsumer.ts'

const { engines, exports } = JSON.parse(readFileSync(join(ROOT, 'sdk/package.json'), 'utf8'))
/** The oldest Node.js that the package takes, and the newer lines that are maintained. */
const VERSIONS = [engines.node.replace('>=', ''), '22', '24']

/** Entries that need React's packages: the consumer `react-tsc` requires them. */
const OF_REACT = ['./query', './react']
/** Requires each other entry that is there for CommonJS. */
const REQUIRE = Object.entries(exports as Record<string, { require?: unknown }>)
  .filter(([entry, { require }]) => require && !OF_REACT.includes(entry))
  .map(([entry]) => `@breakwater/sdk${entry.slice(1)}`)
  .map((name) => `if (!Object.keys(require('${name}')).length) throw new Error('${name} is empty.')\n`)
  .join('')

async function run(context: ConsumerContext): Promise<void> {
  const { folder } = context
  await installExample('quickstart', packagesOf('quickstart'), context)
  writeProject(folder, { 'require.cjs': REQUIRE })
  // As npm packages that bring the program: they get it in a script of theirs.
  const nodes = VERSIONS.map((version) => `node-${version}@npm:node@${version}`)
  await consumerStep('install Node.js', 'npm', ['install', '--no-audit', '--no-save', ...nodes], {
    cwd: folder,
  })
  for (const version of VERSIONS) {
    const node = join(folder, 'node_modules', `node-${version}`, 'bin/node')
    const found = await consumerStep(`Node.js ${version}`, node, ['--version'], { cwd: folder })
    if (!found.startsWith(`v${version}.`)) throw new Error(`Instead of Node.js ${version} this is ${found}`)
    await consumerStep('  entries of CommonJS', node, ['require.cjs'], { cwd: folder })
    const output = await consumerStep('  quickstart.mjs', node, ['quickstart.mjs'], { cwd: folder })
    if (!/^Paid 17500 USDC$/m.test(output)) throw new Error(`The claim was not paid:\n${output}`)
  }
  await requireNothingLeft(folder)
}

/** examples/quickstart under each Node.js, and the entries that are required. */
export default { name: 'nodes', run } satisfies Consumer
