import { usePool, usePoolSnapshot } from '@breakwater/sdk/react'
import { Anchor, Card, Grid, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { Failure, Head, Loading } from '../../components/states'
import { Address, Money } from '../../components/values'
import { useToken } from '../../lib/chain'
import { duration } from '../../lib/format'
import { ExitQueue } from './ExitQueue'
import { Exposure } from './Exposure'
import { MyPosition } from './MyPosition'
import { RateCurves } from './RateCurves'
import { Trailing } from './Trailing'

/** The model comes when it is needed. */
const Suggested = lazy(() => import('./Suggested'))

/** A pool: what stands behind what, what it earns and loses, and how one gets in and out. */
export default function PoolDetails({ pool: address }: { pool: `0x${string}` }) {
  const { data: pool, error, refetch } = usePool({ pool: address })
  const { data: snapshot, error: stateError } = usePoolSnapshot({
    pool: address,
    query: { refetchInterval: 10_000 },
  })
  const token = useToken(pool?.asset)
  if (error || stateError) return <Failure error={error ?? stateError} retry={refetch} />
  if (!pool || !snapshot || !token) return <Loading />
  const { asset } = pool
  return (
    <>
      <Anchor component={Link} href="/pools" size="sm" mb="sm" display="inline-block">
        All pools
      </Anchor>
      <Head title={pool.name} aside={<Address value={address} />}>
        Shares are {pool.symbol}. Leaving takes {duration(pool.cooldown)} or longer; until then your capital
        works on.
      </Head>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="lg" spacing="sm">
        <Figure name="Capital" value={<Money value={pool.totalAssets} asset={asset} digits={0} />} />
        <Figure
          name="One share is worth"
          value={<Money value={worthOfShare(pool)} asset={asset} digits={4} />}
        />
        <Figure
          name="Waiting to leave"
          value={`${(pool.totalSupply ? Number((pool.queuedShares * 1000n) / pool.totalSupply) / 10 : 0).toFixed(1)} %`}
        />
        <Figure
          name="Room for deposits"
          value={
            pool.maxDeposit > NO_LIMIT ? (
              'no limit'
            ) : (
              <Money value={pool.maxDeposit} asset={asset} digits={0} />
            )
          }
        />
      </SimpleGrid>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
          <Stack gap="lg">
            <Exposure {...{ snapshot, asset, token }} />
            <RateCurves snapshot={snapshot} />
            <Suspense fallback={<Skeleton height={300} radius="md" />}>
              <Suggested snapshot={snapshot} />
            </Suspense>
            <Trailing {...{ pool: address, asset, token, now: snapshot.timestamp }} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
          <Stack gap="lg">
            <MyPosition {...{ address, pool, snapshot, token }} />
            <ExitQueue {...{ pool, snapshot }} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}

/** What is above this is bounded by the size of a number alone. */
const NO_LIMIT = 10n ** 24n

function Figure({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <Card padding="sm">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={650} fz="md" mt={2} style={{ whiteSpace: 'nowrap' }}>
        {value}
      </Text>
    </Card>
  )
}

/** Worth of a whole share, asset units, rounded down. */
function worthOfShare({
  totalAssets,
  totalSupply,
  decimals,
}: {
  totalAssets: bigint
  totalSupply: bigint
  decimals: number
}) {
  return totalSupply === 0n ? 0n : (totalAssets * 10n ** BigInt(decimals)) / totalSupply
}
