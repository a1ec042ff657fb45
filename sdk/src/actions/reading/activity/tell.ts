import { getAddress } from 'viem'
import type { State } from './checkpoint.js'
import { addressesOf, type Decoded } from './events.js'
import { Knowledge } from './facts.js'
import { type Search, tokenOf } from './search.js'
import type { Activity, ActivitySubject, PlainLog } from './types.js'
import { wordsOf } from './words/index.js'

/** Tells of logs what is wanted. They follow those of the state, in order, and are all of their blocks. */
export function tell(search: Search, state: State, logs: readonly PlainLog[]): Activity[] {
  if (logs.length === 0) return []
  const knowledge = new Knowledge(state.facts, search, state.arbiters)
  knowledge.learnAll(state.recent)
  const blocks = new Map<number, PlainLog[]>()
  for (const log of logs) {
    const own = blocks.get(log.block)
    if (own) own.push(log)
    else blocks.set(log.block, [log])
  }
  const told: Activity[] = []
  // What a block tells later may be needed for what it tells first: the court speaks of a case before its vault does.
  for (const own of blocks.values())
    for (const [log, decoded] of knowledge.learnAll(own)) {
      const about = knowledge.about(log, decoded)
      if (isWanted(search, knowledge, about, log, decoded))
        told.push(toActivity(search, knowledge, about, log, decoded))
    }
  return told
}

function isWanted(
  { pool, productId, coverId, account, eventNames, fromBlock }: Search,
  knowledge: Knowledge,
  about: ActivitySubject,
  log: PlainLog,
  decoded: Decoded,
): boolean {
  const names = account ? addressesOf(decoded.args) : []
  return (
    log.block >= fromBlock &&
    (!eventNames || eventNames.includes(decoded.eventName)) &&
    (!pool || about.pool?.toLowerCase() === pool.toLowerCase()) &&
    (coverId === undefined || about.coverId === coverId) &&
    (productId === undefined || knowledge.isOfProduct(productId, about, log, decoded)) &&
    (!account || names.includes(account.toLowerCase()) || knowledge.facts.covers[`${about.coverId}`] === true)
  )
}

function toActivity(
  search: Search,
  knowledge: Knowledge,
  about: ActivitySubject,
  log: PlainLog,
  decoded: Decoded,
): Activity {
  const asset = knowledge.assetOf(about) ?? (decoded.args.asset as `0x${string}` | undefined)
  const words = wordsOf(decoded, { about, address: getAddress(log.address), token: tokenOf(search, asset) })
  return {
    id: `${log.hash}-${log.index}`,
    address: getAddress(log.address),
    ...decoded,
    ...{ about, words, removed: false },
    ...{ blockNumber: BigInt(log.block), blockHash: log.hash, timestamp: log.time },
    ...{ transactionHash: log.transaction, logIndex: log.index },
  } as unknown as Activity
}
