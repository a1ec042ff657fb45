import { encodeAbiParameters, type Hex, keccak256 } from 'viem'

// Slots of CoverPool that no view shows; they are fixed by its layout test.

/** Slot of the mapping from terms to the pool's copy of them. */
const LINES = 17n

/** The word a pool keeps for terms. */
export function lineSlot(termsId: bigint): Hex {
  return keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [termsId, LINES]))
}

/** Seconds from a purchase on terms to protection. */
export function waitingPeriodOf(line: Hex): number {
  return Number((BigInt(line) >> 64n) & 0xffff_ffffn)
}

/** Number of covers sold on terms: the lowest 32 bits of their word. */
export function serialOf(line: Hex): bigint {
  return BigInt(line) & 0xffff_ffffn
}
