// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Case} from "../ClaimTypes.sol";
import {Settlement, Stake} from "../ClaimWords.sol";

/// @title Reads that no changing call needs
/// @notice Amounts are asset units.
interface IVaultReads {
    /// @notice What `claimPayout` would pay now, asset units, bonus apart; 0 when it would revert or only register.
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout);

    /// @notice The same for `claimPayouts`.
    function previewPayouts(uint256 coverId, uint256[] calldata incidentIds) external view returns (uint256 payout);

    /// @notice A case as it stands, asset units. Status `None` for one that was never opened.
    function getCase(uint256 caseId) external view returns (Case memory);

    /// @notice Cases that may have to pay for each other.
    /// @return settlement its sums, asset units
    /// @return short it holds less than it owes
    /// @return over it was strained to the end, and the claims of all its cases are counted
    /// @return forClaims asset units that its registered claims have together, once it is over
    function getSettlement(uint256 number)
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
