import type { CapacityLimit, CoverStatusName } from '@breakwater/sdk'

/** What sets how much can be bought. */
export const LIMIT_WORDS: Record<CapacityLimit, string> = {
  none: 'Nothing: the whole amount is for sale.',
  product: "The pool's limit for this product.",
  cluster: "The pool's limit for all that can fail together with this product.",
  pool: "The pool's limit for all cover together.",
  speed: 'What the pool sells of this product in a day. More is for sale tomorrow.',
  absolute: 'The ceiling in the terms of this product.',
  meter: 'What the covered contract holds: no more than that can be lost.',
  stream: 'The number of premium streams that the pool can keep.',
}

/** What a price stands on, and may have moved. */
export const MOVE_WORDS: Record<string, string> = {
  time: 'time has passed',
  committed: 'cover was sold or has ended',
  limit: 'the capital behind it has changed',
  curve: 'the manager has changed the rates',
  fees: 'fees have changed',
  deferredUntil: 'a case has moved the start of protection',
}

/** Why a pool does not sell. */
export const REFUSAL_WORDS: Record<string, string> = {
  TermsNotForSale: 'These terms are not for sale now: code has changed, or they are suspended.',
  SalesStopped: 'Sales stand still while a large case is open, or while the pool is paused.',
  BelowMark: 'The meter sees a loss: nothing is sold while it lasts.',
  PoolShort: 'The pool owes more than it holds, and sells nothing until that is settled.',
  NotMultipleOf: 'The pool sells whole units of cover only.',
  DurationOutOfRange: 'Cover lasts from 1 to 365 days.',
  AmountZero: 'Enter an amount.',
  CoverEnded: 'It has ended, or does so too soon to be extended.',
  CapitalRequired: 'Capital that waits to leave has to be let go first.',
  CapacityExceeded: 'The pool has less for sale than this.',
}

export const STATUS_WORDS: Record<CoverStatusName, { name: string; colour: string; says: string }> = {
  waiting: { name: 'Waiting', colour: 'yellow', says: 'Bought, not protected yet.' },
  active: { name: 'Protected', colour: 'teal', says: 'Incidents that happen now are covered.' },
  flagged: {
    name: 'Code changed',
    colour: 'orange',
    says: 'Protected, for now: code that nobody has reviewed was shown to run. Cover goes on until it lapses.',
  },
  lapsed: {
    name: 'Lapsed',
    colour: 'red',
    says: 'The code changed and was not reviewed in time: incidents from the lapse on are not covered.',
  },
  reportable: {
    name: 'Ended, reportable',
    colour: 'blue',
    says: 'Protection is over. An incident from before can still be brought.',
  },
  over: { name: 'Over', colour: 'gray', says: 'Only cases that are open already can still pay.' },
}

export const CASE_WORDS: Record<string, string> = {
  none: 'No case',
  open: 'Open',
  payable: 'Payable',
  denied: 'Denied',
  counted: 'Counted',
  closed: 'Closed',
}
