// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";

import {ICoverPool} from "./interfaces/ICoverPool.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {ILossLedger} from "./interfaces/ILossLedger.sol";
import {IPocketVaultExtension} from "./interfaces/IPocketVaultExtension.sol";
import {ClaimTerms, IProductRegistry} from "./interfaces/IProductRegistry.sol";
import {Verdict} from "./interfaces/IResolver.sol";
import {CoverData} from "./libraries/CoverData.sol";
import {EstateMath} from "./libraries/EstateMath.sol";
import {PocketPacking} from "./libraries/PocketPacking.sol";
import {Entitlements} from "./pockets/Entitlements.sol";
import {FirstLoss} from "./pockets/FirstLoss.sol";
import {PocketState} from "./pockets/PocketState.sol";
import {
    Backing,
    Carving,
    Estate,
    EstateProduct,
    Fund,
    Pocket,
    PocketStatus,
    RegisteredClaim,
    Ruling
} from "./types/PocketTypes.sol";

/// @title The second half of a pocket vault's code: entitlements, first loss, and what readers see
/// @notice The vault runs it in its own place: see `SecondSegment`.
contract PocketVaultExtension is Entitlements, FirstLoss {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    constructor(
        address asset_,
        uint256 poolId,
        uint256 quantum,
        ICoverToken coverToken,
        IProductRegistry registry,
        ILossLedger ledger
    ) PocketState(ICoverPool(coverToken.poolOf(poolId)), asset_, poolId, quantum, coverToken, registry, ledger) {}

    // ----------------------------------------------------------------- views

    /// @inheritdoc IPocketVaultExtension
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout) {
        uint256 termsId = CoverData.termsIdOf(coverId);
        uint256 pocketId = _pocketIdOf(termsId, incidentId);
        if (_carvings[pocketId] == 0) return 0;
        Carving memory c = PocketPacking.toCarving(_carvings[pocketId]);
        Ruling memory v = PocketPacking.toRuling(_rulings[pocketId]);
        ClaimTerms memory t = _registry.claimTerms(termsId);
        uint256 left = v.left;
        if (v.status & STATUS == IN_ESTATE) {
            uint256 number = _estateOf(v, c);
            Estate memory e = PocketPacking.toEstate(_estates[number]);
            if (number & OF_PRODUCT == 0) {
                RegisteredClaim memory r = PocketPacking.toRegisteredClaim(_registered[pocketId][coverId]);
                if (r.gross == 0 || e.undecided != 0 || block.timestamp <= e.until) return 0;
                EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][t.productId]);
                return EstateMath.dueDown(e, PocketPacking.toEstateTerms(_estateTerms[number]), p, r.gross) - r.paid;
            }
            left = type(uint256).max;
        }
        if (t.proofOfLoss) return 0;
        if (v.status == 0) {
            Verdict memory x = _askQuietly(t.resolver, incidentId, termsId);
            bool alone =
                c.round == PocketPacking.toRound(_round).number && !PocketPacking.toFund(_funds[t.productId]).joint;
            if (!alone || x.payableAt == 0) return 0;
            (v.time, v.claimsUntil) = (c.time, block.timestamp);
            v.share = uint256(x.severity).zeroFloorSub(t.deductible);
            Backing memory b = PocketPacking.toBacking(_backings[pocketId]);
            left = b.reserve + b.firstLoss + PocketPacking.toFund(_funds[t.productId]).firstLoss;
            if ((b.committed * _quantum).fullMulDivUp(v.share, WAD) > left) return 0;
        }
        if (block.timestamp > v.claimsUntil || _claimed[pocketId].get(uint32(coverId))) return 0;
        if (CoverData.poolIdOf(coverId) != _poolId) return 0;
        CoverData.Cover memory k = _coverToken.coverData(coverId);
        if (v.time < k.start || v.time >= k.end) return 0;
        return (k.amount * _quantum).fullMulDiv(v.share, WAD).min(left);
    }

    /// @inheritdoc IPocketVaultExtension
    function getPocket(uint256 pocketId) external view returns (Pocket memory p) {
        if (_carvings[pocketId] == 0) return p;
        Carving memory c = PocketPacking.toCarving(_carvings[pocketId]);
        Backing memory b = PocketPacking.toBacking(_backings[pocketId]);
        Ruling memory v = PocketPacking.toRuling(_rulings[pocketId]);
        (p.reserve, p.firstLoss, p.committed) = (b.reserve, b.firstLoss, b.committed * _quantum);
        (p.epoch, p.supply, p.settlement, p.incidentTime) = (c.epoch, c.supply, c.settlement, c.time);
        (p.share, p.claimsUntil) = (v.share, v.claimsUntil);
        p.status = PocketStatus.Carved;
        p.left = b.reserve + b.firstLoss;
        uint256 status = v.status & STATUS;
        if (status == 0) return p;
        if (status == IN_ESTATE) {
            p.estate = _estateOf(v, c);
            if (p.estate & OF_PRODUCT == 0) p.claimsUntil = PocketPacking.toEstate(_estates[p.estate]).until;
        }
        p.left = status == IN_ESTATE ? 0 : v.left;
        p.status = v.status & RELEASED != 0
            ? PocketStatus.Released
            : status == PAYABLE ? PocketStatus.Payable : status == DENIED ? PocketStatus.Denied : PocketStatus.InEstate;
    }

    /// @inheritdoc IPocketVaultExtension
    function estateOf(uint256 number)
        external
        view
        returns (uint256 assets, uint256 claimed, uint256 recovered, uint256 undecided, uint256 until)
    {
        Estate memory e = PocketPacking.toEstate(_estates[number]);
        recovered = PocketPacking.toEstateTerms(_estateTerms[number]).recovered;
        return (e.assets, e.claimed, recovered, e.undecided, e.until);
    }

    /// @inheritdoc IPocketVaultExtension
    function estateProductOf(uint256 number, uint256 productId)
        external
        view
        returns (uint256 claimed, uint256 firstLoss)
    {
        EstateProduct memory p = PocketPacking.toEstateProduct(_estateProducts[number][productId]);
        return (p.claimed, p.firstLoss);
    }

    /// @inheritdoc IPocketVaultExtension
    function registeredClaim(uint256 pocketId, uint256 coverId) external view returns (uint256 gross, uint256 paid) {
        RegisteredClaim memory c = PocketPacking.toRegisteredClaim(_registered[pocketId][coverId]);
        return (c.gross, c.paid);
    }
}
