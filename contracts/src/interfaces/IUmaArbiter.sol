// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {IDisputes, Ruling} from "./IDisputes.sol";

/// @notice What was asserted; immutable until it is settled.
struct Assertion {
    IDisputes resolver;
    Ruling ruling;
    uint256 incidentId;
}

/// @title An arbiter that asks UMA's Optimistic Oracle V3
/// @notice Anyone asserts, with UMA's bond, which answer is right: the report, the counter-answer, or that nothing was
/// lost. Each of the three has a place of its own, so that a false assertion keeps no true one waiting. What nobody
/// disputes within the liveness, or UMA's voters find true, is the ruling. UMA never calls this contract, and it calls
/// the resolver only for whoever settles here: neither can hold up the other.
interface IUmaArbiter is IArbiter {
    /// @param assertionId UMA's id
    /// @param asserter gets the bond back if the assertion is true
    event AnswerAsserted(
        bytes32 indexed assertionId,
        IDisputes indexed resolver,
        uint256 indexed incidentId,
        Ruling ruling,
        address asserter,
        uint256 bond
    );
    event AnswerSettled(bytes32 indexed assertionId, bool truthful);

    /// @notice Asserts that an answer is right, for a bond from the caller in `currency`; see `requiredBond`.
    /// @param ruling `Severity` for "nothing was lost"
    /// @param reportUri where the report's evidence is: at most 200 visible ASCII characters without quotes
    /// @param counterUri where the counter-answer's is
    /// @dev Errors: `NotArbiter`, `ValueOutOfRange("ruling")`, `ValueOutOfRange("uri")`, `AnswerPending(assertionId)` while
    /// the same answer is open, `AnswerTooLate` if its liveness would outlast the turn.
    function assertAnswer(
        IDisputes resolver,
        uint256 incidentId,
        Ruling ruling,
        string calldata reportUri,
        string calldata counterUri
    ) external returns (bytes32 assertionId);

    /// @notice Settles an assertion, with UMA too if nobody has. A true one rules; after a false one the same answer may be
    /// asserted again. Anyone may; it reverts with UMA's own error while UMA has not decided.
    /// @dev Errors: `UnknownAnswer`, and those of `IDisputes.arbitrate`.
    function settleAnswer(bytes32 assertionId) external returns (bool truthful);

    /// @notice Bond of an assertion, and of its dispute, in units of `currency`: as UMA remembers it. `assertAnswer` brings
    /// that up to date first, and so can anyone by `syncUmaParams` of the oracle.
    function requiredBond() external view returns (uint256);

    /// @notice The statement that UMA's voters would judge.
    function claimOf(
        IDisputes resolver,
        uint256 incidentId,
        Ruling ruling,
        string calldata reportUri,
        string calldata counterUri
    ) external view returns (string memory);

    /// @notice The open assertion of an answer; zero for none.
    function openAssertion(IDisputes resolver, uint256 incidentId, Ruling ruling) external view returns (bytes32);

    /// @notice All zero once it is settled.
    function getAssertion(bytes32 assertionId) external view returns (Assertion memory);
}
