// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {OrderPart, RouterOrder} from "../../../src/router/ICoverRouter.sol";
import {CoverRouter} from "../../../src/router/CoverRouter.sol";
import {ScriptedResolver} from "../../mocks/ScriptedResolver.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The deployed system with a router and three pools that sell the scripted terms: at one moment 250,000, 500,000 and
/// 750,000 whole units of cover. The second pool counts in tens.
abstract contract RouterFixture is UnitFixture {
    CoverRouter internal router;
    ICoverPool[3] internal pools;

    function setUp() public virtual override {
        super.setUp();
        router = new CoverRouter(address(coverToken));
        PoolConfig memory c = _monoline();
        pools[0] = pool;
        pools[2] = _createPool(c);
        c.coverUnit = 10 * unit;
        pools[1] = _createPool(c);
        for (uint256 i; i < 3; ++i) {
            if (i != 0) _addTerms(pools[i], scriptedTerms);
            _fund(alice, address(pools[i]), (i + 1) * 1_000_000 * unit);
            vm.prank(alice);
            pools[i].deposit((i + 1) * 1_000_000 * unit, alice);
        }
        _fund(carol, address(router), 1_000_000 * unit);
    }

    /// @dev Parts of the three pools, in whole units.
    function _parts(uint256 a, uint256 b, uint256 c) internal view returns (OrderPart[] memory parts) {
        parts = new OrderPart[](3);
        parts[0] = OrderPart(pools[0].poolId(), a * unit);
        parts[1] = OrderPart(pools[1].poolId(), b * unit);
        parts[2] = OrderPart(pools[2].poolId(), c * unit);
    }

    /// @dev All or nothing, for Carol.
    function _routed(uint256 a, uint256 b, uint256 c) internal view returns (RouterOrder memory) {
        return RouterOrder({
            termsId: scriptedTerms,
            duration: 90 days,
            parts: _parts(a, b, c),
            minAmount: (a + b + c) * unit,
            payment: address(usdc),
            maxPremium: 100_000 * unit,
            onBehalf: carol,
            insured: carol,
            refundTo: carol,
            maxStart: type(uint40).max,
            deadline: vm.getBlockTimestamp(),
            integrator: address(0),
            integratorFee: 0
        });
    }

    function _send(RouterOrder memory o) internal returns (uint256[] memory coverIds, uint256 amount, uint256 paid) {
        vm.prank(carol);
        (coverIds, amount, paid) = router.buyCover(o);
        _assertEmpty(address(usdc));
    }

    function _expectRefusal(RouterOrder memory o, bytes memory reason) internal {
        uint256 before = usdc.balanceOf(carol);
        vm.prank(carol);
        vm.expectRevert(reason);
        router.buyCover(o);
        assertEq(usdc.balanceOf(carol), before, "nothing was taken");
    }

    /// @dev T-35: of the asset, the router has nothing and allows nobody anything.
    function _assertEmpty(address asset) internal view {
        assertEq(_call(asset, abi.encodeWithSignature("balanceOf(address)", router)), 0, "balance of the router");
        for (uint256 i; i < 3; ++i) {
            _assertNoAllowance(asset, address(pools[i]));
        }
    }

    function _assertNoAllowance(address asset, address spender) internal view {
        bytes memory data = abi.encodeWithSignature("allowance(address,address)", router, spender);
        assertEq(_call(asset, data), 0, "allowance of the router");
    }

    function _call(address target, bytes memory data) private view returns (uint256) {
        (bool done, bytes memory result) = target.staticcall(data);
        assertTrue(done);
        return abi.decode(result, (uint256));
    }

    function _premium(uint256 i, uint256 amount) internal view returns (uint256) {
        return pools[i].quoteCover(scriptedTerms, amount * unit, 90 days).premium;
    }

    function _available(uint256 i) internal view returns (uint256) {
        return pools[i].quoteCover(scriptedTerms, 10 * unit, 90 days).available;
    }

    /// @dev Somebody buys from a pool before the order.
    function _buyBefore(uint256 i, uint256 amount) internal {
        _fund(dave, address(pools[i]), amount * unit);
        vm.prank(dave);
        pools[i].buyCover(_orderScripted(dave, amount * unit, 90 days));
    }

    function _amountOf(uint256 coverId) internal view returns (uint256) {
        uint256 units = _coverOf(coverId).amount;
        return units * (coverId >> 64 == pools[1].poolId() ? 10 : 1);
    }

    /// @dev The scripted terms with another asset, and a pool of it with a million whole units.
    function _poolOf(address asset) internal returns (ICoverPool created, uint256 terms) {
        vm.startPrank(owner);
        Terms memory t = _scripted(registry.listProduct(3, sponsor, "Of another asset"));
        (t.asset, t.resolver) = (asset, address(new ScriptedResolver(asset)));
        terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        c.asset = asset;
        created = _createPool(c);
        _addTerms(created, terms);
    }

    function _toOnePool(ICoverPool of_, uint256 terms, uint256 amount) internal view returns (RouterOrder memory o) {
        o = _routed(0, 0, 0);
        o.termsId = terms;
        o.parts = new OrderPart[](1);
        o.parts[0] = OrderPart(of_.poolId(), amount * unit);
        o.minAmount = amount * unit;
        o.payment = of_.asset();
    }
}
