import { parseEther } from 'viem'
import { expect, test } from 'vitest'
import { getOffers, getPool, getPools, getQuote, getRecovery } from '../../src/index.js'
import {
  buy,
  chain,
  createPool,
  DAY,
  deploy,
  deployment,
  fillPool,
  fund,
  PRICING,
  people,
  scene,
  travel,
  usdc,
  useScene,
} from '../fixture.js'
import { counting } from './counting.js'

const { alice, carol, keeper, lister, manager } = people

useScene()

const order = { amount: usdc('50000'), duration: 90 * DAY }

test('all pools come in one request, each as `getPool` reads it', async () => {
  await fillPool()
  await buy()
  await alice.breakwater.requestRedeemSync({ pool: scene.pool, shares: 10n ** 18n })
  const second = await createPool(scene.asset, scene.termsId)
  const { client, asked } = counting()
  const pools = await getPools(client, { deployment })
  expect(asked).toEqual(['eth_call'])
  expect(pools.map(({ poolId }) => poolId)).toEqual([scene.poolId, second.poolId])
  for (const { pool, sells, ...found } of pools) {
    expect(found).toEqual(await getPool(chain, { pool, deployment }))
    expect(sells).toEqual([
      { termsId: scene.termsId, productId: scene.productId, covers: pool === scene.pool ? 1n : 0n },
    ])
  }
  expect(pools[0]).toMatchObject({ pool: scene.pool, queuedShares: 10n ** 18n })
})

test('pools are found by asset and by what they sell', async () => {
  const { address: other } = await deploy(keeper, 'MockUSDC')
  const mine = { manager: manager.account.address }
  const config = { ...mine, coverUnit: usdc('1'), startEquity: usdc('1000'), cooldown: 14 * DAY }
  const ratios = { clusterRatio: parseEther('1'), leverage: parseEther('1') }
  const exits = { exitClusterRatio: parseEther('1'), exitLeverage: parseEther('1') }
  const names = { name: 'Empty', symbol: 'E' }
  const { pool } = await manager.breakwater.createPoolSync({
    ...{ asset: other, ...config, ...ratios, ...exits, ...names },
  })
  const found = async (by: object) => (await getPools(chain, { deployment, ...by })).map((one) => one.pool)
  expect(await found({})).toEqual([scene.pool, pool])
  expect(await found({ asset: other })).toEqual([pool])
  expect(await found({ covering: scene.vault })).toEqual([scene.pool])
  expect(await found({ covering: other })).toEqual([])
  expect(await found({ termsId: scene.termsId })).toEqual([scene.pool])
  expect(await found({ termsId: scene.termsId + 1n })).toEqual([])
  expect(await found({ productId: scene.productId, asset: scene.asset })).toEqual([scene.pool])
  expect(await found({ productId: scene.productId, asset: other })).toEqual([])

  await manager.breakwater.removeTermsSync({ pool: scene.pool, termsId: scene.termsId })
  expect(await found({ termsId: scene.termsId })).toEqual([])
})

test('offers are one request, each as the pool quotes it, the cheapest first', async () => {
  await fillPool()
  const dear = { ...PRICING, rateFloor: parseEther('0.03'), rateAtTarget: parseEther('0.05') }
  const second = await createPool(scene.asset, scene.termsId, {}, dear)
  const small = await createPool(scene.asset, scene.termsId, { name: 'small' })
  const empty = await createPool(scene.asset, scene.termsId, { name: 'empty' })
  for (const [{ pool }, assets] of [
    [second, usdc('3000000')],
    [small, usdc('20000')],
  ] as const) {
    await fund(alice, scene.asset, pool, assets)
    await alice.breakwater.depositSync({ pool, assets })
  }
  await travel(2 * DAY)

  const { client, asked } = counting()
  const offers = await getOffers(client, { deployment, covering: scene.vault, ...order })
  expect(asked).toEqual(['eth_call'])
  expect(offers.map(({ pool }) => pool)).toEqual([scene.pool, second.pool, small.pool, empty.pool])
  for (const { pool, quote, recovery, ...rest } of offers) {
    const which = { pool, termsId: scene.termsId, amount: order.amount }
    expect(quote).toEqual(await getQuote(chain, { ...which, duration: order.duration }))
    expect(recovery).toEqual(await getRecovery(chain, which))
    expect(rest).toEqual({
      ...{ asset: scene.asset, termsId: scene.termsId, productId: scene.productId },
      ...{ amount: order.amount, refusal: undefined },
    })
  }
  expect(offers[2]?.quote).toMatchObject({ available: usdc('5000'), binding: 'speed' })
  expect(await getOffers(chain, { deployment, productId: scene.productId, ...order })).toEqual(offers)
  expect(await getOffers(chain, { deployment, termsId: scene.termsId, ...order })).toEqual(offers)
})

test('a pool that refuses is told with its reason, an amount in parts of a unit is rounded up', async () => {
  await fillPool()
  await lister.breakwater.suspendTermsSync({ termsId: scene.termsId, suspended: true })
  const amount = usdc('50000') - 1n
  const offers = await getOffers(chain, { deployment, covering: scene.vault, ...order, amount })
  expect(offers).toMatchObject([
    { pool: scene.pool, amount: usdc('50000'), quote: undefined, refusal: 'TermsNotForSale' },
  ])
  expect(await getOffers(chain, { deployment, covering: carol.account.address, ...order })).toEqual([])
  const elsewhere = { deployment, covering: scene.vault, asset: carol.account.address, ...order }
  expect(await getOffers(chain, elsewhere)).toEqual([])
})

test('mistakes are refused by the names of their parameters', async () => {
  const wrong = (parameters: object) => getOffers(chain, { deployment, ...order, ...parameters })
  const { vault: covering, productId } = scene
  for (const [parameters, parameter] of [
    [{}, 'covering'],
    [{ covering, productId }, 'covering'],
    [{ covering: '0x12' }, 'covering'],
    [{ productId: 0n }, 'productId'],
    [{ productId: 1 }, 'productId'],
    [{ covering, amount: 0n }, 'amount'],
    [{ covering, amount: 1n << 200n }, 'amount'],
    [{ covering, duration: DAY - 1 }, 'duration'],
    [{ covering, asset: '0x' }, 'asset'],
  ] as const)
    await expect(wrong(parameters)).rejects.toMatchObject({ name: 'InvalidParameterError', parameter })
  await expect(getPools(chain, { deployment, asset: '0x1' })).rejects.toMatchObject({ parameter: 'asset' })
})
