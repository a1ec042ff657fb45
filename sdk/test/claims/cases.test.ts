import {
  type Address,
  type ContractEventName,
  maxUint256,
  parseEther,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { expect, test } from 'vitest'
import { claimsVaultAbi } from '../../src/abis.js'
import { type EventArgs, getClaimsVaultAddress, lossTable, toCaseId } from '../../src/index.js'
import {
  dividedDown,
  dueDown,
  grossDown,
  needByProofUp,
  payableUp,
  proofPayout,
  provenUp,
  returnedDown,
} from '../../src/math/index.js'
import {
  balanceOf,
  DAY,
  now,
  PRICING,
  people,
  refused,
  scene,
  TERMS,
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
  termsOf,
  useScripted,
} from '../scripted.js'

const { alice, bob, carol, dave, eve, keeper, lister, manager } = people
const WAD = 10n ** 18n

useScene()
useScripted()

/** What a vault has said of one kind in a transaction. */
const eventsOf = <name extends ContractEventName<typeof claimsVaultAbi>>(
  { logs }: TransactionReceipt,
  eventName: name,
): EventArgs<typeof claimsVaultAbi, name>[] =>
  parseEventLogs({ abi: claimsVaultAbi, logs, eventName }).map(({ args }) => args as never)

const getSettlement = (settlement: bigint) => keeper.breakwater.getSettlement({ pool, settlement })

/** That holders collect their parts of what a case came back as. */
async function expectCollected(shares: bigint, supply: bigint) {
  for (const actor of [alice, bob]) {
    const account = actor.account.address
    const due = returnedDown(await balanceOf(pool, account), dividedDown(shares), supply)
    expect(await keeper.breakwater.getReturns({ pool, account })).toEqual({ shares: due, returns: 1 })
    expect((await actor.breakwater.collectReturnsSync({ pool })).shares).toBe(due)
  }
}

test('INC-5: a denial puts all back at once, as shares, collected by their holders to the unit', async () => {
  await list(0n)
  await open()
  await cover(0)
  const { incident, incidentId, reserve } = await openCase(0, WAD)
  expect(reserve).toBe(payableUp(usdc('200000'), WAD, 0n))
  await decide(incidentId, 0n)
  const { receipt, severity } = await keeper.breakwater.applyVerdictSync(incident)
  const [released] = eventsOf(receipt, 'CapitalReleased')
  expect([severity, released?.assets]).toEqual([0n, reserve])
  const found = await keeper.breakwater.getCase(incident)
  expect(found).toMatchObject({ status: 'denied', closed: true, reserve: 0n, need: 0n, paid: 0n })
  await refused(keeper.breakwater.settleCase(incident), 'AlreadyReleased')
  await expectCollected(released?.shares ?? 0n, found.supply)
  const stranger = eve.breakwater.collectReturns({ pool, holder: alice.account.address })
  await refused(stranger, 'NotAuthorized')
  await refused(keeper.breakwater.burnUncollected({ pool, index: 0n }), 'NothingToCollect')
})

test('INC-5: settling applies a denial that nobody has applied', async () => {
  await list(0n)
  await open()
  await cover(0)
  const { incident, incidentId, reserve } = await openCase(0, WAD)
  await decide(incidentId, 0n)
  const { assets, shares = 0n } = await keeper.breakwater.settleCaseSync(incident)
  expect(assets).toBe(reserve)
  await expectCollected(shares, (await keeper.breakwater.getCase(incident)).supply)
})

test('INC-5: a verdict frees what it does not need, and settling the rest', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0)
  await cover(0, dave)
  const { incident, incidentId, caseId, reserve } = await openCase(0, parseEther('0.75'))
  expect(caseId).toBe(toCaseId(products[0]?.productId ?? 0n, incidentId))
  expect(await keeper.breakwater.getCaseId(incident)).toBe(caseId)
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({
    ...{
      caseId,
      status: 'open',
      reserve,
      firstLoss: 0n,
      promised: 0n,
      committed: usdc('400000'),
      need: usdc('300000'),
    },
    ...{
      paid: 0n,
      registered: 0n,
      layerIndex: 1n,
      severity: 0n,
      claimsUntil: 0,
      settlement: 1n,
      closed: false,
    },
  })
  await decide(incidentId, parseEther('0.3'))
  const need = payableUp(usdc('400000'), parseEther('0.3'), 0n)
  const applied = await keeper.breakwater.applyVerdictSync(incident)
  expect(applied).toMatchObject({ severity: parseEther('0.3'), settlement: 1n })
  expect(eventsOf(applied.receipt, 'CapitalReleased')).toMatchObject([{ caseId, assets: reserve - need }])
  const payable = { status: 'payable', need, reserve: need, claimsUntil: applied.claimsUntil } as const
  expect(await keeper.breakwater.getCase(incident)).toMatchObject(payable)
  const gross = grossDown(usdc('200000'), parseEther('0.3'), 0n)
  expect((await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })).payout).toBe(gross)
  // What is paid is part of what is set aside until the case is closed.
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({ ...payable, paid: gross })
  await travelTo(applied.claimsUntil)
  await refused(keeper.breakwater.settleCase(incident), 'ClaimWindowOpen', { until: applied.claimsUntil })
  await travelTo(applied.claimsUntil + 1)
  const released = await keeper.breakwater.settleCaseSync(incident)
  expect(released.assets).toBe(need - gross)
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({ status: 'closed', closed: true })
  expect(await getSettlement(1n)).toMatchObject({ open: 0, held: 0n, owed: 0n, short: false, strainedAt: 0 })
  const [account] = [alice.account.address]
  expect((await keeper.breakwater.getReturns({ pool, account })).returns).toBe(2)
})

