import type { Address } from 'viem'
import { simulateBlocks } from 'viem/actions'
import { getAction } from 'viem/utils'
import { decodeContractError, toBreakwaterError } from '../../errors/decode.js'
import { TransactionRevertedError } from '../../errors/errors.js'
import { isNodeFailure } from '../../errors/nodeErrors.js'
import type { AnyClient } from '../../internal/writeTypes.js'
import type { BatchCall } from './types.js'

/**
 * Runs calls one after another on the state of now, and throws the first refusal. A node that cannot do that tells nothing:
 * then the calls are simulated one by one, or by the wallet.
 */
export async function simulateTogether(
  client: AnyClient,
  account: Address,
  batch: readonly BatchCall[],
): Promise<void> {
  const calls = batch.map((call) => ({ ...call, from: account }))
  const simulate = getAction(client, simulateBlocks, 'simulateBlocks')
  const blocks = await simulate({ blocks: [{ calls }] }).catch((error) => {
    const typed = toBreakwaterError(error)
    if ((typed as Error).name === 'NetworkError') throw typed
    // Nodes have many words for what they do not know.
    if (isNodeFailure(typed) || (typed as Error).name === 'NodeError') return []
    throw typed
  })
  for (const { status, data, error } of blocks.flatMap((block) => block.calls)) {
    if (status === 'success') continue
    throw (
      decodeContractError(data, error) ??
      new TransactionRevertedError({ data: data === '0x' ? undefined : data, cause: error })
    )
  }
}
