import { maxUint256, parseEther, parseEventLogs } from 'viem'
import { expect, test } from 'vitest'
import { pocketVaultAbi } from '../src/abis.js'
import { getPocketVaultAddress, lossTable } from '../src/index.js'
import {
  entitlementDown,
  estateDueDown,
  estateRestDown,
  needByProofUp,
  needUp,
  payoutDown,
  proofPayout,
} from '../src/math/index.js'
import { balanceOf, DAY, people, scene, travel, travelTo, usdc, useScene } from './fixture.js'
import {
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
  termsOf,
  useScripted,
} from './scripted.js'

const { alice, bob, carol, dave, eve, keeper } = people
const WAD = 10n ** 18n

useScene()
useScripted()

test('INC-5: a denied pocket comes back as shares, collected by their holders to the unit', async () => {
  await list(0n)
  await open()
  await cover(0)
  const { incident, incidentId, reserve } = await carve(0, WAD)
  expect(reserve).toBe(needUp(usdc('200000'), WAD, 0n))
  await decide(incidentId, 0n)
  const { shares } = await keeper.breakwater.releasePocketSync(incident)
  const { supply, status } = await keeper.breakwater.getPocket(incident)
  expect(status).toBe('released')
  for (const actor of [alice, bob]) {
    const account = actor.account.address
    const held = await balanceOf(pool, account)
    const due = entitlementDown(held, shares, supply)
    expect(await keeper.breakwater.getEntitlements({ pool, account })).toEqual({ shares: due, returns: 1 })
    expect((await actor.breakwater.collectEntitlementSync({ pool })).shares).toBe(due)
  }
  const stranger = eve.breakwater.collectEntitlement({ pool, holder: alice.account.address })
  await expect(stranger).rejects.toMatchObject({ name: 'NotAuthorized' })
  const early = keeper.breakwater.burnUncollected({ pool, index: 0n })
  await expect(early).rejects.toMatchObject({ name: 'NothingToCollect' })
})

test('SETTLE-5: a verdict beyond the pocket cuts all alike, and a recovery makes them whole', async () => {
  await list(0n)
  await open()
  const covers = [await cover(0), await cover(0, dave)]
  const { incident, incidentId, reserve } = await carve(0, parseEther('0.3'))
  await decide(incidentId, parseEther('0.6'))
  const gross = payoutDown(usdc('200000'), parseEther('0.6'), 0n)
  for (const coverId of covers) {
    const { payout, receipt } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBeUndefined()
    const [registered] = parseEventLogs({
      abi: pocketVaultAbi,
      logs: receipt.logs,
      eventName: 'ClaimRegistered',
    })
    expect(registered?.args).toMatchObject({ coverId, gross })
    const claim = { pool, coverId, incidentId }
    expect(await keeper.breakwater.getRegisteredClaim(claim)).toEqual({ gross, paid: 0n })
    await expect(keeper.breakwater.claimPayout(claim)).rejects.toMatchObject({ name: 'ClaimWindowOpen' })
  }
  const { estate, status, claimsUntil } = await keeper.breakwater.getPocket(incident)
  expect(status).toBe('inEstate')
  const state = await keeper.breakwater.getEstate({ pool, estate })
  expect(state).toEqual({
    assets: reserve,
    claimed: 2n * gross,
    recovered: 0n,
    undecided: 0,
    until: claimsUntil,
  })
  await travelTo(claimsUntil + 1)
  const inputs = { ...state, productClaimed: 2n * gross, productFirstLoss: 0n }
  const due = estateDueDown(inputs, gross)
  for (const coverId of covers) {
    const claim = { pool, coverId, incidentId }
    expect(await keeper.breakwater.getPayout(claim)).toBe(due)
    expect((await keeper.breakwater.claimPayoutSync(claim)).payout).toBe(due)
  }
  const rest = await keeper.breakwater.releasePocketSync(incident)
  expect(rest.assets).toBe(estateRestDown(state.assets, state.claimed, reserve))

  const found = 2n * gross
  const vault = getPocketVaultAddress(pool)
  await fundVault(eve, vault, found)
  const { forClaims } = await eve.breakwater.addRecoverySync({ ...incident, assets: found })
  expect(forClaims).toBe(2n * gross - reserve)
  const receiver = alice.account.address
  const [first = 0n, second = 0n] = covers
  const notHers = eve.breakwater.claimPayoutTo({ pool, coverId: first, incidentId, receiver })
  await expect(notHers).rejects.toMatchObject({ name: 'NotAuthorized' })
  const before = await balanceOf(scene.asset, receiver)
  const { payout } = await carol.breakwater.claimPayoutToSync({ pool, coverId: first, incidentId, receiver })
  expect(payout).toBe(gross - due)
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(gross - due)
  await keeper.breakwater.claimPayoutSync({ pool, coverId: second, incidentId })
  await expect(keeper.breakwater.claimPayout({ pool, coverId: second, incidentId })).rejects.toMatchObject({
    name: 'AlreadyClaimed',
  })
})

