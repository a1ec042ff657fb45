// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Terms} from "../listing/IProductRegistry.sol";

/// @notice An incident that a resolver has measured, or that was reported to it.
struct Incident {
    uint96 subject; // subject that failed; it hits terms that name this resolver and subject
    uint40 time; // event time: covers that protected then are payable
    uint64 severity; // measured part destroyed, WAD; 0 if the opener of a case states the most that was
    uint128 lossTotal; // Σ losses of a table that is known beforehand, asset units; 0 for none
}

/// @notice A resolver's decision about an incident, for one pool.
struct Verdict {
    uint40 payableAt; // first time at which it may be applied; 0 while there is none
    uint64 severity; // part destroyed, WAD; 0 denies the incident
    uint128 lossTotal; // Σ losses of the table, asset units; 0 if the product is parametric
    bytes32 lossRoot; // root of the table; zero if the product is parametric
}

/// @title Resolver of incidents
/// @notice Terms name their resolver, and a pool asks nobody else about incidents. A pool's vault calls it when a case
/// is opened, when its verdict is applied and when it is closed. A purchase lets it observe, if the terms say so.
interface IResolver {
    /// @notice Errors: `UnknownIncident`.
    function getIncident(uint256 incidentId) external view returns (Incident memory);

    /// @notice The decision about one case: the incident in a pool, by the version of the terms that the case was
    /// opened with. Errors: `UnknownIncident`.
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory);

    /// @notice Called by a pool's vault that has just opened a case for an incident. Takes a bond from the opener, if
    /// the resolver wants one, and begins that case's own window. Reverts if no case may be opened.
    /// @param termsId version of the terms that the case was opened with
    /// @param opener account that opened the case
    /// @param severity the most that was destroyed, as the opener states or the resolver measured, WAD
    /// @param need the most that can be claimed of the case, asset units, whether it could be set aside or not
    /// @return decidedBy latest time of the decision, if nobody contradicts the opener or the measurement
    function onOpen(uint256 incidentId, uint256 termsId, address opener, uint256 severity, uint256 need)
        external
        returns (uint256 decidedBy);

    /// @notice Called by a pool's vault that closes a case which paid. The vault sends the reward to the resolver, if it is
    /// no more than 0.5 % of what was paid, and no more than what is left.
    /// @dev A call that reverts is ignored.
    /// @param termsId version of the terms that the case was opened with
    /// @param paid asset units paid to claims, without bonuses
    /// @param left asset units of the pool's capital that would go back into equity
    /// @return reward asset units for the opener of the case
    function onClose(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left) external returns (uint256 reward);

    /// @notice Called at each purchase on terms that say so. Reverts if the subject is in a loss.
    /// @return value holdings of the subject, in its own units; capacity is at most a part of them
    function observe(uint96 subject) external returns (uint256 value);

    /// @notice The value that `observe` would return now. Reverts in the same cases.
    function reading(uint96 subject) external view returns (uint256 value);

    /// @notice Called when terms that name this resolver are published. Reverts if it cannot decide on them as they
    /// say: for an unknown subject, another asset, a report window shorter than its own, or a kind of proof that it
    /// does not give.
    /// @dev Errors: `InvalidTerms(field)`, and its own for an unknown subject.
    function checkTerms(Terms calldata terms) external view;
}
