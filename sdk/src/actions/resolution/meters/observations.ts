import * as BadDebtMeter from '../../../generated/abi/BadDebtMeter.js'
import * as ShareLossMeter from '../../../generated/abi/ShareLossMeter.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { WriteAction } from '../../../internal/writeTypes.js'
import type { ObserveShareLossParameters } from './types.js'

/** The look of either kind, and its event. */
export const shareLossLook = [ShareLossMeter.poke, ShareLossMeter.Observed] as const
export const badDebtLook = [BadDebtMeter.poke, BadDebtMeter.Observed] as const

type ShareLoss = typeof shareLossLook
type BadDebt = typeof badDebtLook

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
