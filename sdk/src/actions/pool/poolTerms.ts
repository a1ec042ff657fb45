import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

// Slots of CoverPool that no view shows; they are fixed by its layout test.

/** Slot of the mapping from terms to the pool's copy of them. */
const LINES = 17n

/** The word a pool keeps for terms. */
export function poolTermsSlot(termsId: bigint): Hex {
  return keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [termsId, LINES]))
}

/** Seconds from a purchase on terms to protection. */
export function waitingPeriodOf(poolTerms: Hex): number {
  return Number((BigInt(poolTerms) >> 64n) & 0xffff_ffffn)
}

/** Number of covers sold on terms: the lowest 32 bits of their word. */
export function serialOf(poolTerms: Hex): bigint {
  return BigInt(poolTerms) & 0xffff_ffffn
}
