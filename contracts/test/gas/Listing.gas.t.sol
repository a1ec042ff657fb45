// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pin} from "../../src/listing/ICodePins.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Attestation} from "../../src/listing/IAuditRegistry.sol";
import {CodeKind, StorageProof} from "../../src/listing/IProxyCode.sol";
import {AuditRegistry} from "../../src/listing/AuditRegistry.sol";
import {ProxyCode} from "../../src/listing/ProxyCode.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";
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
        Attestation memory a;
        (a.auditor, a.codeHashes, a.nonce) = (auditor, _codes(codes), nonce);
        (a.reportHash, a.scopeHash) = (keccak256("report"), keccak256("scope"));
        (a.date, a.expiry, a.deadline) = (time, time + 1 days, time);
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
        audits.auditGap(_codes(8), 0);
        _snap("audit gap of eight codes");
        for (uint256 n; n < 8 * AUDITORS; ++n) {
            skip(1);
            _attest(address(uint160(n / 8 + 1)), 1, bytes32(n % 8 + 1));
        }
        skip(2 days);
        audits.isAttested(_codes(1)[0], 0, uint40(vm.getBlockTimestamp()));
        _snap("whether a code is attested, at its worst");
    }

    function test_Gas_Prove() public {
        ProxyCode prover = new ProxyCode();
        (Recorded memory r, StorageProof memory proof) = _at("deep");
        prover.codeOf(r.target, CodeKind.Proxy, proof);
        _snap("prove a proxy's implementation, 4 + 3 nodes");
    }
}

/// @notice What a change of code costs whom, as whole transactions, isolated.
contract CodeChangeGas is UnitFixture, RecordedProofs {
    bytes internal constant REVIEWED = hex"600060005260206000f3";
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";

    StorageProof internal none;

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("listing", name);
    }

    /// @dev A second product, on terms with a grace about a contract of its own.
    function _list(Pin[] memory pins) internal {
        vm.startPrank(owner);
        scriptedProduct = registry.listProduct(30, sponsor, "Pinned");
        Terms memory t = _scripted(scriptedProduct);
        t.codeGrace = 20 days;
        scriptedTerms = registry.publishTerms(t, pins);
        vm.stopPrank();
    }

    function test_Gas_PlainContract() public {
        covered = makeAddr("covered contract");
        vm.etch(covered, REVIEWED);
        _attest(keccak256(REVIEWED), vm.getBlockTimestamp() + 10 days);
        _list(_pins());
        _snap("publish terms with one pin");
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 10_000_000 * unit);
        (uint256 coverId,) = _buyScripted(carol, 100_000 * unit, 100 days);
        _buyScripted(dave, 100_000 * unit, 100 days);
        skip(11 days);
        _attest(keccak256(REVIEWED));
        _fund(dave, address(pool), 100_000 * unit);
        // The word says that the attestation has expired: the registry looks, and finds the new one.
        _buyScripted(dave, 100_000 * unit, 100 days);
        _snap("buy cover after an attestation has expired, unrefreshed");
        registry.refreshAudit(scriptedTerms);
        _snap("refresh the audit of one pin");
        vm.etch(covered, OTHER_CODE);
        registry.flagCodeChange(scriptedTerms, 0, none);
        _snap("flag a plain contract");
        vm.warp(registry.lapseAt(scriptedTerms));
        vm.prank(carol);
        pool.lapseCover(coverId);
        _snap("lapse a cover");
    }

    function test_Gas_Proxy() public {
        (Recorded memory r, StorageProof memory p) = _at("before");
        vm.warp(r.timestamp);
        vm.etch(r.target, _proxyCode());
        vm.etch(r.implementation, REVIEWED);
        _attest(r.target.codehash);
        _attest(keccak256(REVIEWED));
        Pin[] memory pins = new Pin[](1);
        pins[0] = Pin(
            uint64(block.chainid), r.target, CodeKind.Proxy, r.target.codehash, r.implementation, keccak256(REVIEWED)
        );
        _list(pins);
        (r, p) = _at("after");
        vm.warp(r.timestamp);
        vm.etch(r.implementation, OTHER_CODE);
        registry.flagCodeChange(scriptedTerms, 0, p);
        _snap("flag a proxy, by proof");
        _attest(keccak256(OTHER_CODE));
        registry.clearCodeChange(scriptedTerms, 0, p);
        _snap("clear a proxy, by proof");
    }
}
