// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Case, Raise, Settlement, ShareReturn, Stake} from "./ClaimTypes.sol";

/// @title Calls of a vault's second segment
/// @notice Called on the vault's address. Amounts are asset units unless they say shares.
interface IClaimsVaultExtension {
    /// @param need asset units that can be claimed at most from now on
    /// @param reserve asset units that were taken out of equity for the rest of it
    /// @param epoch number of the new layer in the pool
    event CaseRaised(uint256 indexed caseId, uint256 need, uint256 reserve, uint256 epoch);
    /// @param account who held shares when cases were opened
    /// @param receiver who received the shares
    /// @param shares its part of the shares issued
    /// @param collectedUpTo share returns before this one are collected
    event ReturnsCollected(address indexed account, address indexed receiver, uint256 shares, uint256 collectedUpTo);
    /// @param index the share return
    /// @param shares shares that nobody had collected in time
    event ReturnBurned(uint256 indexed index, uint256 shares);
    /// @param sponsor who posted
    /// @param assets asset units
    event FirstLossPosted(uint256 indexed productId, address indexed sponsor, uint256 assets);
    /// @param maturesAt when it can be withdrawn
    event FirstLossWithdrawalRequested(uint256 indexed productId, uint256 assets, uint40 maturesAt);
    /// @param receiver who was paid
    event FirstLossWithdrawn(uint256 indexed productId, address indexed receiver, uint256 assets);

    // -------------------------------------------------------- higher answers

    /// @notice Raises a case for an answer that asks for more than it was opened for: sets the rest of the need aside, like a
    /// new case, for whoever holds shares now. What the case gives back is first of all of its newest layer. Only the
    /// resolver, until the incident's time + horizon, at most 16 times.
    /// @dev Errors: `TermsUnknown`, `NotAuthorized`, `CaseNotOpen`, `VerdictAlreadyApplied`,
    /// `IncidentOutsideWindow(time, until)`, `CaseNotRaised(need)`, `ValueOutOfRange("severity")` above one,
    /// `ValueOutOfRange("raises")`.
    /// @param severity WAD
    /// @param lossTotal Σ losses of a table, asset units; 0 without one
    /// @param decidedBy when the case is decided at the latest: starts on the product's cluster are put off till then
    /// @return reserve asset units taken out of equity
    function raiseCase(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal, uint256 decidedBy)
        external
        returns (uint256 reserve);

    // ----------------------------------------------------------- returns

    /// @notice Collects an account's part of the shares that cases came back as, oldest first, each rounded down. A return
    /// that grows can be collected again, for what was added.
    /// @dev Only the account and its operators in the pool. Errors: `NotAuthorized`, `NothingToCollect`.
    /// @param receiver who receives the shares
    /// @param maxReturns share returns to look at in this call; the next one goes on from there
    /// @return shares pool shares
    function collectReturns(address account, address receiver, uint256 maxReturns) external returns (uint256 shares);

    /// @notice Burns what nobody has collected of a share return within a year of its last addition: it leaves the pool's
    /// supply by the second, over 30 days. Anyone may. Errors: `NothingToCollect`.
    /// @return shares pool shares that were left of it
    function burnUncollected(uint256 index) external returns (uint256 shares);

    /// @notice What `collectReturns` would bring now.
    /// @return shares pool shares
    /// @return returns_ share returns to look at
    function returnsOf(address account) external view returns (uint256 shares, uint256 returns_);

    /// @notice A share return by its index. Errors: `NothingToCollect` where there is none.
    function shareReturnOf(uint256 index) external view returns (ShareReturn memory);

    /// @notice Share returns so far.
    function shareReturnCount() external view returns (uint256);

    // ------------------------------------------------------------- first loss

    /// @notice Posts capital that pays a product's incidents in this pool before the pool does. Only the product's sponsor.
    /// @dev Errors: `NotAuthorized`, `AmountZero`, `UnsupportedAsset`, `ValueOutOfRange("firstLoss")` beyond a 64th of 96
    /// bits.
    function postFirstLoss(uint256 productId, uint256 assets) external;

    /// @notice Announces a withdrawal; it matures a day after the pool's cooldown, and lapses two days later. A new one
    /// replaces it. Only the sponsor. Errors: `NotAuthorized`.
    function requestFirstLossWithdrawal(uint256 productId, uint256 assets) external returns (uint256 maturesAt);

    /// @notice Withdraws what was announced, or all that is promised to no case if that is less, whatever is open. Only the
    /// sponsor, within two days of its maturing.
    /// @dev Errors: `NotAuthorized`, `FirstLossLocked(maturesAt)`, `AmountZero`.
    /// @return assets asset units
    function withdrawFirstLoss(uint256 productId, address receiver) external returns (uint256 assets);

    /// @notice A product's first loss that is promised to no case, that which is promised to open cases, and
    /// its announced withdrawal, asset units; from when on and up to when that can be made, zeros where none is announced.
    function firstLossOf(uint256 productId)
        external
        view
        returns (uint256 free, uint256 promised, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt);

    // ------------------------------------------------------------------ views

    /// @notice Layers that were added to a case, oldest first: what of their reserve has not gone back, asset units, and
    /// their numbers in the pool.
    function raisesOf(uint256 caseId) external view returns (Raise[] memory);

    /// @notice What `claimPayout` would pay now, asset units, bonus apart; 0 when it would revert or only register.
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout);

    /// @notice The same for `claimPayouts`.
    function previewPayouts(uint256 coverId, uint256[] calldata incidentIds) external view returns (uint256 payout);

    /// @notice What an answer about a case asks for, and what the case is open for, asset units, rounded up.
    /// @dev Errors: `TermsUnknown`, `CaseNotOpen`, also for another version than the one that the case was opened with.
    /// @param severity share destroyed, WAD; of a loss table all of it
    /// @param lossTotal Σ losses of a table, asset units; 0 for none
    /// @return need what can be claimed at most if the answer holds
    /// @return present the need of the case, or once it has a verdict what can still be claimed
    function needFor(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal)
        external
        view
        returns (uint256 need, uint256 present);

    /// @notice A case as it stands, asset units. Status `None` for one that was never opened.
    function getCase(uint256 caseId) external view returns (Case memory);

    /// @notice Cases that may have to pay for each other.
    /// @return settlement its sums, asset units
    /// @return short it holds less than it owes
    /// @return over it was strained to the end, and the claims of all its cases are counted
    /// @return forClaims asset units that its registered claims have together, once it is over
    function settlementOf(uint256 number)
        external
        view
        returns (Settlement memory settlement, bool short, bool over, uint256 forClaims);

    /// @notice Number of the settlement that new cases join, and how many are short.
    function presentSettlement() external view returns (uint256 number, uint256 short);

    /// @notice What cases without a verdict have set aside, asset units.
    function undecided() external view returns (uint256 assets);

    /// @notice A product's part in a settlement.
    function stakeOf(uint256 number, uint256 productId) external view returns (Stake memory);

    /// @notice A claim that could not be paid at once: what the cover lost, and what it has been paid of that, asset units.
    function registeredClaim(uint256 caseId, uint256 coverId) external view returns (uint256 gross, uint256 paid);
}
