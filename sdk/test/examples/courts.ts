import { parseEther } from 'viem'
import { dataUriStore, evidenceDocument, lossTable, toIncidentId } from '../../src/index.js'
import type { Testkit } from '../../src/testing/index.js'
import { postAnswer } from '../../src/testing/scenarios/claims.js'
import type { DisputedCase, PanelCase, UmaCase } from '../../src/testing/scenarios/court.js'
import { buy, type VaultCover } from '../../src/testing/scenarios/cover.js'
import { observeLoss, type VaultProduct } from '../../src/testing/scenarios/product.js'
import { DAY, usdc } from '../fixture.js'
import type { Given } from './given.js'
import { activeCover, approve, fundedPool, of, openCase, productForSale, situation } from './situation.js'

const severity = parseEther('0.5')

/** The reporter's own cover protects, and something has happened. */
const insured = (proofOfLoss: boolean) => async (kit: Testkit) => {
  const { reporter, challenger } = kit.personas
  const product = await kit.scenarios.panelProduct({ proofOfLoss })
  const cover = await buy(kit, product, {}, reporter)
  await kit.warpTo(cover.start + DAY)
  for (const client of [reporter, challenger]) await approve(client, kit.usdc, kit.deployment.court)
  return { ...product, ...cover }
}

const insuredByPart = insured(false)
const insuredByProof = insured(true)
type Insured = Awaited<ReturnType<typeof insuredByPart>>

const covered = (kit: Testkit, found: Insured) => of(kit, kit.personas.reporter, found)

/** It was reported, with evidence in its own address. */
async function reported(kit: Testkit, found: Insured): Promise<Partial<Given>> {
  const { hash, bytes } = evidenceDocument({ what: 'Funds left the bridge without a proof' })
  const uri = await dataUriStore.put(bytes)
  const { reporter } = kit.personas
  const report = { subject: found.subject, time: await kit.now(), evidence: hash, uri }
  const { incidentId } = await reporter.breakwater.reportIncidentSync(report)
  const incident = { pool: found.pool, termsId: found.termsId, incidentId }
  const table = lossTable([{ insured: reporter.account.address, loss: usdc('60000') }])
  const bond = await reporter.breakwater.getOpeningBond({ ...incident, severity })
  return of(kit, reporter, { ...found, incidentId, incident, severity, table, uri, bond })
}

/** A case is open; somebody looks at it. */
const opened = (persona: 'reporter' | 'challenger') => async (kit: Testkit, found: Insured) => {
  const given = await reported(kit, found)
  const { pool, termsId, incidentId = 0n } = { ...found, ...given }
  await kit.personas.reporter.breakwater.openCaseSync({
    pool,
    termsId,
    incidentId,
    severity: parseEther('1'),
  })
  const answer = { pool, termsId, incidentId, answer: 'nothing' } as const
  const bond = await kit.personas[persona].breakwater.getAnswerBond(answer)
  return of(kit, kit.personas[persona], { ...given, answer, bond })
}

/** The challenger's answer was right, and bonds are perhaps settled. */
const ruled = (isSettled: boolean) => async (kit: Testkit, found: DisputedCase) => {
  const { assessor, keeper, challenger } = kit.personas
  await kit.warpTo(found.endsAt + 1)
  await assessor.breakwater.ruleDisputeSync({ ...found, number: 2n })
  if (isSettled) await keeper.breakwater.settleBondsSync(found)
  return of(kit, challenger, { ...found, severity: parseEther('0.1') })
}

/** A meter's firing is decided in another pool. */
async function decidedElsewhere(kit: Testkit, product: VaultProduct) {
  const { auditor, challenger, keeper } = kit.personas
  const { termsId, vault, meterId, subject, pool: otherPool } = product
  const pool = await fundedPool(kit, termsId)
  const { start } = await buy(kit, { pool, termsId }, { amount: usdc('50000') })
  const other = await buy(kit, product, { amount: usdc('100000') })
  await kit.warpTo(Math.max(start, other.start) + DAY)
  await kit.loseFunds(vault, parseEther('0.4'))
  await observeLoss(kit, meterId)
  const incidentId = toIncidentId(subject, (await keeper.breakwater.fireMeterSync({ meterId })).number)
  for (const where of [pool, otherPool]) {
    const which = { pool: where, termsId, incidentId }
    await keeper.breakwater.openCaseSync(which)
    await postAnswer(kit, challenger, which, 'nothing')
  }
  const which = { pool: otherPool, termsId, incidentId }
  await kit.warpTo((await keeper.breakwater.getCourtCase(which)).endsAt + 1)
  await kit.warpTo((await keeper.breakwater.getCourtCase(which)).deadline + 1)
  const { arbiter = '0x' } = await keeper.breakwater.getCourtCase(which)
  await auditor.breakwater.ruleDisputeSync({ arbiter, ...which, number: 0n })
  return of(kit, keeper, { pool, otherPool, termsId, incidentId })
}

/** A loss was measured, perhaps more of it after its case was opened. */
async function measured(kit: Testkit, found: VaultCover) {
  await kit.loseFunds(found.vault, parseEther('0.4'))
  await observeLoss(kit, found.meterId)
  return of(kit, kit.personas.keeper, { ...found, meter: kit.deployment.shareLossMeter })
}

/** It is the turn of an arbiter that is an address, the assessor's. */
async function atAddress(kit: Testkit, found: DisputedCase) {
  await kit.warpTo(found.endsAt + 1)
  return of(kit, kit.personas.assessor, found)
}

