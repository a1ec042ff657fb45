import { type Address, type Hash, type Hex, numberToHex, zeroAddress } from 'viem'
import { getBlock } from 'viem/actions'
import { getAction } from 'viem/utils'
import { withTypedErrors } from '../../../errors/decode.js'
import { CheckpointError, InvalidParameterError } from '../../../errors/errors.js'
import { NodeError } from '../../../errors/nodeErrors.js'
import * as Court from '../../../generated/abi/Court.js'
import { askAll, callData, resultOf } from '../../../internal/lens.js'
import { type BlockRange, readRanges } from '../../../internal/logs.js'
import type { ReadClient } from '../../../internal/read.js'
import { advance, headOf, known, rollBack, type State, settle, WINDOW } from './checkpoint.js'
import { toPlainLog, topicsOf } from './events.js'
import { arbitersOf, FACT_EVENTS, Knowledge, singletons, subjectsOf } from './facts.js'
import type { Search } from './search.js'
import { tell } from './tell.js'
import type { Activity, KnownBlock, PlainLog } from './types.js'

const courtAbi = [Court.getCourtTerms] as const

/** Addresses in one request: nodes take a thousand. */
const ADDRESSES_AT_ONCE = 500
/** So often a chain may change while it is read. */
const ATTEMPTS = 4

/** The chain is another one than a moment ago. */
class ChainMoved extends Error {}

interface Piece {
  end: KnownBlock
  logs: PlainLog[]
}

/**
 * Reads from a state's last block to the newest, range by range, and tells of each what is wanted, removed activities first.
 * After each the state is one to go on from.
 */
export async function* scan(client: ReadClient, search: Search, state: State): AsyncGenerator<Activity[]> {
  for (let attempt = 1; ; attempt++) {
    const target = await targetOf(client, search)
    const from = headOf(state).number + 1
    try {
      if (target.number >= from) yield* read(client, search, state, target)
      else if (target.number === from - 1 && target.hash !== headOf(state).hash) throw new ChainMoved()
      checkPool(search, state)
      return
    } catch (error) {
      if (!(error instanceof ChainMoved)) throw error
      if (attempt === ATTEMPTS)
        throw new NodeError('answer', { details: 'its chain does not stay the same while it is read' })
      const removed = await goBack(client, search, state)
      if (removed.length > 0) yield removed
    }
  }
}

/** The last block of the search. */
async function targetOf(client: ReadClient, { toBlock }: Search): Promise<KnownBlock> {
  if (typeof toBlock !== 'bigint') return blockAt(client, { blockTag: toBlock })
  const latest = await blockAt(client, { blockTag: 'latest' })
  return toBlock < latest.number ? blockAt(client, { blockNumber: toBlock }) : latest
}

type BlockName = { blockTag: 'latest' | 'safe' | 'finalized' } | { blockNumber: bigint }

function blockAt(client: ReadClient, which: BlockName): Promise<KnownBlock> {
  return withTypedErrors(async () => {
    const { number, hash } = await getAction(client, getBlock, 'getBlock')(which)
    const isOther = 'blockNumber' in which && number !== which.blockNumber
    if (typeof number !== 'bigint' || typeof hash !== 'string' || isOther)
      throw new NodeError('answer', {
        details: 'a block has another number than asked for, or lacks its hash',
      })
    return { number: Number(number), hash }
  })
}

/** Whether a block has another hash now. */
async function hasMoved(client: ReadClient, { number, hash }: KnownBlock): Promise<boolean> {
  return hash !== null && (await blockAt(client, { blockNumber: BigInt(number) })).hash !== hash
}

/** Reads up to the target. */
async function* read(
  client: ReadClient,
  search: Search,
  state: State,
  target: KnownBlock,
): AsyncGenerator<Activity[]> {
  for (const { range, topics } of stretches(search, headOf(state).number + 1, target.number)) {
    // The state is read anew in each range: it has advanced.
    const pieces = readRanges(range, (part) => readPiece(client, { search, state, target, topics }, part))
    for await (const { end, logs } of typed(pieces)) {
      const told = tell(search, state, logs)
      advance(state, end, logs)
      forget(search, state, target.number)
      yield told
    }
  }
}

