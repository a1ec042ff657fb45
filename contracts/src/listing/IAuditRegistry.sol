// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice The statement that an auditor signs, as EIP-712 typed data under this name and in this order.
struct Attestation {
    address auditor; // an account, or a contract that implements ERC-1271
    bytes32[] codeHashes; // reviewed code, as EXTCODEHASH gives it: 1 to 32
    bytes32 reportHash; // of the report
    bytes32 scopeHash; // of the description of the reviewed and the unreviewed parts
    uint256 productId; // the only product that it counts for; 0 for any
    uint16 openFindings; // findings that the reviewed code still has
    uint40 date; // end of the review
    uint40 expiry; // end of the attestation
    bytes32 nonce; // any value that the auditor has not used yet
    uint256 deadline; // last second at which it may be submitted
}

/// @notice The stored part of an attestation.
struct AttestationRecord {
    address auditor;
    uint40 date; // end of the review
    uint40 until; // its expiry, or the time of its revocation
    uint16 openFindings;
    bytes32 reportHash;
    bytes32 scopeHash;
    uint256 productId; // the only product that it counts for; 0 for any
}

/// @title Registry of auditors and their attestations of reviewed code
/// @notice The owner lists auditors, auditors sign, anyone submits. Nothing here changes the past: code that was
/// attested at a time stays attested for that time. Rules: CODE-2.
/// @dev An auditor's word on a code is that of its newest review, whatever the order of submission: one for any
/// product, and one for each product that a review was for. Code that was reviewed as a part of one product is not
/// reviewed for another, whose use of it nobody has checked. An attestation with open findings counts like any other;
/// their number is there for those who decide. The registry that asks numbers the products.
interface IAuditRegistry {
    /// @param auditor the auditor
    /// @param listed whether its new attestations are accepted
    event AuditorListed(address indexed auditor, bool listed);
    /// @param id number of the attestation, from 1
    /// @param auditor the signer
    /// @param attestation the signed statement
    event CodeAttested(uint256 indexed id, address indexed auditor, Attestation attestation);
    /// @param id number of the attestation, or 0 if it was never submitted and now cannot be
    /// @param auditor the auditor who revoked
    /// @param nonce nonce of the attestation
    event AttestationRevoked(uint256 indexed id, address indexed auditor, bytes32 nonce);

    /// @notice Lists or delists an auditor. Only the owner may call it.
    /// @dev New attestations of a delisted auditor are refused. Its earlier ones stay, and it can still revoke them.
    /// Errors: `ZeroAddress("auditor")`.
    function listAuditor(address auditor, bool listed) external;

    /// @notice Submits an attestation. Anyone may call it; the auditor itself needs no signature.
    /// @dev A code is skipped if the auditor has attested a review of it with the same or a later date. So an old
    /// signature undoes neither a newer review nor its revocation. Errors: `AuditorNotListed`, `DeadlinePassed`,
    /// `NonceUsed`, `InvalidAttestation(field)`, `InvalidSignature`, `CodeFullyAttested`.
    /// @param attestation the signed statement
    /// @param signature the auditor's signature; not read if the auditor is the caller
    /// @return id number of the attestation, from 1
    function attestCode(Attestation calldata attestation, bytes calldata signature) external returns (uint256 id);

    /// @notice Revokes an attestation from now on, or makes one that was never submitted impossible to submit. Only the
    /// auditor revokes, listed or not: by its own call or by its signature under `Revocation(auditor, nonce,
    /// deadline)`.
    /// @dev Errors: `DeadlinePassed`, `InvalidSignature`, `NonceUsed` (nothing to revoke: it was never submitted, and
    /// cannot be), `AttestationLapsed`.
    /// @param auditor auditor of the attestation
    /// @param nonce nonce of the attestation
    /// @param deadline last second at which the signature is valid; not read if the auditor is the caller
    /// @param signature the auditor's signature; not read if the auditor is the caller
    function revokeAttestation(address auditor, bytes32 nonce, uint256 deadline, bytes calldata signature) external;

    /// @notice Whether the auditor's new attestations are accepted.
    function isListed(address auditor) external view returns (bool);

    /// @notice Number of the attestation that an auditor has submitted under a nonce; 0 if none, all ones if none and
    /// none can be.
    function attestationOf(address auditor, bytes32 nonce) external view returns (uint256 id);

    /// @notice Attestations submitted so far: they are numbered from 1 to this.
    function attestationCount() external view returns (uint256);

    /// @dev Errors: `UnknownAttestation`.
    function getAttestation(uint256 id) external view returns (AttestationRecord memory);

    /// @notice The word of each auditor on a code at a time, ended ones included: at most 16.
    /// @param productId the product that the words count for alone; 0 for words on any product
    function attestationsOf(bytes32 codeHash, uint256 productId, uint40 time)
        external
        view
        returns (uint256[] memory ids);

    /// @notice Whether at least one attestation of a code counted for a product at a time. For a future time it assumes
    /// no further submission or revocation.
    /// @param productId the product; 0: whether one counted for any product
    function isAttested(bytes32 codeHash, uint256 productId, uint40 time) external view returns (bool);

    /// @notice The time at which the last word on a code that counts for a product ends, or has ended: by its expiry,
    /// or by a revocation. 0 if nobody has attested it.
    function attestedUntil(bytes32 codeHash, uint256 productId) external view returns (uint256);

    /// @notice The fraction of codes that no attestation in force covers now for a product, WAD, rounded up; one for an
    /// empty list.
    /// @return gap the fraction
    /// @return until time at which the first attestation of the others ends; the largest uint40 if there are none
    function auditGap(bytes32[] calldata codeHashes, uint256 productId)
        external
        view
        returns (uint256 gap, uint256 until);

    /// @notice Domain separator of signatures (EIP-712), for the present chain id.
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
