import { type Address, type Hex, zeroAddress } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as ClaimsVault from '../../generated/abi/ClaimsVault.js'
import { checkAddress } from '../../internal/parameters.js'
import { type ReadClient, type ReadOptions, readOne, readTogether } from '../../internal/read.js'
import { toSync, toSyncAll } from '../../internal/sync.js'
import { defineWriteAction } from '../../internal/write.js'
import type { SyncAction, SyncAllAction, WriteAction } from '../../internal/writeTypes.js'
import { parseCoverId } from '../cover/ids.js'
import { getCaseId } from './cases.js'
import { getClaimsVaultAddress } from './ids.js'
import type { LossTable } from './losses.js'
import type { StoredCase } from './stored.js'

const claimAbi = [ClaimsVault.claimPayout, ClaimsVault.PayoutClaimed] as const
const claimToAbi = [ClaimsVault.claimPayoutTo, ClaimsVault.PayoutClaimed] as const
const claimAllAbi = [ClaimsVault.claimPayouts, ClaimsVault.PayoutClaimed] as const
const claimLossAbi = [ClaimsVault.claimLoss, ClaimsVault.PayoutClaimed] as const
const caseAbi = [ClaimsVault.caseIdOf, ClaimsVault.getCase] as const
const payoutAbi = [
  ClaimsVault.previewPayout,
  ClaimsVault.previewPayouts,
  ClaimsVault.registeredClaim,
] as const

/** Parameters of {@link claimPayout}. */
export interface ClaimPayoutParameters {
  pool: Address
  coverId: bigint
  incidentId: bigint
}

/**
 * Pays a cover's loss to its owner: what remains × max(0, severity − its version's deductible),
 * rounded down. While the settlement is short the claim is registered instead: the call pays 0 and
 * emits no `PayoutClaimed`. Another call pays it in full as soon as the settlement is not short, or
 * its part once all claims on the settlement are known; a later one pays what a recovery has added.
 * Anyone may call it.
 *
 * @throws `CaseNotOpen`, `VerdictPending`, `NotCovered`, `AlreadyClaimed`, `ClaimTogether`, `PoolShort`,
 * `ClaimWindowClosed`, `InvalidProof`, `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const { payout, receiver } = await claimPayoutSync(client, { pool, coverId, incidentId })
 * ```
 */
export const claimPayout: WriteAction<
  ClaimPayoutParameters,
  typeof claimAbi,
  'claimPayout',
  'PayoutClaimed'
> = /* @__PURE__ */ defineWriteAction({
  abi: claimAbi,
  functionName: 'claimPayout',
  eventName: 'PayoutClaimed',
  request: ({ pool, coverId, incidentId }) => ({
    address: getClaimsVaultAddress(pool),
    args: [coverId, incidentId],
  }),
})

/** {@link claimPayout}, waiting for the receipt. */
export const claimPayoutSync: SyncAction<ClaimPayoutParameters, typeof claimAbi, 'PayoutClaimed', true> =
  /* @__PURE__ */ toSync(claimPayout, true)

/** Parameters of {@link claimPayoutTo}. */
export interface ClaimPayoutToParameters extends ClaimPayoutParameters {
  /** Receiver of the payout in place of the owner. */
  receiver: Address
}

/**
 * The same as {@link claimPayout}, paid to a receiver that the owner names. Only the owner may call
 * it.
 *
 * @throws `NotAuthorized`, and as `claimPayout`
 *
 * @example
 * ```ts
 * const { payout } = await claimPayoutToSync(client, { pool, coverId, incidentId, receiver })
 * ```
 */
export const claimPayoutTo: WriteAction<
  ClaimPayoutToParameters,
  typeof claimToAbi,
  'claimPayoutTo',
  'PayoutClaimed'
> = /* @__PURE__ */ defineWriteAction({
  abi: claimToAbi,
  functionName: 'claimPayoutTo',
  eventName: 'PayoutClaimed',
  request: ({ pool, coverId, incidentId, receiver }) => ({
    address: getClaimsVaultAddress(pool),
    args: [coverId, incidentId, receiver],
  }),
})

/** {@link claimPayoutTo}, waiting for the receipt. */
export const claimPayoutToSync: SyncAction<
  ClaimPayoutToParameters,
  typeof claimToAbi,
  'PayoutClaimed',
  true
