import { expect, test } from 'vitest'
import { isContractError, parseCoverId } from '../../src/index.js'
import { settlementTipDown } from '../../src/math/index.js'
import {
  balanceOf,
  buy,
  DAY,
  fillPool,
  fund,
  kit,
  now,
  POOL,
  people,
  scene,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, keeper } = people
const controller = alice.account.address

useScene()

test('deposit gives shares and says so', async () => {
  const { pool, asset } = scene
  await fund(alice, asset, pool, usdc('1000'))
  const { shares, assets, owner, sender, receipt } = await alice.breakwater.depositSync({
    pool,
    assets: usdc('1000'),
  })
  expect(shares).toBe(usdc('1000') * 10n ** 6n)
  expect(assets).toBe(usdc('1000'))
  expect([owner, sender]).toEqual([controller, controller])
  expect(receipt.status).toBe('success')
  expect(await balanceOf(pool, controller)).toBe(shares)
})

test('deposit and mint give their shares to a receiver', async () => {
  const { pool, asset } = scene
  const receiver = bob.account.address
  await fund(alice, asset, pool, usdc('2000'))
  await alice.breakwater.depositSync({ pool, assets: usdc('1000'), receiver })
  const { assets } = await alice.breakwater.mintSync({ pool, shares: usdc('1000') * 10n ** 6n, receiver })
  expect(assets).toBe(usdc('1000'))
  expect(await balanceOf(pool, receiver)).toBe(usdc('2000') * 10n ** 6n)
})

test('approveAsset approves exactly, and takes back', async () => {
  const { pool, asset } = scene
  const { value } = await alice.breakwater.approveAssetSync({ asset, pool, amount: 123n })
  expect(value).toBe(123n)
  expect((await alice.breakwater.approveAssetSync({ asset, pool, amount: 0n })).value).toBe(0n)
})

test('without an approval the deposit is refused before anything is sent', async () => {
  const nonce = await alice.getTransactionCount({ address: controller })
  await expect(alice.breakwater.deposit({ pool: scene.pool, assets: 1n })).rejects.toMatchObject({
    name: 'TransferFromFailed',
    hint: expect.stringContaining('approveAsset'),
  })
  expect(await alice.getTransactionCount({ address: controller })).toBe(nonce)
})

test('an exit: request, cooldown, settlement, redemption in parts', async () => {
  const { pool, asset } = scene
  await fillPool()
  const shares = await balanceOf(pool, controller)
  const requested = await alice.breakwater.requestRedeemSync({ pool, shares })
  expect(requested).toMatchObject({
    controller,
    owner: controller,
    sender: controller,
    requestId: 0n,
    shares,
  })

  const pending = await alice.breakwater.getRedeemRequest({ pool, controller })
  const { timestamp } = await alice.getBlock({ blockNumber: requested.receipt.blockNumber })
  const earliest = Number(timestamp) + POOL.cooldown
  expect(pending).toEqual({ pending: shares, claimable: 0n, claimableAssets: 0n, earliest, latest: earliest })
  expect((await alice.breakwater.getPool({ pool })).queuedShares).toBe(shares)

  const early = await alice.breakwater.settleRedeemRequestsSync({ pool, controller }).catch((error) => error)
  expect(isContractError(early, 'CooldownNotOver') && early.args.readyAt).toBe(earliest)

  const nothing = { shares: 0n, assets: 0n, tip: 0n }
  expect(await keeper.breakwater.getRedeemSettlement({ pool, controller })).toEqual(nothing)
  await travelTo(earliest)
  const before = await balanceOf(asset, keeper.account.address)
  const settled = await keeper.breakwater.settleRedeemRequestsSync({ pool, controller })
  expect(settled.shares).toBe(shares)
  // Whoever settles for another is tipped one cover unit at most in the first second.
  const { timestamp: settledAt } = await alice.getBlock({ blockNumber: settled.receipt.blockNumber })
  const waited = Number(settledAt) - earliest
  const tip = settlementTipDown({ assets: usdc('2000000'), waited, coverUnit: POOL.coverUnit })
  expect(tip - usdc('1')).toBeLessThan(usdc('0.01'))
  expect((await balanceOf(asset, keeper.account.address)) - before).toBe(tip)
  expect(settled.assets).toBe(usdc('2000000') - tip)

  const claimable = await alice.breakwater.getRedeemRequest({ pool, controller })
  expect(claimable).toEqual({
    pending: 0n,
    claimable: shares,
    claimableAssets: settled.assets,
    earliest: 0,
    latest: 0,
  })

  const had = await balanceOf(asset, controller)
  const half = await alice.breakwater.redeemSync({ pool, shares: shares / 2n })
  expect(half.assets).toBe(settled.assets / 2n)
  const rest = await alice.breakwater.withdrawSync({ pool, assets: settled.assets - half.assets })
  expect(rest.shares).toBe(shares - shares / 2n)
  expect((await balanceOf(asset, controller)) - had).toBe(settled.assets)
})

