import { readFileSync } from 'node:fs'
import type { Address, Hex } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { coverTokenAbi } from '../../src/abis.js'
import {
  type AssetPermit,
  type BestQuote,
  extractCovers,
  InvalidParameterError,
  permit2Address,
} from '../../src/index.js'
import { splitCover } from '../../src/math/index.js'
import {
  balanceOf,
  buy,
  chain,
  createPool,
  DAY,
  deployment,
  fillPool,
  mint,
  now,
  people,
  refused,
  scene,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'

const { bob, carol, dave } = people

useScene()

const router = deployment.coverRouter
let pools: Address[]

beforeEach(async () => {
  pools = [scene.pool]
  for (let i = 0; i < 2; i++) pools.push((await createPool(scene.asset, scene.termsId)).pool)
  for (const pool of pools) await fillPool(pool)
  await mint(scene.asset, carol.account.address, usdc('100000'))
})

const order = (amount: string) => ({
  ...{ pools, termsId: scene.termsId },
  ...{ amount: usdc(amount), duration: 90 * DAY },
})

const approve = (amount: bigint) =>
  carol.breakwater.approveAssetSync({ asset: scene.asset, spender: router, amount })

/** Buys in a block of the second for which the quote was made. */
async function buyAt(quote: BestQuote, maxPremium: bigint, permit?: AssetPermit) {
  await chain.setNextBlockTimestamp({ timestamp: BigInt(quote.timestamp) })
  const deadline = quote.timestamp + 600
  return carol.breakwater.buyBestCoverSync({ router, quote, maxPremium, deadline, permit, gas: 2_000_000n })
}

async function expectNothingLeft() {
  expect(await balanceOf(scene.asset, router)).toBe(0n)
}

test('SDK-6: an order costs what was quoted offline, to the unit, and buys what was split', async () => {
  await buy(dave, usdc('300000'), 90 * DAY, pools[0])
  await approve(usdc('50000'))
  const quote = await bob.breakwater.getBestQuote({ ...order('1200000'), timestamp: (await now()) + 100 })
  expect(quote.parts).toHaveLength(3)
  expect(quote.amount).toBe(usdc('1200000'))
  // Offline, from the same snapshots.
  const snapshots = await Promise.all(pools.map((pool) => bob.breakwater.getPoolSnapshot({ pool })))
  const offline = splitCover(snapshots, { ...order('1200000'), timestamp: quote.timestamp })
  expect(quote).toMatchObject(offline)

  const before = await balanceOf(scene.asset, carol.account.address)
  const bought = await buyAt(quote, usdc('50000'))
  expect(bought).toMatchObject({ amount: quote.amount, premium: quote.premium, paid: quote.premium })
  expect(before - (await balanceOf(scene.asset, carol.account.address))).toBe(quote.premium)
  const covers = extractCovers(bought.receipt, quote)
  expect(covers.map(({ amount, premium }) => [amount, premium])).toEqual(
    quote.parts.map(({ amount, premium }) => [amount, premium]),
  )
  for (const { coverId } of covers) {
    const args = [coverId] as const
    const ownerOf = {
      abi: coverTokenAbi,
      address: deployment.coverToken,
      functionName: 'ownerOf',
      args,
    } as const
    expect(await chain.readContract(ownerOf)).toBe(carol.account.address)
  }
  await expectNothingLeft()
})

test('SDK-6: the split costs no more than one pool, and less than an even one', async () => {
  await buy(dave, usdc('500000'), 90 * DAY, pools[0])
  const quote = await bob.breakwater.getBestQuote(order('600000'))
  const alone = await bob.breakwater.getQuote({ ...order('600000'), pool: pools[1] as Address })
  const even = await Promise.all(pools.map((pool) => bob.breakwater.getQuote({ ...order('200000'), pool })))
  expect(quote.premium).toBeLessThan(alone.premium)
  expect(quote.premium).toBeLessThan(even.reduce((sum, { premium }) => sum + premium, 0n))
})

test('RTR-1: an order whose pool has moved is filled by the others', async () => {
  const quote = await bob.breakwater.getBestQuote(order('1200000'))
  const [first] = quote.parts
  await approve(usdc('50000'))
  await buy(dave, usdc('500000'), 90 * DAY, first?.pool)
  const { amount, receipt } = await carol.breakwater.buyBestCoverSync({
    ...{ router, quote, maxPremium: usdc('50000'), deadline: (await now()) + 600 },
  })
  expect(amount).toBe(usdc('1200000'))
  expect(extractCovers(receipt, quote).length).toBeGreaterThan(3)
  await expectNothingLeft()
})

test.each(['eip2612', 'permit2'] as const)(
  'RTR-5: a signature of %s pays in the same transaction',
  async (kind) => {
    if (kind === 'permit2') {
      const path = new URL('../../../contracts/test/mocks/Permit2.json', import.meta.url)
      const { runtime } = JSON.parse(readFileSync(path, 'utf8')) as { runtime: Hex }
      await chain.setCode({ address: permit2Address, bytecode: runtime })
    }
    const quote = await bob.breakwater.getBestQuote({ ...order('30000'), timestamp: (await now()) + 100 })
    const deadline = quote.timestamp + 600
    const signed = { asset: scene.asset, spender: router, amount: usdc('5000'), deadline, kind }
    const permit = await carol.breakwater.signAssetPermit(signed)
    expect(permit).toMatchObject({ kind, pool: router })
    const { paid } = await buyAt(quote, usdc('5000'), permit)
    expect(paid).toBe(quote.premium)
    await expectNothingLeft()

    const elsewhere = { ...order('1000'), pool: scene.pool, maxPremium: 5n, deadline, maxStart: 5, permit }
    expect(() => carol.breakwater.buyCover.call(elsewhere)).toThrow('is for another spender')
  },
)

test('SDK-2: an order has a call, a simulation and an estimate', async () => {
  await approve(usdc('50000'))
  const quote = await bob.breakwater.getBestQuote(order('1200000'))
  const parameters = { router, quote, maxPremium: usdc('50000'), deadline: (await now()) + 600 }
  const { to, functionName } = carol.breakwater.buyBestCover.call(parameters)
  expect([to, functionName]).toEqual([router, 'buyCover'])
  const { result } = await carol.breakwater.buyBestCover.simulate(parameters)
  expect(result[0]).toHaveLength(3)
  expect(result[1]).toBe(quote.amount)
  expect(await carol.breakwater.buyBestCover.estimateGas(parameters)).toBeGreaterThan(300_000n)
})

test('SDK-5: refusals arrive typed, before anything is sent', async () => {
  const quote = await bob.breakwater.getBestQuote(order('1200000'))
  const parameters = { router, quote, maxPremium: usdc('50000'), deadline: (await now()) + 600 }
  await refused(carol.breakwater.buyBestCover(parameters), 'TransferFromFailed')
  await approve(usdc('50000'))
  await refused(carol.breakwater.buyBestCover({ ...parameters, maxPremium: usdc('5') }), 'PremiumAboveMax')
  const unknown = { ...quote, parts: [{ poolId: 99n, amount: usdc('10') }] }
  await refused(carol.breakwater.buyBestCover({ ...parameters, quote: unknown }), 'UnknownPool', {
    poolId: 99n,
  })
  const much = { ...quote, parts: quote.parts.map((part) => ({ ...part, amount: usdc('2000000') })) }
  await refused(carol.breakwater.buyBestCover({ ...parameters, quote: much }), 'CapacityExceeded')
  await travelTo(parameters.deadline + 1)
  await refused(carol.breakwater.buyBestCover(parameters), 'DeadlinePassed')
})

test('bad parameters are refused without a request', async () => {
  const bad = (parameters: object) =>
    expect(bob.breakwater.getBestQuote({ ...order('1000'), ...parameters } as never)).rejects.toThrow(
      InvalidParameterError,
    )
  await bad({ pools: [] })
  await bad({ pools: [scene.pool, scene.pool] })
  await bad({ amount: 5 })
  await bad({ duration: 5 })
  const quote = { ...(await bob.breakwater.getBestQuote(order('1000'))), parts: [] }
  const parameters = { router, quote, maxPremium: usdc('5'), deadline: (await now()) + 600 }
  await expect(carol.breakwater.buyBestCover(parameters)).rejects.toThrow('has no parts')
})
