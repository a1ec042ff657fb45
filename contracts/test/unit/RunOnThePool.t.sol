// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPocketVault} from "../../src/interfaces/IPocketVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CoverOrder, ProductLevels} from "../../src/types/PoolTypes.sol";
import {UnitFixture} from "./UnitFixture.sol";

/// @notice A run on the pool on the day of a report, told like a story. Every party's final balance is derived by hand in
/// the comments and matches to the unit.
///
/// Alice stays. Bob has left before anything happened. Dan has asked to leave and has not been settled when the report
/// comes. Eve comes later that day. Xavier and Yolanda have cover on product A, Zoe on product B. Somebody reports A for a
/// total loss that did not happen; then A does lose 40 %, and the day after B loses 50 %.
///
/// Cover costs next to nothing here, one unit of rate, so that what underwriters earn stays readable: a cover that runs for
/// 303 days costs ceil(303 x 86,400 x 10^6 / 2^33) = 3,048 millionths of a USDC.
/// Shares: a unit buys a million of them at first. With the virtual unit and the virtual 10^6 shares a share is worth
/// (equity + 1) / (supply + 10^6), and whoever leaves has its part rounded down.
contract RunOnThePoolTest is UnitFixture {
    uint256 internal constant T0 = 20_718 days; // a midnight
    uint256 internal constant USDC = 1e6;

    address internal dan = makeAddr("dan, leaving");
    address internal xavier = makeAddr("xavier, cover on A");
    address internal yolanda = makeAddr("yolanda, cover on A");
    address internal zoe = makeAddr("zoe, cover on B");

    uint256[2] internal terms;
    uint256 internal xaviers;
    uint256 internal yolandas;
    uint256 internal zoes;
    uint256 internal decoy;
    uint256 internal real;
    uint256 internal second;

    function setUp() public override {
        super.setUp();
        vm.warp(T0 - 1 hours);
        pool = _createPool(_monoline());
        vault = IPocketVault(pool.pocketVault());
        for (uint256 i; i < 2; ++i) {
            vm.startPrank(owner);
            Terms memory t = _scripted(registry.listProduct(10 + i, sponsor, i == 0 ? "A" : "B"));
            (t.subject, t.deductible) = (uint96(i), 0);
            terms[i] = registry.publishTerms(t, _pins());
            vm.stopPrank();
            ProductLevels memory levels = _levels();
            (levels.rateFloor, levels.rateAtTarget, levels.rateMax) = (0, 0, 1e12);
            (levels.managerCut, levels.sponsorCut) = (0, 0);
            vm.prank(manager);
            poolManager.addTerms(address(pool), terms[i], levels);
        }
    }

    function test_INC7_EXIT1_RunOnThePool() public {
        _before();
        _theDayOfTheReport();
        _theDaysAfter();
        _whatComesBack();
        _everybodyLeaves();
    }

    /// @dev Days 0 to 11. The capital comes the evening before: it counts from midnight.
    function _before() private {
        assertEq(_deposit(alice, 500_000 * USDC), 5e17);
        assertEq(_deposit(bob, 300_000 * USDC), 3e17);
        assertEq(_deposit(dan, 200_000 * USDC), 2e17);
        vm.warp(T0);
        xaviers = _insure(0, xavier, 250_000 * USDC);
        zoes = _insure(1, zoe, 200_000 * USDC);
        vm.warp(T0 + 1 days);
        yolandas = _insure(0, yolanda, 100_000 * USDC);
        _request(bob, 3e17);
        vm.warp(T0 + 5 days);
        _request(dan, 2e17);

        // Of 3 x 3,048 the pool has earned 322 by day 11: 292, 292 and 293 days are still to come, which are
        // ceil(877 x 86,400 x 10^6 / 2^33) = 8,822. Bob has three tenths of 1,000,000.000322.
        vm.warp(T0 + 11 days);
        vm.startPrank(bob);
        pool.settleRedeemRequests(bob);
        assertEq(pool.redeem(3e17, bob, bob), 300_000.000096e6);
        vm.stopPrank();
        assertEq(pool.totalAssets(), 700_000.000226e6);
        assertEq(pool.totalSupply(), 7e17);
    }

    /// @dev Day 12.
    function _theDayOfTheReport() private {
        // The false report takes all that A's covers could ever be paid: 350,000 of 700,000.
        vm.warp(T0 + 12 days + 1 hours);
        decoy = resolver.report(0, vm.getBlockTimestamp(), 0, 1e18);
        assertEq(vault.carve(terms[0], decoy), 350_000 * USDC);
        assertEq(pool.totalAssets(), 350_000.000258e6);
        // The true one finds it there and takes nothing more.
        vm.warp(T0 + 12 days + 90 minutes);
        real = resolver.report(0, vm.getBlockTimestamp(), 0, 0.4e18);
        assertEq(vault.carve(terms[0], real), 0);
        // Dan would run, and is told when he may; until then he bears what all bear. Nobody is frozen: Eve comes in, at a
        // price that leaves the pockets out. She pays half of what Alice paid for a share and gets twice as many.
        vm.prank(dan);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, T0 + 15 days));
        pool.settleRedeemRequests(dan);
        vm.warp(T0 + 12 days + 2 hours);
        assertEq(_deposit(eve, 100_000 * USDC), 0.199999999851714285e18);
    }

    /// @dev Days 13 to 16.
    function _theDaysAfter() private {
        // B loses a half: 100,000 out of 450,000.000287, Eve's part among it.
        vm.warp(T0 + 13 days);
        second = resolver.report(1, vm.getBlockTimestamp(), 0, 0.5e18);
        assertEq(vault.carve(terms[1], second), 100_000 * USDC);
        assertEq(pool.totalAssets(), 350_000.000287e6);
        // A's true loss is decided first and paid at once, out of what the false report had set aside.
        vm.warp(T0 + 14 days);
        resolver.decide(real, vm.getBlockTimestamp(), 0.4e18);
        assertEq(vault.claimPayout(xaviers, real), 100_000 * USDC);
        assertEq(vault.claimPayout(yolandas, real), 40_000 * USDC);
        // Dan leaves with his two ninths of what is left, 350,000 and what has been earned; what B's pocket may give back
        // and what A's will is not in it.
        vm.warp(T0 + 15 days);
        vm.startPrank(dan);
        pool.settleRedeemRequests(dan);
        assertEq(pool.redeem(2e17, dan, dan), 77_777.777867e6);
        vm.stopPrank();
        vm.warp(T0 + 16 days);
        resolver.decide(decoy, vm.getBlockTimestamp(), 0);
        vault.applyVerdict(terms[0], decoy);
        resolver.decide(second, vm.getBlockTimestamp(), 0.5e18);
        assertEq(vault.claimPayout(zoes, second), 100_000 * USDC);
    }

    /// @dev Day 77: both claim windows are over, A's since day 74, B's since day 76.
    function _whatComesBack() private {
        vm.warp(T0 + 77 days);
        // 350,000 less 140,000 go back into equity for those who held when the false report was carved: Alice and Dan, five
        // to two. Equity before is 272,222.224351, for 699,999,999,851,714,285 shares: 210,000 buy
        // 539,999,995,661,595,951 of them. Dan has his part although he has left since: he bore that pocket.
        (uint256 assets, uint256 shares) = vault.releasePocket(terms[0], decoy);
        assertEq(assets, 210_000 * USDC);
        assertEq(shares, 0.539999995661595951e18);
        (assets, shares) = vault.releasePocket(terms[0], real);
        assertEq(assets + shares, 0);
        (assets, shares) = vault.releasePocket(terms[1], second);
        assertEq(assets + shares, 0);
        vm.prank(alice);
        assertEq(vault.collectEntitlement(alice, alice, 8), 0.385714282615425679e18);
        vm.prank(dan);
        assertEq(vault.collectEntitlement(dan, dan, 8), 0.154285713046170271e18);
        vm.prank(bob);
        assertEq(vault.collectEntitlement(bob, bob, 8), 0, "he was out before");
        vm.prank(eve);
        assertEq(vault.collectEntitlement(eve, eve, 8), 0, "she came after the pocket that gave back");
    }

    /// @dev After all cover has ended everybody leaves.
    function _everybodyLeaves() private {
        vm.warp(T0 + 330 days);
        // 9,144 of premium are earned: 482,222.231181 are the pool's.
        assertEq(pool.totalAssets(), 482_222.231181e6);
        _request(alice, 5e17 + 0.385714282615425679e18);
        _request(dan, 0.154285713046170271e18);
        _request(eve, 0.199999999851714285e18);
        vm.warp(T0 + 340 days);
        // Alice: 500,000 less five sevenths of A's 140,000 and five ninths of B's 100,000. Dan bore two sevenths and two
        // ninths, and Eve two ninths of B alone.
        assertEq(_out(alice), 344_444.450885e6, "500,000 - 100,000 - 55,555.555");
        assertEq(_out(dan), 60_000.000849e6, "with 77,777.777867 of day 15: 200,000 - 40,000 - 22,222.222");
        assertEq(usdc.balanceOf(dan), 137_777.778716e6);
        assertEq(_out(eve), 77_777.779447e6, "100,000 - 22,222.222");
        assertEq(usdc.balanceOf(bob), 300_000.000096e6);
        assertEq(usdc.balanceOf(xavier), 100_000 * USDC);
        assertEq(usdc.balanceOf(yolanda), 40_000 * USDC);
        assertEq(usdc.balanceOf(zoe), 100_000 * USDC);
        assertEq(usdc.balanceOf(address(vault)), 0);
        assertEq(pool.totalSupply(), 1, "the share that was rounded away");
        assertEq(pool.totalAssets(), 0);
    }

    function _insure(uint256 i, address buyer, uint256 amount) private returns (uint256 coverId) {
        _fund(buyer, address(pool), 3048);
        CoverOrder memory o = _order(buyer, amount, 300 days);
        (o.termsId, o.maxPremium) = (terms[i], 3048);
        vm.prank(buyer);
        uint256 premium;
        (coverId, premium) = pool.buyCover(o);
        assertEq(premium, 3048);
    }

    function _out(address account) private returns (uint256) {
        vm.startPrank(account);
        pool.settleRedeemRequests(account);
        uint256 assets = pool.redeem(pool.maxRedeem(account), account, account);
        vm.stopPrank();
        return assets;
    }
}
