import { numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { isContractError, parseCoverId, toCoverId } from '../../src/index.js'
import { boundStart, protectionAt, quoteCancellation } from '../../src/math/index.js'
import {
  balanceOf,
  buy,
  chain,
  createPool,
  DAY,
  exploitAndFire,
  fillPool,
  fund,
  now,
  POOL,
  people,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { carol, dave, erin, keeper } = people
const buyer = carol.account.address

useScene()

test('a quote at the time of the purchase is what the purchase takes', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  const order = { pool, termsId, amount: usdc('50000'), duration: 30 * DAY }
  const timestamp = (await now()) + 100
  await fund(carol, asset, pool, usdc('10000'))
  const before = await balanceOf(asset, buyer)
  const quote = await carol.breakwater.getQuote({ ...order, timestamp })
  await people.keeper.request({ method: 'evm_setNextBlockTimestamp' as never, params: [timestamp] as never })
  const bought = await carol.breakwater.buyCoverSync({
    ...order,
    maxPremium: usdc('10000'),
    deadline: timestamp,
  })
  expect(before - (await balanceOf(asset, buyer))).toBe(quote.premium)
  expect(bought).toMatchObject({
    termsId,
    owner: buyer,
    payer: buyer,
    insured: buyer,
    refundTo: buyer,
    amount: order.amount,
    premium: quote.premium,
    start: quote.start,
    end: quote.end,
    integratorFee: 0n,
  })
  expect(quote.binding).toBe('none')
  expect(quote.start).toBe(timestamp + 3 * DAY)
  expect(quote.end % DAY).toBe(0)
})

test('a quote names the limit that binds', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const duration = 30 * DAY
  const much = await carol.breakwater.getQuote({ pool, termsId, amount: usdc('2000000'), duration })
  expect(much.binding).toBe('speed')
  expect(much.available).toBe(usdc('750000'))
  const error = await buy(carol, usdc('750001'), duration).catch((caught) => caught)
  expect(isContractError(error, 'CapacityExceeded') && error.args.available).toBe(much.available)
})

test('a cover for others, with a fee for the integrator', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  const [onBehalf, insured, refundTo] = [dave, erin, keeper].map(({ account }) => account.address)
  const integrator = people.bob.account.address
  await fund(carol, asset, pool, usdc('10000'))
  const held = await balanceOf(asset, integrator)
  const order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY, maxPremium: usdc('10000') }
  const integratorFee = usdc('10')
  const deadline = (await now()) + 600
  const { coverId } = await carol.breakwater.buyCoverSync({
    ...order,
    deadline,
    onBehalf,
    insured,
    refundTo,
    integrator,
    integratorFee,
  })
  expect(await carol.breakwater.getCover({ coverId })).toMatchObject({
    owner: onBehalf,
    insured,
    refundTo,
    pool,
  })
  expect((await balanceOf(asset, integrator)) - held).toBe(integratorFee)
  const greedy = { ...order, deadline, integrator, integratorFee: usdc('5000') }
  await expect(carol.breakwater.buyCover(greedy)).rejects.toMatchObject({ name: 'IntegratorFeeTooHigh' })
})

test('stale quotes, passed deadlines and foreign amounts are refused with what to do', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  await fund(carol, asset, pool, usdc('10000'))
  const order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY }
  const { premium } = await carol.breakwater.getQuote(order)
  const deadline = (await now()) + 600
  const stale = await carol.breakwater
    .buyCover({ ...order, maxPremium: premium / 2n, deadline })
    .catch((e) => e)
  expect(isContractError(stale, 'PremiumAboveMax') && stale.args.premium).toBe(premium)
  expect(stale.hint).toMatch(/Quote again/)
  const late = carol.breakwater.buyCover({ ...order, maxPremium: premium * 2n, deadline: (await now()) - 1 })
  await expect(late).rejects.toMatchObject({ name: 'DeadlinePassed' })
  const odd = carol.breakwater.getQuote({ ...order, amount: usdc('1') + 1n })
  await expect(odd).rejects.toMatchObject({ name: 'NotMultipleOf', args: { coverUnit: POOL.coverUnit } })
  const foreign = carol.breakwater.getQuote({ ...order, termsId: 99n })
  await expect(foreign).rejects.toMatchObject({
    name: 'TermsNotForSale',
    args: { reason: 'not in this pool' },
  })
})

