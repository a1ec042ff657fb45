// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {LibCall} from "solady/utils/LibCall.sol";

import {WAD, WAD_PER_PPM} from "../common/Constants.sol";
import {ClaimTerms} from "../listing/IProductRegistry.sol";
import {IResolver, Verdict} from "../resolution/IResolver.sol";
import {CoverData} from "../cover/CoverData.sol";
import {ICoverPool} from "../pool/ICoverPool.sol";
import {Errors} from "../common/Errors.sol";
import {ClaimMath} from "./ClaimMath.sol";
import {Award, RegisteredClaim, Settlement} from "./ClaimWords.sol";
import {Settlements} from "./Settlements.sol";

/// @title Amounts of verdicts and claims, shared by the calls and by their previews
abstract contract ClaimReads is Settlements {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    uint256 internal constant ANSWER_GAS = 1_000_000;
    uint16 private constant ANSWER_SIZE = 128;

    /// @dev A claim on one cover.
    struct Claim {
        uint256 coverId;
        CoverData.Cover c;
        ClaimTerms t;
        address owner;
        address receiver;
        ICoverPool pool;
        address asset;
        uint256 coverUnit;
    }

    /// @dev Reads the part of the cover's terms that a claim needs, from the pool's copy; only verdicts need the
    /// resolver's part.
    function _readLine(Claim memory x) internal view {
        uint256 termsId = CoverData.termsIdOf(x.coverId);
        bool lapses;
        (x.t.productId, x.t.deductible, lapses) = x.pool.poolTermsOf(termsId);
        x.t.deductible *= WAD_PER_PPM;
        if (lapses) x.t.lapseAt = _registry.lapseAt(termsId);
    }

    /// @dev Fills in the award. Nothing is paid beyond what the case was opened for.
    /// @return need asset units that can be claimed
    function _decide(CaseCache memory k, Verdict memory x) internal view returns (uint256 need) {
        uint256 deductible = k.l.deductible * WAD_PER_PPM;
        uint256 committed = k.b.committed * _coverUnit();
        uint256 cover = committed;
        // Until the horizon all protected cover is committed: cover that is not has been drawn or given up.
        if (block.timestamp <= k.l.time + k.t.horizon) {
            (uint256 present,) = _pool().exposureTo(k.t.productId);
            cover = cover.min(present);
        }
        (k.a.time, k.a.number, k.a.status) = (k.l.time, k.l.number, DECIDED);
        if (k.t.proofOfLoss) {
            k.a.status |= BY_PROOF;
            // Without a severity a table is a denial, whatever its lines say.
            if (x.severity != 0) need = ClaimMath.provenUp(cover, x.lossTotal, deductible);
            // A table that asks for more than the case was opened for is reduced alike for all.
            if (need != 0) k.a.severity = ClaimMath.dueDown(WAD, k.need, need);
            need = need.min(k.need);
        } else {
            uint256 most = k.need.fullMulDiv(WAD, committed) + deductible;
            k.a.severity = uint256(x.severity).min(WAD).min(most);
            need = ClaimMath.payableUp(cover, k.a.severity, deductible);
        }
        if (need == 0) k.a.severity = 0;
        k.a.until = block.timestamp + (need == 0 ? 0 : k.t.claimWindow);
    }

    /// @dev A resolver's payable verdict. An empty one if it has none, reverts, burns its gas or answers anything else.
    function _askQuietly(address resolver, uint256 incidentId, uint256 termsId)
        internal
        view
        returns (Verdict memory x)
    {
        (bool success,, bytes memory answer) = LibCall.tryStaticCall(
            resolver,
            ANSWER_GAS,
            ANSWER_SIZE,
            abi.encodeCall(IResolver.getVerdict, (incidentId, termsId, address(this)))
        );
        if (!success || answer.length != ANSWER_SIZE) return x;
        uint256[4] memory words = abi.decode(answer, (uint256[4]));
        if (words[0] == 0 || block.timestamp < words[0]) return x;
        x.payableAt = uint40(words[0]);
        x.severity = uint64(words[1].min(WAD));
        x.lossTotal = uint128(words[2].min(type(uint128).max));
        x.lossRoot = bytes32(words[3]);
    }

    /// @dev The error with which a claim by severity is refused; zero if it is not.
    function _refusal(Claim memory x, uint256 caseId, Award memory a) internal view returns (bytes4) {
        if (!_isProtected(x, a.time)) return Errors.NotCovered.selector;
        if (_claimed[caseId].get(uint64(x.coverId))) return Errors.AlreadyClaimed.selector;
        if (ClaimMath.grossDown(x.c.amount * x.coverUnit, a.severity, x.t.deductible) == 0) {
            return Errors.NotCovered.selector;
        }
        return block.timestamp > a.until ? Errors.ClaimWindowClosed.selector : bytes4(0);
    }

    /// @dev Whether a cover protected at `time`: from its start to before its end, which a lapse of its terms moves
    /// forward.
    function _isProtected(Claim memory x, uint256 time) internal pure returns (bool) {
        return x.c.start <= time && time < x.c.end && (x.t.lapseAt == 0 || time < x.t.lapseAt);
    }

    /// @dev A case's place in the order in which a claim names cases: by event, then by id, so that no case can be
    /// named twice.
    function _placeOf(uint256 time, uint256 caseId) internal pure returns (uint256) {
        return time << 216 | caseId >> 40;
    }

    /// @dev The part of a registered claim that can be paid now: nothing while its settlement is short.
    function _dueOf(RegisteredClaim memory r, Settlement memory s, uint256 number) internal view returns (uint256) {
        if (_isShort(s)) return 0;
        uint256 due = _isOver(s) ? ClaimMath.dueDown(r.gross, _forClaims[number], s.registered) : r.gross;
        return due.zeroFloorSub(r.paid);
    }
}
