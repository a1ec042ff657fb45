// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Assets, Shares} from "../common/Units.sol";

/// @title Conversion between assets and shares
/// @dev Shares tell assets apart by whole `assetUnit`s: what is below one is the pool's. One such unit and `virtualShares`
/// virtual shares belong to nobody (ERC-4626 with a decimals offset, OpenZeppelin 4.9). The initial price is
/// assetUnit / virtualShares; a first depositor cannot move the price by rounding.
library ShareMath {
    using FixedPointMathLib for uint256;

    // Why nothing below wraps: equity has at most 104 bits, the supply 112, virtual shares 20, a unit 30.

    /// @notice Shares for `assets`, rounded down: in favour of the pool when it mints.
    function toSharesDown(Assets assets, Assets equity, Shares supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (Shares)
    {
        unchecked {
            return Shares.wrap(
                (assets.raw() / assetUnit).fullMulDiv(supply.raw() + virtualShares, equity.raw() / assetUnit + 1)
            );
        }
    }

    /// @notice Assets for `shares`, rounded down: in favour of the pool when it pays.
    function toAssetsDown(Shares shares, Assets equity, Shares supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (Assets)
    {
        unchecked {
            return Assets.wrap(
                shares.raw().fullMulDiv(equity.raw() / assetUnit + 1, supply.raw() + virtualShares) * assetUnit
            );
        }
    }

    /// @notice Assets for `shares`, rounded up: in favour of the pool when it is paid.
    function toAssetsUp(Shares shares, Assets equity, Shares supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (Assets)
    {
        unchecked {
            return Assets.wrap(
                shares.raw().fullMulDivUp(equity.raw() / assetUnit + 1, supply.raw() + virtualShares) * assetUnit
            );
        }
    }
}
