// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolSales} from "../../../src/pool/roles/IPoolSales.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, Purchase} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Buying cover (CAP-1, CAP-5, PREM-1, PREM-6, PREM-7). Branches: BuyCover.tree. Limits: Capacity.t.sol.
contract BuyCoverTest is UnitFixture {
    CoverOrder internal o;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        _fund(carol, address(pool), 1_000_000 * unit);
        o = _orderScripted(carol, 100_000 * unit, 90 days);
    }

    function _buyAs(address payer) internal returns (uint256 coverId, uint256 premium) {
        CoverOrder memory order = o;
        vm.prank(payer);
        return pool.buyCover(order);
    }

    function _expectRefusal(bytes memory reason) internal {
        bytes32 before = _fingerprint();
        CoverOrder memory order = o;
        vm.prank(carol);
        vm.expectRevert(reason);
        pool.buyCover(order);
        assertEq(_fingerprint(), before, "nothing changed");
        assertEq(coverToken.balanceOf(carol), 0);
    }

    // -------------------------------------------------------------- purchases

    function test_BuyMintsAndStreams() public {
        uint256 premium = pool.quoteCover(scriptedTerms, o.amount, o.duration).premium;
        uint256 end = (vm.getBlockTimestamp() + 93 days) / 1 days * 1 days + 1 days;
        (uint256 coverId, uint256 paid) = _buyAs(carol);
        assertEq(coverId, CoverData.id(pool.poolId(), scriptedTerms, 1), "first serial");
        assertEq(paid, premium, "PREM-5");
        assertEq(usdc.balanceOf(carol), 1_000_000 * unit - premium);
        assertEq(coverToken.ownerOf(coverId), carol);
        CoverData.Cover memory c = _coverOf(coverId);
        assertEq(c.start, vm.getBlockTimestamp() + 3 days, "CAP-1: waiting period");
        assertEq(c.end, end, "CAP-1: next midnight");
        assertEq(c.amount, 100_000);
        assertFalse(c.parties, "one slot: insured and refundTo are the owner");
        assertEq(pool.totalAssets(), 10_000_000 * unit, "unearned premium is no equity");
        assertEq(pool.committedCover(scriptedProduct), 100_000 * unit);
        assertEq(_poolTermsOf(scriptedTerms).serial, 1);
        // PREM-6: 10 % of fees are set aside at once, the rest streams.
        assertApproxEqAbs(_productWord(scriptedProduct).fees, premium / 10, 1);
        assertEq(_moneyWord().net, 10_000_000 * unit + premium - _productWord(scriptedProduct).fees);
        // All of it is earned at the end.
        vm.warp(end);
        assertEq(pool.totalAssets(), _moneyWord().net);
        _assertSolvent();
    }

    function test_BuyEmitsWhatWasBought() public {
        (o.insured, o.refundTo, o.integrator, o.integratorFee) = (dave, bob, eve, 3);
        uint256 premium = pool.quoteCover(scriptedTerms, o.amount, o.duration).premium;
        uint40 start = uint40(vm.getBlockTimestamp() + 3 days);
        vm.expectEmit(address(pool));
        emit IPoolSales.CoverBought(
            CoverData.id(pool.poolId(), scriptedTerms, 1),
            scriptedTerms,
            carol,
            Purchase({
                payer: carol,
                insured: dave,
                refundTo: bob,
                amount: o.amount,
                premium: premium,
                start: start,
                end: uint40((start + 90 days + 1 days - 1) / 1 days * 1 days),
                integrator: eve,
                integratorFee: 3
            })
        );
        (uint256 coverId,) = _buyAs(carol);
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        assertEq(insured, dave);
        assertEq(refundTo, bob);
    }

    /// @dev PREM-1: what is charged is at least the minimum billing; a short cover costs as much as one of 14 days.
    function test_PREM1_ShortCoverIsChargedTheMinimum() public {
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days); // no rounding of ends
        uint256 short = pool.quoteCover(scriptedTerms, o.amount, 1 days).premium;
        uint256 minimum = pool.quoteCover(scriptedTerms, o.amount, 14 days).premium;
        uint256 longer = pool.quoteCover(scriptedTerms, o.amount, 15 days).premium;
        assertApproxEqRel(short, minimum, 2e12, "equal but for the rounding of the rate");
        assertApproxEqRel(longer, minimum * 15 / 14, 2e12);
        // 100,000 at the floor and the first of the slope, for 14 days; fees are a part of it.
        uint256 rate = 0.015e18 + uint256(0.02e18) * 50_000 / 7_000_000;
        assertApproxEqRel(minimum, 100_000 * unit * rate / 1e18 * 14 / 365, 1e13);
    }

    function test_PREM7_TokenGoesToAnotherWithoutACallback() public {
        // A contract that knows no ERC-721.
        (o.onBehalf, o.insured, o.refundTo) = (address(usdc), address(usdc), address(usdc));
        (uint256 coverId,) = _buyAs(carol);
        assertEq(coverToken.ownerOf(coverId), address(usdc));
    }

    function test_PREM6_IntegratorFeeComesOnTop() public {
        uint256 premium = pool.quoteCover(scriptedTerms, o.amount, o.duration).premium;
        (o.integrator, o.integratorFee, o.maxPremium) = (eve, premium / 5, premium + premium / 5);
        (, uint256 paid) = _buyAs(carol);
        assertEq(paid, premium, "its own line");
        assertEq(usdc.balanceOf(eve), premium / 5);
        assertEq(usdc.balanceOf(carol), 1_000_000 * unit - premium - premium / 5);
        assertEq(usdc.balanceOf(address(pool)), 10_000_000 * unit + premium);
    }

    function test_SerialsCountUpPerTerms() public {
        (uint256 a,) = _buyAs(carol);
        (uint256 b,) = _buyAs(carol);
        assertEq(b, a + 1);
        (uint256 c,) = _buy(dave, unit, 30 days);
        assertEq(c, CoverData.id(pool.poolId(), termsId, 1));
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_DeadlineHasPassed() public {
        o.deadline = vm.getBlockTimestamp() - 1;
        _expectRefusal(abi.encodeWithSelector(Errors.DeadlinePassed.selector));
    }

    function test_RevertWhen_AmountIsZeroOrBroken() public {
        o.amount = 0;
        _expectRefusal(abi.encodeWithSelector(Errors.AmountZero.selector));
        o.amount = unit + 1;
        _expectRefusal(abi.encodeWithSelector(Errors.NotMultipleOf.selector, unit));
    }

    function test_RevertWhen_SomebodyIsNobody() public {
        o.onBehalf = address(0);
        _expectRefusal(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("onBehalf")));
        (o.onBehalf, o.insured) = (carol, address(0));
        _expectRefusal(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("insured")));
        (o.insured, o.refundTo) = (carol, address(0));
        _expectRefusal(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("refundTo")));
    }

    function test_RevertWhen_CAP1_DurationIsOutOfRange() public {
        o.duration = 1 days - 1;
        _expectRefusal(abi.encodeWithSelector(Errors.DurationOutOfRange.selector));
        o.duration = 365 days + 1;
        _expectRefusal(abi.encodeWithSelector(Errors.DurationOutOfRange.selector));
        o.duration = type(uint256).max;
        _expectRefusal(abi.encodeWithSelector(Errors.DurationOutOfRange.selector));
        o.duration = 365 days;
        _buyAs(carol);
        o.duration = 1 days;
        _buyAs(carol);
        assertEq(coverToken.balanceOf(carol), 2);
    }

    function test_RevertWhen_CAP5_TermsAreNotForSale() public {
        o.termsId = 999;
        _expectRefusal(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool")));
        o.termsId = scriptedTerms;
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        _expectRefusal(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("suspended")));
        vm.startPrank(owner);
        registry.suspendTerms(scriptedTerms, false);
        registry.publishTerms(_scripted(scriptedProduct), _pins());
        vm.stopPrank();
        _expectRefusal(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("superseded")));
    }

    function test_RevertWhen_CAP5_ProductIsOpenedHere() public {
        _buyAs(carol);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        CoverOrder memory order = o;
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.SalesStopped.selector, scriptedProduct));
        pool.buyCover(order);
        // Other products are sold on.
        _buy(dave, unit, 30 days);
        assertEq(coverToken.balanceOf(dave), 1);
    }

    function test_RevertWhen_CAP5_PoolIsShortOrChainIsAnother() public {
        _setShort(true);
        _expectRefusal(abi.encodeWithSelector(Errors.PoolShort.selector));
        _setShort(false);
        vm.chainId(10);
        _expectRefusal(abi.encodeWithSelector(Errors.WrongChain.selector));
    }

    /// @dev PREM-7: nobody's loss is insured unasked.
    function test_RevertWhen_PREM7_InsuredHasNotApproved() public {
        (, uint256 terms) = _proofOfLoss();
        (o.termsId, o.insured) = (terms, dave);
        _expectRefusal(abi.encodeWithSelector(Errors.InsuredNotApproved.selector));
        vm.prank(dave);
        pool.setOperator(carol, true);
        _buyAs(carol);
        // Oneself needs no approval.
        o.insured = carol;
        _buyAs(carol);
        assertEq(coverToken.balanceOf(carol), 2);
    }

    /// @dev PREM-7: who consents to be insured gives away nothing else, and can end it.
    function test_PREM7_ABuyerHasNoOtherRight() public {
        _deposit(dave, 1000 * unit);
        (, uint256 terms) = _proofOfLoss();
        (o.termsId, o.insured) = (terms, dave);
        vm.expectEmit(address(pool));
        emit IPoolSales.BuyerSet(dave, carol, true);
        vm.prank(dave);
        pool.setBuyer(carol, true);
        assertTrue(pool.isBuyer(dave, carol));
        assertFalse(pool.isBuyer(carol, dave));
        (uint256 coverId,) = _buyAs(carol);
        (address insured,) = coverToken.partiesOf(coverId);
        assertEq(insured, dave);

        assertFalse(pool.isOperator(dave, carol));
        vm.prank(carol);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(1, carol, dave);
        vm.prank(dave);
        pool.setBuyer(carol, false);
        vm.expectRevert(Errors.InsuredNotApproved.selector);
        _buyAs(carol);
    }

    function _proofOfLoss() internal returns (uint256 product, uint256 terms) {
        vm.startPrank(owner);
        product = registry.listProduct(3, sponsor, "Court");
        Terms memory t = _scripted(product);
        t.proofOfLoss = true;
        terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        uint256 supply = uint256(_word(1));
        vm.store(address(pool), bytes32(uint256(1)), 0);
        _addTerms(pool, terms);
        vm.store(address(pool), bytes32(uint256(1)), bytes32(supply));
    }

    function test_RevertWhen_MeterSeesALoss() public {
        o.termsId = termsId;
        uint256 price = shareLoss.priceOf(meterId);
        vm.prank(address(leaky));
        usdc.transfer(eve, 40_000_000 * unit / 100);
        assertLt(shareLoss.priceOf(meterId), price);
        _expectRefusal(abi.encodeWithSelector(Errors.BelowMark.selector));
    }

    function test_RevertWhen_CapacityIsShort() public {
        uint256 available = pool.quoteCover(scriptedTerms, unit, 90 days).available;
        o.amount = available + unit;
        _expectRefusal(abi.encodeWithSelector(Errors.CapacityExceeded.selector, available));
        o.amount = available;
        _buyAs(carol);
        assertEq(pool.committedCover(scriptedProduct), available);
    }

    function test_RevertWhen_PREM6_PremiumOrFeeIsTooHigh() public {
        uint256 premium = pool.quoteCover(scriptedTerms, o.amount, o.duration).premium;
        o.maxPremium = premium - 1;
        _expectRefusal(abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium));
        (o.maxPremium, o.integrator, o.integratorFee) = (premium, eve, 1);
        _expectRefusal(abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium + 1));
        (o.maxPremium, o.integratorFee) = (type(uint256).max, premium / 5 + 1);
        _expectRefusal(abi.encodeWithSelector(Errors.IntegratorFeeTooHigh.selector, premium / 5));
    }

    /// @dev CAP-1: to the second, and whoever names no bound buys nothing.
    function test_RevertWhen_CAP1_StartIsLaterThanAsked() public {
        uint256 start = vm.getBlockTimestamp() + 3 days;
        bytes memory reason = abi.encodeWithSelector(Errors.StartTooLate.selector, start);
        o.maxStart = 0;
        _expectRefusal(reason);
        o.maxStart = uint40(start - 1);
        _expectRefusal(reason);
        o.maxStart = uint40(start);
        (uint256 coverId,) = _buyAs(carol);
        assertEq(_coverOf(coverId).start, start);
    }

    /// PREM-6: a fee that nobody receives would be lost.
    function test_RevertWhen_PREM6_FeeHasNoIntegrator() public {
        o.integratorFee = 1;
        _expectRefusal(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("integrator")));
    }
}
