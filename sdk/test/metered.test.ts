import { type Address, parseEther, zeroAddress, zeroHash } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { METER } from '../demo/stage.js'
import { getClaimsVaultAddress, getOpeningKey, lossTable, toIncidentId } from '../src/index.js'
import {
  arbiter,
  challenge,
  court,
  fallbackArbiter,
  fire,
  fundFor,
  insureAll,
  MIN_BOND,
  openCourt,
  pool,
  RAISE_WINDOW,
  report,
  rule,
  scriptMeter,
  subject,
  TURN,
  termsId,
  WAD,
} from './courtroom.js'
import {
  balanceOf,
  DAY,
  deployment,
  now,
  people,
  scene,
  TERMS,
  travel,
  travelTo,
  usdc,
  useScene,
} from './fixture.js'

const { bob, carol, dave, eve, keeper } = people

let meter: Address

useScene()

beforeEach(async () => {
  meter = await scriptMeter()
  await openCourt({ meter })
})

const which = (incidentId: bigint) => ({ pool, termsId, incidentId })
const asked = (incidentId: bigint) => eve.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })

test('a docket names its meter', async () => {
  const docket = await keeper.breakwater.getDocket({ subject })
  expect(docket).toMatchObject({
    ...{ meter, meterId: 1n, challengeWindow: RAISE_WINDOW, rootWindow: 0, proofOfLoss: false },
  })
  expect(docket.longestRoute).toBe(docket.reportWindow + RAISE_WINDOW + 2 * TURN + DAY)
  await openCourt()
  expect(await keeper.breakwater.getDocket({ subject })).toMatchObject({ meter: zeroAddress, meterId: 0n })
})

test('a firing is an incident of each docket that names its meter, and its own report', async () => {
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const time = await now()
  expect(incidentId).toBe(toIncidentId(subject, 1))
  expect(toIncidentId(5n, 7)).toBe((5n << 32n) | 7n)
  const answer = { severity: parseEther('0.4'), lossTotal: 0n, lossRoot: zeroHash, evidence: zeroHash }
  expect(await keeper.breakwater.getReport({ incidentId })).toEqual({
    ...{ reporter: eve.account.address, time, reportedAt: time, bound: parseEther('0.4'), publishedAt: 0 },
    answer,
  })
  const verdict = { payableAt: time + RAISE_WINDOW, severity: parseEther('0.4') }
  expect(await keeper.breakwater.getIncident({ incidentId })).toMatchObject({
    ...{ subject, time, severity: parseEther('0.4'), verdict },
  })
  const docket = await keeper.breakwater.getDocket({ subject })
  const { subject: second } = await keeper.breakwater.createDocketSync({ ...docket, title: 'Another' })
  const other = await keeper.breakwater.getIncident({ incidentId: toIncidentId(second, 1) })
  expect(other).toMatchObject({ subject: second, severity: parseEther('0.4') })
})

test('a case takes no bond, and is raised with its firing', async () => {
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const bond = await keeper.breakwater.getOpeningBond(which(incidentId))
  expect(bond).toEqual({ asset: scene.asset, spender: court, amount: 0n })
  const { reserve } = await keeper.breakwater.openCaseSync(which(incidentId))
  expect(reserve).toBe(usdc('35000'))
  const [before] = (await asked(incidentId)).openings
  expect(before).toMatchObject({ bond: 0n, notRaisable: 'CaseNotRaised' })
  const early = keeper.breakwater.raiseCase(which(incidentId))
  await expect(early).rejects.toMatchObject({ name: 'CaseNotRaised', args: { need: usdc('35000') } })

  await fire(dave, meter, parseEther('0.5'))
  const told = await asked(incidentId)
  expect(told.report).toMatchObject({ reporter: eve.account.address, bound: parseEther('0.7') })
  expect(told.openings).toMatchObject([
    {
      notRaisable: undefined,
      raisableUntil: told.report.time + TERMS.horizon,
      bondsNotSettleable: 'CaseNotOpen',
    },
  ])
  expect(await keeper.breakwater.raiseCase.simulate(which(incidentId))).toMatchObject({
    result: usdc('30000'),
  })
  const raised = await keeper.breakwater.raiseCaseSync(which(incidentId))
  const { caseId } = await keeper.breakwater.getCase(which(incidentId))
  expect(raised).toMatchObject({ caseId, need: usdc('65000'), reserve: usdc('30000') })
  const call = keeper.breakwater.raiseCase.call(which(incidentId))
  expect(call).toMatchObject({ to: court, args: [incidentId, getClaimsVaultAddress(pool), termsId] })
  expect(keeper.breakwater.raiseCase.extractEvent(raised.receipt).args).toMatchObject({ caseId })
  expect(await keeper.breakwater.getCase(which(incidentId))).toMatchObject({ raises: 1, need: usdc('65000') })

  await travel(RAISE_WINDOW)
  const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBe(usdc('65000'))
  const late = keeper.breakwater.raiseCase(which(incidentId))
  await expect(late).rejects.toMatchObject({ name: 'VerdictAlreadyApplied' })
})

