// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoverOrder, Purchase} from "../types/PoolTypes.sol";
import {IExitQueue} from "./IExitQueue.sol";

/// @title A pool of capital that sells cover in one asset: what the pool's own code does
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
    /// @param productId the product that failed
    /// @param epoch number of the pocket: shares that existed before it bear it
    /// @param assets asset units taken out of equity
    event CapitalCarved(uint256 indexed productId, uint256 indexed epoch, uint256 assets);
    /// @param assets asset units that came back
    /// @param shares shares issued for them
    event CapitalReturned(uint256 assets, uint256 shares);

    // ---------------------------------------------------------------- capital

    /// @notice Takes `assets` and issues shares, rounded down.
    /// @dev Errors: `AmountZero`, `DepositLimitExceeded(max)`, `PoolShort`, `UnsupportedAsset`.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Issues `shares` and takes their assets, rounded up. Errors as `deposit`.
    function mint(uint256 shares, address receiver) external returns (uint256 assets);

    function asset() external view returns (address);

    /// @notice What the shares are worth together: held − unearned premium − settled exits − cuts owed.
    function totalAssets() external view returns (uint256);

    function convertToShares(uint256 assets) external view returns (uint256);

    function convertToAssets(uint256 shares) external view returns (uint256);

    function maxDeposit(address receiver) external view returns (uint256);

    function maxMint(address receiver) external view returns (uint256);

    function previewDeposit(uint256 assets) external view returns (uint256);

    function previewMint(uint256 shares) external view returns (uint256);

    // ------------------------------------------------------------------ cover

    /// @notice Buys a cover; the caller pays the premium and the integrator's fee.
    /// @dev Errors: `DeadlinePassed`, `AmountZero`, `NotMultipleOf`, `DurationOutOfRange`, `TermsNotForSale(reason)`,
    /// `InsuredNotApproved`, `CapacityExceeded(available)`, `PremiumAboveMax(premium)`, `IntegratorFeeTooHigh(max)`,
    /// `PoolShort`, `IncidentOpen`, `WrongChain`.
    function buyCover(CoverOrder calldata order) external returns (uint256 coverId, uint256 premium);

    // ----------------------------------------------------------- pocket vault

    /// @notice Takes capital out of the shares that exist now, at most what equity there is. Only the pocket vault.
    /// @return taken asset units moved to the vault
    /// @return epoch number of the pocket
    /// @return supply shares that bear it, queued ones included
    /// @return settled queue position below which requests no longer bear it
    function carveOut(uint256 productId, uint256 wanted)
        external
        returns (uint256 taken, uint256 epoch, uint256 supply, uint256 settled);

    /// @notice Takes what a pocket did not pay back into equity and issues shares for it to the vault. Only the pocket
    /// vault, which has sent the assets before.
    function returnCapital(uint256 productId, uint256 assets) external returns (uint256 shares);

    /// @notice Lowers a cover and all totals by what was drawn on it, up to whole quanta. Only the pocket vault.
    function drawCover(uint256 coverId, uint256 drawn) external;

    /// @notice What an account held when a pocket was opened: liquid shares and unsettled requests.
    function holdingAt(address account, uint256 epoch, uint256 settled) external view returns (uint256 shares);

    // ------------------------------------------------------------------ views

    function poolId() external view returns (uint256);

    /// @notice A cover amount is a multiple of this, asset units.
    function quantum() external view returns (uint256);

    /// @notice Seconds from an exit request to its settlement.
    function cooldown() external view returns (uint256);

    function pocketVault() external view returns (address);

    /// @notice Raw storage words, for readers that want a whole snapshot in one call.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory);
}