/** Votes of a panel, as far as they have come. */
const atPanel =
  (step: 'commit' | 'reveal' | 'appeal' | 'tally' | 'settle') => async (kit: Testkit, found: PanelCase) => {
    const { assessor } = kit.personas

    const { panel, pool, termsId, incidentId } = found
    const vote = { panel, pool, termsId, incidentId, number: 2n }
    const [assessment] = await assessor.breakwater.getAssessments({ panel, cases: [vote] })
    if (!assessment) throw new Error('There is no assessment.')
    const { commit, reveal, appeal } = assessment.ends
    if (step !== 'commit') {
      await assessor.breakwater.commitVoteSync({ ...vote, salt: await assessor.breakwater.voteSalt(vote) })
      await kit.warpTo(commit)
    }
    if (step === 'appeal' || step === 'tally' || step === 'settle') {
      await assessor.breakwater.revealVoteSync({ ...vote, salt: await assessor.breakwater.voteSalt(vote) })
      await kit.warpTo(reveal)
    }
    if (step === 'tally' || step === 'settle') await kit.warpTo(appeal)
    if (step === 'settle') await assessor.breakwater.tallyVotesSync(vote)
    return of(kit, assessor, { ...found, incident: vote })
  }

/** A stake in a panel. */
const staked =
  (isAnnounced: boolean) =>
  async (kit: Testkit, { panel }: Insured) => {
    const { assessor } = kit.personas
    if (isAnnounced) {
      const request = { panel, assets: usdc('1000') }
      const { maturesAt } = await assessor.breakwater.requestStakeWithdrawalSync(request)
      await kit.warpTo(Number(maturesAt))
    }
    return of(kit, assessor, { panel })
  }

/** UMA's turn: nobody has asserted yet, an assertion has lived, was settled, or was settled too late. */
const atUma = (step: 'open' | 'lived' | 'settled' | 'late') => async (kit: Testkit, found: UmaCase) => {
  const { reporter } = kit.personas

  const { pool, termsId, incidentId, umaArbiter: arbiter, oracle } = found
  const uri = 'ipfs://evidence'
  const given = { pool, termsId, incidentId, arbiter, uri }
  if (step === 'open') return of(kit, reporter, given)
  await approve(reporter, kit.usdc, arbiter)
  const { assertionId } = await reporter.breakwater.assertAnswerSync({ ...given, number: 2n })
  if (step === 'late') {
    await kit.warpTo((await reporter.breakwater.getCourtCase(given)).deadline + 1)
    await kit.callMock('MockOptimisticOracle', oracle, 'settleAssertion', [assertionId])
  } else await kit.warp(2 * DAY)
  if (step === 'settled') await reporter.breakwater.settleAnswerSync({ arbiter, assertionId })
  return of(kit, reporter, { ...given, assertionId })
}

const disputedCase = (kit: Testkit) => kit.scenarios.disputedCase()
const caseAtPanel = (kit: Testkit) => kit.scenarios.caseAtPanel()
const caseAtUma = (kit: Testkit) => kit.scenarios.caseAtUma()

export const courts = [
  situation(insuredByPart, covered, ['reportIncident', 'evidenceDocument', 'dataUriStore']),
  situation(insuredByPart, reported, [
    ...['getReport', 'verifyEvidence', 'loadEvidence', 'getOpeningBond', 'openCase'],
    ...['Actions 4', 'sendTogether', 'Batches', 'Permits sent by others'],
  ]),
  situation(insuredByPart, opened('challenger'), [
    ...['postAnswer', 'getRequiredBond', 'getAnswerBond', 'pledge', 'getBond', 'getCourtCase', 'getDispute'],
    ...['nextActions', 'toCaseRef', 'getCaseKey', 'getCourtTerms', 'The court 3', 'submitPermit'],
  ]),
  situation(insuredByPart, staked(false), ['depositStake', 'requestStakeWithdrawal', 'getStake']),
  situation(insuredByPart, staked(true), ['withdrawStake']),
  situation(insuredByProof, opened('reporter'), ['publishLosses']),
  situation(disputedCase, ruled(false), ['settleBonds']),
  situation(disputedCase, ruled(true), ['withdrawBond']),
  situation(disputedCase, atAddress, ['ruleDispute']),
  situation(productForSale, decidedElsewhere, ['adoptOutcome']),
  situation(activeCover, measured, [
    ...['fireMeter', 'toIncidentId', 'Claims 3', 'writeMutationOptions', 'useWriteAction'],
  ]),
  situation(openCase, measured, ['raiseCase']),
  situation(caseAtPanel, atPanel('commit'), [
    ...['getAssessments', 'voteCommitment', 'voteSalt 1', 'commitVote', 'fileSaltStore'],
  ]),
  situation(caseAtPanel, atPanel('reveal'), ['revealVote', 'voteSalt 2']),
  situation(caseAtPanel, atPanel('appeal'), ['appealRuling']),
  situation(caseAtPanel, atPanel('tally'), ['tallyVotes']),
  situation(caseAtPanel, atPanel('settle'), ['settleVote']),
  situation(caseAtUma, atUma('open'), ['assertAnswer', 'getUmaClaim']),
  situation(caseAtUma, atUma('lived'), ['settleAnswer', 'getAssertions']),
  situation(caseAtUma, atUma('settled'), ['withdrawCredit']),
  situation(caseAtUma, atUma('late'), ['creditBond']),
]
