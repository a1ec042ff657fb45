import { expect, test } from 'vitest'
import { getClaimsVaultAddress, isContractError, toCaseId } from '../../src/index.js'
import { grossDown, payableUp } from '../../src/math/index.js'
import {
  balanceOf,
  buy,
  DAY,
  exploitAndFire,
  fillPool,
  METER,
  now,
  people,
  scene,
  TERMS,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, keeper } = people
const RAY = 10n ** 27n

useScene()

/** Carol is covered and Dave is not yet when the vault is drained; a case is opened. */
async function opened() {
  await fillPool()
  const { coverId, start } = await buy(carol, usdc('100000'))
  await travelTo(start + DAY)
  const late = await buy(dave, usdc('50000'))
  const incidentId = await exploitAndFire()
  const incident = { pool: scene.pool, termsId: scene.termsId, incidentId }
  const opening = await keeper.breakwater.openCaseSync(incident)
  return { coverId, late: late.coverId, incidentId, incident, opening }
}

test('a meter proves its mark by four observations over the dwell', async () => {
  const { vault } = scene
  const { meterId, meter } = await keeper.breakwater.createShareLossMeterSync({ vault, ...METER })
  expect(meter).toEqual({ vault, ...METER })
  expect(await keeper.breakwater.getShareLossMeter({ meterId })).toMatchObject({
    vault,
    ...METER,
    mark: 0n,
    count: 0,
    price: RAY,
  })
  for (const predicted of [1, 2, 3]) {
    const { count, direction, price } = await keeper.breakwater.observeShareLossSync({ meterId })
    expect({ count, direction, price }).toEqual({ count: predicted, direction: 1, price: RAY })
    await travel(METER.dwell / 3)
  }
  await keeper.breakwater.observeShareLossSync({ meterId })
  expect(await keeper.breakwater.getShareLossMeter({ meterId })).toMatchObject({
    mark: RAY,
    count: 0,
    direction: 0,
  })
})

test('a meter that cannot see leaves no event', async () => {
  const { vault } = scene
  const minSupply = usdc('99000000')
  const { meterId } = await keeper.breakwater.createShareLossMeterSync({ vault, ...METER, minSupply })
  const { receipt, count } = await keeper.breakwater.observeShareLossSync({ meterId })
  expect(receipt.status).toBe('success')
  expect(count).toBeUndefined()
})

test('a meter fires only on a loss that has dwelt', async () => {
  const { meterId, subject } = scene
  await expect(keeper.breakwater.fireMeter({ meterId })).rejects.toMatchObject({ name: 'ConditionNotMet' })
  await expect(keeper.breakwater.fireMeter({ meterId: 99n })).rejects.toMatchObject({
    name: 'UnknownMeter',
  })
  const incidentId = await exploitAndFire()
  const incident = await keeper.breakwater.getIncident({ incidentId })
  expect(incident.subject).toBe(subject)
  expect(incident.severity).toBeGreaterThan(799_999_999_000_000_000n)
  expect(incident.severity).toBeLessThan(800_000_000_000_000_000n)
  expect((await keeper.breakwater.getShareLossMeter({ meterId })).firings).toBe(1)
  const unknown = keeper.breakwater.getIncident({ incidentId: incidentId + 1n })
  await expect(unknown).rejects.toMatchObject({ name: 'UnknownIncident' })
})

test('an opening takes the need of the committed cover out of equity', async () => {
  const { opening, incident, incidentId } = await opened()
  const { pool, termsId } = scene
  expect((await keeper.breakwater.getPool({ pool })).claimsVault).toBe(getClaimsVaultAddress(pool))
  const { productId } = await keeper.breakwater.getTerms({ termsId })
  const caseId = toCaseId(productId, incidentId)
  expect(opening).toMatchObject({ caseId, termsId, incidentId })
  const { severity } = await keeper.breakwater.getIncident({ incidentId })
  const need = payableUp(usdc('150000'), severity, TERMS.deductible)
  expect(opening.reserve).toBe(need)
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({
    caseId,
    status: 'open',
    reserve: need,
    need,
    registered: 0n,
    claimsUntil: 0,
    supply: usdc('3000000') * 10n ** 6n,
  })
  await expect(keeper.breakwater.openCase(incident)).rejects.toMatchObject({ name: 'CaseAlreadyOpen' })
  const quote = keeper.breakwater.getQuote({ pool, termsId, amount: usdc('1'), duration: DAY })
  await expect(quote).rejects.toMatchObject({ name: expect.stringMatching(/BelowMark|SalesStopped/) })
})

