import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { POOL_TERMS, POOL_TERMS_SLOT } from '../../generated/words.js'
import { readWord } from '../../internal/words.js'

/** Slot of the mapping from terms to the pool's copy of them. */

/** The word that a pool stores for terms. */
export function poolTermsSlot(termsId: bigint): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [termsId, POOL_TERMS_SLOT]),
  )
}

/** Seconds from a purchase on terms to protection. */
export function waitingPeriodOf(poolTerms: Hex): number {
  return Number(readWord(BigInt(poolTerms), POOL_TERMS).waitingPeriod)
}

/** Number of covers sold on terms. */
export function serialOf(poolTerms: Hex): bigint {
  return readWord(BigInt(poolTerms), POOL_TERMS).serial
}
