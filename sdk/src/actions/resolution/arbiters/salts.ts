import { type Account, type Address, bytesToHex, type Hex, isHex, keccak256, size } from 'viem'
import { signTypedData } from 'viem/actions'
import { getAction } from 'viem/utils'
import type { Deployment } from '../../../deployments.js'
import { withTypedErrors } from '../../../errors/decode.js'
import { InvalidParameterError } from '../../../errors/errors.js'
import { checkAddress } from '../../../internal/parameters.js'
import { deploymentOf, type ReadClient } from '../../../internal/read.js'
import { signedChainId, signerOf } from '../../../internal/signing.js'
import { toCaseRef } from '../court/caseRefs.js'
import type { CourtCaseParameters } from '../court/types.js'
import type { SaltStore } from './saltStores.js'

const VOTE = {
  VoteSalt: [
    { name: 'court', type: 'address' },
    { name: 'incidentId', type: 'uint256' },
    { name: 'vault', type: 'address' },
    { name: 'termsId', type: 'uint256' },
  ],
} as const

/** Parameters of {@link voteSalt}. */
export interface VoteSaltParameters extends CourtCaseParameters {
  /** The panel of the vote. */
  panel: Address
  /** Voter. The client's account by default. */
  account?: Account | Address | undefined
  /** Addresses of the protocol on this chain. The known ones by default. */
  deployment?: Deployment | undefined
  /**
   * For accounts whose signatures of one message differ, above all smart accounts: it keeps a
   * random salt, and finds it again for the reveal. Without it the account signs.
   */
  store?: SaltStore | undefined
}

/**
 * The salt of an assessor's vote. It follows from the account's EIP-712 signature over chain,
 * panel, court and case, so it need not be kept: another signature gives it again. The account
 * signs twice, to make sure of that.
 *
 * @throws {@link InvalidParameterError} if two signatures of the same message differ: a `store` is
 * needed.
 * @throws {@link WrongNetworkError} on another chain than the client's.
 * @throws {@link UserRejectedError} if the user rejects it in the wallet.
 *
 * @example
 * ```ts
 * const vote = { panel, pool, termsId, incidentId, number: 2n }
 * await commitVoteSync(client, { ...vote, salt: await voteSalt(client, vote) })
 * ```
 *
 * @example
 * ```ts
 * // Days later, perhaps on another machine:
 * const vote = { panel, pool, termsId, incidentId, number: 2n }
 * await revealVoteSync(client, { ...vote, salt: await voteSalt(client, vote) })
 * ```
 */
export async function voteSalt(
  client: ReadClient,
  { panel, court, account: given = client.account, deployment, store, ...which }: VoteSaltParameters,
): Promise<Hex> {
  const account = signerOf(given)
  checkAddress('panel', panel)
  const where = court ?? deploymentOf(client, { deployment }).court
  checkAddress('court', where)
  const { incidentId, vault, termsId } = toCaseRef(which)
  return withTypedErrors(async () => {
    const chainId = await signedChainId(client)
    const voter = typeof account === 'string' ? account : account.address
    if (store) {
      const key = [chainId, panel, where, vault, termsId, incidentId, voter].join(':').toLowerCase()
      return storedSalt(store, key)
    }
    const sign = () =>
      getAction(
        client,
        signTypedData,
        'signTypedData',
      )({
        account,
        domain: { name: 'Breakwater AssessorPanel', version: '1', chainId, verifyingContract: panel },
        types: VOTE,
        primaryType: 'VoteSalt',
        message: { court: where, incidentId, vault, termsId },
      })
    const signature = await sign()
    if ((await sign()) !== signature) {
      throw new InvalidParameterError(
        'account',
        voter,
        'does not sign the same twice in the same way',
        'Pass a store, in which a random salt is kept until the reveal.',
      )
    }
    return keccak256(signature)
  })
}

async function storedSalt(store: SaltStore, key: string): Promise<Hex> {
  const name = `breakwater:salt:${key}`
  const known = await store.get(name)
  if (known) {
    if (isHex(known) && size(known) === 32) return known
    throw new InvalidParameterError('store', known, `has no salt of 32 bytes under ${name}`)
  }
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  await store.set(name, salt)
  // Another writer of the store may have kept another salt: the commitment uses the one that will
  // be found again.
  return (await store.get(name)) ?? salt
}