> = /* @__PURE__ */ toSync(claimPayoutTo, true)

/** Parameters of {@link claimPayouts}. */
export interface ClaimPayoutsParameters {
  pool: Address
  coverId: bigint
  /** Incidents in the order of their events: all of the product that claims can be made on. */
  incidentIds: readonly bigint[]
  /** Receiver of the payout. The owner by default; only the owner may name another. */
  receiver?: Address | undefined
}

/**
 * Claims for several incidents of a cover's product in one call, like {@link claimPayout} for one.
 * It must name all that claims can be made on, in the order of their events, so that the order of
 * claims does not decide whose capital pays. Each claim is on what the earlier ones have left of
 * the cover. Incidents that the cover does not cover, or that were claimed on, are skipped. {@link
 * sortIncidents} sorts them.
 *
 * @throws `ClaimTogether`, `NotInOrder`, and as `claimPayout`
 *
 * @example
 * ```ts
 * const incidentIds = await sortIncidents(client, { pool, termsId, incidentIds: [later, first] })
 * const { events } = await claimPayoutsSync(client, { pool, coverId, incidentIds })
 * ```
 */
export const claimPayouts: WriteAction<
  ClaimPayoutsParameters,
  typeof claimAllAbi,
  'claimPayouts',
  'PayoutClaimed'
> = /* @__PURE__ */ defineWriteAction({
  abi: claimAllAbi,
  functionName: 'claimPayouts',
  eventName: 'PayoutClaimed',
  mayBeZero: ['receiver'],
  request: ({ pool, coverId, incidentIds, receiver = zeroAddress }) => ({
    address: getClaimsVaultAddress(pool),
    args: [coverId, incidentIds, receiver],
  }),
})

/** {@link claimPayouts}, waiting for the receipt: one event for each paid claim. */
export const claimPayoutsSync: SyncAllAction<ClaimPayoutsParameters, typeof claimAllAbi, 'PayoutClaimed'> =
  /* @__PURE__ */ toSyncAll(claimPayouts)

/** Parameters of {@link sortIncidents}. */
export interface SortIncidentsParameters extends ReadOptions {
  pool: Address
  /** Any version of the product's terms. */
  termsId: bigint
  /** Incidents with a case in the pool. */
  incidentIds: readonly bigint[]
}

/**
 * Incidents of a product in the order that {@link claimPayouts} requires: by event, as the pool's
 * cases have it.
 *
 * @throws `UnknownTerms`
 *
 * @example
 * ```ts
 * const ordered = await sortIncidents(client, { pool, termsId, incidentIds })
 * ```
 */
export async function sortIncidents(
  client: ReadClient,
  { pool, termsId, incidentIds, ...options }: SortIncidentsParameters,
): Promise<bigint[]> {
  const vault = { abi: caseAbi, address: getClaimsVaultAddress(pool) } as const
  const caseIds = (await readTogether(
    client,
    incidentIds.map((incidentId) => ({ ...vault, functionName: 'caseIdOf', args: [termsId, incidentId] })),
    options,
  )) as unknown as bigint[]
  const cases = (await readTogether(
    client,
    caseIds.map((caseId) => ({ ...vault, functionName: 'getCase', args: [caseId] })),
    options,
  )) as unknown as StoredCase[]
  // The vault's order: by time, then by the upper bits of the case's number.
  const placeOf = (i: number) => ((cases[i]?.eventTime ?? 0n) << 216n) | ((caseIds[i] ?? 0n) >> 40n)
  const order = incidentIds.map((incidentId, i) => ({ incidentId, place: placeOf(i) }))
  return order.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ incidentId }) => incidentId)
}

/** A line of a loss table, with its path to the root. */
export interface ProvenLoss {
  /** Line of the loss table. */
  index: number
  /** The whole loss on that line, asset units. */
  loss: bigint
  /** Path from the line to the root, from `lossTable(…).proof(index)`. */
  proof: readonly Hex[]
  table?: undefined
}

/** A whole loss table, in which the line is looked up. */
export interface LossInTable {
  /** Made by `lossTable`. */
  table: LossTable
  /** The insured of the line, who is the cover's insured. */
  insured: Address
}

/** Parameters of {@link claimLoss}: a proof, or the table that has it. */
export type ClaimLossParameters = ClaimPayoutParameters & {
  /** Receiver of the payout. The owner by default; only the owner may name another. */
  receiver?: Address | undefined
} & (ProvenLoss | LossInTable)

