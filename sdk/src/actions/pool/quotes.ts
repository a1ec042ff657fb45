import type { Address } from 'viem'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { toSeconds } from '../../internal/parameters.js'
import { type ReadClient, type ReadOptions, readOne } from '../../internal/read.js'
import { DAY } from '../../math/arithmetic.js'
import type { Recovery } from '../../math/recovery.js'
import { type CapacityLimit, LIMITS } from './limits.js'
import type { CancelCoverParameters } from './sales.js'

const quoteAbi = [CoverPool.quoteCover] as const
const extensionAbi = [CoverPool.quoteExtension] as const
const cancellationAbi = [CoverPool.quoteCancellation] as const
const recoveryAbi = [CoverPool.previewRecovery] as const

export type { CapacityLimit } from './limits.js'

/** Parameters of {@link getQuote}. */
export interface GetQuoteParameters extends ReadOptions {
  pool: Address
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pool's cover unit. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
}

/** Price of a cover, and the available amount. */
export interface Quote {
  /** Premium from the payer, without an integrator's fee; asset units. */
  premium: bigint
  /** Part of the premium that goes to manager, sponsor and protocol; asset units. */
  fees: bigint
  /** Rate at which the rest streams to the pool, 2^-33 cover units a second. */
  rate: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds. */
  end: number
  /** The most that can be bought now for this duration, asset units. */
  available: bigint
  /** The limit that sets `available`. */
  binding: CapacityLimit
}

/**
 * The price of a purchase, to the unit, if it were mined on top of a block at that block's time or
 * at `timestamp`. A purchase mined later, or after another one, can cost more: `maxPremium` bounds
 * that.
 *
 * @throws `AmountZero`, `NotMultipleOf`, `DurationOutOfRange`, `TermsNotForSale`, `SalesStopped`, `BelowMark`, `PoolShort`,
 * `WrongChain`
 *
 * @example
 * ```ts
 * const { premium, available } = await getQuote(client, {
 *   pool,
 *   termsId,
 *   amount: parseUnits('50000', 6),
 *   duration: 90 * 86_400,
 * })
 * ```
 */
export async function getQuote(
  client: ReadClient,
  { pool, termsId, amount, duration, ...options }: GetQuoteParameters,
): Promise<Quote> {
  const quote = await readOne(
    client,
    {
      abi: quoteAbi,
      address: pool,
      functionName: 'quoteCover',
      args: [termsId, amount, toSeconds('duration', duration, DAY, 365 * DAY)],
    },
    options,
    { positive: ['termsId', 'amount'] },
  )
  return { ...quote, binding: LIMITS[quote.binding] ?? 'none' }
}

/** Parameters of {@link getExtensionQuote}. */
export interface GetExtensionQuoteParameters extends ReadOptions {
  pool: Address
  coverId: bigint
  /** Seconds to add, from 1 to 365 days. */
  added: number
}

/**
 * The effect of {@link extendCover} at a block.
 *
 * @throws as {@link extendCover}
 *
 * @example
 * ```ts
 * const { end, premium } = await getExtensionQuote(client, { pool, coverId, added: 30 * 86_400 })
 * ```
 */
export async function getExtensionQuote(
  client: ReadClient,
  { pool, coverId, added, ...options }: GetExtensionQuoteParameters,
): Promise<{ end: number; premium: bigint }> {
  const [end, premium] = await readOne(
    client,
    {
      abi: extensionAbi,
      address: pool,
      functionName: 'quoteExtension',
      args: [coverId, toSeconds('added', added, DAY, 365 * DAY)],
    },
    options,
  )
  return { end, premium }
}

/**
 * The refund of {@link cancelCover} at a block, asset units; 0 if it would revert.
 *
 * @example
 * ```ts
 * const refund = await getCancellationQuote(client, { pool, coverId })
 * ```
 */
export async function getCancellationQuote(
  client: ReadClient,
  { pool, coverId, ...options }: CancelCoverParameters & ReadOptions,
): Promise<bigint> {
  return readOne(
    client,
    { abi: cancellationAbi, address: pool, functionName: 'quoteCancellation', args: [coverId] },
    options,
  )
}

/** Parameters of {@link getRecovery}. */
export interface GetRecoveryParameters extends ReadOptions {
  pool: Address
  termsId: bigint
  /** Covered amount, asset units. */
  amount: bigint
}

/**
 * The payouts of a total loss on a cover bought now: in full, if its whole cluster were lost and
 * nothing else, and if everything that the pool covers were lost at once. To be read before a
 * purchase.
 *
 * @example
 * ```ts
 * const { full, alone, together } = await getRecovery(client, { pool, termsId, amount: parseUnits('50000', 6) })
 * ```
 */
export async function getRecovery(
  client: ReadClient,
  { pool, termsId, amount, ...options }: GetRecoveryParameters,
): Promise<Recovery> {
  return readOne(
    client,
    { abi: recoveryAbi, address: pool, functionName: 'previewRecovery', args: [termsId, amount] },
    options,
    { positive: ['termsId', 'amount'] },
  )
}
