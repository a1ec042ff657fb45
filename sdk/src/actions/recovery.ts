import type { Address } from 'viem'
import { poolAbi } from '../generated/contracts.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import type { Recovery } from '../math/recovery.js'

/** Parameters of {@link getRecovery}. */
export interface GetRecoveryParameters extends ReadOptions {
  pool: Address
  termsId: bigint
  /** Covered amount, asset units. */
  amount: bigint
}

/**
 * What a cover, bought now, would be paid for a total loss: in full, if its whole cluster were lost and nothing else, and if
 * everything that the pool covers were lost at once. To be seen before a purchase.
 *
 * @example
 * ```ts
 * const { full, alone, together } = await getRecovery(client, { pool, termsId, amount: parseUnits('50000', 6) })
 * ```
 */
export async function getRecovery(
  client: ReadClient,
  { pool, termsId, amount, ...options }: GetRecoveryParameters,
): Promise<Recovery> {
  return readOne(
    client,
    { abi: poolAbi, address: pool, functionName: 'previewRecovery', args: [termsId, amount] },
    options,
    { positive: ['termsId', 'amount'] },
  )
}
