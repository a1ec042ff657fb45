import fc from 'fast-check'
import { type Address, encodeAbiParameters, keccak256, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { attackVault } from '../../demo/stage.js'
import { coverPoolAbi } from '../../src/abis.js'
import { min } from '../../src/math/arithmetic.js'
import {
  assetUnit,
  boundQuote,
  maxCoverForPremium,
  type PoolSnapshot,
  previewRecovery,
  quoteCancellation,
  quoteCover,
  quoteExtension,
  redeemSchedule,
  refundDown,
  shareStateAt,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
} from '../../src/math/index.js'
import { clustersAt, findCapacity, loadSale, PERIOD, roomShares } from '../../src/math/saleCache.js'
import {
  balanceOf,
  buy,
  chain,
  createPool,
  DAY,
  deploy,
  deployment,
  exploitAndFire,
  fillPool,
  fund,
  METER,
  now,
  POOL,
  PRICING,
  people,
  scene,
  TERMS,
  travel,
  usdc,
  useScene,
} from '../fixture.js'

const { alice, bob, keeper, lister } = people
const SEED = Number(process.env.SEED ?? 20_260_101)
const PPM = 10n ** 12n

useScene()

const ratio = (min: number, max: number) => fc.integer({ min, max }).map((x) => BigInt(x) * PPM)

/** Prices and limits that differ in all that a quote depends on. */
const products = fc.record({
  rates: fc.tuple(ratio(0, 50_000), ratio(0, 100_000), ratio(1, 2_000_000)),
  target: ratio(1, 999_999),
  maxRatio: ratio(100_000, 1_000_000),
  managerFee: ratio(0, 100_000),
  sponsorFee: ratio(0, 100_000),
  haircut: ratio(0, 500_000),
  waitingPeriod: fc.integer({ min: 2 * DAY, max: 20 * DAY }),
  reportWindow: fc.integer({ min: DAY, max: 8 * DAY }),
  horizon: fc.integer({ min: 8 * DAY, max: 13 * DAY }),
  minBilled: fc.integer({ min: 29 * DAY, max: 365 * DAY }),
  maxCover: fc.constantFrom(1_000_000n, 10_000_000n, 1_000_000_000n),
  cluster: fc.constantFrom(8n, 9n),
})

/** Amounts are cover units of 1 unit, or of a thousandth for 18 decimals. */
const pools = fc.record({
  products: fc.array(products, { minLength: 1, maxLength: 3 }),
  startEquity: fc.constantFrom(0n, 1_000n, 500_000n, 100_000_000n),
  clusterRatio: fc.oneof(ratio(20_000, 200_000), ratio(300_000, 1_000_000)),
  leverage: fc.oneof(ratio(20_000, 200_000), ratio(300_000, 2_000_000)),
  /** Exit limits over sale limits. */
  slack: fc.constantFrom(1n, 2n),
  steps: fc.array(
    fc.record({
      kind: fc.constantFrom('deposit', 'request', 'buy', 'buy', 'buy', 'cancel', 'wait', 'idle'),
      of: fc.double({ min: 0, max: 1, noNaN: true }),
      product: fc.nat({ max: 2 }),
      days: fc.integer({ min: 1, max: 365 }),
    }),
    { minLength: 12, maxLength: 12 },
  ),
})

const [samples, perMoment] = [30, 5]

const part = (of: number, all: bigint) => (BigInt(Math.floor(of * 1e9)) * all) / 10n ** 9n

/** What a quote says, or the name of the error with which it is refused. */
async function outcome(quote: () => unknown): Promise<unknown> {
  try {
    return await quote()
  } catch (error) {
    return (error as Error).name
  }
}

/** Random orders and moments, and every edge of both. */
function ordersOn(snapshot: PoolSnapshot, termsId: bigint, seed: number) {
  const { timestamp, constants } = snapshot
  const book = loadSale(snapshot, termsId, timestamp)
  const { limit, curve, committed } = book.price
  const [available] = findCapacity(book)
  const kink = (limit * (curve.target / PPM)) / 1_000_000n
  const midnight = (Math.floor(timestamp / DAY) + 1) * DAY
  const expiries = [1, 2, 8].map((n) => (Math.floor(timestamp / PERIOD) + n) * PERIOD)
  const edges = [kink - committed, limit - committed, available, available + 1n, 1n].filter((x) => x > 0n)
  const moments = [timestamp, timestamp + 12, midnight - 1, midnight, midnight + 1, midnight + 14 * DAY]
  const random = fc.sample(
    fc.record({
      units: fc.oneof(fc.bigInt({ min: 1n, max: 1n << 28n }), fc.constantFrom(...edges)),
      duration: fc.integer({ min: DAY, max: 365 * DAY }),
      timestamp: fc.oneof(
        fc.constantFrom(...moments),
        fc.integer({ min: 0, max: 400 * DAY }).map((later) => timestamp + later),
      ),
    }),
    { numRuns: perMoment, seed },
  )
  const atEdges = edges.map((units, i) => ({
    units,
    duration: [DAY, 30 * DAY, 365 * DAY, 90 * DAY + 1, 364 * DAY - 1][i] ?? DAY,
    timestamp: moments[i] ?? timestamp,
  }))
  const atExpiries = expiries.map((at) => ({ units: 1n, duration: DAY, timestamp: at }))
  return [...random, ...atEdges, ...atExpiries].map(({ units, ...order }) => ({
    termsId,
    amount: units * constants.coverUnit,
    ...order,
  }))
}

const seen = new Set<string>()

test.each(fc.sample(pools, { numRuns: samples, seed: SEED }).map((pool, i) => [i + 1, pool] as const))(
  'PREM-5: one snapshot quotes random pool %i, to the unit',
  { timeout: 120_000 },
  async (i, sample) => {
    const decimals = i % 2 ? 6 : 18
    const unit = 10n ** BigInt(decimals)
    const coverUnit = decimals === 6 ? unit : unit / 1000n
    const asset =
      decimals === 6 ? scene.asset : (await deploy(keeper, 'MockToken', ['Ether', 'WETH', decimals])).address
    const { clusterRatio, leverage, slack } = sample
    const exits = { exitLeverage: slack * leverage, exitClusterRatio: slack > 1n ? 10n ** 18n : clusterRatio }
    const config = { coverUnit, clusterRatio, leverage, ...exits }
    const { pool, termsIds } = await openRandomPool(asset, i, sample.products, {
      ...config,
      startEquity: sample.startEquity * unit,
    })
    await deposit(alice, asset, pool, 1_000_000n * unit)

    const bought: bigint[] = []
    for (const [at, { kind, of, product, days }] of sample.steps.entries()) {
      const termsId = termsIds[product % termsIds.length] as bigint
      if (kind === 'deposit')
        await deposit(bob, asset, pool, part(of, 2_000_000n * unit) + assetUnit(decimals))
      else if (kind === 'request')
        await request(alice, pool, part(of, await balanceOf(pool, alice.account.address)))
      else if (kind === 'cancel') await cancel(pool, bought.pop())
      else if (kind === 'wait') await travel(Math.ceil(of * DAY))
      else if (kind === 'idle') await travel(days * DAY)
      else bought.push(...(await buyFromSnapshot(asset, pool, termsId, of, days * DAY)))
      if (at % 2 === 0) continue

      const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
      expect(snapshot.terms.map((terms) => terms.termsId)).toEqual(termsIds)
      for (const order of termsIds.flatMap((id) => ordersOn(snapshot, id, SEED + i + at))) {
        const offline = await outcome(() => quoteCover(snapshot, order))
        const onChain = await outcome(() => bob.breakwater.getQuote({ pool, ...order }))
        expect(
          offline,
          JSON.stringify({ SEED, i, at, order }, (_, x) => (typeof x === 'bigint' ? `${x}` : x)),
        ).toEqual(onChain)
        seen.add(typeof offline === 'string' ? offline : (offline as { binding: string }).binding)
      }
      await compareCovers(snapshot, bought, SEED + i + at)
      await compareShares(snapshot, SEED + i + at)
      await compareRecoveries(snapshot, SEED + i + at)
    }
  },
)

test('PREM-5: the random pools have met every limit', () => {
  const limits = ['none', 'product', 'cluster', 'pool', 'speed', 'absolute']
  const others = ['extended', 'CoverEnded', 'DurationOutOfRange']
  expect([...seen]).toEqual(expect.arrayContaining([...limits, ...others]))
})

test('PREM-7: cancellations at random moments, to the unit', async () => {
  const { asset, pool } = scene
  await deposit(alice, asset, pool, usdc('3000000'))
  for (const duration of [DAY, 15 * DAY, 90 * DAY, 365 * DAY]) {
    const { coverId } = await buy(bob, usdc('12345'), duration)
    const { rate, start, end } = await bob.breakwater.getCover({ coverId })
    const { waitingPeriod, minBilled } = TERMS
    const moments = fc.sample(fc.integer({ min: await now(), max: end + DAY }), {
      numRuns: 20,
      seed: SEED + duration,
    })
    for (const timestamp of [...moments, start, end - 1, end]) {
      const refund = await bob.breakwater.getCancellationQuote({ pool, coverId, timestamp })
      const inputs = { rate, start, end, timestamp, waitingPeriod, minBilled, coverUnit: POOL.coverUnit }
      expect(refund, JSON.stringify({ SEED, duration, timestamp })).toBe(refundDown(inputs))
    }
  }
})

test('PREM-5: a meter limits, and refuses, offline as on chain', async () => {
  const { asset, pool, termsId, vault } = scene
  await deposit(alice, asset, pool, usdc('9000000'))
  const order = { termsId, amount: usdc('2000000'), duration: 90 * DAY }
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  const quote = quoteCover(snapshot, order)
  expect(quote).toMatchObject({ binding: 'meter', available: usdc('1200000') })
  expect(quote).toEqual(await bob.breakwater.getQuote({ pool, ...order }))

  const { address: attacker } = await deploy(people.eve, 'LeakyVaultAttacker')
  await attackVault(people.eve, attacker, vault)
  const below = await bob.breakwater.getPoolSnapshot({ pool, termsIds: [termsId] })
  expect(await outcome(() => quoteCover(below, order))).toBe('BelowMark')
  expect(await outcome(() => bob.breakwater.getQuote({ pool, ...order }))).toBe('BelowMark')
})

test('CAP-3: what ends on one day has a stream of its own, offline as on chain', async () => {
  const { asset, termsId } = scene
  const rate = 10n * 10n ** 18n
  const dear = { ...PRICING, rateFloor: rate, rateAtTarget: rate, rateMax: rate }
  // Cover units of a cent: what fits is a part of one percent of a pool's usual cover units.
  const { pool } = await createPool(asset, termsId, { coverUnit: usdc('0.01') }, dear)
  await deposit(alice, asset, pool, usdc('9000000'))
  await fund(bob, asset, pool, usdc('9000000'))
  const order = { termsId, amount: usdc('1000000'), duration: DAY }
  const compare = async (change: Partial<typeof order>) => {
    const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
    const quote = quoteCover(snapshot, { ...order, ...change })
    expect(quote).toEqual(await bob.breakwater.getQuote({ pool, ...order, ...change }))
    return quote
  }
  const { available, binding, end } = await compare({})
  expect(binding).toBe('stream')
  expect(await compare({ amount: available })).toMatchObject({ binding: 'none', available })
  expect((await compare({ duration: 2 * DAY })).available).toBeGreaterThan(available)
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  expect(maxCoverForPremium(snapshot, { ...order, premium: usdc('9000000') })).toBe(available)

  // Half of it is sold: what is left of the day bounds quotes and purchases alike, and extensions to it.
  const deadline = (await now()) + 600
  const terms = { pool, maxPremium: usdc('9000000'), deadline }
  const half = available / 2n - ((available / 2n) % usdc('0.01'))
  await bob.breakwater.buyCoverSync({ ...terms, ...order, amount: half })
  const rest = await compare({})
  expect(rest).toMatchObject({ binding: 'stream', end })
  expect(rest.available).toBeLessThan(available - half + usdc('10'))
  const tooMuch = { ...terms, ...order, amount: rest.available + usdc('1000') }
  const refusal = await bob.breakwater.buyCover(tooMuch).catch((caught) => caught)
  expect(refusal).toMatchObject({ name: 'CapacityExceeded' })
  // The block of the purchase is a moment later.
  expect(Number(refusal.args.available - rest.available)).toBeLessThan(Number(usdc('10')))

  const { coverId } = await bob.breakwater.buyCoverSync({
    ...terms,
    ...order,
    amount: half,
    duration: 3 * DAY,
  })
  const cover = await bob.breakwater.getCover({ coverId })
  const later = await bob.breakwater.getPoolSnapshot({ pool })
  for (const added of [DAY, 300 * DAY]) {
    const offline = await outcome(() => quoteExtension(later, { cover, added }))
    expect(offline).toEqual(await outcome(() => bob.breakwater.getExtensionQuote({ pool, coverId, added })))
  }
  const day = cover.end / DAY + 1
  const full = { ...later, streamEnds: [{ day, rate: 2n ** 35n - 1n }] }
  expect(await outcome(() => quoteExtension(full, { cover, added: DAY }))).toBe('CapacityExceeded')
})

test('PREM-5: what is not for sale is refused offline as on chain', async () => {
  const { asset, pool, termsId, productId, subject } = scene
  await deposit(alice, asset, pool, usdc('1000000'))
  const order = { termsId, amount: usdc('1000'), duration: 90 * DAY }
  const compare = async (change: Partial<typeof order>, name: string) => {
    const snapshot = await bob.breakwater.getPoolSnapshot({ pool, termsIds: [termsId, 99n] })
    const at = { ...order, ...change }
    expect(await outcome(() => quoteCover(snapshot, at))).toBe(name)
    expect(await outcome(() => bob.breakwater.getQuote({ pool, ...at }))).toBe(name)
  }
  await compare({ amount: usdc('1') + 1n }, 'NotMultipleOf')
  await compare({ termsId: 99n }, 'TermsNotForSale')
  await lister.breakwater.suspendTermsSync({ termsId, suspended: true })
  await compare({}, 'TermsNotForSale')
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  expect(snapshot.terms[0]?.notForSale).toBe('suspended')
  await lister.breakwater.suspendTermsSync({ termsId, suspended: false })
  const resolver = deployment.court
  await lister.breakwater.publishTermsSync({
    ...TERMS,
    productId,
    asset,
    resolver,
    subject,
    pins: scene.pins,
  })
  await compare({}, 'TermsNotForSale')
})

test('PREM-5: deferred starts, an audit gap and a short pool, written into storage', async () => {
  const { asset, pool, termsId, productId } = scene
  await deposit(alice, asset, pool, usdc('1000000'))
  const [slot, word] = [
    (n: number) => numberToHex(n, { size: 32 }),
    (x: bigint) => numberToHex(x, { size: 32 }),
  ]
  const read = async (n: number) => BigInt((await chain.getStorageAt({ address: pool, slot: slot(n) })) ?? 0)
  const order = { termsId, amount: usdc('50000'), duration: 90 * DAY }
  const until = BigInt((await now()) + 20 * DAY)
  const lane = BigInt((await bob.breakwater.getPoolSnapshot({ pool })).products[0]?.cluster ?? 0)
  await chain.setStorageAt({ address: pool, index: 5, value: word(until << (32n * lane)) })
  for (const flag of [0n, 1n]) {
    await chain.setStorageAt({
      address: pool,
      index: 3,
      value: word((await read(3)) | (flag << (248n + lane))),
    })
    const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
    const quote = quoteCover(snapshot, order)
    expect(quote).toEqual(await bob.breakwater.getQuote({ pool, ...order }))
    expect(quote.start).toBe(flag ? Number(until) : snapshot.timestamp + TERMS.waitingPeriod)
  }

  const status = keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [termsId, 0n]))
  // A gap that holds for good.
  const gap = productId | ((10n ** 18n / 3n) << 32n) | ((2n ** 40n - 1n) << 96n)
  await chain.setStorageAt({ address: deployment.registry, index: status, value: word(gap) })
  const unaudited = await bob.breakwater.getPoolSnapshot({ pool })
  expect(unaudited.terms[0]?.auditGap).toBe(10n ** 18n / 3n)
  expect(quoteCover(unaudited, order)).toEqual(await bob.breakwater.getQuote({ pool, ...order }))

  await chain.setStorageAt({ address: pool, index: 0, value: word((await read(0)) | (1n << 248n)) })
  const short = await bob.breakwater.getPoolSnapshot({ pool })
  expect(await outcome(() => quoteCover(short, order))).toBe('PoolShort')
  expect(await outcome(() => bob.breakwater.getQuote({ pool, ...order }))).toBe('PoolShort')
})