test('a keeper is told what settling is worth: the more, the longer nobody has', async () => {
  const { pool, asset } = scene
  await fillPool()
  await alice.breakwater.requestRedeemSync({ pool, shares: usdc('1000') * 10n ** 6n })
  const { earliest } = await keeper.breakwater.getRedeemRequest({ pool, controller })
  const at = (waited: number) =>
    keeper.breakwater.getRedeemSettlement({ pool, controller, timestamp: earliest + waited })
  const { shares, assets, tip } = await at(0)
  expect({ shares, assets, tip }).toEqual({
    shares: usdc('1000') * 10n ** 6n,
    assets: usdc('1000'),
    tip: usdc('0.5'),
  })
  for (const waited of [1, DAY, 3.5 * DAY, 7 * DAY - 1, 7 * DAY, 30 * DAY]) {
    expect((await at(waited)).tip).toBe(settlementTipDown({ assets, waited, coverUnit: POOL.coverUnit }))
  }
  await travelTo(earliest + 7 * DAY)
  const before = await balanceOf(asset, keeper.account.address)
  await keeper.breakwater.settleRedeemRequestsSync({ pool, controller })
  expect((await balanceOf(asset, keeper.account.address)) - before).toBe(usdc('10'))
})

test('without a controller, all days whose cooldown is over are settled', async () => {
  const { pool } = scene
  await fillPool()
  await alice.breakwater.requestRedeemSync({ pool, shares: 10n ** 12n })
  await bob.breakwater.requestRedeemSync({ pool, shares: 10n ** 12n })
  await expect(keeper.breakwater.settleRedeemRequestsSync({ pool })).rejects.toMatchObject({
    name: 'NothingSettled',
  })
  await travelTo((await now()) + POOL.cooldown + DAY)
  const told = await keeper.breakwater.getRedeemSettlement({ pool })
  const { shares } = await keeper.breakwater.settleRedeemRequestsSync({ pool })
  expect(shares).toBe(2n * 10n ** 12n)
  expect(told.shares).toBe(shares)
})

test('cover in force holds capital back, and the schedule tells until when', async () => {
  const { pool } = scene
  await fillPool()
  const { end } = await buy(people.carol, usdc('700000'))
  const shares = await balanceOf(pool, controller)
  await bob.breakwater.requestRedeemSync({ pool, shares: await balanceOf(pool, bob.account.address) })
  await alice.breakwater.requestRedeemSync({ pool, shares })
  const { earliest, latest } = await alice.breakwater.getRedeemRequest({ pool, controller })
  expect(latest).toBeGreaterThan(end)
  await travelTo(earliest)
  await alice.breakwater.settleRedeemRequestsSync({ pool, controller })
  const { pending } = await alice.breakwater.getRedeemRequest({ pool, controller })
  expect(pending).toBeGreaterThan(0n)
  await travelTo(latest)
  await alice.breakwater.settleRedeemRequestsSync({ pool, controller })
  expect((await alice.breakwater.getRedeemRequest({ pool, controller })).claimable).toBe(shares)
})

test('an operator requests and redeems for its principal', async () => {
  const { pool, asset } = scene
  await fillPool()
  const shares = 10n ** 12n
  const request = { pool, shares, owner: controller, controller }
  await expect(keeper.breakwater.requestRedeemSync(request)).rejects.toMatchObject({
    name: 'NotAuthorized',
  })
  const operator = keeper.account.address
  const set = await alice.breakwater.setOperatorSync({ pool, operator, approved: true })
  expect(set).toMatchObject({ controller, operator, approved: true })
  await keeper.breakwater.requestRedeemSync(request)
  await travelTo((await now()) + POOL.cooldown)
  await keeper.breakwater.settleRedeemRequestsSync({ pool, controller })
  const before = await balanceOf(asset, operator)
  const { assets } = await keeper.breakwater.redeemSync({ pool, shares, controller, receiver: operator })
  expect((await balanceOf(asset, operator)) - before).toBe(assets)
})

test('getPool reads all constants and totals', async () => {
  const { pool, asset, poolId } = scene
  await fillPool()
  const { coverId } = await buy()
  const state = await alice.breakwater.getPool({ pool })
  expect(parseCoverId(coverId).poolId).toBe(poolId)
  expect(state).toMatchObject({
    poolId,
    asset,
    manager: people.manager.account.address,
    guardian: kit.personas.guardian.account.address,
    name: POOL.name,
    symbol: POOL.symbol,
    decimals: 12,
    coverUnit: POOL.coverUnit,
    cooldown: POOL.cooldown,
    queuedShares: 0n,
    totalSupply: usdc('3000000') * 10n ** 6n,
  })
  expect(state.totalAssets).toBeGreaterThanOrEqual(usdc('3000000'))
})
