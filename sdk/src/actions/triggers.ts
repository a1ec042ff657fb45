import type { Address } from 'viem'
import { badDebtTriggerAbi, priceDepegTriggerAbi } from '../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { leastOf, toRun } from '../internal/run.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'
import type { DisputeRules } from './court.js'
import type { ObserveTriggerParameters } from './incidents.js'

type PriceTrigger = typeof priceDepegTriggerAbi
type DebtTrigger = typeof badDebtTriggerAbi

const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000'

/** Parameters of {@link createPriceDepegMeter}. Prices are WAD, times seconds. */
export interface CreatePriceDepegMeterParameters {
  /** Chainlink's feed, of what is covered in what it should be worth. */
  feed: Address
  /** Seconds that may lie between two rounds: the feed's own heartbeat and some grace; up to two days. */
  heartbeat: number
  /** Seconds over which rounds must agree, from an hour to three days. */
  dwell: number
  /** Chainlink's uptime feed. None by default, on chains without a sequencer. */
  sequencerFeed?: Address | undefined
  /** Seconds from firing until the verdict is payable, from one to seven days. */
  payableDelay: number
  /** Price that nothing is lost at. */
  peg: bigint
  /** Price below which something is; at least 2 % below the peg. */
  threshold: bigint
  /** Who decides challenges, and their bond: two per cent of the cover that is expected. Covers are in the asset of the bonds. */
  rules: DisputeRules
}

/**
 * Creates a meter on the price trigger, on a feed that is at its peg. Anyone may; terms name the one they rely on.
 *
 * @throws `InvalidMeter`, `InvalidDisputeRules`, `FeedStale`, `SequencerDown`, `BelowMark`
 *
 * @example
 * ```ts
 * const { meterId } = await createPriceDepegMeterSync(client, {
 *   feed,
 *   heartbeat: 86_400 + 600,
 *   dwell: 6 * 3600,
 *   payableDelay: 2 * 86_400,
 *   peg: parseEther('1'),
 *   threshold: parseEther('0.95'),
 *   rules: { asset, minBond: parseUnits('1000', 6), arbiter, arbiterTime: 8 * 86_400, fallbackArbiter, fallbackTime: 14 * 86_400 },
 * })
 * ```
 */
export const createPriceDepegMeter: WriteAction<
  CreatePriceDepegMeterParameters,
  PriceTrigger,
  'createMeter',
  'MeterCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: priceDepegTriggerAbi,
  functionName: 'createMeter',
  eventName: 'MeterCreated',
  mayBeZero: ['sequencerFeed'],
  positive: ['peg', 'threshold'],
  request: ({ sequencerFeed, ...meter }, { deployment }) => ({
    address: deployment().priceDepegTrigger,
    args: [
      {
        feed: meter.feed,
        heartbeat: meter.heartbeat,
        dwell: meter.dwell,
        sequencerFeed: sequencerFeed ?? ZERO_ADDRESS,
        payableDelay: meter.payableDelay,
        peg: meter.peg,
        threshold: meter.threshold,
      },
      meter.rules,
    ],
  }),
})

/** {@link createPriceDepegMeter}, waiting for the receipt. */
export const createPriceDepegMeterSync: SyncAction<
  CreatePriceDepegMeterParameters,
  PriceTrigger,
  'MeterCreated'
> = /* @__PURE__ */ toSync(createPriceDepegMeter)

/** Parameters of {@link proveDepeg}. */
export interface ProveDepegParameters {
  meterId: bigint
  /** Rounds to follow at most. */
  rounds: bigint
  /** The trigger that has the meter. The deployment's price trigger by default. */
  trigger?: Address | undefined
}

/**
 * Follows a feed round by round, from where it was left, in as many calls as it takes. Anyone may. Where there is no further
 * round it says nothing: the event's fields are then missing from the result.
 *
 * @throws `UnknownMeter`, `FeedStale`, `GasTooLow`
 *
 * @example
 * ```ts
 * const { direction, from, highest } = await proveDepegSync(client, { meterId, rounds: 20n })
 * ```
 */
export const proveDepeg: WriteAction<ProveDepegParameters, PriceTrigger, 'prove', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: priceDepegTriggerAbi,
    functionName: 'prove',
    eventName: 'Observed',
    positive: ['rounds'],
    request: ({ meterId, rounds, trigger }, { deployment }) => ({
      address: trigger ?? deployment().priceDepegTrigger,
      args: [meterId, rounds],
    }),
  })

