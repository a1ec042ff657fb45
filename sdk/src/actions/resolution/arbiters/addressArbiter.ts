import type { Address } from 'viem'
import * as AddressArbiter from '../../../generated/abi/AddressArbiter.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { toCaseRef } from '../court/caseRefs.js'
import type { CourtCaseParameters } from '../court/types.js'

const addressArbiterAbi = [AddressArbiter.rule, AddressArbiter.Ruled] as const

/** Parameters of {@link ruleDispute}. */
export interface RuleDisputeParameters extends CourtCaseParameters {
  /** The AddressArbiter that has the turn, and whose judge the sender is. */
  arbiter: Address
  /** Number of the right answer; 0 for nothing. */
  number: bigint
}

/**
 * Decides a case through an arbiter that is one address. Only its judge may call it, in its turn.
 *
 * @throws `NotAuthorized`, `UnknownIncident`, `CaseNotOpen`, `NotArbiter`, `UnknownAnswer`
 *
 * @example
 * ```ts
 * await ruleDisputeSync(client, { arbiter, pool, termsId, incidentId, number: 2n })
 * ```
 */
export const ruleDispute: WriteAction<RuleDisputeParameters, typeof addressArbiterAbi, 'rule', 'Ruled'> =
  /* @__PURE__ */ defineWriteAction({
    abi: addressArbiterAbi,
    functionName: 'rule',
    eventName: 'Ruled',
    request: ({ arbiter, court, number, ...which }, { deployment }) => ({
      address: arbiter,
      args: [court ?? deployment().court, toCaseRef(which), number],
    }),
  })

/** {@link ruleDispute}, waiting for the receipt. */
export const ruleDisputeSync: SyncAction<RuleDisputeParameters, typeof addressArbiterAbi, 'Ruled'> =
  /* @__PURE__ */ toSync(ruleDispute)
