import { type Address, type ContractFunctionParameters, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { type Answer, getChallengeKey } from '../answers.js'
import { withTypedErrors } from '../errors/decode.js'
import type { ContractErrorName } from '../errors/errors.js'
import {
  addressArbiterAbi,
  assessorPanelAbi,
  claimsVaultAbi,
  optimisticCourtAbi,
  poolAbi,
  productRegistryAbi,
  umaArbiterAbi,
} from '../generated/contracts.js'
import { getClaimsVaultAddress, getOpeningKey, toCaseId } from '../ids.js'
import { openingBondUp } from '../internal/bonds.js'
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
import {
  type StoredCase,
  type StoredSettlement,
  type StoredStake,
  toCase,
  toProductStake,
  toReport,
  toSettlement,
} from '../internal/stored.js'
import { WAD_PER_PPM } from '../math/arithmetic.js'
import type { Case, ProductStake, Settlement } from './cases.js'
import type { CourtIncidentParameters, Docket, Report } from './court.js'
import type { Verdict } from './incidents.js'
import type { Terms } from './listing.js'

const OUTCOMES = ['none', 'report', 'counter', 'silence', 'lapsed'] as const

/**
 * How an incident was decided: `report` and `counter` won before an arbiter, `silence` of all arbiters denies, and so does a
 * report that `lapsed` without its losses. `none` while it is open; and for good where nobody challenges.
 */
export type Outcome = (typeof OUTCOMES)[number]

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

/** A case of an incident in a pool; or that there is none. */
export interface OpeningState {
  pool: Address
  termsId: bigint
  case: Case
  /** What the case is settled with; `undefined` before it is opened. */
  settlement: Settlement | undefined
  /** The product's part in that. */
  stake: ProductStake | undefined
  /** What is decided for it, or for an opening now. */
  verdict: Verdict
  /** What an opening would take as a bond now, at most, asset units; 0 for what a meter has fired. */
  bond: bigint
  /** Last second to open in, by the terms. */
  openableUntil: number
  /** Why it could not be opened when this was read, the bond apart; `undefined` if it could. */
  notOpenable: Refusal | undefined
  /** Last second to raise it in, by the terms. */
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
  /** Name of the pot. */
  key: `0x${string}`
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
  /** What the challenge says; `undefined` while there is none. */
  counter: Answer | undefined
  /** The bond that a challenge would need now, asset units; 0 if none is possible. */
  challengeBond: bigint
  /** Σ of the cases that the challenge suspends, asset units; of a meter's firing fifty times the challenge's bond. */
  atStake: bigint
  arbiters: readonly [ArbiterInfo, ArbiterInfo]
  /** When the first arbiter's turn begins, seconds; 0 while that is not known, or once it is of no more interest. */
  turnsFrom: number
  /** Whose turn it is; zero before the first and after the last. */
  arbiter: Address
  /** When that turn ends, seconds; 0 for none. */
  deadline: number
  outcome: Outcome
  /** When it was decided, seconds; 0 for not. */
  decidedAt: number
  /** What was decided, WAD; 0 denies, and while it is open. */
  severity: bigint
  /** The openings asked for. */
  openings: readonly OpeningState[]
  /** What the account asked for can withdraw. */
  bonds: readonly BondState[]
}

/** Parameters of {@link getDispute}. */
export interface GetDisputeParameters extends ReadOptions, CourtIncidentParameters {
  /** Where to look for cases, opened or not. A court does not know which pools cover an incident. */
  openings?: readonly { pool: Address; termsId: bigint }[] | undefined
  /** Whose bonds to tell. The client's account by default. */
  account?: Address | undefined
}

/**
 * All of an incident at a court, as of one block: report, challenge, whose turn it is, deadlines, outcome, openings and bonds.
 * {@link nextActions} tells what can be done about it. A meter's firing is its own report, by whoever fired, whose part of a
 * challenge's lost bond is in the pot with the zero key.
 *
 * @throws `UnknownIncident`, `TermsUnknown`
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, openings: [{ pool, termsId }] })
 * const todo = nextActions(dispute, { now: dispute.timestamp, account })
 * ```
 */
export async function getDispute(
  client: ReadClient,
  { incidentId, court, openings = [], account = client.account?.address, ...options }: GetDisputeParameters,
): Promise<Dispute> {
  const deployment = deploymentOf(client, options)
  const address = court ?? deployment.optimisticCourt
  const { number, timestamp } = await blockOf(client, options)
  // What follows takes more than one request.
  const at: ReadOptions = {
    timestamp: options.timestamp,
    ...(number === null ? { blockTag: 'pending' } : { blockNumber: number }),
  }
  const contract = { abi: optimisticCourtAbi, address } as const
  const subject = incidentId >> 32n
  const asked = { args: [incidentId] } as const

  const [stored, docket, found, challengeBond, [outcome, decidedAt]] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getReport', ...asked },
      { ...contract, functionName: 'getDocket', args: [subject] },
      { ...contract, functionName: 'getDispute', ...asked },
      { ...contract, functionName: 'challengeBond', ...asked },
      { ...contract, functionName: 'outcomeOf', ...asked },
    ],
    at,
  )
  const { rules } = docket
  const report = toReport(stored)
  const counter = isAddressEqual(found.asset, zeroAddress) ? undefined : found.counter

  // Arbiters are anybody's code: they are asked apart, so that none can spoil the other answers.
  const [[verdict, seen], ...kinds] = await Promise.all([
    readTogether(
      client,
      [
        // An address that is no vault is told what holds in all pools that are in dispute.
        { ...contract, functionName: 'getVerdict', args: [incidentId, 0n, address] },
        { ...contract, functionName: 'getIncident', ...asked },
      ],
      at,
    ),
    ...[rules.arbiter, rules.fallbackArbiter].map((arbiter) =>
      probeTogether(client, [{ ...contract, functionName: 'docketCount' }, ...kindCalls(arbiter)], at),
    ),
  ])
  const [first = [], second = []] = kinds.map(([, ...answers]) => answers)
  const arbiters = [
    toArbiter(rules.arbiter, rules.arbiterTime, first),
    toArbiter(rules.fallbackArbiter, rules.fallbackTime, second),
  ] as const

  const states = await openingsOf(
    client,
    {
      court: address,
      registry: deployment.registry,
      incidentId,
      report,
      seen,
      openings,
      docket,
      isDecided: outcome !== 0,
    },
    at,
  )
  const bonds = account
    ? await bondsOf(client, { court: address, incidentId, docket, counter, openings, account }, at)
    : []

  let turnsFrom = 0
  if (isMetered(docket)) {
    // While it can be raised there is nothing to decide.
    if (counter && outcome === 0) turnsFrom = report.reportedAt + docket.challengeWindow
  } else if (!isAddressEqual(found.arbiter, zeroAddress)) {
    const isFirst = isAddressEqual(found.arbiter, rules.arbiter)
    turnsFrom = isFirst ? found.turnStarted : found.turnStarted - rules.arbiterTime
  }
  return {
    court: address,
    incidentId,
    subject,
    docket,
    timestamp: options.timestamp ?? Number(timestamp),
    report,
    counter,
    challengeBond,
    atStake: found.atStake,
    arbiters,
    turnsFrom,
    arbiter: found.arbiter,
    deadline: found.deadline,
    outcome: OUTCOMES[outcome] ?? 'none',
    decidedAt: Number(decidedAt),
    severity: outcome === 0 ? 0n : verdict.severity,
    openings: states,
    bonds,
  }
}