/** Puts starts on the only cluster of the pool off, as an opening does. */
async function deferStarts(until: number) {
  const word = (x: bigint) => numberToHex(x, { size: 32 })
  await chain.setStorageAt({ address: scene.pool, index: 5, value: word(BigInt(until)) })
  await chain.setStorageAt({ address: scene.pool, index: 3, value: word(1n << 248n) })
}

test('CAP-1: a start that an incident has put off since the quote is refused, unless it is taken', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  await fund(carol, asset, pool, usdc('10000'))
  const order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY }
  const deadline = (await now()) + 600
  const bounds = { ...order, maxPremium: usdc('10000'), deadline }
  const { start } = await carol.breakwater.getQuote(order)
  const snapshot = await carol.breakwater.getPoolSnapshot({ pool })
  expect(boundStart(snapshot, { termsId })).toBe(start)
  const until = start + 20 * DAY
  await deferStarts(until)
  for (const maxStart of [
    start + DAY,
    until - 1,
    boundStart(snapshot, { termsId, until: deadline, tolerance: DAY }),
  ]) {
    const late = await carol.breakwater.buyCover({ ...bounds, maxStart }).catch((caught) => caught)
    expect(isContractError(late, 'StartTooLate') && late.args.start).toBe(until)
    expect(late.hint).toMatch(/Quote again/)
  }
  expect(boundStart(await carol.breakwater.getPoolSnapshot({ pool }), { termsId })).toBe(until)
  expect(await carol.breakwater.buyCoverSync({ ...bounds, maxStart: until })).toMatchObject({ start: until })
})

test('CAP-1: without a bound the start of a quote is asked for, and a day more is taken', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  await fund(carol, asset, pool, usdc('10000'))
  const order = { pool, termsId, amount: usdc('5000'), duration: 90 * DAY, maxPremium: usdc('10000') }
  const deadline = (await now()) + 40 * DAY
  const maxStartOf = async (deadline: number) => {
    const { request } = await carol.breakwater.buyCover.simulate({ ...order, deadline })
    return (request.args as unknown as [{ maxStart: number }])[0].maxStart
  }
  expect(await maxStartOf(deadline)).toBe(deadline + 3 * DAY + DAY)
  expect(await maxStartOf(2 ** 40 - 1)).toBe(2 ** 40 - 1)
  const until = (await now()) + 20 * DAY
  await deferStarts(until)
  expect(await maxStartOf((await now()) + 600)).toBe(until + DAY)
  // The version that waits asks once: what it sends is what it explains.
  expect(await carol.breakwater.buyCoverSync({ ...order, deadline })).toMatchObject({ start: until })
  const failed = carol.breakwater.buyCoverSync({
    ...order,
    deadline,
    maxStart: until - 1,
    gas: 500_000n,
    skipSimulation: true,
  })
  await expect(failed).rejects.toMatchObject({ name: 'StartTooLate', args: { start: until } })
})

test('getCover tells what a cover is, and refuses what is none', async () => {
  const { pool, poolId, termsId } = scene
  await fillPool()
  const { coverId, start, end } = await buy()
  expect(coverId).toBe(toCoverId({ poolId, termsId, serial: 1n }))
  expect(parseCoverId(coverId)).toEqual({ poolId, termsId, serial: 1n })
  const cover = await carol.breakwater.getCover({ coverId })
  expect(cover).toMatchObject({
    coverId,
    pool,
    poolId,
    termsId,
    serial: 1n,
    amount: usdc('100000'),
    start,
    end,
  })
  expect([start - 1, start, end - 1, end].map((time) => protectionAt(cover, time))).toEqual([
    'waiting',
    'protected',
    'protected',
    'ended',
  ])
  const none = carol.breakwater.getCover({ coverId: coverId + 1n })
  await expect(none).rejects.toMatchObject({ name: 'CoverDoesNotExist' })
})

