import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../errors/decode.js'
import type { ReadClient } from '../internal/read.js'

/**
 * Time of the next block, seconds. A chain that mines only when something is sent is behind its clock: its pending block
 * tells; a node without one is asked for the latest.
 */
export async function nextBlockTime(client: ReadClient): Promise<number> {
  const read = getAction(client, getBlock, 'getBlock')
  const [latest, pending] = await withTypedErrors(() =>
    Promise.all([read({}), read({ blockTag: 'pending' }).catch(() => undefined)]),
  )
  return Math.max(Number(latest.timestamp), Number(pending?.timestamp ?? 0n))
}
