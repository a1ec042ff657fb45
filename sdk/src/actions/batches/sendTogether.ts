import { type Account, type Address, erc20Abi, type Hash, type Log, type TransactionReceipt } from 'viem'
import { call as callAction, sendTransaction } from 'viem/actions'
import { getAction } from 'viem/utils'
import { isContractError } from '../../errors/decode.js'
import { InvalidParameterError, TransactionRevertedError } from '../../errors/errors.js'
import { sending, withOutcome } from '../../internal/outcomes.js'
import { checkAddress } from '../../internal/parameters.js'
import { readTogether } from '../../internal/read.js'
import { addressOf, signerOf } from '../../internal/signing.js'
import { sendAndWait } from '../../internal/sync.js'
import type { AnyClient, WaitOptions, WriteOptions } from '../../internal/writeTypes.js'
import { type ApproveAssetParameters, approveAsset } from '../pool/capital.js'
import { simulateTogether } from './simulation.js'
import type { BatchCall, SentTogether } from './types.js'
import { canBatch, sendBatch } from './walletBatches.js'

/** Parameters of {@link sendTogether}. */
export type SendTogetherParameters = {
  /** What to do, in this order. */
  calls: readonly BatchCall[]
  /**
   * What the calls take, to be approved before them, exactly: those of {@link approveAsset}. The bonds that `getOpeningBond` and
   * `getAnswerBond` return fit. An allowance that is there already is not asked for again. One that is too small is first set
   * to zero where the asset wants that, as USDT does.
   */
  approvals?: readonly ApproveAssetParameters[] | undefined
} & Pick<WriteOptions, 'account' | 'skipSimulation'> &
  WaitOptions

/**
 * Sends several calls, and waits for them. Where the wallet can batch them (EIP-5792), they are one transaction that the user
 * confirms once: an approval of the exact amount, say, and the call that takes it. Elsewhere each is a transaction of its own,
 * and the next one is sent when the one before is mined.
 *
 * All calls are first simulated together, if the node can do that (`eth_simulateV1`). In single transactions each call is also
 * simulated before it is sent. `confirmations` are those of single transactions: of a batch the wallet says when it is done.
 *
 * @throws what {@link approveAsset} throws, and what the calls are refused with. In single transactions an error has the hashes
 * of the earlier ones as `earlier`: they were mined, and approvals among them stand. In a batch an error with the outcome
 * `maybeSent`, `pending` or `reverted` may have `callsId`, by which the wallet knows it.
 *
 * @example
 * ```ts
 * const { asset, spender, amount } = await getOpeningBond(client, { ...incident, severity })
 * const { logs } = await sendTogether(client, {
 *   approvals: [{ asset, spender, amount }],
 *   calls: [openCase.call(client, { ...incident, severity })],
 * })
 * const [opened] = openCase.extractEvents(logs, { address: getClaimsVaultAddress(pool) })
 * ```
 */
export async function sendTogether(
  client: AnyClient,
  { calls, approvals = [], account: given = client.account, ...options }: SendTogetherParameters,
): Promise<SentTogether> {
  const { account, batch, isBatch } = await prepare(client, { calls, approvals, given, ...options })
  if (isBatch) {
    const sent = await sendBatch(client, account, batch, options)
    if (sent) return sent
  }
  return sendEach(client, account, batch, options)
}

type Options = Omit<SendTogetherParameters, 'calls' | 'approvals' | 'account'>

async function prepare(
  client: AnyClient,
  {
    calls,
    approvals,
    given,
    skipSimulation,
  }: { given: Account | Address | undefined } & Options & {
      calls: readonly BatchCall[]
      approvals: readonly ApproveAssetParameters[]
    },
) {
  try {
    const account = signerOf(given)
    checkAddress('account', addressOf(account))
    if (calls.length === 0) throw new InvalidParameterError('calls', calls, 'is empty')
    for (const [i, { to }] of calls.entries()) checkAddress(`calls[${i}].to`, to)
    const missing = await missingApprovals(client, account, approvals)
    const batch = [...missing, ...calls].map(({ to, data }) => ({ to, data }))
    if (!skipSimulation && batch.length > 1) await simulateTogether(client, addressOf(account), batch)
    return { account, batch, isBatch: batch.length > 1 && (await canBatch(client, account)) }
  } catch (error) {
    throw withOutcome(error, 'refused')
  }
}

/** Calls of the approvals that are not there yet, each checked as if it were sent alone; with one of zero before where it must be. */
export async function missingApprovals(
  client: AnyClient,
  account: Account | Address,
  approvals: readonly ApproveAssetParameters[],
): Promise<BatchCall[]> {
  if (approvals.length === 0) return []
  const owner = addressOf(account)
  const wanted = approvals.map((approval) => approveAsset.call(client, { ...approval, account }))
  // A second approval would take the place of the first.
  const pairs = wanted.map(({ address, args: [spender] }) => `${address} ${spender}`.toLowerCase())
  if (new Set(pairs).size < pairs.length) {
    const hint = 'Add the amounts up in one approval.'
    throw new InvalidParameterError('approvals', approvals, 'has a spender of an asset twice', hint)
  }
  const allowances = await readTogether(
    client,
    wanted.map(
      ({ address, args: [spender] }) =>
        ({ abi: erc20Abi, address, functionName: 'allowance', args: [owner, spender] }) as const,
    ),
    {},
  )
  const missing = await Promise.all(
    approvals.map(async (approval, i) => {
      const allowance = allowances[i] as bigint
      return allowance < approval.amount ? approvalCalls(client, { ...approval, account }, allowance) : []
    }),
  )
  return missing.flat()
}

/** The call of an approval, checked; after one of zero where the asset refuses to change what it allows already. */
async function approvalCalls(
  client: AnyClient,
  approval: ApproveAssetParameters & Pick<WriteOptions, 'account'>,
  allowance: bigint,
): Promise<BatchCall[]> {
  const call = approveAsset.call(client, approval)
  try {
    await approveAsset.simulate(client, approval)
    return [call]
  } catch (error) {
    if (allowance === 0n || !(error instanceof TransactionRevertedError || isContractError(error)))
      throw error
    const reset = { ...approval, amount: 0n }
    await approveAsset.simulate(client, reset)
    return [approveAsset.call(client, reset), call]
  }
}

interface Mined {
  hash: Hash
  receipt: TransactionReceipt
}

/** One transaction after another. */
async function sendEach(
  client: AnyClient,
  account: Account | Address,
  batch: readonly BatchCall[],
  options: Options,
): Promise<SentTogether> {
  const earlier: Hash[] = []
  const logs: Log[] = []
  for (const call of batch) {
    try {
      const action = toAction(account, call) as never
      const sent: Mined = await sendAndWait(client, action, options as never, () => ({}))
      earlier.push(sent.hash)
      logs.push(...sent.receipt.logs)
    } catch (error) {
      throw earlier.length === 0 ? error : Object.assign(error as Error, { earlier })
    }
  }
  return { outcome: 'done', isAtomic: earlier.length === 1, hashes: earlier, logs }
}

/** Any call in the form of an action. */
function toAction(account: Account | Address, { to, data }: BatchCall) {
  const send = (client: AnyClient, { skipSimulation }: Options) =>
    sending(client, async (watch) => {
      if (!skipSimulation) await getAction(client, callAction, 'call')({ account, to, data })
      const send = getAction(client, sendTransaction, 'sendTransaction')
      return send({ account: watch(account), chain: client.chain, to, data } as never)
    })
  const call = () => ({ address: to, to, data })
  return Object.assign(send, { complete: async (_: AnyClient, options: Options) => options, call })
}
