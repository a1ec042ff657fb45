export * from './answers.js'
export * from './assessments.js'
export * from './assessors.js'
export * from './audits.js'
export * from './bonds.js'
export * from './claims/index.js'
export {
  type CodeChangeParameters,
  type CodeKind,
  type CoveredCode,
  clearCodeChange,
  clearCodeChangeSync,
  flagCodeChange,
  flagCodeChangeSync,
  type GetCodeParameters,
  type GetPinParameters,
  getCode,
  getPin,
  type LapseCoverParameters,
  lapseCover,
  lapseCoverSync,
  type Pin,
  type PinState,
  type RefreshAuditParameters,
  refreshAudit,
  refreshAuditSync,
} from './code.js'
export * from './court.js'
export * from './courtCases.js'
export * from './cover/index.js'
export * from './createPool.js'
export * from './cuts.js'
export * from './disputes.js'
export * from './incidents.js'
export * from './listing.js'
export * from './managing.js'
export * from './meters.js'
export * from './pool/index.js'
export * from './proofs.js'
export * from './resolution/index.js'
export * from './uma.js'
export * from './votes.js'
