import { createWalletClient, http, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount, toAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { beforeEach, expect, test } from 'vitest'
import { assessorPanelAbi } from '../src/abis.js'
import { breakwaterActions, nextActions, type Ruling, toSaltStore, voteCommitment } from '../src/index.js'
import {
  challenge,
  court,
  fundFor,
  insureAll,
  openBonded,
  openCourt,
  pool,
  report,
  termsId,
} from './courtroom.js'
import {
  balanceOf,
  chain,
  DAY,
  deploy,
  deployment,
  now,
  people,
  putBack,
  scene,
  travel,
  travelTo,
  url,
  usdc,
  useScene,
} from './fixture.js'

const { alice, bob, carol, dave, erin, keeper } = people
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
  withdrawalDelay: 140 * DAY,
  quorum: parseEther('0.3'),
  slashShare: parseEther('0.2'),
}

let panel: `0x${string}`
let incidentId: bigint

useScene()

beforeEach(async () => {
  const args = [{ ...CONFIG, asset: scene.asset }]
  panel = (await deploy(keeper, 'AssessorPanel', 'AssessorPanel', args)).address
  for (const [actor, assets] of STAKES) {
    await fundFor(actor, panel, assets)
    await actor.breakwater.depositStakeSync({ panel, assets })
  }
  await openCourt({ proofOfLoss: false, first: panel, firstTime: 6 * DAY })
  await insureAll([[carol, usdc('100000')]])
  incidentId = await report(alice, parseEther('0.5'))
  await openBonded(alice, incidentId)
  await challenge(carol, incidentId, { severity: parseEther('0.1') })
})

const inboxOf = async (actor: typeof bob) => {
  const [assessment] = await actor.breakwater.getAssessments({ panel, incidentIds: [incidentId] })
  if (!assessment) throw new Error('There is no assessment.')
  return assessment
}

