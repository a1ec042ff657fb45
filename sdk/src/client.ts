import type {
  Abi,
  Account,
  Chain,
  Client,
  ContractEventName,
  ContractFunctionName,
  Hash,
  Transport,
  WriteContractParameters,
} from 'viem'
import { batchActions } from './actions/batches/actions.js'
import { claimsActions } from './actions/claims/actions.js'
import { coverActions } from './actions/cover/actions.js'
import { embeddingActions } from './actions/embedding/actions.js'
import { governanceActions } from './actions/governance/actions.js'
import type * as all from './actions/index.js'
import { listingActions } from './actions/listing/actions.js'
import { poolActions } from './actions/pool/actions.js'
import { readingActions } from './actions/reading/actions.js'
import { resolutionActions } from './actions/resolution/actions.js'
import { routerActions } from './actions/router/actions.js'
import { checkDeployment, type Deployment } from './deployments.js'
import type { CallOptions, ContractCall } from './internal/calls.js'
import type { PermittedCall } from './internal/permit.js'
import type {
  SimulatedResult,
  SyncAction,
  SyncAllAction,
  SyncAllResult,
  SyncResult,
  WaitOptions,
  WriteAction,
  WriteOptions,
} from './internal/writeTypes.js'

type All = typeof all

/** What takes no client. A list, because a compiler would work longer on finding out than on all the rest. */
type NoAction =
  | 'answerKind'
  | 'buildLossTable'
  | 'coverStatus'
  | 'dataUriStore'
  | 'describeAnswer'
  | 'evidenceDocument'
  | 'extractCovers'
  | 'getAnswerKey'
  | 'getCaseKey'
  | 'getClaimsVaultAddress'
  | 'loadEvidence'
  | 'lossTable'
  | 'nextActions'
  | 'parseCoverId'
  | 'parseLosses'
  | 'parseProduct'
  | 'readLosses'
  | 'toAnswer'
  | 'toCaseId'
  | 'toCaseRef'
  | 'toCoverId'
  | 'toIncidentId'
  | 'toPublishTerms'
  | 'verifyEvidence'
  | 'verifyLoss'
  | 'voteCommitment'

type Actions = Omit<All, NoAction>

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
  /** The call itself, without a request: for batches, Safes and smart accounts. */
  call(parameters: parameters & CallOptions & { permit?: undefined }): ContractCall<abi, functionName>
  call(parameters: parameters & CallOptions): ContractCall<abi, functionName> | PermittedCall
  /** Runs the call without sending it. `request` can be passed on to `writeContract`. */
  simulate(parameters: parameters & WriteOptions<account>): Promise<{
    result: SimulatedResult<abi, functionName>
    request: WriteContractParameters
  }>
  /** Gas that the transaction needs now. */
  estimateGas(parameters: parameters & WriteOptions<account>): Promise<bigint>
  /** The event of this action among the logs of a receipt. */
  extractEvent: WriteAction<parameters, abi, functionName, eventName>['extractEvent']
  /** All events of this action among the logs of a receipt. */
  extractEvents: WriteAction<parameters, abi, functionName, eventName>['extractEvents']
}

// Told apart by their names and by one member, which costs a compiler much less than comparing them with each interface.
type Bound<name, action, account extends Account | undefined> = name extends `${string}Sync`
  ? BoundSync<action, account>
  : action extends { extractEvent: unknown }
    ? BoundWrite<action, account>
    : action extends (client: never, parameters: infer parameters) => infer result
      ? (parameters: parameters) => result
      : never

type BoundWrite<action, account extends Account | undefined> =
  action extends WriteAction<infer parameters, infer abi, infer functionName, infer eventName>
    ? BoundWriteAction<parameters, abi, functionName, eventName, account>
    : never

type BoundSync<action, account extends Account | undefined> =
  action extends SyncAction<infer parameters, infer abi, infer eventName, infer silent>
    ? (
        parameters: parameters & WriteOptions<account> & WaitOptions,
      ) => Promise<SyncResult<abi, eventName, silent>>
    : action extends SyncAllAction<infer parameters, infer abi, infer eventName>
      ? (
          parameters: parameters & WriteOptions<account> & WaitOptions,
        ) => Promise<SyncAllResult<abi, eventName>>
      : never

/** Every action of this package, bound to a client. */
export type BreakwaterActions<account extends Account | undefined = Account | undefined> = {
  [name in keyof Actions]: Bound<name, Actions[name], account>
}

/**
 * Binds every action to a viem client, under one name.
 *
 * @param options - `deployment`: addresses of the protocol, on a chain where they are not known.
 *
 * @throws {@link InvalidParameterError} when the deployment lacks an address.
 *
 * @example
 * ```ts
 * import { mainnet } from 'viem/chains'
 *
 * const client = createWalletClient({ account, chain: mainnet, transport: http() }).extend(breakwaterActions())
 * const quote = await client.breakwater.getQuote({ pool, termsId, amount, duration })
 * ```
 */
export function breakwaterActions({ deployment }: { deployment?: Deployment | undefined } = {}) {
  if (deployment !== undefined) checkDeployment(deployment)
  return <account extends Account | undefined>(
    client: Client<Transport, Chain | undefined, account>,
  ): { breakwater: BreakwaterActions<account> } => {
    const actions: Actions = {
      ...batchActions,
      ...claimsActions,
      ...coverActions,
      ...embeddingActions,
      ...governanceActions,
      ...listingActions,
      ...poolActions,
      ...readingActions,
      ...resolutionActions,
      ...routerActions,
    }
    const bind = (action: AnyAction) => (parameters: object) =>
      action(client, deployment ? { deployment, ...parameters } : parameters)
    const breakwater = Object.entries(actions as unknown as Record<string, AnyAction>).map(
      ([name, action]) => {
        if (!('extractEvent' in action)) return [name, bind(action)]
        const { call, simulate, estimateGas, extractEvent, extractEvents } = action as unknown as Record<
          string,
          AnyAction
        >
        return [
          name,
          Object.assign(bind(action), {
            call: bind(call as AnyAction),
            simulate: bind(simulate as AnyAction),
            estimateGas: bind(estimateGas as AnyAction),
            extractEvent,
            extractEvents,
          }),
        ]
      },
    )
    return { breakwater: Object.fromEntries(breakwater) }
  }
}

type AnyAction = (client: unknown, parameters: object) => unknown