test('PREM-5: a bound holds for whatever it was told of, up to its deadline', async () => {
  const { asset, pool, termsId } = scene
  await deposit(alice, asset, pool, usdc('3000000'))
  await fund(bob, asset, pool, usdc('1000000'))
  const duration = 30 * DAY + 3600
  const order = { pool, termsId, amount: usdc('100000'), duration }
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  const until = snapshot.timestamp + 2 * DAY
  const leaving = usdc('500000')
  const { maxPremium } = boundQuote(snapshot, { ...order, until, leaving })
  const { premium, available } = quoteCover(snapshot, order)
  expect(boundQuote(snapshot, { ...order, until, leaving, slippage: 10n ** 16n }).maxPremium).toBe(
    (premium * 101n) / 100n,
  )

  const shares = ((await balanceOf(pool, alice.account.address)) * leaving) / usdc('3000000')
  await alice.breakwater.requestRedeemSync({ pool, shares })
  const rest = await bob.breakwater.getQuote(order)
  const others = { ...order, amount: min(rest.available, available) - order.amount, duration: 365 * DAY }
  await bob.breakwater.buyCoverSync({ ...others, maxPremium: usdc('1000000'), deadline: until })
  const moments = [await now(), until - 6 * 3600, until]
  const midnight = Math.floor(until / DAY) * DAY
  for (const timestamp of [...moments, midnight - 3 * DAY - 3600 + DAY, midnight + 3600]) {
    if (timestamp < (await now()) || timestamp > until) continue
    const worst = await bob.breakwater.getQuote({ ...order, timestamp })
    expect(worst.premium).toBeGreaterThan(premium)
    expect(worst.premium).toBeLessThanOrEqual(maxPremium)
  }
})

