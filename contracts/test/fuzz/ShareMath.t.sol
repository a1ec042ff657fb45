// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ShareMath} from "../../src/pool/ShareMath.sol";

/// @notice Conversions favour the pool, and a round trip never gains (POOL-1, POOL-3).
contract ShareMathTest is Test {
    uint256 internal equity;
    uint256 internal supply;
    uint256 internal virtualShares;
    uint256 internal assetUnit;

    function _state(uint256 equity_, uint256 supply_, bool eighteen) internal {
        equity = bound(equity_, 0, type(uint104).max);
        supply = bound(supply_, 0, type(uint112).max);
        virtualShares = eighteen ? 1e3 : 1e6;
        assetUnit = eighteen ? 1e9 : 1;
    }

    function _sharesDown(uint256 assets) internal view returns (uint256) {
        return ShareMath.toSharesDown(assets, equity, supply, virtualShares, assetUnit);
    }

    function _assetsDown(uint256 shares) internal view returns (uint256) {
        return ShareMath.toAssetsDown(shares, equity, supply, virtualShares, assetUnit);
    }

    function _assetsUp(uint256 shares) internal view returns (uint256) {
        return ShareMath.toAssetsUp(shares, equity, supply, virtualShares, assetUnit);
    }

    /// @dev Against the definition: the largest, or smallest, integer on the right side of the price, in whole units.
    function testFuzz_POOL1_RoundingDirections(uint256 e, uint256 s, bool eighteen, uint256 x) public {
        _state(e, s, eighteen);
        x = bound(x, 0, type(uint104).max);
        (uint256 units, uint256 all, uint256 price) = (x / assetUnit, supply + virtualShares, equity / assetUnit + 1);
        uint256 shares = _sharesDown(x);
        assertLe(shares * price, units * all, "shares down");
        assertGt((shares + 1) * price, units * all, "and no lower than needed");
        uint256 assets = _assetsDown(x);
        assertEq(assets % assetUnit, 0, "whole units");
        assertLe(assets / assetUnit * all, x * price, "assets down");
        assertGt((assets / assetUnit + 1) * all, x * price, "and no lower than needed");
        uint256 up = _assetsUp(x);
        assertGe(up / assetUnit * all, x * price, "assets up");
        assertLe(up - assets, assetUnit, "up and down differ by one unit at most");
    }

    /// @dev All shares together are never worth more than there is.
    function testFuzz_POOL1_NoMoreThanThereIs(uint256 e, uint256 s, bool eighteen) public {
        _state(e, s, eighteen);
        assertLe(_assetsDown(supply), equity);
    }

    function testFuzz_POOL3_RoundTripNeverGains(uint256 e, uint256 s, bool eighteen, uint256 x) public {
        _state(e, s, eighteen);
        x = bound(x, 0, type(uint104).max);
        assertLe(_assetsDown(_sharesDown(x)), x, "deposit, redeem");
        assertGe(_assetsUp(_sharesDown(x) + 1), x, "the next share costs more than was paid");
        assertGe(_sharesDown(_assetsUp(x)), x, "mint pays for its shares in full");
    }

    function test_POOL1_InitialPriceIsThatOfWhatIsVirtual() public {
        _state(0, 0, false);
        assertEq(_sharesDown(1e6), 1e12);
        assertEq(_assetsDown(1e12), 1e6);
        _state(0, 0, true);
        assertEq(_sharesDown(1e18), 1e12);
    }
}
