import type { Dispute, ListedPool } from '@breakwater/sdk'
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { Facts, Money, When } from '../../components/values'
import { percent } from '../../lib/format'
import { CASE_WORDS } from '../../lib/words'

/** What each pool has set aside, and what was paid of it. */
export function Sums({ dispute, pools }: { dispute: Dispute; pools: readonly ListedPool[] }) {
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Money
      </Title>
      <Stack gap="md">
        {dispute.cases.map(({ pool: address, case: found }) => {
          const pool = pools.find(({ pool }) => pool === address)
          const asset = pool?.asset
          return (
            <div key={address}>
              <Group justify="space-between">
                <Text size="sm" fw={600}>
                  {pool?.name ?? address}
                </Text>
                <Badge
                  color={found.status === 'payable' ? 'teal' : found.status === 'open' ? 'orange' : 'gray'}
                >
                  {CASE_WORDS[found.status]}
                </Badge>
              </Group>
              {found.status !== 'none' && (
                <Facts
                  items={[
                    ['Set aside', <Money key="r" value={found.reserve + found.firstLoss} asset={asset} />],
                    ['The most that can be claimed', <Money key="n" value={found.need} asset={asset} />],
                    ['Paid', <Money key="p" value={found.paid} asset={asset} />],
                    found.severity > 0n && ['Part that was lost', percent(found.severity)],
                    found.claimsUntil > 0 && [
                      'Claims until',
                      <When key="u" at={found.claimsUntil} now={dispute.timestamp} />,
                    ],
                  ]}
                />
              )}
            </div>
          )
        })}
      </Stack>
    </Card>
  )
}
