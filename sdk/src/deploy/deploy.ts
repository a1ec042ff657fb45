import type { Account, Address, Hash } from 'viem'
import { estimateGas, getBalance, getBlockNumber, getGasPrice, sendTransaction } from 'viem/actions'
import { getAction } from 'viem/utils'
import type { DeploymentRecord } from '../deployments.js'
import { isOurs } from '../errors/base.js'
import { isContractError, withTypedErrors } from '../errors/decode.js'
import { type BreakwaterError, TransactionRevertedError } from '../errors/errors.js'
import { NodeError } from '../errors/nodeErrors.js'
import { sending, withOutcome } from '../internal/outcomes.js'
import { checkAddress, onlySet } from '../internal/parameters.js'
import { addressOf, signerOf } from '../internal/signing.js'
import { mined } from '../internal/sync.js'
import type { AnyClient, WaitOptions, WriteOptions } from '../internal/writeTypes.js'
import { putDeployer } from './deployer.js'
import { DeploymentFailedError, DeploymentFundsError, inShort } from './errors.js'
import { type DeploymentParameters, type DeploymentStep, isThere, planDeployment } from './plan.js'
import { firstBlockOf, toRecord } from './record.js'

/** Where a deployment stands. */
export interface DeploymentProgress {
  /** What it is about. */
  readonly step: DeploymentStep
  /** Number of the step, from 1. */
  readonly number: number
  /** How many steps there are. */
  readonly total: number
  /** `present`: it was there already; `sent`: its transaction is on its way; `deployed`: it is there now. */
  readonly status: 'present' | 'sent' | 'deployed'
  /** Of its transaction. */
  readonly hash?: Hash
  /** What its transaction used. */
  readonly gasUsed?: bigint
}

/** Parameters of {@link deployBreakwater}. */
export type DeployBreakwaterParameters<account extends Account | undefined = Account | undefined> =
  DeploymentParameters &
    Pick<WriteOptions<account>, 'account' | 'chain'> &
    WaitOptions & {
      /** Told of each step when its transaction is sent, when it is there, and when it was there already. */
      onProgress?: ((progress: DeploymentProgress) => void) | undefined
    }

/** How one step is sent. */
interface Sending {
  account: Account | Address
  chain: WriteOptions['chain']
  wait: WaitOptions
  tell(status: DeploymentProgress['status'], more?: { hash: Hash; gasUsed?: bigint }): void
}

/**
 * Deploys the protocol, or what is missing of it: one transaction after another, each below 8 million gas, through the
 * deterministic deployer, so that the addresses are those of {@link predictDeployment} whoever sends them. Stopped in the
 * middle it goes on from there when it is called again; called once more it sends nothing.
 *
 * A chain that lacks the deterministic deployer gets it first, for 0.01 of its coin.
 *
 * @returns The deployment, to be passed to `breakwaterActions`, with its start block, code hashes and compiler settings.
 *
 * @throws `InvalidParameterError` when the owner is not an address, or zero, or there is no account.
 * @throws {@link DeploymentFundsError} before anything is sent, when the account has less than all of it costs.
 * @throws {@link DeployerMissingError} when the chain lacks the deterministic deployer, and refuses it.
 * @throws {@link DeploymentFailedError} when a transaction fails.
 * @throws `TransactionTimeoutError` when one is not mined in time. It may still be: deploy again.
 * @throws `TransactionReplacedError` when the wallet has replaced one: deploy again.
 *
 * Every error has the `outcome` of the transaction that it is about, and the hashes of those before as `earlier`.
 *
 * @example
 * ```ts
 * const deployment = await deployBreakwater(walletClient, {
 *   owner: safe,
 *   onProgress: ({ number, total, step, status }) => console.log(`${number}/${total} ${step.contractName} ${status}`),
 * })
 * const client = walletClient.extend(breakwaterActions({ deployment }))
 * ```
 */
