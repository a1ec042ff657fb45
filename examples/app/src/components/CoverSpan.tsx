import type { CoverStatus } from '@breakwater/sdk'
import { SimpleGrid, Text } from '@mantine/core'
import { date } from '../lib/format'

/** A cover's time: protected, then reportable, and where now is. */
export function CoverSpan({ status, now }: { status: CoverStatus; now: number }) {
  const { from, until, reportUntil } = status
  const first = Math.min(from, now) - (reportUntil - from) * 0.04
  const last = Math.max(reportUntil, now)
  const place = (at: number) => `${Math.min(100, Math.max(0, ((at - first) / (last - first)) * 100))}%`
  const width = (a: number, b: number) => `${Math.max(0, ((b - a) / (last - first)) * 100)}%`
  return (
    <div>
      <div className="span" aria-hidden="true">
        <i data-kind="protected" style={{ left: place(from), width: width(from, until) }} />
        <i data-kind="report" style={{ left: place(until), width: width(until, reportUntil) }} />
        <b style={{ left: place(now) }} />
      </div>
      <SimpleGrid cols={3} spacing={4}>
        <Mark name="Protected from" at={from} align="left" />
        <Mark name="Until" at={until} align="center" />
        <Mark name="Report by" at={reportUntil} align="right" />
      </SimpleGrid>
    </div>
  )
}

function Mark({ name, at, align }: { name: string; at: number; align: 'left' | 'center' | 'right' }) {
  return (
    <Text size="xs" c="dimmed" ta={align}>
      {name}
      <br />
      <Text span inherit c="var(--mantine-color-text)" style={{ whiteSpace: 'nowrap' }}>
        {date(at)}
      </Text>
    </Text>
  )
}
