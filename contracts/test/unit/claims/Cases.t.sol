// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {Settlement} from "../../../src/claims/ClaimWords.sol";
import {IVaultCases} from "../../../src/claims/roles/IVaultCases.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {IResolver} from "../../../src/resolution/IResolver.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice From an incident to a case, and from a case to a verdict (INC-2, INC-3, INC-8). Branches: Cases.tree.
contract CasesTest is IncidentFixture {
    uint256 internal a; // on product 0, 200,000
    uint256 internal b; // on product 0, 200,000
    uint256 internal c; // on product 1, 200,000

    function setUp() public override {
        super.setUp();
        a = _cover(0, carol, M / 5);
        b = _cover(0, dave, M / 5);
        c = _cover(1, carol, M / 5);
        skip(5 days);
    }

    // ------------------------------------------------------------------ window

    /// @dev From the second of the event to the last of the report window.
    function test_INC2_OpeningWindowToTheSecond() public {
        uint256 time = vm.getBlockTimestamp();
        uint256 ahead = resolver.report(0, time + 1, 0, 0.01e18);
        uint256 end = time + REPORT_WINDOW;
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time + 1, end + 1));
        vault.openCase(terms[0], ahead, 0);
        skip(1);
        vault.openCase(terms[0], ahead, 0);
        uint256 last = resolver.report(0, time, 0, 0.01e18);
        uint256 late = resolver.report(0, time, 0, 0.01e18);
        vm.warp(time + REPORT_WINDOW);
        vault.openCase(terms[0], last, 0);
        skip(1);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time, end));
        vault.openCase(terms[0], late, 0);
    }

    /// @dev For another report of an event no case is opened later than for the first one, whatever a resolver says.
    function test_INC2_NoSecondAccountAfterTheWindow() public {
        uint256 time = vm.getBlockTimestamp();
        _decide(0, _openCaseFor(0, 0.5e18), 0);
        uint256 again = resolver.report(0, time, 0, 0.5e18);
        vm.warp(time + REPORT_WINDOW + 1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        vault.openCase(terms[0], again, 0);
        rewind(1);
        assertEq(vault.openCase(terms[0], again, 0), 200_000e6);
    }

    /// @dev A resolver that tells of more than all is not believed.
    function test_RevertWhen_FigureIsAboveOne() public {
        uint256 id = _report(0, 1e18 + 1);
        uint256 equity = pool.totalAssets();
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        vault.openCase(terms[0], id, 0);
        assertEq(pool.totalAssets(), equity);
        assertEq(pool.layerCount(), 0);
    }

    /// @dev Whoever opens names a figure only where the resolver leaves it open.
    function test_RevertWhen_FigureIsNotTheResolvers() public {
        uint256 id = _report(0, 0.3e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        vault.openCase(terms[0], id, 0.5e18);
        vault.openCase(terms[0], id, 0.3e18);
    }

    function test_RevertWhen_ChainIsAnother() public {
        uint256 id = _report(0, 1e18);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(Errors.WrongChain.selector);
        vault.openCase(terms[0], id, 0);
    }

    // -------------------------------------------------------------------- need

    /// @dev A case is of all versions of a product: 300,000 of cover, of which 100,000 bear 30 % of each loss themselves.
    /// It is opened for the least deductible, and each version's own comes off at the claim.
    function test_INC3_EachVersionHasItsOwnDeductible() public {
        uint256 version = _version(1, 0.3e18);
        uint256 d = _coverOn(version, dave, M / 10, 300 days);
        skip(5 days);
        uint256 id = _openCaseFor(1, 0.5e18);
        assertEq(_case(1, id).reserve, 150_000e6, "300,000 x 50 %");
        assertEq(vault.caseIdOf(version, id), vault.caseIdOf(terms[1], id));
        uint256 caseId = vault.caseIdOf(version, id);
        vm.expectRevert(abi.encodeWithSelector(Errors.CaseAlreadyOpen.selector, caseId));
        vault.openCase(version, id, 0);
        resolver.decide(id, vm.getBlockTimestamp(), 0.5e18);
        vault.applyVerdict(version, id);
        assertEq(_case(1, id).severity, 0.5e18);
        assertEq(_case(1, id).need, 150_000e6);
        assertEq(vault.previewPayout(c, id), 100_000e6);
        assertEq(vault.previewPayout(d, id), 20_000e6);
        assertEq(_claim(c, id), 100_000e6, "200,000 x 50 %");
        assertEq(_claim(d, id), 20_000e6, "100,000 x (50 % - 30 %)");
        skip(60 days + 1);
        assertEq(_release(1, id), 30_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev A loss within one version's deductible is a loss for another.
    function test_INC3_LossWithinOneVersionsDeductible() public {
        uint256 version = _version(1, 0.3e18);
        uint256 d = _coverOn(version, dave, M / 10, 300 days);
        skip(5 days);
        uint256 id = _openCaseFor(1, 0.3e18);
        _decide(1, id, 0.3e18);
        assertEq(_claim(c, id), 60_000e6);
        assertEq(vault.previewPayout(d, id), 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(d, id);
    }

    /// @dev The least deductible counts for as long as something of its product is covered; then the next one's.
    function test_INC3_LeastDeductibleOfWhatIsCovered() public {
        uint256 version = _version(0, 0.3e18);
        _coverOn(version, dave, M / 10, 300 days);
        assertEq(_deductibleOf(product[0]), 0, "cover without any is in force");
        // All of it has ended, 340 days later, and its capital is free.
        skip(340 days);
        assertEq(pool.committedCover(product[0]), 0);
        _coverOn(version, dave, M / 10, 300 days);
        assertEq(_deductibleOf(product[0]), 300_000, "parts per million");
        skip(5 days);
        uint256 within = _report(0, 0.3e18);
        vm.expectRevert(Errors.SeverityZero.selector);
        vault.openCase(version, within, 0);
        uint256 id = _report(0, 0.5e18);
        assertEq(vault.openCase(version, id, 0), 20_000e6, "100,000 x (50 % - 30 %)");
        // What is sold for less later on does not change the case that is open.
        _decide(0, id, 0.5e18);
        assertEq(_case(0, id).need, 20_000e6);
    }

    /// @dev A lower one counts as soon as cover is sold on it.
    function test_INC3_ALowerDeductibleIsTheLeast() public {
        uint256 version = _version(0, 0.3e18);
        skip(340 days);
        _coverOn(version, dave, M / 10, 300 days);
        uint256 lower = _version(0, 0.1e18);
        assertEq(_deductibleOf(product[0]), 300_000, "nothing is sold on it yet");
        _coverOn(lower, dave, M / 10, 300 days);
        assertEq(_deductibleOf(product[0]), 100_000);
        skip(5 days);
        uint256 id = _report(0, 0.5e18);
        assertEq(vault.openCase(lower, id, 0), 80_000e6, "200,000 x (50 % - 10 %)");
    }

    function test_INC3_NeedIsRoundedUpAndPayoutsDown() public {
        uint256 id = _openCaseFor(0, 0.3e18 + 1);
        assertEq(_case(0, id).reserve, 120_000e6 + 1);
        _decide(0, id, 0.3e18 + 1);
        assertEq(_case(0, id).need, 120_000e6 + 1);
        assertEq(_claim(a, id), 60_000e6);
        assertEq(_claim(b, id), 60_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 1);
    }

    /// @dev More than everything is everything, in a report and in a verdict.
    function test_SETTLE3_SeverityBeyondAllIsAll() public {
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(_case(0, id).reserve, 400_000e6);
        _decide(0, id, 2e18);
        assertEq(_case(0, id).severity, 1e18);
        assertEq(_claim(a, id), 200_000e6);
        assertEq(_claim(b, id), 200_000e6);
    }

    // -------------------------------------------------------------------- dust

    /// @dev A case below a tenth of the cover stops no sale, no extension and no start.
    function test_CAP5_DustStopsNothing() public {
        resolver.setDecidedBy(vm.getBlockTimestamp() + 20 days);
        // A millionth of a dollar below 40,000.
        uint256 id = _openCaseFor(0, 0.1e18 - 2.5e6);
        assertEq(_case(0, id).need, 40_000e6 - 1);
        assertEq(pool.stoppingCasesOf(product[0]), 0);
        assertEq(pool.quoteCover(terms[0], 1e6, 30 days).start, vm.getBlockTimestamp() + 3 days, "no start is deferred");
        uint256 d = _cover(0, dave, M / 10);
        _fund(carol, address(pool), M);
        vm.startPrank(carol);
        pool.extendCover(a, 1 days, M, vm.getBlockTimestamp());
        assertGt(pool.cancelCover(a), 0);
        vm.stopPrank();
        _decide(0, id, 0.1e18 - 2.5e6);
        assertEq(pool.stoppingCasesOf(product[0]), 0);
        // What was sold since was not protected.
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(d, id);
        assertEq(_claim(b, id), 20_000e6 - 1);
    }

    /// @dev From a tenth on a case stops sales, extensions and early starts; cancelling goes on.
    function test_CAP5_ATenthStopsSales() public {
        resolver.setDecidedBy(vm.getBlockTimestamp() + 20 days);
        uint256 id = _openCaseFor(0, 0.1e18);
        assertEq(_case(0, id).need, 40_000e6);
        assertEq(pool.stoppingCasesOf(product[0]), 1);
        bytes memory open = abi.encodeWithSelector(Errors.SalesStopped.selector, product[0]);
        vm.expectRevert(open);
        pool.quoteCover(terms[0], 1e6, 30 days);
        vm.expectRevert(open);
        pool.quoteExtension(a, 1 days);
        vm.prank(carol);
        assertGt(pool.cancelCover(a), 0);
        _cover(1, dave, 1e6);
        _decide(0, id, 0);
        assertEq(pool.stoppingCasesOf(product[0]), 0, "denied and closed at once");
        assertEq(pool.quoteCover(terms[0], 1e6, 30 days).start, vm.getBlockTimestamp() + 19 days, "deferred to the end");
    }

    /// @dev Dust beside a case that stops sales: only that one is counted, and whichever closes first ends nothing else.
    function test_CAP5_OnlyCasesThatStopAreCounted() public {
        uint256 dust = _openCaseFor(0, 0.01e18);
        uint256 first = _openCaseFor(0, 0.5e18);
        uint256 second = _openCaseFor(0, 0.2e18);
        assertEq(pool.stoppingCasesOf(product[0]), 2);
        assertEq(vault.stakeOf(1, product[0]).stopping, 2);
        _decide(0, dust, 0);
        assertEq(pool.stoppingCasesOf(product[0]), 2);
        _decide(0, first, 0);
        assertEq(pool.stoppingCasesOf(product[0]), 1);
        assertEq(vault.stakeOf(1, product[0]).stopping, 1);
        _decide(0, second, 0.2e18);
        assertEq(pool.stoppingCasesOf(product[0]), 1, "until it is closed");
        skip(60 days + 1);
        _release(0, second);
        assertEq(pool.stoppingCasesOf(product[0]), 0);
        _cover(0, dave, 1e6);
    }

    /// @dev Beside dust cover may grow: what can be claimed together is bounded by what there is at the next opening, and
    /// what can be claimed of the cases before.
    function test_INC3_BoundGrowsBesideDust() public {
        _openCaseFor(0, 0.05e18);
        assertEq(vault.stakeOf(1, product[0]).bound, 400_000e6);
        _cover(0, dave, M / 10);
        skip(5 days);
        _openCaseFor(0, 1e18);
        assertEq(vault.stakeOf(1, product[0]).bound, 520_000e6, "500,000 of cover and 20,000 of the first case");
        assertEq(vault.stakeOf(1, product[0]).needs, 520_000e6);
        // From now on nothing is sold, and the bound stays.
        _openCaseFor(0, 1e18);
        assertEq(vault.stakeOf(1, product[0]).bound, 520_000e6);
        assertEq(vault.stakeOf(1, product[0]).needs, 1_020_000e6);
        assertEq(_settlement(1).owed, 520_000e6);
    }

    /// @dev What a closed case was claimed for cannot be claimed again: 200,000 of cover are left, and two open cases lack
    /// nothing that they could have to pay together.
    function test_INC6_ClosedCasesTakeTheirClaimsOutOfTheBound() public {
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(0, 0.5e18);
        _decide(0, first, 1e18);
        assertEq(_claim(a, first), 200_000e6);
        skip(60 days + 1);
        assertEq(_release(0, first), 200_000e6, "b has not claimed");
        assertEq(vault.stakeOf(1, product[0]).bound, 200_000e6);
        assertEq(_settlement(1).held, 200_000e6);
        _leaveEquity(0);
        uint256 third = _openCaseFor(0, 1e18);
        assertEq(_case(0, third).reserve, 0);
        assertEq(vault.stakeOf(1, product[0]).needs, 400_000e6);
        assertEq(_settlement(1).owed, 200_000e6);
        assertFalse(_isShort());
        _decide(0, second, 0);
        assertEq(_claim(b, _decided(0, third, 1e18)), 200_000e6);
    }

    function _decided(uint256 i, uint256 id, uint256 severity) private returns (uint256) {
        _decide(i, id, severity);
        return id;
    }

    // ----------------------------------------------------------------- overlap

    /// @dev Each takes what it may have to pay, whatever others hold; together they owe no more than the cover.
    function test_INC3_OverlappingCasesTakeTheirOwn() public {
        uint256 equity = pool.totalAssets();
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, first).reserve, 400_000e6);
        assertEq(_case(0, second).reserve, 240_000e6);
        assertEq(equity - pool.totalAssets(), 640_000e6);
        assertEq(_inVault(), 640_000e6);
        (Settlement memory s, bool short, bool over, uint256 forClaims) = vault.getSettlement(1);
        assertEq(s.held, 640_000e6);
        assertEq(s.owed, 400_000e6);
        assertEq(s.open, 2);
        assertEq(s.strainedAt, 0);
        assertEq(s.lacking, 0);
        assertFalse(short || over);
        assertEq(forClaims, 0);
        Case memory x = _case(0, second);
        assertEq(x.layerIndex, 2);
        assertEq(x.settlement, 1);
        assertEq(x.committed, 400_000e6);
        assertEq(x.need, 240_000e6);
        assertEq(x.eventTime, vm.getBlockTimestamp());
        assertTrue(x.status == CaseStatus.Open);
        assertFalse(x.closed);
    }

    /// @dev Where equity does not suffice the case takes what there is. What it lacks makes its settlement short.
    function test_INC7_TakesWhatThereIs() public {
        _leaveEquity(300_000e6);
        uint256 id = _report(0, 1e18);
        vm.expectEmit(address(vault));
        emit IVaultCases.ShortageChanged(1, true, 300_000e6, 400_000e6);
        vault.openCase(terms[0], id, 0);
        assertEq(_case(0, id).reserve, 300_000e6);
        assertEq(_case(0, id).need, 400_000e6);
        assertEq(pool.totalAssets(), 20_000e6, "a sixteenth stays");
        assertEq(_settlement(1).lacking, 100_000e6);
        assertEq(_settlement(1).strainedAt, vm.getBlockTimestamp());
        (uint256 number, uint256 short) = vault.presentSettlement();
        assertEq(number, 1);
        assertEq(short, 1);
        _assertShut();
        vm.prank(carol);
        assertGt(pool.cancelCover(c), 0, "giving cover up is never stopped");
    }

    /// @dev A pool that is short sells nothing, takes no deposits and lets nobody out.
    function _assertShut() private {
        assertTrue(_isShort());
        assertEq(pool.maxDeposit(dave), 0);
        _fund(dave, address(pool), 1e6);
        vm.prank(dave);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.deposit(1e6, dave);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.quoteCover(terms[1], 1e6, 30 days);
        uint256 snapshot = vm.snapshotState();
        _request(bob, 1e12);
        skip(COOLDOWN);
        vm.prank(bob);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.settleRedeemRequests(bob);
        vm.revertToState(snapshot);
    }

    /// @dev Cases of one product that overlap need no more together than its cover: a second one that finds nothing left
    /// makes nothing short: its claims are paid out of the first one's layer.
    function test_INC6_OverlapWithoutCapitalIsNotShort() public {
        _leaveEquity(400_000e6);
        _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(0, 1e18);
        assertEq(_case(0, second).reserve, 0);
        assertEq(_settlement(1).lacking, 400_000e6);
        assertEq(_settlement(1).strainedAt, vm.getBlockTimestamp());
        assertFalse(_isShort());
        assertEq(_settlement(1).owed, 400_000e6);
    }

    // ----------------------------------------------------- which settlement

    function test_INC7_CasesJoinAStrainedSettlementForAHorizon() public {
        _leaveEquity(300_000e6);
        _openCaseFor(0, 1e18);
        uint256 strainedAt = vm.getBlockTimestamp();
        uint256 snapshot = vm.snapshotState();
        vm.warp(strainedAt + HORIZON);
        uint256 joins = _openCaseFor(1, 1e18);
        assertEq(_case(1, joins).settlement, 1);
        assertEq(_settlement(1).open, 2);
        assertEq(_settlement(1).strainedAt, strainedAt, "no later report prolongs it");
        vm.revertToState(snapshot);
        vm.warp(strainedAt + HORIZON + 1);
        uint256 next = _openCaseFor(1, 1e18);
        assertEq(_case(1, next).settlement, 2);
        assertEq(_settlement(1).open, 1);
        assertEq(_settlement(2).open, 1);
        (uint256 number, uint256 short) = vault.presentSettlement();
        assertEq(number, 2);
        assertEq(short, 2, "the next one has next to nothing either");
    }

    function test_INC7_CasesDoNotJoinARelaxedSettlement() public {
        _leaveEquity(300_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 0);
        assertTrue(_settlement(1).relaxed);
        assertFalse(_isShort());
        assertEq(_case(1, _openCaseFor(1, 0.5e18)).settlement, 2);
    }

    function test_INC7_CasesDoNotJoinASettlementThatIsOver() public {
        _leaveEquity(300_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        _claim(a, id);
        _claim(b, id);
        skip(60 days + 1);
        _release(0, id);
        (Settlement memory s,, bool over,) = vault.getSettlement(1);
        assertTrue(over);
        assertFalse(s.relaxed);
        assertEq(_case(1, _openCaseFor(1, 0.5e18)).settlement, 2);
    }

    /// @dev Without strain cases follow each other in one settlement, closed ones or not.
    function test_INC6_CasesFollowEachOther() public {
        uint256 first = _openCaseFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        _claim(a, first);
        skip(60 days + 1);
        assertEq(_release(0, first), 100_000e6);
        // 300,000 of cover are left, and a bound of as much.
        uint256 second = _openCaseFor(0, 1e18);
        assertEq(_case(0, second).settlement, 1);
        assertEq(_case(0, second).reserve, 300_000e6);
        assertEq(vault.stakeOf(1, product[0]).bound, 300_000e6);
        assertEq(_settlement(1).open, 1);
        assertEq(_settlement(1).held, 300_000e6);
        _decide(0, second, 1e18);
        assertEq(_claim(a, second), 100_000e6, "what remained of it");
        assertEq(_claim(b, second), 200_000e6);
        assertEq(_inVault(), 0);
    }

    // ---------------------------------------------------------------- verdicts

    /// @dev Nothing is paid beyond what the case was opened for, whatever the resolver says later.
    function test_SETTLE1_VerdictIsNeverAboveTheOpening() public {
        uint256 id = _openCaseFor(0, 0.3e18);
        _decide(0, id, 0.6e18);
        assertEq(_case(0, id).severity, 0.3e18);
        assertEq(_case(0, id).need, 120_000e6);
        assertEq(_claim(a, id), 60_000e6, "at once");
        assertEq(_claim(b, id), 60_000e6);
        assertEq(_inVault(), 0);
        assertFalse(_isShort());
    }

    /// @dev The figure that a case is opened for is higher by the deductible than what it sets aside.
    function test_SETTLE1_OpeningsFigureIsBeforeTheDeductible() public {
        uint256 version = _version(0, 0.3e18);
        skip(340 days);
        uint256 d = _coverOn(version, dave, M / 10, 300 days);
        skip(5 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.9e18);
        assertEq(_case(0, id).severity, 0.5e18);
        assertEq(_claim(d, id), 20_000e6);
    }

    /// @dev What other cases have used up of the cover, and what was given up, cannot be claimed: while all that was
    /// protected is committed a verdict counts what there is now.
    function test_SETTLE1_VerdictCountsWhatRemainsCovered() public {
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(0, 1e18);
        _decide(0, first, 1e18);
        assertEq(_claim(a, first), 200_000e6);
        uint256 snapshot = vm.snapshotState();
        uint256 equity = pool.totalAssets();
        _decide(0, second, 1e18);
        assertEq(_case(0, second).need, 200_000e6, "b's");
        assertEq(pool.totalAssets() - equity, 200_000e6);
        vm.revertToState(snapshot);
        snapshot = vm.snapshotState();
        skip(HORIZON);
        _decide(0, second, 1e18);
        assertEq(_case(0, second).need, 200_000e6, "to the last second of the horizon");
        vm.revertToState(snapshot);
        // After the horizon cover may have ended that was protected then.
        skip(HORIZON + 1);
        _decide(0, second, 1e18);
        assertEq(_case(0, second).need, 400_000e6);
    }

    /// @dev Where all cover was given up nothing can be claimed, whatever was destroyed: the case is denied and closed, and
    /// no window begins.
    function test_SETTLE1_VerdictOnNothingIsADenial() public {
        uint256 id = _openCaseFor(1, 0.5e18);
        assertEq(_inVault(), 100_000e6);
        vm.prank(carol);
        pool.cancelCover(c);
        resolver.decide(id, vm.getBlockTimestamp(), 0.5e18);
        vm.expectEmit(address(vault));
        emit IVaultCases.VerdictApplied(vault.caseIdOf(terms[1], id), 0, uint40(vm.getBlockTimestamp()), 1);
        vault.applyVerdict(terms[1], id);
        assertTrue(_case(1, id).status == CaseStatus.Denied);
        assertTrue(_case(1, id).closed);
        assertEq(_case(1, id).severity, 0);
        assertEq(_case(1, id).claimsUntil, vm.getBlockTimestamp());
        assertEq(_inVault(), 0);
    }

    /// @dev A sixteenth of the pool, with what cases without a verdict have set aside, stays in equity: those with one have
    /// set nothing aside any more, whatever their verdict.
    function test_INC3_DecidedCasesAreNotCountedForWhatStays() public {
        uint256 paid = _openCaseFor(0, 0.5e18);
        uint256 denied = _openCaseFor(1, 0.5e18);
        assertEq(vault.undecided(), 300_000e6);
        _decide(0, paid, 0.25e18);
        assertEq(vault.undecided(), 100_000e6);
        _decide(1, denied, 0);
        assertEq(vault.undecided(), 0);
    }

    /// @dev A settlement holds less than 2^96; cases without a verdict of several of them can hold more together.
    function test_INC3_UndecidedIsMoreThanOneSettlementHolds() public {
        _cover(0, carol, 100_000e6);
        uint256 others = type(uint96).max;
        vm.store(address(vault), bytes32(0), bytes32(others << 32));
        _leaveEquity(500_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(vault.undecided(), others + 500_000e6, "carries into nothing beside it");
        (uint256 number, uint256 short) = vault.presentSettlement();
        assertEq(number, 1);
        assertEq(short, 0);
        _decide(0, id, 0.4e18);
        assertEq(vault.undecided(), others);
        assertEq(vault.shareReturnCount(), 1);
        assertEq(vault.getShareReturn(0).layerIndex, _case(0, id).layerIndex, "the first return has the first number");
    }

    /// @dev Cover that was sold since the opening was not protected: a verdict does not count it.
    function test_SETTLE1_VerdictDoesNotCountWhatWasSoldSince() public {
        uint256 id = _openCaseFor(0, 0.05e18);
        assertEq(_case(0, id).need, 20_000e6);
        _cover(0, dave, M / 10);
        assertEq(pool.committedCover(product[0]), 500_000e6);
        _decide(0, id, 0.05e18);
        assertEq(_case(0, id).need, 20_000e6);
        assertEq(_settlement(1).lacking, 0);
    }

    /// @dev Cover that has ended by the verdict can still be paid.
    function test_INC3_EndedCoverKeepsItsPart() public {
        uint256 brief = _coverOn(terms[1], dave, M / 5, 20 days);
        skip(22 days);
        uint256 first = _openCaseFor(1, 0.5e18);
        assertEq(_case(1, first).reserve, 200_000e6);
        skip(30 days);
        assertEq(pool.committedCover(product[1]), 200_000e6, "ended, and its capital free");
        _decide(1, first, 0.5e18);
        assertEq(_case(1, first).need, 200_000e6);
        assertEq(_claim(brief, first), 100_000e6);
        assertEq(_claim(c, first), 100_000e6);
    }

    /// @dev INC-8: an answer that is no verdict is none.
    function test_INC8_ShortAnswerIsADenial() public {
        uint256 id = _openCaseFor(0, 1e18);
        skip(200 days);
        // Returns one word.
        vm.etch(address(resolver), hex"600160005260206000f3");
        vault.applyVerdict(terms[0], id);
        assertTrue(_case(0, id).status == CaseStatus.Denied);
        assertTrue(_case(0, id).closed);
        assertEq(_inVault(), 0);
    }

    function test_INC8_HugeSeverityIsAll() public {
        uint256 id = _openCaseFor(0, 1e18);
        skip(200 days);
        vm.mockCall(
            address(resolver),
            abi.encodeCall(IResolver.getVerdict, (id, terms[0], address(vault))),
            abi.encode(1, uint256(1) << 64, 0, 0)
        );
        vault.applyVerdict(terms[0], id);
        assertEq(_case(0, id).severity, 1e18);
    }

    function test_CaseThatIsNoneIsEmpty() public view {
        Case memory x = vault.getCase(1);
        assertTrue(x.status == CaseStatus.None);
        assertEq(x.reserve + x.need + x.layerIndex + x.settlement, 0);
    }
}

/// @notice Claim windows that are over before a horizon is.
contract BriefWindowsTest is IncidentFixture {
    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        t.claimWindow = 7 days;
    }

    /// @dev A settlement that is over takes no new cases, although it has not been strained for a horizon.
    function test_INC7_CasesDoNotJoinASettlementThatIsOverEarly() public {
        uint256 cover = _cover(0, carol, M / 5);
        _cover(1, dave, M / 5);
        skip(5 days);
        _leaveEquity(100_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        assertEq(_claim(cover, id), 0, "registered");
        skip(7 days + 1);
        _release(0, id);
        (Settlement memory s,, bool over,) = vault.getSettlement(1);
        assertTrue(over);
        assertLt(vm.getBlockTimestamp(), s.strainedAt + HORIZON);
        assertEq(_case(1, _openCaseFor(1, 0.5e18)).settlement, 2);
        assertEq(_settlement(1).open, 1);
        assertEq(_claim(cover, id), 100_000e6, "undisturbed");
    }
}
