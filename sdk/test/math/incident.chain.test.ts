import fc from 'fast-check'
import { type Address, encodeAbiParameters, keccak256, parseEther } from 'viem'
import { expect, test } from 'vitest'
import { coverPoolAbi, lossLedgerAbi } from '../../src/abis.js'
import {
  type CaseParameters,
  getClaimsVaultAddress,
  type LossLine,
  lossTable,
  type ShareReturn,
} from '../../src/index.js'
import { min, mulDivDown, mulDivUp, subFloored, WAD } from '../../src/math/arithmetic.js'
import {
  boundQuote,
  dividedDown,
  dueDown,
  type Fading,
  grossDown,
  needByProofUp,
  payableUp,
  previewRecovery,
  proofPayout,
  quoteCancellation,
  quoteCover,
  quoteExtension,
  remainingDown,
  returnedDown,
  shareStateAt,
  supplyAt,
  toAssetsDown,
  toSharesDown,
} from '../../src/math/index.js'
import { clustersAt, roomShares } from '../../src/math/saleCache.js'
import {
  balanceOf,
  chain,
  DAY,
  deployment,
  fund,
  now,
  POOL,
  people,
  putBack,
  scene,
  travel,
  travelTo,
  usdc,
  useScene,
} from '../fixture.js'
import {
  buyOn,
  cover,
  decide,
  drain,
  fundVault,
  list,
  open,
  openCase,
  pool,
  products,
  publish,
  report,
  resolver,
  useScripted,
} from '../scripted.js'

const { alice, bob, carol, dave, eve, keeper } = people
const SEED = Number(process.env.SEED ?? 20_260_101)
const MAX_SEVERITY = (1n << 64n) - 1n

useScene()
useScripted()

const draw = <T>(values: fc.Arbitrary<T>, count: number, salt = 0): T[] =>
  fc.sample(values, { numRuns: count, seed: SEED + salt })
const between = (min: bigint, max: bigint) => fc.bigInt({ min, max })

/** Of every size, and at every edge that a deductible makes. */
const severities = (deductible: bigint) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.noBias(between(0n, WAD)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        1n,
        deductible,
        deductible + 1n,
        WAD - 1n,
        WAD,
        WAD + 1n,
        WAD + deductible,
        MAX_SEVERITY,
      ),
    },
  )

