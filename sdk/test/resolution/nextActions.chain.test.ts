import { parseEther } from 'viem'
import { expect, test } from 'vitest'
import type { Actor } from '../../demo/stage.js'
import {
  type AnswerInput,
  type Dispute,
  getCaseKey,
  lossTable,
  type NextActionName,
  type NextActionsParameters,
  nextActions,
} from '../../src/index.js'
import {
  ANSWER_WINDOW,
  answer,
  arbiter,
  caseOf,
  court,
  endOf,
  fallbackArbiter,
  fire,
  fundFor,
  insureAll,
  openAnother,
  openBonded,
  openCourt,
  openMetered,
  pool,
  ROOT_WINDOW,
  report,
  rule,
  TURN,
  termsId,
  WAD,
} from '../courtroom.js'
import { chain, DAY, now, people, putBack, refused, TERMS, travelTo, usdc, useScene } from '../fixture.js'
import { drain } from '../scripted.js'

const { alice, bob, carol, dave, eve, keeper } = people
const address = (actor: Actor) => actor.account.address
const actors = [alice, bob, dave, eve]
const table = lossTable([{ insured: address(carol), loss: usdc('1000') }])

useScene()

/** What is asked of a dispute: in which pools, with which figure and which answer. */
interface Asked {
  cases?: { pool: `0x${string}`; termsId: bigint }[]
  severity?: bigint
  said?: AnswerInput
}

const read = (actor: Actor, incidentId: bigint, { cases, severity = WAD, said = 'nothing' }: Asked = {}) =>
  actor.breakwater.getDispute({
    ...{ incidentId, cases: cases ?? [{ pool, termsId }], severity, answer: said },
  })

/** Everything that `nextActions` can name and that an account can send without knowing more. */
function attemptsOf(of: Dispute, { severity = WAD, said = 'nothing' }: Asked) {
  const each = (attempt: (which: { pool: `0x${string}`; termsId: bigint; incidentId: bigint }) => unknown) =>
    of.cases.map((found) => attempt({ pool: found.pool, termsId: found.termsId, incidentId: of.incidentId }))
  const attempts: { [name in NextActionName]?: (actor: Actor) => unknown[] } = {
    publishLosses: ({ breakwater }) =>
      each((which) => breakwater.publishLosses.simulate({ ...which, table })),
    postAnswer: ({ breakwater }) =>
      each((which) => breakwater.postAnswer.simulate({ ...which, answer: said, bond: usdc('50000') })),
    ruleDispute: ({ breakwater }) =>
      [arbiter, fallbackArbiter].flatMap((by) =>
        each((which) => breakwater.ruleDispute.simulate({ ...which, arbiter: by, number: 0n })),
      ),
    raiseCase: ({ breakwater }) => each((which) => breakwater.raiseCase.simulate(which)),
    openCase: ({ breakwater }) =>
      of.courtTerms.meter === `0x${'0'.repeat(40)}`
        ? each((which) => breakwater.openCase.simulate({ ...which, severity }))
        : each((which) => breakwater.openCase.simulate(which)),
    applyVerdict: ({ breakwater }) => each((which) => breakwater.applyVerdict.simulate(which)),
    settleCase: ({ breakwater }) => each((which) => breakwater.settleCase.simulate(which)),
    adoptOutcome: ({ breakwater }) =>
      each((which) =>
        of.cases
          .filter((other) => other.pool !== which.pool)
          .map((other) => breakwater.adoptOutcome.simulate({ ...which, otherPool: other.pool })),
      ).flat(),
    // Where one answer stands alone there is nothing to hand on, and it is not told.
    settleBonds: ({ breakwater }) =>
      of.cases.flatMap(({ hearing, ...found }) =>
        hearing?.answers.some(({ number }) => number !== 1n)
          ? [breakwater.settleBonds.simulate({ ...found, incidentId: of.incidentId })]
          : [],
      ),
    withdrawBond: ({ breakwater }) =>
      of.bonds.map(({ key, ...pot }) =>
        breakwater.withdrawBond.simulate({ ...pot, incidentId: of.incidentId, pot: key }),
      ),
  }
  return attempts
}

