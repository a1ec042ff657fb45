// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IAuditRegistry} from "./IAuditRegistry.sol";
import {Code, CodeKind, IProxyCode, StorageProof} from "./IProxyCode.sol";

/// @notice Code that terms are about.
struct Pin {
    uint64 chainId; // where it is: that of the registry
    address target; // the covered contract
    CodeKind kind; // how its code can change
    bytes32 codeHash; // of the contract itself, as EXTCODEHASH gives it
    address implementation; // of a proxy; zero of a plain contract
    bytes32 implementationCodeHash; // of a proxy; zero of a plain contract
}

/// @notice The code of a pin that counts as reviewed: the pinned one, until another has been cleared.
struct PinState {
    bytes32 codeHash;
    bytes32 implementationCodeHash; // zero of a plain contract
    uint40 asOf; // time of the newest look at it: older proofs say nothing
    bool flagged; // what runs was shown to be something else
}

/// @title Pins of the code that terms are about, and lapses when it changes
/// @notice Terms pin code that auditors have attested. Anyone can show that other code runs: the terms are not sold from
/// then on, and if it is not attested within their grace, cover on them ends for incidents from then on. CODE-1 to CODE-4
/// of the specification.
interface ICodePins {
    /// @param termsId terms whose code has changed
    /// @param pin place of the changed contract among their pins
    /// @param code what runs
    /// @param lapseAt incidents from then on are not covered, unless this is cleared before; 0 where cover goes on
    event CodeChangeFlagged(uint256 indexed termsId, uint256 indexed pin, Code code, uint256 lapseAt);
    /// @param termsId terms whose code is reviewed again
    /// @param pin place of the contract among their pins
    /// @param code what runs, and what is compared from now on
    event CodeChangeCleared(uint256 indexed termsId, uint256 indexed pin, Code code);
    /// @param termsId terms whose code was looked up in the audit registry
    /// @param auditGap share of it that is not attested, WAD
    /// @param until time at which the next attestation of it ends
    event AuditRefreshed(uint256 indexed termsId, uint256 auditGap, uint256 until);

    /// @notice Shows that a pinned contract runs code that is not reviewed: neither what counts as reviewed nor code that was
    /// attested at some time since the last look at the pin. Anyone. Stops sales on the terms at once, and starts
    /// the grace they give, if they give one and it is not running.
    /// @dev Errors: `UnknownTerms`, `UnknownPin`, `TermsLapsed(lapsedAt)`, `CodeUnchanged` (also where the new code is
    /// reviewed), `AlreadyFlagged`, `ProofTooOld(asOf)`, and those of `IProxyCode.codeOf`.
    /// @param termsId the terms
    /// @param pin place among their pins, from 0
    /// @param proof of a proxy's implementation, no older than the last look at it; not read for a plain contract
    function flagCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external;

    /// @notice Shows that a pinned contract runs reviewed code: what counted as reviewed, or code that was attested at some time
    /// since the last look at the pin, and counts from now on. Anyone. When no pin is left flagged, sales go on and nothing lapses.
    /// @dev Errors: `UnknownTerms`, `UnknownPin`, `TermsLapsed(lapsedAt)`, `AttestationMissing(codeHash)`,
    /// `ProofTooOld(asOf)`, and those of `IProxyCode.codeOf`.
    function clearCodeChange(uint256 termsId, uint256 pin, StorageProof calldata proof) external;

    /// @notice Looks up which of the terms' code is attested. Anyone. Needed after a revocation and after a new attestation: that
    /// attestations expire is seen without it, at more gas a sale. Errors: `UnknownTerms`.
    function refreshAudit(uint256 termsId) external;

    /// @notice Who says which code is reviewed.
    function auditRegistry() external view returns (IAuditRegistry);

    /// @notice Who says what a contract runs.
    function proxyCode() external view returns (IProxyCode);

    /// @notice What the terms pin, as published.
    function pinsOf(uint256 termsId) external view returns (Pin[] memory);

    /// @notice What counts as reviewed of each of the terms' pins.
    function pinStates(uint256 termsId) external view returns (PinState[] memory);

    /// @notice Terms that pin a contract, oldest first.
    function termsCovering(address target) external view returns (uint256[] memory termsIds);

    /// @notice Incidents from then on are not covered by the terms: 0 while nothing of the kind is announced. Final once it has
    /// passed.
    function lapseAt(uint256 termsId) external view returns (uint256);
}
