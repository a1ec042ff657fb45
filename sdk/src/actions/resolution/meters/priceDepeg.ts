import type { Address } from 'viem'
import { zeroAddress } from 'viem'
import * as PriceDepegItems from '../../../generated/abi/PriceDepegMeter.js'
import { deploymentOf, type ReadClient, readTogether } from '../../../internal/read.js'
import { toSync } from '../../../internal/sync.js'
import { defineWriteAction } from '../../../internal/write.js'
import type { SyncAction, WriteAction } from '../../../internal/writeTypes.js'
import { toRun } from './runs.js'
import type { GetMeterParameters, MeterOptions } from './types.js'

const priceDepegMeterAbi = [
  PriceDepegItems.createMeter,
  PriceDepegItems.firingCount,
  PriceDepegItems.getMeter,
  PriceDepegItems.prove,
  PriceDepegItems.startAt,
  PriceDepegItems.MeterCreated,
  PriceDepegItems.Observed,
] as const

type PriceDepeg = typeof priceDepegMeterAbi

/** Parameters of {@link createPriceDepegMeter}. Prices are WAD, times seconds. */
export interface CreatePriceDepegMeterParameters {
  /** Chainlink feed of the covered asset's price in its peg. */
  feed: Address
  /** Seconds that may lie between two rounds: the feed's own heartbeat and some grace; up to two days. */
  heartbeat: number
  /** Seconds over which rounds must agree, from an hour to three days. */
  dwell: number
  /** Chainlink's uptime feed. None by default, on chains without a sequencer. */
  sequencerFeed?: Address | undefined
  /** Seconds from a firing in which a further one raises it, and nothing is sold, from one to seven days. */
  raiseWindow: number
  /** Price at which nothing is lost. */
  peg: bigint
  /** Price below which something is lost; at least 2 % below the peg. */
  threshold: bigint
}

/**
 * Creates a meter of a price, on a feed that is at its peg. Anyone may call it; court terms name
 * the meter they rely on.
 *
 * @throws `InvalidMeter`, `FeedStale`, `SequencerDown`, `BelowMark`
 *
 * @example
 * ```ts
 * const { meterId } = await createPriceDepegMeterSync(client, {
 *   feed,
 *   heartbeat: 86_400 + 600,
 *   dwell: 6 * 3600,
 *   raiseWindow: 2 * 86_400,
 *   peg: parseEther('1'),
 *   threshold: parseEther('0.95'),
 * })
 * ```
 */
export const createPriceDepegMeter: WriteAction<
  CreatePriceDepegMeterParameters,
  PriceDepeg,
  'createMeter',
  'MeterCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: priceDepegMeterAbi,
  functionName: 'createMeter',
  eventName: 'MeterCreated',
  mayBeZero: ['sequencerFeed'],
  positive: ['peg', 'threshold'],
  request: ({ sequencerFeed, ...meter }, { deployment }) => ({
    address: deployment().priceDepegMeter,
    args: [
      {
        feed: meter.feed,
        heartbeat: meter.heartbeat,
        dwell: meter.dwell,
        sequencerFeed: sequencerFeed ?? zeroAddress,
        raiseWindow: meter.raiseWindow,
        peg: meter.peg,
        threshold: meter.threshold,
      },
    ],
  }),
})

/** {@link createPriceDepegMeter}, waiting for the receipt. */
export const createPriceDepegMeterSync: SyncAction<
  CreatePriceDepegMeterParameters,
  PriceDepeg,
  'MeterCreated'
> = /* @__PURE__ */ toSync(createPriceDepegMeter)

/** Parameters of {@link proveDepeg}. */
export interface ProveDepegParameters extends MeterOptions {
  meterId: bigint
  /** The most rounds to follow. */
  rounds: bigint
}

/**
 * Follows a feed round by round, from the last one followed, in any number of calls. Anyone may
 * call it. Without a further round it emits nothing; the event's fields are then missing from the
 * result.
 *
 * @throws `UnknownMeter`, `FeedStale`, `GasTooLow`
 *
 * @example
 * ```ts
 * const { direction, from, highest } = await proveDepegSync(client, { meterId, rounds: 20n })
 * ```
 */
