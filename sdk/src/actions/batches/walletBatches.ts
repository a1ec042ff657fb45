import type { Account, Address, Log, WaitForCallsStatusReturnType } from 'viem'
import { getCapabilities, sendCalls, waitForCallsStatus } from 'viem/actions'
import { getAction } from 'viem/utils'
import { toBreakwaterError } from '../../errors/decode.js'
import { TransactionRevertedError, TransactionTimeoutError } from '../../errors/errors.js'
import { NodeError } from '../../errors/nodeErrors.js'
import { isRefusal, withOutcome } from '../../internal/outcomes.js'
import { addressOf } from '../../internal/signing.js'
import type { AnyClient, WaitOptions } from '../../internal/writeTypes.js'
import type { BatchCall, SentTogether } from './types.js'

/** Whether the wallet behind an account makes one transaction of several calls, now or once its user agrees. */
export async function canBatch(client: AnyClient, account: Account | Address): Promise<boolean> {
  const isWallet = typeof account === 'string' || account.type === 'json-rpc'
  if (!isWallet || !client.chain) return false
  const ask = getAction(client, getCapabilities, 'getCapabilities')
  // A wallet that does not answer this can still send the calls one by one.
  const all = await ask({ account: addressOf(account) }).catch(() => undefined)
  const { atomic } = all?.[client.chain.id] ?? all?.[0] ?? {}
  return atomic?.status === 'supported' || atomic?.status === 'ready'
}

/**
 * Codes of EIP-1193 and EIP-5792 with which a wallet sends nothing, because it cannot make one transaction of the calls, or
 * its user does not want the upgrade that this needs.
 */
const NO_BATCH = [-32601, -32004, 4200, 5700, 5710, 5740, 5750, 5760]

/**
 * Sends calls as one transaction through the wallet and waits for it; `undefined` if the wallet does not do it after all, and
 * nothing was sent.
 */
export async function sendBatch(
  client: AnyClient,
  account: Account | Address,
  batch: readonly BatchCall[],
  { pollingInterval, timeout = 180_000, onSent }: WaitOptions,
): Promise<SentTogether | undefined> {
  let id: string
  try {
    const send = getAction(client, sendCalls, 'sendCalls')
    const sent = await send({ account, chain: client.chain, calls: batch, forceAtomic: true } as never)
    if (typeof sent?.id !== 'string') throw new NodeError('answer')
    id = sent.id
  } catch (caught) {
    const error = toBreakwaterError(caught)
    if (error instanceof NodeError && NO_BATCH.includes(error.code ?? 0)) return undefined
    throw withOutcome(error, isRefusal(error) ? 'refused' : 'maybeSent')
  }
  try {
    onSent?.({ callsId: id })
    const wait = getAction(client, waitForCallsStatus, 'waitForCallsStatus')
    const every = pollingInterval === undefined ? {} : { pollingInterval }
    return sentOf(id, await wait({ id, timeout, ...every }))
  } catch (error) {
    const isLate = (error as Error).name === 'WaitForCallsStatusTimeoutError'
    const typed = isLate ? new TransactionTimeoutError(undefined, error) : error
    throw withOutcome(typed, 'pending', undefined, { callsId: id })
  }
}

/** What a wallet says has become of a batch. */
function sentOf(callsId: string, { statusCode, receipts = [] }: WaitForCallsStatusReturnType): SentTogether {
  const hashes = [...new Set(receipts.map(({ transactionHash }) => transactionHash))]
  const [hash] = hashes
  const isDone = statusCode >= 200 && statusCode < 300
  // Code 4xx: it is in no block, and the wallet does not try again.
  if (statusCode >= 400 && statusCode < 500)
    throw withOutcome(new NodeError('failed'), 'refused', hash, { callsId })
  if (!isDone || receipts.some(({ status }) => status === 'reverted'))
    throw withOutcome(new TransactionRevertedError({}), 'reverted', hash, { callsId })
  if (!hash) throw withOutcome(new NodeError('answer'), 'done', undefined, { callsId })
  const logs = receipts.flatMap((receipt) => receipt.logs) as unknown as Log[]
  return { outcome: 'done', isAtomic: hashes.length === 1, hashes, logs }
}
