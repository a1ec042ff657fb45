import { parseEther, stringToHex } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { nextActions } from '../../src/index.js'
import { readMock } from '../../src/testing/index.js'
import {
  answer,
  arbiter,
  caseOf,
  court,
  endOf,
  fundFor,
  insureAll,
  openBonded,
  openCourt,
  pool,
  report,
  termsId,
} from '../courtroom.js'
import {
  balanceOf,
  DAY,
  deploy,
  people,
  refused,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, carol, dave, eve, keeper } = people
const BOND = usdc('500')
const uri = 'ipfs://evidence'

let incidentId: bigint
let oracle: `0x${string}`

useScene()

/** Answer 1 says a half, 2 a tenth, 3 nothing; it is UMA's turn. */
beforeEach(async () => {
  oracle = (await deploy(keeper, 'MockOptimisticOracle')).address
  await tell('setFinalFee', [scene.asset, BOND / 4n])
  const args = [oracle, scene.asset, BigInt(2 * DAY), BigInt(3 * DAY), BOND]
  const { address } = await deploy(keeper, 'UmaArbiter', args)
  await openCourt({ proofOfLoss: false, first: address, firstTime: 7 * DAY })
  await insureAll([[carol, usdc('100000')]])
  incidentId = await report(alice)
  await openBonded(alice, incidentId, parseEther('0.5'))
  await answer(carol, incidentId, { severity: parseEther('0.1') })
  await answer(dave, incidentId, 'nothing')
  await travelTo(await endOf(incidentId))
})

async function tell(functionName: string, args: unknown[], from = keeper) {
  const { abi } = readMock('MockOptimisticOracle')
  const hash = await from.writeContract({ address: oracle, abi, functionName, args })
  await from.waitForTransactionReceipt({ hash })
}

const which = () => ({ arbiter, ...caseOf(incidentId) })

async function assert(number: bigint, actor = bob) {
  await fundFor(actor, arbiter, BOND)
  return actor.breakwater.assertAnswerSync({ ...which(), number, uri })
}

/** What is listed as possible, of arbiters and asserters. */
async function told(actor = bob) {
  const dispute = await actor.breakwater.getDispute({ incidentId, cases: [{ pool, termsId }] })
  const assertions = [await actor.breakwater.getAssertions(which())]
  const account = actor.account.address
  return nextActions(dispute, { now: dispute.timestamp, account, assertions, uri }).filter(
    ({ isPossible, isYours, action }) => isPossible && isYours && /Answer|redit/.test(action),
  )
}
const names = async (actor = bob) => (await told(actor)).map(({ action, number }) => [action, number])

test('an answer that nobody disputes is the ruling, step by step as it is listed', async () => {
  expect(await names()).toEqual([
    ['assertAnswer', 0n],
    ['assertAnswer', 1n],
    ['assertAnswer', 2n],
  ])
  const first = (await told()).find(({ number }) => number === 0n)
  expect(first?.bond).toEqual({ asset: scene.asset, spender: arbiter, amount: BOND })
  await fundFor(bob, arbiter, BOND)
  const hash = await bob.sendTransaction({ to: first?.call?.to ?? null, data: first?.call?.data ?? '0x' })
  const receipt = await bob.waitForTransactionReceipt({ hash })
  const { assertionId, number } = bob.breakwater.assertAnswer.extractEvent(receipt).args
  expect(number).toBe(0n)
  const found = await bob.breakwater.getAssertions(which())
  expect(found).toEqual({
    ...{ ...which(), court, currency: scene.asset, bond: BOND, liveness: 2 * DAY },
    ...{ account: bob.account.address, credit: 0n },
    open: [
      {
        ...{ assertionId, number: 0n, asserter: bob.account.address, bond: BOND },
        ...{ isSettleable: false, isCreditable: false },
      },
    ],
  })
  // Each answer has a place of its own.
  expect(await names()).toEqual([
    ['assertAnswer', 1n],
    ['assertAnswer', 2n],
  ])
  await travel(2 * DAY)
  const settle = (await told()).find(({ action }) => action === 'settleAnswer')
  expect(settle?.call?.args).toEqual([assertionId])
  expect(await keeper.breakwater.settleAnswerSync({ arbiter, assertionId })).toMatchObject({ truthful: true })
  expect(await bob.breakwater.getCourtCase(which())).toMatchObject({ outcome: 'ruled', chosen: 3n })
  expect(await bob.breakwater.getAssertions(which())).toMatchObject({ open: [], credit: BOND })
  expect(await names()).toEqual([['withdrawCredit', undefined]])
  expect(await names(eve)).toEqual([])
  const receiver = eve.account.address
  const before = await balanceOf(scene.asset, receiver)
  expect((await bob.breakwater.withdrawCreditSync({ arbiter, receiver })).amount).toBe(BOND)
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(BOND)
  await refused(bob.breakwater.withdrawCredit({ arbiter }), 'AmountZero')
})

