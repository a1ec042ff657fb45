import fc from 'fast-check'
import { parseEther } from 'viem'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../demo/stage.js'
import {
  maxCoverForPremium,
  type PoolSnapshot,
  payableUp,
  quoteCancellation,
  quoteCover,
  quoteExtension,
  shareStateAt,
  toSharesDown,
} from '../../src/math/index.js'
import { balanceOf, chain, DAY, fund, kit, now, people, scene, travelTo, usdc, useScene } from '../fixture.js'
import { decide, list, open, pool, products, report, termsOf, useScripted } from '../scripted.js'

/**
 * Random lives of a pool. Each step is told before it is sent, by the formulas from a snapshot or by a preview at its second;
 * then it is mined in that second, and what it did is compared to the unit, refusals by their names.
 */
const SEEDS = process.env.SEED ? [Number(process.env.SEED)] : [20_260_101, 7, 4_242]
/** Runs and milliseconds for each seed. */
const [RUNS, TIME] = [6, 9_000]
const WAD = parseEther('1')
const DEDUCTIBLES = [0n, parseEther('0.1')]

const { alice, bob, carol, keeper } = people
const sent = { gas: 3_000_000n, skipSimulation: true } as const

const KINDS = [
  ...(['buy', 'buy', 'buy', 'spend', 'spend', 'extend', 'extend', 'cancel', 'deposit', 'deposit'] as const),
  ...(['request', 'settle', 'settle', 'redeem', 'report', 'report', 'decide', 'decide'] as const),
  ...(['claim', 'claim', 'claim', 'idle'] as const),
]
const END = ['report', 'decide', 'claim', 'claim'] as const
type Kind = (typeof KINDS)[number]

const step = (kind: Kind) =>
  fc.record({
    kind: fc.constant(kind),
    /** Part of what there is, or an edge of it. */
    of: fc.oneof(
      { weight: 3, arbitrary: fc.noBias(fc.double({ min: 0, max: 1, noNaN: true })) },
      fc.constantFrom(0, 1, 2),
    ),
    which: fc.noBias(fc.nat({ max: 1_000 })),
    days: fc.noBias(fc.integer({ min: 1, max: 365 })),
    /** Seconds until it is mined; a day's end is an edge. */
    wait: fc.oneof(
      fc.integer({ min: 1, max: 90_000 }),
      fc.constantFrom('midnight' as const, 'week' as const),
    ),
  })
type Step = typeof step extends (kind: Kind) => fc.Arbitrary<infer drawn> ? drawn : never

/** Some purchases, then everything in any order, and a case to its claims. */
const lives = fc
  .shuffledSubarray(KINDS, { minLength: KINDS.length })
  .chain((kinds) => fc.tuple(...(['buy', 'deposit', 'buy', ...kinds, ...END] as const).map(step)))

/** What a run has brought about. */
interface Life {
  covers: { coverId: bigint; product: number; start: number }[]
  cases: { product: number; incidentId: bigint; time: number; severity: bigint; isDecided: boolean }[]
}

useScene()
useScripted()

const done: Record<string, number> = {}
beforeAll(() => {
  for (const name of Object.keys(done)) delete done[name]
})

test.each(SEEDS)('PREM-5, POOL-1, SETTLE-2: lives of a pool with seed %i are as foretold', async (seed) => {
  for (const deductible of DEDUCTIBLES) await list(deductible)
  await open()
  for (const actor of [bob, carol]) await fund(actor, scene.asset, pool, usdc('50000000'))
  const beginning = await kit.snapshot()
  await fc.assert(
    fc.asyncProperty(lives, async (steps) => {
      await kit.restore(beginning)
      const life: Life = { covers: [], cases: [] }
      for (const drawn of steps) await live(life, drawn)
    }),
    // Not shrunk: a run takes seconds. What fails is told with its seed.
    { seed, numRuns: RUNS, endOnFailure: true, interruptAfterTimeLimit: TIME },
  )
})

test('every kind of step was made, and some were refused', () => {
  for (const kind of new Set(KINDS)) expect(done[kind], kind).toBeGreaterThan(0)
  expect(done).toMatchObject({ CapacityExceeded: expect.any(Number), SalesStopped: expect.any(Number) })
})

