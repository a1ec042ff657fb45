import { expect, test } from 'vitest'
import { quoteCover, quoteExtension, redeemSchedule } from '../../src/math/index.js'
import {
  balanceOf,
  buy,
  DAY,
  fillPool,
  now,
  PRICING,
  people,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, keeper, lister, manager } = people
const LOWER = { ...PRICING, rateFloor: PRICING.rateFloor / 2n }

useScene()

/** Makes the keeper the pool's guardian. */
async function setGuardian() {
  const guardian = keeper.account.address
  const set = await manager.breakwater.setGuardianSync({ pool: scene.pool, guardian })
  expect(set).toMatchObject({ pool: scene.pool, guardian })
}

test('GOV-2: dearer at once, cheaper when announced and everybody could leave', async () => {
  const { pool, productId, termsId } = scene
  await fillPool()
  const dearer = { ...PRICING, rateFloor: PRICING.rateFloor * 2n }
  expect(await manager.breakwater.setPricingSync({ pool, productId, ...dearer })).toMatchObject({ productId })
  await expect(manager.breakwater.setPricing({ pool, productId, ...LOWER })).rejects.toMatchObject({
    name: 'ChangeWidens',
    args: { field: 'rateFloor' },
  })
  const change = { pool, termsId, ...LOWER }
  expect(await alice.breakwater.getChange(change)).toBeUndefined()
  const submitted = await manager.breakwater.submitChangeSync(change)
  expect(submitted.pricing).toMatchObject(LOWER)
  const { cooldown } = await alice.breakwater.getPool({ pool })
  expect(await alice.breakwater.getChange(change)).toEqual({
    changeId: submitted.changeId,
    ripeAt: (await now()) + cooldown,
    expiresAt: Number(submitted.expiresAt),
  })
  await expect(manager.breakwater.applyChange(change)).rejects.toMatchObject({
    name: 'TimelockActive',
    args: { until: Number(submitted.ripeAt) },
  })
  // Alice does not like it; Bob asks too late to delay it.
  expect(await alice.breakwater.getNextExit({ pool, fromBlock: 0n })).toBeUndefined()
  await alice.breakwater.requestRedeemSync({ pool, shares: 10n ** 18n })
  const askedAt = await now()
  const exit = await manager.breakwater.getNextExit({ pool, fromBlock: 0n })
  expect(exit).toEqual({ controller: alice.account.address, askedAt })
  await travelTo(Number(submitted.ripeAt) + 1)
  await bob.breakwater.requestRedeemSync({ pool, shares: 10n ** 17n })
  const early = { ...change, next: alice.account.address }
  await expect(manager.breakwater.applyChange(change)).rejects.toMatchObject({ name: 'NotNextInQueue' })
  await expect(manager.breakwater.applyChange(early)).rejects.toMatchObject({ name: 'ExitsPending' })
  await travel(DAY)
  await expect(manager.breakwater.prolongChange(early)).rejects.toMatchObject({ name: 'ExitsNotHeldUp' })
  await alice.breakwater.settleRedeemRequestsSync({ pool, controller: alice.account.address })
  const next = (await manager.breakwater.getNextExit({ pool, fromBlock: 0n }))?.controller
  expect(next).toBe(bob.account.address)
  const applied = await manager.breakwater.applyChangeSync({ ...change, next })
  expect(applied).toMatchObject({ termsId, changeId: submitted.changeId })
  expect(await alice.breakwater.getChange(change)).toBeUndefined()
  await expect(manager.breakwater.revokeChange(change)).rejects.toMatchObject({ name: 'UnknownChange' })
})

test('GOV-2: a sale is stopped at once, announced again, and taken back', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const { coverId } = await buy()
  expect(await manager.breakwater.removeTermsSync({ pool, termsId })).toMatchObject({ termsId })
  await expect(buy()).rejects.toMatchObject({ name: 'TermsNotForSale', args: { reason: 'not in this pool' } })
  await expect(carol.breakwater.getExtensionQuote({ pool, coverId, added: 30 * DAY })).rejects.toMatchObject({
    name: 'TermsNotForSale',
  })
  const change = { pool, termsId, ...PRICING }
  const { changeId } = await manager.breakwater.submitChangeSync(change)
  expect(await manager.breakwater.revokeChangeSync(change)).toMatchObject({ changeId })
  expect(await alice.breakwater.getChange(change)).toBeUndefined()
})

test('GOV-2: a change that exits hold up is kept alive', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const order = { pool, termsId, amount: usdc('1000'), duration: 300 * DAY }
  for (let day = 0; day < 3; day++) {
    const { available } = await carol.breakwater.getQuote(order)
    if (available > 0n) await buy(carol, available, order.duration)
    await travel(DAY)
  }
  const change = { pool, termsId, ...LOWER }
  const { expiresAt } = await manager.breakwater.submitChangeSync(change)
  // Everybody leaves: for the last of them there is no room while the cover is in force.
  for (const actor of [alice, bob]) {
    const shares = await balanceOf(pool, actor.account.address)
    await actor.breakwater.requestRedeemSync({ pool, shares })
  }
  await travelTo(Number(expiresAt) - DAY)
  await bob.breakwater.settleRedeemRequestsSync({ pool, controller: bob.account.address })
  const next = (await alice.breakwater.getNextExit({ pool, fromBlock: 0n }))?.controller
  if (!next) throw new Error('nobody leaves')
  const prolonged = await manager.breakwater.prolongChangeSync({ ...change, next })
  expect(Number(prolonged.expiresAt)).toBe((await now()) + 14 * DAY)
})

