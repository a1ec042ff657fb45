// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Attestation} from "../../src/listing/IAuditRegistry.sol";
import {Pin} from "../../src/listing/ICodePins.sol";
import {CodeKind} from "../../src/listing/IProxyCode.sol";
import {AuditRegistry} from "../../src/listing/AuditRegistry.sol";

/// @notice An auditor whose word makes code reviewed.
abstract contract ReviewedCode is Test {
    AuditRegistry internal audits;
    address internal auditor = makeAddr("auditor");
    /// @dev The contract that terms are about unless a test says otherwise.
    address internal covered;
    uint256 private _nonce;

    /// @dev Lists the auditor and lets it attest the code that terms are about.
    function _review(address audits_, address owner, address covered_) internal {
        (audits, covered) = (AuditRegistry(audits_), covered_);
        vm.prank(owner);
        audits.listAuditor(auditor, true);
        _attest(covered_.codehash);
    }

    /// @dev The auditor says of code that it is reviewed, for good.
    function _attest(bytes32 codeHash) internal {
        _attest(codeHash, type(uint40).max);
    }

    function _attest(bytes32 codeHash, uint256 expiry) internal returns (bytes32 nonce) {
        return _attestFor(codeHash, 0, expiry);
    }

    /// @dev The same for one product alone.
    function _attestFor(bytes32 codeHash, uint256 productId, uint256 expiry) internal returns (bytes32 nonce) {
        Attestation memory a;
        a.productId = productId;
        a.auditor = auditor;
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = codeHash;
        (a.date, a.expiry) = (uint40(vm.getBlockTimestamp()), uint40(expiry));
        a.nonce = nonce = bytes32(++_nonce);
        vm.prank(auditor);
        audits.attestCode(a, "");
    }

    function _pins() internal view returns (Pin[] memory pins) {
        pins = new Pin[](1);
        pins[0] = _plainPin(covered);
    }

    function _plainPin(address target) internal view returns (Pin memory) {
        return Pin(uint64(block.chainid), target, CodeKind.Plain, target.codehash, address(0), 0);
    }
}
