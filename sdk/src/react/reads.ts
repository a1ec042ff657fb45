import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Dispute, NextAction } from '../actions/resolution/disputes/types.js'
import type { Payments } from '../query/payments.js'
import { type PaymentsQueryParameters, paymentsQueryOptions } from '../query/paymentsQuery.js'
import * as queries from '../query/reads.js'
import { useReadContext, useWallet } from './context.js'
import { defineReadHook, type ReadHookParameters, withOverrides } from './readHook.js'

/** All pools, those of an `asset`, or those that sell `termsId`, `productId` or a contract's cover: `getPools`. */
export const usePools = /* @__PURE__ */ defineReadHook(queries.poolsQueryOptions)

/** A pool's constants and totals: `getPool`. */
export const usePool = /* @__PURE__ */ defineReadHook(queries.poolQueryOptions)

/** Products, or those with terms that pin a contract: `getProducts`. */
export const useProducts = /* @__PURE__ */ defineReadHook(queries.productsQueryOptions)

/** Terms by their id: `getTerms`. */
export const useTerms = /* @__PURE__ */ defineReadHook(queries.termsQueryOptions)

/**
 * What pools ask for a cover, the best first: `getOffers`. While what is covered, the amount or the period is missing it waits.
 *
 * @example
 * ```tsx
 * function Offers({ amount }: { amount: bigint | undefined }) {
 *   const { data = [] } = useOffers({ covering: vault, amount, duration: 90 * 86_400 })
 *   return data.map(({ pool, quote }) => <li key={pool}>{String(quote?.premium)}</li>)
 * }
 * ```
 */
export const useOffers = /* @__PURE__ */ defineReadHook(queries.offersQueryOptions)

/** What the connected account holds, what of it no cover covers, and offers for that: `getCoverable`. */
export const useCoverable = /* @__PURE__ */ defineReadHook(queries.coverableQueryOptions, 'owner')

/** The state of a pool from which `/math` quotes without a node: `getPoolSnapshot`. */
export const usePoolSnapshot = /* @__PURE__ */ defineReadHook(queries.poolSnapshotQueryOptions)

/** A quote with all that a buyer should know: `getQuoteDetails`. While a buyer types use {@link useQuote}. */
export const useQuoteDetails = /* @__PURE__ */ defineReadHook(queries.quoteDetailsQueryOptions)

/** A cover by its id: `getCover`. */
export const useCover = /* @__PURE__ */ defineReadHook(queries.coverQueryOptions)

/** All covers of the connected account: `getCovers`. */
export const useCovers = /* @__PURE__ */ defineReadHook(queries.coversQueryOptions, 'owner')

/** A cover, its terms and code, and its status at the time of the latest block: `coverStatus`. */
export const useCoverStatus = /* @__PURE__ */ defineReadHook(queries.coverStatusQueryOptions)

/** Everything that the connected account has: `getPortfolio`. */
export const usePortfolio = /* @__PURE__ */ defineReadHook(queries.portfolioQueryOptions, 'owner')

/** What the connected account has in a pool: `getPosition`. */
export const usePosition = /* @__PURE__ */ defineReadHook(queries.positionQueryOptions, 'account')

/** Price and end of an extension: `getExtensionQuote`. */
export const useExtensionQuote = /* @__PURE__ */ defineReadHook(queries.extensionQuoteQueryOptions)

/** The refund of a cancellation, asset units: `getCancellationQuote`. */
export const useCancellationQuote = /* @__PURE__ */ defineReadHook(queries.cancellationQuoteQueryOptions)

/** What a claim would pay now, asset units: `getPayout` and `getPayouts`. */
export const usePayout = /* @__PURE__ */ defineReadHook(queries.payoutQueryOptions)

/** What has happened, in words: `getActivity`. */
export const useActivity = /* @__PURE__ */ defineReadHook(queries.activityQueryOptions)

/** Everything about an incident at a court, with the bonds of the connected account: `getDispute`. */
export const useDispute = /* @__PURE__ */ defineReadHook(queries.disputeQueryOptions, 'account')

/** Parameters of {@link useNextActions}. */
export type UseNextActionsParameters = ReadHookParameters<
  queries.NextActionsQueryParameters,
  Dispute,
  NextAction[]
>

/** What can be done about an incident, by whom and until when: `nextActions` at the time of the latest block. */
export function useNextActions({
  query,
  chainId,
  ...given
}: UseNextActionsParameters): UseQueryResult<NextAction[], Error> {
  const context = useReadContext({ chainId, deployment: given.deployment })
  const { client, deployment } = context
  const account = given.account ?? context.account
  const options = queries.nextActionsQueryOptions(client, { ...given, account, deployment })
  return useQuery(withOverrides(options, query) as never)
}

/** Parameters of {@link usePayments}. */
export type UsePaymentsParameters = ReadHookParameters<PaymentsQueryParameters, Payments>

/** How the connected account can pay a pool: its balance, its allowance, and the ways that wallet and asset know. */
export function usePayments({
  query,
  chainId,
  ...given
}: UsePaymentsParameters): UseQueryResult<Payments, Error> {
  const context = useReadContext({ chainId, deployment: given.deployment })
  const account = given.account ?? context.account
  const wallet = useWallet(context.chainId)
  const isOwn = account !== undefined && account === context.account
  const options = paymentsQueryOptions(context.client, { ...given, account }, isOwn ? wallet : undefined)
  return useQuery(withOverrides(options, query) as never)
}
