// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferenceReturns} from "./ReferenceReturns.sol";

/// @notice Cases and claims on them, the obvious way: a list of cases and a list of claims, added up from the first to the
/// last at every question. A settlement has no sums of its own; whether it is short, or strained, is found out each time.
abstract contract ReferenceSettlement is ReferenceReturns {
    struct Case {
        uint256 id;
        uint256 productId;
        uint256 time; // of the event
        uint256 committed; // cover units of the product at the opening
        uint256 deductible; // the least that this cover was sold with, WAD
        uint256 supply;
        uint256 fading; // of it, nobody's
        uint256 layerIndex;
        uint256 settled; // head of the exit queue at the opening
        uint256 number; // of its settlement
        bool stops; // a tenth of the product's cover or more: nothing of it is sold meanwhile
        uint256 reserve; // of the pool's capital, as far as it has not gone back; what is paid is still in it
        uint256 firstLoss; // likewise of the sponsor's
        uint256 promised; // of the sponsor's, as far as claims need it
        uint256 need; // most that can be claimed, with what has been
        bool decided;
        uint256 severity; // that is paid, WAD; of proven losses the part of each
        uint256 until; // last second to claim in
        bool over; // nobody can claim any more, and that has been noticed
        bool counted; // and its settlement waits for others
        bool closed;
        uint256 bonus; // what is left of it
        uint256 bonusRate; // for each unit of a payout, WAD
        uint256 returned; // to underwriters and the sponsor, all together
    }

    /// @notice What was set aside for a higher answer, as far as it has not gone back, and whose it is.
    struct Raised {
        uint256 layerIndex;
        uint256 supply;
        uint256 reserve;
    }

    /// @notice A claim: what a cover lost. Either it is paid in full, or it waits for that, or for its part.
    struct CoverClaim {
        uint256 index; // its case, in the list
        uint256 coverId;
        uint256 gross;
        uint256 paid;
        bool waits;
    }

    struct CaseSettlement {
        uint256 strainedAt; // when a case first lacked something; 0 for never
        bool relaxed; // none does any more, in time
        bool over; // all that could be claimed has been, and was too much for some case
        bool cut; // there was less than what waited then
        uint256 forClaims; // then: for those that wait, all together
        uint256 rest; // then: of layers that have not been closed
    }

    /// @notice An incident as a pool opens a case for it.
    struct Report {
        uint256 caseId;
        uint256 productId;
        uint256 time;
        uint256 severity;
        uint256 lossTotal;
        uint256 decidedBy;
    }

    uint256 internal constant WAD = 1e18;
    /// @dev A part of equity, with what cases without a verdict have set aside, is never set aside.
    uint256 internal constant STAYS = 16;

    Case[] internal _cases;
    CoverClaim[] internal _made;
    mapping(uint256 index => Raised[]) internal _raised;
    CaseSettlement[] internal _joint; // numbers from 1
    mapping(uint256 caseId => uint256) internal _caseNumber; // from 1
    /// @dev What claims of a product can come to in a settlement: see `bound` of INC-6.
    mapping(uint256 number => mapping(uint256 productId => uint256)) internal _bounds;
    /// @dev First loss that no case has taken.
    mapping(uint256 productId => uint256) public firstLossOf;

    constructor() {
        _joint.push();
    }

    // ------------------------------------------------------------------ lists

    function caseCount() external view returns (uint256) {
        return _cases.length;
    }

    function caseAt(uint256 i) external view returns (Case memory) {
        return _cases[i];
    }

    function caseOf(uint256 caseId) external view returns (Case memory) {
        return _case(caseId);
    }

    function indexOf(uint256 caseId) external view returns (uint256) {
        return _caseNumber[caseId] - 1;
    }

    function raisedOf(uint256 index) external view returns (Raised[] memory) {
        return _raised[index];
    }

    function hasCase(uint256 caseId) external view returns (bool) {
        return _caseNumber[caseId] != 0;
    }

    function claimCount() external view returns (uint256) {
        return _made.length;
    }

    function claimAt(uint256 i) external view returns (CoverClaim memory) {
        return _made[i];
    }

    function settlementsBegun() public view returns (uint256) {
        return _joint.length;
    }

    function getSettlement(uint256 number) external view returns (CaseSettlement memory) {
        return _joint[number - 1];
    }

    function boundOf(uint256 number, uint256 productId) external view returns (uint256) {
        return _bounds[number][productId];
    }

    // ------------------------------------------------------------------- sums

    /// @notice Whether a case counts in its settlement.
    function isOpen(uint256 index) public view returns (bool) {
        return !_cases[index].closed && !_joint[_cases[index].number - 1].over;
    }

    function paidOn(uint256 index) public view returns (uint256 sum) {
        for (uint256 i; i < _made.length; ++i) {
            if (_made[i].index == index) sum += _made[i].paid;
        }
    }

    /// @notice Claims on a case that wait, what they have been paid apart.
    function waitingOn(uint256 index) public view returns (uint256 sum) {
        for (uint256 i; i < _made.length; ++i) {
            if (_made[i].index == index && _made[i].waits) sum += _made[i].gross - _made[i].paid;
        }
    }

    /// @notice First loss that a case may still take, and that which none may.
    function promisedOf(uint256 productId) public view returns (uint256 promised, uint256 free) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].productId == productId) promised += _cases[i].promised;
        }
        promised = _earlier(promised, firstLossOf[productId]);
        free = firstLossOf[productId] - promised;
    }

    function heldIn(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].number == number && isOpen(i)) sum += _own(i);
        }
    }

    /// @notice What cases without a verdict have set aside, over all settlements.
    function undecided() public view returns (uint256 sum) {
        for (uint256 i; i < _cases.length; ++i) {
            if (!_cases[i].decided) sum += _own(i);
        }
    }

    function paidIn(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].number == number && isOpen(i)) sum += paidOn(i);
        }
    }

    function needsIn(uint256 number, uint256 productId) public view returns (uint256 sum) {
        for (uint256 i; i < _cases.length; ++i) {
            Case storage c = _cases[i];
            if (c.number == number && c.productId == productId && isOpen(i)) sum += c.need;
        }
    }

    function owedIn(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < _productIds.length; ++i) {
            sum += _earlier(_bounds[number][_productIds[i]], needsIn(number, _productIds[i]));
        }
    }

    function lackingIn(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].number == number && isOpen(i)) sum += _above(_cases[i].need, _own(i));
        }
    }

    /// @notice Claims of a settlement that is over that share what there is for them.
    function registeredIn(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < _made.length; ++i) {
            if (_cases[_made[i].index].number == number && _made[i].waits) sum += _made[i].gross;
        }
    }

    /// @notice Cases of a product that claims can be made on.
    function payableIn(uint256 number, uint256 productId) public view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            Case storage c = _cases[i];
            if (c.number == number && c.productId == productId && c.decided && !c.over) ++count;
        }
    }

    /// @notice Open cases of a product that stop its sales, over all settlements or in one.
    function stoppingOf(uint256 productId, uint256 number) public view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            Case storage c = _cases[i];
            if (c.productId != productId || !c.stops || c.closed) continue;
            if (number == 0 || c.number == number) ++count;
        }
    }

    /// @notice Whether sales and extensions of a product wait for a case.
    function isStopped(uint256 productId) external view returns (bool) {
        return stoppingOf(productId, 0) != 0;
    }

    function openCasesOf(uint256 productId) external view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].productId == productId && !_cases[i].closed) ++count;
        }
    }

    function openCases() external view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            if (!_cases[i].closed) ++count;
        }
    }

    function openIn(uint256 number) public view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].number == number && isOpen(i)) ++count;
        }
    }

    function countedIn(uint256 number) public view returns (uint256 count) {
        for (uint256 i; i < _cases.length; ++i) {
            if (_cases[i].number == number && isOpen(i) && _cases[i].counted) ++count;
        }
    }

    // -------------------------------------------------------------- questions

    function isStrained(uint256 number) public view returns (bool) {
        return _joint[number - 1].over || lackingIn(number) != 0;
    }

    function isShort(uint256 number) public view returns (bool) {
        return heldIn(number) < owedIn(number);
    }

    function short() public view override returns (bool) {
        for (uint256 n = 1; n <= _joint.length; ++n) {
            if (isShort(n)) return true;
        }
        return false;
    }

    /// @notice What an incident can be paid at most in this pool, rounded up.
    function needFor(uint256 productId, uint256 severity, uint256 lossTotal) public view returns (uint256 need) {
        uint256 cover = committedProduct(productId, period()) * coverUnit;
        return _needOf(productId, cover, _products[productId].deductible, severity, lossTotal);
    }

    function horizonOf(uint256 productId) external view returns (uint256) {
        return _anyTerms(productId).horizon;
    }

    /// @notice What a case would need with a higher figure.
    function needRaised(uint256 caseId, uint256 severity, uint256 lossTotal) public view returns (uint256) {
        Case storage c = _case(caseId);
        return _needOf(c.productId, c.committed * coverUnit, c.deductible, severity, lossTotal);
    }

    function _needOf(uint256 productId, uint256 cover, uint256 deductible, uint256 severity, uint256 lossTotal)
        private
        view
        returns (uint256 need)
    {
        if (!_anyTerms(productId).proofOfLoss) return (cover * _above(severity, deductible) + WAD - 1) / WAD;
        need = (cover * severity + WAD - 1) / WAD;
        if (lossTotal != 0) need = _earlier(need, (lossTotal * (WAD - deductible) + WAD - 1) / WAD);
    }

    /// @notice What can be claimed under a verdict, and the severity that is paid; of proven losses the part.
    function needUnder(uint256 caseId, uint256 severity, uint256 lossTotal)
        public
        view
        returns (uint256 need, uint256 paid)
    {
        Case memory c = _case(caseId);
        uint256 cover = c.committed * coverUnit;
        if (block.timestamp <= c.time + _anyTerms(c.productId).horizon) {
            cover = _earlier(cover, committedProduct(c.productId, period()) * coverUnit);
        }
        if (_anyTerms(c.productId).proofOfLoss) {
            uint256 asked = (lossTotal * (WAD - c.deductible) + WAD - 1) / WAD;
            asked = severity == 0 ? 0 : _earlier(asked, cover);
            if (asked != 0) paid = asked > c.need ? WAD * c.need / asked : WAD;
            return (_earlier(asked, c.need), paid);
        }
        // Nothing beyond what the case was opened for.
        uint256 most = c.need * WAD / (c.committed * coverUnit) + c.deductible;
        paid = _earlier(_earlier(severity, WAD), most);
        need = (cover * _above(paid, c.deductible) + WAD - 1) / WAD;
        if (need == 0) paid = 0;
    }

    /// @notice Whether an event is within a cover's protected time.
    function isProtected(uint256 caseId, uint256 coverId) public view returns (bool) {
        Cover storage c = _cover(coverId);
        uint256 time = _case(caseId).time;
        uint256 lapse = lapsesAt[c.termsId];
        return c.start <= time && time < c.end && (lapse == 0 || time < lapse);
    }

    function takesClaims(uint256 caseId) public view returns (bool) {
        Case storage c = _case(caseId);
        return c.decided && c.severity != 0 && block.timestamp <= c.until;
    }

    function hasClaimed(uint256 caseId, uint256 coverId) public view returns (bool) {
        for (uint256 i; i < _made.length; ++i) {
            if (_cases[_made[i].index].id == caseId && _made[i].coverId == coverId) return true;
        }
        return false;
    }

    /// @notice What a cover's claims on a case that have not been paid at once could fetch now.
    function dueOn(uint256 caseId, uint256 coverId) public view returns (uint256 due) {
        uint256 number = _case(caseId).number;
        (uint256 gross, uint256 paid) = waitingFor(caseId, coverId);
        if (!_joint[number - 1].over) return isShort(number) ? 0 : gross - paid;
        uint256 all = registeredIn(number);
        uint256 there = _joint[number - 1].forClaims;
        due = (there >= all ? gross : gross * there / all) - paid;
    }

    /// @notice A cover's claims on a case that are not paid in full, and what they have got of their part.
    function waitingFor(uint256 caseId, uint256 coverId) public view returns (uint256 gross, uint256 paid) {
        for (uint256 i; i < _made.length; ++i) {
            CoverClaim storage x = _made[i];
            if (!x.waits || x.coverId != coverId || _cases[x.index].id != caseId) continue;
            (gross, paid) = (gross + x.gross, paid + x.paid);
        }
    }

    /// @notice Whether a release does anything, the verdict being applied.
    function isReleasable(uint256 caseId) external view returns (bool) {
        Case storage c = _case(caseId);
        if (!c.decided || c.closed) return false;
        bool strained = isStrained(c.number);
        if (!c.over && block.timestamp <= c.until) return !strained && _own(_caseNumber[caseId] - 1) > c.need;
        return !strained || _joint[c.number - 1].over || !c.counted;
    }

    // ------------------------------------------------- what may still be claimed

    /// @notice Most that can still be claimed of a settlement, found by letting each cover of the pool claim on every case
    /// that it could: nothing here looks at what the cases were said to need, except where it caps what they pay.
    function claimableIn(uint256 number) external view returns (uint256 sum) {
        for (uint256 k; k < _productIds.length; ++k) {
            sum += _claimableOf(number, _productIds[k]);
        }
    }

    function _claimableOf(uint256 number, uint256 productId) private view returns (uint256 sum) {
        uint256[] memory left = new uint256[](_covers.length);
        for (uint256 i; i < left.length; ++i) {
            if (_covers[i].productId == productId) left[i] = _covers[i].amount * coverUnit;
        }
        for (uint256 index; index < _cases.length; ++index) {
            Case storage c = _cases[index];
            if (c.number != number || c.productId != productId || !isOpen(index) || c.over) continue;
            if (c.decided && block.timestamp > c.until) continue;
            uint256 unclaimed = _above(c.need, paidOn(index) + waitingOn(index));
            for (uint256 i; i < left.length; ++i) {
                if (left[i] == 0 || !isProtected(c.id, _covers[i].id)) continue;
                uint256 gross = _most(c, _covers[i], left[i]);
                if (_anyTerms(productId).proofOfLoss) gross = _earlier(gross, unclaimed);
                unclaimed = _above(unclaimed, gross);
                sum += gross;
                left[i] = _above(left[i], (gross + coverUnit - 1) / coverUnit * coverUnit);
            }
        }
    }

    function _most(Case storage c, Cover storage x, uint256 left) private view returns (uint256) {
        // Of a table that was cut its part: all that a cover lost is drawn.
        if (_anyTerms(c.productId).proofOfLoss) return c.decided ? left * c.severity / WAD : left;
        if (hasClaimed(c.id, x.id)) return 0;
        uint256 severity = c.severity;
        if (!c.decided) severity = _earlier(WAD, c.need * WAD / (c.committed * coverUnit) + c.deductible);
        return left * _above(severity, _terms[x.termsId].deductible) / WAD;
    }

    // ---------------------------------------------------------------- opening

    function open(Report calldata x) external returns (uint256 taken, uint256 firstLoss) {
        Case memory c;
        (c.id, c.productId, c.time) = (x.caseId, x.productId, x.time);
        (c.committed, c.deductible) = (committedProduct(c.productId, period()), _products[c.productId].deductible);
        (c.supply, c.fading, c.settled) = (supply(), fading(), head);
        c.need = needFor(c.productId, x.severity, x.lossTotal);
        c.stops = c.need * 10 >= c.committed * coverUnit;
        c.number = _join(_anyTerms(c.productId).horizon);
        if (stoppingOf(c.productId, c.number) == 0) {
            _bounds[c.number][c.productId] = c.committed * coverUnit + needsIn(c.number, c.productId);
        }
        uint256 stays = (equity() + undecided()) / STAYS;
        c.reserve = taken = _earlier(c.need, _above(equity(), stays));
        c.firstLoss = firstLoss = _earlier(firstLossOf[c.productId], c.need - taken);
        c.promised = _earlier(firstLossOf[c.productId], c.need) - firstLoss;
        firstLossOf[c.productId] -= firstLoss;
        c.layerIndex = ++layerCount;
        _writeDownHoldings();
        net -= taken;
        if (c.stops) _defer(_products[c.productId].lane, x.decidedBy);
        _cases.push(c);
        _caseNumber[c.id] = _cases.length;
        CaseSettlement storage s = _joint[c.number - 1];
        if (s.strainedAt == 0 && isStrained(c.number)) s.strainedAt = block.timestamp;
    }

    /// @notice A higher answer: the rest of the need is set aside like that of a new case, in the same settlement.
    function raise(uint256 caseId, uint256 severity, uint256 lossTotal, uint256 decidedBy)
        external
        returns (uint256 taken)
    {
        Case storage c = _case(caseId);
        uint256 need = needRaised(caseId, severity, lossTotal);
        if (_joint[c.number - 1].relaxed) _moveOn(c);
        if (!c.stops && need * 10 >= c.committed * coverUnit) {
            if (stoppingOf(c.productId, c.number) == 0) {
                uint256 others = needsIn(c.number, c.productId) - c.need;
                _bounds[c.number][c.productId] = committedProduct(c.productId, period()) * coverUnit + others;
            }
            c.stops = true;
        }
        taken = _earlier(need - c.need, _above(equity(), (equity() + undecided()) / STAYS));
        uint256 filled = _earlier(firstLossOf[c.productId], need - c.need - taken);
        firstLossOf[c.productId] -= filled;
        c.firstLoss += filled;
        uint256 promised = _earlier(firstLossOf[c.productId], need - c.firstLoss);
        if (promised > c.promised) c.promised = promised;
        (c.need, c.reserve) = (need, c.reserve + taken);
        uint256 bearing = supply();
        ++layerCount;
        _writeDownHoldings();
        net -= taken;
        _raised[_caseNumber[caseId] - 1].push(Raised(layerCount, bearing, taken));
        if (c.stops) _defer(_products[c.productId].lane, decidedBy);
        CaseSettlement storage s = _joint[c.number - 1];
        if (s.strainedAt == 0 && isStrained(c.number)) s.strainedAt = block.timestamp;
    }

    /// @dev A case of a settlement that was strained and is no more is raised in the one that a new case would join.
    function _moveOn(Case storage c) private {
        uint256 number = _join(_anyTerms(c.productId).horizon);
        if (stoppingOf(c.productId, number) == 0) {
            uint256 cover = committedProduct(c.productId, period()) * coverUnit;
            _bounds[number][c.productId] = cover + needsIn(number, c.productId);
        }
        c.number = number;
    }

    /// @dev Cases join the last settlement until a report window after one of it lacked something; and none that has been
    /// strained and is no more.
    function _join(uint256 window) private returns (uint256 number) {
        CaseSettlement storage s = _joint[_joint.length - 1];
        bool late = s.strainedAt != 0 && block.timestamp > s.strainedAt + window;
        if (s.relaxed || s.over || late) _joint.push();
        return _joint.length;
    }

    function _defer(uint256 lane, uint256 decidedBy) private {
        if (decidedBy <= block.timestamp + 2 days) return;
        uint256 until = _earlier(decidedBy, block.timestamp + 30 days);
        if (until > deferredUntil[lane]) deferredUntil[lane] = until;
    }

    // --------------------------------------------------------------- verdicts

    /// @notice What comes free at a verdict goes back at once, unless layers have to wait for each other.
    function decide(uint256 caseId, uint256 severity, uint256 lossTotal)
        external
        returns (uint256 assets, uint256 shares)
    {
        uint256 index = _caseNumber[caseId] - 1;
        Case storage c = _cases[index];
        (uint256 need, uint256 paid) = needUnder(caseId, severity, lossTotal);
        (c.decided, c.severity, c.need) = (true, paid, need);
        c.until = block.timestamp + (need == 0 ? 0 : _anyTerms(c.productId).claimWindow);
        c.over = need == 0;
        if (need != 0 && c.bonus != 0) c.bonusRate = _earlier(c.bonus * WAD / need, type(uint128).max);
        c.promised = _earlier(c.promised, _above(need, c.firstLoss));
        _relax(c.number);
        if (!isStrained(c.number)) assets = need == 0 ? _close(index) : _free(index, need);
        if (need == 0) {
            assets += c.bonus;
            c.bonus = 0;
        }
        shares = _giveBack(index, assets, false);
    }

    function addBonus(uint256 caseId, uint256 assets) external {
        _case(caseId).bonus += assets;
    }

    // ----------------------------------------------------------------- claims

    /// @notice A claim on a case with a verdict: paid at once, or registered.
    /// @param lost what the cover is drawn on by
    /// @param gross what of it is paid: less where a table is cut
    function claim(uint256 caseId, uint256 coverId, uint256 lost, uint256 gross)
        external
        returns (uint256 payout, uint256 bonus)
    {
        uint256 index = _caseNumber[caseId] - 1;
        Cover storage c = _cover(coverId);
        _drawCoverUnits(c, _earlier((lost + coverUnit - 1) / coverUnit, c.amount));
        bool waits = isShort(_cases[index].number);
        _made.push(CoverClaim(index, coverId, gross, waits ? 0 : gross, waits));
        return waits ? (0, 0) : _book(index, c, gross);
    }

    /// @notice Pays what a cover's waiting claims on a case can fetch.
    function fetch(uint256 caseId, uint256 coverId) external returns (uint256 payout, uint256 bonus) {
        payout = dueOn(caseId, coverId);
        uint256 index = _caseNumber[caseId] - 1;
        bool over = _joint[_cases[index].number - 1].over;
        bool cut = _isCut(_cases[index].number);
        uint256 left = payout;
        for (uint256 i; i < _made.length && left != 0; ++i) {
            CoverClaim storage x = _made[i];
            if (!x.waits || x.coverId != coverId || x.index != index) continue;
            uint256 part = _earlier(left, x.gross - x.paid);
            x.paid += part;
            left -= part;
            if (!over) x.waits = false;
        }
        if (!cut) return _book(index, _cover(coverId), payout);
        // A bonus makes all that were cut whole first, none of them sooner than another.
        _cover(coverId).paid += payout;
    }

    function _book(uint256 index, Cover storage c, uint256 payout) private returns (uint256, uint256 bonus) {
        bonus = _earlier(payout * _cases[index].bonusRate / WAD, _cases[index].bonus);
        _cases[index].bonus -= bonus;
        c.paid += payout;
        return (payout, bonus);
    }

    // --------------------------------------------------------------- releases

    /// @notice A release of a case with a verdict.
    function release(uint256 caseId) external returns (uint256 assets, uint256 shares) {
        uint256 index = _caseNumber[caseId] - 1;
        Case storage c = _cases[index];
        if (!c.over && block.timestamp <= c.until) {
            assets = _free(index, c.need);
        } else {
            c.over = true;
            if (isStrained(c.number) && !_joint[c.number - 1].over) _count(index);
            if (!isStrained(c.number)) assets = _close(index);
            else if (_joint[c.number - 1].over) assets = _divide(index);
            if (c.closed) assets += _restOfBonus(index);
        }
        shares = _giveBack(index, assets, false);
    }

    function recover(uint256 caseId, uint256 assets) external returns (uint256 forClaims, uint256 shares) {
        Case storage c = _case(caseId);
        if (_joint[c.number - 1].over) forClaims = _forClaimsFirst(c.number, assets);
        shares = _giveBack(_caseNumber[caseId] - 1, assets - forClaims, true);
    }

    // -------------------------------------------------------------- internals

    function _case(uint256 caseId) internal view returns (Case storage) {
        return _cases[_caseNumber[caseId] - 1];
    }

    function _own(uint256 index) internal view returns (uint256) {
        return _cases[index].reserve + _cases[index].firstLoss;
    }

    // ---------------------------------------------------------------- private

    /// @dev The newest layer first, as long as it lacks something.
    function _giveBack(uint256 index, uint256 assets, bool recovered) private returns (uint256 shares) {
        Raised[] storage list = _raised[index];
        for (uint256 i = list.length; i != 0; --i) {
            Raised storage x = list[i - 1];
            uint256 part = _earlier(assets, x.reserve);
            x.reserve -= part;
            assets -= part;
            shares += recovered ? _returnMore(x.layerIndex, x.supply, part) : _return(x.layerIndex, x.supply, part);
        }
        Case storage c = _cases[index];
        shares += recovered ? _returnMore(c.layerIndex, c.supply, assets) : _return(c.layerIndex, c.supply, assets);
    }

    function _relax(uint256 number) private {
        CaseSettlement storage s = _joint[number - 1];
        if (s.strainedAt != 0 && !isStrained(number)) s.relaxed = true;
    }

    /// @dev First loss that was promised pays what was claimed, before the pool's capital does.
    function _fillPromise(Case storage c) private {
        uint256 taken = _earlier(_earlier(c.promised, firstLossOf[c.productId]), _above(c.need, c.firstLoss));
        firstLossOf[c.productId] -= taken;
        c.firstLoss += taken;
        c.promised = 0;
    }

    /// @dev What a case has beyond `keep` goes back, the pool's capital first: first loss stays longest, because it pays.
    function _free(uint256 index, uint256 keep) private returns (uint256 assets) {
        Case storage c = _cases[index];
        uint256 unused = _above(_own(index), keep);
        assets = _earlier(unused, c.reserve);
        c.reserve -= assets;
        c.firstLoss -= unused - assets;
        firstLossOf[c.productId] += unused - assets;
        c.returned += unused;
    }

    function _close(uint256 index) private returns (uint256 assets) {
        Case storage c = _cases[index];
        uint256 claimed = paidOn(index) + waitingOn(index);
        c.need = claimed;
        _fillPromise(c);
        assets = _free(index, claimed);
        _bounds[c.number][c.productId] = _above(_bounds[c.number][c.productId], claimed);
        c.closed = true;
    }

    /// @dev No more can be claimed of the case. When that is so for all, it is known who shares what.
    function _count(uint256 index) private {
        Case storage c = _cases[index];
        c.need = paidOn(index) + waitingOn(index);
        _fillPromise(c);
        _relax(c.number);
        if (!isStrained(c.number)) return;
        c.counted = true;
        if (countedIn(c.number) != openIn(c.number)) return;
        uint256 left = heldIn(c.number) - paidIn(c.number);
        CaseSettlement storage s = _joint[c.number - 1];
        s.forClaims = _earlier(registeredIn(c.number), left);
        (s.rest, s.over, s.cut) = (left - s.forClaims, true, s.forClaims < registeredIn(c.number));
    }

    /// @dev What claims have left goes to the layers in proportion to what each has left.
    function _divide(uint256 index) private returns (uint256 assets) {
        Case storage c = _cases[index];
        CaseSettlement storage s = _joint[c.number - 1];
        uint256 all;
        for (uint256 i; i < _cases.length; ++i) {
            bool shares = _cases[i].number == c.number && !_cases[i].closed;
            if (shares) all += _above(_own(i), _cases[i].need);
        }
        c.closed = true;
        if (all == 0) return 0;
        uint256 part = s.rest * _above(_own(index), c.need) / all;
        s.rest -= part;
        assets = _earlier(part, c.reserve);
        firstLossOf[c.productId] += part - assets;
        c.returned += part;
    }

    /// @dev What claims leave of a bonus makes those whole first that were cut. Who waits for all of its claim keeps its
    /// part.
    function _restOfBonus(uint256 index) private returns (uint256 assets) {
        Case storage c = _cases[index];
        bool cut = _isCut(c.number);
        uint256 kept = cut ? 0 : _earlier(waitingOn(index) * c.bonusRate / WAD, c.bonus);
        assets = c.bonus - kept;
        c.bonus = kept;
        if (cut) assets -= _forClaimsFirst(c.number, assets);
    }

    function _isCut(uint256 number) private view returns (bool) {
        return _joint[number - 1].cut;
    }

    function _forClaimsFirst(uint256 number, uint256 assets) private returns (uint256 forClaims) {
        forClaims = _earlier(assets, registeredIn(number) - _joint[number - 1].forClaims);
        _joint[number - 1].forClaims += forClaims;
    }
}
