// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A slow and obvious settlement: lists and loops, no sum is stored
/// @notice Written from the rules, not from the contracts. Amounts are asset units; a case's sums include what it has paid
/// until it is closed. Functions that would be refused say so instead of reverting.
contract ReferenceSettlement {
    struct OneCase {
        uint256 product;
        uint256 number; // of its settlement
        uint256 time; // of the event
        uint256 cover; // committed at the opening
        uint256 deductible; // the least, WAD
        uint256 figure; // severity it was opened for
        uint256 need;
        uint256 reserve;
        uint256 firstLoss;
        uint256 severity;
        uint256 until;
        bool stops;
        bool decided;
        bool over; // no claim can be made any more
        bool counted;
        bool closed;
    }

    struct OneClaim {
        uint256 caseIndex;
        uint256 cover; // index of the cover
        uint256 gross;
        uint256 paid;
        bool registered;
    }

    struct OneCover {
        uint256 product;
        uint256 left; // quanta
        uint256 start;
        uint256 end;
        uint256 deductible; // of its version, WAD
    }

    uint256 internal constant W = 1e18;
    uint256 public immutable quantum;
    uint256 public immutable horizon;
    uint256 public immutable claimWindow;

    OneCase[] internal cases;
    OneClaim[] internal claims;
    OneCover[] internal covers;
    mapping(uint256 product => uint256) public fund; // first loss that no case has set aside
    mapping(uint256 number => mapping(uint256 product => uint256)) internal bounds;
    mapping(uint256 number => uint256) internal strainedSince;
    mapping(uint256 number => bool) public finished;
    mapping(uint256 number => bool) internal relaxed;
    mapping(uint256 number => uint256) public forClaims;
    mapping(uint256 number => uint256) internal shared; // registered claims when it finished
    mapping(uint256 number => uint256) internal rest; // what its layers share
    mapping(uint256 number => uint256) internal restLeft; // Σ of what layers have left that have not had their part
    uint256 public present = 1;
    uint256 public unfetched; // of finished settlements: for claims, not yet paid

    constructor(uint256 quantum_, uint256 horizon_, uint256 claimWindow_) {
        (quantum, horizon, claimWindow) = (quantum_, horizon_, claimWindow_);
    }

    // ------------------------------------------------------------------ reads

    function caseCount() external view returns (uint256) {
        return cases.length;
    }

    function caseAt(uint256 i) external view returns (OneCase memory) {
        return cases[i];
    }

    function coverCount() external view returns (uint256) {
        return covers.length;
    }

    function coverAt(uint256 i) external view returns (OneCover memory) {
        return covers[i];
    }

    function claimCount() external view returns (uint256) {
        return claims.length;
    }

    function claimAt(uint256 i) external view returns (OneClaim memory) {
        return claims[i];
    }

    function paidOf(uint256 caseIndex) public view returns (uint256 sum) {
        for (uint256 i; i < claims.length; ++i) {
            if (claims[i].caseIndex == caseIndex) sum += claims[i].paid;
        }
    }

    /// @dev What is registered on a case and was not paid.
    function waitingOf(uint256 caseIndex) public view returns (uint256 sum) {
        for (uint256 i; i < claims.length; ++i) {
            if (claims[i].caseIndex == caseIndex) sum += claims[i].gross - claims[i].paid;
        }
    }

    function needsOf(uint256 number, uint256 product) public view returns (uint256 sum) {
        for (uint256 i; i < cases.length; ++i) {
            if (_isOpen(i, number) && cases[i].product == product) sum += cases[i].need;
        }
    }

    function heldOf(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < cases.length; ++i) {
            if (_isOpen(i, number)) sum += cases[i].reserve + cases[i].firstLoss;
        }
    }

    function owedOf(uint256 number) public view returns (uint256 sum) {
        for (uint256 product; product < 8; ++product) {
            uint256 needs = needsOf(number, product);
            sum += needs < bounds[number][product] ? needs : bounds[number][product];
        }
    }

    /// @dev What cases without a verdict have set aside.
    function heldUndecided() external view returns (uint256 sum) {
        for (uint256 i; i < cases.length; ++i) {
            if (!cases[i].decided) sum += cases[i].reserve + cases[i].firstLoss;
        }
    }

    function lackingOf(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < cases.length; ++i) {
            uint256 own = cases[i].reserve + cases[i].firstLoss;
            if (_isOpen(i, number) && cases[i].need > own) sum += cases[i].need - own;
        }
    }

    function overflowOf(uint256 number) public view returns (uint256 sum) {
        for (uint256 i; i < cases.length; ++i) {
            uint256 own = cases[i].reserve + cases[i].firstLoss;
            if (_isOpen(i, number) && paidOf(i) > own) sum += paidOf(i) - own;
        }
    }

    function isShort(uint256 number) public view returns (bool) {
        return heldOf(number) < owedOf(number);
    }

    function anyShort() external view returns (bool) {
        for (uint256 number = 1; number <= present; ++number) {
            if (isShort(number)) return true;
        }
        return false;
    }

    function isStrained(uint256 number) public view returns (bool) {
        return !finished[number] && (lackingOf(number) != 0 || overflowOf(number) != 0);
    }

    /// @dev Whether a product's sales stand still.
    function isStopped(uint256 product) external view returns (bool) {
        for (uint256 i; i < cases.length; ++i) {
            if (cases[i].product == product && cases[i].stops && !cases[i].closed) return true;
        }
        return false;
    }

    /// @dev The vault's tokens, bonuses apart.
    function obligations() external view returns (uint256 sum) {
        uint256 gone; // a case may have paid out of the layers of others
        for (uint256 i; i < cases.length; ++i) {
            OneCase memory c = cases[i];
            if (_isOpen(i, c.number)) (sum, gone) = (sum + c.reserve + c.firstLoss, gone + paidOf(i));
            else if (!finished[c.number]) sum += waitingOf(i);
        }
        sum -= gone;
        for (uint256 product; product < 8; ++product) {
            sum += fund[product];
        }
        for (uint256 number = 1; number <= present; ++number) {
            sum += rest[number];
        }
        sum += unfetched;
    }

    /// @dev Payable cases of a product in the order of their events.
    function payableCases(uint256 product) external view returns (uint256[] memory found) {
        found = new uint256[](cases.length);
        uint256 count;
        for (uint256 i; i < cases.length; ++i) {
            if (cases[i].product == product && cases[i].decided && cases[i].severity != 0 && !cases[i].over) {
                found[count++] = i;
            }
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
    }

    // ----------------------------------------------------------------- writes

    function addCover(uint256 product, uint256 quanta, uint256 start, uint256 end, uint256 deductible) external {
        covers.push(OneCover(product, quanta, start, end, deductible));
    }

    function dropCover(uint256 cover) external {
        covers[cover].left = 0;
    }

    function post(uint256 product, uint256 assets) external {
        fund[product] += assets;
    }

    function take(uint256 product, uint256 assets) external {
        fund[product] -= assets;
    }

    function open(
        uint256 product,
        uint256 time,
        uint256 committed,
        uint256 deductible,
        uint256 severity,
        uint256 equity,
        uint256 nowAt
    ) external returns (uint256 i) {
        if (_isClosed(nowAt)) present += 1;
        uint256 number = present;
        uint256 need = _up(committed, severity - deductible);
        bool sold = true;
        for (i = 0; i < cases.length; ++i) {
            if (_isOpen(i, number) && cases[i].product == product && cases[i].stops) sold = false;
        }
        if (sold) bounds[number][product] = committed + needsOf(number, product);
        OneCase memory c;
        (c.product, c.number, c.time, c.cover) = (product, number, time, committed);
        (c.deductible, c.figure, c.need, c.stops) = (deductible, severity, need, need * 10 >= committed);
        c.firstLoss = need < fund[product] ? need : fund[product];
        c.reserve = need - c.firstLoss < equity ? need - c.firstLoss : equity;
        fund[product] -= c.firstLoss;
        i = cases.length;
        cases.push(c);
        if (strainedSince[number] == 0 && lackingOf(number) != 0) strainedSince[number] = nowAt;
    }

    /// @param present_ committed cover of the product now, if that counts
    function decide(uint256 i, uint256 severity, uint256 present_, uint256 nowAt) external {
        OneCase storage c = cases[i];
        c.decided = true;
        c.severity = severity;
        uint256 need =
            severity > c.deductible ? _up(present_ < c.cover ? present_ : c.cover, severity - c.deductible) : 0;
        if (need == 0) c.severity = 0;
        c.need = need;
        c.until = need == 0 ? nowAt : nowAt + claimWindow;
        c.over = need == 0;
        _relax(c.number);
        if (isStrained(c.number)) return;
        if (need == 0) _close(i);
        else _keep(i, need);
    }

    /// @return ok whether it is accepted
    function release(uint256 i, uint256 nowAt) external returns (bool ok) {
        OneCase storage c = cases[i];
        if (c.closed || !c.decided) return false;
        uint256 n = c.number;
        if (!c.over && nowAt <= c.until) {
            if (finished[n] || isStrained(n) || c.reserve + c.firstLoss <= c.need) return false;
            _keep(i, c.need);
            return true;
        }
        if (!finished[n] && isStrained(n)) {
            if (c.counted) return false;
            c.need = paidOf(i) + waitingOf(i);
            _relax(n);
            c.over = true;
            if (isStrained(n)) {
                c.counted = true;
                _finish(n);
            }
        }
        c.over = true;
        if (finished[n]) _part(i);
        else if (!isStrained(n)) _close(i);
        return true;
    }

    /// @return paid what is paid at once
    /// @return made whether there is a claim
    function claim(uint256 i, uint256 cover) external returns (uint256 paid, bool made) {
        OneCase memory c = cases[i];
        OneCover storage k = covers[cover];
        for (uint256 j; j < claims.length; ++j) {
            if (claims[j].caseIndex == i && claims[j].cover == cover) return (0, false);
        }
        if (c.time < k.start || c.time >= k.end || c.severity <= k.deductible) return (0, false);
        uint256 gross = k.left * quantum * (c.severity - k.deductible) / W;
        if (gross == 0) return (0, false);
        uint256 drawn = (gross + quantum - 1) / quantum;
        k.left = drawn < k.left ? k.left - drawn : 0;
        bool short = isShort(c.number);
        paid = short ? 0 : gross;
        claims.push(OneClaim(i, cover, gross, paid, short));
        return (paid, true);
    }

    /// @return due what a registered claim is paid now
    function fetch(uint256 j) external returns (uint256 due) {
        OneClaim storage x = claims[j];
        uint256 n = cases[x.caseIndex].number;
        if (!finished[n]) {
            due = isShort(n) ? 0 : x.gross - x.paid;
        } else if (!cases[x.caseIndex].counted) {
            due = x.gross - x.paid; // closed before the strain
        } else {
            uint256 part = forClaims[n] >= shared[n] ? x.gross : x.gross * forClaims[n] / shared[n];
            due = part > x.paid ? part - x.paid : 0;
            unfetched -= due;
        }
        x.paid += due;
    }

    /// @return ok whether it is accepted
    /// @return used for claims that were cut
    function recover(uint256 i, uint256 assets) external returns (bool ok, uint256 used) {
        uint256 n = cases[i].number;
        if (!cases[i].decided || isStrained(n)) return (false, 0);
        if (!finished[n]) return (true, 0);
        used = shared[n] - forClaims[n] < assets ? shared[n] - forClaims[n] : assets;
        forClaims[n] += used;
        unfetched += used;
        return (true, used);
    }

    // ---------------------------------------------------------------- inside

    /// @dev Whether new cases belong to the next settlement.
    function _isClosed(uint256 nowAt) private view returns (bool) {
        return finished[present] || relaxed[present]
            || (strainedSince[present] != 0 && nowAt > strainedSince[present] + horizon);
    }

    function _isOpen(uint256 i, uint256 number) private view returns (bool) {
        return cases[i].number == number && !cases[i].closed && !finished[number];
    }

    function _up(uint256 amount, uint256 part) private pure returns (uint256) {
        return (amount * part + W - 1) / W;
    }

    function _relax(uint256 n) private {
        if (strainedSince[n] == 0 || finished[n] || isStrained(n)) return;
        strainedSince[n] = 0;
        relaxed[n] = true;
        for (uint256 i; i < cases.length; ++i) {
            if (cases[i].number == n) cases[i].counted = false;
        }
    }

    /// @dev What a case keeps: first loss, which pays first, as long as it can.
    function _keep(uint256 i, uint256 keep) private {
        OneCase storage c = cases[i];
        uint256 firstLoss = c.firstLoss < keep ? c.firstLoss : keep;
        fund[c.product] += c.firstLoss - firstLoss;
        (c.firstLoss, c.reserve) = (firstLoss, keep - firstLoss);
    }

    function _close(uint256 i) private {
        OneCase storage c = cases[i];
        uint256 claimed = paidOf(i) + waitingOf(i);
        _keep(i, claimed);
        c.need = claimed;
        c.closed = true;
        bounds[c.number][c.product] -= claimed;
    }

    function _finish(uint256 n) private {
        uint256 paid;
        uint256 waiting;
        uint256 left;
        for (uint256 i; i < cases.length; ++i) {
            if (!_isOpen(i, n)) continue;
            if (!cases[i].counted) return;
            paid += paidOf(i);
            waiting += waitingOf(i);
            left += _left(i);
        }
        uint256 there = heldOf(n) - paid;
        finished[n] = true;
        shared[n] = waiting;
        forClaims[n] = waiting < there ? waiting : there;
        unfetched += forClaims[n];
        (rest[n], restLeft[n]) = (there - forClaims[n], left);
    }

    /// @dev What claims have left of a layer.
    function _left(uint256 i) private view returns (uint256) {
        uint256 own = cases[i].reserve + cases[i].firstLoss;
        return own > cases[i].need ? own - cases[i].need : 0;
    }

    function _part(uint256 i) private {
        OneCase storage c = cases[i];
        uint256 left = _left(i);
        if (left != 0) {
            uint256 part = rest[c.number] * left / restLeft[c.number];
            rest[c.number] -= part;
            restLeft[c.number] -= left;
            if (part > c.reserve) fund[c.product] += part - c.reserve;
        }
        c.closed = true;
    }
}
