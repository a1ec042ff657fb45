import { decodeErrorResult, type Hash, type Hex, hexToString } from 'viem'
import { allErrors } from './allErrors.js'
import {
  type ContractErrorArgs,
  type ContractErrorName,
  HASH_ARGUMENTS,
  TIME_ARGUMENTS,
} from './arguments.js'
import { isOurs } from './base.js'
import {
  BreakwaterContractError,
  ContractNotFoundError,
  NetworkError,
  TransactionRevertedError,
  TransactionTimeoutError,
  UserRejectedError,
  WrongNetworkError,
} from './errors.js'
import { kindOf, NodeError } from './nodeErrors.js'

/** Any custom error, as a union over `name`. */
export type AnyContractError = {
  [name in ContractErrorName]: BreakwaterContractError<name>
}[ContractErrorName]

/**
 * Decodes revert data into the contract's error.
 *
 * @param data - Revert data, selector first.
 * @returns The error, or `undefined` for data that is no custom error known to this package.
 */
export function decodeContractError(data: Hex, cause?: unknown): AnyContractError | undefined {
  const decoded = decodeAny(data)
  const name = decoded?.errorName as ContractErrorName | 'Error' | 'Panic' | undefined
  if (!decoded || name === undefined || name === 'Error' || name === 'Panic') return undefined
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

function decodeAny(data: Hex) {
  try {
    return decodeErrorResult({ abi: allErrors(), data })
  } catch {
    return undefined
  }
}

/** Text of `Error(string)`, or number of `Panic(uint256)`. */
function reasonOf(data: Hex): string | undefined {
  const { errorName, args = [] } = (decodeAny(data) ?? {}) as {
    errorName?: string
    args?: readonly unknown[]
  }
  if (errorName === 'Error') return `${args[0]}`
  return errorName === 'Panic' ? `panic ${args[0]}` : undefined
}

/**
 * Turns what viem, a node or a wallet threw into an error of this package; returns any other value unchanged. Takes the
 * addresses of nodes out of the messages of the cause.
 *
 * @param error - The caught value.
 * @param hash - The transaction, if there is one.
 */
export function toBreakwaterError(error: unknown, hash?: Hash): unknown {
  if (isOurs(error)) return error
  const links = linksOf(error)
  const own = links.find(isOurs)
  if (own) return own
  const data = links.map(revertData).find((found) => found !== undefined)
  const isForeign = ({ shortMessage, code }: Link) => shortMessage !== undefined || toCode(code) !== undefined
  if (!data && !links.some(isForeign)) return error
  for (const link of links) hideUrls(link)

  const contractError = data && decodeContractError(data, error)
  if (contractError) return contractError
  const is = (wanted: string) => links.some(({ name }) => name === wanted)
  const texts = links.map(textOf).filter((text) => text !== '')
  if (data) return new TransactionRevertedError({ reason: reasonOf(data), data, hash, cause: error })
  if (is('ChainMismatchError')) return new WrongNetworkError(error)
  if (is('WaitForTransactionReceiptTimeoutError')) return new TransactionTimeoutError(hash, error)
  if (is('ContractFunctionZeroDataError')) return new ContractNotFoundError(error)

  const codes = links.map(({ code }) => toCode(code)).filter((code) => code !== undefined)
  const statuses = links.map(({ status }) => status).filter((status) => typeof status === 'number')
  const kind = kindOf({ names: links.map(({ name }) => name), codes, statuses, text: texts.join('\n') })
  if (kind === 'rejected') return new UserRejectedError(error)
  if (kind === 'unreachable') return new NetworkError(error)
  const said = texts.at(-1) ?? links.find(({ shortMessage }) => shortMessage)?.shortMessage
  const details = said?.slice(0, 200).replace(/[\s.]+$/, '')
  if (kind === 'reverted') {
    const reason = details?.replace(/^.*revert(ed)?:? ?/i, '')
    return new TransactionRevertedError({ reason, hash, cause: error })
  }
  return new NodeError(kind, { code: codes.at(-1) ?? statuses.at(-1), details, cause: error })
}

/** Runs `action` and throws errors of this package instead of viem's, and of answers that have another form than asked for. */
export async function withTypedErrors<value>(action: () => Promise<value>, hash?: Hash): Promise<value> {
  try {
    return await action()
  } catch (error) {
    const typed = toBreakwaterError(error, hash)
    const isNative = /^(Type|Syntax|Range)Error$/.test((typed as Link | undefined)?.name ?? '')
    throw isNative && !isOurs(typed) ? new NodeError('answer', { cause: typed }) : typed
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
  return isOurs(error) && 'args' in error && (name === undefined || error.name === name)
}

/** Fields of viem's errors, of JSON-RPC's, and of those that wallets wrap around them. */
interface Link {
  name?: string
  message?: string
  stack?: string
  shortMessage?: string
  details?: string
  code?: unknown
  status?: number
  reason?: unknown
  raw?: unknown
  data?: unknown
  result?: unknown
}

/** The error and all that is in it, outermost first. What was asked is not: a request has data of its own. */
function linksOf(error: unknown): Link[] {
  const links: Link[] = []
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null || links.length > 50 || links.includes(value)) return
    links.push(value)
    for (const key of ['cause', 'error', 'originalError', 'info', 'data', 'result'])
      visit((value as Record<string, unknown>)[key])
  }
  visit(error)
  return links
}

const toCode = (code: unknown): number | undefined => {
  if (code === 'ACTION_REJECTED') return 4001
  return typeof code === 'number' || (typeof code === 'string' && /^-?\d+$/.test(code))
    ? Number(code)
    : undefined
}

/** What a node or wallet said; viem's own words are about the request. */
const textOf = ({ details, shortMessage, message }: Link): string => {
  const text = details ?? (shortMessage === undefined ? message : undefined)
  return typeof text === 'string' ? text : ''
}

function revertData({ raw, data, result }: Link): Hex | undefined {
  for (const value of [raw, data, result]) {
    const found = typeof value === 'string' && /^(?:reverted )?(0x(?:[0-9a-f]{2}){4,})$/i.exec(value)?.[1]
    if (found) return found as Hex
  }
  return undefined
}

/** Keys to nodes are in their addresses, and errors end up in logs. */
function hideUrls(link: Link): void {
  const hide = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replace(/\b(https?|wss?):\/\/[^\s"'<>]+/g, '<url>')
      : Array.isArray(value)
        ? value.map(hide)
        : value
  // Not by assignment: what a wallet throws may be frozen.
  const set = (key: string, value: unknown) => Reflect.set(link, key, value)
  const { message, stack } = link
  if (message && stack)
    set(
      'stack',
      stack.replace(message, () => hide(message) as string),
    )
  for (const [key, value] of Object.entries({ ...link, message }))
    if (value !== undefined) set(key, hide(value))
}
