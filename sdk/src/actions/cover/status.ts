import type { CoveredCode } from '../listing/code.js'
import type { Terms } from '../listing/types.js'
import type { Cover } from './types.js'

/** Status of a cover by name; see {@link coverStatus}. */
export type CoverStatusName = 'waiting' | 'active' | 'flagged' | 'lapsed' | 'reportable' | 'over'

/** Parameters of {@link coverStatus}; the results of `getCover`, `getCode` and `getTerms` fit. */
export interface CoverStatusParameters {
  cover: Pick<Cover, 'start' | 'end' | 'amount' | 'rate'>
  /** The code that the cover's terms pin. */
  code: Pick<CoveredCode, 'lapseAt' | 'states'>
  /** The cover's terms. */
  terms: Pick<Terms, 'reportWindow' | 'horizon'>
  /** Time of the status, seconds; for the chain's status pass the chain's time. */
  now: number
}

/** Status of a cover. All times in seconds. */
export interface CoverStatus {
  status: CoverStatusName
  /** First second at which an incident is covered. */
  from: number
  /**
   * First second at which an incident is not covered any more. No incident is covered if it is not
   * after `from`.
   */
  until: number
  /** Last second at which a case can be opened for an incident of the protected time; see {@link coverStatus}. */
  reportUntil: number
  /** Whether anybody may call `lapseCover` for the rest of its premium. */
  isRefundable: boolean
  /**
   * First second at which the status changes, if nothing happens until then; `undefined` if never.
   */
  next: number | undefined
}

/**
 * Status of a cover at a time, as the contracts see it. Makes no request.
 *
 * | status | when | meaning |
 * |---|---|---|
 * | `waiting` | `now < start` | not protected yet |
 * | `active` | `start <= now < until` | protected |
 * | `flagged` | as `active` | protected; unreviewed code was shown to run, and `until` is the lapse
 * if there is one |
 * | `lapsed` | `lapseAt <= now < end` | incidents from `lapseAt` on are not covered; the rest of
 * the premium can be returned |
 * | `reportable` | `end <= now <= reportUntil` | ended; a case can still be opened for an earlier
 * incident |
 * | `over` | after that | only cases that were opened can still pay |
 *
 * An incident is covered if `from <= its time < until`, where `from` is the cover's start and
 * `until` its end, or `lapseAt` if that is earlier. A case can be opened for it up to and including
 * its time plus the report window, so for the last covered second until `until - 1 + reportWindow`.
 * Anybody may call `lapseCover` from `lapseAt` on while `now < end`; it moves the end to the
 * midnight after `lapseAt`, and earlier incidents stay covered. A cover of which nothing remains,
 * because all has been paid or it was cancelled, is `over`; its registered claims are still paid.
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