/** {@link proveDepeg}, waiting for the receipt. */
export const proveDepegSync: SyncAction<ProveDepegParameters, PriceTrigger, 'Observed', true> =
  /* @__PURE__ */ toSync(proveDepeg, true)

/** Parameters of {@link skipRounds}. */
export interface SkipRoundsParameters {
  meterId: bigint
  /** Chainlink's number of a later round. */
  roundId: bigint
  /** The trigger that has the meter. The deployment's price trigger by default. */
  trigger?: Address | undefined
}

/**
 * Lets a price meter go on from a later round: one at which nothing is lost, or one a dwell before the newest, so that the
 * rounds before it need not be followed; or the first later one of a phase whose aggregator reported before it was in use.
 * Anyone may.
 *
 * @throws `UnknownMeter`, `FeedStale`, `GasTooLow`, `ConditionNotMet`
 *
 * @example
 * ```ts
 * await skipRoundsSync(client, { meterId, roundId: lastRoundAtPeg })
 * ```
 */
export const skipRounds: WriteAction<SkipRoundsParameters, PriceTrigger, 'startAt', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: priceDepegTriggerAbi,
    functionName: 'startAt',
    eventName: 'Observed',
    request: ({ meterId, roundId, trigger }, { deployment }) => ({
      address: trigger ?? deployment().priceDepegTrigger,
      args: [meterId, roundId],
    }),
  })

/** {@link skipRounds}, waiting for the receipt. */
export const skipRoundsSync: SyncAction<SkipRoundsParameters, PriceTrigger, 'Observed'> =
  /* @__PURE__ */ toSync(skipRounds)

/** Parameters of {@link createBadDebtMeter}. */
export interface CreateBadDebtMeterParameters {
  /** What reports the market's deficit and supply: an `AaveMarketMeter`, or another of its kind. */
  market: Address
  /** Seconds over which observations must agree, from an hour to three days. */
  dwell: number
  /** Seconds from firing until the verdict is payable, from one to seven days. */
  payableDelay: number
  /** New deficit that does not stop sales, as a share of supply, WAD. */
  allowance: bigint
  /** New deficit that counts as a loss, likewise; at least the allowance and 2 %. */
  minLoss: bigint
  /** Who decides challenges, and their bond: two per cent of the cover that is expected. Bonds are in the market's asset. */
  rules: DisputeRules
}

/**
 * Creates a meter on the bad-debt trigger. The deficit that is there already never counts. Anyone may; terms name the one they
 * rely on.
 *
 * @throws `InvalidMeter`, `InvalidDisputeRules`
 *
 * @example
 * ```ts
 * const { meterId } = await createBadDebtMeterSync(client, {
 *   market,
 *   dwell: 6 * 3600,
 *   payableDelay: 2 * 86_400,
 *   allowance: parseEther('0.005'),
 *   minLoss: parseEther('0.03'),
 *   rules: { asset, minBond: parseUnits('1000', 6), arbiter, arbiterTime: 8 * 86_400, fallbackArbiter, fallbackTime: 14 * 86_400 },
 * })
 * ```
 */
export const createBadDebtMeter: WriteAction<
  CreateBadDebtMeterParameters,
  DebtTrigger,
  'createMeter',
  'MeterCreated'
> = /* @__PURE__ */ defineWriteAction({
  abi: badDebtTriggerAbi,
  functionName: 'createMeter',
  eventName: 'MeterCreated',
  request: ({ rules, market, dwell, payableDelay, allowance, minLoss }, { deployment }) => ({
    address: deployment().badDebtTrigger,
    args: [{ market, dwell, payableDelay, allowance, minLoss }, rules],
  }),
})

/** {@link createBadDebtMeter}, waiting for the receipt. */
export const createBadDebtMeterSync: SyncAction<CreateBadDebtMeterParameters, DebtTrigger, 'MeterCreated'> =
  /* @__PURE__ */ toSync(createBadDebtMeter)

/** Parameters of {@link observeDeficit}. */
export type ObserveDeficitParameters = ObserveTriggerParameters

