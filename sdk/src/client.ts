import type {
  Abi,
  Account,
  Chain,
  Client,
  ContractEventName,
  ContractFunctionName,
  ContractFunctionReturnType,
  Hash,
  Transport,
  WriteContractParameters,
} from 'viem'
import * as cover from './actions/cover.js'
import * as incidents from './actions/incidents.js'
import * as listing from './actions/listing.js'
import * as pool from './actions/pool.js'
import * as underwriting from './actions/underwriting.js'
import type { Deployment } from './deployments.js'
import type {
  CallOptions,
  ContractCall,
  SyncAction,
  SyncResult,
  WaitOptions,
  WriteAction,
  WriteOptions,
} from './internal/write.js'

type Actions = typeof cover & typeof incidents & typeof listing & typeof pool & typeof underwriting

/** A write action without its first parameter. */
export interface BoundWriteAction<
  parameters,
  abi extends Abi,
  functionName extends ContractFunctionName<abi, 'nonpayable'>,
  eventName extends ContractEventName<abi>,
  account extends Account | undefined,
> {
  /**
   * Simulates the call and sends it.
   *
   * @returns Hash of the transaction.
   */
  (parameters: parameters & WriteOptions<account>): Promise<Hash>
  /** The call itself, without asking the node: for batches, Safes and smart accounts. */
  call(parameters: parameters & CallOptions): ContractCall<abi, functionName>
  /** Runs the call without sending it. `request` can be passed on to `writeContract`. */
  simulate(parameters: parameters & WriteOptions<account>): Promise<{
    result: ContractFunctionReturnType<abi, 'nonpayable', functionName>
    request: WriteContractParameters
  }>
  /** Gas the transaction needs now. */
  estimateGas(parameters: parameters & WriteOptions<account>): Promise<bigint>
  /** The event of this action among the logs of a receipt. */
  extractEvent: WriteAction<parameters, abi, functionName, eventName>['extractEvent']
}

type Bound<action, account extends Account | undefined> =
  action extends WriteAction<infer parameters, infer abi, infer functionName, infer eventName>
    ? BoundWriteAction<parameters, abi, functionName, eventName, account>
    : action extends SyncAction<infer parameters, infer abi, infer eventName, infer silent>
      ? (
          parameters: parameters & WriteOptions<account> & WaitOptions,
        ) => Promise<SyncResult<abi, eventName, silent>>
      : action extends (client: never, parameters: infer parameters) => infer result
        ? (parameters: parameters) => result
        : never

/** Every action of this package, bound to a client. */
export type BreakwaterActions<account extends Account | undefined = Account | undefined> = {
  [name in keyof Actions]: Bound<Actions[name], account>
}

/**
 * Binds every action to a viem client, under one name.
 *
 * @param options - `deployment`: addresses of the protocol, on a chain where they are not known.
 *
 * @example
 * ```ts
 * const client = createWalletClient({ account, chain: mainnet, transport: http() }).extend(breakwaterActions())
 * const quote = await client.breakwater.getQuote({ pool, termsId, amount, duration })
 * ```
 */
export function breakwaterActions({ deployment }: { deployment?: Deployment | undefined } = {}) {
  return <account extends Account | undefined>(
    client: Client<Transport, Chain | undefined, account>,
  ): { breakwater: BreakwaterActions<account> } => {
    const actions: Actions = { ...cover, ...incidents, ...listing, ...pool, ...underwriting }
    const bind = (action: AnyAction) => (parameters: object) =>
      action(client, deployment ? { deployment, ...parameters } : parameters)
    const breakwater = Object.entries(actions as unknown as Record<string, AnyAction>).map(
      ([name, action]) => {
        if (!('extractEvent' in action)) return [name, bind(action)]
        const { call, simulate, estimateGas, extractEvent } = action as unknown as Record<string, AnyAction>
        return [
          name,
          Object.assign(bind(action), {
            call: bind(call as AnyAction),
            simulate: bind(simulate as AnyAction),
            estimateGas: bind(estimateGas as AnyAction),
            extractEvent,
          }),
        ]
      },
    )
    return { breakwater: Object.fromEntries(breakwater) }
  }
}

type AnyAction = (client: unknown, parameters: object) => unknown
