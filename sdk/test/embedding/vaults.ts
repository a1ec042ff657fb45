import { type Address, concat, type Hex, parseEther } from 'viem'
import type { Actor } from '../../demo/stage.js'
import type { CreateCoveredVaultParameters } from '../../src/index.js'
import { DAY, kit, mint, people, scene, travel } from '../fixture.js'

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

/** Code that refuses `transfer(address,uint256)` and does everything else as the code at an address does. */
const refusingTransfers = (code: Address): Hex =>
  concat([
    // selector == transfer ? revert
    '0x5f3560e01c63a9059cbb14603757',
    // delegatecall(gas, code, 0, calldatasize, 0, 0)
    ...(['0x365f5f37', '0x5f5f365f73', code, '0x5af4'] as const),
    // success ? return what it returned : revert
    '0x3d5f5f3e603b573d5ffd5b5f5ffd5b3d5ff3',
  ])

/** Lets a vault refuse transfers of its shares while something is done. */
export async function whileSharesStay<result>(vault: Address, doing: () => Promise<result>): Promise<result> {
  const copy = '0x00000000000000000000000000000000000c0de0'
  const bytecode = (await kit.client.getCode({ address: vault })) as Hex
  await kit.client.setCode({ address: copy, bytecode })
  await kit.client.setCode({ address: vault, bytecode: refusingTransfers(copy) })
  const result = await doing()
  await kit.client.setCode({ address: vault, bytecode })
  return result
}
