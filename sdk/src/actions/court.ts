import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import {
  type Answer,
  type AnswerInput,
  type BondPot,
  type Ruling,
  toAnswer,
  toPotKey,
  toRulingNumber,
} from '../answers.js'
import {
  addressArbiterAbi,
  caseRaisingAbi,
  optimisticCourtAbi,
  poolAbi,
  productRegistryAbi,
} from '../generated/contracts.js'
import { getClaimsVaultAddress } from '../ids.js'
import { openingBondUp } from '../internal/bonds.js'
import { isMetered } from '../internal/docket.js'
import {
  deploymentOf,
  probeTogether,
  type ReadClient,
  type ReadOptions,
  readOne,
  readTogether,
} from '../internal/read.js'
import { toReport } from '../internal/stored.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'
import type { LossTable } from '../losses.js'
import { WAD_PER_PPM } from '../math/arithmetic.js'
import type { CaseParameters } from './cases.js'

type Court = typeof optimisticCourtAbi

/** What a docket's disputes are held in, and who decides them. */
export interface DisputeRules {
  /** Bonds are in it, and so are the pools that may have cases. */
  asset: Address
  /** Least bond, asset units. */
  minBond: bigint
  /** Has the first turn. */
  arbiter: Address
  /** Seconds of that turn; more than the arbiter's latency. */
  arbiterTime: number
  /** Has the second and last turn. One of the two must be external. */
  fallbackArbiter: Address
  /** Seconds of that turn; more than that arbiter's latency. */
  fallbackTime: number
}

/** What a court hears, and how; immutable. Where it names a meter, what that fires is an incident, and nothing else. */
export interface Docket {
  rules: DisputeRules
  /** The contract of the meter whose firings it hears; zero where anybody reports. */
  meter: Address
  /** Which of its meters. */
  meterId: bigint
  /**
   * Seconds after an incident within which it must be reported, or a case opened for a firing, from 1 to 20 days; with a meter
   * at least a day more than its proofs are old: two dwells, of a price two dwells and two heartbeats.
   */
  reportWindow: number
  /** Seconds after a report within which its loss table must follow, from 1 to 14 days; 0 where claims need no proof. */
  rootWindow: number
  /**
   * Seconds to challenge in: from a case's opening, or from the table if it comes later, at least 5 days; with a meter from the
   * firing, at least a day and the meter's raise window.
   */
  challengeWindow: number
  /** Whether claims need a line of a published loss table. */
  proofOfLoss: boolean
  /** What is covered, in words. */
  title: string
}

/** Which court. */
export interface CourtOptions {
  /** The deployment's court by default. */
  court?: Address | undefined
}

/** Which incident of a court. */
export interface CourtIncidentParameters extends CourtOptions {
  incidentId: bigint
}

/** Parameters of {@link createDocket}. */
export interface CreateDocketParameters
  extends Omit<Docket, 'rootWindow' | 'meter' | 'meterId'>,
    CourtOptions {
  /** The contract of the meter whose firings it hears. None by default: anybody reports. */
  meter?: Address | undefined
  /** Which of its meters; needed with `meter`. */
  meterId?: bigint | undefined
  /** Seconds after a report within which its loss table must follow. 0 by default; needed with `proofOfLoss`. */
  rootWindow?: number | undefined
}

/**
 * Creates a docket: what terms name as their subject. Anyone may.
 *
 * A bond is 2 % of what a case sets aside, and at least `minBond`. With a meter only challenges need one, and it is `minBond`
 * whatever was set aside: two per cent of the cover that is expected.
 *
 * @throws `InvalidDocket`, `InvalidDisputeRules`, `UnknownMeter`
 *
 * @example
 * ```ts
 * const { subject } = await createDocketSync(client, {
 *   rules: { asset, minBond: parseUnits('100', 6), arbiter: panel, arbiterTime: 8 * 86_400, fallbackArbiter: uma, fallbackTime: 14 * 86_400 },
 *   reportWindow: 8 * 86_400,
 *   rootWindow: 10 * 86_400,
 *   challengeWindow: 5 * 86_400,
 *   proofOfLoss: true,
 *   title: 'Loss of funds in the bridge of Example',
 * })
 * ```
 *
 * @example
 * ```ts
 * const { meterId } = await createShareLossMeterSync(client, { vault, ...config })
 * const { subject } = await createDocketSync(client, {
 *   rules: { asset, minBond: parseUnits('1000', 6), arbiter: panel, arbiterTime: 8 * 86_400, fallbackArbiter: uma, fallbackTime: 14 * 86_400 },
 *   meter: deployment.shareLossMeter,
 *   meterId,
 *   reportWindow: 8 * 86_400,
 *   challengeWindow: 2 * 86_400,
 *   proofOfLoss: false,
 *   title: 'Losses of the vault of Example',
 * })
 * ```
 */
