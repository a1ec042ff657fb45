import { type Address, parseEther } from 'viem'
import type { Stage } from '../stage.js'
import { postAnswer } from './claims.js'
import { type Bought, buy } from './cover.js'
import { COURT, DAY, usdc } from './figures.js'
import { type ReportedProduct, type ReportedProductOptions, reportedProduct } from './product.js'

const HALF = parseEther('0.5')
const TENTH = parseEther('0.1')

/** A case that was reported, and is answered: 1 says a half, the challenger's 2 a tenth, the stranger's 3 nothing. */
export interface DisputedCase extends ReportedProduct, Bought {
  incidentId: bigint
  caseId: bigint
  /** Last second of the answer window. */
  endsAt: number
}

/** Where a panel of assessors rules first. */
export interface AtPanel {
  /** The panel, `AssessorPanel`: the assessor has a stake of 60,000 USDC in it. */
  panel: Address
}

/** Cover on what anybody reports, of whose disputes a panel rules. */
export type PanelProduct = ReportedProduct & AtPanel

/** A disputed case before a panel of assessors. */
export type PanelCase = DisputedCase & AtPanel

/** A disputed case before UMA's oracle. */
export interface UmaCase extends DisputedCase {
  /** `UmaArbiter`. */
  umaArbiter: Address
  /** In the place of UMA's Optimistic Oracle V3: `MockOptimisticOracle` of the mocks, which does as its `vote` says. */
  oracle: Address
}

/** Three answers are in, and the window for more is still open. */
export async function disputedCase(
  stage: Stage,
  options: ReportedProductOptions = {},
): Promise<DisputedCase> {
  const product = await reportedProduct(stage, options)
  const { pool, termsId, subject } = product
  const { challenger, reporter, stranger } = stage.personas
  const cover = await buy(stage, product)
  await stage.warpTo(cover.start + DAY)
  const time = await stage.now()
  const { incidentId } = await reporter.breakwater.reportIncidentSync({ subject, time })
  const which = { pool, termsId, incidentId }
  const bond = await reporter.breakwater.getOpeningBond({ ...which, severity: HALF })
  await reporter.breakwater.approveAssetSync(bond)
  const { caseId } = await reporter.breakwater.openCaseSync({ ...which, severity: HALF })
  await postAnswer(stage, challenger, which, { severity: TENTH })
  await postAnswer(stage, stranger, which, 'nothing')
  const { endsAt } = await reporter.breakwater.getCourtCase(which)
  return { ...product, ...cover, incidentId, caseId, endsAt }
}

/** A product that is reported, and a panel that rules on its disputes. */
export async function panelProduct(
  stage: Stage,
  options: Omit<ReportedProductOptions, 'arbiter' | 'arbiterTime'> = {},
): Promise<PanelProduct> {
  const panel = await openPanel(stage)
  const product = await reportedProduct(stage, { ...options, arbiter: panel, arbiterTime: COURT.panelTurn })
  return { ...product, panel }
}

/** The answers have been handed to a panel, whose assessors can commit votes. */
export async function caseAtPanel(stage: Stage): Promise<PanelCase> {
  const panel = await openPanel(stage)
  const disputed = await disputedCase(stage, { arbiter: panel, arbiterTime: COURT.panelTurn })
  await stage.warpTo(disputed.endsAt + 1)
  return { ...disputed, panel }
}

/** A panel in which the assessor has a stake. */
async function openPanel(stage: Stage): Promise<Address> {
  const { assessor } = stage.personas
  const config = {
    ...{ asset: stage.usdc, commitPeriod: 2 * DAY, revealPeriod: DAY, withdrawalDelay: 110 * DAY },
    ...{ quorum: parseEther('0.3'), slashShare: parseEther('0.2') },
  }
  const panel = await stage.deployMock('AssessorPanel', [config])
  const stake = usdc('60000')
  await assessor.breakwater.approveAssetSync({ asset: stage.usdc, spender: panel, amount: stake })
  await assessor.breakwater.depositStakeSync({ panel, assets: stake })
  return panel
}

/**
 * The answers have been handed to UMA: anyone can assert one of them to the oracle. UMA's own oracle is too large to come with
 * a test kit: a mock that does the same towards the arbiter stands in its place.
 */
export async function caseAtUma(stage: Stage): Promise<UmaCase> {
  const bond = usdc('500')
  const oracle = await stage.deployMock('MockOptimisticOracle')
  await stage.callMock('MockOptimisticOracle', oracle, 'setFinalFee', [stage.usdc, bond / 4n])
  const args = [oracle, stage.usdc, BigInt(2 * DAY), BigInt(3 * DAY), bond]
  const umaArbiter = await stage.deployMock('UmaArbiter', args)
  const disputed = await disputedCase(stage, { arbiter: umaArbiter, arbiterTime: COURT.umaTurn })
  await stage.warpTo(disputed.endsAt + 1)
  return { ...disputed, umaArbiter, oracle }
}
