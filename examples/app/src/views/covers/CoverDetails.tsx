import { useCoverStatus, usePool, usePortfolio } from '@breakwater/sdk/react'
import { Anchor, Badge, Card, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'wouter'
import { CoverSpan } from '../../components/CoverSpan'
import { Failure, Head, Loading } from '../../components/states'
import { Address, Facts, Money, When } from '../../components/values'
import { useTermsName } from '../../lib/names'
import { useCoverPicture } from '../../lib/reads'
import { todoOf } from '../../lib/todo'
import { STATUS_WORDS } from '../../lib/words'
import { Cancel } from './Cancel'
import { Cases } from './Cases'
import { CodeChanges } from './CodeChanges'
import { Extend } from './Extend'
import { Next } from './Next'

/** One cover: where it stands, what it is worth, and what its owner does next. */
export default function CoverDetails({ coverId }: { coverId: bigint }) {
  const { data, error, refetch } = useCoverStatus({ coverId, query: { refetchInterval: 8_000 } })
  const { data: portfolio } = usePortfolio({ owner: data?.cover.owner })
  const { data: pool } = usePool({ pool: data?.cover.pool })
  const { name } = useTermsName(data?.cover.termsId)
  if (error) return <Failure error={error} retry={refetch} />
  if (!data) return <Loading />
  const { cover, code, status, timestamp: now } = data
  const asset = pool?.asset
  const words = STATUS_WORDS[status.status]
  const held = portfolio?.covers.find((one) => one.coverId === coverId)
  return (
    <>
      <Anchor component={Link} href="/covers" size="sm" mb="sm" display="inline-block">
        All covers
      </Anchor>
      <Head title={name} aside={<Badge color={words.colour}>{words.name}</Badge>}>
        {words.says}
      </Head>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            {held && <Next {...{ cover: held, todo: todoOf(held), asset, now }} />}
            <Card>
              <Title order={2} fz="h4" mb="xs">
                Time
              </Title>
              <CoverSpan status={status} now={now} />
              <Facts
                items={[
                  ['Protected from', <When key="f" at={status.from} exact />],
                  ['Protected until', <When key="u" at={status.until} exact />],
                  ['An incident can be brought until', <When key="r" at={status.reportUntil} exact />],
                  status.next !== undefined && [
                    'Next change, if nothing happens',
                    <When key="n" at={status.next} now={now} />,
                  ],
                ]}
              />
            </Card>
            <Cases claims={held?.claims ?? []} asset={asset} now={now} />
            <CodeChanges code={code} now={now} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <Card>
              <Picture coverId={coverId} name={name} />
              <Facts
                items={[
                  ['Covered amount', <Money key="a" value={cover.amount} asset={asset} />],
                  ['Pool', pool?.name ?? '…'],
                  ['Owner', <Address key="o" value={cover.owner} />],
                  cover.insured !== cover.owner && ['Insured', <Address key="i" value={cover.insured} />],
                  cover.refundTo !== cover.owner && [
                    'Refunds go to',
                    <Address key="r" value={cover.refundTo} />,
                  ],
                ]}
              />
            </Card>
            {cover.amount > 0n && <Extend cover={cover} asset={asset} />}
            {cover.amount > 0n && <Cancel cover={cover} asset={asset} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}

function Picture({ coverId, name }: { coverId: bigint; name: string }) {
  const { data, error } = useCoverPicture(coverId)
  return (
    <Group justify="center" mb="sm" mih={200}>
      {data && (
        <img className="nft" src={data} alt={`The token of the cover of ${name}, as its contract draws it`} />
      )}
      {error && (
        <Text size="sm" c="dimmed">
          The token's picture could not be read.
        </Text>
      )}
    </Group>
  )
}
