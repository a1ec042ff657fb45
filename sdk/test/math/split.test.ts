import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PoolSnapshot, QuoteError, quoteCover, splitCover } from '../../src/math/index.js'

const DAY = 86_400
const NOW = 1_790_000_000
const DURATION = 90 * DAY
const WAD = 10n ** 18n
const SEED = Number(process.env.SEED ?? 20_260_101)

interface Pool {
  poolId?: bigint
  /** Cover at utilisation 1, cover units. */
  limit: bigint
  committed?: bigint
  coverUnit?: bigint
  /** Parts per million. */
  rates?: readonly [number, number, number]
  target?: number
  deferredUntil?: number
  asset?: `0x${string}`
  notForSale?: string
}

const ppm = (value: number) => BigInt(value) * 10n ** 12n

/** A pool whose capital is as large as its limit, and which has sold some cover long ago. */
function snapshotOf(pool: Pool): PoolSnapshot {
  const { poolId = 1n, limit, committed = 0n, coverUnit = 1_000_000n, target = 700_000 } = pool
  const { rates = [15_000, 35_000, 300_000], deferredUntil = 0, notForSale } = pool
  const [rateFloor, rateAtTarget, rateMax] = rates.map(ppm) as [bigint, bigint, bigint]
  const net = limit * coverUnit
  const address = `0x${poolId.toString(16).padStart(40, '0')}` as const
  return {
    pool: address,
    ...{ chainId: 1, blockNumber: 1n, timestamp: NOW },
    constants: {
      ...{ poolId, chainId: 1, asset: pool.asset ?? `0x${'aa'.repeat(20)}` },
      ...{ configurator: address, coverToken: address, registry: address },
      ...{ coverUnit, virtualShares: 1000n, assetUnit: 1n, cooldown: 14 * DAY, startEquity: 10n ** 30n },
      ...{ saleClusterRatio: WAD, saleLeverage: WAD, exitClusterRatio: WAD, exitLeverage: WAD },
    },
    ...{ net, rate: 0n, rateEnd: 0n, streamEnds: [] },
    ...{ short: false, salesPausedUntil: 0, depositsPausedUntil: 0 },
    ...{ supply: net * 1_000_000n, fading: undefined, queued: 0n },
    ...{ dampedEquity: net, dampedDay: Math.floor(NOW / DAY) },
    ...{ clusters: [committed, 0n, 0n, 0n, 0n, 0n, 0n, 0n], clusterExpiries: [] },
    deferredUntil: [deferredUntil, 0, 0, 0, 0, 0, 0, 0],
    products: [
      {
        ...{ productId: 1n, committed, expiries: [], sold: 0n, soldAt: NOW, stoppingCases: 0 },
        curve: { rateFloor, rateAtTarget, rateMax, target: ppm(target) },
        ...{ maxRatio: WAD, haircut: 0n, fees: WAD / 10n, cluster: 0 },
      },
    ],
    terms: [
      {
        ...{
          termsId: 1n,
          productId: 1n,
          notForSale,
          auditGap: 0n,
          waitingPeriod: 3 * DAY,
          horizon: 13 * DAY,
        },
        ...{ minBilled: 14 * DAY, maxCover: 10n ** 9n, deductible: 0n, proofOfLoss: false, covers: 0n },
        ...{ reading: undefined, refusal: undefined },
      },
    ],
  }
}

const order = (amount: bigint) => ({ termsId: 1n, amount, duration: DURATION })

/** What a part costs at its own pool. */
const costOf = (snapshot: PoolSnapshot, amount: bigint) =>
  amount === 0n ? 0n : quoteCover(snapshot, order(amount)).premium

/** The least that so many units cost at all pools together, by trying every split. */
function leastByTrying(snapshots: readonly PoolSnapshot[], units: bigint): bigint {
  const [first, ...others] = snapshots
  if (!first) return units === 0n ? 0n : 10n ** 60n
  const { coverUnit } = first.constants
  const most = quoteCover(first, order(coverUnit)).available / coverUnit
  let least = 10n ** 60n
  for (let own = 0n; own <= units && own <= most; own++) {
    const total = costOf(first, own * coverUnit) + leastByTrying(others, units - own)
    if (total < least) least = total
  }
  return least
}