test('SETTLE-2: a verdict pays no more than the case was opened for', async () => {
  await list(parseEther('0.1'))
  await open()
  const coverId = await cover(0)
  const { incident, incidentId, reserve } = await openCase(0, parseEther('0.3'))
  expect(reserve).toBe(usdc('40000'))
  await decide(incidentId, parseEther('0.6'))
  expect((await keeper.breakwater.applyVerdictSync(incident)).severity).toBe(parseEther('0.3'))
  expect((await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })).payout).toBe(reserve)
})

test('a case is for all versions of the terms, each with its deductible', async () => {
  await list(parseEther('0.1'))
  const first = termsOf(0)
  await open()
  const old = await cover(0)
  const { productId = 0n } = products[0] ?? {}
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver, subject: 0n, observes: false },
    ...{ deductible: parseEther('0.2'), pins: scene.pins },
  })
  const change = { pool, termsId, ...PRICING }
  const { ripeAt } = await manager.breakwater.submitChangeSync(change)
  await travelTo(Number(ripeAt))
  await manager.breakwater.applyChangeSync(change)
  products[0] = { productId, termsId }
  const recent = await cover(0, dave)
  const { incident, incidentId, reserve } = await openCase(0, parseEther('0.5'))
  // By the least deductible that was sold.
  expect(reserve).toBe(payableUp(usdc('400000'), parseEther('0.5'), parseEther('0.1')))
  await refused(keeper.breakwater.openCase({ ...incident, termsId: first }), 'CaseAlreadyOpen')
  expect((await keeper.breakwater.getCase({ ...incident, termsId: first })).reserve).toBe(reserve)
  await decide(incidentId, parseEther('0.5'))
  for (const [coverId, due] of [
    [old, usdc('80000')],
    [recent, usdc('60000')],
  ] as const) {
    expect((await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })).payout).toBe(due)
  }
})

