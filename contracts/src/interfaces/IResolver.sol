// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Terms} from "./IProductRegistry.sol";

/// @notice What a resolver knows of an incident that has been reported or measured.
struct Incident {
    uint96 subject; // what failed; terms are hit if they name this resolver and subject
    uint40 time; // when it failed: covers protected then are payable
    uint64 severity; // no less than the share that will be found destroyed, WAD: it sizes cases
    uint128 lossTotal; // Σ losses of a published loss table, asset units; 0 for none
}

/// @notice What a resolver decided about an incident, for one pool.
struct Verdict {
    uint40 payableAt; // it may be applied from then on; 0 while there is none
    uint64 severity; // share destroyed, WAD; 0 denies the incident
    uint128 lossTotal; // Σ losses of the table, asset units
    bytes32 lossRoot; // root of the table; zero where the product is parametric
}

/// @title Whoever decides incidents: the only thing a pool asks
/// @notice Resolvers are part of the terms. A pool's vault calls one when it is opened and when a verdict is applied, and a
/// purchase lets one observe where the terms say so.
interface IResolver {
    /// @notice Errors: `UnknownIncident`.
    function getIncident(uint256 incidentId) external view returns (Incident memory);

    /// @notice What was decided for one opening: that of a pool, under the terms its covers were sold on. A pool may have been
    /// opened under several terms, each with a window of its own. Errors: `UnknownIncident`.
    function getVerdict(uint256 incidentId, uint256 termsId, address vault) external view returns (Verdict memory);

    /// @notice Called by a pool's vault that has just set capital aside for an incident. Takes the opener's bond, if the
    /// resolver wants one, and opens that pool's own challenge window; reverts if the pool must not be opened.
    /// @param termsId terms under which it was opened
    /// @param opener who opened the pool
    /// @param reserve asset units its claims can be paid out of: first loss, and what was set aside for incidents that
    /// overlap, included
    /// @return decidedBy time at which the challenge window of this opening ends
    function onOpen(uint256 incidentId, uint256 termsId, address opener, uint256 reserve)
        external
        returns (uint256 decidedBy);

    /// @notice Called by a pool's vault that puts back what a paid incident has left over. The vault sends the reward to the
    /// resolver, if it is no more than 0.5 % of what was paid, and no more than what is left.
    /// @dev A call that reverts is ignored.
    /// @param termsId terms under which it was opened
    /// @param paid asset units that claims were paid
    /// @param left asset units that would go back into equity
    /// @return reward asset units for whoever opened the pool
    function onClose(uint256 incidentId, uint256 termsId, uint256 paid, uint256 left) external returns (uint256 reward);

    /// @notice Called at each purchase on terms that say so. Reverts if the subject is in a loss already.
    /// @return value what the subject holds, in its own units; capacity is at most a part of it
    function observe(uint96 subject) external returns (uint256 value);

    /// @notice What `observe` would return now. Reverts in the same cases.
    function reading(uint96 subject) external view returns (uint256 value);

    /// @notice Called when terms that name this resolver are published. Reverts where it could not decide on them as they say:
    /// an unknown subject, another asset, a report window too short for its own, a kind of proof it does not give.
    /// @dev Errors: `InvalidTerms(field)`, and its own for an unknown subject.
    function checkTerms(Terms calldata terms) external view;
}