test('CAP-4: exits that wait for cover to expire, and extensions that would keep them', async () => {
  const { asset, pool } = scene
  const [owner, controller] = [bob.account.address, alice.account.address]
  await deposit(alice, asset, pool, usdc('1000000'))
  for (let i = 0; i < 3; i++) {
    await buy(bob, usdc('240000'), (30 + 60 * i) * DAY)
    await travel(DAY)
  }
  const shares = (await balanceOf(pool, controller)) / 2n
  const before = await bob.breakwater.getPoolSnapshot({ pool })
  const timestamp = before.timestamp + 12
  await alice.breakwater.requestRedeemSync({ pool, shares })
  const { earliest, latest } = await alice.breakwater.getRedeemRequest({ pool, controller })
  expect({ earliest, latest }).toEqual(redeemSchedule(before, { shares, timestamp }))
  expect(latest).toBeGreaterThan(earliest)
  expect(() => redeemSchedule(before, { shares: 3n * shares })).toThrow(
    '"shares" is more than there are outside the queue.',
  )

  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  const [cover] = await bob.breakwater.getCovers({ owner, pool })
  if (!cover) throw new Error('There is no cover.')
  const extension = { pool, coverId: cover.coverId, added: 30 * DAY }
  expect(await outcome(() => quoteExtension(snapshot, { cover, added: 30 * DAY }))).toBe('CapitalRequired')
  expect(await outcome(() => bob.breakwater.getExtensionQuote(extension))).toBe('CapitalRequired')

  // As soon as it may, a part of the request is settled: what there is room for, to the share.
  await chain.setNextBlockTimestamp({ timestamp: BigInt(earliest) })
  const settled = await alice.breakwater.settleRedeemRequestsSync({
    pool,
    controller,
    gas: 1_000_000n,
    skipSimulation: true,
  })
  expect(settled.shares).toBeLessThan(shares)
  const room = roomShares(snapshot, clustersAt(snapshot, earliest), shareStateAt(snapshot, earliest))
  expect(settled.shares).toBe(room)
})

