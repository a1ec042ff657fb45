export type { ContractErrorArgs, ContractErrorName } from './arguments.js'
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
  ContractNotFoundError,
  EventNotFoundError,
  HeaderMismatchError,
  InvalidEvidenceError,
  InvalidLossesError,
  InvalidParameterError,
  InvalidProductError,
  NetworkError,
  NoCodeError,
  SaltStoreError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UnknownDeploymentError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'
export { QuoteMismatchError } from './quoteMismatch.js'
