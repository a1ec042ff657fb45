// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IRenewalMandate, Mandate} from "../../../src/embedding/IRenewalMandate.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IPermit2Allowances, Permit2} from "../../mocks/Permit2.sol";
import {MandateFixture} from "./MandateFixture.sol";

/// @notice What a mandate renews, and what it does not. Branches: RenewalMandate.tree.
contract RenewalMandateTest is MandateFixture {
    function _expectField(Mandate memory m, bytes32 field) private {
        _expectRefusal(m, abi.encodeWithSelector(Errors.ValueOutOfRange.selector, field));
    }

    // -------------------------------------------------------------- renewals

    function test_EMB26_Renews() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (uint40 newEnd, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        (uint40 previewEnd, uint256 previewPremium, uint256 previewTip) = mandates.previewRenewal(m);
        uint256 before = usdc.balanceOf(buyer);
        uint256 held = usdc.balanceOf(address(pool));
        vm.expectEmit(address(mandates));
        emit IRenewalMandate.CoverRenewed(coverId, buyer, keeper, 7, newEnd, quoted, 2 * unit);
        (uint40 renewed, uint256 premium) = _renew(m);
        assertEq(renewed, end + 30 days);
        assertEq(renewed, newEnd);
        assertEq(previewEnd, newEnd);
        assertEq(_coverOf(coverId).end, newEnd);
        assertEq(premium, quoted);
        assertEq(previewPremium, quoted);
        assertEq(previewTip, 2 * unit);
        assertEq(usdc.balanceOf(keeper), 2 * unit, "tip");
        assertEq(usdc.balanceOf(address(pool)), held + quoted, "premium");
        assertEq(before - usdc.balanceOf(buyer), quoted + 2 * unit);
        assertEq(coverToken.ownerOf(coverId), buyer);
    }

    function test_EMB23_RenewsOnceInEachPeriodUntilTheLastDate() public {
        Mandate memory m = _mandate();
        m.lastEnd = uint40(end + 90 days);
        for (uint256 i = 1; i <= 3; ++i) {
            _warpToWindow(m);
            (uint40 newEnd,) = _renew(m);
            assertEq(newEnd, end + i * 30 days);
            if (i == 3) break;
            _expectRefusal(
                m, abi.encodeWithSelector(IRenewalMandate.RenewalTooEarly.selector, uint256(newEnd) - 10 days)
            );
        }
        _warpToWindow(m);
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.MandateOver.selector, end + 90 days));
        assertEq(usdc.balanceOf(keeper), 6 * unit);
    }

    function test_WorksWithoutATip() public {
        Mandate memory m = _mandate();
        m.tip = 0;
        _warpToWindow(m);
        _renew(m);
        assertEq(usdc.balanceOf(keeper), 0);
    }

    function test_EMB21_ReturnsWhatThePoolDidNotTake() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (uint40 newEnd, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        vm.mockCall(address(pool), abi.encodeWithSelector(pool.quoteExtension.selector), abi.encode(newEnd, quoted + 5));
        uint256 before = usdc.balanceOf(buyer);
        (, uint256 premium) = _renew(m);
        assertEq(premium, quoted);
        assertEq(before - usdc.balanceOf(buyer), quoted + 2 * unit);
    }

    function test_WhatSomebodySentItGoesToTheOwner() public {
        Mandate memory m = _mandate();
        usdc.mint(address(mandates), 3 * unit);
        _warpToWindow(m);
        uint256 before = usdc.balanceOf(buyer);
        (, uint256 premium) = _renew(m);
        assertEq(usdc.balanceOf(buyer) + premium + 2 * unit, before + 3 * unit);
    }

    function test_PaysByPermit2() public {
        IPermit2Allowances permit2 = Permit2.install(vm);
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (, uint256 premium,) = mandates.previewRenewal(m);
        uint256 price = premium + 2 * unit;
        vm.startPrank(buyer);
        usdc.approve(address(mandates), 0);
        usdc.approve(address(permit2), type(uint256).max);
        permit2.approve(address(usdc), address(mandates), uint160(price), type(uint48).max);
        vm.stopPrank();
        _renew(m);
        (uint160 left,,) = permit2.allowance(buyer, address(usdc), address(mandates));
        assertEq(left, 0);
        assertEq(usdc.balanceOf(keeper), 2 * unit);
    }

    function test_RevertWhen_OwnerAllowsTooLittle() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (, uint256 premium,) = mandates.previewRenewal(m);
        vm.prank(buyer);
        usdc.approve(address(mandates), premium + 2 * unit - 1);
        _expectRefusedCall(m, _signed(m), abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
        vm.prank(buyer);
        usdc.approve(address(mandates), premium + 2 * unit);
        _renew(m);
        assertEq(usdc.allowance(buyer, address(mandates)), 0);
    }

    // ------------------------------------------------------------------ caps

    function test_RevertWhen_PremiumIsAboveTheRate() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (, uint256 premium) = pool.quoteExtension(coverId, 30 days);
        // The least rate at which 100,000 for 30 days may cost so much.
        uint256 per30Days = premium * 1e18 * 365;
        uint256 least = (per30Days + 100_000 * unit * 30 - 1) / (100_000 * unit * 30);
        m.maxRate = uint64(least - 1);
        _expectRefusal(m, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium));
        m.maxRate = uint64(least);
        _renew(m);
    }

    /// @dev A period ends at the next midnight, and its whole time counts.
    function test_RateIsForTheTimeThatIsAdded() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (, uint256 premium) = pool.quoteExtension(coverId, 31 days);
        m.period = 30 days + 1;
        m.maxRate = uint64((premium * 1e18 * 365 + 100_000 * unit * 31 - 1) / (100_000 * unit * 31));
        (uint40 newEnd, uint256 paid) = _renew(m);
        assertEq(newEnd, end + 31 days);
        assertEq(paid, premium);
    }

    function test_RevertWhen_EndWouldBeLaterThanTheLast() public {
        Mandate memory m = _mandate();
        m.lastEnd = uint40(end + 30 days - 1);
        _warpToWindow(m);
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.MandateOver.selector, m.lastEnd));
        ++m.lastEnd;
        _renew(m);
    }

    function test_RevertWhen_CoverIsLargerThanTheMandate() public {
        Mandate memory m = _mandate();
        (m.minAmount, m.maxAmount) = (0, uint128(100_000 * unit - 1));
        _warpToWindow(m);
        _expectRefusal(
            m, abi.encodeWithSelector(IRenewalMandate.AmountOutsideMandate.selector, uint256(100_000 * unit))
        );
    }

    function test_RevertWhen_EMB24_CoverWasDrawnOn() public {
        Mandate memory m = _mandate();
        _draw(coverId, unit);
        _warpToWindow(m);
        uint256 left = 99_999 * unit;
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.AmountOutsideMandate.selector, left));
        m.minAmount = uint128(left + 1);
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.AmountOutsideMandate.selector, left));
        m.minAmount = uint128(left);
        _renew(m);
    }

    function test_RevertWhen_ItComesBeforeTheWindow() public {
        Mandate memory m = _mandate();
        vm.warp(end - 10 days - 1);
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.RenewalTooEarly.selector, end - 10 days));
        vm.warp(end - 10 days);
        _renew(m);
    }

    function test_RevertWhen_AFieldMakesNoSense() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        m.maxRate = 0;
        _expectField(m, "maxRate");
        m = _mandate();
        (m.minAmount, m.maxAmount) = (0, 0);
        _expectField(m, "maxAmount");
        m.minAmount = 1;
        m.maxAmount = 0;
        _expectField(m, "maxAmount");
        m = _mandate();
        m.minAmount = m.maxAmount + 1;
        _expectField(m, "minAmount");
        m = _mandate();
        m.window = 0;
        _expectField(m, "window");
        m.window = m.period + 1;
        _expectField(m, "window");
        m = _mandate();
        (m.period, m.window) = (330 days + 1, 330 days + 1);
        _expectField(m, "period");
        (m.period, m.window) = (type(uint32).max, type(uint32).max);
        _expectField(m, "period");
    }

    /// @dev The widest mandate that there is computes without overflow, and the pool bounds it.
    function test_WidestMandateRenews() public {
        Mandate memory m = _mandate();
        (m.maxRate, m.minAmount, m.maxAmount) = (type(uint64).max, 0, type(uint128).max);
        (m.lastEnd, m.period, m.window) = (type(uint40).max, 330 days, 330 days);
        _expectRefusal(m, Errors.DurationOutOfRange.selector);
        vm.warp(end - 3 days);
        (uint40 newEnd,) = _renew(m);
        assertEq(newEnd, end + 330 days);
        // Renewed as late as possible, it is too early for the next.
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.RenewalTooEarly.selector, end));
    }

    // ----------------------------------------------------------------- cover

    function test_RevertWhen_EMB24_CoverHasChangedHands() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        vm.prank(buyer);
        coverToken.transferFrom(buyer, dave, coverId);
        // A transfer takes the approval away.
        _expectRefusal(m, Errors.NotAuthorized.selector);
        vm.prank(dave);
        coverToken.setApprovalForAll(address(mandates), true);
        _expectRefusal(m, IRenewalMandate.NotCoverOwner.selector);
        vm.prank(dave);
        coverToken.transferFrom(dave, buyer, coverId);
        vm.prank(buyer);
        coverToken.setApprovalForAll(address(mandates), true);
        _renew(m);
    }

    /// @dev A lapse would pay the seller of a cover what its buyer's renewal has cost.
    function test_RevertWhen_EMB24_RefundsGoToTheSellerOfTheCover() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        (address dave_, uint256 key) = makeAddrAndKey("second owner");
        vm.prank(buyer);
        coverToken.transferFrom(buyer, dave_, coverId);
        vm.prank(dave_);
        coverToken.approve(address(mandates), coverId);
        m.owner = dave_;
        bytes memory reason = abi.encodeWithSelector(IRenewalMandate.RefundedToAnother.selector, buyer);
        vm.expectRevert(reason);
        mandates.previewRenewal(m);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, mandates.hashMandate(m));
        _expectRefusedCall(m, abi.encodePacked(r, s, v), reason);
    }

    function test_RevertWhen_EMB24_CoverWasCancelled() public {
        Mandate memory m = _mandate();
        m.minAmount = 0;
        vm.warp(end - 10 days);
        vm.prank(buyer);
        pool.cancelCover(coverId);
        CoverData.Cover memory c = _coverOf(coverId);
        _expectRefusal(m, abi.encodeWithSelector(Errors.CoverEnded.selector, c.end));
    }

    function test_RevertWhen_CoverWasPaidInFull() public {
        Mandate memory m = _mandate();
        _draw(coverId, 100_000 * unit);
        _warpToWindow(m);
        _expectRefusal(m, abi.encodeWithSelector(IRenewalMandate.AmountOutsideMandate.selector, 0));
        m.minAmount = 0;
        _expectRefusal(m, abi.encodeWithSelector(Errors.CoverEnded.selector, end));
    }

    function test_RevertWhen_EMB24_CoverHasEndedOrIsAboutTo() public {
        Mandate memory m = _mandate();
        vm.warp(end - 3 days + 1);
        _expectRefusal(m, abi.encodeWithSelector(Errors.CoverEnded.selector, end));
        vm.warp(end + 1);
        _expectRefusal(m, abi.encodeWithSelector(Errors.CoverEnded.selector, end));
    }

    function test_RevertWhen_EMB24_TermsAreNotSold() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        _expectRefusal(m, abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("suspended")));
    }

    function test_RevertWhen_TokenIsNotApproved() public {
        Mandate memory m = _mandate();
        vm.prank(buyer);
        coverToken.approve(address(0), coverId);
        _warpToWindow(m);
        _expectRefusal(m, Errors.NotAuthorized.selector);
    }

    function test_RevertWhen_ThereIsNoSuchCover() public {
        Mandate memory m = _mandate();
        _warpToWindow(m);
        m.coverId = CoverData.id(77, scriptedTerms, 1);
        _expectRefusal(m, abi.encodeWithSelector(Errors.UnknownPool.selector, 77));
        m.coverId = CoverData.id(pool.poolId(), scriptedTerms, 99);
        _expectRefusal(m, Errors.CoverDoesNotExist.selector);
    }

    function test_KnowsItsCoverToken() public view {
        assertEq(mandates.coverToken(), address(coverToken));
    }
}
