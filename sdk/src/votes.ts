import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { CASE_REF, type CourtCaseId, toCaseRef } from './answers.js'

/** A place to keep salts in: a `Map`, or what {@link toSaltStore} makes of the browser's storage. */
export interface SaltStore {
  get(key: string): Hex | null | undefined | Promise<Hex | null | undefined>
  set(key: string, salt: Hex): unknown
}

/** What the browser's `localStorage` is, as far as salts need it. */
export interface KeyValueStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/**
 * Makes a place to keep salts in of `localStorage`, or of anything that has its two methods. On Node.js
 * `fileSaltStore` of `@breakwater/sdk/node` keeps them in a file.
 *
 * @example
 * ```ts
 * const salt = await voteSalt(client, { panel, pool, termsId, incidentId, store: toSaltStore(localStorage) })
 * ```
 */
export function toSaltStore(storage: KeyValueStorage): SaltStore {
  return {
    get: (key) => storage.getItem(key) as Hex | null,
    set: (key, salt) => storage.setItem(key, salt),
  }
}

/** What a commitment is made of. */
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
 * What {@link commitVote} tells of a vote: the hash of the vote, of where it counts and of whose it is. Nobody can copy one.
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