/**
 * Pays a cover's part of its insured's proven loss: what remains of the cover, or what is left of
 * the loss less the deductible, whichever is smaller. Only the cover's owner, its insured, and
 * their operators in the pool may call it; from 14 days before the end of the claim window anyone
 * may. A loss counts once for all covers of the insured, over all pools. While the settlement is
 * short the claim is registered; {@link claimPayout} pays it.
 *
 * @throws `InvalidProof`, `NotAuthorized`, `CaseNotOpen`, `VerdictPending`, `NotCovered`, `AlreadyClaimed`,
 * `ClaimWindowClosed`, `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const { insured } = await getCover(client, { coverId })
 * const { payout } = await claimLossSync(client, { pool, coverId, incidentId, table, insured })
 * ```
 */
export const claimLoss: WriteAction<ClaimLossParameters, typeof claimLossAbi, 'claimLoss', 'PayoutClaimed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: claimLossAbi,
    functionName: 'claimLoss',
    eventName: 'PayoutClaimed',
    mayBeZero: ['receiver'],
    positive: ['loss'],
    request: ({ pool, coverId, incidentId, receiver = zeroAddress, ...claimed }) => {
      const { index, loss, proof } = claimed.table ? poolTermsOf(claimed) : claimed
      return {
        address: getClaimsVaultAddress(pool),
        args: [coverId, incidentId, receiver, { index: toIndex(index), loss, proof }],
      }
    },
  })

function poolTermsOf({ table, insured }: LossInTable): ProvenLoss {
  checkAddress('insured', insured)
  const index = table.indexOf(insured)
  if (index === undefined) throw new InvalidParameterError('insured', insured, 'has no line in this table')
  return { index, loss: table.line(index).loss, proof: table.proof(index) }
}

function toIndex(index: number): bigint {
  if (Number.isSafeInteger(index) && index >= 0) return BigInt(index)
  throw new InvalidParameterError('index', index, 'is not a line of a table')
}

/** {@link claimLoss}, waiting for the receipt. */
export const claimLossSync: SyncAction<ClaimLossParameters, typeof claimLossAbi, 'PayoutClaimed', true> =
  /* @__PURE__ */ toSync(claimLoss, true)

/**
 * The payout of `claimPayout` now, asset units; 0 if it would revert, or only register the claim.
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
      abi: payoutAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'previewPayout',
      args: [coverId, incidentId],
    },
    options,
  )
}

/**
 * The payouts of {@link claimPayouts} now, asset units in all; 0 if it would revert, or only
 * register claims.
 *
 * @throws `CoverDoesNotExist`
 *
 * @example
 * ```ts
 * const payout = await getPayouts(client, { pool, coverId, incidentIds })
 * ```
 */
export async function getPayouts(
  client: ReadClient,
  { pool, coverId, incidentIds, ...options }: Omit<ClaimPayoutsParameters, 'receiver'> & ReadOptions,
): Promise<bigint> {
  return readOne(
    client,
    {
      abi: payoutAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'previewPayouts',
      args: [coverId, incidentIds],
    },
    options,
  )
}

/** A claim that could not be paid at once. Asset units. */
export interface RegisteredClaim {
  /** Loss of the cover; 0 if nothing is registered. */
  gross: bigint
  /** Paid part of it. */
  paid: bigint
}

/**
 * A cover's claim for an incident that was registered while the settlement was short. {@link
 * claimPayout} pays it once the settlement is not short, or its part once the settlement is over.
 *
 * @example
 * ```ts
 * const { gross, paid } = await getRegisteredClaim(client, { pool, coverId, incidentId })
 * ```
 */
export async function getRegisteredClaim(
  client: ReadClient,
  { pool, coverId, incidentId, ...options }: ClaimPayoutParameters & ReadOptions,
): Promise<RegisteredClaim> {
  const { termsId } = parseCoverId(coverId)
  const [gross, paid] = await readOne(
    client,
    {
      abi: payoutAbi,
      address: getClaimsVaultAddress(pool),
      functionName: 'registeredClaim',
      args: [await getCaseId(client, { pool, termsId, incidentId, ...options }), coverId],
    },
    options,
  )
  return { gross, paid }
}