test('PREM-5: a pool with an open case sells nothing and lets cover be cancelled, offline as on chain', async () => {
  const { pool, termsId, asset } = scene
  await fillPool()
  const { coverId } = await buy(bob, usdc('1000'))
  await travel(4 * DAY)
  await keeper.breakwater.openCaseSync({ pool, termsId, incidentId: await exploitAndFire() })
  const order = { termsId, amount: usdc('1000'), duration: 90 * DAY }
  const refusal = async () => {
    const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
    const offline = await outcome(() => quoteCover(snapshot, order))
    return [offline, await outcome(() => bob.breakwater.getQuote({ pool, ...order }))]
  }
  // As long as the firing can be raised the meter refuses, too.
  expect(await refusal()).toEqual(['BelowMark', 'BelowMark'])
  await travel(METER.raiseWindow + 2 * DAY + 1)
  expect(await refusal()).toEqual(['SalesStopped', 'SalesStopped'])
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })

  const cover = await bob.breakwater.getCover({ coverId })
  const timestamp = snapshot.timestamp + 3_601
  const refund = quoteCancellation(snapshot, { cover, timestamp })
  expect(refund).toBeGreaterThan(0n)
  expect(await bob.breakwater.getCancellationQuote({ pool, coverId, timestamp })).toBe(refund)
  const held = await balanceOf(asset, bob.account.address)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  await bob.breakwater.cancelCoverSync({ pool, coverId, gas: 1_000_000n, skipSimulation: true })
  expect((await balanceOf(asset, bob.account.address)) - held).toBe(refund)
})

