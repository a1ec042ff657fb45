import type { Address, Hash, Hex, TransactionReceipt } from 'viem'
import { textsOf } from './allErrors.js'
import type { ContractErrorArgs, ContractErrorName } from './arguments.js'
import { BreakwaterError } from './base.js'

export { InvalidParameterError } from './invalidParameter.js'
export { InvalidSnapshotError } from './invalidSnapshot.js'
export { BreakwaterError }

/**
 * A contract's refusal. `name` is the custom error's own name, and narrows `args`:
 *
 * @example
 * ```ts
 * try {
 *   await buyCoverSync(client, order)
 * } catch (error) {
 *   if (isContractError(error, 'CapacityExceeded')) console.log(error.args.available)
 * }
 * ```
 */
export class BreakwaterContractError<
  const name extends ContractErrorName = ContractErrorName,
> extends BreakwaterError {
  declare readonly name: name
  readonly args: ContractErrorArgs<name>
  /** The revert data from which it was decoded. */
  readonly data: Hex
  /** Set if the transaction was mined and failed: it tells the gas that was spent. */
  declare readonly receipt?: TransactionReceipt

  constructor(name: name, args: ContractErrorArgs<name>, data: Hex, cause?: unknown) {
    const [message, hint] = textsOf(name, args)
    super(name, message, hint, cause)
    this.args = args
    this.data = data
  }
}

/** A contract reverted with a text, a panic, nothing, or an error that this package does not know. */
export class TransactionRevertedError extends BreakwaterError {
  declare readonly name: 'TransactionRevertedError'
  /** The revert data, if the node told it. */
  readonly data: Hex | undefined
  /** Set if it was mined and failed: it tells the gas that was spent. */
  declare readonly receipt?: TransactionReceipt

  constructor({
    reason,
    data,
    hash,
    cause,
  }: {
    reason?: string | undefined
    data?: Hex | undefined
    hash?: Hash | undefined
    cause?: unknown
  }) {
    super(
      'TransactionRevertedError',
      reason
        ? `The contract reverted: ${reason}.`
        : data
          ? `The contract reverted with an error of selector ${data.slice(0, 10)}, which this package does not know.`
          : 'The contract reverted without a reason.',
      'Check that every address is the contract you mean, and simulate the call again at the newest block.',
      cause,
    )
    this.data = data
    if (hash) Object.assign(this, { hash })
  }
}

/** A list of losses that cannot form a table. */
export class InvalidLossesError extends BreakwaterError {
  declare readonly name: 'InvalidLossesError'
  /** Line of the text, or entry of the list, from 1; `undefined` if it is about the whole. */
  readonly line: number | undefined

  constructor(problem: string, line?: number, hint = 'Correct the list and build the table again.') {
    super(
      'InvalidLossesError',
      line === undefined ? `The losses ${problem}.` : `Line ${line} of the losses ${problem}.`,
      hint,
    )
    this.line = line
  }
}

/** A product file that is not valid. */
export class InvalidProductError extends BreakwaterError {
  declare readonly name: 'InvalidProductError'
  /** The field, such as `terms.waitingPeriod` or `pins[0].target`; empty if it is about the whole file. */
  readonly path: string

  constructor(path: string, problem: string, hint = 'Correct the file and read it again.') {
    super('InvalidProductError', path ? `"${path}" ${problem}.` : `The product file ${problem}.`, hint)
    this.path = path
  }
}

/** A file of salts that cannot be read or written. Its content stays as it is. */
export class SaltStoreError extends BreakwaterError {
  declare readonly name: 'SaltStoreError'
  /** Path of the file. */
  readonly path: string

  constructor(
    path: string,
    problem: string,
    hint = 'Correct the file or its permissions, and do not vote until it can be read.',
    cause?: unknown,
  ) {
    super('SaltStoreError', `The salts in ${path} ${problem}.`, hint, cause)
    this.path = path
  }
}

/** Evidence that cannot be written down, or that differs from its hash. */
export class InvalidEvidenceError extends BreakwaterError {
  declare readonly name: 'InvalidEvidenceError'

  constructor(problem: string, hint = 'Correct the document and try again.', cause?: unknown) {
    super('InvalidEvidenceError', `The evidence ${problem}.`, hint, cause)
  }
}

/** The asset is not that of the pool. Nothing was sent. */
export class AssetMismatchError extends BreakwaterError {
  declare readonly name: 'AssetMismatchError'
  /** The asset that was passed. */
  readonly asset: Address
  /** The asset of the pool. */
  readonly expected: Address

  constructor(asset: Address, expected: Address) {
    super(
      'AssetMismatchError',
      `The pool is denominated in ${expected}, not in ${asset}.`,
      'Pass the asset that getPool returns.',
    )
    this.asset = asset
    this.expected = expected
  }
}

/** This package knows no Breakwater on this chain. */
export class UnknownDeploymentError extends BreakwaterError {
  declare readonly name: 'UnknownDeploymentError'
  readonly chainId: number | undefined
  /** The one that was asked for, if one was. */
  readonly release: string | undefined

  constructor(chainId: number | undefined, release?: string, areNone = false) {
    const which = release === undefined ? 'Breakwater' : `Breakwater ${release}`
    super(
      'UnknownDeploymentError',
      chainId === undefined
        ? 'The client has no chain, so the addresses of Breakwater cannot be looked up.'
        : `No addresses of ${which} are known on chain ${chainId}${areNone ? ': it is on no public chain yet' : ''}.`,
      'Give the client a chain, or pass `deployment` to the action or to breakwaterActions().',
    )
    this.chainId = chainId
    this.release = release
  }
}

