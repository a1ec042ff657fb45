import type { Address } from 'viem'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const poolConfiguratorAbi = [
  PoolConfigurator.collectFees,
  PoolConfigurator.feesOwed,
  PoolConfigurator.withdrawFees,
  PoolConfigurator.FeesCollected,
  PoolConfigurator.FeesWithdrawn,
] as const

type Manager = typeof poolConfiguratorAbi

/** Parameters of {@link collectFees}. */
export interface CollectFeesParameters {
  pool: Address
  productId: bigint
}

/**
 * Takes the fees of a product's premiums out of a pool and credits its manager and the product's
 * sponsor. Anyone may call it.
 *
 * @throws `NotAuthorized` for an address that is not a pool
 *
 * @example
 * ```ts
 * const { managerPart = 0n, sponsorPart = 0n } = await collectFeesSync(client, { pool, productId })
 * ```
 */
export const collectFees: WriteAction<CollectFeesParameters, Manager, 'collectFees', 'FeesCollected'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'collectFees',
    eventName: 'FeesCollected',
    request: ({ pool, productId }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, productId],
    }),
  })

/** {@link collectFees}, waiting for the receipt. The event's fields are missing if nothing was owed. */
export const collectFeesSync: SyncAction<CollectFeesParameters, Manager, 'FeesCollected', true> =
  /* @__PURE__ */ toSync(collectFees, true)

/** Parameters of {@link withdrawFees}. */
export interface WithdrawFeesParameters {
  /** Asset of the fees. */
  asset: Address
  /** Receiver of the fees. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Pays the sender's credit of fees, of all pools of one asset.
 *
 * @throws `NothingToCollect`
 *
 * @example
 * ```ts
 * const { amount } = await withdrawFeesSync(client, { asset })
 * ```
 */
export const withdrawFees: WriteAction<WithdrawFeesParameters, Manager, 'withdrawFees', 'FeesWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'withdrawFees',
    eventName: 'FeesWithdrawn',
    request: ({ asset, receiver }, { deployment, sender }) => ({
      address: deployment().poolConfigurator,
      args: [asset, receiver ?? sender('receiver')],
    }),
  })

/** {@link withdrawFees}, waiting for the receipt. */
export const withdrawFeesSync: SyncAction<WithdrawFeesParameters, Manager, 'FeesWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawFees)

/** Parameters of {@link getFees}. */
export interface GetFeesParameters extends ReadOptions {
  asset: Address
  payee: Address
}

/**
 * A manager's or sponsor's credit of fees, asset units.
 *
 * @example
 * ```ts
 * const amount = await getFees(client, { asset, payee })
 * ```
 */
export async function getFees(
  client: ReadClient,
  { asset, payee, ...options }: GetFeesParameters,
): Promise<bigint> {
  const address = deploymentOf(client, options).poolConfigurator
  return readOne(
    client,
    { abi: poolConfiguratorAbi, address, functionName: 'feesOwed', args: [asset, payee] },
    options,
  )
}
