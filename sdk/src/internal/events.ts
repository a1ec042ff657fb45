import type { Abi, AbiEvent, ContractEventName, Log } from 'viem'

/** A decoded event. */
export type EventLog<abi extends Abi, eventName extends ContractEventName<abi>> = Log<
  bigint,
  number,
  false,
  undefined,
  true,
  abi,
  eventName
>

/** Arguments of a decoded event by name; the fields of a struct `purchase` are beside them. */
export type EventArgs<abi extends Abi, eventName extends ContractEventName<abi>> = Flat<
  EventLog<abi, eventName>['args']
>

type Flat<args> = args extends { purchase: infer purchase } ? Omit<args, 'purchase'> & purchase : args

export function eventItem(abi: Abi, eventName: string): AbiEvent {
  return abi.find((item): item is AbiEvent => item.type === 'event' && item.name === eventName) as AbiEvent
}
