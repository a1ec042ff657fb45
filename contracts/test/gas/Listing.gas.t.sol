// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Attestation} from "../../src/interfaces/IAuditRegistry.sol";
import {CodeKind, StorageProof} from "../../src/interfaces/IProxyCode.sol";
import {AuditRegistry} from "../../src/registry/AuditRegistry.sol";
import {ProxyCode} from "../../src/registry/ProxyCode.sol";
import {RecordedProofs} from "../utils/RecordedProofs.sol";

/// @notice Attestations and proofs of code as whole transactions, isolated. The auditors call themselves: a signature
/// costs about 6,000 on top.
contract ListingGas is RecordedProofs {
    uint256 internal constant AUDITORS = 16;

    AuditRegistry internal audits;

    function setUp() public {
        vm.warp(1_790_000_000);
        audits = new AuditRegistry(address(this));
        for (uint160 i = 1; i <= AUDITORS; ++i) {
            audits.listAuditor(address(i), true);
        }
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("listing", name);
    }

    function _codes(uint256 count) internal pure returns (bytes32[] memory codes) {
        codes = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            codes[i] = keccak256(abi.encode(i));
        }
    }

    function _attest(address auditor, uint256 codes, bytes32 nonce) internal {
        uint40 time = uint40(vm.getBlockTimestamp());
        Attestation memory a = Attestation({
            auditor: auditor,
            codeHashes: _codes(codes),
            reportHash: keccak256("report"),
            scopeHash: keccak256("scope"),
            openFindings: 0,
            date: time,
            expiry: time + 1 days,
            nonce: nonce,
            deadline: time
        });
        vm.prank(auditor);
        audits.attestCode(a, "");
    }

    function test_Gas_Attest() public {
        _attest(address(1), 1, "1");
        _snap("attest one code");
        _attest(address(2), 10, "1");
        _snap("attest ten codes");
        skip(1);
        _attest(address(2), 10, "2");
        _snap("attest ten codes again");
        vm.prank(address(2));
        audits.revokeAttestation(address(2), "2", 0, "");
        _snap("revoke an attestation");
    }

    /// @dev As many auditors as there can be, all lapsed, each having attested eight times.
    function test_Gas_AuditGap() public {
        _attest(address(1), 8, "now");
        audits.auditGap(_codes(8));
        _snap("audit gap of eight codes");
        for (uint160 i = 1; i <= AUDITORS; ++i) {
            for (uint256 k = 1; k <= 8; ++k) {
                skip(1);
                _attest(address(i), 1, bytes32(k));
            }
        }
        skip(2 days);
        audits.isAttested(_codes(1)[0], uint40(vm.getBlockTimestamp()));
        _snap("whether a code is attested, at its worst");
    }

    function test_Gas_Prove() public {
        ProxyCode prover = new ProxyCode();
        (Recorded memory r, StorageProof memory proof) = _at("deep");
        prover.codeOf(r.target, CodeKind.Proxy, proof);
        _snap("prove a proxy's implementation, 4 + 3 nodes");
    }
}
