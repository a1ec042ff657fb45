// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

// Each struct is one storage word, or as many as it says. Fields lie from the low end in the order in which they stand;
// the number beside a field is its width in bits.
// The arguments are written once, when a covered vault is created, and are part of its code.

/// @notice What a covered vault takes, and the incidents that it is covered against.
struct VaultAsset {
    uint256 subject; // 96: court terms whose incidents are the firings of the meter
    address asset; // 160
}

/// @notice The wrapped vault, and the product that covers it.
struct VaultWrapped {
    uint256 productId; // 56
    uint256 decimals; // 8: of the asset
    uint256 firings; // 32: of the meter before the covered vault was created
    address wrapped; // 160: an ERC-4626 vault
}

/// @notice The meter of losses of the wrapped vault.
struct VaultMeter {
    uint256 meterId; // 96: number of the meter there
    address meter; // 160
}

/// @notice What a covered vault buys. Ratios are parts per million.
struct VaultPolicy {
    uint256 maxRate; // 20: premium of a year, of the amount
    uint256 floor; // 22: of what is at risk: less cover is made up for
    uint256 target; // 22: of what is at risk: so much is bought then
    uint256 maxDeductible; // 20
    uint256 duration; // 25: of a cover and of an extension, seconds
    uint256 poolCount; // 3
    bool strict; // 1: what is deposited is covered at once
}

/// @notice A pool that a covered vault buys from.
struct VaultPool {
    uint256 poolId; // 32
    uint256 coverUnit; // 64: asset units
    address pool; // 160
}

/// @notice A cover that a covered vault holds.
struct HeldCover {
    uint256 coverId; // 96
    uint256 price; // 64: paid for what the cover streams to the pool, WAD; 0 for a gift
    uint256 poolIndex; // 8: place of the pool among those of the covered vault
}
