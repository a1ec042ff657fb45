import { type Address, parseEther, zeroAddress } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import {
  balanceOf,
  buy,
  DAY,
  deploy,
  exploitAndFire,
  fillPool,
  mint,
  now,
  people,
  refused,
  scene,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'
import { config, createVault, GAS, save, syncSteady, whileSharesStay } from './vaults.js'

const { bob, carol, dave, eve, keeper } = people

useScene()

beforeEach(() => fillPool())

const holdings = async (vault: Address) =>
  [
    await balanceOf(scene.asset, carol.account.address),
    await balanceOf(vault, carol.account.address),
  ] as const

/** A covered vault with a deposit of Carol, a day after its cover begins. */
async function coveredVault() {
  const vault = await createVault()
  const { shares } = await save(carol, vault, usdc('100000'))
  const synced = await syncSteady(vault)
  const { coverIds } = await bob.breakwater.getCoveredVault({ vault })
  const { start } = await bob.breakwater.getCover({ coverId: coverIds[0] as bigint })
  await travelTo(start + DAY)
  return { vault, shares, synced }
}

test('a deposit is covered, and a loss of the wrapped vault is paid to who held shares', async () => {
  const { vault, shares, synced } = await coveredVault()
  expect(synced.cover).toBe(usdc('105000'))
  expect(synced.premium).toBeGreaterThan(0n)
  const before = await bob.breakwater.getCoveredVault({ vault })
  expect(before).toMatchObject({
    ...{ vault, asset: scene.asset, wrapped: scene.vault, name: 'Covered USDC', symbol: 'cUSDC' },
    ...{ isOpen: true, closed: undefined, idle: 0n, cover: usdc('105000'), settledFirings: 0 },
    ...{ totalSupply: shares, decimals: 12 },
    policy: {
      ...{ productId: scene.productId, meter: expect.any(String), meterId: scene.meterId },
      ...{ poolIds: [scene.poolId], duration: 90 * DAY, strict: false, sponsor: undefined },
    },
  })
  expect(before.totalAssets).toBe(before.wrappedAssets + before.prepaid)
  expect(before.atRisk).toBe(before.wrappedAssets)
  const coverage = await bob.breakwater.getCoverage({ vault, owner: carol.account.address })
  expect(coverage).toMatchObject({ shares, until: before.coverUntil, unsentShares: 0n })
  // All but the part of the virtual shares.
  expect(usdc('105000') - coverage.covered).toBeLessThan(10n)

  await exploitAndFire()
  const fired = await bob.breakwater.getCoveredVault({ vault })
  expect(fired).toMatchObject({ isOpen: false, maxDeposit: 0n })
  const { until } = fired.closed as { until: number }
  expect(fired.closed).toMatchObject({ because: 'firing', number: 1 })
  expect(until).toBeGreaterThan(await now())
  await refused(save(dave, vault, usdc('1000')), 'DepositsClosed')

  expect((await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })).events).toEqual([])
  expect((await bob.breakwater.getCoveredVault({ vault })).closed).toEqual(fired.closed)
  await travelTo(until - 60)
  expect((await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })).events).toEqual([])
  await travelTo(until)
  expect((await keeper.breakwater.settleFiringsSync({ vault, gas: GAS })).events).toEqual([{ number: 1 }])
  const paid = await bob.breakwater.getCoveredVault({ vault })
  expect(paid).toMatchObject({ isOpen: true, closed: undefined, settledFirings: 1 })
  // Four fifths were lost, of which the deductible is not paid, with a cover 5 % above the deposit.
  expect(paid.idle).toBeGreaterThan(usdc('75000'))

  const { assets } = await carol.breakwater.redeemFromCoveredVaultSync({ vault, shares })
  expect(assets).toBeGreaterThan(usdc('93000'))
  expect((await bob.breakwater.getCoveredVault({ vault })).totalSupply).toBe(0n)
})

test('who comes and goes is told the assets and shares of each way', async () => {
  const vault = await createVault()
  await save(dave, vault, usdc('50000'))
  await mint(scene.asset, carol.account.address, usdc('2000'))
  await carol.breakwater.approveAssetSync({ asset: scene.asset, pool: vault, amount: usdc('2000') })
  const shares = usdc('1000') * 10n ** 6n
  expect(await carol.breakwater.mintFromCoveredVaultSync({ vault, shares })).toMatchObject({
    ...{ by: carol.account.address, owner: carol.account.address, shares },
  })
  const receiver = eve.account.address
  const had = await balanceOf(scene.asset, receiver)
  await carol.breakwater.withdrawFromCoveredVaultSync({ vault, assets: usdc('100'), receiver })
  expect((await balanceOf(scene.asset, receiver)) - had).toBe(usdc('100'))
  const left = await balanceOf(vault, carol.account.address)
  const { wrappedShares } = await carol.breakwater.redeemInKindSync({ vault, shares: left, receiver })
  expect(await balanceOf(scene.vault, receiver)).toBe(wrappedShares)
  expect(wrappedShares).toBeGreaterThan(usdc('890'))
  await refused(carol.breakwater.sendUnsentSharesSync({ vault }), 'AmountZero')
  await refused(carol.breakwater.redeemFromCoveredVaultSync({ vault, shares: 1n }), 'WithdrawalAboveMax')
})

