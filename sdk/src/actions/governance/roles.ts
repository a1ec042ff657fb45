import type { Address } from 'viem'
import * as PoolConfigurator from '../../generated/abi/PoolConfigurator.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import type { OfPoolParameters } from './pauses.js'

const poolConfiguratorAbi = [
  PoolConfigurator.acceptManager,
  PoolConfigurator.setGuardian,
  PoolConfigurator.transferManager,
  PoolConfigurator.GuardianSet,
  PoolConfigurator.ManagerTransferStarted,
  PoolConfigurator.ManagerTransferred,
] as const

type Manager = typeof poolConfiguratorAbi

/** Parameters of {@link transferManager}. */
export interface TransferManagerParameters {
  pool: Address
  /** Account that becomes manager by {@link acceptManager}; zero withdraws the offer. */
  newManager: Address
}

/**
 * Offers the role of a pool's manager to an account. Collect the fees first: fees collected later
 * belong to the new manager. Only the manager may call it.
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
  abi: poolConfiguratorAbi,
  functionName: 'transferManager',
  eventName: 'ManagerTransferStarted',
  mayBeZero: ['newManager'],
  request: ({ pool, newManager }, { deployment }) => ({
    address: deployment().poolConfigurator,
    args: [pool, newManager],
  }),
})

/** {@link transferManager}, waiting for the receipt. */
export const transferManagerSync: SyncAction<TransferManagerParameters, Manager, 'ManagerTransferStarted'> =
  /* @__PURE__ */ toSync(transferManager)

/**
 * Makes the sender a pool's manager. Only the account to which the role is offered may call it.
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
    abi: poolConfiguratorAbi,
    functionName: 'acceptManager',
    eventName: 'ManagerTransferred',
    request: ({ pool }, { deployment }) => ({ address: deployment().poolConfigurator, args: [pool] }),
  })

/** {@link acceptManager}, waiting for the receipt. */
export const acceptManagerSync: SyncAction<OfPoolParameters, Manager, 'ManagerTransferred'> =
  /* @__PURE__ */ toSync(acceptManager)

/** Parameters of {@link setGuardian}. */
export interface SetGuardianParameters {
  pool: Address
  /** Account that may pause the pool; none if zero. */
  guardian: Address
}

/**
 * Sets a pool's guardian. Only its manager may call it.
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
    abi: poolConfiguratorAbi,
    functionName: 'setGuardian',
    eventName: 'GuardianSet',
    mayBeZero: ['guardian'],
    request: ({ pool, guardian }, { deployment }) => ({
      address: deployment().poolConfigurator,
      args: [pool, guardian],
    }),
  })

/** {@link setGuardian}, waiting for the receipt. */
export const setGuardianSync: SyncAction<SetGuardianParameters, Manager, 'GuardianSet'> =
  /* @__PURE__ */ toSync(setGuardian)
