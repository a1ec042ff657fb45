import type { Address } from 'viem'
import { type LensResult, lensProtocol, readLens } from '../../internal/lens.js'
import { checkAddress } from '../../internal/parameters.js'
import type { ReadClient, ReadOptions } from '../../internal/read.js'
import { type Position, positionCalls, toPosition } from './storedPosition.js'

export type { Position } from './storedPosition.js'

/** Parameters of {@link getPosition}. */
export interface GetPositionParameters extends ReadOptions {
  pool: Address
  /** The underwriter. */
  account: Address
}

/**
 * What an underwriter has in a pool: shares and their worth, the exit, and returned shares. One
 * request.
 *
 * @throws {@link InvalidParameterError}, `UnknownDeploymentError`
 *
 * @example
 * ```ts
 * const { assets, exit, returns } = await getPosition(client, { pool, account })
 * ```
 */
export async function getPosition(
  client: ReadClient,
  { pool, account, ...options }: GetPositionParameters,
): Promise<Position> {
  checkAddress('pool', pool)
  checkAddress('account', account)
  const calls = positionCalls(account)
  const args = [lensProtocol(client, options), 0n, [pool], calls.pool, calls.vault, []] as const
  const [[found]] = await readLens(client, 'onPools', args, options)
  return toPosition(found as LensResult<'onPools'>[0][number])
}
