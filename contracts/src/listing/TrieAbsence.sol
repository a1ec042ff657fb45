// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @title Proofs of absence from a Merkle-Patricia trie
/// @notice Complements OpenZeppelin's TrieProof, which proves what is there, and refuses or reverts where nothing is.
/// @dev Before a node is read, it is compared with its hash in its parent, or is a part of that parent.
library TrieAbsence {
    using Bytes for bytes;
    using Memory for Memory.Slice;
    using RLP for *;

    /// @dev Root of an empty trie: hash of the empty string's RLP.
    bytes32 private constant EMPTY = keccak256(hex"80");
    uint256 private constant BRANCH = 17;
    /// @dev Bits of a path's first nibble: the rest has odd length; the path ends in a value.
    uint256 private constant ODD = 1;
    uint256 private constant LEAF = 2;

    /// @notice Whether `proof` shows that `root` holds nothing under `key`.
    /// @param root of the trie
    /// @param key key in the trie's form: a hash in Ethereum's tries, so that all keys have one length and no branch
    /// holds a value
    /// @param proof nodes from the root on, each once; none for an empty trie. Nodes below 32 bytes are in their
    /// parents
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
