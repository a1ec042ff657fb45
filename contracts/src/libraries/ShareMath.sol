// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Assets, Shares} from "../types/Units.sol";

/// @title Conversion between assets and shares
/// @dev `virtualShares` and `virtualAssets` belong to nobody (as in OpenZeppelin's ERC-4626, where the latter are one unit).
/// The initial price is virtualAssets / virtualShares; a first depositor cannot move the price by rounding.
library ShareMath {
    using FixedPointMathLib for uint256;

    // Why nothing below wraps: equity has at most 104 bits, the supply 112, what is virtual 30.

    /// @notice Shares for `assets`, rounded down: in favour of the pool when it mints.
    function toSharesDown(Assets assets, Assets equity, Shares supply, uint256 virtualShares, uint256 virtualAssets)
        internal
        pure
        returns (Shares)
    {
        unchecked {
            return Shares.wrap(assets.raw().fullMulDiv(supply.raw() + virtualShares, equity.raw() + virtualAssets));
        }
    }

    /// @notice Assets for `shares`, rounded down: in favour of the pool when it pays.
    function toAssetsDown(Shares shares, Assets equity, Shares supply, uint256 virtualShares, uint256 virtualAssets)
        internal
        pure
        returns (Assets)
    {
        unchecked {
            return Assets.wrap(shares.raw().fullMulDiv(equity.raw() + virtualAssets, supply.raw() + virtualShares));
        }
    }

    /// @notice Assets for `shares`, rounded up: in favour of the pool when it is paid.
    function toAssetsUp(Shares shares, Assets equity, Shares supply, uint256 virtualShares, uint256 virtualAssets)
        internal
        pure
        returns (Assets)
    {
        unchecked {
            return Assets.wrap(shares.raw().fullMulDivUp(equity.raw() + virtualAssets, supply.raw() + virtualShares));
        }
    }
}
