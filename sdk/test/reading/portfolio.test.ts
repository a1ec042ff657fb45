import { concatHex, type Hex, numberToHex, toFunctionSelector } from 'viem'
import { expect, test } from 'vitest'
import { depositIntoVault } from '../../demo/stage.js'
import {
  coverStatus,
  getCode,
  getCover,
  getCoverable,
  getCovers,
  getOffers,
  getPayout,
  getPortfolio,
  getPosition,
  getRedeemRequest,
  getTerms,
} from '../../src/index.js'
import {
  buy,
  chain,
  createPool,
  DAY,
  deployment,
  exploitAndFire,
  fillPool,
  fund,
  kit,
  mint,
  now,
  people,
  scene,
  travel,
  usdc,
  useScene,
} from '../fixture.js'
import { balanceSlotOf, copiesOf, slotOf } from './copies.js'
import { counting } from './counting.js'

const { alice, bob, carol, dave, keeper } = people

useScene()

test('ten thousand covers of an owner come in one request; with less gas in several, at one block', async () => {
  await fillPool()
  const { coverId } = await buy(carol)
  const owner = carol.account.address
  const stateOverride = await copiesOf(kit, coverId, 10_000)
  const { client, asked, sizes } = counting()
  const covers = await getCovers(client, { owner, deployment, stateOverride })
  expect(asked).toEqual(['eth_call'])
  expect(covers).toHaveLength(10_000)
  expect(new Set(covers.map((cover) => cover.coverId)).size).toBe(10_000)
  const [newest] = covers
  const newestId = newest?.coverId ?? 0n
  expect(newest).toEqual(await getCover(client, { coverId: newestId, deployment, stateOverride }))
  // Public nodes return far more than that.
  expect(sizes[0]).toBeLessThan(1_500_000)
  // A stranger has none, and nothing is scanned.
  expect(await getCovers(client, { owner: dave.account.address, deployment, stateOverride })).toEqual([])

  for (const [gas, calls] of LIMITS) {
    const capped = counting(gas)
    expect(await getCovers(capped.client, { owner, deployment, stateOverride })).toEqual(covers)
    expect([gas, capped.blocks.length]).toEqual([gas, calls])
    expect(new Set(capped.blocks.slice(1)).size).toBeLessThan(2)
  }
}, 600_000)

/** Gas that a node allows for a call, and the calls that it takes then: one that is not enough, and the pages. */
const LIMITS: readonly [bigint, number][] = [
  [100_000_000n, 1],
  [50_000_000n, 3],
  [25_000_000n, 5],
]

test('a position is one request, each figure as its own call has it', async () => {
  await fillPool()
  const { pool } = scene
  const account = alice.account.address
  await alice.breakwater.requestRedeemSync({ pool, shares: usdc('500000') * 10n ** 6n })
  const { client, asked } = counting()
  const position = await getPosition(client, { pool, account, deployment })
  expect(asked).toEqual(['eth_call'])
  const worth = (shares: bigint) =>
    alice.readContract({ address: pool, abi: SHARES, functionName: 'convertToAssets', args: [shares] })
  expect(position).toEqual({
    ...{ pool, asset: scene.asset, shares: usdc('1500000') * 10n ** 6n },
    assets: await worth(position.shares),
    exit: await getRedeemRequest(chain, { pool, controller: account }),
    pendingAssets: await worth(usdc('500000') * 10n ** 6n),
    returns: { shares: 0n, returns: 0 },
  })
})

const SHARES = [
  {
    type: 'function',
    name: 'convertToAssets',
    stateMutability: 'view',
    inputs: [{ name: 'shares', type: 'uint256' }],
    outputs: [{ type: 'uint256' }],
  },
] as const

