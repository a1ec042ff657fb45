import type { CoveredCode, DetailedQuote, ListedProduct, QuoteDetails, Terms } from '@breakwater/sdk'
import { Skeleton, Text } from '@mantine/core'
import { zeroAddress } from 'viem'
import { Address, Facts, Money, When } from '../../components/values'
import { duration, percent } from '../../lib/format'
import { useCourtTerms } from '../../lib/reads'

/** All that a buyer should know, one thought each. */
export function Deal({
  product,
  terms,
  code,
  details,
  quote,
}: {
  product: ListedProduct
  terms: Terms
  code: CoveredCode | undefined
  details: DetailedQuote | undefined
  quote: QuoteDetails | undefined
}) {
  const { data: court } = useCourtTerms(terms.subject)
  const isMetered = court && court.meter !== zeroAddress
  const { asset } = terms
  if (!quote || !details) {
    return quote || details ? (
      <Skeleton height={240} />
    ) : (
      <Text size="sm" c="dimmed">
        Nothing is for sale for this order, so there is no deal to describe. Choose another amount, period or
        pool.
      </Text>
    )
  }
  const { recovery, arbiters, reportBy, amount } = details
  return (
    <Facts
      prose
      items={[
        [
          'Protected',
          <>
            Incidents of <b>{product.name}</b> from <When at={quote.start} exact /> until{' '}
            <When at={quote.end} exact />.
          </>,
        ],
        [
          'What counts',
          isMetered
            ? 'A loss of value per share that lasts. A meter on the chain measures it, and anyone may fire it; nobody has to believe you.'
            : 'A loss of funds of the covered contract. Anyone reports it under a bond, and it stands unless somebody contradicts under a bond as large.',
        ],
        [
          'What does not',
          <>
            Anything before {duration(terms.waitingPeriod)} from now or after the end; losses that nobody
            brings to a case by <When at={reportBy} exact />; losses below the deductible; prices that fall,
            keys that are stolen, sites that deceive.
            {code && terms.codeGrace > 0 && (
              <>
                {' '}
                If unreviewed code is shown to run, cover ends {duration(terms.codeGrace)} later at the
                earliest.
              </>
            )}
          </>,
        ],
        [
          'You bear',
          <>
            The first {percent(terms.deductible, 0)}: of a total loss of{' '}
            <Money value={amount} asset={asset} /> you get <Money value={recovery.full} asset={asset} />.
            {terms.proofOfLoss
              ? ' A claim needs a proof of your own loss.'
              : ' A claim needs no proof of your own loss.'}
          </>,
        ],
        [
          'Who decides',
          arbiters && court ? (
            <>
              {isMetered ? 'The meter proposes' : 'The first report proposes'} what was lost. Anyone may
              contradict within {duration(court.answerWindow)}. If answers differ,{' '}
              <Address value={arbiters.first} /> chooses; if that is silent for{' '}
              {duration(court.rules.arbiterTime)}, <Address value={arbiters.fallback} />.
            </>
          ) : (
            <Address key="r" value={details.resolver} />
          ),
        ],
        [
          'To claim',
          `${duration(details.claimWindow)} from the day the verdict is payable. The payout goes to whoever holds the token.`,
        ],
        [
          'At worst',
          <>
            If all that fails together with this fails at once: <Money value={recovery.alone} asset={asset} />
            . If everything the pool covers fails at once: <Money value={recovery.together} asset={asset} />.
          </>,
        ],
        [
          'To leave early',
          `You may cancel: 95 % of what is not yet earned comes back, after at least ${duration(terms.minBilled)} are charged.`,
        ],
      ]}
    />
  )
}
