import { parseEther } from 'viem'
import { describe, expect, test } from 'vitest'
import { optimisticCourtAbi } from '../src/abis.js'
import { getChallengeKey, getOpeningKey, lossTable, toAnswer } from '../src/index.js'
import { needByProofUp, payableUp } from '../src/math/index.js'
import {
  arbiter,
  CHALLENGE_WINDOW,
  challenge,
  court,
  fallbackArbiter,
  fundFor,
  insureAll,
  MIN_BOND,
  openBonded,
  openCourt,
  pool,
  ROOT_WINDOW,
  report,
  rule,
  subject,
  TURN,
  termsId,
  useCourt,
  WAD,
} from './courtroom.js'
import { balanceOf, chain, DAY, now, people, scene, travel, travelTo, usdc, useScene } from './fixture.js'

const { alice, bob, carol, dave, erin, eve, keeper } = people
const DEDUCTIBLE = parseEther('0.05')
const address = (actor: typeof carol) => actor.account.address

useScene()

describe('by proof', () => {
  useCourt()

  const covers = [
    [carol, usdc('200000')],
    [dave, usdc('100000')],
    [erin, usdc('50000')],
  ] as const

  test('a disputed claim is decided for the counter-answer and pays each proven loss, to the unit', async () => {
    const ids = await insureAll(covers)
    const incidentId = await report(alice, WAD)
    const which = { pool, termsId, incidentId }
    // Bonded: 2 % of all cover, as nobody knows the losses yet.
    const committed = usdc('350000')
    const foreseen = await alice.breakwater.getOpeningBond(which)
    expect(foreseen).toEqual({ asset: scene.asset, spender: court, amount: committed / 50n })
    const opened = await openBonded(alice, incidentId)
    expect(opened.reserve).toBe(needByProofUp(committed, WAD, 0n, DEDUCTIBLE))
    expect(opened.bond).toBe(opened.reserve / 50n)

    // The reporter counts too much; the challenger has the true table.
    const wrong = lossTable([
      { insured: address(carol), loss: usdc('200000') },
      { insured: address(dave), loss: usdc('100000') },
      { insured: address(erin), loss: usdc('50000') },
    ])
    const losses = [usdc('120000'), usdc('80000'), usdc('10000.123457')]
    const table = lossTable(covers.map(([actor], i) => ({ insured: address(actor), loss: losses[i] ?? 0n })))
    const published = await alice.breakwater.publishLossesSync({
      incidentId,
      table: wrong,
      uri: 'ipfs://wrong',
    })
    expect(published).toMatchObject({ root: wrong.root, total: wrong.total, uri: 'ipfs://wrong' })

    const bond = await carol.breakwater.getChallengeBond({ incidentId })
    expect(bond).toBe(opened.reserve / 50n)
    const challenged = await challenge(carol, incidentId, { table })
    expect(challenged).toMatchObject({ bond, counter: toAnswer({ table }) })

    const openings = [{ pool, termsId }]
    const open = await bob.breakwater.getDispute({ incidentId, openings })
    expect(open).toMatchObject({
      ...{ incidentId, subject, outcome: 'none', atStake: opened.reserve, challengeBond: 0n },
      ...{ arbiter, turnsFrom: open.timestamp, deadline: open.timestamp + TURN },
      report: { reporter: address(alice), answer: { lossRoot: wrong.root, lossTotal: wrong.total } },
      counter: { lossRoot: table.root, lossTotal: table.total, severity: WAD },
      arbiters: [
        { kind: 'address', judge: address(bob), time: TURN },
        { kind: 'address', judge: address(eve), time: TURN },
      ],
    })
    expect(open.openings).toMatchObject([{ case: { status: 'open' }, verdict: { payableAt: 0 } }])

    const ruled = await rule(bob, incidentId, 'counter')
    expect(ruled).toMatchObject({ incidentId, ruling: 2, severity: 0n })
    const settled = await keeper.breakwater.settleBondsSync(which)
    expect(settled).toMatchObject({ passedOn: opened.bond / 2n, burned: 0n })

    const decided = await bob.breakwater.getDispute({ incidentId, openings, account: address(carol) })
    expect(decided).toMatchObject({
      outcome: 'counter',
      severity: WAD,
      arbiter: expect.stringMatching(/^0x0+$/),
    })
    const applied = await keeper.breakwater.getCase(which)
    expect(applied.status).toBe('payable')

    for (const [i, [actor, amount]] of covers.entries()) {
      const before = await balanceOf(scene.asset, address(actor))
      const claim = { pool, coverId: ids[i] ?? 0n, incidentId, table }
      await actor.breakwater.claimLossSync({ ...claim, insured: address(actor) })
      const loss = losses[i] ?? 0n
      const due = loss - (loss * DEDUCTIBLE + WAD - 1n) / WAD
      const paid = (await balanceOf(scene.asset, address(actor))) - before
      expect(paid, `${i}`).toBe(due < amount ? due : amount)
    }

    // Half of the lost bond is the challenger's, the other half the holders'.
    const pot = { incidentId, counter: { table } } as const
    expect(decided.bonds.at(-1)).toEqual({
      ...{ key: getChallengeKey({ table }), contributor: address(carol) },
      assets: bond + opened.bond / 2n,
    })
    const before = await balanceOf(scene.asset, address(carol))
    const withdrawn = await keeper.breakwater.withdrawBondSync({ ...pot, contributor: address(carol) })
    expect(withdrawn.assets).toBe(bond + opened.bond / 2n)
    expect((await balanceOf(scene.asset, address(carol))) - before).toBe(withdrawn.assets)
    expect(await balanceOf(scene.asset, court)).toBe(0n)
    const again = carol.breakwater.withdrawBond(pot)
    await expect(again).rejects.toMatchObject({ name: 'BondLocked' })
    const openers = alice.breakwater.withdrawBond(which)
    await expect(openers).rejects.toMatchObject({ name: 'BondLocked' })
  })

  test('an unchallenged table pays, and its opener has the bond back with a reward', async () => {
    const [coverId = 0n] = await insureAll([
      [carol, usdc('200000')],
      [dave, usdc('20000')],
    ])
    const incidentId = await report(alice, WAD)
    const { bond, key } = await openBonded(alice, incidentId)
    // The reward is of what nobody claims: Dave does not.
    const table = lossTable([
      { insured: address(carol), loss: usdc('100000') },
      { insured: address(dave), loss: usdc('20000') },
    ])
    await alice.breakwater.publishLossesSync({ incidentId, root: table.root, total: table.total })
    const { answer } = await alice.breakwater.getReport({ incidentId })
    expect(answer).toEqual({
      severity: WAD,
      lossTotal: table.total,
      lossRoot: table.root,
      evidence: table.root,
    })
    const which = { pool, termsId, incidentId }
    await expect(alice.breakwater.withdrawBond(which)).rejects.toMatchObject({ name: 'BondLocked' })
    await travel(CHALLENGE_WINDOW)
    const late = challenge(dave, incidentId, { severity: 0n })
    await expect(late).rejects.toMatchObject({
      name: 'ChallengeWindowClosed',
      args: { closedAt: expect.any(Number) },
    })
    const claim = { pool, coverId, incidentId, table, insured: address(carol) }
    const { payout = 0n } = await carol.breakwater.claimLossSync(claim)
    expect(payout).toBe(usdc('95000'))
    const { claimsUntil } = await alice.breakwater.getCase(which)
    await travelTo(claimsUntil + 1)
    await alice.breakwater.settleCaseSync(which)
    const { assets } = await alice.breakwater.withdrawBondSync({ incidentId, key })
    expect(assets).toBe(bond + payout / 200n)
  })

  test('many pledge one bond, and take back what is not needed', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, WAD)
    const which = { pool, termsId, incidentId }
    const { amount } = await alice.breakwater.getOpeningBond(which)
    for (const [actor, part] of [
      [bob, amount / 4n],
      [dave, amount / 4n],
      [erin, usdc('7')],
    ] as const) {
      await fundFor(actor, court, part)
      const { key } = await actor.breakwater.pledgeSync({ ...which, assets: part })
      expect(key).toBe(getOpeningKey(pool, termsId))
    }
    const back = await erin.breakwater.withdrawBondSync(which)
    expect(back.assets).toBe(usdc('7'))
    await fundFor(alice, court, amount / 2n)
    await alice.breakwater.openCaseSync(which)
    expect(await balanceOf(scene.asset, court)).toBe(amount)
    await fundFor(erin, court, 1n)
    const late = erin.breakwater.pledge({ ...which, assets: 1n })
    await expect(late).rejects.toMatchObject({ name: 'BondLocked' })
    const nothing = erin.breakwater.pledge.call({ incidentId, counter: { severity: 0n }, assets: 1n })
    expect(nothing.args[1]).toBe(getChallengeKey({ severity: 0n }))
    // @ts-expect-error which pot is missing
    expect(() => erin.breakwater.pledge.call({ incidentId, assets: 1n })).toThrow(/"key" is missing/)
  })

  test('without its losses a report lapses', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, WAD)
    const { bond } = await openBonded(alice, incidentId)
    const table = lossTable([{ insured: address(carol), loss: 1n }])
    const other = bob.breakwater.publishLosses({ incidentId, table })
    await expect(other).rejects.toMatchObject({ name: 'NotAuthorized' })
    await travel(ROOT_WINDOW)
    const late = alice.breakwater.publishLosses({ incidentId, table })
    await expect(late).rejects.toMatchObject({ name: 'RootWindowClosed' })
    const { outcome, severity } = await bob.breakwater.getDispute({ incidentId })
    expect({ outcome, severity }).toEqual({ outcome: 'lapsed', severity: 0n })
    const { assets } = await alice.breakwater.withdrawBondSync({ pool, termsId, incidentId })
    expect(assets).toBe(bond / 2n)
  })
})

