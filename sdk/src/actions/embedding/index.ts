export * from './distributions.js'
export {
  type CreateDistributorParameters,
  createDistributor,
  createDistributorSync,
  type DistributorTerms,
  type GetDistributorAddressParameters,
  type GetDistributorParameters,
  getDistributor,
  getDistributorAddress,
  type NoteArrivalParameters,
  noteArrival,
  noteArrivalSync,
  type PayoutDistributor,
} from './distributors.js'
export * from './mandates.js'
export type { Mandate, SignedMandate } from './mandateTypes.js'
export type { WhyClosed } from './openings.js'
export * from './renewals.js'
export * from './revocations.js'
export * from './vaultCovers.js'
export * from './vaultCreation.js'
export * from './vaultMoves.js'
export * from './vaultReads.js'
export * from './vaultSnapshot.js'