test('getCovers finds all covers of an owner over all pools', async () => {
  const { asset, termsId, pool } = scene
  const other = await createPool(asset, termsId)
  await fillPool()
  await fillPool(other.pool)
  const bought: bigint[] = []
  for (let i = 0; i < 3; i++) {
    bought.push((await buy(carol, usdc('1000'))).coverId)
    await buy(dave, usdc('1000'))
  }
  const elsewhere = (await buy(carol, usdc('2000'), 30 * DAY, other.pool)).coverId
  const found = await keeper.breakwater.getCovers({ owner: buyer })
  expect(found.map(({ coverId }) => coverId)).toEqual([...bought.reverse(), elsewhere])
  expect(found.at(-1)).toMatchObject({ pool: other.pool, amount: usdc('2000') })
  expect(await keeper.breakwater.getCovers({ owner: buyer, pool })).toHaveLength(3)
  expect(await keeper.breakwater.getCovers({ owner: keeper.account.address })).toEqual([])

  const [newest] = bought
  await travelTo((await now()) + DAY)
  await carol.breakwater.cancelCoverSync({ pool, coverId: newest ?? 0n })
  // A cancelled one stays a token, of which nothing is covered.
  const left = await keeper.breakwater.getCovers({ owner: buyer, pool })
  expect(left.map(({ amount }) => amount)).toEqual([0n, usdc('1000'), usdc('1000')])
})

test('an extension costs what was quoted and moves the end', async () => {
  const { pool, asset } = scene
  await fillPool()
  const { coverId, end } = await buy(carol, usdc('100000'), 30 * DAY)
  await travel(10 * DAY)
  const added = 20 * DAY
  const timestamp = (await now()) + 36
  const quote = await carol.breakwater.getExtensionQuote({ pool, coverId, added, timestamp })
  expect(quote.end).toBe(end + added)
  await fund(carol, asset, pool, quote.premium * 2n)
  const extended = await carol.breakwater.extendCoverSync({
    pool,
    coverId,
    added,
    maxPremium: quote.premium * 2n,
    deadline: timestamp,
  })
  expect(extended).toMatchObject({ coverId, end: quote.end, premium: quote.premium })
  expect((await carol.breakwater.getCover({ coverId })).end).toBe(quote.end)
  const foreign = dave.breakwater.extendCover({
    pool,
    coverId,
    added,
    maxPremium: 1n,
    deadline: timestamp + 60,
  })
  await expect(foreign).rejects.toMatchObject({ name: 'NotAuthorized' })
})

test('a cancellation returns what was quoted and ends the cover', async () => {
  const { pool, asset } = scene
  await fillPool()
  const { coverId } = await buy(carol, usdc('100000'), 90 * DAY)
  await travel(20 * DAY)
  const before = await balanceOf(asset, buyer)
  const refund = await carol.breakwater.getCancellationQuote({ pool, coverId, timestamp: (await now()) + 12 })
  const cancelled = await carol.breakwater.cancelCoverSync({ pool, coverId })
  expect(cancelled).toMatchObject({ coverId, refundTo: buyer, refund })
  expect((await balanceOf(asset, buyer)) - before).toBe(refund)
  const end = Math.ceil((await now()) / DAY) * DAY
  const cover = { owner: buyer, refundTo: buyer, amount: 0n, end, rate: 0n }
  expect(await carol.breakwater.getCover({ coverId })).toMatchObject(cover)
  expect(await carol.breakwater.getCancellationQuote({ pool, coverId })).toBe(0n)
  await expect(carol.breakwater.cancelCover({ pool, coverId })).rejects.toMatchObject({
    name: 'NotRefundable',
  })
  await travelTo(end)
  await expect(carol.breakwater.cancelCover({ pool, coverId })).rejects.toMatchObject({ name: 'CoverEnded' })
})

test('no incident keeps a cover from being cancelled', async () => {
  const { pool, termsId } = scene
  await fillPool()
  const { coverId, start } = await buy(carol, usdc('100000'), 90 * DAY)
  await travelTo(start + DAY)
  const incidentId = await exploitAndFire()
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
  expect(snapshot.products).toMatchObject([{ stoppingCases: 1 }])
  const refund = await carol.breakwater.getCancellationQuote({ pool, coverId, timestamp: (await now()) + 12 })
  expect(refund).toBeGreaterThan(0n)
  const cover = await carol.breakwater.getCover({ coverId })
  expect(quoteCancellation(snapshot, { cover, timestamp: (await now()) + 12 })).toBe(refund)
  expect((await carol.breakwater.cancelCoverSync({ pool, coverId })).refund).toBe(refund)
})

test('processExpiries brings a pool to now', async () => {
  const { pool } = scene
  await fillPool()
  const { end } = await buy()
  await travelTo(end + 60 * DAY)
  const { day } = await keeper.breakwater.processExpiriesSync({ pool })
  expect(Number(day)).toBe(Math.floor((await now()) / DAY))
})
