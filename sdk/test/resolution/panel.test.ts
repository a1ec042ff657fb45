import { createWalletClient, http, maxUint256, parseEther, zeroHash } from 'viem'
import { privateKeyToAccount, toAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { beforeEach, expect, test } from 'vitest'
import { assessorPanelAbi } from '../../src/abis.js'
import { breakwaterActions, nextActions, toCaseRef, toSaltStore, voteCommitment } from '../../src/index.js'
import {
  answer,
  caseOf,
  court,
  endOf,
  fallbackArbiter,
  fundFor,
  insureAll,
  openBonded,
  openCourt,
  pool,
  report,
  rule,
  termsId,
} from '../courtroom.js'
import {
  balanceOf,
  chain,
  DAY,
  deploy,
  deployment,
  now,
  people,
  putBack,
  refused,
  scene,
  travel,
  travelTo,
  url,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, erin, eve, keeper } = people
const address = (actor: typeof carol) => actor.account.address

/** Bob and Dave stake three times what Erin does. */
const STAKES = [
  [bob, usdc('60000')],
  [dave, usdc('60000')],
  [erin, usdc('20000')],
] as const
const CONFIG = {
  commitPeriod: 2 * DAY,
  revealPeriod: DAY,
  withdrawalDelay: 110 * DAY,
  quorum: parseEther('0.3'),
  slashShare: parseEther('0.2'),
}

/** Answer 1, the opener's, says a half; 2 a tenth; 3 nothing. */
const AT_STAKE = usdc('45000')

let panel: `0x${string}`
let incidentId: bigint
/** The beginning of the panel's turn. */
let begun: number

useScene()

beforeEach(async () => {
  const args = [{ ...CONFIG, asset: scene.asset }]
  panel = (await deploy(keeper, 'AssessorPanel', args)).address
  for (const [actor, assets] of STAKES) {
    await fundFor(actor, panel, assets)
    await actor.breakwater.depositStakeSync({ panel, assets })
  }
  await openCourt({ proofOfLoss: false, first: panel, firstTime: 6 * DAY })
  await insureAll([[carol, usdc('100000')]])
  incidentId = await report(alice)
  await openBonded(alice, incidentId, parseEther('0.5'))
  await answer(carol, incidentId, { severity: parseEther('0.1') })
  await answer(eve, incidentId, 'nothing')
  begun = await endOf(incidentId)
  await travelTo(begun)
})

const which = () => ({ panel, ...caseOf(incidentId) })

const inboxOf = async (actor: typeof bob) => {
  const [assessment] = await actor.breakwater.getAssessments({ panel, cases: [caseOf(incidentId)] })
  if (!assessment) throw new Error('There is no assessment.')
  return assessment
}

/** What is listed as possible, each call of which is accepted. */
async function todo(actor: typeof bob) {
  const dispute = await actor.breakwater.getDispute({ incidentId, cases: [{ pool, termsId }] })
  const assessments = [await inboxOf(actor)]
  const found = nextActions(dispute, { now: dispute.timestamp, account: address(actor), assessments })
  const possible = found.filter(({ isPossible, isYours }) => isPossible && isYours !== false)
  for (const { call, bond, action } of possible) {
    if (!call) continue
    const before = await chain.snapshot()
    if (bond) await fundFor(actor, bond.spender, bond.amount, bond.asset)
    const hash = await actor.sendTransaction({ to: call.to, data: call.data })
    expect((await actor.waitForTransactionReceipt({ hash })).status, action).toBe('success')
    await putBack(before)
  }
  return possible.map(({ action }) => action).sort()
}

const commit = async (actor: typeof bob, number: bigint) => {
  const salt = await actor.breakwater.voteSalt(which())
  return actor.breakwater.commitVoteSync({ ...which(), number, salt })
}

const reveal = async (actor: typeof bob, number: bigint) => {
  const salt = await actor.breakwater.voteSalt(which())
  return actor.breakwater.revealVoteSync({ ...which(), number, salt })
}

/** All vote, and reveal; it is the day of appeals. */
async function vote(votes: readonly (readonly [typeof bob, bigint])[]) {
  for (const [actor, number] of votes) await commit(actor, number)
  await travelTo(begun + 2 * DAY)
  for (const [actor, number] of votes) await reveal(actor, number)
  await travelTo(begun + 3 * DAY)
}

test('assessors vote for a number, the median rules, and losers pay winners', async () => {
  expect(await inboxOf(bob)).toMatchObject({
    ...{ caseId: 0n, phase: 'commit', isTurn: true, eligible: usdc('12000'), risk: 0n, vote: undefined },
    ...{ until: begun + 2 * DAY, atStake: AT_STAKE, appealFee: AT_STAKE / 100n, ruling: undefined },
    ends: {
      ...{ commit: begun + 2 * DAY, reveal: begun + 3 * DAY, appeal: begun + 4 * DAY },
      ...{ tally: begun + 5 * DAY, undecided: begun + 120 * DAY },
    },
    // An answer that nothing was lost goes by 0.
    answers: [
      { number: 0n, answer: { severity: 0n } },
      { number: 1n, answer: { severity: parseEther('0.5') } },
      { number: 2n, answer: { severity: parseEther('0.1') } },
    ],
  })
  expect(await todo(bob)).toEqual(['commitVote'])
  const { risk, caseId } = await commit(bob, 2n)
  expect(await todo(bob)).toEqual([])
  expect({ risk, caseId }).toEqual({ risk: usdc('12000'), caseId: 1n })
  await commit(dave, 2n)
  await commit(erin, 1n)
  await travelTo(begun + 2 * DAY)
  expect(await inboxOf(erin)).toMatchObject({ phase: 'reveal', committedVote: true, risk: usdc('4000') })
  expect(await todo(erin)).toEqual(['revealVote'])
  // No salt was kept: it is signed for again.
  await reveal(bob, 2n)
  await reveal(dave, 2n)
  expect(await reveal(erin, 1n)).toMatchObject({ number: 1n, risk: usdc('4000') })
  await travelTo(begun + 3 * DAY)
  expect(await inboxOf(bob)).toMatchObject({
    ...{ phase: 'appeal', ruling: 2n, vote: 2n, committedVote: false, decided: false, winner: undefined },
    ...{ committed: usdc('28000'), revealed: usdc('28000'), changeWithoutWinner: 0n },
    answers: [
      { number: 0n, revealed: 0n, change: 0n },
      { number: 1n, revealed: usdc('4000'), change: -usdc('12000') },
      { number: 2n, revealed: usdc('24000'), change: usdc('2000') },
    ],
  })
  expect(await todo(bob)).toEqual(['appealRuling'])
  await travelTo(begun + 4 * DAY)
  expect(await todo(bob)).toEqual(['tallyVotes'])
  expect(await keeper.breakwater.tallyVotesSync(which())).toMatchObject({ winner: 2n })
  expect(await todo(bob)).toEqual(['settleBonds', 'settleVote'])
  const found = await keeper.breakwater.getCourtCase(which())
  expect(found).toMatchObject({ outcome: 'ruled', chosen: 2n })
  expect(await inboxOf(erin)).toMatchObject({
    ...{ phase: 'final', until: 0, decided: true, winner: 2n, isTurn: false, isDecidedAtCourt: true },
  })
  // A winner that is settled first is free, and gains once the loser is settled.
  expect(await inboxOf(bob)).toMatchObject({ freed: false, taken: 0n, due: 0n })
  expect((await bob.breakwater.settleVoteSync(which())).change).toBe(0n)
  expect(await inboxOf(bob)).toMatchObject({ risk: usdc('12000'), freed: true, taken: 0n, due: 0n })
  expect((await bob.breakwater.getStake({ panel })).atRisk).toBe(0n)
  expect(await todo(bob)).toEqual(['settleBonds'])
  await refused(bob.breakwater.settleVote(which()), 'NothingToSettle')
  expect(await inboxOf(erin)).toMatchObject({ freed: false, due: -usdc('4000') })
  for (const [actor, change] of [
    [erin, -usdc('4000')],
    [bob, usdc('2000')],
    [dave, usdc('2000')],
  ] as const) {
    expect(await inboxOf(actor)).toMatchObject({ due: change })
    expect(await todo(actor)).toEqual(['settleBonds', 'settleVote'])
    const { held } = await actor.breakwater.getStake({ panel })
    expect((await actor.breakwater.settleVoteSync(which())).change).toBe(change)
    expect((await actor.breakwater.getStake({ panel })).held).toBe(held + change)
  }
  await refused(bob.breakwater.settleVote(which()), 'NothingToSettle')
})

test('a vote for an answer that nothing was lost is one for 0', async () => {
  await vote([
    [bob, 3n],
    [dave, 0n],
  ])
  expect(await inboxOf(bob)).toMatchObject({
    ruling: 0n,
    vote: 0n,
    answers: [{ revealed: usdc('24000') }, {}, {}],
  })
  await travelTo(begun + 4 * DAY)
  expect(await keeper.breakwater.tallyVotesSync(which())).toMatchObject({ winner: 0n })
  const found = await keeper.breakwater.getCourtCase(which())
  expect(found).toMatchObject({ outcome: 'ruled', chosen: 3n })
  // The court's number for it is its own; the panel's stays 0.
  expect(await inboxOf(bob)).toMatchObject({ winner: 0n })
})

test('all votes together risk no more than is at stake, so that splitting a stake gains nothing', async () => {
  const small = await report(alice)
  await openBonded(alice, small, parseEther('0.1'))
  await answer(carol, small, 'nothing')
  await travelTo(await endOf(small))
  const cases = [caseOf(small)]
  for (const [actor, part] of [
    [bob, 3n],
    [erin, 1n],
  ] as const) {
    const [inbox] = await actor.breakwater.getAssessments({ panel, cases })
    expect(inbox).toMatchObject({ atStake: usdc('5000'), eligible: (usdc('5000') * part) / 7n })
  }
})

test('stake leaves after its delay, once its votes are settled', async () => {
  await commit(bob, 1n)
  const asked = await bob.breakwater.requestStakeWithdrawalSync({ panel, assets: usdc('60000') })
  expect(asked.maturesAt).toBe((await now()) + CONFIG.withdrawalDelay)
  expect(await bob.breakwater.getStake({ panel })).toEqual({
    ...{ held: usdc('60000'), atRisk: usdc('12000'), leaving: usdc('60000') },
    maturesAt: Number(asked.maturesAt),
  })
  const early = bob.breakwater.withdrawStake({ panel })
  await refused(early, 'StakeLocked', { maturesAt: Number(asked.maturesAt) })
  await travel(CONFIG.withdrawalDelay)
  const unsettled = bob.breakwater.withdrawStake({ panel })
  await refused(unsettled, 'StakeInUse', { atRisk: usdc('12000') })
  await bob.breakwater.settleVoteSync(which())
  const before = await balanceOf(scene.asset, address(bob))
  expect((await bob.breakwater.withdrawStakeSync({ panel })).assets).toBe(usdc('60000'))
  expect((await balanceOf(scene.asset, address(bob))) - before).toBe(usdc('60000'))
})

test('an appeal takes the case to the next arbiter, and votes are settled as that decides', async () => {
  await vote([
    [bob, 0n],
    [dave, 0n],
    [erin, 2n],
  ])
  const { appealFee } = await inboxOf(bob)
  await fundFor(alice, panel, appealFee)
  expect((await alice.breakwater.appealRulingSync(which())).fee).toBe(appealFee)
  expect(await inboxOf(bob)).toMatchObject({
    ...{ appealed: true, ruling: 0n, phase: 'undecided', until: begun + 120 * DAY },
  })
  await refused(alice.breakwater.appealRuling(which()), 'AppealClosed')
  await travelTo(begun + 4 * DAY)
  await refused(keeper.breakwater.tallyVotes(which()), 'AlreadyFinal')
  expect(await todo(bob)).toEqual([])
  const open = bob.breakwater.settleVote(which())
  await refused(open, 'VotingOpen', { until: begun + 120 * DAY })
  await travelTo(begun + 6 * DAY)
  await rule(eve, incidentId, 2n, fallbackArbiter)
  expect(await todo(erin)).toEqual(['settleBonds', 'settleVote'])
  expect((await bob.breakwater.settleVoteSync(which())).change).toBe(-usdc('12000'))
  expect((await erin.breakwater.settleVoteSync(which())).change).toBe(usdc('12000'))
  expect(await inboxOf(erin)).toMatchObject({ freed: true, taken: usdc('12000'), due: 0n })
  expect((await dave.breakwater.settleVoteSync(which())).change).toBe(-usdc('12000'))
  expect(await inboxOf(erin)).toMatchObject({ risk: usdc('4000'), due: usdc('12000') })
  expect(await todo(erin)).toEqual(['settleBonds', 'settleVote'])
  expect((await erin.breakwater.settleVoteSync(which())).change).toBe(usdc('12000'))
  expect(await inboxOf(erin)).toMatchObject({ risk: 0n, freed: false, taken: 0n, due: 0n })
})

test('votes are settled in the end whatever becomes of the case', async () => {
  await commit(bob, 1n)
  const dispute = await bob.breakwater.getDispute({ incidentId, cases: [{ pool, termsId }] })
  const told = nextActions(dispute, { now: begun, account: address(bob), assessments: [await inboxOf(bob)] })
  // Both arbiters' turns end before that.
  expect(told.find(({ action }) => action === 'settleVote')).toMatchObject({
    ...{ from: begun + 10 * DAY, until: undefined, isPossible: false },
  })
  await travelTo(begun + 10 * DAY)
  expect(await todo(bob)).toContain('settleVote')
  expect((await keeper.breakwater.settleVoteSync({ ...which(), voter: address(bob) })).change).toBe(0n)
})

test('what the panel refuses has its name', async () => {
  const { breakwater } = bob
  await refused(
    alice.breakwater.commitVote({ ...which(), commitment: `0x${'11'.repeat(32)}` }),
    'NotEligible',
  )
  const zero = breakwater.commitVote({ ...which(), commitment: zeroHash })
  await refused(zero, 'ValueOutOfRange', { field: 'commitment' })
  await commit(bob, 1n)
  await refused(commit(bob, 1n), 'AlreadyVoted')
  await commit(erin, 4n)
  await refused(breakwater.tallyVotes(which()), 'VotingOpen', { until: begun + 4 * DAY })
  const salt = await breakwater.voteSalt(which())
  const opensAt = begun + 2 * DAY
  await refused(breakwater.revealVote({ ...which(), number: 1n, salt }), 'RevealNotOpen', { opensAt })
  await refused(breakwater.appealRuling(which()), 'VotingOpen', { until: begun + 3 * DAY })
  await refused(breakwater.settleVote(which()), 'VotingOpen', { until: begun + 3 * DAY })
  const tooMuch = breakwater.requestStakeWithdrawal({ panel, assets: maxUint256 })
  await refused(tooMuch, 'ValueOutOfRange', { field: 'assets' })
  await refused(breakwater.withdrawStake({ panel }), 'AmountZero')
  await travelTo(opensAt)
  await refused(commit(dave, 1n), 'CommitClosed')
  await refused(breakwater.revealVote({ ...which(), number: 2n, salt }), 'CommitmentMismatch')
  // What is no answer is found at the reveal.
  await refused(reveal(erin, 4n), 'UnknownAnswer')
  await travelTo(begun + 3 * DAY)
  await refused(breakwater.revealVote({ ...which(), number: 1n, salt }), 'RevealClosed')
  await refused(breakwater.appealRuling(which()), 'NoRuling')
  await travelTo(begun + 4 * DAY)
  await refused(breakwater.appealRuling(which()), 'AppealClosed')
  await refused(breakwater.tallyVotes(which()), 'NoRuling')
  await travelTo(begun + 5 * DAY)
  await refused(breakwater.tallyVotes(which()), 'AlreadyFinal')
  await travelTo(begun + 6 * DAY)
  await refused(breakwater.commitVote({ ...which(), commitment: salt }), 'NotArbiter')
  const unknown = { panel, ...caseOf(5n) }
  await refused(breakwater.commitVote({ ...unknown, commitment: salt }), 'UnknownIncident')
  await refused(breakwater.getAssessments({ panel, cases: [caseOf(5n)] }), 'UnknownIncident')
})

test('a salt follows from a signature, or is kept', async () => {
  const salt = await bob.breakwater.voteSalt(which())
  expect(await bob.breakwater.voteSalt(which())).toBe(salt)
  expect(await dave.breakwater.voteSalt(which())).not.toBe(salt)
  for (const other of [{ incidentId: 1n }, { termsId: 99n }, { pool: panel }, { court: panel }]) {
    expect(await bob.breakwater.voteSalt({ ...which(), ...other })).not.toBe(salt)
  }

  const local = privateKeyToAccount(`0x${'42'.repeat(32)}`)
  let count = 0
  const whimsical = toAccount({
    ...local,
    signTypedData: (data) => {
      const message = { ...(data.message as object), incidentId: BigInt(count++) }
      return local.signTypedData({ ...data, message } as never)
    },
  })
  const fickle = createWalletClient({ account: whimsical, chain: foundry, transport: http(url) }).extend(
    breakwaterActions({ deployment }),
  )
  await expect(fickle.breakwater.voteSalt(which())).rejects.toThrow(/does not sign the same twice/)
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
  const store = toSaltStore(storage)
  const stored = await fickle.breakwater.voteSalt({ ...which(), store })
  expect(await fickle.breakwater.voteSalt({ ...which(), store })).toBe(stored)
  expect([...kept.values()]).toEqual([stored])
  expect(await fickle.breakwater.voteSalt({ ...which(), termsId: 99n, store })).not.toBe(stored)
  for (const key of kept.keys()) kept.set(key, 'lost')
  await expect(fickle.breakwater.voteSalt({ ...which(), store })).rejects.toThrow(/has no salt of 32 bytes/)
})

test('a commitment is the panel’s own', async () => {
  const salt = await bob.breakwater.voteSalt(which())
  const voter = address(bob)
  for (const number of [0n, 1n, 2n]) {
    const commitment = voteCommitment({ chainId: foundry.id, court, ...which(), number, salt, voter })
    const own = await chain.readContract({
      ...{ abi: assessorPanelAbi, address: panel, functionName: 'commitmentOf' },
      args: [court, toCaseRef(which()), number, salt, voter],
    })
    expect(commitment).toBe(own)
    const call = bob.breakwater.commitVote.call({ ...which(), number, salt })
    expect(call.args).toEqual([court, toCaseRef(which()), commitment])
  }
  const nowhere = createWalletClient({ account: voter, transport: http(url) })
  const bound = nowhere.extend(breakwaterActions({ deployment })).breakwater
  expect(() => bound.commitVote.call({ ...which(), number: 1n, salt })).toThrow(/"chain" is missing/)
  // @ts-expect-error a number is a bigint
  expect(() => bob.breakwater.commitVote.call({ ...which(), number: 1, salt })).toThrow(/"number" is no/)
  expect(() => bob.breakwater.revealVote.call({ ...which(), number: 255n, salt })).toThrow(/"number" is no/)
})
