import fc from 'fast-check'
import { type Address, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import {
  previewCoveredDeposit,
  previewCoveredMint,
  previewCoveredRedemption,
  previewCoveredWithdrawal,
} from '../../src/math/index.js'
import {
  balanceOf,
  chain,
  DAY,
  exploitAndFire,
  fillPool,
  mint,
  people,
  scene,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'
import { createVault, GAS, save, syncSteady } from './vaults.js'

const { carol, dave, keeper } = people

useScene()

const abi = parseAbi([
  'function previewDeposit(uint256) view returns (uint256)',
  'function previewMint(uint256) view returns (uint256)',
  'function previewRedeem(uint256) view returns (uint256)',
  'function previewWithdraw(uint256) view returns (uint256)',
])

const previews = {
  previewDeposit: previewCoveredDeposit,
  previewMint: previewCoveredMint,
  previewRedeem: previewCoveredRedemption,
  previewWithdraw: previewCoveredWithdrawal,
}

/** What happens to a vault between two comparisons; amounts of asset units. */
const events = (vault: Address) => ({
  payout: (amount: bigint) => mint(scene.asset, vault, amount),
  yield: (amount: bigint) => mint(scene.asset, scene.vault, amount),
  deposit: (amount: bigint) => save(dave, vault, amount + usdc('1')),
  exit: async (amount: bigint) => {
    const shares = await balanceOf(vault, dave.account.address)
    const part = (shares * (amount % 97n)) / 100n
    if (part > 0n) await dave.breakwater.redeemFromCoveredVaultSync({ vault, shares: part })
  },
  inKind: async (amount: bigint) => {
    const shares = await balanceOf(vault, dave.account.address)
    const part = (shares * (amount % 89n)) / 100n
    if (part > 0n) await dave.breakwater.redeemInKindSync({ vault, shares: part })
  },
  sync: () => syncSteady(vault),
})

async function expectEqual(vault: Address, amounts: readonly bigint[]) {
  const { number: blockNumber } = await chain.getBlock()
  const snapshot = await keeper.breakwater.getCoveredVaultSnapshot({ vault, blockNumber })
  for (const [functionName, preview] of Object.entries(previews) as [
    keyof typeof previews,
    typeof previewCoveredMint,
  ][])
    for (const amount of amounts) {
      const args = [amount] as const
      const told = await chain.readContract({ abi, address: vault, functionName, args, blockNumber })
      expect(preview(snapshot, amount), `${functionName} of ${amount}`).toBe(told)
    }
  return snapshot
}

/** The wrapped vault loses four fifths, and what is covered of it is paid. */
async function payLoss(vault: Address) {
  const { coverIds } = await keeper.breakwater.getCoveredVault({ vault })
  const covers = await Promise.all(coverIds.map((coverId) => keeper.breakwater.getCover({ coverId })))
  await travelTo(Math.max(...covers.map(({ start }) => start)) + DAY)
  await exploitAndFire()
  await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })
  const { closed } = await keeper.breakwater.getCoveredVault({ vault })
  if (closed?.because !== 'firing' || !closed.until) throw new Error('No firing waits for the court.')
  await travelTo(closed.until)
  await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })
}

test('previews offline are those of the chain to the unit, in random states', {
  timeout: 120_000,
}, async () => {
  await fillPool()
  const vault = await createVault()
  const happen = events(vault)
  expect((await expectEqual(vault, [0n, 1n, usdc('1000')])).totalSupply).toBe(0n)
  await save(carol, vault, usdc('100000'))
  await syncSteady(vault)
  expect((await expectEqual(vault, [usdc('1000')])).prepaid).toBeGreaterThan(0n)

  const amount = fc.bigInt({ min: 0n, max: usdc('300000') })
  const name = fc.constantFrom(...(Object.keys(happen) as (keyof typeof happen)[]))
  const step = fc.asyncProperty(name, amount, amount, async (event, size, asked) => {
    await happen[event](size)
    await expectEqual(vault, [asked, asked * 10n ** 6n])
  })
  // One state follows the other, so that nothing can be made smaller.
  await fc.assert(step, { numRuns: 8, endOnFailure: true })
  // From a payout on, deposits bring idle assets, too.
  await payLoss(vault)
  expect((await expectEqual(vault, [1n, usdc('1000')])).hasSettled).toBe(true)
  await fc.assert(step, { numRuns: 8, endOnFailure: true })
  const { idle, prepaid, totalSupply } = await expectEqual(vault, [1n])
  expect(idle * prepaid * totalSupply).toBeGreaterThan(0n)
})

test('a wrapped vault without a linear price has no snapshot', async () => {
  const vault = await createVault()
  expect(await keeper.breakwater.getCoveredVaultSnapshot({ vault })).toMatchObject({ idle: 0n })
  // Code that answers every question with a million.
  await chain.setCode({ address: scene.vault, bytecode: '0x620f424060005260206000f3' })
  await expect(keeper.breakwater.getCoveredVaultSnapshot({ vault })).rejects.toMatchObject({
    ...{ name: 'InvalidParameterError', parameter: 'vault' },
  })
})
