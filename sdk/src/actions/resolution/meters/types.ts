import type { Address } from 'viem'
import type { ReadOptions } from '../../../internal/read.js'

/** Contract of a meter. */
export interface MeterOptions {
  /** The deployment's contract for that kind of meter by default. */
  meter?: Address | undefined
}

/** Parameters of {@link observeShareLoss}. */
export interface ObserveShareLossParameters extends MeterOptions {
  meterId: bigint
}

/** Parameters of {@link getShareLossMeter}, {@link getPriceDepegMeter} and {@link getBadDebtMeter}. */
export interface GetMeterParameters extends ReadOptions, MeterOptions {
  meterId: bigint
}
