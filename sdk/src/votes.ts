import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { type Ruling, toRulingNumber } from './answers.js'

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
 * const salt = await voteSalt(client, { panel, incidentId, store: toSaltStore(localStorage) })
 * ```
 */
export function toSaltStore(storage: KeyValueStorage): SaltStore {
  return {
    get: (key) => storage.getItem(key) as Hex | null,
    set: (key, salt) => storage.setItem(key, salt),
  }
}

/** What a commitment is made of. */
export interface VoteCommitmentParameters {
  chainId: number
  panel: Address
  resolver: Address
  incidentId: bigint
  ruling: Ruling
  salt: Hex
  voter: Address
}

/**
 * What {@link commitVote} tells of a vote: the hash of the vote, of where it counts and of whose it is. Nobody can copy one.
 *
 * @example
 * ```ts
 * const commitment = voteCommitment({ chainId, panel, resolver, incidentId, ruling: 'report', salt, voter })
 * ```
 */
export function voteCommitment({
  chainId,
  panel,
  resolver,
  incidentId,
  ruling,
  salt,
  voter,
}: VoteCommitmentParameters): Hex {
  const types = ['uint256', 'address', 'address', 'uint256', 'uint8', 'bytes32', 'address'] as const
  return keccak256(
    encodeAbiParameters(
      types.map((type) => ({ type })),
      [BigInt(chainId), panel, resolver, incidentId, toRulingNumber(ruling), salt, voter],
    ),
  )
}
