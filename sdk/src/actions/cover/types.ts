import type { Address } from 'viem'
import type { CoverIdParts } from './ids.js'

/** A cover. */
export interface Cover extends CoverIdParts {
  coverId: bigint
  pool: Address
  /** Owner of the token; claims pay this account. */
  owner: Address
  /** Insured account, whose loss counts. */
  insured: Address
  /** Receiver of refunds. */
  refundTo: Address
  /** Remaining amount, asset units; 0 once it is cancelled. */
  amount: bigint
  /** Start of protection, seconds. */
  start: number
  /** End of protection, exclusive, seconds; a cancellation or a lapse moves it forward. */
  end: number
  /**
   * Rate at which its premium streams to the pool, 2^-33 cover units a second; 0 once a part of it
   * was refunded.
   */
  rate: bigint
}
