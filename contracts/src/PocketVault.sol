// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibBitmap} from "solady/utils/LibBitmap.sol";
import {ReentrancyGuardTransient} from "solady/utils/ReentrancyGuardTransient.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "./interfaces/ICoverPool.sol";
import {ICoverToken} from "./interfaces/ICoverToken.sol";
import {IPocketVault, Pocket} from "./interfaces/IPocketVault.sol";
import {IProductRegistry, Terms} from "./interfaces/IProductRegistry.sol";
import {IResolver, Incident} from "./interfaces/IResolver.sol";
import {CoverData} from "./libraries/CoverData.sol";
import {Errors} from "./libraries/Errors.sol";

/// @title Companion of a pool: holds the tokens of its pockets and pays its claims
/// @notice Deployed by its pool. What is in here has left the pool's equity for real: no exit, sale or deposit of the pool
/// can touch it.
contract PocketVault is IPocketVault, ReentrancyGuardTransient {
    using FixedPointMathLib for uint256;
    using LibBitmap for LibBitmap.Bitmap;

    uint8 internal constant CARVED = 1;
    uint8 internal constant APPLIED = 2;
    uint8 internal constant RELEASED = 3;

    ICoverPool internal immutable _pool;
    address internal immutable _asset;
    uint256 internal immutable _poolId;
    uint256 internal immutable _quantum;
    ICoverToken internal immutable _coverToken;
    IProductRegistry internal immutable _registry;

    mapping(uint256 pocketId => Pocket) internal _pockets;
    mapping(uint256 pocketId => LibBitmap.Bitmap) internal _claimed; // by serial of the cover
    mapping(uint256 pocketId => mapping(address => bool)) internal _collected;

    constructor(address asset_, uint256 poolId, uint256 quantum, ICoverToken coverToken, IProductRegistry registry) {
        _pool = ICoverPool(msg.sender);
        _asset = asset_;
        _poolId = poolId;
        _quantum = quantum;
        _coverToken = coverToken;
        _registry = registry;
    }

    // ---------------------------------------------------------------- writes

    /// @inheritdoc IPocketVault
    function carve(uint256 termsId, uint256 incidentId) external nonReentrant returns (uint256 reserve) {
        Terms memory t = _registry.getTerms(termsId);
        Incident memory incident = IResolver(t.resolver).getIncident(incidentId);
        require(incident.subject == t.subject, Errors.NotCovered());
        require(incident.payableAt != 0, Errors.ReportNotFired());
        require(block.timestamp <= uint256(incident.time) + t.reportWindow, Errors.IncidentOutsideWindow());
        uint256 share = uint256(incident.severity).zeroFloorSub(t.deductible);
        require(share != 0, Errors.SeverityZero());
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        require(p.status == 0, Errors.PocketAlreadyCarved());

        uint256 need = _pool.committedCover(t.productId).fullMulDivUp(share, 1e18);
        // A pool that covers nothing of it is left alone: an empty pocket would cost every holder a checkpoint.
        require(need != 0, Errors.NotCovered());
        (uint256 taken, uint256 epoch, uint256 supply, uint256 settled) = _pool.carveOut(t.productId, need);
        p.reserve = uint104(taken);
        p.left = uint104(taken);
        p.epoch = uint32(epoch);
        p.status = CARVED;
        p.supply = uint112(supply);
        p.termsId = uint32(termsId);
        p.settled = uint128(settled);
        p.incidentTime = incident.time;
        p.deductible = uint24(t.deductible / 1e12);
        _pockets[pocketId] = p;
        emit PocketCarved(pocketId, termsId, incidentId, taken);
        return taken;
    }

    /// @inheritdoc IPocketVault
    function applyVerdict(uint256 termsId, uint256 incidentId) external nonReentrant {
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        require(p.status != 0, Errors.PocketNotCarved());
        require(p.status == CARVED, Errors.VerdictAlreadyApplied());
        _applyVerdict(pocketId, p, incidentId);
    }

    /// @inheritdoc IPocketVault
    function claimPayout(uint256 coverId, uint256 incidentId) external nonReentrant returns (uint256 payout) {
        uint256 termsId = CoverData.termsIdOf(coverId);
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        require(p.status != 0, Errors.PocketNotCarved());
        if (p.status == CARVED) _applyVerdict(pocketId, p, incidentId);
        require(block.timestamp <= p.claimsUntil, Errors.ClaimWindowClosed(p.claimsUntil));
        CoverData.Cover memory c = _coverOf(coverId);
        require(_isProtected(c, p.incidentTime), Errors.NotCovered());
        require(!_claimed[pocketId].get(uint32(coverId)), Errors.AlreadyClaimed());

        payout = _payout(c, p);
        require(payout != 0, Errors.NotCovered());
        _claimed[pocketId].set(uint32(coverId));
        _pockets[pocketId].left = p.left - uint104(payout);
        _pool.drawCover(coverId, payout);
        address receiver = _coverToken.ownerOf(coverId);
        SafeTransferLib.safeTransfer(_asset, receiver, payout);
        emit PayoutClaimed(pocketId, coverId, receiver, payout);
    }

    /// @inheritdoc IPocketVault
    function releasePocket(uint256 termsId, uint256 incidentId)
        external
        nonReentrant
        returns (uint256 assets, uint256 shares)
    {
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        require(p.status != 0, Errors.PocketNotCarved());
        require(p.status != RELEASED, Errors.AlreadyReleased());
        if (p.status == CARVED) _applyVerdict(pocketId, p, incidentId);
        require(block.timestamp > p.claimsUntil, Errors.ClaimWindowOpen(p.claimsUntil));
        assets = p.left;
        p.left = 0;
        p.status = RELEASED;
        if (assets != 0) SafeTransferLib.safeTransfer(_asset, address(_pool), assets);
        shares = _pool.returnCapital(_registry.getTerms(termsId).productId, assets);
        p.returned = uint112(shares);
        _pockets[pocketId] = p;
        emit PocketReleased(pocketId, assets, shares);
    }

    /// @inheritdoc IPocketVault
    function collectEntitlement(uint256 termsId, uint256 incidentId, address receiver)
        external
        nonReentrant
        returns (uint256 shares)
    {
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        require(!_collected[pocketId][msg.sender], Errors.NothingToCollect());
        uint256 held = _pool.holdingAt(msg.sender, p.epoch, p.settled);
        if (p.supply != 0) shares = held.fullMulDiv(p.returned, p.supply);
        require(shares != 0, Errors.NothingToCollect());
        _collected[pocketId][msg.sender] = true;
        SafeTransferLib.safeTransfer(address(_pool), receiver, shares);
        emit EntitlementCollected(pocketId, msg.sender, receiver, shares);
    }

    // ----------------------------------------------------------------- views

    /// @inheritdoc IPocketVault
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout) {
        uint256 termsId = CoverData.termsIdOf(coverId);
        uint256 pocketId = pocketIdOf(termsId, incidentId);
        Pocket memory p = _pockets[pocketId];
        if (p.status == CARVED) {
            Terms memory t = _registry.getTerms(termsId);
            Incident memory incident = IResolver(t.resolver).getIncident(incidentId);
            if (block.timestamp < incident.payableAt) return 0;
            p.severity = incident.severity;
            p.claimsUntil = uint40(block.timestamp + t.claimWindow);
        }
        if (p.status == 0 || block.timestamp > p.claimsUntil || _claimed[pocketId].get(uint32(coverId))) return 0;
        CoverData.Cover memory c = _coverOf(coverId);
        if (!_isProtected(c, p.incidentTime)) return 0;
        return _payout(c, p);
    }

    /// @inheritdoc IPocketVault
    function pocketIdOf(uint256 termsId, uint256 incidentId) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(termsId, incidentId)));
    }

    /// @inheritdoc IPocketVault
    function getPocket(uint256 pocketId) external view returns (Pocket memory) {
        return _pockets[pocketId];
    }

    /// @inheritdoc IPocketVault
    function pool() external view returns (address) {
        return address(_pool);
    }

    // ------------------------------------------------------------- internals

    /// @dev Fixes the severity and opens the claim window; stores `p`.
    function _applyVerdict(uint256 pocketId, Pocket memory p, uint256 incidentId) private {
        Terms memory t = _registry.getTerms(p.termsId);
        Incident memory incident = IResolver(t.resolver).getIncident(incidentId);
        require(block.timestamp >= incident.payableAt, Errors.VerdictPending());
        p.severity = incident.severity;
        p.claimsUntil = uint40(block.timestamp + t.claimWindow);
        p.status = APPLIED;
        _pockets[pocketId] = p;
        emit VerdictApplied(pocketId, p.severity, p.claimsUntil);
    }

    /// @dev A cover of this vault's own pool.
    function _coverOf(uint256 coverId) private view returns (CoverData.Cover memory) {
        require(CoverData.poolIdOf(coverId) == _poolId, Errors.CoverDoesNotExist());
        return _coverToken.coverData(coverId);
    }

    function _isProtected(CoverData.Cover memory c, uint256 time) private pure returns (bool) {
        return c.start <= time && time < c.end;
    }

    /// @dev What remains × max(0, severity − deductible), rounded down, and never more than the pocket has left.
    function _payout(CoverData.Cover memory c, Pocket memory p) private view returns (uint256) {
        uint256 remaining = c.amount * _quantum;
        return remaining.fullMulDiv(uint256(p.severity).zeroFloorSub(uint256(p.deductible) * 1e12), 1e18).min(p.left);
    }

    function _useTransientReentrancyGuardOnlyOnMainnet() internal pure override returns (bool) {
        return false;
    }
}
