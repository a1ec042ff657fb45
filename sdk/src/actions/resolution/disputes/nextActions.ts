import type { Draft } from './drafts.js'
import { aboutBonds, aboutCase } from './nextCase.js'
import { aboutAssertions, aboutAssessments, aboutTurns } from './nextRulings.js'
import type { Dispute, NextAction, NextActionsParameters } from './types.js'

/**
 * What can be done about an incident, now and later on, by whom, until when and under which bond. It asks nobody: all it knows
 * is a dispute as it was read, and the time. What somebody does in between is not foreseen, so read again after each step;
 * of time alone, deadlines that pass between reading and `now` included, it makes no mistake.
 *
 * Cases are opened for the `severity`, and answered with the `answer`, that {@link getDispute} was asked for.
 *
 * @returns In the order of their beginning. What is over is left out.
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
