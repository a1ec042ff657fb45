'use client'
import { type UseQuoteParameters, useBuyCover, useQuote } from '@breakwater/sdk/react'

export function Price(order: UseQuoteParameters) {
  const { quote, status } = useQuote(order)
  const { stage } = useBuyCover()
  return (
    <p>
      {`Premium: ${quote?.premium}`} {status} {stage?.name}
    </p>
  )
}
