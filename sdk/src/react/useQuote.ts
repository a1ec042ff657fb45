import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Address } from 'viem'
import type { BreakwaterError } from '../errors/base.js'
import { isContractError } from '../errors/decode.js'
import { isBreakwaterError } from '../errors/guards.js'
import { type QuoteDetails, quoteDetails } from '../math/details.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import { type QuoteCheck, verifyQuote } from '../math/verify.js'
import { poolSnapshotQueryOptions, quoteCheckQueryOptions } from '../query/reads.js'
import { type ChainParameters, useReadContext } from './context.js'
import type { QueryOverrides } from './readHook.js'
import { useDebounced } from './useDebounced.js'

/** Milliseconds from one snapshot to the next. */
const REFRESH = 12_000
const DEBOUNCE = 300

/** Parameters of {@link useQuote}. While one of the first four is `undefined` there is no quote. */
export interface UseQuoteParameters extends ChainParameters {
  pool?: Address | undefined
  termsId?: bigint | undefined
  /** Covered amount, asset units; a multiple of the pool's cover unit. */
  amount?: bigint | undefined
  /** Seconds of protection, from 1 to 365 days. */
  duration?: number | undefined
  /** Fee of an integrator on top of the premium, asset units. 0 by default. */
  integratorFee?: bigint | undefined
  /** Milliseconds for which the order stays the same before the pool is asked. 300 by default. */
  debounce?: number | undefined
  /** Whether the pool is asked at all. `true` by default. */
  check?: boolean | undefined
  /** Options of the query of the snapshot. It is read again every 12 seconds by default. */
  query?:
    | (Omit<QueryOverrides<PoolSnapshot>, 'refetchInterval'> & {
        refetchInterval?: number | false | undefined
      })
    | undefined
}

/** What is known of a quote. */
export interface UseQuoteResult {
  /** The quote from the newest state that is known, laid out in full; `undefined` while there is none, or the pool would refuse. */
  quote: QuoteDetails | undefined
  /** Why the pool would refuse: its `name` is that of the contract's error. */
  refusal: BreakwaterError | undefined
  /**
   * - `idle`: a parameter is missing
   * - `loading`: there is no snapshot yet
   * - `offline`: from the snapshot; the pool will be asked, or is not to be
   * - `checking`: from the snapshot; the pool is being asked
   * - `checked`: the pool itself says the same
   * - `moved`: the same, but since the snapshot the price has changed: `quote` has the new one, `check` says why
   * - `refused`: the pool would refuse; see `refusal`
   * - `mismatch`: the pool says another price than follows from its state: do not buy
   * - `error`: a request failed
   */
  status: 'idle' | 'loading' | 'offline' | 'checking' | 'checked' | 'moved' | 'refused' | 'mismatch' | 'error'
  /** What has moved since the snapshot, once the pool has answered. */
  check: QuoteCheck | undefined
  /** The newest state of the pool that is known: for curves, bounds and budgets of `/math`. */
  snapshot: PoolSnapshot | undefined
  /** Why a request failed. */
  error: Error | null
  /** Reads the snapshot again, and asks the pool again. */
  refetch: () => void
}

/**
 * The price of a cover while a buyer chooses amount and period: at once from a snapshot of the pool, without a request, and
 * in the background from the pool itself, once the order has stayed the same for a moment.
 *
 * @example
 * ```tsx
 * function Price({ amount }: { amount: bigint | undefined }) {
 *   // A premium on every key stroke; the status becomes 'checked' when the pool has said the same.
 *   const { quote, refusal, status } = useQuote({ pool, termsId, amount, duration })
 *   return <p>{refusal?.message ?? String(quote?.premium)} {status}</p>
 * }
 * ```
 */
