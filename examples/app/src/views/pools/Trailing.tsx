import { useActivity } from '@breakwater/sdk/react'
import { Card, Skeleton, Text } from '@mantine/core'
import { type Address, formatUnits } from 'viem'
import { Plot } from '../../components/Plot'
import { Failure } from '../../components/states'
import { Facts, Money } from '../../components/values'
import type { Token } from '../../lib/chain'
import { compact, date } from '../../lib/format'
import { weeksOf } from '../../lib/trailing'

/** What the pool has earned and paid in the last twelve weeks. */
export function Trailing({
  pool,
  asset,
  token,
  now,
}: {
  pool: Address
  asset: Address
  token: Token
  now: number
}) {
  const { data, error, refetch } = useActivity({ pool })
  if (error) return <Failure error={error} retry={refetch} />
  if (!data) return <Skeleton height={260} radius="lg" />
  const weeks = weeksOf(data.activities, now)
  const units = (value: bigint) => Number(formatUnits(value, token.decimals))
  const sum = (of: 'premium' | 'paid') => weeks.reduce((total, week) => total + week[of], 0n)
  return (
    <Card>
      <Plot
        title={`Premium sold and payouts by week, ${token.symbol}`}
        kind="bars"
        points={weeks.map(({ from, premium, paid }) => ({
          x: date(from).replace(/ \d+$/, ''),
          Premium: units(premium),
          Payouts: units(paid),
        }))}
        x={{ name: 'Week from', format: String }}
        series={[
          { name: 'Premium', format: compact },
          { name: 'Payouts', format: compact, colour: 'var(--app-warn)' },
        ]}
      />
      <Facts
        items={[
          ['Premium sold in twelve weeks', <Money key="p" value={sum('premium')} asset={asset} />],
          ['Paid to claims in twelve weeks', <Money key="l" value={sum('paid')} asset={asset} />],
        ]}
      />
      <Text size="xs" c="dimmed">
        Premium is earned second by second over the time of each cover; this shows when it was sold.
      </Text>
    </Card>
  )
}
