// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {ClaimMath} from "./ClaimMath.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {ClaimReads} from "./ClaimReads.sol";
import {Fund, Layer} from "./ClaimWords.sol";

/// @title Needs of cases, and the capital set aside for them
abstract contract Layers is ClaimReads {
    using FixedPointMathLib for uint256;

    /// @dev A case that needs less than this part of its product's cover, a tenth, stops no sale and defers no start.
    uint256 internal constant STOPS = 10;
    /// @dev A verdict within this time of an opening needs no deferral of starts: no waiting period is shorter.
    uint256 internal constant MIN_WAITING_PERIOD = 2 days;

    /// @dev The most that covers of `committed` can be paid, asset units, rounded up. For proven losses the table
    /// bounds it once there is one; until then the severity does, but never for a single cover.
    function _needUp(CaseCache memory k, uint256 committed, uint256 severity, uint256 lossTotal)
        internal
        pure
        returns (uint256 need)
    {
        uint256 deductible = k.l.deductible * WAD_PER_PPM;
        if (!k.t.proofOfLoss) return ClaimMath.payableUp(committed, severity, deductible);
        need = committed.fullMulDivUp(severity, WAD);
        if (lossTotal != 0) need = need.min(ClaimMath.provenUp(committed, lossTotal, deductible));
    }

    /// @dev Finds the settlement that a new case joins. Cases join a strained one for one horizon, so that reports do
    /// not prolong it without end.
    function _join(CaseCache memory k, uint256 committed) internal {
        uint256 present = _present;
        uint256 number = ClaimPacking.presentSettlementOf(present);
        _load(k.s, number);
        bool later = k.s.strainedAt != 0 && block.timestamp > k.s.strainedAt + k.t.horizon;
        // Settlements are numbered from 1.
        if (number == 0 || k.s.relaxed || _isOver(k.s) || later) {
            _present = ClaimPacking.addPresentSettlement(present, 1);
            k.s = _settlement(++number);
        }
        k.l.number = number;
        ClaimPacking.load(k.p, _stakes[number][k.t.productId]);
        _bind(k, committed, 0);
        if (k.l.stops) k.p.stopping += 1;
        k.s.open += 1;
    }

    /// @dev Sets the bound of a product's claims. While no case stops sales, cover may grow; claims on open cases come
    /// on top of the cover that remains.
    /// @param own need of the case itself
    function _bind(CaseCache memory k, uint256 committed, uint256 own) internal pure {
        if (k.p.stopping == 0) {
            k.s.owed -= k.p.bound.min(k.p.needs);
            k.p.bound = committed + k.p.needs - own;
            k.s.owed += k.p.bound.min(k.p.needs);
        }
    }

    /// @dev Sets the rest of a higher need aside as far as there is capital: the pool's, and of first loss what the
    /// pool lacks.
    /// @return l the new layer
    function _setAside(CaseCache memory k, uint256 need, bool stops)
        internal
        returns (Layer memory l, uint256 reserve)
    {
        uint256 more = need - k.need;
        (reserve, l.layerIndex, l.supply, l.checkpoint) = _pool().fundCase(k.t.productId, more, stops, _undecided());
        uint256 firstLoss = _promiseFirstLoss(k, need, more - reserve);
        _present = ClaimPacking.addUndecided(_present, reserve + firstLoss);
        _hold(k, reserve, firstLoss);
        _setNeed(k, need);
        if (k.s.strainedAt == 0 && k.s.lacking != 0) k.s.strainedAt = block.timestamp;
    }

    /// @dev First loss pays first, but only when claims are known: until then it is promised to every case that may
    /// need it. So no case keeps it from another by being opened or decided sooner, least of all a case that is denied.
    /// @param lacking asset units that equity lacks; they are set aside at once
    function _promiseFirstLoss(CaseCache memory k, uint256 need, uint256 lacking) private returns (uint256 taken) {
        uint256 word = _funds[k.t.productId];
        if (word == 0) return 0;
        Fund memory f = ClaimPacking.toFund(word);
        taken = lacking.min(f.firstLoss);
        f.firstLoss -= taken;
        if (taken != 0) _funds[k.t.productId] = ClaimPacking.pack(f);
        uint256 promised = (need - k.b.firstLoss - taken).min(f.firstLoss);
        uint256 before = k.b.hasPromise ? _promises[k.caseId] : 0;
        promised = promised.max(before);
        if (promised == before) return taken;
        k.b.hasPromise = true;
        _promises[k.caseId] = promised;
        _promisedOf[k.t.productId] = _promisedOf[k.t.productId] + promised - before;
    }

    /// @dev Defers covers that are sold while the loss is undecided: they start after the decision.
    function _deferStarts(CaseCache memory k, uint256 decidedBy) internal {
        if (k.l.stops && decidedBy > block.timestamp + MIN_WAITING_PERIOD) {
            _pool().deferStarts(k.t.productId, decidedBy);
        }
    }
}
