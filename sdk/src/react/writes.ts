import type { Abi, ContractEventName } from 'viem'
import type { SyncAction, SyncAllAction, SyncAllResult, SyncResult } from '../internal/writeTypes.js'
import * as writes from '../query/index.js'
import {
  defineWriteHook,
  useWriteMutation,
  type WriteHookParameters,
  type WriteHookResult,
} from './writeHook.js'

/**
 * Buys a cover, and pays for it by the way with the fewest questions to the user, or by the one that is chosen.
 *
 * @example
 * ```tsx
 * function BuyButton() {
 *   const { mutate, stage, error, isPending } = useBuyCover()
 *   const buy = () => mutate({ pool, termsId, amount, duration, maxPremium })
 *   return <button onClick={buy} disabled={isPending}>{stage?.name ?? 'Buy'} {error?.hint}</button>
 * }
 * ```
 */
export const useBuyCover = /* @__PURE__ */ defineWriteHook(writes.buyCoverMutationOptions)

/** Moves a cover's end, and pays for it. */
export const useExtendCover = /* @__PURE__ */ defineWriteHook(writes.extendCoverMutationOptions)

/** Ends a cover, and returns what was not earned of its premium. */
export const useCancelCover = /* @__PURE__ */ defineWriteHook(writes.cancelCoverMutationOptions)

/** Claims a cover's payout. */
export const useClaim = /* @__PURE__ */ defineWriteHook(writes.claimMutationOptions)

/** Deposits into a pool, and pays for it. */
export const useDeposit = /* @__PURE__ */ defineWriteHook(writes.depositMutationOptions)

/** Puts shares into the exit queue. */
export const useRequestRedeem = /* @__PURE__ */ defineWriteHook(writes.requestRedeemMutationOptions)

/** Settles the exit queue. */
export const useSettleRedeemRequests = /* @__PURE__ */ defineWriteHook(
  writes.settleRedeemRequestsMutationOptions,
)

/** Withdraws settled shares. */
export const useRedeem = /* @__PURE__ */ defineWriteHook(writes.redeemMutationOptions)

/** Withdraws settled assets. */
export const useWithdraw = /* @__PURE__ */ defineWriteHook(writes.withdrawMutationOptions)

/** Collects returned shares. */
export const useCollectReturns = /* @__PURE__ */ defineWriteHook(writes.collectReturnsMutationOptions)

/** Opens a case, and pays the bond that this takes. */
export const useOpenCase = /* @__PURE__ */ defineWriteHook(writes.openCaseMutationOptions)

/** Answers a case, and pays the bond. */
export const usePostAnswer = /* @__PURE__ */ defineWriteHook(writes.postAnswerMutationOptions)

/** Does one of the next actions on an incident, and pays its bond. */
export const useNextAction = /* @__PURE__ */ defineWriteHook(writes.nextActionMutationOptions)

/**
 * Any other `…Sync` action of this package by the connected wallet. All that was read of the chain is fetched again.
 *
 * @example
 * ```tsx
 * function FireButton() {
 *   const { mutate } = useWriteAction(fireMeterSync)
 *   return <button onClick={() => mutate({ meterId })}>Fire</button>
 * }
 * ```
 */
export function useWriteAction<
  parameters,
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
>(
  action: SyncAction<parameters, abi, eventName, silent>,
  parameters?: WriteHookParameters<parameters, SyncResult<abi, eventName, silent>>,
): WriteHookResult<parameters, SyncResult<abi, eventName, silent>>
export function useWriteAction<parameters, abi extends Abi, eventName extends ContractEventName<abi>>(
  action: SyncAllAction<parameters, abi, eventName>,
  parameters?: WriteHookParameters<parameters, SyncAllResult<abi, eventName>>,
): WriteHookResult<parameters, SyncAllResult<abi, eventName>>
export function useWriteAction(action: unknown, parameters?: unknown): never {
  return useWriteMutation(writes.writeMutationOptions(action as never), parameters as never) as never
}
