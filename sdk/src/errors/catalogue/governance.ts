import { date, type Entries } from './entry.js'

/** Errors of the management of pools. */
export const governanceErrors = {
  ChangeWidens: {
    message: ({ field }) => `The new "${field}" would widen the pool's sales, or lower a price.`,
    hint: 'Announce it with submitChange.',
  },
  UnknownChange: {
    message: 'No such change is announced.',
    hint: 'Pass the terms and pricing as they were submitted.',
  },
  TimelockActive: {
    message: ({ until }) => `The change can be made from ${date(until)} on.`,
    hint: ({ until }) => `Apply it at or after ${date(until)}.`,
  },
  ExitsPending: {
    message: 'Underwriters who asked to leave before it was ripe are still waiting.',
    hint: 'Settle their requests, or prolongChange while cover in force holds them up.',
  },
  ExitsNotHeldUp: {
    message: 'The change waits for no exit that the cover in force holds up.',
    hint: 'Settle the exit queue, and apply the change.',
  },
  ChangeExpired: {
    message: ({ expiredAt }) => `The announcement expired at ${date(expiredAt)}.`,
    hint: 'Submit it again; its waiting time starts anew.',
  },
  PauseTooLong: {
    message: ({ max }) => `A pause lasts at most ${max} seconds.`,
    hint: 'Choose a shorter pause.',
  },
  PauseCoolingDown: {
    message: ({ until }) => `The next pause of this kind may begin at ${date(until)}.`,
    hint: ({ until }) => `Pause at or after ${date(until)}.`,
  },
} satisfies Entries