test('SETTLE-2: a cover claims for all cases at once, in the order of their events', async () => {
  await list(0n)
  await list(0n)
  await open()
  const amount = usdc('200000')
  const [coverId, late] = [await cover(0), await cover(0, dave)]
  const [one, two] = [await openCase(0, parseEther('0.5')), await openCase(0, parseEther('0.25'))]
  const other = await openCase(1, WAD).catch((error) => error)
  expect(other).toMatchObject({ name: 'NotCovered' })
  const claim = { pool, coverId }
  const [first, second] = [one.incidentId, two.incidentId]
  const ordered = [first, second]
  await decide(first, parseEther('0.5'))
  await keeper.breakwater.applyVerdictSync(one.incident)
  // One that claims cannot be made on yet does not count.
  expect((await keeper.breakwater.getPayouts({ ...claim, incidentIds: [first] })) > 0n).toBe(true)
  await refused(keeper.breakwater.claimPayouts({ ...claim, incidentIds: ordered }), 'VerdictPending')
  await travel(DAY)
  await decide(second, parseEther('0.25'))
  await keeper.breakwater.applyVerdictSync(two.incident)
  const stake = { pool, settlement: 1n, productId: products[0]?.productId ?? 0n }
  expect(await keeper.breakwater.getProductStake(stake)).toEqual({
    ...{ bound: usdc('400000'), needs: usdc('300000'), payable: 2, stopping: 2 },
  })

  for (const incidentId of ordered) {
    await refused(keeper.breakwater.claimPayout({ ...claim, incidentId }), 'ClaimTogether', { cases: 2n })
    expect(await keeper.breakwater.getPayout({ ...claim, incidentId })).toBe(0n)
  }
  for (const incidentIds of [
    [second, first],
    [first, first],
    [first, second, second],
  ]) {
    await refused(keeper.breakwater.claimPayouts({ ...claim, incidentIds }), 'NotInOrder')
  }
  await refused(keeper.breakwater.claimPayouts({ ...claim, incidentIds: [] }), 'NotCovered')
  const receiver = eve.account.address
  const named = { ...claim, incidentIds: ordered, receiver }
  await refused(keeper.breakwater.claimPayouts(named), 'NotAuthorized')
  const sorting = { pool, termsId: termsOf(0), incidentIds: [second, first] }
  expect(await keeper.breakwater.sortIncidents(sorting)).toEqual(ordered)

  // The second loses of what the first has left.
  const losses = [amount / 2n, amount / 8n] as const
  const [total, before] = [losses[0] + losses[1], await balanceOf(scene.asset, receiver)]
  expect(await keeper.breakwater.getPayouts(named)).toBe(total)
  const { events } = await carol.breakwater.claimPayoutsSync(named)
  expect(events).toEqual(
    [one, two].map(({ caseId }, i) => ({ caseId, coverId, receiver, payout: losses[i] })),
  )
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(total)
  expect((await keeper.breakwater.getCover({ coverId })).amount).toBe(amount - total)
  await refused(keeper.breakwater.claimPayouts({ ...claim, incidentIds: ordered }), 'NotCovered')
  expect(await keeper.breakwater.getPayouts(named)).toBe(0n)

  // Once the window of one is over and it is closed, the other is claimed alone.
  const { claimsUntil } = await keeper.breakwater.getCase(one.incident)
  await travelTo(claimsUntil + 1)
  await keeper.breakwater.settleCaseSync(one.incident)
  const { claimsUntil: end } = await keeper.breakwater.getCase(two.incident)
  expect(end).toBeGreaterThanOrEqual(await now())
  const alone = { pool, coverId: late, incidentId: second }
  expect(await keeper.breakwater.getPayout(alone)).toBe(amount / 4n)
  expect((await keeper.breakwater.claimPayoutSync(alone)).payout).toBe(amount / 4n)
})

test('RES-5: a bonus is paid on top of payouts', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0)
  const { incident, incidentId } = await openCase(0, parseEther('0.5'))
  const vault = getClaimsVaultAddress(pool)
  await fundVault(eve, vault, usdc('2000'))
  await eve.breakwater.addBonusSync({ ...incident, assets: usdc('2000') })
  await decide(incidentId, parseEther('0.25'))
  const before = await balanceOf(scene.asset, carol.account.address)
  const { payout } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  const due = grossDown(usdc('200000'), parseEther('0.25'), 0n)
  expect(payout).toBe(due)
  expect((await balanceOf(scene.asset, carol.account.address)) - before).toBe(due + usdc('2000'))
  await refused(eve.breakwater.addBonus({ ...incident, assets: 1n }), 'VerdictAlreadyApplied')
})

test('SETTLE-2: losses are proven by lines of a table, by those whose they are', async () => {
  const deductible = parseEther('0.1')
  await list(deductible, true)
  await open()
  const [carols, daves] = [await cover(0), await cover(0, dave)]
  const table = lossTable([
    { insured: carol.account.address, loss: usdc('50000') },
    { insured: dave.account.address, loss: usdc('400000') },
    { insured: eve.account.address, loss: 1n },
  ])
  const incident = await report(0, WAD)
  const { incidentId } = incident
  await publish(incidentId, table.root, table.total)
  const { reserve } = await keeper.breakwater.openCaseSync(incident)
  expect(reserve).toBe(needByProofUp(usdc('400000'), WAD, table.total, deductible))
  const claim = { pool, incidentId }
  const poolTermsOf = (actor: typeof carol) => {
    const line = table.indexOf(actor.account.address) ?? -1
    return { ...table.line(line), proof: table.proof(line) }
  }
  await refused(
    carol.breakwater.claimLoss({ ...claim, coverId: carols, ...poolTermsOf(dave) }),
    'InvalidProof',
  )
  await refused(keeper.breakwater.claimPayout({ pool, incidentId, coverId: carols }), 'InvalidProof')
  const first = { ...claim, coverId: carols, ...poolTermsOf(carol) }
  const { payout } = await carol.breakwater.claimLossSync(first)
  expect(payout).toBe(proofPayout(usdc('200000'), first.loss, WAD - deductible).payout)
  await expect(carol.breakwater.claimLoss(first)).rejects.toMatchObject({
    name: expect.stringMatching(/AlreadyClaimed|NotCovered/),
  })

  // Anybody from 14 days before the end of the window.
  const second = { ...claim, coverId: daves, ...poolTermsOf(dave) }
  await refused(keeper.breakwater.claimLoss(second), 'NotAuthorized')
  const { claimsUntil } = await keeper.breakwater.getCase(incident)
  await travelTo(claimsUntil - 14 * DAY)
  await refused(keeper.breakwater.claimLoss(second), 'NotAuthorized')
  await travelTo(claimsUntil - 14 * DAY + 1)
  const late = await keeper.breakwater.claimLossSync(second)
  expect(late).toMatchObject({ receiver: dave.account.address, payout: usdc('200000') })
})

