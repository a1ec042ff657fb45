import type { Pool, PoolSnapshot } from '@breakwater/sdk'
import { redeemSchedule } from '@breakwater/sdk/math'
import { Card, Text, Title } from '@mantine/core'
import { Facts, Money, When } from '../../components/values'

/** Who waits to leave, and when one would get out who asked now. */
export function ExitQueue({ pool, snapshot }: { pool: Pool; snapshot: PoolSnapshot }) {
  const { queuedShares, totalSupply, totalAssets, asset } = pool
  const worth = totalSupply === 0n ? 0n : (totalAssets * queuedShares) / totalSupply
  const { earliest, latest } = scheduleOf(snapshot)
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Exit queue
      </Title>
      <Facts
        items={[
          ['Waiting to leave', <Money key="w" value={worth} asset={asset} digits={0} />],
          ['Who asks now, leaves not before', <When key="e" at={earliest} now={snapshot.timestamp} />],
          ['and, without an incident, by', <When key="l" at={latest} now={snapshot.timestamp} />],
        ]}
      />
      <Text size="xs" c="dimmed" mt="xs">
        Shares in the queue earn and bear losses until they are settled, in the order of requests.
      </Text>
    </Card>
  )
}

/** For as little as can leave: what waits before it decides. */
function scheduleOf(snapshot: PoolSnapshot) {
  const shares = snapshot.supply > snapshot.queued ? 1n : 0n
  return redeemSchedule(snapshot, { shares })
}