test('from the verdict to the last return', async () => {
  const { coverId, late, incidentId, incident, opening } = await opened()
  const { pool, asset } = scene
  const claim = { pool, coverId, incidentId }
  expect(await carol.breakwater.getPayout(claim)).toBe(0n)
  await expect(keeper.breakwater.applyVerdict(incident)).rejects.toMatchObject({ name: 'VerdictPending' })

  const { severity } = await keeper.breakwater.getIncident({ incidentId })
  const { endsAt } = await keeper.breakwater.getCourtCase(incident)
  await travelTo(endsAt + 1)
  const asked = { incidentId, pool: scene.pool, termsId: scene.termsId }
  const { verdict: decided } = await keeper.breakwater.getIncident(asked)
  expect(decided).toMatchObject({ payableAt: endsAt + 1, severity })
  const verdict = await keeper.breakwater.applyVerdictSync(incident)
  expect(verdict).toMatchObject({ severity, settlement: 1n })
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({
    status: 'payable',
    severity,
    claimsUntil: verdict.claimsUntil,
  })

  const due = grossDown(usdc('100000'), severity, TERMS.deductible)
  expect(await carol.breakwater.getPayout(claim)).toBe(due)
  const before = await balanceOf(asset, carol.account.address)
  const paid = await keeper.breakwater.claimPayoutSync(claim)
  expect(paid).toMatchObject({ coverId, receiver: carol.account.address, payout: due })
  expect((await balanceOf(asset, carol.account.address)) - before).toBe(due)
  await expect(keeper.breakwater.claimPayout(claim)).rejects.toMatchObject({ name: 'AlreadyClaimed' })
  const unprotected = keeper.breakwater.claimPayout({ ...claim, coverId: late })
  await expect(unprotected).rejects.toMatchObject({ name: 'NotCovered' })

  const early = await keeper.breakwater.settleCase(incident).catch((error) => error)
  expect(isContractError(early, 'ClaimWindowOpen') && early.args.until).toBe(verdict.claimsUntil)
  await travelTo(verdict.claimsUntil + 1)
  const { assets, shares: returned = 0n } = await keeper.breakwater.settleCaseSync(incident)
  expect(assets).toBe(opening.reserve - due)
  await expect(keeper.breakwater.settleCase(incident)).rejects.toMatchObject({ name: 'AlreadyReleased' })
  await expect(keeper.breakwater.claimPayout(claim)).rejects.toMatchObject({ name: 'AlreadyClaimed' })

  let collected = 0n
  for (const actor of [alice, bob]) {
    const account = actor.account.address
    const held = await balanceOf(pool, account)
    const { shares: owed } = await keeper.breakwater.getReturns({ pool, account })
    const { shares } = await actor.breakwater.collectReturnsSync({ pool })
    expect(shares).toBe(owed)
    expect((await balanceOf(pool, account)) - held).toBe(shares)
    expect((await keeper.breakwater.getReturns({ pool, account })).shares).toBe(0n)
    collected += shares
  }
  // They are divided to 52 significant bits.
  expect(returned - collected).toBeLessThanOrEqual((returned >> 51n) + 1n)
  await expect(alice.breakwater.collectReturns({ pool })).rejects.toMatchObject({
    name: 'NothingToCollect',
  })
  expect((await keeper.breakwater.getCase(incident)).status).toBe('closed')
})

test('pools are opened within the report window only', async () => {
  await fillPool()
  await buy()
  const incidentId = await exploitAndFire()
  const { time } = await keeper.breakwater.getIncident({ incidentId })
  await travelTo(time + TERMS.reportWindow + 1)
  expect(await now()).toBeGreaterThan(time + TERMS.reportWindow)
  const opening = keeper.breakwater.openCase({ pool: scene.pool, termsId: scene.termsId, incidentId })
  await expect(opening).rejects.toMatchObject({ name: 'IncidentOutsideWindow' })
  const claim = keeper.breakwater.applyVerdict({ pool: scene.pool, termsId: scene.termsId, incidentId })
  await expect(claim).rejects.toMatchObject({ name: 'CaseNotOpen' })
})
