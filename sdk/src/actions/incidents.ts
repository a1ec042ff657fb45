import type { Address } from 'viem'
import { isContractError } from '../errors/decode.js'
import {
  pocketVaultAbi,
  shareLossTriggerAbi,
  type shareLossTriggerAbi as TriggerAbi,
} from '../generated/contracts.js'
import { getPocketVaultAddress, toPocketId } from '../ids.js'
import { deploymentOf, type ReadClient, type ReadOptions, readOne, readTogether } from '../internal/read.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'

type Trigger = typeof TriggerAbi
type Vault = typeof pocketVaultAbi

/** Parameters of {@link createMeter}. */
export interface CreateMeterParameters {
  /** The ERC-4626 vault to watch. */
  vault: Address
  /** Seconds over which observations must agree, from an hour to three days. */
  dwell: number
  /** Seconds from firing until the verdict is payable, from one to seven days. */
  payableDelay: number
  /** Vault shares below which nothing is observed. */
  minSupply: bigint
  /** Drop that fees and rounding may cause, WAD. */
  feeAllowance: bigint
  /** Drop that counts as a loss, WAD; at least the allowance and 2 %. */
  minLoss: bigint
}

/**
 * Creates a meter on the share-loss trigger. Anyone may; terms name the one they rely on.
 *
 * @throws `InvalidMeter`
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
 * })
 * ```
 */
export const createMeter: WriteAction<CreateMeterParameters, Trigger, 'createMeter', 'MeterCreated'> =
  /* @__PURE__ */ defineWriteAction({
    abi: shareLossTriggerAbi,
    functionName: 'createMeter',
    eventName: 'MeterCreated',
    positive: ['minSupply'],
    request: ({ vault, dwell, payableDelay, minSupply, feeAllowance, minLoss }, { deployment }) => ({
      address: deployment().shareLossTrigger,
      args: [{ vault, dwell, payableDelay, minSupply, feeAllowance, minLoss }],
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

/** Which incident of which terms, in which pool. */
export interface PocketParameters {
  pool: Address
  termsId: bigint
  incidentId: bigint
}

/**
 * Sets capital of a pool aside for an incident. Anyone may, within the report window.
 *
 * @throws `ReportNotFired`, `IncidentOutsideWindow`, `SeverityZero`, `PocketAlreadyCarved`, `NotCovered`,
 * `UnknownIncident`, `TermsUnknown`
 *
 * @example
 * ```ts
 * const { reserve } = await carveSync(client, { pool, termsId, incidentId })
 * ```
 */
export const carve: WriteAction<PocketParameters, Vault, 'carve', 'PocketCarved'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'carve',
    eventName: 'PocketCarved',
    request: ({ pool, termsId, incidentId }) => ({
      address: getPocketVaultAddress(pool),
      args: [termsId, incidentId],
    }),
  })

/** {@link carve}, waiting for the receipt. */
export const carveSync: SyncAction<PocketParameters, Vault, 'PocketCarved'> = /* @__PURE__ */ toSync(carve)

/**
 * Applies a payable verdict in a pool and opens its claim window. Anyone may; a claim does it too.
 *
 * @throws `PocketNotCarved`, `VerdictPending`, `VerdictAlreadyApplied`
 *
 * @example
 * ```ts
 * const { severity, claimsUntil } = await applyVerdictSync(client, { pool, termsId, incidentId })
 * ```
 */
export const applyVerdict: WriteAction<PocketParameters, Vault, 'applyVerdict', 'VerdictApplied'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'applyVerdict',
    eventName: 'VerdictApplied',
    request: ({ pool, termsId, incidentId }) => ({
      address: getPocketVaultAddress(pool),
      args: [termsId, incidentId],
    }),
  })

/** {@link applyVerdict}, waiting for the receipt. */
export const applyVerdictSync: SyncAction<PocketParameters, Vault, 'VerdictApplied'> =
  /* @__PURE__ */ toSync(applyVerdict)

/** Parameters of {@link claimPayout}. */
export interface ClaimPayoutParameters {
  pool: Address
  coverId: bigint
  incidentId: bigint
}

