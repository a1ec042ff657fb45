// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverOrder, Purchase} from "../PoolTypes.sol";

/// @title Sales and cancellations of cover
/// @notice Amounts are asset units unless they say shares or cover units.
interface IPoolSales {
    /// @param coverId the new token
    /// @param termsId the terms that were bought
    /// @param owner receiver of the token
    /// @param purchase the other facts
    event CoverBought(uint256 indexed coverId, uint256 indexed termsId, address indexed owner, Purchase purchase);
    /// @param coverId the cover; its token stays, with an amount of 0
    /// @param refundTo receiver of the refund
    /// @param refund asset units
    event CoverCancelled(uint256 indexed coverId, address indexed refundTo, uint256 refund);
    /// @param insured the account that consents
    /// @param buyer the account that may buy cover of the insured's loss
    event BuyerSet(address indexed insured, address indexed buyer, bool approved);

    /// @notice Lets `buyer` buy cover in this pool of which the caller is the insured, on terms that need a proof of
    /// loss; or ends that. It gives no right over shares, exits or claims.
    function setBuyer(address buyer, bool approved) external;

    /// @notice Buys a cover; the caller pays the premium and the integrator's fee.
    /// @dev Errors: `DeadlinePassed`, `AmountZero`, `NotMultipleOf`, `DurationOutOfRange`, `TermsNotForSale(reason)`,
    /// `InsuredNotApproved`, `CapacityExceeded(available)`, `StartTooLate(start)`, `PremiumAboveMax(premium)`,
    /// `IntegratorFeeTooHigh(max)`, `PoolShort`, `SalesStopped`, `WrongChain`.
    function buyCover(CoverOrder calldata order) external returns (uint256 coverId, uint256 premium);

    /// @notice Ends a cover and returns 95 % of its unearned premium after the minimum billing, to its refund address.
    /// The token stays: registered claims stay payable to its owner, all others are given up. No case hinders it.
    /// @dev Only the owner and an account it approved for the token may call it. Errors: `CoverDoesNotExist`,
    /// `NotAuthorized`, `CoverEnded(endedAt)`, `NotRefundable` (nothing would be returned).
    /// @return refund asset units, rounded down
    function cancelCover(uint256 coverId) external returns (uint256 refund);

    /// @notice Whether `buyer` may buy cover of which `insured` is the insured; an operator of `insured` may without.
    function isBuyer(address insured, address buyer) external view returns (bool);
}
