// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {RegisteredClaim, Settlement, Stake} from "./ClaimWords.sol";

import {ClaimMath} from "./ClaimMath.sol";
import {ClaimPacking} from "./ClaimPacking.sol";
import {Case, CaseStatus} from "./ClaimTypes.sol";
import {Raises} from "./Raises.sol";
import {Returns} from "./Returns.sol";
import {FirstLoss} from "./FirstLoss.sol";
import {VaultState} from "./VaultState.sol";
import {ICoverPoolFactory} from "../ICoverPoolFactory.sol";
import {IVaultReads} from "./roles/IVaultReads.sol";
import {Verdict} from "../resolution/IResolver.sol";
import {CoverData} from "../cover/CoverData.sol";

/// @title Second segment of a claims vault: raises, returned shares, first loss and views
/// @notice The vault runs it in its own storage: see `NextSegment`.
contract ClaimsVaultSegment2 is Raises, Returns, FirstLoss, IVaultReads {
    using FixedPointMathLib for uint256;

    constructor() VaultState(ICoverPoolFactory(msg.sender).protocol()) {}

    // ----------------------------------------------------------------- views

    /// @inheritdoc IVaultReads
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256) {
        uint256[] memory incidentIds = new uint256[](1);
        incidentIds[0] = incidentId;
        return _previewPayouts(coverId, incidentIds);
    }

    /// @inheritdoc IVaultReads
    function previewPayouts(uint256 coverId, uint256[] calldata incidentIds) external view returns (uint256) {
        return _previewPayouts(coverId, incidentIds);
    }

    /// @inheritdoc IVaultReads
    function getCase(uint256 caseId) external view returns (Case memory x) {
        if (_backings[caseId] == 0) return x;
        CaseCache memory k;
        k.caseId = caseId;
        _open(k);
        (x.reserve, x.firstLoss, x.termsId) = (k.b.reserve, k.b.firstLoss, k.l.termsId);
        (x.promised, x.committed) = (_promises[caseId], k.b.committed * _coverUnit());
        (x.layerIndex, x.supply, x.checkpoint, x.eventTime) = (k.l.layerIndex, k.l.supply, k.l.checkpoint, k.l.time);
        (x.need, x.paid, x.registered) = (k.need, k.a.paid, _waiting[caseId]);
        (x.severity, x.claimsUntil, x.settlement) = (k.a.severity, k.a.until, k.l.number);
        uint256 status = k.a.status;
        if (status == 0) x.status = CaseStatus.Open;
        else if (k.a.severity == 0) x.status = CaseStatus.Denied;
        else if (status & CLOSED != 0) x.status = CaseStatus.Closed;
        else if (status & OVER != 0) x.status = CaseStatus.Counted;
        else x.status = CaseStatus.Payable;
        x.closed = status & CLOSED != 0;
        x.raises = _raises[caseId].length;
    }

    /// @inheritdoc IVaultReads
    function getSettlement(uint256 number)
        external
        view
        returns (Settlement memory settlement, bool short, bool over, uint256 forClaims)
    {
        settlement = _settlement(number);
        return (settlement, _isShort(settlement), _isOver(settlement), _forClaims[number]);
    }

    /// @inheritdoc IVaultReads
    function presentSettlement() external view returns (uint256 number, uint256 short) {
        return (ClaimPacking.presentSettlementOf(_present).max(1), ClaimPacking.shortOf(_present));
    }

    /// @inheritdoc IVaultReads
    function undecided() external view returns (uint256 assets) {
        return _undecided();
    }

    /// @inheritdoc IVaultReads
    function stakeOf(uint256 number, uint256 productId) external view returns (Stake memory) {
        return ClaimPacking.toStake(_stakes[number][productId]);
    }

    /// @inheritdoc IVaultReads
    function registeredClaim(uint256 caseId, uint256 coverId) external view returns (uint256 gross, uint256 paid) {
        RegisteredClaim memory c = ClaimPacking.toRegisteredClaim(_registered[caseId][coverId]);
        return (c.gross, c.paid);
    }

    // -------------------------------------------------------------- internals

    /// @dev Simulates a claim on each of some cases in memory, with verdicts that could be applied.
    function _previewPayouts(uint256 coverId, uint256[] memory incidentIds) private view returns (uint256 payout) {
        if (CoverData.poolIdOf(coverId) != _poolId()) return 0;
        Claim memory x;
        (x.coverId, x.coverUnit) = (coverId, _coverUnit());
        x.t = _registry.claimTerms(CoverData.termsIdOf(coverId));
        x.c = _coverToken.coverData(coverId);
        CaseCache memory k;
        k.t = x.t;
        uint256 last;
        uint256 named;
        uint256 number;
        bool claimed;
        for (uint256 i; i < incidentIds.length; ++i) {
            if (!_openNext(k, incidentIds[i])) return 0;
            uint256 place = _placeOf(k.l.time, k.caseId);
            if (place <= last) return 0;
            last = place;
            if (k.a.status & OVER == 0) {
                if (named != 0 && k.l.number != number) return 0;
                (number, named) = (k.l.number, named + 1);
            }
            RegisteredClaim memory r = ClaimPacking.toRegisteredClaim(_registered[k.caseId][coverId]);
            if (r.gross != 0) {
                payout += _dueOf(r, k.s, k.l.number);
                continue;
            }
            if (k.a.status & BY_PROOF != 0 || _refusal(x, k.caseId, k.a) != 0) continue;
            claimed = true;
            uint256 gross = ClaimMath.grossDown(x.c.amount * x.coverUnit, k.a.severity, x.t.deductible);
            x.c.amount -= gross.divUp(x.coverUnit).min(x.c.amount);
            if (!_isShort(k.s)) payout += gross;
        }
        if (claimed && named != k.p.payable_) return 0;
    }

    /// @dev Loads another case of a product, with the sums of their settlement that the cases before it have left.
    /// @return decided whether it has a verdict, or one that could be applied
    function _openNext(CaseCache memory k, uint256 incidentId) private view returns (bool decided) {
        k.caseId = _caseIdOf(k.t.productId, incidentId);
        if (_backings[k.caseId] == 0) return false;
        (uint256 number, Settlement memory s, Stake memory p) = (k.l.number, k.s, k.p);
        // `_open` fills the existing structs, so these must be new ones.
        Settlement memory stored;
        Stake memory storedStake;
        (k.s, k.p) = (stored, storedStake);
        _open(k);
        if (k.l.number == number) (k.s, k.p) = (s, p);
        if (k.a.status != 0) return true;
        Verdict memory v = _askQuietly(k.t.resolver, incidentId, k.l.termsId);
        if (v.payableAt == 0) return false;
        _conclude(k, _decide(k, v));
        return true;
    }
}
