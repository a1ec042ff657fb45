import { parseEther } from 'viem'
import { type CourtCaseId, getClaimsVaultAddress, lossTable } from '../../src/index.js'
import type { Testkit } from '../../src/testing/index.js'
import type { DecidedCase, OpenCase, ShortPool } from '../../src/testing/scenarios/claims.js'
import { reviewCode, sell } from '../../src/testing/scenarios/product.js'
import { DAY, usdc } from '../fixture.js'
import { approve, of, openCase, situation } from './situation.js'

const WAD = parseEther('1')
const AMOUNT = usdc('200000')

const named = <found extends CourtCaseId>(found: found) => ({
  ...found,
  incident: { pool: found.pool, termsId: found.termsId, incidentId: found.incidentId },
})

/** A case is open, and somebody has money for it. */
async function open(kit: Testkit, found: OpenCase) {
  const { keeper } = kit.personas
  await approve(keeper, kit.usdc, getClaimsVaultAddress(found.pool))
  return of(kit, keeper, named(found))
}

/** Its answer window is over. */
async function decided(kit: Testkit, found: OpenCase) {
  const { keeper } = kit.personas
  const { endsAt } = await keeper.breakwater.getCourtCase(found)
  await kit.warpTo(endsAt + DAY)
  return of(kit, keeper, named(found))
}

const payableCase = (kit: Testkit) => kit.scenarios.payableCase()

/** Claims can be made. */
async function payable(kit: Testkit, found: DecidedCase) {
  await approve(kit.personas.buyer, kit.usdc, getClaimsVaultAddress(found.pool))
  return of(kit, kit.personas.buyer, { ...named(found), settlement: 1n })
}

/** Nobody has claimed in time. */
async function unclaimed(kit: Testkit, found: DecidedCase) {
  await kit.warpTo(found.claimsUntil + 1)
  return of(kit, kit.personas.keeper, named(found))
}

/** What nobody has claimed has come back as shares; so many days ago. */
const returned = (days: number) => async (kit: Testkit, found: DecidedCase) => {
  await unclaimed(kit, found)
  await kit.personas.keeper.breakwater.settleCaseSync(found)
  if (days > 0) await kit.warp(days * DAY)
  return of(kit, kit.personas.underwriter, { pool: found.pool, index: 0n })
}

/** A product whose incidents are what `tell` says, and a cover of it. */
const scripted = (proofOfLoss: boolean) => async (kit: Testkit) => {
  const { buyer, sponsor } = kit.personas
  const resolver = await kit.deployMock('ScriptedResolver', [kit.usdc])
  const { pins } = await reviewCode(kit, [kit.usdc])
  const terms = { resolver, subject: 0n, pins, observes: false, proofOfLoss }
  const { pool, termsId, productId } = await sell(kit, 'Scripted', terms, { deductible: 0n })
  await approve(buyer, kit.usdc, pool)
  await approve(sponsor, kit.usdc, getClaimsVaultAddress(pool))
  const order = { pool, termsId, amount: AMOUNT, duration: 200 * DAY, maxPremium: AMOUNT }
  const bought = await buyer.breakwater.buyCoverSync({ ...order, deadline: (await kit.now()) + 600 })
  await kit.warpTo(bought.start + DAY)
  const tell = (name: string, args: readonly unknown[]) =>
    kit.callMock('ScriptedResolver', resolver, name, args)
  return { pool, termsId, productId, coverId: bought.coverId, tell }
}

type Scripted = Awaited<ReturnType<ReturnType<typeof scripted>>>
const scriptedParts = scripted(false)

/** Claims can be made on two cases of one product. */
async function twoCases(kit: Testkit, { tell, ...found }: Scripted) {
  const { buyer } = kit.personas
  const incidentIds = [1n, 2n]
  for (const incidentId of incidentIds) {
    await tell('report', [0n, BigInt(await kit.now()), 0n, WAD / 4n])
    await buyer.breakwater.openCaseSync({ ...found, incidentId })
  }
  for (const incidentId of incidentIds) await tell('decide', [incidentId, BigInt(await kit.now()), WAD / 4n])
  return of(kit, buyer, { ...found, first: 1n, later: 2n, incidentIds, incidentId: 1n })
}

/** First loss, so far as it has come. */
const sponsored =
  (isAnnounced: boolean) =>
  async (kit: Testkit, { pool, termsId, productId }: Scripted) => {
    const { sponsor } = kit.personas
    await sponsor.breakwater.postFirstLossSync({ pool, productId, assets: usdc('5000') })
    if (isAnnounced) {
      const announced = { pool, productId, assets: usdc('1000') }
      const { maturesAt } = await sponsor.breakwater.requestFirstLossWithdrawalSync(announced)
      await kit.warpTo(Number(maturesAt))
    }
    const snapshot = await sponsor.breakwater.getPoolSnapshot({ pool })
    return of(kit, sponsor, { pool, termsId, productId, snapshot })
  }

/** A verdict by a table of losses. */
async function proven(kit: Testkit, { pool, termsId, coverId, tell }: Scripted) {
  const { buyer } = kit.personas
  const table = lossTable([{ insured: buyer.account.address, loss: usdc('50000') }])
  const now = BigInt(await kit.now())
  await tell('report', [0n, now, 0n, WAD])
  await tell('publish', [1n, now, table.root, table.total])
  await buyer.breakwater.openCaseSync({ pool, termsId, incidentId: 1n })
  return of(kit, buyer, { pool, termsId, coverId, table, incidentId: 1n })
}

/** A claim waits, because its settlement is short. */
async function registered(kit: Testkit, { pool, products, resolver }: ShortPool) {
  const { keeper, buyer } = kit.personas
  for (const { incidentId, termsId } of products) {
    const verdict = [incidentId, BigInt(await kit.now()), WAD]
    await kit.callMock('ScriptedResolver', resolver, 'decide', verdict)
    await keeper.breakwater.applyVerdictSync({ pool, termsId, incidentId })
  }
  const [, second] = products
  if (!second) throw new Error('There is no second product.')
  const { coverId, incidentId } = second
  await keeper.breakwater.claimPayoutSync({ pool, coverId, incidentId })
  return of(kit, buyer, { pool, coverId, incidentId })
}

export const cases = [
  situation(openCase, open, ['addBonus', 'getUndecided', 'getIncident']),
  situation(openCase, decided, ['applyVerdict']),
  situation(payableCase, payable, [
    ...['claimPayout', 'claimPayoutTo', 'getPayout', 'getCaseId', 'getCase', 'getSettlement'],
    ...['getProductStake', 'getPresentSettlement', 'Claims 1', 'addRecovery'],
  ]),
  situation(payableCase, unclaimed, ['settleCase']),
  situation(payableCase, returned(0), ['collectReturns', 'getReturns', 'getShareReturns']),
  situation(payableCase, returned(400), ['burnUncollected']),
  situation(scriptedParts, twoCases, ['claimPayouts', 'getPayouts', 'sortIncidents', 'Claims 2']),
  situation(scriptedParts, sponsored(false), [
    ...['postFirstLoss', 'requestFirstLossWithdrawal', 'getFirstLoss', 'previewRecovery'],
  ]),
  situation(scriptedParts, sponsored(true), ['withdrawFirstLoss']),
  situation(scripted(true), proven, ['claimLoss']),
  situation((kit) => kit.scenarios.shortPool(), registered, ['getRegisteredClaim']),
]
