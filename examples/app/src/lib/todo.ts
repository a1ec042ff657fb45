import type { PortfolioCover } from '@breakwater/sdk'

/** What the owner of a cover can do next, and until when. The most pressing. */
export type Todo =
  | { name: 'claim'; until: number; payout: bigint; incidentIds: bigint[] }
  | { name: 'follow'; incidentId: bigint }
  | { name: 'refund' }
  | { name: 'code'; until: number }
  | { name: 'report'; until: number }
  | { name: 'wait'; until: number }
  | { name: 'nothing' }

export function todoOf({ claims, status }: PortfolioCover): Todo {
  const due = claims.find(({ payout }) => payout > 0n)
  if (due) {
    const { payout, incidentIds } = due
    return { name: 'claim', until: due.case.claimsUntil, payout, incidentIds }
  }
  const open = claims.find((claim) => claim.case.status === 'open')
  if (open) return { name: 'follow', incidentId: open.incidentId }
  if (status.isRefundable) return { name: 'refund' }
  if (status.status === 'flagged') return { name: 'code', until: status.until }
  if (status.status === 'reportable') return { name: 'report', until: status.reportUntil }
  if (status.status === 'waiting') return { name: 'wait', until: status.from }
  return { name: 'nothing' }
}
