import { type Address, type Hash, zeroAddress } from 'viem'
import { getContractEvents } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../errors/decode.js'
import { poolAbi, poolManagerAbi } from '../generated/contracts.js'
import { toLevels } from '../internal/levels.js'
import { toSeconds } from '../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne, tryTogether } from '../internal/read.js'
import { toSync } from '../internal/sync.js'
import { defineWriteAction } from '../internal/write.js'
import type { SyncAction, WriteAction } from '../internal/writeTypes.js'
import type { AddTermsParameters, ProductLevels } from './createPool.js'

type Manager = typeof poolManagerAbi

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

/** A change of what a pool sells: terms, and the prices and limits of their product. */
export type SubmitChangeParameters = AddTermsParameters

/**
 * Announces that a pool will sell terms at these prices and limits of their product: new ones, a new version, or ones that
 * it sells or sold at others. Once more: the clock starts anew. Only the pool's manager.
 *
 * @throws `NotAuthorized`, `TermsUnknown`, `InvalidTerms`, `ValueOutOfRange`
 *
 * @example
 * ```ts
 * const { ripeAt } = await submitChangeSync(client, { pool, termsId, ...levels })
 * ```
 */
export const submitChange: WriteAction<SubmitChangeParameters, Manager, 'submitChange', 'ChangeSubmitted'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'submitChange',
    eventName: 'ChangeSubmitted',
    request: ({ pool, termsId, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId, toLevels(levels)],
    }),
  })

/** {@link submitChange}, waiting for the receipt. */
export const submitChangeSync: SyncAction<SubmitChangeParameters, Manager, 'ChangeSubmitted'> =
  /* @__PURE__ */ toSync(submitChange)

/** Parameters of {@link applyChange}: those of its announcement, and who leaves next. */
export interface ApplyChangeParameters extends SubmitChangeParameters {
  /** Whose request is next in the pool's exit queue, as {@link getNextExit} tells. Nobody by default: nothing is queued. */
  next?: Address | undefined
}

/**
 * Makes an announced change: after the pool's cooldown, and after everybody who asked to leave in that time has been
 * settled. Only the pool's manager.
 *
 * @throws `NotAuthorized`, `ChangeUnknown`, `TimelockActive`, `ChangeExpired`, `ExitsPending`, `NotNextInQueue`
 *
 * @example
 * ```ts
 * const exit = await getNextExit(client, { pool })
 * await applyChangeSync(client, { pool, termsId, ...levels, next: exit?.controller })
 * ```
 */
export const applyChange: WriteAction<ApplyChangeParameters, Manager, 'applyChange', 'ChangeApplied'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'applyChange',
    eventName: 'ChangeApplied',
    mayBeZero: ['next'],
    request: ({ pool, termsId, next, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId, toLevels(levels), next ?? zeroAddress],
    }),
  })

/** {@link applyChange}, waiting for the receipt. */
export const applyChangeSync: SyncAction<ApplyChangeParameters, Manager, 'ChangeApplied'> =
  /* @__PURE__ */ toSync(applyChange)

/**
 * Takes an announcement back. Only the pool's manager.
 *
 * @throws `NotAuthorized`, `ChangeUnknown`
 *
 * @example
 * ```ts
 * await revokeChangeSync(client, { pool, termsId, ...levels })
 * ```
 */
export const revokeChange: WriteAction<SubmitChangeParameters, Manager, 'revokeChange', 'ChangeRevoked'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'revokeChange',
    eventName: 'ChangeRevoked',
    request: ({ pool, termsId, ...levels }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, termsId, toLevels(levels)],
    }),
  })

/** {@link revokeChange}, waiting for the receipt. */
export const revokeChangeSync: SyncAction<SubmitChangeParameters, Manager, 'ChangeRevoked'> =
  /* @__PURE__ */ toSync(revokeChange)

/** Parameters of {@link prolongChange}: those of its announcement, and who leaves next. */
export interface ProlongChangeParameters extends SubmitChangeParameters {
  /** Whose request is next in the pool's exit queue, as {@link getNextExit} tells. */
  next: Address
}

/**
 * Keeps an announced change alive for 14 days from now, while exits that it has to wait for cannot be settled because the
 * cover in force needs the capital. Only the pool's manager.
 *
 * @throws `NotAuthorized`, `ChangeUnknown`, `ChangeExpired`, `NotNextInQueue`, `ExitsNotHeldUp`
 *
 * @example
 * ```ts
 * const { expiresAt } = await prolongChangeSync(client, { pool, termsId, ...levels, next })
 * ```
 */
export const prolongChange: WriteAction<
  ProlongChangeParameters,
  Manager,
  'prolongChange',
  'ChangeProlonged'
> = /* @__PURE__ */ defineWriteAction({
  abi: poolManagerAbi,
  functionName: 'prolongChange',
  eventName: 'ChangeProlonged',
  request: ({ pool, termsId, next, ...levels }, { deployment }) => ({
    address: deployment().poolManager,
    args: [pool, termsId, toLevels(levels), next],
  }),
})

