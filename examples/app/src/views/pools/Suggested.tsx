import type { PoolSnapshot } from '@breakwater/sdk'
import { useProducts } from '@breakwater/sdk/react'
import { DATA_LIMITS, defaultModel, suggestPricing } from '@breakwater/sdk/risk'
import { Card, List, Table, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { fraction, percent } from '../../lib/format'

const WAD = 1e18
const NOWRAP = { whiteSpace: 'nowrap' } as const

/** What the pool charges up to the kink of its curves, beside what the model of risk would charge there. */
export default function Suggested({ snapshot }: { snapshot: PoolSnapshot }) {
  const { data: products = [] } = useProducts({})
  const rows = useMemo(() => pricesOf(snapshot), [snapshot])
  return (
    <Card>
      <Title order={2} fz="h4" mb="xs">
        What the model of risk would charge
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        A year’s rate, on average up to the kink of each curve. The model knows real incidents of 2022 to
        2026, and of a product only what its terms say. With nine chances in ten the right rate is within its
        range.
      </Text>
      <Table fz="sm" horizontalSpacing="xs" mb="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right">Pool</Table.Th>
            <Table.Th ta="right">Model</Table.Th>
            <Table.Th ta="right">Range</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ productId, charged, suggested }) => (
            <Table.Tr key={`${productId}`}>
              <Table.Td>
                {products.find((one) => one.productId === productId)?.name ?? `Product ${productId}`}
              </Table.Td>
              <Table.Td ta="right" style={NOWRAP}>
                {percent(charged, 1)}
              </Table.Td>
              <Table.Td ta="right" style={NOWRAP}>
                {fraction(suggested.mean)}
              </Table.Td>
              <Table.Td ta="right" style={NOWRAP}>
                {(100 * suggested.low).toFixed(1)} – {fraction(suggested.high)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <details>
        <summary>What the data does not tell</summary>
        <List size="sm" mt="xs" c="dimmed">
          {DATA_LIMITS.map((limit) => (
            <List.Item key={limit}>{limit}</List.Item>
          ))}
        </List>
      </details>
    </Card>
  )
}

function pricesOf({ products, terms }: PoolSnapshot) {
  const model = defaultModel()
  return products.map(({ productId, curve }) => {
    const own = terms.filter((one) => one.productId === productId).at(-1)
    const facts = own && { deductible: Number(own.deductible) / WAD, auditGap: Number(own.auditGap) / WAD }
    const { technicalRate } = suggestPricing(facts ?? {}, { model, target: Number(curve.target) / WAD })
    return { productId, charged: (curve.rateFloor + curve.rateAtTarget) / 2n, suggested: technicalRate }
  })
}
