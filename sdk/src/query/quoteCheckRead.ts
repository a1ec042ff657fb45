import { type GetQuoteParameters, getQuote, type Quote } from '../actions/pool/quotes.js'
import { getPoolSnapshot } from '../actions/pool/reads.js'
import { QuoteMismatchError } from '../errors/quoteMismatch.js'
import type { ReadClient } from '../internal/read.js'
import { quoteCover } from '../math/quote.js'
import type { PoolSnapshot } from '../math/snapshot.js'

/** A pool's own quote, and the state that it stands on. */
export interface CheckedQuote {
  /** The pool's state at the latest block, of the terms that were asked for. */
  snapshot: PoolSnapshot
  /** What the pool itself says at that block. */
  quote: Quote
}

/**
 * Asks the pool for its own quote, and for the state from which the same must follow.
 *
 * @throws {@link QuoteMismatchError} if it does not; and as `getQuote`
 */
export async function readQuoteCheck(
  client: ReadClient,
  { pool, termsId, amount, duration, deployment }: GetQuoteParameters,
): Promise<CheckedQuote> {
  const snapshot = await getPoolSnapshot(client, { pool, termsIds: [termsId], deployment })
  const { blockNumber } = snapshot
  const quote = await getQuote(client, { pool, termsId, amount, duration, deployment, blockNumber })
  const computed = quoteCover(snapshot, { termsId, amount, duration })
  const isSame = (['premium', 'fees', 'start', 'end', 'available'] as const).every(
    (name) => computed[name] === quote[name],
  )
  if (!isSame) throw new QuoteMismatchError(quote.premium, computed.premium)
  return { snapshot, quote }
}