test('a challenge says that less was lost, and is decided when the firing can be raised no more', async () => {
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const closes = (await now()) + RAISE_WINDOW
  await keeper.breakwater.openCaseSync(which(incidentId))
  // Whatever was set aside.
  expect(await dave.breakwater.getChallengeBond({ incidentId })).toBe(MIN_BOND)
  const same = challenge(dave, incidentId, { severity: parseEther('0.4') })
  await expect(same).rejects.toMatchObject({ name: 'InvalidAnswer' })
  const counter = { severity: parseEther('0.1') }
  await challenge(dave, incidentId, counter)
  expect(await asked(incidentId)).toMatchObject({
    ...{ turnsFrom: closes, arbiter: zeroAddress, deadline: 0, outcome: 'none', challengeBond: 0n },
    atStake: 50n * MIN_BOND,
    openings: [{ verdict: { payableAt: 0 } }],
  })
  await expect(rule(bob, incidentId, 'counter')).rejects.toMatchObject({ name: 'NotArbiter' })
  await travelTo(closes)
  expect(await asked(incidentId)).toMatchObject({
    ...{ turnsFrom: closes, arbiter, deadline: closes + TURN },
  })
  await travelTo(closes + TURN)
  expect(await asked(incidentId)).toMatchObject({ turnsFrom: closes, arbiter: fallbackArbiter })
  await rule(eve, incidentId, 'counter', fallbackArbiter)
  const decided = await asked(incidentId)
  expect(decided).toMatchObject({ turnsFrom: 0, outcome: 'counter', severity: parseEther('0.1') })
  const { assets } = await dave.breakwater.withdrawBondSync({ incidentId, counter })
  expect(assets).toBe(MIN_BOND)
  const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBe(usdc('5000'))
})

test('whoever fired has half of a bond that a challenge loses', async () => {
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  expect((await asked(incidentId)).bonds.map(({ key }) => key)).toEqual([getOpeningKey(pool, termsId)])
  await challenge(dave, incidentId, { severity: 0n })
  expect((await asked(incidentId)).bonds.at(-1)).toEqual({
    ...{ key: zeroHash, contributor: eve.account.address, assets: 0n },
  })
  await travel(RAISE_WINDOW)
  await rule(bob, incidentId, 'report')
  expect((await asked(incidentId)).bonds.at(-1)?.assets).toBe(MIN_BOND / 2n)
  const before = await balanceOf(scene.asset, eve.account.address)
  await keeper.breakwater.withdrawBondSync({ incidentId, key: zeroHash, contributor: eve.account.address })
  expect((await balanceOf(scene.asset, eve.account.address)) - before).toBe(MIN_BOND / 2n)
})

test('what the court refuses has its name', async () => {
  const { breakwater } = keeper
  const refused = (action: Promise<unknown>, name: string, field?: string) =>
    expect(action).rejects.toMatchObject(field ? { name, args: { field } } : { name })
  const severity = parseEther('0.4')
  await refused(
    breakwater.reportIncident({ subject, time: await now(), severity }),
    ...(['InvalidDocket', 'meter'] as const),
  )
  await refused(breakwater.getReport({ incidentId: toIncidentId(subject, 1) }), 'UnknownIncident')
  await refused(breakwater.getDispute({ incidentId: toIncidentId(subject, 1) }), 'UnknownIncident')
  await refused(breakwater.raiseCase(which(toIncidentId(subject, 1))), 'UnknownIncident')
  const incidentId = await fire(eve, meter, severity)
  await refused(breakwater.raiseCase(which(incidentId)), 'CaseNotOpen')
  const table = lossTable([{ insured: carol.account.address, loss: 1n }])
  await refused(breakwater.publishLosses({ incidentId, table }), 'UnknownIncident')

  const docket = await breakwater.getDocket({ subject })
  const create = (changes: Partial<typeof docket>) => breakwater.createDocket({ ...docket, ...changes })
  await refused(create({ meter: carol.account.address }), 'InvalidDocket', 'meter')
  await refused(create({ challengeWindow: RAISE_WINDOW - 1 }), 'InvalidDocket', 'challengeWindow')
  await refused(create({ proofOfLoss: true, rootWindow: DAY }), 'InvalidDocket', 'proofOfLoss')
  const real = { meter: deployment.shareLossMeter, meterId: scene.meterId }
  const reportWindow = 2 * METER.dwell + DAY - 1
  await refused(create({ ...real, reportWindow }), 'InvalidDocket', 'reportWindow')
  const rules = { ...docket.rules, asset: scene.vault }
  await refused(create({ ...real, rules }), 'InvalidDisputeRules', 'asset')
  await refused(create({ ...real, meterId: 99n }), 'UnknownMeter')

  await openCourt({ proofOfLoss: false })
  await insureAll([[carol, usdc('100000')]])
  const reported = await report(dave, WAD)
  await fundFor(dave, court, usdc('10000'))
  await dave.breakwater.openCaseSync(which(reported))
  await refused(breakwater.raiseCase(which(reported)), 'InvalidDocket', 'meter')
  expect((await asked(reported)).openings).toMatchObject([{ notRaisable: 'InvalidDocket' }])
})
