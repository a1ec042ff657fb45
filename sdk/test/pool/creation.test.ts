import { expect, test } from 'vitest'
import { POOL, people, scene, useScene } from '../fixture.js'

useScene()

/** What wallets add to an estimate, at most. */
const MARGIN = [3n, 2n] as const
/** What chains take for one transaction, at least: 2 ** 24 is the protocol's own limit, and some have blocks of 8 million. */
const LIMIT = 8_000_000n

test('a new pool costs little enough for any wallet: with its margin, a twentieth of what chains take', async () => {
  const { manager } = people
  const parameters = { ...POOL, asset: scene.asset, manager: manager.account.address }
  const estimate = await manager.breakwater.createPool.estimateGas(parameters)
  const { receipt } = await manager.breakwater.createPoolSync({ ...parameters, gas: estimate })
  // The estimate itself is enough, and not much more than is used.
  expect(receipt.status).toBe('success')
  expect(estimate).toBeGreaterThanOrEqual(receipt.gasUsed)
  expect(estimate).toBeLessThan((receipt.gasUsed * 120n) / 100n)
  expect((estimate * MARGIN[0]) / MARGIN[1]).toBeLessThan(LIMIT / 20n)
})
