import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  type ConsumerContext,
  consumerEnv,
  consumerStep,
  DEPLOYER,
  READER,
  versionOf,
  writeProject,
} from '../consumer.ts'
import { NPM } from '../foundryConsumer.ts'

/** The compiler of npm's solc, so that Hardhat downloads none. */
const CONFIG = `import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'

const path = createRequire(import.meta.url).resolve('solc/soljson.js')
const settings = { evmVersion: 'osaka', optimizer: { enabled: true, runs: 200 } }
export default defineConfig({ solidity: { version: '${versionOf('solc')}', path, settings } })
`

/** Hardhat 3 needs Node 22, also for its install: npm leaves out binaries for a Node that it does not run on. */
const NODE = `node-${process.platform}-${process.arch}`
const HARDHAT = 'hardhat@3.18.0'

async function run({ contracts, folder }: ConsumerContext): Promise<void> {
  const [npm, ...install] = NPM
  writeProject(folder, {
    'package.json': '{ "name": "consumer", "private": true, "type": "module" }\n',
    'hardhat.config.js': CONFIG,
    'contracts/Reader.sol': READER,
    'contracts/Deployer.sol': DEPLOYER,
  })
  await consumerStep('Node 22', npm, [...install, `${NODE}@22`], { cwd: folder })
  const PATH = [join(folder, 'node_modules', NODE, 'bin'), consumerEnv().PATH].join(delimiter)
  const env = { PATH, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true' }
  const packages = [contracts, HARDHAT, `solc@${versionOf('solc')}`]
  await consumerStep('install', npm, [...install, ...packages], { cwd: folder, env })
  await consumerStep('build, no remapping', 'npx', ['hardhat', 'build'], { cwd: folder, env })
  for (const name of ['Reader', 'Deployer']) {
    const artifact = join(folder, `artifacts/contracts/${name}.sol/${name}.json`)
    if (!existsSync(artifact)) throw new Error(`Hardhat has built no ${name}.`)
  }
}

/** Hardhat 3, which reads the remappings.txt of the package. */
export default { name: 'hardhat', run }
