import {
  applyChange,
  applyChangeSync,
  getChange,
  prolongChange,
  prolongChangeSync,
  revokeChange,
  revokeChangeSync,
  submitChange,
  submitChangeSync,
} from './changes.js'
import { collectFees, collectFeesSync, getFees, withdrawFees, withdrawFeesSync } from './fees.js'
import {
  endPauses,
  endPausesSync,
  getPauses,
  pauseDeposits,
  pauseDepositsSync,
  pauseSales,
  pauseSalesSync,
} from './pauses.js'
import {
  addTerms,
  addTermsSync,
  removeTerms,
  removeTermsSync,
  setPricing,
  setPricingSync,
} from './poolTerms.js'
import {
  acceptManager,
  acceptManagerSync,
  setGuardian,
  setGuardianSync,
  transferManager,
  transferManagerSync,
} from './roles.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const governanceActions = {
  submitChange,
  submitChangeSync,
  applyChange,
  applyChangeSync,
  revokeChange,
  revokeChangeSync,
  prolongChange,
  prolongChangeSync,
  getChange,
  collectFees,
  collectFeesSync,
  withdrawFees,
  withdrawFeesSync,
  getFees,
  pauseSales,
  pauseSalesSync,
  pauseDeposits,
  pauseDepositsSync,
  endPauses,
  endPausesSync,
  getPauses,
  addTerms,
  addTermsSync,
  removeTerms,
  removeTermsSync,
  setPricing,
  setPricingSync,
  transferManager,
  transferManagerSync,
  acceptManager,
  acceptManagerSync,
  setGuardian,
  setGuardianSync,
}
