import type { Address } from 'viem'
import { badDebtMeterAbi, priceDepegMeterAbi, shareLossMeterAbi } from '../generated/contracts.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../internal/read.js'
import { leastOf, toRun } from '../internal/run.js'
import { toSync } from '../internal/sync.js'
import { defineWriteAction } from '../internal/write.js'
import type { SyncAction, WriteAction } from '../internal/writeTypes.js'

type ShareLoss = typeof shareLossMeterAbi
type PriceDepeg = typeof priceDepegMeterAbi
type BadDebt = typeof badDebtMeterAbi

const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000'

/** Which contract has a meter. */
export interface MeterOptions {
  /** The deployment's contract for that kind of meter by default. */
  meter?: Address | undefined
}

/** Parameters of {@link createShareLossMeter}. */
export interface CreateShareLossMeterParameters {
  /** The ERC-4626 vault to watch. */
  vault: Address
  /** Seconds over which observations must agree, from an hour to three days. */
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
 * Creates a meter of a vault whose shares may lose value. Anyone may; a docket names the one that it relies on.
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

/** Parameters of {@link observeShareLoss}. */
export interface ObserveShareLossParameters extends MeterOptions {
  meterId: bigint
}

/**
 * Lets a meter look at its vault now. Four observations that agree, spread over the dwell, raise the mark or prove a loss.
 * Anyone may.
 *
 * An observation at the mark says nothing and leaves no event: the event's fields are then missing from the result.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { count } = await observeShareLossSync(client, { meterId })
 * ```
 */
export const observeShareLoss: WriteAction<ObserveShareLossParameters, ShareLoss, 'poke', 'Observed'> =
  /* @__PURE__ */ observing(shareLossMeterAbi, 'shareLossMeter')

/** {@link observeShareLoss}, waiting for the receipt. */
export const observeShareLossSync: SyncAction<ObserveShareLossParameters, ShareLoss, 'Observed', true> =
  /* @__PURE__ */ toSync(observeShareLoss, true)

/** A look of a meter of one kind. Both have the same call; what they say of it differs. */
function observing(
  abi: ShareLoss,
  kind: 'shareLossMeter',
): WriteAction<ObserveShareLossParameters, ShareLoss, 'poke', 'Observed'>
function observing(
  abi: BadDebt,
  kind: 'badDebtMeter',
): WriteAction<ObserveShareLossParameters, BadDebt, 'poke', 'Observed'>
function observing(abi: ShareLoss | BadDebt, kind: 'shareLossMeter' | 'badDebtMeter'): unknown {
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

/** Parameters of {@link fireMeter}. */
export interface FireMeterParameters {
  meterId: bigint
  /** The contract that has the meter, of whatever kind. The deployment's share-loss meter by default. */
  meter?: Address | undefined
}

/**
 * Fires a meter on a loss that is proven over the last dwell; within the raise window of the last firing it raises that one.
 * Anyone may. Each docket that names the meter has an incident of it, by the same number: {@link toIncidentId} tells its id.
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

/** Parameters of {@link getShareLossMeter}, {@link getPriceDepegMeter} and {@link getBadDebtMeter}. */
export interface GetMeterParameters extends ReadOptions, MeterOptions {
  meterId: bigint
}

/** What a share-loss meter watches, and what it has seen. Prices are vault assets per share × 1e27. */
export interface ShareLossMeter {
  vault: Address
  /** Seconds over which observations must agree. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold. */
  raiseWindow: number
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
  /** First look of the proof, seconds. */
  since: number
  /** Last look of the proof that counted, seconds. */
  counted: number
  /** Looks of the proof that counted; four are one. */
  count: number
  /** Fired so far. */
  firings: number
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
  /** Seconds from a firing in which a further one raises it, and nothing is sold, from one to seven days. */
  raiseWindow: number
  /** Price that nothing is lost at. */
  peg: bigint
  /** Price below which something is; at least 2 % below the peg. */
  threshold: bigint
}

/**
 * Creates a meter of a price, on a feed that is at its peg. Anyone may; a docket names the one that it relies on.
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
        sequencerFeed: sequencerFeed ?? ZERO_ADDRESS,
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
  /** Rounds to follow at most. */
  rounds: bigint
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

/** Parameters of {@link createBadDebtMeter}. */
export interface CreateBadDebtMeterParameters {
  /** What reports the market's deficit and supply: an `AaveMarket`, or another `ILendingMarket`. */
  market: Address
  /** Seconds over which observations must agree, from an hour to three days. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold, from one to seven days. */
  raiseWindow: number
  /** New deficit that does not stop sales, as a share of supply, WAD. */
  allowance: bigint
  /** New deficit that counts as a loss, likewise; at least the allowance and 2 %. */
  minLoss: bigint
}

/**
 * Creates a meter of a lending market. The deficit that is there already never counts. Anyone may; a docket names the one that
 * it relies on.
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
 * Lets a bad-debt meter look at its market now. Four observations that agree, spread over the dwell, prove a loss. Anyone may.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { deficit, supplied, count } = await observeDeficitSync(client, { meterId })
 * ```
 */
export const observeDeficit: WriteAction<ObserveDeficitParameters, BadDebt, 'poke', 'Observed'> =
  /* @__PURE__ */ observing(badDebtMeterAbi, 'badDebtMeter')

/** {@link observeDeficit}, waiting for the receipt. */
export const observeDeficitSync: SyncAction<ObserveDeficitParameters, BadDebt, 'Observed'> =
  /* @__PURE__ */ toSync(observeDeficit)

/** What a price meter watches, and how far it has followed its feed. Prices are WAD, times seconds. */
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
  /** Fired so far. */
  firings: number
  /** The peg, or what was left of it when it last fired. */
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

/** What a bad-debt meter watches, and what it has seen. Amounts in units of the market's asset. */
export interface BadDebtMeter {
  market: Address
  /** Seconds over which observations must agree. */
  dwell: number
  /** Seconds from a firing in which a further one raises it, and nothing is sold. */
  raiseWindow: number
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
  /** Fired so far. */
  firings: number
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
