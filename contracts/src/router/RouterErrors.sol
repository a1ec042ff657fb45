// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Errors of the router
library RouterErrors {
    error UnknownPool(uint256 poolId); // the cover token knows no pool of this number
    error SharesBelowMin(uint256 shares); // of the pool, that the deposit would issue
}