test('POOL-1: previews of deposits and mints, to the unit', async () => {
  const { asset, pool } = scene
  await deposit(alice, asset, pool, usdc('1234567.891011'))
  await buy(bob, usdc('100000'))
  const contract = { address: pool, abi: coverPoolAbi } as const
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  const amounts = fc.sample(fc.bigInt({ min: 0n, max: usdc('10000000') }), { numRuns: 40, seed: SEED })
  for (const amount of amounts) {
    const timestamp = snapshot.timestamp + Number(amount % 10_000n)
    const at = { blockOverrides: { time: BigInt(timestamp) }, args: [amount] } as const
    const state = shareStateAt(snapshot, timestamp)
    const preview = (functionName: 'previewDeposit' | 'previewMint' | 'convertToAssets') =>
      chain.readContract({ ...contract, functionName, ...at })
    expect(await preview('previewDeposit')).toBe(toSharesDown(amount, state))
    expect(await preview('previewMint')).toBe(toAssetsUp(amount, state))
    expect(await preview('convertToAssets')).toBe(toAssetsDown(amount, state))
  }
})

async function openRandomPool(
  asset: Address,
  number: number,
  samples: readonly ProductSample[],
  config: Parameters<typeof createPool>[2] & { coverUnit: bigint },
) {
  const termsIds: bigint[] = []
  const resolver = await deploy(keeper, 'ScriptedResolver', [asset])
  let pool: Address | undefined
  for (const [i, sample] of samples.entries()) {
    const { rates, haircut, waitingPeriod, reportWindow, horizon, minBilled, maxCover, cluster, ...pricing } =
      sample
    const [rateFloor = 0n, rateAtTarget = 0n, rateMax = 0n] = [...rates].sort((a, b) => (a < b ? -1 : 1))
    const product = { clusterId: cluster, name: `Random ${number}.${i}` }
    const { productId } = await lister.breakwater.listProductSync(product)
    const { termsId } = await lister.breakwater.publishTermsSync({
      ...TERMS,
      ...{ productId, asset, resolver: resolver.address, subject: 0n, observes: false },
      pins: scene.pins,
      ...{ haircut, waitingPeriod, reportWindow, horizon, minBilled, maxCover: maxCover * config.coverUnit },
    })
    const all = { ...pricing, rateFloor, rateAtTarget, rateMax }
    if (pool) await people.manager.breakwater.addTermsSync({ pool, termsId, ...all })
    else pool = (await createPool(asset, termsId, config, all)).pool
    termsIds.push(termsId)
  }
  return { pool: pool as Address, termsIds }
}

