// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolConfigurator} from "../../../src/governance/IPoolConfigurator.sol";
import {ProductPricing} from "../../../src/pool/PoolWords.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Packing} from "../../../src/pool/Packing.sol";
import {CoverOrder, PricingInput} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice What a pool sells changes at once where that narrows it, and after everybody could leave where it widens
/// (GOV-2). Branches: PoolChanges.tree.
contract PoolChangesTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC
    uint256 internal constant LIFE = 14 days;

    PricingInput internal l;
    uint256 internal product;
    uint256 internal terms;

    function setUp() public override {
        super.setUp();
        l = _pricing();
        (product, terms) = _listScripted("New", 9);
        _depositTogether(1_000_000 * unit, 1_000_000 * unit);
    }

    // ----------------------------------------------------------------- actions

    function _submit() internal returns (bytes32 changeId, uint256 ripeAt) {
        PricingInput memory pricing = l;
        vm.prank(manager);
        changeId = poolConfigurator.submitChange(address(pool), terms, pricing);
        ripeAt = vm.getBlockTimestamp() + COOLDOWN;
    }

    function _apply(address next) internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        poolConfigurator.applyChange(address(pool), terms, pricing, next);
    }

    function _refusesApply(address next, bytes memory reason) internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(reason);
        poolConfigurator.applyChange(address(pool), terms, pricing, next);
        assertEq(_poolTermsOf(terms).flags, 0, "not sold");
    }

    function _refusesProlong(address next, bytes memory reason) internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(reason);
        poolConfigurator.prolongChange(address(pool), terms, pricing, next);
    }

    function _refusesSet(bytes memory reason) internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(reason);
        poolConfigurator.setPricing(address(pool), scriptedProduct, pricing);
        l = _pricing();
    }

    function _set() internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        poolConfigurator.setPricing(address(pool), scriptedProduct, pricing);
    }

    function _remove(uint256 id) internal {
        vm.prank(manager);
        poolConfigurator.removeTerms(address(pool), id);
    }

    function _settleFor(address controller) internal {
        vm.prank(controller);
        pool.settleRedeemRequests(controller);
    }

    function _error(bytes4 selector) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector);
    }

    function _error(bytes4 selector, uint256 argument) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, argument);
    }

    function _widens(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.ChangeWidens.selector, field);
    }

    function _premium() internal view returns (uint256) {
        return pool.quoteCover(scriptedTerms, 10_000 * unit, 90 days).premium;
    }

    // ----------------------------------------------------------------- at once

    /// @dev GOV-2: dearer and narrower is immediate, whoever holds shares.
    function test_GOV2_DearerAndNarrowerIsAtOnce() public {
        uint256 before = _premium();
        l.rateFloor += 1e12;
        l.rateAtTarget += 2e12;
        l.rateMax += 3e12;
        l.target -= 4e12;
        l.maxRatio -= 5e12;
        l.managerFee -= 6e12;
        l.sponsorFee -= 7e12;
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.PricingChanged(address(pool), scriptedProduct);
        _set();
        ProductPricing memory now_ = pool.pricingOf(scriptedProduct);
        assertEq(now_.rateFloor, 15_001);
        assertEq(now_.rateAtTarget, 35_002);
        assertEq(now_.rateMax, 300_003);
        assertEq(now_.target, 699_996);
        assertEq(now_.maxRatio, 999_995);
        assertEq(now_.managerFee, 49_994);
        assertEq(now_.sponsorFee, 49_993);
        assertEq(now_.cluster, 1, "the lane stays");
        assertEq(
            keccak256(abi.encode(now_)), keccak256(abi.encode(Packing.toProductPricing(_mapped(16, scriptedProduct))))
        );
        assertGe(_premium(), before);
        _set();
    }

    /// @dev The haircut is the terms', not the manager's.
    function test_GOV2_HaircutIsKept() public {
        Terms memory t = _scripted(product);
        t.haircut = 0.25e18;
        vm.prank(owner);
        terms = registry.publishTerms(t, _pins());
        _submit();
        skip(COOLDOWN);
        _apply(address(0));
        assertEq(pool.pricingOf(product).haircut, 250_000);
        l.maxRatio = 0.5e18;
        PricingInput memory pricing = l;
        vm.prank(manager);
        poolConfigurator.setPricing(address(pool), product, pricing);
        assertEq(pool.pricingOf(product).haircut, 250_000);
        assertEq(pool.pricingOf(product).cluster, 2);
    }

    function test_RevertWhen_GOV2_PricingWiden() public {
        l.rateFloor -= 1e12;
        _refusesSet(_widens("rateFloor"));
        l.rateAtTarget -= 1e12;
        _refusesSet(_widens("rateAtTarget"));
        l.rateMax -= 1e12;
        _refusesSet(_widens("rateMax"));
        l.target += 1e12;
        _refusesSet(_widens("target"));
        l.managerFee += 1e12;
        _refusesSet(_widens("managerFee"));
        l.sponsorFee += 1e12;
        _refusesSet(_widens("sponsorFee"));
        l.maxRatio = 0.5e18;
        _set();
        l.maxRatio += 1e12;
        _refusesSet(_widens("maxRatio"));
        // One step down is a step up later: that has to be announced.
        _refusesSet(_widens("maxRatio"));
    }

    function test_RevertWhen_PricingOfAProductThatWasNeverSold() public {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(Errors.UnknownTerms.selector);
        poolConfigurator.setPricing(address(pool), product, pricing);
        l.rateMax = 11e18;
        _refusesSet(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("rateMax")));
    }

    /// @dev What was taken before a change of the fees is divided as it was agreed then.
    function test_PREM6_FeesSoFarAreDividedAsBefore() public {
        _buyScripted(carol, 100_000 * unit, 90 days);
        uint256 fees = _productWord(scriptedProduct).fees;
        assertGt(fees, 0);
        l.sponsorFee = 0;
        _set();
        assertEq(_productWord(scriptedProduct).fees, 0);
        assertEq(poolConfigurator.feesOwed(address(usdc), sponsor), fees / 2);
        assertEq(poolConfigurator.feesOwed(address(usdc), manager), fees - fees / 2);
        _buyScripted(carol, 100_000 * unit, 90 days);
        uint256 later = _productWord(scriptedProduct).fees;
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        assertEq(poolConfigurator.feesOwed(address(usdc), sponsor), fees / 2, "nothing more");
        assertEq(poolConfigurator.feesOwed(address(usdc), manager), fees - fees / 2 + later);
    }

    /// @dev While nobody has a share nobody has to be warned.
    function test_GOV2_WithoutSharesEverythingIsAtOnce() public {
        _leave(alice);
        _leave(bob);
        assertEq(pool.totalSupply(), 0);
        (l.rateFloor, l.target, l.managerFee) = (0, 0.8e18, 0.1e18);
        _set();
        assertEq(pool.pricingOf(scriptedProduct).rateFloor, 0);
        _remove(scriptedTerms);
        PricingInput memory pricing = l;
        vm.startPrank(manager);
        poolConfigurator.addTerms(address(pool), scriptedTerms, pricing);
        poolConfigurator.addTerms(address(pool), terms, pricing);
        vm.stopPrank();
        assertEq(_poolTermsOf(terms).flags, 1);
    }

    function test_GOV2_SaleIsStoppedAtOnce() public {
        (uint256 coverId,) = _buyScripted(carol, 1000 * unit, 90 days);
        bytes32 cover = keccak256(abi.encode(_coverOf(coverId)));
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.TermsRemoved(address(pool), scriptedTerms, scriptedProduct);
        _remove(scriptedTerms);
        assertEq(_poolTermsOf(scriptedTerms).flags, 0);
        assertEq(_poolTermsOf(scriptedTerms).serial, 1, "covers are counted on");
        assertEq(_poolTermsOf(scriptedTerms).horizon, HORIZON, "and rest on the same terms");
        assertEq(keccak256(abi.encode(_coverOf(coverId))), cover);
        bytes memory notHere = abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool"));
        _fund(dave, address(pool), 1000 * unit);
        CoverOrder memory o = _orderScripted(dave, unit, 30 days);
        vm.prank(dave);
        vm.expectRevert(notHere);
        pool.buyCover(o);
        vm.expectRevert(notHere);
        pool.quoteExtension(coverId, 30 days);
        assertGt(pool.quoteCancellation(coverId), 0);
        // A meter's terms keep what observes them.
        _remove(termsId);
        assertEq(_poolTermsOf(termsId).flags, 2);
        vm.prank(manager);
        vm.expectRevert(Errors.UnknownTerms.selector);
        poolConfigurator.removeTerms(address(pool), scriptedTerms);
    }

    /// @dev A sale is resumed like a new one is begun.
    function test_GOV2_ResumedSaleIsAnnounced() public {
        _buyScripted(carol, 1000 * unit, 90 days);
        _remove(scriptedTerms);
        terms = scriptedTerms;
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(Errors.SharesExist.selector);
        poolConfigurator.addTerms(address(pool), terms, pricing);
        _submit();
        skip(COOLDOWN);
        _apply(address(0));
        assertEq(_poolTermsOf(scriptedTerms).flags, 1);
        (uint256 coverId,) = _buyScripted(dave, 1000 * unit, 30 days);
        assertEq(uint32(coverId), 2, "serials go on");
    }

    // --------------------------------------------------------------- announced

    /// @dev GOV-2: a new product, once the cooldown is over, to the second.
    function test_GOV2_WideningWaitsForTheCooldown() public {
        PricingInput memory pricing = l;
        bytes32 id = keccak256(abi.encode(address(pool), terms, pricing));
        uint256 ripeAt = vm.getBlockTimestamp() + COOLDOWN;
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.ChangeSubmitted(address(pool), terms, id, pricing, ripeAt, ripeAt + COOLDOWN + LIFE);
        (bytes32 changeId,) = _submit();
        assertEq(changeId, id);
        (bytes32 read, uint256 ripe, uint256 expires) = poolConfigurator.getChange(address(pool), terms, pricing);
        assertEq(read, id);
        assertEq(ripe, ripeAt);
        assertEq(expires, ripeAt + COOLDOWN + LIFE);
        vm.warp(ripeAt - 1);
        _refusesApply(address(0), _error(Errors.TimelockActive.selector, ripeAt));
        vm.warp(ripeAt);
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.TermsAdded(address(pool), terms, product);
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.ChangeApplied(address(pool), terms, id);
        _apply(address(0));
        assertEq(_poolTermsOf(terms).flags, 1);
        assertEq(pool.pricingOf(product).rateFloor, 15_000);
        _refusesAgain();
    }

    /// @dev Once.
    function _refusesAgain() internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(Errors.UnknownChange.selector);
        poolConfigurator.applyChange(address(pool), terms, pricing, address(0));
    }

    /// @dev A lower price and a higher limit and fee of what is sold already.
    function test_GOV2_LowerPricesAreAnnounced() public {
        terms = scriptedTerms;
        (l.rateFloor, l.rateAtTarget, l.rateMax, l.target, l.managerFee) = (0.01e18, 0.02e18, 0.1e18, 0.8e18, 0.1e18);
        uint256 before = _premium();
        _submit();
        assertEq(_premium(), before, "not yet");
        skip(COOLDOWN);
        uint256 fees = _productWord(scriptedProduct).fees;
        _apply(address(0));
        assertLt(_premium(), before);
        assertEq(pool.pricingOf(scriptedProduct).managerFee, 100_000);
        assertEq(fees, 0);
    }

    /// @dev A new version of terms is a new line beside the old one.
    function test_GOV2_NewVersionIsAnnounced() public {
        vm.prank(owner);
        terms = registry.publishTerms(_scripted(scriptedProduct), _pins());
        _submit();
        skip(COOLDOWN);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("not in this pool")));
        pool.quoteCover(terms, unit, 30 days);
        _apply(address(0));
        pool.quoteCover(terms, unit, 30 days);
        assertEq(_poolTermsOf(scriptedTerms).flags, 1, "the registry has superseded it, not the pool");
        assertEq(pool.pricingOf(scriptedProduct).cluster, 1);
    }

    function test_GOV2_ExpiresToTheSecond() public {
        (, uint256 ripeAt) = _submit();
        uint256 expiresAt = ripeAt + COOLDOWN + LIFE;
        uint256 state = vm.snapshotState();
        vm.warp(expiresAt);
        _apply(address(0));
        vm.revertToState(state);
        vm.warp(expiresAt + 1);
        _refusesApply(address(0), _error(Errors.ChangeExpired.selector, expiresAt));
        _refusesProlong(address(0), _error(Errors.ChangeExpired.selector, expiresAt));
        // Announced anew it waits anew.
        (, ripeAt) = _submit();
        _refusesApply(address(0), _error(Errors.TimelockActive.selector, ripeAt));
        vm.warp(ripeAt);
        _apply(address(0));
    }

    function test_GOV2_SubmittedAgainTheClockStartsAnew() public {
        (bytes32 first, uint256 ripeAt) = _submit();
        vm.warp(ripeAt - 1);
        (bytes32 second,) = _submit();
        assertEq(first, second);
        vm.warp(ripeAt);
        _refusesApply(address(0), _error(Errors.TimelockActive.selector, ripeAt + COOLDOWN - 1));
    }

    function test_GOV2_OtherPricingAreAnotherChange() public {
        _submit();
        skip(COOLDOWN);
        l.rateFloor -= 1e12;
        _refusesApply(address(0), _error(Errors.UnknownChange.selector));
        l.rateFloor += 1e12;
        terms = scriptedTerms;
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(Errors.UnknownChange.selector);
        poolConfigurator.applyChange(address(pool), terms, pricing, address(0));
    }

    function test_GOV2_RevokedIsForgotten() public {
        (bytes32 changeId,) = _submit();
        PricingInput memory pricing = l;
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.ChangeRevoked(address(pool), terms, changeId);
        vm.prank(manager);
        poolConfigurator.revokeChange(address(pool), terms, pricing);
        (, uint256 ripe, uint256 expires) = poolConfigurator.getChange(address(pool), terms, pricing);
        assertEq(ripe + expires, 0);
        skip(COOLDOWN);
        _refusesApply(address(0), _error(Errors.UnknownChange.selector));
        _refusesProlong(address(0), _error(Errors.UnknownChange.selector));
        vm.prank(manager);
        vm.expectRevert(Errors.UnknownChange.selector);
        poolConfigurator.revokeChange(address(pool), terms, pricing);
    }

    function test_RevertWhen_GOV2_WhatIsAnnouncedCannotBeSold() public {
        PricingInput memory pricing = l;
        vm.startPrank(manager);
        vm.expectRevert(Errors.UnknownTerms.selector);
        poolConfigurator.submitChange(address(pool), 999, pricing);
        pricing.target = 0;
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("target")));
        poolConfigurator.submitChange(address(pool), terms, pricing);
        vm.stopPrank();
        Terms memory t = _scripted(product);
        t.horizon = uint32(COOLDOWN) - 1 days + 1;
        (, terms) = _listTerms(t, 9);
        pricing = l;
        vm.prank(manager);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("horizon")));
        poolConfigurator.submitChange(address(pool), terms, pricing);
    }

    /// @dev CAP-4: eight clusters, found out when announced, and again when made.
    function test_RevertWhen_GOV2_CAP4_NoLaneIsLeft() public {
        bytes memory full = abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("cluster"));
        uint256 first = terms;
        _submit();
        uint256[7] memory more;
        for (uint256 i; i < 7; ++i) {
            (, terms) = _listScripted("P", 100 + i);
            more[i] = terms;
            _submit();
        }
        skip(COOLDOWN);
        for (uint256 i; i < 6; ++i) {
            terms = more[i];
            _apply(address(0));
        }
        terms = more[6];
        _refusesApply(address(0), full);
        terms = first;
        _refusesApply(address(0), full);
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(full);
        poolConfigurator.submitChange(address(pool), terms, pricing);
    }

    function test_RevertWhen_GOV2_CallerIsNotTheManager() public {
        _submit();
        skip(COOLDOWN);
        PricingInput memory pricing = l;
        address p = address(pool);
        address[5] memory callers = [eve, guardian, owner, sponsor, alice];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.submitChange(p, terms, pricing);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.applyChange(p, terms, pricing, address(0));
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.revokeChange(p, terms, pricing);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.prolongChange(p, terms, pricing, address(0));
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.setPricing(p, scriptedProduct, pricing);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.removeTerms(p, scriptedTerms);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.transferManager(p, callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.acceptManager(p);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.setGuardian(p, callers[i]);
            vm.stopPrank();
        }
        // And the contract's own calls on the pool are the manager contract's alone.
        vm.startPrank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.setPauses(0, 0);
        vm.stopPrank();
    }

    // ------------------------------------------------------- exits come before

    /// @dev GOV-2: whoever asked to leave until the last second of the cooldown is out before the change.
    function test_GOV2_WaitsForWhoAskedUntilItIsRipe() public {
        (, uint256 ripeAt) = _submit();
        skip(COOLDOWN / 2);
        _request(alice, SHARES / 2);
        vm.warp(ripeAt);
        _request(bob, SHARES / 2);
        assertEq(pool.nextExit(alice), ripeAt - COOLDOWN / 2);
        _refusesApply(alice, _error(Errors.ExitsPending.selector));
        vm.warp(ripeAt + COOLDOWN / 2);
        _settleFor(alice);
        assertEq(pool.nextExit(bob), ripeAt);
        _refusesApply(bob, _error(Errors.ExitsPending.selector));
        vm.warp(ripeAt + COOLDOWN);
        _settleFor(bob);
        assertEq(pool.nextExit(eve), type(uint256).max);
        _apply(eve);
    }

    /// @dev Whoever asks a second later than that does not delay it, however much, and by however many requests.
    function test_GOV2_LaterExitsDoNotDelayIt() public {
        (, uint256 ripeAt) = _submit();
        skip(2 days);
        _request(alice, SHARES / 2);
        vm.warp(ripeAt + 1);
        _request(bob, SHARES);
        for (uint256 i; i < 3; ++i) {
            address dust = address(uint160(0xd057 + i));
            vm.prank(alice);
            pool.transfer(dust, 1);
            _request(dust, 1);
            skip(1 hours);
        }
        _refusesApply(alice, _error(Errors.ExitsPending.selector));
        skip(2 days);
        _settleFor(alice);
        assertEq(pool.nextExit(bob), ripeAt + 1);
        _apply(bob);
    }

    /// @dev Only the request at the head of the queue proves anything.
    function test_RevertWhen_GOV2_AnotherRequestIsShown() public {
        (, uint256 ripeAt) = _submit();
        _request(alice, SHARES / 2);
        vm.warp(ripeAt + 1);
        _request(bob, SHARES);
        bytes memory notNext = _error(Errors.NotNextInQueue.selector);
        _refusesApply(bob, notNext);
        _refusesApply(eve, notNext);
        _refusesApply(address(0), notNext);
        _settleFor(alice);
        // Settled and not yet withdrawn: no longer next.
        _refusesApply(alice, notNext);
        vm.prank(alice);
        pool.requestRedeem(SHARES / 4, alice, alice);
        _refusesApply(alice, notNext);
        _apply(bob);
    }

    /// @dev A request that is settled in part is still the next one.
    function test_GOV2_WaitsForTheRestOfAPartlySettledRequest() public {
        _buyScripted(carol, 450_000 * unit, 21 days);
        _buy(carol, 400_000 * unit, 21 days);
        (, uint256 ripeAt) = _submit();
        _request(alice, SHARES);
        _request(bob, SHARES / 2);
        vm.warp(ripeAt);
        _settleFor(bob);
        assertGt(pool.pendingRedeemRequest(0, bob), 0, "in part");
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        _refusesApply(bob, _error(Errors.ExitsPending.selector));
        _refusesApply(alice, _error(Errors.NotNextInQueue.selector));
        (, uint256 latest) = pool.redeemSchedule(bob);
        vm.warp(ripeAt + COOLDOWN + LIFE);
        PricingInput memory pricing = l;
        vm.prank(manager);
        uint256 expiresAt = poolConfigurator.prolongChange(address(pool), terms, pricing, bob);
        assertLe(latest, expiresAt);
        vm.warp(latest);
        _settleFor(bob);
        _apply(bob);
    }

    /// @dev The last request of all, settled in full: its controller shows nothing, and nobody has to.
    function test_GOV2_EmptyQueueNeedsNobody() public {
        _request(alice, SHARES / 2);
        skip(COOLDOWN);
        _settleFor(alice);
        assertEq(pool.nextExit(alice), type(uint256).max);
        assertEq(pool.nextExit(address(0)), type(uint256).max);
    }

    // -------------------------------------------------------------- prolonging

    /// @dev Exits that the cover in force holds up for longer than an announcement lives: it is kept alive, 14 days at a
    /// time, and is made once they are out.
    function test_GOV2_ProlongedWhileExitsAreHeldUp() public {
        _buyScripted(carol, 450_000 * unit, 200 days);
        _buy(carol, 450_000 * unit, 200 days);
        (bytes32 changeId, uint256 ripeAt) = _submit();
        uint256 expiresAt = ripeAt + COOLDOWN + LIFE;
        _request(alice, SHARES);
        PricingInput memory pricing = l;
        // Early it gains nothing and loses nothing.
        vm.prank(manager);
        assertEq(poolConfigurator.prolongChange(address(pool), terms, pricing, alice), expiresAt);
        // Bob asks in the last second that counts.
        vm.warp(ripeAt);
        _request(bob, SHARES / 2);
        vm.warp(expiresAt);
        _settleFor(bob);
        (, uint256 latest) = pool.redeemSchedule(bob);
        assertGt(latest, expiresAt + 100 days);
        while (expiresAt < latest) {
            vm.warp(expiresAt);
            expiresAt += LIFE;
            vm.expectEmit(address(poolConfigurator));
            emit IPoolConfigurator.ChangeProlonged(address(pool), changeId, expiresAt);
            vm.prank(manager);
            assertEq(poolConfigurator.prolongChange(address(pool), terms, pricing, bob), expiresAt);
        }
        vm.warp(latest);
        // Now it waits for somebody to settle, and no longer for the cover.
        _refusesProlong(bob, _error(Errors.ExitsNotHeldUp.selector));
        _settleFor(bob);
        _refusesProlong(bob, _error(Errors.ExitsNotHeldUp.selector));
        _apply(bob);
    }

    /// @dev An announcement does not lie in a drawer because somebody leaves his exit unsettled, or came later.
    function test_RevertWhen_GOV2_NobodyIsHeldUp() public {
        (, uint256 ripeAt) = _submit();
        _request(alice, SHARES / 2);
        // The second at which her cooldown ends.
        vm.warp(ripeAt);
        _refusesProlong(alice, _error(Errors.ExitsNotHeldUp.selector));
        vm.warp(ripeAt + 1);
        _request(bob, SHARES / 2);
        _refusesProlong(alice, _error(Errors.ExitsNotHeldUp.selector));
        _refusesProlong(bob, _error(Errors.NotNextInQueue.selector));
        _settleFor(alice);
        _refusesProlong(bob, _error(Errors.ExitsNotHeldUp.selector));
        vm.warp(ripeAt + COOLDOWN + 1);
        _settleFor(bob);
        _refusesProlong(bob, _error(Errors.ExitsNotHeldUp.selector));
    }

    /// @dev Whatever happens to the queue: if a change can be made, nobody who asked until it was ripe waits any more; and
    /// if nobody does, it can be made.
    function testFuzz_GOV2_MadeExactlyWhenTheEarlyOnesAreOut(uint256 seed) public {
        (, uint256 ripeAt) = _submit();
        uint256 early;
        uint256 ends = ripeAt + COOLDOWN + LIFE;
        address[4] memory people = [alice, bob, carol, dave];
        _deposit(carol, 500_000 * unit);
        _deposit(dave, 500_000 * unit);
        for (uint256 i; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(seed % 3 days);
            if (vm.getBlockTimestamp() > ends) break;
            address who = people[(seed >> 32) % 4];
            uint256 mine = pool.balanceOf(who);
            if ((seed >> 40) % 2 == 0 && mine > 4 && pool.pendingRedeemRequest(0, who) == 0) {
                uint256 before = _queueWord().requested;
                _request(who, mine / 3 + 1);
                if (vm.getBlockTimestamp() <= ripeAt) early = _queueWord().requested;
                assertGt(_queueWord().requested, before);
            } else {
                vm.prank(who);
                try pool.settleRedeemRequests(who) {} catch {}
            }
            _compare(people, early, ripeAt);
        }
    }

    function _compare(address[4] memory people, uint256 early, uint256 ripeAt) internal {
        uint256 head = _queueWord().requested - _totalsWord().queued;
        bool can = head >= early && vm.getBlockTimestamp() >= ripeAt;
        PricingInput memory pricing = l;
        bool done;
        uint256 state = vm.snapshotState();
        for (uint256 k; k < 4 && !done; ++k) {
            vm.prank(manager);
            try poolConfigurator.applyChange(address(pool), terms, pricing, people[k]) {
                done = true;
            } catch {}
        }
        vm.revertToState(state);
        assertEq(done, can);
    }

    // ------------------------------------------------------------------- roles

    function test_GOV2_ManagerIsChangedInTwoSteps() public {
        _buyScripted(carol, 100_000 * unit, 90 days);
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        uint256 owed = poolConfigurator.feesOwed(address(usdc), manager);
        assertGt(owed, 0);
        _submit();
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.ManagerTransferStarted(address(pool), manager, dave);
        vm.prank(manager);
        poolConfigurator.transferManager(address(pool), dave);
        assertEq(poolConfigurator.pendingManagerOf(address(pool)), dave);
        (address m, address g) = poolConfigurator.rolesOf(address(pool));
        assertEq(m, manager, "until it is accepted");
        assertEq(g, guardian);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.acceptManager(address(pool));
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.ManagerTransferred(address(pool), manager, dave);
        vm.prank(dave);
        poolConfigurator.acceptManager(address(pool));
        (m, g) = poolConfigurator.rolesOf(address(pool));
        assertEq(m, dave);
        assertEq(g, guardian);
        assertEq(poolConfigurator.pendingManagerOf(address(pool)), address(0));
        vm.prank(dave);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.acceptManager(address(pool));
        // What was owed stays where it was, what comes is the new one's, and so are the announcements.
        assertEq(poolConfigurator.feesOwed(address(usdc), manager), owed);
        _buyScripted(carol, 100_000 * unit, 90 days);
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        assertEq(poolConfigurator.feesOwed(address(usdc), manager), owed);
        assertGt(poolConfigurator.feesOwed(address(usdc), dave), 0);
        skip(COOLDOWN);
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.applyChange(address(pool), terms, pricing, address(0));
        vm.prank(dave);
        poolConfigurator.applyChange(address(pool), terms, pricing, address(0));
        assertEq(_poolTermsOf(terms).flags, 1);
    }

    function test_GOV2_TransferOfTheManagerIsTakenBack() public {
        vm.startPrank(manager);
        poolConfigurator.transferManager(address(pool), dave);
        poolConfigurator.transferManager(address(pool), address(0));
        vm.stopPrank();
        vm.prank(dave);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.acceptManager(address(pool));
    }

    function test_GOV2_GuardianIsTheManagers() public {
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.GuardianSet(address(pool), dave);
        vm.prank(manager);
        poolConfigurator.setGuardian(address(pool), dave);
        (, address g) = poolConfigurator.rolesOf(address(pool));
        assertEq(g, dave);
        vm.prank(guardian);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.pauseSales(address(pool), 1 days);
        vm.prank(dave);
        poolConfigurator.pauseSales(address(pool), 1 days);
    }
}
