import { kitTest } from '@breakwater/sdk/testing/vitest' // or useTestkit of …/testing/node
import { expect } from 'vitest'

const test = kitTest({ setUp: (kit) => kit.scenarios.payableCase() })

test('strangers pause nothing', async ({ kit, scene }) => {
  const call = kit.personas.stranger.breakwater.pauseSales({ pool: scene.pool, duration: 86_400 })
  await expect(call).toRevertWith('NotAuthorized')
})

// Each test begins with the same chain: the claim is new in both.
test.for([1, 2])('the buyer is paid, %i', async (_, { kit, scene }) => {
  const { payout } = await kit.personas.buyer.breakwater.claimPayoutSync(scene)
  expect(payout).toBe(35_000n * 10n ** 6n)
})
