export {
  type AnyContractError,
  decodeContractError,
  isContractError,
  toBreakwaterError,
} from './decode.js'
export {
  BreakwaterContractError,
  BreakwaterError,
  type ContractErrorArgs,
  type ContractErrorName,
  ContractNotFoundError,
  DeploymentUnknownError,
  EventNotFoundError,
  InvalidParameterError,
  NetworkError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'
