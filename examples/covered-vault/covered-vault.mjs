// From an empty folder to savers who are paid for a loss:
//   npm install @breakwater/sdk @breakwater/contracts @foundry-rs/anvil viem && node covered-vault.mjs
import { toIncidentId } from '@breakwater/sdk'
import { createTestkit } from '@breakwater/sdk/testing'
import { formatUnits, parseEther, parseUnits } from 'viem'

const [HOUR, DAY] = [3600, 86_400]
const usdc = (amount) => `${formatUnits(amount, 6)} USDC`

// A local chain of its own, with a vault that has other depositors, and a pool that sells cover on it.
const kit = await createTestkit()
const product = await kit.scenarios.productForSale()
const { poolId, pool, termsId, asset, meterId, subject } = product
// Clients as of any chain: viem's, with the actions of the SDK.
const [manager, saver, keeper] = ['manager', 'buyer', 'keeper'].map((name) => kit.personas[name].breakwater)
const owner = kit.personas.buyer.account.address

// A vault around the vault. What it buys, from whom and how dear is fixed here, for good.
const { vault } = await manager.createCoveredVaultSync({
  ...{ wrapped: product.vault, termsId, poolIds: [poolId], name: 'Covered USDC', symbol: 'cUSDC' },
  ...{ maxRate: parseEther('0.05'), maxDeductible: parseEther('0.1'), duration: 90 * DAY },
  ...{ floor: parseEther('0.95'), target: parseEther('1.05'), strict: false },
})

// A saver deposits as in any ERC-4626 vault, and does nothing else.
const assets = parseUnits('100000', 6)
await saver.approveAssetSync({ asset, spender: vault, amount: assets })
await saver.depositToCoveredVaultSync({ vault, assets })

// A keeper syncs: once to see what is there, and an hour later to buy cover of what has stayed.
await keeper.syncCoveredVaultSync({ vault, termsId })
await kit.warp(HOUR)
const { cover, premium } = await keeper.syncCoveredVaultSync({ vault, termsId })
console.log(`Bought ${usdc(cover)} of cover for ${usdc(premium)}`)
await kit.warp(4 * DAY)
const { shares, covered, until } = await saver.getCoverage({ vault, owner })
console.log(`Covered ${usdc(covered)} until ${new Date(until * 1000).toISOString()}`)

// The vault below loses two fifths. From this moment nobody joins; the meter sees it for its dwell, and fires.
await kit.loseFunds(product.vault, parseEther('0.4'))
const { isOpen } = await saver.getCoveredVault({ vault })
console.log(`Deposits are ${isOpen ? 'open' : 'closed'}`)
for (let i = 0; i < 4; i++) {
  await keeper.observeShareLossSync({ meterId })
  await kit.warp(2 * HOUR)
}
const { number } = await keeper.fireMeterSync({ meterId })

// A sync opens the case. When nobody may answer otherwise any more, the next one claims.
await keeper.syncCoveredVaultSync({ vault, termsId })
const incidentId = toIncidentId(subject, number)
const { endsAt } = await keeper.getCourtCase({ pool, termsId, incidentId })
await kit.warpTo(endsAt + 1)
await keeper.syncCoveredVaultSync({ vault, termsId })
const after = await saver.getCoveredVault({ vault })
console.log(`Paid ${usdc(after.idle)}. Deposits are ${after.isOpen ? 'open' : 'closed'}`)

// The payout belongs to who holds shares now.
const left = await saver.redeemFromCoveredVaultSync({ vault, shares })
console.log(`The saver leaves with ${usdc(left.assets)}`)
await kit.stop()
