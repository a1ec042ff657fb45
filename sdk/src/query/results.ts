import type { Address, Log } from 'viem'
import { fieldsOf } from '../internal/sync.js'

/** What a `…Sync` action tells of its event. */
export type EventOf<sync extends (...args: never[]) => Promise<unknown>> = Omit<
  Awaited<ReturnType<sync>>,
  'outcome' | 'hash' | 'receipt'
>

/** The receipt of a batch is the wallet's: results are the same without it. */
export async function withoutReceipt<result extends { receipt: unknown }>(
  sending: Promise<result>,
): Promise<Omit<result, 'receipt'>> {
  const { receipt, ...rest } = await sending
  return rest
}

export const fieldsIn = <fields>(
  action: { extractEvent(logs: readonly Log[], at: { address: Address }): { args: object } },
  logs: readonly Log[],
  address: Address,
): fields => fieldsOf(action.extractEvent(logs, { address }).args) as fields
