import type { ListedPool } from '@breakwater/sdk'
import { usePoolSnapshot, usePools, usePosition } from '@breakwater/sdk/react'
import { Card, Group, SimpleGrid, Text } from '@mantine/core'
import { useConnection } from 'wagmi'
import { Link } from 'wouter'
import { Empty, Failure, Head, Loading } from '../../components/states'
import { Facts, Money } from '../../components/values'
import { clustersOf } from '../../lib/exposure'
import { duration } from '../../lib/format'

/** All pools, and what the account has in them. */
export default function Pools() {
  const { data, error, refetch } = usePools({})
  return (
    <>
      <Head title="Underwrite">
        Your capital stands behind covers and earns their premium. It pays when what is covered fails, and
        takes time to leave.
      </Head>
      {error ? (
        <Failure error={error} retry={refetch} />
      ) : !data ? (
        <Loading rows={2} height={180} />
      ) : data.length === 0 ? (
        <Empty title="No pools yet">Nobody has opened a pool on this chain.</Empty>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {data.map((pool) => (
            <PoolCard key={pool.pool} pool={pool} />
          ))}
        </SimpleGrid>
      )}
    </>
  )
}

function PoolCard({ pool }: { pool: ListedPool }) {
  const { isConnected } = useConnection()
  const { data: snapshot } = usePoolSnapshot({ pool: pool.pool })
  const { data: position } = usePosition({ pool: pool.pool, query: { enabled: isConnected } })
  const { asset, totalAssets, cooldown, sells, name, symbol } = pool
  const committed =
    snapshot && clustersOf(snapshot, snapshot.timestamp).reduce((sum, one) => sum + one.committed, 0n)
  const products = new Set(sells.map(({ productId }) => productId)).size
  return (
    <Link href={`/pools/${pool.pool}`} className="row-link">
      <Card h="100%">
        <Group justify="space-between" align="baseline" mb="xs">
          <Text fw={650} fz="lg">
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {symbol}
          </Text>
        </Group>
        <Facts
          items={[
            ['Capital', <Money key="c" value={totalAssets} asset={asset} digits={0} />],
            [
              'Cover in force',
              committed === undefined ? '…' : <Money key="f" value={committed} asset={asset} digits={0} />,
            ],
            ['Products', String(products)],
            ['Time to leave, at least', duration(cooldown)],
            position &&
              position.assets + position.pendingAssets > 0n && [
                'Yours',
                <Money key="y" value={position.assets + position.pendingAssets} asset={asset} digits={0} />,
              ],
          ]}
        />
      </Card>
    </Link>
  )
}