test('SETTLE-2: a table that asks for more than the case was opened for is cut, for all alike', async () => {
  await list(0n, true)
  await open()
  const amount = usdc('200000')
  const covers = [await cover(0), await cover(0, dave)]
  const incident = await report(0, parseEther('0.3'))
  const { incidentId } = incident
  const { reserve } = await keeper.breakwater.openCaseSync(incident)
  expect(reserve).toBe(usdc('120000'))
  const losses = [usdc('100000'), usdc('150000')]
  const actors = [carol, dave]
  const table = lossTable(
    actors.map(({ account }, i) => ({ insured: account.address, loss: losses[i] ?? 0n })),
  )
  await publish(incidentId, table.root, table.total)
  const { severity } = await keeper.breakwater.applyVerdictSync(incident)
  expect(severity).toBe(dueDown(WAD, reserve, provenUp(2n * amount, table.total, 0n)))
  expect(severity).toBe(parseEther('0.48'))
  for (const [i, coverId] of covers.entries()) {
    const insured = actors[i]?.account.address as Address
    const claim = { pool, coverId, incidentId, table, insured }
    const { payout } = await (actors[i] as typeof carol).breakwater.claimLossSync(claim)
    expect(payout).toBe(proofPayout(amount, losses[i] ?? 0n, WAD, severity).payout)
    expect(payout).toBe(((losses[i] ?? 0n) * 48n) / 100n)
  }
})

test('SETTLE-7: first loss is posted, pays first, and leaves by announcement', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0)
  const productId = products[0]?.productId ?? 0n
  const first = { pool, productId }
  await fundVault(dave, getClaimsVaultAddress(pool), usdc('90000'))
  await dave.breakwater.postFirstLossSync({ ...first, assets: usdc('30000') })
  await refused(eve.breakwater.postFirstLoss({ ...first, assets: 1n }), 'NotAuthorized')
  const { incident, incidentId, reserve, firstLoss } = await openCase(0, parseEther('0.25'))
  expect([reserve, firstLoss]).toEqual([usdc('50000'), 0n])
  expect(await keeper.breakwater.getCase(incident)).toMatchObject({ promised: usdc('30000') })
  expect(await keeper.breakwater.getFirstLoss(first)).toMatchObject({ free: 0n, promised: usdc('30000') })
  // What is promised to no case can leave, whatever is open.
  await dave.breakwater.postFirstLossSync({ ...first, assets: usdc('5000') })
  const announced = { ...first, assets: maxUint256 >> 160n }
  const { result } = await dave.breakwater.requestFirstLossWithdrawal.simulate(announced)
  const { maturesAt } = await dave.breakwater.requestFirstLossWithdrawalSync(announced)
  expect(Math.abs(result - maturesAt)).toBeLessThan(60)
  await travelTo(Number(maturesAt))
  expect((await dave.breakwater.withdrawFirstLossSync(first)).assets).toBe(usdc('5000'))

  // What cannot be claimed goes back with the verdict.
  await decide(incidentId, parseEther('0.2'))
  const { receipt, claimsUntil } = await keeper.breakwater.applyVerdictSync(incident)
  expect(eventsOf(receipt, 'CapitalReleased')).toMatchObject([{ assets: usdc('10000') }])
  const payable = { reserve: usdc('40000'), firstLoss: 0n, promised: usdc('30000') }
  expect(await keeper.breakwater.getCase(incident)).toMatchObject(payable)
  await decide(incidentId, 0n)
  await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  await travelTo(claimsUntil + 1)
  // First loss takes the place of the pool's capital, which goes back.
  const closed = await keeper.breakwater.settleCaseSync(incident)
  expect(closed.assets).toBe(usdc('30000'))
  expect(eventsOf(closed.receipt, 'FirstLossTaken')).toMatchObject([{ assets: usdc('30000') }])
  expect((await keeper.breakwater.getFirstLoss(first)).free).toBe(0n)
  await dave.breakwater.postFirstLossSync({ ...first, assets: usdc('55000') })

  // Nobody claims: all of the pool's capital is back, and then the first loss.
  const denied = await openCase(0, parseEther('0.1'))
  expect([denied.reserve, denied.firstLoss]).toEqual([usdc('16000'), 0n])
  await decide(denied.incidentId, parseEther('0.1'))
  const { claimsUntil: end } = await keeper.breakwater.applyVerdictSync(denied.incident)
  await travelTo(end + 1)
  expect((await keeper.breakwater.settleCaseSync(denied.incident)).assets).toBe(usdc('16000'))
  expect((await keeper.breakwater.getFirstLoss(first)).free).toBe(usdc('55000'))
})

