import { parseEther, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { courtAbi } from '../../src/abis.js'
import { getAnswerKey, getCaseKey, lossTable, toAnswer, toCaseRef } from '../../src/index.js'
import { needByProofUp, payableUp, provenUp } from '../../src/math/index.js'
import {
  ANSWER_TIME,
  ANSWER_WINDOW,
  answer,
  arbiter,
  caseOf,
  court,
  endOf,
  fallbackArbiter,
  fundFor,
  insureAll,
  MIN_BOND,
  openAnother,
  openBonded,
  openCourt,
  pool,
  ROOT_WINDOW,
  report,
  rule,
  subject,
  TURN,
  useCourt,
  WAD,
} from '../courtroom.js'
import {
  balanceOf,
  chain,
  DAY,
  deploy,
  now,
  people,
  refused,
  scene,
  TERMS,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

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
  const committed = usdc('350000')
  const tableOf = (losses: readonly string[]) =>
    lossTable(covers.map(([actor], i) => ({ insured: address(actor), loss: usdc(losses[i] ?? '0') })))

  test('of three answers the true one is chosen, pays each loss to the unit, and wins half of what is lost', async () => {
    const ids = await insureAll(covers)
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const opened = await openBonded(alice, incidentId, WAD)
    expect(opened.reserve).toBe(needByProofUp(committed, WAD, 0n, DEDUCTIBLE))
    expect(opened.bond).toBe(committed / 50n)

    const wrong = tableOf(['200000', '100000', '50000'])
    const table = tableOf(['120000', '80000', '10000.123457'])
    const published = await alice.breakwater.publishLossesSync({
      ...which,
      table: wrong,
      uri: 'ipfs://wrong',
    })
    expect(published).toMatchObject({ number: 1n, by: address(alice), bond: 0n, uri: 'ipfs://wrong' })
    expect(published.answer).toEqual(toAnswer({ table: wrong }))
    const dust = lossTable([{ insured: address(carol), loss: 1n }])
    const dusted = await answer(dave, incidentId, { table: dust })
    expect(dusted).toMatchObject({ number: 2n, bond: committed / 50n })
    const said = await answer(carol, incidentId, { table }, { bond: usdc('9000') })
    expect(said).toMatchObject({ number: 3n, bond: usdc('9000'), answer: toAnswer({ table }) })

    const found = await bob.breakwater.getCourtCase(which)
    expect(found).toMatchObject({
      ...{ ...which, court, subject, opener: address(alice), severity: WAD, openingBond: opened.bond },
      ...{ atStake: committed, arbiter: undefined, deadline: 0, outcome: 'none', chosen: 0n, decidedAt: 0 },
      endsAt: found.openedAt + ROOT_WINDOW + ANSWER_WINDOW,
    })
    expect(found.answers).toEqual([
      { number: 1n, says: 'table', by: address(alice), bond: opened.bond, ...toAnswer({ table: wrong }) },
      { number: 2n, says: 'table', by: address(dave), bond: committed / 50n, ...toAnswer({ table: dust }) },
      { number: 3n, says: 'table', by: address(carol), bond: usdc('9000'), ...toAnswer({ table }) },
    ])
    await refused(rule(bob, incidentId, 3n), 'NotArbiter')
    await travelTo(found.endsAt + 1)
    expect(await bob.breakwater.getCourtCase(which)).toMatchObject({
      ...{ arbiter, turnStarted: found.endsAt + 1, deadline: found.endsAt + 1 + TURN },
    })
    expect(await rule(bob, incidentId, 3n)).toMatchObject({ number: 3n })
    expect(await bob.breakwater.getCourtCase(which)).toMatchObject({
      ...{ outcome: 'ruled', chosen: 3n, decidedAt: await now(), arbiter: undefined },
    })

    const early = keeper.breakwater.applyVerdict(which)
    await refused(early, 'VerdictPending')
    const lost = opened.bond + dusted.bond
    const settled = await keeper.breakwater.settleBondsSync(which)
    expect(settled).toMatchObject({ passedOn: lost / 2n, burned: 0n, caseKey: getCaseKey(which) })
    await keeper.breakwater.applyVerdictSync(which)
    const need = provenUp(committed, table.total, DEDUCTIBLE)
    const losses = [usdc('120000'), usdc('80000'), usdc('10000.123457')]
    for (const [i, [actor, amount]] of covers.entries()) {
      const before = await balanceOf(scene.asset, address(actor))
      const claim = { pool, coverId: ids[i] ?? 0n, incidentId, table, insured: address(actor) }
      const { payout } = await actor.breakwater.claimLossSync(claim)
      const loss = losses[i] ?? 0n
      const due = loss - (loss * DEDUCTIBLE + WAD - 1n) / WAD
      expect(payout, `${i}`).toBe(due < amount ? due : amount)
      const bonus = ((payout ?? 0n) * (((lost / 2n) * WAD) / need)) / WAD
      expect((await balanceOf(scene.asset, address(actor))) - before).toBe((payout ?? 0n) + bonus)
    }

    const pot = { ...which, pot: { table } } as const
    const due = said.bond + lost / 2n
    expect(await keeper.breakwater.getBond({ ...pot, contributor: address(carol) })).toBe(due)
    const before = await balanceOf(scene.asset, address(carol))
    const withdrawn = await keeper.breakwater.withdrawBondSync({ ...pot, contributor: address(carol) })
    expect(withdrawn).toMatchObject({ assets: due, key: getAnswerKey({ table }) })
    expect((await balanceOf(scene.asset, address(carol))) - before).toBe(due)
    expect(await balanceOf(scene.asset, court)).toBe(0n)
    for (const losing of [
      () => carol.breakwater.withdrawBond(pot),
      () => alice.breakwater.withdrawBond({ ...which, pot: 'opening' }),
      () => dave.breakwater.withdrawBond({ ...which, pot: { table: dust } }),
    ]) {
      await refused(losing(), 'BondLocked')
    }
  })

  test('the opener’s table alone pays, and the opening is rewarded', async () => {
    const [coverId = 0n] = await insureAll(covers)
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const { bond } = await openBonded(alice, incidentId, WAD)
    // The reward is of what nobody claims: Dave does not.
    const table = tableOf(['100000', '20000', '1'])
    await alice.breakwater.publishLossesSync({ ...which, root: table.root, total: table.total })
    const again = alice.breakwater.publishLosses({ ...which, table })
    await refused(again, 'LossesAlreadyPublished')
    const opening = { ...which, pot: 'opening' } as const
    await refused(alice.breakwater.withdrawBond(opening), 'BondLocked')
    await travelTo(await endOf(incidentId))
    const closedAt = (await endOf(incidentId)) - 1
    await refused(answer(dave, incidentId, 'nothing'), 'AnswerWindowClosed', { closedAt })
    const claim = { pool, coverId, incidentId, table, insured: address(carol) }
    const { payout = 0n } = await carol.breakwater.claimLossSync(claim)
    expect(payout).toBe(usdc('95000'))
    expect(await bob.breakwater.getCourtCase(which)).toMatchObject({ outcome: 'unopposed', chosen: 1n })
    const { claimsUntil } = await keeper.breakwater.getCase(which)
    await travelTo(claimsUntil + 1)
    await keeper.breakwater.settleCaseSync(which)
    const reward = payout / 200n
    expect((await alice.breakwater.withdrawBondSync(opening)).assets).toBe(bond + reward)
  })

  test('without a table one of anybody’s holds, and the opening comes back', async () => {
    const [coverId = 0n] = await insureAll(covers)
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const { bond } = await openBonded(alice, incidentId, parseEther('0.5'))
    expect(bond).toBe(committed / 100n)
    expect((await bob.breakwater.getCourtCase(which)).answers).toEqual([])
    const table = tableOf(['10000', '20000', '1'])
    const posted = await answer(carol, incidentId, { root: table.root, total: table.total })
    expect(posted).toMatchObject({ number: 2n, bond: committed / 100n })
    expect((await bob.breakwater.getCourtCase(which)).answers).toMatchObject([{ number: 2n, says: 'table' }])
    await travelTo(await endOf(incidentId))
    expect(await bob.breakwater.getCourtCase(which)).toMatchObject({ outcome: 'unopposed', chosen: 2n })
    expect(await keeper.breakwater.settleBondsSync(which)).toMatchObject({ passedOn: 0n, burned: 0n })
    const claim = { pool, coverId, incidentId, table, insured: address(carol) }
    expect((await carol.breakwater.claimLossSync(claim)).payout).toBe(usdc('9500'))
    expect((await alice.breakwater.withdrawBondSync({ ...which, pot: 'opening' })).assets).toBe(bond)
    const own = await carol.breakwater.withdrawBondSync({ ...which, pot: { table } })
    expect(own.assets).toBe(posted.bond)
  })

  test('without any table nothing was lost: whoever said so has half of the opening’s bond', async () => {
    await insureAll(covers)
    const [answered, silent] = [await report(alice), await report(alice)]
    const { bond } = await openBonded(alice, answered, WAD)
    await openBonded(alice, silent, WAD)
    const posted = await answer(dave, answered, 'nothing')
    expect(posted).toMatchObject({ number: 2n, bond: committed / 50n })
    await travelTo(await endOf(silent))
    expect(await bob.breakwater.getCourtCase(caseOf(answered))).toMatchObject({
      ...{ outcome: 'unopposed', chosen: 2n, answers: [{ number: 2n, says: 'nothing' }] },
    })
    expect(await bob.breakwater.getCourtCase(caseOf(silent))).toMatchObject({
      ...{ outcome: 'unopposed', chosen: 0n, answers: [] },
    })
    for (const [incidentId, burned] of [
      [answered, 0n],
      [silent, bond / 2n],
    ] as const) {
      const settled = await keeper.breakwater.settleBondsSync(caseOf(incidentId))
      expect(settled).toMatchObject({ passedOn: bond / 2n, burned })
      expect((await keeper.breakwater.getCase(caseOf(incidentId))).status).toBe('denied')
    }
    const won = await dave.breakwater.withdrawBondSync({ ...caseOf(answered), pot: 'nothing' })
    expect(won.assets).toBe(posted.bond + bond / 2n)
    const none = alice.breakwater.withdrawBond({ ...caseOf(silent), pot: 'opening' })
    await refused(none, 'BondLocked')
  })

  test('the opener’s table asks for no more than the case was opened for; another’s sets the rest aside', async () => {
    await insureAll(covers)
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    await openBonded(alice, incidentId, parseEther('0.1'))
    const table = tableOf(['120000', '80000', '10000'])
    const publishing = alice.breakwater.publishLosses({ ...which, table })
    await refused(publishing, 'AnswerAboveCase', { need: usdc('35000') })
    const need = provenUp(committed, table.total, DEDUCTIBLE)
    const posted = await answer(alice, incidentId, { table })
    expect(posted.bond).toBe((need + 49n) / 50n)
    expect(await keeper.breakwater.getCase(which)).toMatchObject({ need, raises: 1, status: 'open' })
    expect((await keeper.breakwater.getCourtCase(which)).atStake).toBe(need)
    const same = answer(bob, incidentId, { table })
    await refused(same, 'AnswerAlreadyPosted', { number: 2n })
    await travelTo((await keeper.breakwater.getReport({ incidentId })).time + TERMS.horizon + 1)
    const late = answer(bob, incidentId, { table: tableOf(['200000', '100000', '50000']) })
    await refused(late, 'IncidentOutsideWindow')
    await refused(alice.breakwater.publishLosses({ ...which, table }), 'RootWindowClosed')
  })

  test('an opening is its opener’s own, and takes no pledge', async () => {
    await insureAll(covers)
    const incidentId = await report(alice)
    const which = { ...caseOf(incidentId), severity: WAD }
    const { amount } = await alice.breakwater.getOpeningBond(which)
    expect(amount).toBe(committed / 50n)
    await fundFor(bob, court, amount)
    const pledging = bob.breakwater.pledge({ ...caseOf(incidentId), pot: zeroHash, assets: amount })
    await refused(pledging, 'BondLocked')
    const nothing = erin.breakwater.pledge.call({ ...which, pot: 'nothing', assets: 1n })
    expect(nothing.args).toEqual([toCaseRef(which), getAnswerKey('nothing'), 1n])
    // @ts-expect-error an opening has a pot that is no answer's
    expect(() => erin.breakwater.pledge.call({ ...which, pot: 'opening', assets: 1n })).not.toThrow()
    // @ts-expect-error which pot is missing
    expect(() => erin.breakwater.pledge.call({ ...which, assets: 1n })).toThrow(/"pot" is missing/)
  })
})

