import type { Address, ContractFunctionParameters } from 'viem'
import * as ClaimsVault from '../../../generated/abi/ClaimsVault.js'
import * as Court from '../../../generated/abi/Court.js'
import * as CoverPool from '../../../generated/abi/CoverPool.js'
import {
  type Attempt,
  attemptEach,
  type ReadClient,
  type ReadOptions,
  readTogether,
} from '../../../internal/read.js'
import { WAD, WAD_PER_PPM } from '../../../math/arithmetic.js'
import { getClaimsVaultAddress, toCaseId } from '../../claims/ids.js'
import {
  type StoredCase,
  type StoredSettlement,
  type StoredStake,
  toCase,
  toProductStake,
  toSettlement,
} from '../../claims/stored.js'
import type { Terms } from '../../listing/types.js'
import { answerKind, isSameAnswer, toAnswer } from '../court/answerContent.js'
import { OPENING_KEY } from '../court/bondPots.js'
import { toCaseRef } from '../court/caseRefs.js'
import { isMetered } from '../court/metered.js'
import { openingBondUp } from '../court/openingBond.js'
import { courtCaseCalls, type StoredCourtCase, toCourtCase } from '../court/storedCase.js'
import type { Answer, CourtCase, CourtTerms, Report, Verdict } from '../court/types.js'
import type { DisputeCase, Refusal } from './types.js'

const courtAbi = [Court.getVerdict, Court.raiseCase, Court.requiredBond, Court.settleBonds] as const
const poolAbi = [CoverPool.exposureTo] as const
const vaultAbi = [
  ClaimsVault.openCase,
  ClaimsVault.settleCase,
  ClaimsVault.getCase,
  ClaimsVault.getSettlement,
  ClaimsVault.needFor,
  ClaimsVault.stakeOf,
] as const

/** Facts that all cases of an incident share. */
export interface IncidentAsked {
  court: Address
  incidentId: bigint
  courtTerms: CourtTerms
  report: Report
  /** The proposed answer. */
  answer: Answer | undefined
  /** Figure of the openings, or severity of the firing. */
  severity: bigint | undefined
}

/** A pool and terms in which a case may be open. */
export interface Place {
  pool: Address
  termsId: bigint
  terms: Terms
}

/** State of a case in its vault and its pool. */
interface Found extends Place {
  caseId: bigint
  stored: StoredCase
  /** Cover of the product, and the least deductible on which it was sold, in millionths. */
  exposure: readonly [bigint, bigint]
}

export async function casesOf(
  client: ReadClient,
  incident: IncidentAsked,
  places: readonly Place[],
  at: ReadOptions,
): Promise<DisputeCase[]> {
  const { incidentId } = incident
  const reads = places.flatMap(({ pool, terms: { productId } }): ContractFunctionParameters[] => [
    {
      ...{ abi: vaultAbi, address: getClaimsVaultAddress(pool), functionName: 'getCase' },
      args: [toCaseId(productId, incidentId)],
    },
    { abi: poolAbi, address: pool, functionName: 'exposureTo', args: [productId] },
  ])
  const read = (await readTogether(client, reads, at)) as unknown[]
  const found = places.map((place, i): Found => {
    const stored = read[2 * i] as StoredCase
    return {
      ...place,
      caseId: toCaseId(place.terms.productId, incidentId),
      // The court knows a case by the version that it was opened with.
      termsId: stored.settlement === 0n ? place.termsId : stored.termsId,
      stored,
      exposure: read[2 * i + 1] as Found['exposure'],
    }
  })
  return Promise.all(
    found.map((place) =>
      place.stored.settlement === 0n
        ? unopened(client, incident, place, at)
        : opened(client, incident, place, at),
    ),
  )
}

const NO_VERDICT: Verdict = { payableAt: 0, severity: 0n, lossTotal: 0n, lossRoot: OPENING_KEY }

/** A case that nobody has opened. */
async function unopened(
  client: ReadClient,
  { incidentId, courtTerms, report, severity, answer }: IncidentAsked,
  { pool, termsId, terms, caseId, stored, exposure: [exposed, deductible] }: Found,
  at: ReadOptions,
): Promise<DisputeCase> {
  const args = [termsId, incidentId, isMetered(courtTerms) ? 0n : (severity ?? WAD)] as const
  const vault = { abi: vaultAbi, address: getClaimsVaultAddress(pool) } as const
  const [opening] = await attemptEach(client, [{ ...vault, functionName: 'openCase', args }], at)
  // The account has no allowance: the court checks the bond last.
  const isOpenable = opening?.isDone || opening?.error?.name === 'TransferFromFailed'
  const { proofOfLoss, reportWindow } = terms
  const need = { exposed, deductible: deductible * WAD_PER_PPM, proofOfLoss, severity: severity ?? WAD }
  return {
    ...{ pool, termsId, severity, answer, case: toCase(caseId, stored) },
    ...{ settlement: undefined, stake: undefined, hearing: undefined, verdict: NO_VERDICT },
    openingBond: isMetered(courtTerms) ? 0n : openingBondUp({ ...need, minBond: courtTerms.rules.minBond }),
    openableUntil: report.time + reportWindow,
    notOpenable: isOpenable ? undefined : nameOf(opening),
    ...{ answerBond: 0n, answerableUntil: 0, notAnswerable: 'CaseNotOpen', raisableUntil: 0 },
    ...{ notRaisable: 'CaseNotOpen', notSettleable: 'CaseNotOpen', bondsNotSettleable: 'CaseNotOpen' },
  }
}