/** What a call returns, or the name of the error with which it is refused. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: Error) => error.name)
}

test('SDK-4: what openings set aside, for random severities, losses and deductibles', async () => {
  const deductibles = [0n, parseEther('0.1'), 123_457n * 10n ** 12n]
  for (const deductible of deductibles) {
    await list(deductible)
    await list(deductible, true)
  }
  await open()
  for (const [i] of products.entries()) await cover(i, carol, usdc(String(100_001 + 7_919 * i)))
  for (const [i, { termsId }] of products.entries()) {
    const deductible = deductibles[i >> 1] as bigint
    const committed = usdc(String(100_001 + 7_919 * i))
    for (const severity of draw(severities(deductible), 12, i)) {
      const incident = await report(i, severity)
      const losses =
        i % 2
          ? draw(fc.oneof(fc.constant(0n), between(1n, 2n * committed)), 2, Number(severity % 997n))
          : [0n]
      for (const lossTotal of losses) {
        if (i % 2) await publish(incident.incidentId, `0x${'11'.repeat(32)}`, lossTotal)
        const need =
          i % 2
            ? needByProofUp(committed, severity, lossTotal, deductible)
            : payableUp(committed, severity, deductible)
        const opening = await outcome(
          keeper.breakwater.openCase.simulate(incident).then(({ result }) => result),
        )
        expect(opening, JSON.stringify({ SEED, termsId: `${termsId}`, severity: `${severity}` })).toBe(
          severity > WAD ? 'ValueOutOfRange' : need === 0n ? 'SeverityZero' : need,
        )
      }
    }
  }
})

test('SDK-4: what verdicts pay, for random openings, severities and deductibles', async () => {
  const deductibles = [0n, parseEther('0.1'), 123_457n * 10n ** 12n]
  for (const deductible of deductibles) await list(deductible)
  await open()
  for (const [i, deductible] of deductibles.entries()) {
    const amount = usdc(String(90_001 + 7_919 * i))
    const coverId = await cover(i, carol, amount)
    const seen = new Set<bigint>()
    for (const opened of [WAD, ...draw(between(deductible + WAD / 100n, WAD), 3, i)]) {
      const { incident, incidentId, reserve } = await openCase(i, opened)
      const claim = { pool, coverId, incidentId }
      // Nothing beyond what was set aside, and what that is worth is rounded down once more.
      const most = mulDivDown(reserve, WAD, amount) + deductible
      const decidedBy = (severity: bigint) => {
        const capped = min(min(severity, WAD), most)
        return payableUp(amount, capped, deductible) === 0n ? 0n : capped
      }
      const drawn = draw(severities(deductible), 12, i + Number(opened % 997n))
      for (const severity of drawn) {
        await decide(incidentId, severity)
        const due = grossDown(amount, decidedBy(severity), deductible)
        expect(due).toBeLessThanOrEqual(reserve)
        const where = JSON.stringify({ SEED, i, opened: `${opened}`, severity: `${severity}` })
        expect(await keeper.breakwater.getPayout(claim), where).toBe(due)
        seen.add(due)
      }
      const severity = drawn.at(-1) ?? 0n
      const before = await chain.snapshot()
      expect((await keeper.breakwater.applyVerdictSync(incident)).severity).toBe(decidedBy(severity))
      const need = payableUp(amount, decidedBy(severity), deductible)
      const found = await keeper.breakwater.getCase(incident)
      expect(found).toMatchObject({ need, reserve: need, closed: need === 0n })
      expect(await keeper.breakwater.getPayout(claim)).toBe(
        grossDown(amount, decidedBy(severity), deductible),
      )
      await putBack(before)
      await decide(incidentId, 0n)
      await keeper.breakwater.applyVerdictSync(incident)
    }
    expect(seen.size).toBeGreaterThan(12)

    const { incidentId } = await openCase(i, WAD)
    const severity = parseEther('0.9') - BigInt(i) - 1n
    await decide(incidentId, severity)
    const { payout } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBe(grossDown(amount, severity, deductible))
    const remaining = remainingDown(amount, payout ?? 0n, POOL.coverUnit)
    expect((await keeper.breakwater.getCover({ coverId })).amount).toBe(remaining)
  }
})

test('SDK-4: what proven losses pay and are drawn by, over several covers of one loss', async () => {
  const actors = [alice, bob, carol, dave, eve]
  for (const [round, deductible] of [0n, parseEther('0.1'), 333_333n * 10n ** 12n].entries()) {
    await list(deductible, true)
    if (round === 2) await open()
  }
  for (const [i, deductible] of [0n, parseEther('0.1'), 333_333n * 10n ** 12n].entries()) {
    const share = WAD - deductible
    const amounts = draw(between(1_000n, 20_000n), 2 * actors.length, i).map(
      (units) => units * POOL.coverUnit,
    )
    const covers: { coverId: bigint; insured: Address; amount: bigint }[] = []
    for (const [k, amount] of amounts.entries()) {
      const actor = actors[k % actors.length] as typeof alice
      const { coverId } = await buyOn(i, actor, amount)
      covers.push({ coverId, insured: actor.account.address, amount })
    }
    await travel(5 * DAY)
    // At, below and above what the first of each insured's covers can draw; the last leaves much for the second.
    const losses = actors.map((actor, k): LossLine => {
      const edge = mulDivUp(amounts[k] as bigint, WAD, share)
      const loss = [edge - 1n, edge, edge + 1n, draw(between(2n, edge), 1, i)[0] as bigint, 2n * edge - 7n][k]
      return { insured: actor.account.address, loss: loss as bigint }
    })
    const table = lossTable(losses)
    const incident = await report(i, WAD)
    const { incidentId } = incident
    await publish(incidentId, table.root, table.total)
    await keeper.breakwater.openCaseSync(incident)
    // A loss counts once for all pools and tables of the incident.
    const eventId = keccak256(
      encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [resolver, incidentId]),
    )
    const left = losses.map(({ loss }) => loss)
    for (const { coverId, insured, amount } of covers) {
      const line = losses.findIndex((loss) => loss.insured === insured)
      const { payout, drawn } = proofPayout(amount, left[line] as bigint, share)
      const owner = actors.find(({ account }) => account.address === insured) as typeof alice
      const claim = owner.breakwater.claimLossSync({ pool, coverId, incidentId, table, insured })
      const paid = await outcome(claim.then((result) => result.payout))
      expect(paid, JSON.stringify({ SEED, i, coverId: `${coverId}` })).toBe(payout || 'AlreadyClaimed')
      if (payout === 0n) continue
      left[line] = (left[line] as bigint) - drawn
      const ledger = { abi: lossLedgerAbi, address: deployment.lossLedger } as const
      const all = await chain.readContract({ ...ledger, functionName: 'drawnOf', args: [eventId, insured] })
      expect(all).toBe((losses[line]?.loss ?? 0n) - (left[line] as bigint))
      const { amount: remains } = await keeper.breakwater.getCover({ coverId })
      expect(remains).toBe(remainingDown(amount, payout, POOL.coverUnit))
    }
    expect(left.filter((rest) => rest < 2n).length).toBeGreaterThanOrEqual(3)
  }
})

/** What an account can collect, by hand: what it has in the vault bore later cases, too. */
function returnedTo(returns: readonly ShareReturn[], held: bigint): bigint {
  const parts: bigint[] = []
  for (const { supply, shares, layerIndex, burned } of returns) {
    const here = returns.reduce(
      (sum, { layerCount }, k) => (layerCount < layerIndex ? sum + (parts[k] ?? 0n) : sum),
      0n,
    )
    parts.push(burned ? 0n : returnedDown(held + here, shares, supply))
  }
  return parts.reduce((sum, part) => sum + part, 0n)
}

