/** Parts of a cover's id. */
export interface CoverIdParts {
  poolId: bigint
  termsId: bigint
  /** Number of the cover among those of its terms in its pool, from 1. */
  serial: bigint
}

/** Splits a cover's id into its parts. */
export function parseCoverId(coverId: bigint): CoverIdParts {
  return { poolId: coverId >> 64n, termsId: (coverId >> 32n) & 0xffff_ffffn, serial: coverId & 0xffff_ffffn }
}

/** Builds a cover's id from its parts. */
export function toCoverId({ poolId, termsId, serial }: CoverIdParts): bigint {
  return (poolId << 64n) | (termsId << 32n) | serial
}
