// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Assets and shares are added, subtracted and unwrapped only among themselves: `assets + shares` does not compile.

/// @notice An amount of a pool's asset, in the asset's smallest unit.
type Assets is uint256;

/// @notice An amount of pool shares, in the share token's smallest unit.
type Shares is uint256;

using {addAssets as +, subAssets as -} for Assets global;
using {addShares as +, subShares as -} for Shares global;
using AssetsLib for Assets global;
using SharesLib for Shares global;

function addAssets(Assets a, Assets b) pure returns (Assets) {
    return Assets.wrap(a.raw() + b.raw());
}

function subAssets(Assets a, Assets b) pure returns (Assets) {
    return Assets.wrap(a.raw() - b.raw());
}

function addShares(Shares a, Shares b) pure returns (Shares) {
    return Shares.wrap(a.raw() + b.raw());
}

function subShares(Shares a, Shares b) pure returns (Shares) {
    return Shares.wrap(a.raw() - b.raw());
}

library AssetsLib {
    /// @notice The bare number, for packing and for calls that know no units.
    function raw(Assets a) internal pure returns (uint256) {
        return Assets.unwrap(a);
    }
}

library SharesLib {
    /// @notice The bare number, for packing and for calls that know no units.
    function raw(Shares a) internal pure returns (uint256) {
        return Shares.unwrap(a);
    }
}
