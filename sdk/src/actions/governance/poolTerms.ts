import type { Address } from 'viem'
import { poolManagerAbi } from '../../generated/contracts.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { toLevels } from './levels.js'
import type { ProductLevels } from './types.js'

type Manager = typeof poolManagerAbi

/** Parameters of {@link addTerms}. */
export interface AddTermsParameters extends ProductLevels {
  pool: Address
  termsId: bigint
}

/**
 * Lets a pool sell terms. Only the pool's manager, while the pool has no shares; {@link submitChange} announces it when it
 * has.
 *
 * @throws `NotAuthorized`, `SharesExist`, `AlreadyListed`, `TermsUnknown`, `InvalidTerms`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * await addTermsSync(client, {
 *   pool,
 *   termsId,
 *   rateFloor: parseEther('0.015'),
 *   rateAtTarget: parseEther('0.035'),
 *   rateMax: parseEther('0.3'),
 *   target: parseEther('0.7'),
 *   maxShare: parseEther('0.1'),
 * })
 * ```
 */
export const addTerms: WriteAction<AddTermsParameters, Manager, 'addTerms', 'TermsAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'addTerms',
    eventName: 'TermsAdded',
    request: ({ pool, termsId, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId, toLevels(levels)],
    }),
  })

/** {@link addTerms}, waiting for the receipt. */
export const addTermsSync: SyncAction<AddTermsParameters, Manager, 'TermsAdded'> =
  /* @__PURE__ */ toSync(addTerms)

/** Parameters of {@link removeTerms}. */
export interface RemoveTermsParameters {
  pool: Address
  termsId: bigint
}

/**
 * Stops the sale of terms in a pool, at once. Covers in force are untouched, but are not extended either. Only the pool's
 * manager.
 *
 * @throws `NotAuthorized`, `TermsUnknown`
 *
 * @example
 * ```ts
 * await removeTermsSync(client, { pool, termsId })
 * ```
 */
export const removeTerms: WriteAction<RemoveTermsParameters, Manager, 'removeTerms', 'TermsRemoved'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'removeTerms',
    eventName: 'TermsRemoved',
    request: ({ pool, termsId }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId],
    }),
  })

/** {@link removeTerms}, waiting for the receipt. */
export const removeTermsSync: SyncAction<RemoveTermsParameters, Manager, 'TermsRemoved'> =
  /* @__PURE__ */ toSync(removeTerms)

/** Parameters of {@link setLevels}. */
export interface SetLevelsParameters extends ProductLevels {
  pool: Address
  productId: bigint
}

/**
 * Sets a product's prices and limits in a pool, at once. While the pool has shares no rate may fall, and neither target,
 * share nor cuts rise: {@link submitChange} announces that. Only the pool's manager.
 *
 * @throws `NotAuthorized`, `TermsUnknown`, `ValueOutOfRange`, `ChangeWidens`
 *
 * @example
 * ```ts
 * await setLevelsSync(client, {
 *   pool,
 *   productId,
 *   rateFloor: parseEther('0.02'),
 *   rateAtTarget: parseEther('0.04'),
 *   rateMax: parseEther('0.3'),
 *   target: parseEther('0.7'),
 *   maxShare: parseEther('0.05'),
 * })
 * ```
 */
export const setLevels: WriteAction<SetLevelsParameters, Manager, 'setLevels', 'LevelsChanged'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'setLevels',
    eventName: 'LevelsChanged',
    request: ({ pool, productId, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, productId, toLevels(levels)],
    }),
  })

/** {@link setLevels}, waiting for the receipt. */
export const setLevelsSync: SyncAction<SetLevelsParameters, Manager, 'LevelsChanged'> =
  /* @__PURE__ */ toSync(setLevels)