/** Two products with 200,000 each, in a pool that has hardly more than that: the second case lacks nearly all. */
async function lackingOne() {
  await list(0n)
  await list(0n)
  await open()
  const covers = [await cover(0), await cover(1, dave)] as const
  await drain()
  const one = await openCase(0, WAD)
  const two = await openCase(1, WAD)
  expect(one.reserve).toBe(usdc('200000'))
  expect(two.reserve).toBeLessThan(usdc('10000'))
  const claims = [
    { pool, coverId: covers[0], incidentId: one.incidentId },
    { pool, coverId: covers[1], incidentId: two.incidentId },
  ] as const
  return { one, two, claims, held: one.reserve + two.reserve }
}

test('INC-7: while a settlement is short the pool waits, and claims register until it no longer is', async () => {
  const { one, two, claims, held } = await lackingOne()
  const strained = await getSettlement(1n)
  expect(strained).toMatchObject({ held, owed: usdc('400000'), short: true, over: false, open: 2 })
  expect(strained).toMatchObject({ lacking: usdc('400000') - held, strainedAt: await now() })
  expect(await keeper.breakwater.getPresentSettlement({ pool })).toEqual({ settlement: 1n, short: 1 })
  expect((await keeper.breakwater.getPoolSnapshot({ pool })).short).toBe(true)
  const controller = bob.account.address
  await refused(keeper.breakwater.settleRedeemRequests({ pool, controller }), 'PoolShort')
  const quote = { pool, termsId: termsOf(0), amount: usdc('1'), duration: DAY }
  await expect(keeper.breakwater.getQuote(quote)).rejects.toMatchObject({
    name: expect.stringMatching(/PoolShort|SalesStopped/),
  })
  await refused(alice.breakwater.deposit({ pool, assets: usdc('1') }), 'PoolShort')

  // One lost half. Two may still need all: what is there is not enough for both.
  await decide(one.incidentId, parseEther('0.5'))
  const [first, second] = claims
  expect(await keeper.breakwater.getPayout(first)).toBe(0n)
  const { receipt, payout } = await keeper.breakwater.claimPayoutSync(first)
  expect(payout).toBeUndefined()
  const gross = usdc('100000')
  expect(eventsOf(receipt, 'ClaimRegistered')).toMatchObject([
    { caseId: one.caseId, coverId: first.coverId, gross, settlement: 1n },
  ])
  expect(await keeper.breakwater.getRegisteredClaim(first)).toEqual({ gross, paid: 0n })
  expect(await keeper.breakwater.getCase(one.incident)).toMatchObject({
    ...{ status: 'payable', need: gross, reserve: usdc('200000'), paid: 0n, registered: gross },
  })
  await refused(keeper.breakwater.claimPayout(first), 'PoolShort')
  await refused(keeper.breakwater.claimPayouts({ ...first, incidentIds: [first.incidentId] }), 'PoolShort')
  await refused(keeper.breakwater.settleCase(one.incident), 'ClaimWindowOpen')
  await fundVault(eve, getClaimsVaultAddress(pool), usdc('10'))
  const recovery = { ...one.incident, assets: usdc('10') }
  await refused(eve.breakwater.addRecovery(recovery), 'SettlementOpen', { cases: 2n })

  // Two lost a quarter: less than there is. It lives on the other, but nobody waits any more.
  await decide(two.incidentId, parseEther('0.25'))
  const applied = await keeper.breakwater.applyVerdictSync(two.incident)
  expect(eventsOf(applied.receipt, 'ShortageChanged')).toEqual([
    { settlement: 1n, short: false, held, owed: usdc('150000') },
  ])
  expect((await keeper.breakwater.getPoolSnapshot({ pool })).short).toBe(false)
  expect(await keeper.breakwater.getPayout(first)).toBe(gross)
  expect((await keeper.breakwater.claimPayoutSync(first)).payout).toBe(gross)
  expect(await keeper.breakwater.getRegisteredClaim(first)).toEqual({ gross, paid: gross })
  await refused(keeper.breakwater.claimPayout(first), 'AlreadyClaimed')
  expect((await keeper.breakwater.claimPayoutSync(second)).payout).toBe(usdc('50000'))
  expect((await getSettlement(1n)).lacking).toBe(usdc('50000') - two.reserve)

  // Strained to the end: the layers wait for each other.
  await travelTo(applied.claimsUntil + 1)
  const counted = await keeper.breakwater.settleCaseSync(one.incident)
  expect(counted.assets).toBeUndefined()
  expect((await keeper.breakwater.getCase(one.incident)).status).toBe('counted')
  expect(await getSettlement(1n)).toMatchObject({ counted: 1, paid: gross, left: gross, over: false })
  await refused(keeper.breakwater.settleCase(one.incident), 'SettlementOpen', { cases: 1n })
  const last = await keeper.breakwater.settleCaseSync(two.incident)
  const rest = held - usdc('150000')
  expect(eventsOf(last.receipt, 'SettlementOver')).toEqual([
    { settlement: 1n, registered: 0n, forClaims: 0n, rest },
  ])
  // What two's claims used of one's is gone; one has all that is left.
  expect(last.assets).toBe(0n)
  expect((await keeper.breakwater.settleCaseSync(one.incident)).assets).toBe(rest)
  for (const { incident } of [one, two]) {
    expect(await keeper.breakwater.getCase(incident)).toMatchObject({ status: 'closed', closed: true })
    await refused(keeper.breakwater.settleCase(incident), 'AlreadyReleased')
  }
  // Exits wait for nothing but the cover in force.
  await refused(keeper.breakwater.settleRedeemRequests({ pool, controller }), 'CapitalRequired')
})

