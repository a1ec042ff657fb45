/** Mutants that no test can kill, because they change nothing that anybody could see. One that no longer exists is an error. */
export interface Equivalent {
  id: string
  /** Where, and what changes: for people. */
  what: string
  /** Why nothing that can be seen changes. */
  why: string
}

export const EQUIVALENTS: Equivalent[] = []