/** Two cases that were denied, one after the other. */
async function returnTwice(): Promise<[ShareReturn, ShareReturn]> {
  await list(0n)
  await list(0n)
  await open()
  await cover(0, carol, usdc('100001'))
  await cover(1, carol, usdc('70003'))
  for (const i of [0, 1]) {
    const { incident, incidentId } = await openCase(i, parseEther('0.7') + 1n)
    await decide(incidentId, 0n)
    await keeper.breakwater.settleCaseSync(incident)
    await travel(3 * DAY + 1)
  }
  return (await keeper.breakwater.getShareReturns({ pool })) as [ShareReturn, ShareReturn]
}

const YEAR = 365 * DAY

test('SDK-4: share returns, and their holders’ parts until they are burned', async () => {
  const [first, second] = await returnTwice()
  expect(first).toMatchObject({ index: 0n, layerCount: 1n, layerIndex: 1n, burned: false })
  expect(second).toMatchObject({ index: 1n, layerCount: 2n, layerIndex: 2n, burned: false })
  for (const { shares, left } of [first, second]) expect(shares).toBe(dividedDown(left))
  expect(await keeper.breakwater.getShareReturns({ pool, from: 1n, count: 1 })).toEqual([second])
  for (const actor of [alice, bob]) {
    const account = actor.account.address
    const held = await balanceOf(pool, account)
    for (const timestamp of [second.time + 4 * DAY, first.time + YEAR + 1, second.time + 2 * YEAR]) {
      const { shares, returns } = await keeper.breakwater.getReturns({ pool, account, timestamp })
      expect(shares).toBe(returnedTo([first, second], held))
      expect(returns).toBe(2)
    }
  }

  // Collected one return at a time, to somebody else and by somebody else.
  const [account, receiver] = [alice.account.address, carol.account.address]
  const held = await balanceOf(pool, account)
  const due = returnedTo([first], held)
  const one = await alice.breakwater.collectReturnsSync({ pool, receiver, maxReturns: 1n })
  expect(one).toMatchObject({ account, receiver, shares: due, collectedUpTo: 1n })
  expect(await balanceOf(pool, receiver)).toBe(due)
  expect((await keeper.breakwater.getShareReturns({ pool }))[0]).toEqual({ ...first, left: first.left - due })
  await alice.breakwater.setOperatorSync({ pool, operator: bob.account.address, approved: true })
  await bob.breakwater.collectReturnsSync({ pool, holder: account })
  expect(await balanceOf(pool, account)).toBe(held + returnedTo([first, second], held) - due)
  expect(await outcome(alice.breakwater.collectReturns({ pool }))).toBe('NothingToCollect')

  // What nobody has collected within a year is burned by anybody.
  await travelTo(first.time + YEAR)
  const tooEarly = keeper.breakwater.burnUncollected.simulate({ pool, index: 0n, gas: 1_000_000n })
  const early = await outcome(tooEarly.then(({ result }) => result))
  await travel(1)
  const { shares: burned } = await keeper.breakwater.burnUncollectedSync({ pool, index: 0n })
  expect([early, burned]).toEqual(['NothingToCollect', first.left - due])
  expect((await keeper.breakwater.getShareReturns({ pool }))[0]).toEqual({ ...first, left: 0n, burned: true })
  const rest = await keeper.breakwater.getReturns({ pool, account: bob.account.address })
  const bobs = await balanceOf(pool, bob.account.address)
  expect(rest.shares).toBe(returnedTo([{ ...first, burned: true }, second], bobs))
  for (const index of [0n, 1n, 2n]) {
    expect(await outcome(keeper.breakwater.burnUncollected({ pool, index }))).toBe('NothingToCollect')
  }
})

