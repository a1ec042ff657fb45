/**
 * The contracts' formulas with `bigint`, to the last unit, without dependencies. Every division names its direction.
 *
 * @packageDocumentation
 */
export { divUp, mulDivDown, mulDivUp, WAD } from './arithmetic.js'
export {
  type DampedInputs,
  dampedEquityDown,
  entitlementDown,
  type LimitInputs,
  productLimitDown,
  type ShareState,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  virtualShares,
} from './capital.js'
export {
  type CoverStatus,
  coverStatus,
  needUp,
  payoutDown,
  remainingDown,
  severityDown,
} from './incident.js'
export {
  areaUp,
  grossUp,
  type Price,
  type PriceBook,
  type PriceOrder,
  quoteCover,
  type RateCurve,
  type RefundInputs,
  rateUp,
  refundDown,
  roundRateUp,
  streamUp,
  unearnedUp,
  valueUp,
} from './premium.js'
