import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toRevertWith, useTestkit } from '@breakwater/sdk/testing/node'

const chain = useTestkit({ setUp: (kit) => kit.scenarios.payableCase() })

test('strangers pause nothing', async () => {
  const { kit, scene } = chain()
  const call = kit.personas.stranger.breakwater.pauseSales({ pool: scene.pool, duration: 86_400 })
  await toRevertWith(call, 'NotAuthorized')
})

// Each test begins with the same chain: the claim is new in both.
for (const number of [1, 2]) {
  test(`the buyer is paid, ${number}`, async () => {
    const { kit, scene } = chain()
    const { payout } = await kit.personas.buyer.breakwater.claimPayoutSync(scene)
    assert.equal(payout, 35_000n * 10n ** 6n)
  })
}
