import { type Address, parseEther } from 'viem'
import type { Actor } from '../../demo/stage.js'
import type { CreateCoveredVaultParameters } from '../../src/index.js'
import { DAY, mint, people, scene, travel } from '../fixture.js'

const { keeper } = people

/** Enough for a call that leaves out what its gas does not suffice for. */
export const GAS = 5_000_000n

/** A covered vault around the vault with a bug. */
export const config = (): CreateCoveredVaultParameters => ({
  ...{ wrapped: scene.vault, termsId: scene.termsId, poolIds: [scene.poolId] },
  ...{ maxRate: parseEther('0.1'), floor: parseEther('0.95'), target: parseEther('1.05') },
  ...{ maxDeductible: parseEther('0.1'), duration: 90 * DAY, name: 'Covered USDC', symbol: 'cUSDC' },
})

/** Creates one. */
export async function createVault(changes: Partial<CreateCoveredVaultParameters> = {}): Promise<Address> {
  const { vault } = await keeper.breakwater.createCoveredVaultSync({ ...config(), ...changes })
  return vault
}

/** Approves and deposits. */
export async function save(actor: Actor, vault: Address, assets: bigint) {
  await mint(scene.asset, actor.account.address, assets)
  await actor.breakwater.approveAssetSync({ asset: scene.asset, spender: vault, amount: assets })
  return actor.breakwater.depositToCoveredVaultSync({ vault, assets })
}

/** What has been here for an hour is covered. */
export async function syncSteady(vault: Address) {
  const call = { vault, termsId: scene.termsId, gas: GAS }
  await travel(3600)
  await keeper.breakwater.syncCoveredVaultSync(call)
  await travel(3600)
  return keeper.breakwater.syncCoveredVaultSync(call)
}
