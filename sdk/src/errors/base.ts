type Hash = `0x${string}`

/**
 * What became of a transaction. An error has one of these, or none if it is not about a write; the result of a `…Sync`
 * action has `done` or `repriced`.
 *
 * - `refused`: nothing was sent. A parameter, the simulation, the node or the signer refused it.
 * - `rejected`: nothing was sent. The user said no in the wallet.
 * - `maybeSent`: it may have been sent: who was asked to send it did not answer, or answered with an error. Do not send
 *   another one before you have looked for it. Its hash is known if the account is a local one.
 * - `pending`: it was sent, and nobody has seen it in a block yet. It may still be mined.
 * - `replaced`: another transaction with its nonce was mined in its place. It did not happen, and never will.
 * - `cancelled`: the same, and the other one does nothing: the wallet's "cancel".
 * - `reverted`: it was mined and failed. Nothing changed but the gas, which is spent.
 * - `repriced`: the same call with other fees was mined in its place: as good as done, under another hash.
 * - `done`: it was mined and succeeded. In an error: what it did could not be read from its receipt.
 */
export type TransactionOutcome =
  | 'refused'
  | 'rejected'
  | 'maybeSent'
  | 'pending'
  | 'replaced'
  | 'cancelled'
  | 'reverted'
  | 'repriced'
  | 'done'

/** Tells the errors of this package from others, in all its copies and forms, and after JSON. */
const ORIGIN = '@breakwater/sdk'

/**
 * Every error of this package: a plain sentence, a hint with the remedy, and the cause.
 *
 * `JSON.stringify` keeps all of it but the cause; a `bigint` becomes a decimal text. To recognise one use
 * {@link isBreakwaterError}: `instanceof` fails if an application has two copies of this package.
 */
export class BreakwaterError extends Error {
  override readonly name: string
  /** Always `@breakwater/sdk`. */
  readonly origin = ORIGIN
  /** Remedy, in one sentence. */
  readonly hint: string
  /** What became of the transaction, if the error is one of a write. */
  declare readonly outcome?: Exclude<TransactionOutcome, 'repriced'>
  /** Hash of the transaction, where it is known. If another one replaced it, still its own. */
  declare readonly hash?: Hash | undefined
  /** Of several transactions of one call: hashes of the earlier ones, which were mined. */
  declare readonly earlier?: readonly Hash[]
  /** Name of a batch of calls, by which the wallet knows it (EIP-5792). */
  declare readonly callsId?: string

  constructor(name: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = name
    this.hint = hint
  }

  /** All fields but the cause, for `JSON.stringify`. */
  toJSON(): Record<string, unknown> {
    const { name, message, hint } = this
    try {
      const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)
      return JSON.parse(JSON.stringify({ ...this, message }, plain))
    } catch {
      // A value that a caller passed refers to itself.
      return { name, message, hint }
    }
  }
}

/** Whether a value is an error of this package, from whichever copy of it. */
export const isOurs = (error: unknown): error is BreakwaterError =>
  (error as { origin?: unknown } | null | undefined)?.origin === ORIGIN
