// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Data of a cover, and the numbers in its id
/// @notice Interfaces use it, so it depends on nothing. `CoverPacking` stores it.
library CoverData {
    struct Cover {
        uint256 start; // start of protection, seconds
        uint256 end; // end of protection, exclusive; 00:00 UTC
        uint256 amount; // remaining amount, cover units
        uint256 rate; // stream rate, 2^-33 cover units a second
        bool parties; // insured and refundTo are stored apart; otherwise the owner is both
    }

    uint256 internal constant MAX_AMOUNT = (1 << 28) - 1;
    uint256 internal constant MAX_DAYS = (1 << 11) - 1;
    /// @dev The largest rate in a lane of the stream buckets.
    uint256 internal constant MAX_RATE = (1 << 35) - 1;

    // coverId = pool 32 | terms 32 | serial 32

    function id(uint256 poolId, uint256 termsId, uint256 serial) internal pure returns (uint256) {
        return poolId << 64 | termsId << 32 | serial;
    }

    function poolIdOf(uint256 coverId) internal pure returns (uint256) {
        return coverId >> 64;
    }

    function termsIdOf(uint256 coverId) internal pure returns (uint256) {
        return (coverId >> 32) & 0xffffffff;
    }
}