test('PREM-5: while shares fade, what is told offline is what is done, to the unit', async () => {
  const [first, second] = await returnTwice()
  const { termsId } = products[0] ?? { termsId: 0n }
  const supplyOf = async (timestamp: number) =>
    chain.readContract({
      ...{ address: pool, abi: coverPoolAbi, functionName: 'totalSupply' },
      blockOverrides: { time: BigInt(timestamp) },
    })
  /** Supplies, prices, quotes and recoveries at moments of the fading, after it, and at its edges. */
  const compare = async (salt: number) => {
    const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
    const { from, until } = snapshot.fading as Fading
    const edges = [from, from + 1, until - 1, until, until + 1, until + YEAR]
    const moments = draw(fc.integer({ min: Math.max(from, snapshot.timestamp), max: until }), 12, salt)
    const supplies = new Set<bigint>()
    for (const timestamp of [...edges, ...moments].filter((at) => at >= snapshot.timestamp)) {
      const where = JSON.stringify({ SEED, salt, timestamp })
      const state = shareStateAt(snapshot, timestamp)
      expect(await supplyOf(timestamp), where).toBe(state.supply)
      supplies.add(state.supply)
      const [amount = 0n] = draw(between(1n, 400_000n), 1, timestamp)
      const order = { termsId, amount: amount * POOL.coverUnit, duration: 90 * DAY, timestamp }
      expect(quoteCover(snapshot, order), where).toEqual(await bob.breakwater.getQuote({ pool, ...order }))
      expect(previewRecovery(snapshot, order), where).toEqual(
        await bob.breakwater.getRecovery({ pool, ...order }),
      )
    }
    expect(supplies.size).toBeGreaterThan(10)
    return snapshot
  }
  expect((await bob.breakwater.getPoolSnapshot({ pool })).fading).toBeUndefined()
  await travelTo(second.time + YEAR + 1)
  // Most that is free asks to leave, so that quotes rest on what stays.
  const shares = (await balanceOf(pool, alice.account.address)) - 10n ** 18n
  await alice.breakwater.requestRedeemSync({ pool, shares })
  const { supply: before } = shareStateAt(await bob.breakwater.getPoolSnapshot({ pool }))
  const burnt = await keeper.breakwater.burnUncollectedSync({ pool, index: 0n })
  expect(burnt.shares).toBe(first.left)
  const one = await compare(1)
  expect(one.supply).toBe(before)
  expect(supplyAt(one, one.timestamp + YEAR)).toBe(before - first.left)

  // A second burn joins the first.
  await travel(9 * DAY + 1_234)
  await keeper.breakwater.burnUncollectedSync({ pool, index: 1n })
  const two = await compare(2)
  expect(supplyAt(two, two.timestamp + YEAR)).toBe(before - first.left - second.left)

  // A purchase, a deposit and an exit at seconds on the way.
  await travel(DAY + 77)
  const order = { termsId, amount: usdc('54321'), duration: 90 * DAY, timestamp: (await now()) + 4_567 }
  const snapshot = await bob.breakwater.getPoolSnapshot({ pool })
  const { premium } = quoteCover(snapshot, order)
  const { maxPremium: bound } = boundQuote(snapshot, {
    ...order,
    timestamp: snapshot.timestamp,
    until: order.timestamp,
  })
  expect(bound).toBeGreaterThanOrEqual(premium)
  await fund(carol, scene.asset, pool, premium)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(order.timestamp) })
  const bought = await carol.breakwater.buyCoverSync({
    ...{
      ...order,
      pool,
      maxPremium: premium,
      deadline: order.timestamp,
      gas: 1_000_000n,
      skipSimulation: true,
    },
  })
  expect(bought.premium).toBe(premium)

  const assets = usdc('12345.678901')
  await fund(dave, scene.asset, pool, assets)
  const beside = await bob.breakwater.getPoolSnapshot({ pool })
  const later = beside.timestamp + 3_333
  await chain.setNextBlockTimestamp({ timestamp: BigInt(later) })
  const deposited = await dave.breakwater.depositSync({ pool, assets, gas: 1_000_000n, skipSimulation: true })
  expect(deposited.shares).toBe(toSharesDown(assets, shareStateAt(beside, later)))

  const leaving = await bob.breakwater.getPoolSnapshot({ pool })
  const at = leaving.timestamp + POOL.cooldown - 9 * DAY
  expect(at).toBeLessThan(leaving.fading?.until ?? 0)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const controller = alice.account.address
  const settled = await alice.breakwater.settleRedeemRequestsSync({
    pool,
    controller,
    gas: 1_000_000n,
    skipSimulation: true,
  })
  const state = shareStateAt(leaving, at)
  expect(settled.shares).toBe(min(shares, roomShares(leaving, clustersAt(leaving, at), state)))
  expect(settled.assets).toBe(toAssetsDown(settled.shares, state))
  await compare(3)
})

