import type { Cover } from '@breakwater/sdk'
import { useExtendCover, useExtensionQuote } from '@breakwater/sdk/react'
import { Button, Card, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { isAddressEqual } from 'viem'
import { useConnection } from 'wagmi'
import { Stages } from '../../components/Stages'
import { Facts, Money, When } from '../../components/values'
import { REFUSAL_WORDS } from '../../lib/words'

const DAY = 86_400
const PERIODS = ['30', '90', '180']
/** Part by which the price may rise before the extension is refused. */
const TOLERANCE = 200n

/** Longer protection without a gap: what it costs, and the purchase. */
export function Extend({ cover, asset }: { cover: Cover; asset: `0x${string}` | undefined }) {
  const { address } = useConnection()
  const [days, setDays] = useState('90')
  const { pool, coverId, owner } = cover
  const added = Number(days) * DAY
  const { data: quote, error } = useExtensionQuote({ pool, coverId, added })
  const extend = useExtendCover({})
  if (address === undefined || !isAddressEqual(address, owner)) return null
  const send = () => {
    if (!quote) return
    const { premium } = quote
    extend.mutate({ pool, coverId, added, maxPremium: premium + premium / TOLERANCE })
  }
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        Extend
      </Title>
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Days to add"
          fullWidth
          value={days}
          onChange={setDays}
          data={PERIODS.map((value) => ({ value, label: `${value} days` }))}
        />
        {error ? (
          <Text size="sm" c="dimmed">
            {REFUSAL_WORDS[error.name] ?? error.message}
          </Text>
        ) : (
          <Facts
            items={[
              ['Protected until', quote ? <When key="e" at={quote.end} /> : '…'],
              ['It costs', quote ? <Money key="p" value={quote.premium} asset={asset} /> : '…'],
            ]}
          />
        )}
        {!error && (
          <Button variant="default" onClick={send} disabled={!quote} loading={extend.isPending}>
            Extend the cover
          </Button>
        )}
        <Stages
          write={extend}
          again={send}
          done={
            extend.data && (
              <Text size="sm">
                Protected until <When at={extend.data.end} exact />.
              </Text>
            )
          }
        />
      </Stack>
    </Card>
  )
}
