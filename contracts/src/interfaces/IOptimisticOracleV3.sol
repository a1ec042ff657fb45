// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What is asked of UMA's Optimistic Oracle V3
interface IOptimisticOracleV3 {
    /// @notice What its voters are asked in a dispute: whether a statement is true.
    function defaultIdentifier() external view returns (bytes32);

    /// @notice Least bond, in units of a currency it knows.
    function getMinimumBond(address currency) external view returns (uint256);

    /// @notice Brings what it remembers of UMA's parameters up to date.
    function syncUmaParams(bytes32 identifier, address currency) external;

    /// @notice Takes a statement and its bond from the caller; it is true unless disputed within the liveness.
    /// @param asserter gets the bond back
    /// @param callbackRecipient zero for none, like the escalation manager
    function assertTruth(
        bytes calldata claim,
        address asserter,
        address callbackRecipient,
        address escalationManager,
        uint64 liveness,
        address currency,
        uint256 bond,
        bytes32 identifier,
        bytes32 domainId
    ) external returns (bytes32 assertionId);

    /// @notice Whether a statement is true; settles it first if nobody has. Reverts while that is open.
    function settleAndGetAssertionResult(bytes32 assertionId) external returns (bool);
}