type ProductSample = typeof products extends fc.Arbitrary<infer sample> ? sample : never

async function deposit(actor: typeof alice, asset: Address, pool: Address, assets: bigint) {
  await fund(actor, asset, pool, assets)
  await actor.breakwater.depositSync({ pool, assets })
}

async function request(actor: typeof alice, pool: Address, shares: bigint) {
  const { pending } = await actor.breakwater.getRedeemRequest({ pool, controller: actor.account.address })
  if (pending > 0n || shares === 0n) return
  const snapshot = await actor.breakwater.getPoolSnapshot({ pool })
  const timestamp = snapshot.timestamp + 12
  const schedule = redeemSchedule(snapshot, { shares, timestamp })
  await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  await actor.breakwater.requestRedeemSync({ pool, shares })
  // A request settles what has matured before it: only without that is the schedule that of the snapshot.
  if (snapshot.queued > 0n) return
  const { earliest, latest } = await actor.breakwater.getRedeemRequest({
    pool,
    controller: actor.account.address,
  })
  expect({ earliest, latest }).toEqual(schedule)
}

async function cancel(pool: Address, coverId: bigint | undefined) {
  if (coverId === undefined || (await bob.breakwater.getCancellationQuote({ pool, coverId })) === 0n) return
  await bob.breakwater.cancelCoverSync({ pool, coverId })
}

