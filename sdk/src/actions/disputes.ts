import type { Address, ContractFunctionParameters, Hex } from 'viem'
import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import {
  type Answer,
  type AnswerInput,
  answerKind,
  getAnswerKey,
  isSameAnswer,
  OPENING_KEY,
  toAnswer,
  toCaseRef,
} from '../answers.js'
import type { ContractErrorName } from '../errors/arguments.js'
import { withTypedErrors } from '../errors/decode.js'
import { claimsVaultAbi, courtAbi, poolAbi, productRegistryAbi } from '../generated/contracts.js'
import { kindCalls, toArbiter } from '../internal/arbiters.js'
import { openingBondUp } from '../internal/bonds.js'
import { courtCaseCalls, type StoredCourtCase, toCourtCase } from '../internal/courtCase.js'
import { isMetered } from '../internal/docket.js'
import {
  type Attempt,
  attemptEach,
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readTogether,
} from '../internal/read.js'
import { WAD, WAD_PER_PPM } from '../math/arithmetic.js'
import { getClaimsVaultAddress, toCaseId } from './claims/ids.js'
import {
  type StoredCase,
  type StoredSettlement,
  type StoredStake,
  toCase,
  toProductStake,
  toSettlement,
} from './claims/stored.js'
import type { Case, ProductStake, Settlement } from './claims/types.js'
import type { CourtOptions, Docket, Report } from './court.js'
import type { CourtCase } from './courtCases.js'
import type { Verdict } from './incidents.js'
import type { Terms } from './listing/types.js'

/** Whoever decides, and how it is done. Times in seconds, amounts in units of their asset. */
export type ArbiterInfo = {
  address: Address
  /** Seconds of its turn. */
  time: number
} & (
  | { kind: 'address'; judge: Address }
  | {
      kind: 'panel'
      commitPeriod: number
      revealPeriod: number
    }
  | {
      kind: 'uma'
      /** Of its bonds. */
      currency: Address
      /** Bond of an assertion. */
      bond: bigint
      liveness: number
    }
  | { kind: 'other' }
)

/** Why something cannot be done: the name of the error, or `unknown` for a refusal without one. */
export type Refusal = ContractErrorName | 'unknown'

/** A case of an incident in a pool; or that there is none yet. Times in seconds, amounts in asset units. */
export interface DisputeCase {
  pool: Address
  /** Version of the terms that it was opened with, by which the court knows it; before that the one that was asked for. */
  termsId: bigint
  /** What the pool's vault has of it. */
  case: Case
  /** What it is settled with; `undefined` before it is opened. */
  settlement: Settlement | undefined
  /** The product's part in that. */
  stake: ProductStake | undefined
  /** What the court has of it; `undefined` before it is opened. */
  hearing: CourtCase | undefined
  /** What is decided for it; all zero while nothing is. */
  verdict: Verdict
  /** What it would be opened for, WAD, as asked for, `undefined` if that was not; of a firing its own severity. */
  severity: bigint | undefined
  /** What an opening for that, or for all, would take as a bond now, at most; 0 for what a meter has fired. */
  openingBond: bigint
  /** Last second to open in, by the terms. */
  openableUntil: number
  /** Why it could not be opened when this was read, the bond apart; `undefined` if it could. */
  notOpenable: Refusal | undefined
  /** What would be answered, as asked for; `undefined` if that was not. */
  answer: Answer | undefined
  /** The bond that it, or "nothing", would need now; 0 before the opening. */
  answerBond: bigint
  /** Last second to answer so; 0 before the opening. */
  answerableUntil: number
  /** Why it could not be answered so, the time and the bond apart; `undefined` if it could. */
  notAnswerable: Refusal | undefined
  /** Last second to raise it in; 0 before the opening. */
  raisableUntil: number
  /** Why {@link raiseCase} could do nothing when this was read; `undefined` if it could. */
  notRaisable: Refusal | undefined
  /** Why {@link settleCase} could do nothing when this was read; `undefined` if it could. */
  notSettleable: Refusal | undefined
  /** Why its bonds could not be settled when this was read; `undefined` if they could. */
  bondsNotSettleable: Refusal | undefined
}

