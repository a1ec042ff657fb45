import type { ContractErrorArgs, ContractErrorName } from '../arguments.js'

/** Message of a custom error for a person, and a hint with the remedy. */
export interface Entry<name extends ContractErrorName> {
  message: string | ((args: ContractErrorArgs<name>) => string)
  hint: string | ((args: ContractErrorArgs<name>) => string)
}

/** The entries of some errors. An entry for an error that is in no ABI does not compile. */
export type Entries = { [name in ContractErrorName]?: Entry<name> }

/** Zero is no time. Contracts can tell seconds that no calendar has. */
export const date = (seconds: number) =>
  seconds === 0
    ? 'never'
    : seconds < 1e11
      ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
      : `second ${seconds}`

export const NOTHING_TO_DO = 'Nothing to do: this has happened already.'
export const REPORT = 'This should not happen; please report it with the transaction.'
