import { type Hex, zeroHash } from 'viem'
import * as Court from '../../../generated/abi/Court.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import type { CourtOptions, Report } from './types.js'

const courtAbi = [Court.getReport, Court.reportIncident, Court.IncidentReported] as const

type CourtAbi = typeof courtAbi

/** Parameters of {@link reportIncident}. */
export interface ReportIncidentParameters extends CourtOptions {
  /** Number of the court terms. */
  subject: bigint
  /** Event time, seconds. */
  time: number
  /** Hash of the evidence, from {@link evidenceDocument}. Zero by default. */
  evidence?: Hex | undefined
  /** Place of the evidence. None by default. */
  uri?: string | undefined
}

/**
 * Reports an incident to a court, on court terms without a meter. Anyone may call it. A report is
 * free, states no amounts and has no effect: cases are opened for it under bond.
 *
 * @throws `UnknownCourtTerms`, `InvalidCourtTerms`, `IncidentOutsideWindow`
 *
 * @example
 * ```ts
 * const { hash } = evidenceDocument({ transaction, what: 'Funds left the bridge without a proof' })
 * const { incidentId } = await reportIncidentSync(client, { subject, time, evidence: hash, uri })
 * ```
 */
export const reportIncident: WriteAction<
  ReportIncidentParameters,
  CourtAbi,
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
export const reportIncidentSync: SyncAction<ReportIncidentParameters, CourtAbi, 'IncidentReported'> =
  /* @__PURE__ */ toSync(reportIncident)

/** Parameters of {@link getReport}. */
export interface GetReportParameters extends ReadOptions, CourtOptions {
  incidentId: bigint
}

/**
 * A report at a court, or a firing of court terms' meter. {@link getDispute} returns that with its
 * cases.
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
