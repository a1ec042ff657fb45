// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {CoverData} from "./CoverData.sol";

/// @title Data of a cover in 96 bits, beside a token's owner
/// @dev start 32 | days 11 | amount 28 | rate 24 | parties 1. The id has all that never changes. The stream rate is a
/// 20-bit mantissa and a 4-bit exponent. It is rounded up by at most 2 parts per million before anybody pays it, so the
/// sums over all covers are exact; rates below 2^20 (3,850 cover units a year) are not rounded at all.
library CoverPacking {
    uint256 private constant MANTISSA_BITS = 20;

    function pack(CoverData.Cover memory c) internal pure returns (uint96) {
        uint256 daysLong;
        unchecked {
            // An end before the start does not fit its field.
            daysLong = c.end / 1 days - c.start / 1 days;
        }
        (uint256 mantissa, uint256 exponent) = _splitRateUp(c.rate);
        // Catches a value that does not fit its field.
        assert(c.start >> 32 | exponent >> 4 | daysLong >> 11 | c.amount >> 28 | mantissa << exponent ^ c.rate == 0);
        // forge-lint: disable-start(unsafe-typecast) -- the assertion bounds every field: 96 bits in all
        return
            uint96(
                c.start << 64 | daysLong << 53 | c.amount << 25 | mantissa << 5 | exponent << 1 | (c.parties ? 1 : 0)
            );
        // forge-lint: disable-end(unsafe-typecast)
    }

    function unpack(uint96 packed) internal pure returns (CoverData.Cover memory c) {
        load(c, packed);
    }

    /// @notice Unpacks into an existing struct.
    function load(CoverData.Cover memory c, uint96 packed) internal pure {
        // Nothing wraps: the fields are far too narrow.
        unchecked {
            uint256 w = packed;
            uint256 start = w >> 64;
            c.start = start;
            c.end = (start / 1 days + (w >> 53 & CoverData.MAX_DAYS)) * 1 days;
            c.amount = w >> 25 & CoverData.MAX_AMOUNT;
            c.rate = (w >> 5 & 0xfffff) << (w >> 1 & 0xf);
            c.parties = w & 1 == 1;
        }
    }

    /// @notice The smallest storable rate that is not below `rate`.
    function roundRateUp(uint256 rate) internal pure returns (uint256) {
        (uint256 mantissa, uint256 exponent) = _splitRateUp(rate);
        return mantissa << exponent;
    }

    /// @notice The largest storable rate that is not above `rate`.
    function roundRateDown(uint256 rate) internal pure returns (uint256) {
        if (rate >> MANTISSA_BITS == 0) return rate;
        // The logarithm is at least 20 here.
        unchecked {
            uint256 exponent = FixedPointMathLib.log2(rate) + 1 - MANTISSA_BITS;
            return rate >> exponent << exponent;
        }
    }

    function _splitRateUp(uint256 rate) private pure returns (uint256 mantissa, uint256 exponent) {
        if (rate >> MANTISSA_BITS == 0) return (rate, 0);
        // The logarithm is at least 20 here, and a rate far below 2^255.
        unchecked {
            exponent = FixedPointMathLib.log2(rate) + 1 - MANTISSA_BITS;
            mantissa = (rate + (1 << exponent) - 1) >> exponent;
            // All ones rounded up needs one bit more.
            if (mantissa >> MANTISSA_BITS != 0) (mantissa, exponent) = (mantissa >> 1, exponent + 1);
        }
    }
}
