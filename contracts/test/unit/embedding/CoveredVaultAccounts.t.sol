// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {CoveredVault} from "../../../src/embedding/CoveredVault.sol";
import {ICoveredVault} from "../../../src/embedding/ICoveredVault.sol";
import {CoveredVaultFixture} from "./CoveredVaultFixture.sol";

/// @notice Deposits and exits of a covered vault, and what its shares are worth.
contract CoveredVaultAccountsTest is CoveredVaultFixture {
    uint256 internal constant MANY = 1e18; // shares

    // ---------------------------------------------------------------- deposit

    function test_EMB2_DepositGoesIntoTheWrappedVault() public {
        uint256 previewed = coveredOdd.previewDeposit(1_000_000 * unit);
        uint256 shares = _save(coveredOdd, carol, 1_000_000 * unit);
        assertEq(shares, previewed);
        assertEq(coveredOdd.balanceOf(carol), shares);
        assertEq(shares, 1_000_000 * unit * 1e6, "six decimals more than the asset");
        assertEq(coveredOdd.decimals(), 12);
        assertEq(usdc.balanceOf(address(coveredOdd)), 0);
        assertEq(_wrappedAssets(coveredOdd), 1_000_000 * unit);
        assertEq(coveredOdd.totalAssets(), 1_000_000 * unit);
        assertEq(usdc.allowance(address(coveredOdd), address(odd)), 1, "no allowance to speak of");
    }

    function test_EMB2_EntryFeeOfTheWrappedVaultIsTheDepositors() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        uint256 price = coveredOdd.convertToAssets(MANY);
        odd.setFees(0.01e18, 0);
        uint256 shares = _save(coveredOdd, eve, 100_000 * unit);
        assertApproxEqRel(coveredOdd.convertToAssets(shares), 99_000 * unit, 0.0001e18);
        assertGe(coveredOdd.convertToAssets(MANY), price, "others lose nothing");
    }

    function test_EMB2_MintTakesWhatItPreviews() public {
        odd.setFees(0.01e18, 0);
        uint256 shares = 12_345 * unit * 1e6 + 7;
        uint256 previewed = coveredOdd.previewMint(shares);
        _fund(carol, address(coveredOdd), previewed);
        vm.prank(carol);
        assertEq(coveredOdd.mint(shares, carol), previewed);
        assertEq(coveredOdd.balanceOf(carol), shares);
        assertGe(coveredOdd.totalAssets() * 1e6, shares, "paid for in full");
        assertEq(usdc.balanceOf(carol), 0);
    }

    function test_EMB2_MintTakesNothingFromOthers() public {
        _save(savings, carol, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        _fund(dave, address(savings), 1_000_000 * unit);
        for (uint256 i = 1; i < 50; ++i) {
            skip(i * 7 minutes);
            (uint256 assets, uint256 supply) = (savings.totalAssets() + 1, savings.totalSupply() + 1e6);
            vm.prank(dave);
            savings.mint(i * 1_234_567_891, dave);
            assertGe((savings.totalAssets() + 1) * supply, assets * (savings.totalSupply() + 1e6));
        }
    }

    /// @dev A wrapped vault that says of new shares alone that they are worth twice what they cost.
    function test_EMB2_DepositIsWorthNoMoreThanItCosts() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        uint256 honest = coveredOdd.previewDeposit(1000 * unit);
        uint256 added = odd.previewDeposit(1000 * unit);
        vm.mockCall(address(odd), abi.encodeCall(odd.convertToAssets, (added)), abi.encode(2000 * unit));
        assertLe(coveredOdd.previewDeposit(1000 * unit), honest + 2e6);
    }

    function test_EMB2_DonationToAnEmptyVaultTakesNothingFromTheNext() public {
        _fund(eve, address(coveredOdd), 100_000 * unit + 1);
        vm.startPrank(eve);
        coveredOdd.deposit(1, eve);
        usdc.transfer(address(coveredOdd), 100_000 * unit);
        vm.stopPrank();
        uint256 shares = _save(coveredOdd, carol, 100_000 * unit);
        assertGt(coveredOdd.previewRedeem(shares), 99_999 * unit, "the next depositor keeps its own");
        assertLt(coveredOdd.previewRedeem(coveredOdd.balanceOf(eve)), 50_001 * unit, "the giver loses half");
    }

    function test_RevertWhen_EMB2_WrappedVaultGivesLessThanItSaid() public {
        odd.setLies(0.1e18, 0);
        _fund(carol, address(coveredOdd), 1000 * unit);
        vm.prank(carol);
        vm.expectRevert(ICoveredVault.WrappedVaultDeviates.selector);
        coveredOdd.deposit(1000 * unit, carol);
    }

    /// @dev Before a loss idle assets are donations: nobody has to bring the like.
    function test_EMB2_DonationKeepsNoDepositIdle() public {
        usdc.mint(address(coveredOdd), 1);
        _save(coveredOdd, eve, 1);
        usdc.mint(address(coveredOdd), 99 * unit);
        _save(coveredOdd, carol, 1000 * unit);
        assertEq(usdc.balanceOf(address(coveredOdd)), 99 * unit + 1);
        assertApproxEqAbs(_wrappedAssets(coveredOdd), 1000 * unit, 2);
    }

    // ---------------------------------------------------------------- leaving

    function test_EMB3_LeaverGetsItsPartWithoutPrepaidPremium() public {
        uint256 carols = _save(savings, carol, 1_000_000 * unit);
        _save(savings, dave, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        uint256 prepaid = savings.prepaid();
        assertGt(prepaid, 1000 * unit);
        uint256 whole = savings.totalAssets();
        uint256 got = _leaveWithAll(savings, carol);
        assertApproxEqAbs(got, (whole - prepaid) / 2, 10);
        assertApproxEqAbs(savings.totalAssets(), whole - got, 1, "the premium stays");
        assertEq(savings.prepaid(), prepaid);
        assertEq(carols, 1_000_000 * unit * 1e6);
    }

    function test_EMB3_ComingAndGoingAroundAPurchaseCostsOthersNothing() public {
        _save(savings, carol, 1_000_000 * unit);
        uint256 carols = savings.balanceOf(carol);
        uint256 alone = savings.convertToAssets(carols);
        savings.sync(termsId);
        uint256 mine = _save(savings, eve, 3_000_000 * unit);
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertApproxEqRel(cover, 4_200_000 * unit, 0.01e18);
        vm.prank(eve);
        uint256 back = savings.redeem(mine, eve, eve);
        assertLt(back, 3_000_000 * unit, "who goes has paid for its cover");
        assertGe(savings.convertToAssets(carols), alone, "and who stays has it");
    }

    /// @dev What comes and goes at once buys nothing, whenever it calls.
    function test_EMB4_WhatDoesNotStayIsNotCovered() public {
        _save(savings, carol, 1_000_000 * unit);
        savings.sync(termsId);
        for (uint256 i; i < 3; ++i) {
            skip(1 hours);
            uint256 mine = _save(savings, eve, 3_000_000 * unit);
            savings.sync(termsId);
            vm.prank(eve);
            savings.redeem(mine, eve, eve);
        }
        assertEq(savings.coverageAt(vm.getBlockTimestamp() + 10 days), 1_050_000 * unit);
    }

    function test_EMB3_WithdrawPaysExactlyWhatIsAsked() public {
        uint256 shares = _save(coveredOdd, carol, 1_000_000 * unit);
        usdc.mint(address(coveredOdd), 50_000 * unit);
        uint256 previewed = coveredOdd.previewWithdraw(200_000 * unit);
        vm.prank(carol);
        assertEq(coveredOdd.withdraw(200_000 * unit, dave, carol), previewed);
        assertEq(usdc.balanceOf(dave), 200_000 * unit);
        assertEq(coveredOdd.balanceOf(carol), shares - previewed);
    }

    function test_EMB3_AllCanBeWithdrawnThatMaxWithdrawNames() public {
        _save(coveredOdd, carol, 333_333 * unit + 1);
        _save(coveredOdd, eve, 777 * unit);
        odd.setFees(0, 0.003e18);
        usdc.mint(address(coveredOdd), 1001);
        uint256 most = coveredOdd.maxWithdraw(carol);
        vm.prank(carol);
        coveredOdd.withdraw(most, carol, carol);
        assertEq(usdc.balanceOf(carol), most);
        assertApproxEqRel(most, 333_333 * unit, 0.004e18);
    }

    function test_EMB3_ExitsAreAsLargeAsTheWrappedVaultAllows() public {
        uint256 shares = _save(coveredOdd, carol, 1_000_000 * unit);
        odd.setCaps(type(uint256).max, 250_000 * unit);
        assertApproxEqRel(coveredOdd.maxRedeem(carol), shares / 4, 1e12);
        assertApproxEqAbs(coveredOdd.maxWithdraw(carol), 250_000 * unit, 5);
        assertApproxEqAbs(_leaveWithAll(coveredOdd, carol), 250_000 * unit, 5);
    }

    function test_RevertWhen_EMB3_MoreThanMaxLeaves() public {
        _save(coveredOdd, carol, 1000 * unit);
        uint256 most = coveredOdd.maxRedeem(carol);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.WithdrawalAboveMax.selector, most));
        coveredOdd.redeem(most + 1, carol, carol);
        most = coveredOdd.maxWithdraw(carol);
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.WithdrawalAboveMax.selector, most));
        coveredOdd.withdraw(most + 1, carol, carol);
    }

    function test_RevertWhen_EMB3_WrappedVaultTakesMoreThanTheLeaversPart() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        uint256 eves = _save(coveredOdd, eve, 1_000_000 * unit);
        odd.setLies(0, 0.1e18);
        vm.prank(eve);
        vm.expectRevert(ICoveredVault.WrappedVaultDeviates.selector);
        coveredOdd.redeem(eves, eve, eve);
        // The way that asks it for nothing is open.
        vm.prank(eve);
        coveredOdd.redeemInKind(eves, eve, eve);
        assertApproxEqAbs(odd.balanceOf(eve), odd.balanceOf(address(coveredOdd)), 2);
    }

    function test_RevertWhen_EMB3_SharesAreAnothersAndNotAllowed() public {
        uint256 shares = _save(coveredOdd, carol, 1000 * unit);
        vm.startPrank(eve);
        vm.expectRevert(abi.encodeWithSignature("InsufficientAllowance()"));
        coveredOdd.redeem(shares, eve, carol);
        vm.expectRevert(abi.encodeWithSignature("InsufficientAllowance()"));
        coveredOdd.redeemInKind(shares, eve, carol);
    }

    // ----------------------------------------------------------- redeemInKind

    function test_EMB8_LeavingInKindNeedsNothingOfTheWrappedVault() public {
        uint256 shares = _save(coveredOdd, carol, 900_000 * unit);
        _save(coveredOdd, dave, 100_000 * unit);
        usdc.mint(address(coveredOdd), 10_000 * unit);
        odd.setPaused(true, true);
        assertEq(coveredOdd.maxRedeem(carol), 0);
        assertEq(coveredOdd.maxWithdraw(carol), 0);
        vm.prank(carol);
        (uint256 assets, uint256 wrappedShares) = coveredOdd.redeemInKind(shares, eve, carol);
        assertApproxEqAbs(assets, 9_000 * unit, 1);
        assertEq(usdc.balanceOf(eve), assets);
        assertApproxEqAbs(wrappedShares, 900_000 * unit, 1);
        assertEq(odd.balanceOf(eve), wrappedShares);
        assertEq(coveredOdd.balanceOf(carol), 0);
    }

    function test_EMB8_SharesThatAreHeldBackAreKeptForTheLeaver() public {
        uint256 shares = _save(coveredOdd, carol, 900_000 * unit);
        _save(coveredOdd, dave, 900_000 * unit);
        usdc.mint(address(coveredOdd), 10_000 * unit);
        odd.setPaused(true, true);
        odd.setTransfersPaused(true);
        vm.prank(carol);
        (uint256 assets, uint256 wrappedShares) = coveredOdd.redeemInKind(shares, carol, carol);
        assertEq(usdc.balanceOf(carol), assets, "the payout is not a hostage");
        assertEq(coveredOdd.unsentSharesOf(carol), wrappedShares);
        vm.expectRevert();
        coveredOdd.sendUnsentShares(carol);
        odd.setTransfersPaused(false);
        odd.setPaused(false, false);
        // What is kept belongs to nobody else.
        assertApproxEqAbs(_leaveWithAll(coveredOdd, dave) * 2, 1_810_000 * unit, 20);
        vm.prank(eve);
        assertEq(coveredOdd.sendUnsentShares(carol), wrappedShares);
        assertEq(odd.balanceOf(carol), wrappedShares);
        vm.expectRevert(Errors.AmountZero.selector);
        coveredOdd.sendUnsentShares(carol);
    }

    /// @dev Whatever it answers to a transfer, and whatever gas it burns.
    function test_EMB8_OddAnswersHoldBackNoIdleAssets() public {
        uint256 shares = _save(coveredOdd, carol, 900_000 * unit);
        usdc.mint(address(coveredOdd), 10_000 * unit);
        bytes[3] memory answers = [bytes(""), abi.encode(2), hex"01"];
        for (uint256 i; i < answers.length; ++i) {
            vm.mockCall(address(odd), abi.encodeWithSelector(odd.transfer.selector), answers[i]);
            vm.prank(carol);
            (uint256 assets, uint256 wrappedShares) = coveredOdd.redeemInKind(shares / 4, carol, carol);
            assertApproxEqAbs(assets, 2_500 * unit, 2);
            // An empty answer counts as sent, as with tokens that return nothing.
            if (i == 0) assertEq(coveredOdd.unsentSharesOf(carol), 0);
            else assertGe(coveredOdd.unsentSharesOf(carol), wrappedShares);
        }
    }

    function test_RevertWhen_EMB8_NothingIsRedeemedInKind() public {
        vm.expectRevert(Errors.AmountZero.selector);
        coveredOdd.redeemInKind(0, carol, carol);
    }

    function test_RevertWhen_EMB8_ReceiverIsNobody() public {
        _save(coveredOdd, carol, unit);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        coveredOdd.redeemInKind(1, address(0), carol);
    }

    // ----------------------------------------------------------- re-entrance

    function test_RevertWhen_EMB1_WrappedVaultCallsBack() public {
        uint256 shares = _save(coveredOdd, carol, 1000 * unit);
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(coveredOdd.deposit, (1, eve));
        calls[1] = abi.encodeCall(coveredOdd.mint, (1, eve));
        calls[2] = abi.encodeCall(coveredOdd.redeem, (1, eve, eve));
        calls[3] = abi.encodeCall(coveredOdd.redeemInKind, (1, eve, eve));
        calls[4] = abi.encodeCall(coveredOdd.sync, (oddTerms));
        calls[5] = abi.encodeCall(coveredOdd.settleFirings, ());
        calls[6] = abi.encodeCall(coveredOdd.sendUnsentShares, (eve));
        for (uint256 i; i < calls.length; ++i) {
            odd.setHook(address(coveredOdd), calls[i]);
            vm.prank(carol);
            vm.expectRevert(abi.encodeWithSignature("Reentrancy()"));
            coveredOdd.redeem(shares, carol, carol);
        }
    }

    // ------------------------------------------------------------------- max…

    function test_EMB6_MaximaAreThoseOfTheWrappedVault() public {
        assertEq(coveredOdd.maxDeposit(carol), type(uint256).max);
        assertEq(coveredOdd.maxMint(carol), type(uint256).max);
        odd.setCaps(5000 * unit, type(uint256).max);
        assertEq(coveredOdd.maxDeposit(carol), 5000 * unit);
        assertEq(coveredOdd.maxMint(carol), 5000 * unit * 1e6);
    }

    function test_EMB3_NothingLeavesThroughAMaximumThatIsNotTold() public {
        _save(coveredOdd, carol, 1000 * unit);
        vm.mockCallRevert(address(odd), abi.encodeWithSelector(odd.maxWithdraw.selector), "");
        assertEq(coveredOdd.maxRedeem(carol), 0);
        assertEq(coveredOdd.maxWithdraw(carol), 0);
    }

    function test_EMB2_NameSymbolAndAsset() public view {
        assertEq(savings.name(), "Covered USDC");
        assertEq(savings.symbol(), "cUSDC");
        assertEq(savings.asset(), address(usdc));
        assertEq(savings.wrapped(), address(leaky));
    }
}
