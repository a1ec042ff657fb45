// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {BreakwaterTest} from "@breakwater/contracts/test/kit/BreakwaterTest.sol";
import {CoveredTreasury} from "../src/CoveredTreasury.sol";
import {TreasuryHandler} from "./TreasuryHandler.sol";

contract CoveredTreasuryTest is BreakwaterTest {
    CoveredTreasury internal treasury;
    TreasuryHandler internal handler;
    address internal keeper = makeAddr("keeper");
    address internal alice = makeAddr("alice");

    function setUp() public {
        deployBreakwater();
        treasury =
            new CoveredTreasury(address(breakwater.coverToken), breakwater.pool.poolId(), breakwater.termsId, keeper);
        handler = new TreasuryHandler(breakwater, treasury);
        targetContract(address(handler));
    }

    // --------------------------------------------------------------- by hand

    function test_PayoutReachesDepositorsWhoeverClaimsIt() public {
        fund(alice, address(treasury), 10_000e6);
        vm.prank(alice);
        uint256 shares = treasury.deposit(10_000e6);
        vm.prank(keeper);
        uint256 coverId = treasury.cover(50_000e6, 90 days, 1000e6, uint40(vm.getBlockTimestamp() + 3 days));
        uint256 left = treasury.totalAssets();
        skip(4 days);

        uint256 incidentId = loseFunds(0.8e18);
        vm.prank(makeAddr("stranger"));
        uint256 payout = breakwater.vault.claimPayout(coverId, incidentId);

        assertEq(payout, 37_500e6, "80 % less the deductible of 5 %");
        vm.prank(alice);
        assertApproxEqAbs(treasury.withdraw(shares), left + payout, 100);
    }

    function test_RevertWhen_CoverCostsMoreThanTheKeeperAllows() public {
        fund(alice, address(treasury), 10_000e6);
        vm.prank(alice);
        treasury.deposit(10_000e6);
        vm.prank(keeper);
        vm.expectPartialRevert(bytes4(keccak256("PremiumTooHigh(uint256)")));
        treasury.cover(50_000e6, 90 days, 1, type(uint40).max);
    }

    /// @dev Between the loss and the claim a deposit would take a part of what others lost.
    function test_RevertWhen_SomebodyJoinsForAPayout() public {
        test_PayoutReachesDepositorsWhoeverClaimsIt();
        fund(alice, address(treasury), 1e6);
        vm.prank(alice);
        vm.expectRevert(CoveredTreasury.TooLate.selector);
        treasury.deposit(1e6);
    }

    // -------------------------------------------------------------- by chance

    function invariant_PoolIsAsPromised() public view {
        assertRulesKept(handler);
        assertSolvent(breakwater.pool);
        assertReserved(breakwater.vault);
        assertShares(breakwater.pool, handler.underwriters());
    }

    function invariant_TreasuryHoldsWhatCameAndDidNotGo() public view {
        assertEq(treasury.totalAssets(), handler.came() - handler.went());
        assertEq(breakwater.asset.allowance(address(treasury), address(breakwater.pool)), 0);
    }

    function invariant_SharesAreWorthNoMoreThanThereIs() public view {
        uint256 worth;
        for (uint256 i; i < 3; ++i) {
            worth += treasury.worthOf(treasury.sharesOf(handler.depositors(i)));
        }
        assertLe(worth, treasury.totalAssets());
    }

    /// @dev The fuzzer reaches what the invariants are about.
    function test_EveryActionSucceedsOften() public {
        bytes4[18] memory calls_ = [
            handler.deposit.selector,
            handler.requestExit.selector,
            handler.withdraw.selector,
            handler.buy.selector,
            handler.extend.selector,
            handler.cancel.selector,
            handler.lose.selector,
            handler.decide.selector,
            handler.claim.selector,
            handler.close.selector,
            handler.wait.selector,
            handler.donate.selector,
            handler.treasuryDeposit.selector,
            handler.treasuryWithdraw.selector,
            handler.treasuryCover.selector,
            handler.treasuryCover.selector,
            handler.treasuryUncover.selector,
            handler.treasuryClaim.selector
        ];
        uint256 payouts;
        uint256 covers;
        for (uint256 i; i < 1500; ++i) {
            if (i % 300 == 0) setUp();
            uint256 seed = uint256(keccak256(abi.encode("treasury", i)));
            (bool success,) = address(handler).call(abi.encodeWithSelector(calls_[seed % 18], seed));
            assertTrue(success, "an action reverted");
            if (i % 300 != 299) continue;
            payouts += handler.done("treasury payout");
            covers += handler.done("treasury cover");
            assertEq(treasury.totalAssets(), handler.came() - handler.went());
        }
        assertGe(covers, 10, "covers");
        assertGe(payouts, 2, "payouts");
    }
}
