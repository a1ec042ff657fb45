import type { Address, ContractFunctionReturnType } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import { type ReadClient, type ReadOptions, readOne, tryTogether } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { getClaimsVaultAddress } from './ids.js'

const vaultAbi = [
  ClaimsVault.burnUncollected,
  ClaimsVault.collectReturns,
  ClaimsVault.getShareReturn,
  ClaimsVault.returnsOf,
  ClaimsVault.ReturnBurned,
  ClaimsVault.ReturnsCollected,
] as const

type Vault = typeof vaultAbi

/** Parameters of {@link collectReturns}. */
export interface CollectReturnsParameters {
  pool: Address
  /**
   * Holder whose part is collected. The sender by default; for another holder the sender must be
   * its operator in the pool.
   */
  holder?: Address | undefined
  /** Receiver of the shares. The holder by default. */
  receiver?: Address | undefined
  /**
   * The most share returns to collect, oldest first; the next call continues from there. 32 by
   * default.
   */
  maxReturns?: bigint | undefined
}

/**
 * Collects an account's part of returned shares, oldest first.
 *
 * @throws `NothingToCollect`, `NotAuthorized`
 *
 * @example
 * ```ts
 * const { shares } = await collectReturnsSync(client, { pool })
 * ```
 */
export const collectReturns: WriteAction<
  CollectReturnsParameters,
  Vault,
  'collectReturns',
  'ReturnsCollected'
> = /* @__PURE__ */ defineWriteAction({
  abi: vaultAbi,
  functionName: 'collectReturns',
  eventName: 'ReturnsCollected',
  positive: ['maxReturns'],
  request: ({ pool, holder, receiver, maxReturns = 32n }, { sender }) => {
    const from = holder ?? sender('holder')
    return { address: getClaimsVaultAddress(pool), args: [from, receiver ?? from, maxReturns] }
  },
})

/** {@link collectReturns}, waiting for the receipt. */
export const collectReturnsSync: SyncAction<CollectReturnsParameters, Vault, 'ReturnsCollected'> =
  /* @__PURE__ */ toSync(collectReturns)

/** Parameters of {@link burnUncollected}. */
export interface BurnUncollectedParameters {
  pool: Address
  /** Number of the share return, from 0. */
  index: bigint
}

/**
 * Burns what nobody has collected of a share return within a year. It leaves the pool's supply by
 * the second, over 30 days. Anyone may call it.
 *
 * @throws `NothingToCollect`
 *
 * @example
 * ```ts
 * const { shares } = await burnUncollectedSync(client, { pool, index })
 * ```
 */
export const burnUncollected: WriteAction<
  BurnUncollectedParameters,
  Vault,
  'burnUncollected',
  'ReturnBurned'
> = /* @__PURE__ */ defineWriteAction({
  abi: vaultAbi,
  functionName: 'burnUncollected',
  eventName: 'ReturnBurned',
  request: ({ pool, index }) => ({ address: getClaimsVaultAddress(pool), args: [index] }),
})

/** {@link burnUncollected}, waiting for the receipt. */
export const burnUncollectedSync: SyncAction<BurnUncollectedParameters, Vault, 'ReturnBurned'> =
  /* @__PURE__ */ toSync(burnUncollected)

/** Parameters of {@link getReturns}. */
export interface GetReturnsParameters extends ReadOptions {
  pool: Address
  /** Holder at the opening of cases. */
  account: Address
}

/** Returns that an account can collect. */
export interface Returns {
  /** Pool shares that {@link collectReturns} brings now. */
  shares: bigint
  /** Share returns that it goes through for them. */
  returns: number
}

/**
 * Returned shares that an account can collect.
 *
 * @example
 * ```ts
 * const { shares } = await getReturns(client, { pool, account })
 * ```
 */
export async function getReturns(
  client: ReadClient,
  { pool, account, ...options }: GetReturnsParameters,
): Promise<Returns> {
  const [shares, returns] = await readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'returnsOf',
      args: [account],
    },
    options,
  )
  return { shares, returns: Number(returns) }
}

/** Share returns in one call; several calls are one `eth_call`. */
const MAX_RETURNS = 32

/** Parameters of {@link getShareReturns}. */
export interface GetShareReturnsParameters extends ReadOptions {
  pool: Address
  /** Number of the first to read. 0 by default. */
  from?: bigint | undefined
  /** Number of returns to read, at most 32, which is the default. */
  count?: number | undefined
}

/** Shares for what a case did not pay, or recovered, for the holders at its opening. */
export interface ShareReturn {
  /** Its number in the pool, from 0. */
  index: bigint
  /**
   * Shares that are divided: the issued ones, rounded down to 52 significant bits; see
   * `dividedDown` of `/math`.
   */
  shares: bigint
  /** Issued shares that are not collected; 0 once the rest is burned. */
  left: bigint
  /** Cases that had been opened when they were issued: the shares bear later ones. */
  layerCount: bigint
  /** Shares that bore the case. */
  supply: bigint
  /** Number of the case in its pool. */
  layerIndex: bigint
  /** Checkpoint of the exit queue at the opening: requests settled by then did not bear it. */
  checkpoint: bigint
  /** Time of the last issue, seconds. */
  time: number
  /** Whether recoveries of the case are added, until the next case is opened. */
  grows: boolean
  /** Whether the uncollected part was burned. */
  burned: boolean
}

/**
 * Share returns of a pool, in the order of their issue; fewer than requested if there are no more.
 *
 * @example
 * ```ts
 * const returns = await getShareReturns(client, { pool })
 * const overdue = returns.filter(({ left, time }) => left > 0n && now > time + 365 * 86_400)
 * ```
 */
export async function getShareReturns(
  client: ReadClient,
  { pool, from = 0n, count = MAX_RETURNS, ...options }: GetShareReturnsParameters,
): Promise<ShareReturn[]> {
  if (!Number.isSafeInteger(count) || count < 1 || count > MAX_RETURNS) {
    throw new InvalidParameterError('count', count, `must be a whole number from 1 to ${MAX_RETURNS}`)
  }
  if (typeof from !== 'bigint' || from < 0n)
    throw new InvalidParameterError('from', from, 'is not the number of a share return')
  const address = getClaimsVaultAddress(pool)
  const indices = Array.from({ length: count }, (_, i) => from + BigInt(i))
  const results = await tryTogether(
    client,
    indices.map((index) => ({ abi: vaultAbi, address, functionName: 'getShareReturn', args: [index] })),
    options,
  )
  return results.flatMap((result, i) => {
    if (result === undefined) return []
    const { time, ...words } = result as StoredReturn
    return { index: from + BigInt(i), ...words, time: Number(time) }
  })
}

type StoredReturn = ContractFunctionReturnType<Vault, 'view', 'getShareReturn'>
