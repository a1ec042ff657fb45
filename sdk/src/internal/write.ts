import {
  type Abi,
  type AbiEvent,
  type Account,
  type Address,
  type Chain,
  type Client,
  type ContractEventName,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  encodeFunctionData,
  type Hash,
  type Hex,
  isAddressEqual,
  type Log,
  parseEventLogs,
  type TransactionReceipt,
  type Transport,
  type WriteContractParameters,
} from 'viem'
import {
  call as callAction,
  estimateContractGas,
  simulateContract,
  waitForTransactionReceipt,
  writeContract,
} from 'viem/actions'
import { getAction } from 'viem/utils'
import { type Deployment, getDeployment } from '../deployments.js'
import { toBreakwaterError, withTypedErrors } from '../errors/decode.js'
import { EventNotFoundError, InvalidParameterError, TransactionRevertedError } from '../errors/errors.js'
import { checkAddress, checkCall, type ParameterRules } from './parameters.js'
import type { AssetPermit, PermittedCall, withPermit } from './permit.js'

type WriteName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable'>

type CallName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable' | 'payable'>

/** Who sends, and how: what every write action takes beside its own parameters. */
export type WriteOptions<account extends Account | undefined = Account | undefined> = {
  /** Chain to send on; `null` to send wherever the wallet is. The client's chain by default. */
  chain?: Chain | null | undefined
  /** Addresses of the protocol on this chain. Known ones by default. */
  deployment?: Deployment | undefined
} & (account extends Account
  ? {
      /** Who sends. The client's account by default. */
      account?: Account | Address | undefined
    }
  : {
      /** Who sends. */
      account: Account | Address
    }) &
  Pick<WriteContractParameters, 'gas' | 'gasPrice' | 'maxFeePerGas' | 'maxPriorityFeePerGas' | 'nonce'>

/** How long a `…Sync` action waits for the receipt. */
export interface WaitOptions {
  /** Blocks to wait for, this one included. 1 by default. */
  confirmations?: number | undefined
  /** Milliseconds between looks. The client's polling interval by default. */
  pollingInterval?: number | undefined
  /** Milliseconds until TransactionTimeoutError. 180,000 by default. */
  timeout?: number | undefined
}

/** A call ready for `sendTransaction`, `sendCalls`, `multicall` or a Safe. */
export interface ContractCall<abi extends Abi = Abi, functionName extends CallName<abi> = CallName<abi>> {
  address: Address
  /** The same address under the name that transactions use. */
  to: Address
  data: Hex
  abi: abi
  functionName: functionName
  args: ContractFunctionArgs<abi, 'nonpayable' | 'payable', functionName>
}

/** A decoded event. */
export type EventLog<abi extends Abi, eventName extends ContractEventName<abi>> = Log<
  bigint,
  number,
  false,
  undefined,
  true,
  abi,
  eventName
>

/** Arguments of a decoded event by name; what an event keeps in a struct `purchase` stands beside them. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = Flat<
  EventLog<abi, eventName>['args']
>

type Flat<args> = args extends { purchase: infer purchase } ? Omit<args, 'purchase'> & purchase : args

/** What a `…Sync` action returns: the receipt and what the event says. */
export type SyncResult<
  abi extends Abi,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
> = {
  receipt: TransactionReceipt
} & (silent extends true ? Partial<EventArgs<abi, eventName>> : EventArgs<abi, eventName>)

/** What a `…Sync` action returns whose call may leave several events: the receipt and what each of them says. */
export interface SyncAllResult<abi extends Abi, eventName extends ContractEventName<abi>> {
  receipt: TransactionReceipt
  /** In the order in which they happened; none where the call was silent. */
  events: EventArgs<abi, eventName>[]
}

type AnyClient<account extends Account | undefined = Account | undefined> = Client<
  Transport,
  Chain | undefined,
  account
>

/** An action that sends a transaction, and what can be done with it short of sending. */
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
  /** The call itself, without asking the node: for batches, Safes and smart accounts. With a permit, both in one. */
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
  /** Gas the transaction needs now. */
  estimateGas<account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account>,
  ): Promise<bigint>
  /**
   * The event of this action among the logs of a receipt.
   *
   * @throws {@link EventNotFoundError} when there is none.
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
  /** @returns The receipt, and what the event says. */
  // biome-ignore lint/style/useShorthandFunctionType: the type arguments of an interface can be inferred again
  <account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account> & WaitOptions,
  ): Promise<SyncResult<abi, eventName, silent>>
}

