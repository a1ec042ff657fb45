import type { Address, Hex } from 'viem'
import { shareLossTriggerAbi, type shareLossTriggerAbi as TriggerAbi } from '../generated/contracts.js'
import { getClaimsVaultAddress } from '../ids.js'
import { deploymentOf, type ReadClient, type ReadOptions, readTogether } from '../internal/read.js'
import { leastOf, toRun } from '../internal/run.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'
import type { DisputeRules } from './court.js'

type Trigger = typeof TriggerAbi

/** Parameters of {@link createMeter}. */
export interface CreateMeterParameters {
  /** The ERC-4626 vault to watch. */
  vault: Address
  /** Seconds over which observations must agree, from an hour to three days. */
  dwell: number
  /** Seconds from firing until the verdict is payable, from one to seven days. */
  payableDelay: number
  /** Vault shares below which the vault proves nothing, and loses its mark. */
  minSupply: bigint
  /** Drop that fees and rounding may cause, WAD. */
  feeAllowance: bigint
  /** Drop that counts as a loss, WAD; at least the allowance and 2 %. */
  minLoss: bigint
  /** Who decides challenges, and their bond: two per cent of the cover that is expected. Bonds are in the vault's asset. */
  rules: DisputeRules
}

/**
 * Creates a meter on the share-loss trigger. Anyone may; terms name the one they rely on.
 *
 * @throws `InvalidMeter`, `InvalidDisputeRules`
 *
 * @example
 * ```ts
 * const { meterId } = await createMeterSync(client, {
 *   vault,
 *   dwell: 6 * 3600,
 *   payableDelay: 2 * 86_400,
 *   minSupply: parseUnits('1000', 6),
 *   feeAllowance: parseEther('0.005'),
 *   minLoss: parseEther('0.05'),
 *   rules: { asset, minBond: parseUnits('1000', 6), arbiter, arbiterTime: 8 * 86_400, fallbackArbiter, fallbackTime: 14 * 86_400 },
 * })
 * ```
 */
export const createMeter: WriteAction<CreateMeterParameters, Trigger, 'createMeter', 'MeterCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: shareLossTriggerAbi,
    functionName: 'createMeter',
    eventName: 'MeterCreated',
    positive: ['minSupply'],
    request: ({ rules, vault, dwell, payableDelay, minSupply, feeAllowance, minLoss }, { deployment }) => ({
      address: deployment().shareLossTrigger,
      args: [{ vault, dwell, payableDelay, minSupply, feeAllowance, minLoss }, rules],
    }),
  })

/** {@link createMeter}, waiting for the receipt. */
export const createMeterSync: SyncAction<CreateMeterParameters, Trigger, 'MeterCreated'> =
  /* @__PURE__ */ toSync(createMeter)

