import type { Address, Hash, Hex, Log } from 'viem'

/** A call of a batch: what `.call` of every write action returns, or any other. */
export interface BatchCall {
  to: Address
  data: Hex
}

/** What `sendTogether` has done. */
export interface SentTogether {
  /** All calls were mined and succeeded. */
  outcome: 'done'
  /** Whether all were in one transaction. */
  isAtomic: boolean
  /** Hashes of the transactions, in their order. */
  hashes: readonly Hash[]
  /** All events, for `extractEvent(logs, { address })`. */
  logs: readonly Log[]
}
