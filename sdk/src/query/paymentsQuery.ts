import type { Address } from 'viem'
import type { AnyClient } from '../internal/writeTypes.js'
import { type Payments, readPayments } from './payments.js'
import { defineReadQuery, type QueryParameters, type ReadQueryOptions } from './readQuery.js'

/** Parameters of {@link paymentsQueryOptions}. */
export interface PaymentsQueryParameters {
  /** The pool that is to be paid. */
  pool: Address
  /** The most that it may take, asset units. */
  amount: bigint
  /** Who pays. */
  account: Address
}

/**
 * Query of the ways in which an account can pay a pool.
 *
 * @param wallet - Gets the client of the wallet: only the wallet knows whether it batches.
 */
export function paymentsQueryOptions(
  client: Parameters<ReturnType<typeof defineReadQuery>>[0],
  parameters: QueryParameters<PaymentsQueryParameters>,
  wallet?: () => AnyClient | Promise<AnyClient>,
): ReadQueryOptions<Payments> {
  return defineReadQuery<PaymentsQueryParameters, Payments>(
    'payments',
    async (client, { pool, amount, account }) => {
      // What the account has is known without its wallet, which may be on another chain.
      const connected = await Promise.resolve(wallet?.()).catch(() => undefined)
      return readPayments(client, { pool, amount, account, wallet: connected })
    },
    ['pool', 'amount', 'account'],
  )(client, parameters)
}
