import { divUp, max, min, mulDivDown, mulDivUp, subFloored, WAD } from './arithmetic.js'

/** Share of a vault's value that was lost, WAD, rounded down. */
export function severityDown(mark: bigint, proven: bigint): bigint {
  return WAD - mulDivUp(proven, WAD, mark)
}

/** What a carving sets aside for a product's committed cover, asset units, rounded up. Ratios in WAD. */
export function needUp(committed: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivUp(committed, payoutShare(severity, deductible), WAD)
}

/** Part of a cover that a verdict pays, all WAD: max(0, severity − deductible); no severity counts for more than all. */
export function payoutShare(severity: bigint, deductible: bigint): bigint {
  return subFloored(min(severity, WAD), deductible)
}

/**
 * What a cover is paid, asset units, rounded down: what remains × {@link payoutShare}. Ratios in WAD. With the `share` of a
 * verdict that has been applied the deductible is 0n: it is taken off already.
 */
export function payoutDown(remaining: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivDown(remaining, payoutShare(severity, deductible), WAD)
}

/** What an incident under a proof of loss may be paid at most, asset units, rounded up. Ratios in WAD. */
export function needByProofUp(
  committed: bigint,
  severity: bigint,
  lossTotal: bigint,
  deductible: bigint,
): bigint {
  const need = mulDivUp(committed, min(severity, WAD), WAD)
  return lossTotal === 0n ? need : min(need, mulDivUp(lossTotal, WAD - deductible, WAD))
}

/**
 * What a cover is paid of its insured's proven loss, and what that draws on the loss, asset units.
 *
 * @param remaining - Of the cover.
 * @param left - Of the loss, before the deductible.
 * @param share - 1 − deductible, WAD.
 */
export function proofPayout(
  remaining: bigint,
  left: bigint,
  share: bigint,
): { payout: bigint; drawn: bigint } {
  const drawn = min(left, mulDivUp(remaining, WAD, share))
  return { payout: min(remaining, mulDivDown(drawn, share, WAD)), drawn }
}

/** What an estate and one of its products hold and owe, asset units. */
export interface EstateState {
  /** What its pockets brought in. */
  assets: bigint
  /** Claims on it, less what first loss pays of them. */
  claimed: bigint
  /** Recoveries kept for those claims. */
  recovered: bigint
  /** Claims on the product. */
  productClaimed: bigint
  /** The product's first loss. */
  productFirstLoss: bigint
}

/** What a registered claim of `gross` has been paid once an estate is divided, asset units, each part rounded down. */
export function estateDueDown(
  { assets, claimed, recovered, productClaimed, productFirstLoss }: EstateState,
  gross: bigint,
): bigint {
  const available = assets + recovered
  if (available >= claimed) return gross
  const fromFirstLoss = min(productClaimed, productFirstLoss)
  const rest = mulDivDown(gross, productClaimed - fromFirstLoss, productClaimed)
  return mulDivDown(gross, fromFirstLoss, productClaimed) + mulDivDown(rest, available, claimed)
}

/** What a pocket gets back of what claims on its estate left over, asset units, rounded down. */
export function estateRestDown(assets: bigint, claimed: bigint, reserve: bigint): bigint {
  return reserve === 0n ? 0n : mulDivDown(reserve, subFloored(assets, claimed), assets)
}

const COLLECT_WITHIN = 365 * 86_400
const DECAY = 30 * 86_400

/** Part of a share return that has decayed uncollected, parts per million, rounded down. Times in seconds. */
export function decayedPpm(issuedAt: number, timestamp: number): bigint {
  const over = Math.min(Math.max(timestamp - issuedAt - COLLECT_WITHIN, 0), DECAY)
  return (BigInt(over) * 1_000_000n) / BigInt(DECAY)
}

/** What of a part of a share return is left after its decay, rounded down. */
export function undecayedDown(part: bigint, decayed: bigint): bigint {
  return part - mulDivUp(part, decayed, 1_000_000n)
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