async function opened(
  client: ReadClient,
  { court, incidentId, courtTerms, report, answer, severity }: IncidentAsked,
  { pool, termsId, terms, caseId, stored }: Found,
  at: ReadOptions,
): Promise<DisputeCase> {
  const vault = getClaimsVaultAddress(pool)
  const inVault = { abi: vaultAbi, address: vault } as const
  const atCourt = { abi: courtAbi, address: court } as const
  const which = { pool, termsId, incidentId }
  const ref = toCaseRef(which)
  const { settlement } = stored
  const said = answer ?? toAnswer('nothing')
  const reads: ContractFunctionParameters[] = [
    ...(courtCaseCalls(court, which) as unknown as ContractFunctionParameters[]),
    { ...atCourt, functionName: 'getVerdict', args: [incidentId, termsId, vault] },
    { ...atCourt, functionName: 'requiredBond', args: [ref, said] },
    {
      ...{ ...inVault, functionName: 'needFor' },
      args: [termsId, incidentId, said.severity, said.lossTotal],
    },
    { ...inVault, functionName: 'getSettlement', args: [settlement] },
    { ...inVault, functionName: 'stakeOf', args: [settlement, terms.productId] },
  ]
  const attempts: ContractFunctionParameters[] = [
    { ...inVault, functionName: 'settleCase', args: [termsId, incidentId] },
    { ...atCourt, functionName: 'settleBonds', args: [ref] },
  ]
  if (isMetered(courtTerms)) attempts.push({ ...atCourt, functionName: 'raiseCase', args: [ref] })
  const [read, tried] = await Promise.all([
    readTogether(client, reads, at) as Promise<unknown>,
    attemptEach(client, attempts, at),
  ])
  const [ofCase, ofDispute, ofOutcome, verdict, answerBond, [need, present], settled, stake] = read as [
    ...StoredCourtCase,
    Verdict,
    bigint,
    readonly [bigint, bigint],
    StoredSettlement,
    StoredStake,
  ]
  const [settling, settlingBonds, raising] = tried
  const hearing = toCourtCase(court, which, [ofCase, ofDispute, ofOutcome])
  // An answer that asks for more is accepted while the vault sets more aside.
  const horizon = report.time + terms.horizon
  const isHigher = need > present && !isMetered(courtTerms)
  return {
    ...{ pool, termsId, severity, answer, hearing, verdict, answerBond },
    case: toCase(caseId, stored),
    settlement: toSettlement(settled),
    stake: toProductStake(stake),
    openingBond: 0n,
    openableUntil: report.time + terms.reportWindow,
    notOpenable: 'CaseAlreadyOpen',
    answerableUntil: isHigher ? Math.min(hearing.endsAt, horizon) : hearing.endsAt,
    notAnswerable: answer && objectionTo(answer, hearing, courtTerms),
    raisableUntil: Math.min(hearing.endsAt, horizon),
    notRaisable: raising ? refusalOf(raising) : 'InvalidCourtTerms',
    notSettleable: refusalOf(settling),
    bondsNotSettleable: refusalOf(settlingBonds),
  }
}

/**
 * Reason why an answer is refused in a case: it is not of the court terms' kind, or has been
 * posted.
 */
function objectionTo(answer: Answer, hearing: CourtCase, courtTerms: CourtTerms): Refusal | undefined {
  const kind = answerKind(answer)
  if (kind !== 'nothing' && (kind === 'table') !== courtTerms.proofOfLoss) return 'InvalidAnswer'
  if (isMetered(courtTerms) && answer.severity >= hearing.severity) return 'InvalidAnswer'
  return hearing.answers.some((given) => isSameAnswer(given, answer)) ? 'AnswerAlreadyPosted' : undefined
}

const nameOf = (attempt: Attempt | undefined): Refusal => attempt?.error?.name ?? 'unknown'
const refusalOf = (attempt: Attempt | undefined): Refusal | undefined =>
  attempt?.isDone ? undefined : nameOf(attempt)