test('a portfolio tells covers with their status and claims, positions, and at one block', async () => {
  await fillPool()
  const { pool, termsId } = scene
  const other = await createPool(scene.asset, termsId)
  await fund(carol, scene.asset, other.pool, usdc('1000'))
  await carol.breakwater.depositSync({ pool: other.pool, assets: usdc('1000') })
  const early = await buy(carol)
  await travel(4 * DAY)
  const late = await buy(carol)
  const owner = carol.account.address
  const incidentId = await exploitAndFire()
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId })

  const waiting = await getPortfolio(chain, { owner, deployment })
  expect(waiting.covers.map(({ claims }) => claims.length)).toEqual([0, 1])
  expect(waiting.covers[1]?.claims[0]).toMatchObject({
    incidentId,
    payout: 0n,
    case: { status: 'open', claimsUntil: 0 },
  })

  await travel(5 * DAY)
  await keeper.breakwater.applyVerdictSync({ pool, termsId, incidentId })
  const { client, asked, blocks } = counting()
  const portfolio = await getPortfolio(client, { owner, deployment })
  expect(asked).toEqual(['eth_blockNumber', ...Array(6).fill('eth_call')])
  expect(new Set(blocks).size).toBe(1)
  expect(portfolio.timestamp).toBe(await now())
  expect(portfolio.positions.map((one) => one.pool)).toEqual([other.pool])
  expect(portfolio).toMatchObject({ owner, bonds: [], stakes: [] })
  expect(portfolio.covers.map(({ coverId }) => coverId)).toEqual([late.coverId, early.coverId])

  const [code, terms] = [
    await getCode(chain, { termsId, deployment }),
    await getTerms(chain, { termsId, deployment }),
  ]
  for (const { status, claims, ...cover } of portfolio.covers) {
    expect(cover).toEqual(await getCover(chain, { coverId: cover.coverId, deployment }))
    expect(status).toEqual(coverStatus({ cover, code, terms, now: portfolio.timestamp }))
  }
  const [claim] = portfolio.covers[1]?.claims ?? []
  expect(portfolio.covers[0]?.claims).toEqual([])
  const payout = await getPayout(chain, { pool, coverId: early.coverId, incidentId })
  expect(payout).toBeGreaterThan(0n)
  expect(claim).toMatchObject({ incidentId, payout, isJoint: false, registered: { gross: 0n, paid: 0n } })
  expect(claim?.case.status).toBe('payable')
  expect(claim?.case.claimsUntil).toBe(portfolio.timestamp + 60 * DAY)

  await carol.breakwater.claimPayoutSync({ pool, coverId: early.coverId, incidentId })
  const paid = await getPortfolio(chain, { owner, deployment })
  expect(paid.covers[1]?.claims[0]).toMatchObject({ payout: 0n })
})

test('an account without anything has an empty portfolio', async () => {
  const { client, asked } = counting()
  const portfolio = await getPortfolio(client, { owner: dave.account.address, deployment })
  expect(portfolio).toMatchObject({ covers: [], positions: [], bonds: [], stakes: [] })
  expect(asked).toEqual(['eth_blockNumber', 'eth_call'])
})

test('what can be covered is told with what is not covered, and with the offers for that', async () => {
  await fillPool()
  const { asset, termsId, vault } = scene
  await mint(asset, bob.account.address, usdc('30000'))
  await fund(bob, asset, vault, usdc('30000'))
  await depositIntoVault(bob, vault, usdc('30000'))
  const owner = bob.account.address
  const found = await getCoverable(chain, { owner, deployment })
  const duration = 90 * DAY
  const offers = await getOffers(chain, { termsId, amount: usdc('30000'), duration, deployment })
  expect(found).toEqual(
    [
      {
        ...{ target: vault, termsId, asset, shares: usdc('30000'), assets: usdc('30000') },
        ...{ covered: 0n, uncovered: usdc('30000'), pinnedBy: undefined, offers },
      },
    ].map(({ pinnedBy: _, ...rest }) => rest),
  )
  await buy(bob, usdc('10000'))
  expect(await getCoverable(chain, { owner, deployment })).toMatchObject([
    { covered: usdc('10000'), uncovered: usdc('20000'), offers: [{ amount: usdc('20000') }] },
  ])
  await buy(bob, usdc('25000'))
  expect(await getCoverable(chain, { owner, deployment })).toMatchObject([{ uncovered: 0n, offers: [] }])
  expect(await getCoverable(chain, { owner: dave.account.address, deployment })).toEqual([])
})

