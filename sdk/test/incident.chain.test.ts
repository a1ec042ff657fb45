import fc from 'fast-check'
import { type Address, parseEther } from 'viem'
import { expect, test } from 'vitest'
import { lossLedgerAbi, pocketVaultAbi } from '../src/abis.js'
import { getPocketVaultAddress, type LossLine, lossTable, type ShareReturn } from '../src/index.js'
import { min, mulDivDown, mulDivUp, WAD } from '../src/math/arithmetic.js'
import { clustersAt, roomShares, unbackedAt } from '../src/math/book.js'
import {
  decayedPpm,
  entitlementDown,
  estateDueDown,
  estateRestDown,
  needByProofUp,
  needUp,
  payoutDown,
  payoutShare,
  previewRecovery,
  proofPayout,
  quoteCancellation,
  quoteExtension,
  remainingDown,
  shareStateAt,
  undecayedDown,
} from '../src/math/index.js'
import {
  balanceOf,
  chain,
  DAY,
  deployment,
  now,
  POOL,
  people,
  putBack,
  travel,
  travelTo,
  usdc,
  useScene,
} from './fixture.js'
import {
  buyOn,
  carve,
  cover,
  decide,
  fundVault,
  list,
  open,
  pool,
  products,
  publish,
  report,
  resolver,
  useScripted,
} from './scripted.js'

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

test('SDK-4: what carvings set aside, for random severities, losses and deductibles', async () => {
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
            : needUp(committed, severity, deductible)
        const carving = await outcome(keeper.breakwater.carve.simulate(incident).then(({ result }) => result))
        expect(carving, JSON.stringify({ SEED, termsId: `${termsId}`, severity: `${severity}` })).toBe(
          need === 0n ? 'SeverityZero' : need,
        )
      }
    }
  }
})

test('SDK-4: what verdicts pay, for random severities and deductibles', async () => {
  const deductibles = [0n, parseEther('0.1'), 123_457n * 10n ** 12n]
  for (const deductible of deductibles) await list(deductible)
  await open()
  for (const [i, deductible] of deductibles.entries()) {
    const amount = usdc(String(90_001 + 7_919 * i))
    const coverId = await cover(i, carol, amount)
    const { incident, incidentId } = await carve(i, WAD)
    const claim = { pool, coverId, incidentId }
    const seen = new Set<bigint>()
    for (const severity of draw(severities(deductible), 30, i)) {
      await decide(incidentId, severity)
      const due = payoutDown(amount, severity, deductible)
      if (severity <= WAD) expect(await keeper.breakwater.getPayout(claim), `severity ${severity}`).toBe(due)
      const before = await chain.snapshot()
      const { share, estate } = await keeper.breakwater.applyVerdictSync(incident)
      expect(share, `severity ${severity}`).toBe(payoutShare(severity, deductible))
      // Beyond what was set aside, claims register.
      const beyond = mulDivUp(amount, share, WAD) > needUp(amount, WAD, deductible)
      expect(estate !== 0n).toBe(beyond)
      expect(await keeper.breakwater.getPayout(claim)).toBe(beyond ? 0n : due)
      expect(payoutDown(amount, share, 0n)).toBe(due)
      await putBack(before)
      seen.add(due)
    }
    expect(seen.size).toBeGreaterThan(10)

    const severity = parseEther('0.9') - BigInt(i) - 1n
    await decide(incidentId, severity)
    expect((await keeper.breakwater.applyVerdictSync(incident)).share).toBe(payoutShare(severity, deductible))
    const { payout } = await keeper.breakwater.claimPayoutSync(claim)
    expect(payout).toBe(payoutDown(amount, severity, deductible))
    const remaining = remainingDown(amount, payout ?? 0n, POOL.quantum)
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
      (quanta) => quanta * POOL.quantum,
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
    await keeper.breakwater.carveSync(incident)
    const vault = { abi: pocketVaultAbi, address: getPocketVaultAddress(pool) } as const
    const name = await chain.readContract({
      ...{ ...vault, functionName: 'lossTableOf' },
      args: [resolver, incidentId, table.root],
    })
    const left = losses.map(({ loss }) => loss)
    for (const { coverId, insured, amount } of covers) {
      const line = table.indexOf(insured) as number
      const { payout, drawn } = proofPayout(amount, left[line] as bigint, share)
      const claim = keeper.breakwater.claimLossSync({ pool, coverId, incidentId, resolver, table, insured })
      const paid = await outcome(claim.then((result) => result.payout))
      expect(paid, JSON.stringify({ SEED, i, coverId: `${coverId}` })).toBe(payout || 'AlreadyClaimed')
      if (payout === 0n) continue
      left[line] = (left[line] as bigint) - drawn
      const ledger = { abi: lossLedgerAbi, address: deployment.lossLedger } as const
      const all = await chain.readContract({ ...ledger, functionName: 'drawnOf', args: [name, BigInt(line)] })
      expect(all).toBe((losses[line]?.loss ?? 0n) - (left[line] as bigint))
      const { amount: remains } = await keeper.breakwater.getCover({ coverId })
      expect(remains).toBe(remainingDown(amount, payout, POOL.quantum))
    }
    expect(left.filter((rest) => rest < 2n).length).toBeGreaterThanOrEqual(3)
  }
})

