import { date, type Entries } from './entry.js'

/** Errors of deposits, exits and sales. */
export const poolErrors = {
  // Deposits and exits
  DepositLimitExceeded: {
    message: ({ max }) => `The pool takes at most ${max} asset units now.`,
    hint: 'Deposit less, or use another pool if the limit is zero.',
  },
  PoolShort: {
    message: 'A settlement of the pool is short: sales, deposits and exits stop, and claims wait.',
    hint: 'Wait until its verdicts or claims are known: see getSettlement.',
  },
  DepositsPaused: {
    message: ({ until }) => `The pool's guardian has paused deposits until ${date(until)}.`,
    hint: ({ until }) => `Deposit at or after ${date(until)}; exits go on.`,
  },
  InsufficientShares: {
    message: ({ available }) => `Only ${available} settled shares can be withdrawn.`,
    hint: 'Withdraw less, or wait until more of the request is settled.',
  },
  RequestPending: {
    message: 'This controller has a redeem request that is not settled yet.',
    hint: 'Settle it first, once its cooldown is over.',
  },
  CooldownNotOver: {
    message: ({ readyAt }) => `The cooldown of the request ends at ${date(readyAt)}.`,
    hint: ({ readyAt }) => `Settle at or after ${date(readyAt)}.`,
  },
  CapitalRequired: {
    message: 'The cover in force needs the capital that the request would take out.',
    hint: 'Settle after some of it has expired: see getRedeemRequest.',
  },
  NothingSettled: {
    message: 'Nothing is settled, or there is nothing to settle.',
    hint: 'Request, settle after the cooldown, then withdraw: see getRedeemRequest.',
  },
  NotNextInQueue: {
    message: "This controller's request is not the next one in the exit queue.",
    hint: 'Call getNextExit for the controller of the next request.',
  },
  AsyncRedeem: {
    message: 'Exits of ERC-7540 cannot be previewed.',
    hint: 'Use getRedeemRequest instead.',
  },
  SegmentMissing: {
    message: ({ segment }) => `The code at ${segment}, which pools run, is not deployed yet.`,
    hint: 'Run the deployment again, to its end.',
  },
  FailedDeployment: {
    message: 'The code that pools run could not be deployed.',
    hint: 'Give the transaction more gas.',
  },
  UnsupportedAsset: {
    message: ({ reason }) => `The asset cannot be used in a pool: ${reason}.`,
    hint: 'Use an ERC-20 of 6 to 18 decimals that takes no fee on transfers.',
  },

  // Cover
  CapacityExceeded: {
    message: ({ available }) => `The pool has capacity for only ${available} asset units of this cover.`,
    hint: 'Buy less, wait for capacity to come back, or use another pool.',
  },
  PremiumAboveMax: {
    message: ({ premium }) => `The price is ${premium} asset units now, above the given maximum.`,
    hint: 'Quote again: somebody bought in between, or time has passed.',
  },
  StartTooLate: {
    message: ({ start }) => `Protection would start at ${date(start)}, later than the order allows.`,
    hint: 'Quote again, or raise maxStart: a case has deferred starts.',
  },
  IntegratorFeeTooHigh: {
    message: ({ max }) => `The integrator's fee is above ${max} asset units, a fifth of the premium.`,
    hint: 'Lower the fee.',
  },
  DurationOutOfRange: {
    message: 'The duration is below one day or above 365 days.',
    hint: 'Choose a duration from 1 to 365 days.',
  },
  TermsNotForSale: {
    message: ({ reason }) => `These terms are not for sale: ${reason}.`,
    hint: 'Buy on the current terms of the product, or in another pool.',
  },
  InsuredNotApproved: {
    message: 'On terms with proof of loss only the insured, its buyer or its operator buys cover.',
    hint: 'Buy from the insured account, or have it consent by setBuyer.',
  },
  CoverDoesNotExist: {
    message: 'There is no such cover in this pool.',
    hint: 'Check the id, and that the pool is the one that sold it.',
  },
  CoverEnded: {
    message: ({ endedAt }) => `The cover ended at ${date(endedAt)}.`,
    hint: 'Buy another cover.',
  },
  NotRefundable: {
    message: 'Nothing of this premium can be refunded.',
    hint: 'Keep the cover: its minimum billing takes all that is left.',
  },
  SalesStopped: {
    message: ({ id }) => `Product ${id} has an open case: it is neither sold nor extended.`,
    hint: 'Wait until its cases are closed, or use another pool.',
  },
} satisfies Entries
