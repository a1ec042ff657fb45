// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {OrderPart, RouterOrder} from "../../src/router/ICoverRouter.sol";
import {CoverRouter} from "../../src/router/CoverRouter.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";

/// @notice Whole transactions through the router, isolated, net of refunds, on pools that are in use. Terms observe nothing,
/// as in the rows of one pool.
contract RouterGas is Fixture, StateCounter {
    CoverRouter internal router;
    uint256 internal plainTerms;
    ICoverPool[8] internal pools;

    function setUp() public override {
        super.setUp();
        router = new CoverRouter(address(coverToken));
        plainTerms = _listPlain();
        for (uint256 i; i < pools.length; ++i) {
            pools[i] = i == 0 ? pool : _createPool(_monoline());
            _addTerms(pools[i], plainTerms);
            _fund(alice, address(pools[i]), 20_000_000 * unit);
            vm.prank(alice);
            pools[i].deposit(20_000_000 * unit, alice);
        }
        _fund(carol, address(router), 10_000_000 * unit);
        _fill(8, 10_000 * unit);
        _fill(8, 10_000 * unit);
        _startCounting();
    }

    function _listPlain() private returns (uint256 terms) {
        address resolver = address(new ScriptedResolver(address(usdc)));
        vm.startPrank(owner);
        Terms memory t = _terms(registry.listProduct(2, sponsor, "Plain"), 0);
        (t.resolver, t.observes) = (resolver, false);
        terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
    }

    function _fill(uint256 count, uint256 amount) private {
        OrderPart[] memory parts = new OrderPart[](count);
        for (uint256 i; i < count; ++i) {
            parts[i] = OrderPart(pools[i].poolId(), amount);
        }
        _send(parts);
    }

    function _send(OrderPart[] memory parts) private {
        RouterOrder memory o = RouterOrder({
            termsId: plainTerms,
            duration: 300 days,
            parts: parts,
            minAmount: 0,
            payment: address(usdc),
            maxPremium: 1_000_000 * unit,
            onBehalf: carol,
            insured: carol,
            refundTo: carol,
            maxStart: type(uint40).max,
            deadline: vm.getBlockTimestamp(),
            integrator: address(0),
            integratorFee: 0
        });
        vm.prank(carol);
        router.buyCover(o);
    }

    function _snap(string memory name) private {
        vm.snapshotGasLastCall("router", name);
        _snapshotNewState(name, _countLastCall());
    }

    function test_Gas_Pools() public {
        _fill(1, 10_000 * unit);
        _snap("buy cover from 1 pool");
        _fill(2, 10_000 * unit);
        _snap("buy cover from 2 pools");
        _fill(4, 10_000 * unit);
        _snap("buy cover from 4 pools");
        _fill(8, 10_000 * unit);
        _snap("buy cover from 8 pools");
    }

    /// @dev The first of four pools cannot sell all of its part, and the second fills in.
    function test_Gas_Drift() public {
        OrderPart[] memory parts = new OrderPart[](4);
        for (uint256 i; i < 4; ++i) {
            parts[i] = OrderPart(pools[i].poolId(), 10_000 * unit);
        }
        parts[0].amount += pools[0].quoteCover(plainTerms, unit, 300 days).available;
        _send(parts);
        _snap("buy cover from 4 pools, one of which falls short");
    }
}
