// From an empty folder to savers who are paid for a loss:
//   npm install @breakwater/sdk @breakwater/contracts @foundry-rs/anvil viem && node covered-vault.mjs
import { toIncidentId } from '@breakwater/sdk'
import { coveredVaultAbi, coveredVaultFactoryAbi } from '@breakwater/sdk/abis'
import { createTestkit } from '@breakwater/sdk/testing'
import { erc20Abi, formatUnits, parseEther, parseUnits, stringToHex, zeroAddress } from 'viem'

const [HOUR, DAY] = [3600, 86_400]
const usdc = (amount) => `${formatUnits(amount, 6)} USDC`

// A local chain of its own, with a vault that has other depositors, and a pool that sells cover on it.
const kit = await createTestkit()
const { poolId, pool, termsId, asset, vault, meterId, subject } = await kit.scenarios.productForSale()
const { manager, buyer: saver, keeper } = kit.personas

/** Sends a call, and waits for it. */
async function send(account, request) {
  const hash = await account.writeContract(request)
  return account.waitForTransactionReceipt({ hash })
}

// A vault around the vault. What it buys, from whom and how dear is fixed here, for good.
const factory = { address: kit.deployment.coveredVaultFactory, abi: coveredVaultFactoryAbi }
const config = {
  ...{ wrapped: vault, termsId, poolIds: [poolId] },
  ...{ maxRate: parseEther('0.05'), maxDeductible: parseEther('0.1'), duration: BigInt(90 * DAY) },
  ...{ floor: parseEther('0.95'), target: parseEther('1.05'), strict: false, sponsor: zeroAddress },
  ...{ name: stringToHex('Covered USDC', { size: 32 }), symbol: stringToHex('cUSDC', { size: 32 }) },
}
const creation = { ...factory, functionName: 'createCoveredVault', args: [config] }
const { result: address } = await manager.simulateContract(creation)
await send(manager, creation)
const savings = { address, abi: coveredVaultAbi }
const read = (functionName, args = []) => manager.readContract({ ...savings, functionName, args })

// A saver deposits as in any ERC-4626 vault, and does nothing else.
const { address: owner } = saver.account
const assets = parseUnits('100000', 6)
await saver.breakwater.approveAssetSync({ asset, spender: address, amount: assets })
await send(saver, { ...savings, functionName: 'deposit', args: [assets, owner] })

// A keeper syncs: once to see what is there, and an hour later to buy cover of what has stayed.
const sync = () => send(keeper, { ...savings, functionName: 'sync', args: [termsId] })
await sync()
await kit.warp(HOUR)
await sync()
await kit.warp(4 * DAY)
const shares = await read('balanceOf', [owner])
const [covered, until] = await read('coverageOf', [shares])
console.log(`Covered ${usdc(covered)} until ${new Date(Number(until) * 1000).toISOString()}`)

// The vault below loses two fifths. From this moment nobody joins; the meter sees it for its dwell, and fires.
await kit.loseFunds(vault, parseEther('0.4'))
console.log(`Deposits are ${(await read('depositsOpen')) ? 'open' : 'closed'}`)
for (let i = 0; i < 4; i++) {
  await keeper.breakwater.observeShareLossSync({ meterId })
  await kit.warp(2 * HOUR)
}
const { number } = await keeper.breakwater.fireMeterSync({ meterId })

// A sync opens the case. When nobody may answer otherwise any more, the next one claims.
await sync()
const incidentId = toIncidentId(subject, number)
const { endsAt } = await keeper.breakwater.getCourtCase({ pool, termsId, incidentId })
await kit.warpTo(endsAt + 1)
await sync()
const paid = await manager.readContract({
  ...{ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [address] },
})
console.log(`Paid ${usdc(paid)}`)

// The payout belongs to who holds shares now. Deposits are open again.
const worth = await read('maxWithdraw', [owner])
await send(saver, { ...savings, functionName: 'redeem', args: [shares, owner, owner] })
console.log(
  `The saver leaves with ${usdc(worth)}. Deposits are ${(await read('depositsOpen')) ? 'open' : 'closed'}`,
)
await kit.stop()
