import { type Address, parseEther, zeroAddress, zeroHash } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { METER } from '../../demo/stage.js'
import {
  getCaseKey,
  getClaimsVaultAddress,
  lossTable,
  nextActions,
  toCaseRef,
  toIncidentId,
} from '../../src/index.js'
import {
  ANSWER_TIME,
  ANSWER_WINDOW,
  answer,
  arbiter,
  caseOf,
  court,
  endOf,
  fallbackArbiter,
  fire,
  insureAll,
  openAnother,
  openBonded,
  openCourt,
  openMetered,
  pool,
  RAISE_WINDOW,
  report,
  rule,
  subject,
  TURN,
  termsId,
  WAD,
} from '../courtroom.js'
import {
  balanceOf,
  DAY,
  deployment,
  now,
  people,
  refused,
  scene,
  TERMS,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, dave, eve, keeper } = people

let meter: Address

useScene()

beforeEach(async () => {
  meter = await openMetered()
})

const asked = async (incidentId: bigint) => {
  const found = await eve.breakwater.getDispute({ incidentId, cases: [{ pool, termsId }] })
  const [only] = found.cases
  if (!only) throw new Error('There is no case.')
  return only
}

test('court terms name their meter', async () => {
  const courtTerms = await keeper.breakwater.getCourtTerms({ subject })
  expect(courtTerms).toMatchObject({
    ...{ meter, meterId: 1n, answerWindow: ANSWER_WINDOW, rootWindow: 0, proofOfLoss: false },
  })
  expect(courtTerms.longestRoute).toBe(courtTerms.reportWindow + 2 * ANSWER_WINDOW + 2 * TURN + DAY)
  await openCourt()
  expect(await keeper.breakwater.getCourtTerms({ subject })).toMatchObject({
    meter: zeroAddress,
    meterId: 0n,
  })
})

test('a firing is an incident of all court terms that name its meter, and its own report', async () => {
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const time = await now()
  expect(incidentId).toBe(toIncidentId(subject, 1))
  expect(toIncidentId(5n, 7)).toBe((5n << 32n) | 7n)
  expect(await keeper.breakwater.getReport({ incidentId })).toEqual({
    ...{ reporter: eve.account.address, time, reportedAt: time, evidence: zeroHash },
  })
  expect(await keeper.breakwater.getIncident({ incidentId })).toMatchObject({
    ...{ subject, time, severity: parseEther('0.4'), verdict: { payableAt: 0 } },
  })
  const courtTerms = await keeper.breakwater.getCourtTerms({ subject })
  const { subject: second } = await keeper.breakwater.createCourtTermsSync({
    ...courtTerms,
    title: 'Another',
  })
  const other = await keeper.breakwater.getIncident({ incidentId: toIncidentId(second, 1) })
  expect(other).toMatchObject({ subject: second, severity: parseEther('0.4') })
})

test('what an arbiter chose in one pool is taken over in another', async () => {
  const second = await openAnother()
  await insureAll([
    [carol, usdc('100000')],
    [dave, usdc('50000'), second],
  ])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  for (const where of [pool, second]) {
    await keeper.breakwater.openCaseSync({ ...caseOf(incidentId), pool: where })
    await answer(dave, incidentId, { severity: parseEther('0.1') }, { where })
  }
  const large = caseOf(incidentId)
  const small = { ...large, pool: second }
  const soon = keeper.breakwater.adoptOutcome({ ...small, otherPool: pool })
  await refused(soon, 'NotArbiter')
  await travelTo((await endOf(incidentId, second)) + TURN)
  await refused(keeper.breakwater.adoptOutcome({ ...small, otherPool: pool }), 'OutcomeNotTaken')
  await rule(eve, incidentId, 2n, fallbackArbiter)
  const cases = [pool, second].map((where) => ({ pool: where, termsId }))
  const listed = nextActions(await eve.breakwater.getDispute({ incidentId, cases }), { now: await now() })
  const adopting = listed.find(({ action }) => action === 'adoptOutcome')
  expect(adopting).toMatchObject({ pool: second, isPossible: true })
  expect(adopting?.call).toEqual(keeper.breakwater.adoptOutcome.call({ ...small, otherPool: pool }))
  const adopted = await keeper.breakwater.adoptOutcomeSync({ ...small, otherPool: pool })
  expect(adopted).toMatchObject({ number: 2n, caseKey: getCaseKey(small) })
  expect(await keeper.breakwater.getCourtCase(small)).toMatchObject({ outcome: 'ruled', chosen: 2n })
  const again = keeper.breakwater.adoptOutcome({ ...large, otherPool: second })
  await refused(again, 'NotArbiter')
})

