// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverData} from "../cover/CoverData.sol";
import {CoverOrder, Purchase} from "./PoolTypes.sol";
import {IExitQueue} from "./IExitQueue.sol";

/// @title Calls of a pool's first segment
/// @notice Capital comes in by ERC-4626 `deposit` and `mint`, leaves by the ERC-7540 queue, and in between backs covers.
/// Amounts are asset units unless they say shares or quanta.
interface ICoverPoolCore is IExitQueue {
    /// @param sender who paid
    /// @param owner who holds the new shares
    /// @param assets asset units taken
    /// @param shares shares issued
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    /// @param coverId the new token
    /// @param termsId what was bought
    /// @param owner who received the token
    /// @param purchase the rest
    event CoverBought(uint256 indexed coverId, uint256 indexed termsId, address indexed owner, Purchase purchase);
    /// @param coverId the cover: its token stays, with an amount of 0
    /// @param refundTo who was paid
    /// @param refund asset units
    event CoverCancelled(uint256 indexed coverId, address indexed refundTo, uint256 refund);

    // ---------------------------------------------------------------- capital

    /// @notice Takes `assets` and issues shares, rounded down.
    /// @dev Errors: `AmountZero`, `DepositLimitExceeded(max)`, `PoolShort`, `DepositsPaused(until)`, `UnsupportedAsset`.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Issues `shares` and takes their assets, rounded up. Errors as `deposit`.
    function mint(uint256 shares, address receiver) external returns (uint256 assets);

    function asset() external view returns (address);

    /// @notice What the shares are worth together: held − unearned premium − settled exits − cuts owed.
    function totalAssets() external view returns (uint256);

    function convertToShares(uint256 assets) external view returns (uint256);

    function convertToAssets(uint256 shares) external view returns (uint256);

    /// @notice The most that one deposit may bring now, asset units; 0 where `deposit` refuses the receiver.
    function maxDeposit(address receiver) external view returns (uint256);

    /// @notice The same in shares.
    function maxMint(address receiver) external view returns (uint256);

    function previewDeposit(uint256 assets) external view returns (uint256);

    function previewMint(uint256 shares) external view returns (uint256);

    // ------------------------------------------------------------------ cover

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

    // ----------------------------------------------------------- claims vault

    /// @notice Takes capital out of the shares that exist now, as far as there is: a sixteenth of equity and what cases
    /// without a verdict have set aside together stays, rounded down. Only the claims vault.
    /// @param wanted asset units
    /// @param stops the case stops sales and extensions of the product's cover
    /// @param setAside asset units that cases without a verdict have set aside before
    /// @return taken asset units moved to the vault
    /// @return epoch number of the case: shares that existed before it bear it
    /// @return supply shares that bear it, queued ones included
    /// @return settlement settlement checkpoint of the exit queue: requests settled by then do not bear it
    function fundCase(uint256 productId, uint256 wanted, bool stops, uint256 setAside)
        external
        returns (uint256 taken, uint256 epoch, uint256 supply, uint256 settlement);

    /// @notice Takes capital that a case did not pay, or that was recovered, into equity and issues shares for it to the
    /// vault at the present price, rounded down. Only the claims vault, which has sent the assets before. It cannot revert
    /// for want of room: no more shares are issued than the width holds.
    function returnCapital(uint256 assets) external returns (uint256 shares);

    /// @notice One case that stopped sales of a product is closed. Only the claims vault.
    function closeCase(uint256 productId) external;

    /// @notice Lowers a cover and all totals by what was drawn on it, up to whole quanta. Only the claims vault.
    /// @param cover as the vault has just read it
    /// @param drawn asset units
    function drawCover(uint256 coverId, CoverData.Cover calldata cover, uint256 drawn) external;

    /// @notice What an account held when a case was opened: liquid shares and unsettled requests.
    function holdingAt(address account, uint256 epoch, uint256 settlement) external view returns (uint256 shares);

    /// @notice How many cases had been opened when an account got its first shares: it bears none of them.
    function holderSince(address account) external view returns (uint256 epoch);

    // ------------------------------------------------------------------ views

    /// @notice Committed cover of a product over all its terms, asset units.
    function committedCover(uint256 productId) external view returns (uint256);

    /// @notice What a case of a product may have to pay for.
    /// @return cover its committed cover, asset units
    /// @return deductible the least of the terms on which it was sold, ppm
    function exposureTo(uint256 productId) external view returns (uint256 cover, uint256 deductible);

    /// @notice The pool's copy of terms, as far as claims need it; zeros for terms that it never sold.
    /// @return productId the product
    /// @return deductible share of the covered amount, ppm
    /// @return lapses whether a change of the code that they are about can make them lapse: the registry knows when
    function lineOf(uint256 termsId) external view returns (uint256 productId, uint256 deductible, bool lapses);

    /// @notice Cases opened so far.
    function caseCount() external view returns (uint256);

    function claimsVault() external view returns (address);
}