describe('parametric', () => {
  useCourt({ proofOfLoss: false })

  test('a docket is told as it was made', async () => {
    const docket = await keeper.breakwater.getDocket({ subject })
    expect(docket).toMatchObject({
      rules: { asset: scene.asset, minBond: MIN_BOND, arbiter, fallbackArbiter, arbiterTime: TURN },
      ...{ rootWindow: 0, challengeWindow: CHALLENGE_WINDOW, proofOfLoss: false },
      title: 'Loss of funds in the bridge',
    })
    expect(docket.longestRoute).toBe(docket.reportWindow + CHALLENGE_WINDOW + 2 * TURN + DAY)
  })

  test('a counter-answer is at most as high as the report’s bound, and is paid', async () => {
    const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, parseEther('0.3'), parseEther('0.6'))
    const { bond, reserve } = await openBonded(alice, incidentId)
    expect(reserve).toBe(payableUp(usdc('100000'), parseEther('0.6'), DEDUCTIBLE))
    const above = challenge(carol, incidentId, { severity: parseEther('0.6') + 1n })
    await expect(above).rejects.toMatchObject({
      ...{ name: 'AnswerAboveReport', args: { max: parseEther('0.6') } },
    })
    const counter = { severity: parseEther('0.6') }
    const { bond: counterBond } = await challenge(carol, incidentId, counter)
    await rule(bob, incidentId, 'counter')
    await keeper.breakwater.settleBondsSync({ pool, termsId, incidentId })
    const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBe(usdc('55000'))
    const { assets } = await carol.breakwater.withdrawBondSync({ incidentId, counter })
    expect(assets).toBe(counterBond + bond / 2n)
    const decided = await carol.breakwater.getDispute({ incidentId })
    expect(decided).toMatchObject({ outcome: 'counter', severity: parseEther('0.6') })
  })

  test('an arbiter finds a severity of its own, no higher than both', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, parseEther('0.8'))
    await openBonded(alice, incidentId)
    await challenge(dave, incidentId, { severity: parseEther('0.2') })
    const max = parseEther('0.8')
    const high = bob.breakwater.ruleDispute({ arbiter, incidentId, ruling: { severity: max + 1n } })
    await expect(high).rejects.toMatchObject({ name: 'SeverityTooHigh', args: { max } })
    const stranger = alice.breakwater.ruleDispute({ arbiter, incidentId, ruling: 'report' })
    await expect(stranger).rejects.toMatchObject({ name: 'NotAuthorized' })
    const early = eve.breakwater.ruleDispute({ arbiter: fallbackArbiter, incidentId, ruling: 'report' })
    await expect(early).rejects.toMatchObject({ name: 'NotArbiter' })
    await bob.breakwater.ruleDisputeSync({ arbiter, incidentId, ruling: { severity: parseEther('0.6') } })
    const { outcome, severity } = await bob.breakwater.getDispute({ incidentId })
    expect({ outcome, severity }).toEqual({ outcome: 'report', severity: parseEther('0.6') })
  })

  test('silence of both denies', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, parseEther('0.8'))
    const { bond } = await openBonded(alice, incidentId)
    const { bond: counterBond } = await challenge(dave, incidentId, { severity: 0n })
    await travel(TURN)
    expect((await bob.breakwater.getDispute({ incidentId })).arbiter).toBe(fallbackArbiter)
    await travel(TURN)
    const { outcome, severity } = await bob.breakwater.getDispute({ incidentId })
    expect({ outcome, severity }).toEqual({ outcome: 'silence', severity: 0n })
    const { burned } = await keeper.breakwater.settleBondsSync({ pool, termsId, incidentId })
    expect(burned).toBe((bond + counterBond) / 2n)
    const counter = { severity: 0n }
    const { assets } = await dave.breakwater.withdrawBondSync({ incidentId, counter })
    expect(assets).toBe(counterBond / 2n)
    const asset = {
      abi: optimisticCourtAbi,
      address: court,
      functionName: 'burned',
      args: [scene.asset],
    } as const
    expect(await chain.readContract(asset)).toBe(burned)
  })

  test('what the court refuses has its name', async () => {
    await insureAll([[carol, usdc('100000')]])
    const { breakwater } = alice
    const time = await now()
    const refused = (action: Promise<unknown>, error: object | string) =>
      expect(action).rejects.toMatchObject(typeof error === 'string' ? { name: error } : error)
    const severity = parseEther('0.5')
    await refused(breakwater.getDocket({ subject: 99n }), 'UnknownDocket')
    await refused(breakwater.reportIncident({ subject: 99n, time, severity }), 'UnknownDocket')
    await refused(breakwater.reportIncident({ subject, time, severity: 0n }), 'SeverityZero')
    await refused(
      breakwater.reportIncident({ subject, time: time - 30 * DAY, severity }),
      'IncidentOutsideWindow',
    )
    const tooMuch = breakwater.reportIncident({ subject, time, severity, bound: WAD + 1n })
    await refused(tooMuch, { name: 'ValueOutOfRange', args: { field: 'bound' } })
    await refused(breakwater.getReport({ incidentId: 5n }), 'UnknownIncident')
    const docket = { ...(await breakwater.getDocket({ subject })) }
    await refused(breakwater.createDocket({ ...docket, title: '' }), {
      name: 'InvalidDocket',
      args: { field: 'title' },
    })
    const rules = { ...docket.rules, minBond: 0n }
    const field = 'minBond'
    await refused(breakwater.createDocket({ ...docket, rules }), {
      name: 'InvalidDisputeRules',
      args: { field },
    })

    const incidentId = await report(alice, severity)
    const which = { pool, termsId, incidentId }
    const counter = { severity: 0n }
    const unbonded = breakwater.openCase(which)
    await refused(unbonded, 'TransferFromFailed')
    await refused(breakwater.settleBonds(which), 'CaseNotOpen')
    const unopened = breakwater.challengeReport({ incidentId, counter, maxBond: 1n })
    await refused(unopened, { name: 'ChallengeWindowClosed' })
    await openBonded(alice, incidentId)
    await refused(breakwater.settleBonds(which), 'BondLocked')
    const bond = await breakwater.getChallengeBond({ incidentId })
    const dear = breakwater.challengeReport({ incidentId, counter, maxBond: bond - 1n })
    await refused(dear, { name: 'BondAboveMax', args: { bond } })
    const same = breakwater.challengeReport({ incidentId, counter: { severity }, maxBond: bond })
    await refused(same, 'InvalidAnswer')
    await challenge(dave, incidentId, counter)
    await refused(breakwater.challengeReport({ incidentId, counter, maxBond: bond }), 'AlreadyChallenged')
    const table = lossTable([{ insured: address(carol), loss: 1n }])
    await refused(breakwater.publishLosses({ incidentId, table }), 'RootWindowClosed')
    await rule(bob, incidentId, 'denial')
    await breakwater.settleBondsSync(which)
    await refused(breakwater.settleBonds(which), 'BondsAlreadySettled')
    const again = breakwater.openCase(which)
    await refused(again, 'CaseAlreadyOpen')
    await openCourt({ proofOfLoss: true })
    await insureAll([[carol, usdc('100000')]])
    const third = await report(alice, WAD)
    await travel(8 * DAY)
    await alice.breakwater.publishLossesSync({ incidentId: third, table })
    await refused(breakwater.publishLosses({ incidentId: third, table }), 'LossesAlreadyPublished')
    const lapsing = await report(alice, WAD)
    await travelTo((await now()) + ROOT_WINDOW)
    await fundFor(alice, court, usdc('10000'))
    await refused(breakwater.openCase({ pool, termsId, incidentId: lapsing }), 'IncidentOutsideWindow')
  })
})
