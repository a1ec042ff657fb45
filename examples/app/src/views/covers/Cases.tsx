import type { PortfolioClaim } from '@breakwater/sdk'
import { Anchor, Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { Address } from 'viem'
import { Link } from 'wouter'
import { Facts, Money, When } from '../../components/values'
import { percent } from '../../lib/format'
import { CASE_WORDS } from '../../lib/words'

/** The cases that concern a cover. */
export function Cases({
  claims,
  asset,
  now,
}: {
  claims: readonly PortfolioClaim[]
  asset: Address | undefined
  now: number
}) {
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Cases
      </Title>
      {claims.length === 0 && (
        <Text size="sm" c="dimmed">
          No case concerns this cover.
        </Text>
      )}
      <Stack gap="md">
        {claims.map(({ incidentId, case: found, payout, isJoint, registered }) => (
          <div key={`${incidentId}`}>
            <Group justify="space-between">
              <Anchor component={Link} href={`/incidents/${incidentId}`} fw={600} size="sm">
                Incident of <When at={found.eventTime} />
              </Anchor>
              <Badge
                color={found.status === 'payable' ? 'teal' : found.status === 'open' ? 'yellow' : 'gray'}
              >
                {CASE_WORDS[found.status]}
              </Badge>
            </Group>
            <Facts
              items={[
                ['Part that was lost', found.severity > 0n ? percent(found.severity) : 'not decided'],
                [
                  isJoint ? 'You can claim, with other cases' : 'You can claim now',
                  <Money key="p" value={payout} asset={asset} />,
                ],
                found.claimsUntil > 0 && ['Until', <When key="u" at={found.claimsUntil} now={now} />],
                registered.gross > 0n && [
                  'Registered, paid so far',
                  <Money key="r" value={registered.paid} asset={asset} />,
                ],
              ]}
            />
          </div>
        ))}
      </Stack>
    </Card>
  )
}
