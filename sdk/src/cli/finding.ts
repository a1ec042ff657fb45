/** A flaw of a file, or of published terms. */
export interface Finding {
  /** The field of the file, such as `terms.reportWindow`. */
  path: string
  /** Name of the contract's error, or of this package's. */
  error: string
  message: string
}
