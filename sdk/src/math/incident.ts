import { divUp, max, min, mulDivDown, mulDivUp, subFloored, WAD } from './arithmetic.js'

/** Share of a vault's value that was lost, WAD, rounded down. */
export function severityDown(mark: bigint, proven: bigint): bigint {
  return WAD - mulDivUp(proven, WAD, mark)
}

/** What a carving sets aside for a product's committed cover, asset units, rounded up. Ratios in WAD. */
export function needUp(committed: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivUp(committed, subFloored(severity, deductible), WAD)
}

/** What a cover is paid, asset units, rounded down: what remains × max(0, severity − deductible). Ratios in WAD. */
export function payoutDown(remaining: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivDown(remaining, subFloored(severity, deductible), WAD)
}

/** What remains of a cover after a payout, asset units, rounded down to whole quanta. */
export function remainingDown(amount: bigint, drawn: bigint, quantum: bigint): bigint {
  return max(amount - min(divUp(drawn, quantum) * quantum, amount), 0n)
}

/** Where a cover stands at a moment. */
export type CoverStatus = 'waiting' | 'protected' | 'ended'

/** Whether a cover waits, protects or has ended. Times in seconds; the end is exclusive. */
export function coverStatus({ start, end }: { start: number; end: number }, timestamp: number): CoverStatus {
  if (timestamp < start) return 'waiting'
  return timestamp < end ? 'protected' : 'ended'
}