export const proveDepeg: WriteAction<ProveDepegParameters, PriceDepeg, 'prove', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: priceDepegMeterAbi,
    functionName: 'prove',
    eventName: 'Observed',
    positive: ['rounds'],
    request: ({ meterId, rounds, meter }, { deployment }) => ({
      address: meter ?? deployment().priceDepegMeter,
      args: [meterId, rounds],
    }),
  })

/** {@link proveDepeg}, waiting for the receipt. */
export const proveDepegSync: SyncAction<ProveDepegParameters, PriceDepeg, 'Observed', true> =
  /* @__PURE__ */ toSync(proveDepeg, true)

/** Parameters of {@link skipRounds}. */
export interface SkipRoundsParameters extends MeterOptions {
  meterId: bigint
  /** Chainlink's number of a later round. */
  roundId: bigint
}

/**
 * Lets a price meter continue from a later round: one at which nothing is lost, or one a dwell
 * before the newest, so that earlier rounds need not be followed; or the first later one of a phase
 * whose aggregator reported before it was in use. Anyone may call it.
 *
 * @throws `UnknownMeter`, `FeedStale`, `GasTooLow`, `ConditionNotMet`
 *
 * @example
 * ```ts
 * await skipRoundsSync(client, { meterId, roundId: lastRoundAtPeg })
 * ```
 */
export const skipRounds: WriteAction<SkipRoundsParameters, PriceDepeg, 'startAt', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: priceDepegMeterAbi,
    functionName: 'startAt',
    eventName: 'Observed',
    request: ({ meterId, roundId, meter }, { deployment }) => ({
      address: meter ?? deployment().priceDepegMeter,
      args: [meterId, roundId],
    }),
  })

/** {@link skipRounds}, waiting for the receipt. */
export const skipRoundsSync: SyncAction<SkipRoundsParameters, PriceDepeg, 'Observed'> =
  /* @__PURE__ */ toSync(skipRounds)

/** State of a price meter: its feed, and the followed rounds. Prices are WAD, times seconds. */
export interface PriceDepegMeter {
  feed: Address
  /** Seconds that may lie between two rounds. */
  heartbeat: number
  /** Seconds over which rounds must agree. */
  dwell: number
  /** Zero for none. */
  sequencerFeed: Address
  /** Seconds from a firing in which a further one raises it, and nothing is sold. */
  raiseWindow: number
  /** Price at which nothing is lost. */
  peg: bigint
  /** Price below which something is lost. */
  threshold: bigint
  /** Last round that was followed. */
  roundId: bigint
  /** Time of that round. */
  time: number
  /**
   * First of the last rounds that span a dwell, none of them late, invalid or of another direction;
   * 0 if there is none.
   */
  from: number
  /** Of the last rounds: -1 in a loss, 1 recovered from a fired loss, 0 neither. */
  direction: number
  /** Decimals of the feed. */
  decimals: number
  /** Number of firings. */
  firings: number
  /** The peg, or what was left of it at the last firing. */
  mark: bigint
  /** Highest answer from `from` on. */
  highest: bigint
}

/**
 * One price meter.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { direction, from, dwell } = await getPriceDepegMeter(client, { meterId })
 * ```
 */
export async function getPriceDepegMeter(
  client: ReadClient,
  { meterId, meter: given, ...options }: GetMeterParameters,
): Promise<PriceDepegMeter> {
  const address = given ?? deploymentOf(client, options).priceDepegMeter
  const contract = { abi: priceDepegMeterAbi, address, args: [meterId] } as const
  const [[meter, { run, ...state }], firings] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getMeter' },
      { ...contract, functionName: 'firingCount' },
    ],
    options,
  )
  const { since: from, proven: highest } = toRun(run, false)
  return { ...meter, ...state, from, highest, firings }
}
