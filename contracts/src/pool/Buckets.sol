// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Money, Product} from "./PoolWords.sol";
import {Errors} from "../common/Errors.sol";

/// @title Time buckets of covers that end, without a list of covers
/// @dev Three rings of words, addressed modulo their length. Each word carries the number of its lap. A word of an
/// older lap is empty, and its next use overwrites it: after the first lap no slot is ever new again, and nothing has
/// to be cleared. Laps fit 8 bits for as long as a day fits 16 (until 2149).
///
/// stream    64 words, one a week:            lap 8 | 7 days × 35        Σ stream rate that ends on that day
/// clusters  32 words, one a period of 14 d:  lap 8 | 8 clusters × 31    committed cover units freed in that period
/// product    5 words, one per 8 periods:     lap 8 | 8 periods × 31     the same for one product
///
/// A ring never holds two laps that both matter: what is added ends less than 64 weeks and less than 32 periods away,
/// and 5 words of 8 periods hold 32 periods with any beginning.
library Buckets {
    /// @dev A word of a ring. A write through a struct does not read and mask the word first, as a write to an array's
    /// element does.
    struct Word {
        uint256 bits;
    }

    uint256 internal constant PERIOD = 14 days;

    uint256 private constant LANES = (1 << 248) - 1;
    uint256 private constant RATE_BITS = 35;
    uint256 private constant RATE_MASK = (1 << RATE_BITS) - 1;
    uint256 private constant EVEN_LANES = RATE_MASK | RATE_MASK << 70 | RATE_MASK << 140 | RATE_MASK << 210;
    uint256 private constant WEEKS = 64;

    uint256 private constant CAPITAL_BITS = 31;
    uint256 private constant CAPITAL_MASK = (1 << CAPITAL_BITS) - 1;
    uint256 private constant EVEN_CAPITAL =
        CAPITAL_MASK | CAPITAL_MASK << 62 | CAPITAL_MASK << 124 | CAPITAL_MASK << 186;
    /// @dev The largest amount in a cluster's lane, cover units.
    uint256 internal constant MAX_LANE = CAPITAL_MASK;
    uint256 private constant PERIODS = 32;
    uint256 private constant PERIODS_A_WORD = 8;
    uint256 private constant PRODUCT_WORDS = 5;

    /// @notice The period in which capital committed until the time `until` is free again, rounded up.
    function periodOf(uint256 until) internal pure returns (uint256) {
        unchecked {
            return (until + PERIOD - 1) / PERIOD;
        }
    }

    // ---------------------------------------------------------------- stream

    /// @notice Takes the rates whose end day has come out of the sums.
    function advanceStream(Money memory m, uint256[64] storage ring, uint256 today) internal view {
        // Nothing here can wrap: the sums hold every lane, and a lane is taken out once.
        unchecked {
            uint256 first = m.day + 1;
            if (first > today) return;
            m.day = today;
            uint256 rate = m.rate;
            if (rate == 0) return;
            uint256 rateEnd = m.rateEnd;
            uint256 last = today / 7;
            for (uint256 week = first / 7; week <= last; ++week) {
                uint256 word = _week(ring, week).bits;
                if (word >> 248 == week / WEEKS) {
                    // Only the lanes from the cursor to now.
                    uint256 day0 = week * 7;
                    uint256 passed = FixedPointMathLib.zeroFloorSub(first, day0) * RATE_BITS;
                    uint256 begun = (FixedPointMathLib.min(today - day0, 6) + 1) * RATE_BITS;
                    (uint256 sum, uint256 weighted) = _sumLanes(word >> passed << passed & ((1 << begun) - 1));
                    rate -= sum;
                    rateEnd -= sum * day0 + weighted;
                    if (rate == 0) break;
                }
            }
            m.rate = rate;
            m.rateEnd = rateEnd;
        }
    }

    /// @dev Σ lane and Σ lane × number of a word of 7 × 35 bits. Every second lane apart is a polynomial in 2^70 whose
    /// product with the reversed weights has the sum at 2^210; no coefficient reaches 2^46, so none runs into the next.
    function _sumLanes(uint256 word) private pure returns (uint256 sum, uint256 weighted) {
        unchecked {
            uint256 even = word & EVEN_LANES;
            uint256 odd = word >> RATE_BITS & EVEN_LANES;
            sum = (even + odd) * (1 << 210 | 1 << 140 | 1 << 70 | 1) >> 210;
            weighted = even * (2 << 140 | 4 << 70 | 6) >> 210;
            weighted += odd * (1 << 210 | 3 << 140 | 5 << 70 | 7) >> 210;
        }
    }

    // Below, what is added is bounded by the check beside it, and what is taken out was added before.

    /// @notice Adds a rate to the sums and to the lane of its end day, which is less than 64 weeks away.
    function addStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate) internal {
        require(tryAddStream(m, ring, endDay, rate), Errors.CapacityExceeded(0));
    }

    /// @notice The same as `addStream`, but returns false and changes nothing if the lane is too full.
    function tryAddStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate)
        internal
        returns (bool)
    {
        unchecked {
            uint256 week = endDay / 7;
            uint256 shift = (endDay % 7) * RATE_BITS;
            Word storage w = _week(ring, week);
            uint256 word = _read(w, week / WEEKS);
            require(week - m.day / 7 < WEEKS, Errors.DurationOutOfRange());
            if ((word >> shift & RATE_MASK) + rate > RATE_MASK) return false;
            w.bits = _tag(word + (rate << shift), week / WEEKS);
            m.rate += rate;
            m.rateEnd += rate * endDay;
            return true;
        }
    }

    /// @notice The largest rate for which the lane of an end day still has room.
    function streamRoom(uint256[64] storage ring, uint256 endDay) internal view returns (uint256) {
        unchecked {
            uint256 week = endDay / 7;
            return RATE_MASK - (_read(_week(ring, week), week / WEEKS) >> (endDay % 7) * RATE_BITS & RATE_MASK);
        }
    }

    /// @notice Takes a rate that still streams out of the sums and out of its lane.
    function removeStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate) internal {
        unchecked {
            uint256 week = endDay / 7;
            _week(ring, week).bits -= rate << ((endDay % 7) * RATE_BITS);
            m.rate -= rate;
            m.rateEnd -= rate * endDay;
        }
    }

    // -------------------------------------------------------------- clusters

    /// @notice Takes the covers whose capital is free by `timestamp` out of the cluster lanes.
    function advancedClusters(Money memory m, uint256 clusters, uint256[32] storage ring, uint256 timestamp)
        internal
        view
        returns (uint256)
    {
        // No lane can borrow from the next one: each lane holds at least what its buckets hold.
        unchecked {
            uint256 period = m.period;
            uint256 current = timestamp / PERIOD;
            while (period < current) {
                if (clusters << 8 == 0) break; // no lane holds anything
                ++period;
                uint256 word = _period(ring, period).bits;
                if (word >> 248 == period / PERIODS) clusters -= word & LANES;
            }
            m.period = current;
            return clusters;
        }
    }

    /// @notice Cover of one cluster that becomes free in `period`, cover units.
    function clusterBucket(uint256[32] storage ring, uint256 period) internal view returns (uint256 lanes) {
        return _read(_period(ring, period), period / PERIODS);
    }

    /// @notice Adds cover to a cluster's lane and to the bucket of `period`, which is less than 32 periods away.
    function addCluster(
        Money memory m,
        uint256 clusters,
        uint256[32] storage ring,
        uint256 period,
        uint256 cluster,
        uint256 amount
    ) internal returns (uint256) {
        unchecked {
            uint256 shift = cluster * CAPITAL_BITS;
            require(period - m.period < PERIODS, Errors.DurationOutOfRange());
            require((clusters >> shift & CAPITAL_MASK) + amount <= CAPITAL_MASK, Errors.CapacityExceeded(0));
            Word storage w = _period(ring, period);
            w.bits = _tag(_read(w, period / PERIODS) + (amount << shift), period / PERIODS);
            return clusters + (amount << shift);
        }
    }

    function removeCluster(uint256 clusters, uint256[32] storage ring, uint256 period, uint256 cluster, uint256 amount)
        internal
        returns (uint256)
    {
        unchecked {
            amount <<= cluster * CAPITAL_BITS;
            _period(ring, period).bits -= amount;
            return clusters - amount;
        }
    }

    /// @notice One cluster's committed cover, cover units.
    function lane(uint256 clusters, uint256 cluster) internal pure returns (uint256) {
        return clusters >> (cluster * CAPITAL_BITS) & CAPITAL_MASK;
    }

    /// @notice All clusters' committed cover, cover units.
    /// @dev Pairs of lanes are a polynomial in 2^62 whose product with ones has the sum at 2^186; no coefficient reaches
    /// 2^35, so none runs into the next. Lane by lane it takes 150 gas more.
    function sumOf(uint256 clusters) internal pure returns (uint256) {
        unchecked {
            uint256 pairs = (clusters & EVEN_CAPITAL) + (clusters >> CAPITAL_BITS & EVEN_CAPITAL);
            return pairs * (1 << 186 | 1 << 124 | 1 << 62 | 1) >> 186 & 0x3fffffffffffffff;
        }
    }

    /// @notice The committed cover of the largest cluster, cover units.
    function topOf(uint256 clusters) internal pure returns (uint256 top) {
        for (uint256 w = clusters & LANES; w != 0; w >>= CAPITAL_BITS) {
            top = FixedPointMathLib.max(top, w & CAPITAL_MASK);
        }
    }

    // --------------------------------------------------------------- product

    /// @notice Takes the covers whose capital is free by `timestamp` out of a product's total.
    function advanceProduct(Product memory p, uint256[5] storage ring, uint256 timestamp) internal view {
        unchecked {
            uint256 period = p.period;
            uint256 current = timestamp / PERIOD;
            if (period >= current) return;
            p.period = current;
            uint256 committed = p.committed;
            if (committed == 0) return;
            while (period < current) {
                uint256 first = period + 1;
                uint256 number = first / PERIODS_A_WORD;
                period = number * PERIODS_A_WORD + PERIODS_A_WORD - 1;
                uint256 word = _eightPeriods(ring, number).bits;
                if (word >> 248 == number / PRODUCT_WORDS) {
                    // Only the lanes from the cursor to now, moved down so that the first of them is lane 0.
                    uint256 lanes = FixedPointMathLib.min(period, current) + 1 - first;
                    word = (word >> (first % PERIODS_A_WORD) * CAPITAL_BITS) & ((1 << lanes * CAPITAL_BITS) - 1);
                    for (; word != 0; word >>= CAPITAL_BITS) {
                        committed -= word & CAPITAL_MASK;
                    }
                    if (committed == 0) break;
                }
            }
            p.committed = committed;
        }
    }

    /// @dev A product never holds more than its cluster, whose lane has been checked against 31 bits.
    function addProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        unchecked {
            uint256 number = period / PERIODS_A_WORD;
            Word storage w = _eightPeriods(ring, number);
            uint256 word = _read(w, number / PRODUCT_WORDS) + (amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS));
            w.bits = _tag(word, number / PRODUCT_WORDS);
            p.committed += amount;
        }
    }

    function removeProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        unchecked {
            uint256 number = period / PERIODS_A_WORD;
            _eightPeriods(ring, number).bits -= amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS);
            p.committed -= amount;
        }
    }

    /// @dev Moves cover of a product from one period to another. The two often share a word.
    function moveProduct(Product memory p, uint256[5] storage ring, uint256 from, uint256 to, uint256 amount) internal {
        unchecked {
            uint256 number = from / PERIODS_A_WORD;
            if (number != to / PERIODS_A_WORD) {
                removeProduct(p, ring, from, amount);
                addProduct(p, ring, to, amount);
                return;
            }
            Word storage w = _eightPeriods(ring, number);
            w.bits = w.bits - (amount << (from % PERIODS_A_WORD) * CAPITAL_BITS)
                + (amount << (to % PERIODS_A_WORD) * CAPITAL_BITS);
        }
    }

    // ----------------------------------------------------------------- words

    // Pointers to the words of a ring: the place of `ring[week % WEEKS]` and the like. A write costs about 200 gas
    // less.

    function _week(uint256[64] storage ring, uint256 week) private pure returns (Word storage w) {
        assembly ("memory-safe") {
            w.slot := add(ring.slot, mod(week, WEEKS))
        }
    }

    function _period(uint256[32] storage ring, uint256 period) private pure returns (Word storage w) {
        assembly ("memory-safe") {
            w.slot := add(ring.slot, mod(period, PERIODS))
        }
    }

    function _eightPeriods(uint256[5] storage ring, uint256 eighth) private pure returns (Word storage w) {
        assembly ("memory-safe") {
            w.slot := add(ring.slot, mod(eighth, PRODUCT_WORDS))
        }
    }

    // ------------------------------------------------------------------ laps

    function _read(Word storage w, uint256 lap) private view returns (uint256) {
        uint256 word = w.bits;
        return word >> 248 == lap ? word & LANES : 0;
    }

    function _tag(uint256 lanes, uint256 lap) private pure returns (uint256) {
        return lap << 248 | lanes;
    }
}
