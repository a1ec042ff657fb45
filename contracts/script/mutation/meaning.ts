/** Mutants of meaning: what a standard operator would not write. The wrong party gains, the wrong moment counts, a rule is missing. */
import { type Replacement, replacements } from './replacement.ts'

const COMMITMENT = 'block.chainid, address(this), court, ref, number, salt, voter'

export const MEANING: Replacement[] = [
  // Premium and capacity.
  ...replacements('PremiumMath', [
    ['stream.divUp(left).max(1)', 'stream.divUp(left)'],
    ['timestamp.max(billed)', 'timestamp'],
  ]),
  ...replacements('ShareMath', [
    ['virtualShares, equity / assetUnit + 1)', 'virtualShares, (equity / assetUnit).max(1))'],
  ]),
  ...replacements('CoverPacking', [['return rate >> exponent << exponent;', 'return rate;']]),
  ...replacements('Buckets', [
    ['top = FixedPointMathLib.max(top, w & CAPITAL_MASK);', 'top = w & CAPITAL_MASK;'],
    ['rateEnd -= sum * day0 + weighted;', 'rateEnd -= sum * day0;'],
    ['return word >> 248 == lap ?', 'return true ?'],
  ]),
  ...replacements('Quoting', [
    ['start = start.max(_deferredUntil[b.l.cluster]);', 'start = start.max(0);'],
    ['(end - start).max(b.t.minBilled)', '(end - start)'],
    ['_midnight(end.max(c.start)).min(c.end)', '_midnight(end).min(c.end)'],
  ]),
  ...replacements('Sales', [
    ['uint256 paid = premium + o.integratorFee', 'uint256 paid = premium'],
    ['b.m.net += quote.premium - quote.fees;', 'b.m.net += quote.premium;'],
    ['t.flags & PoolFlags.TERMS_PROOF_OF_LOSS == 0 || _mayInsure(o.insured)', 'true'],
    ['_buyers[insured][msg.sender]', '_buyers[msg.sender][insured]'],
    ['quote.end + horizon', 'quote.end'],
    ['b.p.committed == units || b.t', 'b.t'],
    [' || b.t.deductible < b.p.deductible', ''],
  ]),

  // Creation.
  ...replacements('CoverPoolFactory', [
    ['return keccak256(abi.encode(c));', 'return bytes32(0);'],
    ['block.chainid == _chainId', 'true'],
    ['_pool.code.length != 0', 'true'],
  ]),
  ...replacements('ExactPull', [['arrived == amount', 'arrived <= amount']]),

  // Shares, deposits and exits.
  ...replacements('PoolState', [
    ['damped.min(freeEquity)', 'damped'],
    ['.min(64)', ''],
    ['s.supply == 0 ? 0 : _equity(m)', '_equity(m)'],
  ]),
  ...replacements('ShareAccounts', [
    ['q.end.zeroFloorSub(settled).min(q.queued)', 'q.queued'],
    ['(a.liquid != 0 || a.queued != 0) && account != _vault()', 'a.liquid != 0 && account != _vault()'],
    ['from: a.layerCount, queued', 'from: 0, queued'],
    ['({queued: a.queued, end: end})', '({queued: a.queued, end: a.queued})'],
  ]),
  ...replacements('CoverPool', [
    ['if (s.supply == 0) q.dampedEquity', 'q.dampedEquity'],
    ['q.dampedEquity = assets.min(ClonePacking.startEquityOf(s.limits));', 'q.dampedEquity = assets;'],
    ['.min(type(uint112).max - s.supply - s.faded)', '.min(type(uint112).max - s.supply)'],
    ['equity.zeroFloorSub((equity + setAside) / STAYS)', 'equity'],
    ['(equity + setAside) / STAYS', 'equity / STAYS'],
    ['c.rate * (c.amount - units) / c.amount', 'c.rate'],
  ]),
  ...replacements('CoverPoolSegment2', [
    ['require(msg.sender == _factory, Errors.NotAuthorized());', ''],
    ['_roomShares(b.clusters, b.m, b.equity, b.s) >= b.s.queued', 'true'],
    ['b.p.committed - c.amount, b.p.committed)', 'b.p.committed, b.p.committed + c.amount)'],
    ['before * (f.until - block.timestamp) + shares * FADE_DURATION', '(before + shares) * FADE_DURATION'],
    ['s.fades == 0 ? 0 : f.shares - s.faded', 's.fades == 0 ? 0 : f.shares'],
    ['until.min(block.timestamp + MAX_DEFERRAL)', 'until'],
  ]),
  ...replacements('CoverPoolSegment3', [['(equity + vault.undecided()) / STAYS', 'equity / STAYS']]),
  ...replacements('QueueReads', [
    [' || block.chainid != _chainId', ''],
    ['.max((top * PPM).divUp(ClonePacking.exitClusterOf(s.limits)))', ''],
  ]),
  ...replacements('MaturedExits', [
    ['wanted.min(_roomShares(clusters, m, equity, s))', 'wanted'],
    ['if (m.flags & PoolFlags.SHORT != 0) return (0, 0, 0);', ''],
  ]),
  ...replacements('QueueSettlement', [
    ['_setAside(head + shares, shares, assets - tip);', '_setAside(head + shares, shares, assets);'],
  ]),
  ...replacements('SettlementTip', [['.min(coverUnit)', '']]),
  ...replacements('ExitQueue', [
    ['_isOperatorFor(owner) && (controller == owner || _isOperatorFor(controller))', '_isOperatorFor(owner)'],
    ['if (shares == c.shares && assets != c.assets) --shares;', ''],
  ]),

  // What managers, sponsors and guardians may do.
  ...replacements('PoolConfigurator', [
    ['if (_hasShares(pool)) _requireNarrower(l, before);', ''],
    ['l.rateFloor >= before.rateFloor', 'true'],
    ['l.target <= before.target', 'true'],
    ['l.managerFee <= before.managerFee', 'true'],
    ['l.sponsorFee <= before.sponsorFee', 'true'],
    ['t.horizon + 1 days <=', 't.horizon <='],
    ['ripeAt + cooldown + CHANGE_LIFE', 'ripeAt + CHANGE_LIFE'],
    ['.max(c.expiresAt)', ''],
    ['if (sponsor == address(0)) (managerPart, sponsorPart) = (taken, 0);', ''],
    ['setPauses(until, r.depositsPausedUntil)', 'setPauses(until, 0)'],
  ]),
  ...replacements('FirstLoss', [
    ['f.withdrawal.min(f.firstLoss.zeroFloorSub(_promisedOf[productId]))', 'f.withdrawal'],
    ['f.firstLoss.zeroFloorSub(_promisedOf[productId])', 'f.firstLoss'],
  ]),

  // Listing.
  ...replacements('AuditRegistry', [
    ['record.until = uint40(block.timestamp);', 'record.until = record.date;'],
    ['return productId == 0 ? codeHash : keccak256(abi.encode(codeHash, productId));', 'return codeHash;'],
    ['                a.reportHash', '                bytes32(0)'],
    ['                a.deadline', '                0'],
  ]),
  ...replacements('CodePins', [
    ['s.flagged |= uint16(1 << pin);', 's.flagged |= 1;'],
    ['s.flagged &= ~uint16(1 << pin);', 's.flagged = 0;'],
    ['if (s.flagged == 0) s.lapseAt = 0;', 's.lapseAt = 0;'],
    ['s.lapseAt == 0 && grace != 0', 'grace != 0'],
  ]),
  ...replacements('ProxyCode', [['keccak256(abi.encodePacked(proxy))', 'keccak256(abi.encode(proxy))']]),
  ...replacements('TrieAbsence', [['if (keccak256(proof[i]) != expected) return false;', '']]),

  // Meters.
  ...replacements('Lows', [
    ['(lows[1], lows[2], lows[3], uint128(value))', '(lows[2], lows[2], lows[3], uint128(value))'],
  ]),
  ...replacements('ShareLossMeter', [
    ['(s.mark, s.direction) = (0, 0);', 's.mark = 0;'],
    ['above ? 0 : block.timestamp - 2 * m.dwell', '0'],
    ['return x.s.held.least();', 'return x.s.held[3];'],
    ['s.run.first(), s.mark', 'uint40(block.timestamp), s.mark'],
  ]),
  ...replacements('PriceDepegMeter', [
    [' && _isHeard(m, s, r, _phaseOf(latest.id))', ''],
    ['before.id != 0 && before.time <= s.time;', 'before.time <= s.time;'],
    ['2 * (m.dwell + m.heartbeat)', '2 * m.dwell'],
    ['first.id != 0 && first.time > s.time;', 'first.id != 0;'],
  ]),
  ...replacements('BadDebtMeter', [
    ['s.supplies.least().max(s.low).zeroFloorSub', 's.supplies.least().zeroFloorSub'],
    ['x.supplied.min(x.s.supplies.least())', 'x.supplied'],
    ['_leftNow(meterId).fullMulDivUp(WAD - _severityOf(s), WAD)', 'WAD - _severityOf(s)'],
  ]),
  ...replacements('Meter', [['uint128(before));', 'uint128(left));']]),

  // Cases and settlements.
  ...replacements('Layers', [
    ['if (k.p.stopping == 0) {', 'if (k.p.bound == 0) {'],
    ['k.s.relaxed || _isOver', '_isOver'],
    ['committed + k.p.needs - own', 'committed'],
    ['stops, _undecided())', 'stops, 0)'],
    ['(need - k.b.firstLoss - taken).min(f.firstLoss)', 'f.firstLoss'],
  ]),
  ...replacements('Cases', [
    ['x.time < k.t.lapseAt', 'x.time <= k.t.lapseAt'],
    ['k.t.reportWindow + MAX_VERDICT_DELAY', 'k.t.reportWindow'],
    ['x.payableAt != 0 && ', ''],
    ['uint256 kept = waiting.fullMulDiv(x.rate, WAD).min(x.left);', 'uint256 kept;'],
  ]),
  ...replacements('ClaimReads', [
    ['cover = cover.min(present);', 'cover = present;'],
    ['need = ClaimMath.payableUp(cover, k.a.severity', 'need = ClaimMath.payableUp(committed, k.a.severity'],
    ['(need == 0 ? 0 : k.t.claimWindow)', 'k.t.claimWindow'],
    ['uint64(words[1].min(WAD))', 'uint64(words[1])'],
    ['x.t.lapseAt == 0 || time < x.t.lapseAt', 'true'],
    ['_isOver(s) ? ClaimMath.dueDown(r.gross, _forClaims[number], s.registered) : r.gross', 'r.gross'],
  ]),
  ...replacements('Settlements', [
    ['claimed.zeroFloorSub(k.b.firstLoss).min(promised)', 'claimed.min(promised)'],
    ['.min(promised).min(f.firstLoss)', '.min(f.firstLoss)'],
    ['last.layerCount != x.layerCount || last.burned', 'last.burned'],
    [
      'k.s.owed += k.p.bound.min(k.p.needs);\n        k.s.lacking',
      'k.s.owed += k.p.needs;\n        k.s.lacking',
    ],
    [
      'uint256 firstLoss = k.b.firstLoss.min(keep);\n        uint256 reserve = keep - firstLoss;',
      'uint256 reserve = k.b.reserve.min(keep);\n        uint256 firstLoss = keep - reserve;',
    ],
    ['k.a.paid + _waiting[k.caseId];', 'k.a.paid;'],
    ['layerCount: _pool().layerCount()', 'layerCount: l.layerIndex'],
  ]),
  ...replacements('Raises', [['if (k.s.relaxed) _moveOn(k, committed);', '']]),

  // Claims, returns and bonuses.
  ...replacements('Claims', [
    ['lost.fullMulDiv(a.severity, WAD)', 'lost'],
    ['.min(_unclaimed(caseId, a))', ''],
    ['_settle(x, caseId, a, lost, gross)', '_settle(x, caseId, a, gross, gross)'],
    ['require(x.receiver == x.owner || msg.sender == x.owner, Errors.NotAuthorized());', ''],
    ['(r.gross - r.paid + gross, 0)', '(r.gross + gross, r.paid)'],
    ['if (!_isShort(s)) {', '{'],
    ['abi.encode(x.t.resolver, incidentId)', 'abi.encode(incidentId)'],
    ['waits || !byProof', '!byProof'],
  ]),
  ...replacements('Returns', [
    ['x.grows && x.layerCount == layerCount', 'false'],
    ['last.from == h.from && last.to == h.to', 'last.from == h.from'],
    [' - held.fullMulDiv(_seen[account][index], x.supply)', ''],
  ]),
  ...replacements('ClaimsVault', [
    ['reward > left.min(k.a.paid / REWARD_DIVISOR)', 'reward > left'],
    ['k.s.registered.min(k.s.held - k.s.paid)', 'k.s.held - k.s.paid'],
    ['uint256 part = k.s.rest.fullMulDiv(left, k.s.left);', 'uint256 part = left.min(k.s.rest);'],
    ['part.min(k.b.reserve)', 'part'],
    ['assets.min(k.s.registered - present)', 'assets'],
    ['k.s.cut ? 0 : _waiting[k.caseId]', '_waiting[k.caseId]'],
  ]),
  ...replacements('ClaimsVaultSegment2', [
    ['if (CoverData.poolIdOf(coverId) != _poolId()) return 0;', ''],
    ['if (place <= last) return 0;', ''],
  ]),
  ...replacements('LossLedger', [
    ['loss.zeroFloorSub(before)', 'loss'],
    ['drawnOf[eventId][insured] = before + drawn;', 'drawnOf[eventId][insured] = drawn;'],
  ]),

  // The court and its arbiters.
  ...replacements('Answers', [
    ['needed = _bondFor(h, need.max(present));', 'needed = _bondFor(h, need);'],
    ['.max(need).max(present)', '.max(need)'],
    ['h.endsAt.max(_longest(h).min(block.timestamp + ANSWER_TIME))', '_longest(h)'],
    ['_unpost(h.key, key, smallest, _answers[h.key][number].by);', ''],
    ['uint256 k = FIRST + 1;', 'uint256 k = FIRST;'],
    ['bond = bond.max(_pledgedFor(h.key, answerKey(a)));', ''],
  ]),
  ...replacements('BondPots', [
    ['(x.decided || msg.sender == account)', 'msg.sender == account'],
    ['if (account == x.by) contributed', 'contributed'],
    ['(x.payout + pot.rewards)', 'x.payout'],
  ]),
  ...replacements('CourtState', [['number == FIRST ? h.complete : number', 'number']]),
  ...replacements('Rulings', [
    ['other.termsId == ref.termsId', 'true'],
    [' && x.c.atStake >= h.c.atStake', ''],
    ['(s.lost - s.lost / 2).min(s.most)', 's.lost - s.lost / 2'],
    ['burned_ = s.all / 2;', 'burned_ = s.all;'],
    ['(h.chosen == 0 ? 0 : _won(s))', '_won(s)'],
    ['if (k != h.chosen) s.lost += bond;', 's.lost += bond;'],
    ['x.payout = bond / 2;', 'x.payout = bond;'],
    ['number == h.chosen ? bond + _won(s) : bond', 'bond'],
  ]),
  ...replacements('AssessorPanel', [
    ['weight = weightAt(account, t.time - 1);', 'weight = weightAt(account, t.time);'],
    ['.min(s.held - s.atRisk)', '.min(s.held)'],
    ['a.lossTotal == 0 ? a.severity : a.lossTotal', 'a.severity'],
    [COMMITMENT, COMMITMENT.replace(', voter', '')],
    ['.fullMulDiv(slashShare, WAD).min(t.atStake)', '.fullMulDiv(slashShare, WAD)'],
    ['_partOf(v, c.lost, gaining)', '_partOf(v, c.committed - gaining, gaining)'],
    ['if (!v.freed) s.atRisk', 's.atRisk'],
    ['v.taken + uint96', 'uint96'],
  ]),
  ...replacements('UmaArbiter', [
    ['if (truthful) a.court', 'a.court'],
    ['credit = 2 * credit - credit * oracle.burnedBondPercentage() / WAD;', ''],
    ['.min(SafeTransferLib.balanceOf(currency, address(this)).zeroFloorSub(_credits))', ''],
  ]),

  // Contracts that embed cover.
  ...replacements('CoveredVault', [
    ['_state.settled == 0 || totalSupply', 'totalSupply'],
    ['x.vault.convertToAssets(e.added).min(assets - e.idle)', 'x.vault.convertToAssets(e.added)'],
    ['brought >= e.added && _idle() == x.idle + e.idle', 'brought >= e.added'],
    ['taken <= before.fullMulDiv(shares, supply) && ', ''],
    [' && SafeTransferLib.balanceOf(token, to) >= had + assets', ''],
    ['if (!known) return 0;', ''],
    ['return shares.min(most.fullMulDiv(_supply(), redeemable));', 'return shares;'],
  ]),
  ...replacements('VaultClaims', [
    ['settles = settles && done;', 'settles = done;'],
    ['time < c.start || time >= c.end', 'time < c.start'],
    ['return payout != 0;', 'return true;'],
    ['return gross == paid;', 'return true;'],
    ['number > JOINT_FIRINGS ? number - JOINT_FIRINGS : 1', 'number'],
  ]),
  ...replacements('VaultPurchases', [
    ['.min(shares.fullMulDiv(s.mark, RAY))', ''],
    ['held.min(_state.steady)', 'held'],
    ['q.start > block.timestamp + x.waitingPeriod', 'false'],
    ['best.amount != 0 && offer', 'offer'],
  ]),
  ...replacements('RenewalMandate', [
    ['r.amount * (end - r.end)', 'r.amount * m.period'],
    ['require(refundTo == m.owner, RefundedToAnother(refundTo));', ''],
    [' && m.window <= m.period', ''],
    ['m.series == seriesOf[m.owner] && ', ''],
    ['r.amount >= m.minAmount && ', ''],
  ]),
  ...replacements('PayoutDistributor', [
    ['d.bySuccessor ? remainderTo() : publisher()', 'publisher()'],
    [' && amount >= 2 * uint256(_ledger.noted)', ''],
    ['most = most.min(_requireSuccession());', '_requireSuccession();'],
    ['pot: uint104(amount.min(total))', 'pot: uint104(amount)'],
    ['require(block.timestamp >= until, PublisherHasTime(until));', ''],
  ]),
]
