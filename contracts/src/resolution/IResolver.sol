// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Terms} from "../listing/IProductRegistry.sol";

/// @notice What a resolver knows of an incident that has been reported or measured.
struct Incident {
    uint96 subject; // what failed; terms are hit if they name this resolver and subject
    uint40 time; // when it failed: covers protected then are payable
    uint64 severity; // share destroyed, as measured, WAD; 0 where whoever opens a case says how much that was at most
    uint128 lossTotal; // Σ losses of a table that is known before, asset units; 0 for none
}

/// @notice What a resolver decided about an incident, for one pool.
struct Verdict {
    uint40 payableAt; // it may be applied from then on; 0 while there is none
    uint64 severity; // share destroyed, WAD; 0 denies the incident
    uint128 lossTotal; // Σ losses of the table, asset units; 0 where the product is parametric
    bytes32 lossRoot; // root of the table; zero where the product is parametric
}

/// @title Resolver of incidents: the only thing that a pool asks
/// @notice Resolvers are part of the terms. A pool's vault calls one when a case is opened, when its verdict is applied and
/// when it is closed; a purchase lets one observe where the terms say so.
interface IResolver {
    /// @notice Errors: `UnknownIncident`.
    function getIncident(uint256 incidentId) external view returns (Incident memory);

    /// @notice What was decided for one case: that of the incident in a pool, which is known by the version of the terms
    /// that it was opened with. Errors: `UnknownIncident`.
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory);

    /// @notice Called by a pool's vault that has just opened a case for an incident. Takes a bond from whoever opened it,
    /// if the resolver wants one, and begins that case's own window; reverts if no case must be opened.
    /// @param termsId version of the terms that it was opened with
    /// @param opener who opened the case
    /// @param severity the most that was destroyed, as the opener says or the resolver measured, WAD
    /// @param need asset units that can be claimed of the case at most, whether they could be set aside or not
    /// @return decidedBy time at which this case is decided at the latest, if nobody contradicts its opener or the measurement
    function onOpen(uint256 incidentId, uint256 termsId, address opener, uint256 severity, uint256 need)
        external
        returns (uint256 decidedBy);

    /// @notice Called by a pool's vault that closes a case which paid. The vault sends the reward to the resolver, if it is
    /// no more than 0.5 % of what was paid, and no more than what is left.
    /// @dev A call that reverts is ignored.
    /// @param termsId version of the terms that the case was opened with
    /// @param paid asset units that claims were paid, bonuses apart
    /// @param left asset units of the pool's capital that would go back into equity
    /// @return reward asset units for whoever opened the case
    function onClose(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left) external returns (uint256 reward);

    /// @notice Called at each purchase on terms that say so. Reverts if the subject is in a loss already.
    /// @return value what the subject holds, in its own units; capacity is at most a part of it
    function observe(uint96 subject) external returns (uint256 value);

    /// @notice What `observe` would return now. Reverts in the same cases.
    function reading(uint96 subject) external view returns (uint256 value);

    /// @notice Called when terms that name this resolver are published. Reverts where it could not decide on them as they
    /// say: an unknown subject, another asset, a report window too short for its own, a kind of proof it does not give.
    /// @dev Errors: `InvalidTerms(field)`, and its own for an unknown subject.
    function checkTerms(Terms calldata terms) external view;
}
