// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Money, Product} from "../types/PoolTypes.sol";
import {Errors} from "./Errors.sol";

/// @title Time buckets: what ends when, without a list of covers
/// @dev Three rings of words, addressed modulo their length. Each word carries the number of its lap; a word of an older
/// lap is empty and is overwritten by its next use, so that after the first lap no slot is ever new again and nothing has
/// to be cleared. Laps fit 8 bits for as long as a day fits 16 (until 2149).
///
/// stream    64 words, one a week:            lap 8 | 7 days × 35        Σ stream rate that ends on that day
/// clusters  32 words, one a period of 14 d:  lap 8 | 8 clusters × 31    committed quanta freed in that period
/// product    5 words, one per 8 periods:     lap 8 | 8 periods × 31     the same for one product
///
/// A cover's end is at most 374 days away and its capital is free at most two periods later, so a ring never holds two
/// laps that both matter: 64 weeks > 54, 32 periods > 30, 5 words of 8 periods > 30 periods begun anywhere.
library Buckets {
    uint256 internal constant PERIOD = 14 days;

    uint256 private constant LANES = (1 << 248) - 1;
    uint256 private constant RATE_BITS = 35;
    uint256 private constant RATE_MASK = (1 << RATE_BITS) - 1;
    uint256 private constant WEEKS = 64;

    uint256 private constant CAPITAL_BITS = 31;
    uint256 private constant CAPITAL_MASK = (1 << CAPITAL_BITS) - 1;
    uint256 private constant PERIODS = 32;
    uint256 private constant PERIODS_A_WORD = 8;
    uint256 private constant PRODUCT_WORDS = 5;

    /// @notice The period in which capital committed until `until` is free again: rounded up.
    function periodOf(uint256 until) internal pure returns (uint256) {
        return (until + PERIOD - 1) / PERIOD;
    }

    // ---------------------------------------------------------------- stream

    /// @notice Takes the rates out of the sums whose end day has come.
    function advanceStream(Money memory m, uint256[64] storage ring, uint256 today) internal view {
        uint256 day = m.day;
        if (day >= today) return;
        uint256 rate = m.rate;
        uint256 rateEnd = m.rateEnd;
        while (day < today && rate != 0) {
            uint256 week = (++day) / 7;
            uint256 word = _read(ring[week % WEEKS], week / WEEKS);
            uint256 last = week * 7 + 6;
            if (last > today) last = today;
            if (word != 0) {
                word >>= (day % 7) * RATE_BITS;
                for (; day <= last; ++day) {
                    uint256 ending = word & RATE_MASK;
                    rate -= ending;
                    rateEnd -= ending * day;
                    word >>= RATE_BITS;
                }
            }
            day = last;
        }
        m.rate = rate;
        m.rateEnd = rateEnd;
        m.day = today;
    }

    /// @notice Adds a rate to the sums and to the lane of its end day.
    function addStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate) internal {
        uint256 week = endDay / 7;
        uint256 word = _read(ring[week % WEEKS], week / WEEKS);
        uint256 shift = (endDay % 7) * RATE_BITS;
        require((word >> shift & RATE_MASK) + rate <= RATE_MASK, Errors.CapacityExceeded(0));
        ring[week % WEEKS] = _tag(word + (rate << shift), week / WEEKS);
        m.rate += rate;
        m.rateEnd += rate * endDay;
    }

    /// @notice Takes a rate that still streams out of the sums and of its lane.
    function removeStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate) internal {
        uint256 week = endDay / 7;
        ring[week % WEEKS] -= rate << ((endDay % 7) * RATE_BITS);
        m.rate -= rate;
        m.rateEnd -= rate * endDay;
    }

    // -------------------------------------------------------------- clusters

    /// @notice Takes the covers out of the cluster lanes whose capital is free by `timestamp`.
    function advancedClusters(Money memory m, uint256 clusters, uint256[32] storage ring, uint256 timestamp)
        internal
        view
        returns (uint256)
    {
        uint256 period = m.period;
        uint256 current = timestamp / PERIOD;
        while (period < current && clusters & LANES != 0) {
            ++period;
            // No lane can borrow: each holds at least what its buckets hold.
            clusters -= _read(ring[period % PERIODS], period / PERIODS);
        }
        m.period = current;
        return clusters;
    }

    /// @notice Cover of one cluster that becomes free in `period`, quanta.
    function clusterBucket(uint256[32] storage ring, uint256 period) internal view returns (uint256 lanes) {
        return _read(ring[period % PERIODS], period / PERIODS);
    }

    function addCluster(uint256 clusters, uint256[32] storage ring, uint256 period, uint256 cluster, uint256 amount)
        internal
        returns (uint256)
    {
        uint256 shift = cluster * CAPITAL_BITS;
        require((clusters >> shift & CAPITAL_MASK) + amount <= CAPITAL_MASK, Errors.CapacityExceeded(0));
        uint256 word = _read(ring[period % PERIODS], period / PERIODS);
        ring[period % PERIODS] = _tag(word + (amount << shift), period / PERIODS);
        return clusters + (amount << shift);
    }

    function removeCluster(uint256 clusters, uint256[32] storage ring, uint256 period, uint256 cluster, uint256 amount)
        internal
        returns (uint256)
    {
        amount <<= cluster * CAPITAL_BITS;
        ring[period % PERIODS] -= amount;
        return clusters - amount;
    }

    /// @notice One cluster's committed cover, quanta.
    function lane(uint256 clusters, uint256 cluster) internal pure returns (uint256) {
        return clusters >> (cluster * CAPITAL_BITS) & CAPITAL_MASK;
    }

    /// @notice All clusters' committed cover and that of the largest, quanta.
    function sumAndTop(uint256 clusters) internal pure returns (uint256 sum, uint256 top) {
        for (uint256 w = clusters & LANES; w != 0; w >>= CAPITAL_BITS) {
            uint256 amount = w & CAPITAL_MASK;
            sum += amount;
            if (amount > top) top = amount;
        }
    }

    // --------------------------------------------------------------- product

    /// @notice Takes the covers out of a product's total whose capital is free by `timestamp`.
    function advanceProduct(Product memory p, uint256[5] storage ring, uint256 timestamp) internal view {
        uint256 period = p.period;
        uint256 current = timestamp / PERIOD;
        uint256 committed = p.committed;
        while (period < current && committed != 0) {
            uint256 number = (++period) / PERIODS_A_WORD;
            uint256 word = _read(ring[number % PRODUCT_WORDS], number / PRODUCT_WORDS);
            uint256 last = number * PERIODS_A_WORD + PERIODS_A_WORD - 1;
            if (last > current) last = current;
            word >>= (period % PERIODS_A_WORD) * CAPITAL_BITS;
            for (; period <= last; ++period) {
                committed -= word & CAPITAL_MASK;
                word >>= CAPITAL_BITS;
            }
            period = last;
        }
        p.committed = committed;
        p.period = current;
    }

    function addProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        uint256 number = period / PERIODS_A_WORD;
        uint256 word = _read(ring[number % PRODUCT_WORDS], number / PRODUCT_WORDS);
        word += amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS);
        ring[number % PRODUCT_WORDS] = _tag(word, number / PRODUCT_WORDS);
        // A product never holds more than its cluster, which has been checked against 31 bits.
        p.committed += amount;
    }

    function removeProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        uint256 number = period / PERIODS_A_WORD;
        ring[number % PRODUCT_WORDS] -= amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS);
        p.committed -= amount;
    }

    // ------------------------------------------------------------------ laps

    function _read(uint256 word, uint256 lap) private pure returns (uint256) {
        return word >> 248 == lap & 0xff ? word & LANES : 0;
    }

    function _tag(uint256 lanes, uint256 lap) private pure returns (uint256) {
        return lap << 248 | lanes;
    }
}
