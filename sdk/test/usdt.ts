import type { Address } from 'viem'
import { createPool, DAY, deploy, mint, now, people, scene, TERMS, usdc } from './fixture.js'

const { alice, carol, keeper, lister } = people

/** A pool of USDT that alice has filled, and what carol, who has USDT, wants to buy there. */
export async function usdtPool() {
  const { address: usdt } = await deploy(keeper, 'MockUSDT', [])
  const { address: resolver } = await deploy(keeper, 'ScriptedResolver', [usdt])
  const { productId } = await lister.breakwater.listProductSync({ clusterId: 9n, name: 'In USDT' })
  const asked = { ...TERMS, productId, asset: usdt, resolver, subject: 0n, observes: false, pins: scene.pins }
  const { termsId } = await lister.breakwater.publishTermsSync(asked)
  const { pool } = await createPool(usdt, termsId)
  for (const { account } of [alice, carol]) await mint(usdt, account.address, usdc('1000000'))
  await alice.breakwater.approveAssetSync({ asset: usdt, pool, amount: usdc('1000000') })
  await alice.breakwater.depositSync({ pool, assets: usdc('1000000') })
  const deadline = (await now()) + 3600
  const bounds = { maxPremium: usdc('5000'), deadline, maxStart: deadline + 30 * DAY }
  const order = { pool, termsId, amount: usdc('50000'), duration: 90 * DAY, ...bounds }
  return { usdt: usdt as Address, pool, order }
}
