import type { Abi, ContractEventName, Hash } from 'viem'
import { collectReturnsSync } from '../actions/claims/returns.js'
import {
  redeemSync,
  requestRedeemSync,
  settleRedeemRequestsSync,
  withdrawSync,
} from '../actions/pool/exits.js'
import { cancelCoverSync } from '../actions/pool/sales.js'
import type { SyncAction, SyncAllAction, SyncAllResult, SyncResult } from '../internal/writeTypes.js'
import type { KnownWrite } from './invalidation.js'
import { defineWriteMutation, type WriteMutationFactory } from './writeMutation.js'

/**
 * The mutation of any `…Sync` action of this package. It marks what it changes of the chain as stale, and everything if that is
 * not known.
 *
 * @example
 * ```ts
 * import { fireMeterSync } from '@breakwater/sdk'
 * import { writeMutationOptions } from '@breakwater/sdk/query'
 *
 * const { mutationFn } = writeMutationOptions(fireMeterSync)(client, { deployment })
 * const { hash, number } = await mutationFn({ meterId })
 * ```
 */
export function writeMutationOptions<
  parameters,
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
>(
  action: SyncAction<parameters, abi, eventName, silent>,
  write?: KnownWrite,
): WriteMutationFactory<parameters, SyncResult<abi, eventName, silent>>
export function writeMutationOptions<parameters, abi extends Abi, eventName extends ContractEventName<abi>>(
  action: SyncAllAction<parameters, abi, eventName>,
  write?: KnownWrite,
): WriteMutationFactory<parameters, SyncAllResult<abi, eventName>>
export function writeMutationOptions(
  action: (client: never, parameters: never) => Promise<{ hash: Hash }>,
  write?: KnownWrite,
): WriteMutationFactory<object, { hash: Hash }> {
  return defineWriteMutation<object, { hash: Hash }>(
    write ?? 'write',
    (client, variables, { deployment, onStage, onSent }) => {
      onStage({ name: 'confirming', isBatch: false })
      const parameters = { account: client.account, deployment, ...variables, onSent }
      return action(client as never, parameters as never)
    },
    write,
  )
}

/** Ends a cover, and returns what was not earned of its premium. */
export const cancelCoverMutationOptions = /* @__PURE__ */ writeMutationOptions(cancelCoverSync, 'cancelCover')

/** Puts shares into the exit queue. */
export const requestRedeemMutationOptions = /* @__PURE__ */ writeMutationOptions(
  requestRedeemSync,
  'requestRedeem',
)

/** Settles the exit queue. */
export const settleRedeemRequestsMutationOptions = /* @__PURE__ */ writeMutationOptions(
  settleRedeemRequestsSync,
  'settleRedeemRequests',
)

/** Withdraws settled shares. */
export const redeemMutationOptions = /* @__PURE__ */ writeMutationOptions(redeemSync, 'redeem')

/** Withdraws settled assets. */
export const withdrawMutationOptions = /* @__PURE__ */ writeMutationOptions(withdrawSync, 'withdraw')

/** Collects returned shares. */
export const collectReturnsMutationOptions = /* @__PURE__ */ writeMutationOptions(
  collectReturnsSync,
  'collectReturns',
)
