import { type Account, type Address, type Hash, type Hex, isHash, keccak256 } from 'viem'
import { getTransaction } from 'viem/actions'
import { getAction } from 'viem/utils'
import { type BreakwaterError, isOurs, type TransactionOutcome } from '../errors/base.js'
import { toBreakwaterError } from '../errors/decode.js'
import { SigningError, UserRejectedError } from '../errors/errors.js'
import { NodeError } from '../errors/nodeErrors.js'
import type { AnyClient } from './writeTypes.js'

/** Says of an error what became of the transaction, unless it says so already. Anything else becomes an error of ours. */
export function withOutcome(
  caught: unknown,
  outcome: TransactionOutcome,
  hash?: Hash,
  more?: object,
): BreakwaterError {
  const typed = toBreakwaterError(caught, hash)
  const error = isOurs(typed) ? typed : new NodeError('answer', { cause: typed })
  if (error.outcome) return error
  if (outcome === 'refused' && error.name === 'UserRejectedError') outcome = 'rejected'
  const hint =
    outcome === 'maybeSent' || outcome === 'pending' || outcome === 'done'
      ? { hint: `Look ${hash ? `for ${hash}` : 'at what the account sent'} before you send another one.` }
      : {}
  return Object.assign(error, { outcome, ...(hash && { hash }), ...hint, ...more })
}

/** Runs what sends nothing. */
export async function unsent<value>(action: () => Promise<value>): Promise<value> {
  try {
    return await action()
  } catch (error) {
    throw withOutcome(error, 'refused')
  }
}

/**
 * Answers after which a transaction is not on its way. A nonce that is used is none of them: it may be this transaction
 * that used it, if a transport sent it twice.
 */
const REFUSALS = new Set(['funds', 'fee', 'unsupported', 'unauthorized', 'busy'])
/** Whether nothing is on its way after an error of who should send it. */
export const isRefusal = (error: unknown): boolean =>
  isOurs(error) && (error instanceof NodeError ? REFUSALS.has(error.reason) : error.name !== 'NetworkError')

/**
 * Runs what sends a transaction, and says of an error whether it may have been sent. It may from the moment on at which a
 * local account has signed it, or another one is asked to send it. `action` sends from the account that `watch` returns.
 *
 * @returns The transaction's hash: a local account's own, whatever the node answers.
 */
export async function sending(
  client: AnyClient,
  action: (watch: (account: Account | Address) => Account | Address) => Promise<Hash>,
): Promise<Hash> {
  let isOut = false
  let signed: Hash | undefined
  const watch = (account: Account | Address) => {
    if (typeof account === 'string' || account.type !== 'local') {
      // Smart accounts send nothing this way: viem refuses them.
      isOut = typeof account === 'string' || account.type === 'json-rpc'
      return account
    }
    const signTransaction = async (...args: Parameters<typeof account.signTransaction>) => {
      const transaction = await account.signTransaction(...args).catch((error) => {
        const typed = toBreakwaterError(error)
        throw typed instanceof UserRejectedError ? typed : new SigningError(error)
      })
      isOut = true
      signed = hashOf(transaction as Hex)
      return transaction
    }
    return { ...account, signTransaction } as Account
  }
  try {
    const hash = await action(watch)
    if (!isHash(hash)) throw new NodeError('answer')
    return signed ?? hash
  } catch (caught) {
    const error = toBreakwaterError(caught, signed)
    // The node that answered with an error, or not at all, may have it all the same.
    if (signed) {
      const found = getAction(client, getTransaction, 'getTransaction')({ hash: signed })
      if (await found.then(({ hash }) => hash === signed).catch(() => false)) return signed
    }
    throw withOutcome(error, isOut && !isRefusal(error) ? 'maybeSent' : 'refused', signed)
  }
}

/** Hash of a signed transaction. Some chains have kinds of their own, with other hashes: the node tells those. */
const hashOf = (transaction: Hex): Hash | undefined =>
  /^0x(0[1-4]|[c-f])/.test(transaction) ? keccak256(transaction) : undefined
