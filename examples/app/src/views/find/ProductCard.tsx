import type { ListedProduct } from '@breakwater/sdk'
import { useOffers } from '@breakwater/sdk/react'
import { Badge, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import { Facts, Money } from '../../components/values'
import { useToken } from '../../lib/chain'
import { percent, short } from '../../lib/format'
import { useCode } from '../../lib/reads'

/** What prices are compared by. */
const EXAMPLE = { amount: 10_000n, days: 90 }

/** A product, with what an example costs. */
export function ProductCard({ product }: { product: ListedProduct }) {
  const { name, currentTerms, terms, reason } = product
  const token = useToken(terms?.asset)
  const { data: code } = useCode(currentTerms)
  const amount = token && EXAMPLE.amount * 10n ** BigInt(token.decimals)
  const { data: offers, isPending } = useOffers({
    ...{ termsId: currentTerms, asset: terms?.asset, amount, duration: EXAMPLE.days * 86_400 },
  })
  const sold = offers?.find(({ quote }) => quote && quote.available > 0n)
  const available = (offers ?? []).reduce((sum, { quote }) => sum + (quote?.available ?? 0n), 0n)
  const state = reason
    ? ({ text: reason === 'flagged' ? 'Code changed' : 'Suspended', colour: 'orange' } as const)
    : isPending
      ? undefined
      : sold
        ? ({ text: 'For sale', colour: 'teal' } as const)
        : ({ text: 'Sales stopped', colour: 'yellow' } as const)
  return (
    <Link href={`/cover/${currentTerms}`} className="row-link">
      <Card h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
          <div>
            <Text fw={650} fz="lg">
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {code ? code.pins.map(({ target }) => short(target)).join(', ') : '…'}
            </Text>
          </div>
          {state && <Badge color={state.colour}>{state.text}</Badge>}
        </Group>
        <Stack gap={0} mt="auto">
          {isPending && !reason ? (
            <Skeleton height={72} />
          ) : (
            <Facts
              items={[
                [
                  `${Intl.NumberFormat('en-GB').format(EXAMPLE.amount)} for ${EXAMPLE.days} days`,
                  sold?.quote ? (
                    <Money key="m" value={sold.quote.premium} asset={terms?.asset} />
                  ) : (
                    'not sold now'
                  ),
                ],
                ['For sale now', <Money key="a" value={available} asset={terms?.asset} digits={0} />],
                ['You bear yourself', terms ? percent(terms.deductible, 0) : '…'],
              ]}
            />
          )}
        </Stack>
      </Card>
    </Link>
  )
}
