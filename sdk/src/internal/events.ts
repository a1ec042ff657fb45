import {
  type Abi,
  type AbiEvent,
  type Address,
  type ContractEventName,
  isAddressEqual,
  type Log,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import { InvalidParameterError } from '../errors/errors.js'

/** Arguments of events, and results of calls, that are times: numbers, in seconds, like every time in this package. */
export const TIMES = ['maturesAt', 'endsAt', 'ripeAt', 'expiresAt', 'lapseAt', 'until', 'deadline'] as const

export type TimeName = (typeof TIMES)[number]

/** Whether a value of that name is a time. */
export const isTime = (name: string | undefined): boolean => (TIMES as readonly unknown[]).includes(name)

type Timed<args> = {
  [name in keyof args]: name extends TimeName ? number : args[name]
}

type RawLog<abi extends Abi, eventName extends ContractEventName<abi>> = Log<
  bigint,
  number,
  false,
  undefined,
  true,
  abi,
  eventName
>

/** A decoded event: its log, and its arguments with times as numbers of seconds. */
export type EventLog<abi extends Abi, eventName extends ContractEventName<abi>> = Omit<
  RawLog<abi, eventName>,
  'args'
> & { args: Timed<RawLog<abi, eventName>['args']> }

/** Arguments of a decoded event by name; the fields of a struct `purchase` are beside them. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = Flat<
  EventLog<abi, eventName>['args']
>

type Flat<args> = args extends { purchase: infer purchase } ? Omit<args, 'purchase'> & purchase : args

/** Where an event is looked for. */
export interface EventOptions {
  /**
   * Contract that emits the event. By default the one that the transaction called; required for logs without their receipt,
   * and if the call went through another contract: a Safe, a multicall, a smart account.
   */
  address?: Address | undefined
}

/** The events of a name that a contract emitted. Other contracts emit what they want: their events are nobody's. */
export function eventsOf(
  abi: Abi,
  eventName: string,
  source: TransactionReceipt | readonly Log[],
  address: Address | null | undefined,
) {
  const [receipt, logs] = 'logs' in source ? [source, source.logs] : [undefined, source]
  const emitter = address ?? receipt?.to
  if (!emitter) {
    const problem = 'is missing: the logs do not say which contract was called'
    throw new InvalidParameterError('address', emitter, problem, 'Pass the contract that emits the event.')
  }
  const item = abi.find((entry): entry is AbiEvent => entry.type === 'event' && entry.name === eventName)
  const own = logs.filter((log) => isAddressEqual(log.address, emitter))
  const events = parseEventLogs({ abi: [item as AbiEvent], logs: own, strict: true })
  return events.map((event) => ({ ...event, args: withTimes(event.args as object) }))
}

const withTimes = (args: object) =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, isTime(name) ? Number(value) : value]),
  )
