import type {
  Abi,
  Address,
  ContractEventName,
  Hash,
  Hex,
  ReplacementReturnType,
  TransactionReceipt,
} from 'viem'
import { call as callAction, waitForTransactionReceipt } from 'viem/actions'
import { getAction } from 'viem/utils'
import { isContractError, toBreakwaterError } from '../errors/decode.js'
import { TransactionReplacedError, TransactionRevertedError } from '../errors/errors.js'
import { NodeError } from '../errors/nodeErrors.js'
import type { EventOptions } from './events.js'
import { unsent, withOutcome } from './outcomes.js'
import { onlySet } from './parameters.js'
import type {
  AnyClient,
  SyncAction,
  SyncAllAction,
  WaitOptions,
  WriteAction,
  WriteName,
  WriteOptions,
} from './writeTypes.js'

/**
 * The version of `action` that waits for the receipt and decodes its event. If a successful call
 * may emit none, the event's fields are optional.
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
  return (client, parameters) =>
    sendAndWait(client, action, parameters, (receipt, at) => {
      const event = mayBeSilent ? action.extractEvents(receipt, at)[0] : action.extractEvent(receipt, at)
      return fieldsOf(event?.args ?? {})
    })
}

/** The arguments of an event; the fields of a struct `purchase` are beside them. */
export function fieldsOf(event: object): object {
  const { purchase, ...args } = event as { purchase?: object }
  return { ...args, ...purchase }
}

/** The version of `action` that waits for the receipt and decodes all of its events. */
export function toSyncAll<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
>(action: WriteAction<parameters, abi, functionName, eventName>): SyncAllAction<parameters, abi, eventName> {
  return (client, parameters) =>
    sendAndWait(client, action, parameters, (receipt, at) => ({
      events: action.extractEvents(receipt, at).map(({ args }) => args),
    }))
}

/** Sends, waits, and tells what became of it; `decode` reads the events. */
export async function sendAndWait<
  parameters,
  abi extends Abi,
  functionName extends WriteName<abi>,
  eventName extends ContractEventName<abi>,
>(
  client: AnyClient,
  action: WriteAction<parameters, abi, functionName, eventName>,
  given: parameters & WriteOptions & WaitOptions,
  decode: (receipt: TransactionReceipt, at: EventOptions) => object,
): Promise<never> {
  const { complete, emitter } = action as unknown as {
    complete(client: AnyClient, given: parameters): Promise<parameters>
    emitter?(given: parameters): Address
  }
  // Defaults are read once, so that the steps below are about one call.
  const [parameters, call, address] = await unsent(async () => {
    const parameters = (await complete(client, given)) as typeof given
    const call = action.call(client, parameters)
    return [parameters, call, emitter?.(parameters) ?? call.address] as const
  })
  const sent = await action(client, parameters as never)
  const { receipt, isRepriced } = await mined(client, sent, parameters)
  const hash = receipt.transactionHash
  if (receipt.status === 'reverted')
    throw withOutcome(await whyReverted(client, call, receipt), 'reverted', hash, { receipt })
  try {
    const fields = decode(receipt, { address })
    return { outcome: isRepriced ? 'repriced' : 'done', hash, receipt, ...fields } as never
  } catch (error) {
    throw withOutcome(error, 'done', hash, { receipt })
  }
}

/** The receipt of a transaction, or of the same call with other fees. */
export async function mined(
  client: AnyClient,
  hash: Hash,
  { confirmations, pollingInterval, timeout, onSent }: WaitOptions,
): Promise<{ receipt: TransactionReceipt; isRepriced: boolean }> {
  let replacement: ReplacementReturnType | undefined
  try {
    onSent?.({ hash })
    const receipt = await getAction(
      client,
      waitForTransactionReceipt,
      'waitForTransactionReceipt',
    )({
      hash,
      ...onlySet({ confirmations, pollingInterval, timeout }),
      onReplaced: (found) => {
        replacement = found
      },
    })
    const reason = (replacement as ReplacementReturnType | undefined)?.reason
    if (reason === 'cancelled' || reason === 'replaced')
      throw new TransactionReplacedError(reason, hash, receipt)
    if (!receipt.status || (!reason && receipt.transactionHash !== hash.toLowerCase()))
      throw new NodeError('answer')
    return { receipt, isRepriced: reason !== undefined }
  } catch (error) {
    throw withOutcome(error, 'pending', hash)
  }
}

/** The same call on top of the block in which it failed: a revert leaves the state unchanged. */
async function whyReverted(
  client: AnyClient,
  { to, data }: { to: Address; data: Hex },
  receipt: TransactionReceipt,
): Promise<unknown> {
  const error = await callAction(client, {
    account: receipt.from,
    to,
    data,
    blockNumber: receipt.blockNumber,
  }).then(() => undefined, toBreakwaterError)
  // What a node says of itself is no reason.
  const isReason = isContractError(error) || error instanceof TransactionRevertedError
  return isReason ? error : new TransactionRevertedError({ cause: error })
}
