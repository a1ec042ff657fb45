// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Extensions and lapses of covers
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolCoverChanges {
    /// @param coverId the cover
    /// @param end end of protection, exclusive
    /// @param premium asset units paid for the added time
    event CoverExtended(uint256 indexed coverId, uint40 end, uint256 premium);
    /// @param coverId the cover; its token stays, and earlier events can still be claimed
    /// @param refundTo receiver of the refund
    /// @param refund unearned premium, asset units
    event CoverLapsed(uint256 indexed coverId, address indexed refundTo, uint256 refund);

    /// @notice Moves a cover's end by `added` seconds, up to the next 00:00 UTC; its protection goes on without a gap.
    /// The price of the added time is that of the last part of the committed cover, as large as this cover, at today's
    /// rates.
    /// @dev Only the owner and an account it approved for the token may call it; the caller pays. Errors:
    /// `DeadlinePassed`, `NotAuthorized`, `CoverEnded(endedAt)` (also within a waiting period of the end),
    /// `DurationOutOfRange`, `TermsNotForSale`, `SalesStopped`, `CapitalRequired`, `CapacityExceeded(0)` (the new end
    /// day has no room for this cover), `PremiumAboveMax(premium)`, `PoolShort`.
    /// @return end the new end
    /// @return premium asset units
    function extendCover(uint256 coverId, uint256 added, uint256 maxPremium, uint256 deadline)
        external
        returns (uint40 end, uint256 premium);

    /// @notice Ends a cover whose terms have lapsed after a change of the code that they pin, and returns all of its
    /// unearned premium. No fee and no minimum billing is kept; collected fees stay with their payees. Protection ends
    /// at the lapse. The token stays: registered claims stay payable, and earlier events can still be claimed. Anyone
    /// may call it, from the lapse on while the cover has not ended; no case hinders it.
    /// @dev Errors: `CoverDoesNotExist`, `TermsInForce`, `GraceNotOver(until)`, `CoverEnded(endedAt)`, `NotRefundable`
    /// (nothing would be returned).
    /// @return refund asset units, rounded down, to the cover's `refundTo`
    function lapseCover(uint256 coverId) external returns (uint256 refund);
}
