// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OrderPart, RouterOrder} from "../../src/router/ICoverRouter.sol";
import {Errors} from "../../src/common/Errors.sol";
import {RouterFixture} from "../unit/router/RouterFixture.sol";

/// @notice Random orders after random purchases of others.
contract CoverRouterFuzz is RouterFixture {
    uint256[3] internal _free;

    /// @dev Others buy so much of each pool; what is left, in whole units.
    function _drift(uint256[3] memory others) private {
        for (uint256 i; i < 3; ++i) {
            uint256 most = _available(i) / unit;
            uint256 amount = bound(others[i], 0, most) / 10 * 10;
            if (amount != 0) _buyBefore(i, amount);
            _free[i] = most - amount;
        }
    }

    /// @dev An order for parts around what the pools can sell.
    function _orderOf(uint256[3] memory parts) private view returns (RouterOrder memory o) {
        uint256[3] memory amounts;
        for (uint256 i; i < 3; ++i) {
            amounts[i] = bound(parts[i], 0, _free[i] + 100_000) / 10 * 10;
        }
        o = _routed(amounts[0], amounts[1], amounts[2]);
        o.minAmount = 0;
    }

    function _sum(OrderPart[] memory parts) private pure returns (uint256 amount) {
        for (uint256 i; i < parts.length; ++i) {
            amount += parts[i].amount;
        }
    }

    /// @dev RTR-1: with money enough, as much is bought as is asked for and for sale.
    function testFuzz_RTR1_BuysAllThatIsForSale(uint256[3] memory others, uint256[3] memory parts) public {
        _drift(others);
        RouterOrder memory o = _orderOf(parts);
        uint256 wanted = _sum(o.parts);
        uint256 forSale = (_free[0] + _free[1] + _free[2]) * unit;
        if (wanted == 0 || forSale == 0) return;
        uint256 before = usdc.balanceOf(carol);
        (uint256[] memory ids, uint256 amount, uint256 paid) = _send(o);
        assertEq(amount, wanted < forSale ? wanted : forSale);
        assertEq(before - usdc.balanceOf(carol), paid);
        uint256 covered;
        for (uint256 i; i < ids.length; ++i) {
            assertEq(coverToken.ownerOf(ids[i]), carol);
            covered += _amountOf(ids[i]) * unit;
        }
        assertEq(covered, amount);
        assertEq(coverToken.balanceOf(carol), ids.length);
    }

    /// @dev RTR-1: parts that the pools can sell for `maxPremium` are bought at their quotes, whatever the bound leaves over.
    function testFuzz_RTR1_WhatFitsIsBought(uint256[3] memory others, uint256[3] memory parts, uint256 slack) public {
        _drift(others);
        RouterOrder memory o = _orderOf(parts);
        uint256 needed;
        for (uint256 i; i < 3; ++i) {
            if (o.parts[i].amount > _free[i] * unit) o.parts[i].amount = _free[i] * unit;
            if (o.parts[i].amount != 0) needed += _premium(i, o.parts[i].amount / unit);
        }
        o.minAmount = _sum(o.parts);
        if (o.minAmount == 0) return;
        o.maxPremium = needed + bound(slack, 0, needed);
        (, uint256 amount, uint256 paid) = _send(o);
        assertEq(amount, o.minAmount);
        assertEq(paid, needed);
    }

    /// @dev RTR-2: no order takes more than its bound; one that cannot be filled takes nothing.
    function testFuzz_RTR2_NeverTakesMoreThanTheBound(
        uint256[3] memory others,
        uint256[3] memory parts,
        uint256 maxPremium,
        uint256 minAmount
    ) public {
        _drift(others);
        RouterOrder memory o = _orderOf(parts);
        o.maxPremium = bound(maxPremium, 0, 30_000 * unit);
        o.minAmount = bound(minAmount, 0, _sum(o.parts));
        uint256 before = usdc.balanceOf(carol);
        vm.prank(carol);
        try router.buyCover(o) returns (uint256[] memory ids, uint256 amount, uint256 paid) {
            assertGe(amount, o.minAmount);
            assertLe(paid, o.maxPremium);
            assertEq(before - usdc.balanceOf(carol), paid);
            assertEq(coverToken.balanceOf(carol), ids.length);
        } catch (bytes memory reason) {
            bytes4 name = bytes4(reason);
            assertTrue(name == Errors.PremiumAboveMax.selector || name == Errors.CapacityExceeded.selector);
            assertEq(usdc.balanceOf(carol), before);
            assertEq(coverToken.balanceOf(carol), 0);
        }
        _assertEmpty(address(usdc));
    }
}
