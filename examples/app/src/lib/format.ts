import { formatUnits } from 'viem'

/** Which language and form figures have: the same everywhere, so that pictures of pages are. */
const LOCALE = 'en-GB'

/** An amount with its decimals; whole numbers above a thousand. */
export function amount(value: bigint, decimals: number, digits?: number): string {
  const text = formatUnits(value, decimals)
  const size = Math.abs(Number(text))
  const fraction = digits ?? (size >= 100_000 ? 0 : 2)
  const rounded = Intl.NumberFormat(LOCALE, {
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
  return rounded.format(text as unknown as number)
}

/** As short as an axis wants it: 12.5k, 3M. */
export const compact = (value: number): string =>
  Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value).replace('K', 'k')

/** A part in WAD, as a percentage. */
export function percent(wad: bigint, digits = 2): string {
  return `${Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits, minimumFractionDigits: Math.min(digits, 1) }).format(Number(formatUnits(wad, 16)))} %`
}

/** A part of one, as a percentage. */
export const fraction = (part: number): string => `${(100 * part).toFixed(1)} %`

const day = Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const minute = Intl.DateTimeFormat(LOCALE, {
  ...({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
  timeZone: 'UTC',
})

export const date = (seconds: number): string => day.format(seconds * 1000)
export const time = (seconds: number): string => `${minute.format(seconds * 1000)} UTC`
export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** A length of time in its largest unit, such as `3 days`. */
export function duration(seconds: number): string {
  const [size, unit] =
    seconds >= 172_800
      ? [seconds / 86_400, 'day']
      : seconds >= 7_200
        ? [seconds / 3_600, 'hour']
        : [Math.max(seconds, 0) / 60, 'minute']
  const count = Math.round(size as number)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** How far a time is from now: `in 3 days`, `2 hours ago`. */
export function distance(seconds: number, now: number): string {
  return seconds > now ? `in ${duration(seconds - now)}` : `${duration(now - seconds)} ago`
}

export const short = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`
