// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, PoolConfig, PricingInput} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

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
        PoolConfig memory config = _monoline();
        config.cooldown = 10 days;
        pool = _createPool(config);
        vault = IClaimsVault(pool.claimsVault());
        for (uint256 i; i < 2; ++i) {
            vm.startPrank(owner);
            Terms memory t = _scripted(registry.listProduct(10 + i, sponsor, i == 0 ? "A" : "B"));
            (t.subject, t.deductible, t.horizon) = (uint96(i), 0, 9 days);
            terms[i] = registry.publishTerms(t, _pins());
            vm.stopPrank();
            PricingInput memory pricing = _pricing();
            (pricing.rateFloor, pricing.rateAtTarget, pricing.rateMax) = (0, 0, 1e12);
            (pricing.managerFee, pricing.sponsorFee) = (0, 0);
            vm.prank(manager);
            poolConfigurator.addTerms(address(pool), terms[i], pricing);
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
        assertEq(vault.openCase(terms[0], decoy, 0), 350_000 * USDC);
        assertEq(pool.totalAssets(), 350_000.000258e6);
        // The true one takes its own: two fifths of 350,000.
        vm.warp(T0 + 12 days + 90 minutes);
        real = resolver.report(0, vm.getBlockTimestamp(), 0, 0.4e18);
        assertEq(vault.openCase(terms[0], real, 0), 140_000 * USDC);
        assertEq(pool.totalAssets(), 210_000.000258e6);
        // Dan would run, and is told when he may; until then he bears what all bear. Nobody is frozen: Eve comes in, at a
        // price that leaves out what is set aside. She pays three tenths of what Alice paid for a share.
        vm.prank(dan);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, T0 + 15 days));
        pool.settleRedeemRequests(dan);
        vm.warp(T0 + 12 days + 2 hours);
        assertEq(_deposit(eve, 100_000 * USDC), 0.333333332921111111e18);
    }

    /// @dev Days 13 to 16.
    function _theDaysAfter() private {
        // B loses a half: 100,000 out of 310,000.000287, Eve's part among it.
        vm.warp(T0 + 13 days);
        second = resolver.report(1, vm.getBlockTimestamp(), 0, 0.5e18);
        assertEq(vault.openCase(terms[1], second, 0), 100_000 * USDC);
        assertEq(pool.totalAssets(), 210_000.000287e6);
        // A's true loss is decided first and paid at once, out of what was set aside for it.
        vm.warp(T0 + 14 days);
        resolver.decide(real, vm.getBlockTimestamp(), 0.4e18);
        assertEq(vault.claimPayout(xaviers, real), 100_000 * USDC);
        assertEq(vault.claimPayout(yolandas, real), 40_000 * USDC);
        // Dan's time has come. But 210,000 of A's cover and 200,000 of B's are in force, and no more than that is left: what
        // is set aside stands behind no other loss.
        vm.warp(T0 + 15 days);
        vm.prank(dan);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        pool.settleRedeemRequests(dan);
        // The false report is denied: its 350,000 go back into equity in the same call, for those who held when it was
        // opened, Alice and Dan, five to two. 210,000.000377 are 1,033,333,332,921,111,111 shares; 350,000 buy
        // 1,722,222,218,436,851,858 of them.
        vm.warp(T0 + 16 days);
        assertEq(pool.totalAssets(), 210_000.000377e6);
        resolver.decide(decoy, vm.getBlockTimestamp(), 0);
        vault.applyVerdict(terms[0], decoy);
        assertEq(vault.getShareReturn(0).left, 1.722222218436851858e18);
        // They are divided to 52 significant bits, which are steps of 256.
        assertEq(vault.getShareReturn(0).shares, 1.722222218436851712e18);
        resolver.decide(second, vm.getBlockTimestamp(), 0.5e18);
        assertEq(vault.claimPayout(zoes, second), 100_000 * USDC);
        // Now 560,000.000377 stand against 310,000 of cover, and Dan leaves with his 200,000,000,000,000,000 of
        // 2,755,555,551,357,962,969 shares.
        vm.startPrank(dan);
        pool.settleRedeemRequests(dan);
        assertEq(pool.redeem(2e17, dan, dan), 40_645.161379e6);
        vm.stopPrank();
    }

    /// @dev Day 77: both claim windows are over, A's since day 74, B's since day 76.
    function _whatComesBack() private {
        vm.warp(T0 + 77 days);
        // All that could be claimed was claimed.
        (uint256 assets, uint256 shares) = vault.settleCase(terms[0], real);
        assertEq(assets + shares, 0);
        (assets, shares) = vault.settleCase(terms[1], second);
        assertEq(assets + shares, 0);
        assertEq(usdc.balanceOf(address(vault)), 0);
        // What the false report gave back on day 16. Dan has his part although he has left since: he bore that case.
        vm.prank(alice);
        assertEq(vault.collectReturns(alice, alice, 8), 1.23015872745489408e18);
        vm.prank(dan);
        assertEq(vault.collectReturns(dan, dan, 8), 0.492063490981957632e18);
        vm.prank(bob);
        assertEq(vault.collectReturns(bob, bob, 8), 0, "he was out before");
        vm.prank(eve);
        assertEq(vault.collectReturns(eve, eve, 8), 0, "she came after the case that gave back");
    }

    /// @dev After all cover has ended everybody leaves.
    function _everybodyLeaves() private {
        vm.warp(T0 + 330 days);
        // 9,144 of premium are earned: 519,354.847669 are the pool's.
        assertEq(pool.totalAssets(), 519_354.847669e6);
        _request(alice, 5e17 + 1.23015872745489408e18);
        _request(dan, 0.492063490981957632e18);
        _request(eve, 0.333333332921111111e18);
        vm.warp(T0 + 340 days);
        // Before B's loss Alice had 150,000 in equity, Dan 60,000 and Eve 100,000: that is how they bear its 100,000. Of A's
        // 140,000 Alice bears five sevenths and Dan two, and of the 350,000 as much has come back as they gave.
        assertEq(_out(alice), 351_612.90932e6, "500,000 - 100,000 - 48,387.097");
        assertEq(_out(dan), 100_000.001669e6, "with 40,645.161379 of day 16: 200,000 - 40,000 - 19,354.839");
        assertEq(usdc.balanceOf(dan), 140_645.163048e6);
        assertEq(_out(eve), 67_741.93668e6, "100,000 - 32,258.065");
        assertEq(usdc.balanceOf(bob), 300_000.000096e6);
        assertEq(usdc.balanceOf(xavier), 100_000 * USDC);
        assertEq(usdc.balanceOf(yolanda), 40_000 * USDC);
        assertEq(usdc.balanceOf(zoe), 100_000 * USDC);
        assertEq(usdc.balanceOf(address(vault)), 0);
        assertEq(pool.totalSupply(), 146, "the shares that were rounded away");
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
