import { type Address, maxUint256, parseEther, parseEventLogs } from 'viem'
import { beforeEach, expect, test } from 'vitest'
import { readArtifact } from '../demo/chain.js'
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
import {
  balanceOf,
  createPool,
  DAY,
  deploy,
  fillPool,
  fund,
  now,
  people,
  scene,
  TERMS,
  travel,
  travelTo,
  usdc,
  useScene,
} from './fixture.js'

const { alice, bob, carol, dave, eve, keeper, lister } = people
const WAD = 10n ** 18n

useScene()

/** A pool of three million with products whose incidents a test decides by itself. */
let resolver: Address
let pool: Address
let products: { productId: bigint; termsId: bigint }[]
let subjects: bigint

beforeEach(async () => {
  resolver = (await deploy(keeper, 'ScriptedResolver', 'ScriptedResolver', [scene.asset])).address
  products = []
  subjects = 0n
})

async function list(deductible: bigint, proofOfLoss = false) {
  const { productId } = await lister.breakwater.listProductSync({
    ...{ clusterId: 20n + subjects, name: 'Scripted', sponsor: dave.account.address },
  })
  const { termsId } = await lister.breakwater.publishTermsSync({
    ...{ ...TERMS, productId, asset: scene.asset, resolver, subject: subjects++, observes: false },
    ...{ deductible, proofOfLoss },
  })
  products.push({ productId, termsId })
  return products.length - 1
}

async function open() {
  const [first, ...rest] = products
  const wide = { leverage: parseEther('4'), exitLeverage: parseEther('5') }
  ;({ pool } = await createPool(scene.asset, first?.termsId ?? 0n, wide))
  for (const { termsId } of rest) {
    const { LEVELS } = await import('./fixture.js')
    await people.manager.breakwater.addTermsSync({ pool, termsId, ...LEVELS })
  }
  await fillPool(pool)
}

const termsOf = (i: number) => products[i]?.termsId ?? 0n

async function cover(i: number, actor = carol, amount = usdc('200000')) {
  await fund(actor, scene.asset, pool, amount)
  const order = { pool, termsId: termsOf(i), amount, duration: 200 * DAY, maxPremium: amount }
  const bought = await actor.breakwater.buyCoverSync({ ...order, deadline: (await now()) + 600 })
  await travelTo(bought.start + DAY)
  return bought.coverId
}

async function script(functionName: string, args: unknown[]) {
  const { abi } = readArtifact('ScriptedResolver')
  const { result, request } = await keeper.simulateContract({
    address: resolver,
    abi,
    functionName,
    args,
  } as never)
  await keeper.waitForTransactionReceipt({ hash: await keeper.writeContract(request as never) })
  return result as unknown as bigint
}

async function carve(i: number, severity: bigint) {
  const incidentId = await script('report', [BigInt(i), BigInt(await now()), 0n, severity])
  const incident = { pool, termsId: termsOf(i), incidentId }
  return { incident, ...(await keeper.breakwater.carveSync(incident)) }
}

const decide = async (incidentId: bigint, severity: bigint) =>
  script('decide', [incidentId, BigInt(await now()), severity])

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
  const incidentId = await script('report', [0n, BigInt(await now()), 0n, WAD])
  await script('publish', [incidentId, BigInt(await now()), table.root, table.total])
  const incident = { pool, termsId: termsOf(0), incidentId }
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

/** Tokens and an allowance for a vault, which is no pool. */
async function fundVault(actor: typeof eve, vault: Address, amount: bigint) {
  const { abi } = readArtifact('MockToken')
  for (const [functionName, args, from] of [
    ['mint', [actor.account.address, amount], keeper],
    ['approve', [vault, amount], actor],
  ] as const) {
    const hash = await from.writeContract({ address: scene.asset, abi, functionName, args } as never)
    await from.waitForTransactionReceipt({ hash })
  }
}
