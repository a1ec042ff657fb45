import {
  type Abi,
  type AbiFunction,
  type Account,
  type Address,
  type ContractEventName,
  type ContractFunctionArgs,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  type Log,
  type TransactionReceipt,
} from 'viem'
import { estimateContractGas, simulateContract, writeContract } from 'viem/actions'
import { getAction } from 'viem/utils'
import { type Deployment, getDeployment } from '../deployments.js'
import { EventNotFoundError, InvalidParameterError } from '../errors/errors.js'
import type { CallOptions } from './calls.js'
import { type EventOptions, eventsOf, isTime } from './events.js'
import { sending, unsent } from './outcomes.js'
import { checkAddress, checkCall, onlySet, type ParameterRules } from './parameters.js'
import type { AssetPermit, withPermit } from './permit.js'
import { signerOf } from './signing.js'
import type { AnyClient, WriteAction, WriteName, WriteOptions } from './writeTypes.js'

/** Context that a definition may use beside its parameters. */
interface WriteContext {
  /** The sender, as the default for a parameter. */
  sender(parameter: string): Address
  deployment(): Deployment
  /** Chain of the client, if the call depends on it. */
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
  /** The way to add a permit, if one can be added. */
  wrap?: typeof withPermit
  /**
   * Fills in defaults that only the node knows, after it has checked all other parameters. Not for
   * `call`.
   */
  complete?(client: AnyClient, parameters: parameters & CallOptions): Promise<parameters>
  /**
   * Checks, before a simulation or transaction, for mistakes that the call itself would not notice.
   */
  preflight?(client: AnyClient, parameters: parameters & CallOptions): Promise<void>
  /** Emitter of the event, if it is not the called contract. */
  emitter?(parameters: parameters): Address
  /** Address and arguments of the call. */
  request(
    parameters: parameters,
    context: WriteContext,
  ): { address: Address; args: ContractFunctionArgs<abi, 'nonpayable', functionName> }
}

/**
 * Builds a write action from its contract function, its event and the mapping of parameters to
 * arguments.
 */
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
    checkCall({ abi, address, functionName, args } as never, rules, parameters)
    const data = encodeFunctionData({ abi, functionName, args } as never)
    const { permit } = parameters as { permit?: AssetPermit | undefined }
    if (wrap && permit) return wrap({ address, data }, permit)
    return { address, to: address, data, abi, functionName, args }
  }

  const complete = async (client: AnyClient, parameters: Parameters): Promise<Parameters> =>
    ask ? { ...parameters, ...(await ask(client, parameters)) } : parameters

  /** The call in the form of viem's contract actions. */
  async function contractCall(client: AnyClient, given: Parameters) {
    const parameters = await complete(client, given)
    const { address, abi, functionName, args } = call(client, parameters)
    const account = signerOf(parameters.account ?? client.account)
    if (typeof account === 'string') checkAddress('account', account)
    if (!parameters.skipSimulation) await preflight?.(client, parameters)
    return { address, abi, functionName, args, account } as never as {
      address: Address
      functionName: string
      account: Account | Address
    }
  }

  /** A receipt does not say who emits the event if that is not the called contract. */
  const logsIn = (source: TransactionReceipt | readonly Log[]) =>
    emitter && 'logs' in source ? source.logs : source

  /** The result of the call itself, which is the last of a batch; a time as a number. */
  function resultOf(called: string, results: unknown) {
    const decoded = () =>
      decodeFunctionResult({ abi, functionName, data: (results as readonly Hex[]).at(-1) } as never)
    const result = called === functionName ? results : decoded()
    const item = abi.find((entry): entry is AbiFunction => 'name' in entry && entry.name === functionName)
    return isTime(item?.outputs[0]?.name) ? Number(result) : result
  }

  const action = (client: AnyClient, parameters: Parameters) =>
    sending(client, async (watch) => {
      const contract = await contractCall(client, parameters)
      if (!parameters.skipSimulation) {
        await getAction(client, simulateContract, 'simulateContract')(contract as never)
      }
      const account = watch(contract.account)
      const send = getAction(client, writeContract, 'writeContract')
      return send({ ...contract, account, ...feesOf(parameters) } as never)
    })

  return Object.assign(action, {
    complete,
    emitter,
    call,
    simulate: (client: AnyClient, parameters: Parameters) =>
      unsent(async () => {
        const contract = await contractCall(client, parameters)
        const { result, request } = await getAction(
          client,
          simulateContract,
          'simulateContract',
        )(contract as never)
        return { result: resultOf(contract.functionName, result), request }
      }),
    estimateGas: (client: AnyClient, parameters: Parameters) =>
      unsent(async () =>
        getAction(
          client,
          estimateContractGas,
          'estimateContractGas',
        )((await contractCall(client, parameters)) as never),
      ),
    extractEvent(source: TransactionReceipt | readonly Log[], { address }: EventOptions = {}) {
      const [event] = eventsOf(abi, eventName, logsIn(source), address)
      if (!event) throw new EventNotFoundError(eventName)
      return event
    },
    extractEvents: (source: TransactionReceipt | readonly Log[], { address }: EventOptions = {}) =>
      eventsOf(abi, eventName, logsIn(source), address),
  }) as never
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
  return onlySet({ chain, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce })
}
