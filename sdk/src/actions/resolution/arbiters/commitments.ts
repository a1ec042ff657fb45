import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { CASE_REF, toCaseRef } from '../court/caseRefs.js'
import type { CourtCaseId } from '../court/types.js'

/** Parts of a commitment. */
export interface VoteCommitmentParameters extends CourtCaseId {
  chainId: number
  panel: Address
  court: Address
  /** Number of the answer; 0 for nothing. */
  number: bigint
  salt: Hex
  voter: Address
}

const COMMITMENT = [
  { type: 'uint256' },
  { type: 'address' },
  { type: 'address' },
  { type: 'tuple', components: CASE_REF },
  { type: 'uint256' },
  { type: 'bytes32' },
  { type: 'address' },
] as const

/**
 * Commitment of {@link commitVote}: a hash of the vote, its case and its voter. Nobody can copy
 * another's.
 *
 * @example
 * ```ts
 * const commitment = voteCommitment({ chainId, panel, court, pool, termsId, incidentId, number: 2n, salt, voter })
 * ```
 */
export function voteCommitment({
  chainId,
  panel,
  court,
  number,
  salt,
  voter,
  ...which
}: VoteCommitmentParameters): Hex {
  const parts = [BigInt(chainId), panel, court, toCaseRef(which), number, salt, voter] as const
  return keccak256(encodeAbiParameters(COMMITMENT, parts))
}
