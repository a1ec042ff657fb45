import type { Address } from 'viem'
import * as ShareLossMeter from '../../../generated/abi/ShareLossMeter.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'

const shareLossMeterAbi = [ShareLossMeter.fire, ShareLossMeter.Fired] as const

type ShareLoss = typeof shareLossMeterAbi

/** Parameters of {@link fireMeter}. */
export interface FireMeterParameters {
  meterId: bigint
  /** Contract of the meter, of any kind. The deployment's share-loss meter by default. */
  meter?: Address | undefined
}

/**
 * Fires a meter on a loss that is proven over the last dwell; within the raise window of the last
 * firing it raises that one. Anyone may call it. At each court terms that name the meter the firing
 * is an incident of the same number; {@link toIncidentId} computes its id.
 *
 * @throws `UnknownMeter`, `ConditionNotMet`, `DwellNotReached`; of a price also `FeedStale`, `SequencerDown`, `GasTooLow`
 *
 * @example
 * ```ts
 * const { number, severity } = await fireMeterSync(client, { meter, meterId })
 * const incidentId = toIncidentId(subject, number)
 * ```
 */
export const fireMeter: WriteAction<FireMeterParameters, ShareLoss, 'fire', 'Fired'> =
  /* @__PURE__ */ defineWriteAction({
    // All meters have the same call, and the same event.
    abi: shareLossMeterAbi,
    functionName: 'fire',
    eventName: 'Fired',
    request: ({ meterId, meter }, { deployment }) => ({
      address: meter ?? deployment().shareLossMeter,
      args: [meterId],
    }),
  })

/** {@link fireMeter}, waiting for the receipt. */
export const fireMeterSync: SyncAction<FireMeterParameters, ShareLoss, 'Fired'> =
  /* @__PURE__ */ toSync(fireMeter)
