import { isContractError } from '@breakwater/sdk'
import { useBuyCover, useClaim, usePortfolio, useQuote } from '@breakwater/sdk/react'
import { useState } from 'react'
import { type Address, formatUnits, parseUnits } from 'viem'

const DAY = 86_400

/** One product: its price, the way to buy it, and what the connected account has of it. */
export function Page({ name, pool, termsId }: { name: string; pool: Address; termsId: string }) {
  const [amount, setAmount] = useState('1000')
  const order = { pool, termsId: BigInt(termsId), amount: parseUnits(amount, 6), duration: 90 * DAY }
  const { quote, refusal, status } = useQuote(order)
  const { mutate: buy, stage, error } = useBuyCover()
  return (
    <section>
      <h2>{name}</h2>
      <input aria-label="Amount" value={amount} onChange={(event) => setAmount(event.target.value)} />
      <p>
        {quote ? formatUnits(quote.premium, 6) : refusal?.message} {status}
      </p>
      {/* A tenth more than the price of now is what it is worth to this buyer. */}
      {quote && (
        <button type="button" onClick={() => buy({ ...order, maxPremium: (quote.premium * 11n) / 10n })}>
          {stage?.name ?? 'Buy'}
        </button>
      )}
      {isContractError(error, 'CapacityExceeded') && <p>Only {formatUnits(error.args.available, 6)}</p>}
      <Covers />
    </section>
  )
}

function Covers() {
  const { data } = usePortfolio()
  const { mutate: claim, data: claimed } = useClaim()
  return (
    <ul>
      {data?.covers.map(({ pool, coverId, status, claims }) => (
        <li key={String(coverId)}>
          {status.status}
          {claims.map(({ incidentIds, payout }) => (
            <button
              type="button"
              key={String(incidentIds)}
              onClick={() => claim({ pool, coverId, incidentIds })}
            >
              Claim {formatUnits(payout, 6)}
            </button>
          ))}
        </li>
      ))}
      {claimed && <li>{formatUnits(claimed.payout, 6)} paid</li>}
    </ul>
  )
}