/** What an account can collect at a moment, by hand: what it has in the vault bore later pockets, too. */
function entitlementsAt(returns: readonly ShareReturn[], held: bigint, timestamp: number): bigint {
  const parts: bigint[] = []
  for (const { supply, shares, pocketEpoch, time } of returns) {
    const here = returns.reduce(
      (sum, { epoch }, k) => (epoch < pocketEpoch ? sum + (parts[k] ?? 0n) : sum),
      0n,
    )
    const part = entitlementDown(held + here, shares, supply)
    parts.push(undecayedDown(part, decayedPpm(time, timestamp)))
  }
  return parts.reduce((sum, part) => sum + part, 0n)
}

test('SDK-4: share returns, their holders’ parts, and their decay at random moments', async () => {
  await list(0n)
  await list(0n)
  await open()
  await cover(0, carol, usdc('100001'))
  await cover(1, carol, usdc('70003'))
  expect(await keeper.breakwater.getShareReturns({ pool })).toEqual([])
  const issued: number[] = []
  for (const i of [0, 1]) {
    const { incident, incidentId } = await carve(i, parseEther('0.7') + 1n)
    await decide(incidentId, 0n)
    await keeper.breakwater.releasePocketSync(incident)
    issued.push(await now())
    await travel(3 * DAY + 1)
  }
  const returns = await keeper.breakwater.getShareReturns({ pool })
  expect(returns).toMatchObject([
    { index: 0n, epoch: 1n, pocketEpoch: 1n, time: issued[0], decayed: 0n },
    { index: 1n, epoch: 2n, pocketEpoch: 2n, time: issued[1], decayed: 0n },
  ])
  expect(await keeper.breakwater.getShareReturns({ pool, from: 1n, count: 1 })).toEqual(returns.slice(1))
  const [first, second] = returns as [ShareReturn, ShareReturn]
  expect(first.left).toBe(first.shares)

  const year = 365 * DAY
  const edges = [0, 1, DAY, 15 * DAY, 30 * DAY - 1, 30 * DAY, 30 * DAY + 1].flatMap((after) => [
    first.time + year + after,
    second.time + year + after,
  ])
  const moments = draw(fc.integer({ min: second.time, max: second.time + 400 * DAY }), 30)
  for (const actor of [alice, bob]) {
    const account = actor.account.address
    const held = await balanceOf(pool, account)
    for (const timestamp of [...edges, ...moments, ...edges.map((edge) => edge - 1)]) {
      if (timestamp < (await now())) continue
      const { shares } = await keeper.breakwater.getEntitlements({ pool, account, timestamp })
      expect(shares, JSON.stringify({ SEED, timestamp })).toBe(entitlementsAt(returns, held, timestamp))
    }
  }

  // Half burned, then collected one return at a time, to somebody else.
  const at = first.time + year + 11 * DAY + 4_321
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const burned = await keeper.breakwater.burnUncollectedSync({ pool, index: 0n, gas: 1_000_000n })
  const decayed = decayedPpm(first.time, at)
  expect(decayed).toBeGreaterThan(300_000n)
  expect(burned.shares).toBe(mulDivDown(first.left, decayed, 1_000_000n))
  expect((await keeper.breakwater.getShareReturns({ pool }))[0]).toEqual({ ...first, decayed })
  const early = await outcome(keeper.breakwater.burnUncollected({ pool, index: 2n }))
  expect(early).toBe('NothingToCollect')

  const [account, receiver] = [alice.account.address, carol.account.address]
  const held = await balanceOf(pool, account)
  const due = entitlementsAt([first], held, at + 60)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at + 60) })
  const collection = { pool, receiver, maxReturns: 1n }
  const one = await alice.breakwater.collectEntitlementSync({ ...collection, gas: 1_000_000n })
  expect(one).toMatchObject({ account, receiver, shares: due, collectedUpTo: 1n })
  expect(await balanceOf(pool, receiver)).toBe(due)
  const left = first.left - entitlementDown(held, first.shares, first.supply)
  expect((await keeper.breakwater.getShareReturns({ pool }))[0]?.left).toBe(left)
  await alice.breakwater.setOperatorSync({ pool, operator: bob.account.address, approved: true })
  await bob.breakwater.collectEntitlementSync({ pool, holder: account })
  expect(await outcome(alice.breakwater.collectEntitlement({ pool }))).toBe('NothingToCollect')

  // After 395 days nothing is left of it.
  await travelTo(second.time + year + 30 * DAY)
  await keeper.breakwater.burnUncollectedSync({ pool, index: 1n })
  const none = await keeper.breakwater.getEntitlements({ pool, account: bob.account.address })
  expect(none.shares).toBe(0n)
  expect(await outcome(keeper.breakwater.burnUncollected({ pool, index: 1n }))).toBe('NothingToCollect')
})

