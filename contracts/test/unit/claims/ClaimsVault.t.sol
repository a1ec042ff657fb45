// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {IVaultCases} from "../../../src/claims/roles/IVaultCases.sol";
import {IVaultClaims} from "../../../src/claims/roles/IVaultClaims.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Case, CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice A case from its opening to the last return (INC-2…INC-5, SETTLE-1…SETTLE-3). Branches:
/// ClaimsVault.tree.
contract ClaimsVaultTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC
    uint256 internal coverId;
    uint256 internal time;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 2_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        (coverId,) = _buyScripted(carol, 400_000 * unit, 90 days);
        skip(10 days);
        time = vm.getBlockTimestamp();
    }

    function _case(uint256 incidentId) internal view returns (Case memory) {
        return vault.getCase(vault.caseIdOf(scriptedTerms, incidentId));
    }

    // ------------------------------------------------------------------ open

    function test_INC3_OpenTakesWhatTheIncidentNeeds() public {
        uint256 incidentId = _incident(time, 0.55e18);
        uint256 equity = pool.totalAssets();
        vm.expectEmit(address(vault));
        emit IVaultCases.CaseOpened(
            vault.caseIdOf(scriptedTerms, incidentId), scriptedTerms, incidentId, 200_000 * unit, 0, 1
        );
        vm.prank(eve);
        assertEq(vault.openCase(scriptedTerms, incidentId, 0), 200_000 * unit, "400,000 x (55 % - 5 %)");
        assertEq(pool.totalAssets(), equity - 200_000 * unit);
        assertEq(usdc.balanceOf(address(vault)), 200_000 * unit, "segregated for real");
        Case memory p = _case(incidentId);
        assertEq(p.supply, 3 * SHARES);
        assertEq(p.layerIndex, 1);
        assertTrue(p.status == CaseStatus.Open);
        _assertSolvent();
    }

    function test_INC3_OpenTakesNoMoreThanEquity() public {
        uint256 word = uint256(_word(0));
        uint256 cut = pool.totalAssets() - 1000 * unit;
        vm.store(address(pool), 0, bytes32(word - cut));
        (uint256 incidentId, uint256 reserve) = _openCaseOf(time, 1e18);
        assertEq(reserve, 1000 * unit * 15 / 16);
        assertEq(pool.totalAssets(), 1000 * unit / 16, "INC-3.2: a sixteenth stays");
        assertEq(_case(incidentId).reserve, reserve);
    }

    /// @dev INC-2, T-13: to the last second of the report window.
    function test_INC2_OpenWindowEndsToTheSecond() public {
        uint256 early = _incident(time, 0.5e18);
        uint256 late = _incident(time, 0.6e18);
        vm.warp(time + REPORT_WINDOW);
        vault.openCase(scriptedTerms, early, 0);
        skip(1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(scriptedTerms, late, 0);
    }

    function test_RevertWhen_OpeningIsNotPossible() public {
        uint256 id = resolver.report(7, time, time, 0.5e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(scriptedTerms, id, 0);
        id = resolver.report(0, time, 0, 0.5e18);
        resolver.setValue(0, true);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        vault.openCase(scriptedTerms, id, 0);
        resolver.setValue(0, false);
        id = resolver.report(0, time + 1, 0, 0.5e18);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(scriptedTerms, id, 0);
        id = _incident(time, 0.05e18);
        vm.expectRevert(Errors.SeverityZero.selector);
        vault.openCase(scriptedTerms, id, 0);
        vm.expectRevert(Errors.UnknownIncident.selector);
        vault.openCase(scriptedTerms, 99, 0);
        vm.expectRevert(Errors.UnknownTerms.selector);
        vault.openCase(99, id, 0);
        (id,) = _openCaseOf(time, 0.5e18);
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        vault.openCase(scriptedTerms, id, 0);
    }

    /// @dev T-41, T-11: a product that this pool has sold nothing on gives nobody a hold on its capital. A version of one
    /// that it has sold is another name for the same case.
    function test_RevertWhen_T41_ProductIsNotThePools() public {
        (uint256 foreignProduct, uint256 foreign) = _listScripted("Foreign", 3);
        uint256 id = _incident(time, 1e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(foreign, id, 0);
        assertEq(pool.committedCover(foreignProduct), 0);
        Terms memory t = _scripted(scriptedProduct);
        vm.prank(owner);
        uint256 version = registry.publishTerms(t, _pins());
        assertEq(vault.openCase(version, id, 0), 380_000 * unit, "400,000 x (100 % - 5 %)");
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        vault.openCase(scriptedTerms, id, 0);
        assertEq(vault.caseIdOf(version, id), vault.caseIdOf(scriptedTerms, id));
    }

    /// @dev INC-8: a resolver that is silent for too long has denied, and so has one that does not answer.
    function test_INC8_SilentResolverHasDenied() public {
        uint256 silent = resolver.report(0, time, 0, 0.3e18);
        uint256 broken = resolver.report(0, time, 0, 0.3e18);
        vault.openCase(scriptedTerms, silent, 0);
        vault.openCase(scriptedTerms, broken, 0);
        vm.warp(time + REPORT_WINDOW + 120 days);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(scriptedTerms, silent);
        skip(1);
        vault.applyVerdict(scriptedTerms, silent);
        assertTrue(_case(silent).status == CaseStatus.Denied);
        assertTrue(_case(silent).closed);
        assertEq(usdc.balanceOf(address(vault)), 100_000 * unit, "CLAIM-3: what it had has gone back");
        vm.etch(address(resolver), hex"fe");
        (uint256 assets,) = vault.settleCase(scriptedTerms, broken);
        assertEq(assets, 100_000 * unit, "a release applies the verdict");
        assertTrue(_case(broken).status == CaseStatus.Denied);
        assertTrue(_case(broken).closed);
        assertEq(usdc.balanceOf(address(vault)), 0);
    }

    /// @dev A verdict that nobody applied in time still counts.
    function test_INC8_LateVerdictCounts() public {
        uint256 id = resolver.report(0, time, 0, 0.55e18);
        vault.openCase(scriptedTerms, id, 0);
        skip(100 days);
        resolver.decide(id, vm.getBlockTimestamp(), 0.55e18);
        skip(100 days);
        assertEq(vault.claimPayout(coverId, id), 200_000 * unit);
    }

    /// @dev T-22: megabytes of an answer are not read.
    function test_T22_OversizedAnswerIsADenial() public {
        uint256 id = resolver.report(0, time, 0, 0.55e18);
        vault.openCase(scriptedTerms, id, 0);
        skip(200 days);
        // Returns a megabyte of zeros.
        vm.etch(address(resolver), hex"621000006000f3");
        uint256 before = gasleft();
        vault.applyVerdict(scriptedTerms, id);
        assertLt(before - gasleft(), 2_000_000);
        assertTrue(_case(id).status == CaseStatus.Denied);
    }

    // ---------------------------------------------------------------- verdict

    function test_SETTLE1_VerdictIsAppliedOnceWhenPayable() public {
        uint256 id = resolver.report(0, time, time + 2 days, 0.55e18);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.applyVerdict(scriptedTerms, id);
        vault.openCase(scriptedTerms, id, 0);
        vm.warp(time + 2 days - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(scriptedTerms, id);
        assertEq(vault.previewPayout(coverId, id), 0);
        skip(1);
        assertEq(vault.previewPayout(coverId, id), 200_000 * unit, "foreseen from its first second on");
        vm.expectEmit(address(vault));
        emit IVaultCases.VerdictApplied(vault.caseIdOf(scriptedTerms, id), 0.55e18, uint40(time + 2 days + 60 days), 1);
        vm.prank(eve);
        vault.applyVerdict(scriptedTerms, id);
        vm.expectRevert(Errors.VerdictAlreadyApplied.selector);
        vault.applyVerdict(scriptedTerms, id);
        // What the resolver says later changes nothing (SETTLE-1).
        resolver.decide(id, 1, 1e18);
        assertEq(vault.previewPayout(coverId, id), 200_000 * unit);
    }

    // ----------------------------------------------------------------- claims

    function test_SETTLE2_ClaimPaysTheTokensOwner() public {
        (uint256 id,) = _openCaseOf(time, 0.55e18);
        vm.prank(carol);
        coverToken.transferFrom(carol, dave, coverId);
        uint256 before = usdc.balanceOf(dave);
        assertEq(vault.previewPayout(coverId, id), 200_000 * unit);
        vm.expectEmit(address(vault));
        emit IVaultClaims.PayoutClaimed(vault.caseIdOf(scriptedTerms, id), coverId, dave, 200_000 * unit);
        vm.prank(eve);
        assertEq(vault.claimPayout(coverId, id), 200_000 * unit);
        assertEq(usdc.balanceOf(dave) - before, 200_000 * unit);
        assertEq(_case(id).paid, 200_000 * unit, "all that it was opened for");
        assertEq(_case(id).need, 200_000 * unit);
        assertEq(usdc.balanceOf(address(vault)), 0);
        assertEq(_coverOf(coverId).amount, 200_000, "SETTLE-3: what remains");
        assertEq(pool.committedCover(scriptedProduct), 200_000 * unit);
        assertEq(vault.previewPayout(coverId, id), 0);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(coverId, id);
    }

    /// @dev T-17, SETTLE-2: the formula to the unit, for two incidents in a row.
    function testFuzz_T17_SETTLE2_TwoIncidentsInARow(uint256 first, uint256 second) public {
        first = bound(first, 0.05e18 + 1e13, 1e18);
        second = bound(second, 0.05e18 + 1e13, 1e18);
        (uint256 a,) = _openCaseOf(time, first);
        uint256 paid = uint256(400_000) * unit * (first - 0.05e18) / WAD;
        assertEq(vault.claimPayout(coverId, a), paid);
        uint256 left = (uint256(400_000) * unit - paid) / unit;
        assertEq(_coverOf(coverId).amount, left);
        if (left == 0) return;
        (uint256 b,) = _openCaseOf(time, second);
        uint256 more = left * unit * (second - 0.05e18) / WAD;
        assertEq(vault.claimPayouts(coverId, _inOrder(scriptedTerms, a, b), address(0)), more);
        assertLe(paid + more, 400_000 * unit, "SOLV-3");
        _assertSolvent();
    }

    /// @dev T-13, CLAIM-2: start ≤ t, to the second.
    function test_T13_CoverProtectsFromItsStart() public {
        uint256 start = _coverOf(coverId).start;
        _assertPaid(start - 1, false);
        _assertPaid(start, true);
    }

    /// @dev T-13, CLAIM-2: t < end, to the second.
    function test_T13_CoverProtectsUntilItsEnd() public {
        uint256 end = _coverOf(coverId).end;
        vm.warp(end + 1);
        _assertPaid(end, false);
        _assertPaid(end + 1, false);
        _assertPaid(end - 1, true);
    }

    function _assertPaid(uint256 at_, bool paid) internal {
        if (vm.getBlockTimestamp() > at_ + REPORT_WINDOW) vm.warp(at_ + REPORT_WINDOW);
        (uint256 id,) = _openCaseOf(at_, 0.1e18);
        assertEq(vault.previewPayout(coverId, id) != 0, paid);
        if (!paid) vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, id);
    }

    function test_RevertWhen_ClaimingIsNotPossible() public {
        uint256 id = resolver.report(0, time, time + 2 days, 0.55e18);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.claimPayout(coverId, id);
        assertEq(vault.previewPayout(coverId, id), 0);
        vault.openCase(scriptedTerms, id, 0);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(coverId, id);
        assertEq(vault.previewPayout(coverId, id), 0);
        skip(2 days);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        vault.claimPayout(coverId + 1, id);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        vault.claimPayout(coverId + (1 << 64), id);
        // The claim itself applies the verdict: SETTLE-6's window runs from then.
        vault.applyVerdict(scriptedTerms, id);
        skip(60 days);
        assertEq(vault.previewPayout(coverId, id), 200_000 * unit);
        skip(1);
        assertEq(vault.previewPayout(coverId, id), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, uint256(_case(id).claimsUntil)));
        vault.claimPayout(coverId, id);
    }

    // --------------------------------------------------------- release, shares

    function test_INC5_ReleaseMintsForTheHoldersAtTheOpening() public {
        (uint256 id,) = _openCaseOf(time, 0.55e18);
        // Dave comes later: neither bears nor profits.
        _deposit(dave, 1_000_000 * unit);
        uint256 price = pool.convertToAssets(1e24);
        vault.applyVerdict(scriptedTerms, id);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, uint256(_case(id).claimsUntil)));
        vault.settleCase(scriptedTerms, id);
        skip(60 days + 1);
        (uint256 assets, uint256 shares) = vault.settleCase(scriptedTerms, id);
        assertEq(assets, 200_000 * unit);
        assertEq(usdc.balanceOf(address(vault)), 0);
        assertGe(pool.convertToAssets(1e24), price, "nobody's price falls");
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(scriptedTerms, id);
        _assertCollected(id, alice, shares * 2 / 3);
        _assertCollected(id, bob, shares / 3);
        vm.prank(dave);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(dave, dave, 8);
        _assertSolvent();
    }

    function _assertCollected(uint256 id, address account, uint256 expected) internal {
        uint256 before = pool.balanceOf(eve);
        vm.prank(account);
        uint256 shares = vault.collectReturns(account, eve, 8);
        // To 52 significant bits.
        assertApproxEqAbs(shares, expected, 256);
        assertEq(pool.balanceOf(eve) - before, shares, "to the receiver it names");
        vm.prank(account);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(account, eve, 8);
    }

    function test_INC5_NothingToReleaseIsReleasedToo() public {
        (uint256 id,) = _openCaseOf(time, 0.55e18);
        vault.claimPayout(coverId, id);
        skip(60 days + 1);
        (uint256 assets, uint256 shares) = vault.settleCase(scriptedTerms, id);
        assertEq(assets, 0);
        assertEq(shares, 0);
        _buyScripted(dave, unit, 30 days);
        assertEq(coverToken.balanceOf(dave), 1, "the product is sold again");
    }

    function test_RevertWhen_CaseIsNotOpenedOrNotReleased() public {
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.settleCase(scriptedTerms, 1);
        (uint256 id,) = _openCaseOf(time, 0.55e18);
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(alice, alice, 8);
        // Releasing without a verdict applies it first: the whole claim window is still to come.
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, vm.getBlockTimestamp() + 60 days));
        vault.settleCase(scriptedTerms, id);
        assertTrue(_case(id).status == CaseStatus.Open);
    }

    /// @dev INC-4, EXIT-1: queued shares not settled at the opening count for their controller, settled ones do not.
    function test_EXIT1_UnsettledRequestsBearAndHaveAPart() public {
        _request(alice, SHARES);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(bob, SHARES);
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        assertEq(_case(id).checkpoint, 1);
        assertEq(_case(id).supply, 2 * SHARES);
        assertEq(pool.maxWithdraw(alice) > 1_000_000 * unit, true, "EXIT-2: settled assets are not touched");
        vault.applyVerdict(scriptedTerms, id);
        skip(60 days + 1);
        (, uint256 shares) = vault.settleCase(scriptedTerms, id);
        _assertCollected(id, alice, shares / 2);
        _assertCollected(id, bob, shares / 2);
    }

    function test_MeterStoryWithTheVault() public {
        (uint256 metered,) = _buy(dave, 100_000 * unit, 90 days);
        skip(4 days);
        uint256 id = _exploitAndFire();
        vm.prank(eve);
        uint256 reserve = vault.openCase(termsId, id, 0);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(metered, id);
        skip(ANSWER_WINDOW);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(metered, id);
        skip(1);
        assertApproxEqAbs(vault.claimPayout(metered, id), reserve, 1);
        assertApproxEqRel(reserve, 75_000 * unit, 1e12, "80 % - 5 %");
        _assertSolvent();
    }
}