/** What a promise brings, or the name of the error with which it is refused. */
async function outcome<T>(run: () => T | Promise<T>): Promise<T | string> {
  try {
    return await run()
  } catch (error) {
    return (error as Error).name
  }
}

const part = (of: number, all: bigint) => (BigInt(Math.floor(of * 1e9)) * all) / 10n ** 9n
const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length]

/** The second of the next block. */
async function secondOf(wait: Step['wait']): Promise<number> {
  const time = await now()
  if (wait === 'midnight') return (Math.floor(time / DAY) + 1) * DAY
  return time + (wait === 'week' ? 7 * DAY : wait)
}

/** Foretells, mines at that second, compares. */
async function compare<T>(
  kind: string,
  at: number,
  foretold: T | string,
  run: () => Promise<T>,
): Promise<boolean> {
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const found = await outcome(run)
  // A transaction that was refused before it was mined leaves the second to the next.
  if ((await now()) < at) await chain.mine({ blocks: 1 })
  expect(found, kind).toEqual(foretold)
  const name = typeof found === 'string' ? found : kind
  done[name] = (done[name] ?? 0) + 1
  return typeof found !== 'string'
}

async function live(life: Life, drawn: Step): Promise<void> {
  const at = await secondOf(drawn.wait)
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
  if (drawn.kind === 'buy') return buy(life, drawn, snapshot, at)
  if (drawn.kind === 'spend') return spend(life, drawn, snapshot, at)
  if (drawn.kind === 'extend' || drawn.kind === 'cancel') return change(life, drawn, snapshot, at)
  if (drawn.kind === 'deposit') return deposit(drawn, snapshot, at)
  if (drawn.kind === 'report' || drawn.kind === 'decide') return hear(life, drawn, snapshot, at)
  if (drawn.kind === 'claim') return claim(life, drawn, at)
  if (drawn.kind === 'idle') await travelTo(at + drawn.days * 3_600)
  else return leave(drawn, at)
  done.idle = (done.idle ?? 0) + 1
}

async function purchase(
  life: Life,
  product: number,
  at: number,
  order: Order,
  foretold: object | string,
  max: bigint,
) {
  const { end: _, ...rest } = { end: 0, ...order }
  const bounds = { maxPremium: max, maxStart: at + 365 * DAY, deadline: at, ...sent }
  let [coverId, start] = [0n, 0]
  const kind = max === order.budget ? 'spend' : 'buy'
  const isBought = await compare(kind, at, foretold, async () => {
    const bought = await bob.breakwater.buyCoverSync({ pool, ...rest, ...bounds })
    coverId = bought.coverId
    start = bought.start
    return { premium: bought.premium, start: bought.start, end: bought.end }
  })
  if (isBought) life.covers.push({ coverId, product, start })
}

interface Order {
  termsId: bigint
  amount: bigint
  duration: number
  budget?: bigint
}

/** For what the snapshot says that it costs, or not at all: all that is available, one unit more, a part. */
async function buy(life: Life, { of, which, days }: Step, snapshot: PoolSnapshot, at: number) {
  const product = which % products.length
  const { coverUnit } = snapshot.constants
  const termsId = termsOf(product)
  const asked = { termsId, amount: coverUnit, duration: days * DAY, timestamp: at }
  const least = await outcome(() => quoteCover(snapshot, asked))
  const { available } = typeof least === 'string' ? { available: 0n } : least
  const units =
    of === 2 ? available / coverUnit + 1n : of === 1 ? available / coverUnit : part(of, available / coverUnit)
  const order = { termsId, amount: (units > 0n ? units : 1n) * coverUnit, duration: days * DAY }
  const quote = await outcome(() => quoteCover(snapshot, { ...order, timestamp: at }))
  if (typeof quote === 'string') return purchase(life, product, at, order, quote, usdc('9000000'))
  const { premium, start, end, binding } = quote
  const foretold = binding === 'none' ? { premium, start, end } : 'CapacityExceeded'
  await purchase(life, product, at, order, foretold, premium)
}