export function useQuote(parameters: UseQuoteParameters): UseQuoteResult {
  const { pool, termsId, amount, duration, integratorFee } = parameters
  const { refetchInterval = REFRESH, ...query } = parameters.query ?? {}
  const { debounce = DEBOUNCE, check: isChecking = true } = parameters
  const { client, deployment } = useReadContext(parameters)
  const queryClient = useQueryClient()
  const asked = `${client?.chain?.id} ${pool} ${termsId} ${amount} ${duration} ${integratorFee}`
  const isSettled = useDebounced(asked, debounce) === asked

  const quoteOf = (snapshot: PoolSnapshot | undefined) =>
    quoteFrom(snapshot, { termsId, amount, duration, integratorFee })

  const termsIds = termsId === undefined ? undefined : [termsId]
  const snapshotOptions = poolSnapshotQueryOptions(client, { pool, termsIds, deployment })
  const isKnown = snapshotOptions.enabled !== false && termsIds !== undefined
  const cached = useQuery({
    ...snapshotOptions,
    // While the pool itself is asked, its answers bring newer snapshots.
    refetchInterval: ({ state }) =>
      isChecking && isSettled && quoteOf(state.data).quote ? false : refetchInterval,
    ...query,
    enabled: isKnown && (query.enabled ?? true),
  })
  const { quote, refusal } = quoteOf(cached.data)
  const isActive = isChecking && isSettled && quote !== undefined
  const asking = useQuery({
    ...quoteCheckQueryOptions(client, { pool, termsId, amount, duration, deployment }),
    enabled: isActive,
    refetchInterval,
  })

  // What was shown first for this order, which the pool's answer is compared with.
  const [seen, setSeen] = useState<{ asked: string; quote: QuoteDetails }>()
  useEffect(() => {
    if (quote && seen?.asked !== asked) setSeen({ asked, quote })
  }, [quote, seen, asked])
  const answer = isActive ? asking.data : undefined
  useEffect(() => {
    if (!answer) return
    queryClient.setQueryData(snapshotOptions.queryKey, (known) => newer(known, answer.snapshot))
  })
  const first = seen?.asked === asked ? seen.quote : quote
  const check =
    answer && first && isLater(answer.snapshot, first) ? verifyQuote(answer.snapshot, first) : undefined
  const failure = isActive ? asking.error : null
  const error = cached.error ?? failure
  return {
    quote,
    refusal: refusal ?? (isContractError(failure) ? failure : undefined),
    status: statusOf(),
    check,
    snapshot: cached.data,
    error: isContractError(error) ? null : error,
    refetch: () => void Promise.all([cached.refetch(), isActive ? asking.refetch() : undefined]),
  }

  function statusOf(): UseQuoteResult['status'] {
    const isMissing = [pool, termsId, amount, duration].includes(undefined)
    if (isMissing || !client) return 'idle'
    if (refusal || isContractError(failure)) return 'refused'
    if (failure?.name === 'QuoteMismatchError') return 'mismatch'
    if (error) return 'error'
    if (!quote) return 'loading'
    if (!check) return isActive && asking.isFetching ? 'checking' : 'offline'
    return check.moved.some(({ input }) => input !== 'time') || check.refusal ? 'moved' : 'checked'
  }
}

function quoteFrom(
  snapshot: PoolSnapshot | undefined,
  {
    termsId,
    amount,
    duration,
    integratorFee,
  }: Pick<UseQuoteParameters, 'termsId' | 'amount' | 'duration' | 'integratorFee'>,
): { quote?: QuoteDetails; refusal?: BreakwaterError } {
  if (!snapshot || termsId === undefined || amount === undefined || duration === undefined) return {}
  try {
    return { quote: quoteDetails(snapshot, { termsId, amount, duration, integratorFee }) }
  } catch (error) {
    if (isBreakwaterError(error)) return { refusal: error }
    throw error
  }
}

/** What takes the known one's place; `undefined` for nothing. */
const newer = (known: PoolSnapshot | undefined, found: PoolSnapshot): PoolSnapshot | undefined =>
  known && known.blockNumber >= found.blockNumber ? undefined : found

const isLater = (snapshot: PoolSnapshot, { state }: QuoteDetails): boolean =>
  snapshot.blockNumber >= state.blockNumber