test('SDK-4: an estate with first loss, what its claims are due after each recovery, and its rest', async () => {
  await list(0n)
  await open()
  const amounts = [usdc('60001'), usdc('100003'), usdc('7919')]
  const covers: bigint[] = []
  for (const amount of amounts) covers.push(await cover(0, carol, amount))
  const productId = products[0]?.productId ?? 0n
  await fundVault(dave, getPocketVaultAddress(pool), usdc('30011'))
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('30011') })
  const { incident, incidentId } = await carve(0, parseEther('0.3'))
  const { reserve, firstLoss } = await keeper.breakwater.getPocket(incident)
  expect(firstLoss).toBe(usdc('30011'))
  const severity = 777_777_777_777_777_777n
  await decide(incidentId, severity)
  const gross = amounts.map((amount) => payoutDown(amount, severity, 0n))
  const claims = covers.map((coverId) => ({ pool, coverId, incidentId }))
  for (const claim of claims) await keeper.breakwater.claimPayoutSync(claim)
  const { estate, claimsUntil } = await keeper.breakwater.getPocket(incident)
  const productClaimed = gross.reduce((sum, one) => sum + one, 0n)
  const state = await keeper.breakwater.getEstate({ pool, estate })
  expect(state).toMatchObject({ assets: reserve, claimed: productClaimed - firstLoss, recovered: 0n })
  await travelTo(claimsUntil + 1)

  const paid = gross.map(() => 0n)
  const missing = productClaimed - firstLoss - reserve
  await fundVault(eve, getPocketVaultAddress(pool), 2n * missing)
  let recovered = 0n
  for (const part of [0n, usdc('1'), ...draw(between(usdc('1'), missing / 4n), 3), 2n * missing]) {
    if (part > 0n) {
      const assets = min(part, 2n * missing - recovered)
      const { forClaims } = await eve.breakwater.addRecoverySync({ ...incident, assets })
      expect(forClaims).toBe(min(assets, missing - recovered))
      recovered += forClaims
    }
    const current = await keeper.breakwater.getEstate({ pool, estate })
    expect(current).toEqual({ ...state, recovered })
    for (const [k, claim] of claims.entries()) {
      const product = await keeper.breakwater.getEstateProduct({ pool, estate, productId })
      expect(product).toEqual({ productClaimed, productFirstLoss: firstLoss })
      const inputs = { ...current, ...product }
      const due = estateDueDown(inputs, gross[k] as bigint) - (paid[k] as bigint)
      expect(await keeper.breakwater.getPayout(claim), JSON.stringify({ SEED, k })).toBe(due)
      const claiming = keeper.breakwater.claimPayoutSync(claim)
      expect(await outcome(claiming.then(({ payout }) => payout))).toBe(due || 'AlreadyClaimed')
      paid[k] = (paid[k] as bigint) + due
      expect(await keeper.breakwater.getRegisteredClaim(claim)).toEqual({ gross: gross[k], paid: paid[k] })
    }
  }
  expect(paid).toEqual(gross)
  const { assets } = await keeper.breakwater.releasePocketSync(incident)
  expect(assets).toBe(estateRestDown(state.assets, state.claimed, reserve))
})

