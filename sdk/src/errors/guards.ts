import { type BreakwaterError, isOurs } from './base.js'
import type { AnyContractError } from './decode.js'
import type * as errors from './errors.js'
import type { NodeError } from './nodeErrors.js'

type Classes = typeof errors
type ClassName = Exclude<keyof Classes, 'BreakwaterContractError' | 'BreakwaterError'>

/** Errors of this package that are no contract's, by their names. */
export type BreakwaterErrors = { [name in ClassName]: InstanceType<Classes[name]> } & { NodeError: NodeError }

/** Any error of this package, as a union over `name`. */
export type AnyBreakwaterError = BreakwaterErrors[keyof BreakwaterErrors] | AnyContractError

/**
 * Whether an error is one of this package, and, with a name, of that name. It knows the errors of another copy of this
 * package, too, and those that were JSON in between; `instanceof` does not.
 *
 * @example
 * ```ts
 * if (isBreakwaterError(error) && error.outcome === 'maybeSent') lookFor(error.hash)
 * else if (isBreakwaterError(error, 'UserRejectedError')) return
 * ```
 */
export function isBreakwaterError(error: unknown): error is BreakwaterError
export function isBreakwaterError<const name extends AnyBreakwaterError['name']>(
  error: unknown,
  name: name,
): error is Extract<AnyBreakwaterError, { name: name }>
export function isBreakwaterError(error: unknown, name?: string): boolean {
  return isOurs(error) && (name === undefined || error.name === name)
}
