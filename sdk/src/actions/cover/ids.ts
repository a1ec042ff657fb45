/** Parts of a cover's id. */
export interface CoverIdParts {
  poolId: bigint
  termsId: bigint
  /** Number of the cover among those of its terms in its pool, from 1. */
  serial: bigint
}

/** Takes a cover's id apart. */
export function parseCoverId(coverId: bigint): CoverIdParts {
  return { poolId: coverId >> 64n, termsId: (coverId >> 32n) & 0xffff_ffffn, serial: coverId & 0xffff_ffffn }
}

/** Puts a cover's id together. */
export function toCoverId({ poolId, termsId, serial }: CoverIdParts): bigint {
  return (poolId << 64n) | (termsId << 32n) | serial
}
