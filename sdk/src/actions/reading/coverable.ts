import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type LensResult, pinned, readLens, readPages } from '../../internal/lens.js'
import { checkAddress, toSeconds } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions } from '../../internal/read.js'
import { DAY, subFloored } from '../../math/arithmetic.js'
import { getCovers } from '../cover/tokens.js'
import type { Cover } from '../cover/types.js'
import { getOffers, type Offer } from './offers.js'

/** Parameters of {@link getCoverable}. */
export interface GetCoverableParameters extends ReadOptions {
  owner: Address
  /** Seconds of protection of the offers, from 1 to 365 days. 90 days by default. */
  duration?: number | undefined
}

/** What an account holds of a contract that can be covered. */
export interface Coverable {
  /** The contract: a vault, a token, a market. */
  target: Address
  /** The terms on sale that pin it. */
  termsId: bigint
  /** What the account holds of it: its `balanceOf`. */
  shares: bigint
  /** Asset of an ERC-4626 vault; `undefined` for other contracts, whose worth cannot be read. */
  asset: Address | undefined
  /** Worth of the shares, asset units; `undefined` without an asset. */
  assets: bigint | undefined
  /** Amount of the account's covers for it that have not ended, asset units of their pools. */
  covered: bigint
  /** Worth that no cover covers, asset units; `undefined` without an asset. */
  uncovered: bigint | undefined
  /**
   * Offers of pools of that asset for what is uncovered, the best first. Empty if nothing is
   * uncovered, or its worth is not known.
   */
  offers: Offer[]
}

type Page = LensResult<'holdingsOf'>[0]

/**
 * What an account holds of the contracts that terms on sale pin, how much of it no cover covers, and
 * the offers for that: what a buyer asks first. Covers count if the account is their owner and they
 * have not ended. Three requests at one block, and one for each holding that is not covered.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * for (const { target, uncovered, offers } of await getCoverable(client, { owner })) {
 *   console.log(target, uncovered, offers[0]?.quote?.premium)
 * }
 * ```
 */
export async function getCoverable(
  client: ReadClient,
  { owner, duration = 90 * DAY, ...given }: GetCoverableParameters,
): Promise<Coverable[]> {
  checkAddress('owner', owner)
  toSeconds('duration', duration, DAY, 365 * DAY)
  const { registry } = deploymentOf(client, given)
  const options = await pinned(client, given)
  const [pages, covers, [, time]] = await Promise.all([
    readPages<Page>(
      client,
      (from, at) => readLens(client, 'holdingsOf', [registry, owner, from], at),
      options,
    ),
    getCovers(client, { owner, ...options }),
    readLens(client, 'clock', [], options),
  ])
  const alive = covers.filter(({ end }) => BigInt(end) > time)
  return Promise.all(
    pages.flat().map(async ({ asset: found, assets: worth, pinnedBy, ...held }): Promise<Coverable> => {
      const covered = sumOf(alive.filter(({ termsId }) => pinnedBy.includes(termsId)))
      if (isAddressEqual(found, zeroAddress))
        return { ...held, asset: undefined, assets: undefined, covered, uncovered: undefined, offers: [] }
      const uncovered = subFloored(worth, covered)
      const search = { termsId: held.termsId, asset: found, amount: uncovered, duration }
      const offers = uncovered === 0n ? [] : await getOffers(client, { ...search, ...options })
      return { ...held, asset: found, assets: worth, covered, uncovered, offers }
    }),
  )
}

const sumOf = (covers: readonly Cover[]) => covers.reduce((sum, { amount }) => sum + amount, 0n)