export const createDocket: WriteAction<CreateDocketParameters, Court, 'createDocket', 'DocketCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'createDocket',
    eventName: 'DocketCreated',
    mayBeZero: ['meter'],
    request: (docket, { deployment }) => ({
      address: docket.court ?? deployment().optimisticCourt,
      args: [
        {
          rules: docket.rules,
          meter: docket.meter ?? zeroAddress,
          meterId: docket.meterId ?? 0n,
          reportWindow: docket.reportWindow,
          rootWindow: docket.rootWindow ?? 0,
          challengeWindow: docket.challengeWindow,
          proofOfLoss: docket.proofOfLoss,
          title: docket.title,
        },
      ],
    }),
  })

/** {@link createDocket}, waiting for the receipt. */
export const createDocketSync: SyncAction<CreateDocketParameters, Court, 'DocketCreated'> =
  /* @__PURE__ */ toSync(createDocket)

/** What a report says. */
interface Reported extends CourtOptions {
  /** Share destroyed, WAD. Where claims need a proof, any share above zero: the loss table says what was lost. */
  severity: bigint
  /** No less than the share that will be found destroyed, WAD: it sizes cases. The severity by default. */
  bound?: bigint | undefined
  /** Hash of what speaks for it, from {@link evidenceDocument}. Zero by default. */
  evidence?: Hex | undefined
  /** Where that is. Nowhere by default. */
  uri?: string | undefined
}

/** Parameters of {@link reportIncident}. */
export interface ReportIncidentParameters extends Reported {
  /** Number of the docket. */
  subject: bigint
  /** When it happened, seconds. */
  time: number
}

/**
 * Reports an incident to a court, on a docket without a meter. Anyone may. A report is free and moves nothing: cases are opened
 * for it under bond.
 *
 * @throws `UnknownDocket`, `InvalidDocket`, `IncidentOutsideWindow`, `SeverityZero`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * const { hash } = evidenceDocument({ transaction, what: 'Funds left the bridge without a proof' })
 * const { incidentId } = await reportIncidentSync(client, { subject, time, severity: parseEther('0.6'), evidence: hash, uri })
 * ```
 */
export const reportIncident: WriteAction<
  ReportIncidentParameters,
  Court,
  'reportIncident',
  'IncidentReported'
> = /* @__PURE__ */ defineWriteAction({
  abi: optimisticCourtAbi,
  functionName: 'reportIncident',
  eventName: 'IncidentReported',
  request: ({ court, subject, time, severity, bound, evidence, uri }, { deployment }) => ({
    address: court ?? deployment().optimisticCourt,
    args: [subject, time, bound ?? severity, severity, evidence ?? zeroHash, uri ?? ''],
  }),
})

/** {@link reportIncident}, waiting for the receipt. */
export const reportIncidentSync: SyncAction<ReportIncidentParameters, Court, 'IncidentReported'> =
  /* @__PURE__ */ toSync(reportIncident)

/** Parameters of {@link publishLosses}: a table, or what is said of one. */
export type PublishLossesParameters = CourtIncidentParameters & {
  /** Where the table is. Nowhere by default. */
  uri?: string | undefined
  /** Hash of the table's text. Its root by default. */
  evidence?: Hex | undefined
} & (
    | {
        /** Made by {@link lossTable}. */
        table: LossTable
      }
    | {
        /** Root of the table. */
        root: Hex
        /** Σ losses, asset units. */
        total: bigint
        table?: undefined
      }
  )

/**
 * Publishes the losses of a reported incident. Only its reporter, once, within the docket's root window.
 *
 * @throws `UnknownIncident`, `NotAuthorized`, `LossesAlreadyPublished`, `RootWindowClosed`, `AmountZero`
 *
 * @example
 * ```ts
 * const table = lossTable(parseLosses(csv, { decimals: 6 }))
 * await publishLossesSync(client, { incidentId, table, uri })
 * ```
 */
export const publishLosses: WriteAction<PublishLossesParameters, Court, 'publishLosses', 'LossesPublished'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'publishLosses',
    eventName: 'LossesPublished',
    request: ({ court, incidentId, uri, evidence, ...losses }, { deployment }) => {
      const { root, total } = losses.table ?? losses
      return {
        address: court ?? deployment().optimisticCourt,
        args: [incidentId, root, total, evidence ?? root, uri ?? ''],
      }
    },
  })

