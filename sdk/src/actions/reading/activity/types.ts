import type { AbiParameterToPrimitiveType, Address, Hash, Hex } from 'viem'
import type { events } from '../../../generated/events.js'
import { TIMES } from '../../../internal/events.js'
import type { ReadOptions } from '../../../internal/read.js'

/** A contract of the protocol that has events. */
export type ActivityContract = keyof typeof events

type EventOf<contract extends ActivityContract> = (typeof events)[contract][number]

/** Name of an event of a contract, or of any. */
export type ActivityEventName<contract extends ActivityContract = ActivityContract> =
  EventOf<contract>['name']

/** Times and durations that the contracts hold in wide words: numbers of seconds here, like all others. */
export const SECONDS = [
  ...TIMES,
  'salesUntil',
  'depositsUntil',
  'waitingPeriod',
  'horizon',
  'minBilled',
  'opensAt',
] as const

interface Parameter {
  readonly type: string
  readonly name: string
}

type Value<parameter extends Parameter> = parameter['name'] extends (typeof SECONDS)[number]
  ? number
  : parameter extends { type: 'tuple'; components: readonly (infer component extends Parameter)[] }
    ? { [field in component as field['name']]: Value<field> }
    : AbiParameterToPrimitiveType<parameter>

/** Arguments of an event, by name: amounts in smallest units, times in seconds. */
export type ActivityArgs<contract extends ActivityContract, name extends ActivityEventName<contract>> = {
  [input in Extract<EventOf<contract>, { name: name }>['inputs'][number] as input['name']]: Value<input>
}

/** What an activity is about, as far as its event, and those before it, tell. */
export interface ActivitySubject {
  pool?: Address
  productId?: bigint
  termsId?: bigint
  coverId?: bigint
  incidentId?: bigint
}

/** Where an activity is, and its sentence. */
export interface ActivityBase {
  /** The same for the same event of the same block, and for no other. */
  id: string
  /** Contract that emitted the event. */
  address: Address
  about: ActivitySubject
  /** What happened, in one sentence. */
  words: string
  /** Whether its block is no longer in the chain: what was told before did not happen. */
  removed: boolean
  blockNumber: bigint
  blockHash: Hash
  /** Time of its block, seconds, if the node tells it with logs. */
  timestamp: number | undefined
  transactionHash: Hash
  /** Place of the event in its block. */
  logIndex: number
}

/** An event of the protocol, decoded, and in words. `contract` and `eventName` narrow `args`. */
export type Activity = {
  [contract in ActivityContract]: {
    [name in ActivityEventName<contract>]: ActivityBase & {
      contract: contract
      eventName: name
      args: ActivityArgs<contract, name>
    }
  }[ActivityEventName<contract>]
}[ActivityContract]

/** A token whose amounts are written with its decimals. */
export interface ActivityToken {
  address: Address
  decimals: number
  symbol: string
}

/** What activities are wanted: those that are all of what is given. */
export interface ActivityFilters {
  /** Those of a pool, of its claims vault and of its cases. */
  pool?: Address | undefined
  /** Those of a product, of its terms, covers and cases; from the publication of its terms on also those of its incidents. */
  productId?: bigint | undefined
  /** Those that name a cover. */
  coverId?: bigint | undefined
  /** Those that name an account, or a cover that it holds. */
  account?: Address | undefined
  /** Those of these names. */
  eventNames?: readonly ActivityEventName[] | undefined
  /**
   * Those of this block and later ones. What must be known of the protocol to tell them is read from the deployment's start
   * block on; a deployment that does not know that begins here.
   */
  fromBlock?: bigint | undefined
}

/** What a search goes by. */
export interface ActivitySearch extends ActivityFilters, Pick<ReadOptions, 'deployment'> {
  /** What an earlier search has returned with the same filters: this one goes on after it. */
  checkpoint?: ActivityCheckpoint | undefined
  /**
   * Last block; the latest by default. `safe` and `finalized` blocks are hardly ever removed again. While it is before the
   * checkpoint's block, nothing is told.
   */
  toBlock?: bigint | 'latest' | 'safe' | 'finalized' | undefined
  /** Tokens whose amounts are to be written with their decimals; those of others are numbers of units. */
  tokens?: readonly ActivityToken[] | undefined
}

/**
 * How far a search has come: plain JSON, to be kept as it is. It knows the events of the last 256 blocks, so that it can tell
 * which of them are removed.
 */
export interface ActivityCheckpoint {
  readonly version: 1
  /** Last block that was read. */
  readonly blockNumber: number
  readonly blockHash: Hash
  /** What it was made for: chain, deployment and filters. */
  readonly scope: string
  /** For the search that goes on. */
  readonly memory: ActivityMemory
}

/** What a search must know of the blocks before. */
export interface ActivityMemory {
  /** Blocks that were read, oldest first; the first one may have no hash, if the search began after it. */
  readonly blocks: readonly KnownBlock[]
  /** Facts as of the first of them. */
  readonly facts: Facts
  /** Logs after the first of them. */
  readonly recent: readonly PlainLog[]
  readonly arbiters: Arbiters
}

/** Arbiters by court terms, as the court has them. They never change. */
export type Arbiters = Readonly<Record<string, readonly Address[]>>

/** A block by its number and hash. */
export interface KnownBlock {
  readonly number: number
  readonly hash: Hash | null
}

/** A log as JSON has it. */
export interface PlainLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly block: number
  readonly hash: Hash
  readonly transaction: Hash
  readonly index: number
  readonly time?: number
}

/** What earlier events told that later ones rest on. Keys are numbers as decimals, and addresses in lower case. */
export interface Facts {
  /** Pools by their number. */
  pools: Record<string, Address>
  /** Pools by their claims vault. */
  vaults: Record<string, Address>
  /** Assets by pool. */
  assets: Record<string, Address>
  /** Products, and court terms, by the number of the terms. */
  terms: Record<string, { productId: string; subject?: string; block: number }>
  /** Meters by court terms: address and number. */
  meters: Record<string, string>
  /** Cases by the names that contracts have for them. */
  cases: Record<string, { pool?: Address; termsId: string; incidentId: string }>
  /** Covered vaults and distributors, by address. */
  embedding: Record<string, 'CoveredVault' | 'PayoutDistributor'>
  /** Covers of the account, if there is one among the filters. */
  covers: Record<string, true>
}
