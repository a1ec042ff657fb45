// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBonds, Outcome} from "../../src/interfaces/IBonds.sol";
import {Answer, Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Docket} from "../../src/interfaces/IOptimisticCourt.sol";
import {Incident, Verdict} from "../../src/interfaces/IResolver.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Challenges, rulings, silence and tables of RES-3 and RES-4. Branches: CourtDisputes.tree.
contract CourtDisputesTest is CourtFixture {
    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
    }

    function _opened(uint64 severity) internal returns (uint256 id) {
        id = _report(severity);
        _openCaseOf(0, id);
    }

    function _refused(uint256 id, Answer memory a, bytes memory reason) internal {
        vm.prank(heidi);
        vm.expectRevert(reason);
        court.challenge(id, a, type(uint256).max, "");
    }

    // -------------------------------------------------------------- challenge

    function test_RES3_AChallengeSuspendsWhatIsOpenAndWhatComes() public {
        uint256 id = _opened(0.4e18);
        skip(WINDOW);
        _openCaseOf(1, id);
        uint256 end = _now() + WINDOW;
        assertEq(court.challengeBond(id), 800e6, "of the second pool alone");
        uint256 before = usdc.balanceOf(heidi);
        skip(WINDOW - 1);
        vm.expectEmit(address(court));
        emit IBonds.ReportChallenged(id, heidi, _answer(0.1e18), 800e6, "ipfs://counter");
        _challenge(id, 0.1e18);
        assertEq(before - usdc.balanceOf(heidi), 800e6);
        assertEq(court.challengeBond(id), 0);
        assertEq(_payable(0, id), end - WINDOW, "decided for good");
        vault.applyVerdict(terms, id);
        assertEq(_payable(1, id), 0);
        Dispute memory d = court.getDispute(id);
        assertEq(d.asset, address(usdc));
        assertEq(d.subject, parametric);
        assertEq(d.time, court.getIncident(id).time);
        assertEq(d.report.severity, 0.4e18);
        assertEq(d.counter.severity, 0.1e18);
        assertEq(d.counter.evidence, keccak256("counter"));
        assertEq(d.atStake, 40_000e6);
        assertEq(d.arbiter, address(arbiter));
        assertEq(d.turnStarted, _now());
        assertEq(d.deadline, _now() + TURN);
        assertFalse(d.decided);
    }

    function test_RES3_PoolsOpenedLaterJoin() public {
        uint256 id = _opened(0.4e18);
        _challenge(id, 0);
        skip(3 days);
        vm.expectEmit(address(court));
        emit IBonds.OpeningBonded(
            id, address(vaults[1]), terms, grace, 40_000e6, 800e6, _now() - 3 days + TURN + LAST_TURN
        );
        _openCaseOf(1, id);
        assertEq(court.getDispute(id).atStake, 80_000e6);
        skip(WINDOW);
        assertEq(_payable(1, id), 0, "its window has ended, in a dispute");
    }

    function test_RevertWhen_NoWindowIsOpen() public {
        uint256 id = _opened(0.4e18);
        skip(WINDOW);
        _refused(id, _answer(0), abi.encodeWithSelector(Errors.ChallengeWindowClosed.selector, _now()));
        assertEq(court.challengeBond(id), 0);
    }

    function test_RevertWhen_ChallengedTwice() public {
        uint256 id = _opened(0.4e18);
        _challenge(id, 0);
        _refused(id, _answer(0), abi.encodeWithSelector(Errors.AlreadyChallenged.selector));
    }

    function test_RevertWhen_TheBondIsMoreThanAllowed() public {
        uint256 id = _opened(0.4e18);
        _openCaseOf(1, id);
        assertEq(court.challengeBond(id), 1600e6);
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondAboveMax.selector, 1600e6));
        court.challenge(id, _answer(0), 1600e6 - 1, "");
    }

    function testFuzz_RES3_TheFirstOpenOpeningIsFound(uint256[8] memory gaps, uint256[8] memory reserves, uint256 wait)
        public
    {
        uint256 id = _report(0.5e18);
        uint256[8] memory openedAt;
        for (uint256 i; i < 8; ++i) {
            skip(bound(gaps[i], 0, 1.5 days));
            reserves[i] = bound(reserves[i], 1, 100_000e6);
            vm.prank(address(vault));
            court.onOpen(id, i, grace, reserves[i]);
            openedAt[i] = _now();
        }
        skip(bound(wait, 0, 6 days));
        uint256 open;
        for (uint256 i; i < 8; ++i) {
            if (openedAt[i] + WINDOW > _now()) open += reserves[i];
        }
        uint256 bond = (open + 49) / 50;
        bond = open == 0 ? 0 : bond < MIN_BOND ? MIN_BOND : bond + bond % 2;
        assertEq(court.challengeBond(id), bond);
        if (open == 0) return;
        _challenge(id, 0);
        assertEq(court.getDispute(id).atStake, open);
        for (uint256 i; i < 8; ++i) {
            uint256 payableAt = court.getVerdict(id, i, address(vault)).payableAt;
            assertEq(payableAt, openedAt[i] + WINDOW > _now() ? 0 : openedAt[i] + WINDOW, "as the sum has it");
        }
    }

    function test_RevertWhen_TheCounterAnswerIsNone() public {
        bytes memory invalid = abi.encodeWithSelector(Errors.InvalidAnswer.selector);
        uint256 id = _opened(0.4e18);
        _refused(id, _answer(0.4e18), invalid);
        _refused(id, _table(1e6), invalid);
        Answer memory a = _answer(0.1e18);
        a.lossRoot = keccak256("root");
        _refused(id, a, invalid);
        // Where claims need a proof.
        id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
        // Before the table only a denial can be an answer: another table would have no window of its own.
        _refused(id, _table(1e6), invalid);
        _publish(id, 50_000e6);
        _refused(id, _answer(0.5e18), invalid);
        a = _table(50_000e6);
        a.severity = 0;
        _refused(id, a, invalid);
        a = _table(50_000e6);
        a.lossRoot = 0;
        _refused(id, a, invalid);
        a.lossRoot = keccak256("table");
        _refused(id, a, invalid);
        a.lossTotal -= 1;
        _challengeWith(id, a);
    }

    /// @dev What is decided is never more than what pools set aside: a severity up to the report's bound, a table up to the
    /// report's total.
    function test_RES3_NoAnswerIsAboveTheReports() public {
        uint256 id = _reportOn(parametric, 0.6e18, 0.4e18);
        _openCaseOf(0, id);
        _refused(id, _answer(0.6e18 + 1), abi.encodeWithSelector(Errors.AnswerAboveReport.selector, 0.6e18));
        _challenge(id, 0.6e18);
        _rule(id, Ruling.Counter, 0);
        vault.applyVerdict(terms, id);
        assertEq(_case(0, terms, id).severity, 0.6e18);
        assertTrue(_case(0, terms, id).status == CaseStatus.Payable, "it holds all of it");

        id = _reportOn(byProof, 1e18, 1e18);
        _publish(id, 50_000e6);
        _openCaseBy(grace, 0, proofTerms, id);
        Answer memory a = _table(50_000e6 + 1);
        _refused(id, a, abi.encodeWithSelector(Errors.AnswerAboveReport.selector, 50_000e6));
        a.lossTotal -= 1;
        _challengeWith(id, a);
        _rule(id, Ruling.Counter, 0);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(0, proofTerms, id).status == CaseStatus.Payable, "it holds all of it");
    }

    /// @dev T-66: what was denied is denied. After the report window no case is opened for it either.
    function test_T66_ADenialIsForGood() public {
        uint256 time = _now();
        uint256 id = _opened(0.4e18);
        _challenge(id, 0);
        _rule(id, Ruling.Counter, 0);
        vm.expectRevert(Errors.IncidentDecided.selector);
        _openCaseOf(1, id);
        vm.warp(time + REPORT_WINDOW + 1);
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        court.reportIncident(parametric, uint40(time), 1e18, 1e18, 0, "");
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        _openCaseOf(1, id);
    }

    // ---------------------------------------------------------------- rulings

    function test_RES4_ArbitersHaveTheirTurns() public {
        uint256 id = _opened(0.4e18);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.rule(court, id, Ruling.Report, 0);
        uint256 start = _now();
        _challenge(id, 0);
        vm.expectRevert(Errors.NotArbiter.selector);
        fallbackArbiter.rule(court, id, Ruling.Report, 0);
        vm.warp(start + TURN);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.rule(court, id, Ruling.Report, 0);
        Dispute memory d = court.getDispute(id);
        assertEq(d.arbiter, address(fallbackArbiter));
        assertEq(d.turnStarted, start + TURN);
        assertEq(d.deadline, start + TURN + LAST_TURN);
        vm.warp(d.deadline - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("ruling")));
        fallbackArbiter.rule(court, id, Ruling.None, 0);
        vm.expectEmit(address(court));
        emit IBonds.VerdictArbitrated(id, address(fallbackArbiter), Ruling.Counter, Outcome.Counter, 0);
        fallbackArbiter.rule(court, id, Ruling.Counter, 0);
        vm.expectRevert(Errors.NotArbiter.selector);
        fallbackArbiter.rule(court, id, Ruling.Report, 0);
        d = court.getDispute(id);
        assertTrue(d.decided);
        assertEq(d.arbiter, address(0));
        assertEq(_payable(0, id), _now());
        assertEq(_severityOf(0, id), 0);
    }

    function test_RES4_NobodyRulesAfterTheLastTurn() public {
        uint256 id = _opened(0.4e18);
        _challenge(id, 0);
        skip(TURN + LAST_TURN - 1);
        assertTrue(_outcome(id) == Outcome.None);
        skip(1);
        vm.expectRevert(Errors.NotArbiter.selector);
        fallbackArbiter.rule(court, id, Ruling.Report, 0);
        assertTrue(court.getDispute(id).decided);
        assertEq(court.getDispute(id).arbiter, address(0));
        (Outcome outcome, uint256 decidedAt) = court.outcomeOf(id);
        assertTrue(outcome == Outcome.Silence);
        assertEq(decidedAt, _now());
        vault.applyVerdict(terms, id);
        assertTrue(_case(0, terms, id).status == CaseStatus.Denied);
    }

    function test_RES3_TheRulingHoldsForAllSuspendedPools() public {
        uint256 id = _opened(0.4e18);
        _challenge(id, 0.1e18);
        _openCaseOf(1, id);
        _rule(id, Ruling.Counter, 0);
        for (uint256 i; i < 2; ++i) {
            assertEq(_payable(i, id), _now());
            vaults[i].applyVerdict(terms, id);
            assertEq(_case(i, terms, id).severity, 0.1e18);
        }
        // What comes after it is refused.
        vm.prank(address(vault));
        vm.expectRevert(Errors.IncidentDecided.selector);
        court.onOpen(id, moreTerms, grace, 1e6);
    }

    function testFuzz_RES3_AnArbitersOwnSeverityGoesToTheNearerSide(uint64 report, uint64 counter, uint64 ruled)
        public
    {
        report = uint64(bound(report, 0.01e18, 0.5e18));
        counter = uint64(bound(counter, 0, 0.5e18));
        vm.assume(report != counter);
        uint256 id = _reportOn(parametric, 0.6e18, report);
        _openCaseOf(0, id);
        _challenge(id, counter);
        uint64 max = report > counter ? report : counter;
        vm.expectRevert(abi.encodeWithSelector(Errors.SeverityTooHigh.selector, max));
        arbiter.rule(court, id, Ruling.Severity, max + 1);
        ruled = uint64(bound(ruled, 0, max));
        _rule(id, Ruling.Severity, ruled);
        uint256 toReport = ruled > report ? ruled - report : report - ruled;
        uint256 toCounter = ruled > counter ? ruled - counter : counter - ruled;
        assertTrue(_outcome(id) == (toCounter < toReport ? Outcome.Counter : Outcome.Report));
        assertEq(_severityOf(0, id), ruled);
    }

    function test_RES3_ATieIsTheReports() public {
        uint256 id = _opened(0.4e18);
        _challenge(id, 0.2e18);
        _rule(id, Ruling.Severity, 0.3e18);
        assertTrue(_outcome(id) == Outcome.Report);
    }

    function test_RES3_OfTablesAnArbiterCanOnlyChooseOneOrNone() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _publish(id, 50_000e6);
        _openCaseBy(grace, 0, proofTerms, id);
        _challengeWith(id, _table(40_000e6));
        vm.expectRevert(abi.encodeWithSelector(Errors.SeverityTooHigh.selector, 0));
        arbiter.rule(court, id, Ruling.Severity, 1);
        uint256 snapshot = vm.snapshotState();
        _rule(id, Ruling.Severity, 0);
        assertTrue(_outcome(id) == Outcome.Counter, "the smaller table is nearer to nothing");
        vault.applyVerdict(proofTerms, id);
        assertEq(_case(0, proofTerms, id).severity, 0);
        vm.revertToState(snapshot);
        _rule(id, Ruling.Counter, 0);
        Verdict memory v = court.getVerdict(id, proofTerms, address(vault));
        assertEq(v.lossRoot, keccak256("counter table"));
        assertEq(v.lossTotal, 40_000e6);
        vm.revertToState(snapshot);
        _rule(id, Ruling.Report, 0);
        v = court.getVerdict(id, proofTerms, address(vault));
        assertEq(v.lossRoot, keccak256("table"));
        assertEq(v.lossTotal, 50_000e6);
    }

    // ----------------------------------------------------------------- tables

    function test_RES3_ATablesWindowRunsFromItsPublication() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
        skip(WINDOW + 1 days);
        assertEq(court.getVerdict(id, proofTerms, address(vault)).payableAt, 0);
        _publish(id, 50_000e6);
        assertEq(court.getVerdict(id, proofTerms, address(vault)).payableAt, _now() + WINDOW);
        assertEq(court.challengeBond(id), 2000e6, "all are open again");
    }

    function test_RES3_WithoutATableTheIncidentIsDenied() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
        skip(ROOT_WINDOW - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(proofTerms, id);
        skip(1);
        (Outcome outcome, uint256 decidedAt) = court.outcomeOf(id);
        assertTrue(outcome == Outcome.Lapsed);
        assertEq(decidedAt, _now());
        _refused(id, _answer(0), abi.encodeWithSelector(Errors.ChallengeWindowClosed.selector, _now()));
        vm.expectRevert(Errors.IncidentDecided.selector);
        vm.prank(address(vaults[1]));
        court.onOpen(id, proofTerms, grace, 1e6);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(0, proofTerms, id).status == CaseStatus.Denied);
    }

    function test_RES3_AChallengeBeforeTheTableWaitsForIt() public {
        uint256 id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
        _challenge(id, 0);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.rule(court, id, Ruling.Counter, 0);
        assertEq(court.getDispute(id).arbiter, address(0));
        skip(10 days);
        uint256 snapshot = vm.snapshotState();
        _publish(id, 50_000e6);
        assertEq(court.getDispute(id).turnStarted, _now());
        _rule(id, Ruling.Report, 0);
        assertTrue(_outcome(id) == Outcome.Report);
        vm.revertToState(snapshot);
        _publish(id, 50_000e6);
        skip(TURN + LAST_TURN - 1);
        assertTrue(_outcome(id) == Outcome.None, "both turns are whole, from the table on");
        skip(1);
        assertTrue(_outcome(id) == Outcome.Silence);
        vm.revertToState(snapshot);
        skip(4 days);
        assertTrue(_outcome(id) == Outcome.Counter, "nothing came");
        assertEq(_severityOf(0, id), 0);
    }

    // ------------------------------------------------------------------ route

    /// @dev Every deadline used to its last second, each of them one before it passes. A case is opened once for an event,
    /// and within the report window.
    function test_INC8_TheLongestRouteToTheSecond() public {
        uint256 time = _now();
        skip(REPORT_WINDOW);
        uint256 id = court.reportIncident(byProof, uint40(time), 1e18, 1e18, 0, "");
        _openCaseBy(grace, 0, proofTerms, id);
        skip(ROOT_WINDOW - 1);
        court.publishLosses(id, keccak256("table"), 50_000e6, 0, "");
        skip(WINDOW - 1);
        _challenge(id, 0);
        skip(TURN + LAST_TURN - 1);
        fallbackArbiter.rule(court, id, Ruling.Report, 0);
        skip(1 days - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(proofTerms, id);
        skip(1);
        assertEq(_now() - time, court.longestRoute(byProof) - 3);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(0, proofTerms, id).severity != 0);
    }

    /// @dev A vault waits for 120 days after the report window.
    function test_INC8_TheLongestRouteIsShorterThanAVaultWaits() public {
        Docket memory d = _docket(true);
        d.challengeWindow = 52 days - ROOT_WINDOW - TURN - LAST_TURN;
        uint96 subject = court.createDocket(d);
        assertLe(court.longestRoute(subject), uint256(REPORT_WINDOW) + 120 days);
    }
}