/** {@link publishLosses}, waiting for the receipt. */
export const publishLossesSync: SyncAction<PublishLossesParameters, Court, 'LossesPublished'> =
  /* @__PURE__ */ toSync(publishLosses)

/** Parameters of {@link pledge}. */
export type PledgeParameters = CourtIncidentParameters &
  BondPot & {
    /** Asset units; the court needs an allowance for it. */
    assets: bigint
  }

/**
 * Contributes to a bond before it is needed: that of a case's opening, or of a challenge with one exact counter-answer. Anyone
 * may. What is not needed is taken back by {@link withdrawBond}, at any time.
 *
 * @throws `UnknownIncident`, `AmountZero`, `BondLocked`, `UnsupportedAsset`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, { asset, spender: court, amount })
 * await pledgeSync(client, { incidentId, pool, termsId, assets: amount })
 * ```
 */
export const pledge: WriteAction<PledgeParameters, Court, 'pledge', 'BondPledged'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'pledge',
    eventName: 'BondPledged',
    positive: ['assets'],
    request: ({ court, incidentId, assets, ...pot }, { deployment }) => ({
      address: court ?? deployment().optimisticCourt,
      args: [incidentId, toPotKey(pot), assets],
    }),
  })

/** {@link pledge}, waiting for the receipt. */
export const pledgeSync: SyncAction<PledgeParameters, Court, 'BondPledged'> = /* @__PURE__ */ toSync(pledge)

/** Parameters of {@link withdrawBond}. */
export type WithdrawBondParameters = CourtIncidentParameters &
  BondPot & {
    /** Whose part, and who is paid. The sender by default. */
    contributor?: Address | undefined
  }

/**
 * Pays a contributor its part of what a pot has got back, or a pledge that was not needed. Anyone may, to the contributor, as
 * often as more comes.
 *
 * @throws `UnknownIncident`, `BondLocked`
 *
 * @example
 * ```ts
 * const { assets } = await withdrawBondSync(client, { incidentId, pool, termsId })
 * ```
 */
export const withdrawBond: WriteAction<WithdrawBondParameters, Court, 'withdrawBond', 'BondWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'withdrawBond',
    eventName: 'BondWithdrawn',
    request: ({ court, incidentId, contributor, ...pot }, { deployment, sender }) => ({
      address: court ?? deployment().optimisticCourt,
      args: [incidentId, toPotKey(pot), contributor ?? sender('contributor')],
    }),
  })

/** {@link withdrawBond}, waiting for the receipt. */
export const withdrawBondSync: SyncAction<WithdrawBondParameters, Court, 'BondWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawBond)

/** Parameters of {@link challengeReport}. */
export interface ChallengeReportParameters extends CourtIncidentParameters {
  /**
   * What was lost instead: at most the report's bound, or its table's total; before the loss table only that nothing was; of a
   * firing only less than it says.
   */
  counter: AnswerInput
  /** What the bond may be at most, asset units: see {@link getChallengeBond}. The court needs an allowance for what is not pledged. */
  maxBond: bigint
  /** Where the evidence is. Nowhere by default. */
  uri?: string | undefined
}

/**
 * Challenges a report with a counter-answer: it suspends all cases whose window is open, and those opened later, until an
 * arbiter has decided. Anyone may, once for each incident. A meter's firing is challenged in the same way: "it moved without a
 * loss".
 *
 * @throws `UnknownIncident`, `AlreadyChallenged`, `ChallengeWindowClosed`, `InvalidAnswer`, `AnswerAboveReport`,
 * `BondAboveMax`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * const maxBond = await getChallengeBond(client, { incidentId })
 * await approveAssetSync(client, { asset, spender: court, amount: maxBond })
 * await challengeReportSync(client, { incidentId, counter: { severity: 0n, evidence }, maxBond, uri })
 * ```
 */
export const challengeReport: WriteAction<ChallengeReportParameters, Court, 'challenge', 'ReportChallenged'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'challenge',
    eventName: 'ReportChallenged',
    request: ({ court, incidentId, counter, maxBond, uri }, { deployment }) => ({
      address: court ?? deployment().optimisticCourt,
      args: [incidentId, toAnswer(counter), maxBond, uri ?? ''],
    }),
  })

/** {@link challengeReport}, waiting for the receipt. */
export const challengeReportSync: SyncAction<ChallengeReportParameters, Court, 'ReportChallenged'> =
  /* @__PURE__ */ toSync(challengeReport)

/** Parameters of {@link settleBonds}. */
export interface SettleBondsParameters extends CaseParameters, CourtOptions {}

