import { type Address, encodeAbiParameters, getContractAddress, keccak256 } from 'viem'
import { checkAddress } from './internal/parameters.js'

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

/**
 * The incident that a meter's firing is at a court: its docket's number, and the firing's.
 *
 * @param subject - Number of the docket that names the meter.
 * @param number - Number of the firing, from 1: {@link fireMeter} tells it.
 *
 * @example
 * ```ts
 * const { number } = await fireMeterSync(client, { meter, meterId })
 * const incidentId = toIncidentId(subject, number)
 * ```
 */
export function toIncidentId(subject: bigint, number: number): bigint {
  return (subject << 32n) | BigInt(number)
}

/** Number of the case that an incident opens for a product, in every pool that covers it. */
export function toCaseId(productId: bigint, incidentId: bigint): bigint {
  return BigInt(
    keccak256(encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [productId, incidentId])),
  )
}