async function blockOf(client: ReadClient, { blockNumber, blockTag }: ReadOptions) {
  const which = blockNumber === undefined ? { blockTag: blockTag ?? ('latest' as const) } : { blockNumber }
  return withTypedErrors(() => getAction(client, getBlock, 'getBlock')(which as { blockTag: 'latest' }))
}

/** What tells the kinds of arbiters apart. */
const kindCalls = (address: Address): ContractFunctionParameters[] => [
  { abi: addressArbiterAbi, address, functionName: 'judge' },
  { abi: assessorPanelAbi, address, functionName: 'commitPeriod' },
  { abi: assessorPanelAbi, address, functionName: 'revealPeriod' },
  { abi: umaArbiterAbi, address, functionName: 'liveness' },
  { abi: umaArbiterAbi, address, functionName: 'currency' },
  { abi: umaArbiterAbi, address, functionName: 'requiredBond' },
]

function toArbiter(address: Address, time: number, answers: readonly unknown[]): ArbiterInfo {
  const [judge, commitPeriod, revealPeriod, liveness, currency, bond] = answers
  if (judge !== undefined) return { address, time, kind: 'address', judge: judge as Address }
  if (commitPeriod !== undefined && revealPeriod !== undefined) {
    return {
      address,
      time,
      kind: 'panel',
      commitPeriod: Number(commitPeriod),
      revealPeriod: Number(revealPeriod),
    }
  }
  if (liveness !== undefined && bond !== undefined) {
    return {
      address,
      time,
      kind: 'uma',
      currency: currency as Address,
      bond: bond as bigint,
      liveness: Number(liveness),
    }
  }
  return { address, time, kind: 'other' }
}

/** Where a case may be opened. */
interface Place {
  pool: Address
  termsId: bigint
}

