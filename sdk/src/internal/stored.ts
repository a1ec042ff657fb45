import type { ContractFunctionReturnType } from 'viem'
import type { Report } from '../actions/court.js'
import type { Pocket } from '../actions/pockets.js'
import type { optimisticCourtAbi, pocketVaultAbi } from '../generated/contracts.js'

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

export function toReport({
  rootAt,
  severity,
  lossTotal,
  lossRoot,
  evidence,
  ...report
}: StoredReport): Report {
  return { ...report, publishedAt: rootAt, answer: { severity, lossTotal, lossRoot, evidence } }
}
