import type { Address } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import { pinned } from '../../internal/lens.js'
import { toSeconds } from '../../internal/parameters.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { DAY } from '../../math/arithmetic.js'
import { type CoverSplit, splitCover } from '../../math/split.js'
import { getPoolSnapshot } from '../pool/reads.js'

/** Parameters of {@link getBestQuote}. */
export interface GetBestQuoteParameters extends ReadOptions {
  /** Pools of one asset that sell the terms. */
  pools: readonly Address[]
  /** Terms to buy. */
  termsId: bigint
  /** Covered amount, asset units; a multiple of the pools' cover units. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
  /** The most pools to buy from, 1 to 8. 8 by default. */
  maxPools?: number | undefined
}

/** The cheapest purchase from several pools: what {@link buyBestCover} takes. */
export interface BestQuote extends CoverSplit {
  termsId: bigint
  /** Seconds of protection that were asked for. */
  duration: number
  /** Asset of the pools. */
  asset: Address
  /** Latest start of protection among the parts, seconds. */
  start: number
  /** Time of the quote, seconds. */
  timestamp: number
}

/**
 * The split of a purchase over several pools with the least total premium, at one block: as {@link splitCover} of `/math`
 * finds it in their snapshots. Premiums are exact to the unit if the order is mined at the quote's time and nothing happens to
 * the pools before.
 *
 * @returns Parts for as much of the amount as the pools can sell: compare its `amount` with what you asked for.
 *
 * @throws `QuoteError` of the first pool if every one refuses.
 * @throws {@link InvalidParameterError} for pools that are none, of several assets, or named twice.
 *
 * @example
 * ```ts
 * const order = { termsId, amount: parseUnits('500000', 6), duration: 90 * 86_400 }
 * const quote = await getBestQuote(client, { pools, ...order })
 * if (quote.amount < order.amount) throw new Error(`There is only ${quote.available} for sale.`)
 * for (const { pool, amount, premium } of quote.parts) console.log(pool, amount, premium)
 * ```
 */
export async function getBestQuote(
  client: ReadClient,
  { pools, termsId, amount, duration, maxPools, timestamp, ...options }: GetBestQuoteParameters,
): Promise<BestQuote> {
  toSeconds('duration', duration, DAY, 365 * DAY)
  if (typeof amount !== 'bigint') throw new InvalidParameterError('amount', amount, 'must be a bigint')
  if (pools.length === 0) throw new InvalidParameterError('pools', pools, 'is empty')
  if (new Set(pools.map((pool) => pool.toLowerCase())).size < pools.length)
    throw new InvalidParameterError('pools', pools, 'names a pool twice')
  const at = await pinned(client, options)
  const snapshots = await Promise.all(
    pools.map((pool) => getPoolSnapshot(client, { ...at, pool, termsIds: [termsId] })),
  )
  const asset = (snapshots[0] as (typeof snapshots)[number]).constants.asset
  const other = snapshots.find(({ constants }) => constants.asset.toLowerCase() !== asset.toLowerCase())
  if (other) throw new InvalidParameterError('pools', other.pool, `is a pool of another asset than ${asset}`)
  const time = timestamp ?? Math.max(...snapshots.map((snapshot) => snapshot.timestamp))
  const split = splitCover(snapshots, { termsId, amount, duration, timestamp: time, maxPools })
  const start = Math.max(0, ...split.parts.map((part) => part.start))
  return { ...split, termsId, duration, asset, start, timestamp: time }
}
