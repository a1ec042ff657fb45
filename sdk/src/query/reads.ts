import { getPayout, getPayouts } from '../actions/claims/claims.js'
import {
  type GetCoverParameters,
  type GetCoversParameters,
  getCover,
  getCovers,
} from '../actions/cover/tokens.js'
import type { Cover } from '../actions/cover/types.js'
import { type GetProductsParameters, getProducts, type ListedProduct } from '../actions/listing/products.js'
import { type GetTermsParameters, getTerms } from '../actions/listing/terms.js'
import type { Terms } from '../actions/listing/types.js'
import {
  type DetailedQuote,
  type GetQuoteDetailsParameters,
  getQuoteDetails,
} from '../actions/pool/quoteDetails.js'
import {
  type GetExtensionQuoteParameters,
  type GetQuoteParameters,
  getCancellationQuote,
  getExtensionQuote,
} from '../actions/pool/quotes.js'
import {
  type GetPoolParameters,
  type GetPoolSnapshotParameters,
  getPool,
  getPoolSnapshot,
  type Pool,
} from '../actions/pool/reads.js'
import type { CancelCoverParameters } from '../actions/pool/sales.js'
import {
  type GetActivityParameters,
  type GetActivityReturnType,
  getActivity,
} from '../actions/reading/activity/getActivity.js'
import { type Coverable, type GetCoverableParameters, getCoverable } from '../actions/reading/coverable.js'
import { type GetOffersParameters, getOffers, type Offer } from '../actions/reading/offers.js'
import { type GetPoolsParameters, getPools, type ListedPool } from '../actions/reading/pools.js'
import { type GetPortfolioParameters, getPortfolio, type Portfolio } from '../actions/reading/portfolio.js'
import { type GetPositionParameters, getPosition, type Position } from '../actions/reading/positions.js'
import { type GetDisputeParameters, getDispute } from '../actions/resolution/disputes/disputes.js'
import { nextActions } from '../actions/resolution/disputes/nextActions.js'
import type { Dispute, NextAction, NextActionsParameters } from '../actions/resolution/disputes/types.js'
import type { ReadOptions } from '../internal/read.js'
import type { PoolSnapshot } from '../math/snapshot.js'
import { type CoverWithStatus, readCoverStatus } from './coverStatusRead.js'
import { type CheckedQuote, readQuoteCheck } from './quoteCheckRead.js'
import { defineReadQuery, type QueryParameters, type ReadQuery, type ReadQueryOptions } from './readQuery.js'

/** Query of `getPools`: all pools, those of an asset, or those that sell a cover. */
export const poolsQueryOptions: ReadQuery<GetPoolsParameters, ListedPool[]> = /* @__PURE__ */ defineReadQuery(
  'pools',
  getPools,
  [],
)

/** Query of `getPool`: a pool's constants and totals. */
export const poolQueryOptions: ReadQuery<GetPoolParameters, Pool> = /* @__PURE__ */ defineReadQuery(
  'pool',
  getPool,
  ['pool'],
)

/** Query of `getProducts`: what is listed, or what pins a contract. */
export const productsQueryOptions: ReadQuery<GetProductsParameters, ListedProduct[]> =
  /* @__PURE__ */ defineReadQuery('products', getProducts, [])

/** Query of `getTerms`. */
export const termsQueryOptions: ReadQuery<GetTermsParameters, Terms> = /* @__PURE__ */ defineReadQuery(
  'terms',
  getTerms,
  ['termsId'],
)

/**
 * Query of `getOffers`: what pools ask for a cover, the best first.
 *
 * @example
 * ```ts
 * import { QueryClient } from '@tanstack/react-query'
 * import { offersQueryOptions } from '@breakwater/sdk/query'
 *
 * const queryClient = new QueryClient()
 * const options = offersQueryOptions(client, { termsId, amount, duration, deployment })
 * const [best] = await queryClient.fetchQuery(options)
 * ```
 */
export const offersQueryOptions: ReadQuery<GetOffersParameters, Offer[]> = /* @__PURE__ */ defineReadQuery(
  'offers',
  getOffers,
  ['amount', 'duration'],
)

/** Query of `getCoverable`: what an account holds, what of it no cover covers, and offers for that. */
export const coverableQueryOptions: ReadQuery<GetCoverableParameters, Coverable[]> =
  /* @__PURE__ */ defineReadQuery('coverable', getCoverable, ['owner'])

/** Query of `getPoolSnapshot`: the state from which `/math` quotes without a node. */
export const poolSnapshotQueryOptions: ReadQuery<GetPoolSnapshotParameters, PoolSnapshot> =
  /* @__PURE__ */ defineReadQuery('poolSnapshot', getPoolSnapshot, ['pool'])

