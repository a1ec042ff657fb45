import fc from 'fast-check'
import { type Address, type Hex, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { coverPoolAbi } from '../src/abis.js'
import {
  dampedEquityDown,
  productLimitDown,
  quoteCover,
  refundDown,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  virtualShares,
} from '../src/math/index.js'
import {
  balanceOf,
  buy,
  chain,
  createPool,
  DAY,
  deployment,
  fund,
  now,
  POOL,
  people,
  scene,
  TERMS,
  travel,
  usdc,
  useScene,
} from './fixture.js'

const { alice, bob, lister } = people
const SEED = Number(process.env.SEED ?? 20_260_101)
const PPM = 10n ** 12n
const ZERO = '0x0000000000000000000000000000000000000000'

useScene()

const ratio = (min: number, max: number) => fc.integer({ min, max }).map((x) => BigInt(x) * PPM)

/** Pools that differ in all that a price depends on. */
const pools = fc.record({
  rates: fc.tuple(ratio(0, 50_000), ratio(0, 100_000), ratio(1, 2_000_000)),
  target: ratio(1, 999_999),
  maxShare: ratio(100_000, 1_000_000),
  managerCut: ratio(0, 100_000),
  sponsorCut: ratio(0, 100_000),
  quantum: fc.constantFrom(1_000n, 100_000n, 1_000_000n, 7_000_000n),
  startEquity: fc.constantFrom(0n, usdc('1000'), usdc('500000'), usdc('100000000')),
  haircut: ratio(0, 500_000),
  waitingPeriod: fc.integer({ min: 1, max: 20 * DAY }),
  reportWindow: fc.integer({ min: DAY, max: 9 * DAY }),
  minBilled: fc.integer({ min: 29 * DAY, max: 365 * DAY }),
  deposits: fc.array(fc.bigInt({ min: 1n, max: usdc('5000000') }), { minLength: 1, maxLength: 3 }),
  exit: fc.integer({ min: 0, max: 100 }),
  /** A sale brings the damped equity to date; without one it is as old as the last deposit. */
  sale: fc.boolean(),
})

const orders = fc.record({
  quanta: fc.bigInt({ min: 1n, max: 1n << 28n }),
  duration: fc.integer({ min: DAY, max: 365 * DAY }),
  later: fc.oneof(fc.integer({ min: 0, max: 3600 }), fc.integer({ min: 0, max: 400 * DAY })),
})

const [samples, perPool] = [12, 20]

test.each(fc.sample(pools, { numRuns: samples, seed: SEED }).map((pool, i) => [i + 1, pool] as const))(
  'PREM-5: quotes of random pool %i, to the unit',
  async (i, sample) => {
    const { asset, meterId } = scene
    const [rateFloor, rateAtTarget, rateMax] = [...sample.rates].sort((a, b) => (a < b ? -1 : 1)) as [
      bigint,
      bigint,
      bigint,
    ]
    const { target, maxShare, managerCut, sponsorCut, quantum, startEquity, haircut } = sample
    const { waitingPeriod, reportWindow, minBilled } = sample
    const { productId } = await lister.breakwater.listProductSync({ clusterId: 8n, name: `Random ${i}` })
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...TERMS,
      ...{ productId, asset, resolver: deployment.shareLossTrigger, subject: meterId },
      ...{ haircut, waitingPeriod, reportWindow, minBilled },
    })
    const curve = { rateFloor, rateAtTarget, rateMax, target }
    const levels = { ...curve, maxShare, managerCut, sponsorCut }
    const { pool } = await createPool(asset, termsId, { quantum, startEquity }, levels)

    for (const assets of sample.deposits) {
      await fund(alice, asset, pool, assets)
      await alice.breakwater.depositSync({ pool, assets })
      await travel(DAY)
    }
    const shares = ((await balanceOf(pool, alice.account.address)) * BigInt(sample.exit)) / 100n
    if (shares > 0n) await alice.breakwater.requestRedeemSync({ pool, shares })
    const { available } = await bob.breakwater.getQuote({ pool, termsId, amount: quantum, duration: DAY })
    if (sample.sale && available >= quantum) await buyOn(pool, termsId, available / quantum / 2n, quantum)

    for (const { quanta, duration, later } of fc.sample(orders, { numRuns: perPool, seed: SEED + i })) {
      const timestamp = (await now()) + later
      const amount = quanta * quantum
      const quote = await bob.breakwater.getQuote({ pool, termsId, amount, duration, timestamp })

      const state = await readState(pool, productId, timestamp)
      const dampedEquity = dampedEquityDown({
        ...state.damped,
        today: Math.floor(timestamp / DAY),
        startEquity,
        freeEquity: toAssetsDown(state.supply - state.queued, state),
      })
      const limit = productLimitDown({ dampedEquity, maxShare, haircut, auditGap: 0n, quantum })
      const book = {
        curve,
        cuts: managerCut + sponsorCut,
        limit,
        committed: state.committed / quantum,
        quantum,
      }
      const price = quoteCover({ ...book, waitingPeriod, minBilled }, { amount, duration, timestamp })
      const { premium, cuts, rate, start, end } = quote
      expect({ premium, cuts, rate, start, end }, JSON.stringify({ SEED, i, timestamp })).toEqual(price)
    }
  },
)

