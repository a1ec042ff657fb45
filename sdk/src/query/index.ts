/**
 * Queries and mutations for TanStack Query, without React: for query clients, servers and other frameworks.
 *
 * @packageDocumentation
 */
export {
  cancelCoverMutationOptions,
  collectReturnsMutationOptions,
  redeemMutationOptions,
  requestRedeemMutationOptions,
  settleRedeemRequestsMutationOptions,
  withdrawMutationOptions,
  writeMutationOptions,
} from './actionWrites.js'
export {
  type BondPath,
  type NextActionDone,
  type NextActionVariables,
  nextActionMutationOptions,
  openCaseMutationOptions,
  postAnswerMutationOptions,
} from './caseWrites.js'
export { type ClaimMade, type ClaimVariables, claimMutationOptions } from './claimWrite.js'
export type { CoverWithStatus } from './coverStatusRead.js'
export { type InvalidateAfterParameters, invalidateAfter, type KnownWrite } from './invalidation.js'
export {
  type BreakwaterQueryKey,
  type BreakwaterQueryKeyParameters,
  type BreakwaterQueryName,
  breakwaterQueryKey,
  type KeyPart,
} from './keys.js'
export type { Paid } from './pay.js'
export type { Payments } from './payments.js'
export { type PaymentsQueryParameters, paymentsQueryOptions } from './paymentsQuery.js'
export {
  type BoughtCover,
  type BuyCoverVariables,
  buyCoverMutationOptions,
  type DepositMade,
  type DepositVariables,
  depositMutationOptions,
  type ExtendCoverVariables,
  type ExtendedCover,
  extendCoverMutationOptions,
  type PaymentParameters,
} from './purchases.js'
export type { CheckedQuote } from './quoteCheckRead.js'
export type { QueryParameters, ReadQuery, ReadQueryOptions } from './readQuery.js'
export * from './reads.js'
export type { EventOf } from './results.js'
export type { OnStage, PaymentPath, WriteStage } from './stages.js'
export type {
  WriteClient,
  WriteMutation,
  WriteMutationFactory,
  WriteMutationOptions,
} from './writeMutation.js'
