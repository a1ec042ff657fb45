import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import {
  buy,
  chain,
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  now,
  POOL,
  PRICING,
  people,
  scene,
  TERMS,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, keeper, lister, manager } = people

useScene()

test('a product and its terms are listed and read back', async () => {
  const sponsor = keeper.account.address
  const listed = await lister.breakwater.listProductSync({ clusterId: 3n, sponsor, name: 'A vault' })
  expect(listed).toMatchObject({ clusterId: 3n, sponsor, name: 'A vault' })
  const { productId } = listed
  const { asset, subject, pins } = scene
  const resolver = deployment.court
  const given = { ...TERMS, productId, asset, resolver, subject, pins }
  const { termsId, terms } = await lister.breakwater.publishTermsSync(given)
  const { pins: _, ...own } = given
  const complete = { ...own, haircut: 0n, proofOfLoss: false, codeGrace: 0, wording: zeroHash }
  expect(terms).toEqual(complete)
  expect(await alice.breakwater.getTerms({ termsId })).toEqual(complete)
  expect(await alice.breakwater.getProduct({ productId })).toEqual({
    clusterId: 3n,
    sponsor,
    name: 'A vault',
    currentTerms: termsId,
  })
  await expect(alice.breakwater.getTerms({ termsId: termsId + 1n })).rejects.toMatchObject({
    name: 'UnknownTerms',
  })
})

test('only the owner lists, and only what is valid', async () => {
  const stranger = alice.breakwater.listProduct({ clusterId: 1n, name: 'x' })
  await expect(stranger).rejects.toMatchObject({ name: 'Unauthorized' })
  const { asset, subject, productId, pins } = scene
  const terms = { ...TERMS, productId, asset, resolver: deployment.court, subject, pins }
  const short = lister.breakwater.publishTerms({ ...terms, minBilled: DAY })
  await expect(short).rejects.toMatchObject({ name: 'InvalidTerms', args: { field: 'minBilled' } })
  const other = await lister.breakwater.listProductSync({ clusterId: 1n, name: 'x' })
  const blind = lister.breakwater.publishTerms({ ...terms, productId: other.productId, subject: 99n })
  await expect(blind).rejects.toMatchObject({ name: 'UnknownCourtTerms' })
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
  expect(created.config).toMatchObject({ coverUnit: POOL.coverUnit, cooldown: POOL.cooldown })
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
  const again = { pool, termsId, ...PRICING }
  await expect(alice.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'NotAuthorized' })
  await expect(manager.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'AlreadyListed' })
  await fillPool()
  await expect(manager.breakwater.addTerms(again)).rejects.toMatchObject({ name: 'SharesExist' })
  const other = await manager.breakwater.createPoolSync({ ...POOL, asset, manager: manager.account.address })
  const added = await manager.breakwater.addTermsSync({ ...again, pool: other.pool })
  expect(added).toMatchObject({ pool: other.pool, termsId })
})

test('fees go to the manager and the sponsor', async () => {
  const { asset, pool, productId } = scene
  await fillPool()
  await buy()
  const collected = await alice.breakwater.collectFeesSync({ pool, productId })
  const { managerPart = 0n, sponsorPart } = collected
  // Nothing is owed any more: a success without an event.
  const { outcome, ...none } = await alice.breakwater.collectFeesSync({ pool, productId })
  expect(outcome).toBe('done')
  expect(none).not.toHaveProperty('managerPart')
  expect(managerPart).toBeGreaterThan(0n)
  // The product has no sponsor: nobody's part stays with the pool's manager or is not taken at all.
  expect(sponsorPart).toBeGreaterThanOrEqual(0n)
  const payee = manager.account.address
  const due = await alice.breakwater.getFees({ asset, payee })
  expect(due).toBeGreaterThanOrEqual(managerPart)
  const { amount, receiver } = await manager.breakwater.withdrawFeesSync({
    asset,
    receiver: keeper.account.address,
  })
  expect({ amount, receiver }).toEqual({ amount: due, receiver: keeper.account.address })
  expect(await alice.breakwater.getFees({ asset, payee })).toBe(0n)
  await expect(manager.breakwater.withdrawFees({ asset })).rejects.toMatchObject({ name: 'NothingToCollect' })
})

