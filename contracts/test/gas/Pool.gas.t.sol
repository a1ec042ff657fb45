// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";

/// @notice Whole transactions, isolated, net of refunds. "Repeat": every slot has been in use before.
/// Terms here observe nothing: what a meter's observation adds is a row of its own.
contract PoolGas is Fixture, StateCounter {
    ScriptedResolver internal resolver;
    uint256 internal plainTerms;

    function setUp() public override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        vm.startPrank(owner);
        uint256 product = registry.listProduct(2, sponsor, "Plain");
        plainTerms = registry.publishTerms(_plain(product), _pins());
        vm.stopPrank();
        _addTerms(pool, plainTerms);
        _deposit(alice, 20_000_000 * unit);
        _deposit(bob, 10_000_000 * unit);
        _startCounting();
    }

    function _plain(uint256 product) internal view returns (Terms memory t) {
        t = _terms(product, 0);
        (t.resolver, t.observes) = (address(resolver), false);
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("pool", name);
        _snapshotNewState(name, _countLastCall());
    }

    function _buyPlain(address buyer, uint256 amount, uint256 duration) internal returns (uint256 coverId) {
        CoverOrder memory o = _order(buyer, amount, duration);
        o.termsId = plainTerms;
        vm.prank(buyer);
        (coverId,) = pool.buyCover(o);
    }

    function test_Gas_Deposit() public {
        _fund(carol, address(pool), 1_000_000 * unit);
        vm.prank(carol);
        pool.deposit(1000 * unit, carol);
        _snap("deposit, first of this account");
        vm.prank(carol);
        pool.deposit(1000 * unit, carol);
        _snap("deposit, repeat");
    }

    function test_Gas_Transfer() public {
        vm.prank(alice);
        pool.transfer(bob, 1e6);
        _snap("share transfer between holders");
    }

    function test_Gas_Exit() public {
        _request(alice, 1e12);
        _snap("request redeem, new");
        _request(bob, 1e12);
        skip(COOLDOWN);
        vm.prank(eve);
        pool.settleRedeemRequests(alice);
        _snap("settle one request, by a stranger");
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        _snap("settle one request, by its controller");
        vm.prank(alice);
        pool.redeem(1e12, alice, alice);
        _snap("withdraw what is settled, first payment to this account");
        vm.prank(bob);
        pool.redeem(1e12, bob, bob);
        usdc.mint(alice, 1);
        skip(1 days);
        _request(bob, 1e12);
        _request(alice, 1e12);
        _snap("request redeem, slot recycled");
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        vm.prank(alice);
        pool.redeem(1e12, alice, alice);
        _snap("withdraw what is settled");
    }

    function test_Gas_Buy() public {
        _fund(carol, address(pool), 1_000_000 * unit);
        _fund(dave, address(pool), 1_000_000 * unit);
        _buyPlain(carol, 10_000 * unit, 30 days);
        _snap("buy cover, first of its pool and product");
        _buyPlain(carol, 10_000 * unit, 300 days);
        _snap("buy cover, all buckets new");
        _buyPlain(carol, 10_000 * unit, 300 days);
        _snap("buy cover, buckets in use");
        _buyPlain(carol, 10_000 * unit, 304 days);
        _snap("buy cover, one bucket new");
        _buyPlain(dave, 10_000 * unit, 300 days);
        _snap("buy cover, buckets in use, first cover of its owner");
        skip(7 days);
        _buyPlain(carol, 10_000 * unit, 293 days);
        _snap("buy cover, buckets in use, a week after the last call");
        CoverOrder memory o = _order(carol, 10_000 * unit, 293 days);
        vm.prank(carol);
        pool.buyCover(o);
        vm.prank(carol);
        pool.buyCover(o);
        _snap("buy cover, buckets in use, with a meter's observation");
    }

    function test_Gas_ExtendAndCancel() public {
        _fund(carol, address(pool), 1_000_000 * unit);
        _buyPlain(carol, 10_000 * unit, 120 days);
        uint256 coverId = _buyPlain(carol, 10_000 * unit, 90 days);
        skip(20 days);
        // Somebody has just been here: what idle days add is measured apart.
        _buyPlain(carol, 10_000 * unit, 50 days);
        vm.prank(carol);
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        _snap("extend a cover by 30 days");
        vm.prank(carol);
        pool.cancelCover(coverId);
        _snap("cancel a cover");
    }

    function test_Gas_IdleYear() public {
        _fund(carol, address(pool), 10_000_000 * unit);
        for (uint256 i = 1; i <= 364; ++i) {
            _buyPlain(carol, 10_000 * unit, i * 1 days);
        }
        pool.processExpiries();
        skip(7 days);
        pool.processExpiries();
        _snap("catch-up, one week");
        skip(400 days);
        pool.processExpiries();
        _snap("catch-up, one idle year with every bucket full");
    }
}
