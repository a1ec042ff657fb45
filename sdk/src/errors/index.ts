export type { ContractErrorArgs, ContractErrorName } from './arguments.js'
export type { TransactionOutcome } from './base.js'
export {
  type AnyContractError,
  decodeContractError,
  isContractError,
  toBreakwaterError,
} from './decode.js'
export {
  AssetMismatchError,
  BreakwaterContractError,
  BreakwaterError,
  CheckpointError,
  ContractNotFoundError,
  EventNotFoundError,
  HeaderMismatchError,
  InvalidEvidenceError,
  InvalidLossesError,
  InvalidParameterError,
  InvalidProductError,
  InvalidSnapshotError,
  NetworkError,
  NoCodeError,
  SaltStoreError,
  SignatureRefusedError,
  SigningError,
  TransactionReplacedError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UnknownDeploymentError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'
export { type AnyBreakwaterError, type BreakwaterErrors, isBreakwaterError } from './guards.js'
export { NodeError, type NodeErrorReason } from './nodeErrors.js'
export { QuoteMismatchError } from './quoteMismatch.js'
