import { parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestkit, type Testkit } from '../../src/testing/index.js'

const usdc = (amount: string) => parseUnits(amount, 6)

let kit: Testkit
let clean: `0x${string}`

beforeAll(async () => {
  kit = await createTestkit()
  clean = await kit.snapshot()
})
beforeEach(() => kit.restore(clean))
afterAll(() => kit.stop())

const order = { amount: usdc('1000'), duration: 90 * 86_400 }

test('a product is for sale', async () => {
  const { pool, termsId } = await kit.scenarios.productForSale()
  const quote = await kit.personas.buyer.breakwater.getQuote({ pool, termsId, ...order })
  expect(quote.available).toBeGreaterThan(usdc('100000'))
})

test('a cover waits, is active, and expires', async () => {
  const waiting = await kit.scenarios.waitingCover()
  expect(waiting.start).toBeGreaterThan(await kit.now())
  const active = await kit.scenarios.activeCover()
  expect(active.start).toBeLessThan(await kit.now())
  expect(active.pool).not.toBe(waiting.pool)
  const expired = await kit.scenarios.expiredCover({ duration: 30 * 86_400 })
  expect(expired.end).toBeLessThan(await kit.now())
})

test('savers are covered', async () => {
  const { coveredVault: vault, vault: wrapped } = await kit.scenarios.coveredVault({ assets: usdc('40000') })
  const { buyer } = kit.personas
  const savings = await buyer.breakwater.getCoveredVault({ vault })
  expect(savings).toMatchObject({ wrapped, isOpen: true, cover: 0n })
  // What cover costs has left the vault that is wrapped, and is prepaid.
  expect(savings.prepaid).toBeGreaterThan(usdc('50'))
  expect(usdc('40000') - savings.wrappedAssets - savings.prepaid).toBeLessThan(3n)
  await kit.warp(4 * 86_400)
  expect((await buyer.breakwater.getCoveredVault({ vault })).cover).toBe(usdc('42000'))
})

test('a pool is near its capacity', async () => {
  const { available, pool, termsId } = await kit.scenarios.nearCapacity()
  expect(available).toBeLessThan(usdc('1000'))
  expect(available).toBeGreaterThan(0n)
  const quote = await kit.personas.buyer.breakwater.getQuote({ pool, termsId, ...order })
  expect(quote.available).toBe(available)
})

test('a metered loss has fired, has a case, and is paid', async () => {
  const { keeper, buyer } = kit.personas
  const fired = await kit.scenarios.meteredLoss()
  expect((await keeper.breakwater.getIncident({ ...fired, resolver: kit.deployment.court })).severity).toBe(
    parseEther('0.4'),
  )
  const open = await kit.scenarios.openCase()
  expect(await keeper.breakwater.getCase(open)).toMatchObject({ status: 'open' })
  const payable = await kit.scenarios.payableCase()
  const { payout } = await buyer.breakwater.claimPayoutSync(payable)
  expect(payout).toBe(usdc('35000'))
})

test('a case is denied', async () => {
  const denied = await kit.scenarios.deniedCase()
  expect(await kit.personas.keeper.breakwater.getCase(denied)).toMatchObject({ status: 'denied' })
})

test('three answers are in, before a panel, and before UMA', async () => {
  const { assessor, challenger } = kit.personas
  const disputed = await kit.scenarios.disputedCase()
  const { answers, arbiter } = await assessor.breakwater.getCourtCase(disputed)
  expect(answers.map(({ says }) => says)).toEqual(['severity', 'severity', 'nothing'])
  expect(arbiter).toBeUndefined()
  const atPanel = await kit.scenarios.caseAtPanel()
  const { panel } = atPanel
  const [assessment] = await assessor.breakwater.getAssessments({ panel, cases: [atPanel] })
  expect(assessment).toMatchObject({ phase: 'commit', eligible: usdc('12000') })
  const atUma = await kit.scenarios.caseAtUma()
  const which = {
    arbiter: atUma.umaArbiter,
    pool: atUma.pool,
    termsId: atUma.termsId,
    incidentId: atUma.incidentId,
  }
  await challenger.breakwater.approveAssetSync({
    asset: kit.usdc,
    spender: atUma.umaArbiter,
    amount: usdc('500'),
  })
  const { number } = await challenger.breakwater.assertAnswerSync({
    ...which,
    number: 2n,
    uri: 'ipfs://evidence',
  })
  expect(number).toBe(2n)
})

test('a pool is short', async () => {
  const { pool } = await kit.scenarios.shortPool()
  expect((await kit.personas.keeper.breakwater.getPoolSnapshot({ pool })).short).toBe(true)
})

test('code is flagged, and cover on it lapses', async () => {
  const { buyer } = kit.personas
  const { termsId } = await kit.scenarios.flaggedCode()
  expect((await buyer.breakwater.getCode({ termsId })).reason).toBe('flagged')
  const lapsed = await kit.scenarios.lapsedTerms()
  expect((await buyer.breakwater.lapseCoverSync(lapsed)).refund).toBeGreaterThan(0n)
})
