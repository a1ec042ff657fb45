// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @title Proofs that a Merkle-Patricia trie holds nothing under a key
/// @notice What OpenZeppelin's TrieProof leaves out: it proves what is there, and refuses or reverts where nothing is.
/// @dev Every node is compared with the hash its parent has of it, or is part of that parent, before it is read.
library TrieAbsence {
    using Bytes for bytes;
    using Memory for Memory.Slice;
    using RLP for *;

    /// @dev Root of a trie that holds nothing: hash of the empty string's RLP.
    bytes32 private constant EMPTY = keccak256(hex"80");
    uint256 private constant BRANCH = 17;
    /// @dev Of the first nibble of a path: the rest is odd in length; it ends in a value.
    uint256 private constant ODD = 1;
    uint256 private constant LEAF = 2;

    /// @notice Whether `proof` shows that `root` holds nothing under `key`.
    /// @param root of the trie
    /// @param key as the trie has it: of Ethereum's tries the hash, so that all are of one length and no branch holds a value
    /// @param proof the nodes from the root on, each once; none of an empty trie. Those below 32 bytes are in their parents
    function isAbsent(bytes32 root, bytes32 key, bytes[] memory proof) internal pure returns (bool) {
        if (root == EMPTY) return proof.length == 0;
        bytes memory nibbles = abi.encodePacked(key).toNibbles();
        bytes32 expected = root;
        uint256 depth;
        for (uint256 i; i < proof.length; ++i) {
            if (keccak256(proof[i]) != expected) return false;
            Memory.Slice[] memory node = proof[i].decodeList();
            while (true) {
                Memory.Slice child;
                if (node.length == BRANCH) {
                    child = node[uint8(nibbles[depth++])];
                    // The empty string.
                    if (child.length() == 1) return i == proof.length - 1;
                } else {
                    bytes memory path = node[0].readBytes().toNibbles();
                    uint256 start = uint8(path[0]) & ODD == 0 ? 2 : 1;
                    uint256 end = depth + path.length - start;
                    if (!path.slice(start).equal(nibbles.slice(depth, end))) return i == proof.length - 1;
                    if (uint8(path[0]) & LEAF != 0) return false;
                    (child, depth) = (node[1], end);
                }
                // A hash, or the node itself.
                if (child.length() == 33) {
                    expected = child.readBytes32();
                    break;
                }
                node = child.readList();
            }
        }
        return false;
    }
}
