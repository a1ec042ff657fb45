import type { AbiParameterToPrimitiveType, Hex } from 'viem'
import type { errorsAbi } from '../generated/errors.js'

/** Name of a custom error of the protocol, or of a library or token it calls. */
export type ContractErrorName = (typeof errorsAbi)[number]['name']

/** Arguments that are times; they are numbers, in seconds, like every time in this package. */
export const TIME_ARGUMENTS = [
  'readyAt',
  'start',
  'opensAt',
  'until',
  'closedAt',
  'endedAt',
  'expiredAt',
  'maturesAt',
  'lapsedAt',
  'asOf',
  'time',
  'from',
  'lastEnd',
] as const

/** Arguments of 32 bytes that are not texts. */
export const HASH_ARGUMENTS = ['assertionId', 'codeHash'] as const

type ErrorInput<name extends ContractErrorName> = Extract<
  (typeof errorsAbi)[number],
  { name: name }
>['inputs'][number]

/**
 * Arguments of a custom error by name: amounts as `bigint` in smallest units, times as `number` in seconds, short
 * `bytes32` texts as `string`, hashes in hexadecimal.
 */
export type ContractErrorArgs<name extends ContractErrorName> = {
  readonly [input in ErrorInput<name> as input['name'] &
    string]: input['name'] extends (typeof HASH_ARGUMENTS)[number]
    ? Hex
    : input['type'] extends 'bytes32'
      ? string
      : input['name'] extends (typeof TIME_ARGUMENTS)[number]
        ? number
        : AbiParameterToPrimitiveType<input>
}