/**
 * Pays a cover's loss to its owner: what remains × max(0, severity − deductible), rounded down. Anyone may.
 *
 * @throws `PocketNotCarved`, `VerdictPending`, `NotCovered`, `AlreadyClaimed`, `ClaimWindowClosed`, `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const { payout, receiver } = await claimPayoutSync(client, { pool, coverId, incidentId })
 * ```
 */
export const claimPayout: WriteAction<ClaimPayoutParameters, Vault, 'claimPayout', 'PayoutClaimed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'claimPayout',
    eventName: 'PayoutClaimed',
    request: ({ pool, coverId, incidentId }) => ({
      address: getPocketVaultAddress(pool),
      args: [coverId, incidentId],
    }),
  })

/** {@link claimPayout}, waiting for the receipt. */
export const claimPayoutSync: SyncAction<ClaimPayoutParameters, Vault, 'PayoutClaimed'> =
  /* @__PURE__ */ toSync(claimPayout)

/**
 * Puts what a pocket did not pay back into the pool, as shares for those who held shares at the carving. Anyone may, when
 * the claim window is over.
 *
 * @throws `PocketNotCarved`, `ClaimWindowOpen`, `AlreadyReleased`, `VerdictPending`
 *
 * @example
 * ```ts
 * const { assets, shares } = await releasePocketSync(client, { pool, termsId, incidentId })
 * ```
 */
export const releasePocket: WriteAction<PocketParameters, Vault, 'releasePocket', 'PocketReleased'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'releasePocket',
    eventName: 'PocketReleased',
    request: ({ pool, termsId, incidentId }) => ({
      address: getPocketVaultAddress(pool),
      args: [termsId, incidentId],
    }),
  })

/** {@link releasePocket}, waiting for the receipt. */
export const releasePocketSync: SyncAction<PocketParameters, Vault, 'PocketReleased'> =
  /* @__PURE__ */ toSync(releasePocket)

/** Parameters of {@link collectEntitlement}. */
export interface CollectEntitlementParameters extends PocketParameters {
  /** Who receives the shares. The sender by default. */
  receiver?: Address | undefined
}

/**
 * Collects the sender's part of the shares that a released pocket came back as.
 *
 * @throws `NothingToCollect`
 *
 * @example
 * ```ts
 * const { shares } = await collectEntitlementSync(client, { pool, termsId, incidentId })
 * ```
 */
export const collectEntitlement: WriteAction<
  CollectEntitlementParameters,
  Vault,
  'collectEntitlement',
  'EntitlementCollected'
> = /* @__PURE__ */ defineWriteAction({
  abi: pocketVaultAbi,
  functionName: 'collectEntitlement',
  eventName: 'EntitlementCollected',
  request: ({ pool, termsId, incidentId, receiver }, { sender }) => ({
    address: getPocketVaultAddress(pool),
    args: [termsId, incidentId, receiver ?? sender('receiver')],
  }),
})

/** {@link collectEntitlement}, waiting for the receipt. */
export const collectEntitlementSync: SyncAction<CollectEntitlementParameters, Vault, 'EntitlementCollected'> =
  /* @__PURE__ */ toSync(collectEntitlement)

/** Parameters of {@link getIncident}. */
export interface GetIncidentParameters extends ReadOptions {
  incidentId: bigint
  /** The resolver that knows it. The deployment's share-loss trigger by default. */
  resolver?: Address | undefined
}

/** One failure event. */
export interface Incident {
  /** What failed: terms are hit if they name this resolver and subject. */
  subject: bigint
  /** When it failed, seconds: covers protected then are payable. */
  time: number
  /** When the verdict can be applied, seconds. */
  payableAt: number
  /** Share of the covered amount that was destroyed, WAD. */
  severity: bigint
}

/**
 * One incident by its id.
 *
 * @throws `UnknownIncident`
 *
 * @example
 * ```ts
 * const { severity, payableAt } = await getIncident(client, { incidentId })
 * ```
 */
