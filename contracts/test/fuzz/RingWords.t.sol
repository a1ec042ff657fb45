// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Buckets} from "../../src/pool/Buckets.sol";
import {Money, Product} from "../../src/pool/PoolWords.sol";

/// @notice The bucket rings are written through pointers: here against plain array elements, over all of a ring and a lap
/// more, with the words beside them untouched.
contract RingWordsTest is Test {
    uint256 internal below = 1;
    uint256[64] internal weeks_;
    uint256[32] internal periods;
    uint256[5] internal words;
    uint256[5] internal other;
    uint256 internal above = 2;

    function _assertOnlyStream(uint256 index, uint256 word) internal view {
        for (uint256 i; i < 64; ++i) {
            assertEq(weeks_[i], i == index ? word : 0);
        }
    }

    function testFuzz_StreamWord(uint256 endDay, uint256 rate) public {
        endDay = bound(endDay, 20_000, 20_000 + 2 * 64 * 7);
        rate = bound(rate, 1, (1 << 35) - 1);
        Money memory m;
        m.day = endDay - 1;
        Buckets.addStream(m, weeks_, endDay, rate);
        uint256 week = endDay / 7;
        _assertOnlyStream(week % 64, week / 64 << 248 | rate << (endDay % 7) * 35);
        Buckets.removeStream(m, weeks_, endDay, rate);
        _assertOnlyStream(week % 64, week / 64 << 248);
        assertEq(m.rate, 0);
        _assertNeighbours();
    }

    /// @dev A word put there as an array's element is what the walk reads.
    function testFuzz_StreamWalkReadsTheElement(uint256 endDay, uint256 rate) public {
        endDay = bound(endDay, 20_000, 20_000 + 2 * 64 * 7);
        rate = bound(rate, 1, (1 << 35) - 1);
        uint256 week = endDay / 7;
        weeks_[week % 64] = week / 64 << 248 | rate << (endDay % 7) * 35;
        Money memory m;
        (m.day, m.rate, m.rateEnd) = (endDay - 1, rate + 1, rate * endDay + 7);
        Buckets.advanceStream(m, weeks_, endDay);
        assertEq(m.rate, 1);
        assertEq(m.rateEnd, 7);
    }

    function testFuzz_ClusterWord(uint256 period, uint256 cluster, uint256 amount) public {
        period = bound(period, 1400, 1400 + 64);
        cluster = bound(cluster, 0, 7);
        amount = bound(amount, 1, (1 << 31) - 1);
        Money memory m;
        m.period = period - 1;
        uint256 clusters = Buckets.addCluster(m, 0, periods, period, cluster, amount);
        uint256 lanes = amount << cluster * 31;
        assertEq(clusters, lanes);
        for (uint256 i; i < 32; ++i) {
            assertEq(periods[i], i == period % 32 ? period / 32 << 248 | lanes : 0);
        }
        assertEq(Buckets.clusterBucket(periods, period), lanes);
        assertEq(Buckets.advancedClusters(m, clusters, periods, period * 14 days), 0);
        assertEq(Buckets.removeCluster(clusters, periods, period, cluster, amount), 0);
        assertEq(periods[period % 32], period / 32 << 248);
        _assertNeighbours();
    }

    function testFuzz_ProductWord(uint256 period, uint256 amount) public {
        period = bound(period, 1400, 1400 + 80);
        amount = bound(amount, 1, (1 << 31) - 1);
        Product memory p;
        p.period = period - 1;
        Buckets.addProduct(p, words, period, amount);
        uint256 number = period / 8;
        for (uint256 i; i < 5; ++i) {
            assertEq(words[i], i == number % 5 ? number / 5 << 248 | amount << (period % 8) * 31 : 0);
        }
        assertEq(p.committed, amount);
        Buckets.advanceProduct(p, words, period * 14 days);
        assertEq(p.committed, 0);
        _assertNeighbours();
    }

    /// @dev Moving is taking out and putting in, within a word and across two.
    function testFuzz_MoveProduct(uint256 from, uint256 to, uint256 amount, uint256 moved) public {
        from = bound(from, 1400, 1431);
        to = bound(to, 1400, 1431);
        amount = bound(amount, 1, (1 << 30) - 1);
        moved = bound(moved, 0, amount);
        Product memory p;
        Product memory q;
        Buckets.addProduct(p, words, from, amount);
        Buckets.addProduct(p, words, to, amount);
        Buckets.addProduct(q, other, from, amount);
        Buckets.addProduct(q, other, to, amount);
        Buckets.moveProduct(p, words, from, to, moved);
        Buckets.removeProduct(q, other, from, moved);
        Buckets.addProduct(q, other, to, moved);
        for (uint256 i; i < 5; ++i) {
            assertEq(words[i], other[i]);
        }
        assertEq(p.committed, q.committed);
    }

    function _assertNeighbours() internal view {
        assertEq(below, 1);
        assertEq(above, 2);
    }
}