/** The wallet is connected to another chain than the client. */
export class WrongNetworkError extends BreakwaterError {
  declare readonly name: 'WrongNetworkError'

  constructor(cause?: unknown) {
    super(
      'WrongNetworkError',
      'The wallet is connected to another chain than this client.',
      'Switch the wallet to the chain of the pool and try again.',
      cause,
    )
  }
}

/** A block whose hash is not the hash of its header: the contracts would not know it either. */
export class HeaderMismatchError extends BreakwaterError {
  declare readonly name: 'HeaderMismatchError'

  constructor(blockNumber: bigint) {
    super(
      'HeaderMismatchError',
      `Block ${blockNumber} has another hash than its header gives: what a proxy points to cannot be proven on this chain.`,
      "Use a chain with Ethereum's block headers, and a node that returns all header fields.",
    )
  }
}

/** A checkpoint none of whose blocks is in the chain any more: what came with it may be of a chain that is gone. */
export class CheckpointError extends BreakwaterError {
  declare readonly name: 'CheckpointError'
  /** The oldest block that the checkpoint knows, which has another hash now. */
  readonly blockNumber: bigint

  constructor(blockNumber: bigint) {
    super(
      'CheckpointError',
      `The chain is another one than that of the checkpoint, from block ${blockNumber} or earlier on.`,
      'Go back to an older checkpoint and what came with it, or drop all that came so far and begin without one.',
    )
    this.blockNumber = blockNumber
  }
}

/** An account where a contract was expected. */
export class NoCodeError extends BreakwaterError {
  declare readonly name: 'NoCodeError'

  constructor(address: Address) {
    super('NoCodeError', `There is no code at ${address}.`, 'Check the address and the chain.')
  }
}

/** The user rejected the request in the wallet. */
export class UserRejectedError extends BreakwaterError {
  declare readonly name: 'UserRejectedError'

  constructor(cause: unknown) {
    super(
      'UserRejectedError',
      'The request was rejected in the wallet.',
      'Nothing was sent. Send the request again if you want to.',
      cause,
    )
  }
}

/** The account could not sign. Nothing was sent. */
export class SigningError extends BreakwaterError {
  declare readonly name: 'SigningError'

  constructor(cause: unknown) {
    super(
      'SigningError',
      'The account could not sign the transaction.',
      'The cause tells why: see to the key or the device, and send it again.',
      cause,
    )
  }
}

/** Code refuses what an account has signed: that of the account, or that of the asset. Nothing was sent. */
export class SignatureRefusedError extends BreakwaterError {
  declare readonly name: 'SignatureRefusedError'
  /** The account that signed. */
  readonly account: Address
  /** Whose code refuses it. */
  readonly by: 'account' | 'asset'

  constructor(account: Address, by: 'account' | 'asset', hint: string, cause?: unknown) {
    super(
      'SignatureRefusedError',
      by === 'account'
        ? `The code of ${account} refuses the account's signatures: no contract will accept this one.`
        : `The asset refuses the signature of ${account}: the account has code, and the asset wants the signature of a key.`,
      hint,
      cause,
    )
    this.account = account
    this.by = by
  }
}

/** The transaction was sent, but not found in a block in time. It may still be mined. */
export class TransactionTimeoutError extends BreakwaterError {
  declare readonly name: 'TransactionTimeoutError'

  constructor(hash: Hash | undefined, cause: unknown) {
    super(
      'TransactionTimeoutError',
      'The transaction was sent and has not been mined in time.',
      'Look it up by its hash before sending another one: it may still be mined.',
      cause,
    )
    Object.assign(this, { hash })
  }
}

/** Another transaction with the same nonce was mined in place of this one, which will never be. */
export class TransactionReplacedError extends BreakwaterError {
  declare readonly name: 'TransactionReplacedError'
  declare readonly outcome: 'replaced' | 'cancelled'
  declare readonly hash: Hash
  /** Receipt of the transaction that was mined; its hash is `receipt.transactionHash`. */
  readonly receipt: TransactionReceipt

  constructor(outcome: 'replaced' | 'cancelled', hash: Hash, receipt: TransactionReceipt) {
    super(
      'TransactionReplacedError',
      outcome === 'cancelled'
        ? 'The transaction was cancelled in the wallet.'
        : 'Another transaction was mined in place of this one.',
      outcome === 'cancelled'
        ? 'Nothing of it happened. Send it again if you want to.'
        : 'Look at what the other transaction did before you send this one again.',
    )
    Object.assign(this, { outcome, hash })
    this.receipt = receipt
  }
}

/** No node could be reached, or none answered. */
export class NetworkError extends BreakwaterError {
  declare readonly name: 'NetworkError'

  constructor(cause?: unknown) {
    super(
      'NetworkError',
      'The node could not be reached or did not answer.',
      'Check the RPC address and try again.',
      cause,
    )
  }
}

/** There is no contract at an address, or another one than expected. */
export class ContractNotFoundError extends BreakwaterError {
  declare readonly name: 'ContractNotFoundError'

  constructor(cause: unknown) {
    super(
      'ContractNotFoundError',
      'No contract at that address answers this call.',
      'Check the address, and that the client is on its chain.',
      cause,
    )
  }
}

/** The logs hold no event of the requested kind. */
export class EventNotFoundError extends BreakwaterError {
  declare readonly name: 'EventNotFoundError'
  readonly eventName: string

  constructor(eventName: string) {
    super(
      'EventNotFoundError',
      `The logs hold no event ${eventName}.`,
      'Pass the receipt of the transaction that this action sent, and the address that emits the event.',
    )
    this.eventName = eventName
  }
}
