// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {StorageProof} from "../../src/listing/IProxyCode.sol";

/// @notice Proofs of a proxy that script/generate/proofs.ts took from a chain.
abstract contract RecordedProofs is Test {
    struct Recorded {
        address target;
        uint256 blockNumber;
        uint256 timestamp;
        bytes32 blockHash;
        bytes32 codeHash;
        address implementation;
    }

    /// @dev Reads a record, and goes to the block after it on a chain that has it.
    function _at(string memory name) internal returns (Recorded memory r, StorageProof memory p) {
        (r, p) = _read(name);
        vm.roll(r.blockNumber + 1);
        vm.setBlockhash(r.blockNumber, r.blockHash);
    }

    /// @dev The recorded proxy's code, whatever this build would make of its source.
    function _proxyCode() internal view returns (bytes memory) {
        return vm.parseJsonBytes(vm.readFile("contracts/test/mocks/proxyProofs.json"), ".before.code");
    }

    function _read(string memory name) internal view returns (Recorded memory r, StorageProof memory p) {
        string memory json = vm.readFile("contracts/test/mocks/proxyProofs.json");
        string memory path = string.concat(".", name);
        r.target = vm.parseJsonAddress(json, string.concat(path, ".target"));
        r.blockNumber = vm.parseJsonUint(json, string.concat(path, ".blockNumber"));
        r.timestamp = vm.parseJsonUint(json, string.concat(path, ".timestamp"));
        r.blockHash = vm.parseJsonBytes32(json, string.concat(path, ".blockHash"));
        r.codeHash = vm.parseJsonBytes32(json, string.concat(path, ".codeHash"));
        r.implementation = vm.parseJsonAddress(json, string.concat(path, ".implementation"));
        p.header = vm.parseJsonBytes(json, string.concat(path, ".header"));
        p.accountProof = vm.parseJsonBytesArray(json, string.concat(path, ".accountProof"));
        p.storageProof = vm.parseJsonBytesArray(json, string.concat(path, ".storageProof"));
    }
}