test('SETTLE-5: a verdict that ends the strain lets each case go its own way', async () => {
  const { one, two, claims, held } = await lackingOne()
  const [first] = claims
  await decide(one.incidentId, parseEther('0.5'))
  await keeper.breakwater.claimPayoutSync(first)
  await decide(two.incidentId, 0n)
  const { receipt } = await keeper.breakwater.applyVerdictSync(two.incident)
  expect(eventsOf(receipt, 'CapitalReleased')).toMatchObject([{ caseId: two.caseId, assets: two.reserve }])
  expect(await getSettlement(1n)).toMatchObject({
    ...{ short: false, relaxed: true, strainedAt: 0, lacking: 0n, open: 1, held: held - two.reserve },
  })
  // Within the window what no claim can need, and nothing else.
  expect((await keeper.breakwater.settleCaseSync(one.incident)).assets).toBe(usdc('100000'))
  await refused(keeper.breakwater.settleCase(one.incident), 'ClaimWindowOpen')
  // Later cases have nothing to do with it.
  const three = await openCase(1, parseEther('0.1'))
  expect((await keeper.breakwater.getCase(three.incident)).settlement).toBe(2n)
  expect(await keeper.breakwater.getPresentSettlement({ pool })).toEqual({ settlement: 2n, short: 0 })
  // What was registered is there, also long after the case is closed.
  const { claimsUntil } = await keeper.breakwater.getCase(one.incident)
  await travelTo(claimsUntil + 1)
  expect((await keeper.breakwater.settleCaseSync(one.incident)).assets).toBe(0n)
  await travel(400 * DAY)
  expect((await keeper.breakwater.claimPayoutSync(first)).payout).toBe(usdc('100000'))
})