/** The other way round: what a budget buys is bought for no more than that, and one unit more is not. */
async function spend(life: Life, { of, which, days }: Step, snapshot: PoolSnapshot, at: number) {
  const product = which % products.length
  const { coverUnit } = snapshot.constants
  const [termsId, duration] = [termsOf(product), days * DAY]
  const budget = part(of / 2, usdc('20000')) + 1n
  const most = await outcome(() =>
    maxCoverForPremium(snapshot, { termsId, premium: budget, duration, timestamp: at }),
  )
  if (typeof most === 'string' || most === 0n) return
  const order = { termsId, amount: most, duration }
  const { premium, start, end } = quoteCover(snapshot, { ...order, timestamp: at })
  expect(premium).toBeLessThanOrEqual(budget)
  const more = {
    pool,
    ...order,
    amount: most + coverUnit,
    maxPremium: budget,
    maxStart: at + 365 * DAY,
    deadline: at,
  }
  const state = await kit.snapshot()
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const refusal = await outcome(() => bob.breakwater.buyCoverSync({ ...more, ...sent }))
  expect(['PremiumAboveMax', 'CapacityExceeded']).toContain(refusal)
  await kit.restore(state)
  await purchase(life, product, at, { ...order, budget }, { premium, start, end }, budget)
}

async function change(life: Life, { kind, which, days }: Step, snapshot: PoolSnapshot, at: number) {
  const chosen = pick(life.covers, which)
  if (!chosen) return
  const { coverId } = chosen
  const cover = await bob.breakwater.getCover({ coverId })
  if (kind === 'cancel') {
    const refund = await outcome(() => quoteCancellation(snapshot, { cover, timestamp: at }))
    // Nothing comes back of a cover that has ended, or while its minimum billing takes all that is left.
    const nothing = cover.end > at ? 'NotRefundable' : 'CoverEnded'
    const foretold = refund === 0n ? nothing : refund
    const isOver = await compare(kind, at, foretold, async () =>
      bob.breakwater.cancelCoverSync({ pool, coverId, ...sent }).then((result) => result.refund),
    )
    if (isOver) life.covers = life.covers.filter((other) => other !== chosen)
    return
  }
  const quote = await outcome(() => quoteExtension(snapshot, { cover, added: days * DAY, timestamp: at }))
  const extension = { pool, coverId, added: days * DAY, maxPremium: usdc('9000000'), deadline: at }
  const foretold = typeof quote === 'string' ? quote : { premium: quote.premium, end: quote.end }
  await compare(kind, at, foretold, async () => {
    const { premium, end } = await bob.breakwater.extendCoverSync({ ...extension, ...sent })
    return { premium, end }
  })
}

async function deposit({ of }: Step, snapshot: PoolSnapshot, at: number) {
  const assets = part(of / 2, usdc('2000000')) + 1n
  const foretold = snapshot.short ? 'PoolShort' : toSharesDown(assets, shareStateAt(snapshot, at))
  await compare('deposit', at, foretold, async () =>
    carol.breakwater.depositSync({ pool, assets, ...sent }).then(({ shares }) => shares),
  )
}

/** Alice asks to leave with a part, is settled, and takes what is settled: as previews say. */
async function leave({ kind, of }: Step, at: number) {
  const controller = alice.account.address
  const { pending, claimable } = await alice.breakwater.getRedeemRequest({ pool, controller })
  if (kind === 'request') {
    const shares = part(Math.min(of, 1) / 4, await balanceOf(pool, controller)) + 1n
    const foretold = pending > 0n ? 'RequestPending' : shares
    await compare(kind, at, foretold, async () =>
      alice.breakwater.requestRedeemSync({ pool, shares, ...sent }).then((result) => result.shares),
    )
  } else if (kind === 'settle') {
    if (pending === 0n) return
    const earliest = (await alice.breakwater.getRedeemRequest({ pool, controller })).earliest
    const later = of > 0.5 ? Math.max(at, earliest) : at
    const asked = { pool, controller, timestamp: later }
    const preview = await keeper.breakwater.getRedeemSettlement(asked)
    const before = await balanceOf(scene.asset, keeper.account.address)
    // What is too early, or has no room, is refused by one name or the other.
    const isRefused = preview.shares === 0n
    await compare(kind, later, isRefused ? false : preview, async () => {
      const call = keeper.breakwater.settleRedeemRequestsSync({ pool, controller, ...sent })
      const settled = await (isRefused ? call.catch(() => undefined) : call)
      const tip = (await balanceOf(scene.asset, keeper.account.address)) - before
      return settled ? { shares: settled.shares, assets: settled.assets + tip, tip } : false
    })
  } else if (claimable > 0n) await take(claimable, at)
}