/** A part of a bond that can be withdrawn. */
export interface BondState {
  pool: Address
  termsId: bigint
  /** Name of the pot. */
  key: Hex
  contributor: Address
  /** What {@link withdrawBond} would pay, asset units. */
  assets: bigint
}

/** An incident that was reported or fired, and all that has come of it. */
export interface Dispute {
  court: Address
  incidentId: bigint
  /** Number of the docket. */
  subject: bigint
  docket: Docket
  /** Time of the block that it was read at, seconds. */
  timestamp: number
  report: Report
  /** The first, and the fallback. */
  arbiters: readonly [ArbiterInfo, ArbiterInfo]
  /** The cases asked for, opened or not. */
  cases: readonly DisputeCase[]
  /** What the account asked for can withdraw. */
  bonds: readonly BondState[]
}

/** Parameters of {@link getDispute}. */
export interface GetDisputeParameters extends ReadOptions, CourtOptions {
  incidentId: bigint
  /** Where to look for cases, opened or not. A court does not know which pools cover an incident. */
  cases?: readonly { pool: Address; termsId: bigint }[] | undefined
  /** What cases would be opened for, WAD; of no effect for a firing. */
  severity?: bigint | undefined
  /** What would be answered. */
  answer?: AnswerInput | undefined
  /** Whose bonds to tell. The client's account by default. */
  account?: Address | undefined
}

/**
 * All of an incident at a court, as of one block: its report, or firing, and in each pool asked for the case, its answers,
 * whose turn it is, deadlines, outcome and bonds. {@link nextActions} tells what can be done about it.
 *
 * Any version of a product's terms may be named: a case that is open goes by its own.
 *
 * @throws `UnknownIncident`, `TermsUnknown`
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, cases: [{ pool, termsId }] })
 * const todo = nextActions(dispute, { now: dispute.timestamp, account })
 * ```
 */
export async function getDispute(
  client: ReadClient,
  {
    incidentId,
    court,
    cases: asked = [],
    severity: figure,
    answer: given,
    account = client.account?.address,
    ...options
  }: GetDisputeParameters,
): Promise<Dispute> {
  const deployment = deploymentOf(client, options)
  const address = court ?? deployment.court
  const answer = given === undefined ? undefined : toAnswer(given)
  const { number, timestamp } = await blockOf(client, options)
  // What follows takes more than one request.
  const at: ReadOptions = {
    timestamp: options.timestamp,
    ...(number === null ? { blockTag: 'pending' } : { blockNumber: number }),
  }
  const contract = { abi: courtAbi, address } as const
  const subject = incidentId >> 32n

  const [report, docket, { severity: measured }, ...terms] = (await readTogether(
    client,
    [
      { ...contract, functionName: 'getReport', args: [incidentId] },
      { ...contract, functionName: 'getDocket', args: [subject] },
      { ...contract, functionName: 'getIncident', args: [incidentId] },
      ...asked.map(({ termsId }) => ({
        ...{ abi: productRegistryAbi, address: deployment.registry, functionName: 'getTerms' },
        args: [termsId],
      })),
    ],
    at,
  )) as unknown as [Report, Docket, { severity: bigint }, ...Terms[]]
  const { rules } = docket
  const incident = { court: address, incidentId, docket, report, answer, severity: measured || figure }

  // Arbiters are anybody's code: they are asked apart, so that none can spoil the other answers.
  const [cases, ...kinds] = await Promise.all([
    casesOf(
      client,
      incident,
      asked.map(({ pool, termsId }, i) => ({ pool, termsId, terms: terms[i] as Terms })),
      at,
    ),
    ...[rules.arbiter, rules.fallbackArbiter].map((arbiter) =>
      probeTogether(client, [{ ...contract, functionName: 'docketCount' }, ...kindCalls(arbiter)], at),
    ),
  ])
  const [first = [], second = []] = kinds.map(([, ...answers]) => answers)
  return {
    ...{ court: address, incidentId, subject, docket, report, cases },
    timestamp: options.timestamp ?? Number(timestamp),
    arbiters: [
      toArbiter(rules.arbiter, rules.arbiterTime, first),
      toArbiter(rules.fallbackArbiter, rules.fallbackTime, second),
    ],
    bonds: account ? await bondsOf(client, { ...incident, cases, account }, at) : [],
  }
}

