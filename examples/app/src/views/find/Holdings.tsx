import type { ListedProduct } from '@breakwater/sdk'
import { useCoverable } from '@breakwater/sdk/react'
import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { Address } from 'viem'
import { Link } from 'wouter'
import { Money } from '../../components/values'

/** What the account holds of contracts that can be covered, and how much of it is not. Nothing if it holds none. */
export function Holdings({ owner, products }: { owner: Address; products: readonly ListedProduct[] }) {
  const { data = [] } = useCoverable({ owner })
  const open = data.filter(({ asset, uncovered }) => asset && uncovered)
  if (open.length === 0) return null
  return (
    <Stack gap="sm" mb="xl">
      <Title order={2}>In your wallet, not covered</Title>
      {open.map(({ target, termsId, asset, assets = 0n, uncovered = 0n }) => (
        <Card key={target} padding="md">
          <Group justify="space-between" gap="sm">
            <div>
              <Text fw={600}>
                {products.find(({ currentTerms }) => currentTerms === termsId)?.name ?? target}
              </Text>
              <Text size="sm" c="dimmed">
                You hold <Money value={assets} asset={asset} />, of which{' '}
                <Money value={uncovered} asset={asset} /> are not covered.
              </Text>
            </div>
            <Anchor component={Link} href={`/cover/${termsId}`} fw={600}>
              Cover it
            </Anchor>
          </Group>
        </Card>
      ))}
    </Stack>
  )
}
