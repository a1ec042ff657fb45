import { addErrors } from '../../errors/allErrors.js'
import { embeddingErrorLines } from '../../generated/embeddingErrorLines.js'

/** An ABI of these actions. Their errors are known wherever one of them is, and take no place in other bundles. */
export function embedding<const abi extends readonly unknown[]>(abi: abi): abi {
  addErrors(embeddingErrorLines)
  return abi
}
