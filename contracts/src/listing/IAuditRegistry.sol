// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice What an auditor signs, as EIP-712 typed data under this name and in this order.
struct Attestation {
    address auditor; // an account, or a contract that speaks ERC-1271
    bytes32[] codeHashes; // what was reviewed, as EXTCODEHASH gives it: 1 to 32
    bytes32 reportHash; // of the report
    bytes32 scopeHash; // of the description of what was reviewed, and what was not
    uint256 productId; // of the product it was reviewed for, and counts for alone; 0 for any
    uint16 openFindings; // findings that the reviewed code still has
    uint40 date; // when the review ended
    uint40 expiry; // when the attestation lapses
    bytes32 nonce; // any value the auditor has not used yet
    uint256 deadline; // last second at which it may be submitted
}

/// @notice What is kept of an attestation.
struct AttestationRecord {
    address auditor;
    uint40 date; // when the review ended
    uint40 until; // when it lapses, or has been revoked
    uint16 openFindings;
    bytes32 reportHash;
    bytes32 scopeHash;
    uint256 productId; // it counts for this product alone; 0 for any
}

/// @title Attestations of reviewed code, by listed auditors
/// @notice The owner lists auditors, auditors sign, anyone submits. Nothing here changes the past: what was attested at
/// a time stays so. CODE-2 of the specification.
/// @dev An auditor's word on a code is that of its newest review, whatever the order of submission: one for any product,
/// and one for each product that a review was for. Code that was reviewed as a part of one product is not reviewed for
/// another, whose use of it nobody has looked at. An attestation with open findings counts like any other: their number is
/// there for who decides. Products are numbered by the registry that asks.
interface IAuditRegistry {
    /// @param auditor whose attestations are taken, or not any more
    /// @param listed which of both
    event AuditorListed(address indexed auditor, bool listed);
    /// @param id number of the attestation, from 1
    /// @param auditor who signed
    /// @param attestation what was signed
    event CodeAttested(uint256 indexed id, address indexed auditor, Attestation attestation);
    /// @param id number of the attestation, or 0 if it was never submitted and now cannot be
    /// @param auditor who revoked
    /// @param nonce nonce of the attestation
    event AttestationRevoked(uint256 indexed id, address indexed auditor, bytes32 nonce);

    /// @notice Lists an auditor or takes it off the list. Only the owner.
    /// @dev Off the list, its new attestations are refused; those it has made stay, and it can still revoke them.
    /// Errors: `ZeroAddress("auditor")`.
    function listAuditor(address auditor, bool listed) external;

    /// @notice Submits an attestation. Anyone; the auditor itself needs no signature.
    /// @dev A code of which the auditor has attested a review of the same date or a newer one is passed over, so an old
    /// signature undoes neither a newer review nor its revocation. Errors: `AuditorNotListed`, `DeadlinePassed`,
    /// `NonceUsed`, `InvalidAttestation(field)`, `InvalidSignature`, `CodeFullyAttested`.
    /// @param attestation what was signed
    /// @param signature of the auditor; not read if the auditor is the caller
    /// @return id number of the attestation, from 1
    function attestCode(Attestation calldata attestation, bytes calldata signature) external returns (uint256 id);

    /// @notice Revokes an attestation from now on, or makes one that was never submitted impossible to submit.
    /// The auditor's, listed or not, by its own call or by its signature under `Revocation(auditor, nonce, deadline)`.
    /// @dev Errors: `DeadlinePassed`, `InvalidSignature`, `NonceUsed` (nothing to revoke: it was never submitted, and
    /// cannot be), `AttestationLapsed`.
    /// @param auditor whose attestation
    /// @param nonce that of the attestation
    /// @param deadline last second at which the signature is valid; not read if the auditor is the caller
    /// @param signature of the auditor; not read if the auditor is the caller
    function revokeAttestation(address auditor, bytes32 nonce, uint256 deadline, bytes calldata signature) external;

    /// @notice Whether the auditor's new attestations are taken.
    function isListed(address auditor) external view returns (bool);

    /// @notice Number of the attestation an auditor has submitted under a nonce; 0 if none, all ones if none and none can.
    function attestationOf(address auditor, bytes32 nonce) external view returns (uint256 id);

    /// @notice Attestations submitted so far: their numbers are 1 to this.
    function attestationCount() external view returns (uint256);

    /// @dev Errors: `UnknownAttestation`.
    function getAttestation(uint256 id) external view returns (AttestationRecord memory);

    /// @notice The word of each auditor on a code at a time, lapsed ones included: at most 16.
    /// @param productId those for this product alone; 0: those for any
    function attestationsOf(bytes32 codeHash, uint256 productId, uint40 time)
        external
        view
        returns (uint256[] memory ids);

    /// @notice Whether at least one attestation of a code counted for a product at a time. Of the future it tells what will
    /// be if nothing is submitted or revoked until then.
    /// @param productId 0: whether one counted for any product
    function isAttested(bytes32 codeHash, uint256 productId, uint40 time) external view returns (bool);

    /// @notice When the last word on a code that counts for a product ends, or has ended: by its expiry, or by a revocation.
    /// 0 if nobody has attested it.
    function attestedUntil(bytes32 codeHash, uint256 productId) external view returns (uint256);

    /// @notice Share of codes that no attestation in force covers now for a product, WAD, rounded up; all of it of an empty list.
    /// @return gap the share
    /// @return until time at which the first of the others lapses; the largest uint40 if there are none
    function auditGap(bytes32[] calldata codeHashes, uint256 productId)
        external
        view
        returns (uint256 gap, uint256 until);

    /// @notice Domain separator of signatures (EIP-712), of the chain as it is now.
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
