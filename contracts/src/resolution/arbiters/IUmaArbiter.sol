// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IArbiter} from "./IArbiter.sol";
import {CaseRef, IDisputes} from "../IDisputes.sol";

/// @notice An assertion; immutable until it is settled.
struct Assertion {
    IDisputes court;
    uint96 bond; // units of the currency; 0 once it is credited, or lost
    address asserter;
    uint8 number; // number of the answer; 0 for nothing
    CaseRef ref;
}

/// @title Arbiter by UMA's Optimistic Oracle V3
/// @notice Anyone asserts, with UMA's bond, which of a case's answers is right, or that nothing was lost. Each answer
/// has one open assertion of its own, so that a false assertion delays no true one. An assertion that nobody disputes
/// within the liveness, or that UMA's voters find true, is the ruling. UMA never calls this contract, and this contract
/// calls the court only for a caller who settles here: neither can hold up the other. UMA pays bonds to this contract,
/// and asserters withdraw theirs: an asserter whom the bond's token blocks holds up nobody.
interface IUmaArbiter is IArbiter {
    /// @param assertionId UMA's id
    /// @param number number of the answer; 0 for nothing
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
    /// @param uri place of its evidence: at most 200 visible ASCII characters without quotes
    /// @dev Errors: `NotArbiter`, `UnknownAnswer`, `ValueOutOfRange("uri")`, `AnswerPending(assertionId)` while the same
    /// answer is open, `AnswerTooLate` if its liveness would outlast the turn, `UnsupportedAsset("transfer fee")`.
    function assertAnswer(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        returns (bytes32 assertionId);

    /// @notice Settles an assertion, with UMA too if nobody has. A true one rules; after a false one the same answer
    /// may be asserted again. It also credits the bond. Anyone may call it; it reverts with UMA's own error while UMA
    /// has not decided.
    /// @dev Errors: `UnknownAssertion`, and those of `IDisputes.arbitrate`: `creditBond` does not need the court.
    function settleAnswer(bytes32 assertionId) external returns (bool truthful);

    /// @notice Credits the asserter of a true assertion with UMA's payment, the disputer's part included, once, and
    /// rules nothing. Anyone may call it, even if nothing is left to rule.
    /// @dev Errors: `UnknownAssertion`, and UMA's own while it has not decided.
    function creditBond(bytes32 assertionId) external returns (bool truthful);

    /// @notice Pays the caller the credit of its true assertions. Errors: `AmountZero`.
    function withdrawCredit(address receiver) external returns (uint256 amount);

    /// @notice An account's credit, units of the currency.
    function creditOf(address account) external view returns (uint256);

    /// @notice Bond of an assertion, and of its dispute, in units of `currency`, by the oracle's copy of UMA's
    /// parameters. `assertAnswer` updates the copy first; anyone can, by the oracle's `syncUmaParams`.
    function requiredBond() external view returns (uint256);

    /// @notice The statement that UMA's voters would judge.
    function claimOf(IDisputes court, CaseRef calldata ref, uint256 number, string calldata uri)
        external
        view
        returns (string memory);

    /// @notice The open assertion of an answer; zero for none.
    function openAssertion(IDisputes court, bytes32 caseKey, uint256 number) external view returns (bytes32);

    /// @notice An assertion; all zero once it is settled.
    function getAssertion(bytes32 assertionId) external view returns (Assertion memory);
}