test('SDK-4: what registered claims are due at the end, after each recovery, and what goes back', async () => {
  for (let i = 0; i < 3; i++) await list(0n)
  await open()
  const amounts = [usdc('60001'), usdc('100003'), usdc('7919')]
  const covers: bigint[] = []
  for (const [i, amount] of amounts.entries()) covers.push(await cover(i, carol, amount))
  const productId = products[2]?.productId ?? 0n
  await fundVault(dave, getClaimsVaultAddress(pool), usdc('3011'))
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('3011') })
  await drain()
  // The last one finds next to nothing, and has less of first loss than it needs.
  const cases: Awaited<ReturnType<typeof openCase>>[] = []
  for (const i of [1, 0, 2]) cases.push(await openCase(i, WAD))
  const [, , last] = cases
  expect(last?.firstLoss).toBe(usdc('3011'))
  const severities = [WAD, 777_777_777_777_777_777n, 654_321_000_000_000_001n]
  const claims = cases.map(({ incidentId }, k) => ({
    ...{ pool, coverId: covers[[1, 0, 2][k] ?? 0] ?? 0n, incidentId },
  }))
  const gross = claims.map((_, k) => grossDown(amounts[[1, 0, 2][k] ?? 0] ?? 0n, severities[k] ?? 0n, 0n))
  for (const [k, { incidentId }] of cases.entries()) {
    await decide(incidentId, severities[k] ?? 0n)
    const { payout } = await keeper.breakwater.claimPayoutSync(claims[k] as (typeof claims)[number])
    expect(payout).toBeUndefined()
  }
  const held = cases.reduce((sum, { reserve, firstLoss }) => sum + reserve + firstLoss, 0n)
  const registered = gross.reduce((sum, one) => sum + one, 0n)
  expect(held).toBeLessThan(registered)
  const settlement = { pool, settlement: 1n }
  expect(await keeper.breakwater.getSettlement(settlement)).toMatchObject({ held, short: true, over: false })

  const { claimsUntil } = await keeper.breakwater.getCase(last?.incident as CaseParameters)
  await travelTo(claimsUntil + 1)
  for (const { incident } of cases) {
    expect((await keeper.breakwater.getSettlement(settlement)).over).toBe(false)
    await keeper.breakwater.settleCaseSync(incident)
  }
  expect(await keeper.breakwater.getSettlement(settlement)).toMatchObject({
    ...{ over: true, short: false, registered, forClaims: held, rest: 0n, counted: 3 },
  })

  const paid = gross.map(() => 0n)
  const missing = registered - held
  await fundVault(eve, getClaimsVaultAddress(pool), 2n * missing)
  let recovered = 0n
  for (const part of [0n, usdc('1'), ...draw(between(usdc('1'), missing / 4n), 3), 2n * missing]) {
    if (part > 0n) {
      const assets = min(part, 2n * missing - recovered)
      const incident = cases[Number(part % 3n)]?.incident as CaseParameters
      const { forClaims, forHolders } = await eve.breakwater.addRecoverySync({ ...incident, assets })
      expect(forClaims).toBe(min(assets, missing - recovered))
      expect(forHolders).toBe(assets - forClaims)
      recovered += forClaims
    }
    const { forClaims } = await keeper.breakwater.getSettlement(settlement)
    expect(forClaims).toBe(held + recovered)
    for (const [k, claim] of claims.entries()) {
      const due = dueDown(gross[k] ?? 0n, forClaims, registered) - (paid[k] ?? 0n)
      expect(await keeper.breakwater.getPayout(claim), JSON.stringify({ SEED, k })).toBe(due)
      const claiming = keeper.breakwater.claimPayoutSync(claim)
      expect(await outcome(claiming.then(({ payout }) => payout))).toBe(due || 'AlreadyClaimed')
      paid[k] = (paid[k] ?? 0n) + due
      expect(await keeper.breakwater.getRegisteredClaim(claim)).toEqual({ gross: gross[k], paid: paid[k] })
    }
  }
  expect(paid).toEqual(gross)
  // The last count has closed its case; the others have nothing of the rest but their end.
  for (const { incident } of cases.slice(0, -1)) {
    expect((await keeper.breakwater.settleCaseSync(incident)).assets).toBe(0n)
  }
})

