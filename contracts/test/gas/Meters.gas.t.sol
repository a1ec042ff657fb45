// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DebtFixture} from "../unit/resolution/meters/DebtFixture.sol";
import {FeedFixture} from "../unit/resolution/meters/FeedFixture.sol";

/// @notice Whole transactions, isolated, on Chainlink's own proxy.
contract MetersGas is FeedFixture, DebtFixture {
    function setUp() public override(FeedFixture, DebtFixture) {
        super.setUp();
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("meters", name);
    }

    function test_Gas_Price() public {
        priceDepeg.observe(depegMeter);
        _snap("price: observe");
        _rounds(20, 80);
        priceDepeg.prove(depegMeter, 1);
        _snap("price: prove 1 round, the first of a loss");
        priceDepeg.prove(depegMeter, 1);
        _snap("price: prove 1 round");
        priceDepeg.prove(depegMeter, 11);
        _snap("price: prove 11 rounds");
        priceDepeg.prove(depegMeter, 100);
        priceDepeg.fire(depegMeter);
        _snap("price: fire");
        _rounds(3, 50);
        _round(99);
        _changePhase();
        _round(99);
        priceDepeg.prove(depegMeter, 4);
        priceDepeg.prove(depegMeter, 1);
        _snap("price: prove 1 round, the first of a phase");
    }

    function test_Gas_Shares() public {
        shareLoss.observe(meterId);
        _snap("shares: observe, a third of a dwell after the last");
        shareLoss.observe(meterId);
        _snap("shares: observe");
        vm.prank(address(leaky));
        usdc.transfer(eve, 20_000_000 * unit);
        for (uint256 i; i < 4; ++i) {
            shareLoss.poke(meterId);
            if (i < 2) _snap(i == 0 ? "shares: poke, first of a loss" : "shares: poke, counting");
            skip(STEP);
        }
        shareLoss.fire(meterId);
        _snap("shares: fire");
    }

    function test_Gas_Debt() public {
        skip(DWELL);
        badDebt.observe(debtMeter);
        _snap("deficit: observe, a dwell after the last");
        badDebt.observe(debtMeter);
        _snap("deficit: observe");
        _market(200, 1000);
        for (uint256 i; i < 4; ++i) {
            badDebt.poke(debtMeter);
            if (i < 2) _snap(i == 0 ? "deficit: poke, first of a loss" : "deficit: poke, counting");
            skip(STEP);
        }
        badDebt.fire(debtMeter);
        _snap("deficit: fire");
    }
}
