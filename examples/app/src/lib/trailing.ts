import type { Activity } from '@breakwater/sdk'

const WEEK = 7 * 86_400

/** A week of a pool: what came in, and what was paid out, asset units. */
export interface Week {
  /** Its first second. */
  from: number
  premium: bigint
  paid: bigint
}

/** Premium and payouts of the last weeks, oldest first: from the pool's own events. */
export function weeksOf(activities: readonly Activity[], now: number, count = 12): Week[] {
  // The last week ends with this second.
  const weeks = Array.from({ length: count }, (_, i) => ({
    ...{ from: now + 1 - (count - i) * WEEK, premium: 0n, paid: 0n },
  }))
  for (const activity of activities) {
    const { timestamp, removed } = activity
    if (removed || timestamp === undefined || timestamp > now) continue
    const week = weeks[Math.floor((timestamp - (weeks[0]?.from ?? 0)) / WEEK)]
    if (!week) continue
    const { eventName } = activity
    if (eventName === 'CoverBought') week.premium += activity.args.purchase.premium
    else if (eventName === 'CoverExtended') week.premium += activity.args.premium
    else if (eventName === 'PayoutClaimed') week.paid += activity.args.payout
  }
  return weeks
}
