import type { badDebtMeterAbi, shareLossMeterAbi } from '../../../generated/contracts.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { WriteAction } from '../../../internal/writeTypes.js'
import type { ObserveShareLossParameters } from './types.js'

type ShareLoss = typeof shareLossMeterAbi
type BadDebt = typeof badDebtMeterAbi

/** A look of a meter of one kind. Both kinds have the same call and different events. */
export function observing(
  abi: ShareLoss,
  kind: 'shareLossMeter',
): WriteAction<ObserveShareLossParameters, ShareLoss, 'poke', 'Observed'>
export function observing(
  abi: BadDebt,
  kind: 'badDebtMeter',
): WriteAction<ObserveShareLossParameters, BadDebt, 'poke', 'Observed'>
export function observing(abi: ShareLoss | BadDebt, kind: 'shareLossMeter' | 'badDebtMeter'): unknown {
  return defineWriteAction<ObserveShareLossParameters, ShareLoss, 'poke', 'Observed'>({
    abi: abi as ShareLoss,
    functionName: 'poke',
    eventName: 'Observed',
    request: ({ meterId, meter }, { deployment }) => ({
      address: meter ?? deployment()[kind],
      args: [meterId],
    }),
  })
}
