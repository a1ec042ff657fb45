import { type Address, encodeFunctionData, erc20Abi, erc4626Abi, type Hex, parseEther } from 'viem'
import type { DeploymentRecord } from '../deployments.js'
import { type ChainClient, putBack, warpTo } from './chain.js'
import { TestkitError } from './errors.js'
import { readMock } from './files.js'
import { create, deployMock, type Genesis } from './genesis.js'
import { createPersonas, type Persona, type Personas } from './personas.js'

const WAD = parseEther('1')

/** A chain, who is on it, and what can be done to it: all that a scenario needs. */
export interface Stage {
  /** Of its node. */
  readonly url: string
  /** viem's test client with public actions: reads the chain, mines, impersonates. */
  readonly client: ChainClient
  readonly deployment: DeploymentRecord
  /** Test USDC with 6 decimals, which anyone can mint; each persona has ten million. */
  readonly usdc: Address
  /** Clients of all personas. */
  readonly personas: Personas
  /** Time of the newest block, seconds. */
  now(): Promise<number>
  /** Lets so many seconds pass. */
  warp(seconds: number): Promise<void>
  /** The newest block is of that second from now on. Throws {@link TestkitError} (`timePassed`) if it is over. */
  warpTo(timestamp: number): Promise<void>
  /** Mines so many blocks, one by default. */
  mine(blocks?: number): Promise<void>
  /** Keeps the chain as it is now: a name for {@link restore}. */
  snapshot(): Promise<Hex>
  /**
   * Puts the chain back to a snapshot, any number of times; what was sent in between is gone, later snapshots, too.
   * Throws {@link TestkitError} (`unknownSnapshot`).
   */
  restore(snapshot: Hex): Promise<void>
  /** Mints test USDC. */
  mint(to: Address, amount: bigint): Promise<void>
  /** Deploys a mock of {@link readMock}, as the keeper. */
  deployMock(name: string, args?: readonly unknown[]): Promise<Address>
  /** Deploys a contract by its artifact, as the keeper. */
  deploy(artifact: { abi: unknown; bytecode: Hex }, args?: readonly unknown[]): Promise<Address>
  /** Calls a mock, as the keeper unless told otherwise. */
  callMock(
    name: string,
    address: Address,
    functionName: string,
    args: readonly unknown[],
    as?: Persona,
  ): Promise<void>
  /**
   * Takes a part of what an ERC-4626 vault has, in WAD, and gives it to the stranger: whatever the vault's code is, it needs
   * to hold the assets itself. Returns what was taken, asset units. Throws {@link TestkitError} (`fundsElsewhere`).
   */
  loseFunds(vault: Address, part: bigint): Promise<bigint>
}

/** What can be done on a chain that has everything. */
export function createStage(url: string, client: ChainClient, { deployment, usdc }: Genesis): Stage {
  const personas = createPersonas(url, deployment)
  const { keeper, stranger } = personas
  const now = async () => Number((await client.getBlock()).timestamp)
  return {
    ...{ url, client, deployment, usdc, personas, now },
    ...snapshots(client),
    warp: async (seconds) => warpTo(client, (await now()) + seconds),
    warpTo: (timestamp) => warpTo(client, timestamp),
    mine: (blocks = 1) => client.mine({ blocks }),
    mint: (to, amount) => callMock(keeper, 'MockUSDC', usdc, 'mint', [to, amount]),
    deployMock: async (name, args) => (await deployMock(keeper, name, args)).address,
    deploy: async (artifact, args = []) => (await create(keeper, { ...artifact, args })).address,
    callMock: (name, address, functionName, args, as = keeper) =>
      callMock(as, name, address, functionName, args),
    loseFunds: (vault, part) => loseFunds(client, stranger.account.address, vault, part),
  }
}

async function callMock(
  sender: Persona,
  name: string,
  address: Address,
  functionName: string,
  args: readonly unknown[],
): Promise<void> {
  const { abi } = readMock(name)
  const hash = await sender.writeContract({ address, abi, functionName, args })
  await sender.waitForTransactionReceipt({ hash })
}

/** Anvil forgets a snapshot when it is put back to: it is taken again at once, under the same name. */
function snapshots(client: ChainClient): Pick<Stage, 'snapshot' | 'restore'> {
  const ids = new Map<Hex, Hex>()
  return {
    async snapshot() {
      const id = await client.snapshot()
      ids.set(id, id)
      return id
    },
    async restore(snapshot) {
      const id = ids.get(snapshot)
      if (!id)
        throw new TestkitError(
          'unknownSnapshot',
          `There is no snapshot ${snapshot} on this chain.`,
          'Take it with `snapshot`; one that is older than it must not have been restored since.',
        )
      await putBack(client, id)
      const names = [...ids.keys()]
      for (const later of names.slice(names.indexOf(snapshot) + 1)) ids.delete(later)
      ids.set(snapshot, await client.snapshot())
    },
  }
}

/** Takes a part of a vault's assets away from it: see {@link Stage.loseFunds}. */
async function loseFunds(client: ChainClient, to: Address, vault: Address, part: bigint): Promise<bigint> {
  if (part <= 0n || part > WAD)
    throw new TestkitError(
      'fundsElsewhere',
      `"part" is ${part}, which is no part of 10^18.`,
      'Pass a WAD: 4n * 10n ** 17n is two fifths.',
    )
  const of = { address: vault, abi: erc4626Abi } as const
  const asset = await client.readContract({ ...of, functionName: 'asset' })
  const token = { address: asset, abi: erc4626Abi } as const
  const [total, held] = await Promise.all([
    client.readContract({ ...of, functionName: 'totalAssets' }),
    client.readContract({ ...token, functionName: 'balanceOf', args: [vault] }),
  ])
  const amount = (total * part) / WAD
  if (amount > held)
    throw new TestkitError(
      'fundsElsewhere',
      `The vault ${vault} holds ${held} units itself, and is to lose ${amount}.`,
      'Let it lose a smaller part, or change what it has put its assets into.',
    )
  const ether = await client.getBalance({ address: vault })
  await client.setBalance({ address: vault, value: WAD })
  await client.impersonateAccount({ address: vault })
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })
  const hash = await client.request({
    method: 'eth_sendTransaction',
    params: [{ from: vault, to: asset, data }],
  } as never)
  await client.waitForTransactionReceipt({ hash })
  await client.stopImpersonatingAccount({ address: vault })
  await client.setBalance({ address: vault, value: ether })
  return amount
}
