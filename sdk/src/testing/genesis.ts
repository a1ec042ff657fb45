import {
  type Address,
  concat,
  getAddress,
  parseEther,
  parseUnits,
  type TransactionReceipt,
  zeroAddress,
} from 'viem'
import type { DeploymentRecord } from '../deployments.js'
import type { ChainClient } from './chain.js'
import { TestkitError } from './errors.js'
import { readBystanders, readMock } from './files.js'
import { accountOf, createWallet, personaNames, type Wallet } from './personas.js'

/** Time of the first block of a kit's chain: 1 January 2026, 00:00 UTC. */
export const GENESIS = 1_767_225_600
/** What each persona has in the beginning. */
const USDC_EACH = parseUnits('10000000', 6)
/** github.com/Arachnid/deterministic-deployment-proxy, which anvil puts there. */
const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** What the chain of a kit begins with. */
export interface Genesis {
  deployment: DeploymentRecord
  /** Test USDC with 6 decimals, which anyone can mint. */
  usdc: Address
}

/** Puts everything on an empty chain: what is on every chain, the protocol, and money for all personas. */
export async function createGenesis(client: ChainClient, url: string): Promise<Genesis> {
  const keeper = createWallet(url, accountOf('keeper'))
  await putBystanders(client, keeper)
  const deployment = await deploy(keeper)
  const { address: usdc } = await deployMock(keeper, 'MockUSDC')
  const { abi } = readMock('MockUSDC')
  for (const name of personaNames) {
    const { address } = accountOf(name)
    await client.setBalance({ address, value: parseEther('10000') })
    const args = [address, USDC_EACH]
    const hash = await keeper.writeContract({ address: usdc, abi, functionName: 'mint', args })
    await keeper.waitForTransactionReceipt({ hash })
  }
  return { deployment, usdc }
}

/** A contract that is there, and what its creation came to. */
export interface Created {
  address: Address
  receipt: TransactionReceipt
}

/** Deploys a contract for tests. */
export async function deployMock(
  sender: Wallet,
  name: string,
  args: readonly unknown[] = [],
): Promise<Created> {
  return create(sender, { ...readMock(name), args })
}

/** Deploys a contract, and waits for it. */
export async function create(
  sender: Wallet,
  contract: { abi: unknown; bytecode: `0x${string}`; args: readonly unknown[] },
): Promise<Created> {
  const hash = await sender.deployContract(contract as never)
  const receipt = await sender.waitForTransactionReceipt({ hash })
  return { address: getAddress(receipt.contractAddress ?? zeroAddress), receipt }
}

async function putBystanders(client: ChainClient, sender: Wallet): Promise<void> {
  const { code, created } = readBystanders()
  for (const { address, runtime } of Object.values(code)) await client.setCode({ address, bytecode: runtime })
  const deployer = (await client.getCode({ address: DEPLOYER })) ?? '0x'
  for (const part of created) {
    // All of these are the same contract, at addresses of their own.
    await client.setCode({ address: part.deployer, bytecode: deployer })
    const hash = await sender.sendTransaction({ to: part.deployer, data: concat([part.salt, part.bytecode]) })
    await sender.waitForTransactionReceipt({ hash })
    if (!(await client.getCode({ address: part.address })))
      throw new Error(`${part.name} is not at its address ${part.address}.`)
  }
}

async function deploy(sender: Wallet): Promise<DeploymentRecord> {
  const owner = accountOf('lister').address
  try {
    const { deployBreakwater } = await import('../deploy/index.js')
    return await deployBreakwater(sender, { owner })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new TestkitError(
      'artifactsMissing',
      'The protocol cannot be deployed: @breakwater/contracts is not installed.',
      'Run "npm install --save-dev @breakwater/contracts".',
      error,
    )
  }
}