test('RES-5: a bonus is paid on top of payouts', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0)
  const { incident, incidentId } = await carve(0, parseEther('0.5'))
  const vault = getPocketVaultAddress(pool)
  await fundVault(eve, vault, usdc('2000'))
  await eve.breakwater.addBonusSync({ ...incident, assets: usdc('2000') })
  await decide(incidentId, parseEther('0.25'))
  const before = await balanceOf(scene.asset, carol.account.address)
  const { payout } = await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  const due = payoutDown(usdc('200000'), parseEther('0.25'), 0n)
  expect(payout).toBe(due)
  expect((await balanceOf(scene.asset, carol.account.address)) - before).toBe(due + usdc('2000'))
  await expect(eve.breakwater.addBonus({ ...incident, assets: 1n })).rejects.toMatchObject({
    name: 'VerdictAlreadyApplied',
  })
})

test('SETTLE-2: losses are proven by lines of a table', async () => {
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
  const { reserve } = await keeper.breakwater.carveSync(incident)
  expect(reserve).toBe(needByProofUp(usdc('400000'), WAD, table.total, deductible))
  const claim = { pool, incidentId, resolver }
  const lineOf = (line: number) => ({ ...table.line(line), proof: table.proof(line) })
  const another = keeper.breakwater.claimLoss({ ...claim, coverId: carols, ...lineOf(1) })
  await expect(another).rejects.toMatchObject({ name: 'InvalidProof' })
  const byNumber = keeper.breakwater.claimPayout({ pool, incidentId, coverId: carols })
  await expect(byNumber).rejects.toMatchObject({ name: 'InvalidProof' })
  for (const [coverId, line] of [
    [carols, 0],
    [daves, 1],
  ] as const) {
    const loss = { ...claim, coverId, ...lineOf(line) }
    const { payout } = await keeper.breakwater.claimLossSync(loss)
    expect(payout).toBe(proofPayout(usdc('200000'), loss.loss, WAD - deductible).payout)
    const again = keeper.breakwater.claimLoss(loss)
    await expect(again).rejects.toMatchObject({ name: expect.stringMatching(/AlreadyClaimed|NotCovered/) })
  }
})

test('SETTLE-7: first loss is posted, pays first, and leaves by announcement', async () => {
  await list(0n)
  await open()
  const coverId = await cover(0)
  const productId = products[0]?.productId ?? 0n
  const first = { pool, productId }
  await fundVault(dave, getPocketVaultAddress(pool), usdc('30000'))
  await dave.breakwater.postFirstLossSync({ ...first, assets: usdc('30000') })
  await expect(eve.breakwater.postFirstLoss({ ...first, assets: 1n })).rejects.toMatchObject({
    name: 'NotAuthorized',
  })
  const { incident, incidentId, reserve, firstLoss } = await carve(0, parseEther('0.2'))
  expect([reserve, firstLoss]).toEqual([usdc('10000'), usdc('30000')])
  await decide(incidentId, parseEther('0.1'))
  await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  await travel(61 * DAY)
  expect((await keeper.breakwater.releasePocketSync(incident)).assets).toBe(usdc('10000'))
  expect((await keeper.breakwater.getFirstLoss(first)).free).toBe(usdc('10000'))
  await expect(dave.breakwater.withdrawFirstLoss(first)).rejects.toMatchObject({ name: 'FirstLossLocked' })
  const { maturesAt } = await dave.breakwater.requestFirstLossWithdrawalSync({
    ...first,
    assets: maxUint256 >> 160n,
  })
  await travelTo(Number(maturesAt))
  expect((await dave.breakwater.withdrawFirstLossSync(first)).assets).toBe(usdc('10000'))
})

