import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { POOL_TERMS_SLOT, POOL_TERMS_WAITING_PERIOD } from '../../generated/words.js'
import { readField } from '../../internal/words.js'

/** Slot of the mapping from terms to the pool's copy of them. */

/** The word that a pool stores for terms. */
export function poolTermsSlot(termsId: bigint): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [termsId, POOL_TERMS_SLOT]),
  )
}

/** Seconds from a purchase on terms to protection. */
export function waitingPeriodOf(poolTerms: Hex): number {
  return Number(readField(poolTerms, POOL_TERMS_WAITING_PERIOD))
}