test('the worth of a vault that has much to count is told', async () => {
  await fillPool()
  const { asset, vault } = scene
  // balanceOf and asset answer at once; convertToAssets counts to 50,000 first, for 1.3 million gas.
  const code = concatHex([
    ...(['0x6000', '0x35', '0x60e0', '0x1c'] as const),
    ...(['0x80', '0x6338d52e0f', '0x14', '0x602b', '0x57'] as const),
    ...(['0x80', '0x6307a2d13a', '0x14', '0x6049', '0x57'] as const),
    ...(['0x67', numberToHex(usdc('70000'), { size: 8 }), '0x60005260206000f3'] as const),
    ...(['0x5b73', asset, '0x60005260206000f3'] as const),
    ...(['0x5b61c350', '0x5b60019003', '0x80604d57', '0x60043560005260206000f3'] as const),
  ])
  const stateOverride = [{ address: vault, code }]
  const [found] = await getCoverable(chain, { owner: dave.account.address, deployment, stateOverride })
  expect(found).toMatchObject({ target: vault, asset, assets: usdc('70000'), uncovered: usdc('70000') })
})

test('two thousand terms without a holding take no more than a node gives', async () => {
  // A registry that has so many terms, none of them current: all else it answers with zeros.
  const code = concatHex([
    ...(['0x6000', '0x35', '0x60e0', '0x1c', '0x63', toFunctionSelector('termsCount()'), '0x14'] as const),
    ...(['0x6015', '0x57', '0x610400', '0x6000', '0xf3'] as const),
    ...(['0x5b', '0x6107d0', '0x60005260206000f3'] as const),
  ])
  const stateOverride = [{ address: deployment.registry, code }]
  const { client } = counting(30_000_000n)
  expect(await getCoverable(client, { owner: dave.account.address, deployment, stateOverride })).toEqual([])
})

test('a node without state overrides reads the same, and another failure is told as it is', async () => {
  await fillPool()
  const { coverId } = await buy(carol)
  const owner = carol.account.address
  const covers = await getCovers(chain, { owner, deployment })
  expect(covers).toMatchObject([{ coverId }])
  for (const how of ['ignores', 'refuses'] as const) {
    const { client, asked } = counting(undefined, how)
    expect(await getCovers(client, { owner, deployment })).toEqual(covers)
    expect(asked).toEqual(['eth_call', 'eth_call'])
  }
  const { client, asked } = counting()
  const wrong = getCovers(client, { owner, deployment: { ...deployment, factory: scene.vault } })
  await expect(wrong).rejects.toMatchObject({ name: 'TransactionRevertedError' })
  expect(asked).toEqual(['eth_call'])
})

test('reads see the state that they are told', async () => {
  await fillPool()
  const owner = dave.account.address
  const { coverId } = await buy(carol)
  const word = await chain.getStorageAt({ address: deployment.coverToken, slot: slotOf(coverId) })
  const value = concatHex([(word ?? '0x').slice(0, 26) as Hex, owner])
  const stateOverride = [{ address: deployment.coverToken, stateDiff: [{ slot: slotOf(coverId), value }] }]
  expect((await getCover(chain, { coverId, deployment, stateOverride })).owner).toBe(owner)
  expect((await getCover(chain, { coverId, deployment })).owner).toBe(carol.account.address)
  const balance = { slot: balanceSlotOf(owner), value: numberToHex(1n, { size: 32 }) }
  const [change] = stateOverride
  const both = [{ address: deployment.coverToken, stateDiff: [...(change?.stateDiff ?? []), balance] }]
  expect(await getCovers(chain, { owner, deployment, stateOverride: both })).toMatchObject([
    { coverId, owner },
  ])
})