test('INC-7: a short pool pays all products the same part', async () => {
  await list(0n)
  await list(0n)
  await open()
  const covers = [await cover(0), await cover(1, dave)]
  // Everybody leaves but what the covers need at least.
  for (const actor of [alice, bob]) {
    const shares = await balanceOf(pool, actor.account.address)
    await actor.breakwater.requestRedeemSync({ pool, shares })
  }
  await travel(11 * DAY)
  await keeper.breakwater.settleRedeemRequestsSync({ pool, controller: bob.account.address })
  const one = await carve(0, WAD)
  const two = await carve(1, WAD)
  expect(two.reserve).toBeLessThan(usdc('200000'))
  await expect(
    keeper.breakwater.settleRedeemRequests({ pool, controller: bob.account.address }),
  ).rejects.toMatchObject({ name: 'PoolShort' })
  await expect(
    keeper.breakwater.getQuote({ pool, termsId: termsOf(0), amount: usdc('1'), duration: DAY }),
  ).rejects.toMatchObject({ name: expect.stringMatching(/PoolShort|IncidentOpen/) })
  for (const { incidentId } of [one, two]) await decide(incidentId, WAD)
  for (const { incident } of [one, two]) await keeper.breakwater.applyVerdictSync(incident)
  for (const [k, coverId] of covers.entries()) {
    const { incidentId } = k === 0 ? one : two
    await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  }
  const { estate, claimsUntil } = await keeper.breakwater.getPocket(one.incident)
  const state = await keeper.breakwater.getEstate({ pool, estate })
  expect(state.assets).toBe(one.reserve + two.reserve)
  await travelTo(claimsUntil + 1)
  const part = (usdc('200000') * state.assets) / state.claimed
  for (const [k, coverId] of covers.entries()) {
    const { incidentId } = k === 0 ? one : two
    expect((await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })).payout).toBe(part)
  }
  await keeper.breakwater.releasePocketSync(one.incident)
})

