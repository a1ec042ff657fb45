import { formatUnits } from 'viem'
import { DECIMALS } from './stage.js'

/** A row of the table. */
export interface Row {
  who: string
  what: string
  amount: string
  gas: bigint
}

/** Something the chain said, and what it should have said. */
export interface Check {
  name: string
  predicted: string
  actual: string
  ok: boolean
}

const thousands = (text: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** `1234567890n` as `1,234.56789 USDC`. */
export function formatUsdc(amount: bigint): string {
  const [whole = '0', fraction] = formatUnits(amount, DECIMALS).split('.')
  return `${thousands(whole)}${fraction ? `.${fraction}` : ''} USDC`
}

/** A WAD ratio as `74.9 %`. */
export function formatRatio(ratio: bigint): string {
  return `${formatUnits(ratio, 16)} %`
}

/** Shares with as many digits as people read. */
export function formatShares(shares: bigint): string {
  const [whole = '0'] = formatUnits(shares, 12).split('.')
  return `${thousands(whole)} shares`
}

/** The story as a table for people. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map(({ who, what, amount, gas }) => [
    who,
    what,
    amount,
    gas ? thousands(String(gas)) : '',
  ])
  const head = ['who', 'what', 'amount', 'gas']
  const widths = head.map((title, i) =>
    Math.max(title.length, ...cells.map((row) => [...(row[i] ?? '')].length)),
  )
  const line = (row: string[]) =>
    row
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n')
}