test('a case takes no bond, and is raised with its firing', async () => {
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const which = caseOf(incidentId)
  const firedAt = await now()
  const bond = await keeper.breakwater.getOpeningBond(which)
  expect(bond).toEqual({ asset: scene.asset, spender: court, amount: 0n })
  const other = keeper.breakwater.openCase({ ...which, severity: parseEther('0.5') })
  await refused(other, 'ValueOutOfRange', { field: 'severity' })
  const { reserve } = await keeper.breakwater.openCaseSync(which)
  expect(reserve).toBe(usdc('35000'))
  expect(await asked(incidentId)).toMatchObject({ openingBond: 0n, notRaisable: 'CaseNotRaised' })
  expect(await keeper.breakwater.getCourtCase(which)).toMatchObject({
    ...{ opener: undefined, openedAt: firedAt, openingBond: 0n, endsAt: firedAt + ANSWER_WINDOW },
    answers: [{ number: 1n, says: 'severity', by: undefined, bond: 0n, severity: parseEther('0.4') }],
  })
  const early = keeper.breakwater.raiseCase(which)
  await refused(early, 'CaseNotRaised', { need: usdc('35000') })

  await fire(dave, meter, parseEther('0.5'))
  const told = await asked(incidentId)
  expect(told).toMatchObject({
    ...{ severity: parseEther('0.7'), notRaisable: undefined, bondsNotSettleable: 'BondLocked' },
    ...{ raisableUntil: firedAt + ANSWER_WINDOW, hearing: { answers: [{ severity: parseEther('0.7') }] } },
  })
  expect(firedAt + ANSWER_WINDOW).toBeLessThan(firedAt + TERMS.horizon)
  expect(await keeper.breakwater.raiseCase.simulate(which)).toMatchObject({ result: usdc('30000') })
  const raised = await keeper.breakwater.raiseCaseSync(which)
  const { caseId } = await keeper.breakwater.getCase(which)
  expect(raised).toMatchObject({ caseId, need: usdc('65000'), reserve: usdc('30000') })
  expect(keeper.breakwater.raiseCase.call(which)).toMatchObject({ to: court, args: [toCaseRef(which)] })
  const address = getClaimsVaultAddress(which.pool)
  expect(keeper.breakwater.raiseCase.extractEvent(raised.receipt, { address }).args).toMatchObject({ caseId })
  expect(() => keeper.breakwater.raiseCase.extractEvent(raised.receipt)).toThrow('"address" is missing')
  expect(await keeper.breakwater.getCase(which)).toMatchObject({ raises: 1, need: usdc('65000') })

  await travelTo(firedAt + ANSWER_WINDOW + 1)
  const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBe(usdc('65000'))
  const late = keeper.breakwater.raiseCase(which)
  await refused(late, 'AnswerWindowClosed', { closedAt: firedAt + ANSWER_WINDOW })
})

test('a case that is opened late has three days of its own', async () => {
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  await travelTo((await now()) + ANSWER_WINDOW + DAY)
  await keeper.breakwater.openCaseSync(caseOf(incidentId))
  expect((await endOf(incidentId)) - 1).toBe((await now()) + ANSWER_TIME)
})

test('an answer says that less was lost, and is bonded by what was fired', async () => {
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const which = caseOf(incidentId)
  await keeper.breakwater.openCaseSync(which)
  const end = await endOf(incidentId)
  for (const severity of [parseEther('0.4'), parseEther('0.5')]) {
    await refused(answer(dave, incidentId, { severity }), 'InvalidAnswer')
  }
  const less = { severity: parseEther('0.1') }
  const posted = await answer(dave, incidentId, less)
  expect(posted).toMatchObject({ number: 2n, bond: usdc('35000') / 50n })
  expect((await asked(incidentId)).hearing).toMatchObject({
    ...{ atStake: usdc('35000'), arbiter: undefined, outcome: 'none', endsAt: end - 1 },
  })
  await refused(rule(bob, incidentId, 2n), 'NotArbiter')
  await travelTo(end)
  expect((await asked(incidentId)).hearing).toMatchObject({ arbiter, deadline: end + TURN })
  await travelTo(end + TURN)
  expect((await asked(incidentId)).hearing).toMatchObject({
    arbiter: fallbackArbiter,
    turnStarted: end + TURN,
  })
  await rule(eve, incidentId, 2n, fallbackArbiter)
  expect(await asked(incidentId)).toMatchObject({ hearing: { outcome: 'ruled', chosen: 2n } })
  // A firing has no bond to lose: the answer has its own back.
  const { assets } = await dave.breakwater.withdrawBondSync({ ...which, pot: less })
  expect(assets).toBe(posted.bond)
  await keeper.breakwater.settleBondsSync(which)
  const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBe(usdc('5000'))
})

