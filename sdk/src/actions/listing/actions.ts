import {
  attestCode,
  attestCodeSync,
  getAttestations,
  listAuditor,
  listAuditorSync,
  revokeAttestation,
  revokeAttestationSync,
  signAttestation,
  signAttestationRevocation,
} from './audits.js'
import {
  clearCodeChange,
  clearCodeChangeSync,
  flagCodeChange,
  flagCodeChangeSync,
  getCode,
  lapseCover,
  lapseCoverSync,
  refreshAudit,
  refreshAuditSync,
} from './code.js'
import { getPin } from './pins.js'
import { getProduct, getProducts, listProduct, listProductSync } from './products.js'
import { getStorageProof } from './proofs.js'
import { getTerms, publishTerms, publishTermsSync, suspendTerms, suspendTermsSync } from './terms.js'

/**
 * The actions of this room, one by one: an object of whole modules would keep bundlers from
 * dropping unused ones.
 */
export const listingActions = {
  listAuditor,
  listAuditorSync,
  signAttestation,
  signAttestationRevocation,
  attestCode,
  attestCodeSync,
  revokeAttestation,
  revokeAttestationSync,
  getAttestations,
  flagCodeChange,
  flagCodeChangeSync,
  clearCodeChange,
  clearCodeChangeSync,
  refreshAudit,
  refreshAuditSync,
  lapseCover,
  lapseCoverSync,
  getCode,
  getPin,
  listProduct,
  listProductSync,
  getProduct,
  getProducts,
  getStorageProof,
  publishTerms,
  publishTermsSync,
  suspendTerms,
  suspendTermsSync,
  getTerms,
}
