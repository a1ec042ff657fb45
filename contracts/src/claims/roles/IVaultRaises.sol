// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Raise} from "../ClaimWords.sol";

/// @title Raises of cases, for answers that ask for more
/// @notice Amounts are asset units.
interface IVaultRaises {
    /// @param need asset units that can be claimed at most from now on
    /// @param reserve asset units that were taken out of equity for the rest of it
    /// @param caseIndex number of the new layer in the pool
    event CaseRaised(uint256 indexed caseId, uint256 need, uint256 reserve, uint256 caseIndex);

    /// @notice Raises a case for an answer that asks for more than it was opened for: sets the rest of the need aside, like a
    /// new case, for whoever holds shares now. What the case gives back is first of all of its newest layer. Only the
    /// resolver, until the incident's time + horizon, at most 16 times.
    /// @dev Errors: `UnknownTerms`, `NotAuthorized`, `CaseNotOpen`, `VerdictAlreadyApplied`,
    /// `IncidentOutsideWindow(time, until)`, `CaseNotRaised(need)`, `ValueOutOfRange("severity")` above one,
    /// `ValueOutOfRange("raises")`.
    /// @param severity WAD
    /// @param lossTotal Σ losses of a table, asset units; 0 without one
    /// @param decidedBy when the case is decided at the latest: starts on the product's cluster are put off till then
    /// @return reserve asset units taken out of equity
    function raiseCase(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal, uint256 decidedBy)
        external
        returns (uint256 reserve);

    /// @notice Layers that were added to a case, oldest first: what of their reserve has not gone back, asset units, and
    /// their numbers in the pool.
    function raisesOf(uint256 caseId) external view returns (Raise[] memory);

    /// @notice What an answer about a case asks for, and what the case is open for, asset units, rounded up.
    /// @dev Errors: `UnknownTerms`, `CaseNotOpen`, also for another version than the one that the case was opened with.
    /// @param severity share destroyed, WAD; of a loss table all of it
    /// @param lossTotal Σ losses of a table, asset units; 0 for none
    /// @return need what can be claimed at most if the answer holds
    /// @return present the need of the case, or once it has a verdict what can still be claimed
    function needFor(uint256 termsId, uint256 incidentId, uint256 severity, uint256 lossTotal)
        external
        view
        returns (uint256 need, uint256 present);
}
