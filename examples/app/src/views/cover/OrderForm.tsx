import { Card, Group, NumberInput, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useId } from 'react'

const PERIODS = [30, 90, 180, 365]

/** How much is covered, and for how long. */
export function OrderForm({
  text,
  setText,
  days,
  setDays,
  symbol,
}: {
  text: string
  setText: (text: string) => void
  days: number
  setDays: (days: number) => void
  symbol: string
}) {
  const label = useId()
  return (
    <Card>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
        <NumberInput
          label="Covered amount"
          value={text}
          onChange={(value) => setText(String(value))}
          rightSection={
            <Text size="sm" c="dimmed">
              {symbol}
            </Text>
          }
          rightSectionWidth={64}
          rightSectionPointerEvents="none"
          thousandSeparator=","
          allowNegative={false}
          decimalScale={0}
          hideControls
          size="md"
        />
        <NumberInput
          label="Period"
          value={days}
          onChange={(value) => setDays(Math.min(365, Math.max(1, Math.round(Number(value)) || 1)))}
          rightSection={
            <Text size="sm" c="dimmed">
              days
            </Text>
          }
          rightSectionWidth={54}
          rightSectionPointerEvents="none"
          min={1}
          max={365}
          allowDecimal={false}
          hideControls
          size="md"
        />
      </SimpleGrid>
      <Stack gap={4} mt="md">
        <Group justify="space-between">
          <Text size="sm" c="dimmed" id={label}>
            Usual periods, in days
          </Text>
        </Group>
        <SegmentedControl
          aria-labelledby={label}
          fullWidth
          value={PERIODS.includes(days) ? String(days) : ''}
          onChange={(value) => setDays(Number(value))}
          data={PERIODS.map((period) => ({ value: String(period), label: String(period) }))}
        />
      </Stack>
    </Card>
  )
}
