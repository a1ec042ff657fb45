import { type Address, type Hex, isAddressEqual, keccak256, stringToBytes, zeroHash } from 'viem'
import { QuoteMismatchError } from '../../errors/quoteMismatch.js'
import { deploymentOf, type ReadClient } from '../../internal/read.js'
import { type QuoteDetails, quoteDetails } from '../../math/details.js'
import { previewRecovery, type Recovery } from '../../math/recovery.js'
import { getFirstLoss } from '../claims/firstLoss.js'
import { getUndecided } from '../claims/settlements.js'
import { getTerms } from '../listing/terms.js'
import { getCourtTerms } from '../resolution/court/courtTerms.js'
import { type GetQuoteParameters, getQuote } from './quotes.js'
import { getPoolSnapshot } from './reads.js'

/** Parameters of {@link getQuoteDetails}. */
export interface GetQuoteDetailsParameters extends GetQuoteParameters {
  /** Fee of an integrator on top of the premium, asset units. 0 by default. */
  integratorFee?: bigint | undefined
  /** The conditions as the buyer has read them, in UTF-8 if it is a text: compared with the hash in the terms. */
  wording?: string | Uint8Array | undefined
}

/** A quote with all that a buyer should know. Times in seconds, amounts in asset units. */
export interface DetailedQuote extends QuoteDetails {
  asset: Address
  productId: bigint
  /** Last second at which a case can be opened for an incident of the protected time. */
  reportBy: number
  /** Seconds to claim in, from the application of a verdict. */
  claimWindow: number
  /** Payouts of a total loss, in full and if capital is short. */
  recovery: Recovery
  /** Contract that decides incidents. */
  resolver: Address
  /** Arbiters who choose if answers differ, first and last; `undefined` if the resolver is not the deployment's court. */
  arbiters: { first: Address; fallback: Address } | undefined
  wording: {
    /** Hash of the conditions in words; `undefined` if the terms have none. */
    hash: Hex | undefined
    /** Whether the conditions that were passed have that hash; `undefined` if none were passed. */
    isVerified: boolean | undefined
  }
}

/**
 * A quote laid out in full, all at one block: the parts of the payment, the annual rate, the
 * utilisation, the times of protection and reporting, recovery, arbiters, and the state that it stands on.
 *
 * The price is computed twice, by the pool and here from its state, and must be the same. That finds a
 * node that invents a price, not one that invents a state: bound a purchase by what the cover is
 * worth to you, or compare with another node by `verifyQuote` of `/math`.
 *
 * @throws {@link QuoteMismatchError} if the two prices differ; and as {@link getQuote}
 *
 * @example
 * ```ts
 * const quote = await getQuoteDetails(client, { pool, termsId, amount, duration, wording })
 * if (!quote.wording.isVerified) throw new Error('These are not the conditions of the terms.')
 * console.log(quote.total, quote.annualRate, quote.start, quote.end, quote.reportBy, quote.recovery.together)
 * ```
 */
export async function getQuoteDetails(
  client: ReadClient,
  { integratorFee, wording, ...parameters }: GetQuoteDetailsParameters,
): Promise<DetailedQuote> {
  const { pool, termsId, amount, duration, ...options } = parameters
  const snapshot = await getPoolSnapshot(client, { pool, termsIds: [termsId], ...options })
  const { deployment, timestamp } = options
  const at = { deployment, timestamp, blockNumber: snapshot.blockNumber }
  const [quoted, terms, undecided] = await Promise.all([
    getQuote(client, { pool, termsId, amount, duration, ...at }),
    getTerms(client, { termsId, ...at }),
    getUndecided(client, { pool, ...at }),
  ])
  const details = quoteDetails(snapshot, { termsId, amount, duration, integratorFee })
  const { premium, fees, rate, start, end, available } = details
  const isSame = premium === quoted.premium && fees === quoted.fees && rate === quoted.rate
  if (!isSame || start !== quoted.start || end !== quoted.end || available !== quoted.available)
    throw new QuoteMismatchError(quoted.premium, premium)

  const { productId, asset, resolver, subject, reportWindow, claimWindow } = terms
  const { court } = deploymentOf(client, options)
  const [{ free }, courtTerms] = await Promise.all([
    getFirstLoss(client, { pool, productId, ...at }),
    isAddressEqual(resolver, court) ? getCourtTerms(client, { subject, ...at }) : undefined,
  ])
  return {
    ...details,
    ...{ asset, productId, resolver, claimWindow },
    reportBy: end - 1 + reportWindow,
    recovery: previewRecovery(snapshot, { termsId, amount, firstLoss: free, undecided }),
    arbiters: courtTerms && {
      first: courtTerms.rules.arbiter,
      fallback: courtTerms.rules.fallbackArbiter,
    },
    wording: wordingOf(terms.wording, wording),
  }
}

function wordingOf(hash: Hex, wording: string | Uint8Array | undefined): DetailedQuote['wording'] {
  const bytes = typeof wording === 'string' ? stringToBytes(wording) : wording
  return {
    hash: hash === zeroHash ? undefined : hash,
    isVerified: bytes && keccak256(bytes) === hash,
  }
}
