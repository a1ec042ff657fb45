import { InvalidLossesError } from '../../errors/errors.js'
import { checkDecimals, checkInsured, checkLoss, type LossLine } from './lossLines.js'

/** Format of amounts. */
export interface ParseLossesOptions {
  /** Decimals of the asset: 6 for USDC. 0 for amounts in the smallest unit. */
  decimals: number
}

/**
 * Reads losses from a CSV or JSON text.
 *
 * CSV: an address and an amount on each line, with a comma in between. A heading may name the
 * columns `insured` and `loss`, which may then stand anywhere among others. Empty lines are
 * skipped. JSON: a list of `{ "insured": "0x…", "loss": "12.5" }`, with amounts as texts, because
 * JSON's numbers lose digits. Several lines of one address are kept; `lossTable` adds them up.
 *
 * @param text - The whole text.
 * @returns One entry for each line, with addresses in lower case.
 * @throws {@link InvalidLossesError} with the number of the line: for a wrong address or checksum;
 * for an amount that is negative, zero, no number or finer than the asset's unit; for a line
 * without both; for an empty text.
 *
 * @example
 * ```ts
 * const table = lossTable(parseLosses('insured,loss\n0x1111111111111111111111111111111111111111,1250.5', { decimals: 6 }))
 * ```
 */
export const parseLosses = (text: string, options: ParseLossesOptions): LossLine[] => [
  ...readLosses(text, options),
]

/**
 * The losses of {@link parseLosses}, one after another as they are asked for: {@link buildLossTable} reads them in its slices,
 * so that a long text stops nothing else.
 *
 * @throws as {@link parseLosses}, the errors of a line when its turn comes.
 *
 * @example
 * ```ts
 * const table = await buildLossTable(readLosses(text, { decimals: 6 }))
 * ```
 */
export function readLosses(text: string, { decimals }: ParseLossesOptions): Iterable<LossLine> {
  checkDecimals(decimals)
  const start = /[^\s\uFEFF]/.exec(text)?.[0]
  return linesOf(start === '[' || start === '{' ? jsonRows(text) : csvRows(text), decimals)
}

function* linesOf(rows: Iterable<Row>, decimals: number): Generator<LossLine> {
  let isEmpty = true
  for (const { line, insured, loss } of rows) {
    isEmpty = false
    yield { insured: checkInsured(insured, line), loss: parseAmount(loss, decimals, line) }
  }
  if (isEmpty) throw new InvalidLossesError('are empty', undefined, 'Write one line or more.')
}

interface Row {
  line: number
  insured: unknown
  loss: unknown
}

function* csvRows(text: string): Generator<Row> {
  let columns: { insured: number; loss: number; width: number } | undefined
  let line = 0
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const cells = text.slice(at, end).split(',').map(bareCell)
    at = end + 1
    line++
    if (cells.length === 1 && cells[0] === '') continue
    if (columns === undefined) {
      const names = cells.map((cell) => cell.toLowerCase())
      columns = { insured: names.indexOf('insured'), loss: names.indexOf('loss'), width: cells.length }
      if (columns.insured >= 0 && columns.loss >= 0) continue
      columns = { insured: 0, loss: 1, width: 2 }
    }
    if (cells.length !== columns.width) {
      const problem = `has ${cells.length} columns instead of ${columns.width}`
      throw new InvalidLossesError(
        problem,
        line,
        'Write amounts with a point, and without separators of thousands.',
      )
    }
    yield { line, insured: cells[columns.insured], loss: cells[columns.loss] }
  }
}

const bareCell = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1')

function* jsonRows(text: string): Generator<Row> {
  let line = 0
  for (const entry of entriesOf(text)) {
    line++
    const { insured, loss } = (typeof entry === 'object' && entry !== null ? entry : {}) as Partial<Row>
    if (typeof loss === 'number') {
      const problem = 'has an amount that is not a text'
      throw new InvalidLossesError(problem, line, 'Put it in quotes: numbers lose digits.')
    }
    yield { line, insured, loss }
  }
}

/** Entries of a list in JSON, read one by one: all at once would take a second of nothing else. */
function* entriesOf(text: string): Generator<unknown> {
  const start = text.indexOf('[')
  if (text.slice(0, start).trim() !== '' || start < 0) {
    parseJson(text)
    throw new InvalidLossesError('are no list')
  }
  // Texts as a whole, because brackets and commas in them mean nothing.
  const token = /"(?:[^"\\]|\\.)*"|[[\]{},]/g
  token.lastIndex = start + 1
  let [from, depth, isFirst] = [start + 1, 0, true]
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [mark] = found
    if (depth === 0 && (mark === ',' || mark === ']')) {
      const entry = text.slice(from, found.index)
      if (mark === ',' || !isFirst || entry.trim() !== '') yield parseJson(entry)
      if (mark === ']') return void parseJson(`[]${text.slice(token.lastIndex)}`)
      ;[from, isFirst] = [token.lastIndex, false]
    } else if (mark === '[' || mark === '{') depth++
    else if (mark === ']' || mark === '}') depth--
  }
  throw new InvalidLossesError('are not JSON (the list does not end)')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new InvalidLossesError(`are not JSON (${(error as Error).message})`)
  }
}

function parseAmount(text: unknown, decimals: number, line: number): bigint {
  const written = typeof text === 'string' ? text.trim() : ''
  if (/^-/.test(written)) throw new InvalidLossesError(`has a negative loss, ${written}`, line)
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(written) ?? []
  if (whole === undefined)
    throw new InvalidLossesError(`has a loss that is not an amount, "${written}"`, line)
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals) {
    throw new InvalidLossesError(`has a loss with more than ${decimals} decimals, ${written}`, line)
  }
  return checkLoss(BigInt(whole + kept.padEnd(decimals, '0')), line)
}
