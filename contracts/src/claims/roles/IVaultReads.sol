// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Case} from "../ClaimTypes.sol";
import {Settlement, Stake} from "../ClaimWords.sol";

/// @title Reads of a claims vault for callers outside the protocol
/// @notice Amounts are asset units.
interface IVaultReads {
    /// @notice The payout of `claimPayout` now, asset units, without the bonus; 0 when it would revert or only
    /// register.
    function previewPayout(uint256 coverId, uint256 incidentId) external view returns (uint256 payout);

    /// @notice The same for `claimPayouts`.
    function previewPayouts(uint256 coverId, uint256[] calldata incidentIds) external view returns (uint256 payout);

    /// @notice A case as it is now, asset units. Status `None` for a case that was never opened.
    function getCase(uint256 caseId) external view returns (Case memory);

    /// @notice A settlement: cases that may have to pay for each other.
    /// @return settlement its sums, asset units
    /// @return short whether it holds less than it owes
    /// @return over whether it was strained to the end, and the claims of all its cases are counted
    /// @return forClaims asset units for its registered claims together, once it is over
    function getSettlement(uint256 number)
        external
        view
        returns (Settlement memory settlement, bool short, bool over, uint256 forClaims);

    /// @notice Number of the settlement that new cases join, and how many are short.
    function presentSettlement() external view returns (uint256 number, uint256 short);

    /// @notice Asset units that cases without a verdict have set aside.
    function undecided() external view returns (uint256 assets);

    /// @notice A product's part in a settlement.
    function stakeOf(uint256 number, uint256 productId) external view returns (Stake memory);

    /// @notice A claim that could not be paid at once: the cover's loss, and the paid part of it, asset units.
    function registeredClaim(uint256 caseId, uint256 coverId) external view returns (uint256 gross, uint256 paid);
}