/** What one step of a stream's rate costs: the unit to which PREM-4 rounds small premiums. */
function stepOf(snapshot: PoolSnapshot): bigint {
  const { end } = quoteCover(snapshot, order(snapshot.constants.coverUnit))
  return (BigInt(end - NOW) * snapshot.constants.coverUnit * 10n) / 9n / 2n ** 33n + 2n
}

const rate = (least: number, most: number) => fc.integer({ min: least, max: most })
const somePools = (count: number, limit: number) =>
  fc
    .array(
      fc.record({
        limit: rate(24, limit),
        used: rate(0, 100),
        floor: rate(0, 50_000),
        slope: rate(0, 50_000),
        steep: rate(0, 500_000),
        target: rate(1, 999_999),
      }),
      { minLength: 2, maxLength: count },
    )
    .map((pools) =>
      pools.map(({ limit, used, floor, slope, steep, target }, i) =>
        snapshotOf({
          poolId: BigInt(i + 1),
          limit: BigInt(limit),
          committed: BigInt(Math.floor((limit * used) / 150)),
          rates: [floor, floor + slope, floor + slope + steep],
          target,
        }),
      ),
    )

test('SDK-4: no split of a small order costs less by more than the rounding of its parts', () => {
  let exact = 0
  let count = 0
  fc.assert(
    fc.property(somePools(3, 120), fc.integer({ min: 1, max: 14 }), (snapshots, units) => {
      const split = splitCover(snapshots, order(BigInt(units) * 1_000_000n))
      const least = leastByTrying(snapshots, split.amount / 1_000_000n)
      const roundings = snapshots.reduce((sum, snapshot) => sum + stepOf(snapshot), 0n)
      expect(split.premium).toBeGreaterThanOrEqual(least)
      expect(split.premium - least).toBeLessThanOrEqual(roundings)
      count += 1
      if (split.premium === least) exact += 1
    }),
    { seed: SEED, numRuns: 200 },
  )
  expect(exact / count).toBeGreaterThan(0.9)
})

test('SDK-4: parts are quotes of their pools and add up', () => {
  fc.assert(
    fc.property(somePools(8, 50_000_000), fc.integer({ min: 1, max: 60_000_000 }), (snapshots, units) => {
      const wanted = BigInt(units) * 1_000_000n
      const { parts, amount, premium, available } = splitCover(snapshots, order(wanted))
      expect(amount).toBe(wanted < available ? wanted : available)
      let [sumOfAmounts, sumOfPremiums] = [0n, 0n]
      for (const part of parts) {
        const snapshot = snapshots[Number(part.poolId) - 1] as PoolSnapshot
        expect(part.premium).toBe(costOf(snapshot, part.amount))
        expect(part.amount).toBeLessThanOrEqual(part.available)
        sumOfAmounts += part.amount
        sumOfPremiums += part.premium
      }
      expect([sumOfAmounts, sumOfPremiums]).toEqual([amount, premium])
    }),
    { seed: SEED, numRuns: 40 },
  )
})

test('SDK-4: no move of any size between two pools saves more than roundings', () => {
  const moves = fc.tuple(
    somePools(6, 5_000_000),
    fc.integer({ min: 1000, max: 3_000_000 }),
    fc.nat(),
    fc.nat(),
  )
  fc.assert(
    fc.property(moves, ([snapshots, units, some, step]) => {
      const { parts, premium } = splitCover(snapshots, order(BigInt(units) * 1_000_000n))
      const from = parts[some % parts.length]
      const to = snapshots[(some + 1) % snapshots.length]
      if (!from || !to || from.pool === to.pool) return
      const other = parts.find(({ pool }) => pool === to.pool) ?? {
        amount: 0n,
        available: quoteCover(to, order(1_000_000n)).available,
      }
      const moved = ((BigInt(step) * 1_000_000n) % from.amount) + 1_000_000n
      if (moved > from.amount || other.amount + moved > other.available) return
      const own = snapshots[Number(from.poolId) - 1] as PoolSnapshot
      const before = from.premium + costOf(to, other.amount)
      const after = costOf(own, from.amount - moved) + costOf(to, other.amount + moved)
      // Two parts in a million, and a step for each of the two.
      expect(before - after).toBeLessThanOrEqual(premium / 500_000n + stepOf(own) + stepOf(to))
    }),
    { seed: SEED, numRuns: 100 },
  )
})