async function blockOf(client: ReadClient, { blockNumber, blockTag }: ReadOptions) {
  const which = blockNumber === undefined ? { blockTag: blockTag ?? ('latest' as const) } : { blockNumber }
  return withTypedErrors(() => getAction(client, getBlock, 'getBlock')(which as { blockTag: 'latest' }))
}

/** What all cases of an incident have in common. */
interface IncidentAsked {
  court: Address
  incidentId: bigint
  docket: Docket
  report: Report
  /** What would be answered. */
  answer: Answer | undefined
  /** What cases would be opened for, or what was fired. */
  severity: bigint | undefined
}

/** Where a case may be. */
interface Place {
  pool: Address
  termsId: bigint
  terms: Terms
}

/** What a vault, and its pool, have of a case. */
interface Found extends Place {
  caseId: bigint
  stored: StoredCase
  /** Cover of the product, and the least deductible on which it was sold, in millionths. */
  exposure: readonly [bigint, bigint]
}

async function casesOf(
  client: ReadClient,
  incident: IncidentAsked,
  places: readonly Place[],
  at: ReadOptions,
): Promise<DisputeCase[]> {
  const { incidentId } = incident
  const reads = places.flatMap(({ pool, terms: { productId } }): ContractFunctionParameters[] => [
    {
      ...{ abi: claimsVaultAbi, address: getClaimsVaultAddress(pool), functionName: 'getCase' },
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
  { incidentId, docket, report, severity, answer }: IncidentAsked,
  { pool, termsId, terms, caseId, stored, exposure: [exposed, deductible] }: Found,
  at: ReadOptions,
): Promise<DisputeCase> {
  const args = [termsId, incidentId, isMetered(docket) ? 0n : (severity ?? WAD)] as const
  const vault = { abi: claimsVaultAbi, address: getClaimsVaultAddress(pool) } as const
  const [opening] = await attemptEach(client, [{ ...vault, functionName: 'openCase', args }], at)
  // Whoever asks has no allowance: that the bond cannot be taken is the last thing to be found.
  const isOpenable = opening?.isDone || opening?.error?.name === 'TransferFromFailed'
  const { proofOfLoss, reportWindow } = terms
  const need = { exposed, deductible: deductible * WAD_PER_PPM, proofOfLoss, severity: severity ?? WAD }
  return {
    ...{ pool, termsId, severity, answer, case: toCase(caseId, stored) },
    ...{ settlement: undefined, stake: undefined, hearing: undefined, verdict: NO_VERDICT },
    openingBond: isMetered(docket) ? 0n : openingBondUp({ ...need, minBond: docket.rules.minBond }),
    openableUntil: report.time + reportWindow,
    notOpenable: isOpenable ? undefined : nameOf(opening),
    ...{ answerBond: 0n, answerableUntil: 0, notAnswerable: 'CaseNotOpen', raisableUntil: 0 },
    ...{ notRaisable: 'CaseNotOpen', notSettleable: 'CaseNotOpen', bondsNotSettleable: 'CaseNotOpen' },
  }
}

async function opened(
  client: ReadClient,
  { court, incidentId, docket, report, answer, severity }: IncidentAsked,
  { pool, termsId, terms, caseId, stored }: Found,
  at: ReadOptions,
): Promise<DisputeCase> {
  const vault = getClaimsVaultAddress(pool)
  const inVault = { abi: claimsVaultAbi, address: vault } as const
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
    { ...inVault, functionName: 'settlementOf', args: [settlement] },
    { ...inVault, functionName: 'stakeOf', args: [settlement, terms.productId] },
  ]
  const attempts: ContractFunctionParameters[] = [
    { ...inVault, functionName: 'settleCase', args: [termsId, incidentId] },
    { ...atCourt, functionName: 'settleBonds', args: [ref] },
  ]
  if (isMetered(docket)) attempts.push({ ...atCourt, functionName: 'raiseCase', args: [ref] })
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
  // What asks for more is taken as long as the vault sets more aside.
  const horizon = report.time + terms.horizon
  const isHigher = need > present && !isMetered(docket)
  return {
    ...{ pool, termsId, severity, answer, hearing, verdict, answerBond },
    case: toCase(caseId, stored),
    settlement: toSettlement(settled),
    stake: toProductStake(stake),
    openingBond: 0n,
    openableUntil: report.time + terms.reportWindow,
    notOpenable: 'CaseAlreadyOpen',
    answerableUntil: isHigher ? Math.min(hearing.endsAt, horizon) : hearing.endsAt,
    notAnswerable: answer && objectionTo(answer, hearing, docket),
    raisableUntil: Math.min(hearing.endsAt, horizon),
    notRaisable: raising ? refusalOf(raising) : 'InvalidDocket',
    notSettleable: refusalOf(settling),
    bondsNotSettleable: refusalOf(settlingBonds),
  }
}

/** Why an answer is none in a case: it is not of the docket's kind, or has been given. */
function objectionTo(answer: Answer, hearing: CourtCase, docket: Docket): Refusal | undefined {
  const kind = answerKind(answer)
  if (kind !== 'nothing' && (kind === 'table') !== docket.proofOfLoss) return 'InvalidAnswer'
  if (isMetered(docket) && answer.severity >= hearing.severity) return 'InvalidAnswer'
  return hearing.answers.some((given) => isSameAnswer(given, answer)) ? 'AnswerAlreadyPosted' : undefined
}

const nameOf = (attempt: Attempt | undefined): Refusal => attempt?.error?.name ?? 'unknown'
const refusalOf = (attempt: Attempt | undefined): Refusal | undefined =>
  attempt?.isDone ? undefined : nameOf(attempt)

/** Pots of the openings, of all answers that stand, and of the one that would be given. */
async function bondsOf(
  client: ReadClient,
  {
    court,
    incidentId,
    answer,
    cases,
    account,
  }: Pick<IncidentAsked, 'court' | 'incidentId' | 'answer'> & {
    cases: readonly DisputeCase[]
    account: Address
  },
  at: ReadOptions,
): Promise<BondState[]> {
  const pots = cases.flatMap(({ pool, termsId, hearing }) => {
    const answers: Answer[] = [...(hearing?.answers.filter(({ number }) => number !== 1n) ?? [])]
    if (answer) answers.push(answer)
    // Nobody has anything in the pot of an opening that is not there yet.
    const opening = hearing === undefined ? [] : [OPENING_KEY]
    const keys = new Set([...opening, ...answers.map((given) => getAnswerKey(given))])
    return [...keys].map((key) => ({ pool, termsId, key }))
  })
  const assets = (await readTogether(
    client,
    pots.map(({ pool, termsId, key }) => ({
      ...{ abi: courtAbi, address: court, functionName: 'bondOf' },
      args: [toCaseRef({ pool, termsId, incidentId }), key, account],
    })),
    at,
  )) as unknown as bigint[]
  return pots.map((pot, i) => ({ ...pot, contributor: account, assets: assets[i] ?? 0n }))
}