/** Errors of this package, in place of the iterator's. */
async function* typed<value>(values: AsyncGenerator<value>): AsyncGenerator<value> {
  for (;;) {
    const next = await withTypedErrors(() => values.next())
    if (next.done) return
    yield next.value
  }
}

/** What is old enough becomes a fact. */
function forget(search: Search, state: State, newest: number): void {
  const old = settle(state, newest)
  if (old.length === 0) return
  state.facts = knowledgeOf(search, { ...state, recent: old }).facts
}

/** Before the first block that is asked for, only what facts are learnt from is read. */
function stretches({ fromBlock, eventNames, account }: Search, from: number, to: number) {
  const facts = [...FACT_EVENTS, ...(account ? ['Transfer'] : [])]
  const border = Math.max(from, Math.min(to + 1, Number(fromBlock)))
  const range = (first: number, last: number) => ({ fromBlock: BigInt(first), toBlock: BigInt(last) })
  return [
    { range: range(from, border - 1), topics: topicsOf(facts) },
    { range: range(border, to), topics: eventNames && topicsOf([...facts, ...eventNames]) },
  ].filter(({ range }) => range.fromBlock <= range.toBlock)
}

/** Reads the logs of a range, and makes sure that they are of one chain, which goes on from the last block. */
async function readPiece(
  client: ReadClient,
  {
    search,
    state,
    target,
    topics,
  }: { search: Search; state: State; target: KnownBlock; topics: Hex[] | undefined },
  range: BlockRange,
): Promise<Piece> {
  const to = Number(range.toBlock)
  const last = headOf(state)
  const endOf = () => blockAt(client, { blockNumber: range.toBlock })
  const before = to === target.number ? target : to + WINDOW > target.number ? await endOf() : undefined
  const logs = await readLogs(client, { search, state, topics }, range)
  // The first block is so old that it stays. What comes after it was new when it was read, however long ago that is.
  const mayHaveMoved = last !== state.blocks[0]
  const [end, isGone] = await Promise.all([endOf(), mayHaveMoved && hasMoved(client, last)])
  if (isGone || (before && before.hash !== end.hash)) throw new ChainMoved()
  const hashes = new Map<number, Hash>([[end.number, end.hash as Hash]])
  for (const { block, hash } of logs) {
    if ((hashes.get(block) ?? hash) !== hash) throw new ChainMoved()
    hashes.set(block, hash)
  }
  return { end, logs }
}

/** Reads the logs of all contracts of the protocol, also of those that the range itself tells of; each once, in order. */
async function readLogs(
  client: ReadClient,
  { search, state, topics }: { search: Search; state: State; topics: Hex[] | undefined },
  range: BlockRange,
): Promise<PlainLog[]> {
  const knowledge = knowledgeOf(search, state)
  const found: PlainLog[] = []
  const read = new Set<string>()
  for (;;) {
    await meetArbiters(client, knowledge)
    state.arbiters = knowledge.arbiters
    const fresh = addressesOf(knowledge, search).filter((address) => !read.has(address))
    if (fresh.length === 0) break
    for (const address of fresh) read.add(address)
    const logs = await requestLogs(client, { addresses: fresh, topics, range })
    for (const [log] of knowledge.learnAll(logs)) found.push(log)
  }
  return inOrder(found)
}

/** Facts as of a state's last block. */
function knowledgeOf(search: Search, { facts, recent, arbiters }: State): Knowledge {
  const knowledge = new Knowledge(facts, search, arbiters)
  knowledge.learnAll(recent)
  return knowledge
}

/** Contracts whose logs are read: of pools, with a pool among the filters, only its own. */
function addressesOf(knowledge: Knowledge, { deployment, pool }: Search): string[] {
  const { vaults } = knowledge.facts
  const isWanted = (address: string) => !pool || address.toLowerCase() === pool.toLowerCase()
  const pools = Object.entries(vaults).filter(([, address]) => isWanted(address))
  return [
    ...singletons(deployment).keys(),
    ...pools.flatMap(([vault, address]) => [address.toLowerCase(), vault]),
    ...Object.keys(knowledge.facts.embedding),
    ...arbitersOf(knowledge.facts, knowledge.arbiters).keys(),
  ]
}

