import { CsvError, parse } from 'csv-parse/sync'
import { InvalidRiskDataError } from '../errors.js'

/** A row: its cells by column, and readers that refuse a cell with the number of its line. */
export interface CsvRow {
  /** Line in the file, from 1. */
  line: number
  text(column: string): string
  /** A finite number of at least `min`. */
  number(column: string, min?: number): number
  /** One of some texts. */
  oneOf<const value extends string>(column: string, values: readonly value[]): value
  /** A calendar day `YYYY-MM-DD`. */
  day(column: string): string
  refuse(problem: string): never
}

/**
 * Rows of a CSV text with exactly these columns, in any order.
 *
 * @throws {@link InvalidRiskDataError} for a text without rows, an unknown, missing or repeated column, a row of another
 * width, and broken quotes.
 */
export function readCsv(text: string, file: string, columns: readonly string[]): CsvRow[] {
  const [head, ...rows] = recordsOf(text, file)
  if (!head) throw new InvalidRiskDataError(file, undefined, 'is empty')
  checkHeader(head.cells, head.line, file, columns)
  if (rows.length === 0) throw new InvalidRiskDataError(file, undefined, 'has a header and no rows')
  const place = new Map(head.cells.map((name, i) => [name, i]))
  return rows.map(({ cells, line }) => {
    if (cells.length !== columns.length)
      throw new InvalidRiskDataError(file, line, `has ${cells.length} columns instead of ${columns.length}`)
    return rowOf(file, line, (column) => cells[place.get(column) as number] as string)
  })
}

interface ParsedRecord {
  record: string[]
  info: { lines: number }
}

interface CsvRecord {
  cells: string[]
  line: number
}

function recordsOf(text: string, file: string): CsvRecord[] {
  try {
    const options = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }
    // With `info` the parser returns other elements than its types say.
    const records = parse(text, { ...options, info: true }) as unknown as ParsedRecord[]
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: number }
    throw new InvalidRiskDataError(file, lines, 'is no CSV: a quote is out of place')
  }
}

function checkHeader(names: string[], line: number, file: string, columns: readonly string[]): void {
  const unknown = names.find((name) => !columns.includes(name))
  if (unknown !== undefined) throw new InvalidRiskDataError(file, line, `has an unknown column "${unknown}"`)
  const missing = columns.find((name) => !names.includes(name))
  if (missing !== undefined) throw new InvalidRiskDataError(file, line, `lacks the column "${missing}"`)
  if (names.length !== columns.length) throw new InvalidRiskDataError(file, line, 'names a column twice')
}

function rowOf(file: string, line: number, text: (column: string) => string): CsvRow {
  const refuse = (problem: string): never => {
    throw new InvalidRiskDataError(file, line, problem)
  }
  return {
    ...{ line, text, refuse },
    number(column, min = 0) {
      const cell = text(column)
      if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell)) refuse(`has "${cell}" as ${column}, which is no number`)
      const value = Number(cell)
      if (!Number.isFinite(value)) refuse(`has a ${column} that is too large`)
      if (value < min) refuse(`has a ${column} of ${cell}, below ${min}`)
      return value
    },
    oneOf(column, values) {
      const cell = text(column)
      if (!(values as readonly string[]).includes(cell))
        refuse(`has "${cell}" as ${column}, which is none of ${values.map((v) => v || '(empty)').join(', ')}`)
      return cell as (typeof values)[number]
    },
    day(column) {
      const cell = text(column)
      if (!isDay(cell)) refuse(`has "${cell}" as ${column}, which is no day YYYY-MM-DD`)
      return cell
    },
  }
}

/** Whether a text is a day of the calendar, such as `2023-03-13`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Refuses rows whose days go back, or that repeat one where each stands once. */
export function checkOrder(rows: readonly CsvRow[], column: string, once = false): void {
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    if (!before) return
    if (row.text(column) < before.text(column))
      row.refuse(`has the ${column} ${row.text(column)}, which is before the one above it`)
    if (once && row.text(column) === before.text(column))
      row.refuse(`repeats the ${column} of the line above it`)
  })
}
