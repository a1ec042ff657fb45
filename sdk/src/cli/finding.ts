/** Something that is wrong with a file, or with what is published. */
export interface Finding {
  /** The field of the file, such as `terms.reportWindow`. */
  path: string
  /** Name of the contract's error, or of this package's. */
  error: string
  message: string
}