/** {@link prolongChange}, waiting for the receipt. */
export const prolongChangeSync: SyncAction<ProlongChangeParameters, Manager, 'ChangeProlonged'> =
  /* @__PURE__ */ toSync(prolongChange)

/** Parameters of {@link pauseSales} and {@link pauseDeposits}. */
export interface PauseParameters {
  pool: Address
  /** Seconds, at most 7 days. */
  duration: number
}

/**
 * Stops purchases in a pool for a while. Extensions, and all that concerns covers in force, go on; it ends by itself, and
 * there are at least 14 days from its end to the next. Only the pool's guardian.
 *
 * @throws `NotAuthorized`, `PauseTooLong`, `PauseCoolingDown`
 *
 * @example
 * ```ts
 * const { until } = await pauseSalesSync(client, { pool, duration: 2 * 86_400 })
 * ```
 */
export const pauseSales: WriteAction<PauseParameters, Manager, 'pauseSales', 'SalesPaused'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'pauseSales',
    eventName: 'SalesPaused',
    request: ({ pool, duration }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, toSeconds('duration', duration)],
    }),
  })

/** {@link pauseSales}, waiting for the receipt. */
export const pauseSalesSync: SyncAction<PauseParameters, Manager, 'SalesPaused'> =
  /* @__PURE__ */ toSync(pauseSales)

/**
 * Stops deposits into a pool for a while; exits go on. As {@link pauseSales} otherwise.
 *
 * @throws `NotAuthorized`, `PauseTooLong`, `PauseCoolingDown`
 *
 * @example
 * ```ts
 * const { until } = await pauseDepositsSync(client, { pool, duration: 2 * 86_400 })
 * ```
 */
export const pauseDeposits: WriteAction<PauseParameters, Manager, 'pauseDeposits', 'DepositsPaused'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'pauseDeposits',
    eventName: 'DepositsPaused',
    request: ({ pool, duration }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, toSeconds('duration', duration)],
    }),
  })

/** {@link pauseDeposits}, waiting for the receipt. */
export const pauseDepositsSync: SyncAction<PauseParameters, Manager, 'DepositsPaused'> =
  /* @__PURE__ */ toSync(pauseDeposits)

/** Parameters of {@link endPauses} and {@link acceptManager}. */
export interface OfPoolParameters {
  pool: Address
}

/**
 * Ends a pool's pauses before their time. Only its guardian or manager.
 *
 * @throws `NotAuthorized`
 *
 * @example
 * ```ts
 * await endPausesSync(client, { pool })
 * ```
 */
export const endPauses: WriteAction<OfPoolParameters, Manager, 'endPauses', 'PausesEnded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'endPauses',
    eventName: 'PausesEnded',
    request: ({ pool }, { deployment }) => ({ address: deployment().poolManager, args: [pool] }),
  })

/** {@link endPauses}, waiting for the receipt. */
export const endPausesSync: SyncAction<OfPoolParameters, Manager, 'PausesEnded'> =
  /* @__PURE__ */ toSync(endPauses)

/** Parameters of {@link transferManager}. */
export interface TransferManagerParameters {
  pool: Address
  /** Who becomes manager by {@link acceptManager}; zero takes the offer back. */
  newManager: Address
}

/**
 * Names who becomes a pool's manager by accepting. Collect the cuts first: what is collected later is the new one's. Only
 * the manager.
 *
 * @throws `NotAuthorized`
 *
 * @example
 * ```ts
 * await transferManagerSync(client, { pool, newManager })
 * ```
 */
export const transferManager: WriteAction<
  TransferManagerParameters,
  Manager,
  'transferManager',
  'ManagerTransferStarted'
> = /* @__PURE__ */ defineWriteAction({
  abi: poolManagerAbi,
  functionName: 'transferManager',
  eventName: 'ManagerTransferStarted',
  mayBeZero: ['newManager'],
  request: ({ pool, newManager }, { deployment }) => ({
    address: deployment().poolManager,
    args: [pool, newManager],
  }),
})

/** {@link transferManager}, waiting for the receipt. */
export const transferManagerSync: SyncAction<TransferManagerParameters, Manager, 'ManagerTransferStarted'> =
  /* @__PURE__ */ toSync(transferManager)

/**
 * Makes the sender a pool's manager. Only whom the manager has named.
 *
 * @throws `NotAuthorized`
 *
 * @example
 * ```ts
 * await acceptManagerSync(client, { pool })
 * ```
 */
export const acceptManager: WriteAction<OfPoolParameters, Manager, 'acceptManager', 'ManagerTransferred'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'acceptManager',
    eventName: 'ManagerTransferred',
    request: ({ pool }, { deployment }) => ({ address: deployment().poolManager, args: [pool] }),
  })

/** {@link acceptManager}, waiting for the receipt. */
export const acceptManagerSync: SyncAction<OfPoolParameters, Manager, 'ManagerTransferred'> =
  /* @__PURE__ */ toSync(acceptManager)

/** Parameters of {@link setGuardian}. */
export interface SetGuardianParameters {
  pool: Address
  /** Who may pause the pool; nobody if zero. */
  guardian: Address
}

