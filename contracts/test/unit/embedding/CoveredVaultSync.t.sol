// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {CoveredVault} from "../../../src/embedding/CoveredVault.sol";
import {CoveredVaultConfig, ICoveredVault} from "../../../src/embedding/ICoveredVault.sol";
import {ShareLossState} from "../../../src/resolution/meters/IShareLossMeter.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {CoverOrder, PricingInput} from "../../../src/pool/PoolTypes.sol";
import {CoveredVaultFixture} from "./CoveredVaultFixture.sol";

/// @notice What a covered vault buys, extends and lets run out, and how strict ones take deposits.
contract CoveredVaultSyncTest is CoveredVaultFixture {
    function _create(CoveredVaultConfig memory c) private returns (CoveredVault) {
        return CoveredVault(vaults.createCoveredVault(c));
    }

    function _held(uint256 i) private view returns (CoverData.Cover memory) {
        return _coverOf(savings.heldCovers()[i]);
    }

    /// @dev A second pool of the same asset, which sells at other prices.
    function _secondPool(uint256 rate, uint256 capital) private returns (ICoverPool second) {
        second = _createPool(_monoline());
        PricingInput memory p = _pricing();
        (p.rateFloor, p.rateAtTarget, p.rateMax) = (rate, rate, rate);
        vm.prank(manager);
        poolConfigurator.addTerms(address(second), termsId, p);
        _fund(alice, address(second), capital);
        vm.prank(alice);
        second.deposit(capital, alice);
    }

    function _ofBoth(ICoverPool second) private view returns (CoveredVaultConfig memory c) {
        c = _vaultConfig(address(leaky), termsId);
        c.poolIds = new uint256[](2);
        (c.poolIds[0], c.poolIds[1]) = (pool.poolId(), second.poolId());
    }

    // -------------------------------------------------------------- purchases

    function test_EMB4_BuysUpToTheTarget() public {
        _save(savings, carol, 1_000_000 * unit);
        (uint256 cover, uint256 premium) = savings.sync(termsId);
        assertEq(cover + premium, 0, "it has not stayed yet");
        skip(1 hours - 1);
        (cover, premium) = savings.sync(termsId);
        assertEq(cover + premium, 0);
        skip(1);
        uint256 quoted = pool.quoteCover(termsId, 1_050_000 * unit, 90 days).premium;
        (cover, premium) = savings.sync(termsId);
        assertEq(cover, 1_050_000 * unit);
        assertEq(premium, quoted);
        uint256[] memory held = savings.heldCovers();
        assertEq(held.length, 1);
        assertEq(coverToken.ownerOf(held[0]), address(savings));
        (address insured, address refundTo) = coverToken.partiesOf(held[0]);
        assertEq(insured, address(savings));
        assertEq(refundTo, address(savings));
        assertEq(usdc.allowance(address(savings), address(pool)), 0);
    }

    function test_EMB2_PurchaseDoesNotMoveTheSharePrice() public {
        uint256 shares = _save(savings, carol, 1_000_000 * unit);
        uint256 before = savings.convertToAssets(shares);
        (, uint256 premium) = _syncSteady(savings, termsId);
        assertApproxEqAbs(savings.convertToAssets(shares), before, 3);
        assertLe(savings.convertToAssets(shares), before);
        assertApproxEqAbs(savings.prepaid(), premium, 1);
        // Half of the time later half of it is earned.
        uint256 end = _held(0).end;
        uint256 half = (end - vm.getBlockTimestamp()) / 2;
        skip(half);
        assertApproxEqRel(savings.prepaid(), premium / 2, 0.0001e18);
        vm.warp(end);
        assertEq(savings.prepaid(), 0);
        assertApproxEqAbs(savings.convertToAssets(shares), before - premium, 5);
    }

    function test_EMB4_NothingIsBoughtWithinTheBand() public {
        _save(savings, carol, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        _save(savings, dave, 100_000 * unit);
        // 1,050,000 of 1,100,000 are more than 95 %.
        (uint256 cover, uint256 premium) = _syncSteady(savings, termsId);
        assertEq(cover, 1_050_000 * unit);
        assertEq(premium, 0);
        _save(savings, dave, 10_000 * unit);
        (cover, premium) = _syncSteady(savings, termsId);
        assertApproxEqRel(cover, 1_165_500 * unit, 0.01e18);
        assertGt(premium, 0);
        assertEq(savings.heldCovers().length, 2);
    }

    function test_EMB4_NothingIsBoughtAboveTheRate() public {
        CoveredVaultConfig memory c = _vaultConfig(address(leaky), termsId);
        c.maxRate = 0.01e18;
        CoveredVault frugal = _create(c);
        _save(frugal, carol, 1_000_000 * unit);
        (uint256 cover, uint256 premium) = _syncSteady(frugal, termsId);
        assertEq(cover, 0);
        assertEq(premium, 0);
        assertEq(frugal.totalAssets(), 1_000_000 * unit);
    }

    function test_EMB4_CheapestPoolSellsFirstAndTheNextOneTheRest() public {
        ICoverPool second = _secondPool(0.01e18, 2_000_000 * unit);
        savings = _create(_ofBoth(second));
        _save(savings, carol, 2_000_000 * unit);
        uint256 available = second.quoteCover(termsId, 2_100_000 * unit, 90 days).available;
        assertLt(available, 2_100_000 * unit);
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertEq(cover, 2_100_000 * unit);
        assertEq(CoverData.poolIdOf(savings.heldCovers()[0]), second.poolId());
        assertEq(_held(0).amount * unit, available);
        assertEq(CoverData.poolIdOf(savings.heldCovers()[1]), pool.poolId());
        assertApproxEqAbs(savings.prepaid() + _wrappedAssets(savings), 2_000_000 * unit, 4);
    }

    /// @dev The whole costs more in the cheaper pool than a part in the dearer one.
    function test_EMB4_DearerPoolWithLessRoomSellsNothing() public {
        ICoverPool second = _secondPool(0.03e18, 2_000_000 * unit);
        savings = _create(_ofBoth(second));
        _save(savings, carol, 2_000_000 * unit);
        uint256 available = second.quoteCover(termsId, 2_100_000 * unit, 90 days).available;
        assertGt(available, 300_000 * unit);
        assertLt(
            second.quoteCover(termsId, available, 90 days).premium,
            pool.quoteCover(termsId, 2_100_000 * unit, 90 days).premium
        );
        _syncSteady(savings, termsId);
        assertEq(savings.heldCovers().length, 1);
        assertEq(CoverData.poolIdOf(savings.heldCovers()[0]), pool.poolId());
        assertEq(_held(0).amount, 2_100_000);
    }

    function test_EMB4_PoolWithRoomForDustIsLeftOut() public {
        ICoverPool second = _secondPool(0.01e18, 100_000 * unit);
        savings = _create(_ofBoth(second));
        _save(savings, carol, 2_000_000 * unit);
        _syncSteady(savings, termsId);
        assertEq(savings.heldCovers().length, 1);
        assertEq(CoverData.poolIdOf(savings.heldCovers()[0]), pool.poolId());
    }

    function test_EMB4_PremiumIsPaidOutOfTheWrappedVaultAlone() public {
        _save(savings, carol, 1_000_000 * unit);
        usdc.mint(address(savings), 100_000 * unit);
        (, uint256 premium) = _syncSteady(savings, termsId);
        assertGt(premium, 1000 * unit);
        assertEq(usdc.balanceOf(address(savings)), 100_000 * unit);
        assertApproxEqAbs(_wrappedAssets(savings), 1_000_000 * unit - premium, 1);
    }

    function test_EMB4_NothingIsBoughtIfTheWrappedVaultPaysNothing() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        coveredOdd.sync(oddTerms);
        odd.setPaused(true, false);
        skip(1 hours);
        (uint256 cover, uint256 premium) = coveredOdd.sync(oddTerms);
        assertEq(cover + premium, 0);
        assertEq(usdc.allowance(address(coveredOdd), address(pool)), 0);
    }

    function test_EMB4_BuysAsMuchAsTheRateAllows() public {
        // The rate begins at 1.5 % and rises by a tenth of that over what is missing.
        CoveredVaultConfig memory c = _vaultConfig(address(leaky), termsId);
        c.maxRate = 0.01555e18;
        CoveredVault frugal = _create(c);
        _save(frugal, carol, 1_000_000 * unit);
        (uint256 cover,) = _syncSteady(frugal, termsId);
        assertGt(cover, 100_000 * unit);
        assertLt(cover, 1_050_000 * unit);
    }

    /// @dev EMB-4: dust in all places of the list does not keep real cover out.
    function test_EMB4_SmallCoversMakeRoom() public {
        _fillList();
        _save(savings, carol, 1_000_000 * unit);
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertGt(cover, 1_000_000 * unit);
        assertEq(savings.heldCovers().length, 16);
    }

    function test_EMB4_NothingIsBoughtWhereNoCoverCanBeCancelled() public {
        _fillList();
        _save(savings, carol, 1_000_000 * unit);
        vm.mockCallRevert(address(pool), abi.encodeWithSelector(pool.cancelCover.selector), "");
        (uint256 cover, uint256 premium) = _syncSteady(savings, termsId);
        assertEq(premium, 0);
        assertLt(cover, 1000 * unit);
        assertEq(savings.heldCovers().length, 16);
    }

    function test_EMB4_NothingIsBoughtWithAPremiumThatDoesNotArrive() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        vm.mockCall(address(odd), abi.encodeWithSelector(odd.withdraw.selector), abi.encode(1));
        (uint256 cover, uint256 premium) = _syncSteady(coveredOdd, oddTerms);
        assertEq(cover + premium, 0);
        assertEq(usdc.allowance(address(coveredOdd), address(pool)), 0);
    }

    /// @dev Sixteen covers: deposits grow by an eighth, and each is covered before the next.
    function _fillList() private {
        _save(savings, eve, 20 * unit);
        _syncSteady(savings, termsId);
        for (uint256 i = 1; i < 16; ++i) {
            _save(savings, eve, savings.totalAssets() * 12 / 100 + unit);
            _syncSteady(savings, termsId);
        }
        assertEq(savings.heldCovers().length, 16);
    }

    function test_EMB4_PriceThatWasMovedBuysNoCover() public {
        _save(savings, carol, 1_000_000 * unit);
        // A donation that doubles the price: the meter has not proven it.
        usdc.mint(address(leaky), leaky.totalAssets());
        assertEq(_wrappedAssets(savings), 2_000_000 * unit - 1);
        assertEq(savings.atRisk(), 1_000_000 * unit);
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertEq(cover, 1_050_000 * unit);
    }

    function test_EMB4_ProvenPriceOfSharesIsRoundedDown() public {
        _save(savings, carol, 1_000_000 * unit);
        usdc.mint(address(leaky), leaky.totalAssets() / 3);
        _proveMeter(meterId);
        usdc.mint(address(leaky), leaky.totalAssets());
        (, ShareLossState memory s) = shareLoss.getMeter(meterId);
        uint256 exact = leaky.balanceOf(address(savings)) * s.mark;
        assertNotEq(exact % 1e27, 0);
        assertEq(savings.atRisk(), exact / 1e27);
    }

    /// @dev A case in the same cluster puts off the starts of new covers.
    function test_EMB4_StartThatIsPutOffIsNotTaken() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        (uint256 coverId,) = _buyScripted(dave, 1_000_000 * unit, 90 days);
        vm.warp(_coverOf(coverId).start);
        uint256 until = vm.getBlockTimestamp() + 20 days;
        resolver.setDecidedBy(until);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        assertEq(pool.quoteCover(oddTerms, unit, 90 days).start, until);
        (uint256 cover, uint256 premium) = _syncSteady(coveredOdd, oddTerms);
        assertEq(cover + premium, 0);
        vm.warp(until);
        (cover,) = _syncSteady(coveredOdd, oddTerms);
        assertEq(cover, 1_050_000 * unit);
    }

    /// @dev The meter's limit binds, and falls with the premium that leaves the wrapped vault.
    function test_EMB4_MeterThatBindsIsBoughtUpTo() public {
        uint256 bobs = odd.balanceOf(bob);
        vm.prank(bob);
        odd.redeem(bobs - 1_000_000 * unit, bob, bob);
        _save(coveredOdd, carol, 1_000_000 * unit);
        skip(1 days);
        (uint256 cover, uint256 premium) = _syncSteady(coveredOdd, oddTerms);
        // 30 % of two millions.
        assertApproxEqRel(cover, 600_000 * unit, 0.01e18);
        assertGt(premium, 0);
        assertEq(usdc.balanceOf(address(coveredOdd)), 0, "what was not spent is back");
        assertEq(usdc.allowance(address(coveredOdd), address(pool)), 0);
    }

    function test_EMB4_PremiumOfARefusedPurchaseIsPutBack() public {
        _save(coveredOdd, carol, 1_000_000 * unit);
        coveredOdd.sync(oddTerms);
        skip(1 hours);
        vm.mockCallRevert(address(pool), abi.encodeWithSelector(pool.buyCover.selector), "");
        (uint256 cover, uint256 premium) = coveredOdd.sync(oddTerms);
        assertEq(cover + premium, 0);
        assertEq(usdc.balanceOf(address(coveredOdd)), 0);
        assertApproxEqAbs(_wrappedAssets(coveredOdd), 1_000_000 * unit, 3);
        assertEq(usdc.allowance(address(coveredOdd), address(pool)), 0);
        assertLe(usdc.allowance(address(coveredOdd), address(odd)), 1);
        // Nobody has used up the hour: the next call buys.
        vm.clearMockedCalls();
        (cover,) = coveredOdd.sync(oddTerms);
        assertEq(cover, 1_050_000 * unit);
    }

    // --------------------------------------------------------------- renewals

    function _untilRenewal() private {
        vm.warp(_held(0).end - 3 days - 14 days);
    }

    function test_EMB5_CoverIsExtendedBeforeItsEnd() public {
        _save(savings, carol, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        uint256 end = _held(0).end;
        vm.warp(end - 3 days - 14 days - 1 hours);
        (, uint256 none) = savings.sync(termsId);
        assertEq(none, 0, "not sooner");
        uint256 shares = savings.balanceOf(carol);
        _untilRenewal();
        uint256 before = savings.convertToAssets(shares);
        (, uint256 quoted) = pool.quoteExtension(savings.heldCovers()[0], 90 days);
        (uint256 cover, uint256 premium) = savings.sync(termsId);
        assertEq(premium, quoted);
        assertEq(cover, 1_050_000 * unit);
        assertEq(savings.heldCovers().length, 1);
        assertGe(_held(0).end, end + 90 days);
        assertApproxEqAbs(savings.convertToAssets(shares), before, 3, "an extension does not move it either");
    }

    function test_EMB5_CoverThatIsTooLargeRunsOutAndASmallerOneIsBought() public {
        _save(savings, carol, 1_000_000 * unit);
        _save(savings, dave, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        _leaveWithAll(savings, dave);
        _untilRenewal();
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertApproxEqRel(cover, 1_050_000 * unit, 0.02e18);
        assertEq(savings.heldCovers().length, 2);
        assertEq(_held(0).amount, 2_100_000, "the old one is as it was");
    }

    function test_EMB5_CoverIsNotExtendedAboveTheRate() public {
        _save(savings, carol, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        uint256 end = _held(0).end;
        PricingInput memory p = _pricing();
        (p.rateFloor, p.rateAtTarget, p.rateMax) = (0.2e18, 0.25e18, 0.3e18);
        vm.prank(manager);
        poolConfigurator.setPricing(address(pool), productId, p);
        _untilRenewal();
        (uint256 cover, uint256 premium) = _syncSteady(savings, termsId);
        assertEq(cover + premium, 0);
        assertEq(_held(0).end, end);
        // It ends, and everybody can leave.
        vm.warp(end + 3 days);
        _syncSteady(savings, termsId);
        assertEq(savings.heldCovers().length, 0, "and is forgotten");
        assertGt(_leaveWithAll(savings, carol), 980_000 * unit);
    }

    function test_EMB6_CoverIsKeptAsLongAsAFiringCanDateBack() public {
        _save(savings, carol, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        uint256 last = _held(0).end + 2 * DWELL;
        vm.warp(last);
        // Another is bought where it can be.
        savings.sync(termsId);
        assertEq(savings.heldCovers().length, 2);
        vm.warp(last + 1);
        savings.sync(termsId);
        assertEq(savings.heldCovers().length, 1);
    }

    function test_EMB4_OldVersionsAreNotBoughtAndNewOnesAre() public {
        _save(savings, carol, 1_000_000 * unit);
        vm.prank(owner);
        uint256 next = registry.publishTerms(_terms(productId, metered), _pins());
        (uint256 cover,) = _syncSteady(savings, termsId);
        assertEq(cover, 0, "the old one is not for sale");
        vm.startPrank(manager);
        poolConfigurator.submitChange(address(pool), next, _pricing());
        skip(COOLDOWN);
        poolConfigurator.applyChange(address(pool), next, _pricing(), address(0));
        vm.stopPrank();
        (cover,) = _syncSteady(savings, next);
        assertEq(cover, 1_050_000 * unit);
        assertEq(CoverData.termsIdOf(savings.heldCovers()[0]), next);
    }

    function test_RevertWhen_EMB4_TermsAreOfAnotherProduct() public {
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, scriptedTerms));
        savings.sync(scriptedTerms);
        vm.expectRevert(abi.encodeWithSignature("UnknownTerms()"));
        savings.sync(999);
    }

    function test_RevertWhen_EMB1_DeductibleOfANewVersionIsTooLarge() public {
        CoveredVaultConfig memory c = _vaultConfig(address(leaky), termsId);
        c.maxDeductible = 0.01e18;
        Terms memory t = _terms(productId, metered);
        t.deductible = 0.01e18;
        vm.prank(owner);
        c.termsId = registry.publishTerms(t, _pins());
        CoveredVault choosy = _create(c);
        choosy.sync(c.termsId);
        t.deductible = 0.01e18 + 1e12;
        vm.prank(owner);
        uint256 next = registry.publishTerms(t, _pins());
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, next));
        choosy.sync(next);
    }

    /// @dev With less, purchases would fail in silence.
    function test_RevertWhen_EMB4_GasIsTooLow() public {
        bytes memory reason = abi.encodeWithSelector(Errors.GasTooLow.selector, 3_000_000);
        vm.expectRevert(reason);
        savings.sync{gas: 3_000_000}(termsId);
        vm.expectRevert(reason);
        savings.settleFirings{gas: 3_000_000}();
        savings.sync{gas: 3_100_000}(termsId);
        savings.settleFirings{gas: 3_100_000}();
    }

    // ----------------------------------------------------------------- strict

    function _strict() private returns (CoveredVault strict) {
        CoveredVaultConfig memory c = _vaultConfig(address(leaky), termsId);
        (c.strict, c.sponsor, c.floor, c.target) = (true, dave, 1.1e18, 1.5e18);
        strict = _create(c);
    }

    function _give(CoveredVault to, uint256 amount) private returns (uint256 coverId) {
        (coverId,) = _buy(dave, amount, 90 days);
        vm.prank(dave);
        coverToken.safeTransferFrom(dave, address(to), coverId);
    }

    function test_EMB9_StrictVaultTakesWhatIsCovered() public {
        CoveredVault strict = _strict();
        assertEq(strict.maxDeposit(carol), 0);
        _fund(carol, address(strict), 100_000 * unit + 1);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.DepositAboveMax.selector, 0));
        strict.deposit(1, carol);

        uint256 coverId = _give(strict, 100_000 * unit);
        assertEq(strict.heldCovers()[0], coverId);
        assertEq(strict.totalAssets(), 0, "a gift counts for nothing");
        assertEq(strict.maxDeposit(carol), 0, "it does not protect yet");
        vm.warp(_coverOf(coverId).start);
        assertEq(strict.maxDeposit(carol), 100_000 * unit);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(ICoveredVault.DepositAboveMax.selector, 100_000 * unit));
        strict.deposit(100_000 * unit + 1, carol);
        uint256 shares = strict.deposit(100_000 * unit, carol);
        assertEq(strict.convertToAssets(shares), 100_000 * unit);
        assertEq(strict.maxDeposit(carol), 0);
        (uint256 covered, uint256 until) = strict.coverageOf(shares);
        assertApproxEqAbs(covered, 100_000 * unit, 1);
        assertEq(until, _coverOf(coverId).end);
    }

    function test_EMB9_GiftIsNotExtendedAndItsTimeIsBoughtAfterIt() public {
        CoveredVault strict = _strict();
        uint256 coverId = _give(strict, 150_000 * unit);
        vm.warp(_coverOf(coverId).start);
        _save(strict, carol, 100_000 * unit);
        uint256 end = _coverOf(coverId).end;
        vm.warp(end - 10 days);
        (uint256 cover,) = _syncSteady(strict, termsId);
        assertEq(_coverOf(coverId).end, end);
        assertEq(cover, 150_000 * unit);
        assertEq(strict.heldCovers().length, 2);
    }

    function test_RevertWhen_EMB9_CoverIsNotTheSponsorsOrNotOfTheProduct() public {
        CoveredVault strict = _strict();
        (uint256 eves,) = _buy(eve, 1000 * unit, 90 days);
        vm.prank(eve);
        vm.expectRevert(ICoveredVault.CoverNotTaken.selector);
        coverToken.safeTransferFrom(eve, address(strict), eves);
        (uint256 other,) = _buyScripted(dave, 1000 * unit, 90 days);
        vm.startPrank(dave);
        vm.expectRevert(ICoveredVault.CoverNotTaken.selector);
        coverToken.safeTransferFrom(dave, address(strict), other);
        vm.expectRevert(Errors.NotAuthorized.selector);
        strict.onERC721Received(dave, dave, eves, "");
    }

    function test_RevertWhen_EMB9_CoverIsOfAnotherPool() public {
        ICoverPool second = _secondPool(0.01e18, 1_000_000 * unit);
        CoveredVault strict = _strict();
        _fund(dave, address(second), 1000 * unit);
        CoverOrder memory o = _order(dave, 1000 * unit, 90 days);
        vm.startPrank(dave);
        (uint256 coverId,) = second.buyCover(o);
        vm.expectRevert(ICoveredVault.CoverNotTaken.selector);
        coverToken.safeTransferFrom(dave, address(strict), coverId);
        vm.stopPrank();
    }

    function test_RevertWhen_EMB9_CoverProtectedAtAFiringThatIsSettled() public {
        CoveredVault strict = _strict();
        (uint256 coverId,) = _buy(dave, 1000 * unit, 90 days);
        skip(10 days);
        _exploitAndFire();
        assertEq(strict.settleFirings(), 1);
        vm.prank(dave);
        vm.expectRevert(ICoveredVault.CoverNotTaken.selector);
        coverToken.safeTransferFrom(dave, address(strict), coverId);
    }

    function test_EMB9_NoFifthGiftIsTaken() public {
        CoveredVault strict = _strict();
        for (uint256 i; i < 4; ++i) {
            _give(strict, unit);
        }
        (uint256 coverId,) = _buy(dave, unit, 90 days);
        vm.prank(dave);
        vm.expectRevert(ICoveredVault.CoverNotTaken.selector);
        coverToken.safeTransferFrom(dave, address(strict), coverId);
    }

    // ----------------------------------------------------------------- views

    function test_EMB4_CoverageOfSharesAndWhenItChanges() public {
        uint256 shares = _save(savings, carol, 1_000_000 * unit);
        (uint256 covered, uint256 until) = savings.coverageOf(shares);
        assertEq(covered + until, 0, "nothing yet");
        _syncSteady(savings, termsId);
        (covered, until) = savings.coverageOf(shares);
        assertEq(covered + until, 0, "nor in the waiting period");
        skip(3 days);
        _save(savings, dave, 1_000_000 * unit);
        _syncSteady(savings, termsId);
        uint256 first = _held(0).end;
        uint256 second = _held(1).end;
        assertLt(first, second);
        skip(3 days);
        (covered, until) = savings.coverageOf(shares);
        assertApproxEqRel(covered, 1_050_000 * unit, 0.005e18);
        assertEq(until, first);
        assertEq(savings.coverageAt(first), _held(1).amount * unit);
        assertEq(savings.coverageAt(second), 0);
    }

    function test_EMB1_PolicyIsAsItWasCreated() public view {
        CoveredVaultConfig memory c = _vaultConfig(address(leaky), termsId);
        assertEq(savings.policy().productId, productId);
        assertEq(savings.policy().meter, address(shareLoss));
        assertEq(savings.policy().meterId, meterId);
        assertEq(savings.policy().subject, metered);
        assertEq(abi.encode(savings.policy().poolIds), abi.encode(c.poolIds));
        assertEq(savings.policy().maxRate, c.maxRate);
        assertEq(savings.policy().floor, c.floor);
        assertEq(savings.policy().target, c.target);
        assertEq(savings.policy().maxDeductible, c.maxDeductible);
        assertEq(savings.policy().duration, c.duration);
        assertFalse(savings.policy().strict);
        assertEq(savings.policy().sponsor, address(0));
    }
}
