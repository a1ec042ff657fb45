import type { Address } from 'viem'
import * as BadDebtItems from '../../../generated/abi/BadDebtMeter.js'
import { deploymentOf, type ReadClient, readTogether } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { badDebtLook, observing } from './observations.js'
import type { Run, Watch } from './runs.js'
import { leastOf, toRun } from './runs.js'
import type { GetMeterParameters, ObserveShareLossParameters } from './types.js'

const badDebtMeterAbi = [
  BadDebtItems.createMeter,
  BadDebtItems.firingCount,
  BadDebtItems.getMeter,
  BadDebtItems.MeterCreated,
] as const

type BadDebt = typeof badDebtMeterAbi

/** Parameters of {@link createBadDebtMeter}. */
export interface CreateBadDebtMeterParameters {
  /**
   * Contract with the market's deficit and supply: an `AaveMarket`, or another `ILendingMarket`.
   */
  market: Address
  /** Seconds over which looks must agree, from an hour to three days. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold, from one to seven days. */
  raiseWindow: number
  /** New deficit that does not stop sales, as a part of supply, WAD. */
  allowance: bigint
  /**
   * New deficit that counts as a loss, as a part of supply, WAD; at least the allowance and 2 %.
   */
  minLoss: bigint
}

/**
 * Creates a meter of a lending market. The deficit that is there already never counts. Anyone may
 * call it; court terms name the meter they rely on.
 *
 * @throws `InvalidMeter`
 *
 * @example
 * ```ts
 * const { meterId } = await createBadDebtMeterSync(client, {
 *   market,
 *   dwell: 6 * 3600,
 *   raiseWindow: 2 * 86_400,
 *   allowance: parseEther('0.005'),
 *   minLoss: parseEther('0.03'),
 * })
 * ```
 */
export const createBadDebtMeter: WriteAction<
  CreateBadDebtMeterParameters,
  BadDebt,
  'createMeter',
  'MeterCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: badDebtMeterAbi,
  functionName: 'createMeter',
  eventName: 'MeterCreated',
  request: ({ market, dwell, raiseWindow, allowance, minLoss }, { deployment }) => ({
    address: deployment().badDebtMeter,
    args: [{ market, dwell, raiseWindow, allowance, minLoss }],
  }),
})

/** {@link createBadDebtMeter}, waiting for the receipt. */
export const createBadDebtMeterSync: SyncAction<CreateBadDebtMeterParameters, BadDebt, 'MeterCreated'> =
  /* @__PURE__ */ toSync(createBadDebtMeter)

/** Parameters of {@link observeDeficit}. */
export type ObserveDeficitParameters = ObserveShareLossParameters

/**
 * Lets a bad-debt meter look at its market now. Four looks that agree, spread over the dwell, prove
 * a loss. Anyone may call it.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { deficit, supplied, count } = await observeDeficitSync(client, { meterId })
 * ```
 */
export const observeDeficit: WriteAction<ObserveDeficitParameters, typeof badDebtLook, 'poke', 'Observed'> =
  /* @__PURE__ */ observing(badDebtLook, 'badDebtMeter')

/** {@link observeDeficit}, waiting for the receipt. */
export const observeDeficitSync: SyncAction<ObserveDeficitParameters, typeof badDebtLook, 'Observed'> =
  /* @__PURE__ */ toSync(observeDeficit)

/** State of a bad-debt meter: its market, and its looks. Amounts in units of the market's asset. */
export interface BadDebtMeter extends Watch, Run {
  market: Address
  /** New deficit that does not stop sales, part of supply, WAD. */
  allowance: bigint
  /** New deficit that counts as a loss, part of supply, WAD. */
  minLoss: bigint
  /** Deficit that was there from the start, or has been fired. */
  known: bigint
  /** Least supply at any look of the last dwell without loss. */
  supply: bigint
  /** Least supply since the loss began; 0 without one. */
  low: bigint
  /** Smallest new deficit of the proof. */
  proven: bigint
  /** -1 in a loss, 0 otherwise. */
  direction: number
}

/**
 * One bad-debt meter.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { known, proven, count } = await getBadDebtMeter(client, { meterId })
 * ```
 */
export async function getBadDebtMeter(
  client: ReadClient,
  { meterId, meter: given, ...options }: GetMeterParameters,
): Promise<BadDebtMeter> {
  const address = given ?? deploymentOf(client, options).badDebtMeter
  const contract = { abi: badDebtMeterAbi, address, args: [meterId] } as const
  const [[meter, { counted: known, run, supplies, opened: _, ...state }], firings] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getMeter' },
      { ...contract, functionName: 'firingCount' },
    ],
    options,
  )
  return { ...meter, ...state, known, supply: leastOf(supplies), ...toRun(run, true), firings }
}
