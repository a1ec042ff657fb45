import { type Address, formatUnits, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import type { Pin, Terms } from '../actions/listing/types.js'
import type { Deployment } from '../deployments.js'

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['second', 1],
] as const

/** Seconds in words: "9 days", "1 day 12 hours". */
export function duration(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const [name, length] of UNITS) {
    const count = Math.floor(rest / length)
    rest %= length
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
  }
  return parts.join(' ') || '0 days'
}

/** A WAD ratio as per cent. */
export const percent = (wad: bigint): string => `${formatUnits(wad, 16)} %`

export const time = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)

/** A resolver, the deployment's court by its name. */
const resolver = (address: Address, { court }: Deployment): string =>
  isAddressEqual(address, court) ? `court ${address}` : address

/** Symbol of the asset. */
export interface Asset {
  symbol: string
  decimals: number
}

/** An asset without symbol and decimals. */
export const UNKNOWN: Asset = { symbol: 'units', decimals: 0 }

/** Each field of terms in words. */
export function termsInWords(
  terms: Omit<Terms, 'productId'>,
  asset: Asset,
  deployment: Deployment,
): Record<string, string> {
  return {
    asset: `${asset.symbol} ${terms.asset}`,
    resolver: resolver(terms.resolver, deployment),
    subject: String(terms.subject),
    waitingPeriod: duration(terms.waitingPeriod),
    reportWindow: duration(terms.reportWindow),
    horizon: duration(terms.horizon),
    minBilled: duration(terms.minBilled),
    claimWindow: duration(terms.claimWindow),
    deductible: percent(terms.deductible),
    haircut: percent(terms.haircut),
    maxCover: `${formatUnits(terms.maxCover, asset.decimals)} ${asset.symbol}`,
    observes: terms.observes ? 'yes' : 'no',
    proofOfLoss: terms.proofOfLoss ? 'yes' : 'no',
    codeGrace: terms.codeGrace === 0 ? 'none: cover goes on to its end' : duration(terms.codeGrace),
    wording: terms.wording === zeroHash ? 'none' : terms.wording,
  }
}

/** Each pin in words, by its target. */
export function pinsInWords(pins: readonly Pin[]): Record<string, string> {
  return Object.fromEntries(
    pins.map((pin) => {
      const behind = pin.kind === 'proxy' ? ` → ${pin.implementation} ${pin.implementationCodeHash}` : ''
      return [`pin ${pin.target}`, `${pin.kind} ${pin.codeHash}${behind}`]
    }),
  )
}

/** A field that differs between two versions. */
export interface Change {
  field: string
  from: string
  to: string
}

/** Differences between two versions in words. */
export function changesBetween(from: Record<string, string>, to: Record<string, string>): Change[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((field) => ({ field, from: from[field] ?? 'none', to: to[field] ?? 'none' }))
    .filter((change) => change.from !== change.to)
}

/** Lines of a table whose columns are as wide as they need to be. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}

export const sponsorInWords = (sponsor: Address): string =>
  sponsor === zeroAddress ? 'no sponsor' : `sponsor ${sponsor}`