/** Parameters of {@link observeTrigger}. */
export interface ObserveTriggerParameters {
  meterId: bigint
  /** The trigger that has the meter. The deployment's share-loss trigger by default. */
  trigger?: Address | undefined
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
 * const { count } = await observeTriggerSync(client, { meterId })
 * ```
 */
export const observeTrigger: WriteAction<ObserveTriggerParameters, Trigger, 'poke', 'Observed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: shareLossTriggerAbi,
    functionName: 'poke',
    eventName: 'Observed',
    request: ({ meterId, trigger }, { deployment }) => ({
      address: trigger ?? deployment().shareLossTrigger,
      args: [meterId],
    }),
  })

/** {@link observeTrigger}, waiting for the receipt. */
export const observeTriggerSync: SyncAction<ObserveTriggerParameters, Trigger, 'Observed', true> =
  /* @__PURE__ */ toSync(observeTrigger, true)

/** Parameters of {@link fireTrigger}. */
export type FireTriggerParameters = ObserveTriggerParameters

/**
 * Fires a trigger on a loss that has been observed over the whole dwell: this makes the incident. Anyone may.
 *
 * @throws `UnknownMeter`, `ConditionNotMet`, `DwellNotReached`
 *
 * @example
 * ```ts
 * const { incidentId, severity, payableAt } = await fireTriggerSync(client, { meterId })
 * ```
 */
export const fireTrigger: WriteAction<FireTriggerParameters, Trigger, 'fire', 'TriggerFired'> =
  /* @__PURE__ */ defineWriteAction({
    abi: shareLossTriggerAbi,
    functionName: 'fire',
    eventName: 'TriggerFired',
    request: ({ meterId, trigger }, { deployment }) => ({
      address: trigger ?? deployment().shareLossTrigger,
      args: [meterId],
    }),
  })

/** {@link fireTrigger}, waiting for the receipt. */
export const fireTriggerSync: SyncAction<FireTriggerParameters, Trigger, 'TriggerFired'> =
  /* @__PURE__ */ toSync(fireTrigger)

/** Parameters of {@link getIncident}. */
export interface GetIncidentParameters extends ReadOptions {
  incidentId: bigint
  /** The resolver that knows it. The deployment's share-loss trigger by default. */
  resolver?: Address | undefined
  /** The pool whose verdict is asked for, where pools have their own. */
  pool?: Address | undefined
  /** The terms under which that pool's case was opened. */
  termsId?: bigint | undefined
}

/** What a resolver decided. */
export interface Verdict {
  /** When it can be applied, seconds; 0 while there is none. */
  payableAt: number
  /** Share destroyed, WAD; 0 denies the incident. */
  severity: bigint
  /** Σ losses of the loss table, asset units. */
  lossTotal: bigint
  /** Root of the loss table; zero where the product is parametric. */
  lossRoot: Hex
}

/** One failure event. */
export interface Incident {
  /** What failed: terms are hit if they name this resolver and subject. */
  subject: bigint
  /** When it failed, seconds: covers protected then are payable. */
  time: number
  /** No less than the share that will be found destroyed, WAD: it sizes cases. */
  severity: bigint
  /** Σ losses of a published loss table, asset units; 0 for none. */
  lossTotal: bigint
  /** What was decided for the pool that was asked for, or for any. */
  verdict: Verdict
}

/**
 * One incident by its id, and what was decided about it.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const { severity, verdict } = await getIncident(client, { incidentId })
 * ```
 */
export async function getIncident(
  client: ReadClient,
  { incidentId, resolver, pool, termsId = 0n, ...options }: GetIncidentParameters,
): Promise<Incident> {
  const address = resolver ?? deploymentOf(client, options).shareLossTrigger
  const contract = { abi: shareLossTriggerAbi, address } as const
  // Any other address asks for what holds in every pool.
  const vault = pool ? getClaimsVaultAddress(pool) : address
  const [incident, verdict] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getIncident', args: [incidentId] },
      { ...contract, functionName: 'getVerdict', args: [incidentId, termsId, vault] },
    ],
    options,
  )
  return { ...incident, verdict }
}

/** Parameters of {@link getMeter}. */
export interface GetMeterParameters extends ReadOptions {
  meterId: bigint
  /** The trigger that has the meter. The deployment's share-loss trigger by default. */
  trigger?: Address | undefined
}

/** What a meter watches, and what it has seen. Prices are vault assets per share × 1e27. */
export interface Meter {
  vault: Address
  /** Seconds over which observations must agree. */
  dwell: number
  /** Seconds from firing until the verdict is payable. */
  payableDelay: number
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
  /** Incidents fired so far. */
  incidents: number
}

/**
 * One meter of the share-loss trigger.
 *
 * @throws `UnknownMeter`
 *
 * @example
 * ```ts
 * const { price, mark, count } = await getMeter(client, { meterId })
 * ```
 */
export async function getMeter(
  client: ReadClient,
  { meterId, trigger, ...options }: GetMeterParameters,
): Promise<Meter> {
  const address = trigger ?? deploymentOf(client, options).shareLossTrigger
  const contract = { abi: shareLossTriggerAbi, address, args: [meterId] } as const
  const [[meter, { run, held, opened: _, ...state }], price] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getMeter' },
      { ...contract, functionName: 'priceOf' },
    ],
    options,
  )
  return { ...meter, ...state, held: leastOf(held), ...toRun(run, state.direction === 1), price }
}
