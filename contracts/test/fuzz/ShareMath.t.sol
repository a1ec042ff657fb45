// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ShareMath} from "../../src/libraries/ShareMath.sol";
import {Assets, Shares} from "../../src/types/Units.sol";

/// @notice Conversions favour the pool, and a round trip never gains (POOL-1, POOL-3).
contract ShareMathTest is Test {
    uint256 internal equity;
    uint256 internal supply;
    uint256 internal virtualShares;
    uint256 internal virtualAssets;

    function _state(uint256 equity_, uint256 supply_, bool eighteen) internal {
        equity = bound(equity_, 0, type(uint104).max);
        supply = bound(supply_, 0, type(uint112).max);
        virtualShares = eighteen ? 1e3 : 1e6;
        virtualAssets = eighteen ? 1e9 : 1;
    }

    function _sharesDown(uint256 assets) internal view returns (uint256) {
        return
            ShareMath.toSharesDown(Assets.wrap(assets), Assets.wrap(equity), Shares.wrap(supply), virtualShares, virtualAssets).raw();
    }

    function _assetsDown(uint256 shares) internal view returns (uint256) {
        return
            ShareMath.toAssetsDown(Shares.wrap(shares), Assets.wrap(equity), Shares.wrap(supply), virtualShares, virtualAssets).raw();
    }

    function _assetsUp(uint256 shares) internal view returns (uint256) {
        return ShareMath.toAssetsUp(Shares.wrap(shares), Assets.wrap(equity), Shares.wrap(supply), virtualShares, virtualAssets).raw();
    }

    /// @dev Against the definition: the largest, or smallest, integer on the right side of the price.
    function testFuzz_POOL1_RoundingDirections(uint256 e, uint256 s, bool eighteen, uint256 x) public {
        _state(e, s, eighteen);
        x = bound(x, 0, type(uint104).max);
        uint256 shares = _sharesDown(x);
        assertLe(shares * (equity + virtualAssets), x * (supply + virtualShares), "shares down");
        assertGt((shares + 1) * (equity + virtualAssets), x * (supply + virtualShares), "and no lower than needed");
        uint256 assets = _assetsDown(x);
        assertLe(assets * (supply + virtualShares), x * (equity + virtualAssets), "assets down");
        assertGt((assets + 1) * (supply + virtualShares), x * (equity + virtualAssets), "and no lower than needed");
        uint256 up = _assetsUp(x);
        assertGe(up * (supply + virtualShares), x * (equity + virtualAssets), "assets up");
        assertLe(up - assets, 1, "up and down differ by one unit at most");
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

    function testFuzz_UnitsAddAndSubtract(uint128 a, uint128 b) public pure {
        (uint256 large, uint256 small) = a > b ? (a, b) : (b, a);
        assertEq((Assets.wrap(large) + Assets.wrap(small)).raw(), large + small);
        assertEq((Assets.wrap(large) - Assets.wrap(small)).raw(), large - small);
        assertEq((Shares.wrap(large) + Shares.wrap(small)).raw(), large + small);
        assertEq((Shares.wrap(large) - Shares.wrap(small)).raw(), large - small);
    }
}
