// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferenceReturns} from "./ReferenceReturns.sol";

/// @notice Carvings and verdicts, the obvious way: a list of pockets and a list of estates, searched at every question.
/// A round ends with each shortage of the pool.
abstract contract ReferencePockets is ReferenceReturns {
    struct Pocket {
        uint256 id;
        uint256 termsId;
        uint256 productId;
        uint256 time; // of the incident
        uint256 committed; // quanta of the product at the carving
        uint256 reserve;
        uint256 firstLoss;
        uint256 supply;
        uint256 epoch;
        uint256 settled; // head of the exit queue at the carving
        uint256 round;
        uint256 estate; // number of the estate it is a member of; 0 for none
        bool late; // joined an estate after its shortage
        bool decided;
        bool denied; // nothing is due, and it shares with nobody
        bool released;
        uint256 share; // WAD
        uint256 until; // last second to claim in, outside an estate and in a product's
        uint256 left; // outside an estate
    }

    struct Estate {
        bool ofPool; // a shortage's; else one product's, or a single pocket's
        bool ofProduct;
        bool open; // a product's: one of its incidents pays, or all are decided; a shortage takes it in no more
        bool closed;
        uint256 since; // when it was founded
        uint256 until; // last second to claim in, as far as its members have verdicts
        uint256 recovered;
        uint256 window; // longest claim window of members decided in it
    }

    /// @notice An incident as a pool is carved for it.
    struct Report {
        uint256 pocketId;
        uint256 termsId;
        uint256 time;
        uint256 severity;
        uint256 lossTotal;
        uint256 decidedBy;
    }

    uint256 internal constant WAD = 1e18;

    Pocket[] internal _pockets;
    mapping(uint256 pocketId => uint256) internal _pocketNumber; // from 1
    Estate[] internal _estates; // numbers from 1
    uint256 public round; // shortages so far
    uint256 public shortages; // of them not over
    uint256 public lastShortage; // number of its estate
    mapping(uint256 productId => uint256) internal _joint; // the product's estate, until all its members are decided
    mapping(uint256 productId => uint256) internal _coverAtFirst; // committed when the first of its open pockets was carved
    mapping(uint256 productId => uint256) public freeFirstLoss;

    // ----------------------------------------------------------------- reads

    function pocketCount() external view returns (uint256) {
        return _pockets.length;
    }

    function pocketAt(uint256 i) external view returns (Pocket memory) {
        return _pockets[i];
    }

    function pocket(uint256 pocketId) external view returns (Pocket memory) {
        return _pocket(pocketId);
    }

    function estateCount() external view returns (uint256) {
        return _estates.length;
    }

    function estate(uint256 number) external view returns (Estate memory) {
        return _estates[number - 1];
    }

    /// @notice Members of an estate without a verdict.
    function undecidedIn(uint256 number) public view returns (uint256 count) {
        for (uint256 i; i < _pockets.length; ++i) {
            if (_pockets[i].estate == number && !_pockets[i].decided) ++count;
        }
    }

    /// @notice Reserves of an estate's members.
    function assetsOf(uint256 number) public view returns (uint256 assets) {
        for (uint256 i; i < _pockets.length; ++i) {
            if (_pockets[i].estate == number) assets += _pockets[i].reserve;
        }
    }

    /// @notice First loss that a product's members bring into an estate.
    function firstLossIn(uint256 number, uint256 productId) public view returns (uint256 assets) {
        for (uint256 i; i < _pockets.length; ++i) {
            if (_pockets[i].estate == number && _pockets[i].productId == productId) assets += _pockets[i].firstLoss;
        }
    }

    /// @notice Whether all members of an estate have their verdict.
    function isDecided(uint256 number) public view returns (bool) {
        return _estates[number - 1].open && undecidedIn(number) == 0;
    }

    /// @notice Part of a cover, or of a proven loss, that a verdict pays.
    function shareOf(uint256 termsId, uint256 severity) public view returns (uint256) {
        Conditions memory t = _terms[termsId];
        if (t.proofOfLoss) return severity == 0 ? 0 : WAD - t.deductible;
        return _earlier(_above(severity, t.deductible), WAD);
    }

    // ---------------------------------------------------------------- writes

    function carve(Report calldata x) external returns (uint256 taken, uint256 firstLoss) {
        Pocket memory p;
        (p.id, p.termsId, p.productId, p.time) = (x.pocketId, x.termsId, _terms[x.termsId].productId, x.time);
        p.committed = committedProduct(p.productId, period());
        (p.round, p.settled, p.supply) = (round, head, supply);
        uint256 need = _needUp(_terms[x.termsId], p.committed, x.severity, x.lossTotal);
        p.late = !_isOpenOverlap(p.productId) && _joinsLastShortage(x.time);
        if (_openOf(p.productId) == 0) _coverAtFirst[p.productId] = p.committed;
        uint256 wanted =
            p.late ? need : _earlier(need, _above(_coverAtFirst[p.productId] * quantum, _heldBy(p.productId)));
        firstLoss = _earlier(freeFirstLoss[p.productId], wanted);
        taken = _earlier(wanted - firstLoss, equity());
        (p.reserve, p.firstLoss) = (taken, firstLoss);
        freeFirstLoss[p.productId] -= firstLoss;
        p.epoch = ++epoch;
        _writeDownHoldings();
        net -= taken;
        Product storage product_ = _products[p.productId];
        ++product_.openPockets;
        product_.backed = _earlier(product_.backed + taken / quantum, type(uint32).max);
        _defer(product_.lane, x.decidedBy);
        _pockets.push(p);
        _pocketNumber[p.id] = _pockets.length;
        _group(_pockets[_pockets.length - 1], taken + firstLoss < wanted, taken + firstLoss < need);
    }

    function decide(uint256 pocketId, uint256 severity, uint256 lossTotal) external {
        Pocket storage p = _pocket(pocketId);
        Conditions memory t = _terms[p.termsId];
        p.decided = true;
        p.share = shareOf(p.termsId, severity);
        if (p.estate != 0) {
            Estate storage e = _estates[p.estate - 1];
            if (e.ofProduct) return _decideInOverlap(p, e, t.claimWindow);
            if (t.claimWindow > e.window) e.window = t.claimWindow;
            if (undecidedIn(p.estate) == 0) e.until = block.timestamp + e.window;
            return;
        }
        uint256 need = (p.committed * quantum * p.share + WAD - 1) / WAD;
        if (t.proofOfLoss) {
            need = p.share == 0 ? 0 : _earlier(p.committed * quantum, (lossTotal * p.share + WAD - 1) / WAD);
        }
        uint256 more = _earlier(_above(need, p.firstLoss), freeFirstLoss[p.productId]);
        p.firstLoss += more;
        freeFirstLoss[p.productId] -= more;
        p.until = block.timestamp + (need == 0 ? 0 : t.claimWindow);
        p.denied = need == 0;
        if (p.denied) p.share = 0;
        p.left = p.reserve + p.firstLoss;
        if (need <= p.left) return;
        Estate storage own = _estates.push();
        (own.open, own.since, own.until) = (true, block.timestamp, p.until);
        (p.estate, p.left) = (_estates.length, 0);
    }

    // -------------------------------------------------------------- internals

    function _pocket(uint256 pocketId) internal view returns (Pocket storage) {
        return _pockets[_pocketNumber[pocketId] - 1];
    }

    /// @dev Whether claims on an estate are taken, or could be once all its members are decided.
    function _claimableEstate(uint256 number) internal view returns (bool) {
        return !isDecided(number) || block.timestamp <= _estates[number - 1].until;
    }

    // --------------------------------------------------------------- private

    function _needUp(Conditions memory t, uint256 committed, uint256 severity, uint256 lossTotal)
        private
        view
        returns (uint256 need)
    {
        if (!t.proofOfLoss) return (committed * quantum * _above(severity, t.deductible) + WAD - 1) / WAD;
        need = (committed * quantum * severity + WAD - 1) / WAD;
        if (lossTotal != 0) need = _earlier(need, (lossTotal * (WAD - t.deductible) + WAD - 1) / WAD);
    }

    function _joinsLastShortage(uint256 time) private view returns (bool) {
        return lastShortage != 0 && time <= _estates[lastShortage - 1].since && _claimableEstate(lastShortage);
    }

    function _isOpenOverlap(uint256 productId) private view returns (bool) {
        return _joint[productId] != 0 && _estates[_joint[productId] - 1].open;
    }

    /// @dev A product's pockets that have no verdict and belong to no shortage.
    function _openOf(uint256 productId) private view returns (uint256 count) {
        for (uint256 i; i < _pockets.length; ++i) {
            if (_pockets[i].productId == productId && _sharesWithNext(_pockets[i]) && !_pockets[i].decided) ++count;
        }
    }

    /// @dev What stands behind a product's incidents without a verdict, and behind those that overlap with them.
    function _heldBy(uint256 productId) private view returns (uint256 held) {
        for (uint256 i; i < _pockets.length; ++i) {
            Pocket storage p = _pockets[i];
            if (p.productId == productId && _sharesWithNext(p)) held += p.reserve + p.firstLoss;
        }
    }

    /// @dev Whether the next pocket of its product counts on it.
    function _sharesWithNext(Pocket storage p) private view returns (bool) {
        if (p.estate != 0) return p.estate == _joint[p.productId];
        return !p.decided;
    }

    /// @dev With whom a new pocket is settled.
    function _group(Pocket storage p, bool isShort, bool isMissing) private {
        if (isShort) short = true;
        if (p.late) {
            p.estate = lastShortage;
        } else if (isShort) {
            _becomeShort();
        } else if (_joint[p.productId] != 0) {
            p.estate = _joint[p.productId];
        } else if (isMissing) {
            Estate storage e = _estates.push();
            (e.ofProduct, e.since) = (true, block.timestamp);
            for (uint256 i; i < _pockets.length; ++i) {
                Pocket storage q = _pockets[i];
                if (q.productId == p.productId && _sharesWithNext(q)) q.estate = _estates.length;
            }
            _joint[p.productId] = _estates.length;
        }
    }

    /// @dev Everything that no verdict pays yet, overlaps included.
    function _becomeShort() private {
        Estate storage e = _estates.push();
        (e.ofPool, e.open, e.since) = (true, true, block.timestamp);
        for (uint256 i; i < _pockets.length; ++i) {
            Pocket storage p = _pockets[i];
            bool waits = p.estate == 0 ? !p.decided : !_estates[p.estate - 1].open;
            if (waits) p.estate = _estates.length;
        }
        for (uint256 i; i < _productIds.length; ++i) {
            if (!_isOpenOverlap(_productIds[i])) _joint[_productIds[i]] = 0;
        }
        lastShortage = _estates.length;
        ++round;
        ++shortages;
    }

    /// @dev With the first that pays, what overlapping incidents hold is theirs, and each has its own window.
    function _decideInOverlap(Pocket storage p, Estate storage e, uint256 window) private {
        bool last = undecidedIn(p.estate) == 0;
        if (p.share != 0) {
            p.until = block.timestamp + window;
            if (p.until > e.until) e.until = p.until;
        }
        if (p.share != 0 || last) e.open = true;
        if (last) _joint[p.productId] = 0;
    }

    function _defer(uint256 lane, uint256 decidedBy) private {
        if (decidedBy <= block.timestamp + 2 days) return;
        uint256 until = _earlier(decidedBy, block.timestamp + 30 days);
        if (until > deferredUntil[lane]) deferredUntil[lane] = until;
    }
}
