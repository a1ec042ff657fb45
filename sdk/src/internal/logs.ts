import type { Abi, Address, ContractEventName } from 'viem'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import { getAction } from 'viem/utils'
import { isOurs } from '../errors/base.js'
import { withTypedErrors } from '../errors/decode.js'
import type { EventLog } from './events.js'
import { deploymentOf, type ReadClient, type ReadOptions } from './read.js'

/** Words with which nodes refuse a range of blocks, or too many results. */
const TOO_MUCH =
  /range|too many|too large|too big|limit|exceed|more than|max(imum)? (of )?\d|size|timeout|timed out|took too long|-32005/i

/** Words with which they refuse to answer so often, which a shorter range does not help. */
const TOO_OFTEN = /rate.?limit|\b429\b|per second|too many requests/i

/** So many ranges are read before a length that the node has refused is tried again. */
const PATIENCE = 16

/** The block of the protocol's first contract, if the deployment knows it. */
export function startBlockOf(client: ReadClient, options: ReadOptions): bigint | undefined {
  const { startBlock } = deploymentOf(client, options) as { startBlock?: number }
  return startBlock === undefined ? undefined : BigInt(startBlock)
}

/** Blocks from one to another, both included. */
export interface BlockRange {
  fromBlock: bigint
  toBlock: bigint
}

/**
 * Reads blocks range by range, in order. A range that the node refuses is halved; after an answer the next one is twice as
 * long again, but not soon as long as a refused one.
 */
export async function* readRanges<result>(
  { fromBlock, toBlock: last }: BlockRange,
  read: (range: BlockRange) => Promise<result>,
): AsyncGenerator<result> {
  let length = last - fromBlock + 1n
  let longest = length
  for (let from = fromBlock, answers = 0; from <= last; ) {
    const toBlock = from + length - 1n < last ? from + length - 1n : last
    let result: result
    try {
      result = await read({ fromBlock: from, toBlock })
    } catch (error) {
      if (length <= 1n || !isTooMuch(error)) throw error
      longest = toBlock - from
      length = (toBlock - from + 2n) / 2n
      continue
    }
    yield result
    from = toBlock + 1n
    if (++answers % PATIENCE === 0) longest *= 2n
    if (2n * length <= longest) length *= 2n
  }
}

/** All logs of one event from a block to the latest, in as long ranges as the node takes. */
export async function readEvents<const abi extends Abi, eventName extends ContractEventName<abi>>(
  client: ReadClient,
  { fromBlock, ...contract }: { abi: abi; address: Address; eventName: eventName; fromBlock: bigint },
): Promise<EventLog<abi, eventName>[]> {
  return withTypedErrors(async () => {
    const toBlock = await getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })
    const read = getAction(client, getContractEvents, 'getContractEvents')
    const found: unknown[] = []
    const ranges = readRanges({ fromBlock, toBlock }, (range) =>
      read({ ...contract, ...range, strict: true } as never),
    )
    for await (const logs of ranges) found.push(...logs)
    return found as EventLog<abi, eventName>[]
  })
}

function isTooMuch(error: unknown): boolean {
  if (isOurs(error)) return false
  const { details, shortMessage, name } = error as { details?: string; shortMessage?: string; name?: string }
  const text = `${name} ${details} ${shortMessage}`
  return TOO_MUCH.test(text) && !TOO_OFTEN.test(details ?? '')
}
