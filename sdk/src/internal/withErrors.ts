import { addErrors } from '../errors/allErrors.js'

/**
 * An ABI of an action with errors of its own: they are known wherever the action is, and take no place in other bundles. To
 * be called as a pure function, without a spread among its arguments.
 *
 * @param lines - The errors, as generated.
 */
export function withErrors<const abi extends readonly unknown[]>(lines: string, abi: abi): abi {
  addErrors(lines)
  return abi
}
