import type { ContractFunctionReturnType } from 'viem'
import type { Report } from '../actions/court.js'
import type { Pocket } from '../actions/pockets.js'
import type { optimisticCourtAbi, pocketVaultAbi } from '../generated/contracts.js'

/** Seconds after the last turn within which pools may be carved for a twin. */
export const TWIN_WITHIN = 7 * 86_400

/** Seconds after its report window that a vault waits for a verdict. */
export const VERDICT_WITHIN = 120 * 86_400

export const POCKET_STATUS = ['none', 'carved', 'payable', 'denied', 'inEstate', 'released'] as const

/** A pocket as its vault tells it. */
export type StoredPocket = ContractFunctionReturnType<typeof pocketVaultAbi, 'view', 'getPocket'>

export function toPocket(
  pocketId: bigint,
  { status, incidentTime, claimsUntil, ...pocket }: StoredPocket,
): Pocket {
  return {
    pocketId,
    status: POCKET_STATUS[status] ?? 'none',
    incidentTime: Number(incidentTime),
    claimsUntil: Number(claimsUntil),
    ...pocket,
  }
}

/** A report as its court tells it. */
type StoredReport = ContractFunctionReturnType<typeof optimisticCourtAbi, 'view', 'getReport'>

export function toReport(
  incidentId: bigint,
  { again, rootAt, severity, lossTotal, lossRoot, evidence, ...report }: StoredReport,
): Report {
  return {
    ...report,
    repeats: again === 0 ? 0n : ((incidentId >> 32n) << 32n) | BigInt(again),
    publishedAt: rootAt,
    answer: { severity, lossTotal, lossRoot, evidence },
  }
}
