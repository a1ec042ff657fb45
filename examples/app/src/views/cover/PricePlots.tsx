import type { PoolSnapshot } from '@breakwater/sdk'
import { quoteCurve, quoteDetails } from '@breakwater/sdk/math'
import { Card, SimpleGrid, Text } from '@mantine/core'
import { useMemo } from 'react'
import { formatUnits } from 'viem'
import { Plot } from '../../components/Plot'
import type { Token } from '../../lib/chain'
import { compact } from '../../lib/format'

const DAY = 86_400
/** Days for which a price is computed. */
const DAYS = [7, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365]

/** The price against the amount and against the time: all from one state of the pool, without a request. */
export function PricePlots({
  snapshot,
  termsId,
  amount,
  duration,
  token,
}: {
  snapshot: PoolSnapshot
  termsId: bigint
  amount: bigint
  duration: number
  token: Token
}) {
  const units = (value: bigint) => Number(formatUnits(value, token.decimals))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the decimals of a token never change.
  const byAmount = useMemo(
    () =>
      orNone(() => {
        // The first of the curve is a single unit, whose price is mostly rounding: the order's own takes its place.
        const [, ...curve] = quoteCurve(snapshot, { termsId, duration })
        const own = orNone(() => [quoteDetails(snapshot, { termsId, amount, duration })])
        return [...own.filter(({ available }) => amount <= available), ...curve]
          .map(({ amount, annualRate }) => ({ x: units(amount), 'Rate a year': Number(annualRate) / 1e16 }))
          .sort((a, b) => a.x - b.x)
      }),
    [snapshot, termsId, duration, amount],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the decimals of a token never change.
  const byTime = useMemo(
    () =>
      orNone(() =>
        DAYS.map((days) => {
          const { total } = quoteDetails(snapshot, { termsId, amount, duration: days * DAY })
          return { x: days, Premium: units(total) }
        }),
      ),
    [snapshot, termsId, amount],
  )
  return (
    <Card>
      {byAmount.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is no price to plot: nothing is for sale here now.
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
          <Plot
            title={`Rate a year against amount, for ${duration / DAY} days`}
            points={byAmount}
            x={{ name: 'Amount', format: compact, from: 0 }}
            series={[{ name: 'Rate a year', format: (value) => `${value.toFixed(1)} %` }]}
            mark={{ x: units(amount), label: 'You' }}
          />
          <Plot
            title={`Price in ${token.symbol} against days, for ${compact(units(amount))}`}
            points={byTime}
            x={{ name: 'Days', format: String, ticks: [30, 90, 180, 270, 365] }}
            series={[{ name: 'Premium', format: compact }]}
            mark={{ x: duration / DAY, label: 'You' }}
          />
        </SimpleGrid>
      )}
    </Card>
  )
}

/** Nothing where the pool would refuse: the summary says why. */
function orNone<point>(points: () => point[]): point[] {
  try {
    return points()
  } catch {
    return []
  }
}
