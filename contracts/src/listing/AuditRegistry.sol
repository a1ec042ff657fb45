// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Ownable} from "solady/auth/Ownable.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {WAD} from "../common/Constants.sol";
import {Attestation, AttestationRecord, IAuditRegistry} from "./IAuditRegistry.sol";
import {Errors} from "../common/Errors.sol";

/// @title Registry of auditors and their attestations of reviewed code
contract AuditRegistry is IAuditRegistry, Ownable, EIP712 {
    using Checkpoints for Checkpoints.Trace208;
    using FixedPointMathLib for uint256;

    bytes32 private constant ATTESTATION = keccak256(
        "Attestation(address auditor,bytes32[] codeHashes,bytes32 reportHash,bytes32 scopeHash,uint256 productId,uint16 openFindings,uint40 date,uint40 expiry,bytes32 nonce,uint256 deadline)"
    );
    bytes32 private constant REVOCATION = keccak256("Revocation(address auditor,bytes32 nonce,uint256 deadline)");
    /// @dev EXTCODEHASH of an account without code.
    bytes32 private constant NO_CODE = keccak256("");
    uint256 private constant MAX_CODES = 32;
    /// @dev Bounds the cost of looking up a code. An auditor keeps its place for good, so no auditor can take
    /// another's.
    uint256 private constant MAX_AUDITORS = 16;
    /// @dev Stands in place of a number for a nonce that was revoked before it was submitted.
    uint256 private constant VOID = type(uint256).max;

    /// @inheritdoc IAuditRegistry
    mapping(address auditor => bool) public isListed;
    /// @inheritdoc IAuditRegistry
    uint256 public attestationCount;
    mapping(uint256 id => AttestationRecord) internal _attestations;
    /// @inheritdoc IAuditRegistry
    mapping(address auditor => mapping(bytes32 nonce => uint256 id)) public attestationOf;
    mapping(bytes32 codeHash => address[]) internal _auditors;
    /// @dev Numbers of an auditor's attestations of a code, by the time of their submission.
    mapping(bytes32 codeHash => mapping(address auditor => Checkpoints.Trace208)) internal _history;

    constructor(address owner) {
        _initializeOwner(owner);
    }

    /// @inheritdoc IAuditRegistry
    function listAuditor(address auditor, bool listed) external onlyOwner {
        require(auditor != address(0), Errors.ZeroAddress("auditor"));
        isListed[auditor] = listed;
        emit AuditorListed(auditor, listed);
    }

    /// @inheritdoc IAuditRegistry
    function attestCode(Attestation calldata a, bytes calldata signature) external returns (uint256 id) {
        require(isListed[a.auditor], Errors.AuditorNotListed());
        require(a.date != 0 && a.date <= block.timestamp, Errors.InvalidAttestation("date"));
        require(a.expiry > block.timestamp, Errors.InvalidAttestation("expiry"));
        require(a.codeHashes.length != 0 && a.codeHashes.length <= MAX_CODES, Errors.InvalidAttestation("codeHashes"));
        _authorize(a.auditor, _hash(a), a.deadline, signature);
        require(attestationOf[a.auditor][a.nonce] == 0, Errors.NonceUsed());

        id = ++attestationCount;
        attestationOf[a.auditor][a.nonce] = id;
        _attestations[id] = AttestationRecord({
            auditor: a.auditor,
            date: a.date,
            until: a.expiry,
            openFindings: a.openFindings,
            reportHash: a.reportHash,
            scopeHash: a.scopeHash,
            productId: a.productId
        });
        for (uint256 i; i < a.codeHashes.length; ++i) {
            _attest(a.codeHashes[i], a.productId, a.auditor, a.date, id);
        }
        emit CodeAttested(id, a.auditor, a);
    }

    /// @inheritdoc IAuditRegistry
    function revokeAttestation(address auditor, bytes32 nonce, uint256 deadline, bytes calldata signature) external {
        _authorize(auditor, keccak256(abi.encode(REVOCATION, auditor, nonce, deadline)), deadline, signature);
        uint256 id = attestationOf[auditor][nonce];
        require(id != VOID, Errors.NonceUsed());
        if (id == 0) {
            attestationOf[auditor][nonce] = VOID;
        } else {
            AttestationRecord storage record = _attestations[id];
            require(record.until > block.timestamp, Errors.AttestationLapsed(record.until));
            record.until = uint40(block.timestamp);
        }
        emit AttestationRevoked(id, auditor, nonce);
    }

    /// @inheritdoc IAuditRegistry
    function getAttestation(uint256 id) external view returns (AttestationRecord memory record) {
        record = _attestations[id];
        require(record.auditor != address(0), Errors.UnknownAttestation());
    }

    /// @inheritdoc IAuditRegistry
    function attestationsOf(bytes32 codeHash, uint256 productId, uint40 time)
        external
        view
        returns (uint256[] memory ids)
    {
        codeHash = _keyOf(codeHash, productId);
        address[] storage auditors = _auditors[codeHash];
        ids = new uint256[](auditors.length);
        uint256 count;
        for (uint256 i; i < ids.length; ++i) {
            uint256 id = _history[codeHash][auditors[i]].upperLookupRecent(time);
            // Auditors stand in the order of their first attestation.
            if (id == 0) break;
            ids[count++] = id;
        }
        assembly ("memory-safe") {
            mstore(ids, count)
        }
    }

    /// @inheritdoc IAuditRegistry
    function isAttested(bytes32 codeHash, uint256 productId, uint40 time) external view returns (bool) {
        return _attestedUntil(codeHash, productId, time) > time;
    }

    /// @inheritdoc IAuditRegistry
    function attestedUntil(bytes32 codeHash, uint256 productId) external view returns (uint256) {
        return _attestedUntil(codeHash, productId, uint40(block.timestamp));
    }

    /// @inheritdoc IAuditRegistry
    function auditGap(bytes32[] calldata codeHashes, uint256 productId)
        external
        view
        returns (uint256 gap, uint256 until)
    {
        until = type(uint40).max;
        if (codeHashes.length == 0) return (WAD, until);
        uint256 missing;
        for (uint256 i; i < codeHashes.length; ++i) {
            uint256 end = _attestedUntil(codeHashes[i], productId, uint40(block.timestamp));
            if (end <= block.timestamp) ++missing;
            else until = until.min(end);
        }
        gap = missing.fullMulDivUp(WAD, codeHashes.length);
    }

    /// @inheritdoc IAuditRegistry
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparator();
    }

    /// @dev The latest end among the auditors' words on a code that count for a product at a time; 0 if there is none.
    function _attestedUntil(bytes32 codeHash, uint256 productId, uint40 time) private view returns (uint256 until) {
        until = _lastUntil(codeHash, time);
        if (productId != 0) until = until.max(_lastUntil(_keyOf(codeHash, productId), time));
    }

    function _lastUntil(bytes32 key, uint40 time) private view returns (uint256 until) {
        address[] storage auditors = _auditors[key];
        uint256 count = auditors.length;
        for (uint256 i; i < count; ++i) {
            uint256 id = _history[key][auditors[i]].upperLookupRecent(time);
            until = until.max(_attestations[id].until);
        }
    }

    /// @dev The key of words on a code; words for any product have the code itself as key.
    function _keyOf(bytes32 codeHash, uint256 productId) private pure returns (bytes32) {
        return productId == 0 ? codeHash : keccak256(abi.encode(codeHash, productId));
    }

    /// @dev Stores an auditor's word on a code, unless the auditor has attested a review of it that is not older.
    function _attest(bytes32 codeHash, uint256 productId, address auditor, uint40 date, uint256 id) private {
        require(codeHash != 0 && codeHash != NO_CODE, Errors.InvalidAttestation("codeHashes"));
        bytes32 key = _keyOf(codeHash, productId);
        Checkpoints.Trace208 storage history = _history[key][auditor];
        uint256 last = history.latest();
        if (_attestations[last].date >= date) return;
        if (last == 0) {
            require(_auditors[key].length < MAX_AUDITORS, Errors.CodeFullyAttested());
            _auditors[key].push(auditor);
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- a count of attestations
        history.push(uint48(block.timestamp), uint208(id));
    }

    /// @dev Requires the account's own call, or its signature with the lower s, until the deadline.
    function _authorize(address account, bytes32 structHash, uint256 deadline, bytes calldata signature) private view {
        if (msg.sender == account) return;
        require(block.timestamp <= deadline, Errors.DeadlinePassed());
        bytes32 digest = _hashTypedData(structHash);
        require(SignatureChecker.isValidSignatureNowCalldata(account, digest, signature), Errors.InvalidSignature());
    }

    function _hash(Attestation calldata a) private pure returns (bytes32) {
        bytes32 codes = keccak256(abi.encodePacked(a.codeHashes));
        return keccak256(
            abi.encode(
                ATTESTATION,
                a.auditor,
                codes,
                a.reportHash,
                a.scopeHash,
                a.productId,
                a.openFindings,
                a.date,
                a.expiry,
                a.nonce,
                a.deadline
            )
        );
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Breakwater Audits", "1");
    }
}