test('splits evenly over pools that are alike, and buys from the cheaper one first', () => {
  const alike = [1n, 2n, 3n, 4n].map((poolId) => snapshotOf({ poolId, limit: 1_000_000n }))
  const split = splitCover(alike, order(400_000_000_000n))
  expect(split.parts).toHaveLength(4)
  for (const part of split.parts) expect(Number(part.amount) / 1e6).toBeCloseTo(100_000, -2)

  const cheap = snapshotOf({ poolId: 1n, limit: 1_000_000n, rates: [10_000, 10_000, 10_000] })
  const dear = snapshotOf({ poolId: 2n, limit: 1_000_000n, rates: [20_000, 20_000, 20_000] })
  const { parts, amount } = splitCover([dear, cheap], order(260_000_000_000n))
  expect(parts.map((part) => [part.poolId, part.amount])).toEqual([
    [1n, 250_000_000_000n],
    [2n, 10_000_000_000n],
  ])
  expect(amount).toBe(260_000_000_000n)
})

test('serves pools that count in different units', () => {
  const fine = snapshotOf({ poolId: 1n, limit: 1_000_000n })
  const coarse = snapshotOf({ poolId: 2n, limit: 100_000n, coverUnit: 10_000_000n })
  for (const amount of [123_456_000_000n, 7_000_000n, 13_000_000n]) {
    const split = splitCover([coarse, fine], order(amount))
    expect(split.amount).toBe(amount)
    for (const part of split.parts)
      expect(part.amount % (part.poolId === 2n ? 10_000_000n : 1_000_000n)).toBe(0n)
  }
})

test('names no more pools than it may', () => {
  const many = Array.from({ length: 12 }, (_, i) => snapshotOf({ poolId: BigInt(i + 1), limit: 100_000n }))
  expect(splitCover(many, order(60_000_000_000n)).parts).toHaveLength(8)
  const { parts, amount } = splitCover(many, { ...order(40_000_000_000n), maxPools: 3 })
  expect(parts).toHaveLength(3)
  expect(amount).toBe(40_000_000_000n)
})

test('passes over pools that refuse, and says what is for sale', () => {
  const open = snapshotOf({ poolId: 1n, limit: 1000n })
  const closed = snapshotOf({ poolId: 2n, limit: 1000n, notForSale: 'suspended' })
  const { parts, amount, available } = splitCover([closed, open], order(1_000_000_000n))
  expect(parts.map(({ poolId }) => poolId)).toEqual([1n])
  expect([amount, available]).toEqual([250_000_000n, 250_000_000n])
  expect(() => splitCover([closed], order(1_000_000n))).toThrow(QuoteError)
})

test('does without a pool that the others have room for, not without the only one that has room', () => {
  const cheap = snapshotOf({ limit: 100n, rates: [1_000, 2_000, 3_000] })
  const dear = snapshotOf({ poolId: 2n, limit: 1000n, rates: [50_000, 60_000, 300_000] })
  const wanted = order(40_000_000n)
  expect(splitCover([cheap, dear], wanted).parts.map(({ poolId }) => poolId)).toEqual([1n, 2n])
  expect(splitCover([cheap, dear], { ...wanted, maxPools: 1 })).toMatchObject({
    ...{ amount: 40_000_000n, parts: [{ poolId: 2n, amount: 40_000_000n }] },
  })
})

test('refuses what makes no sense', () => {
  const one = snapshotOf({ limit: 1000n })
  const other = snapshotOf({ poolId: 2n, limit: 1000n, asset: `0x${'bb'.repeat(20)}` })
  expect(() => splitCover([], order(1_000_000n))).toThrow('"snapshots" is empty.')
  expect(() => splitCover([one, one], order(1_000_000n))).toThrow('twice')
  expect(() => splitCover([one, other], order(1_000_000n))).toThrow('several assets')
  expect(() => splitCover([one], { ...order(1_000_000n), maxPools: 9 })).toThrow('1 to 8')
  expect(() => splitCover([one], order(0n))).toThrow(QuoteError)
})
