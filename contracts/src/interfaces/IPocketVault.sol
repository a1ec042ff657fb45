// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice Capital set aside for one incident on one version of terms. Four slots.
struct Pocket {
    uint104 reserve; // carved, asset units
    uint104 left; // not yet paid or returned, asset units
    uint32 epoch; // number of the pocket in its pool
    uint8 status; // 0 none, 1 carved, 2 verdict applied, 3 released
    uint112 supply; // shares that bear it
    uint112 returned; // shares issued for what it did not pay
    uint32 termsId;
    uint128 settled; // queue position below which requests do not bear it
    uint64 severity; // applied verdict, WAD
    uint40 incidentTime;
    uint24 deductible; // of the terms, ppm
    uint40 claimsUntil; // last second to claim in
}

/// @title Companion of a pool: holds the tokens of its pockets and pays its claims
interface IPocketVault {
    /// @param pocketId the pocket, see `pocketIdOf`
    /// @param termsId the terms that were hit
    /// @param incidentId incident of the terms' resolver
    /// @param reserve asset units set aside
    event PocketCarved(uint256 indexed pocketId, uint256 indexed termsId, uint256 indexed incidentId, uint256 reserve);
    /// @param severity share of the covered amount destroyed, WAD
    /// @param claimsUntil last second to claim in
    event VerdictApplied(uint256 indexed pocketId, uint256 severity, uint40 claimsUntil);
    /// @param pocketId the pocket that paid
    /// @param coverId the cover
    /// @param receiver who was paid
    /// @param payout asset units
    event PayoutClaimed(uint256 indexed pocketId, uint256 indexed coverId, address indexed receiver, uint256 payout);
    /// @param assets asset units that went back into equity
    /// @param shares shares issued for them, for the holders at the carving
    event PocketReleased(uint256 indexed pocketId, uint256 assets, uint256 shares);
    /// @param account holder at the carving
    /// @param receiver who received the shares
    /// @param shares its part of the shares issued
    event EntitlementCollected(
        uint256 indexed pocketId, address indexed account, address indexed receiver, uint256 shares
    );

    /// @notice Sets capital aside for an incident that the terms' resolver has found. Anyone may.
    /// @dev Errors: `ReportNotFired`, `IncidentOutsideWindow`, `SeverityZero`, `PocketAlreadyCarved`, `NotCovered`.
    /// @return reserve asset units set aside
    function carve(uint256 termsId, uint256 incidentId) external returns (uint256 reserve);

    /// @notice Applies the verdict, once it is payable, and opens the claim window. Anyone may.
    /// @dev Errors: `PocketNotCarved`, `VerdictPending`.
    function applyVerdict(uint256 termsId, uint256 incidentId) external;

    /// @notice Pays a cover's loss to its owner: what remains × max(0, severity − deductible), rounded down.
    /// @dev Anyone may. Applies a payable verdict itself. Errors: `PocketNotCarved`, `VerdictPending`, `NotCovered`,
    /// `AlreadyClaimed`, `ClaimWindowClosed(closedAt)`, `CoverDoesNotExist`.
    /// @return payout asset units
    function claimPayout(uint256 coverId, uint256 incidentId) external returns (uint256 payout);

    /// @notice What `claimPayout` would pay now; 0 when it would revert for want of a payable verdict or cover.
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout);

    /// @notice Puts what is left back into equity, as shares for the holders at the carving, when the claim window is over.
    /// @dev Anyone may. Errors: `PocketNotCarved`, `ClaimWindowOpen(until)`, `AlreadyReleased`.
    function releasePocket(uint256 termsId, uint256 incidentId) external returns (uint256 assets, uint256 shares);

    /// @notice Collects the caller's part of a released pocket, rounded down.
    /// @dev Errors: `NothingToCollect`.
    function collectEntitlement(uint256 termsId, uint256 incidentId, address receiver) external returns (uint256 shares);

    function pocketIdOf(uint256 termsId, uint256 incidentId) external pure returns (uint256);

    function getPocket(uint256 pocketId) external view returns (Pocket memory);

    function pool() external view returns (address);
}