test('SDK-4: what claims leave of a strained settlement goes back in proportion to what each case has left', async () => {
  for (let i = 0; i < 3; i++) await list(0n)
  await open()
  const amounts = [usdc('100003'), usdc('60001'), usdc('50021')]
  const covers: bigint[] = []
  for (const [i, amount] of amounts.entries()) covers.push(await cover(i, carol, amount))
  // Room for the largest alone: of the others the second has some, and the third nothing to speak of.
  await drain()
  const [one, two] = [await openCase(1, parseEther('0.6')), await openCase(0, parseEther('0.55'))]
  const three = await openCase(2, WAD)
  const layers = [one, two, three].map(({ reserve, firstLoss }) => reserve + firstLoss)
  expect(three.reserve).toBeLessThan(usdc('50021'))
  const severities = [parseEther('0.2') + 1n, parseEther('0.3') + 7n, parseEther('0.35')]
  const gross: bigint[] = []
  for (const [k, i] of [1, 0, 2].entries()) {
    const { incidentId } = [one, two, three][k] as typeof one
    await decide(incidentId, severities[k] ?? 0n)
    const claim = { pool, coverId: covers[i] ?? 0n, incidentId }
    gross.push(grossDown(amounts[i] ?? 0n, severities[k] ?? 0n, 0n))
    await keeper.breakwater.claimPayoutSync(claim)
  }
  // Those that registered are fetched, now that all is known to be enough.
  for (const [k, { incidentId }] of [one, two, three].entries()) {
    const coverId = covers[[1, 0, 2][k] ?? 0] ?? 0n
    if ((await keeper.breakwater.getPayout({ pool, coverId, incidentId })) === 0n) continue
    await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  }
  const { claimsUntil } = await keeper.breakwater.getCase(three.incident)
  await travelTo(claimsUntil + 1)
  const left = layers.map((layer, k) => subFloored(layer, gross[k] ?? 0n))
  const allLeft = left.reduce((sum, one) => sum + one, 0n)
  const rest = layers.reduce((sum, one) => sum + one, 0n) - gross.reduce((sum, one) => sum + one, 0n)
  expect(left[2]).toBe(0n)
  for (const { incident } of [one, two, three]) await keeper.breakwater.settleCaseSync(incident)
  expect(await keeper.breakwater.getSettlement({ pool, settlement: 1n })).toMatchObject({
    ...{ over: true, registered: 0n, forClaims: 0n, left: allLeft, rest },
  })
  const first = mulDivDown(rest, left[0] ?? 0n, allLeft)
  expect(first).toBeLessThan(left[0] ?? 0n)
  expect((await keeper.breakwater.settleCaseSync(one.incident)).assets).toBe(first)
  expect((await keeper.breakwater.settleCaseSync(two.incident)).assets).toBe(rest - first)
})

