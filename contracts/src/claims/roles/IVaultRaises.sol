// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Raise} from "../ClaimWords.sol";

/// @title Raises of cases, for answers that ask for more
/// @notice Amounts are asset units.
interface IVaultRaises {
    /// @param need the most that can be claimed from now on, asset units
    /// @param reserve asset units taken out of equity for the added need
    /// @param layerIndex number of the new layer in the pool
    event CaseRaised(uint256 indexed caseId, uint256 need, uint256 reserve, uint256 layerIndex);

    /// @notice Raises a case for an answer that asks for more than it was opened for. The rest of the need is set aside
    /// like that of a new case; holders of this moment bear it. Returns of the case go to its newest layer
    /// first. Only the resolver may call it, until the incident's time + horizon, at most 16 times.
    /// @dev Errors: `UnknownTerms`, `NotAuthorized`, `CaseNotOpen`, `VerdictAlreadyApplied`,
    /// `IncidentOutsideWindow(time, until)`, `CaseNotRaised(need)`, `ValueOutOfRange("severity")` above one,
    /// `ValueOutOfRange("raises")`.
    /// @param severity WAD
    /// @param lossTotal Σ losses of a table, asset units; 0 without a table
    /// @param decidedBy the latest time of the decision: starts on the product's cluster are deferred to it
    /// @return reserve asset units taken out of equity
    function raiseCase(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal, uint256 decidedBy)
        external
        returns (uint256 reserve);

    /// @notice Layers that were added to a case, oldest first: the part of their reserve that has not gone back, asset
    /// units, and their numbers in the pool.
    function raisesOf(uint256 caseId) external view returns (Raise[] memory);

    /// @notice The need that an answer about a case asks for, and the case's present need, asset units, rounded up.
    /// @dev Errors: `UnknownTerms`, `CaseNotOpen`, also for another version than the one that the case was opened with.
    /// @param severity part destroyed, WAD; of a loss table all of it
    /// @param lossTotal Σ losses of a table, asset units; 0 for none
    /// @return need the most that can be claimed if the answer holds
    /// @return present the need of the case; once it has a verdict what can still be claimed
    function needFor(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal)
        external
        view
        returns (uint256 need, uint256 present);
}