/** Buys a part of what is available for what the snapshot says it costs, at its bound. */
async function buyFromSnapshot(asset: Address, pool: Address, termsId: bigint, of: number, duration: number) {
  await fund(bob, asset, pool, 1n << 100n)
  const before = await bob.breakwater.getPoolSnapshot({ pool, termsIds: [termsId] })
  const { coverUnit } = before.constants
  const { available } = quoteCover(before, { termsId, amount: coverUnit, duration })
  if (available === 0n) return []
  const amount = of > 0.9 ? available : (part(of, available / coverUnit) + 1n) * coverUnit
  const order = { termsId, amount: amount < available ? amount : available, duration }
  const timestamp = before.timestamp + 12 + Math.ceil(of * 100_000)
  const quote = quoteCover(before, { ...order, timestamp })
  const { maxPremium } = boundQuote(before, { ...order, until: timestamp, others: 0n })
  expect(maxPremium).toBeGreaterThanOrEqual(quote.premium)

  // What the budget buys costs no more than it, and one cover unit more does.
  const budget = { termsId, premium: quote.premium, duration, timestamp }
  const most = maxCoverForPremium(before, budget)
  expect(most).toBeGreaterThanOrEqual(order.amount)
  expect(quoteCover(before, { ...order, amount: most, timestamp }).premium).toBeLessThanOrEqual(
    budget.premium,
  )
  const more = quoteCover(before, { ...order, amount: most + coverUnit, timestamp })
  expect(more.premium > budget.premium || more.binding !== 'none').toBe(true)

  const held = await balanceOf(asset, bob.account.address)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  const { coverId, premium, start, end } = await bob.breakwater.buyCoverSync({
    ...{
      pool,
      ...order,
      maxPremium: quote.premium,
      deadline: timestamp,
      gas: 1_000_000n,
      skipSimulation: true,
    },
  })
  expect({ premium, start, end }).toEqual({ premium: quote.premium, start: quote.start, end: quote.end })
  expect(held - (await balanceOf(asset, bob.account.address))).toBe(quote.premium)
  return [coverId]
}