test('shares that could not be sent to a leaver are sent to it later, by anyone', async () => {
  const vault = await createVault()
  const { shares } = await save(carol, vault, usdc('1000'))
  const owner = carol.account.address
  const leave = () => carol.breakwater.redeemInKindSync({ vault, shares })
  const { wrappedShares: kept } = await whileSharesStay(scene.vault, leave)
  expect(kept).toBeGreaterThan(usdc('999'))
  expect(await balanceOf(scene.vault, owner)).toBe(0n)
  const sent = await eve.breakwater.sendUnsentSharesSync({ vault, owner })
  expect(sent).toMatchObject({ from: vault, to: owner, amount: kept })
  expect(await balanceOf(scene.vault, owner)).toBe(kept)
  await refused(eve.breakwater.sendUnsentSharesSync({ vault, owner }), 'AmountZero')
})

test('a strict vault begins with the covers of its sponsor', async () => {
  const sponsor = dave.account.address
  const vault = await createVault({
    ...{ strict: true, sponsor, floor: parseEther('1.05'), target: parseEther('1.2') },
  })
  await refused(save(carol, vault, usdc('1000')), 'DepositAboveMax', { max: 0n })
  const other = await buy(carol)
  const wrong = carol.breakwater.giveCoverSync({ vault, coverId: other.coverId })
  await expect(wrong).rejects.toMatchObject({ name: 'InvalidParameterError', parameter: 'coverId' })
  expect((await bob.breakwater.getCover({ coverId: other.coverId })).owner).toBe(carol.account.address)

  const { coverId, start } = await buy(dave, usdc('10000'))
  expect(await dave.breakwater.giveCoverSync({ vault, coverId })).toMatchObject({ coverId })
  expect(await bob.breakwater.getCoveredVault({ vault })).toMatchObject({ coverIds: [coverId], prepaid: 0n })
  await travelTo(start + 60)
  const { maxDeposit, policy } = await bob.breakwater.getCoveredVault({ vault })
  expect([maxDeposit, policy.sponsor]).toEqual([usdc('10000'), sponsor])
  await save(carol, vault, usdc('10000'))
})

test('only what the factory has created is a covered vault', async () => {
  const before = await balanceOf(scene.asset, carol.account.address)
  const vault = scene.vault
  const named = { name: 'InvalidParameterError', parameter: 'vault' }
  await expect(carol.breakwater.depositToCoveredVaultSync({ vault, assets: 1n })).rejects.toMatchObject(named)
  await expect(carol.breakwater.giveCoverSync({ vault, coverId: 1n })).rejects.toMatchObject(named)
  await expect(bob.breakwater.getCoveredVault({ vault })).rejects.toMatchObject(named)
  await expect(bob.breakwater.getCoveredVaultSnapshot({ vault })).rejects.toMatchObject(named)
  expect(await balanceOf(scene.asset, carol.account.address)).toBe(before)
})

const wrong = () =>
  [
    ['maxRate', { maxRate: 0n }],
    ['maxRate', { maxRate: 5n }],
    ['maxRate', { maxRate: parseEther('1') + 10n ** 12n }],
    ['floor', { floor: parseEther('0.009') }],
    ['floor', { strict: true, sponsor: dave.account.address, floor: parseEther('1.049') }],
    ['floor', { floor: parseEther('2.1'), target: parseEther('3') }],
    ['target', { target: parseEther('0.99') }],
    ['target', { target: parseEther('3.1') }],
    ['maxDeductible', { maxDeductible: parseEther('1') }],
    ['duration', { duration: 27 * DAY }],
    ['duration', { duration: 341 * DAY }],
    ['poolIds', { poolIds: [] }],
    ['poolIds', { poolIds: [1n, 1n] }],
    ['poolIds', { poolIds: [1n, 2n, 3n, 4n, 5n] }],
    ['sponsor', { strict: true, floor: parseEther('1.05'), target: parseEther('1.2') }],
    ['wrapped', { wrapped: zeroAddress }],
    ['name', { name: '' }],
    ['symbol', { symbol: 'a symbol of more than 31 characters' }],
  ] as const

test('a wrong parameter is refused by its name, without a request', () => {
  for (const [parameter, changes] of wrong()) {
    const call = () => keeper.breakwater.createCoveredVault.call({ ...config(), ...changes })
    const named = { name: 'InvalidParameterError', parameter }
    expect(call, parameter).toThrow(expect.objectContaining(named))
  }
})

test('what fits no vault is refused by its name', async () => {
  const other = await deploy(keeper, 'MockUSDC')
  const wrapped = (await deploy(keeper, 'LeakyVault', [other.address])).address
  await refused(createVault({ wrapped }), 'UnsupportedAsset')
  await refused(createVault({ poolIds: [scene.poolId + 99n] }), 'UnknownPool')
  await refused(createVault({ maxDeductible: 0n }), 'TermsNotTaken', { termsId: scene.termsId })
  const vault = await createVault()
  await refused(
    keeper.breakwater.syncCoveredVaultSync({ vault, termsId: scene.termsId + 99n, gas: GAS }),
    'UnknownTerms',
  )
  expect(await holdings(vault)).toEqual([await balanceOf(scene.asset, carol.account.address), 0n])
})
