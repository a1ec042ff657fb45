import { expect, test } from 'vitest'
import {
  buy,
  createPool,
  DAY,
  deployment,
  fillPool,
  LEVELS,
  POOL,
  people,
  scene,
  TERMS,
  usdc,
  useScene,
} from './fixture.js'

const { alice, keeper, lister, manager } = people

useScene()

test('a product and its terms are listed and read back', async () => {
  const sponsor = keeper.account.address
  const listed = await lister.breakwater.listProductSync({ clusterId: 3n, sponsor, name: 'A vault' })
  expect(listed).toMatchObject({ clusterId: 3n, sponsor, name: 'A vault' })
  const { productId } = listed
  const { asset, meterId, pins } = scene
  const resolver = deployment.shareLossTrigger
  const given = { ...TERMS, productId, asset, resolver, subject: meterId, pins }
  const { termsId, terms } = await lister.breakwater.publishTermsSync(given)
  const { pins: _, ...own } = given
  const complete = { ...own, haircut: 0n, proofOfLoss: false, codeGrace: 0, wording: `0x${'00'.repeat(32)}` }
  expect(terms).toEqual(complete)
  expect(await alice.breakwater.getTerms({ termsId })).toEqual(complete)
  expect(await alice.breakwater.getProduct({ productId })).toEqual({
    clusterId: 3n,
    sponsor,
    name: 'A vault',
    currentTerms: termsId,
  })
  await expect(alice.breakwater.getTerms({ termsId: termsId + 1n })).rejects.toMatchObject({
    name: 'TermsUnknown',
  })
})

test('only the owner lists, and only what is valid', async () => {
  const stranger = alice.breakwater.listProduct({ clusterId: 1n, name: 'x' })
  await expect(stranger).rejects.toMatchObject({ name: 'Unauthorized' })
  const { asset, meterId, productId, pins } = scene
  const terms = { ...TERMS, productId, asset, resolver: deployment.shareLossTrigger, subject: meterId, pins }
  const short = lister.breakwater.publishTerms({ ...terms, minBilled: DAY })
  await expect(short).rejects.toMatchObject({ name: 'InvalidTerms', args: { field: 'minBilled' } })
  const blind = lister.breakwater.publishTerms({ ...terms, subject: 99n })
  await expect(blind).rejects.toMatchObject({ name: 'UnknownMeter' })
})

test('suspended terms are not sold until they are resumed', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const quote = () => alice.breakwater.getQuote({ pool, termsId, amount: usdc('1000'), duration: 30 * DAY })
  const { suspended } = await lister.breakwater.suspendTermsSync({ termsId, suspended: true })
  expect(suspended).toBe(true)
  await expect(quote()).rejects.toMatchObject({ name: 'TermsNotForSale', args: { reason: 'suspended' } })
  await lister.breakwater.suspendTermsSync({ termsId, suspended: false })
  expect((await quote()).premium).toBeGreaterThan(0n)
})

test('createPool says where the pool is and what it is made of', async () => {
  const { asset, termsId, poolId } = scene
  const created = await createPool(asset, termsId, { guardian: keeper.account.address })
  expect(created).toMatchObject({ poolId: poolId + 1n, asset })
  expect(created.config).toMatchObject({ quantum: POOL.quantum, cooldown: POOL.cooldown })
  const pool = await alice.breakwater.getPool({ pool: created.pool })
  expect(pool).toMatchObject({ guardian: keeper.account.address, totalSupply: 0n, totalAssets: 0n })
  const config = { ...POOL, asset, manager: manager.account.address }
  const wild = manager.breakwater.createPool({ ...config, leverage: 11n * 10n ** 18n })
  await expect(wild).rejects.toMatchObject({ name: 'ValueOutOfRange' })
  const noToken = manager.breakwater.createPool({ ...config, asset: keeper.account.address })
  await expect(noToken).rejects.toMatchObject({ name: 'UnsupportedAsset' })
})

test('addTerms is the manager’s, once, and before anyone has shares', async () => {
  const { asset, pool, termsId } = scene
  const again = { pool, termsId, ...LEVELS }
  await expect(alice.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'NotAuthorized' })
  await expect(manager.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'AlreadyListed' })
  await fillPool()
  await expect(manager.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'SharesExist' })
  const other = await manager.breakwater.createPoolSync({ ...POOL, asset, manager: manager.account.address })
  const added = await manager.breakwater.addTermsSync({ ...again, pool: other.pool })
  expect(added).toMatchObject({ pool: other.pool, termsId })
})

test('cuts go to the manager and the sponsor', async () => {
  const { asset, pool, productId } = scene
  await fillPool()
  await buy()
  const { managerPart, sponsorPart } = await alice.breakwater.collectCutsSync({ pool, productId })
  expect(managerPart).toBeGreaterThan(0n)
  // The product has no sponsor: nobody's part stays with the pool's manager or is not taken at all.
  expect(sponsorPart).toBeGreaterThanOrEqual(0n)
  const payee = manager.account.address
  const due = await alice.breakwater.getCuts({ asset, payee })
  expect(due).toBeGreaterThanOrEqual(managerPart)
  const { amount, receiver } = await manager.breakwater.withdrawCutsSync({
    asset,
    receiver: keeper.account.address,
  })
  expect({ amount, receiver }).toEqual({ amount: due, receiver: keeper.account.address })
  expect(await alice.breakwater.getCuts({ asset, payee })).toBe(0n)
  await expect(manager.breakwater.withdrawCuts({ asset })).rejects.toMatchObject({ name: 'NothingToCollect' })
})