test('SETTLE-5: at the end claims are paid the same part, and a recovery makes them whole', async () => {
  const { one, two, claims, held } = await lackingOne()
  for (const [i, { incidentId }] of [one, two].entries()) {
    await decide(incidentId, WAD)
    await keeper.breakwater.claimPayoutSync(claims[i] as (typeof claims)[0])
  }
  const [first, second] = claims
  const gross = usdc('200000')
  const { claimsUntil } = await keeper.breakwater.getCase(two.incident)
  await travelTo(claimsUntil + 1)
  await keeper.breakwater.settleCaseSync(one.incident)
  await refused(keeper.breakwater.claimPayout(first), 'PoolShort')
  const { receipt, assets } = await keeper.breakwater.settleCaseSync(two.incident)
  expect(assets).toBe(0n)
  expect(eventsOf(receipt, 'SettlementOver')).toEqual([
    { settlement: 1n, registered: 2n * gross, forClaims: held, rest: 0n },
  ])
  const over = await getSettlement(1n)
  expect(over).toMatchObject({ over: true, short: false, registered: 2n * gross, forClaims: held, held: 0n })
  const due = dueDown(gross, over.forClaims, over.registered)
  expect(due).toBe(held / 2n)
  for (const claim of claims) {
    expect(await keeper.breakwater.getPayout(claim)).toBe(due)
    expect((await keeper.breakwater.claimPayoutSync(claim)).payout).toBe(due)
    expect(await keeper.breakwater.getRegisteredClaim(claim)).toEqual({ gross, paid: due })
    await refused(keeper.breakwater.claimPayout(claim), 'AlreadyClaimed')
  }

  // All of a recovery is for claims until they are whole, then the holders'.
  const missing = 2n * gross - held
  await fundVault(eve, getClaimsVaultAddress(pool), 2n * missing)
  const recovery = { ...two.incident, assets: missing / 2n }
  expect(await eve.breakwater.addRecoverySync(recovery)).toMatchObject({
    forClaims: missing / 2n,
    shares: 0n,
  })
  const { forClaims } = await getSettlement(1n)
  const part = dueDown(gross, forClaims, over.registered) - due
  expect((await keeper.breakwater.claimPayoutSync(second)).payout).toBe(part)
  const rest = await eve.breakwater.addRecoverySync({ ...recovery, assets: missing })
  expect(rest).toMatchObject({ forClaims: missing - missing / 2n, forHolders: missing / 2n })
  const receiver = alice.account.address
  const before = await balanceOf(scene.asset, receiver)
  await refused(eve.breakwater.claimPayoutTo({ ...first, receiver }), 'NotAuthorized')
  const { payout } = await carol.breakwater.claimPayoutToSync({ ...first, receiver })
  expect(payout).toBe(gross - due)
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(gross - due)
  expect((await keeper.breakwater.claimPayoutSync(second)).payout).toBe(gross - due - part)
  await refused(keeper.breakwater.claimPayout(second), 'AlreadyClaimed')

  // The first case has its own division to fetch, which is nothing; the next case joins the next settlement.
  expect((await keeper.breakwater.settleCaseSync(one.incident)).assets).toBe(0n)
  expect((await keeper.breakwater.getPresentSettlement({ pool })).short).toBe(0)
})

test('SETTLE-2: what was registered stays the owner’s after a cancellation', async () => {
  const { one, two, claims } = await lackingOne()
  const [first] = claims
  await decide(one.incidentId, parseEther('0.5'))
  await keeper.breakwater.claimPayoutSync(first)
  const { coverId } = first
  const refund = await carol.breakwater.getCancellationQuote({ pool, coverId })
  expect(refund).toBeGreaterThan(0n)
  await carol.breakwater.cancelCoverSync({ pool, coverId })
  expect(await keeper.breakwater.getCover({ coverId })).toMatchObject({
    ...{ owner: carol.account.address, amount: 0n, rate: 0n, end: Math.ceil((await now()) / DAY) * DAY },
  })
  expect(await keeper.breakwater.getCovers({ owner: carol.account.address, pool })).toHaveLength(1)
  expect(await carol.breakwater.getCancellationQuote({ pool, coverId })).toBe(0n)
  await decide(two.incidentId, 0n)
  await keeper.breakwater.applyVerdictSync(two.incident)
  const before = await balanceOf(scene.asset, carol.account.address)
  expect((await keeper.breakwater.claimPayoutSync(first)).payout).toBe(usdc('100000'))
  expect((await balanceOf(scene.asset, carol.account.address)) - before).toBe(usdc('100000'))
})

test('a case about less than a tenth of the cover stops nothing', async () => {
  await list(0n)
  await open()
  await cover(0)
  const small = await openCase(0, parseEther('0.1') - 10n ** 13n)
  expect((await keeper.breakwater.getPoolSnapshot({ pool })).products).toMatchObject([{ stoppingCases: 0 }])
  await buyOn(0, dave, usdc('1000'))
  await openCase(0, parseEther('0.1'))
  expect((await keeper.breakwater.getPoolSnapshot({ pool })).products).toMatchObject([{ stoppingCases: 1 }])
  const productId = products[0]?.productId ?? 0n
  const stake = await keeper.breakwater.getProductStake({ pool, settlement: 1n, productId })
  expect(stake).toMatchObject({ stopping: 1, payable: 0, bound: usdc('201000') + small.reserve })
  const quote = { pool, termsId: termsOf(0), amount: usdc('1'), duration: DAY }
  await refused(keeper.breakwater.getQuote(quote), 'SalesStopped', { id: productId })
})

