import type { Abi, Address, ContractEventName } from 'viem'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../errors/decode.js'
import type { EventLog } from './events.js'
import { deploymentOf, type ReadClient, type ReadOptions } from './read.js'

/** Words with which nodes refuse a range of blocks, or too many results. */
const TOO_MUCH =
  /range|too many|too large|too big|limit|exceed|more than|max(imum)? (of )?\d|size|timeout|timed out|took too long|-32005/i

/** Words with which they refuse to answer so often, which a shorter range does not help. */
const TOO_OFTEN = /rate.?limit|\b429\b|per second|too many requests/i

/** The block of the protocol's first contract, if the deployment knows it. */
export function startBlockOf(client: ReadClient, options: ReadOptions): bigint | undefined {
  const { startBlock } = deploymentOf(client, options) as { startBlock?: number }
  return startBlock === undefined ? undefined : BigInt(startBlock)
}

/**
 * All logs of one event from a block to the latest. A range that the node refuses is halved; after
 * an answer the next one is twice as long again.
 */
export async function readEvents<const abi extends Abi, eventName extends ContractEventName<abi>>(
  client: ReadClient,
  { fromBlock, ...contract }: { abi: abi; address: Address; eventName: eventName; fromBlock: bigint },
): Promise<EventLog<abi, eventName>[]> {
  return withTypedErrors(async () => {
    const last = await getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })
    const found: unknown[] = []
    let length = last - fromBlock + 1n
    for (let from = fromBlock; from <= last; ) {
      const toBlock = from + length - 1n < last ? from + length - 1n : last
      const range = { fromBlock: from, toBlock }
      try {
        const read = getAction(client, getContractEvents, 'getContractEvents')
        found.push(...(await read({ ...contract, ...range, strict: true } as never)))
        from = toBlock + 1n
        length *= 2n
      } catch (error) {
        if (length <= 1n || !isTooMuch(error)) throw error
        length = (toBlock - from + 2n) / 2n
      }
    }
    return found as EventLog<abi, eventName>[]
  })
}

function isTooMuch(error: unknown): boolean {
  const { details, shortMessage, name } = error as { details?: string; shortMessage?: string; name?: string }
  const text = `${name} ${details} ${shortMessage}`
  return TOO_MUCH.test(text) && !TOO_OFTEN.test(details ?? '')
}
