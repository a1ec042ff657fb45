import { isDeepStrictEqual } from 'node:util'
import type { ContractErrorArgs, ContractErrorName } from '../errors/arguments.js'
import { isContractError, toBreakwaterError } from '../errors/decode.js'
import { BreakwaterError } from '../errors/errors.js'

/** What came of a call that was to be refused. */
export interface RevertCheck {
  pass: boolean
  /** What happened, in one sentence. */
  message: string
}

/**
 * Whether a call is refused by a contract with an error of that name, and with those of its arguments that are given. Test
 * runners' own assertions are made of it.
 *
 * @example
 * ```ts
 * import assert from 'node:assert'
 *
 * const { pass, message } = await checkRevert(client.breakwater.buyCover(order), 'DeadlinePassed')
 * assert(pass, message)
 * ```
 */
export async function checkRevert<const name extends ContractErrorName>(
  call: PromiseLike<unknown> | (() => PromiseLike<unknown>),
  name: name,
  args?: Partial<ContractErrorArgs<name>>,
): Promise<RevertCheck> {
  try {
    await (typeof call === 'function' ? call() : call)
  } catch (thrown) {
    const error = toBreakwaterError(thrown)
    if (!isContractError(error, name)) {
      const what = error instanceof BreakwaterError ? `${error.name}: ${error.message}` : String(thrown)
      return { pass: false, message: `The call was to revert with ${name}, and failed with ${what}` }
    }
    const found = error.args as Record<string, unknown>
    const wrong = Object.entries(args ?? {}).find(([key, value]) => !isDeepStrictEqual(found[key], value))
    if (!wrong) return { pass: true, message: `The call reverted with ${name}.` }
    const [key, value] = wrong
    const message = `The call reverted with ${name}, whose ${key} is ${String(found[key])}, not ${String(value)}.`
    return { pass: false, message }
  }
  return { pass: false, message: `The call was to revert with ${name}, and succeeded.` }
}