/**
 * Sets who may pause a pool. Only its manager.
 *
 * @throws `NotAuthorized`
 *
 * @example
 * ```ts
 * await setGuardianSync(client, { pool, guardian })
 * ```
 */
export const setGuardian: WriteAction<SetGuardianParameters, Manager, 'setGuardian', 'GuardianSet'> =
  /* @__PURE__ */ defineWriteAction({
    abi: poolManagerAbi,
    functionName: 'setGuardian',
    eventName: 'GuardianSet',
    mayBeZero: ['guardian'],
    request: ({ pool, guardian }, { deployment }) => ({
      address: deployment().poolManager,
      args: [pool, guardian],
    }),
  })

/** {@link setGuardian}, waiting for the receipt. */
export const setGuardianSync: SyncAction<SetGuardianParameters, Manager, 'GuardianSet'> =
  /* @__PURE__ */ toSync(setGuardian)

/** Parameters of {@link getChange}. */
export interface GetChangeParameters extends SubmitChangeParameters, ReadOptions {}

/** An announced change of what a pool sells. */
export interface PoolChange {
  changeId: Hash
  /** First second at which it may be made, if nobody who asked to leave until then waits any more. */
  ripeAt: number
  /** Last second at which it may be made. */
  expiresAt: number
}

/**
 * An announced change; `undefined` where it is not announced.
 *
 * @example
 * ```ts
 * const change = await getChange(client, { pool, termsId, ...levels })
 * ```
 */
export async function getChange(
  client: ReadClient,
  { pool, termsId, blockNumber, blockTag, timestamp, deployment, ...levels }: GetChangeParameters,
): Promise<PoolChange | undefined> {
  const options = { blockNumber, blockTag, timestamp, deployment }
  const address = deploymentOf(client, options).poolManager
  const [changeId, ripeAt, expiresAt] = await readOne(
    client,
    {
      abi: poolManagerAbi,
      address,
      functionName: 'getChange',
      args: [pool, termsId, toLevels(levels)],
    },
    options,
  )
  return ripeAt === 0n ? undefined : { changeId, ripeAt: Number(ripeAt), expiresAt: Number(expiresAt) }
}

/** Parameters of {@link getPauses}. */
export interface GetPausesParameters extends ReadOptions {
  pool: Address
}

/** When a pool's last pauses end, or ended, seconds; 0 where there was none. */
export interface Pauses {
  salesUntil: number
  depositsUntil: number
}

/**
 * A pool's pauses.
 *
 * @example
 * ```ts
 * const { salesUntil } = await getPauses(client, { pool })
 * ```
 */
export async function getPauses(
  client: ReadClient,
  { pool, ...options }: GetPausesParameters,
): Promise<Pauses> {
  const address = deploymentOf(client, options).poolManager
  const [salesUntil, depositsUntil] = await readOne(
    client,
    { abi: poolManagerAbi, address, functionName: 'pausesOf', args: [pool] },
    options,
  )
  return { salesUntil: Number(salesUntil), depositsUntil: Number(depositsUntil) }
}

/** Parameters of {@link getNextExit}. */
export interface GetNextExitParameters {
  pool: Address
  /** Block to look for requests from: that of the pool's creation or later. The first block by default. */
  fromBlock?: bigint | undefined
}

/** The request that is settled next. */
export interface NextExit {
  /** Whose it is. */
  controller: Address
  /** When it was made, seconds: everybody who asked before has been settled. */
  askedAt: number
}

/**
 * The request that is next in a pool's exit queue, from the pool's logs; `undefined` when nothing is queued.
 *
 * @example
 * ```ts
 * const exit = await getNextExit(client, { pool, fromBlock })
 * ```
 */
export async function getNextExit(
  client: ReadClient,
  { pool, fromBlock = 0n }: GetNextExitParameters,
): Promise<NextExit | undefined> {
  const logs = await withTypedErrors(() =>
    getAction(
      client,
      getContractEvents,
      'getContractEvents',
    )({ abi: poolAbi, address: pool, eventName: 'RedeemRequest', fromBlock, strict: true }),
  )
  // The queue is in the order of requests; a controller has one at a time, and its newest is the one.
  const newest = new Map<Address, number>()
  logs.forEach(({ args }, i) => {
    newest.set(args.controller, i)
  })
  const controllers = [...newest].sort(([, a], [, b]) => a - b).map(([controller]) => controller)
  if (controllers.length === 0) return undefined
  const contract = { abi: poolAbi, address: pool, functionName: 'pendingRedeemRequest' } as const
  const requests = controllers.map((controller) => ({ ...contract, args: [0n, controller] as const }))
  const pending = await tryTogether(client, requests, {})
  const controller = controllers[pending.findIndex((shares) => shares !== 0n)]
  if (!controller) return undefined
  const askedAt = await readOne(
    client,
    { abi: poolAbi, address: pool, functionName: 'nextExit', args: [controller] },
    {},
  )
  return { controller, askedAt: Number(askedAt) }
}
