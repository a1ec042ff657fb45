import type { Terms } from '@breakwater/sdk'
import { useTerms } from '@breakwater/sdk/react'
import { useProduct } from './reads'

/** What terms are about, by name. */
export function useTermsName(termsId: bigint | undefined): { name: string; terms: Terms | undefined } {
  const { data: terms } = useTerms({ termsId })
  const { data: product } = useProduct(terms?.productId)
  return { name: product?.name ?? '…', terms }
}
