import type { Address } from 'viem'
import { pocketVaultAbi } from '../generated/contracts.js'
import { getPocketVaultAddress, toPocketId } from '../ids.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { type POCKET_STATUS, toPocket } from '../internal/stored.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'

type Vault = typeof pocketVaultAbi

/** Which incident of which terms, in which pool. */
export interface PocketParameters {
  pool: Address
  termsId: bigint
  incidentId: bigint
}

/**
 * Sets capital of a pool aside for an incident. Anyone may, within the report window. For an incident at a court it takes a
 * bond from the sender, and the court, not the vault, needs an allowance for it: {@link getCarvingBond} tells how much.
 *
 * @throws `ReportNotFired`, `IncidentOutsideWindow`, `SeverityZero`, `PocketAlreadyCarved`, `NotCovered`,
 * `UnknownIncident`, `TermsUnknown`; at a court also `IncidentDecided`, `TransferFromFailed`
 *
 * @example
 * ```ts
 * await approveAssetSync(client, await getCarvingBond(client, { pool, termsId, incidentId }))
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
 * const { share, claimsUntil, estate } = await applyVerdictSync(client, { pool, termsId, incidentId })
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

/** Parameters of {@link addRecovery}. */
export interface AddRecoveryParameters extends PocketParameters {
  /** What is brought back, asset units; the vault needs an allowance for it. */
  assets: bigint
}

/**
 * Brings back what an incident had destroyed: claims that were cut are made whole first, the rest goes to those who held
 * shares at the carving, as shares. Anyone may; the sender pays.
 *
 * @throws `RecoveryTooSmall`, `PocketNotCarved`, `VerdictPending`, `ClaimWindowOpen`
 *
 * @example
 * ```ts
 * const { forClaims, forHolders } = await addRecoverySync(client, { pool, termsId, incidentId, assets })
 * ```
 */
export const addRecovery: WriteAction<AddRecoveryParameters, Vault, 'addRecovery', 'RecoveryAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'addRecovery',
    eventName: 'RecoveryAdded',
    positive: ['assets'],
    request: ({ pool, termsId, incidentId, assets }) => ({
      address: getPocketVaultAddress(pool),
      args: [termsId, incidentId, assets],
    }),
  })

/** {@link addRecovery}, waiting for the receipt. */
export const addRecoverySync: SyncAction<AddRecoveryParameters, Vault, 'RecoveryAdded'> =
  /* @__PURE__ */ toSync(addRecovery)

/** Parameters of {@link addBonus}. */
export interface AddBonusParameters extends PocketParameters {
  /** What claims are paid on top, asset units; the vault needs an allowance for it. */
  assets: bigint
}

/**
 * Adds what claims are paid on top of their payouts, in proportion to them. What is not used goes back into equity with the
 * pocket. Anyone may until the verdict is applied; the sender pays.
 *
 * @throws `AmountZero`, `PocketNotCarved`, `VerdictAlreadyApplied`
 *
 * @example
 * ```ts
 * await addBonusSync(client, { pool, termsId, incidentId, assets })
 * ```
 */
export const addBonus: WriteAction<AddBonusParameters, Vault, 'addBonus', 'BonusAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'addBonus',
    eventName: 'BonusAdded',
    positive: ['assets'],
    request: ({ pool, termsId, incidentId, assets }) => ({
      address: getPocketVaultAddress(pool),
      args: [termsId, incidentId, assets],
    }),
  })

/** {@link addBonus}, waiting for the receipt. */
export const addBonusSync: SyncAction<AddBonusParameters, Vault, 'BonusAdded'> =
  /* @__PURE__ */ toSync(addBonus)

/** Where a pocket stands: `inEstate` when it is settled with others, see {@link getEstate}. */
export type PocketStatus = (typeof POCKET_STATUS)[number]

/** Capital set aside for one incident on one version of terms. */
export interface Pocket {
  pocketId: bigint
  status: PocketStatus
  /** Taken out of the pool's equity, asset units. */
  reserve: bigint
  /** Of the sponsor's first loss, pays before the reserve; asset units. */
  firstLoss: bigint
  /** Committed cover of the product at the carving, asset units. */
  committed: bigint
  /** Of reserve and first loss, asset units; 0 in an estate and after the release. */
  left: bigint
  /** Number of the pocket in its pool. */
  epoch: bigint
  /** Shares that bear it. */
  supply: bigint
  /** Settlement checkpoint of the exit queue: requests settled by then do not bear it. */
  settlement: bigint
  /** When it failed, seconds. */
  incidentTime: number
  /** Part of a cover, or of a proven loss, that is paid, WAD; 0 before the verdict and after a denial. */
  share: bigint
  /** Last second to claim in; 0 while unknown. */
  claimsUntil: number
  /** Number of the estate it is settled in; 0 for none. */
  estate: bigint
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
  const pocket = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'getPocket',
      args: [pocketId],
    },
    options,
  )
  return toPocket(pocketId, pocket)
}

/** Parameters of {@link getEstate}. */
export interface GetEstateParameters extends ReadOptions {
  pool: Address
  /** From {@link getPocket}. */
  estate: bigint
}

/** Pockets that are settled together. Asset units. */
export interface Estate {
  /** What they brought in. */
  assets: bigint
  /** Claims on them, less what first loss pays. */
  claimed: bigint
  /** Recoveries kept for those claims. */
  recovered: bigint
  /** Members without a verdict. */
  undecided: number
  /** Last second to claim in, as far as members have a verdict. */
  until: number
}

/**
 * An estate of a pool: claims on a short one are paid `min(1, (assets + recovered) / claimed)` when its window is over.
 *
 * @example
 * ```ts
 * const { assets, claimed, until } = await getEstate(client, { pool, estate })
 * ```
 */
export async function getEstate(
  client: ReadClient,
  { pool, estate, ...options }: GetEstateParameters,
): Promise<Estate> {
  const [assets, claimed, recovered, undecided, until] = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'estateOf',
      args: [estate],
    },
    options,
  )
  return { assets, claimed, recovered, undecided: Number(undecided), until: Number(until) }
}

/** Parameters of {@link getEstateProduct}. */
export interface GetEstateProductParameters extends GetEstateParameters {
  productId: bigint
}

/** What a product brings into an estate beside its pockets. Asset units. */
export interface EstateProduct {
  /** Σ claims on it. */
  productClaimed: bigint
  /** Its first loss, which pays them before the estate does. */
  productFirstLoss: bigint
}

/**
 * A product's claims on an estate, and the first loss that pays them first: with {@link getEstate} all that
 * `estateDueDown` of `/math` needs.
 *
 * @example
 * ```ts
 * const inputs = { ...(await getEstate(client, { pool, estate })), ...(await getEstateProduct(client, { pool, estate, productId })) }
 * const due = estateDueDown(inputs, gross)
 * ```
 */
export async function getEstateProduct(
  client: ReadClient,
  { pool, estate, productId, ...options }: GetEstateProductParameters,
): Promise<EstateProduct> {
  const [productClaimed, productFirstLoss] = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'estateProductOf',
      args: [estate, productId],
    },
    options,
  )
  return { productClaimed, productFirstLoss }
}
