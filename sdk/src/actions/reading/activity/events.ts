import { type AbiEvent, type Address, decodeEventLog, type Hex, toEventSelector } from 'viem'
import { NodeError } from '../../../errors/nodeErrors.js'
import { events } from '../../../generated/events.js'
import { type ActivityContract, type ActivityEventName, type PlainLog, SECONDS } from './types.js'

/** A decoded event. */
export interface Decoded {
  contract: ActivityContract
  eventName: ActivityEventName
  args: Record<string, unknown>
}

/** Contracts that court terms may name as arbiters. */
export const ARBITERS = ['AddressArbiter', 'AssessorPanel', 'UmaArbiter'] as const

const selectors = new Map<ActivityContract, Map<Hex, AbiEvent>>()

/** Events of a contract by their first topic. */
function eventsOf(contract: ActivityContract): Map<Hex, AbiEvent> {
  const known = selectors.get(contract)
  if (known) return known
  const list = events[contract] as readonly AbiEvent[]
  const found = new Map(list.map((event) => [toEventSelector(event), event]))
  selectors.set(contract, found)
  return found
}

/** First topics of the named events, of all contracts that have them. */
export const topicsOf = (names: readonly string[]): Hex[] => [
  ...new Set(
    (Object.keys(events) as ActivityContract[]).flatMap((contract) =>
      [...eventsOf(contract)].filter(([, { name }]) => names.includes(name)).map(([topic]) => topic),
    ),
  ),
]

/** Whether any contract has an event of that name. */
export const isEventName = (name: unknown): boolean =>
  Object.values(events).some((list) => list.some((event) => event.name === name))

/**
 * The event of a log. `undefined` if it is none of this release; or of an arbiter, which may be a contract of anybody, and not
 * in the form that ours have.
 */
export function decode(log: PlainLog, contracts: readonly ActivityContract[]): Decoded | undefined {
  const [topic] = log.topics
  for (const contract of contracts) {
    const event = topic && eventsOf(contract).get(topic)
    if (!event) continue
    try {
      const topics = log.topics as [Hex, ...Hex[]]
      const { args = {} } = decodeEventLog({ abi: [event], topics, data: log.data, strict: true })
      const eventName = event.name as ActivityEventName
      return { contract, eventName, args: withSeconds(args) }
    } catch (cause) {
      if ((ARBITERS as readonly string[]).includes(contract)) continue
      const details = `log ${log.index} of block ${log.block} is no ${event.name} of ${contract}`
      throw new NodeError('answer', { details, cause })
    }
  }
  return undefined
}

function withSeconds(args: object): Record<string, unknown> {
  const value = (name: string, given: unknown): unknown => {
    if ((SECONDS as readonly string[]).includes(name)) return Number(given)
    const isStruct = typeof given === 'object' && given !== null && !Array.isArray(given)
    return isStruct ? withSeconds(given) : given
  }
  return Object.fromEntries(Object.entries(args).map(([name, given]) => [name, value(name, given)]))
}

/** All addresses among an event's arguments, in lower case. */
export function addressesOf(value: unknown): string[] {
  if (typeof value === 'string') return /^0x[0-9a-fA-F]{40}$/.test(value) ? [value.toLowerCase()] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(addressesOf)
}

/** A log of a node's answer, if it has the form of one. */
export function toPlainLog(log: unknown): PlainLog {
  const raw = (log ?? {}) as Record<string, unknown>
  const isHex = (value: unknown, size?: number): value is Hex =>
    typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value) && (size ?? value.length) === value.length
  const count = (value: unknown): number => (isHex(value) && value.length > 2 ? Number(value) : Number.NaN)
  const { address, topics, data, blockHash, transactionHash } = raw
  const [block, index] = [count(raw.blockNumber), count(raw.logIndex)]
  const time = count(raw.blockTimestamp)
  const isLog =
    isHex(address, 42) &&
    Array.isArray(topics) &&
    topics.every((topic) => isHex(topic, 66)) &&
    isHex(data) &&
    isHex(blockHash, 66) &&
    isHex(transactionHash, 66) &&
    Number.isSafeInteger(block) &&
    Number.isSafeInteger(index)
  if (!isLog) throw new NodeError('answer', { details: 'a log lacks a field, or has it in another form' })
  return {
    address: address.toLowerCase() as Address,
    ...{ topics: topics.map((topic) => topic.toLowerCase() as Hex), data, block, index },
    ...{ hash: blockHash.toLowerCase() as Hex, transaction: transactionHash },
    ...(Number.isSafeInteger(time) ? { time } : {}),
  }
}
