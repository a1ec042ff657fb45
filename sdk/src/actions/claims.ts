import { type Address, type Hex, zeroAddress } from 'viem'
import { InvalidParameterError } from '../errors/errors.js'
import { pocketVaultAbi } from '../generated/contracts.js'
import { getPocketVaultAddress, parseCoverId, toPocketId } from '../ids.js'
import { checkAddress } from '../internal/parameters.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { defineWriteAction, type SyncAction, toSync, type WriteAction } from '../internal/write.js'
import type { LossTable } from '../losses.js'

type Vault = typeof pocketVaultAbi

/** Parameters of {@link claimPayout}. */
export interface ClaimPayoutParameters {
  pool: Address
  coverId: bigint
  incidentId: bigint
}

/**
 * Pays a cover's loss to its owner: what remains × max(0, severity − deductible), rounded down. Where pockets are settled
 * together and hold too little, the first call registers the claim (it pays 0 and leaves no `PayoutClaimed`), and a second
 * one, after the window, pays its part. Anyone may.
 *
 * @throws `PocketNotCarved`, `VerdictPending`, `NotCovered`, `AlreadyClaimed`, `ClaimWindowOpen`,
 * `ClaimWindowClosed`, `InvalidProof`, `CoverDoesNotExist`
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
export const claimPayoutSync: SyncAction<ClaimPayoutParameters, Vault, 'PayoutClaimed', true> =
  /* @__PURE__ */ toSync(claimPayout, true)

/** Parameters of {@link claimPayoutTo}. */
export interface ClaimPayoutToParameters extends ClaimPayoutParameters {
  /** Who is paid instead of the owner. */
  receiver: Address
}

/**
 * The same as {@link claimPayout}, paid to a receiver that the owner names. Only the owner.
 *
 * @throws `NotAuthorized`, and as `claimPayout`
 *
 * @example
 * ```ts
 * const { payout } = await claimPayoutToSync(client, { pool, coverId, incidentId, receiver })
 * ```
 */
export const claimPayoutTo: WriteAction<ClaimPayoutToParameters, Vault, 'claimPayoutTo', 'PayoutClaimed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'claimPayoutTo',
    eventName: 'PayoutClaimed',
    request: ({ pool, coverId, incidentId, receiver }) => ({
      address: getPocketVaultAddress(pool),
      args: [coverId, incidentId, receiver],
    }),
  })

/** {@link claimPayoutTo}, waiting for the receipt. */
export const claimPayoutToSync: SyncAction<ClaimPayoutToParameters, Vault, 'PayoutClaimed', true> =
  /* @__PURE__ */ toSync(claimPayoutTo, true)

/** A line of a loss table, with the way from it to the root. */
export interface ProvenLoss {
  /** Line of the loss table. */
  index: number
  /** The whole loss on that line, asset units. */
  loss: bigint
  /** The way from the line to the root, from `lossTable(…).proof(index)`. */
  proof: readonly Hex[]
  table?: undefined
}

/** A whole loss table, in which the line is looked up. */
export interface LossInTable {
  /** Made by `lossTable`. */
  table: LossTable
  /** Whose loss it is: the cover's insured. */
  insured: Address
}

/** Parameters of {@link claimLoss}: a proof, or the table that has it. */
export type ClaimLossParameters = ClaimPayoutParameters & {
  /** Resolver of the cover's terms. */
  resolver: Address
  /** Who is paid. The owner by default; only the owner may name another. */
  receiver?: Address | undefined
} & (ProvenLoss | LossInTable)

/**
 * Pays a cover's part of its insured's proven loss: what remains of the cover, or what is left of the loss less the
 * deductible, whichever is smaller. Anyone may, to the owner.
 *
 * @throws `InvalidProof`, `NotAuthorized`, and as `claimPayout`
 *
 * @example
 * ```ts
 * const { insured } = await getCover(client, { coverId })
 * const { payout } = await claimLossSync(client, { pool, coverId, incidentId, resolver, table, insured })
 * ```
 */
export const claimLoss: WriteAction<ClaimLossParameters, Vault, 'claimLoss', 'PayoutClaimed'> =
  /* @__PURE__ */ defineWriteAction({
    abi: pocketVaultAbi,
    functionName: 'claimLoss',
    eventName: 'PayoutClaimed',
    mayBeZero: ['receiver'],
    positive: ['loss'],
    request: ({ pool, coverId, incidentId, resolver, receiver = zeroAddress, ...claimed }) => {
      const { index, loss, proof } = claimed.table ? lineOf(claimed) : claimed
      return {
        address: getPocketVaultAddress(pool),
        args: [coverId, incidentId, receiver, { index: toIndex(index), loss, resolver, proof }],
      }
    },
  })

function lineOf({ table, insured }: LossInTable): ProvenLoss {
  checkAddress('insured', insured)
  const index = table.indexOf(insured)
  if (index === undefined) throw new InvalidParameterError('insured', insured, 'lost nothing in this table')
  return { index, loss: table.line(index).loss, proof: table.proof(index) }
}

function toIndex(index: number): bigint {
  if (Number.isSafeInteger(index) && index >= 0) return BigInt(index)
  throw new InvalidParameterError('index', index, 'is not a line of a table')
}

/** {@link claimLoss}, waiting for the receipt. */
export const claimLossSync: SyncAction<ClaimLossParameters, Vault, 'PayoutClaimed', true> =
  /* @__PURE__ */ toSync(claimLoss, true)

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

/** A claim on an estate. Asset units. */
export interface RegisteredClaim {
  /** What the cover lost; 0 if nothing is registered. */
  gross: bigint
  /** What of that has been paid. */
  paid: bigint
}

/**
 * A cover's claim on an estate that pays all the same part.
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
  const [gross, paid] = await readOne(
    client,
    {
      abi: pocketVaultAbi,
      address: getPocketVaultAddress(pool),
      functionName: 'registeredClaim',
      args: [toPocketId(parseCoverId(coverId).termsId, incidentId), coverId],
    },
    options,
  )
  return { gross, paid }
}
