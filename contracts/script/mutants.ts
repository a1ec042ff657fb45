/** A change of one place that turns the contracts wrong, and where the first test that should see it is. */
export interface Mutant {
  /** Below contracts/src, without `.sol`. */
  file: string
  /** Occurs in the file exactly once. */
  from: string
  to: string
  /** Test files below contracts/test, without `.t.sol`; all are tried if these do not fail. */
  tests: string
}

const mutants = (file: string, tests: string, list: [from: string, to: string, tests?: string][]): Mutant[] =>
  list.map(([from, to, own]) => ({ file, from, to, tests: own ?? tests }))

/** Rounding the other way, bounds off by one, checks and updates left out. */
export const MUTANTS: Mutant[] = [
  ...mutants('libraries/PremiumMath', 'fuzz/PremiumMath', [
    ['(from + end))).divUp(2 * kink)', '(from + end))) / (2 * kink)'],
    ['.divUp(2 * span)', ' / (2 * span)'],
    ['.max(1).min(limit)', '.min(limit)'],
    ['<< RATE_SHIFT).divUp(1e15 * PPM * YEAR)', '<< RATE_SHIFT) / (1e15 * PPM * YEAR)'],
    ['stream.divUp(left).max(1)', '(stream / left).max(1)'],
    ['stream.divUp(left).max(1)', 'stream.divUp(left)'],
    ['(stream * quantum + (1 << RATE_SHIFT) - 1) >> RATE_SHIFT', 'stream * quantum >> RATE_SHIFT'],
    ['.divUp(PPM - cutsPpm)', ' / (PPM - cutsPpm)'],
    ['* minBilled).divUp(long.max(minBilled))', '* minBilled) / (long.max(minBilled))'],
    ['timestamp.max(billed)', 'timestamp'],
    ['(100 - CANCEL_KEPT) / (100 << RATE_SHIFT)', '(100 - CANCEL_KEPT) / (100 << RATE_SHIFT) + 1'],
    ['.divUp(100 * left)', ' / (100 * left)', 'unit/CancelCover'],
  ]),
  ...mutants('libraries/ShareMath', 'fuzz/ShareMath', [
    ['Shares.wrap(assets.raw().fullMulDiv(', 'Shares.wrap(assets.raw().fullMulDivUp('],
    ['virtualShares, equity.raw() + 1)', 'virtualShares, equity.raw().max(1))'],
    ['Assets.wrap(shares.raw().fullMulDiv(', 'Assets.wrap(shares.raw().fullMulDivUp('],
    ['Assets.wrap(shares.raw().fullMulDivUp(', 'Assets.wrap(shares.raw().fullMulDiv('],
  ]),
  ...mutants('libraries/CoverData', 'fuzz/CoverData', [
    ['(rate + (1 << exponent) - 1) >> exponent', 'rate >> exponent'],
    ['return rate >> exponent << exponent;', 'return rate;'],
  ]),
  ...mutants('libraries/Buckets', 'fuzz/StreamBuckets', [
    ['(until + PERIOD - 1) / PERIOD', 'until / PERIOD', 'fuzz/CapitalBuckets'],
    ['rateEnd -= sum * day0 + weighted;', 'rateEnd -= sum * day0;'],
    ['            m.rateEnd += rate * endDay;', ''],
    ['week - m.day / 7 < WEEKS', 'week - m.day / 7 <= WEEKS'],
    ['+ rate <= RATE_MASK', '+ rate <= RATE_MASK + 1'],
    ['_week(ring, week).bits -= rate << ((endDay % 7) * RATE_BITS);', ''],
    ['period - m.period < PERIODS', 'period - m.period <= PERIODS', 'fuzz/CapitalBuckets'],
    ['+ amount <= CAPITAL_MASK', '+ amount <= CAPITAL_MASK + 1', 'fuzz/CapitalBuckets'],
    ['if (amount > top) top = amount;', 'top = amount;', 'fuzz/CapitalBuckets'],
    ['            p.committed -= amount;', '', 'fuzz/CapitalBuckets'],
    ['word >> 248 == lap ?', 'word >> 248 == lap || true ?'],
  ]),
  ...mutants('pool/PoolState', 'differential/Read', [
    ['.min(64)', '.min(65)'],
    ['damped.min(freeEquity)', 'damped'],
    ['damped * 11 / 10', 'damped * 12 / 10'],
    [
      'before == amount, Errors.UnsupportedAsset',
      'before <= amount, Errors.UnsupportedAsset',
      'threats/Tokens',
    ],
    ['s.supply == 0 ? Assets.wrap(0) : _equity(m)', '_equity(m)', 'threats/Capital'],
  ]),
  ...mutants('pool/ShareLedger', 'unit/ShareToken', [
    ['require(uint256(s) <= HALF_N, InvalidPermit());', ''],
    ['list[middle]).to < epoch', 'list[middle]).to <= epoch'],
    ['if (c.from >= epoch)', 'if (c.from > epoch)'],
    ['if (a.epoch >= epoch)', 'if (a.epoch > epoch)'],
    ['q.end.zeroFloorSub(settled).min(q.queued)', 'q.queued'],
    ['        s.supply += amount;', '', 'unit/Deposit'],
  ]),
  ...mutants('pool/QueueReads', 'unit/SettleRedeemRequests', [
    [' + 1) * _quantum', ') * _quantum'],
    ['.max((top * PPM).divUp(_exitClusterShare))', ''],
    ['up ? part.divUp(span) : part / span', 'part / span', 'unit/Redeem'],
    ['low = middle + 1', 'low = middle + 2', 'unit/Redeem'],
    ['            a.queued = pending;', '', 'unit/Redeem'],
  ]),
  ...mutants('pool/ExitQueue', 'unit/SettleRedeemRequests', [
    ['block.timestamp >= r.time + _cooldown', 'block.timestamp > r.time + _cooldown'],
    ['(assets * TIP / PPM).min(_quantum)', '(assets * TIP / PPM)'],
    ['wanted.min(_roomShares(_unbacked(m, clusters), equity, s))', 'wanted'],
    ['if (m.flags & PoolFlags.SHORT != 0) return (0, 0);', ''],
    ['(block.timestamp - _cooldown) / 1 days - 1', '(block.timestamp - _cooldown) / 1 days'],
    ['        s.queued -= shares;', ''],
    ['        m.net -= assets;', ''],
    [
      '        _setAside(head + shares, shares, assets - tip);',
      '        _setAside(head + shares, shares, assets);',
    ],
    ['require(a.queued == 0, Errors.RequestPending());', '', 'unit/RequestRedeem'],
    [
      'require(controller == owner || _isOperatorFor(controller), Errors.NotAuthorized());',
      '',
      'unit/RequestRedeem',
    ],
    [
      'if (q.requestDay != 0) _requestDays[q.requestDay % DAYS] = q.requestDay << 128 | q.requested;',
      '',
      'unit/SettleRedeemRequests',
    ],
    ['require(_isOperatorFor(controller), Errors.NotAuthorized());', '', 'unit/Redeem'],
    ['assets.fullMulDivUp(c.shares, c.assets)', 'assets.fullMulDiv(c.shares, c.assets)', 'unit/Redeem'],
    ['        e.owed -= assets;', '', 'unit/Redeem'],
  ]),
  ...mutants('pool/Pricing', 'unit/Capacity', [
    ['            _bound(b, Limit.Speed, b.limit / SALE_SPEED, b.p.sold);', ''],
    ['            _bound(b, Limit.Product, b.limit, committed);', ''],
    ['            _bound(b, Limit.Absolute, b.t.maxCover, committed);', ''],
    ['if (left < b.available)', 'if (left > b.available)'],
    ['(leaked * SALE_SPEED * 1 days).divUp(b.limit)', '(leaked * SALE_SPEED * 1 days) / b.limit'],
    ['require(b.p.openPockets == 0, Errors.IncidentOpen(productId));', '', 'unit/BuyCover'],
    ['duration >= MIN_DURATION', 'duration > MIN_DURATION', 'unit/BuyCover'],
    ['start = start.max(_deferredUntil[b.l.cluster]);', 'start = start.max(0);', 'unit/QuoteCover'],
    ['(end - start).max(b.t.minBilled)', '(end - start)', 'unit/BuyCover'],
    ['if (period > m.period) {', 'if (period >= m.period) {', 'unit/Upkeep'],
    ['(timestamp + 1 days - 1) / 1 days * 1 days', '(timestamp + 1 days) / 1 days * 1 days', 'unit/BuyCover'],
  ]),
  ...mutants('pool/Underwriting', 'unit/BuyCover', [
    ['block.timestamp <= o.deadline', 'block.timestamp < o.deadline'],
    ['quanta <= b.available', 'quanta < b.available', 'unit/Capacity'],
    ['require(premium + o.integratorFee <= o.maxPremium', 'require(premium <= o.maxPremium'],
    ['b.m.net += quote.premium - quote.cuts;', 'b.m.net += quote.premium;'],
    ['        b.p.sold += quanta;', '', 'unit/Capacity'],
    ['        b.p.cuts += quote.cuts;', ''],
    ['t.flags & PoolFlags.LINE_PROOF_OF_LOSS == 0 || _isOperatorFor(o.insured)', 'true'],
    ['quote.end + reportWindow', 'quote.end', 'threats/Timing'],
    ['require(p.openPockets == 0, Errors.IncidentOpen(t.productId));', '', 'unit/CancelCover'],
    ['m.net -= refund;', '', 'unit/CancelCover'],
  ]),
  ...mutants('CoverPool', 'unit/Deposit', [
    ['require(assets <= max, Errors.DepositLimitExceeded(max));', ''],
    ['        _refreshDamped(q, _freeEquity(equity, s));', '', 'threats/Capital'],
    ['        _refreshDamped(q, _freeEquity(_equity(m), s));', '', 'threats/Capital'],
    ['.min(assets * _virtualShares * RELEASE_FLOOR)', '', 'unit/PocketVault'],
    ['        _requireVault();', '', 'threats/Selectors'],
    ['        p.openPockets += 1;', '', 'unit/BuyCover'],
    ['        p.openPockets -= 1;', '', 'unit/PocketVault'],
    ['p.backed.zeroFloorSub(held.divUp(_quantum))', 'p.backed', 'unit/RunOnThePool'],
    ['drawn.divUp(_quantum)', '(drawn / _quantum)', 'unit/PocketVault'],
    ['wanted.min(_equity(m).raw())', 'wanted', 'unit/PocketVault'],
  ]),
  ...mutants('CoverPoolExtension', 'unit/ExtendCover', [
    ['block.timestamp + b.t.waitingPeriod <= c.end', 'block.timestamp + b.t.waitingPeriod < c.end'],
    ['b.s.queued == 0 || _roomShares(b.clusters, b.equity, b.s) >= b.s.queued', 'true'],
    ['b.p.committed - c.amount, b.p.committed)', 'b.p.committed, b.p.committed + c.amount)'],
    ['        b.p.cuts += x.premium - x.net;', ''],
    ['        _usedNonces[controller][nonce] = true;', '', 'unit/Operators'],
    ['latest = earliest.max(period * Buckets.PERIOD)', 'latest = earliest', 'unit/RequestRedeem'],
    ['        line.serial = Packing.toTermsLine(_lines[termsId]).serial;', '', 'unit/PoolManager'],
  ]),
  ...mutants('pockets/Claims', 'unit/ProofOfLoss', [
    ['require(receiver == owner || msg.sender == owner, Errors.NotAuthorized());', ''],
    ['require(table == _lossTables[pocketId], Errors.InvalidProof());', ''],
    ['remaining.min(drawn.fullMulDiv(share, WAD))', 'remaining'],
  ]),
  ...mutants('pockets/Verdicts', 'unit/ProofOfLoss', [
    ['if (x.severity != 0 && x.lossTotal != 0) v.share', 'if (x.severity != 0) v.share'],
    ['        r.shortages += 1;', '', 'unit/Estates'],
    ['(r.reserves, r.undecided) = (0, 0);', '', 'unit/Estates'],
  ]),
  ...mutants('PocketVault', 'unit/PocketVault', [
    ['require(v.status & RELEASED == 0, Errors.AlreadyReleased());', ''],
    ['if (firstLoss != 0) _returnFirstLoss(productId, firstLoss);', '', 'unit/FirstLoss'],
    ['e.claimed.zeroFloorSub(e.assets + t.recovered)', 'e.claimed', 'unit/Estates'],
  ]),
  ...mutants('libraries/EstateMath', 'unit/Estates', [
    ['p.claimed.min(p.firstLoss)', 'p.firstLoss', 'unit/FirstLoss'],
    ['reserve.fullMulDiv(e.assets - e.assets.min(e.claimed), e.assets)', 'reserve'],
  ]),
]
