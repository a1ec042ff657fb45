import type { CapacityLimit } from '@breakwater/sdk'
import { quoteCover } from '@breakwater/sdk/math'
import type { useQuote } from '@breakwater/sdk/react'
import { Badge, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconClock, IconRefresh } from '@tabler/icons-react'
import type { Address } from 'viem'
import { Facts, Money, When } from '../../components/values'
import { percent } from '../../lib/format'
import { LIMIT_WORDS, MOVE_WORDS, REFUSAL_WORDS } from '../../lib/words'

export type Quoting = ReturnType<typeof useQuote>

const CHECKS: Partial<Record<Quoting['status'], { text: string; colour: string; icon: typeof IconCheck }>> = {
  checked: { text: 'Checked on the chain', colour: 'teal', icon: IconCheck },
  checking: { text: 'Checking on the chain', colour: 'gray', icon: IconClock },
  offline: { text: 'Computed here', colour: 'gray', icon: IconClock },
  moved: { text: 'Checked: a new price', colour: 'yellow', icon: IconRefresh },
  mismatch: { text: 'The node contradicts its own state', colour: 'red', icon: IconRefresh },
}

/** The price, and what it stands on. */
export function QuoteSummary({ quoting, asset, days }: { quoting: Quoting; asset: Address; days: number }) {
  const { quote, refusal, status, check } = quoting
  const state = CHECKS[status]
  return (
    <Card>
      <Group justify="space-between" align="center" mb={4}>
        <Title order={2} fz="h4">
          Price
        </Title>
        {state && (
          <Badge color={state.colour} leftSection={<state.icon size={12} />}>
            {state.text}
          </Badge>
        )}
      </Group>
      {!quote ? (
        <Text c="dimmed" role="status">
          {refusal ? (REFUSAL_WORDS[refusal.name] ?? refusal.message) : 'Enter an amount to see the price.'}
        </Text>
      ) : (
        <Stack gap="xs">
          <Text fz={34} fw={680} lh={1.15} data-testid="price">
            <Money value={quote.total} asset={asset} />
          </Text>
          <Text size="sm" c="dimmed">
            for {days} days, {percent(quote.annualRate)} a year
          </Text>
          {check?.change !== undefined && check.change !== 0n && (
            <Text size="sm" c="var(--app-warn)" role="status">
              Since you began, the price has changed by <Money value={check.change} asset={asset} />:{' '}
              {check.moved.map(({ input }) => MOVE_WORDS[input] ?? input).join(', ')}.
            </Text>
          )}
          <Facts
            items={[
              ['Protected from', <When key="f" at={quote.start} exact />],
              ['Protected until', <When key="u" at={quote.end} exact />],
              ['Of this, fees', <Money key="e" value={quote.fees} asset={asset} />],
              ['For sale now', <Money key="a" value={quote.available} asset={asset} digits={0} />],
            ]}
          />
          <Capacity quote={quote} binding={bindingOf(quoting)} />
        </Stack>
      )}
    </Card>
  )
}

/** How full the pool's product is before and after, and which limit binds. */
function Capacity({ quote, binding }: { quote: NonNullable<Quoting['quote']>; binding: CapacityLimit }) {
  const part = (wad: bigint) => Math.min(100, Number(wad / 10n ** 14n) / 100)
  const before = part(quote.utilisation)
  const after = part(quote.utilisationAfter)
  const isTooMuch = quote.available < quote.amount
  return (
    <div>
      <Text size="sm" mb={6}>
        Use of the limit: {percent(quote.utilisation, 1)}, with your cover{' '}
        {percent(quote.utilisationAfter, 1)}
      </Text>
      <Progress.Root size="md" aria-hidden="true">
        <Progress.Section value={before} color="tide.7" />
        <Progress.Section value={Math.max(0, after - before)} color={isTooMuch ? 'red' : 'tide.4'} />
      </Progress.Root>
      <Text
        size="sm"
        c={isTooMuch ? 'var(--app-bad)' : 'dimmed'}
        mt={6}
        role={isTooMuch ? 'alert' : undefined}
      >
        {isTooMuch ? 'More than is for sale. ' : ''}
        What limits it: {LIMIT_WORDS[binding]}
      </Text>
    </div>
  )
}

/** The limit that binds, or that would first if more were bought. */
function bindingOf({ quote, snapshot }: Quoting): CapacityLimit {
  if (!quote || !snapshot || quote.binding !== 'none') return quote?.binding ?? 'none'
  const { termsId, duration, available } = quote
  return quoteCover(snapshot, { termsId, duration, amount: available + snapshot.constants.coverUnit }).binding
}