test('SDK-4: recoveries, extensions, cancellations and exits offline, before and beside an incident', async () => {
  await list(parseEther('0.1'))
  await list(0n)
  await open()
  const hit = await cover(0, carol, usdc('300000'))
  const spared = await buyOn(1, bob, usdc('290003'))
  await fundVault(dave, getClaimsVaultAddress(pool), usdc('50021'))
  const productId = products[1]?.productId ?? 0n
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('50021') })
  const compareRecoveries = async () => {
    let firstLossCounts = 0
    const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
    const undecided = await keeper.breakwater.getUndecided({ pool })
    for (const [i, product] of products.entries()) {
      const { free } = await keeper.breakwater.getFirstLoss({ pool, productId: product.productId })
      for (const amount of draw(
        fc.oneof(between(1n, usdc('4000000')), fc.constantFrom(1n, usdc('1'))),
        12,
        i,
      )) {
        for (const later of draw(fc.integer({ min: 0, max: 400 * DAY }), 3, Number(amount % 997n))) {
          const timestamp = snapshot.timestamp + later
          const order = { termsId: product.termsId, amount, timestamp }
          const offline = previewRecovery(snapshot, { ...order, firstLoss: free, undecided })
          expect(offline).toEqual(await keeper.breakwater.getRecovery({ pool, ...order }))
          if (offline.together > previewRecovery(snapshot, { ...order, undecided }).together)
            firstLossCounts++
        }
      }
    }
    expect(firstLossCounts).toBeGreaterThan(0)
    return snapshot
  }
  await compareRecoveries()
  expect(await keeper.breakwater.getUndecided({ pool })).toBe(0n)
  const { reserve } = await openCase(0, parseEther('0.7'))
  expect(await keeper.breakwater.getUndecided({ pool })).toBe(reserve)
  const opened = await compareRecoveries()

  const compareCovers = async (extensions: string[]) => {
    const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
    for (const [k, coverId] of [hit, spared.coverId].entries()) {
      const held = await keeper.breakwater.getCover({ coverId })
      const offline = outcome(
        Promise.resolve().then(() => quoteExtension(snapshot, { cover: held, added: 30 * DAY })),
      )
      const online = outcome(keeper.breakwater.getExtensionQuote({ pool, coverId, added: 30 * DAY }))
      expect(await offline).toEqual(await online)
      expect(await online).toBe(extensions[k])
      // No incident keeps a cover from being cancelled.
      const refund = quoteCancellation(snapshot, { cover: held })
      expect(refund).toBe(await keeper.breakwater.getCancellationQuote({ pool, coverId }))
      expect(refund).toBeGreaterThan(0n)
    }
  }

  // What is set aside counts for nothing: exits leave what all cover in force needs, and cover is not kept longer.
  const room = roomShares(opened, clustersAt(opened, opened.timestamp), shareStateAt(opened))
  const held = await balanceOf(pool, bob.account.address)
  await bob.breakwater.requestRedeemSync({ pool, shares: held })
  await alice.breakwater.requestRedeemSync({ pool, shares: room + 10n ** 9n - held })
  await compareCovers(['SalesStopped', 'CapitalRequired'])

  // What there is room for is settled, to the share.
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
  const at = snapshot.timestamp + POOL.cooldown + DAY
  const most = roomShares(snapshot, clustersAt(snapshot, at), shareStateAt(snapshot, at))
  const wanted = min(most, snapshot.queued)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const controller = alice.account.address
  const settled = await keeper.breakwater.settleRedeemRequestsSync({
    pool,
    controller,
    gas: 1_000_000n,
    skipSimulation: true,
  })
  expect(settled.shares).toBe(wanted)
  await compareRecoveries()
})