test('PREM-7: cancellations at random moments, to the unit', async () => {
  const { asset, pool } = scene
  await fund(alice, asset, pool, usdc('3000000'))
  await alice.breakwater.depositSync({ pool, assets: usdc('3000000') })
  for (const duration of [DAY, 15 * DAY, 90 * DAY, 365 * DAY]) {
    const { coverId } = await buy(bob, usdc('12345'), duration)
    const { rate, start, end } = await bob.breakwater.getCover({ coverId })
    const { waitingPeriod, minBilled } = TERMS
    const moments = fc.sample(fc.integer({ min: await now(), max: end + DAY }), {
      numRuns: 20,
      seed: SEED + duration,
    })
    for (const timestamp of [...moments, start, end - 1, end]) {
      const refund = await bob.breakwater.quoteCancellation({ pool, coverId, timestamp })
      const inputs = { rate, start, end, timestamp, waitingPeriod, minBilled, quantum: POOL.quantum }
      expect(refund, JSON.stringify({ SEED, duration, timestamp })).toBe(refundDown(inputs))
    }
  }
})

test('POOL-1: previews of deposits and mints, to the unit', async () => {
  const { asset, pool } = scene
  await fund(alice, asset, pool, usdc('1234567.891011'))
  await alice.breakwater.depositSync({ pool, assets: usdc('1234567.891011') })
  await buy(bob, usdc('100000'))
  const contract = { address: pool, abi: coverPoolAbi } as const
  const amounts = fc.sample(fc.bigInt({ min: 0n, max: usdc('10000000') }), { numRuns: 40, seed: SEED })
  for (const amount of amounts) {
    const timestamp = (await now()) + Number(amount % 10_000n)
    const at = { blockOverrides: { time: BigInt(timestamp) }, args: [amount] } as const
    const state = await readState(pool, scene.productId, timestamp)
    const preview = (functionName: 'previewDeposit' | 'previewMint' | 'convertToAssets') =>
      chain.readContract({ ...contract, functionName, ...at })
    expect(await preview('previewDeposit')).toBe(toSharesDown(amount, state))
    expect(await preview('previewMint')).toBe(toAssetsUp(amount, state))
    expect(await preview('convertToAssets')).toBe(toAssetsDown(amount, state))
  }
})

async function buyOn(pool: Address, termsId: bigint, quanta: bigint, quantum: bigint) {
  if (quanta === 0n) return
  const amount = quanta * quantum
  await fund(bob, scene.asset, pool, amount * 10n)
  const deadline = (await now()) + 600
  await bob.breakwater.buyCoverSync({
    pool,
    termsId,
    amount,
    duration: 100 * DAY,
    maxPremium: amount * 10n,
    deadline,
  })
}

/** What a quote rests on, read at one second by other ways than the quote itself. */
async function readState(pool: Address, productId: bigint, timestamp: number) {
  const contract = { address: pool, abi: coverPoolAbi, blockOverrides: { time: BigInt(timestamp) } } as const
  const QUEUE: Hex = numberToHex(2, { size: 32 })
  const [equity, supply, queued, committed, [queue = ZERO]] = await Promise.all([
    chain.readContract({ ...contract, functionName: 'totalAssets' }),
    chain.readContract({ ...contract, functionName: 'totalSupply' }),
    chain.readContract({ ...contract, functionName: 'balanceOf', args: [pool] }),
    chain.readContract({ ...contract, functionName: 'committedCover', args: [productId] }),
    chain.readContract({ ...contract, functionName: 'extsload', args: [[QUEUE]] }),
  ])
  const word = BigInt(queue)
  const damped = { damped: (word >> 128n) & ((1n << 96n) - 1n), day: Number((word >> 224n) & 0xffffn) }
  return { equity, supply, queued, committed, damped, virtualShares: virtualShares(6) }
}
