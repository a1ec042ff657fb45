import type {
  Abi,
  Account,
  Address,
  Chain,
  Client,
  ContractEventName,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hash,
  Log,
  TransactionReceipt,
  Transport,
  WriteContractParameters,
} from 'viem'
import type { Deployment } from '../deployments.js'
import type { CallOptions, ContractCall } from './calls.js'
import type { EventArgs, EventLog, EventOptions, TimeName } from './events.js'
import type { PermittedCall } from './permit.js'

/** Result of a simulated call; a time is a number, like every time in this package. */
export type SimulatedResult<abi extends Abi, functionName extends WriteName<abi>> =
  Extract<abi[number], { name: functionName }> extends { outputs: readonly [{ name: TimeName }] }
    ? number
    : ContractFunctionReturnType<abi, 'nonpayable', functionName>

export type WriteName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable'>

/** Options of every write action, beside its own parameters: the sender, and the way of sending. */
export type WriteOptions<account extends Account | undefined = Account | undefined> = {
  /** Chain to send on; `null` to send wherever the wallet is. The client's chain by default. */
  chain?: Chain | null | undefined
  /** Addresses of the protocol on this chain. The known ones by default. */
  deployment?: Deployment | undefined
  /**
   * Sends without a simulation and without checks that need the node: for a call that is good only after another one that
   * is still pending. Give `gas`, too: its estimate would fail. `false` by default, whether or not `gas` is given.
   */
  skipSimulation?: boolean | undefined
} & (account extends Account
  ? {
      /** Sender. The client's account by default. */
      account?: Account | Address | undefined
    }
  : {
      /** Sender. */
      account: Account | Address
    }) &
  Pick<WriteContractParameters, 'gas' | 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas' | 'nonce'>

/** Time that a `…Sync` action waits for the receipt. */
export interface WaitOptions {
  /** Blocks to wait for, this one included. 1 by default. */
  confirmations?: number | undefined
  /** Milliseconds between polls. The client's polling interval by default. */
  pollingInterval?: number | undefined
  /** Milliseconds until TransactionTimeoutError. 180,000 by default. */
  timeout?: number | undefined
  /** Called as soon as something is sent, before the wait for its block; for each transaction of several. */
  onSent?: ((sent: Sent) => void) | undefined
}

/** What was sent: a transaction, or a batch that a wallet makes one transaction of. */
export interface Sent {
  /** Hash of the transaction; `undefined` for a batch. */
  hash?: Hash | undefined
  /** Name of the batch, by which the wallet knows it (EIP-5792). */
  callsId?: string | undefined
}

/** What became of the transaction of a `…Sync` action that resolves. All else is an error with an `outcome`. */
interface Mined {
  /** `repriced` if the wallet sent the same call again with other fees. */
  outcome: 'done' | 'repriced'
  /** Hash of the transaction that was mined. */
  hash: Hash
  receipt: TransactionReceipt
}

/** Result of a `…Sync` action: the receipt and the event's fields. */
export type SyncResult<
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
> = Mined & (silent extends true ? Partial<EventArgs<abi, eventName>> : EventArgs<abi, eventName>)

/**
 * Result of a `…Sync` action whose call may emit several events: the receipt and the fields of each
 * event.
 */
export interface SyncAllResult<abi extends Abi, eventName extends ContractEventName<abi>> extends Mined {
  /** In their order in the block; none if the call emitted none. */
  events: EventArgs<abi, eventName>[]
}

export type AnyClient<account extends Account | undefined = Account | undefined> = Client<
  Transport,
  Chain | undefined,
  account
>

/** An action that sends a transaction, with other ways to use its call. */
export interface WriteAction<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
> {
  /**
   * Simulates the call and sends it.
   *
   * @returns Hash of the transaction.
   */
  <account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account>,
  ): Promise<Hash>
  /**
   * The call itself, without a request: for batches, Safes and smart accounts. With a permit, both
   * in one.
   */
  call(
    client: AnyClient,
    parameters: parameters & CallOptions & { permit?: undefined },
  ): ContractCall<abi, functionName>
  call(
    client: AnyClient,
    parameters: parameters & CallOptions,
  ): ContractCall<abi, functionName> | PermittedCall
  /** Runs the call without sending it. `request` can be passed on to `writeContract`. */
  simulate<account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account>,
  ): Promise<{
    result: SimulatedResult<abi, functionName>
    request: WriteContractParameters
  }>
  /** Gas that the transaction needs now. */
  estimateGas<account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account>,
  ): Promise<bigint>
  /**
   * The first event of this action among the logs of a receipt. Only events of the contract that emits it count: by default
   * of the one that the transaction called.
   *
   * @throws {@link EventNotFoundError} if there is none.
   * @throws {@link InvalidParameterError} if `address` is missing for logs without a receipt.
   */
  extractEvent(source: TransactionReceipt | readonly Log[], options?: EventOptions): EventLog<abi, eventName>
  /** All events of this action among the logs of a receipt, of the contract that emits them; none if there are none. */
  extractEvents(
    source: TransactionReceipt | readonly Log[],
    options?: EventOptions,
  ): EventLog<abi, eventName>[]
}

/** The version of a write action that waits for the receipt. */
export interface SyncAction<
  parameters,
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
> {
  /** @returns The receipt, and the event's fields. */
  // biome-ignore lint/style/useShorthandFunctionType: the type arguments of an interface can be inferred again
  <account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account> & WaitOptions,
  ): Promise<SyncResult<abi, eventName, silent>>
}

/**
 * The version of a write action that waits for the receipt, for a call that may emit several
 * events.
 */
export interface SyncAllAction<parameters, abi extends Abi, eventName extends ContractEventName<abi>> {
  /** @returns The receipt, and its events' fields. */
  // biome-ignore lint/style/useShorthandFunctionType: the type arguments of an interface can be inferred again
  <account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account> & WaitOptions,
  ): Promise<SyncAllResult<abi, eventName>>
}
