import { parseEther, stringToHex } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { readArtifact } from '../demo/chain.js'
import { nextActions } from '../src/index.js'
import { arbiter, challenge, fundFor, insureAll, openBonded, openCourt, report } from './courtroom.js'
import { balanceOf, DAY, deploy, people, scene, travel, travelTo, usdc, useScene } from './fixture.js'

const { alice, bob, carol, dave, keeper } = people
const BOND = usdc('500')
const uris = { report: 'ipfs://report', counter: 'ipfs://counter' }

let incidentId: bigint
let oracle: `0x${string}`

useScene()

beforeEach(async () => {
  oracle = (await deploy(keeper, 'MockOptimisticOracle', 'MockOptimisticOracle')).address
  await tell('setFinalFee', [scene.asset, BOND / 4n])
  const args = [oracle, scene.asset, BigInt(2 * DAY), BigInt(3 * DAY), BOND]
  const { address } = await deploy(keeper, 'UmaArbiter', 'UmaArbiter', args)
  await openCourt({ proofOfLoss: false, first: address, firstTime: 7 * DAY })
  await insureAll([[carol, usdc('100000')]])
  incidentId = await report(alice, parseEther('0.5'))
  await openBonded(alice, incidentId)
  await challenge(dave, incidentId, { severity: 0n })
})

async function tell(functionName: string, args: unknown[]) {
  const { abi } = readArtifact('MockOptimisticOracle')
  const hash = await keeper.writeContract({ address: oracle, abi, functionName, args })
  await keeper.waitForTransactionReceipt({ hash })
}

test('an answer that nobody disputes is the ruling, step by step as it is listed', async () => {
  const which = { arbiter, incidentId }
  const told = async () => {
    const dispute = await bob.breakwater.getDispute({ incidentId })
    const assertions = [await bob.breakwater.getAssertions(which)]
    return nextActions(dispute, { now: dispute.timestamp, assertions, uris }).filter(
      ({ isPossible }) => isPossible,
    )
  }
  const first = (await told()).find(({ action, ruling }) => action === 'assertAnswer' && ruling === 'denial')
  expect(first?.bond).toEqual({ asset: scene.asset, spender: arbiter, amount: BOND })
  await fundFor(bob, arbiter, BOND)
  const hash = await bob.sendTransaction({ to: first?.call?.to ?? null, data: first?.call?.data ?? '0x' })
  const receipt = await bob.waitForTransactionReceipt({ hash })
  const { assertionId, ruling } = bob.breakwater.assertAnswer.extractEvent(receipt).args
  expect(ruling).toBe(3)
  const { open, currency, bond, liveness } = await bob.breakwater.getAssertions(which)
  expect({ currency, bond, liveness }).toEqual({ currency: scene.asset, bond: BOND, liveness: 2 * DAY })
  expect(open).toEqual({
    report: undefined,
    counter: undefined,
    denial: { assertionId, isSettleable: false },
  })
  expect((await told()).map(({ action, ruling: of }) => [action, of])).toEqual([
    ['assertAnswer', 'report'],
    ['assertAnswer', 'counter'],
  ])
  await travel(2 * DAY)
  const settle = (await told()).find(({ action }) => action === 'settleAnswer')
  expect(settle?.call?.args).toEqual([assertionId])
  expect(await keeper.breakwater.settleAnswerSync({ arbiter, assertionId })).toMatchObject({ truthful: true })
  expect(await balanceOf(scene.asset, bob.account.address)).toBeGreaterThanOrEqual(BOND)
  const { outcome, severity } = await bob.breakwater.getDispute({ incidentId })
  expect({ outcome, severity }).toEqual({ outcome: 'counter', severity: 0n })
})

test('what the arbiter refuses has its name', async () => {
  const which = {
    arbiter,
    incidentId,
    ruling: 'report',
    reportUri: uris.report,
    counterUri: uris.counter,
  } as const
  const refused = (action: Promise<unknown>, error: object) => expect(action).rejects.toMatchObject(error)
  await refused(bob.breakwater.assertAnswer({ ...which, reportUri: '"' }), {
    ...{ name: 'ValueOutOfRange', args: { field: 'uri' } },
  })
  await fundFor(bob, arbiter, BOND)
  const { assertionId } = await bob.breakwater.assertAnswerSync(which)
  await refused(bob.breakwater.assertAnswer(which), { name: 'AnswerPending', args: { assertionId } })
  await refused(bob.breakwater.settleAnswer({ arbiter, assertionId }), { name: 'TransactionRevertedError' })
  const unknown = stringToHex('unknown', { size: 32 })
  await refused(bob.breakwater.settleAnswer({ arbiter, assertionId: unknown }), { name: 'UnknownAnswer' })
  const { deadline } = await bob.breakwater.getDispute({ incidentId })
  const late = { ...which, ruling: 'counter' } as const
  await travelTo(deadline - 2 * DAY)
  await refused(bob.breakwater.assertAnswer(late), { name: 'AnswerTooLate' })
  await travelTo(deadline)
  await refused(bob.breakwater.assertAnswer(late), { name: 'NotArbiter' })
})
