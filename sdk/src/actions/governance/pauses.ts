import type { Address } from 'viem'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import { toSeconds } from '../../internal/parameters.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'

const poolConfiguratorAbi = [
  PoolConfigurator.endPauses,
  PoolConfigurator.pauseDeposits,
  PoolConfigurator.pauseSales,
  PoolConfigurator.pausesOf,
  PoolConfigurator.DepositsPaused,
  PoolConfigurator.PausesEnded,
  PoolConfigurator.SalesPaused,
] as const

type Manager = typeof poolConfiguratorAbi

/** Parameters of {@link pauseSales} and {@link pauseDeposits}. */
export interface PauseParameters {
  pool: Address
  /** Seconds, at most 7 days. */
  duration: number
}

/**
 * Pauses purchases in a pool. Extensions, and all calls on covers in force, go on. A pause ends by
 * itself, and the next begins at least 14 days after its end. Only the pool's guardian may call it.
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
    abi: poolConfiguratorAbi,
    functionName: 'pauseSales',
    eventName: 'SalesPaused',
    request: ({ pool, duration }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, toSeconds('duration', duration)],
    }),
  })

/** {@link pauseSales}, waiting for the receipt. */
export const pauseSalesSync: SyncAction<PauseParameters, Manager, 'SalesPaused'> =
  /* @__PURE__ */ toSync(pauseSales)

/**
 * Pauses deposits into a pool; exits go on. Otherwise as {@link pauseSales}.
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
    abi: poolConfiguratorAbi,
    functionName: 'pauseDeposits',
    eventName: 'DepositsPaused',
    request: ({ pool, duration }, { deployment }) => ({
      address: deployment().poolConfigurator,
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
 * Ends a pool's pauses before their time. Only its guardian or manager may call it.
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
    abi: poolConfiguratorAbi,
    functionName: 'endPauses',
    eventName: 'PausesEnded',
    request: ({ pool }, { deployment }) => ({ address: deployment().poolConfigurator, args: [pool] }),
  })

/** {@link endPauses}, waiting for the receipt. */
export const endPausesSync: SyncAction<OfPoolParameters, Manager, 'PausesEnded'> =
  /* @__PURE__ */ toSync(endPauses)

/** Parameters of {@link getPauses}. */
export interface GetPausesParameters extends ReadOptions {
  pool: Address
}

/** Ends of a pool's last pauses, seconds; 0 if there was none. */
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
  const address = deploymentOf(client, options).poolConfigurator
  const [salesUntil, depositsUntil] = await readOne(
    client,
    { abi: poolConfiguratorAbi, address, functionName: 'pausesOf', args: [pool] },
    options,
  )
  return { salesUntil: Number(salesUntil), depositsUntil: Number(depositsUntil) }
}
