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
import type { EventArgs, EventLog } from './events.js'
import type { PermittedCall } from './permit.js'

export type WriteName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable'>

/** Options of every write action, beside its own parameters: the sender, and the way of sending. */
export type WriteOptions<account extends Account | undefined = Account | undefined> = {
  /** Chain to send on; `null` to send wherever the wallet is. The client's chain by default. */
  chain?: Chain | null | undefined
  /** Addresses of the protocol on this chain. The known ones by default. */
  deployment?: Deployment | undefined
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
}

/** Result of a `…Sync` action: the receipt and the event's fields. */
export type SyncResult<
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
> = {
  receipt: TransactionReceipt
} & (silent extends true ? Partial<EventArgs<abi, eventName>> : EventArgs<abi, eventName>)

/**
 * Result of a `…Sync` action whose call may emit several events: the receipt and the fields of each
 * event.
 */
export interface SyncAllResult<abi extends Abi, eventName extends ContractEventName<abi>> {
  receipt: TransactionReceipt
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
    result: ContractFunctionReturnType<abi, 'nonpayable', functionName>
    request: WriteContractParameters
  }>
  /** Gas that the transaction needs now. */
  estimateGas<account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account>,
  ): Promise<bigint>
  /**
   * The event of this action among the logs of a receipt.
   *
   * @throws {@link EventNotFoundError} if there is none.
   */
  extractEvent(source: TransactionReceipt | readonly Log[]): EventLog<abi, eventName>
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
