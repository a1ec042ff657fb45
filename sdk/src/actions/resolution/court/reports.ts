import { type Hex, zeroHash } from 'viem'
import { courtAbi } from '../../../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import type { CourtOptions, Report } from './types.js'

type Court = typeof courtAbi

/** Parameters of {@link reportIncident}. */
export interface ReportIncidentParameters extends CourtOptions {
  /** Number of the court terms. */
  subject: bigint
  /** When it happened, seconds. */
  time: number
  /** Hash of what speaks for it, from {@link evidenceDocument}. Zero by default. */
  evidence?: Hex | undefined
  /** Where that is. Nowhere by default. */
  uri?: string | undefined
}

/**
 * Reports an incident to a court, on court terms without a meter. Anyone may. A report is free, says nothing about amounts and
 * moves nothing: cases are opened for it under bond.
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

/** Parameters of {@link getReport}. */
export interface GetReportParameters extends ReadOptions, CourtOptions {
  incidentId: bigint
}

/**
 * What was reported to a court, or fired by court terms' meter. {@link getDispute} tells that and all that has come of it.
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
