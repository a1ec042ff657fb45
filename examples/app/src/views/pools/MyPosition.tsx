import type { Pool, PoolSnapshot } from '@breakwater/sdk'
import { useCollectReturns, usePosition, useRedeem, useSettleRedeemRequests } from '@breakwater/sdk/react'
import { Button, Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { Stages } from '../../components/Stages'
import { Facts, Money, When } from '../../components/values'
import type { Token } from '../../lib/chain'
import { Deposit } from './Deposit'
import { Leave } from './Leave'

/** What the account has in the pool, and what it can do with it. */
export function MyPosition({
  address,
  pool,
  snapshot,
  token,
}: {
  address: Address
  pool: Pool
  snapshot: PoolSnapshot
  token: Token
}) {
  const { isConnected, address: account } = useConnection()
  const [side, setSide] = useState('deposit')
  const { data: position } = usePosition({
    pool: address,
    query: { enabled: isConnected, refetchInterval: 8_000 },
  })
  const settle = useSettleRedeemRequests({})
  const redeem = useRedeem({})
  const collect = useCollectReturns({})
  const { asset } = pool
  const now = snapshot.timestamp
  const { exit, returns } = position ?? {}
  const canSettle = exit && exit.pending > 0n && exit.earliest <= now
  return (
    <Card component="section" aria-labelledby="position">
      <Title order={2} fz="h4" mb="xs" id="position">
        Your part
      </Title>
      {!isConnected && (
        <Text size="sm" c="dimmed">
          Connect a wallet to deposit, or to see what you have here.
        </Text>
      )}
      {position && exit && returns && (
        <Stack gap="md">
          <Facts
            items={[
              ['Working', <Money key="w" value={position.assets} asset={asset} />],
              exit.pending > 0n && [
                'Waiting to leave',
                <Money key="p" value={position.pendingAssets} asset={asset} />,
              ],
              exit.pending > 0n && ['Leaves not before', <When key="e" at={exit.earliest} now={now} />],
              exit.pending > 0n && [
                'and, without an incident, by',
                <When key="l" at={exit.latest} now={now} />,
              ],
              exit.claimable > 0n && [
                'Ready to withdraw',
                <Money key="c" value={exit.claimableAssets} asset={asset} />,
              ],
              returns.shares > 0n && ['Came back from cases', `${returns.returns} to collect`],
            ]}
          />
          {canSettle && (
            <Button
              variant="default"
              loading={settle.isPending}
              onClick={() => settle.mutate({ pool: address, controller: account })}
            >
              Settle the request
            </Button>
          )}
          <Stages write={settle} done={<Text size="sm">Settled: the money is set aside for you.</Text>} />
          {exit.claimable > 0n && (
            <Button
              loading={redeem.isPending}
              onClick={() => redeem.mutate({ pool: address, shares: exit.claimable })}
            >
              Withdraw
            </Button>
          )}
          <Stages
            write={redeem}
            done={
              <Text size="sm">
                Withdrawn
                {redeem.data && (
                  <>
                    : <Money value={redeem.data.assets} asset={asset} />
                  </>
                )}
                .
              </Text>
            }
          />
          {returns.shares > 0n && (
            <Button
              variant="default"
              loading={collect.isPending}
              onClick={() => collect.mutate({ pool: address })}
            >
              Collect returned shares
            </Button>
          )}
          <Stages write={collect} done={<Text size="sm">Collected.</Text>} />
          <SegmentedControl
            fullWidth
            aria-label="Deposit or leave"
            value={side}
            onChange={setSide}
            data={[
              { value: 'deposit', label: 'Deposit' },
              { value: 'leave', label: 'Leave' },
            ]}
          />
          <Group grow>
            {side === 'deposit' ? (
              <Deposit {...{ address, pool, token }} />
            ) : (
              <Leave {...{ address, pool, position, snapshot }} />
            )}
          </Group>
        </Stack>
      )}
    </Card>
  )
}
