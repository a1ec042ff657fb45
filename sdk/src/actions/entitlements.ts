import type { Address } from 'viem'
import { pocketVaultAbi } from '../generated/contracts.js'
import { getPocketVaultAddress } from '../ids.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'

type Vault = typeof pocketVaultAbi

/** Parameters of {@link collectEntitlement}. */
export interface CollectEntitlementParameters {
  pool: Address
  /** Whose part is collected. The sender by default; for another holder the sender must be its operator in the pool. */
  holder?: Address | undefined
  /** Who receives the shares. The holder by default. */
  receiver?: Address | undefined
  /** Share returns to look at, oldest first; the next call goes on from there. 32 by default. */
  maxReturns?: bigint | undefined
}

/**
 * Collects an account's part of the shares that pockets came back as, oldest first.
 *
 * @throws `NothingToCollect`, `NotAuthorized`
 *
 * @example
 * ```ts
 * const { shares } = await collectEntitlementSync(client, { pool })
 * ```
 */
export const collectEntitlement: WriteAction<
  CollectEntitlementParameters,
  Vault,
  'collectEntitlement',
  'EntitlementCollected'
> = /* @__PURE__ */ defineWriteAction({
  abi: pocketVaultAbi,
  functionName: 'collectEntitlement',
  eventName: 'EntitlementCollected',
  positive: ['maxReturns'],
  request: ({ pool, holder, receiver, maxReturns = 32n }, { sender }) => {
    const from = holder ?? sender('holder')
    return { address: getPocketVaultAddress(pool), args: [from, receiver ?? from, maxReturns] }
  },
})

/** {@link collectEntitlement}, waiting for the receipt. */
export const collectEntitlementSync: SyncAction<CollectEntitlementParameters, Vault, 'EntitlementCollected'> =
  /* @__PURE__ */ toSync(collectEntitlement)

/** Parameters of {@link burnUncollected}. */
export interface BurnUncollectedParameters {
  pool: Address
  /** Number of the share return, from 0. */
  index: bigint
}

/**
 * Burns what of a share return has decayed uncollected: nothing for a year, then all of it evenly over 30 days. Anyone may.
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
  'EntitlementBurned'
> = /* @__PURE__ */ defineWriteAction({
  abi: pocketVaultAbi,
  functionName: 'burnUncollected',
  eventName: 'EntitlementBurned',
  request: ({ pool, index }) => ({ address: getPocketVaultAddress(pool), args: [index] }),
})

/** {@link burnUncollected}, waiting for the receipt. */
export const burnUncollectedSync: SyncAction<BurnUncollectedParameters, Vault, 'EntitlementBurned'> =
  /* @__PURE__ */ toSync(burnUncollected)

/** Parameters of {@link getEntitlements}. */
export interface GetEntitlementsParameters extends ReadOptions {
  pool: Address
  /** Who held shares when pockets were carved. */
  account: Address
}

/** What an account can collect. */
export interface Entitlements {
  /** Pool shares that {@link collectEntitlement} brings now. */
  shares: bigint
  /** Share returns to look at for them. */
  returns: number
}

/**
 * What an account can collect of the shares that pockets came back as.
 *
 * @example
 * ```ts
 * const { shares } = await getEntitlements(client, { pool, account })
 * ```
 */
export async function getEntitlements(
  client: ReadClient,
  { pool, account, ...options }: GetEntitlementsParameters,
): Promise<Entitlements> {
  const [shares, returns] = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'entitlementOf',
      args: [account],
    },
    options,
  )
  return { shares, returns: Number(returns) }
}
