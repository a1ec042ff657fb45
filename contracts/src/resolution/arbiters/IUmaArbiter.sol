// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

/// @notice What was asserted; immutable until it is settled.
struct Assertion {
    IDisputes court;
    uint96 bond; // units of the currency; 0 once it is credited, or lost
    address asserter;
    uint8 number; // of the answer; 0 for nothing
    CaseRef ref;
}

/// @title Arbiter that asks UMA's Optimistic Oracle V3
/// @notice Anyone asserts, with UMA's bond, which of a case's answers is right, or that nothing was lost. Each answer has a
/// place of its own, so that a false assertion keeps no true one waiting. What nobody disputes within the liveness, or UMA's
/// voters find true, is the ruling. UMA never calls this contract, and it calls the court only for whoever settles here:
/// neither can hold up the other. UMA pays bonds to this contract, and asserters fetch theirs: one whom the bond's token
/// blocks holds up nobody either.
interface IUmaArbiter is IArbiter {
    /// @param assertionId UMA's id
    /// @param number of the answer; 0 for nothing
    /// @param asserter gets the bond back if the assertion is true
    event AnswerAsserted(
        bytes32 indexed assertionId,
        IDisputes indexed court,
        CaseRef ref,
        uint256 number,
        address indexed asserter,
        uint256 bond
    );
    event AnswerSettled(bytes32 indexed assertionId, bool truthful);
    /// @param amount units of the currency
    event BondCredited(bytes32 indexed assertionId, address indexed account, uint256 amount);
    event CreditWithdrawn(address indexed account, address indexed receiver, uint256 amount);

    /// @notice Asserts that an answer is right, for a bond from the caller in `currency`; see `requiredBond`.
    /// @param number of the answer; 0 for "nothing was lost", and only 0, also where an answer says so
    /// @param uri where its evidence is: at most 200 visible ASCII characters without quotes
    /// @dev Errors: `NotArbiter`, `UnknownAnswer`, `ValueOutOfRange("uri")`, `AnswerPending(assertionId)` while the same
    /// answer is open, `AnswerTooLate` if its liveness would outlast the turn, `UnsupportedAsset("transfer fee")`.
    function assertAnswer(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        returns (bytes32 assertionId);

    /// @notice Settles an assertion, with UMA too if nobody has. A true one rules; after a false one the same answer may be
    /// asserted again. Credits the bond too. Anyone may; it reverts with UMA's own error while UMA has not decided.
    /// @dev Errors: `UnknownAssertion`, and those of `IDisputes.arbitrate`: `creditBond` does not need the court.
    function settleAnswer(bytes32 assertionId) external returns (bool truthful);

    /// @notice Credits its asserter with what UMA paid for a true assertion, its disputer's part included, once, and rules
    /// nothing. Anyone may: there may be nothing left to rule.
    /// @dev Errors: `UnknownAssertion`, and UMA's own while it has not decided.
    function creditBond(bytes32 assertionId) external returns (bool truthful);

    /// @notice Pays the caller what its true assertions got back. Errors: `AmountZero`.
    function withdrawCredit(address receiver) external returns (uint256 amount);

    /// @notice What an account can withdraw, units of the currency.
    function creditOf(address account) external view returns (uint256);

    /// @notice Bond of an assertion, and of its dispute, in units of `currency`: as UMA remembers it. `assertAnswer` brings
    /// that up to date first, and so can anyone by `syncUmaParams` of the oracle.
    function requiredBond() external view returns (uint256);

    /// @notice The statement that UMA's voters would judge.
    function claimOf(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        view
        returns (string memory);

    /// @notice The open assertion of an answer; zero for none.
    function openAssertion(IDisputes court, bytes32 caseKey, uint256 number) external view returns (bytes32);

    /// @notice All zero once it is settled.
    function getAssertion(bytes32 assertionId) external view returns (Assertion memory);
}
