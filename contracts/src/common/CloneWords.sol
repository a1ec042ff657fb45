// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

// Each struct is one storage word, or as many as it says. Fields lie from the low end in the order in which they stand;
// the number beside a field is its width in bits.
// Both are written once, when a pool is created, and are part of its code.

/// @notice Which pool it is. The first argument of a pool and of its vault.
struct PoolIdentity {
    uint256 poolId; // 32: number of the pool
    uint256 coverUnit; // 64: asset units
    address asset; // 160
}

/// @notice How much a pool sells and lets go, and how it counts shares. Ratios are parts per million of equity.
struct PoolLimits {
    uint256 assetUnit; // 30: asset units that are worth a share at first
    uint256 virtualShares; // 20: shares that belong to nobody
    uint256 cooldown; // 22: seconds from an exit request to its settlement
    uint256 exitLeverage; // 24: an exit leaves all clusters at most this
    uint256 exitCluster; // 20: an exit leaves the largest cluster at most this
    uint256 saleLeverage; // 24: a sale may bring all clusters to this
    uint256 saleCluster; // 20: a sale may bring its cluster to this
    uint256 startEquity; // 96: below this, capital counts in full from the first midnight that it is there; asset units
}
