import type { Pool, PoolSnapshot, Position } from '@breakwater/sdk'
import { redeemSchedule } from '@breakwater/sdk/math'
import { useRequestRedeem } from '@breakwater/sdk/react'
import { Button, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Address } from 'viem'
import { Stages } from '../../components/Stages'
import { Facts, Money, When } from '../../components/values'

const PARTS = ['25', '50', '100']

/** Asks to leave with a part of the shares: when that is possible is told before. */
export function Leave({
  address,
  pool,
  position,
  snapshot,
}: {
  address: Address
  pool: Pool
  position: Position
  snapshot: PoolSnapshot
}) {
  const [part, setPart] = useState('100')
  const request = useRequestRedeem({})
  const shares = (position.shares * BigInt(part)) / 100n
  const { earliest, latest } = shares > 0n ? redeemSchedule(snapshot, { shares }) : { earliest: 0, latest: 0 }
  const send = () => request.mutate({ pool: address, shares })
  if (request.isSuccess) return <Stages write={request} done={<Text size="sm">You are in the queue.</Text>} />
  if (position.exit.pending > 0n)
    return (
      <Text size="sm">
        You are in the queue already. One request at a time: the next one, when this is settled.
      </Text>
    )
  if (position.shares === 0n) return <Text size="sm">You have no capital here that could leave.</Text>
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Part that leaves"
        value={part}
        onChange={setPart}
        data={PARTS.map((value) => ({ value, label: value === '100' ? 'All' : `${value} %` }))}
      />
      <Facts
        items={[
          ['Worth now', <Money key="w" value={(position.assets * BigInt(part)) / 100n} asset={pool.asset} />],
          ['Not before', <When key="e" at={earliest} now={snapshot.timestamp} />],
          ['Without an incident, by', <When key="l" at={latest} now={snapshot.timestamp} />],
        ]}
      />
      <Text size="sm" c="dimmed">
        A request cannot be taken back. Until it is settled these shares earn, and bear losses.
      </Text>
      <Button onClick={send} loading={request.isPending} variant="default">
        Ask to leave
      </Button>
      <Stages write={request} again={send} done={null} />
    </Stack>
  )
}
