import { type Address, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  type Assertions,
  type Assessment,
  type Case,
  type CourtCase,
  type Dispute,
  type DisputeCase,
  getAnswerKey,
  lossTable,
  type NextAction,
  type NextActionsParameters,
  nextActions,
  type ProductStake,
  type Settlement,
  toAnswer,
} from '../../src/index.js'
import { DAY } from '../../src/math/arithmetic.js'

describe('of time alone', () => {
  const at = (digit: number): Address => `0x${String(digit).repeat(40)}` as Address
  const [asset, opener, judge, judge2, somePool] = [at(1), at(2), at(3), at(4), at(5)]
  const [first, second, place, otherPool] = [at(6), at(7), at(8), at(9)]
  /** Opened at 1000, in court terms with windows that are easy to tell apart: all ends at 1300, or by proof at 1800. */
  const T = { opened: 1000, root: 500, window: 300, turn: 70, turn2: 40 }
  const ends = T.opened + T.window
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
    ...{ registered: 0n, layerIndex: 0n, supply: 0n, checkpoint: 0n, eventTime: 0, severity: 0n },
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
  const noVerdict = { payableAt: 0, severity: 0n, lossTotal: 0n, lossRoot: zeroHash }
  const nothing = toAnswer('nothing')
  const nothingKey = getAnswerKey('nothing')
  const tabled = toAnswer({ root: `0x${'ab'.repeat(32)}`, total: 7n })

  const numbered = (number: bigint, answer = { ...nothing, severity: 4n }) => ({
    ...{ number, by: opener, bond: 20n, ...answer },
    says: answer.severity === 0n ? ('nothing' as const) : ('severity' as const),
  })
  const [one, two, none3] = [numbered(1n), numbered(2n, { ...nothing, severity: 3n }), numbered(3n, nothing)]

  /** What a court has of a case; one answer stands. */
  const heard = ({ bond = 20n, ...changes }: Partial<CourtCase> & { bond?: bigint } = {}): CourtCase => ({
    ...{ court: place, pool: somePool, termsId: 3n, incidentId, subject: 5n, opener },
    ...{ openedAt: T.opened, severity: 4n, openingBond: bond, endsAt: ends, atStake: 0n, answers: [one] },
    ...{ arbiter: undefined, turnStarted: 0, deadline: 0, outcome: 'none', chosen: 0n, decidedAt: 0 },
    ...changes,
  })

  /** A case that can be opened. */
  const openable = (changes: Partial<DisputeCase> = {}): DisputeCase => ({
    ...{ pool: somePool, termsId: 3n, case: none, verdict: noVerdict, hearing: undefined },
    ...{ settlement: undefined, stake: undefined, severity: 6n, openingBond: 20n },
    ...{ openableUntil: 1900, notOpenable: undefined },
    ...{ answer: undefined, answerBond: 0n, answerableUntil: 0, notAnswerable: 'CaseNotOpen' },
    ...{ raisableUntil: 0, notRaisable: 'CaseNotOpen', notSettleable: 'CaseNotOpen' },
    ...{ bondsNotSettleable: 'CaseNotOpen', ...changes },
  })
  /** One that is open, with a single answer, and can be answered with nothing. */
  const opened = (changes: Partial<DisputeCase> = {}) =>
    openable({
      case: { ...none, status: 'open', settlement: 1n },
      ...{ settlement: settled, stake: alone, hearing: heard(), answer: nothing, answerBond: 30n },
      ...{ notOpenable: 'CaseAlreadyOpen', answerableUntil: ends, notAnswerable: undefined },
      ...{ raisableUntil: ends, notRaisable: 'InvalidCourtTerms' },
      ...{ notSettleable: 'VerdictPending', bondsNotSettleable: 'BondLocked', ...changes },
    })
  /** One with several answers, that cannot be answered otherwise. */
  const contested = (changes: Partial<CourtCase> = {}, more: Partial<DisputeCase> = {}) =>
    opened({
      hearing: heard({ answers: [one, two, none3], atStake: 100n, ...changes }),
      ...{ notAnswerable: 'AnswerAlreadyPosted', ...more },
    })

  const dispute = (changes: Partial<Dispute> = {}, byProof = false): Dispute => ({
    ...{ court: place, incidentId, subject: 5n, timestamp: T.opened },
    courtTerms: {
      rules: {
        ...{ asset, minBond: 10n, arbiter: first, arbiterTime: T.turn },
        ...{ fallbackArbiter: second, fallbackTime: T.turn2 },
      },
      ...{ reportWindow: 900, rootWindow: byProof ? T.root : 0, answerWindow: T.window },
      ...{ meter: zeroAddress, meterId: 0n, proofOfLoss: byProof, title: 'x' },
    },
    report: { reporter: opener, time: 990, reportedAt: 995, evidence: zeroHash },
    arbiters: [
      { address: first, time: T.turn, kind: 'address', judge },
      { address: second, time: T.turn2, kind: 'address', judge: judge2 },
    ],
    ...{ cases: [], bonds: [], ...changes },
  })

  const labelOf = ({ action, who, number }: NextAction) =>
    [action, who, ...(number === undefined ? [] : [number])].join(' ')

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
  const actionOf = (of: Dispute, name: string, more: Partial<NextActionsParameters> = {}) =>
    nextActions(of, { now: of.timestamp, ...more }).find(({ action }) => action === name)

  test('a case that is not there is opened for a figure, within the terms’ window', () => {
    const of = dispute({ cases: [openable()] })
    expectSpan(of, 'openCase anyone', T.opened, 1901)
    expect(actionOf(of, 'openCase')).toMatchObject({
      ...{ bond: { asset, spender: place, amount: 20n }, needs: undefined },
      call: { functionName: 'openCase', args: [3n, incidentId, 6n] },
    })
    // Nobody is made to say what was not asked for.
    const unsaid = dispute({ cases: [openable({ severity: undefined })] })
    expect(actionOf(unsaid, 'openCase')).toMatchObject({ call: undefined, needs: 'severity' })
    expect(possible(dispute({ cases: [openable({ notOpenable: 'NotCovered' })] }), T.opened)).toEqual([])
  })

  test('an opening without its table', () => {
    const hearing = heard({ answers: [], endsAt: ends + T.root })
    const over = ends + T.root + 1
    const of = dispute({ cases: [opened({ hearing, answerableUntil: ends + T.root })] }, true)
    expectSpan(of, 'publishLosses opener', T.opened, T.opened + T.root + 1)
    expectSpan(of, 'postAnswer anyone', T.opened, over)
    // If nobody says anything nothing was lost.
    expectSpan(of, 'settleBonds anyone', over, undefined)
    expectSpan(of, 'applyVerdict anyone', over, undefined)
    expectSpan(of, 'settleCase anyone', over, undefined)
    expectSpan(of, 'withdrawBond contributor', over, undefined)
    expect(actionOf(of, 'publishLosses', { account: judge })).toMatchObject({
      isYours: false,
      needs: 'table',
    })
    const table = lossTable([{ insured: opener, loss: 5n }])
    expect(actionOf(of, 'publishLosses', { account: opener, table, uri: 'ipfs://x' })).toMatchObject({
      ...{ isYours: true, call: { address: place, args: [{ incidentId }, table.root, 5n, 'ipfs://x'] } },
    })
  })

  test('another’s table alone is paid, a day after the window or when bonds are settled', () => {
    const hearing = heard({ answers: [numbered(2n, tabled)], endsAt: 1800 })
    const of = dispute({ cases: [opened({ hearing })] }, true)
    expectSpan(of, 'settleBonds anyone', 1801, undefined)
    expectSpan(of, 'applyVerdict anyone', 1801 + DAY, undefined)
    expectSpan(of, 'claimLoss insured', 1801 + DAY, undefined)
  })

  test('one answer alone holds when the window has ended, and there is nothing to settle', () => {
    const of = dispute({ cases: [opened(), openable({ pool: otherPool })] })
    expectSpan(of, 'postAnswer anyone', T.opened, ends + 1)
    expect(possible(of, ends)).toEqual(['openCase anyone', 'postAnswer anyone'])
    expect(possible(of, ends + 1)).toEqual([
      ...['applyVerdict anyone', 'claimPayout insured', 'openCase anyone', 'withdrawBond contributor'],
    ])
  })

  test('what is answered needs a bond, less what the account has pledged, and is said by it alone', () => {
    const key = `0x${'22'.repeat(32)}` as const
    const of = dispute({ cases: [opened()] })
    expect(actionOf(of, 'postAnswer')).toMatchObject({
      ...{ bond: { asset, spender: place, amount: 30n }, needs: undefined },
      call: { functionName: 'postAnswer', args: [{ incidentId, termsId: 3n }, nothing, 30n, ''] },
    })
    const unsaid = dispute({ cases: [opened({ answer: undefined })] })
    expect(actionOf(unsaid, 'postAnswer')).toMatchObject({ call: undefined, needs: 'answer' })
    const pots = [
      { key, assets: 5n },
      { key: nothingKey, assets: 12n },
    ].map((pot) => ({ pool: somePool, termsId: 3n, contributor: opener, ...pot }))
    const pledged = dispute({ cases: [opened()], bonds: pots })
    expect(actionOf(pledged, 'postAnswer', { account: opener })?.bond?.amount).toBe(18n)
    expect(actionOf(pledged, 'postAnswer', { account: judge })?.bond?.amount).toBe(30n)
    const all = pots.map((pot) => ({ ...pot, assets: 40n }))
    expect(
      actionOf(dispute({ cases: [opened()], bonds: all }), 'postAnswer', { account: opener }),
    ).toMatchObject({
      ...{ bond: undefined, call: { functionName: 'postAnswer' } },
    })
    // What asks for more is taken until the horizon.
    const higher = dispute({ cases: [opened({ answerableUntil: 1200 })] })
    expectSpan(higher, 'postAnswer anyone', T.opened, 1201)
    for (const notAnswerable of ['InvalidAnswer', 'AnswerAlreadyPosted'] as const) {
      expect(actionOf(dispute({ cases: [opened({ notAnswerable })] }), 'postAnswer')).toBeUndefined()
    }
  })

  test('several answers go before two judges, and silence of both denies', () => {
    const of = dispute({ cases: [contested()] })
    const turn = ends + 1
    const over = turn + T.turn + T.turn2
    // An answer that nothing was lost goes by 0.
    for (const number of [0n, 1n, 2n]) {
      const judged = nextActions(of, { now: turn, account: judge }).filter(
        (entry) => entry.action === 'ruleDispute' && entry.number === number,
      )
      expect(judged).toMatchObject([
        { from: turn, until: turn + T.turn, isYours: true, isPossible: true, call: { address: first } },
        { from: turn + T.turn, until: over, isYours: false, isPossible: false, call: { address: second } },
      ])
    }
    const rulings = (account: Address) => (time: number) =>
      nextActions(of, { now: time, account }).filter(
        ({ action, isYours, isPossible }) => action === 'ruleDispute' && isYours && isPossible,
      ).length
    expect([turn - 1, turn, turn + 69, turn + 70].map(rulings(judge))).toEqual([0, 3, 3, 0])
    expect([turn + 69, turn + 70, turn + 109, turn + 110].map(rulings(judge2))).toEqual([0, 3, 3, 0])
    expectSpan(of, 'settleBonds anyone', over, undefined)
    expectSpan(of, 'applyVerdict anyone', over, undefined)
    expectSpan(of, 'settleCase anyone', over, undefined)
    expectSpan(of, 'withdrawBond contributor', over, undefined)
    expect(possible(of, ends)).toEqual([])
  })

  test('what is the holders’ is not foreseen while the settlement is strained', () => {
    const strained = { settlement: { ...settled, strainedAt: 900 } }
    const of = dispute({ cases: [contested({}, strained)] })
    expect(actionOf(of, 'settleBonds')).toBeUndefined()
    expect(actionOf(of, 'applyVerdict')).toMatchObject({ from: ends + 1 + T.turn + T.turn2 })
  })

  test('what was chosen in another pool of a firing is taken over, if that one had all answers and as much at stake', () => {
    const last = ends + 1 + T.turn
    const ruled = { outcome: 'ruled', chosen: 2n, decidedAt: last, pool: otherPool } as const
    const reported = (changes: Partial<CourtCase>, mine: Partial<CourtCase> = {}) =>
      dispute({ cases: [contested(mine), contested({ ...ruled, ...changes }, { pool: otherPool })] })
    const with_ = (...changes: Parameters<typeof reported>) => {
      const of = reported(...changes)
      return { ...of, courtTerms: { ...of.courtTerms, meter: at(9), meterId: 2n } }
    }
    expect(actionOf(reported({}), 'adoptOutcome')).toBeUndefined()
    const turn = ends + 1
    const adopting = with_({})
    expectSpan(adopting, 'adoptOutcome anyone', turn, turn + T.turn + T.turn2)
    expect(actionOf(adopting, 'adoptOutcome')).toMatchObject({ pool: somePool, call: { address: place } })
    const moved = { answers: [one, { ...none3, number: 2n }, { ...two, number: 3n }], chosen: 3n }
    expect(actionOf(with_(moved), 'adoptOutcome')).toBeDefined()
    for (const changes of [
      { atStake: 99n },
      { termsId: 4n },
      // By the first arbiter.
      { decidedAt: last - 1 },
      { answers: [one, two] },
      { outcome: 'silent' },
      { outcome: 'unopposed' },
    ] as const) {
      expect(actionOf(with_(changes), 'adoptOutcome')).toBeUndefined()
    }
    // The one that holds there has to stand here, but for nothing.
    const fewer = { answers: [one, none3] }
    expect(actionOf(with_({}, fewer), 'adoptOutcome')).toBeUndefined()
    expect(actionOf(with_({ chosen: 0n }, { answers: [one, two] }), 'adoptOutcome')).toBeDefined()
  })

  describe('a firing', () => {
    const fired = (changes: Partial<Dispute> = {}): Dispute => {
      const of = dispute(changes)
      return { ...of, courtTerms: { ...of.courtTerms, meter: at(9), meterId: 2n } }
    }
    const hearing = heard({ opener: undefined, bond: 0n, answers: [{ ...one, by: undefined, bond: 0n }] })

    test('is opened without a bond or a figure', () => {
      const of = fired({ cases: [openable({ openingBond: 0n, severity: 4n })] })
      expectSpan(of, 'openCase anyone', T.opened, 1901)
      expect(actionOf(of, 'openCase')).toMatchObject({
        bond: undefined,
        call: { args: [3n, incidentId, 0n] },
      })
    })

    test('that nobody answers is paid when its window is over, and nobody has a bond', () => {
      const of = fired({ cases: [opened({ hearing })] })
      expectSpan(of, 'postAnswer anyone', T.opened, ends + 1)
      expectSpan(of, 'applyVerdict anyone', ends + 1, undefined)
      expectSpan(of, 'claimPayout insured', ends + 1, undefined)
      const labels = nextActions(of, { now: T.opened }).map(labelOf)
      expect(labels).not.toContain('withdrawBond contributor')
      expect(labels).not.toContain('settleBonds anyone')
    })

    test('that was raised raises its cases until the window ends, or the horizon', () => {
      const of = fired({ cases: [opened({ hearing, notRaisable: undefined })] })
      expectSpan(of, 'raiseCase anyone', T.opened, ends + 1)
      expect(actionOf(of, 'raiseCase')?.call).toMatchObject({ address: place, functionName: 'raiseCase' })
      const early = fired({ cases: [opened({ hearing, notRaisable: undefined, raisableUntil: 1200 })] })
      expectSpan(early, 'raiseCase anyone', T.opened, 1201)
    })

    test('with another answer is ruled on, and denied by silence', () => {
      const answers = [...hearing.answers, none3]
      const of = fired({ cases: [contested({ ...hearing, answers, atStake: 100n })] })
      const over = ends + 1 + T.turn + T.turn2
      expect(actionOf(of, 'ruleDispute')).toMatchObject({ from: ends + 1, until: ends + 1 + T.turn })
      expectSpan(of, 'settleBonds anyone', over, undefined)
      expectSpan(of, 'withdrawBond contributor', over, undefined)
      expectSpan(of, 'settleCase anyone', over, undefined)
    })
  })

  test('what was decided', () => {
    const decided = { outcome: 'ruled', chosen: 2n, decidedAt: 1320 } as const
    const verdict = { ...noVerdict, severity: 3n, payableAt: 1320 + DAY }
    const paid = contested(decided, { verdict, bondsNotSettleable: undefined })
    const of = dispute({ cases: [paid], timestamp: 1330 })
    expect(possible(of, 1330)).toEqual(['settleBonds anyone'])
    expectSpan(of, 'applyVerdict anyone', 1320 + DAY, undefined)
    expectSpan(of, 'claimPayout insured', 1320 + DAY, undefined)
    const denied = contested(
      { ...decided, chosen: 3n },
      { verdict: { ...noVerdict, payableAt: 1320 }, bondsNotSettleable: 'BondsAlreadySettled' },
    )
    expect(possible(dispute({ cases: [denied], timestamp: 1330 }), 1330)).toEqual([
      ...['applyVerdict anyone', 'settleCase anyone'],
    ])
  })

  describe('cases with a verdict', () => {
    const of = (figures: Partial<Case>, changes: Partial<DisputeCase> = {}, timestamp = 5000) => {
      const found = { ...none, settlement: 1n, ...figures }
      const hearing = heard({ outcome: 'unopposed', chosen: 1n, decidedAt: 1301, bond: 0n })
      const stake = { ...alone, payable: 1 }
      return dispute({ cases: [opened({ case: found, hearing, stake, ...changes })], timestamp })
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
    const pot = { pool: somePool, termsId: 3n, key: zeroHash, contributor: opener }
    const bonds = [
      { ...pot, assets: 0n },
      { ...pot, assets: 7n },
    ]
    const found = nextActions(dispute({ bonds }), { now: T.opened })
    expect(found).toMatchObject([
      {
        ...{ action: 'withdrawBond', isPossible: true, pool: somePool, termsId: 3n },
        call: { address: place, args: [{ incidentId, termsId: 3n }, zeroHash, opener] },
      },
    ])
  })

  const turn = ends + 1
  const uma = {
    address: second,
    time: T.turn2,
    kind: 'uma',
    currency: at(1),
    bond: 55n,
    liveness: 15,
  } as const
  const panelTurn = {
    ...{
      timestamp: turn,
      cases: [contested({ arbiter: first, turnStarted: turn, deadline: turn + T.turn })],
    },
    arbiters: [{ address: first, time: T.turn, kind: 'panel', commitPeriod: 30, revealPeriod: 20 }, uma],
  } as const

  test('a panel, and UMA after it', () => {
    const of = dispute(panelTurn)
    expectSpan(of, 'commitVote assessor', turn, turn + 30)
    expectSpan(of, 'revealVote assessor', turn + 30, turn + 50)
    expectSpan(of, 'assertAnswer anyone 2', turn + 70, turn + 95)
    const asserted = nextActions(of, { now: turn + 70, uri: 'ipfs://x' }).find(({ number }) => number === 0n)
    expect(asserted).toMatchObject({
      ...{ action: 'assertAnswer', bond: { asset: at(1), spender: second, amount: 55n } },
      call: { args: [place, { incidentId }, 0n, 'ipfs://x'] },
    })
    const assertion = {
      assertionId: zeroHash,
      asserter: opener,
      bond: 55n,
      isSettleable: false,
      isCreditable: false,
    }
    const told: Assertions = {
      ...{ arbiter: second, court: place, pool: somePool, termsId: 3n, incidentId },
      ...{ currency: at(1), bond: 55n, liveness: 15, account: opener, credit: 0n },
      open: [
        { ...assertion, number: 1n, isSettleable: true, isCreditable: true },
        { ...assertion, number: 2n },
      ],
    }
    expect(possible(of, turn + 70, { assertions: [told] })).toEqual([
      ...['assertAnswer anyone 0', 'settleAnswer anyone 1'],
    ])
    // Of another case nothing is meant.
    for (const other of [{ termsId: 4n }, { pool: otherPool }, { incidentId: 1n }]) {
      const assertions = [{ ...told, ...other }]
      expect(possible(of, turn + 70, { assertions })).toEqual(possible(of, turn + 70))
    }
    // Settling rules until the turn ends; its bond is credited after that, too.
    expectSpan(of, 'creditBond anyone 1', turn + 110, undefined, { assertions: [told] })
    const paid = { ...told, open: [], credit: 9n }
    expectSpan(of, 'withdrawCredit asserter', turn, undefined, { assertions: [paid] })
    expect(actionOf(of, 'withdrawCredit', { assertions: [paid], account: judge })?.isYours).toBe(false)
  })

  const assessment: Assessment = {
    ...{ panel: first, court: place, pool: somePool, termsId: 3n, incidentId, caseId: 0n },
    ...{ phase: 'commit', until: turn + 30 },
    ends: {
      commit: turn + 30,
      reveal: turn + 50,
      appeal: turn + 55,
      tally: turn + 60,
      undecided: turn + 999,
    },
    ...{ isTurn: true, atStake: 100n, appealFee: 1n, appealed: false, decided: false, winner: undefined },
    ...{ isDecidedAtCourt: false, quorum: 0n, committed: 0n, revealed: 0n, answers: [], ruling: undefined },
    ...{ assessor: opener, eligible: 9n, risk: 0n, committedVote: false, vote: undefined },
    ...{ changeWithoutWinner: 0n, freed: false, taken: 0n, due: 0n },
  }

  test('an assessor, and what is known of the votes', () => {
    const of = dispute(panelTurn)
    const told = (changes: Partial<Assessment>) => ({
      assessments: [{ ...assessment, ...changes }],
      account: opener,
    })
    expectSpan(of, 'commitVote assessor', turn, turn + 30, told({}))
    expect(possible(of, turn, told({ eligible: 0n }))).toEqual([])
    const voted = told({ caseId: 4n, risk: 9n, committedVote: true })
    expect(possible(of, turn, voted)).toEqual([])
    expectSpan(of, 'revealVote assessor', turn + 30, turn + 50, voted)
    expectSpan(of, 'tallyVotes anyone', turn + 55, turn + 60, voted)
    // Both turns over, the court has decided by silence; and in the end whatever it does.
    expectSpan(of, 'settleVote anyone', turn + 110, undefined, voted)
    const soon = told({ ...voted.assessments[0], ends: { ...assessment.ends, undecided: turn + 80 } })
    expectSpan(of, 'settleVote anyone', turn + 80, undefined, soon)
    const appeal = told({ caseId: 4n, phase: 'appeal', ruling: 0n, vote: 0n, risk: 9n })
    expectSpan(of, 'appealRuling anyone', turn + 50, turn + 55, appeal)
    expectSpan(of, 'tallyVotes anyone 0', turn + 55, turn + 60, appeal)
    for (const changes of [{ appealed: true }, { ruling: undefined }, { isTurn: false }] as const) {
      const out = told({ caseId: 4n, phase: 'appeal', ruling: 1n, ...changes })
      expect(possible(of, turn + 50, out)).toEqual([])
      expect(possible(of, turn + 55, out)).toEqual([])
    }
    const done = told({ caseId: 4n, phase: 'final', decided: true, winner: 1n, risk: 9n, isTurn: false })
    const ruled = contested(
      { outcome: 'ruled', chosen: 1n, decidedAt: turn + 55 },
      { verdict: { ...noVerdict, severity: 4n, payableAt: turn + 55 + DAY } },
    )
    const after = dispute({ ...panelTurn, cases: [ruled], timestamp: turn + 56 })
    expect(possible(after, turn + 56, done)).toEqual(['settleVote anyone'])
    // The rest of a winner's gain, once there is something of it.
    const winner = { ...done.assessments[0], freed: true, taken: 2n }
    expect(possible(after, turn + 56, told(winner))).toEqual([])
    expect(possible(after, turn + 56, told({ ...winner, due: 3n }))).toEqual(['settleVote anyone'])
  })
})