test('SDK-5: each refusal has its name and its arguments', async () => {
  await list(0n)
  await list(0n, true)
  await open()
  const [coverId, proven] = [await cover(0), await cover(1)]
  const productId = products[0]?.productId ?? 0n
  await fundVault(dave, getPocketVaultAddress(pool), usdc('10'))
  await dave.breakwater.postFirstLossSync({ pool, productId, assets: usdc('10') })
  const refused = (call: Promise<unknown>) => expect(call).rejects
  const pending = await report(0, WAD)
  const unknown = { ...pending, incidentId: 99n }

  await refused(keeper.breakwater.carve(unknown)).toMatchObject({ name: 'UnknownIncident' })
  await refused(keeper.breakwater.carve({ ...pending, termsId: termsOf(1) })).toMatchObject({
    name: 'NotCovered',
  })
  const small = await report(0, 0n)
  await refused(keeper.breakwater.carve(small)).toMatchObject({ name: 'SeverityZero' })
  for (const call of [
    () => keeper.breakwater.applyVerdict(pending),
    () => keeper.breakwater.releasePocket(pending),
    () => keeper.breakwater.claimPayout({ pool, coverId, incidentId: pending.incidentId }),
    () => eve.breakwater.addRecovery({ ...pending, assets: usdc('1') }),
  ]) {
    await refused(call()).toMatchObject({ name: 'PocketNotCarved' })
  }

  const { incident, incidentId } = await carve(0, parseEther('0.5'))
  const claim = { pool, coverId, incidentId }
  await refused(keeper.breakwater.carve(incident)).toMatchObject({ name: 'PocketAlreadyCarved' })
  await refused(keeper.breakwater.releasePocket(incident)).toMatchObject({ name: 'VerdictPending' })
  await refused(eve.breakwater.addRecovery({ ...incident, assets: 1n })).toMatchObject({
    name: 'RecoveryTooSmall',
    args: { min: usdc('1') },
  })
  await refused(eve.breakwater.addRecovery({ ...incident, assets: usdc('1') })).toMatchObject({
    name: 'VerdictPending',
  })
  const announced = { pool, productId, assets: usdc('10') }
  await refused(dave.breakwater.withdrawFirstLoss(announced)).toMatchObject({
    name: 'FirstLossLocked',
    args: { maturesAt: 0 },
  })
  const { maturesAt } = await dave.breakwater.requestFirstLossWithdrawalSync(announced)
  await refused(dave.breakwater.withdrawFirstLoss(announced)).toMatchObject({
    name: 'FirstLossLocked',
    args: { maturesAt: Number(maturesAt) },
  })
  expect(await keeper.breakwater.getFirstLoss(announced)).toEqual({
    free: 0n,
    withdrawal: usdc('10'),
    maturesAt: Number(maturesAt),
    lapsesAt: Number(maturesAt) + 2 * DAY,
  })
  await travelTo(Number(maturesAt))
  await refused(dave.breakwater.withdrawFirstLoss(announced)).toMatchObject({
    name: 'IncidentOpen',
    args: { id: productId },
  })
  await travelTo(Number(maturesAt) + 2 * DAY + 1)
  await refused(dave.breakwater.withdrawFirstLoss(announced)).toMatchObject({ name: 'FirstLossLocked' })
  for (const call of [
    () => eve.breakwater.requestFirstLossWithdrawal(announced),
    () => eve.breakwater.withdrawFirstLoss(announced),
  ]) {
    await refused(call()).toMatchObject({ name: 'NotAuthorized' })
  }

  await decide(incidentId, parseEther('0.5'))
  const { claimsUntil } = await keeper.breakwater.applyVerdictSync(incident)
  await refused(keeper.breakwater.applyVerdict(incident)).toMatchObject({ name: 'VerdictAlreadyApplied' })
  await refused(keeper.breakwater.releasePocket(incident)).toMatchObject({
    name: 'ClaimWindowOpen',
    args: { until: claimsUntil },
  })
  const table = lossTable([{ insured: carol.account.address, loss: 5n }])
  const losing = { ...claim, resolver, table, insured: carol.account.address }
  await refused(keeper.breakwater.claimLoss(losing)).toMatchObject({ name: 'InvalidProof' })
  const missing = keeper.breakwater.claimPayout({ ...claim, coverId: coverId + 1n })
  await refused(missing).toMatchObject({ name: 'CoverDoesNotExist' })
  const receiver = eve.account.address
  await refused(keeper.breakwater.claimPayoutTo({ ...claim, receiver })).toMatchObject({
    name: 'NotAuthorized',
  })
  await travelTo(claimsUntil + 1)
  await refused(keeper.breakwater.claimPayout(claim)).toMatchObject({
    name: 'ClaimWindowClosed',
    args: { closedAt: claimsUntil },
  })

  const tabled = await report(1, WAD)
  await publish(tabled.incidentId, table.root, table.total)
  await keeper.breakwater.carveSync(tabled)
  const loss = { ...losing, coverId: proven, incidentId: tabled.incidentId }
  await refused(keeper.breakwater.claimLoss({ ...loss, receiver })).toMatchObject({ name: 'NotAuthorized' })
  const before = await balanceOf(scene.asset, receiver)
  const { payout } = await carol.breakwater.claimLossSync({ ...loss, receiver })
  expect(payout).toBe(5n)
  expect((await balanceOf(scene.asset, receiver)) - before).toBe(5n)
})
