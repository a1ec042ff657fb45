import { describe, expect, test } from 'vitest'
import { type CoverStatusParameters, coverStatus } from '../../src/index.js'
import { readMock } from '../../src/testing/index.js'
import {
  chain,
  now as chainNow,
  createPool,
  DAY,
  deploy,
  fillPool,
  fund,
  people,
  scene,
  TERMS,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, carol, keeper, lister } = people

useScene()

const [start, end] = [1_000_000, 2_000_000]
const [reportWindow, horizon] = [8 * DAY, 13 * DAY]
const unflagged = { codeHash: '0x', asOf: 0, flagged: false } as const

function at(
  now: number,
  options: { lapseAt?: number; flagged?: boolean; amount?: bigint; rate?: bigint } = {},
) {
  const { lapseAt = 0, flagged = lapseAt !== 0, amount = 1n, rate = 1n } = options
  return coverStatus({
    cover: { start, end, amount, rate },
    code: { lapseAt, states: [unflagged, { ...unflagged, flagged }] },
    terms: { reportWindow, horizon },
    now,
  })
}

describe('every bound, from both sides', () => {
  const reportUntil = end - 1 + reportWindow

  test('of a cover whose code never changes', () => {
    const always = { from: start, until: end, reportUntil, isRefundable: false }
    expect(at(start - 1)).toEqual({ ...always, status: 'waiting', next: start })
    expect(at(start)).toEqual({ ...always, status: 'active', next: end })
    expect(at(end - 1)).toEqual({ ...always, status: 'active', next: end })
    expect(at(end)).toEqual({ ...always, status: 'reportable', next: reportUntil + 1 })
    expect(at(reportUntil)).toEqual({ ...always, status: 'reportable', next: reportUntil + 1 })
    expect(at(reportUntil + 1)).toEqual({ ...always, status: 'over', next: undefined })
  })

  test('of a cover whose code is flagged without an end', () => {
    expect(at(start - 1, { flagged: true })).toMatchObject({ status: 'waiting', next: start })
    expect(at(start, { flagged: true })).toMatchObject({ status: 'flagged', until: end, next: end })
    expect(at(end, { flagged: true })).toMatchObject({ status: 'reportable' })
  })

  test('of a cover that lapses', () => {
    const lapseAt = start + 1000
    const always = { from: start, until: lapseAt, reportUntil: lapseAt - 1 + reportWindow }
    expect(at(lapseAt - 1, { lapseAt })).toEqual({
      ...{ ...always, status: 'flagged', isRefundable: false, next: lapseAt },
    })
    const lapsed = { ...always, status: 'lapsed', isRefundable: true, next: end }
    expect(at(lapseAt, { lapseAt })).toEqual(lapsed)
    expect(at(end - 1, { lapseAt })).toEqual(lapsed)
    expect(at(end - 1, { lapseAt, rate: 0n })).toEqual({ ...lapsed, isRefundable: false })
    expect(at(end, { lapseAt })).toMatchObject({ status: 'over', isRefundable: false })
  })

  test('of a cover that lapses shortly before its end', () => {
    const lapseAt = end - 1
    expect(at(end - 1, { lapseAt })).toMatchObject({ status: 'lapsed', isRefundable: true, next: end })
    const last = lapseAt - 1 + reportWindow
    expect(at(end, { lapseAt })).toMatchObject({ status: 'reportable', next: last + 1 })
    expect(at(last, { lapseAt })).toMatchObject({ status: 'reportable' })
    expect(at(last + 1, { lapseAt })).toMatchObject({ status: 'over' })
  })

  test('of a cover that ends before or when it would lapse', () => {
    for (const lapseAt of [end, end + 1]) {
      expect(at(end - 1, { lapseAt })).toMatchObject({ status: 'flagged', until: end, next: end })
      expect(at(end, { lapseAt })).toMatchObject({ status: 'reportable', reportUntil })
    }
  })

  test('of a cover that lapses before it starts: nothing is ever covered', () => {
    for (const lapseAt of [start, start - 10]) {
      expect(at(lapseAt - 1, { lapseAt })).toMatchObject({ status: 'waiting', next: lapseAt, until: lapseAt })
      expect(at(lapseAt, { lapseAt })).toMatchObject({ status: 'lapsed' })
      expect(at(end, { lapseAt })).toMatchObject({ status: 'over', next: undefined })
    }
  })

  test('of a cover shorter than the report window that lapses before it starts', () => {
    const short = { start, end: start + DAY, amount: 1n, rate: 1n }
    const code = { lapseAt: start, states: [] }
    expect(
      coverStatus({ cover: short, code, terms: { reportWindow, horizon }, now: short.end }),
    ).toMatchObject({
      status: 'over',
    })
  })

  test('of a cover that has been paid, or cancelled', () => {
    expect(at(start, { amount: 0n })).toMatchObject({ status: 'over', next: undefined })
  })
})

