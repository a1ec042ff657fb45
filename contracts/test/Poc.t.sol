// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverOrder, Quote} from "../src/pool/PoolTypes.sol";
import {Fixture} from "./utils/Fixture.sol";

/// @title A place to write an attack
/// @notice The whole system, deployed as in production, funded and covered. Type the attack into `test_Poc` and run
/// `pnpm forge test --match-contract PocTest -vvv`. It fails if the attacker ends with more than it started with, or if
/// the pool can no longer pay what it owes.
///
/// At hand: `pool` (monoline, 1 cover unit = 1 USDC), `vault` (its cases), `coverToken`, `factory`, `registry`,
/// `poolConfigurator`, `court`, `shareLoss` with `meterId` on `leaky` (an ERC-4626 vault with a real bug: `_exploitAndFire()` drains it),
/// `usdc`, and the helpers of Fixture. Alice and bob underwrite, carol holds cover `carolsCover`, dave holds the vault's
/// shares, eve attacks with a million USDC.
contract PocTest is Fixture {
    uint256 internal carolsCover;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 20_000_000 * unit);
        _deposit(bob, 10_000_000 * unit);
        (carolsCover,) = _buy(carol, 2_000_000 * unit, 180 days);
        _fund(eve, address(pool), 1_000_000 * unit);
        skip(5 days);
    }

    function test_Poc() public {
        uint256 before = usdc.balanceOf(eve);

        vm.startPrank(eve);
        // Your attack. This one buys cover and cancels it at once.
        Quote memory quote = pool.quoteCover(termsId, 1000 * unit, 90 days);
        CoverOrder memory order = _order(eve, 1000 * unit, 90 days);
        order.maxPremium = quote.premium;
        (uint256 coverId,) = pool.buyCover(order);
        pool.cancelCover(coverId);
        vm.stopPrank();

        assertLe(usdc.balanceOf(eve), before, "the attacker gained");
        _assertSolvent();
    }
}
