import { type Address, erc20Abi } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { buyCover } from '../../src/index.js'
import { batchAnswers, connect, createSafe, safeAnswers } from '../accounts.js'
import { balanceOf, chain, mint, people, scene, usdc, useScene } from '../fixture.js'
import { usdtPool } from '../usdt.js'

const { bob, carol, dave } = people
const buyer = carol.account.address

useScene()

let usdt: Address
let pool: Address
let order: Parameters<typeof carol.breakwater.buyCover.call>[0]

beforeEach(async () => {
  ;({ usdt, pool, order } = await usdtPool())
})

const allowance = (owner: Address) =>
  chain.readContract({ address: usdt, abi: erc20Abi, functionName: 'allowance', args: [owner, pool] })

test('an approval of USDT, whose calls return nothing, buys a cover and ends it', async () => {
  await carol.breakwater.approveAssetSync({ asset: usdt, pool, amount: usdc('5000') })
  const before = await balanceOf(usdt, buyer)
  const { coverId, premium } = await carol.breakwater.buyCoverSync(order)
  expect(before - (await balanceOf(usdt, buyer))).toBe(premium)
  const { refund } = await carol.breakwater.cancelCoverSync({ pool, coverId })
  expect(await balanceOf(usdt, buyer)).toBe(before - premium + refund)
})

test('an approval that is not used up is set to zero first, in transactions of their own', async () => {
  const approval = { asset: usdt, pool, amount: usdc('5000') }
  await carol.breakwater.approveAssetSync({ ...approval, amount: 1n })
  await expect(carol.breakwater.approveAssetSync(approval)).rejects.toMatchObject({ outcome: 'refused' })
  const calls = [carol.breakwater.buyCover.call(order)]
  const { hashes, logs } = await carol.breakwater.sendTogether({ approvals: [approval], calls })
  expect(hashes).toHaveLength(3)
  const { args } = buyCover.extractEvent(logs, { address: pool })
  expect(await allowance(buyer)).toBe(approval.amount - args.purchase.premium)
})

test('so it is in one transaction of a wallet that batches', async () => {
  const owners = [bob, dave]
  const safe = await createSafe(owners)
  await mint(usdt, safe, usdc('10000'))
  const { breakwater } = connect(safe, { ...safeAnswers(safe, owners), ...batchAnswers(safe, owners) })
  const approval = { asset: usdt, pool, amount: usdc('5000') }
  await breakwater.approveAssetSync({ ...approval, amount: 1n })
  const { hashes } = await breakwater.sendTogether({
    approvals: [approval],
    calls: [breakwater.buyCover.call(order)],
  })
  expect(hashes).toHaveLength(1)
  expect(await allowance(safe)).toBeLessThan(approval.amount)
  expect(await allowance(safe)).toBeGreaterThan(1n)
})

test('an approval that may be raised is one call', async () => {
  const approval = { asset: scene.asset, pool: scene.pool, amount: usdc('10') }
  await carol.breakwater.approveAssetSync({ ...approval, amount: 1n })
  const revoke = carol.breakwater.approveAsset.call({ asset: usdt, pool, amount: 0n })
  const { hashes } = await carol.breakwater.sendTogether({ approvals: [approval], calls: [revoke] })
  expect(hashes).toHaveLength(2)
})