/** The version of a write action that waits for the receipt, where a call may leave several events. */
export interface SyncAllAction<parameters, abi extends Abi, eventName extends ContractEventName<abi>> {
  /** @returns The receipt, and what its events say. */
  // biome-ignore lint/style/useShorthandFunctionType: the type arguments of an interface can be inferred again
  <account extends Account | undefined>(
    client: AnyClient<account>,
    parameters: parameters & WriteOptions<account> & WaitOptions,
  ): Promise<SyncAllResult<abi, eventName>>
}

/** What a call can be made with when nothing is sent. */
export interface CallOptions {
  account?: Account | Address | undefined
  deployment?: Deployment | undefined
}

/** What a definition may ask for beside its parameters. */
interface WriteContext {
  /** The sender, as the default for a parameter. */
  sender(parameter: string): Address
  deployment(): Deployment
  /** Of the client, where what is sent depends on it. */
  chainId(): number
}

interface WriteDefinition<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
> extends ParameterRules {
  abi: abi
  functionName: functionName
  eventName: eventName
  /** How a permit goes with it, where one can. */
  wrap?: typeof withPermit
  /** Fills in what was left out and only the node can tell; checks everything else before it asks. Not for `call`. */
  complete?(client: AnyClient, parameters: parameters & CallOptions): Promise<parameters>
  /** Looks, before anything is simulated or sent, at what the call itself would not notice. */
  preflight?(client: AnyClient, parameters: parameters): Promise<void>
  /** Whose event it is, where that is not whom it calls. */
  emitter?(parameters: parameters): Address
  /** Whom to call with what. */
  request(
    parameters: parameters,
    context: WriteContext,
  ): { address: Address; args: ContractFunctionArgs<abi, 'nonpayable', functionName> }
}

/** Makes a write action out of its contract function, its event and the way from parameters to arguments. */
export function defineWriteAction<
  parameters,
  const abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
>(
  definition: WriteDefinition<parameters, abi, functionName, eventName>,
): WriteAction<parameters, abi, functionName, eventName> {
  const {
    abi,
    functionName,
    eventName,
    wrap,
    preflight,
    emitter,
    request,
    complete: ask,
    ...rules
  } = definition
  type Parameters = parameters & WriteOptions

  function call(client: AnyClient, parameters: parameters & CallOptions) {
    const { address, args } = request(parameters, contextOf(client, parameters))
    checkCall({ abi, address, functionName, args } as never, rules)
    const data = encodeFunctionData({ abi, functionName, args } as never)
    const { permit } = parameters as { permit?: AssetPermit | undefined }
    if (wrap && permit) return wrap({ address, data }, permit)
    return { address, to: address, data, abi, functionName, args }
  }

  const complete = async (client: AnyClient, parameters: Parameters): Promise<Parameters> =>
    ask ? { ...parameters, ...(await ask(client, parameters)) } : parameters

  /** The call as viem's contract actions take it. */
  async function contractCall(client: AnyClient, given: Parameters) {
    const parameters = await complete(client, given)
    const { address, abi, functionName, args } = call(client, parameters)
    const account = parameters.account ?? client.account
    if (!account) throw new InvalidParameterError('account', account, 'is missing, and the client has none')
    if (typeof account === 'string') checkAddress('account', account)
    // Whoever fixes the gas has decided that the call is good, perhaps after one that is still on its way.
    if (parameters.gas === undefined) await preflight?.(client, parameters)
    return { address, abi, functionName, args, account } as never as {
      address: Address
      functionName: string
    }
  }

  /** What the call itself returns, as the last of a batch. */
  function resultOf(results: unknown) {
    const data = (results as readonly Hex[]).at(-1)
    return decodeFunctionResult({ abi, functionName, data } as never)
  }

  const action = (client: AnyClient, parameters: Parameters) =>
    withTypedErrors(async () => {
      const contract = await contractCall(client, parameters)
      if (parameters.gas === undefined) {
        await getAction(client, simulateContract, 'simulateContract')(contract as never)
      }
      return getAction(
        client,
        writeContract,
        'writeContract',
      )({ ...contract, ...feesOf(parameters) } as never)
    })

  return Object.assign(action, {
    complete,
    emitter,
    call,
    simulate: (client: AnyClient, parameters: Parameters) =>
      withTypedErrors(async () => {
        const contract = await contractCall(client, parameters)
        const { result, request } = await getAction(
          client,
          simulateContract,
          'simulateContract',
        )(contract as never)
        return { result: contract.functionName === functionName ? result : resultOf(result), request }
      }),
    estimateGas: (client: AnyClient, parameters: Parameters) =>
      withTypedErrors(async () =>
        getAction(
          client,
          estimateContractGas,
          'estimateContractGas',
        )((await contractCall(client, parameters)) as never),
      ),
    extractEvent(source: TransactionReceipt | readonly Log[]) {
      const logs = 'logs' in source ? source.logs : source
      const [event] = parseEventLogs({ abi: [eventItem(abi, eventName)], logs: [...logs], strict: true })
      if (!event) throw new EventNotFoundError(eventName)
      return event
    },
  }) as never
}

