import { min, mulDivDown, PPM, toPpm } from './arithmetic.js'
import { recoveryDown, reservableDown } from './incident.js'
import type { AtTime } from './quote.js'
import { clustersAt, committedAt, equityAt, findTerms, sum } from './saleCache.js'
import type { PoolSnapshot } from './snapshot.js'

/** A cover whose recovery is computed. */
export interface RecoveryOrder extends AtTime {
  termsId: bigint
  /** Covered amount, asset units. */
  amount: bigint
  /** The product's first loss that is free, from `getFirstLoss`; asset units. None by default. */
  firstLoss?: bigint | undefined
  /**
   * Equity that cases without a verdict have set aside, from `getUndecided`; asset units. None by
   * default.
   */
  undecided?: bigint | undefined
}

/** Payment of a cover for a total loss, asset units. */
export interface Recovery {
  /** The amount less the deductible. */
  full: bigint
  /** If its whole cluster were lost, and nothing else. */
  alone: bigint
  /** If everything that the pool covers were lost at once. */
  together: bigint
}

/**
 * The payout for a total loss of a cover bought at a time, rounded down: the result of the
 * contract's `previewRecovery`.
 *
 * @throws {@link InvalidParameterError} for terms that the snapshot does not hold and times before it.
 *
 * @example
 * ```ts
 * const { free } = await getFirstLoss(client, { pool, productId })
 * const undecided = await getUndecided(client, { pool })
 * const { full, together } = previewRecovery(snapshot, { termsId, amount, firstLoss: free, undecided })
 * ```
 */
export function previewRecovery(
  snapshot: PoolSnapshot,
  { termsId, amount, firstLoss = 0n, undecided = 0n, timestamp = snapshot.timestamp }: RecoveryOrder,
): Recovery {
  const [terms, product] = findTerms(snapshot, termsId)
  const { coverUnit } = snapshot.constants
  // No claim can use what a case leaves in equity.
  const equity = reservableDown(equityAt(snapshot, timestamp), undecided)
  const clusters = clustersAt(snapshot, timestamp)
  const full = mulDivDown(amount, PPM - toPpm(terms.deductible), PPM)
  const committed = committedAt(product, timestamp) * coverUnit
  const first = amount === 0n ? 0n : min(full, mulDivDown(firstLoss, amount, committed + amount))
  const part = (units: bigint) => first + recoveryDown(full - first, equity, units * coverUnit + amount)
  return { full, alone: part(clusters[product.cluster] ?? 0n), together: part(sum(clusters)) }
}
