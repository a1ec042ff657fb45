import type { Address } from 'viem'
import * as ShareLossItems from '../../../generated/abi/ShareLossMeter.js'
import { deploymentOf, type ReadClient, readTogether } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { observing, shareLossLook } from './observations.js'
import type { Run, Watch } from './runs.js'
import { leastOf, toRun } from './runs.js'
import type { GetMeterParameters, ObserveShareLossParameters } from './types.js'

const shareLossMeterAbi = [
  ShareLossItems.createMeter,
  ShareLossItems.firingCount,
  ShareLossItems.getMeter,
  ShareLossItems.priceOf,
  ShareLossItems.MeterCreated,
] as const

type ShareLoss = typeof shareLossMeterAbi

/** Parameters of {@link createShareLossMeter}. */
export interface CreateShareLossMeterParameters {
  /** The ERC-4626 vault to watch. */
  vault: Address
  /** Seconds over which looks must agree, from an hour to three days. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold, from one to seven days. */
  raiseWindow: number
  /** Vault shares below which the vault proves nothing, and loses its mark. */
  minSupply: bigint
  /** Drop that fees and rounding may cause, WAD. */
  feeAllowance: bigint
  /** Drop that counts as a loss, WAD; at least the allowance and 2 %. */
  minLoss: bigint
}

/**
 * Creates a meter of a vault whose shares may lose value. Anyone may call it; court terms name the
 * meter they rely on.
 *
 * @throws `InvalidMeter`
 *
 * @example
 * ```ts
 * const { meterId } = await createShareLossMeterSync(client, {
 *   vault,
 *   dwell: 6 * 3600,
 *   raiseWindow: 2 * 86_400,
 *   minSupply: parseUnits('1000', 6),
 *   feeAllowance: parseEther('0.005'),
 *   minLoss: parseEther('0.05'),
 * })
 * ```
 */
export const createShareLossMeter: WriteAction<
  CreateShareLossMeterParameters,
  ShareLoss,
  'createMeter',
  'MeterCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: shareLossMeterAbi,
  functionName: 'createMeter',
  eventName: 'MeterCreated',
  positive: ['minSupply'],
  request: ({ vault, dwell, raiseWindow, minSupply, feeAllowance, minLoss }, { deployment }) => ({
    address: deployment().shareLossMeter,
    args: [{ vault, dwell, raiseWindow, minSupply, feeAllowance, minLoss }],
  }),
})

/** {@link createShareLossMeter}, waiting for the receipt. */
export const createShareLossMeterSync: SyncAction<CreateShareLossMeterParameters, ShareLoss, 'MeterCreated'> =
  /* @__PURE__ */ toSync(createShareLossMeter)

/**
 * Lets a meter look at its vault now. Four looks that agree, spread over the dwell, raise the mark
 * or prove a loss. Anyone may call it.
 *
 * A vault below its minimum supply is not measured, and no `Observed` is emitted; the event's fields
 * are then missing from the result.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { count } = await observeShareLossSync(client, { meterId })
 * ```
 */
export const observeShareLoss: WriteAction<
  ObserveShareLossParameters,
  typeof shareLossLook,
  'poke',
  'Observed'
> = /* @__PURE__ */ observing(shareLossLook, 'shareLossMeter')

/** {@link observeShareLoss}, waiting for the receipt. */
export const observeShareLossSync: SyncAction<
  ObserveShareLossParameters,
  typeof shareLossLook,
  'Observed',
  true
> = /* @__PURE__ */ toSync(observeShareLoss, true)

/**
 * State of a share-loss meter: its vault, and its looks. Prices are vault assets per share × 1e27.
 */
export interface ShareLossMeter extends Watch, Run {
  vault: Address
  /** Vault shares below which the vault proves nothing, and loses its mark. */
  minSupply: bigint
  /** Drop that fees and rounding may cause, WAD. */
  feeAllowance: bigint
  /** Drop that counts as a loss, WAD. */
  minLoss: bigint
  /** Price now; 0 while the vault has too few shares. */
  price: bigint
  /** Highest proven price; 0 while there is none. */
  mark: bigint
  /** Least assets at any look of the last dwell. */
  held: bigint
  /** The proof's price nearest to the mark. */
  proven: bigint
  /** 1 above the mark, -1 in a loss, 0 neither. */
  direction: number
}

/**
 * One share-loss meter.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { price, mark, count } = await getShareLossMeter(client, { meterId })
 * ```
 */
export async function getShareLossMeter(
  client: ReadClient,
  { meterId, meter: given, ...options }: GetMeterParameters,
): Promise<ShareLossMeter> {
  const address = given ?? deploymentOf(client, options).shareLossMeter
  const contract = { abi: shareLossMeterAbi, address, args: [meterId] } as const
  const [[meter, { run, held, opened: _, ...state }], price, firings] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getMeter' },
      { ...contract, functionName: 'priceOf' },
      { ...contract, functionName: 'firingCount' },
    ],
    options,
  )
  return { ...meter, ...state, held: leastOf(held), ...toRun(run, state.direction === 1), price, firings }
}