async function openingsOf(
  client: ReadClient,
  {
    court,
    registry,
    incidentId,
    report,
    seen,
    openings,
    docket,
    isDecided,
  }: {
    court: Address
    registry: Address
    incidentId: bigint
    report: Report
    /** What the court says of the incident to vaults. */
    seen: { severity: bigint; lossTotal: bigint }
    openings: readonly Place[]
    docket: Docket
    isDecided: boolean
  },
  at: ReadOptions,
): Promise<OpeningState[]> {
  const terms = (await readTogether(
    client,
    openings.map(({ termsId }) => ({
      ...{ abi: productRegistryAbi, address: registry, functionName: 'getTerms', args: [termsId] },
    })),
    at,
  )) as unknown as Terms[]
  const calls = openings.map(({ pool, termsId }, i) => {
    const { productId } = terms[i] as Terms
    const vault = getClaimsVaultAddress(pool)
    const inVault = { abi: claimsVaultAbi, address: vault } as const
    const atCourt = { abi: optimisticCourtAbi, address: court } as const
    return {
      reads: [
        { ...inVault, functionName: 'getCase', args: [toCaseId(productId, incidentId)] },
        { ...atCourt, functionName: 'getVerdict', args: [incidentId, termsId, vault] },
        { abi: poolAbi, address: pool, functionName: 'exposureTo', args: [productId] },
      ],
      attempts: [
        { ...inVault, functionName: 'openCase', args: [termsId, incidentId] },
        { ...atCourt, functionName: 'raiseCase', args: [incidentId, vault, termsId] },
        { ...inVault, functionName: 'settleCase', args: [termsId, incidentId] },
        { ...atCourt, functionName: 'settleBonds', args: [incidentId, vault, termsId] },
      ],
    }
  })
  const reads: ContractFunctionParameters[] = calls.flatMap((call) => call.reads as never)
  const attempts: ContractFunctionParameters[] = calls.flatMap((call) => call.attempts as never)
  const [found, tried] = await Promise.all([
    readTogether(client, reads, at) as Promise<unknown[]>,
    attemptEach(client, attempts, at),
  ])
  const cases = openings.map((_, i) => found[3 * i] as StoredCase)
  const settled = (await readTogether(
    client,
    openings.flatMap(({ pool }, i) => {
      const { settlement } = cases[i] as StoredCase
      const inVault = { abi: claimsVaultAbi, address: getClaimsVaultAddress(pool) } as const
      return [
        { ...inVault, functionName: 'settlementOf', args: [settlement] },
        { ...inVault, functionName: 'stakeOf', args: [settlement, terms[i]?.productId] },
      ]
    }),
    at,
  )) as unknown[]
  return openings.map(({ pool, termsId }, i) => {
    const [stored, verdict, [exposed, deductible]] = found.slice(3 * i, 3 * i + 3) as [
      StoredCase,
      Verdict,
      readonly [bigint, bigint],
    ]
    const [opening, raising, settling, settlingBonds] = tried.slice(4 * i, 4 * i + 4) as [
      Attempt,
      Attempt,
      Attempt,
      Attempt,
    ]
    const { productId, proofOfLoss, reportWindow, horizon } = terms[i] as Terms
    const [settlement, stake] = settled.slice(2 * i, 2 * i + 2) as [StoredSettlement, StoredStake]
    const isOpened = stored.settlement !== 0n
    // Whoever asks has no allowance: that the bond cannot be taken is the last thing to be found.
    const isOpenable = opening.isDone || opening.error?.name === 'TransferFromFailed'
    const need = { ...seen, exposed, deductible: deductible * WAD_PER_PPM, proofOfLoss }
    return {
      pool,
      termsId,
      case: toCase(toCaseId(productId, incidentId), stored),
      settlement: isOpened ? toSettlement(settlement) : undefined,
      stake: isOpened ? toProductStake(stake) : undefined,
      verdict,
      bond: isDecided || isMetered(docket) ? 0n : openingBondUp({ ...need, minBond: docket.rules.minBond }),
      openableUntil: report.time + reportWindow,
      notOpenable: isOpenable ? undefined : nameOf(opening),
      raisableUntil: report.time + horizon,
      notRaisable: raising.isDone ? undefined : nameOf(raising),
      notSettleable: settling.isDone ? undefined : nameOf(settling),
      bondsNotSettleable: settlingBonds.isDone ? undefined : nameOf(settlingBonds),
    }
  })
}

const nameOf = ({ error }: Attempt): Refusal => error?.name ?? 'unknown'

async function bondsOf(
  client: ReadClient,
  {
    court,
    incidentId,
    docket,
    counter,
    openings,
    account,
  }: {
    court: Address
    incidentId: bigint
    docket: Docket
    counter: Answer | undefined
    openings: readonly Place[]
    account: Address
  },
  at: ReadOptions,
): Promise<BondState[]> {
  const keys = openings.map(({ pool, termsId }) => getOpeningKey(pool, termsId))
  if (counter) keys.push(getChallengeKey(counter))
  if (counter && isMetered(docket)) keys.push(zeroHash)
  const assets = await readTogether(
    client,
    keys.map((key) => ({
      abi: optimisticCourtAbi,
      address: court,
      functionName: 'bondOf',
      args: [incidentId, key, account],
    })),
    at,
  )
  return keys.map((key, i) => ({ key, contributor: account, assets: assets[i] as unknown as bigint }))
}
