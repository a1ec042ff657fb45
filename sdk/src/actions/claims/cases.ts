import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { toSync } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, WriteAction } from '../../internal/writeTypes.js'
import { getClaimsVaultAddress } from './ids.js'
import { toCase } from './stored.js'
import type { Case, CaseParameters } from './types.js'

const vaultAbi = [
  ClaimsVault.addBonus,
  ClaimsVault.addRecovery,
  ClaimsVault.applyVerdict,
  ClaimsVault.caseIdOf,
  ClaimsVault.openCase,
  ClaimsVault.settleCase,
  ClaimsVault.BonusAdded,
  ClaimsVault.CapitalReleased,
  ClaimsVault.CaseOpened,
  ClaimsVault.RecoveryAdded,
  ClaimsVault.VerdictApplied,
  ClaimsVault.getCase,
] as const

type Vault = typeof vaultAbi

/** Parameters of {@link openCase}. */
export interface OpenCaseParameters extends CaseParameters {
  /**
   * The most that was destroyed, WAD; if claims need a proof, the part of the cover that all losses
   * together claim at most. Required for a report; by default the measured severity of a firing.
   */
  severity?: bigint | undefined
}

/**
 * Opens a case for an incident in a pool, for all versions of a product's terms, and sets the most
 * that can be claimed aside, as far as there is capital. Anyone may call it, within the report
 * window. For an incident that was reported to a court the court takes a bond from the sender; the
 * court, not the vault, needs an allowance for it, of the amount that {@link getOpeningBond}
 * returns. The case of a firing needs no bond. From then on the court knows the case by this
 * version of the terms.
 *
 * @throws `IncidentOutsideWindow`, `SeverityZero`, `ValueOutOfRange`, `CaseAlreadyOpen`, `NotCovered`,
 * `TermsLapsed`, `UnknownIncident`, `UnknownTerms`, `WrongChain`; at a court also `TransferFromFailed`
 *
 * @example
 * ```ts
 * const severity = parseEther('0.6')
 * await approveAssetSync(client, await getOpeningBond(client, { pool, termsId, incidentId, severity }))
 * const { reserve } = await openCaseSync(client, { pool, termsId, incidentId, severity })
 * ```
 */
export const openCase: WriteAction<OpenCaseParameters, Vault, 'openCase', 'CaseOpened'> =
  /* @__PURE__ */ defineWriteAction({
    abi: vaultAbi,
    functionName: 'openCase',
    eventName: 'CaseOpened',
    request: ({ pool, termsId, incidentId, severity }) => ({
      address: getClaimsVaultAddress(pool),
      args: [termsId, incidentId, severity ?? 0n],
    }),
  })

/** {@link openCase}, waiting for the receipt. */
export const openCaseSync: SyncAction<OpenCaseParameters, Vault, 'CaseOpened'> =
  /* @__PURE__ */ toSync(openCase)

/**
 * Applies a payable verdict in a pool, begins the claim window, and returns what can no longer be
 * claimed, unless the settlement is strained. It closes a denied case. Anyone may call it; a claim
 * does it too.
 *
 * @throws `CaseNotOpen`, `VerdictPending`, `VerdictAlreadyApplied`
 *
 * @example
 * ```ts
 * const { severity, claimsUntil, settlement } = await applyVerdictSync(client, { pool, termsId, incidentId })
 * ```
 */
export const applyVerdict: WriteAction<CaseParameters, Vault, 'applyVerdict', 'VerdictApplied'> =
  /* @__PURE__ */ defineWriteAction({
    abi: vaultAbi,
    functionName: 'applyVerdict',
    eventName: 'VerdictApplied',
    request: ({ pool, termsId, incidentId }) => ({
      address: getClaimsVaultAddress(pool),
      args: [termsId, incidentId],
    }),
  })

/** {@link applyVerdict}, waiting for the receipt. */
export const applyVerdictSync: SyncAction<CaseParameters, Vault, 'VerdictApplied'> =
  /* @__PURE__ */ toSync(applyVerdict)

/**
 * Returns what a case does not pay to the pool, as shares for the holders at its opening. Anyone
 * may call it:
 *
 * - before the verdict is applied: it applies the verdict first, and ends there if that closes the
 * case;
 * - while claims can be made: it returns what they cannot need, which a strain had held until its
 * end;
 * - after that: it closes the case. In a strained settlement it counts the case's claims; once all
 * cases are counted, one more call gives each case its part of what claims left.
 *
 * A call that only counts claims emits no `CapitalReleased`; the event's fields are then missing
 * from the result.
 *
 * @throws `CaseNotOpen`, `VerdictPending`, `ClaimWindowOpen`, `SettlementOpen`, `AlreadyReleased`
 *
 * @example
 * ```ts
 * const { assets, shares } = await settleCaseSync(client, { pool, termsId, incidentId })
 * ```
 */
