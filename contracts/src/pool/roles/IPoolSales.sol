// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverOrder, Purchase} from "../PoolTypes.sol";

/// @title Sales and cancellations of cover
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolSales {
    /// @param coverId the new token
    /// @param termsId what was bought
    /// @param owner who received the token
    /// @param purchase the rest
    event CoverBought(uint256 indexed coverId, uint256 indexed termsId, address indexed owner, Purchase purchase);
    /// @param coverId the cover: its token stays, with an amount of 0
    /// @param refundTo who was paid
    /// @param refund asset units
    event CoverCancelled(uint256 indexed coverId, address indexed refundTo, uint256 refund);

    /// @notice Buys a cover; the caller pays the premium and the integrator's fee.
    /// @dev Errors: `DeadlinePassed`, `AmountZero`, `NotMultipleOf`, `DurationOutOfRange`, `TermsNotForSale(reason)`,
    /// `InsuredNotApproved`, `CapacityExceeded(available)`, `StartTooLate(start)`, `PremiumAboveMax(premium)`,
    /// `IntegratorFeeTooHigh(max)`, `PoolShort`, `IncidentOpen`, `WrongChain`.
    function buyCover(CoverOrder calldata order) external returns (uint256 coverId, uint256 premium);

    /// @notice Ends a cover and returns 95 % of the premium still to come, the minimum billing apart, to its refund
    /// address. The token stays: claims that are registered stay payable to its owner, all others are given up. No case
    /// hinders it.
    /// @dev The owner and whoever it approved for the token. Errors: `CoverDoesNotExist`, `NotAuthorized`,
    /// `CoverEnded(endedAt)`, `NotRefundable` (nothing would be returned).
    /// @return refund asset units, rounded down
    function cancelCover(uint256 coverId) external returns (uint256 refund);
}