/** Asks the court for the arbiters of terms that nobody has asked about yet. */
async function meetArbiters(client: ReadClient, knowledge: Knowledge): Promise<void> {
  const subjects = subjectsOf(knowledge.facts).filter((subject) => !knowledge.arbiters[subject])
  if (subjects.length === 0) return
  const target = knowledge.deployment.court
  const calls = subjects.map((subject) => ({
    ...{ target, data: callData(courtAbi, 'getCourtTerms', [BigInt(subject)]) },
  }))
  const replies = await askAll(client, calls, {})
  const met = subjects.map((subject, i): [string, Address[]] => {
    if (!replies[i]?.success) return [subject, []]
    const { arbiter, fallbackArbiter } = resultOf(courtAbi, 'getCourtTerms', replies[i]).rules
    return [subject, [arbiter, fallbackArbiter].filter((address) => address !== zeroAddress)]
  })
  knowledge.arbiters = { ...knowledge.arbiters, ...Object.fromEntries(met) }
}

/** Logs of addresses, without those that nobody has asked for. */
async function requestLogs(
  client: ReadClient,
  { addresses, topics, range }: { addresses: string[]; topics: Hex[] | undefined; range: BlockRange },
): Promise<PlainLog[]> {
  const found: PlainLog[] = []
  const [fromBlock, toBlock] = [numberToHex(range.fromBlock), numberToHex(range.toBlock)]
  for (let i = 0; i < addresses.length; i += ADDRESSES_AT_ONCE) {
    const address = addresses.slice(i, i + ADDRESSES_AT_ONCE) as Address[]
    const filter = { address, fromBlock, toBlock, ...(topics && { topics: [topics] }) }
    const logs: unknown = await client.request({ method: 'eth_getLogs', params: [filter] })
    if (!Array.isArray(logs)) throw new NodeError('answer', { details: 'the logs are no list' })
    const asked = new Set<string>(address)
    for (const log of logs.map(toPlainLog))
      if (asked.has(log.address) && range.fromBlock <= log.block && log.block <= range.toBlock)
        found.push(log)
  }
  return found
}

/** Logs by their place in the chain, each once. Two at one place are an error. */
function inOrder(logs: readonly PlainLog[]): PlainLog[] {
  const byPlace = new Map<string, PlainLog>()
  for (const log of logs) {
    const place = `${log.block} ${log.index}`
    const other = byPlace.get(place)
    if (other && other.hash !== log.hash) throw new ChainMoved()
    if (other && JSON.stringify(other) !== JSON.stringify(log))
      throw new NodeError('answer', { details: `two logs are number ${log.index} of block ${log.block}` })
    byPlace.set(place, log)
  }
  return [...byPlace.values()].sort((a, b) => a.block - b.block || a.index - b.index)
}

/** Goes back to the last block that is still in the chain, and tells what is removed, the last first. */
async function goBack(client: ReadClient, search: Search, state: State): Promise<Activity[]> {
  for (const block of known(state).reverse()) {
    if (await hasMoved(client, block)) continue
    const removed = tell(search, { ...state, recent: [] }, state.recent)
      .filter(({ blockNumber }) => blockNumber > block.number)
      .map((activity) => ({ ...activity, removed: true }))
    rollBack(state, block)
    return removed.reverse()
  }
  throw new CheckpointError(BigInt((state.blocks[0] as KnownBlock).number))
}

/** Refuses a search for what cannot be there. */
function checkPool(search: Search, state: State): void {
  const { pool } = search
  if (pool && headOf(state).hash !== null && !knowledgeOf(search, state).facts.assets[pool.toLowerCase()])
    throw new InvalidParameterError('pool', pool, 'is no pool of this deployment')
}
