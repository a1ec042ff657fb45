import type { Address } from 'viem'
import { InvalidParameterError } from '../../errors/errors.js'
import * as CoverPool from '../../generated/abi/CoverPool.js'
import { POOL_TERMS } from '../../generated/words.js'
import {
  type LensResult,
  lensProtocol,
  type Reply,
  readLens,
  readPages,
  refusalOf,
  resultOf,
} from '../../internal/lens.js'
import { checkAddress, toSeconds } from '../../internal/parameters.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { readWord } from '../../internal/words.js'
import { DAY } from '../../math/arithmetic.js'
import type { Recovery } from '../../math/recovery.js'
import { LIMITS } from '../pool/limits.js'
import type { Quote } from '../pool/quotes.js'

const poolAbi = [CoverPool.quoteCover, CoverPool.previewRecovery] as const

/** Parameters of {@link getOffers}: what is covered, and how much of it for how long. */
export interface GetOffersParameters extends ReadOptions {
  /** Contract to cover: the terms on sale that pin it. */
  covering?: Address | undefined
  /** Product to cover: its terms on sale. */
  productId?: bigint | undefined
  /** Terms to buy. */
  termsId?: bigint | undefined
  /** Only pools of this asset. */
  asset?: Address | undefined
  /** Covered amount, asset units of each pool; rounded up to whole cover units. */
  amount: bigint
  /** Seconds of protection, from 1 to 365 days. */
  duration: number
}

/** What a pool asks for a cover. */
export interface Offer {
  pool: Address
  /** Asset of the pool. */
  asset: Address
  termsId: bigint
  productId: bigint
  /** The covered amount in whole cover units, asset units. */
  amount: bigint
  /**
   * Price, start, available amount and the limit that binds; `undefined` if the pool refuses. What
   * can be bought now is the smaller of `amount` and `quote.available`.
   */
  quote: Quote | undefined
  /** Name of the error with which the pool refuses to sell, such as `TermsNotForSale`. */
  refusal: string | undefined
  /** Payouts of a total loss, asset units. */
  recovery: Recovery
}

/**
 * Offers of all pools for one cover: premium, start of protection, available amount, the limit that
 * binds, and recovery. Pools that have the whole amount come first, the cheapest of them first; then
 * those that have a part, the largest first; then those that refuse. One request, as long as the
 * node's gas suffices: some fifty pools.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * const [best] = await getOffers(client, { covering: vault, amount: parseUnits('50000', 6), duration: 90 * 86_400 })
 * if (best?.quote?.binding === 'none') console.log(best.pool, best.quote.premium)
 * ```
 */
export async function getOffers(
  client: ReadClient,
  { covering, productId, termsId, asset, amount, duration, ...options }: GetOffersParameters,
): Promise<Offer[]> {
  const named = { covering, productId, termsId }
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  if (given.length !== 1)
    throw new InvalidParameterError(
      'covering',
      named,
      'is one of three names for what is covered, beside "productId" and "termsId"; exactly one must be given',
    )
  for (const [name, address] of Object.entries({ covering, asset }))
    if (address !== undefined) checkAddress(name, address)
  for (const [name, number] of Object.entries({ productId, termsId, amount }))
    if (number !== undefined && (typeof number !== 'bigint' || number <= 0n || number >> 128n))
      throw new InvalidParameterError(name, number, 'must be a bigint above zero and below 2^128')
  const search = {
    ...{ amount, duration: toSeconds('duration', duration, DAY, 365 * DAY) },
    ...{ termsId: termsId ?? 0n, productId: productId ?? 0n },
    ...{ covering: covering ?? NONE, asset: asset ?? NONE },
  }
  const pages = await readPages(
    client,
    (from, at) => readLens(client, 'offers', [lensProtocol(client, at), from, search], at),
    options,
  )
  return pages.flat().map(toOffer).sort(byWorth)
}

const NONE = '0x0000000000000000000000000000000000000000'

function toQuote(reply: Reply): Quote {
  const quote = resultOf(poolAbi, 'quoteCover', reply)
  return { ...quote, binding: LIMITS[quote.binding] ?? 'none' }
}

function toOffer({ quote, recovery, poolTerms, ...found }: LensResult<'offers'>[0][number]): Offer {
  return {
    ...found,
    productId: readWord(poolTerms, POOL_TERMS).productId,
    quote: quote.success ? toQuote(quote) : undefined,
    refusal: quote.success ? undefined : (refusalOf(quote)?.name ?? 'TransactionRevertedError'),
    recovery: resultOf(poolAbi, 'previewRecovery', recovery),
  }
}

/** The whole amount before a part, a part before nothing; then by premium, or by what is available. */
function byWorth(a: Offer, b: Offer): number {
  const rank = ({ quote, amount }: Offer) => (!quote ? 2 : quote.available >= amount ? 0 : 1)
  const order = rank(a) - rank(b)
  if (order !== 0 || !a.quote || !b.quote) return order
  return rank(a) === 0
    ? compare(a.quote.premium, b.quote.premium)
    : compare(b.quote.available, a.quote.available)
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
