// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Buckets} from "../../src/pool/Buckets.sol";
import {Errors} from "../../src/common/Errors.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {Money, Product} from "../../src/pool/PoolWords.sol";

/// @notice The rings of committed capital against plain lists (CAP-2): eight clusters in one word, and one product.
contract CapitalBucketsTest is Test {
    struct Commitment {
        uint256 period;
        uint256 cluster;
        uint256 amount;
    }

    uint256 internal constant FARTHEST = 31; // periods
    uint256 internal constant MAX_LANE = (1 << 31) - 1;
    uint256 internal constant FLAGS = 0xa5 << 248; // above the lanes: not capital

    uint256[32] internal clusterRing;
    uint256[5] internal productRing;
    uint256 internal moneyWord;
    uint256 internal clusters = FLAGS;
    uint256 internal productWord;
    Commitment[] internal list;
    uint256 internal time = 1_790_000_000;
    uint256 internal random;

    function add(uint256 period, uint256 cluster, uint256 amount) public {
        Money memory m = Packing.toMoney(moneyWord);
        clusters = Buckets.advancedClusters(m, clusters, clusterRing, time);
        clusters = Buckets.addCluster(m, clusters, clusterRing, period, cluster, amount);
        moneyWord = Packing.pack(m);
        // Cluster 0 has one product only.
        if (cluster == 0) {
            Product memory p = Packing.toProduct(productWord);
            Buckets.advanceProduct(p, productRing, time);
            Buckets.addProduct(p, productRing, period, amount);
            productWord = Packing.pack(p);
        }
        list.push(Commitment(period, cluster, amount));
    }

    function _remove(uint256 i) internal {
        Commitment memory c = list[i];
        Money memory m = Packing.toMoney(moneyWord);
        clusters = Buckets.advancedClusters(m, clusters, clusterRing, time);
        clusters = Buckets.removeCluster(clusters, clusterRing, c.period, c.cluster, c.amount);
        moneyWord = Packing.pack(m);
        if (c.cluster == 0) {
            Product memory p = Packing.toProduct(productWord);
            Buckets.advanceProduct(p, productRing, time);
            Buckets.removeProduct(p, productRing, c.period, c.amount);
            productWord = Packing.pack(p);
        }
        list[i] = list[list.length - 1];
        list.pop();
    }

    function _next(uint256 size) internal returns (uint256) {
        random = uint256(keccak256(abi.encode(random)));
        return random % size;
    }

    function _now() internal view returns (uint256) {
        return time / 14 days;
    }

    function _assertSameAsList() internal {
        uint256[8] memory sums;
        for (uint256 i; i < list.length;) {
            if (list[i].period <= _now()) {
                list[i] = list[list.length - 1];
                list.pop();
                continue;
            }
            sums[list[i].cluster] += list[i].amount;
            ++i;
        }
        _assertClusters(sums);
        Product memory p = Packing.toProduct(productWord);
        Buckets.advanceProduct(p, productRing, time);
        assertEq(p.committed, sums[0], "product");
        assertEq(p.period, _now(), "product cursor");
    }

    function _assertClusters(uint256[8] memory sums) internal view {
        Money memory m = Packing.toMoney(moneyWord);
        uint256 word = Buckets.advancedClusters(m, clusters, clusterRing, time);
        assertEq(m.period, _now(), "cursor");
        assertEq(word & (0xff << 248), FLAGS, "the bits above the lanes stay");
        uint256 total;
        uint256 largest;
        for (uint256 i; i < 8; ++i) {
            assertEq(Buckets.lane(word, i), sums[i], "lane");
            total += sums[i];
            if (sums[i] > largest) largest = sums[i];
        }
        assertEq(Buckets.sumOf(word), total, "sum");
        assertEq(Buckets.topOf(word), largest, "top");
    }

    function _wait() internal {
        uint256 kind = _next(6);
        if (kind < 2) time += _next(3 days);
        else if (kind == 2) time += 14 days;
        else if (kind == 3) time += _next(100 days);
        else if (kind == 4) time += 430 days + _next(40 days);
        else time += 448 days * (1 + _next(3));
    }

    /// @dev Of any word, full lanes and whatever lies above them included.
    function testFuzz_CAP2_SumAndTopAreThoseOfTheLanes(uint256 word, uint256 full) public pure {
        for (uint256 i; i < 8; ++i) {
            if (full >> i & 1 == 1) word |= 0x7fffffff << i * 31;
        }
        (uint256 total, uint256 largest) = (0, 0);
        for (uint256 i; i < 8; ++i) {
            uint256 lane = word / 2 ** (31 * i) % 2 ** 31;
            total += lane;
            if (lane > largest) largest = lane;
        }
        assertEq(Buckets.sumOf(word), total, "sum");
        assertEq(Buckets.topOf(word), largest, "top");
    }

    function testFuzz_CAP2_CapitalIsThatOfAList(uint256 seed) public {
        random = seed;
        for (uint256 i; i < 40; ++i) {
            uint256 kind = _next(10);
            if (kind < 3) add(_now() + 1 + _next(3), _next(8), _next(1 << 24));
            else if (kind < 5) add(_now() + 1 + _next(FARTHEST), _next(2), _next(1 << 24));
            else if (kind == 5) add(_now() + FARTHEST, _next(8), 1 + _next(1 << 24));
            else if (kind < 8 && list.length != 0) _remove(_next(list.length));
            else _wait();
            _assertSameAsList();
        }
    }

    /// @dev Eight lanes at their maximum, spread over the whole ring: no lane borrows from the next.
    function test_T38_EveryLaneAtItsMaximum() public {
        for (uint256 cluster; cluster < 8; ++cluster) {
            for (uint256 i = 1; i <= FARTHEST; ++i) {
                add(_now() + i, cluster, i == 1 ? MAX_LANE - 30 * (MAX_LANE / 31) : MAX_LANE / 31);
            }
        }
        _assertSameAsList();
        uint256[4] memory steps = [uint256(14 days), 100 days, 200 days, 134 days];
        for (uint256 i; i < steps.length; ++i) {
            time += steps[i];
            _assertSameAsList();
        }
        assertEq(list.length, 0, "all is free");
    }

    function test_RevertWhen_T38_LaneIsOverfull() public {
        this.add(_now() + 3, 6, MAX_LANE);
        this.add(_now() + 3, 7, MAX_LANE - 1);
        this.add(_now() + 4, 5, MAX_LANE);
        this.add(_now() + 5, 7, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        this.add(_now() + 5, 7, 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        this.add(_now() + 9, 6, 1);
        _assertSameAsList();
    }

    /// @dev A ring never holds two laps that both matter: what would overrun it is refused.
    function test_RevertWhen_T38_PeriodIsTooFarAway() public {
        this.add(_now() + 1, 0, 7);
        this.add(_now() + FARTHEST, 0, 8);
        vm.expectRevert(Errors.DurationOutOfRange.selector);
        this.add(_now() + FARTHEST + 1, 0, 9);
        _assertSameAsList();
    }

    /// @dev Capital is free no earlier than asked for and less than one period later.
    function testFuzz_CAP2_PeriodRoundsUp(uint256 until) public pure {
        until = bound(until, 0, type(uint40).max);
        uint256 period = Buckets.periodOf(until);
        assertGe(period * 14 days, until);
        assertLt(period * 14 days, until + 14 days);
    }

    function testFuzz_T15_AdvancingInStepsIsTheSame(uint256 seed, uint256 end) public {
        random = seed;
        for (uint256 i; i < 20; ++i) {
            add(_now() + 1 + _next(FARTHEST), _next(8), 1 + _next(1 << 20));
        }
        end = time + bound(end, 0, 900 days);
        Money memory m = Packing.toMoney(moneyWord);
        Money memory n = Packing.toMoney(moneyWord);
        uint256 word = clusters;
        for (uint256 t = time; t <= end; t += 1 + _next(30 days)) {
            word = Buckets.advancedClusters(m, word, clusterRing, t);
        }
        word = Buckets.advancedClusters(m, word, clusterRing, end);
        assertEq(word, Buckets.advancedClusters(n, clusters, clusterRing, end));
    }
}
