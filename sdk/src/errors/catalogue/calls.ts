import type { Entries } from './entry.js'

/** Errors of calls in every room. */
export const callErrors = {
  AmountZero: { message: 'The amount is zero.', hint: 'Pass an amount above zero.' },
  NotMultipleOf: {
    message: ({ coverUnit }) => `The amount of cover is not a multiple of ${coverUnit}.`,
    hint: ({ coverUnit }) => `Round the amount to a multiple of ${coverUnit} asset units.`,
  },
  ZeroAddress: {
    message: ({ field }) => `The address "${field}" is zero, or the pool itself.`,
    hint: 'Pass the address of an account.',
  },
  DeadlinePassed: {
    message: 'The deadline passed before the transaction was mined.',
    hint: 'Quote again, and send it with a later deadline.',
  },
  NotAuthorized: {
    message: 'The caller is not allowed to do this for that account.',
    hint: 'Call from the account itself or from an operator it has set.',
  },
  WrongChain: {
    message: 'The pool was deployed on another chain, and sells nothing here.',
    hint: 'Use it on its own chain.',
  },
  ValueOutOfRange: {
    message: ({ field }) => `The value of "${field}" is out of range.`,
    hint: ({ field }) => `Choose a value within the limits of "${field}".`,
  },

  InvalidSignature: {
    message: 'The signature is not by the account that it is for.',
    hint: 'Sign again, on this chain and for this pool.',
  },
  NonceUsed: { message: 'This signature has been used before.', hint: 'Sign again with another nonce.' },
} satisfies Entries
