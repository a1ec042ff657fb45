/**
 * Writes sdk/dist/testkit, what the test kit of @breakwater/sdk begins with: the code of what a chain has besides the
 * protocol, from published packages and from contracts/test/mocks, and the state of a chain that has all of it. The folder is
 * not committed. Part of `pnpm build`.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Address, getContractAddress, type Hex, hexToString, zeroHash } from 'viem'
import { startChain } from '../../../sdk/src/testing/chain.ts'
import type { Bystanders, StateRecord } from '../../../sdk/src/testing/files.ts'
import { bystandersPath, hashOfParts, recordPath, statePath } from '../../../sdk/src/testing/files.ts'
import { createGenesis, GENESIS } from '../../../sdk/src/testing/genesis.ts'
import { artifacts, main, ROOT } from '../lib.ts'

const require = createRequire(import.meta.url)

/** Contracts for tests, and of the protocol what each case has its own of. */
const MOCKS = [
  ...[
    'AaveMarket',
    'AddressArbiter',
    'AssessorPanel',
    'UmaArbiter',
    'LeakyVault',
    'LeakyVaultAttacker',
    'ChangingProxy',
  ],
  ...[
    'MockAave',
    'MockOptimisticOracle',
    'MockToken',
    'MockUSDC',
    'MockUSDT',
    'OddToken',
    'ScriptedMeter',
    'ScriptedResolver',
  ],
]
/** github.com/safe-global/safe-singleton-factory: Safe's contracts are its, with salt 0. */
const SAFE_DEPLOYER = '0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7'
const SAFE = [
  ...['Safe.sol/Safe', 'SafeL2.sol/SafeL2', 'proxies/SafeProxyFactory.sol/SafeProxyFactory'],
  ...['libraries/MultiSend.sol/MultiSend', 'libraries/MultiSendCallOnly.sol/MultiSendCallOnly'],
  ...['libraries/SignMessageLib.sol/SignMessageLib', 'libraries/CreateCall.sol/CreateCall'],
  'accessors/SimulateTxAccessor.sol/SimulateTxAccessor',
  'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
]
/** github.com/Arachnid/deterministic-deployment-proxy, and the salt that EntryPoint 0.8 was created with. */
const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const ENTRY_POINT_SALT = '0x0a59dbff790c23c976a548690c27297883cc66b4c67024f9117b0238995e35e9'
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11'
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3'

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** Written down beside the code, so that a package of another content is noticed. */
const ENTRY_POINT: Address = '0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108'
const SAFE_SINGLETON: Address = '0x41675C099F32341bf84BFc5382aF534df5C7461a'

const SAFE_PACKAGE = dirname(require.resolve('@safe-global/safe-contracts/package.json'))

/** Whose code is in the folder besides the project's own, and under which licence. */
const NOTICE = `# Code of others in this folder

\`bystanders.json\` and \`state.json\` hold compiled contracts, unchanged, for local chains in tests. Nothing in this package is linked with them.

- Safe 1.4.1, from the npm package @safe-global/safe-contracts 1.4.1: LGPL-3.0, whose text is in \`LICENSE-Safe\`. Sources: https://github.com/safe-global/safe-smart-account/tree/v1.4.1
- EntryPoint 0.8, from the npm package @account-abstraction/contracts 0.8.0: GPL-3.0, https://www.gnu.org/licenses/gpl-3.0.txt. Sources: https://github.com/eth-infinitism/account-abstraction/tree/v0.8.0
- Permit2: MIT. Sources: https://github.com/Uniswap/permit2
- Multicall3: MIT. Sources: https://github.com/mds1/multicall3
`

function created(): Bystanders['created'] {
  const place = (name: string, deployer: Address, salt: Hex, bytecode: Hex) => {
    const address = getContractAddress({ opcode: 'CREATE2', from: deployer, salt, bytecode })
    return { name, deployer, salt, bytecode, address }
  }
  const parts = SAFE.map((path) => {
    const { contractName, bytecode } = readJson(join(SAFE_PACKAGE, `build/artifacts/contracts/${path}.json`))
    return place(contractName, SAFE_DEPLOYER, zeroHash, bytecode)
  })
  const { bytecode } = readJson(require.resolve('@account-abstraction/contracts/artifacts/EntryPoint.json'))
  const entryPoint = place('EntryPoint', DEPLOYER, ENTRY_POINT_SALT, bytecode)
  if (entryPoint.address !== ENTRY_POINT || parts[0]?.address !== SAFE_SINGLETON)
    throw new Error(
      'The published code of Safe 1.4.1 or EntryPoint 0.8 has changed: its address is another one.',
    )
  return [...parts, entryPoint]
}

/** viem has the creation code, and exports it nowhere. */
async function multicall3(): Promise<Hex> {
  const constants = join(dirname(require.resolve('viem')), '../_esm/constants/contracts.js')
  const { multicall3Bytecode } = (await import(constants)) as { multicall3Bytecode: Hex }
  const chain = await startChain()
  try {
    const { data } = await chain.client.call({ data: multicall3Bytecode })
    if (!data) throw new Error('The code of Multicall3 cannot be made.')
    return data
  } finally {
    await chain.stop()
  }
}

async function bystanders(): Promise<Bystanders> {
  const built = artifacts(['contracts/src/', 'contracts/test/mocks/'])
  const mocks = MOCKS.map((name) => {
    const artifact = built.find((contract) => contract.name === name)
    if (!artifact) throw new Error(`${name} is not built.`)
    return [name, { abi: artifact.abi, bytecode: artifact.bytecode.object }]
  })
  const { runtime } = readJson(join(ROOT, 'contracts/test/mocks/Permit2.json'))
  return {
    code: {
      multicall3: { address: MULTICALL3, runtime: await multicall3() },
      permit2: { address: PERMIT2, runtime },
    },
    created: created(),
    mocks: Object.fromEntries(mocks),
  }
}

/** Writes the folder. Needs the release build, and the artifacts made of it. */
export async function writeTestkit(): Promise<void> {
  const folder = dirname(statePath())
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(SAFE_PACKAGE, 'LICENSE'), join(folder, 'LICENSE-Safe'))
  writeFileSync(join(folder, 'NOTICE.md'), NOTICE)
  writeFileSync(bystandersPath(), JSON.stringify(await bystanders()))
  const { client, stop, url } = await startChain({ genesis: GENESIS })
  try {
    await client.setBlockTimestampInterval({ interval: 1 })
    const genesis = await createGenesis(client, url)
    const hash = await hashOfParts()
    if (!hash) throw new Error('The artifacts of the contracts are not there.')
    const record: StateRecord = { ...genesis, hash }
    writeFileSync(statePath(), await dump(client))
    writeFileSync(recordPath(), JSON.stringify(record))
  } finally {
    await stop()
  }
}

/** The state as `--load-state` takes it. */
async function dump(client: Awaited<ReturnType<typeof startChain>>['client']): Promise<string> {
  const state = (await client.request({ method: 'anvil_dumpState' } as never)) as Hex
  const { gunzipSync } = await import('node:zlib')
  const bytes = Buffer.from(state.slice(2), 'hex')
  return bytes[0] === 0x1f ? gunzipSync(bytes).toString() : hexToString(state)
}

main(import.meta.url, async () => {
  await writeTestkit()
  return 0
})
