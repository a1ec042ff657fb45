// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IAuditRegistry} from "./IAuditRegistry.sol";
import {Code, CodeKind, IProxyCode, StorageProof} from "./IProxyCode.sol";

/// @notice A contract whose code terms are about.
struct Pin {
    uint64 chainId; // its chain: that of the registry
    address target; // the covered contract
    CodeKind kind; // how its code can change
    bytes32 codeHash; // of the contract itself, as EXTCODEHASH gives it
    address implementation; // of a proxy; zero of a plain contract
    bytes32 implementationCodeHash; // of a proxy; zero of a plain contract
}

/// @notice The code of a pin that counts as reviewed: the pinned one, until another has been cleared.
struct PinState {
    bytes32 codeHash;
    bytes32 implementationCodeHash; // of a proxy; zero of a plain contract
    uint40 asOf; // time of the newest look at it; older proofs are refused
    bool flagged; // other code was shown to run
}

/// @title Pins of covered code, and lapses after a change
/// @notice Terms pin code that auditors have attested. Anyone can show that other code runs: from then on the terms are
/// not sold. If that code is not cleared within their grace, cover on them lapses for later incidents. Rules: CODE-1 to
/// CODE-4.
interface ICodePins {
    /// @param termsId terms whose code has changed
    /// @param pin place of the changed contract among their pins
    /// @param code the code that runs
    /// @param lapseAt incidents from then on are not covered, unless the change is cleared before; 0 if cover goes on
    event CodeChangeFlagged(uint256 indexed termsId, uint256 indexed pin, Code code, uint256 lapseAt);
    /// @param termsId terms whose code is reviewed again
    /// @param pin place of the contract among their pins
    /// @param code the code that runs, with which later code is compared
    event CodeChangeCleared(uint256 indexed termsId, uint256 indexed pin, Code code);
    /// @param termsId terms whose code was looked up in the audit registry
    /// @param auditGap fraction of it that is not attested, WAD
    /// @param until time at which the next attestation of it ends
    event AuditRefreshed(uint256 indexed termsId, uint256 auditGap, uint256 until);

    /// @notice Shows that a pinned contract runs unreviewed code: it neither counts as reviewed nor was attested at
    /// some time since the last look at the pin. Anyone may call it. It stops sales on the terms at once, and starts
    /// their grace, if they have one that is not running.
    /// @dev Errors: `UnknownTerms`, `UnknownPin`, `TermsLapsed(lapsedAt)`, `CodeUnchanged` (also where the new code is
    /// reviewed), `AlreadyFlagged`, `ProofTooOld(asOf)`, and those of `IProxyCode.codeOf`.
    /// @param termsId the terms
    /// @param pin place among their pins, from 0
    /// @param proof of a proxy's implementation, no older than the last look at it; not read for a plain contract
    function flagCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external;

    /// @notice Shows that a pinned contract runs reviewed code: code that counted as reviewed, or that was attested at
    /// some time since the last look at the pin and counts from now on. Anyone may call it. When no pin is left
    /// flagged, sales go on and nothing lapses.
    /// @dev Errors: `UnknownTerms`, `UnknownPin`, `TermsLapsed(lapsedAt)`, `AttestationMissing(codeHash)`,
    /// `ProofTooOld(asOf)`, and those of `IProxyCode.codeOf`.
    function clearCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external;

    /// @notice Looks up which of the terms' code is attested. Anyone may call it. It is needed after a revocation and
    /// after a new attestation; sales see the expiry of attestations without it, at more gas. Errors: `UnknownTerms`.
    function refreshAudit(uint256 termsId) external;

    /// @notice The registry of attestations.
    function auditRegistry() external view returns (IAuditRegistry);

    /// @notice The contract that reads and proves code.
    function proxyCode() external view returns (IProxyCode);

    /// @notice The terms' pins, as published.
    function pinsOf(uint256 termsId) external view returns (Pin[] memory);

    /// @notice The code that counts as reviewed, for each of the terms' pins.
    function pinStates(uint256 termsId) external view returns (PinState[] memory);

    /// @notice Terms that pin a contract, oldest first.
    function termsCovering(address target) external view returns (uint256[] memory termsIds);

    /// @notice The time from which incidents are not covered by the terms; 0 while no lapse is announced. Final once it
    /// has passed.
    function lapseAt(uint256 termsId) external view returns (uint256);
}