test('a true assertion that comes too late rules nothing, and its bond is credited', async () => {
  const { assertionId } = await assert(2n)
  const false_ = await assert(1n, eve)
  await fundFor(dave, oracle, 2n * BOND)
  for (const id of [assertionId, false_.assertionId]) {
    await tell('disputeAssertion', [id, dave.account.address], dave)
  }
  const { deadline } = await bob.breakwater.getCourtCase(which())
  await travelTo(deadline)
  await tell('vote', [assertionId, true])
  await tell('vote', [false_.assertionId, false])
  const late = keeper.breakwater.settleAnswer({ arbiter, assertionId })
  await refused(late, 'NotArbiter')
  expect((await bob.breakwater.getAssertions(which())).open).toMatchObject([
    { number: 1n, isSettleable: true, isCreditable: false },
    { number: 2n, isSettleable: false, isCreditable: true },
  ])
  expect(await names()).toEqual([['creditBond', 2n]])
  const credited = await keeper.breakwater.creditBondSync({ arbiter, assertionId })
  // Half of what the disputer lost is UMA's.
  const amount = BOND + BOND / 2n
  expect(credited).toMatchObject({ account: bob.account.address, amount })
  expect(await names()).toEqual([['withdrawCredit', undefined]])
  expect(await bob.breakwater.getAssertions(which())).toMatchObject({
    ...{ credit: amount, open: [{ number: 1n }, { number: 2n, isCreditable: false, bond: 0n }] },
  })
  // A false one has nothing to credit, and says nothing.
  const none = await keeper.breakwater.creditBondSync({ arbiter, assertionId: false_.assertionId })
  expect(none.amount).toBeUndefined()
})

test('the statement that UMA’s voters would judge lists all answers', async () => {
  const claim = await bob.breakwater.getUmaClaim({ ...which(), number: 2n, uri })
  for (const part of [
    'Answer 1: 50 % was lost',
    'Answer 2: 10 % was lost',
    'Asserted: answer 2 is right',
    uri,
  ]) {
    expect(claim).toContain(part)
  }
  const unknown = bob.breakwater.getUmaClaim({ ...which(), incidentId: 5n, number: 0n })
  await refused(unknown, 'UnknownIncident')
})

test('what the arbiter refuses has its name', async () => {
  const one = () => ({ ...which(), number: 1n, uri })
  await refused(bob.breakwater.assertAnswer({ ...one(), uri: '"' }), 'ValueOutOfRange', { field: 'uri' })
  // Nothing goes by 0, and there is no answer 4.
  for (const number of [3n, 4n]) {
    await refused(bob.breakwater.assertAnswer({ ...one(), number }), 'UnknownAnswer')
  }
  await refused(bob.breakwater.assertAnswer(one()), 'TransferFromFailed')
  const { assertionId } = await assert(1n)
  await refused(bob.breakwater.assertAnswer(one()), 'AnswerPending', { assertionId })
  await refused(bob.breakwater.settleAnswer({ arbiter, assertionId }), 'TransactionRevertedError')
  await refused(bob.breakwater.creditBond({ arbiter, assertionId }), 'TransactionRevertedError')
  const unknown = { arbiter, assertionId: stringToHex('unknown', { size: 32 }) }
  await refused(bob.breakwater.settleAnswer(unknown), 'UnknownAssertion')
  await refused(bob.breakwater.creditBond(unknown), 'UnknownAssertion')
  const { deadline } = await bob.breakwater.getCourtCase(which())
  await travelTo(deadline - 2 * DAY)
  await refused(bob.breakwater.assertAnswer({ ...one(), number: 2n }), 'AnswerTooLate')
  await travelTo(deadline)
  await refused(bob.breakwater.assertAnswer({ ...one(), number: 2n }), 'NotArbiter')
})