/** Whatever is settled leaves the pool as it was settled. */
async function take(shares: bigint, at: number) {
  const controller = alice.account.address
  const { claimableAssets } = await alice.breakwater.getRedeemRequest({ pool, controller, timestamp: at })
  await compare('redeem', at, claimableAssets, async () =>
    alice.breakwater.redeemSync({ pool, shares, ...sent }).then(({ assets }) => assets),
  )
}

/** A case of a product sets aside what its cover can need, and its verdict frees the rest. */
async function hear(life: Life, { kind, of, which }: Step, snapshot: PoolSnapshot, at: number) {
  if (kind === 'report') {
    // Of a product with a cover that protects by then, if there is one.
    const cover = pick(life.covers, which)
    const product = cover?.product ?? which % products.length
    const severity = WAD / 4n + part(Math.min(of, 1), (WAD * 3n) / 4n)
    if (cover && cover.start > (await now())) await travelTo(cover.start + 1)
    const incident = await report(product, severity)
    const time = await now()
    const committed = snapshot.products[product]?.committed ?? 0n
    const amount = committed * snapshot.constants.coverUnit
    const need = payableUp(amount, severity, DEDUCTIBLES[product] as bigint)
    const foretold = await outcome(() =>
      keeper.breakwater.openCase.simulate(incident).then(({ result }) => result),
    )
    if (typeof foretold !== 'string') expect(foretold).toBeLessThanOrEqual(need)
    const second = Math.max(at, (await now()) + 1)
    const isOpen = await compare(kind, second, foretold, async () =>
      keeper.breakwater.openCaseSync({ ...incident, ...sent }).then(({ reserve }) => reserve),
    )
    const { incidentId } = incident
    if (isOpen) life.cases.push({ product, incidentId, time, severity, isDecided: false })
    return
  }
  const chosen = pick(life.cases, which)
  if (!chosen || chosen.isDecided) return
  const severity = part(Math.min(of, 1), chosen.severity)
  await decide(chosen.incidentId, severity)
  const incident = { pool, termsId: termsOf(chosen.product), incidentId: chosen.incidentId }
  chosen.isDecided = await compare(kind, Math.max(at, (await now()) + 1), true, async () => {
    const { severity: found } = await keeper.breakwater.applyVerdictSync({ ...incident, ...sent })
    return found <= severity
  })
}

/** Any cover for any case, whether it has a claim or not. */
async function claim(life: Life, { which }: Step, at: number) {
  const chosen = pick(
    life.cases.filter(({ isDecided }) => isDecided),
    which,
  )
  const ofProduct = life.covers.filter(({ product }) => product === chosen?.product)
  const protectedThen = ofProduct.filter(({ start }) => start <= (chosen?.time ?? 0))
  const cover = pick(which % 4 && protectedThen.length ? protectedThen : ofProduct, which)
  if (!chosen || !cover) return
  const asked = { pool, coverId: cover.coverId, incidentId: chosen.incidentId }
  const due = await keeper.breakwater.getPayout({ ...asked, timestamp: at })
  const owner: Actor = bob
  const held = await balanceOf(scene.asset, owner.account.address)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const paid = await outcome(() =>
    keeper.breakwater.claimPayoutSync({ ...asked, ...sent }).then(({ payout }) => payout),
  )
  if ((await now()) < at) await chain.mine({ blocks: 1 })
  if (typeof paid === 'string') expect(due, paid).toBe(0n)
  else expect(paid).toBe(due)
  expect((await balanceOf(scene.asset, owner.account.address)) - held).toBe(due)
  const name = typeof paid === 'string' ? paid : 'claim'
  done[name] = (done[name] ?? 0) + 1
}
