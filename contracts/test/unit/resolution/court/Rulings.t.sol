// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {ICourt} from "../../../../src/resolution/court/ICourt.sol";
import {CaseRef, Dispute, Outcome, Turn} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice How a case is decided, by whom, and when. Branches: Rulings.tree.
contract RulingsTest is CourtFixture {
    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
    }

    function _refuse(CaseRef memory ref, address by, uint256 number, bytes4 err) internal {
        vm.prank(by);
        vm.expectRevert(err);
        court.arbitrate(ref, number);
    }

    // ------------------------------------------------------------------ turns

    function test_RES4_TwoArbitersHaveTheirTurns() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0);
        uint256 end = _endsAt(ref);
        bytes4 no = Errors.NotArbiter.selector;
        vm.warp(end);
        _refuse(ref, address(arbiter), FIRST, no);
        skip(1);
        _refuse(ref, address(fallbackArbiter), FIRST, no);
        _refuse(ref, eve, FIRST, no);
        _expectTurn(ref, address(arbiter), end + 1, end + 1 + TURN);
        vm.warp(end + TURN);
        _expectTurn(ref, address(arbiter), end + 1, end + 1 + TURN);
        skip(1);
        _refuse(ref, address(arbiter), FIRST, no);
        _expectTurn(ref, address(fallbackArbiter), end + 1 + TURN, end + 1 + TURN + LAST_TURN);
        vm.warp(end + TURN + LAST_TURN);
        assertTrue(_outcome(ref) == Outcome.None);
        uint256 state = vm.snapshotState();
        fallbackArbiter.rule(court, ref, FIRST + 1);
        assertTrue(_outcome(ref) == Outcome.Ruled);
        vm.revertToState(state);
        skip(1);
        _refuse(ref, address(fallbackArbiter), FIRST, no);
        _expectTurn(ref, address(0), 0, 0);
        assertTrue(_outcome(ref) == Outcome.Silent);
    }

    function _expectTurn(CaseRef memory ref, address whose, uint256 from, uint256 until) internal view {
        Dispute memory d = court.getDispute(ref);
        assertEq(d.arbiter, whose);
        assertEq(d.turnStarted, from);
        assertEq(d.deadline, until);
    }

    function test_RES4_ArbitersSeeAllThatIsSaid() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0);
        _post(ref, 0.9e18);
        Dispute memory d = court.getDispute(ref);
        assertEq(d.asset, address(usdc));
        assertEq(d.subject, parametric);
        assertEq(d.time, _now());
        assertEq(d.evidence, keccak256("evidence"));
        assertEq(d.answers.length, 3);
        assertEq(d.answers[0].severity, 0.4e18);
        assertEq(d.answers[1].severity, 0);
        assertEq(d.answers[2].severity, 0.9e18);
        assertEq(abi.encode(court.turnOf(ref)), abi.encode(Turn(address(0), 0, 0, d.asset, d.time, d.atStake)));
        _close(ref);
        uint256 from = _now();
        assertEq(
            abi.encode(court.turnOf(ref)),
            abi.encode(Turn(address(arbiter), uint40(from), uint40(from + TURN), d.asset, d.time, d.atStake))
        );
        assertFalse(d.incomplete);
        assertEq(d.atStake, 90_000e6, "the most that any of them asks for");
        assertEq(d.arbiter, address(0));
    }

    // ---------------------------------------------------------------- choices

    function test_RES4_AnArbiterChoosesAnAnswer() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0.9e18);
        _post(ref, 0.2e18);
        _close(ref);
        skip(1 days);
        vm.expectEmit(address(court));
        emit ICourt.CaseRuled(court.caseKeyOf(ref), address(arbiter), FIRST + 2);
        arbiter.rule(court, ref, FIRST + 2);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Ruled);
        assertEq(number, FIRST + 2);
        assertEq(at_, _now());
        assertEq(_severityOf(ref), 0.2e18);
        assertEq(_payable(ref), _now() + 1 days, "claimants are to have their bonus first");
        _settle(ref);
        assertEq(_payable(ref), _now());
        _refuse(ref, address(arbiter), FIRST, Errors.NotArbiter.selector);
        skip(TURN);
        _refuse(ref, address(fallbackArbiter), FIRST, Errors.NotArbiter.selector);
        assertEq(_chosen(ref), FIRST + 2, "once and for all");
    }

    function test_RES4_NothingCanAlwaysBeChosen() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0.9e18);
        _rule(ref, 0);
        (Outcome outcome, uint256 number,) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Ruled);
        assertEq(number, 0);
        assertEq(_severityOf(ref), 0);
        assertEq(_payable(ref), _now());
        vault.applyVerdict(terms, ref.incidentId);
        assertTrue(_case(ref).status == CaseStatus.Denied);
    }

    /// @dev Whoever answered "nothing" is right, whether the arbiter says so by its number or by none.
    function test_RES4_NothingIsTheAnswerThatSaysSo() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0.9e18);
        bytes32 key = _post(ref, 0);
        _close(ref);
        vm.expectEmit(address(court));
        emit ICourt.CaseRuled(court.caseKeyOf(ref), address(arbiter), FIRST + 2);
        arbiter.rule(court, ref, 0);
        assertEq(_chosen(ref), FIRST + 2);
        assertEq(_bond(ref, key, heidi), 1800e6 + (1800e6 + 800e6) / 2);
    }

    function test_RevertWhen_TheNumberIsNoAnswers() public {
        CaseRef memory ref = _openNew(0.4e18);
        _post(ref, 0);
        _close(ref);
        _refuse(ref, address(arbiter), FIRST + 2, Errors.UnknownAnswer.selector);
        _refuse(ref, address(arbiter), type(uint256).max, Errors.UnknownAnswer.selector);
        ref = _openProof();
        _postBy(heidi, ref, _table(1000e6));
        _postBy(heidi, ref, _answer(0));
        _close(ref);
        assertTrue(court.getDispute(ref).incomplete);
        _refuse(ref, address(arbiter), FIRST, Errors.UnknownAnswer.selector);
        arbiter.rule(court, ref, FIRST + 1);
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossTotal, 1000e6);
    }

    // ------------------------------------------------------- without a dispute

    function test_RES3_WithoutATableNothingIsPaid() public {
        CaseRef memory ref = _openProof();
        skip(ROOT_WINDOW + WINDOW);
        assertEq(_payable(ref), 0);
        skip(1);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Unopposed);
        assertEq(number, 0);
        assertEq(at_, _now());
        assertEq(_payable(ref), _now());
        assertEq(_severityOf(ref), 0);
        vault.applyVerdict(proofTerms, ref.incidentId);
        assertTrue(_case(ref).status == CaseStatus.Denied);
    }

    /// @dev A table is an answer whoever publishes it: where the opener does not, another's stands alone.
    function test_P8_OneTableAloneStandsWhoeverPublishedIt() public {
        CaseRef memory ref = _openProof();
        bytes32 key = _postBy(heidi, ref, _table(70_000e6));
        skip(ROOT_WINDOW + WINDOW + 1);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Unopposed);
        assertEq(number, FIRST + 1);
        assertEq(at_, _now());
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossTotal, 70_000e6);
        assertEq(court.getVerdict(ref.incidentId, proofTerms, ref.vault).lossRoot, keccak256("counter table"));
        assertEq(_bond(ref, key, heidi), 2000e6);
        assertEq(_bond(ref, OPENING, grace), 2000e6, "it was right that there was a loss");
    }

    function test_RES3_NothingAloneStands() public {
        CaseRef memory ref = _openProof();
        bytes32 key = _postBy(heidi, ref, _answer(0));
        skip(ROOT_WINDOW + WINDOW + 1);
        assertEq(_chosen(ref), FIRST + 1);
        assertEq(_severityOf(ref), 0);
        assertEq(_payable(ref), _now());
        assertEq(_bond(ref, key, heidi), 3000e6);
        assertEq(_bond(ref, OPENING, grace), 0);
    }

    // ---------------------------------------------------------------- silence

    function test_T61_IfAllAreSilentNothingIsPaid() public {
        CaseRef memory ref = _openNew(0.4e18);
        bytes32 key = _post(ref, 0.1e18);
        uint256 end = _endsAt(ref);
        vm.warp(end + TURN + LAST_TURN);
        assertTrue(_outcome(ref) == Outcome.None);
        assertEq(_payable(ref), 0);
        skip(1);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Silent);
        assertEq(number, 0);
        assertEq(at_, _now());
        assertEq(_payable(ref), _now());
        assertEq(_severityOf(ref), 0);
        assertEq(_bond(ref, key, heidi), 400e6);
        assertEq(_bond(ref, OPENING, grace), 400e6);
        vault.applyVerdict(terms, ref.incidentId);
        assertTrue(_case(ref).status == CaseStatus.Denied);
    }

    // ------------------------------------------------------------------ route

    /// @dev Every deadline used to its last second. A vault waits for 120 days after the report window.
    function test_INC8_TheLongestRouteToTheSecond() public {
        uint40 time = uint40(_now());
        skip(REPORT_WINDOW);
        uint256 id = court.reportIncident(byProof, time, 0, "");
        CaseRef memory ref = _open(grace, 0, proofTerms, id, 1e18);
        skip(ROOT_WINDOW);
        _publish(ref, 50_000e6);
        for (uint128 k; _endsAt(ref) != _now(); ++k) {
            vm.warp(_endsAt(ref));
            _postBy(heidi, ref, _table(40_000e6 + k));
        }
        skip(uint256(TURN) + LAST_TURN);
        fallbackArbiter.rule(court, ref, FIRST);
        skip(1 days - 1);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(proofTerms, id);
        skip(1);
        assertEq(_now() - time, court.longestRoute(byProof));
        assertLe(court.longestRoute(byProof), uint256(REPORT_WINDOW) + 120 days);
        vault.applyVerdict(proofTerms, id);
        assertTrue(_case(ref).severity != 0);
    }

    // --------------------------------------------------------------- adoption

    /// @dev What is right of a report depends on the pool: on what that has awarded under another one. In a pool of her own
    /// Eve has a repetition found right that is none there, and takes it to where it is one.
    function test_P8_ReportsAreJudgedInEachPool() public {
        uint256 id = _report(parametric);
        CaseRef memory ref = _open(grace, 0, terms, id, 0.4e18);
        CaseRef memory there = _open(eve, 1, terms, id, 0.4e18);
        _post(ref, 0);
        _postBy(eve, there, _answer(0));
        _rule(there, FIRST);
        vm.prank(eve);
        vm.expectRevert(Errors.OutcomeNotTaken.selector);
        court.adoptOutcome(ref, there);
        arbiter.rule(court, ref, FIRST + 1);
        assertEq(_severityOf(ref), 0);
    }
}
