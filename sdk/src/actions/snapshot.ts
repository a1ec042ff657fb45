import type { Address } from 'viem'
import { poolSnapshotAbi } from '../generated/contracts.js'
import { type ReadClient, type ReadOptions, readOne } from '../internal/read.js'
import { decodeSnapshot } from '../internal/snapshot.js'
import type { PoolSnapshot } from '../math/snapshot.js'

/** Parameters of {@link getPoolSnapshot}. */
export interface GetPoolSnapshotParameters extends ReadOptions {
  pool: Address
  /**
   * Terms to include. All that the pool has ever sold by default; where the registry holds some ten thousand, naming them
   * is quicker.
   */
  termsIds?: readonly bigint[] | undefined
}

/**
 * All that prices, limits and exits of a pool rest on, at one block and in one request. `/math` quotes from it without a
 * node, to the unit: any amount, duration and time.
 *
 * @example
 * ```ts
 * import { quoteCover } from '@breakwater/sdk/math'
 *
 * const snapshot = await getPoolSnapshot(client, { pool })
 * const { premium, available } = quoteCover(snapshot, { termsId, amount: parseUnits('50000', 6), duration: 90 * 86_400 })
 * ```
 */
export async function getPoolSnapshot(
  client: ReadClient,
  { pool, termsIds = [], ...options }: GetPoolSnapshotParameters,
): Promise<PoolSnapshot> {
  const words = await readOne(
    client,
    { abi: poolSnapshotAbi, address: pool, functionName: 'snapshot', args: [termsIds] },
    options,
  )
  return decodeSnapshot(pool, words)
}
