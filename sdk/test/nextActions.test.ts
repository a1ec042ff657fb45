import { type Address, parseEther, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../demo/stage.js'
import {
  type Assessment,
  type Case,
  type Dispute,
  lossTable,
  type NextAction,
  type NextActionName,
  type NextActionsParameters,
  nextActions,
  type OpeningState,
  type ProductStake,
  type Settlement,
} from '../src/index.js'
import {
  arbiter,
  CHALLENGE_WINDOW,
  court,
  fallbackArbiter,
  fire,
  fundFor,
  insureAll,
  MIN_BOND,
  openCourt,
  pool,
  RAISE_WINDOW,
  report,
  scriptMeter,
  TURN,
  termsId,
  WAD,
} from './courtroom.js'
import { chain, DAY, now, people, putBack, travelTo, usdc, useScene } from './fixture.js'
import { drain } from './scripted.js'

const { alice, bob, carol, dave, eve, keeper } = people
const address = (actor: Actor) => actor.account.address

describe('of time alone', () => {
  const at = (digit: number): Address => `0x${String(digit).repeat(40)}` as Address
  const [asset, reporter, judge, judge2, somePool] = [at(1), at(2), at(3), at(4), at(5)]
  const [first, second, place] = [at(6), at(7), at(8)]
  /** Reported at 1000, in a docket with windows that are easy to tell apart. */
  const T = { reported: 1000, root: 500, window: 300, turn: 70, turn2: 40 }
  const zero = `0x${'00'.repeat(32)}` as const
  const nothing = { severity: 0n, lossTotal: 0n, lossRoot: zero, evidence: zero }
  const incidentId = (5n << 32n) | 1n

  const none: Case = {
    ...{
      caseId: 1n,
      termsId: 3n,
      status: 'none',
      reserve: 0n,
      firstLoss: 0n,
      promised: 0n,
      committed: 0n,
      need: 0n,
      paid: 0n,
    },
    ...{ registered: 0n, epoch: 0n, supply: 0n, checkpoint: 0n, eventTime: 0, severity: 0n },
    ...{ claimsUntil: 0, settlement: 0n, closed: false, raises: 0 },
  }
  const settled: Settlement = {
    ...{
      held: 9n,
      owed: 9n,
      short: false,
      over: false,
      open: 1,
      counted: 0,
      cut: false,
      joint: 0,
      relaxed: false,
      strainedAt: 0,
    },
    ...{ lacking: 0n, paid: 0n, registered: 0n, forClaims: 0n, left: 0n, rest: 0n },
  }
  const alone: ProductStake = { bound: 9n, needs: 9n, payable: 0, stopping: 1 }
  const noVerdict = { payableAt: 0, severity: 0n, lossTotal: 0n, lossRoot: zero }

  const opening = (changes: Partial<OpeningState> = {}): OpeningState => ({
    ...{ pool: somePool, termsId: 3n, case: none, verdict: noVerdict, bond: 20n },
    ...{ settlement: undefined, stake: undefined, notSettleable: 'CaseNotOpen' },
    ...{ raisableUntil: 2400, notRaisable: 'InvalidDocket' },
    ...{ openableUntil: 1900, notOpenable: undefined, bondsNotSettleable: 'BondLocked' },
    ...changes,
  })
  const opened = (changes: Partial<OpeningState> = {}) =>
    opening({
      case: { ...none, status: 'open', settlement: 1n },
      ...{ settlement: settled, stake: alone, notSettleable: 'VerdictPending' },
      ...{ notOpenable: 'CaseAlreadyOpen', ...changes },
    })

  const dispute = (changes: Partial<Dispute> = {}, byProof = false): Dispute => ({
    ...{ court: place, incidentId, subject: 5n, timestamp: T.reported },
    docket: {
      rules: {
        ...{ asset, minBond: 10n, arbiter: first, arbiterTime: T.turn },
        ...{ fallbackArbiter: second, fallbackTime: T.turn2 },
      },
      ...{ reportWindow: 900, rootWindow: byProof ? T.root : 0, challengeWindow: T.window },
      ...{ meter: zeroAddress, meterId: 0n, proofOfLoss: byProof, title: 'x' },
    },
    report: {
      ...{ reporter, time: 990, reportedAt: T.reported, bound: 5n, publishedAt: 0 },
      answer: { ...nothing, severity: 4n },
    },
    ...{ counter: undefined, challengeBond: 0n, atStake: 0n },
    arbiters: [
      { address: first, time: T.turn, kind: 'address', judge },
      { address: second, time: T.turn2, kind: 'address', judge: judge2 },
    ],
    ...{ turnsFrom: 0, arbiter: zeroAddress, deadline: 0, outcome: 'none', decidedAt: 0, severity: 0n },
    ...{ openings: [], bonds: [] },
    ...changes,
  })

  const labelOf = ({ action, who, ruling }: NextAction) =>
    [action, who, ...(ruling ? [ruling] : [])].join(' ')

  /** What is possible at a time. */
  const possible = (of: Dispute, time: number, more: Partial<NextActionsParameters> = {}) =>
    nextActions(of, { now: time, ...more })
      .filter(({ isPossible }) => isPossible)
      .map(labelOf)
      .sort()

  /** That something is possible from a second on, until right before another. */
  function expectSpan(of: Dispute, label: string, from: number, until: number | undefined, more = {}) {
    const inSpan = (time: number) => possible(of, time, more).includes(label)
    for (const [time, expected] of [
      [from - 1, false],
      [from, true],
      [from + 1, until === undefined || from + 1 < until],
    ] as const) {
      expect(inSpan(time), `${label} at ${time}`).toBe(expected)
    }
    const listed = nextActions(of, { now: from, ...more }).find((entry) => labelOf(entry) === label)
    expect(listed).toMatchObject({ from, until, isPossible: true })
    if (until === undefined) {
      expect(inSpan(from + 10 ** 8)).toBe(true)
      return
    }
    for (const [time, expected] of [
      [until - 1, true],
      [until, false],
      [until + 1, false],
    ] as const) {
      expect(inSpan(time), `${label} at ${time}`).toBe(expected)
    }
    // What is to come is told before, and what is over is not.
    const all = (time: number) => nextActions(of, { now: time, ...more }).map(labelOf)
    expect(all(from - 1)).toContain(label)
    expect(all(until)).not.toContain(label)
  }

  test('a report without its losses', () => {
    const of = dispute({ openings: [opening(), opened({ pool: at(9) })], challengeBond: 30n }, true)
    const lapses = T.reported + T.root
    expectSpan(of, 'publishLosses reporter', T.reported, lapses)
    expectSpan(of, 'openCase anyone', T.reported, lapses)
    expectSpan(of, 'challengeReport anyone', T.reported, lapses)
    expectSpan(of, 'settleBonds anyone', lapses, undefined)
    expectSpan(of, 'applyVerdict anyone', lapses, undefined)
    expectSpan(of, 'settleCase anyone', lapses, undefined)
    expectSpan(of, 'withdrawBond contributor', lapses, undefined)
    expect(possible(of, T.reported)).toEqual([
      'challengeReport anyone',
      'openCase anyone',
      'publishLosses reporter',
    ])
    expect(possible(of, lapses)).toEqual([
      ...['applyVerdict anyone', 'settleBonds anyone', 'settleCase anyone', 'withdrawBond contributor'],
    ])
  })

  test('its openings end with the terms, where that is earlier', () => {
    const of = dispute({ openings: [opening({ openableUntil: 1200 })] }, true)
    expectSpan(of, 'openCase anyone', T.reported, 1201)
  })

  test('a complete report that nobody has challenged', () => {
    const windows = [1300, 1340].map((payableAt, i) =>
      opened({ pool: at(5 + 4 * i), verdict: { ...noVerdict, severity: 4n, payableAt } }),
    )
    const of = dispute({ openings: [...windows, opening({ pool: at(8) })], challengeBond: 30n })
    expectSpan(of, 'challengeReport anyone', T.reported, 1340)
    expectSpan(of, 'openCase anyone', T.reported, 1901)
    expect(possible(of, 1299)).toEqual(['challengeReport anyone', 'openCase anyone'])
    const onPayable = ['applyVerdict anyone', 'claimPayout insured', 'withdrawBond contributor']
    expect(possible(of, 1300)).toEqual([...onPayable, 'openCase anyone', 'challengeReport anyone'].sort())
    expect(possible(of, 1340)).toEqual([...onPayable, ...onPayable, 'openCase anyone'].sort())
  })

  test('a challenge whose end is not known is possible now', () => {
    const [challenge] = nextActions(dispute({ challengeBond: 30n }), { now: T.reported })
    expect(challenge).toMatchObject({ action: 'challengeReport', until: undefined, isPossible: true })
    expect(challenge?.bond).toEqual({ asset, spender: place, amount: 30n })
  })

  test('turns of two judges, and the silence of both', () => {
    const of = dispute({
      ...{ counter: nothing, turnsFrom: 1100, arbiter: first, deadline: 1170, timestamp: 1100 },
      openings: [opened(), opening({ pool: at(9) })],
    })
    for (const ruling of ['report', 'counter', 'denial']) {
      const judged = nextActions(of, { now: 1100, account: judge }).filter((entry) => entry.ruling === ruling)
      expect(judged).toMatchObject([
        { from: 1100, until: 1170, isYours: true, isPossible: true, call: { address: first } },
        { from: 1170, until: 1210, isYours: false, isPossible: false, call: { address: second } },
      ])
    }
    const rulings = (account: Address) => (time: number) =>
      nextActions(of, { now: time, account }).filter(
        ({ action, isYours, isPossible }) => action === 'ruleDispute' && isYours && isPossible,
      ).length
    expect([1099, 1100, 1101, 1169, 1170, 1171].map(rulings(judge))).toEqual([0, 3, 3, 3, 0, 0])
    expect([1169, 1170, 1171, 1209, 1210, 1211].map(rulings(judge2))).toEqual([0, 3, 3, 3, 0, 0])
    expectSpan(of, 'openCase anyone', 1100, 1210)
    expectSpan(of, 'settleBonds anyone', 1210, undefined)
    expectSpan(of, 'settleCase anyone', 1210, undefined)
  })

  test('an opening that its own window decides is not in dispute', () => {
    const own = opened({ verdict: { ...noVerdict, severity: 4n, payableAt: 1120 } })
    const of = dispute({
      counter: nothing,
      turnsFrom: 1100,
      arbiter: first,
      timestamp: 1100,
      openings: [own],
    })
    expect(nextActions(of, { now: 1100 }).map(labelOf)).not.toContain('settleBonds anyone')
    expectSpan(of, 'applyVerdict anyone', 1120, undefined)
    expectSpan(of, 'claimPayout insured', 1120, undefined)
  })

  test('a challenge before the losses wins without them', () => {
    const of = dispute({ counter: nothing, timestamp: 1100, openings: [opened()] }, true)
    expectSpan(of, 'publishLosses reporter', T.reported, 1500)
    expectSpan(of, 'settleBonds anyone', 1500, undefined)
    expect(nextActions(of, { now: 1100 }).map(({ action }) => action)).not.toContain('ruleDispute')
  })

  describe('a firing', () => {
    const fired = (changes: Partial<Dispute> = {}): Dispute => {
      const of = dispute({ challengeBond: 10n, ...changes })
      return { ...of, docket: { ...of.docket, meter: at(9), meterId: 2n } }
    }
    const closes = T.reported + T.window
    const payable = { ...noVerdict, severity: 4n, payableAt: closes }

    test('is opened without a bond, before and after its verdict', () => {
      const of = fired({ openings: [opening({ bond: 0n, verdict: payable })] })
      expectSpan(of, 'challengeReport anyone', T.reported, closes)
      expectSpan(of, 'openCase anyone', T.reported, 1901)
      const [open] = nextActions(of, { now: T.reported }).filter(({ action }) => action === 'openCase')
      expect(open).toMatchObject({ bond: undefined, call: { functionName: 'openCase' } })
    })

    test('that nobody challenges is paid when its window is over, and nobody has a bond', () => {
      const of = fired({ openings: [opened({ verdict: payable })] })
      expectSpan(of, 'applyVerdict anyone', closes, undefined)
      expectSpan(of, 'claimPayout insured', closes, undefined)
      const labels = nextActions(of, { now: T.reported }).map(labelOf)
      expect(labels).not.toContain('withdrawBond contributor')
      expect(labels).not.toContain('settleBonds anyone')
    })

    test('that was raised raises its cases until the verdict, or the horizon', () => {
      const of = fired({ openings: [opened({ verdict: payable, notRaisable: undefined })] })
      expectSpan(of, 'raiseCase anyone', T.reported, 2401)
      const [raise] = nextActions(of, { now: T.reported }).filter(({ action }) => action === 'raiseCase')
      expect(raise?.call).toMatchObject({ address: place, functionName: 'raiseCase' })
    })

    test('is ruled on when it can be raised no more, and denied by silence', () => {
      const of = fired({
        ...{ counter: nothing, challengeBond: 0n, turnsFrom: closes, timestamp: 1100 },
        openings: [opened({ notRaisable: undefined }), opening({ pool: at(9), bond: 0n })],
      })
      const over = closes + T.turn + T.turn2
      expect(possible(of, 1100)).toEqual(['openCase anyone', 'raiseCase anyone'])
      const [ruling] = nextActions(of, { now: 1100 }).filter(({ action }) => action === 'ruleDispute')
      expect(ruling).toMatchObject({ from: closes, until: closes + T.turn, isPossible: false })
      expectSpan(of, 'openCase anyone', 1100, over)
      expectSpan(of, 'raiseCase anyone', 1100, over)
      expectSpan(of, 'withdrawBond contributor', over, undefined)
      expectSpan(of, 'settleCase anyone', over, undefined)
      expect(nextActions(of, { now: 1100 }).map(labelOf)).not.toContain('settleBonds anyone')
    })

    test('that is denied sets nothing more aside', () => {
      const decided = { counter: nothing, challengeBond: 0n, outcome: 'counter', decidedAt: 1350 } as const
      const verdict = { ...noVerdict, payableAt: 1350 }
      const case_ = opened({ verdict, notRaisable: undefined, bondsNotSettleable: 'CaseNotOpen' })
      const of = fired({ ...decided, timestamp: 1360, openings: [case_] })
      expect(possible(of, 1360)).toEqual(['applyVerdict anyone', 'settleCase anyone'])
      const paid = fired({ ...decided, outcome: 'report', severity: 4n, timestamp: 1360, openings: [case_] })
      expect(possible(paid, 1360)).toContain('raiseCase anyone')
    })
  })

  test('what was decided', () => {
    const decided = {
      counter: nothing,
      outcome: 'report',
      decidedAt: 1150,
      severity: 4n,
      timestamp: 1160,
    } as const
    const verdict = { ...noVerdict, severity: 4n, payableAt: 1150 + DAY }
    const paid = dispute({ ...decided, openings: [opened({ verdict, bondsNotSettleable: undefined })] })
    expect(possible(paid, 1160)).toEqual(['settleBonds anyone'])
    expectSpan(paid, 'applyVerdict anyone', 1150 + DAY, undefined)
    expectSpan(paid, 'claimPayout insured', 1150 + DAY, undefined)
    const denial = { ...decided, outcome: 'counter', severity: 0n } as const
    const denied = dispute({
      ...denial,
      openings: [
        opened({ verdict: { ...noVerdict, payableAt: 1150 }, bondsNotSettleable: 'BondsAlreadySettled' }),
      ],
    })
    expect(possible(denied, 1160)).toEqual(['applyVerdict anyone', 'settleCase anyone'])
  })

  describe('cases with a verdict', () => {
    const of = (figures: Partial<Case>, changes: Partial<OpeningState> = {}, timestamp = 5000) => {
      const found = { ...none, settlement: 1n, ...figures }
      return dispute({
        openings: [opened({ case: found, stake: { ...alone, payable: 1 }, ...changes })],
        timestamp,
      })
    }

    test('claims are made in their window, and the case is closed after it', () => {
      const payable = { status: 'payable', claimsUntil: 5100 } as const
      const open = of(payable, { notSettleable: 'ClaimWindowOpen' }, 4000)
      expectSpan(open, 'claimPayout insured', 4000, 5101)
      expectSpan(open, 'settleCase anyone', 5101, undefined)
      // Read after the window: nobody has closed it yet.
      expectSpan(of(payable, { notSettleable: undefined }, 6000), 'settleCase anyone', 5101, undefined)
    })

    test('what claims cannot need goes back at once', () => {
      const payable = { status: 'payable', claimsUntil: 5100 } as const
      expectSpan(of(payable, { notSettleable: undefined }), 'settleCase anyone', 5000, undefined)
    })

    test('a cover that can claim for several cases does so for all of them', () => {
      const several = { stake: { ...alone, payable: 2 } }
      const payable = of({ status: 'payable', claimsUntil: 5100 }, several, 4000)
      expectSpan(payable, 'claimPayouts insured', 4000, 5101)
      expect(possible(payable, 4000)).toEqual(['claimPayouts insured'])
      // The verdict that is to be applied makes it one more.
      const verdict = { ...noVerdict, severity: 4n, payableAt: 5050 }
      const another = of({ status: 'open' }, { verdict, stake: { ...alone, payable: 1 } })
      expectSpan(another, 'claimPayouts insured', 5050, undefined)
      const first = of({ status: 'open' }, { verdict, stake: alone })
      expectSpan(first, 'claimPayout insured', 5050, undefined)
    })

    test('a claim that waits is fetched when its settlement is not short, or over', () => {
      const waits = { status: 'counted', registered: 5n, claimsUntil: 4500 } as const
      const stays = { notSettleable: 'SettlementOpen' } as const
      const short = { settlement: { ...settled, owed: 20n, short: true, strainedAt: 4000 }, ...stays }
      expect(possible(of(waits, short), 5000)).toEqual([])
      const enough = { settlement: { ...settled, strainedAt: 4000 }, ...stays }
      expectSpan(of(waits, enough), 'claimPayout insured', 5000, undefined)
      const over = { settlement: { ...settled, held: 0n, owed: 0n, over: true }, ...stays }
      expect(possible(of(waits, over), 5000)).toEqual(['claimPayout insured'])
      expect(possible(of({ ...waits, registered: 0n }, over), 5000)).toEqual([])
      // Within the window it is told once: a new claim is made in the same way.
      const payable = of({ ...waits, status: 'payable', claimsUntil: 5100 }, enough, 4000)
      expect(possible(payable, 4000)).toEqual(['claimPayout insured'])
      expectSpan(payable, 'claimPayout insured', 4000, undefined)
      // Long after the case is closed, too.
      const closed = of({ ...waits, status: 'closed', closed: true }, { notSettleable: 'AlreadyReleased' })
      expectSpan(closed, 'claimPayout insured', 5000, undefined)
    })

    test('a case in a strained settlement is counted, then waits, then has its part', () => {
      const strained = { settlement: { ...settled, strainedAt: 4000, lacking: 5n } }
      const counting = of({ status: 'payable', claimsUntil: 4900 }, { ...strained, notSettleable: undefined })
      expectSpan(counting, 'settleCase anyone', 4901, undefined)
      for (const status of ['counted', 'denied'] as const) {
        const waiting = of({ status }, { ...strained, notSettleable: 'SettlementOpen' })
        expect(nextActions(waiting, { now: 5000 })).toEqual([])
        const done = of({ status }, { ...strained, notSettleable: undefined })
        expectSpan(done, 'settleCase anyone', 5000, undefined)
      }
      const closed = of({ status: 'closed', closed: true }, { notSettleable: 'AlreadyReleased' })
      expect(possible(closed, 5000)).toEqual([])
      const denied = of({ status: 'denied', closed: true }, { notSettleable: 'AlreadyReleased' })
      expect(possible(denied, 5000)).toEqual([])
    })
  })

  test('bonds that can be withdrawn', () => {
    const bonds = [
      { key: zero, contributor: reporter, assets: 0n },
      { key: zero, contributor: reporter, assets: 7n },
    ]
    const found = nextActions(dispute({ bonds }), { now: T.reported })
    expect(found).toMatchObject([
      {
        action: 'withdrawBond',
        isPossible: true,
        call: { address: place, args: [incidentId, zero, reporter] },
      },
    ])
  })

  const panelTurn = {
    ...{ counter: nothing, turnsFrom: 1100, arbiter: first, timestamp: 1100 },
    arbiters: [
      { address: first, time: T.turn, kind: 'panel', commitPeriod: 30, revealPeriod: 20 },
      { address: second, time: T.turn2, kind: 'uma', currency: at(1), bond: 55n, liveness: 15 },
    ],
  } as const

  test('a panel, and UMA after it', () => {
    const of = dispute(panelTurn)
    expectSpan(of, 'commitVote assessor', 1100, 1130)
    expectSpan(of, 'revealVote assessor', 1130, 1150)
    expectSpan(of, 'assertAnswer anyone counter', 1170, 1195)
    const asserted = nextActions(of, { now: 1170 }).find(({ action }) => action === 'assertAnswer')
    expect(asserted).toMatchObject({ bond: { asset: at(1), spender: second, amount: 55n }, needs: 'uris' })
    const uris = { report: 'ipfs://a', counter: 'ipfs://b' }
    const ready = nextActions(of, { now: 1170, uris }).find(({ ruling }) => ruling === 'denial')
    expect(ready?.call).toMatchObject({ args: [place, incidentId, 3, 'ipfs://a', 'ipfs://b'] })
    const assertion = { assertionId: zero, isSettleable: false }
    const assertions = [
      {
        ...{ arbiter: second, incidentId, currency: at(1), bond: 55n, liveness: 15 },
        open: { report: { ...assertion, isSettleable: true }, counter: assertion, denial: undefined },
      },
    ]
    expect(possible(of, 1170, { assertions })).toEqual([
      'assertAnswer anyone denial',
      'settleAnswer anyone report',
    ])
  })

  const assessment: Assessment = {
    ...{ panel: first, resolver: place, incidentId, caseId: 0n, phase: 'commit', until: 1130 },
    ends: { commit: 1130, reveal: 1150, appeal: 1155, tally: 1160 },
    ...{ isTurn: true, atStake: 100n, appealFee: 1n, appealed: false, tallied: false, winner: 'none' },
    ...{ quorum: 0n, committed: 0n, revealed: { report: 0n, counter: 0n, denial: 0n }, leading: 'none' },
    ...{ assessor: reporter, eligible: 9n, risk: 0n, committedVote: false, vote: 'none' },
    change: { report: 0n, counter: 0n, denial: 0n, none: 0n },
  }

  test('an assessor, and what is known of the votes', () => {
    const of = dispute(panelTurn)
    const told = (changes: Partial<Assessment>) => ({
      assessments: [{ ...assessment, ...changes }],
      account: reporter,
    })
    expectSpan(of, 'commitVote assessor', 1100, 1130, told({}))
    expect(possible(of, 1100, told({ eligible: 0n }))).toEqual([])
    const voted = told({ caseId: 4n, risk: 9n, committedVote: true })
    expect(possible(of, 1100, voted)).toEqual([])
    expectSpan(of, 'revealVote assessor', 1130, 1150, voted)
    expectSpan(of, 'tallyVotes anyone', 1155, 1160, voted)
    expectSpan(of, 'settleVote anyone', 1160, undefined, voted)
    const appeal = told({ caseId: 4n, phase: 'appeal', leading: 'report', vote: 'report', risk: 9n })
    expectSpan(of, 'appealRuling anyone', 1150, 1155, appeal)
    for (const changes of [{ appealed: true }, { leading: 'none' }, { isTurn: false }] as const) {
      const refused = told({ caseId: 4n, phase: 'appeal', leading: 'report', ...changes })
      expect(possible(of, 1150, refused)).toEqual([])
    }
    const done = told({ caseId: 4n, phase: 'final', tallied: true, risk: 9n, isTurn: false })
    expect(possible(dispute({ ...panelTurn, outcome: 'report', severity: 4n }), 1156, done)).toEqual([
      'settleVote anyone',
    ])
  })
})

describe('against the chain', () => {
  useScene()

  /** Everything that `nextActions` can name and that the account can send without knowing more. */
  const attempts: { [name in NextActionName]?: (of: Dispute) => (actor: Actor) => Promise<unknown>[] } = {
    publishLosses:
      ({ incidentId }) =>
      (actor) => [actor.breakwater.publishLosses.simulate({ incidentId, table })],
    challengeReport:
      ({ incidentId }) =>
      (actor) => [
        actor.breakwater.challengeReport.simulate({
          incidentId,
          counter: { severity: 0n },
          maxBond: usdc('100000'),
        }),
      ],
    ruleDispute:
      ({ incidentId }) =>
      (actor) =>
        [arbiter, fallbackArbiter].map((by) =>
          actor.breakwater.ruleDispute.simulate({ arbiter: by, incidentId, ruling: 'report' }),
        ),
    raiseCase: (of) => (actor) => casesOf(of).map((which) => actor.breakwater.raiseCase.simulate(which)),
    openCase: (of) => (actor) => casesOf(of).map((which) => actor.breakwater.openCase.simulate(which)),
    applyVerdict: (of) => (actor) =>
      casesOf(of).map((which) => actor.breakwater.applyVerdict.simulate(which)),
    settleCase: (of) => (actor) => casesOf(of).map((which) => actor.breakwater.settleCase.simulate(which)),
    settleBonds: (of) => (actor) => casesOf(of).map((which) => actor.breakwater.settleBonds.simulate(which)),
    withdrawBond: (of) => (actor) =>
      of.bonds.map(({ key, contributor }) =>
        actor.breakwater.withdrawBond.simulate({ incidentId: of.incidentId, key, contributor }),
      ),
  }
  const casesOf = ({ openings, incidentId }: Dispute) =>
    openings.map(({ pool: in_, termsId: terms }) => ({ pool: in_, termsId: terms, incidentId }))
  const table = lossTable([{ insured: address(carol), loss: usdc('1000') }])
  const actors = [alice, bob, dave, eve]

  /** At a moment: what is listed works when it is sent as given, and nothing else works for anybody. */
  async function checkAll(incidentId: bigint): Promise<NextActionName[]> {
    const listed = new Set<NextActionName>()
    for (const actor of actors) {
      const openings = [{ pool, termsId }]
      const of = await actor.breakwater.getDispute({ incidentId, openings })
      const found = nextActions(of, { now: of.timestamp, account: address(actor), table })
      const mine = found.filter(({ isPossible, isYours }) => isPossible && isYours !== false)
      for (const { action } of mine) listed.add(action)
      for (const { call, bond, action } of mine) {
        if (!call) continue
        const before = await chain.snapshot()
        if (bond) await fundFor(actor, bond.spender, bond.amount, bond.asset)
        const hash = await actor.sendTransaction({ to: call.to, data: call.data })
        expect((await actor.waitForTransactionReceipt({ hash })).status, action).toBe('success')
        await putBack(before)
      }
      const before = await chain.snapshot()
      // Whoever has the means, and may not.
      await fundFor(actor, court, usdc('100000'))
      const able = new Set(mine.map(({ action }) => action))
      for (const [name, attempt] of Object.entries(attempts) as [
        NextActionName,
        (typeof attempts)['openCase'],
      ][]) {
        if (able.has(name)) continue
        const outcomes = await Promise.allSettled(attempt?.(of)(actor) ?? [])
        for (const { status } of outcomes) expect(`${name} ${status}`).toBe(`${name} rejected`)
      }
      await putBack(before)
    }
    return [...listed].sort()
  }

  /** Sends what is listed under a name. */
  async function act(
    actor: Actor,
    incidentId: bigint,
    name: NextActionName,
    more: Partial<NextActionsParameters> = {},
  ) {
    const of = await actor.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
    const found = nextActions(of, { now: of.timestamp, account: address(actor), ...more })
    const next = found.find(({ action, isPossible, call }) => action === name && isPossible && call)
    if (!next?.call) throw new Error(`${name} is not listed.`)
    if (next.bond) await fundFor(actor, next.bond.spender, next.bond.amount)
    const hash = await actor.sendTransaction({ to: next.call.to, data: next.call.data })
    await actor.waitForTransactionReceipt({ hash })
  }

  test('what is listed can be done at each step, and nothing else', { timeout: 120_000 }, async () => {
    await openCourt({ proofOfLoss: true })
    await insureAll([[carol, usdc('100000')]])
    const incidentId = await report(alice, WAD)
    expect(await checkAll(incidentId)).toEqual(['openCase', 'publishLosses'])
    await act(alice, incidentId, 'openCase')
    expect(await checkAll(incidentId)).toEqual(['challengeReport', 'publishLosses'])
    await act(alice, incidentId, 'publishLosses', { table })
    const { openings } = await alice.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
    const payableAt = openings[0]?.verdict.payableAt ?? 0
    expect(payableAt).toBe((await now()) + CHALLENGE_WINDOW)
    expect(await checkAll(incidentId)).toEqual(['challengeReport'])
    const challenged = await chain.snapshot()
    await travelTo(payableAt)
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimLoss', 'withdrawBond'])
    await act(eve, incidentId, 'applyVerdict')
    expect(await checkAll(incidentId)).toEqual(['claimLoss', 'withdrawBond'])
    const { claimsUntil } = await alice.breakwater.getCase({ pool, termsId, incidentId })
    await travelTo(claimsUntil + 1)
    expect(await checkAll(incidentId)).toEqual(['settleCase', 'withdrawBond'])
    await putBack(challenged)

    await act(dave, incidentId, 'challengeReport')
    expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
    const { deadline } = await alice.breakwater.getDispute({ incidentId })
    const disputed = await chain.snapshot()
    await travelTo(deadline)
    expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
    await travelTo(deadline + TURN)
    expect(await checkAll(incidentId)).toEqual([
      ...['applyVerdict', 'settleBonds', 'settleCase', 'withdrawBond'],
    ])
    await putBack(disputed)
    await act(bob, incidentId, 'ruleDispute')
    // The report has won: its claimants' part of the lost bond comes first.
    expect(await checkAll(incidentId)).toEqual(['settleBonds', 'withdrawBond'])
    await act(keeper, incidentId, 'settleBonds')
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimLoss', 'withdrawBond'])
  })

  test('so with what a meter has fired', { timeout: 240_000 }, async () => {
    const meter = await scriptMeter()
    await openCourt({ meter })
    const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
    const incidentId = await fire(eve, meter, parseEther('0.4'))
    const closes = (await now()) + RAISE_WINDOW
    const find = async (name: NextActionName) => {
      const of = await alice.breakwater.getDispute({ incidentId, openings: [{ pool, termsId }] })
      return nextActions(of, { now: of.timestamp }).find(({ action }) => action === name)
    }
    expect(await checkAll(incidentId)).toEqual(['challengeReport', 'openCase'])
    expect(await find('openCase')).toMatchObject({ bond: undefined })
    expect(await find('challengeReport')).toMatchObject({ until: closes, bond: { amount: MIN_BOND } })
    await act(alice, incidentId, 'openCase')
    expect(await checkAll(incidentId)).toEqual(['challengeReport'])

    // The loss goes on: half of what was left is lost, too.
    expect(await fire(dave, meter, parseEther('0.5'))).toBe(incidentId)
    expect(await checkAll(incidentId)).toEqual(['challengeReport', 'raiseCase'])
    const raised = await chain.snapshot()
    await travelTo(closes)
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout', 'raiseCase'])
    await putBack(raised)
    await act(bob, incidentId, 'raiseCase')
    expect(await checkAll(incidentId)).toEqual(['challengeReport'])

    const open = await chain.snapshot()
    await travelTo(closes)
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout'])
    const { payout } = await carol.breakwater.claimPayoutSync({ pool, coverId, incidentId })
    expect(payout).toBe(usdc('65000'))
    expect(await checkAll(incidentId)).toEqual(['claimPayout'])
    const { claimsUntil } = await alice.breakwater.getCase({ pool, termsId, incidentId })
    await travelTo(claimsUntil + 1)
    expect(await checkAll(incidentId)).toEqual(['settleCase'])
    await putBack(open)

    await act(dave, incidentId, 'challengeReport', { counter: { severity: parseEther('0.1') } })
    expect(await checkAll(incidentId)).toEqual([])
    expect(await find('ruleDispute')).toMatchObject({ from: closes, until: closes + TURN })
    const challenged = await chain.snapshot()
    await travelTo(closes)
    expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
    await act(bob, incidentId, 'ruleDispute')
    // The firing stands: whoever fired first has half of the lost bond.
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout', 'withdrawBond'])
    const { bonds } = await eve.breakwater.getDispute({ incidentId })
    expect(bonds.find(({ key }) => key === zeroHash)).toMatchObject({
      ...{ contributor: address(eve), assets: MIN_BOND / 2n },
    })
    await act(eve, incidentId, 'withdrawBond')
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout'])
    await putBack(challenged)

    await travelTo(closes + TURN)
    expect(await checkAll(incidentId)).toEqual(['ruleDispute'])
    await travelTo(closes + 2 * TURN)
    expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'settleCase', 'withdrawBond'])
    await act(eve, incidentId, 'settleCase')
    expect(await checkAll(incidentId)).toEqual(['withdrawBond'])
  })

  test('so where two cases of a product live on each other', { timeout: 240_000 }, async () => {
    await openCourt({ proofOfLoss: false })
    const [coverId = 0n] = await insureAll([[carol, usdc('100000')]])
    await drain(pool)
    const [first, second] = [await report(alice, WAD), await report(alice, WAD - 1n)]
    for (const incidentId of [first, second]) await act(alice, incidentId, 'openCase')
    const { openings } = await alice.breakwater.getDispute({
      ...{ incidentId: second, openings: [{ pool, termsId }] },
    })
    expect(openings).toMatchObject([{ settlement: { open: 2, short: false }, stake: { stopping: 2 } }])
    expect(openings[0]?.settlement?.lacking).toBeGreaterThan(0n)
    await travelTo(openings[0]?.verdict.payableAt ?? 0)
    for (const incidentId of [first, second]) {
      expect(await checkAll(incidentId)).toEqual(['applyVerdict', 'claimPayout', 'withdrawBond'])
    }
    await act(eve, first, 'applyVerdict')
    expect(await checkAll(first)).toEqual(['claimPayout', 'withdrawBond'])
    expect(await checkAll(second)).toEqual(['applyVerdict', 'claimPayouts', 'withdrawBond'])
    await act(eve, second, 'applyVerdict')
    for (const incidentId of [first, second]) {
      expect(await checkAll(incidentId)).toEqual(['claimPayouts', 'withdrawBond'])
    }
    const claim = { pool, coverId, incidentId: second }
    await expect(keeper.breakwater.claimPayout(claim)).rejects.toMatchObject({ name: 'ClaimTogether' })
    await keeper.breakwater.claimPayoutsSync({ pool, coverId, incidentIds: [first, second] })

    const { claimsUntil } = await alice.breakwater.getCase({ pool, termsId, incidentId: second })
    await travelTo(claimsUntil + 1)
    await act(eve, first, 'settleCase')
    expect(await checkAll(first)).toEqual(['withdrawBond'])
    expect(await checkAll(second)).toEqual(['settleCase', 'withdrawBond'])
    await act(eve, second, 'settleCase')
    expect(await checkAll(first)).toEqual(['settleCase', 'withdrawBond'])
    expect(await checkAll(second)).toEqual(['withdrawBond'])
    await act(eve, first, 'settleCase')
    expect(await checkAll(first)).toEqual(['withdrawBond'])
  })
})
