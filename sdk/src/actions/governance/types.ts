/** A product's prices and limits in a pool. All WAD, in whole millionths. */
export interface PricingInput {
  /** Annual rate at utilisation 0. */
  rateFloor: bigint
  /** Annual rate at `target`. */
  rateAtTarget: bigint
  /** Annual rate at utilisation 1. */
  rateMax: bigint
  /** Utilisation at which the rate starts to climb. */
  target: bigint
  /** The product's limit, ratio to equity. */
  maxRatio: bigint
  /** Part of each premium for the manager. 0 by default. */
  managerFee?: bigint | undefined
  /** Part of each premium for the sponsor. 0 by default. */
  sponsorFee?: bigint | undefined
}
