import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createTestkit, type Testkit } from '@breakwater/sdk/testing'
import { parseUnits } from 'viem'
import { clustersOf, committedOf } from '../src/lib/exposure.js'
import { weeksOf } from '../src/lib/trailing.js'

const DAY = 86_400
const usdc = (amount: number) => parseUnits(String(amount), 6)

let kit: Testkit

before(async () => {
  kit = await createTestkit()
})

after(() => kit?.stop())

describe('figures that the page computes itself', () => {
  it('cover in force is what the pool has committed, until it is free again', async () => {
    const { pool, productId, end } = await kit.scenarios.activeCover({ amount: usdc(70_000) })
    const snapshot = await kit.personas.keeper.breakwater.getPoolSnapshot({ pool })
    const product = snapshot.products.find((one) => one.productId === productId)
    assert.ok(product)
    const free = end + 60 * DAY
    assert.equal(committedOf(snapshot, product, snapshot.timestamp), usdc(70_000))
    assert.equal(committedOf(snapshot, product, free), 0n)
    const [cluster, ...others] = clustersOf(snapshot, snapshot.timestamp)
    assert.deepEqual([cluster?.committed, cluster?.productIds], [usdc(70_000), [productId]])
    assert.deepEqual(others, [])
    assert.equal(clustersOf(snapshot, free)[0]?.committed, 0n)
  })

  it('premium and payouts stand in the weeks of their events', async () => {
    const { keeper } = kit.personas
    const decided = await kit.scenarios.payableCase()
    const { pool, coverId, incidentId, premium } = decided
    const { payout } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    const { activities } = await keeper.breakwater.getActivity({ pool })
    const now = await kit.now()
    const weeks = weeksOf(activities, now)
    const held = weeks.filter((week) => week.premium + week.paid > 0n)
    assert.deepEqual(
      held.map((week) => [week.premium, week.paid]),
      [
        [premium, 0n],
        [0n, payout],
      ],
    )
    const bought = activities.find(({ eventName }) => eventName === 'CoverBought')?.timestamp ?? 0
    const [first] = held
    assert.ok(first && first.from <= bought && bought < first.from + 7 * DAY)
  })
})
