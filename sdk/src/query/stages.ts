import type { Hash } from 'viem'

/** The ways to pay a contract. */
export type PaymentPath =
  /** It may take the amount already. */
  | 'allowance'
  /** The wallet makes one transaction of the approval and the call (EIP-5792). */
  | 'batch'
  /** A signature by the asset's own permit, which the same transaction submits. */
  | 'eip2612'
  /** A signature by Permit2, which the account has approved for the asset. */
  | 'permit2'
  /** A transaction that approves the exact amount, then the call. */
  | 'approval'

/** What a write waits for. One that fails stays at the stage in which it did; its error has an `outcome`. */
export type WriteStage =
  /** The chain and the wallet are asked what is possible, and whether the call would be refused. */
  | { name: 'preparing' }
  /** The user is asked for a signature. */
  | { name: 'signing'; kind: 'eip2612' | 'permit2' }
  /** The user is asked for the transaction that approves. */
  | { name: 'approving' }
  /** That one waits for its block. */
  | { name: 'approvalPending'; hash: Hash }
  /** The user is asked for the transaction itself, or for the batch. */
  | { name: 'confirming'; isBatch: boolean }
  /** It waits for its block. Of a batch only the wallet's name for it is known. */
  | { name: 'pending'; hash: Hash | undefined; callsId: string | undefined }
  | { name: 'done'; hash: Hash }

/** Is told each stage of a write. */
export type OnStage = (stage: WriteStage) => void