/**
 * The version of `action` that waits for the receipt and decodes its event. Where a successful call may be silent, the event's
 * fields are optional.
 */
export function toSync<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
  silent extends boolean = false,
>(
  action: WriteAction<parameters, abi, functionName, eventName>,
  mayBeSilent?: silent,
): SyncAction<parameters, abi, eventName, silent> {
  return async (client, parameters) => {
    const { receipt, logs } = await sendAndWait(client, action, parameters)
    try {
      const { purchase, ...args } = action.extractEvent(logs).args as { purchase?: object }
      return { receipt, ...args, ...purchase } as never
    } catch (error) {
      if (mayBeSilent && error instanceof EventNotFoundError) return { receipt } as never
      throw error
    }
  }
}

/** The version of `action` that waits for the receipt and decodes all of its events. */
export function toSyncAll<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
>(
  action: WriteAction<parameters, abi, functionName, eventName>,
  abi: abi,
  eventName: eventName,
): SyncAllAction<parameters, abi, eventName> {
  return async (client, parameters) => {
    const { receipt, logs } = await sendAndWait(client, action, parameters)
    const events = parseEventLogs({ abi: [eventItem(abi, eventName)], logs, strict: true })
    return { receipt, events: events.map(({ args }) => args as never) }
  }
}

/** @returns The receipt, and the logs of the contract whose event it is. */
async function sendAndWait<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
>(
  client: AnyClient,
  action: WriteAction<parameters, abi, functionName, eventName>,
  given: parameters & WriteOptions & WaitOptions,
) {
  const { complete, emitter } = action as unknown as {
    complete(client: AnyClient, given: parameters): Promise<parameters>
    emitter?(given: parameters): Address
  }
  // What is asked for is asked once, so that all of the below is about one call.
  const parameters = (await complete(client, given)) as typeof given
  const address = emitter?.(parameters) ?? action.call(client, parameters).address
  const { confirmations, pollingInterval, timeout } = parameters
  const hash = await action(client, parameters as never)
  const receipt = await withTypedErrors(
    () =>
      getAction(
        client,
        waitForTransactionReceipt,
        'waitForTransactionReceipt',
      )({
        hash,
        ...(confirmations === undefined ? {} : { confirmations }),
        ...(pollingInterval === undefined ? {} : { pollingInterval }),
        ...(timeout === undefined ? {} : { timeout }),
      }),
    hash,
  )
  if (receipt.status === 'reverted') throw await whyReverted(client, action.call(client, parameters), receipt)
  return { receipt, logs: receipt.logs.filter((log) => isAddressEqual(log.address, address)) }
}

/** The call once more on top of the block in which it failed: a revert leaves the state as it found it. */
async function whyReverted(
  client: AnyClient,
  { to, data }: { to: Address; data: Hex },
  receipt: TransactionReceipt,
) {
  try {
    await callAction(client, { account: receipt.from, to, data, blockNumber: receipt.blockNumber })
  } catch (error) {
    return toBreakwaterError(error, receipt.transactionHash)
  }
  return new TransactionRevertedError({ hash: receipt.transactionHash })
}

function contextOf(client: AnyClient, { account = client.account, deployment }: CallOptions): WriteContext {
  return {
    sender(parameter) {
      if (!account)
        throw new InvalidParameterError(parameter, undefined, 'is missing, and there is no account')
      return typeof account === 'string' ? account : account.address
    },
    deployment: () => deployment ?? getDeployment(client.chain?.id),
    chainId() {
      if (client.chain) return client.chain.id
      throw new InvalidParameterError('chain', undefined, 'is missing: the client has none')
    },
  }
}

function feesOf({ chain, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce }: WriteOptions) {
  const options = { chain, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

function eventItem(abi: Abi, eventName: string): AbiEvent {
  return abi.find((item): item is AbiEvent => item.type === 'event' && item.name === eventName) as AbiEvent
}
