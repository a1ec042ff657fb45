import type { Address } from 'viem'
import { poolManagerAbi } from '../../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

type Manager = typeof poolManagerAbi

/** Parameters of {@link collectCuts}. */
export interface CollectCutsParameters {
  pool: Address
  productId: bigint
}

/**
 * Takes the cuts of a product's premiums out of a pool and credits its manager and the product's sponsor. Anyone may.
 *
 * @throws `NotAuthorized` for what is not a pool
 *
 * @example
 * ```ts
 * const { managerPart, sponsorPart } = await collectCutsSync(client, { pool, productId })
 * ```
 */
export const collectCuts: WriteAction<CollectCutsParameters, Manager, 'collectCuts', 'CutsCollected'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'collectCuts',
    eventName: 'CutsCollected',
    request: ({ pool, productId }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, productId],
    }),
  })

/** {@link collectCuts}, waiting for the receipt. */
export const collectCutsSync: SyncAction<CollectCutsParameters, Manager, 'CutsCollected'> =
  /* @__PURE__ */ toSync(collectCuts)

/** Parameters of {@link withdrawCuts}. */
export interface WithdrawCutsParameters {
  /** In which asset the cuts were taken. */
  asset: Address
  /** Who is paid. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Pays the cuts that are credited to the sender, of all pools of one asset.
 *
 * @throws `NothingToCollect`
 *
 * @example
 * ```ts
 * const { amount } = await withdrawCutsSync(client, { asset })
 * ```
 */
export const withdrawCuts: WriteAction<WithdrawCutsParameters, Manager, 'withdrawCuts', 'CutsWithdrawn'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'withdrawCuts',
    eventName: 'CutsWithdrawn',
    request: ({ asset, receiver }, { deployment, sender }) => ({
      address: deployment().poolManager,
      args: [asset, receiver ?? sender('receiver')],
    }),
  })

/** {@link withdrawCuts}, waiting for the receipt. */
export const withdrawCutsSync: SyncAction<WithdrawCutsParameters, Manager, 'CutsWithdrawn'> =
  /* @__PURE__ */ toSync(withdrawCuts)

/** Parameters of {@link getCuts}. */
export interface GetCutsParameters extends ReadOptions {
  asset: Address
  payee: Address
}

/**
 * What a manager or sponsor can withdraw, asset units.
 *
 * @example
 * ```ts
 * const amount = await getCuts(client, { asset, payee })
 * ```
 */
export async function getCuts(
  client: ReadClient,
  { asset, payee, ...options }: GetCutsParameters,
): Promise<bigint> {
  const address = deploymentOf(client, options).poolManager
  return readOne(
    client,
    { abi: poolManagerAbi, address, functionName: 'cutsOwed', args: [asset, payee] },
    options,
  )
}
