import { embeddingErrorLines } from '../../generated/embeddingErrorLines.js'
import { withErrors } from '../../internal/withErrors.js'

/** An ABI of these actions. */
export const embedding = <const abi extends readonly unknown[]>(abi: abi): abi =>
  withErrors(embeddingErrorLines, abi)