describe('parametric', () => {
  useCourt({ proofOfLoss: false })

  test('court terms are told as it was made', async () => {
    const courtTerms = await keeper.breakwater.getCourtTerms({ subject })
    expect(courtTerms).toMatchObject({
      rules: { asset: scene.asset, minBond: MIN_BOND, arbiter, fallbackArbiter, arbiterTime: TURN },
      ...{ rootWindow: 0, answerWindow: ANSWER_WINDOW, proofOfLoss: false },
      title: 'Loss of funds in the bridge',
    })
    expect(courtTerms.longestRoute).toBe(courtTerms.reportWindow + 2 * ANSWER_WINDOW + 2 * TURN + DAY)
  })

  test('a report says what and when, and nothing about amounts', async () => {
    const time = (await now()) - DAY
    const evidence = `0x${'ab'.repeat(32)}` as const
    const said = { subject, time, evidence, uri: 'ipfs://evidence' }
    const { incidentId } = await alice.breakwater.reportIncidentSync(said)
    expect(await keeper.breakwater.getReport({ incidentId })).toEqual({
      ...{ reporter: address(alice), time, reportedAt: await now(), evidence },
    })
    expect(await keeper.breakwater.getIncident({ incidentId })).toMatchObject({
      ...{ subject, time, severity: 0n, verdict: { payableAt: 0, severity: 0n } },
    })
  })

  test('dust is answered with what was lost, which sets the rest aside and is paid', async () => {
    const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const dust = DEDUCTIBLE + parseEther('0.000001')
    const { bond, reserve } = await openBonded(alice, incidentId, dust)
    expect([reserve, bond]).toEqual([payableUp(usdc('100000'), dust, DEDUCTIBLE), MIN_BOND])
    const endsAt = (await endOf(incidentId)) - 1
    await travelTo(endsAt - DAY)
    const truth = { severity: parseEther('0.6') }
    // Nothing is left to ask for: the bond, too, is found by the action.
    const least = await carol.breakwater.getRequiredBond({ ...which, answer: truth })
    expect(least).toBe(usdc('1100'))
    await fundFor(carol, court, least)
    const posted = await carol.breakwater.postAnswerSync({ ...which, answer: truth, uri: 'ipfs://truth' })
    expect(posted).toMatchObject({ number: 2n, bond: least, uri: 'ipfs://truth' })
    expect(await keeper.breakwater.getCase(which)).toMatchObject({ need: usdc('55000'), raises: 1 })
    expect((await endOf(incidentId)) - 1).toBe((await now()) + ANSWER_TIME)
    await travelTo(await endOf(incidentId))
    await rule(bob, incidentId, 2n)
    await keeper.breakwater.settleBondsSync(which)
    const before = await balanceOf(scene.asset, address(carol))
    const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBe(usdc('55000'))
    expect((await balanceOf(scene.asset, address(carol))) - before).toBe(usdc('55000') + bond / 2n - 1n)
    const { assets } = await carol.breakwater.withdrawBondSync({ ...which, pot: truth })
    expect(assets).toBe(least + bond / 2n)
  })

  test('an arbiter chooses nothing by 0, also where an answer says so', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice)
    await openBonded(alice, incidentId, parseEther('0.8'))
    await answer(dave, incidentId, 'nothing')
    await travelTo(await endOf(incidentId))
    await refused(rule(alice, incidentId, 1n), 'NotAuthorized')
    const early = rule(eve, incidentId, 1n, fallbackArbiter)
    await refused(early, 'NotArbiter')
    await refused(rule(bob, incidentId, 3n), 'UnknownAnswer')
    await rule(bob, incidentId, 0n)
    expect(await bob.breakwater.getCourtCase(caseOf(incidentId))).toMatchObject({
      ...{ outcome: 'ruled', chosen: 2n, answers: [{ says: 'severity' }, { says: 'nothing' }] },
    })
  })

  test('silence of both denies, and every bond loses half', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const { bond } = await openBonded(alice, incidentId, parseEther('0.8'))
    const posted = await answer(dave, incidentId, { severity: parseEther('0.2') })
    const end = await endOf(incidentId)
    await travelTo(end + TURN)
    expect((await bob.breakwater.getCourtCase(which)).arbiter).toBe(fallbackArbiter)
    await travelTo(end + 2 * TURN)
    expect(await bob.breakwater.getCourtCase(which)).toMatchObject({
      ...{ outcome: 'silent', chosen: 0n, decidedAt: end + 2 * TURN, arbiter: undefined },
    })
    const { burned } = await keeper.breakwater.settleBondsSync(which)
    expect(burned).toBe((bond + posted.bond) / 2n)
    const pot = { severity: parseEther('0.2') }
    expect((await dave.breakwater.withdrawBondSync({ ...which, pot })).assets).toBe(posted.bond / 2n)
    const asset = [scene.asset] as const
    const stays = { abi: courtAbi, address: court, functionName: 'burned', args: asset } as const
    expect(await chain.readContract(stays)).toBe(burned)
  })

  test('what was reported is judged in each pool', async () => {
    const second = await openAnother()
    await insureAll([
      [carol, usdc('100000')],
      [dave, usdc('50000'), second],
    ])
    const incidentId = await report(alice)
    for (const where of [pool, second]) {
      await openBonded(alice, incidentId, parseEther('0.8'), where)
      await answer(dave, incidentId, { severity: parseEther('0.3') }, { where })
    }
    await travelTo(await endOf(incidentId, second))
    await rule(bob, incidentId, 2n)
    const adopting = keeper.breakwater.adoptOutcome({ ...caseOf(incidentId), pool: second, otherPool: pool })
    await refused(adopting, 'OutcomeNotTaken')
  })

  test('many carry an answer, and of sixteen those with the largest bonds stand', async () => {
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    await openBonded(alice, incidentId, parseEther('0.8'))
    const least = usdc('1500')
    const truth = { severity: parseEther('0.3') }
    for (const [actor, part] of [
      [bob, usdc('500')],
      [carol, usdc('400')],
    ] as const) {
      await fundFor(actor, court, part)
      await actor.breakwater.pledgeSync({ ...which, pot: truth, assets: part })
    }
    const asked = { ...which, answer: truth }
    expect(await carol.breakwater.getAnswerBond(asked)).toEqual({
      ...{ asset: scene.asset, spender: court, bond: least, amount: least - usdc('400') },
      key: getAnswerKey(truth),
    })
    expect(await dave.breakwater.getAnswerBond(asked)).toMatchObject({ bond: least, amount: least })
    await fundFor(carol, court, usdc('600'))
    const { bond } = await carol.breakwater.postAnswerSync(asked)
    expect(bond).toBe(least)
    const held = await balanceOf(scene.asset, court)
    expect(held).toBe(2n * least)

    for (let i = 1n; i < 16n; i++) await answer(eve, incidentId, { severity: i }, { bond: least + 1n })
    // Carol's is the smallest now.
    const more = { severity: parseEther('0.4') }
    expect(await dave.breakwater.getRequiredBond({ ...which, answer: more })).toBe(least + 1n)
    await fundFor(dave, court, least)
    const small = dave.breakwater.postAnswer({ ...which, answer: more, bond: least })
    await refused(small, 'BondTooSmall', { needed: least + 1n })
    const { number } = await answer(dave, incidentId, more)
    expect(number).toBe(2n)
    const { answers } = await keeper.breakwater.getCourtCase(which)
    expect(answers).toHaveLength(17)
    expect(answers[1]).toMatchObject({ by: address(dave), severity: more.severity })
    // What is displaced is a pledge again, and each has its own.
    for (const [actor, part] of [
      [bob, usdc('500')],
      [carol, usdc('1000')],
    ] as const) {
      expect((await actor.breakwater.withdrawBondSync({ ...which, pot: truth })).assets).toBe(part)
    }
  })

  test('what the court refuses has its name', async () => {
    await insureAll([[carol, usdc('100000')]])
    const { breakwater } = alice
    const time = await now()
    await refused(breakwater.getCourtTerms({ subject: 99n }), 'UnknownCourtTerms')
    await refused(breakwater.reportIncident({ subject: 99n, time }), 'UnknownCourtTerms')
    await refused(breakwater.reportIncident({ subject, time: time - 30 * DAY }), 'IncidentOutsideWindow')
    await refused(breakwater.reportIncident({ subject, time: time + DAY }), 'IncidentOutsideWindow')
    await refused(breakwater.getReport({ incidentId: 5n }), 'UnknownIncident')
    const courtTerms = await breakwater.getCourtTerms({ subject })
    const create = (changes: Partial<typeof courtTerms>) =>
      breakwater.createCourtTerms({ ...courtTerms, ...changes })
    for (const [changes, field] of [
      [{ title: '' }, 'title'],
      [{ answerWindow: 3 * DAY - 1 }, 'answerWindow'],
      [{ answerWindow: 45 * DAY }, 'route'],
      [{ rootWindow: DAY }, 'rootWindow'],
    ] as const) {
      await refused(create(changes), 'InvalidCourtTerms', { field })
    }
    const inside = await deployInternal()
    for (const [changes, field] of [
      [{ minBond: 0n }, 'minBond'],
      [{ fallbackArbiter: inside }, 'isExternal'],
      [{ arbiterTime: TURN - DAY }, 'arbiterTime'],
    ] as const) {
      await refused(create({ rules: { ...courtTerms.rules, ...changes } }), 'InvalidDisputeRules', { field })
    }

    const unknown = caseOf(5n)
    await refused(breakwater.openCase({ ...unknown, severity: WAD }), 'UnknownIncident')
    await refused(breakwater.getCourtCase(unknown), 'UnknownIncident')
    await refused(breakwater.getOpeningBond({ ...unknown, severity: WAD }), 'UnknownIncident')
    await refused(breakwater.postAnswer({ ...unknown, answer: 'nothing' }), 'UnknownIncident')
    await refused(breakwater.pledge({ ...unknown, pot: 'nothing', assets: 1n }), 'UnknownIncident')

    const incidentId = await report(alice)
    const which = caseOf(incidentId)
    const severity = parseEther('0.5')
    await refused(breakwater.openCase(which), 'SeverityZero')
    await refused(breakwater.openCase({ ...which, severity: DEDUCTIBLE }), 'SeverityZero')
    await refused(breakwater.openCase({ ...which, severity: WAD + 1n }), 'ValueOutOfRange', {
      field: 'severity',
    })
    await refused(breakwater.openCase({ ...which, severity }), 'TransferFromFailed')
    await refused(breakwater.getCourtCase(which), 'CaseNotOpen')
    await refused(breakwater.settleBonds(which), 'CaseNotOpen')
    await refused(breakwater.postAnswer({ ...which, answer: 'nothing' }), 'CaseNotOpen')
    const { bond } = await openBonded(alice, incidentId, severity)
    await refused(breakwater.openCase({ ...which, severity }), 'CaseAlreadyOpen')
    await refused(breakwater.settleBonds(which), 'BondLocked')
    await refused(breakwater.getCourtCase({ ...which, termsId: 1n }), 'CaseNotOpen')
    await refused(breakwater.raiseCase(which), 'InvalidCourtTerms', { field: 'meter' })
    const table = lossTable([{ insured: address(carol), loss: 1n }])
    await refused(breakwater.publishLosses({ ...which, table }), 'NotAuthorized')
    // One that sends what it was told gets as far as the court.
    const post = (said: Parameters<typeof breakwater.postAnswer>[0]['answer'], with_ = bond) =>
      breakwater.postAnswer({ ...which, answer: said, bond: with_ })
    await refused(post({ table }), 'InvalidAnswer')
    await refused(post({ severity }), 'AnswerAlreadyPosted', { number: 1n })
    await refused(post('nothing', bond - 1n), 'BondTooSmall', { needed: bond })
    await refused(post('nothing'), 'TransferFromFailed')
    await answer(dave, incidentId, 'nothing')
    await refused(post({ severity: 0n }), 'AnswerAlreadyPosted', { number: 2n })
    await travelTo(await endOf(incidentId))
    await refused(post({ severity: 1n }), 'AnswerWindowClosed')
    await rule(bob, incidentId, 0n)
    await breakwater.settleBondsSync(which)
    await refused(breakwater.settleBonds(which), 'BondsAlreadySettled')

    await openCourt({ proofOfLoss: true })
    await insureAll([[carol, usdc('100000')]])
    const proven = await report(alice)
    await openBonded(alice, proven, WAD)
    const other = bob.breakwater.publishLosses({ ...caseOf(proven), table })
    await refused(other, 'NotAuthorized')
    const bare = breakwater.postAnswer({ ...caseOf(proven), answer: { severity }, bond: usdc('2000') })
    await refused(bare, 'InvalidAnswer')
  })

  test('an answer’s bond is not found by the call alone, and no nonsense is sent', async () => {
    const which = caseOf(1n)
    const { postAnswer, publishLosses } = alice.breakwater
    expect(() => postAnswer.call({ ...which, answer: 'nothing' })).toThrow(/"bond" is missing/)
    expect(postAnswer.call({ ...which, answer: 'nothing', bond: 5n }).args).toEqual([
      ...[toCaseRef(which), toAnswer('nothing'), 5n, ''],
    ])
    for (const [said, problem] of [
      ['something', /"answer" must be/],
      [{}, /"answer" must be/],
      [{ severity: WAD + 1n }, /"severity" is above one/],
      [{ severity: 5n, lossTotal: 1n }, /"severity" must be all of it/],
      [{ severity: WAD, lossTotal: 1n }, /"root" is zero/],
      [{ root: `0x${'11'.repeat(32)}`, total: 0n }, /"total" must be above zero/],
      [{ severity: 1 }, /must be a bigint/],
    ] as const) {
      expect(() => postAnswer.call({ ...which, answer: said as never, bond: 5n })).toThrow(problem)
      // Nor is the node asked what it would cost.
      await expect(postAnswer({ ...which, answer: said as never })).rejects.toThrow(problem)
    }
    const empty = { ...which, root: zeroHash, total: 0n }
    expect(() => publishLosses.call(empty)).toThrow(/"total" must be above zero/)
  })
})

/** An arbiter that is not external. */
async function deployInternal() {
  const args = [address(bob), BigInt(TURN - DAY), false]
  return (await deploy(keeper, 'AddressArbiter', args)).address
}
