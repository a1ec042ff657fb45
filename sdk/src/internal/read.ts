import type {
  Abi,
  Account,
  Chain,
  Client,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionParameters,
  ContractFunctionReturnType,
  MulticallReturnType,
  ReadContractParameters,
  StateOverride,
  Transport,
} from 'viem'
import { multicall, readContract } from 'viem/actions'
import { getAction } from 'viem/utils'
import { type Deployment, getDeployment } from '../deployments.js'
import {
  type AnyContractError,
  isContractError,
  toBreakwaterError,
  withTypedErrors,
} from '../errors/decode.js'
import { TransactionRevertedError } from '../errors/errors.js'
import { isNodeFailure } from '../errors/nodeErrors.js'
import { checkCall, onlySet, type ParameterRules, toSeconds } from './parameters.js'

/** Bytes of calls in one request: with Multicall3's code sent along it must stay below the limit for creation code. */
const BATCH_SIZE = 4096

/** A client that can read; it needs no account. */
export type ReadClient = Client<Transport, Chain | undefined, Account | undefined>

/** Block, time and state of a read; the latest block, its time and its state by default. */
export interface ReadOptions {
  blockNumber?: bigint | undefined
  blockTag?: 'latest' | 'pending' | 'safe' | 'finalized' | undefined
  /**
   * Time of the simulated block: the read finds what a transaction mined then would find. Not every
   * node can do that.
   */
  timestamp?: number | undefined
  /**
   * Balances, code and storage that the read finds in place of the chain's. Not every node can do
   * that.
   */
  stateOverride?: StateOverride | undefined
  /** Addresses of the protocol on this chain. Known ones by default. */
  deployment?: Deployment | undefined
}

/** The options of a read in viem's form. */
export function atBlock({ blockNumber, blockTag, timestamp, stateOverride }: ReadOptions) {
  const blockOverrides = timestamp === undefined ? undefined : { time: toSeconds('timestamp', timestamp) }
  return onlySet({ blockNumber, blockTag, stateOverride, blockOverrides })
}

export function deploymentOf(client: ReadClient, options: ReadOptions): Deployment {
  return options.deployment ?? getDeployment(client.chain?.id)
}

/** Makes one read. */
export function readOne<
  const abi extends Abi,
  functionName extends ContractFunctionName<abi, 'view' | 'pure'>,
  const args extends ContractFunctionArgs<abi, 'view' | 'pure', functionName>,
>(
  client: ReadClient,
  contract: ReadContractParameters<abi, functionName, args>,
  options: ReadOptions,
  rules?: ParameterRules,
): Promise<ContractFunctionReturnType<abi, 'view' | 'pure', functionName, args>> {
  return withTypedErrors(async () => {
    checkCall(contract as never, rules)
    return getAction(client, readContract, 'readContract')({ ...contract, ...atBlock(options) } as never)
  }) as never
}

/**
 * Makes several reads in one `eth_call`, so that they belong to one block. If the chain has no
 * Multicall3, its code is sent along with the call.
 */
export function readTogether<const contracts extends readonly unknown[]>(
  client: ReadClient,
  contracts: readonly [...contracts],
  options: ReadOptions,
): Promise<MulticallReturnType<contracts, false>> {
  return withTypedErrors(async () => {
    for (const contract of contracts) checkCall(contract as never)
    return aggregate(client, contracts, options, false)
  }) as never
}

/** Outcome of a call: its result, or the refusal of a contract. */
export type Attempt =
  | { isDone: true; result: unknown; error?: undefined }
  | { isDone: false; error: AnyContractError | undefined }

/**
 * Tries writes, each in an `eth_call` of its own, so that none sees another's effect; at the same
 * block if `options` name one. A refusal has its reason; `undefined` if it has no name.
 */
export function attemptEach(
  client: ReadClient,
  contracts: readonly ContractFunctionParameters[],
  options: ReadOptions,
): Promise<Attempt[]> {
  const attempt = async (contract: ContractFunctionParameters): Promise<Attempt> => {
    const read = getAction(client, readContract, 'readContract')
    try {
      const result = await withTypedErrors(() => read({ ...contract, ...atBlock(options) } as never))
      return { isDone: true, result }
    } catch (error) {
      if (isContractError(error)) return { isDone: false, error: error as AnyContractError }
      if (error instanceof TransactionRevertedError) return { isDone: false, error: undefined }
      throw error
    }
  }
  return Promise.all(contracts.map(attempt))
}

/** As `readTogether`; a call that a contract refuses yields `undefined` in its place. */
export function tryTogether(
  client: ReadClient,
  contracts: readonly ContractFunctionParameters[],
  options: ReadOptions,
): Promise<unknown[]> {
  return together(client, contracts, options, (error) => isContractError(error))
}

/**
 * Makes several reads in one `eth_call`. Only the first must succeed; the others may be
 * `undefined`: what they are asked of need not have such a function. A node's failure is none of theirs.
 */
export function probeTogether(
  client: ReadClient,
  contracts: readonly ContractFunctionParameters[],
  options: ReadOptions = {},
): Promise<unknown[]> {
  return together(client, contracts, options, (error, i) => i > 0 && !isNodeFailure(error))
}

async function together(
  client: ReadClient,
  contracts: readonly ContractFunctionParameters[],
  options: ReadOptions,
  mayFail: (error: unknown, index: number) => boolean,
): Promise<unknown[]> {
  const results = await withTypedErrors(() => aggregate(client, contracts, options, true))
  return (results as { error?: unknown; result?: unknown }[]).map(({ error, result }, i) => {
    if (error === undefined) return result
    const typed = toBreakwaterError(error)
    if (mayFail(typed, i)) return undefined
    throw typed
  })
}

function aggregate(
  client: ReadClient,
  contracts: readonly unknown[],
  options: ReadOptions,
  allowFailure: boolean,
) {
  return getAction(
    client,
    multicall,
    'multicall',
  )({
    contracts,
    allowFailure,
    batchSize: BATCH_SIZE,
    deployless: !client.chain?.contracts?.multicall3,
    ...atBlock(options),
  } as never)
}
