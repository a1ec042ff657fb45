import { type Address, isAddressEqual, zeroAddress } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import {
  askAll,
  callData,
  type LensResult,
  pinned,
  readLens,
  readPages,
  resultOf,
} from '../../internal/lens.js'
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
  /**
   * Amount of the account's covers for it that have not ended, of pools of that asset: covers in
   * other assets do not count. Asset units; 0 without an asset.
   */
  covered: bigint
  /** Worth that no cover covers, asset units; `undefined` without an asset. */
  uncovered: bigint | undefined
  /**
   * Offers of pools of that asset for what is uncovered, the best first. Empty if nothing is
   * uncovered, or its worth is not known.
   */
  offers: Offer[]
}

const poolAbi = [CoverPool.asset] as const

type Page = LensResult<'holdingsOf'>[0]

/**
 * What an account holds of the contracts that terms on sale pin, how much of it no cover covers, and
 * the offers for that: what a buyer asks first. Covers count if the account is their owner and they
 * have not ended, in pools of the holding's asset. Three requests at one block, one for the assets of
 * the covers' pools, and one for each holding that is not covered.
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
  const assetOf = await assetsOf(client, alive, options)
  return Promise.all(
    pages.flat().map(async ({ asset: found, assets: worth, pinnedBy, ...held }): Promise<Coverable> => {
      if (isAddressEqual(found, zeroAddress))
        return { ...held, asset: undefined, assets: undefined, covered: 0n, uncovered: undefined, offers: [] }
      const covered = sumOf(
        alive.filter(
          ({ termsId, pool }) =>
            pinnedBy.includes(termsId) && isAddressEqual(assetOf.get(pool) ?? zeroAddress, found),
        ),
      )
      const uncovered = subFloored(worth, covered)
      const search = { termsId: held.termsId, asset: found, amount: uncovered, duration }
      const offers = uncovered === 0n ? [] : await getOffers(client, { ...search, ...options })
      return { ...held, asset: found, assets: worth, covered, uncovered, offers }
    }),
  )
}

const sumOf = (covers: readonly Cover[]) => covers.reduce((sum, { amount }) => sum + amount, 0n)

/** Assets of the pools of covers; in one request unless they are very many. */
async function assetsOf(
  client: ReadClient,
  covers: readonly Cover[],
  options: ReadOptions,
): Promise<Map<Address, Address>> {
  const pools = [...new Set(covers.map(({ pool }) => pool))]
  const calls = pools.map((target) => ({ target, data: callData(poolAbi, 'asset') }))
  const replies = await askAll(client, calls, options)
  return new Map(pools.map((pool, i) => [pool, resultOf(poolAbi, 'asset', replies[i])]))
}