/** What is listed as possible, each call of which is accepted. */
async function todo(actor: typeof bob) {
  const dispute = await actor.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
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

const commit = async (actor: typeof bob, ruling: Ruling) => {
  const salt = await actor.breakwater.voteSalt({ panel, incidentId })
  return actor.breakwater.commitVoteSync({ panel, incidentId, ruling, salt })
}

const reveal = async (actor: typeof bob, ruling: Ruling) => {
  const salt = await actor.breakwater.voteSalt({ panel, incidentId })
  return actor.breakwater.revealVoteSync({ panel, incidentId, ruling, salt })
}

test('assessors vote, the panel rules, and losers pay winners', async () => {
  const opened = await now()
  expect(await inboxOf(bob)).toMatchObject({
    ...{ caseId: 0n, phase: 'commit', isTurn: true, eligible: usdc('12000'), risk: 0n, vote: 'none' },
    until: opened + 2 * DAY,
    ends: {
      commit: opened + 2 * DAY,
      reveal: opened + 3 * DAY,
      appeal: opened + 4 * DAY,
      tally: opened + 5 * DAY,
    },
    ...{ atStake: usdc('45000'), appealFee: usdc('450') },
  })
  expect(await todo(bob)).toEqual(['commitVote'])
  const { risk, caseId } = await commit(bob, 'counter')
  expect(await todo(bob)).toEqual([])
  expect({ risk, caseId }).toEqual({ risk: usdc('12000'), caseId: 1n })
  await commit(dave, 'counter')
  await commit(erin, 'report')
  await travelTo(opened + 2 * DAY)
  expect(await inboxOf(erin)).toMatchObject({ phase: 'reveal', committedVote: true, risk: usdc('4000') })
  // No salt was kept: it is signed for again.
  await reveal(bob, 'counter')
  await reveal(dave, 'counter')
  await reveal(erin, 'report')
  await travelTo(opened + 3 * DAY)
  expect(await inboxOf(bob)).toMatchObject({
    ...{ phase: 'appeal', leading: 'counter', vote: 'counter', committedVote: false },
    revealed: { report: usdc('4000'), counter: usdc('24000'), denial: 0n },
    change: { report: -usdc('12000'), counter: usdc('2000'), denial: 0n, none: 0n },
  })
  expect(await todo(bob)).toEqual(['appealRuling'])
  await travelTo(opened + 4 * DAY)
  expect(await todo(bob)).toEqual(['tallyVotes'])
  expect(await keeper.breakwater.tallyVotesSync({ panel, incidentId })).toMatchObject({ winner: 2 })
  expect(await todo(bob)).toEqual(expect.arrayContaining(['settleBonds', 'settleVote']))
  const { outcome, severity } = await keeper.breakwater.getDispute({ incidentId })
  expect({ outcome, severity }).toEqual({ outcome: 'counter', severity: parseEther('0.1') })
  expect(await inboxOf(erin)).toMatchObject({
    phase: 'final',
    tallied: true,
    winner: 'counter',
    isTurn: false,
  })
  for (const [actor, change] of [
    [bob, usdc('2000')],
    [dave, usdc('2000')],
    [erin, -usdc('4000')],
  ] as const) {
    const { held } = await actor.breakwater.getStake({ panel })
    expect((await actor.breakwater.settleVoteSync({ panel, caseId })).change).toBe(change)
    expect((await actor.breakwater.getStake({ panel })).held).toBe(held + change)
  }
  await expect(bob.breakwater.settleVote({ panel, caseId })).rejects.toMatchObject({
    name: 'NothingToSettle',
  })
})

test('stake leaves after its delay, once its votes are settled', async () => {
  await commit(bob, 'report')
  const asked = await bob.breakwater.requestStakeWithdrawalSync({ panel, assets: usdc('60000') })
  expect(asked.maturesAt).toBe(BigInt((await now()) + CONFIG.withdrawalDelay))
  expect(await bob.breakwater.getStake({ panel })).toEqual({
    ...{ held: usdc('60000'), atRisk: usdc('12000'), leaving: usdc('60000') },
    ...{ maturesAt: Number(asked.maturesAt), openCases: [1n] },
  })
  const early = bob.breakwater.withdrawStake({ panel })
  await expect(early).rejects.toMatchObject({
    name: 'StakeLocked',
    args: { maturesAt: Number(asked.maturesAt) },
  })
  await travel(CONFIG.withdrawalDelay)
  const unsettled = bob.breakwater.withdrawStake({ panel })
  await expect(unsettled).rejects.toMatchObject({ name: 'StakeInUse', args: { id: 1n } })
  await bob.breakwater.settleVoteSync({ panel, caseId: 1n })
  const before = await balanceOf(scene.asset, address(bob))
  expect((await bob.breakwater.withdrawStakeSync({ panel })).assets).toBe(usdc('60000'))
  expect((await balanceOf(scene.asset, address(bob))) - before).toBe(usdc('60000'))
})

test('an appeal takes the incident to the next arbiter', async () => {
  const opened = await now()
  for (const actor of [bob, dave]) await commit(actor, 'denial')
  await travelTo(opened + 2 * DAY)
  for (const actor of [bob, dave]) await reveal(actor, 'denial')
  await travelTo(opened + 3 * DAY)
  const { appealFee } = await inboxOf(bob)
  await fundFor(alice, panel, appealFee)
  expect((await alice.breakwater.appealRulingSync({ panel, incidentId })).fee).toBe(appealFee)
  expect(await inboxOf(bob)).toMatchObject({ appealed: true, leading: 'denial' })
  await expect(alice.breakwater.appealRuling({ panel, incidentId })).rejects.toMatchObject({
    name: 'AppealClosed',
  })
  await travelTo(opened + 4 * DAY)
  await keeper.breakwater.tallyVotesSync({ panel, incidentId })
  expect((await keeper.breakwater.getDispute({ incidentId })).outcome).toBe('none')
})

test('what the panel refuses has its name', async () => {
  const { breakwater } = bob
  const which = { panel, incidentId }
  const refused = (action: Promise<unknown>, error: object | string) =>
    expect(action).rejects.toMatchObject(typeof error === 'string' ? { name: error } : error)
  const opened = await now()
  await refused(breakwater.tallyVotes(which), 'AlreadyFinal')
  await refused(alice.breakwater.commitVote({ ...which, commitment: `0x${'11'.repeat(32)}` }), 'NotEligible')
  await commit(bob, 'report')
  await refused(commit(bob, 'report'), 'AlreadyVoted')
  await refused(breakwater.tallyVotes(which), { name: 'VotingOpen', args: { until: opened + 4 * DAY } })
  const salt = await breakwater.voteSalt(which)
  const opensAt = opened + 2 * DAY
  await refused(breakwater.revealVote({ ...which, ruling: 'report', salt }), {
    name: 'RevealNotOpen',
    args: { opensAt },
  })
  await refused(breakwater.appealRuling(which), { name: 'VotingOpen', args: { until: opened + 3 * DAY } })
  await refused(breakwater.settleVote({ panel, caseId: 1n }), { name: 'VotingOpen' })
  const tooMuch = breakwater.requestStakeWithdrawal({ panel, assets: maxUint256 })
  await refused(tooMuch, { name: 'ValueOutOfRange', args: { field: 'assets' } })
  await refused(breakwater.withdrawStake({ panel }), 'AmountZero')
  await travelTo(opensAt)
  await refused(commit(dave, 'report'), 'CommitClosed')
  await refused(breakwater.revealVote({ ...which, ruling: 'counter', salt }), 'CommitmentMismatch')
  await travelTo(opened + 3 * DAY)
  await refused(breakwater.revealVote({ ...which, ruling: 'report', salt }), 'RevealClosed')
  await refused(breakwater.appealRuling(which), 'AppealClosed')
  await travelTo(opened + 5 * DAY)
  await refused(breakwater.tallyVotes(which), 'AlreadyFinal')
  await travelTo(opened + 6 * DAY)
  await refused(breakwater.commitVote({ ...which, commitment: salt }), 'NotArbiter')
})

test('a salt follows from a signature, or is kept', async () => {
  const which = { panel, incidentId }
  const salt = await bob.breakwater.voteSalt(which)
  expect(await bob.breakwater.voteSalt(which)).toBe(salt)
  expect(await dave.breakwater.voteSalt(which)).not.toBe(salt)
  expect(await bob.breakwater.voteSalt({ panel, incidentId: 1n })).not.toBe(salt)
  expect(await bob.breakwater.voteSalt({ ...which, resolver: panel })).not.toBe(salt)

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
  await expect(fickle.breakwater.voteSalt(which)).rejects.toThrow(/does not sign the same twice/)
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
  const store = toSaltStore(storage)
  const stored = await fickle.breakwater.voteSalt({ ...which, store })
  expect(await fickle.breakwater.voteSalt({ ...which, store })).toBe(stored)
  expect([...kept.values()]).toEqual([stored])
  for (const key of kept.keys()) kept.set(key, 'lost')
  await expect(fickle.breakwater.voteSalt({ ...which, store })).rejects.toThrow(/has no salt of 32 bytes/)
})

test('a commitment is the panel’s own', async () => {
  const salt = await bob.breakwater.voteSalt({ panel, incidentId })
  for (const [i, ruling] of (['report', 'counter', 'denial'] as const).entries()) {
    const commitment = voteCommitment({
      ...{ chainId: foundry.id, panel, resolver: court, incidentId, ruling, salt, voter: address(bob) },
    })
    const own = await chain.readContract({
      ...{ abi: assessorPanelAbi, address: panel, functionName: 'commitmentOf' },
      args: [court, incidentId, i + 1, salt, address(bob)],
    })
    expect(commitment).toBe(own)
    const call = bob.breakwater.commitVote.call({ panel, incidentId, ruling, salt })
    expect(call.args).toEqual([court, incidentId, commitment])
  }
  const nowhere = createWalletClient({ account: address(bob), transport: http(url) })
  const bound = nowhere.extend(breakwaterActions({ deployment })).breakwater
  const vote = { panel, incidentId, ruling: 'report', salt } as const
  expect(() => bound.commitVote.call(vote)).toThrow(/"chain" is missing/)
  // @ts-expect-error there is no such ruling
  expect(() => bob.breakwater.commitVote.call({ ...vote, ruling: 'none' })).toThrow(/"ruling" must be/)
})
