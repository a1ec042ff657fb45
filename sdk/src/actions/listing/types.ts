import type { Address, Hex } from 'viem'

/** Ways in which a contract's code can change: none, or the implementation slot of EIP-1967. */
export type CodeKind = 'plain' | 'proxy'

/** A contract whose code terms pin. */
export interface Pin {
  /** Its chain: that of the registry. */
  chainId: number
  /** The covered contract. */
  target: Address
  kind: CodeKind
  /** Hash of the contract's own code. */
  codeHash: Hex
  /** Implementation of a proxy. */
  implementation?: Address | undefined
  /** Hash of the implementation's code. */
  implementationCodeHash?: Hex | undefined
}

/** Reviewed code of a pin, and whether other code was shown to run. */
export interface PinState {
  codeHash: Hex
  /** Hash of a proxy's implementation's code. */
  implementationCodeHash?: Hex | undefined
  /** Time of the newest look at it, seconds; older proofs are refused. */
  asOf: number
  flagged: boolean
}

/** One immutable version of a product's conditions. */
export interface Terms {
  productId: bigint
  /** Pools of this asset may sell cover on these terms. */
  asset: Address
  /** Contract that decides incidents. */
  resolver: Address
  /** Subject of the resolver's decisions: court terms of a court. */
  subject: bigint
  /** Seconds from purchase to protection. */
  waitingPeriod: number
  /** Seconds after an incident within which it must be reported and its case opened. */
  reportWindow: number
  /**
   * Seconds after an incident by which all answers about it are in; capital stays behind a cover
   * for so long after its end.
   */
  horizon: number
  /** Least number of seconds that are charged. */
  minBilled: number
  /** Seconds to claim in, from the application of a verdict in a pool. */
  claimWindow: number
  /** Part of the covered amount that the insured bears, WAD. */
  deductible: bigint
  /** Part of a pool's capital that fails in the same event, WAD. */
  haircut: bigint
  /** Ceiling of the product's committed cover in one pool, asset units. */
  maxCover: bigint
  /** Whether a purchase lets the resolver observe, and fails if it sees a loss. */
  observes: boolean
  /** Whether claims need a proof of the insured's own loss. */
  proofOfLoss: boolean
  /** Seconds for which cover goes on after unreviewed code was shown; 0: to its own end. */
  codeGrace: number
  /** Hash of the conditions in words. */
  wording: Hex
}