export async function getIncident(
  client: ReadClient,
  { incidentId, resolver, ...options }: GetIncidentParameters,
): Promise<Incident> {
  return readOne(
    client,
    {
      abi: shareLossTriggerAbi,
      address: resolver ?? deploymentOf(client, options).shareLossTrigger,
      functionName: 'getIncident',
      args: [incidentId],
    },
    options,
  )
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
  /** Vault shares below which nothing is observed. */
  minSupply: bigint
  /** Drop that fees and rounding may cause, WAD. */
  feeAllowance: bigint
  /** Drop that counts as a loss, WAD. */
  minLoss: bigint
  /** Price now; 0 while the vault has too few shares. */
  price: bigint
  /** Highest proven price. */
  mark: bigint
  /** The run's price nearest to the mark. */
  proven: bigint
  /** Of the run of observations: 1 above the mark, -1 in a loss, 0 none. */
  direction: number
  /** First observation of the run, seconds. */
  since: number
  /** Last observation of the run that counted, seconds. */
  counted: number
  /** Observations of the run that counted; four prove it. */
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
  const [[meter, state], price] = await readTogether(
    client,
    [
      { ...contract, functionName: 'getMeter' },
      { ...contract, functionName: 'priceOf' },
    ],
    options,
  )
  return { ...meter, ...state, price }
}

/** How far a pocket has come. */
export type PocketStatus = (typeof POCKET_STATUS)[number]

const POCKET_STATUS = ['none', 'carved', 'applied', 'released'] as const

/** Capital set aside for one incident on one version of terms. */
export interface Pocket {
  pocketId: bigint
  status: PocketStatus
  /** Carved, asset units. */
  reserve: bigint
  /** Not yet paid or returned, asset units. */
  left: bigint
  /** Applied verdict, WAD; 0 before. */
  severity: bigint
  /** When it failed, seconds. */
  incidentTime: number
  /** Last second to claim in; 0 before the verdict. */
  claimsUntil: number
  /** Shares that bear it. */
  supply: bigint
  /** Shares issued for what it did not pay. */
  returned: bigint
  /** Number of the pocket in its pool. */
  epoch: number
  /** Queue position below which requests do not bear it. */
  settled: bigint
}

/**
 * The pocket an incident has opened in a pool; its status is `none` if there is none.
 *
 * @example
 * ```ts
 * const { status, left, claimsUntil } = await getPocket(client, { pool, termsId, incidentId })
 * ```
 */
export async function getPocket(
  client: ReadClient,
  { pool, termsId, incidentId, ...options }: PocketParameters & ReadOptions,
): Promise<Pocket> {
  const pocketId = toPocketId(termsId, incidentId)
  const {
    status,
    termsId: _,
    ...pocket
  } = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'getPocket',
      args: [pocketId],
    },
    options,
  )
  return { pocketId, status: POCKET_STATUS[status] ?? 'none', ...pocket }
}

/**
 * What `claimPayout` would pay now, asset units; 0 when it would revert for want of a payable verdict or cover.
 *
 * @throws `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const payout = await getPayout(client, { pool, coverId, incidentId })
 * ```
 */
export async function getPayout(
  client: ReadClient,
  { pool, coverId, incidentId, ...options }: ClaimPayoutParameters & ReadOptions,
): Promise<bigint> {
  return readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'previewPayout',
      args: [coverId, incidentId],
    },
    options,
  )
}

/** Parameters of {@link getEntitlement}. */
export interface GetEntitlementParameters extends PocketParameters {
  /** Who held shares at the carving. */
  account: Address
}

/**
 * Shares that an account can collect from a released pocket now; 0 when there is nothing or it has been collected.
 *
 * @example
 * ```ts
 * const shares = await getEntitlement(client, { pool, termsId, incidentId, account })
 * ```
 */
export async function getEntitlement(
  client: ReadClient,
  parameters: GetEntitlementParameters,
): Promise<bigint> {
  try {
    const { result } = await collectEntitlement.simulate(client, parameters)
    return result
  } catch (error) {
    if (isContractError(error, 'NothingToCollect')) return 0n
    throw error
  }
}