export const settleCase: WriteAction<CaseParameters, Vault, 'settleCase', 'CapitalReleased'> =
  /* @__PURE__ */ defineWriteAction({
    abi: vaultAbi,
    functionName: 'settleCase',
    eventName: 'CapitalReleased',
    request: ({ pool, termsId, incidentId }) => ({
      address: getClaimsVaultAddress(pool),
      args: [termsId, incidentId],
    }),
  })

/** {@link settleCase}, waiting for the receipt. */
export const settleCaseSync: SyncAction<CaseParameters, Vault, 'CapitalReleased', true> =
  /* @__PURE__ */ toSync(settleCase, true)

/** Parameters of {@link addRecovery}. */
export interface AddRecoveryParameters extends CaseParameters {
  /** Recovered asset units; the vault needs an allowance for them. */
  assets: bigint
}

/**
 * Pays in recovered assets of an incident. Reduced claims are made whole first; the rest goes to
 * the holders at the opening, as shares. Anyone may call it, once the verdict is applied; in a
 * strained settlement once all its cases are counted. The sender pays.
 *
 * @throws `RecoveryTooSmall`, `CaseNotOpen`, `VerdictPending`, `SettlementOpen`
 *
 * @example
 * ```ts
 * const { forClaims, forHolders } = await addRecoverySync(client, { pool, termsId, incidentId, assets })
 * ```
 */
export const addRecovery: WriteAction<AddRecoveryParameters, Vault, 'addRecovery', 'RecoveryAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: vaultAbi,
    functionName: 'addRecovery',
    eventName: 'RecoveryAdded',
    positive: ['assets'],
    request: ({ pool, termsId, incidentId, assets }) => ({
      address: getClaimsVaultAddress(pool),
      args: [termsId, incidentId, assets],
    }),
  })

/** {@link addRecovery}, waiting for the receipt. */
export const addRecoverySync: SyncAction<AddRecoveryParameters, Vault, 'RecoveryAdded'> =
  /* @__PURE__ */ toSync(addRecovery)

/** Parameters of {@link addBonus}. */
export interface AddBonusParameters extends CaseParameters {
  /** Asset units for claims on top of their payouts; the vault needs an allowance for them. */
  assets: bigint
}

/**
 * Adds money for claims on top of their payouts, in proportion. The unused part makes reduced
 * claims whole, or goes back into equity with the case. Anyone may call it until the verdict is
 * applied; the sender pays.
 *
 * @throws `AmountZero`, `CaseNotOpen`, `VerdictAlreadyApplied`
 *
 * @example
 * ```ts
 * await addBonusSync(client, { pool, termsId, incidentId, assets })
 * ```
 */
export const addBonus: WriteAction<AddBonusParameters, Vault, 'addBonus', 'BonusAdded'> =
  /* @__PURE__ */ defineWriteAction({
    abi: vaultAbi,
    functionName: 'addBonus',
    eventName: 'BonusAdded',
    positive: ['assets'],
    request: ({ pool, termsId, incidentId, assets }) => ({
      address: getClaimsVaultAddress(pool),
      args: [termsId, incidentId, assets],
    }),
  })

/** {@link addBonus}, waiting for the receipt. */
export const addBonusSync: SyncAction<AddBonusParameters, Vault, 'BonusAdded'> =
  /* @__PURE__ */ toSync(addBonus)

/**
 * The case that an incident has opened in a pool; its status is `none` if there is none.
 *
 * @throws `UnknownTerms`
 *
 * @example
 * ```ts
 * const { status, need, paid, claimsUntil } = await getCase(client, { pool, termsId, incidentId })
 * ```
 */
export async function getCase(
  client: ReadClient,
  { pool, termsId, incidentId, ...options }: CaseParameters & ReadOptions,
): Promise<Case> {
  const caseId = await getCaseId(client, { pool, termsId, incidentId, ...options })
  const found = await readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'getCase',
      args: [caseId],
    },
    options,
  )
  return toCase(caseId, found)
}

/**
 * Number of an incident's case in a pool, whether it was opened or not. {@link toCaseId} computes
 * it from the product's id without a request.
 *
 * @throws `UnknownTerms`
 *
 * @example
 * ```ts
 * const caseId = await getCaseId(client, { pool, termsId, incidentId })
 * ```
 */
export async function getCaseId(
  client: ReadClient,
  { pool, termsId, incidentId, ...options }: CaseParameters & ReadOptions,
): Promise<bigint> {
  return readOne(
    client,
    {
      abi: vaultAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'caseIdOf',
      args: [termsId, incidentId],
    },
    options,
  )
}