/**
 * Hands on what of a decided dispute's bonds is due to a pool's claimants or holders. Within a day of the decision its verdict
 * waits for it. Anyone may, once for each opening.
 *
 * @throws `CaseNotOpen`, `BondLocked`, `BondsAlreadySettled`
 *
 * @example
 * ```ts
 * const { passedOn, burned } = await settleBondsSync(client, { pool, termsId, incidentId })
 * ```
 */
export const settleBonds: WriteAction<SettleBondsParameters, Court, 'settleBonds', 'BondsSettled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: optimisticCourtAbi,
    functionName: 'settleBonds',
    eventName: 'BondsSettled',
    request: ({ court, pool, termsId, incidentId }, { deployment }) => ({
      address: court ?? deployment().optimisticCourt,
      args: [incidentId, getClaimsVaultAddress(pool), termsId],
    }),
  })

/** {@link settleBonds}, waiting for the receipt. */
export const settleBondsSync: SyncAction<SettleBondsParameters, Court, 'BondsSettled'> =
  /* @__PURE__ */ toSync(settleBonds)

/** Parameters of {@link raiseCase}. */
export interface RaiseCaseParameters extends CaseParameters, CourtOptions {}

/**
 * Sets more aside in a pool for a case whose firing was raised after the case was opened: it is paid at most what was set
 * aside for it. Anyone may, until the verdict is applied, and at most the terms' horizon after the incident.
 *
 * The event is the claims vault's: `need` is what can be claimed of the case from now on at most, `reserve` what was taken
 * out of the pool's equity for the rest of it, both in asset units.
 *
 * @throws `UnknownIncident`, `InvalidDocket` where no meter is named, `CaseNotOpen`, `CaseNotRaised`, `VerdictAlreadyApplied`,
 * `IncidentOutsideWindow`, `ValueOutOfRange`, `TermsUnknown`, `NotAuthorized`, `WrongChain`
 *
 * @example
 * ```ts
 * const { number } = await fireMeterSync(client, { meter, meterId })
 * const { need, reserve } = await raiseCaseSync(client, { pool, termsId, incidentId: toIncidentId(subject, number) })
 * ```
 */
export const raiseCase: WriteAction<RaiseCaseParameters, typeof caseRaisingAbi, 'raiseCase', 'CaseRaised'> =
  /* @__PURE__ */ defineWriteAction({
    abi: caseRaisingAbi,
    functionName: 'raiseCase',
    eventName: 'CaseRaised',
    emitter: ({ pool }) => getClaimsVaultAddress(pool),
    request: ({ court, pool, termsId, incidentId }, { deployment }) => ({
      address: court ?? deployment().optimisticCourt,
      args: [incidentId, getClaimsVaultAddress(pool), termsId],
    }),
  })

/** {@link raiseCase}, waiting for the receipt. */
export const raiseCaseSync: SyncAction<RaiseCaseParameters, typeof caseRaisingAbi, 'CaseRaised'> =
  /* @__PURE__ */ toSync(raiseCase)

/** Parameters of {@link ruleDispute}. */
export interface RuleDisputeParameters extends CourtIncidentParameters {
  /** The AddressArbiter whose turn it is, and whose judge the sender is. */
  arbiter: Address
  /** Which answer is right, that nothing was lost, or a severity of its own, WAD; by proof only 0. */
  ruling: Ruling | { severity: bigint }
}

/**
 * Decides a dispute through an arbiter that is one address. Only its judge, in its turn.
 *
 * @throws `NotAuthorized`, `UnknownIncident`, `NotArbiter`, `SeverityTooHigh`
 *
 * @example
 * ```ts
 * await ruleDisputeSync(client, { arbiter, incidentId, ruling: 'counter' })
 * ```
 */
export const ruleDispute: WriteAction<RuleDisputeParameters, typeof addressArbiterAbi, 'rule', 'Ruled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: addressArbiterAbi,
    functionName: 'rule',
    eventName: 'Ruled',
    request: ({ arbiter, court, incidentId, ruling }, { deployment }) => {
      const [kind, severity] =
        typeof ruling === 'object' ? (['denial', ruling.severity] as const) : [ruling, 0n]
      return {
        address: arbiter,
        args: [court ?? deployment().optimisticCourt, incidentId, toRulingNumber(kind), severity],
      }
    },
  })

/** {@link ruleDispute}, waiting for the receipt. */
export const ruleDisputeSync: SyncAction<RuleDisputeParameters, typeof addressArbiterAbi, 'Ruled'> =
  /* @__PURE__ */ toSync(ruleDispute)