test('GOV-3: a guardian pauses sales and deposits, quotes say so, and it ends by itself', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const { coverId } = await buy()
  await setGuardian()
  const order = { termsId, amount: usdc('1000'), duration: 30 * DAY }
  await expect(alice.breakwater.pauseSales({ pool, duration: DAY })).rejects.toMatchObject({
    name: 'NotAuthorized',
  })
  await expect(keeper.breakwater.pauseSales({ pool, duration: 8 * DAY })).rejects.toMatchObject({
    name: 'PauseTooLong',
    args: { max: BigInt(7 * DAY) },
  })
  const foreseen = await keeper.breakwater.pauseSales.simulate({ pool, duration: DAY })
  const sales = await keeper.breakwater.pauseSalesSync({ pool, duration: DAY })
  const deposits = await keeper.breakwater.pauseDepositsSync({ pool, duration: 2 * DAY })
  expect(Math.abs(foreseen.result - sales.until)).toBeLessThan(60)
  const [salesUntil, depositsUntil] = [Number(sales.until), Number(deposits.until)]
  expect(await alice.breakwater.getPauses({ pool })).toEqual({ salesUntil, depositsUntil })
  await expect(buy()).rejects.toMatchObject({ name: 'TermsNotForSale', args: { reason: 'paused' } })
  await expect(fillPool()).rejects.toMatchObject({ name: 'DepositsPaused', args: { until: depositsUntil } })
  expect((await alice.breakwater.getPool({ pool })).maxDeposit).toBe(0n)
  // What a snapshot gives offline is refused and taken as on the chain, to the second.
  const snapshot = await alice.breakwater.getPoolSnapshot({ pool })
  expect(snapshot).toMatchObject({ salesPausedUntil: salesUntil, depositsPausedUntil: depositsUntil })
  expect(() => quoteCover(snapshot, { ...order, timestamp: salesUntil - 1 })).toThrow('paused')
  const offline = quoteCover(snapshot, { ...order, timestamp: salesUntil })
  const cover = await carol.breakwater.getCover({ coverId })
  const { timestamp } = snapshot
  const extended = await carol.breakwater.getExtensionQuote({ pool, coverId, added: 30 * DAY, timestamp })
  expect(quoteExtension(snapshot, { cover, added: 30 * DAY })).toMatchObject({ premium: extended.premium })
  await travelTo(salesUntil)
  const online = await alice.breakwater.getQuote({ pool, ...order, timestamp: salesUntil })
  expect(online.premium).toBe(offline.premium)
  await buy()
  await expect(keeper.breakwater.pauseSales({ pool, duration: DAY })).rejects.toMatchObject({
    name: 'PauseCoolingDown',
    args: { until: salesUntil + 14 * DAY },
  })
  await keeper.breakwater.endPausesSync({ pool })
  await fillPool()
  const after = await alice.breakwater.getPoolSnapshot({ pool })
  expect(after).toMatchObject({ salesPausedUntil: 0, depositsPausedUntil: 0 })
})

test('a pool’s manager is changed in two steps', async () => {
  const { pool, termsId } = scene
  const newManager = lister.account.address
  await fillPool()
  const started = await manager.breakwater.transferManagerSync({ pool, newManager })
  expect(started).toMatchObject({ manager: manager.account.address, newManager })
  await expect(alice.breakwater.acceptManager({ pool })).rejects.toMatchObject({ name: 'NotAuthorized' })
  const accepted = await lister.breakwater.acceptManagerSync({ pool })
  expect(accepted).toMatchObject({ manager: manager.account.address, newManager })
  expect((await alice.breakwater.getPool({ pool })).manager).toBe(newManager)
  await expect(manager.breakwater.removeTerms({ pool, termsId })).rejects.toMatchObject({
    name: 'NotAuthorized',
  })
})

test('CODE-6: a snapshot read on another chain promises that exits need no capital', async () => {
  const { pool } = scene
  await fillPool()
  await buy(carol, usdc('500000'), 300 * DAY)
  const snapshot = await alice.breakwater.getPoolSnapshot({ pool })
  const shares = snapshot.supply
  const here = redeemSchedule(snapshot, { shares })
  expect(here.latest).toBeGreaterThan(here.earliest)
  const there = redeemSchedule({ ...snapshot, chainId: snapshot.chainId + 1 }, { shares })
  expect(there).toEqual({ earliest: here.earliest, latest: here.earliest })
})
