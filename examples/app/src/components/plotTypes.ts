/** What a plot shows. */
export interface PlotProps {
  title: string
  kind?: 'line' | 'bars'
  /** A point, or a bar, each: its place under `x`, its figures under the names of the series. */
  points: readonly Record<string, number | string>[]
  x: { name: string; format: (value: number) => string; ticks?: number[]; from?: number }
  series: readonly { name: string; format: (value: number) => string; colour?: string }[]
  /** A place on the horizontal axis that is told apart, such as what was chosen. */
  mark?: { x: number; label: string }
  height?: number
}