test('whoever fired has half of a bond that an answer loses', async () => {
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const which = { ...caseOf(incidentId), pot: 'opening' } as const
  await keeper.breakwater.openCaseSync(which)
  const { bond } = await answer(dave, incidentId, 'nothing')
  const bondsOf = async () => (await eve.breakwater.getDispute({ incidentId, cases: [which] })).bonds
  expect((await bondsOf())[0]).toMatchObject({ key: zeroHash, contributor: eve.account.address, assets: 0n })
  await travelTo(await endOf(incidentId))
  await rule(bob, incidentId, 1n)
  expect((await bondsOf())[0]).toMatchObject({ key: zeroHash, assets: bond / 2n })
  const before = await balanceOf(scene.asset, eve.account.address)
  await keeper.breakwater.withdrawBondSync({ ...which, contributor: eve.account.address })
  expect((await balanceOf(scene.asset, eve.account.address)) - before).toBe(bond / 2n)
  expect(await keeper.breakwater.settleBondsSync(which)).toMatchObject({ passedOn: bond / 2n, burned: 0n })
})

test('what the court refuses has its name', async () => {
  const { breakwater } = keeper
  const severity = parseEther('0.4')
  const reporting = breakwater.reportIncident({ subject, time: await now() })
  await refused(reporting, 'InvalidCourtTerms', { field: 'meter' })
  const unknown = toIncidentId(subject, 1)
  await refused(breakwater.getReport({ incidentId: unknown }), 'UnknownIncident')
  await refused(breakwater.getDispute({ incidentId: unknown }), 'UnknownIncident')
  await refused(breakwater.raiseCase(caseOf(unknown)), 'UnknownIncident')
  const incidentId = await fire(eve, meter, severity)
  const which = caseOf(incidentId)
  await refused(breakwater.raiseCase(which), 'CaseNotOpen')
  await refused(breakwater.settleBonds(which), 'BondLocked')
  const table = lossTable([{ insured: carol.account.address, loss: 1n }])
  await refused(breakwater.publishLosses({ ...which, table }), 'NotAuthorized')

  const courtTerms = await breakwater.getCourtTerms({ subject })
  const create = (changes: Partial<typeof courtTerms>) =>
    breakwater.createCourtTerms({ ...courtTerms, ...changes })
  await refused(create({ meter: carol.account.address }), 'InvalidCourtTerms', { field: 'meter' })
  // As long as the answers' own three days it is not checked apart.
  expect(RAISE_WINDOW + DAY).toBe(ANSWER_TIME)
  await refused(create({ answerWindow: RAISE_WINDOW + DAY - 1 }), 'InvalidCourtTerms', {
    field: 'answerWindow',
  })
  await refused(create({ proofOfLoss: true, rootWindow: DAY }), 'InvalidCourtTerms', { field: 'proofOfLoss' })
  const real = { meter: deployment.shareLossMeter, meterId: scene.meterId }
  const reportWindow = 2 * METER.dwell + DAY - 1
  await refused(create({ ...real, reportWindow }), 'InvalidCourtTerms', { field: 'reportWindow' })
  const rules = { ...courtTerms.rules, asset: scene.vault }
  await refused(create({ ...real, rules }), 'InvalidDisputeRules', { field: 'asset' })
  await refused(create({ ...real, meterId: 99n }), 'UnknownMeter')

  await openCourt({ proofOfLoss: false })
  await insureAll([[carol, usdc('100000')]])
  const reported = await report(dave)
  await openBonded(dave, reported, WAD)
  await refused(breakwater.raiseCase(caseOf(reported)), 'InvalidCourtTerms', { field: 'meter' })
  expect(await asked(reported)).toMatchObject({ notRaisable: 'InvalidCourtTerms' })
})