/** Parameters of {@link getDocket}. */
export interface GetDocketParameters extends ReadOptions, CourtOptions {
  subject: bigint
}

/**
 * What a court hears, and how; and within how many seconds of an incident its last verdict comes.
 *
 * @throws `UnknownDocket`
 *
 * @example
 * ```ts
 * const { title, challengeWindow, longestRoute } = await getDocket(client, { subject })
 * ```
 */
export async function getDocket(
  client: ReadClient,
  { subject, court, ...options }: GetDocketParameters,
): Promise<Docket & { longestRoute: number }> {
  const address = court ?? deploymentOf(client, options).optimisticCourt
  const contract = { abi: optimisticCourtAbi, address, args: [subject] } as const
  const [docket, longestRoute] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getDocket' },
      { ...contract, functionName: 'longestRoute' },
    ],
    options,
  )
  return { ...docket, longestRoute: Number(longestRoute) }
}

/** Parameters of {@link getReport}. */
export interface GetReportParameters extends ReadOptions, CourtIncidentParameters {}

/** A report as its court keeps it; or a meter's firing as one, by whoever fired. */
export interface Report {
  reporter: Address
  /** When it happened, seconds. */
  time: number
  /** When it was reported, seconds. */
  reportedAt: number
  /** The most that may be found destroyed, WAD: it sizes cases. */
  bound: bigint
  /** When its losses were published, seconds; 0 for not. */
  publishedAt: number
  answer: Answer
}

/**
 * What was reported to a court, or fired by a docket's meter. {@link getDispute} tells that and all that has come of it.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const { reporter, answer } = await getReport(client, { incidentId })
 * ```
 */
export async function getReport(
  client: ReadClient,
  { incidentId, court, ...options }: GetReportParameters,
): Promise<Report> {
  const address = court ?? deploymentOf(client, options).optimisticCourt
  const contract = { abi: optimisticCourtAbi, address } as const
  const report = await readOne(
    client,
    { ...contract, functionName: 'getReport', args: [incidentId] },
    options,
  )
  return toReport(report)
}

/**
 * The bond that a challenge would need now, asset units; 0 while none is possible. An opening in between raises it.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const maxBond = await getChallengeBond(client, { incidentId })
 * ```
 */
export async function getChallengeBond(
  client: ReadClient,
  { incidentId, court, ...options }: GetReportParameters,
): Promise<bigint> {
  const address = court ?? deploymentOf(client, options).optimisticCourt
  return readOne(
    client,
    { abi: optimisticCourtAbi, address, functionName: 'challengeBond', args: [incidentId] },
    options,
  )
}

/** A bond, and what {@link approveAsset} has to be told for it. */
export interface Bond {
  /** The asset that it is in. */
  asset: Address
  /** Who takes it. */
  spender: Address
  /** Asset units. */
  amount: bigint
}

/**
 * The bond that opening a case would take at most, for {@link approveAsset}: less if others have pledged. An amount
 * of 0 for what a meter has fired, and where the terms' resolver is no court.
 *
 * @throws `UnknownIncident`, `TermsUnknown`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, await getOpeningBond(client, { pool, termsId, incidentId }))
 * await openCaseSync(client, { pool, termsId, incidentId })
 * ```
 */
export async function getOpeningBond(
  client: ReadClient,
  { pool, termsId, incidentId, ...options }: CaseParameters & ReadOptions,
): Promise<Bond> {
  const { registry } = deploymentOf(client, options)
  const terms = await readOne(
    client,
    { abi: productRegistryAbi, address: registry, functionName: 'getTerms', args: [termsId] },
    options,
  )
  const [exposed, deductible] = await readOne(
    client,
    { abi: poolAbi, address: pool, functionName: 'exposureTo', args: [terms.productId] },
    options,
  )
  const { asset, resolver: spender, proofOfLoss } = terms
  const contract = { abi: optimisticCourtAbi, address: spender } as const
  // Other resolvers have no dockets, and take no bond.
  const [{ severity, lossTotal }, docket] = (await probeTogether(
    client,
    [
      { ...contract, functionName: 'getIncident', args: [incidentId] },
      { ...contract, functionName: 'getDocket', args: [terms.subject] },
    ],
    options,
  )) as [{ severity: bigint; lossTotal: bigint }, Docket | undefined]
  if (!docket || isMetered(docket)) return { asset, spender, amount: 0n }
  const need = { exposed, deductible: deductible * WAD_PER_PPM, proofOfLoss, severity, lossTotal }
  const amount = openingBondUp({ ...need, minBond: docket.rules.minBond })
  return { asset, spender, amount }
}
