/** Mutants that no test can kill, because they change nothing that anybody could see. One that no longer exists is an error. */
export interface Equivalent {
  id: string
  /** Where, and what changes: for people. */
  what: string
  /** Why nothing that can be seen changes. */
  why: string
}

export const EQUIVALENTS: Equivalent[] = [
  {
    id: 'd3c39cb172',
    what: 'ClaimReads._placeOf: time << 216 → time << 217',
    why: 'The order of two places is the same for all times below 2^39, some 17,000 years.',
  },
  {
    id: '14420716c2',
    what: 'Claims._unclaimed: need.zeroFloorSub(claimed) → need - claimed',
    why: 'Each claim by proof takes at most what is left of the need, so the sum of them never exceeds it.',
  },
  {
    id: '96f48ae122',
    what: 'Claims._refuse: revert NotCovered left out',
    why: 'The only claim was not made, for which the caller reverts with the same error.',
  },
  {
    id: '52e6d7df17',
    what: 'Settlements._giveBack: continue left out',
    why: 'With a part of nothing the rest of the loop changes and issues nothing.',
  },
  {
    id: '942d122afe',
    what: 'Settlements._close: bound.zeroFloorSub(claimed) → bound - claimed',
    why: 'A cover is paid no more than its amount over all cases, and cover grows only where the bound grows with it.',
  },
  {
    id: 'c3dcf0811e',
    what: 'Settlements._close: k.need = reserve + first loss left out',
    why: 'Both are what was claimed: the lines before have set the need to that, and freed all else.',
  },
  {
    id: '2c15899ef9',
    what: 'Answers.raiseCase: severity of the answer 0 → 1',
    why: 'A case of a firing is measured by what was fired: the answer given is not looked at.',
  },
  {
    id: 'cc1ae09db7',
    what: 'Answers.raiseCase: loss of the answer 0 → 1',
    why: 'A case of a firing is measured by what was fired: the answer given is not looked at.',
  },
  {
    id: '920593fd52',
    what: 'Answers.onOpen: now + ANSWER_TIME > endsAt → >=',
    why: 'Where both are the same, the window that is written is the one that would be computed.',
  },
  {
    id: '257fa719b6',
    what: 'Lows.least: lows[i] < value → <=',
    why: 'Of equal values either is the least.',
  },
  {
    id: '0da04d8480',
    what: 'Runs.proven: x < value → <=',
    why: 'Of equal values either is the least.',
  },
  {
    id: '09b9286125',
    what: 'Runs.shorten: r.times[i] != 0 → != 1',
    why: 'What is before a look that is not there is not there either.',
  },
  {
    id: 'b9950bbbdf',
    what: 'PriceDepegMeter._askQuietly: at most 160 bytes of an answer → 161',
    why: 'An answer of 161 bytes is refused for its length then.',
  },
  {
    id: 'f3298b9501',
    what: 'CoverPool._maxDeposit: flags & (SHORT | DEPOSITS_PAUSED) → |',
    why: 'It only spares the next condition, which asks for the same, where neither flag is set.',
  },
  {
    id: 'efbeae5a50',
    what: 'Buckets.advanceStream: first / 7 → first / 8',
    why: 'It begins at earlier weeks, of whose words nothing is left where the days before the first are shifted out.',
  },
  {
    id: '43bb2128e2',
    what: 'QueueReads._assetsUpTo: position < below.shares → <=',
    why: 'The search then finds the same checkpoint, whose assets are returned either way.',
  },
  {
    id: 'aed661f5e7',
    what: 'CoverPoolSegment2.extendCover: x.end / 1 days rounded up',
    why: 'An end is a midnight: _price has rounded it.',
  },
  {
    id: '6376b7a090',
    what: 'MaturedExits._matured: time of nothing that has matured 0 → 1',
    why: 'Position 0 is beyond no head, for which the callers do not look at the time, but that it is not ahead.',
  },
  {
    id: '4442bb4a7b',
    what: 'PoolConfigurator._setPoolTerms: serial 0 → 1',
    why: 'The pool keeps its own count of covers, whatever it is given.',
  },
  {
    id: '0ff02e7779',
    what: 'Settlements._takeFirstLoss: return where nothing is promised left out',
    why: 'Nothing is taken then, for which the next lines return.',
  },
  {
    id: '263391f1a9',
    what: 'Cases._applyVerdict: part of a bonus for claims that wait 0 → 1',
    why: 'A bonus has no rate before a verdict that pays, so that none of it is kept.',
  },
  {
    id: '9ece26a127',
    what: 'Cases._applyVerdict: assets that came free 0 → 1',
    why: 'The only caller that looks at them does so where the case is closed, which it is not.',
  },
  {
    id: '7f14702ad3',
    what: 'Cases._applyVerdict: shares that were issued 0 → 1',
    why: 'The only caller that looks at them does so where the case is closed, which it is not.',
  },
  {
    id: 'ff1bcebd87',
    what: 'Returns.collectReturns: layerCount > x.layerCount → >=',
    why: 'Shares held here from a case to the same case were held through none; the word only costs gas.',
  },
  {
    id: '537796f4fe',
    what: 'AssessorPanel.constructor: WAD / 4 rounded up',
    why: 'A WAD has a quarter.',
  },
]
