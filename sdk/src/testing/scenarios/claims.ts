import { type Address, erc20Abi, parseEther, zeroAddress } from 'viem'
import { type AnswerInput, type CourtCaseId, toIncidentId } from '../../actions/index.js'
import type { Persona } from '../personas.js'
import type { Stage } from '../stage.js'
import { activeCover, type Bought, buy, type VaultCover } from './cover.js'
import { DAY, POOL, usdc } from './figures.js'
import { observeLoss, type ProductForSale, publish, reviewCode, sell } from './product.js'

const WAD = parseEther('1')

/** A loss that a meter has measured. */
export interface FiredLoss extends VaultCover {
  incidentId: bigint
}

/** A case of the cover's pool. */
export interface OpenCase extends FiredLoss {
  caseId: bigint
}

/** A case whose verdict has been applied. */
export interface DecidedCase extends OpenCase {
  /** Last second in which claims are made. */
  claimsUntil: number
}

/** The covered vault has lost two fifths over the meter's dwell, and the meter has fired. */
export async function meteredLoss(stage: Stage): Promise<FiredLoss> {
  const cover = await activeCover(stage)
  await stage.loseFunds(cover.vault, parseEther('0.4'))
  await observeLoss(stage, cover.meterId)
  const { number } = await stage.personas.keeper.breakwater.fireMeterSync({ meterId: cover.meterId })
  return { ...cover, incidentId: toIncidentId(cover.subject, number) }
}

/** The loss has a case, which anyone may still answer. */
export async function openCase(stage: Stage): Promise<OpenCase> {
  const loss = await meteredLoss(stage)
  const { caseId } = await stage.personas.reporter.breakwater.openCaseSync(loss)
  return { ...loss, caseId }
}

/** Nobody has answered, and the verdict is payable: the buyer can claim. */
export async function payableCase(stage: Stage): Promise<DecidedCase> {
  const open = await openCase(stage)
  const { keeper } = stage.personas
  const { endsAt } = await keeper.breakwater.getCourtCase(open)
  await stage.warpTo(endsAt + DAY)
  const { claimsUntil } = await keeper.breakwater.applyVerdictSync(open)
  return { ...open, claimsUntil: Number(claimsUntil) }
}

/** The challenger has said that nothing was lost, and the arbiter has found so: nothing is paid. */
export async function deniedCase(stage: Stage): Promise<DecidedCase> {
  const open = await openCase(stage)
  const { assessor, challenger, keeper } = stage.personas
  await postAnswer(stage, challenger, open, 'nothing')
  const { endsAt } = await keeper.breakwater.getCourtCase(open)
  await stage.warpTo(endsAt + 1)
  const { arbiter = zeroAddress, deadline } = await keeper.breakwater.getCourtCase(open)
  await assessor.breakwater.ruleDisputeSync({ arbiter, ...open, number: 0n })
  await stage.warpTo(deadline + DAY)
  const { claimsUntil } = await keeper.breakwater.applyVerdictSync(open)
  return { ...open, claimsUntil: Number(claimsUntil) }
}

/** Posts an answer under the least bond for it. */
export async function postAnswer(
  stage: Stage,
  persona: Persona,
  { pool, termsId, incidentId }: CourtCaseId,
  answer: AnswerInput,
): Promise<void> {
  const which = { pool, termsId, incidentId, answer }
  const bond = await persona.breakwater.getAnswerBond(which)
  await stage.mint(persona.account.address, bond.amount)
  await persona.breakwater.approveAssetSync(bond)
  await persona.breakwater.postAnswerSync(which)
}

/** One of the two products of a short pool. */
export interface ShortProduct extends Bought {
  productId: bigint
  termsId: bigint
  incidentId: bigint
  caseId: bigint
}

/** A pool whose cases can claim more than they have set aside. */
export interface ShortPool {
  pool: Address
  products: readonly ShortProduct[]
  /** What its incidents are said by: `ScriptedResolver` of the mocks, whose `decide` gives verdicts. */
  resolver: Address
}

/** Two products are covered by hardly more capital than one of them needs, and have a case about all of it each. */
export async function shortPool(stage: Stage): Promise<ShortPool> {
  const { buyer, keeper } = stage.personas
  const resolver = await stage.deployMock('ScriptedResolver', [stage.usdc])
  const { pins } = await reviewCode(stage, [stage.usdc])
  const scripted = (subject: bigint) => ({ resolver, subject, pins, observes: false })
  const wide = { leverage: parseEther('4'), exitLeverage: parseEther('5') }
  const second = await publish(stage, 'Second', scripted(1n), { deductible: 0n, clusterId: 2n })
  const also = [second.termsId]
  const listed = await sell(stage, 'First', scripted(0n), { pool: wide, deductible: 0n, also })
  const { pool } = listed

  const covers: (Bought & Pick<ProductForSale, 'productId' | 'termsId'>)[] = []
  for (const { productId, termsId } of [listed, second])
    covers.push({
      productId,
      termsId,
      ...(await buy(stage, { pool, termsId }, { amount: usdc('200000') }, buyer)),
    })
  await stage.warpTo(Math.max(...covers.map(({ start }) => start)) + DAY)
  await drain(stage, pool)
  const products: ShortProduct[] = []
  for (const [i, cover] of covers.entries()) {
    const incidentId = BigInt(i + 1)
    await stage.callMock('ScriptedResolver', resolver, 'report', [
      BigInt(i),
      BigInt(await stage.now()),
      0n,
      WAD,
    ])
    const { caseId } = await keeper.breakwater.openCaseSync({ pool, termsId: cover.termsId, incidentId })
    products.push({ ...cover, incidentId, caseId })
  }
  return { pool, products, resolver }
}

/** The underwriter leaves with all that the covers in force let go. */
async function drain(stage: Stage, pool: Address): Promise<void> {
  const { keeper, underwriter } = stage.personas
  const controller = underwriter.account.address
  const shares = await keeper.readContract({
    ...{ address: pool, abi: erc20Abi, functionName: 'balanceOf', args: [controller] },
  })
  await underwriter.breakwater.requestRedeemSync({ pool, shares })
  await stage.warp(POOL.cooldown + DAY)
  await keeper.breakwater.settleRedeemRequestsSync({ pool, controller })
}
