import type { QueryClient } from '@tanstack/react-query'
import type { Address } from 'viem'
import { type BreakwaterQueryName, breakwaterQueryKey } from './keys.js'

/** What a purchase changes of a pool: prices, capacity, totals. */
const SALES = ['poolSnapshot', 'quoteCheck', 'quoteDetails', 'offers', 'pool', 'pools', 'payments'] as const
/** What is read of covers. */
const COVERS = ['cover', 'coverStatus', 'covers', 'coverable', 'portfolio'] as const
const QUOTES = ['extensionQuote', 'cancellationQuote'] as const
const CAPITAL = [...SALES, 'position', 'portfolio'] as const
const CASES = ['dispute', 'payout', 'portfolio', 'coverStatus', ...SALES] as const

/** What each write changes, by name; `activity` is changed by all. */
const CHANGES = {
  buyCover: [...SALES, ...COVERS],
  extendCover: [...SALES, ...COVERS, ...QUOTES],
  cancelCover: [...SALES, ...COVERS, ...QUOTES],
  claim: [...COVERS, ...QUOTES, ...CASES, 'position'],
  deposit: CAPITAL,
  requestRedeem: CAPITAL,
  settleRedeemRequests: CAPITAL,
  redeem: ['position', 'portfolio', 'payments'],
  withdraw: ['position', 'portfolio', 'payments'],
  collectReturns: ['position', 'portfolio'],
} satisfies Record<string, readonly BreakwaterQueryName[]>

/** Those whose keys name a pool: of other pools they stay as they are. */
const OF_A_POOL: readonly BreakwaterQueryName[] = [
  ...['pool', 'poolSnapshot', 'quoteCheck', 'quoteDetails', 'position', 'extensionQuote'],
  ...['cancellationQuote', 'payout'],
] as BreakwaterQueryName[]

/** A write whose changes are known. */
export type KnownWrite = keyof typeof CHANGES

/** Parameters of {@link invalidateAfter}. */
export interface InvalidateAfterParameters {
  /** Id of the chain on which it was made. */
  chainId: number
  /** The write. Without it everything of the chain counts as changed. */
  write?: KnownWrite | undefined
  /** The pool of the write: what is read of other pools stays as it is. */
  pool?: Address | undefined
}

/**
 * Marks what a write has changed as stale, by the beginnings of keys: what is shown is fetched again at once. The mutations of
 * this package do it by themselves.
 *
 * @example
 * ```ts
 * import { QueryClient } from '@tanstack/react-query'
 * import { invalidateAfter } from '@breakwater/sdk/query'
 *
 * const queryClient = new QueryClient()
 * await invalidateAfter(queryClient, { chainId, write: 'deposit', pool })
 * ```
 */
export async function invalidateAfter(
  queryClient: QueryClient,
  { chainId, write, pool }: InvalidateAfterParameters,
): Promise<void> {
  if (write === undefined) return queryClient.invalidateQueries({ queryKey: breakwaterQueryKey({ chainId }) })
  const names = new Set<BreakwaterQueryName>([...CHANGES[write], 'activity'])
  await Promise.all(
    [...names].map((name) => {
      const parameters = pool && OF_A_POOL.includes(name) ? { pool } : undefined
      return queryClient.invalidateQueries({ queryKey: breakwaterQueryKey({ chainId, name, parameters }) })
    }),
  )
}