/** Extensions and cancellations of covers at random moments. */
async function compareCovers(snapshot: PoolSnapshot, coverIds: readonly bigint[], seed: number) {
  const { pool } = snapshot
  for (const coverId of coverIds.slice(-2)) {
    const cover = await bob.breakwater.getCover({ coverId })
    const moments = fc.sample(
      fc.record({
        timestamp: fc.integer({
          min: snapshot.timestamp,
          max: Math.max(snapshot.timestamp, cover.end) + DAY,
        }),
        added: fc.integer({ min: DAY, max: 365 * DAY }),
      }),
      { numRuns: 4, seed },
    )
    for (const { timestamp, added } of moments) {
      const extension = await outcome(() => quoteExtension(snapshot, { cover, added, timestamp }))
      expect(extension).toEqual(
        await outcome(() => bob.breakwater.getExtensionQuote({ pool, coverId, added, timestamp })),
      )
      seen.add(typeof extension === 'string' ? extension : 'extended')
      const refund = quoteCancellation(snapshot, { cover, timestamp })
      expect(refund).toBe(await bob.breakwater.getCancellationQuote({ pool, coverId, timestamp }))
    }
  }
}

/** What shares are worth at random moments. */
async function compareShares(snapshot: PoolSnapshot, seed: number) {
  const { pool, timestamp } = snapshot
  for (const later of fc.sample(fc.integer({ min: 0, max: 400 * DAY }), { numRuns: 3, seed })) {
    const assets = await chain.readContract({
      address: pool,
      abi: coverPoolAbi,
      functionName: 'convertToAssets',
      args: [snapshot.supply],
      blockOverrides: { time: BigInt(timestamp + later) },
    })
    expect(toAssetsDown(snapshot.supply, shareStateAt(snapshot, timestamp + later))).toBe(assets)
  }
}

/** What covers would be paid at random moments: SETTLE-4. */
async function compareRecoveries(snapshot: PoolSnapshot, seed: number) {
  const { pool, supply, constants } = snapshot
  const most = supply / constants.virtualShares + constants.coverUnit
  const random = fc.record({
    terms: fc.constantFrom(...snapshot.terms),
    amount: fc.oneof(fc.bigInt({ min: 1n, max: most }), fc.constantFrom(1n, constants.coverUnit)),
    later: fc.integer({ min: 0, max: 400 * DAY }),
  })
  for (const { terms, amount, later } of fc.sample(random, { numRuns: 3, seed })) {
    const order = { termsId: terms.termsId, amount, timestamp: snapshot.timestamp + later }
    expect(previewRecovery(snapshot, order)).toEqual(await bob.breakwater.getRecovery({ pool, ...order }))
  }
}
