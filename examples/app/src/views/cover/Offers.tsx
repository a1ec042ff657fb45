import type { Offer } from '@breakwater/sdk'
import { usePools } from '@breakwater/sdk/react'
import { Card, Group, Radio, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Address } from 'viem'
import { Failure, Loading } from '../../components/states'
import { Money } from '../../components/values'
import { REFUSAL_WORDS } from '../../lib/words'

/** What each pool asks for the order, the best first. */
export function Offers({
  offers,
  chosen,
  choose,
  asset,
}: {
  offers: UseQueryResult<Offer[], Error>
  chosen: Address | undefined
  choose: (pool: Address) => void
  asset: Address
}) {
  const { data, error, refetch } = offers
  const { data: pools } = usePools({})
  return (
    <Card>
      <Radio.Group
        value={chosen ?? ''}
        onChange={(value) => choose(value as Address)}
        label={
          <Title order={2} fz="h4" component="span">
            Pools that sell it
          </Title>
        }
        description="The best offer comes first. All pools ask the same conditions; they differ in price and in what stands behind."
      >
        <Stack gap="xs" mt="sm">
          {error && <Failure error={error} retry={refetch} />}
          {!data && !error && <Loading rows={1} height={56} />}
          {data?.length === 0 && (
            <Text size="sm" c="dimmed">
              No pool sells these terms.
            </Text>
          )}
          {data?.map(({ pool, quote, refusal, amount }) => (
            <Radio.Card key={pool} value={pool} radius="md" p="sm" disabled={!quote}>
              <Group justify="space-between" wrap="nowrap" gap="sm" align="center">
                <Group wrap="nowrap" gap="sm">
                  <Radio.Indicator disabled={!quote} />
                  <div>
                    <Text fw={600} size="sm">
                      {pools?.find((known) => known.pool === pool)?.name ?? pool}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {quote ? (
                        quote.available < amount ? (
                          <>
                            only <Money value={quote.available} asset={asset} digits={0} /> for sale
                          </>
                        ) : (
                          <>
                            <Money value={quote.available} asset={asset} digits={0} /> for sale
                          </>
                        )
                      ) : (
                        (REFUSAL_WORDS[refusal ?? ''] ?? `It refuses: ${refusal}`)
                      )}
                    </Text>
                  </div>
                </Group>
                {quote && (
                  <Text fw={600} size="sm">
                    <Money value={quote.premium} asset={asset} />
                  </Text>
                )}
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
    </Card>
  )
}
