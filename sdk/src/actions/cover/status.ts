import type { CoveredCode } from '../listing/code.js'
import type { Terms } from '../listing/types.js'
import type { Cover } from './tokens.js'

/** Status of a cover by name; see {@link coverStatus}. */
export type CoverStatusName = 'waiting' | 'active' | 'flagged' | 'lapsed' | 'reportable' | 'over'

/** Parameters of {@link coverStatus}: what `getCover`, `getCode` and `getTerms` return is more than it needs. */
export interface CoverStatusParameters {
  cover: Pick<Cover, 'start' | 'end' | 'amount' | 'rate'>
  /** The code that the cover's terms are about. */
  code: Pick<CoveredCode, 'lapseAt' | 'states'>
  /** The cover's terms. */
  terms: Pick<Terms, 'reportWindow' | 'horizon'>
  /** The time that it is about, seconds: the chain's, for what the chain would say. */
  now: number
}

/** Status of a cover. All times in seconds. */
export interface CoverStatus {
  status: CoverStatusName
  /** Incidents from then on are covered, this second included. */
  from: number
  /** Incidents before then are covered, this second not included. Nothing is where this is not after `from`. */
  until: number
  /** Last second at which a case can be opened for an incident of the protected time; see {@link coverStatus}. */
  reportUntil: number
  /** Whether what is left of its premium can be returned by `lapseCover`: anybody may. */
  isRefundable: boolean
  /** First second at which this answer is another one, if nothing happens until then; `undefined` if never. */
  next: number | undefined
}

/**
 * How a cover stands at a time, as the contracts have it. Asks nobody.
 *
 * | status | when | what it means |
 * |---|---|---|
 * | `waiting` | `now < start` | not protected yet |
 * | `active` | `start <= now < until` | protected |
 * | `flagged` | as `active` | protected; unreviewed code was shown to run, and `until` says whether that ends it |
 * | `lapsed` | `lapseAt <= now < end` | what happens from `lapseAt` on is not covered; the premium that is left comes back |
 * | `reportable` | `end <= now <= reportUntil` | ended; a case can still be opened for what happened before |
 * | `over` | after that | only cases that were opened can still be paid |
 *
 * An incident is covered if `from <= its time < until`, where `from` is the cover's start and `until` its end, or `lapseAt`
 * if that is earlier. A case can be opened for it up to and including its time plus the report window, so for the last
 * covered second until `until - 1 + reportWindow`. `lapseCover` is anybody's from `lapseAt` on while `now < end`; it moves the end
 * to the midnight after `lapseAt`, and what happened before stays covered. A cover of which nothing remains, because all has
 * been paid or it was cancelled, is `over`; claims that were registered for it are still fetched.
 *
 * @example
 * ```ts
 * const cover = await getCover(client, { coverId })
 * const [code, terms] = await Promise.all([getCode(client, cover), getTerms(client, cover)])
 * const { status, until, next } = coverStatus({ cover, code, terms, now: Math.floor(Date.now() / 1000) })
 * ```
 */
export function coverStatus({ cover, code, terms, now }: CoverStatusParameters): CoverStatus {
  const { start: from, end, amount, rate } = cover
  const { lapseAt, states } = code
  const until = lapseAt === 0 ? end : Math.min(end, lapseAt)
  const reportUntil = until - 1 + terms.reportWindow
  const answer = (status: CoverStatusName, next: number | undefined): CoverStatus => {
    const isRefundable = status === 'lapsed' && rate !== 0n
    return { status, from, until, reportUntil, isRefundable, next }
  }

  if (amount === 0n) return answer('over', undefined)
  if (now < end && lapseAt !== 0 && now >= lapseAt) return answer('lapsed', end)
  if (now < from) return answer('waiting', Math.min(from, until))
  if (now < until) {
    const isFlagged = lapseAt !== 0 || states.some(({ flagged }) => flagged)
    return answer(isFlagged ? 'flagged' : 'active', until)
  }
  if (until > from && now <= reportUntil) return answer('reportable', reportUntil + 1)
  return answer('over', undefined)
}