test('it flips together with what the contracts do', async () => {
  const { address: resolver } = await deploy(keeper, 'ScriptedResolver', [scene.asset])
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 9n, name: 'Scripted' })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver, subject: 0n, observes: false },
    ...{ codeGrace: TERMS.reportWindow, pins: scene.pins },
  })
  const { pool } = await createPool(scene.asset, termsId)
  await fillPool(pool)
  const amount = usdc('100000')
  await fund(carol, scene.asset, pool, amount)
  const order = { pool, termsId, amount, duration: 60 * DAY, maxPremium: amount }
  const { coverId } = await carol.breakwater.buyCoverSync({ ...order, deadline: (await chainNow()) + 600 })

  const statusAt = async (time: number, over: Partial<CoverStatusParameters> = {}) => {
    const [cover, code, terms] = await Promise.all([
      alice.breakwater.getCover({ coverId }),
      alice.breakwater.getCode({ termsId }),
      alice.breakwater.getTerms({ termsId }),
    ])
    return coverStatus({ cover, code, terms, now: time, ...over })
  }
  /** An incident of a time, as its number. */
  const incidentAt = async (time: number): Promise<bigint> => {
    const { abi } = readMock('ScriptedResolver')
    const args = [0n, BigInt(time), 0n, 10n ** 18n]
    const call = { address: resolver, abi, functionName: 'report', args } as const
    const { result, request } = await keeper.simulateContract(call)
    await keeper.waitForTransactionReceipt({ hash: await keeper.writeContract(request) })
    return result as bigint
  }
  const opening = async (time: number) =>
    keeper.breakwater.openCase.simulate({ pool, termsId, incidentId: await incidentAt(time) })
  const lapsing = (actor = carol) => actor.breakwater.lapseCover.simulate({ pool, coverId })

  const bought = await statusAt(await chainNow())
  expect(bought).toMatchObject({ status: 'waiting', next: bought.from })
  await travelTo(bought.from)
  expect(await statusAt(await chainNow())).toMatchObject({ status: 'active', next: bought.until })
  await expect(lapsing()).rejects.toMatchObject({ name: 'TermsInForce' })

  await chain.setCode({ address: scene.vault, bytecode: '0x6001600055' })
  const { lapseAt } = await keeper.breakwater.flagCodeChangeSync({ termsId, pin: 0 })
  const flagged = await statusAt(await chainNow())
  expect(flagged).toMatchObject({ status: 'flagged', until: Number(lapseAt), next: Number(lapseAt) })
  await travelTo(flagged.until - 2)
  await expect(lapsing()).rejects.toMatchObject({ name: 'GraceNotOver' })

  await travelTo(flagged.until)
  const lapsed = await statusAt(await chainNow())
  expect(lapsed).toMatchObject({ status: 'lapsed', isRefundable: true })
  await expect(opening(lapsed.until)).rejects.toMatchObject({ name: 'TermsLapsed' })
  await opening(lapsed.until - 1)
  const last = await incidentAt(lapsed.until - 1)

  // Anybody's, and what happened before stays covered.
  expect((await lapsing()).result).toBeGreaterThan(0n)
  const { refund, refundTo } = await alice.breakwater.lapseCoverSync({ pool, coverId })
  expect(refund).toBeGreaterThan(0n)
  expect(refundTo).toBe(carol.account.address)
  await expect(lapsing()).rejects.toMatchObject({ name: expect.stringMatching(/CoverEnded|NotRefundable/) })
  const midnight = Math.ceil(lapsed.until / DAY) * DAY
  const cover = await alice.breakwater.getCover({ coverId })
  expect(cover).toMatchObject({ owner: carol.account.address, amount, end: midnight, rate: 0n })
  expect(await statusAt(lapsed.until)).toEqual({ ...lapsed, isRefundable: false, next: midnight })
  expect(await statusAt(midnight)).toMatchObject({ status: 'reportable', until: lapsed.until })

  // A call that is simulated runs in the newest block: these are its last and its first second.
  const openLast = () => keeper.breakwater.openCase.simulate({ pool, termsId, incidentId: last })
  await travelTo(lapsed.reportUntil)
  expect(await statusAt(await chainNow())).toMatchObject({ status: 'reportable' })
  await openLast()
  await travelTo(lapsed.reportUntil + 1)
  expect(await statusAt(await chainNow())).toMatchObject({ status: 'over', next: undefined })
  await expect(openLast()).rejects.toMatchObject({ name: 'IncidentOutsideWindow' })
})
