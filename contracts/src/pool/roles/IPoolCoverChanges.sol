// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Extensions and lapses of covers
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolCoverChanges {
    /// @param coverId the cover
    /// @param end protected until, exclusive
    /// @param premium paid for the added time, asset units
    event CoverExtended(uint256 indexed coverId, uint40 end, uint256 premium);
    /// @param coverId the cover: its token stays, and what can be claimed for events before the lapse
    /// @param refundTo who was paid
    /// @param refund unearned premium, asset units
    event CoverLapsed(uint256 indexed coverId, address indexed refundTo, uint256 refund);

    /// @notice Moves a cover's end by `added` seconds, up to the next 00:00 UTC; its protection goes on without a gap. The
    /// added time is priced at today's curve over the committed cover's last part, as large as this cover.
    /// @dev The owner and whoever it approved for the token; the caller pays. Errors: `DeadlinePassed`, `NotAuthorized`,
    /// `CoverEnded(endedAt)` (also within a waiting period of the end), `DurationOutOfRange`, `TermsNotForSale`,
    /// `IncidentOpen`, `CapitalRequired`, `CapacityExceeded(0)` (what ends on the new day leaves no room for this cover),
    /// `PremiumAboveMax(premium)`, `PoolShort`.
    /// @return end the new end
    /// @return premium asset units
    function extendCover(uint256 coverId, uint256 added, uint256 maxPremium, uint256 deadline)
        external
        returns (uint40 end, uint256 premium);

    /// @notice Ends a cover whose terms have lapsed because the code they are about has changed, for all of its premium
    /// that is unearned now: no fee and no minimum billing is kept, and the fees stay where they went. Protection ends at
    /// the lapse. The token stays: what is registered, or can still be claimed for earlier events, stays payable. Anyone
    /// may, from the lapse on while the cover has not ended; no case hinders it.
    /// @dev Errors: `CoverDoesNotExist`, `TermsInForce`, `GraceNotOver(until)`, `CoverEnded(endedAt)`, `NotRefundable`
    /// (nothing would be returned).
    /// @return refund asset units, rounded down, to the cover's `refundTo`
    function lapseCover(uint256 coverId) external returns (uint256 refund);
}