test('getProducts lists all products, or those whose terms pin a contract, newest terms first', async () => {
  const { asset, subject, pins, productId, termsId, vault } = scene
  const bare = await lister.breakwater.listProductSync({ clusterId: 4n, name: 'Nothing yet' })
  const other = await lister.breakwater.listProductSync({ clusterId: 3n, name: 'Another' })
  const published = { ...TERMS, asset, resolver: deployment.court, subject }
  const { address: second } = await deploy(keeper, 'LeakyVault', [asset])
  const secondPin = await alice.breakwater.getPin({ target: second })
  const newer = await lister.breakwater.publishTermsSync({
    ...{ ...published, productId: other.productId, pins: [...pins, secondPin] },
  })
  const terms = await alice.breakwater.getTerms({ termsId })
  const scenes = {
    ...{
      productId,
      clusterId: 1n,
      name: 'Leaky Vault',
      sponsor: people.dave.account.address,
      currentTerms: termsId,
      terms,
    },
    ...{ reason: undefined, auditGap: 0n, covering: [] },
  }
  const all = await alice.breakwater.getProducts({})
  expect(all.map(({ name }) => name)).toEqual(['Another', 'Leaky Vault', 'Nothing yet'])
  expect(all[1]).toEqual(scenes)
  expect(all[2]).toMatchObject({ productId: bare.productId, terms: undefined, reason: 'unpublished' })

  // The first product's newest terms no longer pin the vault: those that do are in force, and not sold.
  const latest = await lister.breakwater.publishTermsSync({ ...published, productId, pins: [secondPin] })
  await lister.breakwater.suspendTermsSync({ termsId: newer.termsId, suspended: true })
  const covering = await alice.breakwater.getProducts({ covering: vault })
  expect(
    covering.map(({ name, currentTerms, covering, reason }) => [name, currentTerms, covering, reason]),
  ).toEqual([
    ['Another', newer.termsId, [newer.termsId], 'suspended'],
    ['Leaky Vault', latest.termsId, [termsId], undefined],
  ])
  const coveringSecond = await alice.breakwater.getProducts({ covering: second })
  expect(coveringSecond.map(({ covering }) => covering)).toEqual([[latest.termsId], [newer.termsId]])
  const third = await lister.breakwater.publishTermsSync({
    ...published,
    productId,
    pins: [...pins, secondPin],
  })
  const [first] = await alice.breakwater.getProducts({ covering: second })
  expect(first).toMatchObject({ productId, covering: [third.termsId, latest.termsId] })
  expect(await alice.breakwater.getProducts({ covering: asset })).toEqual([])
  await expect(alice.breakwater.getProducts({ covering: '0x12' })).rejects.toMatchObject({
    name: 'InvalidParameterError',
    parameter: 'covering',
  })
})

test('getProducts tells what is not attested any more, and what is flagged', async () => {
  const { judge } = people
  const { productId, vault } = scene
  const [attestation] = await alice.breakwater.getAttestations({
    codeHash: scene.pins[0]?.codeHash ?? '0x',
    at: await now(),
  })
  await travelTo(attestation?.until ?? 0)
  const [lapsed] = await judge.breakwater.getProducts({ covering: vault })
  expect(lapsed).toMatchObject({ productId, reason: undefined, auditGap: 10n ** 18n })
  await chain.setCode({ address: vault, bytecode: '0x6001' })
  await keeper.breakwater.flagCodeChangeSync({ termsId: scene.termsId, pin: 0 })
  const [flagged] = await judge.breakwater.getProducts({})
  expect(flagged).toMatchObject({ productId, reason: 'flagged', auditGap: 0n })
})
