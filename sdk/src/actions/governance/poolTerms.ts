import type { Address } from 'viem'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { toPricing } from './pricing.js'
import type { PricingInput } from './types.js'

const poolConfiguratorAbi = [
  PoolConfigurator.addTerms,
  PoolConfigurator.removeTerms,
  PoolConfigurator.setPricing,
  PoolConfigurator.PricingChanged,
  PoolConfigurator.TermsAdded,
  PoolConfigurator.TermsRemoved,
] as const

type Manager = typeof poolConfiguratorAbi

/** Parameters of {@link addTerms}. */
export interface AddTermsParameters extends PricingInput {
  pool: Address
  termsId: bigint
}

/**
 * Lets a pool sell terms. Only the pool's manager may call it, while the pool has no shares; once
 * it has, {@link submitChange} announces them.
 *
 * @throws `NotAuthorized`, `SharesExist`, `AlreadyListed`, `UnknownTerms`, `InvalidTerms`, `ValueOutOfRange`
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
 *   maxRatio: parseEther('0.1'),
 * })
 * ```
 */
export const addTerms: WriteAction<AddTermsParameters, Manager, 'addTerms', 'TermsAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'addTerms',
    eventName: 'TermsAdded',
    request: ({ pool, termsId, ...pricing }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, termsId, toPricing(pricing)],
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
 * Stops the sale of terms in a pool, at once. Covers in force are untouched, but are not extended
 * either. Only the pool's manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownTerms`
 *
 * @example
 * ```ts
 * await removeTermsSync(client, { pool, termsId })
 * ```
 */
export const removeTerms: WriteAction<RemoveTermsParameters, Manager, 'removeTerms', 'TermsRemoved'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'removeTerms',
    eventName: 'TermsRemoved',
    request: ({ pool, termsId }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, termsId],
    }),
  })

/** {@link removeTerms}, waiting for the receipt. */
export const removeTermsSync: SyncAction<RemoveTermsParameters, Manager, 'TermsRemoved'> =
  /* @__PURE__ */ toSync(removeTerms)

/** Parameters of {@link setPricing}. */
export interface SetPricingParameters extends PricingInput {
  pool: Address
  productId: bigint
}

/**
 * Sets a product's prices and limits in a pool, at once. While the pool has shares no rate may
 * fall, and no target, limit or fee may rise; {@link submitChange} announces that. Only the pool's
 * manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownTerms`, `ValueOutOfRange`, `ChangeWidens`
 *
 * @example
 * ```ts
 * await setPricingSync(client, {
 *   pool,
 *   productId,
 *   rateFloor: parseEther('0.02'),
 *   rateAtTarget: parseEther('0.04'),
 *   rateMax: parseEther('0.3'),
 *   target: parseEther('0.7'),
 *   maxRatio: parseEther('0.05'),
 * })
 * ```
 */
export const setPricing: WriteAction<SetPricingParameters, Manager, 'setPricing', 'PricingChanged'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'setPricing',
    eventName: 'PricingChanged',
    request: ({ pool, productId, ...pricing }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, productId, toPricing(pricing)],
    }),
  })

/** {@link setPricing}, waiting for the receipt. */
export const setPricingSync: SyncAction<SetPricingParameters, Manager, 'PricingChanged'> =
  /* @__PURE__ */ toSync(setPricing)
