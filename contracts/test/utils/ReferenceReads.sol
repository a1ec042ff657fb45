// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {Exits, Money, Product, Queue, Settled, ShareTotals} from "../../src/pool/PoolWords.sol";

/// @title A pool's storage words, read from outside and unpacked
library ReferenceReads {
    uint256 internal constant STREAM_RING = 21;
    uint256 internal constant CLUSTER_RING = 85;

    function word(ICoverPool pool, uint256 slot) internal view returns (uint256) {
        return words(pool, slot, 1)[0];
    }

    /// @notice `count` words from `slot` on.
    function words(ICoverPool pool, uint256 slot, uint256 count) internal view returns (uint256[] memory list) {
        bytes32[] memory slots = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            slots[i] = bytes32(slot + i);
        }
        bytes32[] memory read = pool.extsload(slots);
        list = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = uint256(read[i]);
        }
    }

    function money(ICoverPool pool) internal view returns (Money memory) {
        return Packing.toMoney(word(pool, 0));
    }

    function totals(ICoverPool pool) internal view returns (ShareTotals memory) {
        return Packing.toShareTotals(word(pool, 1));
    }

    function queue(ICoverPool pool) internal view returns (Queue memory) {
        return Packing.toQueue(word(pool, 2));
    }

    function clusters(ICoverPool pool) internal view returns (uint256) {
        return word(pool, 3);
    }

    function exits(ICoverPool pool) internal view returns (Exits memory) {
        return Packing.toExits(word(pool, 4));
    }

    function settlement(ICoverPool pool, uint256 index) internal view returns (Settled memory) {
        return Packing.toSettled(word(pool, _entry(index, 13)));
    }

    function product(ICoverPool pool, uint256 productId) internal view returns (Product memory) {
        return Packing.toProduct(word(pool, _entry(productId, 15)));
    }

    /// @notice The five words of a product's ring.
    function productRing(ICoverPool pool, uint256 productId) internal view returns (uint256[] memory) {
        return words(pool, _entry(productId, 19), 5);
    }

    /// @notice A lane of a ring's word, if the word is of the lap asked for.
    function lane(uint256 ringWord, uint256 lap, uint256 shift, uint256 bits) internal pure returns (uint256) {
        return ringWord >> 248 == lap & 0xff ? ringWord >> shift & ((1 << bits) - 1) : 0;
    }

    function _entry(uint256 key, uint256 slot) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(key, slot)));
    }
}
