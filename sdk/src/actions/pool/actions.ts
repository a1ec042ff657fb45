import { approveAsset, approveAssetSync, deposit, depositSync, mint, mintSync } from './capital.js'
import { createPool, createPoolSync } from './creation.js'
import {
  getNextExit,
  getRedeemRequest,
  getRedeemSettlement,
  redeem,
  redeemSync,
  requestRedeem,
  requestRedeemSync,
  setOperator,
  setOperatorSync,
  settleRedeemRequests,
  settleRedeemRequestsSync,
  withdraw,
  withdrawSync,
} from './exits.js'
import {
  authorizeOperator,
  authorizeOperatorSync,
  signOperator,
  signOperatorRevocation,
} from './operators.js'
import { signAssetPermit, signPermitRevocation } from './permits.js'
import { getQuoteDetails } from './quoteDetails.js'
import { getCancellationQuote, getExtensionQuote, getQuote, getRecovery } from './quotes.js'
import { getPool, getPoolSnapshot } from './reads.js'
import {
  buyCover,
  buyCoverSync,
  cancelCover,
  cancelCoverSync,
  extendCover,
  extendCoverSync,
  isBuyer,
  processExpiries,
  processExpiriesSync,
  setBuyer,
  setBuyerSync,
} from './sales.js'
import {
  approveShares,
  approveSharesSync,
  getShareAllowance,
  isOperator,
  transferShares,
  transferSharesFrom,
  transferSharesFromSync,
  transferSharesSync,
} from './shares.js'
import { submitPermit, submitPermitSync } from './submissions.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const poolActions = {
  approveAsset,
  approveAssetSync,
  deposit,
  depositSync,
  mint,
  mintSync,
  createPool,
  createPoolSync,
  getNextExit,
  requestRedeem,
  requestRedeemSync,
  settleRedeemRequests,
  settleRedeemRequestsSync,
  redeem,
  redeemSync,
  withdraw,
  withdrawSync,
  setOperator,
  setOperatorSync,
  getRedeemRequest,
  getRedeemSettlement,
  authorizeOperator,
  authorizeOperatorSync,
  signOperator,
  signOperatorRevocation,
  signAssetPermit,
  signPermitRevocation,
  submitPermit,
  submitPermitSync,
  getQuote,
  getQuoteDetails,
  getExtensionQuote,
  getCancellationQuote,
  getRecovery,
  getPool,
  getPoolSnapshot,
  buyCover,
  buyCoverSync,
  extendCover,
  extendCoverSync,
  cancelCover,
  cancelCoverSync,
  setBuyer,
  setBuyerSync,
  isBuyer,
  processExpiries,
  processExpiriesSync,
  approveShares,
  approveSharesSync,
  getShareAllowance,
  isOperator,
  transferShares,
  transferSharesFrom,
  transferSharesFromSync,
  transferSharesSync,
}