/** At a moment: what is listed works when it is sent as given, and nothing else works for anybody. */
async function checkAll(incidentId: bigint, asked: Asked = {}): Promise<NextActionName[]> {
  const listed = new Set<NextActionName>()
  for (const actor of actors) {
    const of = await read(actor, incidentId, asked)
    const found = nextActions(of, { now: of.timestamp, account: address(actor), table })
    const mine = found.filter(({ isPossible, isYours }) => isPossible && isYours !== false)
    for (const { action } of mine) listed.add(action)
    for (const { call, bond, action } of mine) {
      if (!call) continue
      const before = await chain.snapshot()
      if (bond) await fundFor(actor, bond.spender, bond.amount, bond.asset)
      const hash = await actor.sendTransaction({ to: call.to, data: call.data })
      expect((await actor.waitForTransactionReceipt({ hash })).status, action).toBe('success')
      await putBack(before)
    }
    const before = await chain.snapshot()
    // Whoever has the means, and may not.
    await fundFor(actor, court, usdc('100000'))
    const able = new Set(mine.map(({ action }) => action))
    for (const [name, attempt] of Object.entries(attemptsOf(of, asked))) {
      if (able.has(name as NextActionName)) continue
      for (const { status } of await Promise.allSettled(attempt(actor))) {
        expect(`${name} ${status}`).toBe(`${name} rejected`)
      }
    }
    await putBack(before)
  }
  return [...listed].sort()
}

/** Sends what is listed under a name. */
async function act(
  actor: Actor,
  incidentId: bigint,
  name: NextActionName,
  more: Partial<NextActionsParameters> & { number?: bigint } = {},
  asked: Asked = {},
) {
  const of = await read(actor, incidentId, asked)
  const found = nextActions(of, { now: of.timestamp, account: address(actor), ...more })
  const next = found.find(
    ({ action, isPossible, call, number }) =>
      action === name && isPossible && call && (more.number === undefined || number === more.number),
  )
  if (!next?.call) throw new Error(`${name} is not listed.`)
  if (next.bond) await fundFor(actor, next.bond.spender, next.bond.amount)
  const hash = await actor.sendTransaction({ to: next.call.to, data: next.call.data })
  await actor.waitForTransactionReceipt({ hash })
}

test('what is listed can be done at each step, and nothing else', { timeout: 240_000 }, async () => {
  await openCourt({ proofOfLoss: true })
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await report(alice)
  expect(await checkAll(incidentId)).toEqual(['openCase'])
  await act(alice, incidentId, 'openCase')
  const unpublished = await chain.snapshot()
  expect(await checkAll(incidentId)).toEqual(['postAnswer', 'publishLosses'])
  const end = await endOf(incidentId)
  expect(end).toBe((await now()) + ROOT_WINDOW + ANSWER_WINDOW + 1)
  // Nobody says anything.
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'settleBonds', 'settleCase'])
  await putBack(unpublished)

  await act(alice, incidentId, 'publishLosses', { table })
  expect(await checkAll(incidentId)).toEqual(['postAnswer'])
  const alone = await chain.snapshot()
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimLoss', 'withdrawBond'])
  await act(eve, incidentId, 'applyVerdict')
  expect(await checkAll(incidentId)).toEqual(['claimLoss', 'withdrawBond'])
  const { claimsUntil } = await alice.breakwater.getCase(caseOf(incidentId))
  await travelTo(claimsUntil + 1)
  expect(await checkAll(incidentId)).toEqual(['settleCase', 'withdrawBond'])
  await putBack(alone)

  await act(dave, incidentId, 'postAnswer')
  expect(await checkAll(incidentId)).toEqual([])
  const other = { said: { root: `0x${'12'.repeat(32)}`, total: 5n } } as const
  expect(await checkAll(incidentId, other)).toEqual(['postAnswer'])
  expect(await checkAll(incidentId, { said: { severity: 5n } })).toEqual([])
  const contested = await chain.snapshot()
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
  await travelTo(end + TURN)
  expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
  await travelTo(end + 2 * TURN)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'settleBonds', 'settleCase', 'withdrawBond'])
  await putBack(contested)
  await travelTo(end)
  await act(bob, incidentId, 'ruleDispute', { number: 1n })
  // The opener's table holds: claimants' part of the lost bond comes first.
  expect(await checkAll(incidentId)).toEqual(['settleBonds', 'withdrawBond'])
  const ruled = await chain.snapshot()
  await travelTo((await now()) + DAY)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimLoss', 'settleBonds', 'withdrawBond'])
  await putBack(ruled)
  await act(keeper, incidentId, 'settleBonds')
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimLoss', 'withdrawBond'])
})

