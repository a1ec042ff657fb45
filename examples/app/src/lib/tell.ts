import { devAccounts } from '../config'
import type { Token } from './chain'
import { amount, short, time } from './format'

/** Name of an account of the development chain; elsewhere accounts have none. */
export const devName = (address: string): string | undefined =>
  Object.entries(devAccounts).find(([, one]) => one.toLowerCase() === address.toLowerCase())?.[0]

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/**
 * The SDK's sentence of an event, for a view that is about one incident: that incident is not named again, addresses are
 * cut, and bonds are in the token that the court's rules name.
 */
export function tellOf(words: string, incidentId: bigint, { symbol, decimals }: Token): string {
  const told = words
    .replaceAll(new RegExp(` (of|on) incident ${incidentId}( on terms \\d+)?`, 'g'), '')
    .replaceAll(`incident ${incidentId}`, 'the incident')
    .replace(/ of court terms \d+/, '')
    .replace(/0x[0-9a-fA-F]{40}/g, (address) => capital(devName(address) ?? short(address)))
    .replace(
      /([\d,]+) units/g,
      (_, units) => `${amount(BigInt(units.replaceAll(',', '')), decimals)} ${symbol}`,
    )
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (at) => time(Date.parse(at) / 1000))
    .replace(/\d+\.\d{3,} %/g, (part) => `${Number.parseFloat(part).toFixed(2)} %`)
  return capital(told)
}
