import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type ContractFunctionParameters,
  type Hex,
  hexToString,
  isAddress,
  isHex,
  size,
  stringToHex,
  zeroAddress,
} from 'viem'
import { InvalidParameterError } from '../errors/errors.js'

/** Rules of an action, beside the types of its contract function. */
export interface ParameterRules {
  /** Addresses that may be zero, by name. All others may not. */
  readonly mayBeZero?: readonly string[]
  /** Integers that may not be zero, by name. */
  readonly positive?: readonly string[]
}

/** What an argument is called by who passed it: the name of a parameter with the same value, if it is none itself. */
const nameOf = (name: string, value: unknown, given: object | undefined): string =>
  !given || name in given || value === undefined
    ? name
    : (Object.entries(given).find(([, own]) => own === value)?.[0] ?? name)

/**
 * Refuses arguments that the contract function could not take: a number where an amount is a
 * `bigint`, a zero or misspelt address, a value beyond its width. The ABI has their names and
 * types. `given` are the parameters from which the arguments were made.
 */
export function checkCall(
  call: ContractFunctionParameters,
  rules: ParameterRules = {},
  given?: object,
): void {
  const { abi, address, functionName, args = [] } = call as { abi: Abi } & ContractFunctionParameters
  const item = abi.find(
    (entry): entry is AbiFunction =>
      entry.type === 'function' && entry.name === functionName && entry.inputs.length === args.length,
  )
  for (const [i, input] of (item?.inputs ?? []).entries()) checkArgument(input, args[i], rules, given)
  // Last, so that an error names the parameter from which an address was derived.
  checkAddress(nameOf('address', address, given), address)
}

function checkArgument(input: AbiParameter, value: unknown, rules: ParameterRules, given?: object): void {
  const name = nameOf(input.name ?? '', value, given)
  const fail = (problem: string): never => {
    throw new InvalidParameterError(name, value, problem)
  }
  if (input.type.endsWith('[]')) {
    if (!Array.isArray(value)) fail('must be a list')
    const type = input.type.slice(0, -'[]'.length)
    for (const element of value as unknown[]) checkArgument({ ...input, type }, element, rules, given)
  } else if ('components' in input) {
    for (const component of input.components) {
      checkArgument(component, (value as Record<string, unknown>)[component.name ?? ''], rules, given)
    }
  } else if (input.type === 'address') {
    checkAddress(name, value, rules.mayBeZero?.includes(input.name ?? ''))
  } else if (input.type.startsWith('uint')) {
    checkInteger(name, value, Number(input.type.slice('uint'.length)))
    if (BigInt(value as bigint) === 0n && rules.positive?.includes(input.name ?? ''))
      fail('must be above zero')
  } else if (input.type === 'bytes32') {
    if (!isHex(value) || size(value) !== 32) fail('must be 32 bytes in hexadecimal')
  } else if (input.type === 'bool') {
    if (typeof value !== 'boolean') fail('must be true or false')
  } else if (input.type === 'string') {
    if (typeof value !== 'string') fail('must be a text')
  }
}

/** Refuses a value that is no address, has a wrong checksum, or is zero. */
export function checkAddress(name: string, value: unknown, mayBeZero = false): void {
  if (typeof value !== 'string' || !isAddress(value)) {
    throw new InvalidParameterError(name, value, 'is not an address, or its checksum is wrong')
  }
  if (value === zeroAddress && !mayBeZero) throw new InvalidParameterError(name, value, 'is the zero address')
}

/** Integers of up to 48 bits are numbers, wider ones `bigint`, as everywhere in viem. */
function checkInteger(name: string, value: unknown, bits: number): void {
  if (bits <= 48) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      throw new InvalidParameterError(name, value, 'must be a whole number')
    }
  } else if (typeof value !== 'bigint') {
    throw new InvalidParameterError(
      name,
      value,
      'must be a bigint',
      `Write amounts as bigint: 1000000n, not 1000000.`,
    )
  }
  if (value < 0 || BigInt(value) >> BigInt(bits) !== 0n) {
    throw new InvalidParameterError(
      name,
      value,
      `must be from 0 to ${bits > 48 ? `2^${bits} - 1` : 2 ** bits - 1}`,
    )
  }
}

/** The last second that contracts can store: times have 40 bits. */
export const LAST_TIME = 2 ** 40 - 1

/** A time or duration in seconds, for functions that take it as `uint256`. */
export function toSeconds(name: string, value: number, min = 0, max = LAST_TIME): bigint {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new InvalidParameterError(name, value, 'must be a whole number of seconds')
  }
  if (value < min || value > max)
    throw new InvalidParameterError(name, value, `must be from ${min} to ${max} seconds`)
  return BigInt(value)
}

/** A text of at most 31 bytes, in the contracts' form of names. */
export function toShortText(name: string, value: string): Hex {
  const length = typeof value === 'string' ? new TextEncoder().encode(value).length : 0
  if (length === 0 || length > 31)
    throw new InvalidParameterError(name, value, 'must be a text of 1 to 31 bytes')
  return stringToHex(value, { size: 32 })
}

/** A text of up to 31 bytes that the contracts store in one word; `undefined` if it is empty. */
export const fromShortText = (text: Hex): string | undefined =>
  BigInt(text) === 0n ? undefined : hexToString(text, { size: 32 })

/** Options without those that are `undefined`: to viem, an option that is there is set. */
export const onlySet = <options extends object>(options: options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [name in keyof options]?: Exclude<options[name], undefined>
  }