test('an answer that asks for more is listed until the horizon', { timeout: 120_000 }, async () => {
  await openCourt({ proofOfLoss: true })
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await report(alice)
  await act(alice, incidentId, 'openCase', {}, { severity: parseEther('0.1') })
  const { time } = await alice.breakwater.getReport({ incidentId })
  const high = { said: { root: `0x${'12'.repeat(32)}`, total: usdc('50000') } } as const
  const low = { said: { root: `0x${'34'.repeat(32)}`, total: usdc('5') } } as const
  // The opener's own would ask for no more than it has said.
  const of = await read(eve, incidentId, high)
  const last = nextActions(of, { now: of.timestamp }).find(({ action }) => action === 'postAnswer')
  expect(last?.until).toBe(time + TERMS.horizon + 1)
  // What is sent is some blocks later.
  await travelTo(time + TERMS.horizon - 120)
  expect(await checkAll(incidentId, high)).toEqual(['postAnswer'])
  await travelTo(time + TERMS.horizon + 1)
  expect(await checkAll(incidentId, high)).toEqual([])
  expect(await checkAll(incidentId, low)).toEqual(['postAnswer'])
})

test('what was reported is judged in each pool', { timeout: 120_000 }, async () => {
  await openCourt({ proofOfLoss: false })
  const second = await openAnother()
  await insureAll([
    [carol, usdc('100000')],
    [dave, usdc('50000'), second],
  ])
  const incidentId = await report(alice)
  for (const where of [pool, second]) {
    await openBonded(alice, incidentId, parseEther('0.8'), where)
    await answer(dave, incidentId, 'nothing', { where })
  }
  const cases = [pool, second].map((where) => ({ pool: where, termsId }))
  await travelTo(await endOf(incidentId, second))
  expect(await checkAll(incidentId, { cases })).toEqual(['ruleDispute'])
  await rule(bob, incidentId, 1n)
  expect(await checkAll(incidentId, { cases })).not.toContain('adoptOutcome')
})

test('any version of the terms is asked for, and a case goes by its own', async () => {
  await openCourt({ proofOfLoss: false })
  await insureAll([[carol, usdc('100000')]])
  const incidentId = await report(alice)
  await openBonded(alice, incidentId, parseEther('0.8'))
  const { lister } = people
  const terms = await alice.breakwater.getTerms({ termsId })
  const { pins } = await alice.breakwater.getCode({ termsId })
  const newer = await lister.breakwater.publishTermsSync({ ...terms, pins })
  expect(newer.termsId).toBeGreaterThan(termsId)
  const asked = { cases: [{ pool, termsId: newer.termsId }] }
  const of = await read(eve, incidentId, asked)
  expect(of.cases).toMatchObject([{ termsId, hearing: { termsId, answers: [{ number: 1n }] } }])
  await act(dave, incidentId, 'postAnswer', {}, asked)
  const { answers } = await alice.breakwater.getCourtCase(caseOf(incidentId))
  expect(answers).toHaveLength(2)
  const wrong = { ...caseOf(incidentId), termsId: newer.termsId }
  await refused(alice.breakwater.getCourtCase(wrong), 'CaseNotOpen')
  expect(getCaseKey(wrong)).not.toBe(getCaseKey(caseOf(incidentId)))
})

