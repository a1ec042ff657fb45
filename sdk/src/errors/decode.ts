import { decodeErrorResult, type Hash, type Hex, hexToString, isHex } from 'viem'
import { errorsAbi } from '../generated/errors.js'
import {
  type ContractErrorArgs,
  type ContractErrorName,
  HASH_ARGUMENTS,
  TIME_ARGUMENTS,
} from './arguments.js'
import {
  BreakwaterContractError,
  BreakwaterError,
  ContractNotFoundError,
  NetworkError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'

/** Any custom error, as a union over `name`. */
export type AnyContractError = {
  [name in ContractErrorName]: BreakwaterContractError<name>
}[ContractErrorName]

const NETWORK_ERRORS = new Set([
  'HttpRequestError',
  'WebSocketRequestError',
  'SocketClosedError',
  'TimeoutError',
  'ProviderDisconnectedError',
  'ChainDisconnectedError',
])
const REVERT_ERRORS = new Set(['ContractFunctionRevertedError', 'ExecutionRevertedError', 'RawContractError'])
const USER_REJECTED = 4001

/**
 * Decodes revert data into the contract's error.
 *
 * @param data - Revert data, selector first.
 * @returns The error, or `undefined` for data that is no custom error known to this package.
 */
export function decodeContractError(data: Hex, cause?: unknown): AnyContractError | undefined {
  let decoded: ReturnType<typeof decodeErrorResult<typeof errorsAbi>>
  try {
    decoded = decodeErrorResult({ abi: errorsAbi, data })
  } catch {
    return undefined
  }
  const name = decoded.errorName as ContractErrorName | 'Error' | 'Panic'
  if (name === 'Error' || name === 'Panic') return undefined
  const values = (decoded.args ?? []) as readonly unknown[]
  const entries = decoded.abiItem.inputs.map((input, i) => {
    const key = (input as { name: string }).name
    const value = values[i]
    if ((HASH_ARGUMENTS as readonly string[]).includes(key)) return [key, value]
    if (input.type === 'bytes32') return [key, hexToString(value as Hex, { size: 32 })]
    return [key, (TIME_ARGUMENTS as readonly string[]).includes(key) ? Number(value) : value]
  })
  const args = Object.fromEntries(entries) as ContractErrorArgs<ContractErrorName>
  return new BreakwaterContractError(name, args, data, cause) as AnyContractError
}

/**
 * Turns a thrown value into an error of this package, if it is a revert, a rejection, a timeout or
 * a failure of the network; returns any other value unchanged.
 *
 * @param error - The caught value.
 * @param hash - The transaction, if there is one.
 */
export function toBreakwaterError(error: unknown, hash?: Hash): unknown {
  if (error instanceof BreakwaterError) return error
  const chain = causes(error)

  const data = chain.map(revertData).find((found) => found !== undefined)
  const contractError = data && decodeContractError(data, error)
  if (contractError) return contractError

  const named = (names: Set<string> | string) =>
    chain.some(
      ({ name }) => name !== undefined && (typeof names === 'string' ? names === name : names.has(name)),
    )
  if (chain.some(({ code }) => code === USER_REJECTED)) return new UserRejectedError(error)
  if (named('ChainMismatchError')) return new WrongNetworkError(error)
  if (named('WaitForTransactionReceiptTimeoutError')) return new TransactionTimeoutError(hash, error)
  if (named('ContractFunctionZeroDataError')) return new ContractNotFoundError(error)
  if (named(REVERT_ERRORS)) {
    const reason = chain
      .map((link) => link.reason)
      .find((text) => text !== undefined && text !== 'execution reverted')
    return new TransactionRevertedError({ reason, hash, cause: error })
  }
  if (named(NETWORK_ERRORS)) return new NetworkError(error)
  return error
}

/** Runs `action` and throws errors of this package instead of viem's. */
export async function withTypedErrors<value>(action: () => Promise<value>, hash?: Hash): Promise<value> {
  try {
    return await action()
  } catch (error) {
    throw toBreakwaterError(error, hash)
  }
}

/**
 * Whether an error is a custom error of a contract, and, with a name, of that name.
 *
 * @example
 * ```ts
 * if (isContractError(error, 'PremiumAboveMax')) retryWith(error.args.premium)
 * ```
 */
export function isContractError<const name extends ContractErrorName = ContractErrorName>(
  error: unknown,
  name?: name,
): error is { [n in name]: BreakwaterContractError<n> }[name] {
  return error instanceof BreakwaterContractError && (name === undefined || error.name === name)
}

interface Link {
  name?: string
  code?: unknown
  reason?: string
  raw?: unknown
  data?: unknown
}

/** The error and its causes, outermost first. */
function causes(error: unknown): Link[] {
  const chain: Link[] = []
  for (
    let e = error;
    typeof e === 'object' && e !== null && chain.length < 20;
    e = (e as { cause?: unknown }).cause
  ) {
    chain.push(e)
  }
  return chain
}

function revertData({ raw, data }: Link): Hex | undefined {
  const inner = typeof data === 'object' && data !== null ? (data as { data?: unknown }).data : data
  return [raw, inner].find((value): value is Hex => isHex(value) && value.length >= 10)
}
