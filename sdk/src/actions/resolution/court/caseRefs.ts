import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { getClaimsVaultAddress } from '../../claims/ids.js'
import type { CaseRef, CourtCaseId } from './types.js'

/**
 * A case by the name that a court and its arbiters use: with the pool's vault.
 *
 * @example
 * ```ts
 * const ref = toCaseRef({ pool, termsId, incidentId })
 * ```
 */
export function toCaseRef({ pool, termsId, incidentId }: CourtCaseId): CaseRef {
  return { incidentId, vault: getClaimsVaultAddress(pool), termsId }
}

/** A case's components, in the order of their encoding. */
export const CASE_REF = [
  { name: 'incidentId', type: 'uint256' },
  { name: 'vault', type: 'address' },
  { name: 'termsId', type: 'uint256' },
] as const

/**
 * The hash that a court's events, and its arbiters, use for a case.
 *
 * @example
 * ```ts
 * const caseKey = getCaseKey({ pool, termsId, incidentId })
 * ```
 */
export function getCaseKey(which: CourtCaseId): Hex {
  const { incidentId, vault, termsId } = toCaseRef(which)
  return keccak256(encodeAbiParameters(CASE_REF, [incidentId, vault, termsId]))
}
