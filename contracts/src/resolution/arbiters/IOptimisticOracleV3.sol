// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice An assertion as UMA stores it. The arbiter reads only the disputer.
struct UmaAssertion {
    UmaEscalation escalationManagerSettings;
    address asserter;
    uint64 assertionTime;
    bool settled;
    address currency;
    uint64 expirationTime;
    bool settlementResolution;
    bytes32 domainId;
    bytes32 identifier;
    uint256 bond;
    address callbackRecipient;
    address disputer; // zero for nobody
}

struct UmaEscalation {
    bool arbitrateViaEscalationManager;
    bool discardOracle;
    bool validateDisputers;
    address assertingCaller;
    address escalationManager;
}

/// @title Calls of UMA's Optimistic Oracle V3 that the arbiter makes
interface IOptimisticOracleV3 {
    /// @notice The identifier by which UMA's voters are asked whether a statement is true.
    function defaultIdentifier() external view returns (bytes32);

    /// @notice Least bond, in units of a currency that it knows.
    function getMinimumBond(address currency) external view returns (uint256);

    /// @notice Updates its copy of UMA's parameters.
    function syncUmaParams(bytes32 identifier, address currency) external;

    /// @notice Takes a statement and its bond from the caller; the statement is true unless it is disputed within the
    /// liveness.
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

    /// @notice An assertion; all zero for one that was never made.
    function getAssertion(bytes32 assertionId) external view returns (UmaAssertion memory);

    /// @notice Part of a disputed bond that UMA keeps, WAD. The side that was right gets both bonds without it.
    function burnedBondPercentage() external view returns (uint256);
}
