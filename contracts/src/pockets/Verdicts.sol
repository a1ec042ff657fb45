// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {IPocketVaultCore} from "../interfaces/IPocketVaultCore.sol";
import {ClaimTerms} from "../interfaces/IProductRegistry.sol";
import {Incident, IResolver, Verdict} from "../interfaces/IResolver.sol";
import {Errors} from "../libraries/Errors.sol";
import {PocketPacking} from "../libraries/PocketPacking.sol";
import {
    Backing,
    Bonus,
    Carving,
    Estate,
    EstateProduct,
    EstateTerms,
    Fund,
    FundExtra,
    Round,
    Ruling
} from "../types/PocketTypes.sol";
import {Estates} from "./Estates.sol";

/// @title From an incident to a pocket, and from a pocket to a verdict
/// @notice While a product has a pocket without a verdict its cover only falls: nothing is sold and nothing extended. What
/// its incidents can ever be paid together is therefore no more than its committed cover at the first of those carvings, and
/// they take no more than that out of equity.
abstract contract Verdicts is Estates, IPocketVaultCore {
    using FixedPointMathLib for uint256;

    /// @dev A verdict within this time of a carving needs no deferral of starts: no waiting period is shorter.
    uint256 internal constant MIN_WAITING_PERIOD = 2 days;
    /// @dev A resolver has this long after the report window. Whoever is silent longer has denied.
    uint256 internal constant VERDICT_WITHIN = 120 days;

    /// @inheritdoc IPocketVaultCore
    function carve(uint256 termsId, uint256 incidentId) external nonReentrant returns (uint256 reserve) {
        require(block.chainid == _chainId, Errors.WrongChain());
        ClaimTerms memory t = _registry.claimTerms(termsId);
        Incident memory x = IResolver(t.resolver).getIncident(incidentId);
        require(x.subject == t.subject, Errors.NotCovered());
        uint256 lapsedAt = _registry.lapseAt(termsId);
        require(lapsedAt == 0 || x.time < lapsedAt, Errors.TermsLapsed(lapsedAt));
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        require(_carvings[pocketId] == 0, Errors.PocketAlreadyCarved());
        // Within the report window all that can claim is still committed.
        require(x.time <= block.timestamp && block.timestamp <= x.time + t.reportWindow, Errors.IncidentOutsideWindow());
        uint256 committed = _pool.exposureTo(termsId) / _quantum;
        // A pool that covers nothing of it is left alone: an empty pocket would cost every holder a checkpoint.
        require(committed != 0, Errors.NotCovered());
        uint256 need = _needUp(t, committed, x.severity, x.lossTotal);
        require(need != 0, Errors.SeverityZero());

        Carving memory c;
        Backing memory b;
        (c.time, b.committed) = (x.time, committed);
        need = _setAside(t.productId, need, c, b);
        _carvings[pocketId] = PocketPacking.pack(c);
        _backings[pocketId] = PocketPacking.pack(b);
        emit PocketCarved(pocketId, termsId, incidentId, b.reserve, b.firstLoss, c.epoch);
        uint256 decidedBy = IResolver(t.resolver).onCarve(incidentId, termsId, msg.sender, need);
        if (decidedBy > block.timestamp + MIN_WAITING_PERIOD) _pool.deferStarts(t.productId, decidedBy);
        return b.reserve;
    }

    /// @inheritdoc IPocketVaultCore
    function applyVerdict(uint256 termsId, uint256 incidentId) external nonReentrant {
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        require(_rulings[pocketId] == 0, Errors.VerdictAlreadyApplied());
        _applyVerdict(pocketId, termsId, incidentId);
    }

    /// @inheritdoc IPocketVaultCore
    function lossTableOf(address resolver, uint256 incidentId, bytes32 root) public pure returns (bytes32) {
        return keccak256(abi.encode(resolver, incidentId, root));
    }

    // -------------------------------------------------------------- internals

    /// @dev What an incident may be paid at most, asset units, rounded up. Proven losses are bounded by the table as soon
    /// as there is one; until then by the severity, which never caps one cover.
    function _needUp(ClaimTerms memory t, uint256 committed, uint256 severity, uint256 lossTotal)
        internal
        view
        returns (uint256)
    {
        committed *= _quantum;
        severity = severity.min(WAD);
        if (!t.proofOfLoss) return committed.fullMulDivUp(severity.zeroFloorSub(t.deductible), WAD);
        uint256 need = committed.fullMulDivUp(severity, WAD);
        return lossTotal == 0 ? need : need.min(lossTotal.fullMulDivUp(WAD - t.deductible, WAD));
    }

    /// @dev Takes what a new pocket needs and the product's open pockets do not hold, first loss first, and finds the round,
    /// the estate and the neighbours it belongs to. Fills in `c` and `b`.
    function _setAside(uint256 productId, uint256 need, Carving memory c, Backing memory b)
        private
        returns (uint256 backed)
    {
        Round memory r = PocketPacking.toRound(_round);
        Fund memory f = _fundOf(productId, r);
        FundExtra memory x;
        // Words that a pocket without neighbours and first loss does not need are not read.
        if (f.joint || f.firstLoss != 0) x = PocketPacking.toFundExtra(_fundExtras[productId]);
        Estate memory own;
        if (f.joint) own = PocketPacking.toEstate(_estates[_numberOf(productId, x)]);
        bool late = own.status != OPEN && _joinsLastShortage(r, c.time);
        if (f.undecided == 0) f.cover = b.committed;
        uint256 wanted = late ? need : need.min((f.cover * _quantum).zeroFloorSub(f.held));
        b.firstLoss = wanted.min(f.firstLoss);
        wanted -= b.firstLoss;
        f.firstLoss -= b.firstLoss;
        (b.reserve, c.epoch, c.supply, c.settlement) = _pool.carveOut(productId, wanted);

        c.round = late ? r.number - 1 : r.number;
        if (late) {
            _joinShortage(c.round, productId, b);
        } else {
            f.held += b.reserve + b.firstLoss;
            f.undecided += 1;
            if (own.status == OPEN) {
                // It holds all that can be claimed: nothing was taken.
                own.undecided += 1;
                _estates[_numberOf(productId, x)] = PocketPacking.pack(own);
            } else {
                r.reserves += b.reserve;
                r.undecided += 1;
                if (b.firstLoss != 0) {
                    x.allotted += b.firstLoss;
                    _fundExtras[productId] = PocketPacking.pack(x);
                }
                if (b.reserve < wanted) _becomeShort(r);
                else if (!f.joint && b.reserve + b.firstLoss < need) _overlap(f, productId);
                _round = PocketPacking.pack(r);
            }
        }
        _funds[productId] = PocketPacking.pack(f);
        // What its claims can be paid out of: also what was set aside for others that overlap.
        backed = late ? b.reserve + b.firstLoss : need.min(f.held);
    }

    /// @dev From here on a product's pockets without a verdict share what they hold.
    function _overlap(Fund memory f, uint256 productId) private {
        f.joint = true;
        uint256 number = _numberOf(productId, PocketPacking.toFundExtra(_fundExtras[productId]));
        EstateTerms memory t;
        t.since = f.round;
        _estateTerms[number] = PocketPacking.pack(t);
    }

    /// @dev A pocket joins the last shortage's estate, which waits for its verdict.
    function _joinShortage(uint256 number, uint256 productId, Backing memory b) private {
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        e.assets += b.reserve;
        e.undecided += 1;
        _addFirstLoss(e, number, productId, b.firstLoss);
        _estates[number] = PocketPacking.pack(e);
    }

    /// @dev An incident from before the last shortage that is carved after it shares that shortage's estate, as long as
    /// claims can register there: whoever was reported first must not have been paid first.
    function _joinsLastShortage(Round memory r, uint256 time) private view returns (bool) {
        if (r.number == 1) return false;
        Estate memory e = PocketPacking.toEstate(_estates[r.number - 1]);
        return time <= PocketPacking.toEstateTerms(_estateTerms[r.number - 1]).since
            && (e.undecided != 0 || block.timestamp <= e.until);
    }

    /// @dev All pockets without a verdict become one estate, and a new round begins.
    function _becomeShort(Round memory r) private {
        Estate memory e;
        (e.assets, e.undecided, e.status) = (r.reserves, r.undecided, OPEN);
        EstateTerms memory t;
        t.since = block.timestamp;
        _estates[r.number] = PocketPacking.pack(e);
        _estateTerms[r.number] = PocketPacking.pack(t);
        emit PoolBecameShort(r.number, e.assets);
        r.number += 1;
        r.shortages += 1;
        (r.reserves, r.undecided) = (0, 0);
    }

    /// @dev Fixes what a pocket's incident is paid and how: at once, if the pocket holds all that can be claimed of it.
    function _applyVerdict(uint256 pocketId, uint256 termsId, uint256 incidentId) internal returns (Ruling memory v) {
        Carving memory c = _carvingOf(pocketId);
        ClaimTerms memory t = _registry.claimTerms(termsId);
        Verdict memory x = _verdictOf(t, termsId, incidentId, c.time);
        v.time = c.time;
        if (t.proofOfLoss) {
            // A table without a total is a denial, whatever its lines say.
            if (x.severity != 0 && x.lossTotal != 0) v.share = WAD - t.deductible;
            _lossTables[pocketId] = lossTableOf(t.resolver, incidentId, x.lossRoot);
        } else {
            v.share = uint256(x.severity).min(WAD).zeroFloorSub(t.deductible);
        }

        Round memory r = PocketPacking.toRound(_round);
        Fund memory f = _fundOf(t.productId, r);
        if (f.joint && _decidedJointly(v, f, r, c, t)) {
            v.status = IN_ESTATE;
        } else if (c.round < r.number) {
            (v.status, v.left) = (IN_ESTATE, c.round);
            Estate memory e = PocketPacking.toEstate(_estates[c.round]);
            EstateTerms memory et = PocketPacking.toEstateTerms(_estateTerms[c.round]);
            _memberDecided(e, et, t.claimWindow);
            _estates[c.round] = PocketPacking.pack(e);
            _estateTerms[c.round] = PocketPacking.pack(et);
        } else {
            f.undecided -= 1;
            r.undecided -= 1;
            _decideAlone(v, f, r, t, pocketId, c.epoch, x.lossTotal);
        }
        _funds[t.productId] = PocketPacking.pack(f);
        _round = PocketPacking.pack(r);
        if (t.proofOfLoss) v.status |= BY_PROOF;
        if (_bonuses[pocketId] != 0) _promiseBonus(pocketId, v, t, x.lossTotal);
        _rulings[pocketId] = PocketPacking.pack(v);
        emit VerdictApplied(pocketId, v.share, uint40(v.claimsUntil), v.status & STATUS == IN_ESTATE ? v.left : 0);
    }

    /// @dev What an incident with a verdict can be paid at most, rounded up.
    function _claimable(ClaimTerms memory t, uint256 share, uint256 backing, uint256 lossTotal)
        private
        view
        returns (uint256)
    {
        uint256 committed = PocketPacking.toBacking(backing).committed * _quantum;
        if (!t.proofOfLoss) return committed.fullMulDivUp(share, WAD);
        return share == 0 ? 0 : committed.min(lossTotal.fullMulDivUp(share, WAD));
    }

    /// @dev Claims that are paid at once share a bonus in proportion, and together get no more than there is. Those that
    /// register are made whole by it instead, when the pocket is released.
    function _promiseBonus(uint256 pocketId, Ruling memory v, ClaimTerms memory t, uint256 lossTotal) private {
        v.status |= WITH_BONUS;
        if (v.status & STATUS == IN_ESTATE && v.left & OF_PRODUCT == 0) return;
        uint256 claimable = _claimable(t, v.share, _backings[pocketId], lossTotal);
        if (claimable == 0) return;
        Bonus memory x = PocketPacking.toBonus(_bonuses[pocketId]);
        x.rate = x.left.fullMulDiv(WAD, claimable).min(type(uint128).max);
        _bonuses[pocketId] = PocketPacking.pack(x);
    }

    /// @dev What the resolver decided. One that is silent for too long, or does not answer at all, has denied: a pocket must
    /// not be kept for ever, nor those that are settled with it.
    function _verdictOf(ClaimTerms memory t, uint256 termsId, uint256 incidentId, uint256 time)
        private
        view
        returns (Verdict memory x)
    {
        if (block.timestamp <= time + t.reportWindow + VERDICT_WITHIN) {
            x = IResolver(t.resolver).getVerdict(incidentId, termsId, address(this));
            require(x.payableAt != 0 && block.timestamp >= x.payableAt, Errors.VerdictPending());
            return x;
        }
        return _askQuietly(t.resolver, incidentId, termsId);
    }

    /// @dev One of a product's incidents that overlap. With the first that pays, what they hold is theirs, whatever becomes
    /// of the pool; claims are paid at once.
    /// @return member whether the pocket is one of them
    function _decidedJointly(Ruling memory v, Fund memory f, Round memory r, Carving memory c, ClaimTerms memory t)
        private
        returns (bool member)
    {
        FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[t.productId]);
        uint256 number = _numberOf(t.productId, x);
        if (c.round < PocketPacking.toEstateTerms(_estateTerms[number]).since) return false;
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        f.undecided -= 1;
        if (e.status == OPEN) {
            e.undecided -= 1;
        } else {
            r.undecided -= 1;
            if (v.share != 0 || f.undecided == 0) {
                (e.status, e.assets, e.undecided) = (OPEN, f.held - x.allotted, f.undecided);
                EstateProduct memory p;
                p.firstLoss = x.allotted;
                _estateProducts[number][t.productId] = PocketPacking.pack(p);
                r.reserves -= e.assets;
                r.undecided -= f.undecided;
                x.allotted = 0;
            }
        }
        if (v.share != 0) {
            v.claimsUntil = block.timestamp + t.claimWindow;
            e.until = e.until.max(v.claimsUntil);
        }
        if (f.undecided == 0) {
            (f.held, f.joint) = (0, false);
            x.estates += 1;
        }
        v.left = number;
        _estates[number] = PocketPacking.pack(e);
        _fundExtras[t.productId] = PocketPacking.pack(x);
        return true;
    }

    /// @dev A pocket that shares with no other.
    function _decideAlone(
        Ruling memory v,
        Fund memory f,
        Round memory r,
        ClaimTerms memory t,
        uint256 pocketId,
        uint256 epoch,
        uint256 lossTotal
    ) private {
        Backing memory b = PocketPacking.toBacking(_backings[pocketId]);
        f.held -= b.reserve + b.firstLoss;
        r.reserves -= b.reserve;
        if (b.firstLoss != 0) {
            FundExtra memory x = PocketPacking.toFundExtra(_fundExtras[t.productId]);
            x.allotted -= b.firstLoss;
            _fundExtras[t.productId] = PocketPacking.pack(x);
        }
        uint256 need = _claimable(t, v.share, _backings[pocketId], lossTotal);
        // First loss that has become free since the carving still pays before the pool's capital does.
        if (f.firstLoss != 0 && b.firstLoss < need) {
            uint256 more = f.firstLoss.min(need - b.firstLoss);
            b.firstLoss += more;
            f.firstLoss -= more;
            _backings[pocketId] = PocketPacking.pack(b);
        }
        v.left = b.reserve + b.firstLoss;
        if (need == 0) {
            (v.status, v.claimsUntil) = (DENIED, block.timestamp);
        } else if (need <= v.left) {
            (v.status, v.claimsUntil) = (PAYABLE, block.timestamp + t.claimWindow);
        } else {
            (v.status, v.left) = (IN_ESTATE, OF_POCKET | epoch);
            Estate memory e;
            (e.assets, e.until, e.status) = (b.reserve, block.timestamp + t.claimWindow, OPEN);
            EstateProduct memory p;
            p.firstLoss = b.firstLoss;
            _estates[v.left] = PocketPacking.pack(e);
            _estateProducts[v.left][t.productId] = PocketPacking.pack(p);
        }
    }
}
