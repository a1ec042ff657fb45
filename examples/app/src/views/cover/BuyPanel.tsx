import type { PaymentPath } from '@breakwater/sdk/query'
import { useBuyCover, usePayments } from '@breakwater/sdk/react'
import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Address } from 'viem'
import { useConnection } from 'wagmi'
import { Link } from 'wouter'
import { PayWith } from '../../components/PayWith'
import { Stages } from '../../components/Stages'
import { Facts, Money, When } from '../../components/values'
import { chain } from '../../config'
import type { Quoting } from './QuoteSummary'

/** Part by which the price may rise before the purchase is refused. */
const TOLERANCE = 200n

/** The purchase: how it is paid, the most that it may cost, and what becomes of it. */
export function BuyPanel({
  pool,
  termsId,
  amount,
  duration,
  quoting,
  asset,
}: {
  pool: Address | undefined
  termsId: bigint
  amount: bigint
  duration: number
  quoting: Quoting
  asset: Address
}) {
  const { isConnected, chainId } = useConnection()
  const { quote, status } = quoting
  const maxPremium = quote && quote.total + quote.total / TOLERANCE
  const { data: payments } = usePayments({ pool, amount: maxPremium })
  const [chosen, setChosen] = useState<PaymentPath>()
  const buy = useBuyCover({})
  const { paths = [], balance } = payments ?? {}
  const path = chosen && paths.includes(chosen) ? chosen : paths[0]

  const isPoor = balance !== undefined && maxPremium !== undefined && balance < maxPremium
  const isShort = quote !== undefined && quote.available < amount
  const isElsewhere = isConnected && chainId !== chain.id
  const canBuy = isConnected && quote && pool && !isPoor && !isShort && !isElsewhere && status !== 'mismatch'
  const send = () => {
    if (pool && maxPremium) buy.mutate({ pool, termsId, amount, duration, maxPremium, path })
  }
  return (
    <Card component="section" aria-labelledby="buy">
      <Title order={2} fz="h4" mb="xs" id="buy">
        Buy
      </Title>
      <Stack gap="md">
        {maxPremium !== undefined && (
          <Facts
            items={[
              ['You pay at most', <Money key="m" value={maxPremium} asset={asset} />],
              balance !== undefined && ['You hold', <Money key="b" value={balance} asset={asset} />],
            ]}
          />
        )}
        {isConnected && !isElsewhere && paths.length > 1 && !buy.isSuccess && (
          <PayWith paths={paths} path={path} choose={setChosen} />
        )}
        {isPoor && (
          <Text size="sm" c="var(--app-bad)" role="alert">
            Not enough money: this account holds less than the cover may cost. Send it more, or cover less.
          </Text>
        )}
        {!buy.isSuccess && (
          <Button size="md" fullWidth disabled={!canBuy} loading={buy.isPending} onClick={send}>
            Buy cover
          </Button>
        )}
        {!isConnected && (
          <Text size="sm" c="dimmed" ta="center">
            Connect a wallet to buy. Looking and pricing need none.
          </Text>
        )}
        {isElsewhere && (
          <Text size="sm" c="var(--app-warn)" role="alert">
            Your wallet is on another chain: switch it to {chain.name} to buy.
          </Text>
        )}
        <Stages
          write={buy}
          again={send}
          done={
            buy.data && (
              <Stack gap={4} align="flex-start">
                <Text size="sm" fw={600}>
                  The cover is yours.
                </Text>
                <Text size="sm">
                  It cost <Money value={buy.data.premium} asset={asset} />, and protects from{' '}
                  <When at={buy.data.start} exact /> on.
                </Text>
                <Group gap="md">
                  <Anchor component={Link} href={`/covers/${buy.data.coverId}`} size="sm" fw={600}>
                    See the cover
                  </Anchor>
                  <Anchor component="button" type="button" size="sm" onClick={buy.reset}>
                    Buy another
                  </Anchor>
                </Group>
              </Stack>
            )
          }
        />
      </Stack>
    </Card>
  )
}