export async function deployBreakwater<account extends Account | undefined>(
  client: AnyClient<account>,
  parameters: DeployBreakwaterParameters<account>,
): Promise<DeploymentRecord> {
  const { owner, chain, onProgress, confirmations, pollingInterval, timeout } =
    parameters as DeployBreakwaterParameters
  const wait = onlySet({ confirmations, pollingInterval, timeout })
  const earlier: Hash[] = []
  try {
    checkAddress('owner', owner)
    const account = signerOf((parameters as DeployBreakwaterParameters).account ?? client.account)
    return await withTypedErrors(async () => {
      const before = await getAction(client, getBlockNumber, 'getBlockNumber')({ cacheTime: 0 })
      const { chainId, deployment, steps, cost } = await planDeployment(client, { owner })
      await checkFunds(client, account, cost)
      for (const [i, step] of steps.entries()) {
        const place = { step, number: i + 1, total: steps.length }
        const tell: Sending['tell'] = (status, more) => {
          if (status === 'deployed' && more) earlier.push(more.hash)
          onProgress?.({ ...place, status, ...more })
        }
        if (step.isDeployed) tell('present')
        else await deploy(client, step, { account, chain, wait, tell })
      }
      const parts = steps.filter(({ transaction }) => transaction)
      const isNew = !parts.some(({ isDeployed }) => isDeployed)
      const addresses = parts.map(({ address }) => address)
      const startBlock = await firstBlockOf(client, addresses, isNew ? before + 1n : 0n)
      return toRecord(deployment, { chainId, owner, startBlock })
    })
  } catch (error) {
    // What the caller's own function has thrown stays what it is.
    if (!isOurs(error)) throw error
    const typed = withOutcome(error, 'refused')
    throw earlier.length === 0 ? typed : Object.assign(typed, { earlier })
  }
}

/** Deploys one contract, unless somebody else does it meanwhile. */
async function deploy(
  client: AnyClient,
  step: DeploymentStep,
  { account, chain, wait, tell }: Sending,
): Promise<void> {
  const options = { account, ...(chain === undefined ? {} : { chain }) }
  if (!step.transaction) {
    tell('deployed', { hash: await putDeployer(client, options, wait) })
    return
  }
  // Somebody else may have been faster, and a segment that is there is no failure: its transaction would be for nothing.
  if (await isThere(client, step.address)) return tell('present')
  let hash: Hash
  try {
    hash = await sending(client, (watch) => sendStep(client, step, account, watch, options))
  } catch (error) {
    if (!(await isThere(client, step.address))) throw await whyNotSent(client, step, account, error)
    tell('present')
    return
  }
  tell('sent', { hash })
  const { receipt } = await mined(client, hash, wait)
  const { transactionHash, gasUsed } = receipt
  if (receipt.status === 'reverted' && !(await isThere(client, step.address))) {
    const error = new DeploymentFailedError(step.contractName, { hash: transactionHash })
    throw withOutcome(error, 'reverted', transactionHash, { receipt })
  }
  tell('deployed', { hash: transactionHash, gasUsed })
}

async function sendStep(
  client: AnyClient,
  { transaction }: DeploymentStep,
  account: Account | Address,
  watch: (account: Account | Address) => Account | Address,
  options: object,
): Promise<Hash> {
  const estimate = await getAction(
    client,
    estimateGas,
    'estimateGas',
  )({
    ...{ account: addressOf(account), ...transaction },
    // Not pending: one that is sent already would make this one fail.
    blockTag: 'latest',
  })
  // Named, so that a wallet adds nothing: its margin could be above what a chain takes for one transaction.
  const gas = estimate + estimate / 10n
  const send = getAction(client, sendTransaction, 'sendTransaction')
  return send({ ...options, account: watch(account), ...transaction, gas } as never)
}

/** What to say where a transaction could not be sent. */
async function whyNotSent(
  client: AnyClient,
  { contractName, gas }: DeploymentStep,
  account: Account | Address,
  caught: unknown,
): Promise<unknown> {
  const error = caught as BreakwaterError
  const isRefused = error instanceof TransactionRevertedError || isContractError(error)
  const lacksFunds = error instanceof NodeError && error.reason === 'funds'
  if (!isRefused && !lacksFunds) return error
  if (!isRefused) {
    const price = await getAction(client, getGasPrice, 'getGasPrice')({})
    await checkFunds(client, account, gas * price)
  }
  const cause = inShort((error as Error).cause ?? error)
  return withOutcome(new DeploymentFailedError(contractName, { cause }), error.outcome ?? 'refused')
}

/** Refuses an account that could not pay for all of it. */
async function checkFunds(client: AnyClient, account: Account | Address, cost: bigint): Promise<void> {
  const address = typeof account === 'string' ? account : account.address
  const balance = await getAction(client, getBalance, 'getBalance')({ address })
  if (balance < cost) throw new DeploymentFundsError(address, balance, cost)
}
