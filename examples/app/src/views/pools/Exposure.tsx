import type { PoolSnapshot, ProductSnapshot } from '@breakwater/sdk'
import { quoteDetails } from '@breakwater/sdk/math'
import { useProducts } from '@breakwater/sdk/react'
import { Badge, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import type { Address } from 'viem'
import { formatUnits } from 'viem'
import { Plot } from '../../components/Plot'
import { Money } from '../../components/values'
import type { Token } from '../../lib/chain'
import { clustersOf, committedOf } from '../../lib/exposure'
import { compact, percent } from '../../lib/format'
import { REFUSAL_WORDS } from '../../lib/words'

/** What the pool covers, and how much of it may fail together. */
export function Exposure({
  snapshot,
  asset,
  token,
}: {
  snapshot: PoolSnapshot
  asset: Address
  token: Token
}) {
  const { data: products = [] } = useProducts({})
  const nameOf = (id: bigint) => products.find(({ productId }) => productId === id)?.name ?? `Product ${id}`
  const now = snapshot.timestamp
  const units = (value: bigint) => Number(formatUnits(value, token.decimals))
  const clusters = clustersOf(snapshot, now)
  return (
    <Card>
      <Title order={2} fz="h4" mb="md">
        What it covers
      </Title>
      <Stack gap="md" mb="xl">
        {snapshot.products.map((product) => (
          <Product
            key={`${product.productId}`}
            {...{
              product,
              snapshot,
              asset,
              name: nameOf(product.productId),
              committed: committedOf(snapshot, product, now),
            }}
          />
        ))}
      </Stack>
      <Plot
        title={`Cover in force by what may fail together, ${token.symbol}`}
        kind="bars"
        points={clusters.map(({ committed, productIds }) => ({
          x: productIds.map(nameOf).map(firstWord).join(' + '),
          'Cover in force': units(committed),
        }))}
        x={{ name: 'Fails together', format: String }}
        series={[{ name: 'Cover in force', format: compact }]}
        height={200}
      />
    </Card>
  )
}

const firstWord = (name: string) => name.split(' ')[0] ?? name

function Product({
  product,
  snapshot,
  name,
  committed,
  asset,
}: {
  product: ProductSnapshot
  snapshot: PoolSnapshot
  name: string
  committed: bigint
  asset: Address
}) {
  const offer = offerOf(snapshot, product)
  return (
    <div>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
        <Text fw={600} size="sm">
          {name}
        </Text>
        <Text size="sm" fw={600}>
          <Money value={committed} asset={asset} digits={0} />
        </Text>
      </Group>
      {'rate' in offer ? (
        <>
          <Progress
            value={Number(offer.utilisation / 10n ** 14n) / 100}
            size="sm"
            my={6}
            aria-hidden="true"
          />
          <Group justify="space-between" gap="sm">
            <Text size="xs" c="dimmed">
              {percent(offer.utilisation, 1)} of its limit
            </Text>
            <Text size="xs" c="dimmed">
              new cover pays {percent(offer.rate)} a year
            </Text>
          </Group>
        </>
      ) : (
        <Group gap="xs" mt={4}>
          <Badge color="yellow" size="sm">
            not sold now
          </Badge>
          <Text size="xs" c="dimmed">
            {REFUSAL_WORDS[offer.refusal] ?? offer.refusal}
          </Text>
        </Group>
      )}
    </div>
  )
}

/** Rate of the next unit of cover, or why there is none. */
function offerOf(
  snapshot: PoolSnapshot,
  { productId }: ProductSnapshot,
): { rate: bigint; utilisation: bigint } | { refusal: string } {
  const terms = snapshot.terms.filter((one) => one.productId === productId).at(-1)
  if (!terms) return { refusal: 'TermsNotForSale' }
  try {
    const { annualRate, utilisation } = quoteDetails(snapshot, {
      ...{ termsId: terms.termsId, amount: snapshot.constants.coverUnit * 1_000n, duration: 90 * 86_400 },
    })
    return { rate: annualRate, utilisation }
  } catch (error) {
    return { refusal: (error as Error).name }
  }
}
