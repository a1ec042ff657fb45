import { arbiterErrorLines } from '../../../generated/arbiterErrorLines.js'
import { withErrors } from '../../../internal/withErrors.js'

/** An ABI of these actions. */
export const arbiters = <const abi extends readonly unknown[]>(abi: abi): abi =>
  withErrors(arbiterErrorLines, abi)