test('SDK-5: each refusal has its name and its arguments', async () => {
  await list(0n)
  await list(0n, true)
  await open()
  const [coverId, proven] = [await cover(0), await cover(1)]
  const productId = products[0]?.productId ?? 0n
  await fundVault(dave, getClaimsVaultAddress(pool), usdc('10'))
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('10') })
  const pending = await report(0, WAD)
  const unknown = { ...pending, incidentId: 99n }

  await refused(keeper.breakwater.openCase(unknown), 'UnknownIncident')
  await refused(keeper.breakwater.openCase({ ...pending, termsId: termsOf(1) }), 'NotCovered')
  await refused(keeper.breakwater.getCase({ ...pending, termsId: 99n }), 'UnknownTerms')
  await refused(keeper.breakwater.openCase(await report(0, 0n)), 'SeverityZero')
  for (const call of [
    () => keeper.breakwater.applyVerdict(pending),
    () => keeper.breakwater.settleCase(pending),
    () => keeper.breakwater.claimPayout({ pool, coverId, incidentId: pending.incidentId }),
    () => eve.breakwater.addRecovery({ ...pending, assets: usdc('1') }),
  ]) {
    await refused(call(), 'CaseNotOpen')
  }
  expect(await keeper.breakwater.getCase(pending)).toMatchObject({ status: 'none', settlement: 0n })

  const { incident, incidentId } = await openCase(0, parseEther('0.5'))
  const claim = { pool, coverId, incidentId }
  await refused(keeper.breakwater.openCase(incident), 'CaseAlreadyOpen')
  await refused(keeper.breakwater.settleCase(incident), 'VerdictPending')
  await refused(eve.breakwater.addRecovery({ ...incident, assets: 1n }), 'RecoveryTooSmall', {
    min: usdc('1'),
  })
  await refused(eve.breakwater.addRecovery({ ...incident, assets: usdc('1') }), 'VerdictPending')
  const announced = { pool, productId, assets: usdc('10') }
  await refused(dave.breakwater.withdrawFirstLoss(announced), 'FirstLossLocked', { maturesAt: 0 })
  const { maturesAt } = await dave.breakwater.requestFirstLossWithdrawalSync(announced)
  await refused(dave.breakwater.withdrawFirstLoss(announced), 'FirstLossLocked', {
    maturesAt: Number(maturesAt),
  })
  expect(await keeper.breakwater.getFirstLoss(announced)).toEqual({
    free: 0n,
    promised: usdc('10'),
    withdrawal: usdc('10'),
    maturesAt: Number(maturesAt),
    lapsesAt: Number(maturesAt) + 2 * DAY,
  })
  await travelTo(Number(maturesAt))
  // All of it is promised.
  await refused(dave.breakwater.withdrawFirstLoss(announced), 'AmountZero')
  await travelTo(Number(maturesAt) + 2 * DAY + 1)
  await refused(dave.breakwater.withdrawFirstLoss(announced), 'FirstLossLocked')
  for (const call of [
    () => eve.breakwater.requestFirstLossWithdrawal(announced),
    () => eve.breakwater.withdrawFirstLoss(announced),
  ]) {
    await refused(call(), 'NotAuthorized')
  }

  await decide(incidentId, parseEther('0.5'))
  const { claimsUntil } = await keeper.breakwater.applyVerdictSync(incident)
  await refused(keeper.breakwater.applyVerdict(incident), 'VerdictAlreadyApplied')
  await refused(keeper.breakwater.settleCase(incident), 'ClaimWindowOpen', { until: claimsUntil })
  const table = lossTable([{ insured: carol.account.address, loss: 5n }])
  const losing = { ...claim, table, insured: carol.account.address }
  await refused(keeper.breakwater.claimLoss(losing), 'InvalidProof')
  await refused(keeper.breakwater.claimPayout({ ...claim, coverId: coverId + 1n }), 'CoverDoesNotExist')
  const receiver = eve.account.address
  await refused(keeper.breakwater.claimPayoutTo({ ...claim, receiver }), 'NotAuthorized')
  await travelTo(claimsUntil + 1)
  await refused(keeper.breakwater.claimPayout(claim), 'ClaimWindowClosed', { closedAt: claimsUntil })

  const tabled = await report(1, WAD)
  await publish(tabled.incidentId, table.root, table.total)
  await keeper.breakwater.openCaseSync(tabled)
  const loss = { ...losing, coverId: proven, incidentId: tabled.incidentId }
  await refused(keeper.breakwater.claimLoss({ ...loss, receiver }), 'NotAuthorized')
  const before = await balanceOf(scene.asset, receiver)
  const { payout } = await carol.breakwater.claimLossSync({ ...loss, receiver })
  expect(payout).toBe(5n)
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(5n)
})
