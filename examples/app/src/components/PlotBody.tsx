import '@mantine/core/styles/ColorSwatch.css'
import '@mantine/charts/styles.css'
import { BarChart, LineChart } from '@mantine/charts'
import { ScrollArea, Table } from '@mantine/core'
import type { PlotProps } from './plotTypes'

const COLOURS = [
  'var(--app-plot)',
  'var(--app-warn)',
  'var(--app-good)',
  'var(--app-plot-4)',
  'var(--app-plot-5)',
]
/** So many rows a table has at most: the plot says the rest. */
const ROWS = 12

export default function PlotBody(props: PlotProps) {
  const { kind = 'line', points, x, series, mark, height = 220 } = props
  const [first] = series
  if (!first) return null
  const shared = {
    h: height,
    data: points as Record<string, number | string>[],
    dataKey: 'x',
    series: series.map(({ name, colour }, i) => ({ name, color: colour ?? COLOURS[i] ?? 'gray' })),
    gridColor: 'var(--app-grid)',
    textColor: 'var(--mantine-color-dimmed)',
    withLegend: series.length > 1,
    strokeDasharray: '2 4',
    yAxisProps: { width: 58, tickFormatter: first.format },
    valueFormatter: first.format,
  }
  return (
    <>
      <div aria-hidden="true">
        {kind === 'bars' ? (
          <BarChart
            {...shared}
            tickLine="none"
            barChartProps={{ accessibilityLayer: false }}
            barProps={{ radius: 4, isAnimationActive: false, maxBarSize: 42 }}
          />
        ) : (
          <LineChart
            {...shared}
            curveType="linear"
            withDots={false}
            tickLine="none"
            strokeWidth={2.5}
            lineChartProps={{ accessibilityLayer: false }}
            lineProps={{ isAnimationActive: false }}
            xAxisProps={{
              type: 'number',
              domain: [x.from ?? 'dataMin', 'dataMax'],
              tickFormatter: x.format,
              ...(x.ticks ? { ticks: x.ticks, interval: 0 } : { tickCount: 5 }),
              minTickGap: 24,
            }}
            tooltipProps={{ labelFormatter: (label: unknown) => `${x.name}: ${x.format(Number(label))}` }}
            referenceLines={mark ? [{ x: mark.x, label: mark.label, color: 'var(--app-warn)' }] : []}
          />
        )}
      </div>
      <details>
        <summary>The same as a table</summary>
        <ScrollArea.Autosize
          mah={220}
          viewportProps={{ tabIndex: 0, 'aria-label': props.title, role: 'region' }}
        >
          <Table withRowBorders={false} verticalSpacing={4} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{x.name}</Table.Th>
                {series.map(({ name }) => (
                  <Table.Th key={name} className="num">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {thin(points).map((point) => (
                <Table.Tr key={String(point.x)}>
                  <Table.Td>{typeof point.x === 'number' ? x.format(point.x) : point.x}</Table.Td>
                  {series.map(({ name, format }) => (
                    <Table.Td key={name} className="num">
                      {format(Number(point[name]))}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      </details>
    </>
  )
}

function thin<point>(points: readonly point[]): point[] {
  const step = Math.max(1, Math.ceil(points.length / ROWS))
  return points.filter((_, i) => i % step === 0 || i === points.length - 1)
}