/**
 * Lets a bad-debt meter look at its market now. Four observations that agree, spread over the dwell, prove a loss. Anyone may.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { deficit, supplied, count } = await observeDeficitSync(client, { meterId })
 * ```
 */
export const observeDeficit: WriteAction<ObserveDeficitParameters, DebtTrigger, 'poke', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: badDebtTriggerAbi,
    functionName: 'poke',
    eventName: 'Observed',
    request: ({ meterId, trigger }, { deployment }) => ({
      address: trigger ?? deployment().badDebtTrigger,
      args: [meterId],
    }),
  })

/** {@link observeDeficit}, waiting for the receipt. */
export const observeDeficitSync: SyncAction<ObserveDeficitParameters, DebtTrigger, 'Observed'> =
  /* @__PURE__ */ toSync(observeDeficit)

/** Parameters of {@link getPriceDepegMeter} and {@link getBadDebtMeter}. */
export interface GetTriggerMeterParameters extends ReadOptions {
  meterId: bigint
  /** The trigger that has the meter. The deployment's own of that kind by default. */
  trigger?: Address | undefined
}

/** What a price meter watches, and how far it has followed its feed. Prices are WAD, times seconds. */
export interface PriceDepegMeter {
  feed: Address
  /** Seconds that may lie between two rounds. */
  heartbeat: number
  /** Seconds over which rounds must agree. */
  dwell: number
  /** Zero for none. */
  sequencerFeed: Address
  /** Seconds from firing until the verdict is payable. */
  payableDelay: number
  /** Price that nothing is lost at. */
  peg: bigint
  /** Price below which something is. */
  threshold: bigint
  /** Last round that was looked at. */
  roundId: bigint
  /** When it was updated. */
  time: number
  /** First of the last rounds that span a dwell, none of them late, bad or of another direction; 0 where there is none. */
  from: number
  /** Of the last rounds: -1 in a loss, 1 recovered from one that was fired, 0 neither. */
  direction: number
  /** Of the feed. */
  decimals: number
  /** Incidents fired so far. */
  incidents: number
  /** The peg, or what was left of it when it last fired. */
  mark: bigint
  /** Highest answer from `from` on. */
  highest: bigint
}

/**
 * One meter of the price trigger.
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
  { meterId, trigger, ...options }: GetTriggerMeterParameters,
): Promise<PriceDepegMeter> {
  const address = trigger ?? deploymentOf(client, options).priceDepegTrigger
  const [meter, { run, ...state }] = await readOne(
    client,
    { abi: priceDepegTriggerAbi, address, functionName: 'getMeter', args: [meterId] },
    options,
  )
  const { since: from, proven: highest } = toRun(run, false)
  return { ...meter, ...state, from, highest }
}

/** What a bad-debt meter watches, and what it has seen. Amounts in units of the market's asset. */
export interface BadDebtMeter {
  market: Address
  /** Seconds over which observations must agree. */
  dwell: number
  /** Seconds from firing until the verdict is payable. */
  payableDelay: number
  /** New deficit that does not stop sales, share of supply, WAD. */
  allowance: bigint
  /** New deficit that counts as a loss, likewise. */
  minLoss: bigint
  /** Deficit that was there from the start, or has been fired. */
  known: bigint
  /** Least supply at any look of the last dwell without loss. */
  supply: bigint
  /** Least supply since the loss began; 0 without one. */
  low: bigint
  /** Smallest new deficit of the proof. */
  proven: bigint
  /** -1 in a loss, 0 not. */
  direction: number
  /** First look of the proof, seconds. */
  since: number
  /** Last look of the proof that counted, seconds. */
  counted: number
  /** Looks of the proof that counted; four are one. */
  count: number
  /** Incidents fired so far. */
  incidents: number
}

/**
 * One meter of the bad-debt trigger.
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
  { meterId, trigger, ...options }: GetTriggerMeterParameters,
): Promise<BadDebtMeter> {
  const address = trigger ?? deploymentOf(client, options).badDebtTrigger
  const [meter, { counted: known, run, supplies, opened: _, ...state }] = await readOne(
    client,
    { abi: badDebtTriggerAbi, address, functionName: 'getMeter', args: [meterId] },
    options,
  )
  return { ...meter, ...state, known, supply: leastOf(supplies), ...toRun(run, true) }
}
