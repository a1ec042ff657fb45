// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @title Conversions between assets and shares
/// @dev Prices count assets in whole `assetUnit`s; the pool keeps the part below one. One such unit and `virtualShares`
/// virtual shares belong to nobody (ERC-4626 with a decimals offset, OpenZeppelin 4.9). The initial price is assetUnit
/// / virtualShares; a first depositor cannot move it by rounding.
library ShareMath {
    using FixedPointMathLib for uint256;

    // Nothing below wraps: equity has at most 104 bits, the supply 112, virtual shares 20, a unit 30.

    /// @notice Shares for `assets`, rounded down: favours the pool when it mints.
    function toSharesDown(uint256 assets, uint256 equity, uint256 supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (uint256 shares)
    {
        unchecked {
            return (assets / assetUnit).fullMulDiv(supply + virtualShares, equity / assetUnit + 1);
        }
    }

    /// @notice Assets for `shares`, rounded down: favours the pool when it pays.
    function toAssetsDown(uint256 shares, uint256 equity, uint256 supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (uint256 assets)
    {
        unchecked {
            return shares.fullMulDiv(equity / assetUnit + 1, supply + virtualShares) * assetUnit;
        }
    }

    /// @notice Assets for `shares`, rounded up: favours the pool when it is paid.
    function toAssetsUp(uint256 shares, uint256 equity, uint256 supply, uint256 virtualShares, uint256 assetUnit)
        internal
        pure
        returns (uint256 assets)
    {
        unchecked {
            return shares.fullMulDivUp(equity / assetUnit + 1, supply + virtualShares) * assetUnit;
        }
    }
}
