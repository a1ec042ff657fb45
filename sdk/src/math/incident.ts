import { divUp, max, min, mulDivDown, mulDivUp, subFloored, WAD } from './arithmetic.js'

/**
 * Divisor of a pool's capital, set aside or not, of which this part stays in equity when a case is
 * opened.
 */
const STAYS = 16n

/**
 * The most that a new case can set aside, asset units: a sixteenth of equity and of what is set aside
 * already stays in equity.
 *
 * @param undecided - Equity that cases without a verdict have set aside, asset units.
 */
export function reservableDown(equity: bigint, undecided: bigint): bigint {
  return subFloored(equity, (equity + undecided) / STAYS)
}

/** Lost part of a vault's value, WAD, rounded down. */
export function severityDown(mark: bigint, proven: bigint): bigint {
  return WAD - mulDivUp(proven, WAD, mark)
}

/**
 * The most that covers of `committed` together can be paid, asset units, rounded up: the need of an
 * opening, and the claimable amount after a verdict. Ratios in WAD; a severity above one counts as
 * one.
 *
 * @param deductible - The least deductible of the product's versions on which cover was sold.
 */
export function payableUp(committed: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivUp(committed, subFloored(min(severity, WAD), deductible), WAD)
}

/** The most that covers of `committed` together can be paid of losses that add up to `lossTotal`, asset units, rounded up. */
export function provenUp(committed: bigint, lossTotal: bigint, deductible: bigint): bigint {
  return min(committed, mulDivUp(lossTotal, WAD - deductible, WAD))
}

/** Reserve of an opening under a proof of loss, asset units, rounded up; a `lossTotal` of 0n for no table yet. */
export function needByProofUp(
  committed: bigint,
  severity: bigint,
  lossTotal: bigint,
  deductible: bigint,
): bigint {
  const need = mulDivUp(committed, min(severity, WAD), WAD)
  return lossTotal === 0n ? need : min(need, provenUp(committed, lossTotal, deductible))
}

/** Loss of one cover, of what remains of it, asset units, rounded down. Ratios in WAD; each version has its deductible. */
export function grossDown(remaining: bigint, severity: bigint, deductible: bigint): bigint {
  return mulDivDown(remaining, subFloored(min(severity, WAD), deductible), WAD)
}

/**
 * The paid part of a registered claim of `gross` when all are paid alike, asset units, rounded
 * down.
 *
 * @param available - `forClaims` of its settlement.
 * @param registered - Σ claims that share it: `registered` of its settlement.
 */
export function dueDown(gross: bigint, available: bigint, registered: bigint): bigint {
  return available >= registered ? gross : mulDivDown(gross, available, registered)
}

/**
 * The payout for a loss of `full` if everything that weighs on `equity` were lost, asset units,
 * rounded down: all of it, or its part.
 */
export function recoveryDown(full: bigint, equity: bigint, needs: bigint): bigint {
  return equity >= needs ? full : mulDivDown(full, equity, needs)
}

/**
 * The payout of a cover for its insured's proven loss, the amount that the cover loses by it, and
 * the amount drawn on the loss; asset units.
 *
 * @param remaining - Remaining amount of the cover.
 * @param left - What is left of the loss, before the deductible.
 * @param share - 1 − deductible, WAD.
 * @param part - Paid part of all proven losses, WAD: `severity` of the case. All by default.
 */
export function proofPayout(
  remaining: bigint,
  left: bigint,
  share: bigint,
  part: bigint = WAD,
): { payout: bigint; lost: bigint; drawn: bigint } {
  if (share === 0n) return { payout: 0n, lost: 0n, drawn: 0n }
  const drawn = min(left, mulDivUp(remaining, WAD, share))
  const lost = min(remaining, mulDivDown(drawn, share, WAD))
  return { payout: mulDivDown(lost, part, WAD), lost, drawn }
}

/** Remainder of a cover after a claim, asset units, rounded down to whole cover units. */
export function remainingDown(amount: bigint, drawn: bigint, coverUnit: bigint): bigint {
  return max(amount - min(divUp(drawn, coverUnit) * coverUnit, amount), 0n)
}

/** What a cover does at a time, by its start and end alone. */
export type Protection = 'waiting' | 'protected' | 'ended'

/** Whether a cover waits, protects or has ended. Times in seconds; the end is exclusive. */
export function protectionAt({ start, end }: { start: number; end: number }, timestamp: number): Protection {
  if (timestamp < start) return 'waiting'
  return timestamp < end ? 'protected' : 'ended'
}
