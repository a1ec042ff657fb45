/** A change of one place that turns the contracts wrong, and where the first test that should see it is. */
export interface Mutant {
  /** Below contracts/src, without `.sol`. */
  file: string
  /** Occurs in the file exactly once. */
  from: string
  to: string
  /** Test files below contracts/test, without `.t.sol`; all are tried if these do not fail. */
  tests: string
}

/** Changes of one file. */
export const mutants = (
  file: string,
  tests: string,
  list: [from: string, to: string, tests?: string][],
): Mutant[] => list.map(([from, to, own]) => ({ file, from, to, tests: own ?? tests }))
