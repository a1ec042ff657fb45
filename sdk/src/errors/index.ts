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
  type ContractErrorArgs,
  type ContractErrorName,
  ContractNotFoundError,
  DeploymentUnknownError,
  EventNotFoundError,
  InvalidEvidenceError,
  InvalidLossesError,
  InvalidParameterError,
  NetworkError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'
