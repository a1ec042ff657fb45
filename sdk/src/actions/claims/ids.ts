import { type Address, encodeAbiParameters, getContractAddress, keccak256 } from 'viem'
import { checkAddress } from '../../internal/parameters.js'

/**
 * The claims vault of a pool. The pool deploys it as its first contract, so its address follows from the pool's.
 *
 * @example
 * ```ts
 * const vault = getClaimsVaultAddress(pool)
 * ```
 */
export function getClaimsVaultAddress(pool: Address): Address {
  checkAddress('pool', pool)
  return getContractAddress({ from: pool, nonce: 1n })
}

/** Number of an incident's case for a product, in every pool that covers it. */
export function toCaseId(productId: bigint, incidentId: bigint): bigint {
  return BigInt(
    keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [productId, incidentId])),
  )
}
