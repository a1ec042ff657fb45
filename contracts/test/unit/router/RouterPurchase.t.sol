// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "forge-std/Vm.sol";

import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {ICoverRouter, OrderPart, RouterOrder} from "../../../src/router/ICoverRouter.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {RouterFixture} from "./RouterFixture.sol";

/// @notice Orders over several pools. Branches: RouterPurchase.tree.
contract RouterPurchaseTest is RouterFixture {
    function test_RTR1_BuysEachPartAtItsQuote() public {
        uint256 premium = _premium(0, 100_000) + _premium(1, 200_000) + _premium(2, 300_000);
        uint256 before = usdc.balanceOf(carol);
        vm.expectEmit(address(router));
        emit ICoverRouter.OrderFilled(carol, carol, scriptedTerms, 600_000 * unit, premium, 0, address(usdc), premium);
        (uint256[] memory ids, uint256 amount, uint256 paid) = _send(_routed(100_000, 200_000, 300_000));
        assertEq(ids.length, 3);
        for (uint256 i; i < 3; ++i) {
            assertEq(ids[i] >> 64, pools[i].poolId());
            assertEq(coverToken.ownerOf(ids[i]), carol);
            assertEq(_amountOf(ids[i]), (i + 1) * 100_000);
        }
        assertEq(amount, 600_000 * unit);
        assertEq(paid, premium);
        assertEq(before - usdc.balanceOf(carol), premium, "RTR-2: the rest came back");
    }

    function test_RTR1_PoolSellsWhatItCanAndOthersTheRest() public {
        _buyBefore(0, 200_000);
        (uint256[] memory ids, uint256 amount,) = _send(_routed(100_000, 100_000, 100_000));
        // The first pool has 50,000 left; the second is the first of the others.
        assertEq(amount, 300_000 * unit);
        assertEq(ids.length, 4);
        assertEq(_amountOf(ids[0]), 50_000);
        assertEq(_amountOf(ids[1]), 100_000);
        assertEq(_amountOf(ids[2]), 100_000);
        assertEq(_amountOf(ids[3]), 50_000);
        assertEq(ids[3] >> 64, pools[1].poolId());
    }

    function test_RTR1_MissingIsBoughtInTheOrderOfThePools() public {
        // What the second pool lacks is bought from the first as far as that goes, and then from the third.
        (uint256[] memory ids, uint256 amount,) = _send(_routed(200_000, 600_000, 100_000));
        assertEq(amount, 900_000 * unit);
        assertEq(ids.length, 5);
        assertEq(_amountOf(ids[1]), 500_000);
        assertEq(ids[3] >> 64, pools[0].poolId());
        assertEq(_amountOf(ids[3]), 50_000);
        assertEq(ids[4] >> 64, pools[2].poolId());
        assertEq(_amountOf(ids[4]), 50_000);
    }

    function test_RTR1_PoolThatRefusesSellsNothing() public {
        vm.prank(guardian);
        poolConfigurator.pauseSales(address(pools[0]), 1 days);
        (uint256[] memory ids, uint256 amount,) = _send(_routed(100_000, 100_000, 0));
        assertEq(amount, 200_000 * unit);
        assertEq(ids.length, 2);
        assertEq(ids[0] >> 64, pools[1].poolId());
        assertEq(ids[1] >> 64, pools[1].poolId());
    }

    function test_RTR1_PoolWithoutAPartFillsIn() public {
        _buyBefore(0, 250_000);
        _buyBefore(1, 500_000);
        (uint256[] memory ids,,) = _send(_routed(100_000, 100_000, 0));
        assertEq(ids.length, 1);
        assertEq(ids[0] >> 64, pools[2].poolId());
        assertEq(_amountOf(ids[0]), 200_000);
    }

    function test_RTR1_PoolThatIsTooDearIsPassedOver() public {
        _buyBefore(0, 249_000);
        RouterOrder memory o = _routed(1000, 0, 0);
        o.maxPremium = _premium(1, 1000);
        assertGt(_premium(0, 1000), o.maxPremium);
        (uint256[] memory ids, uint256 amount, uint256 paid) = _send(o);
        assertEq(ids[0] >> 64, pools[1].poolId());
        assertEq(amount, 1000 * unit);
        assertEq(paid, o.maxPremium);
    }

    function test_RTR1_WhatFitsInto_MaxPremiumIsBought() public {
        _buyBefore(0, 100_000);
        _buyBefore(2, 100_000);
        RouterOrder memory o = _routed(100_000, 200_000, 300_000);
        o.maxPremium = _premium(0, 100_000) + _premium(1, 200_000) + _premium(2, 300_000);
        (, uint256 amount, uint256 paid) = _send(o);
        assertEq(amount, 600_000 * unit);
        assertEq(paid, o.maxPremium);
        o = _toOnePool(pool, scriptedTerms, 10_000);
        uint256 needed = _premium(0, 10_000);
        o.maxPremium = needed - 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, needed));
    }

    function test_RTR1_MissingIsRoundedToTheCoverUnit() public {
        _buyBefore(0, 249_995);
        RouterOrder memory o = _routed(12, 0, 0);
        o.minAmount = 0;
        (uint256[] memory ids, uint256 amount,) = _send(o);
        // Five of the first, and of the seven that are missing none from a pool that counts in tens: the third has them.
        assertEq(amount, 12 * unit);
        assertEq(ids.length, 2);
        assertEq(ids[1] >> 64, pools[2].poolId());
        assertEq(_amountOf(ids[1]), 7);
    }

    function test_RTR1_LeastAmountIsEnough() public {
        RouterOrder memory o = _routed(300_000, 600_000, 800_000);
        o.minAmount = 1_500_000 * unit;
        (, uint256 amount,) = _send(o);
        assertEq(amount, 1_500_000 * unit);
    }

    function test_RevertWhen_RTR1_PoolsSellLessThanTheLeast() public {
        RouterOrder memory o = _routed(300_000, 600_000, 800_000);
        o.minAmount = 1_500_001 * unit;
        _expectRefusal(o, abi.encodeWithSelector(Errors.CapacityExceeded.selector, 1_500_000 * unit));
    }

    function test_RevertWhen_EveryPoolRefuses() public {
        RouterOrder memory o = _toOnePool(pools[1], termsId, 10);
        _expectRefusal(o, abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool")));
        o = _routed(1, 10, 1);
        o.maxStart = uint40(vm.getBlockTimestamp() + 3 days - 1);
        _expectRefusal(o, abi.encodeWithSelector(Errors.StartTooLate.selector, vm.getBlockTimestamp() + 3 days));
        o = _routed(1, 10, 1);
        o.onBehalf = address(0);
        _expectRefusal(o, abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("onBehalf")));
        o = _routed(0, 0, 0);
        _expectRefusal(o, abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
    }

    function test_RevertWhen_DeadlineHasPassed() public {
        RouterOrder memory o = _routed(1, 10, 1);
        o.deadline -= 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.DeadlinePassed.selector));
    }

    function test_RevertWhen_RTR3_PoolIsNoneOfTheFactorys() public {
        RouterOrder memory o = _routed(1, 10, 1);
        o.parts[1].poolId = 99;
        _expectRefusal(o, abi.encodeWithSelector(Errors.UnknownPool.selector, 99));
        o.parts[1].poolId = 0;
        _expectRefusal(o, abi.encodeWithSelector(Errors.UnknownPool.selector, 0));
    }

    function test_RevertWhen_RTR3_PoolsHaveTwoAssets() public {
        (ICoverPool other,) = _poolOf(address(new MockToken("Other", "OTHER", 6)));
        RouterOrder memory o = _routed(1, 10, 1);
        o.parts[2].poolId = other.poolId();
        _expectRefusal(o, abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("pools of two assets")));
        o = _routed(1, 10, 1);
        o.payment = other.asset();
        _expectRefusal(o, abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("payment")));
    }

    function test_RevertWhen_NoPartOrMoreThanEight() public {
        RouterOrder memory o = _routed(1, 10, 1);
        o.parts = new OrderPart[](0);
        _expectRefusal(o, abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("parts")));
        o.parts = new OrderPart[](9);
        _expectRefusal(o, abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("parts")));
    }

    function test_RTR1_PoolNamedTwiceSellsTwice() public {
        RouterOrder memory o = _routed(100_000, 0, 0);
        o.parts[1] = OrderPart(pools[0].poolId(), 100_000 * unit);
        o.minAmount = 200_000 * unit;
        uint256 before = usdc.balanceOf(carol);
        (uint256[] memory ids,, uint256 paid) = _send(o);
        assertEq(ids.length, 2);
        assertEq(ids[0] + 1, ids[1]);
        assertEq(before - usdc.balanceOf(carol), paid);
    }

    function test_RTR2_IntegratorIsPaidOnTop() public {
        RouterOrder memory o = _routed(100_000, 200_000, 300_000);
        uint256 premium = _premium(0, 100_000) + _premium(1, 200_000) + _premium(2, 300_000);
        (o.integrator, o.integratorFee) = (eve, premium / 5);
        o.maxPremium = premium + premium / 5;
        (,, uint256 paid) = _send(o);
        assertEq(paid, premium + premium / 5);
        assertEq(usdc.balanceOf(eve), premium / 5);
    }

    function test_RevertWhen_RTR2_IntegratorsFeeIsTooHigh() public {
        RouterOrder memory o = _routed(100_000, 200_000, 300_000);
        uint256 premium = _premium(0, 100_000) + _premium(1, 200_000) + _premium(2, 300_000);
        o.integratorFee = premium / 5 + 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("integrator")));
        o.integrator = eve;
        _expectRefusal(o, abi.encodeWithSelector(Errors.IntegratorFeeTooHigh.selector, premium / 5));
        o.integratorFee = premium / 5;
        o.maxPremium = premium + premium / 5 - 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium + premium / 5));
        o.maxPremium = o.integratorFee - 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, o.integratorFee));
    }

    function test_RTR4_ConsentIsForTheInsuredAndItsBuyers() public {
        // The router is Carol's buyer, then her operator, and Eve insures Carol through it.
        vm.prank(carol);
        pools[1].setBuyer(address(router), true);
        _fund(eve, address(router), 1000 * unit);
        RouterOrder memory o = _routed(10, 10, 10);
        (o.onBehalf, o.maxPremium) = (eve, 1000 * unit);
        vm.prank(eve);
        vm.expectRevert(Errors.InsuredNotApproved.selector);
        router.buyCover(o);
        vm.startPrank(carol);
        pools[1].setBuyer(address(router), false);
        pools[1].setOperator(address(router), true);
        vm.stopPrank();
        vm.prank(eve);
        vm.expectRevert(Errors.InsuredNotApproved.selector);
        router.buyCover(o);
        vm.prank(carol);
        pools[1].setBuyer(eve, true);
        vm.prank(eve);
        router.buyCover(o);
        assertEq(coverToken.balanceOf(eve), 3);
    }

    function test_RTR4_InsuredWhoGaveNoConsentIsForThePoolToJudge() public {
        (, uint256 proofTerms) = _listTerms(_withProofOfLoss(), 5);
        ICoverPool other = _createPool(_monoline());
        _addTerms(other, proofTerms);
        _fund(alice, address(other), 1_000_000 * unit);
        vm.prank(alice);
        other.deposit(1_000_000 * unit, alice);
        RouterOrder memory o = _toOnePool(other, proofTerms, 10);
        _expectRefusal(o, abi.encodeWithSelector(Errors.InsuredNotApproved.selector));
        vm.prank(carol);
        other.setBuyer(address(router), true);
        (uint256[] memory ids,,) = _send(o);
        (address insured,) = coverToken.partiesOf(ids[0]);
        assertEq(insured, carol);
    }

    function _withProofOfLoss() private view returns (Terms memory t) {
        t = _scripted(0);
        t.proofOfLoss = true;
    }

    function test_RTR2_DonationGoesToTheNextCaller() public {
        usdc.mint(address(router), 5 * unit);
        uint256 before = usdc.balanceOf(carol);
        uint256 premium = _premium(0, 100_000);
        (,, uint256 paid) = _send(_routed(100_000, 0, 0));
        assertEq(paid, premium - 5 * unit);
        assertEq(before - usdc.balanceOf(carol), paid);
    }

    function test_RTR2_EventsTellWhatTheOwnerGot() public {
        vm.recordLogs();
        RouterOrder memory o = _routed(260_000, 600_000, 10);
        (o.onBehalf, o.refundTo) = (dave, bob);
        (uint256[] memory ids,,) = _send(o);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 found;
        for (uint256 i; i < logs.length; ++i) {
            if (
                logs[i].topics[0]
                    != keccak256(
                        "CoverBought(uint256,uint256,address,(address,address,address,uint256,uint256,uint40,uint40,address,uint256))"
                    )
            ) continue;
            assertEq(uint256(logs[i].topics[1]), ids[found++]);
            assertEq(coverToken.ownerOf(uint256(logs[i].topics[1])), dave);
        }
        assertEq(found, ids.length);
        assertEq(coverToken.balanceOf(dave), found);
    }
}
