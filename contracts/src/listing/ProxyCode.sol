// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

import {Code, CodeKind, IProxyCode, StorageProof} from "./IProxyCode.sol";
import {Errors} from "../common/Errors.sol";
import {TrieAbsence} from "./TrieAbsence.sol";

/// @title Proofs of the code that an address runs
/// @notice It stores nothing, and answers every caller alike.
contract ProxyCode is IProxyCode {
    using RLP for *;

    /// @dev Index in an account's fields: nonce, balance, storage root, code hash.
    uint256 private constant STORAGE_ROOT = 2;
    uint256 private constant CODE_HASH = 3;

    /// @inheritdoc IProxyCode
    function codeOf(address target, CodeKind kind, StorageProof calldata proof)
        external
        view
        returns (Code memory code)
    {
        if (kind == CodeKind.Plain) {
            (code.codeHash, code.asOf) = (target.codehash, uint40(block.timestamp));
        } else {
            (code.implementation, code.codeHash, code.asOf) = implementationAt(target, proof);
            // The zero address has no code, but may have a code hash.
            if (code.implementation != address(0)) code.implementationCodeHash = code.implementation.codehash;
        }
    }

    /// @inheritdoc IProxyCode
    function implementationAt(address proxy, StorageProof calldata proof)
        public
        view
        returns (address implementation, bytes32 codeHash, uint40 asOf)
    {
        Memory.Slice[] memory header = BlockHeader.parseHeader(proof.header);
        require(BlockHeader.verifyBlockHeader(header, keccak256(proof.header)), Errors.InvalidStorageProof());
        asOf = uint40(BlockHeader.getTimestamp(header));

        bytes32 stateRoot = BlockHeader.getStateRoot(header);
        Memory.Slice[] memory account =
            _prove(stateRoot, keccak256(abi.encodePacked(proxy)), proof.accountProof).decodeList();
        codeHash = account[CODE_HASH].readBytes32();

        bytes32 storageRoot = account[STORAGE_ROOT].readBytes32();
        bytes32 key = keccak256(abi.encodePacked(ERC1967Utils.IMPLEMENTATION_SLOT));
        bytes[] memory storageProof = proof.storageProof;
        if (!TrieAbsence.isAbsent(storageRoot, key, storageProof)) {
            // Storage keeps values without leading zeros; the proxy itself uses 160 bits of a word.
            implementation = address(uint160(_prove(storageRoot, key, storageProof).decodeUint256()));
        }
    }

    function _prove(bytes32 root, bytes32 key, bytes[] memory proof) private pure returns (bytes memory value) {
        TrieProof.ProofError err;
        (value, err) = TrieProof.tryTraverse(root, abi.encodePacked(key), proof);
        require(err == TrieProof.ProofError.NO_ERROR, Errors.InvalidStorageProof());
    }
}
