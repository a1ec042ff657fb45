/**
 * The contracts' formulas with `bigint`, to the last unit, without dependencies. Every division names its direction.
 *
 * @packageDocumentation
 */
export { InvalidParameterError } from '../errors/invalidParameter.js'
export { InvalidSnapshotError } from '../errors/invalidSnapshot.js'
export { divUp, mulDivDown, mulDivUp, WAD } from './arithmetic.js'
export {
  type CoverBudget,
  maxCoverForPremium,
  maxDurationForPremium,
  type PeriodBudget,
} from './budgets.js'
export {
  assetUnit,
  type DampedInputs,
  dampedEquityDown,
  dividedDown,
  type Fading,
  type LimitInputs,
  productLimitDown,
  returnedDown,
  type SettlementTipInputs,
  SHARE_DECIMALS,
  type ShareState,
  type StoredSupply,
  settlementTipDown,
  supplyAt,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  virtualShares,
} from './capital.js'
export {
  type CoveredVaultSnapshot,
  previewCoveredDeposit,
  previewCoveredMint,
  previewCoveredRedemption,
  previewCoveredWithdrawal,
} from './coveredVault.js'
export {
  type CurveOrder,
  type CurvePoint,
  type DetailedOrder,
  type QuoteDetails,
  type QuoteState,
  quoteCurve,
  quoteDetails,
} from './details.js'
export {
  dueDown,
  grossDown,
  needByProofUp,
  type Protection,
  payableUp,
  proofPayout,
  protectionAt,
  provenUp,
  recoveryDown,
  remainingDown,
  reservableDown,
  severityDown,
} from './incident.js'
export {
  areaUp,
  grossUp,
  type Price,
  type PriceInputs,
  type PriceOrder,
  priceCover,
  type RateCurve,
  type RefundInputs,
  rateUp,
  refundDown,
  roundRateUp,
  streamUp,
  unearnedUp,
  valueDown,
  valueUp,
} from './premium.js'
export {
  type AtTime,
  type BoundedOrder,
  boundQuote,
  boundStart,
  type CoverData,
  type CoverOrder,
  type CoverQuote,
  type Extension,
  type PurchaseBounds,
  quoteCancellation,
  quoteCover,
  quoteExtension,
  redeemSchedule,
  type StartOrder,
} from './quote.js'
export { previewRecovery, type Recovery, type RecoveryOrder } from './recovery.js'
export { type CapacityLimit, QuoteError, shareStateAt } from './saleCache.js'
export type {
  PoolConstants,
  PoolSnapshot,
  ProductSnapshot,
  TermsSnapshot,
} from './snapshot.js'
export { parseSnapshot, serializeSnapshot } from './snapshotJson.js'
export { type CoverSplit, type SplitOrder, type SplitPart, splitCover } from './split.js'
export { type QuoteCheck, type QuoteInput, type QuoteMove, verifyQuote } from './verify.js'