/** Query of the pool's own quote, together with the state from which the same follows. */
export const quoteCheckQueryOptions: ReadQuery<GetQuoteParameters, CheckedQuote> =
  /* @__PURE__ */ defineReadQuery('quoteCheck', readQuoteCheck, ['pool', 'termsId', 'amount', 'duration'])

/** Query of `getQuoteDetails`: a quote with all that a buyer should know. */
export const quoteDetailsQueryOptions: ReadQuery<GetQuoteDetailsParameters, DetailedQuote> =
  /* @__PURE__ */ defineReadQuery('quoteDetails', getQuoteDetails, ['pool', 'termsId', 'amount', 'duration'])

/** Query of `getCover`. */
export const coverQueryOptions: ReadQuery<GetCoverParameters, Cover> = /* @__PURE__ */ defineReadQuery(
  'cover',
  getCover,
  ['coverId'],
)

/** Query of `getCovers`: all covers of an account. */
export const coversQueryOptions: ReadQuery<GetCoversParameters, Cover[]> = /* @__PURE__ */ defineReadQuery(
  'covers',
  getCovers,
  ['owner'],
)

/** Query of a cover and its status at the time of the latest block. */
export const coverStatusQueryOptions: ReadQuery<GetCoverParameters, CoverWithStatus> =
  /* @__PURE__ */ defineReadQuery('coverStatus', readCoverStatus, ['coverId'])

/** Query of `getPortfolio`: everything that an account has. */
export const portfolioQueryOptions: ReadQuery<GetPortfolioParameters, Portfolio> =
  /* @__PURE__ */ defineReadQuery('portfolio', getPortfolio, ['owner'])

/** Query of `getPosition`: what an underwriter has in a pool, the exit included. */
export const positionQueryOptions: ReadQuery<GetPositionParameters, Position> =
  /* @__PURE__ */ defineReadQuery('position', getPosition, ['pool', 'account'])

/** Query of `getExtensionQuote`. */
export const extensionQuoteQueryOptions: ReadQuery<
  GetExtensionQuoteParameters,
  { end: number; premium: bigint }
> = /* @__PURE__ */ defineReadQuery('extensionQuote', getExtensionQuote, ['pool', 'coverId', 'added'])

/** Query of `getCancellationQuote`: the refund of a cover, asset units. */
export const cancellationQuoteQueryOptions: ReadQuery<CancelCoverParameters & ReadOptions, bigint> =
  /* @__PURE__ */ defineReadQuery('cancellationQuote', getCancellationQuote, ['pool', 'coverId'])

/** Parameters of {@link payoutQueryOptions}. */
export interface PayoutQueryParameters {
  pool: `0x${string}`
  coverId: bigint
  /** What the claim names: the `incidentIds` of a claim in a portfolio. */
  incidentIds: readonly bigint[]
}

/** Query of what a claim would pay now, asset units; 0 if it would be refused, or only registered. */
export const payoutQueryOptions: ReadQuery<PayoutQueryParameters, bigint> = /* @__PURE__ */ defineReadQuery(
  'payout',
  (client, { incidentIds, ...cover }) => {
    const [incidentId, ...others] = incidentIds
    return incidentId !== undefined && others.length === 0
      ? getPayout(client, { ...cover, incidentId })
      : getPayouts(client, { ...cover, incidentIds })
  },
  ['pool', 'coverId', 'incidentIds'],
)

/** Query of `getActivity`: what has happened, in words. */
export const activityQueryOptions: ReadQuery<GetActivityParameters, GetActivityReturnType> =
  /* @__PURE__ */ defineReadQuery('activity', getActivity, [])

/** Query of `getDispute`: everything about an incident at a court. */
export const disputeQueryOptions: ReadQuery<GetDisputeParameters, Dispute> = /* @__PURE__ */ defineReadQuery(
  'dispute',
  getDispute,
  ['incidentId'],
)

/** Parameters of {@link nextActionsQueryOptions}. */
export type NextActionsQueryParameters = GetDisputeParameters & Omit<NextActionsParameters, 'now'>

/** A query whose data is another form of what was fetched. */
export interface SelectedQueryOptions<fetched, data> extends ReadQueryOptions<fetched> {
  select: (fetched: fetched) => data
}

/** Query of {@link disputeQueryOptions}, as the list of what can be done at the time of its block, and later. */
export function nextActionsQueryOptions(
  client: Parameters<typeof disputeQueryOptions>[0],
  { table, uri, assessments, assertions, ...parameters }: QueryParameters<NextActionsQueryParameters>,
): SelectedQueryOptions<Dispute, NextAction[]> {
  const { account } = parameters
  return {
    ...disputeQueryOptions(client, parameters),
    select: (dispute) =>
      nextActions(dispute, { now: dispute.timestamp, account, table, uri, assessments, assertions }),
  }
}
