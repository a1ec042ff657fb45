import { parseEther } from 'viem'
import { expect, test } from 'vitest'
import { getPortfolio, toIncidentId } from '../../src/index.js'
import { observeLoss } from '../../src/testing/scenarios/product.js'
import {
  balanceOf,
  buy,
  chain,
  DAY,
  deployment,
  fillPool,
  kit,
  METER,
  people,
  refused,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { carol, keeper } = people

useScene()

/** The vault loses a part, the meter fires, and the pool opens a case. */
async function loseAndOpen(part: string) {
  await kit.loseFunds(scene.vault, parseEther(part))
  await observeLoss(kit, scene.meterId)
  const { number } = await keeper.breakwater.fireMeterSync({ meterId: scene.meterId })
  const which = { pool: scene.pool, termsId: scene.termsId, incidentId: toIncidentId(scene.subject, number) }
  await keeper.breakwater.openCaseSync(which)
  return which
}

const portfolio = () => getPortfolio(chain, { owner: carol.account.address, deployment })

test('a claim names all cases that have a verdict, applied or not, and pays what the portfolio says', async () => {
  await fillPool()
  const { coverId, start } = await buy(carol, usdc('100000'), 300 * DAY)
  await travelTo(start + DAY)
  const first = await loseAndOpen('0.2')
  // Not answered in time: its verdict is payable, and nobody applies it.
  await travel(METER.raiseWindow + 3 * DAY)
  const second = await loseAndOpen('0.3')
  const incidentIds = [first.incidentId, second.incidentId]
  const { pool } = scene

  // The second is still open to answers: a claim is of the first alone.
  const [early] = (await portfolio()).covers
  expect(early?.claims).toMatchObject([
    { case: { status: 'open' }, isJoint: false, incidentIds: [first.incidentId] },
    { case: { status: 'open' }, payout: 0n, isJoint: false, incidentIds: [second.incidentId] },
  ])
  const alone = await keeper.breakwater.getPayout({ pool, coverId, incidentId: first.incidentId })
  expect(early?.claims[0]?.payout).toBe(alone)
  expect(alone).toBeGreaterThan(usdc('10000'))

  const { endsAt } = await keeper.breakwater.getCourtCase(second)
  await travelTo(endsAt + 1)
  const together = await keeper.breakwater.getPayouts({ pool, coverId, incidentIds })
  expect(together).toBeGreaterThan(alone)
  const joint = { payout: together, isJoint: true, incidentIds }
  for (const applied of [undefined, first, second]) {
    if (applied) await keeper.breakwater.applyVerdictSync(applied)
    const [cover] = (await portfolio()).covers
    expect(cover?.claims, applied ? 'applied' : 'not applied').toMatchObject([joint, joint])
  }

  // All are applied: one alone is refused, and all together pay what was told.
  await refused(
    keeper.breakwater.claimPayout({ pool, coverId, incidentId: second.incidentId }),
    'ClaimTogether',
  )
  const held = await balanceOf(scene.asset, carol.account.address)
  await keeper.breakwater.claimPayoutsSync({ pool, coverId, incidentIds })
  expect((await balanceOf(scene.asset, carol.account.address)) - held).toBe(together)
  const [done] = (await portfolio()).covers
  expect(done?.claims).toMatchObject([{ payout: 0n }, { payout: 0n }])
})