test('SDK-4: an estate that pays all its claims gives the rest back', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0, carol, usdc('60001'))
  await cover(0, dave, usdc('90001'))
  const { incident, incidentId, reserve } = await carve(0, parseEther('0.3'))
  await decide(incidentId, parseEther('0.6') + 1n)
  await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  const { estate, claimsUntil } = await keeper.breakwater.getPocket(incident)
  const { assets, claimed } = await keeper.breakwater.getEstate({ pool, estate })
  expect(claimed).toBeLessThan(assets)
  await travelTo(claimsUntil + 1)
  const rest = estateRestDown(assets, claimed, reserve)
  expect(rest).toBeGreaterThan(0n)
  expect((await keeper.breakwater.releasePocketSync(incident)).assets).toBe(rest)
})

test('CAP-4: what open pockets stand behind does not weigh, offline either; recoveries know it, and first loss', async () => {
  await list(parseEther('0.1'))
  await list(0n)
  await open()
  const hit = await cover(0, carol, usdc('300000'))
  const spared = await buyOn(1, bob, usdc('290003'))
  await fundVault(dave, getPocketVaultAddress(pool), usdc('50021'))
  const productId = products[1]?.productId ?? 0n
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('50021') })
  const compareRecoveries = async () => {
    let firstLossCounts = 0
    const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
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
          const offline = previewRecovery(snapshot, { ...order, firstLoss: free })
          expect(offline).toEqual(await keeper.breakwater.getRecovery({ pool, ...order }))
          if (offline.together > previewRecovery(snapshot, order).together) firstLossCounts++
        }
      }
    }
    expect(firstLossCounts).toBeGreaterThan(0)
    return snapshot
  }
  expect((await compareRecoveries()).backed).toEqual([])
  await carve(0, parseEther('0.7'))
  const carved = await compareRecoveries()
  expect(carved.backed).toMatchObject([{ committed: 300_000n, backed: 180_000n }])

  const compareCovers = async (expected: { extension: string; refunds: boolean }[]) => {
    const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
    for (const [k, coverId] of [hit, spared.coverId].entries()) {
      const held = await keeper.breakwater.getCover({ coverId })
      const offline = outcome(
        Promise.resolve().then(() => quoteExtension(snapshot, { cover: held, added: 30 * DAY })),
      )
      const online = outcome(keeper.breakwater.quoteExtension({ pool, coverId, added: 30 * DAY }))
      expect(await offline).toEqual(await online)
      expect(await online).toBe(expected[k]?.extension)
      const refund = quoteCancellation(snapshot, { cover: held })
      expect(refund).toBe(await keeper.breakwater.quoteCancellation({ pool, coverId }))
      expect(refund > 0n).toBe(expected[k]?.refunds)
    }
  }

  // More than there would be room for without the pocket, and less than there is with it: it can be settled, but what was
  // promised to whoever waits did not reckon with the pocket, so neither do extensions.
  const present = shareStateAt(carved)
  const without = roomShares(carved, clustersAt(carved, carved.timestamp), present)
  const within = roomShares(carved, unbackedAt(carved, carved.timestamp), present)
  const held = await balanceOf(pool, bob.account.address)
  const rest = (without + within) / 2n - held
  expect(within).toBeGreaterThan(without)
  await bob.breakwater.requestRedeemSync({ pool, shares: held })
  await alice.breakwater.requestRedeemSync({ pool, shares: rest })
  await compareCovers([
    { extension: 'IncidentOpen', refunds: false },
    { extension: 'CapitalRequired', refunds: true },
  ])

  // What there is room for is settled, to the share.
  const { queued } = await keeper.breakwater.getPoolSnapshot({ pool })
  expect(queued).toBe((without + within) / 2n)
  await travel(11 * DAY)
  await keeper.breakwater.settleRedeemRequestsSync({ pool, controller: alice.account.address })
  const shares = (await balanceOf(pool, alice.account.address)) - 10n ** 9n
  await alice.breakwater.requestRedeemSync({ pool, shares })
  const snapshot = await keeper.breakwater.getPoolSnapshot({ pool })
  const at = snapshot.timestamp + 11 * DAY
  const state = shareStateAt(snapshot, at)
  const room = roomShares(snapshot, unbackedAt(snapshot, at), state)
  expect(room).toBeGreaterThan(roomShares(snapshot, clustersAt(snapshot, at), state))
  expect(room).toBeLessThan(snapshot.queued)
  await chain.setNextBlockTimestamp({ timestamp: BigInt(at) })
  const controller = alice.account.address
  const settled = await keeper.breakwater.settleRedeemRequestsSync({ pool, controller, gas: 1_000_000n })
  expect(settled.shares).toBe(room)
  await compareRecoveries()
})
