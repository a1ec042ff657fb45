import { type Address, type Hash, zeroAddress } from 'viem'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import type { AddTermsParameters } from './poolTerms.js'
import { toPricing } from './pricing.js'

const poolConfiguratorAbi = [
  PoolConfigurator.applyChange,
  PoolConfigurator.getChange,
  PoolConfigurator.prolongChange,
  PoolConfigurator.revokeChange,
  PoolConfigurator.submitChange,
  PoolConfigurator.ChangeApplied,
  PoolConfigurator.ChangeProlonged,
  PoolConfigurator.ChangeRevoked,
  PoolConfigurator.ChangeSubmitted,
] as const

type Manager = typeof poolConfiguratorAbi

/** A change of a pool's sales: terms, and the prices and limits of their product. */
export type SubmitChangeParameters = AddTermsParameters

/**
 * Announces that a pool will sell terms at these prices and limits of their product: new terms, a
 * new version, or terms that it sells or sold at others. A second announcement starts the clock
 * anew. Only the pool's manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownTerms`, `InvalidTerms`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * const { ripeAt } = await submitChangeSync(client, { pool, termsId, ...pricing })
 * ```
 */
export const submitChange: WriteAction<SubmitChangeParameters, Manager, 'submitChange', 'ChangeSubmitted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'submitChange',
    eventName: 'ChangeSubmitted',
    request: ({ pool, termsId, ...pricing }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, termsId, toPricing(pricing)],
    }),
  })

/** {@link submitChange}, waiting for the receipt. */
export const submitChangeSync: SyncAction<SubmitChangeParameters, Manager, 'ChangeSubmitted'> =
  /* @__PURE__ */ toSync(submitChange)

/** Parameters of {@link applyChange}: those of its announcement, and the next exit. */
export interface ApplyChangeParameters extends SubmitChangeParameters {
  /**
   * Controller of the next request in the pool's exit queue, from {@link getNextExit}. By default
   * none: nothing is queued.
   */
  next?: Address | undefined
}

/**
 * Makes an announced change, after the pool's cooldown, and after everybody who asked to leave in
 * that time has been settled. Only the pool's manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownChange`, `TimelockActive`, `ChangeExpired`, `ExitsPending`, `NotNextInQueue`
 *
 * @example
 * ```ts
 * const exit = await getNextExit(client, { pool })
 * await applyChangeSync(client, { pool, termsId, ...pricing, next: exit?.controller })
 * ```
 */
export const applyChange: WriteAction<ApplyChangeParameters, Manager, 'applyChange', 'ChangeApplied'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'applyChange',
    eventName: 'ChangeApplied',
    mayBeZero: ['next'],
    request: ({ pool, termsId, next, ...pricing }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, termsId, toPricing(pricing), next ?? zeroAddress],
    }),
  })

/** {@link applyChange}, waiting for the receipt. */
export const applyChangeSync: SyncAction<ApplyChangeParameters, Manager, 'ChangeApplied'> =
  /* @__PURE__ */ toSync(applyChange)

/**
 * Revokes an announced change. Only the pool's manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownChange`
 *
 * @example
 * ```ts
 * await revokeChangeSync(client, { pool, termsId, ...pricing })
 * ```
 */
export const revokeChange: WriteAction<SubmitChangeParameters, Manager, 'revokeChange', 'ChangeRevoked'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolConfiguratorAbi,
    functionName: 'revokeChange',
    eventName: 'ChangeRevoked',
    request: ({ pool, termsId, ...pricing }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, termsId, toPricing(pricing)],
    }),
  })

/** {@link revokeChange}, waiting for the receipt. */
export const revokeChangeSync: SyncAction<SubmitChangeParameters, Manager, 'ChangeRevoked'> =
  /* @__PURE__ */ toSync(revokeChange)

/** Parameters of {@link prolongChange}: those of its announcement, and the next exit. */
export interface ProlongChangeParameters extends SubmitChangeParameters {
  /** Controller of the next request in the pool's exit queue, from {@link getNextExit}. */
  next: Address
}

/**
 * Prolongs an announced change to 14 days from now, while exits that it has to wait for cannot be
 * settled because the cover in force needs the capital. Only the pool's manager may call it.
 *
 * @throws `NotAuthorized`, `UnknownChange`, `ChangeExpired`, `NotNextInQueue`, `ExitsNotHeldUp`
 *
 * @example
 * ```ts
 * const { expiresAt } = await prolongChangeSync(client, { pool, termsId, ...pricing, next })
 * ```
 */
export const prolongChange: WriteAction<
  ProlongChangeParameters,
  Manager,
  'prolongChange',
  'ChangeProlonged'
> = /* @__PURE__ */ defineWriteAction({
  abi: poolConfiguratorAbi,
  functionName: 'prolongChange',
  eventName: 'ChangeProlonged',
  request: ({ pool, termsId, next, ...pricing }, { deployment }) => ({
    address: deployment().poolConfigurator,
    args: [pool, termsId, toPricing(pricing), next],
  }),
})

/** {@link prolongChange}, waiting for the receipt. */
export const prolongChangeSync: SyncAction<ProlongChangeParameters, Manager, 'ChangeProlonged'> =
  /* @__PURE__ */ toSync(prolongChange)

/** Parameters of {@link getChange}. */
export interface GetChangeParameters extends SubmitChangeParameters, ReadOptions {}

/** An announced change of a pool's sales. */
export interface PoolChange {
  changeId: Hash
  /** First second at which it may be made, if all earlier exits are settled. */
  ripeAt: number
  /** Last second at which it may be made. */
  expiresAt: number
}

/**
 * An announced change; `undefined` if it is not announced.
 *
 * @example
 * ```ts
 * const change = await getChange(client, { pool, termsId, ...pricing })
 * ```
 */
export async function getChange(
  client: ReadClient,
  {
    pool,
    termsId,
    blockNumber,
    blockTag,
    timestamp,
    stateOverride,
    deployment,
    ...pricing
  }: GetChangeParameters,
): Promise<PoolChange | undefined> {
  const options = { blockNumber, blockTag, timestamp, stateOverride, deployment }
  const address = deploymentOf(client, options).poolConfigurator
  const [changeId, ripeAt, expiresAt] = await readOne(
    client,
    {
      abi: poolConfiguratorAbi,
      address,
      functionName: 'getChange',
      args: [pool, termsId, toPricing(pricing)],
    },
    options,
  )
  return ripeAt === 0n ? undefined : { changeId, ripeAt: Number(ripeAt), expiresAt: Number(expiresAt) }
}
