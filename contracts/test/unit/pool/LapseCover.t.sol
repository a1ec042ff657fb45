// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "solady/tokens/ERC721.sol";

import {IPoolCoverChanges} from "../../../src/pool/roles/IPoolCoverChanges.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {StorageProof} from "../../../src/listing/IProxyCode.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Cover whose code has changed and was not reviewed in time: CODE-3, CODE-4. Branches: LapseCover.tree.
contract LapseCoverTest is UnitFixture {
    uint256 internal constant GRACE = 20 days;
    bytes internal constant REVIEWED = hex"600060005260206000f3";
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";

    address internal target = makeAddr("covered contract");
    uint256 internal coverId;
    uint256 internal lapsesAt;
    StorageProof internal none;

    function setUp() public override {
        super.setUp();
        vm.etch(target, REVIEWED);
        _attest(keccak256(REVIEWED));
        covered = target;
        vm.startPrank(owner);
        scriptedProduct = registry.listProduct(30, sponsor, "Pinned");
        Terms memory t = _scripted(scriptedProduct);
        t.codeGrace = uint24(GRACE);
        scriptedTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, scriptedTerms);
        _deposit(alice, 10_000_000 * unit);
        (coverId,) = _buyScripted(carol, 100_000 * unit, 200 days);
        skip(5 days);
    }

    function _flag() internal {
        vm.etch(target, OTHER_CODE);
        vm.prank(eve);
        registry.flagCodeChange(scriptedTerms, 0, none);
        lapsesAt = registry.lapseAt(scriptedTerms);
    }

    function _unearned() internal view returns (uint256) {
        CoverData.Cover memory c = _coverOf(coverId);
        return (c.rate * (c.end - vm.getBlockTimestamp()) * unit) >> 33;
    }

    function _expectRefusal(address by, bytes memory refusal) internal {
        vm.prank(by);
        vm.expectRevert(refusal);
        pool.lapseCover(coverId);
    }

    // ------------------------------------------------------------------- sales

    /// @dev T-11: neither sold nor extended while it is flagged, and nobody is locked in.
    function test_T11_FlaggedTermsAreNotSold() public {
        _flag();
        bytes memory refusal = abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("flagged"));
        _fund(dave, address(pool), 1_000_000 * unit);
        CoverOrder memory o = _orderScripted(dave, 1000 * unit, 30 days);
        vm.prank(dave);
        vm.expectRevert(refusal);
        pool.buyCover(o);
        vm.expectRevert(refusal);
        pool.quoteCover(scriptedTerms, 1000 * unit, 30 days);
        vm.prank(carol);
        vm.expectRevert(refusal);
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.prank(carol);
        assertGt(pool.cancelCover(coverId), 0, "cancelling stays possible");
    }

    function test_T11_ClearedTermsAreSoldAgain() public {
        _flag();
        _attest(keccak256(OTHER_CODE));
        vm.prank(eve);
        registry.clearCodeChange(scriptedTerms, 0, none);
        _buyScripted(dave, 1000 * unit, 30 days);
    }

    // --------------------------------------------------------------- incidents

    /// @dev CODE-4: an incident in the grace is covered, the malicious upgrade itself included, and reported after it.
    function test_CODE4_IncidentsOfTheGraceArePaid() public {
        _flag();
        uint256[3] memory times = [lapsesAt - GRACE, lapsesAt - GRACE + 1 days, lapsesAt - 1];
        for (uint256 i; i < times.length; ++i) {
            uint256 state = vm.snapshotState();
            vm.warp(times[i] + REPORT_WINDOW);
            (uint256 incidentId,) = _openCaseOf(times[i], 0.5e18);
            assertApproxEqAbs(vault.claimPayout(coverId, incidentId), 45_000 * unit, 2);
            vm.revertToState(state);
        }
    }

    function test_CODE4_IncidentsAfterTheGraceAreNot() public {
        _flag();
        vm.warp(lapsesAt + 2 days);
        bytes memory refusal = abi.encodeWithSelector(Errors.TermsLapsed.selector, lapsesAt);
        uint256[2] memory times = [lapsesAt, lapsesAt + 1 days];
        for (uint256 i; i < times.length; ++i) {
            uint256 incidentId = _incident(times[i], 0.5e18);
            vm.expectRevert(refusal);
            vault.openCase(scriptedTerms, incidentId, 0);
        }
    }

    /// @dev Whoever has been paid once is paid again: a case that was opened in time goes on after the lapse.
    function test_CODE4_AClaimGoesOnAfterTheLapse() public {
        _flag();
        vm.warp(lapsesAt - 1);
        (uint256 incidentId,) = _openCaseOf(lapsesAt - 1 days, 0.5e18);
        vm.warp(lapsesAt + 5 days);
        vm.prank(eve);
        pool.lapseCover(coverId);
        assertEq(vault.claimPayout(coverId, incidentId), 45_000 * unit, "100,000 x (50 % - 5 %)");
    }

    /// @dev Terms lapse, not incidents: under another version of the product the same event is a case, and the lapsed one's
    /// covers have no part in it.
    function test_CODE4_AnotherVersionsCaseDoesNotCoverWhatHasLapsed() public {
        _flag();
        covered = address(leaky);
        Terms memory t = _scripted(scriptedProduct);
        vm.prank(owner);
        uint256 version = registry.publishTerms(t, _pins());
        vm.prank(manager);
        poolConfigurator.submitChange(address(pool), version, _pricing());
        skip(COOLDOWN + 1 days);
        vm.prank(manager);
        poolConfigurator.applyChange(address(pool), version, _pricing(), address(0));
        CoverOrder memory o = _orderScripted(dave, 100_000 * unit, 100 days);
        o.termsId = version;
        _fund(dave, address(pool), 100_000 * unit);
        vm.prank(dave);
        (uint256 other,) = pool.buyCover(o);
        vm.warp(lapsesAt + 1 hours);
        uint256 incidentId = _incident(lapsesAt, 0.5e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.TermsLapsed.selector, lapsesAt));
        vault.openCase(scriptedTerms, incidentId, 0);
        vault.openCase(version, incidentId, 0);
        assertEq(vault.claimPayout(other, incidentId), 45_000 * unit);
        assertEq(vault.previewPayout(coverId, incidentId), 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, incidentId);
    }

    // ------------------------------------------------------------------- lapse

    /// @dev ACC-1: other cover has ended since anybody looked. Its capital comes free once.
    function test_ACC1_LapseAfterOtherCoverHasEnded() public {
        _buyScripted(dave, 50_000 * unit, 20 days);
        _buyScripted(dave, 30_000 * unit, 200 days);
        _flag();
        skip(60 days);
        pool.lapseCover(coverId);
        assertEq(pool.committedCover(scriptedProduct), 30_000 * unit);
        pool.processExpiries();
        assertEq(uint256(_word(3)), 30_000 << 62, "the third lane: what goes on");
    }

    /// @dev CODE-4: all that is unearned, without fee or minimum billing, however young the cover is.
    function test_CODE4_TheOwnerTakesAllThatIsUnearned() public {
        _flag();
        vm.warp(lapsesAt);
        uint256 expected = _unearned();
        uint256 equity = pool.totalAssets();
        uint256 before = usdc.balanceOf(carol);
        assertGt(expected, pool.quoteCancellation(coverId), "more than a cancellation");
        vm.expectEmit(address(pool));
        emit IPoolCoverChanges.CoverLapsed(coverId, carol, expected);
        vm.prank(carol);
        assertEq(pool.lapseCover(coverId), expected);
        assertEq(usdc.balanceOf(carol) - before, expected);
        assertApproxEqAbs(pool.totalAssets(), equity, 1, "nothing is earned at once");
        assertGe(pool.totalAssets(), equity, "ACC-2");
        CoverData.Cover memory c = _coverOf(coverId);
        assertEq(c.end, (lapsesAt + 1 days - 1) / 1 days * 1 days, "the midnight after the lapse");
        assertEq(c.rate, 0);
        assertEq(c.amount, 100_000, "what comes up of before is still paid");
        assertEq(coverToken.ownerOf(coverId), carol);
        assertEq(_moneyWord().rate, 0, "nothing streams on");
        assertEq(pool.committedCover(scriptedProduct), 100_000 * unit, "its capital stays as long");
        vm.warp((c.end + HORIZON + 14 days - 1) / 14 days * 14 days);
        assertEq(pool.committedCover(scriptedProduct), 0, "and is free then");
        _assertSolvent();
    }

    /// @dev ACC-2, ACC-3: at any time after the lapse, beside another cover.
    function testFuzz_CODE4_LapseAtAnyTime(uint256 amount, uint256 duration, uint256 wait) public {
        amount = bound(amount, 1, 1_000_000) * unit;
        (coverId,) = _buyScripted(carol, amount, bound(duration, 30, 365) * 1 days);
        CoverData.Cover memory c = _coverOf(coverId);
        _flag();
        vm.warp(bound(wait, lapsesAt, c.end - 1));
        uint256 equity = pool.totalAssets();
        uint256 committed = pool.committedCover(scriptedProduct);
        uint256 expected = _unearned();
        if (expected == 0) {
            _expectRefusal(carol, abi.encodeWithSelector(Errors.NotRefundable.selector));
            return;
        }
        vm.prank(carol);
        assertEq(pool.lapseCover(coverId), expected);
        uint256 end = (lapsesAt + 1 days - 1) / 1 days * 1 days;
        bool free = (end + HORIZON + 14 days - 1) / 14 days * 14 days <= vm.getBlockTimestamp();
        assertEq(pool.committedCover(scriptedProduct), free ? committed - amount : committed);
        assertGe(pool.totalAssets(), equity);
        assertLe(pool.totalAssets(), equity + 2);
        _assertSolvent();
    }

    /// @dev It takes nothing from the cover, so anyone may, from the second of the lapse on.
    function test_CODE4_AnyoneLapses() public {
        _flag();
        vm.warp(lapsesAt - 1);
        _expectRefusal(eve, abi.encodeWithSelector(Errors.GraceNotOver.selector, lapsesAt));
        skip(1);
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, coverId);
        uint256 before = usdc.balanceOf(carol);
        uint256 expected = _unearned();
        vm.prank(eve);
        assertEq(pool.lapseCover(coverId), expected);
        assertEq(usdc.balanceOf(carol) - before, expected, "to whom the purchase said");
        assertEq(usdc.balanceOf(eve), 0);
    }

    function test_ApprovedAccountMayLapse() public {
        _flag();
        vm.prank(carol);
        coverToken.approve(dave, coverId);
        vm.warp(lapsesAt);
        uint256 before = usdc.balanceOf(carol);
        vm.prank(dave);
        uint256 refund = pool.lapseCover(coverId);
        assertEq(usdc.balanceOf(carol) - before, refund, "and is not paid for it");
    }

    function test_RevertWhen_CODE4_TermsHaveNotLapsed() public {
        _expectRefusal(carol, abi.encodeWithSelector(Errors.TermsInForce.selector));
        _flag();
        vm.warp(lapsesAt - 1);
        _expectRefusal(carol, abi.encodeWithSelector(Errors.GraceNotOver.selector, lapsesAt));
        vm.etch(target, REVIEWED);
        registry.clearCodeChange(scriptedTerms, 0, none);
        skip(100 days);
        _expectRefusal(carol, abi.encodeWithSelector(Errors.TermsInForce.selector));
    }

    function test_RevertWhen_ThereIsNoSuchCover() public {
        _flag();
        vm.warp(lapsesAt + HORIZON + 1);
        coverId += 1;
        _expectRefusal(carol, abi.encodeWithSelector(ERC721.TokenDoesNotExist.selector));
        coverId = 1;
        _expectRefusal(carol, abi.encodeWithSelector(Errors.CoverDoesNotExist.selector));
    }

    /// @dev A cover of one unit streams less than an asset unit in its last second; what was drawn is earned to the end.
    function test_RevertWhen_CODE4_NothingIsUnearned() public {
        (uint256 least,) = _buyScripted(dave, unit, 30 days);
        _flag();
        _draw(coverId, 100_000 * unit);
        vm.warp(lapsesAt);
        _expectRefusal(carol, abi.encodeWithSelector(Errors.NotRefundable.selector));
        coverId = least;
        vm.warp(_coverOf(coverId).end - 1);
        assertGt(_coverOf(coverId).rate, 0);
        _expectRefusal(dave, abi.encodeWithSelector(Errors.NotRefundable.selector));
    }

    function test_RevertWhen_TheCoverHasEnded() public {
        _flag();
        uint256 end = _coverOf(coverId).end;
        vm.warp(end);
        _expectRefusal(carol, abi.encodeWithSelector(Errors.CoverEnded.selector, end));
    }

    /// @dev T-21: neither an open case nor a registered claim is lost by it.
    function test_CODE4_LapsesWhileACaseIsOpen() public {
        _flag();
        vm.warp(lapsesAt + REPORT_WINDOW - 1 days);
        (uint256 incidentId,) = _openCaseOf(lapsesAt - 1, 0.5e18);
        vm.prank(eve);
        pool.lapseCover(coverId);
        assertEq(vault.claimPayout(coverId, incidentId), 45_000 * unit);
    }

    /// @dev GOV-INV: what the auditor and the registry's owner do reaches no cover whose code has not changed.
    function test_GOVINV_NoRevocationLapsesCover() public {
        vm.startPrank(owner);
        registry.suspendTerms(scriptedTerms, true);
        audits.listAuditor(auditor, false);
        vm.stopPrank();
        vm.prank(auditor);
        audits.revokeAttestation(auditor, bytes32(uint256(2)), 0, "");
        registry.refreshAudit(scriptedTerms);
        assertFalse(audits.isAttested(keccak256(REVIEWED), 0, uint40(vm.getBlockTimestamp())));
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(scriptedTerms, 0, none);
        assertEq(registry.lapseAt(scriptedTerms), 0);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        assertApproxEqAbs(vault.claimPayout(coverId, incidentId), 45_000 * unit, 2);
    }
}
