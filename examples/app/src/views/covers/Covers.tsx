import type { PortfolioCover } from '@breakwater/sdk'
import { usePool, usePortfolio } from '@breakwater/sdk/react'
import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useConnection } from 'wagmi'
import { Link } from 'wouter'
import { CoverSpan } from '../../components/CoverSpan'
import { Empty, Failure, Head, Loading } from '../../components/states'
import { Money, When } from '../../components/values'
import { useTermsName } from '../../lib/names'
import { type Todo, todoOf } from '../../lib/todo'
import { STATUS_WORDS } from '../../lib/words'

/** All covers of the account: those first that want something done. */
export default function Covers() {
  const { isConnected } = useConnection()
  const { data, error, refetch } = usePortfolio({ query: { refetchInterval: 8_000 } })
  const covers = [...(data?.covers ?? [])].sort((a, b) => rank(a) - rank(b) || b.start - a.start)
  return (
    <>
      <Head title="My covers">What protects you now, what does not yet, and what to do about it.</Head>
      {!isConnected ? (
        <Empty title="Whose covers?">Connect a wallet to see its covers. Nothing is sent by that.</Empty>
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : !data ? (
        <Loading />
      ) : covers.length === 0 ? (
        <Empty
          title="No covers yet"
          action={
            <Button component={Link} href="/">
              Find cover
            </Button>
          }
        >
          This account holds no cover. A cover that you buy, or that somebody sends you, is here at once.
        </Empty>
      ) : (
        <Stack>
          {covers.map((cover) => (
            <CoverCard key={`${cover.coverId}`} cover={cover} now={data.timestamp} />
          ))}
        </Stack>
      )}
    </>
  )
}

const URGENCY: Todo['name'][] = ['claim', 'refund', 'code', 'follow', 'report', 'wait', 'nothing']
const rank = (cover: PortfolioCover) =>
  URGENCY.indexOf(todoOf(cover).name) + (cover.status.status === 'over' ? URGENCY.length : 0)

function CoverCard({ cover, now }: { cover: PortfolioCover; now: number }) {
  const { coverId, termsId, amount, status } = cover
  const { name } = useTermsName(termsId)
  const { data: pool } = usePool({ pool: cover.pool })
  const words = STATUS_WORDS[status.status]
  return (
    <Link href={`/covers/${coverId}`} className="row-link" aria-label={`Cover of ${name}`}>
      <Card>
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
          <div>
            <Text fw={650} fz="lg">
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {pool?.name ?? '…'}
            </Text>
          </div>
          <Stack gap={4} align="flex-end">
            <Badge color={words.colour}>{words.name}</Badge>
            <Text fw={650}>
              <Money value={amount} asset={pool?.asset} digits={0} />
            </Text>
          </Stack>
        </Group>
        <CoverSpan status={status} now={now} />
        <TodoLine todo={todoOf(cover)} asset={pool?.asset} now={now} />
      </Card>
    </Link>
  )
}

function TodoLine({ todo, asset, now }: { todo: Todo; asset: `0x${string}` | undefined; now: number }) {
  if (todo.name === 'nothing') return null
  return (
    <Text size="sm" mt="xs" c={todo.name === 'claim' ? 'var(--app-good)' : 'var(--app-warn)'} fw={550}>
      {todo.name === 'claim' && (
        <>
          You can claim <Money value={todo.payout} asset={asset} />
          {todo.until > 0 && (
            <>
              , until <When at={todo.until} now={now} />
            </>
          )}
        </>
      )}
      {todo.name === 'follow' && 'A case is open: what it pays is being decided.'}
      {todo.name === 'refund' && 'It has lapsed: you can get the rest of the premium back.'}
      {todo.name === 'code' && (
        <>
          Unreviewed code runs: protection ends <When at={todo.until} now={now} /> unless it is reviewed.
        </>
      )}
      {todo.name === 'report' && (
        <>
          An earlier incident can be brought until <When at={todo.until} now={now} />.
        </>
      )}
      {todo.name === 'wait' && (
        <>
          Protection begins <When at={todo.until} now={now} />.
        </>
      )}
    </Text>
  )
}
