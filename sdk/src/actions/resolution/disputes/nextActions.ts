import type { Draft } from './drafts.js'
import { aboutBonds, aboutCase } from './nextCase.js'
import { aboutAssertions, aboutAssessments, aboutTurns } from './nextRulings.js'
import type { Dispute, NextAction, NextActionsParameters } from './types.js'

/**
 * The possible actions on an incident, now and later, with caller, deadline and bond. It makes no
 * request: it knows only a dispute that was read before, and the time. It does not foresee what
 * others do in between, so read again after each step. It does foresee time, deadlines between the
 * read and `now` included.
 *
 * The calls open cases for the `severity`, and post the `answer`, that {@link getDispute} was
 * given.
 *
 * @returns Actions in the order of their beginning, without those that are over.
 *
 * @example
 * ```ts
 * const dispute = await getDispute(client, { incidentId, cases: [{ pool, termsId }], answer: 'nothing' })
 * const [first] = nextActions(dispute, { now: dispute.timestamp, account }).filter(({ isPossible, call }) => isPossible && call)
 * if (first?.bond) await approveAssetSync(client, first.bond)
 * if (first?.call) await client.sendTransaction(first.call)
 * ```
 */
export function nextActions(dispute: Dispute, parameters: NextActionsParameters): NextAction[] {
  const { now } = parameters
  const drafts = [
    ...dispute.cases.flatMap((found) => [
      ...aboutCase(dispute, found, parameters),
      ...aboutTurns(dispute, found, parameters),
      ...aboutAssessments(dispute, found, parameters),
      ...aboutAssertions(dispute, found, parameters),
    ]),
    ...aboutBonds(dispute),
  ]
  return drafts
    .map((draft) => finish(draft, dispute, parameters))
    .filter(({ from, until }) => until === undefined || (now < until && from < until))
    .sort((a, b) => a.from - b.from)
}

function finish(draft: Draft, { incidentId }: Dispute, { now, account }: NextActionsParameters): NextAction {
  const { who = 'anyone', from, until } = draft
  const isOpen = account === undefined ? undefined : true
  return {
    ...{ bond: undefined, call: undefined, needs: undefined, pool: undefined, termsId: undefined },
    ...{ number: undefined, until: undefined, incidentId, who },
    isYours: who === 'anyone' ? isOpen : undefined,
    ...draft,
    isPossible: from <= now && (until === undefined || now < until),
  }
}
