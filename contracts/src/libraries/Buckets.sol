// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

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
/// A ring never holds two laps that both matter: what is added ends less than 64 weeks and less than 32 periods away, and
/// 5 words of 8 periods hold 32 periods begun anywhere.
library Buckets {
    uint256 internal constant PERIOD = 14 days;

    uint256 private constant LANES = (1 << 248) - 1;
    uint256 private constant RATE_BITS = 35;
    uint256 private constant RATE_MASK = (1 << RATE_BITS) - 1;
    uint256 private constant EVEN_LANES = RATE_MASK | RATE_MASK << 70 | RATE_MASK << 140 | RATE_MASK << 210;
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
        // Nothing here can wrap: the sums hold every lane, and a lane is taken out once.
        unchecked {
            uint256 day = m.day;
            if (day >= today) return;
            uint256 rate = m.rate;
            uint256 rateEnd = m.rateEnd;
            while (day < today && rate != 0) {
                uint256 first = day + 1;
                uint256 week = first / 7;
                day = FixedPointMathLib.min(week * 7 + 6, today);
                uint256 word = _read(ring[week % WEEKS], week / WEEKS);
                if (word == 0) continue;
                // Only the lanes from the cursor to now, moved down so that the first of them is lane 0.
                word = (word >> (first % 7) * RATE_BITS) & ((1 << (day + 1 - first) * RATE_BITS) - 1);
                (uint256 sum, uint256 weighted) = _sumLanes(word);
                rate -= sum;
                rateEnd -= sum * first + weighted;
            }
            m.rate = rate;
            m.rateEnd = rateEnd;
            m.day = today;
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
        unchecked {
            uint256 week = endDay / 7;
            uint256 shift = (endDay % 7) * RATE_BITS;
            uint256 word = _read(ring[week % WEEKS], week / WEEKS);
            require(week - m.day / 7 < WEEKS, Errors.DurationOutOfRange());
            require((word >> shift & RATE_MASK) + rate <= RATE_MASK, Errors.CapacityExceeded(0));
            ring[week % WEEKS] = _tag(word + (rate << shift), week / WEEKS);
            m.rate += rate;
            m.rateEnd += rate * endDay;
        }
    }

    /// @notice Takes a rate that still streams out of the sums and of its lane.
    function removeStream(Money memory m, uint256[64] storage ring, uint256 endDay, uint256 rate) internal {
        unchecked {
            uint256 week = endDay / 7;
            ring[week % WEEKS] -= rate << ((endDay % 7) * RATE_BITS);
            m.rate -= rate;
            m.rateEnd -= rate * endDay;
        }
    }

    // -------------------------------------------------------------- clusters

    /// @notice Takes the covers out of the cluster lanes whose capital is free by `timestamp`.
    function advancedClusters(Money memory m, uint256 clusters, uint256[32] storage ring, uint256 timestamp)
        internal
        view
        returns (uint256)
    {
        // No lane can borrow from the next: each holds at least what its buckets hold.
        unchecked {
            uint256 period = m.period;
            uint256 current = timestamp / PERIOD;
            while (period < current && clusters & LANES != 0) {
                ++period;
                clusters -= _read(ring[period % PERIODS], period / PERIODS);
            }
            m.period = current;
            return clusters;
        }
    }

    /// @notice Cover of one cluster that becomes free in `period`, quanta.
    function clusterBucket(uint256[32] storage ring, uint256 period) internal view returns (uint256 lanes) {
        return _read(ring[period % PERIODS], period / PERIODS);
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
            uint256 word = _read(ring[period % PERIODS], period / PERIODS);
            ring[period % PERIODS] = _tag(word + (amount << shift), period / PERIODS);
            return clusters + (amount << shift);
        }
    }

    function removeCluster(uint256 clusters, uint256[32] storage ring, uint256 period, uint256 cluster, uint256 amount)
        internal
        returns (uint256)
    {
        unchecked {
            amount <<= cluster * CAPITAL_BITS;
            ring[period % PERIODS] -= amount;
            return clusters - amount;
        }
    }

    /// @notice One cluster's committed cover, quanta.
    function lane(uint256 clusters, uint256 cluster) internal pure returns (uint256) {
        return clusters >> (cluster * CAPITAL_BITS) & CAPITAL_MASK;
    }

    /// @notice All clusters' committed cover and that of the largest, quanta.
    function sumAndTop(uint256 clusters) internal pure returns (uint256 sum, uint256 top) {
        unchecked {
            for (uint256 w = clusters & LANES; w != 0; w >>= CAPITAL_BITS) {
                uint256 amount = w & CAPITAL_MASK;
                sum += amount;
                if (amount > top) top = amount;
            }
        }
    }

    // --------------------------------------------------------------- product

    /// @notice Takes the covers out of a product's total whose capital is free by `timestamp`.
    function advanceProduct(Product memory p, uint256[5] storage ring, uint256 timestamp) internal view {
        unchecked {
            uint256 period = p.period;
            uint256 current = timestamp / PERIOD;
            uint256 committed = p.committed;
            while (period < current && committed != 0) {
                uint256 first = period + 1;
                uint256 number = first / PERIODS_A_WORD;
                period = FixedPointMathLib.min(number * PERIODS_A_WORD + PERIODS_A_WORD - 1, current);
                uint256 word = _read(ring[number % PRODUCT_WORDS], number / PRODUCT_WORDS);
                word >>= (first % PERIODS_A_WORD) * CAPITAL_BITS;
                for (uint256 left = period + 1 - first; left != 0 && word != 0; --left) {
                    committed -= word & CAPITAL_MASK;
                    word >>= CAPITAL_BITS;
                }
            }
            p.committed = committed;
            p.period = current;
        }
    }

    /// @dev A product never holds more than its cluster, whose lane has been checked against 31 bits.
    function addProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        unchecked {
            uint256 number = period / PERIODS_A_WORD;
            uint256 word = _read(ring[number % PRODUCT_WORDS], number / PRODUCT_WORDS);
            word += amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS);
            ring[number % PRODUCT_WORDS] = _tag(word, number / PRODUCT_WORDS);
            p.committed += amount;
        }
    }

    function removeProduct(Product memory p, uint256[5] storage ring, uint256 period, uint256 amount) internal {
        unchecked {
            uint256 number = period / PERIODS_A_WORD;
            ring[number % PRODUCT_WORDS] -= amount << ((period % PERIODS_A_WORD) * CAPITAL_BITS);
            p.committed -= amount;
        }
    }

    // ------------------------------------------------------------------ laps

    function _read(uint256 word, uint256 lap) private pure returns (uint256) {
        return word >> 248 == lap & 0xff ? word & LANES : 0;
    }

    function _tag(uint256 lanes, uint256 lap) private pure returns (uint256) {
        return lap << 248 | lanes;
    }
}
