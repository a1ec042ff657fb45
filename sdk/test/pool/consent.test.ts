import { expect, test } from 'vitest'
import { DAY } from '../../src/math/arithmetic.js'
import { pool, termsId, useCourt } from '../courtroom.js'
import { fund, now, people, scene, usdc, useScene } from '../fixture.js'

useScene()
useCourt()

const { alice, bob } = people
const [buyer, insured] = [bob.account.address, alice.account.address]

test('PREM-7: who consents to be insured gives a buyer that right and no other', async () => {
  await fund(bob, scene.asset, pool, usdc('1000'))
  const order = {
    pool,
    termsId,
    amount: usdc('1000'),
    duration: 30 * DAY,
    maxPremium: usdc('100'),
    insured,
    deadline: (await now()) + 600,
  }
  await expect(bob.breakwater.buyCoverSync(order)).rejects.toMatchObject({ name: 'InsuredNotApproved' })
  expect(await bob.breakwater.isBuyer({ pool, insured, buyer })).toBe(false)

  const set = await alice.breakwater.setBuyerSync({ pool, buyer, approved: true })
  expect(set).toMatchObject({ insured, buyer, approved: true })
  expect(await bob.breakwater.isBuyer({ pool, insured, buyer })).toBe(true)
  expect(await bob.breakwater.buyCoverSync(order)).toMatchObject({ insured, owner: buyer })
  const exit = bob.breakwater.requestRedeem({ pool, shares: 1n, owner: insured })
  await expect(exit).rejects.toMatchObject({ name: 'NotAuthorized' })

  await alice.breakwater.setBuyerSync({ pool, buyer, approved: false })
  await expect(bob.breakwater.buyCoverSync(order)).rejects.toMatchObject({ name: 'InsuredNotApproved' })
})
