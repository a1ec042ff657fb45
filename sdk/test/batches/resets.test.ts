import { type Address, erc20Abi } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { buyCover } from '../../src/index.js'
import { batchAnswers, connect, createSafe, safeAnswers } from '../accounts.js'
import {
  balanceOf,
  chain,
  createPool,
  DAY,
  deploy,
  mint,
  now,
  people,
  scene,
  TERMS,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, keeper, lister } = people
const buyer = carol.account.address

useScene()

let usdt: Address
let pool: Address
let order: Parameters<typeof carol.breakwater.buyCover.call>[0]

/** A pool of USDT, which alice has filled. */
beforeEach(async () => {
  usdt = (await deploy(keeper, 'MockUSDT', [])).address
  const { address: resolver } = await deploy(keeper, 'ScriptedResolver', [usdt])
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 9n, name: 'In USDT' })
  const asked = { ...TERMS, productId, asset: usdt, resolver, subject: 0n, observes: false, pins: scene.pins }
  const { termsId } = await lister.breakwater.publishTermsSync(asked)
  pool = (await createPool(usdt, termsId)).pool
  for (const account of [alice.account.address, buyer]) await mint(usdt, account, usdc('1000000'))
  await alice.breakwater.approveAssetSync({ asset: usdt, pool, amount: usdc('1000000') })
  await alice.breakwater.depositSync({ pool, assets: usdc('1000000') })
  const deadline = (await now()) + 3600
  const bounds = { maxPremium: usdc('5000'), deadline, maxStart: deadline + 30 * DAY }
  order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY, ...bounds }
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
