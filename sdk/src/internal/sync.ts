import {
  type Abi,
  type Address,
  type ContractEventName,
  type Hex,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { call as callAction, waitForTransactionReceipt } from 'viem/actions'
import { getAction } from 'viem/utils'
import { toBreakwaterError, withTypedErrors } from '../errors/decode.js'
import { EventNotFoundError, TransactionRevertedError } from '../errors/errors.js'
import { eventItem } from './events.js'
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

/** @returns The receipt, and the logs of the contract that emits the event. */
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
  // Defaults are read once, so that the steps below are about one call.
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

/** The same call on top of the block in which it failed: a revert leaves the state unchanged. */
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
