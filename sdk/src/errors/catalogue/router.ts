import type { Entries } from './entry.js'

/** Errors of the router. */
export const routerErrors = {
  UnknownPool: {
    message: ({ poolId }) => `There is no pool of number ${poolId}.`,
    hint: 'Use the number that getPool returns.',
  },
  SharesBelowMin: {
    message: ({ shares }) => `The deposit would bring only ${shares} shares.`,
    hint: 'Accept fewer shares, or deposit later.',
  },
} satisfies Entries
