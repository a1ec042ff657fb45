// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice What a covered vault is created with, and keeps for its whole life.
struct CoveredVaultConfig {
    address wrapped; // ERC-4626 vault whose depositors are covered; its asset is that of the pools
    uint256 termsId; // terms on the wrapped vault's share price; later versions of their product are bought, too
    uint256[] poolIds; // one to four pools that cover is bought from, in the order of their numbers
    uint256 maxRate; // the most that cover may cost a year, of its amount; WAD, whole parts per million
    uint256 floor; // cover below this part of what is at risk is made up for; WAD, whole parts per million; 1.05 or more if strict
    uint256 target; // up to this part of it; WAD, whole parts per million
    uint256 maxDeductible; // of the terms that are bought; WAD, whole parts per million
    uint256 duration; // of a cover and of an extension: 28 to 340 days, seconds
    bool strict; // deposits are refused that the cover in force does not cover
    address sponsor; // may give covers; zero for none, but in a strict vault, which begins with one
    bytes32 name; // share token, at most 31 bytes
    bytes32 symbol;
}

/// @notice What a covered vault does, as it was created. Ratios in WAD.
struct CoveredVaultPolicy {
    uint256 productId; // that covers the wrapped vault
    address meter; // `IShareLossMeter` of the wrapped vault
    uint96 meterId;
    uint96 subject; // court terms whose incidents are the meter's firings
    uint256[] poolIds;
    uint256 maxRate;
    uint256 floor;
    uint256 target;
    uint256 maxDeductible;
    uint256 duration;
    bool strict;
    address sponsor;
}

/// @title ERC-4626 vault that covers the deposits in another one
/// @notice Deposits go into the wrapped vault. `sync`, by anyone, pays for cover of what is at risk there. Nobody owns the
/// covered vault and nothing of it can change. Amounts are asset units. Rules: EMB-1 to EMB-9.
interface ICoveredVault {
    /// @param cover that lasts beyond the next renewal
    /// @param premium paid for purchases and extensions
    event CoverageSynced(uint256 cover, uint256 premium);
    /// @param number of the meter's firing of which no held cover can be paid any more
    event FiringSettled(uint32 indexed number);
    /// @param coverId cover that the sponsor gave
    event CoverGiven(uint256 indexed coverId);
    /// @param wrappedShares shares of the wrapped vault that were sent, besides `assets`
    event RedeemedInKind(
        address indexed by,
        address indexed receiver,
        address indexed owner,
        uint256 assets,
        uint256 wrappedShares,
        uint256 shares
    );

    /// @notice Deposits are refused: the wrapped vault is in a loss, or a loss of it has not been paid yet.
    error DepositsClosed();
    /// @notice More than can be deposited or minted. The most, asset units.
    error DepositAboveMax(uint256 max);
    /// @notice More than can be withdrawn or redeemed. The most, in the units of the call.
    error WithdrawalAboveMax(uint256 max);
    /// @notice The wrapped vault gave or took other amounts than it had said.
    error WrappedVaultDeviates();
    /// @notice Terms of another product, with too large a deductible, that lapse when code changes, or on something else than
    /// the wrapped vault.
    error TermsNotTaken(uint256 termsId);
    /// @notice Something else than a cover of the product, within the maximum deductible, from one of the pools and from the
    /// sponsor; a fifth gift, a seventeenth cover, or one that protected at a firing that is settled.
    error CoverNotTaken();

    /// @notice Settles firings. While deposits are open it also forgets covers that can pay nothing more, extends covers near
    /// their end and buys cover that is missing, for what has stayed since a call an hour ago or more that left nothing
    /// missing. Anyone may call it: a keeper does daily. What is refused, or dearer than `maxRate`, is left out. (EMB-4 to
    /// EMB-6)
    /// @dev Errors: `UnknownTerms`, `TermsNotTaken(termsId)`, `GasTooLow(needed)`: what is not used is not paid for.
    /// @param termsId the version of the product's terms that is for sale
    /// @return cover that lasts beyond the next renewal; 0 where nothing was measured
    /// @return premium paid
    function sync(uint256 termsId) external returns (uint256 cover, uint256 premium);

    /// @notice Opens the cases of firings of the meter, claims on them, and counts those of which no held cover can be paid
    /// any more. Anyone may call it; `sync` does it as well. It asks the wrapped vault for nothing. What does not fit into
    /// the call's gas is for the next call. Errors: `GasTooLow(needed)`. (EMB-6)
    /// @return settled firings that are settled now
    function settleFirings() external returns (uint32 settled);

    /// @notice Burns shares for their part of the idle assets and of the shares of the wrapped vault, whatever the wrapped
    /// vault can pay out. Shares that it does not let go are kept for `sendUnsentShares`. (EMB-8)
    /// @dev Errors: those of ERC-20, `AmountZero`, `ZeroAddress("receiver")`.
    /// @return assets idle assets sent
    /// @return wrappedShares shares of the wrapped vault sent or kept
    function redeemInKind(uint256 shares, address receiver, address owner)
        external
        returns (uint256 assets, uint256 wrappedShares);

    /// @notice Sends an account the shares of the wrapped vault that could not be sent when it left in kind. Anyone may
    /// call it. Errors: `AmountZero`, and the wrapped vault's.
    function sendUnsentShares(address account) external returns (uint256 wrappedShares);

    /// @notice Shares of the wrapped vault that are kept for an account.
    function unsentSharesOf(address account) external view returns (uint256 wrappedShares);

    /// @notice Cover of a number of shares, and how long it stays at that.
    /// @return covered cover in force now that these shares have a part in, rounded down; more than they are worth if the
    /// vault holds more cover than deposits
    /// @return until first second at which it is less; 0 if nothing is covered now
    function coverageOf(uint256 shares) external view returns (uint256 covered, uint256 until);

    /// @notice Cover of all shares together at a time, as far as it is bought.
    function coverageAt(uint256 timestamp) external view returns (uint256 cover);

    /// @notice What cover is measured by: assets of the wrapped vault's shares, at no more than the price that the meter has
    /// proven, rounded down.
    function atRisk() external view returns (uint256 assets);

    /// @notice Whether deposits are taken: the meter sees no loss, and all its firings are settled.
    function depositsOpen() external view returns (bool);

    /// @notice Premium that was paid for time to come, at most what covers twice what is in the wrapped vault for a year. It
    /// counts in `totalAssets`; who leaves, leaves it behind.
    function prepaid() external view returns (uint256 assets);

    /// @notice Covers that are held: those that protect or will, and those that a firing may still date back into.
    function heldCovers() external view returns (uint256[] memory coverIds);

    /// @notice Firings of the meter of which no cover can be paid any more.
    function settledFirings() external view returns (uint32);

    /// @notice The wrapped vault.
    function wrapped() external view returns (address);

    /// @notice What the vault was created with.
    function policy() external view returns (CoveredVaultPolicy memory);
}
