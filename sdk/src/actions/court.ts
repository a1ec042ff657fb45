import { type Address, type Hex, zeroAddress, zeroHash } from 'viem'
import type { CourtCaseId } from '../answers.js'
import { courtAbi } from '../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne, readTogether } from '../internal/read.js'
import { toSync } from '../internal/sync.js'
import { defineWriteAction } from '../internal/write.js'
import type { SyncAction, WriteAction } from '../internal/writeTypes.js'

type Court = typeof courtAbi

/** Who decides a docket's disputes, and what a bond is at least. */
export interface DisputeRules {
  /** Bonds are in it, and so are the pools that may have cases. */
  asset: Address
  /** Least bond, asset units. */
  minBond: bigint
  /** Has the first turn. */
  arbiter: Address
  /** Seconds of that turn; more than the arbiter's latency. */
  arbiterTime: number
  /** Has the second and last turn. It must be external: a panel may only be the first. */
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
  /** Seconds after an opening within which its loss table must follow, from 1 to 14 days; 0 where claims need no proof. */
  rootWindow: number
  /**
   * Seconds to answer in, from the end of the root window, at least 3 days; with a meter from the firing, and at least a day
   * longer than the meter's raise window.
   */
  answerWindow: number
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

/** Which case of a court. */
export interface CourtCaseParameters extends CourtCaseId, CourtOptions {}

/** Parameters of {@link createDocket}. */
export interface CreateDocketParameters
  extends Omit<Docket, 'rootWindow' | 'meter' | 'meterId'>,
    CourtOptions {
  /** The contract of the meter whose firings it hears. None by default: anybody reports. */
  meter?: Address | undefined
  /** Which of its meters; needed with `meter`. */
  meterId?: bigint | undefined
  /** Seconds after an opening within which its loss table must follow. 0 by default; needed with `proofOfLoss`. */
  rootWindow?: number | undefined
}

/**
 * Creates a docket: what terms name as their subject. Anyone may.
 *
 * A bond is 2 % of what a case, or an answer, asks for, and at least `minBond`. With a meter only answers need one. From an
 * opening to its verdict at most 90 days may pass: root window, twice the answer window, and both turns.
 *
 * @throws `InvalidDocket`, `InvalidDisputeRules`, `UnknownMeter`
 *
 * @example
 * ```ts
 * const { subject } = await createDocketSync(client, {
 *   rules: { asset, minBond: parseUnits('100', 6), arbiter: panel, arbiterTime: 8 * 86_400, fallbackArbiter: uma, fallbackTime: 14 * 86_400 },
 *   reportWindow: 8 * 86_400,
 *   rootWindow: 10 * 86_400,
 *   answerWindow: 5 * 86_400,
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
 *   answerWindow: 3 * 86_400,
 *   proofOfLoss: false,
 *   title: 'Losses of the vault of Example',
 * })
 * ```
 */
export const createDocket: WriteAction<CreateDocketParameters, Court, 'createDocket', 'DocketCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: courtAbi,
    functionName: 'createDocket',
    eventName: 'DocketCreated',
    mayBeZero: ['meter'],
    request: (docket, { deployment }) => ({
      address: docket.court ?? deployment().court,
      args: [
        {
          rules: docket.rules,
          meter: docket.meter ?? zeroAddress,
          meterId: docket.meterId ?? 0n,
          reportWindow: docket.reportWindow,
          rootWindow: docket.rootWindow ?? 0,
          answerWindow: docket.answerWindow,
          proofOfLoss: docket.proofOfLoss,
          title: docket.title,
        },
      ],
    }),
  })

/** {@link createDocket}, waiting for the receipt. */
export const createDocketSync: SyncAction<CreateDocketParameters, Court, 'DocketCreated'> =
  /* @__PURE__ */ toSync(createDocket)

/** Parameters of {@link reportIncident}. */
export interface ReportIncidentParameters extends CourtOptions {
  /** Number of the docket. */
  subject: bigint
  /** When it happened, seconds. */
  time: number
  /** Hash of what speaks for it, from {@link evidenceDocument}. Zero by default. */
  evidence?: Hex | undefined
  /** Where that is. Nowhere by default. */
  uri?: string | undefined
}

/**
 * Reports an incident to a court, on a docket without a meter. Anyone may. A report is free, says nothing about amounts and
 * moves nothing: cases are opened for it under bond.
 *
 * @throws `UnknownDocket`, `InvalidDocket`, `IncidentOutsideWindow`
 *
 * @example
 * ```ts
 * const { hash } = evidenceDocument({ transaction, what: 'Funds left the bridge without a proof' })
 * const { incidentId } = await reportIncidentSync(client, { subject, time, evidence: hash, uri })
 * ```
 */
export const reportIncident: WriteAction<
  ReportIncidentParameters,
  Court,
  'reportIncident',
  'IncidentReported'
> = /* @__PURE__ */ defineWriteAction({
  abi: courtAbi,
  functionName: 'reportIncident',
  eventName: 'IncidentReported',
  request: ({ court, subject, time, evidence, uri }, { deployment }) => ({
    address: court ?? deployment().court,
    args: [subject, time, evidence ?? zeroHash, uri ?? ''],
  }),
})

/** {@link reportIncident}, waiting for the receipt. */
export const reportIncidentSync: SyncAction<ReportIncidentParameters, Court, 'IncidentReported'> =
  /* @__PURE__ */ toSync(reportIncident)

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
 * const { title, answerWindow, longestRoute } = await getDocket(client, { subject })
 * ```
 */
export async function getDocket(
  client: ReadClient,
  { subject, court, ...options }: GetDocketParameters,
): Promise<Docket & { longestRoute: number }> {
  const address = court ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address, args: [subject] } as const
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
export interface GetReportParameters extends ReadOptions, CourtOptions {
  incidentId: bigint
}

/** A report as its court keeps it; or a meter's firing as one, by whoever fired. It says nothing about amounts. */
export interface Report {
  reporter: Address
  /** When it happened, seconds. */
  time: number
  /** When it was reported, seconds. */
  reportedAt: number
  /** Hash of what speaks for it; zero for a firing. */
  evidence: Hex
}

/**
 * What was reported to a court, or fired by a docket's meter. {@link getDispute} tells that and all that has come of it.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const { reporter, time } = await getReport(client, { incidentId })
 * ```
 */
export async function getReport(
  client: ReadClient,
  { incidentId, court, ...options }: GetReportParameters,
): Promise<Report> {
  const address = court ?? deploymentOf(client, options).court
  const contract = { abi: courtAbi, address } as const
  return readOne(client, { ...contract, functionName: 'getReport', args: [incidentId] }, options)
}