test('so with what a meter has fired', { timeout: 240_000 }, async () => {
  const meter = await openMetered()
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  const incidentId = await fire(eve, meter, parseEther('0.4'))
  const end = (await now()) + ANSWER_WINDOW + 1
  expect(await checkAll(incidentId)).toEqual(['openCase'])
  await act(alice, incidentId, 'openCase')
  expect(await checkAll(incidentId)).toEqual(['postAnswer'])
  expect(await checkAll(incidentId, { said: { severity: parseEther('0.4') } })).toEqual([])

  // The loss goes on: half of what was left is lost, too.
  expect(await fire(dave, meter, parseEther('0.5'))).toBe(incidentId)
  expect(await checkAll(incidentId)).toEqual(['postAnswer', 'raiseCase'])
  const raised = await chain.snapshot()
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout'])
  await putBack(raised)
  await act(bob, incidentId, 'raiseCase')
  expect(await checkAll(incidentId)).toEqual(['postAnswer'])

  const open = await chain.snapshot()
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout'])
  const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  expect(payout).toBe(usdc('65000'))
  expect(await checkAll(incidentId)).toEqual(['claimPayout'])
  const { claimsUntil } = await alice.breakwater.getCase(caseOf(incidentId))
  await travelTo(claimsUntil + 1)
  expect(await checkAll(incidentId)).toEqual(['settleCase'])
  await putBack(open)

  await act(dave, incidentId, 'postAnswer', {}, { said: { severity: parseEther('0.1') } })
  expect(await checkAll(incidentId)).toEqual(['postAnswer'])
  const answered = await chain.snapshot()
  await travelTo(end)
  expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
  await act(bob, incidentId, 'ruleDispute', { number: 1n })
  // The firing stands: whoever fired first has half of the lost bond.
  expect(await checkAll(incidentId)).toEqual(['settleBonds', 'withdrawBond'])
  await act(eve, incidentId, 'withdrawBond')
  await act(eve, incidentId, 'settleBonds')
  expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout'])
  await putBack(answered)

  await travelTo(end + TURN)
  expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
  await travelTo(end + 2 * TURN)
  const silent = { said: { severity: parseEther('0.1') } }
  expect(await checkAll(incidentId, silent)).toEqual([
    ...['applyVerdict', 'settleBonds', 'settleCase', 'withdrawBond'],
  ])
  await act(eve, incidentId, 'settleCase')
  expect(await checkAll(incidentId, silent)).toEqual(['settleBonds', 'withdrawBond'])
})

test('so where two cases of a product live on each other', { timeout: 240_000 }, async () => {
  await openCourt({ proofOfLoss: false })
  const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
  await drain(pool)
  const [first, second] = [await report(alice), await report(alice)]
  await act(alice, first, 'openCase')
  await act(alice, second, 'openCase', {}, { severity: WAD - 1n })
  const { cases } = await read(alice, second)
  expect(cases).toMatchObject([{ settlement: { open: 2, short: false }, stake: { stopping: 2 } }])
  expect(cases[0]?.settlement?.lacking).toBeGreaterThan(0n)
  await travelTo(await endOf(second))
  for (const incidentId of [first, second]) {
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout', 'withdrawBond'])
  }
  await act(eve, first, 'applyVerdict')
  expect(await checkAll(first)).toEqual(['claimPayout', 'withdrawBond'])
  expect(await checkAll(second)).toEqual(['applyVerdict', 'claimPayouts', 'withdrawBond'])
  await act(eve, second, 'applyVerdict')
  for (const incidentId of [first, second]) {
    expect(await checkAll(incidentId)).toEqual(['claimPayouts', 'withdrawBond'])
  }
  await refused(keeper.breakwater.claimPayout({ pool, coverId, incidentId: second }), 'ClaimTogether')
  await keeper.breakwater.claimPayoutsSync({ pool, coverId, incidentIds: [first, second] })

  const { claimsUntil } = await alice.breakwater.getCase(caseOf(second))
  await travelTo(claimsUntil + 1)
  await act(eve, first, 'settleCase')
  expect(await checkAll(first)).toEqual(['withdrawBond'])
  expect(await checkAll(second)).toEqual(['settleCase', 'withdrawBond'])
  await act(eve, second, 'settleCase')
  expect(await checkAll(first)).toEqual(['settleCase', 'withdrawBond'])
  expect(await checkAll(second)).toEqual(['withdrawBond'])
  await act(eve, first, 'settleCase')
  expect(await checkAll(first)).toEqual(['withdrawBond'])
})
