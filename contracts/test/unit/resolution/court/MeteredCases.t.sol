// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../../src/claims/ClaimTypes.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {IBonds} from "../../../../src/resolution/court/IBonds.sol";
import {CourtCase, CourtTerms, ICourt, Report} from "../../../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ScriptedMeter} from "../../../mocks/ScriptedMeter.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Firings at a court: "the meter moved without a loss". Branches: MeteredCases.tree.
contract MeteredCasesTest is CourtFixture {
    ScriptedMeter internal meter;
    uint96 internal subject;
    uint256 internal meterTerms;
    uint256 internal id;
    uint256 internal firedAt;
    uint256[2] internal coverId;

    function setUp() public override {
        super.setUp();
        meter = new ScriptedMeter(2 days);
        meter.measure(0.4e18);
        CourtTerms memory d = _courtTerms(false);
        (d.meter, d.meterId, d.answerWindow) = (address(meter), 1, ANSWER_WINDOW);
        subject = court.createCourtTerms(d);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(40, sponsor, "Measured");
        Terms memory t = _courtTerms(product, subject);
        t.observes = true;
        meterTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        for (uint256 i; i < 2; ++i) {
            pool = pools[i] = _createPool(_monoline());
            vaults[i] = IClaimsVault(pool.claimsVault());
            _addTerms(pool, meterTerms);
            _deposit(alice, M);
            coverId[i] = _protect(i, meterTerms, carol, COVER);
        }
        vault = vaults[0];
        vm.prank(frank);
        id = _incidentOf(subject, meter.fire(1));
        firedAt = _now();
    }

    function _openMetered(uint256 i) internal returns (CaseRef memory) {
        return _open(grace, i, meterTerms, id, 0);
    }

    function _refuse(CaseRef memory ref, Answer memory a, bytes memory err) internal {
        vm.prank(heidi);
        vm.expectRevert(err);
        court.postAnswer(ref, a, 10_000e6, "");
    }

    // --------------------------------------------------------------- openings

    function test_RES2_OpeningsNeedNoBond() public {
        uint256 had = usdc.balanceOf(grace);
        CaseRef memory ref = _openMetered(0);
        assertEq(usdc.balanceOf(grace), had);
        CourtCase memory x = court.getCase(ref);
        assertEq(x.opener, address(0));
        assertEq(x.openedAt, firedAt);
        assertEq(x.severity, 0.4e18);
        assertEq(x.openingBond, 0);
        assertEq(x.endsAt, firedAt + ANSWER_WINDOW);
        assertEq(x.answers[0].answer.severity, 0.4e18);
        assertEq(abi.encode(court.getReport(id)), abi.encode(Report(frank, uint40(firedAt), uint40(firedAt), 0)));
        skip(ANSWER_WINDOW + 1);
        assertTrue(_outcome(ref) == Outcome.Unopposed);
        assertEq(_chosen(ref), FIRST);
        assertEq(vault.claimPayout(coverId[0], id), 40_000e6);
    }

    function test_RevertWhen_AnOpenerSaysWhatWasNotMeasured() public {
        vm.startPrank(grace);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        vault.openCase(meterTerms, id, 0.4e18 - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        vault.openCase(meterTerms, id, 0.4e18 + 1);
        vault.openCase(meterTerms, id, 0.4e18);
        vm.stopPrank();
        assertEq(_case(CaseRef(id, address(vault), meterTerms)).reserve, 40_000e6);
    }

    /// @dev Whoever sees a case opened late has three days to answer it; other pools go their own way.
    function test_RES2_ALateCaseHasAWindowOfItsOwn() public {
        CaseRef memory ref = _openMetered(0);
        skip(1);
        uint256 opened = firedAt + REPORT_WINDOW;
        vm.warp(opened);
        assertEq(_severityOf(ref), 0.4e18);
        CaseRef memory late = _openMetered(1);
        assertEq(_endsAt(late), opened + 3 days);
        assertEq(_payable(late), 0);
        assertEq(_payable(ref), firedAt + ANSWER_WINDOW + 1, "decided");
        vm.warp(opened + 3 days);
        _post(late, 0.1e18);
        assertEq(_endsAt(late), opened + 6 days, "and whoever is answered has three more");
        skip(3 days);
        _post(late, 0);
        assertEq(_endsAt(late), opened + 6 days);
        _refuse(ref, _answer(0), abi.encodeWithSelector(Errors.AnswerWindowClosed.selector, firedAt + ANSWER_WINDOW));
        _rule(late, FIRST + 2);
        assertEq(_severityOf(late), 0);
        assertEq(vault.claimPayout(coverId[0], id), 40_000e6);
    }

    /// @dev A case that is opened a second too late for its firing's window takes nothing off what answers prolong.
    function test_RES2_AWindowIsTwiceAsLongAtMost() public {
        skip(1);
        CaseRef memory ref = _openMetered(0);
        assertEq(_endsAt(ref), firedAt + ANSWER_WINDOW + 1);
        for (uint64 k = 1; k < 4; ++k) {
            vm.warp(_endsAt(ref));
            _post(ref, k);
        }
        assertEq(_endsAt(ref), firedAt + 1 + 6 days);
    }

    // ---------------------------------------------------------------- answers

    function test_RES2_OnlyThatLessWasLostIsAnAnswer() public {
        CaseRef memory ref = _openMetered(0);
        bytes memory invalid = abi.encodeWithSelector(Errors.InvalidAnswer.selector);
        _refuse(ref, _answer(0.4e18), invalid);
        _refuse(ref, _answer(0.4e18 + 1), invalid);
        _refuse(ref, _table(1000e6), invalid);
        assertEq(court.requiredBond(ref, _answer(0)), 800e6);
        _post(ref, 0.4e18 - 1);
        Dispute memory d = court.getDispute(ref);
        assertEq(d.answers.length, 2);
        assertEq(d.evidence, 0);
        assertEq(d.time, firedAt);
        assertEq(d.atStake, 40_000e6);
        assertFalse(d.incomplete);
    }

    /// @dev Whether somebody has raised the case to it or not: an arbiter decides about all of it.
    function test_RES2_AnswersAreMeasuredByWhatWasFired() public {
        CaseRef memory ref = _openMetered(0);
        _fireMore(0.5e18);
        assertEq(court.requiredBond(ref, _answer(0.1e18)), 1400e6);
        _refuse(ref, _table(1000e6), abi.encodeWithSelector(Errors.InvalidAnswer.selector));
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondTooSmall.selector, 1400e6));
        court.postAnswer(ref, _answer(0.1e18), 1400e6 - 1, "");
        _post(ref, 0.1e18);
        assertEq(court.getDispute(ref).atStake, 70_000e6);
        assertEq(_case(ref).need, 40_000e6, "who answers that less was lost raises nothing");
        assertEq(court.raiseCase(ref), 30_000e6);
    }

    /// @dev Or what their answers lose or win would be handed to nobody.
    function test_RevertWhen_BondsAreSettledThatNobodyHasPosted() public {
        CaseRef memory ref = CaseRef(id, address(vault), meterTerms);
        skip(ANSWER_WINDOW + 1);
        assertTrue(_outcome(ref) == Outcome.Unopposed, "nobody has said otherwise");
        vm.expectRevert(Errors.BondLocked.selector);
        court.settleBonds(ref);
        _openMetered(0);
        bytes32 key = _post(ref, 0);
        _rule(ref, FIRST + 1);
        _settle(ref);
        assertEq(_withdraw(ref, key, heidi), 800e6);
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(ref).status == CaseStatus.Denied);
    }

    /// @dev A pool has one case of a firing, and that goes by the version that it was opened with.
    function test_RevertWhen_AnotherVersionIsNamed() public {
        vm.startPrank(owner);
        Terms memory t = _courtTerms(registry.getTerms(meterTerms).productId, subject);
        (t.observes, t.deductible) = (true, 0.1e18);
        uint256 version = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _openMetered(0);
        CaseRef memory other = CaseRef(id, address(vault), version);
        _refuse(other, _answer(0), abi.encodeWithSelector(Errors.CaseNotOpen.selector));
        _fireMore(0.5e18);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.raiseCase(other);
        assertEq(court.raiseCase(CaseRef(id, address(vault), meterTerms)), 30_000e6);
    }

    function test_RevertWhen_APoolHasNoCase() public {
        CaseRef memory ref = CaseRef(id, address(vault), meterTerms);
        _refuse(ref, _answer(0), abi.encodeWithSelector(Errors.CaseNotOpen.selector));
        ref.vault = address(new NoPool());
        _refuse(ref, _answer(0), abi.encodeWithSelector(Errors.NotAuthorized.selector));
        assertEq(_held(), 0);
    }

    function test_RES2_ALowerAnswerMayWin() public {
        CaseRef memory ref = _openMetered(0);
        bytes32 key = _post(ref, 0.1e18);
        _rule(ref, FIRST + 1);
        _settle(ref);
        assertEq(_withdraw(ref, key, heidi), 800e6, "there is nobody's bond to win");
        assertEq(vault.claimPayout(coverId[0], id), 10_000e6);
        assertEq(_held(), 0);
    }

    function test_RES5_AnAnswerThatLosesPaysWhoFired() public {
        CaseRef memory ref = _openMetered(0);
        bytes32 key = _post(ref, 0);
        assertEq(_bond(ref, OPENING, frank), 0);
        _rule(ref, FIRST);
        assertEq(_bond(ref, key, heidi), 0);
        assertEq(_bond(ref, OPENING, grace), 0, "not who opened");
        assertEq(_withdraw(ref, OPENING, frank), 400e6);
        vm.expectRevert(Errors.BondLocked.selector);
        court.withdrawBond(ref, OPENING, frank);
        _settle(ref);
        uint256 had = usdc.balanceOf(carol);
        vault.claimPayout(coverId[0], id);
        assertEq(usdc.balanceOf(carol) - had, 40_000e6 + 400e6);
        assertEq(_held(), 0);
        bytes32 caseKey = court.caseKeyOf(ref);
        vm.prank(address(vault));
        vm.expectEmit(address(court), 0);
        emit IBonds.OpeningRewarded(caseKey, 0);
        assertEq(court.onClose(id, meterTerms, 1e12, 1e12), 0, "what needs no bond earns no reward");
    }

    function test_T61_SilenceDeniesAFiring() public {
        CaseRef memory ref = _openMetered(0);
        bytes32 key = _post(ref, 0);
        skip(ANSWER_WINDOW + 1 + TURN + LAST_TURN);
        assertTrue(_outcome(ref) == Outcome.Silent);
        assertEq(_withdraw(ref, key, heidi), 400e6);
        assertEq(_bond(ref, OPENING, frank), 0);
        _settle(ref);
        assertEq(court.burned(address(usdc)), 400e6);
        assertEq(_held(), 400e6);
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(ref).status == CaseStatus.Denied);
    }

    function test_RevertWhen_SomebodyPledgesForAFiring() public {
        CaseRef memory ref = _openMetered(0);
        vm.prank(heidi);
        vm.expectRevert(Errors.BondLocked.selector);
        court.pledge(ref, OPENING, 1e6);
        bytes32 key = court.answerKey(_answer(0));
        vm.prank(bob);
        court.pledge(ref, key, 300e6);
        uint256 had = usdc.balanceOf(heidi);
        _post(ref, 0);
        assertEq(had - usdc.balanceOf(heidi), 500e6);
    }

    // ----------------------------------------------------------------- raises

    function _fireMore(uint256 severity) internal {
        meter.measure(severity);
        assertEq(_incidentOf(subject, meter.fire(1)), id);
    }

    function test_RES2_AFurtherLossRaisesTheCase() public {
        CaseRef memory ref = _openMetered(0);
        vm.expectRevert(abi.encodeWithSelector(Errors.CaseNotRaised.selector, 40_000e6));
        court.raiseCase(ref);
        skip(1 days);
        _fireMore(0.5e18);
        assertEq(court.getCase(ref).severity, 0.7e18);
        assertEq(_case(ref).need, 40_000e6);
        vm.prank(eve);
        assertEq(court.raiseCase(ref), 30_000e6);
        assertEq(court.getCase(ref).atStake, 0, "one answer");
        vm.warp(_endsAt(ref) + 1);
        assertEq(vault.claimPayout(coverId[0], id), 70_000e6);
    }

    /// @dev Answers that came before are as good as those that come after: an arbiter must know what they are about now.
    function test_RES2_WhatIsAtStakeIsRaisedToo() public {
        CaseRef memory ref = _openMetered(0);
        _post(ref, 0);
        assertEq(court.getDispute(ref).atStake, 40_000e6);
        skip(1 days);
        _fireMore(0.5e18);
        court.raiseCase(ref);
        assertEq(court.getDispute(ref).atStake, 70_000e6);
        assertEq(court.requiredBond(ref, _answer(0.6e18)), 1400e6);
        _post(ref, 0.6e18);
        assertEq(court.getDispute(ref).answers[0].severity, 0.7e18);
        _rule(ref, FIRST + 2);
        _settle(ref);
        assertEq(vault.claimPayout(coverId[0], id), 60_000e6);
    }

    /// @dev Nobody is paid for what nobody set aside.
    function test_RES2_ACaseThatIsNotRaisedPaysWhatItWasOpenedFor() public {
        CaseRef memory ref = _openMetered(0);
        _fireMore(0.5e18);
        vm.warp(_endsAt(ref) + 1);
        assertEq(_severityOf(ref), 0.7e18);
        assertEq(vault.claimPayout(coverId[0], id), 40_000e6);
    }

    /// @dev Or whoever likes sets capital aside for what was denied, and puts off the starts of new covers; and whoever loses
    /// before an arbiter raises what is at stake.
    function test_RevertWhen_RaisedAfterTheAnswerWindow() public {
        CaseRef memory ref = _openMetered(0);
        bytes32 key = _post(ref, 0);
        _fireMore(0.5e18);
        uint256 endsAt = _endsAt(ref);
        vm.warp(endsAt);
        uint256 state = vm.snapshotState();
        assertEq(court.raiseCase(ref), 30_000e6, "in the last second");
        vm.revertToState(state);
        bytes memory closed = abi.encodeWithSelector(Errors.AnswerWindowClosed.selector, endsAt);
        skip(1);
        vm.expectRevert(closed);
        court.raiseCase(ref);
        arbiter.rule(court, ref, FIRST + 1);
        vm.expectRevert(closed);
        court.raiseCase(ref);
        vault.applyVerdict(meterTerms, id);
        assertEq(_bond(ref, key, heidi), 800e6);
    }

    function test_RevertWhen_NothingCanBeRaised() public {
        CaseRef memory ref = CaseRef(id, address(vault), meterTerms);
        _fireMore(0.5e18);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        court.raiseCase(ref);
        ref.incidentId += 1;
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.raiseCase(ref);
        assertEq(vault.undecided(), 0);
    }

    /// @dev A later cover has no part in an earlier loss, and cannot be bought while that may go on.
    function test_RES2_NothingIsSoldWhileAFiringCanBeRaised() public {
        vm.expectRevert(Errors.BelowMark.selector);
        court.reading(subject);
        skip(2 days);
        vm.expectRevert(Errors.BelowMark.selector);
        court.observe(subject);
        skip(1);
        assertEq(court.observe(subject), type(uint128).max);
        assertEq(court.reading(subject), type(uint128).max);
    }

    /// @dev A case that its firing does not raise is not raised, however many raises there were; those that its firing
    /// raises in small steps never find that there were too many.
    function test_RES2_ManyRaisesSetAllAside() public {
        CaseRef memory ref = _openMetered(0);
        for (uint256 k; k < 30; ++k) {
            _fireMore(0.01e18);
            uint256 need = _case(ref).need;
            if (court.getCase(ref).severity * COVER > need * 1e18) {
                court.raiseCase(ref);
                need = _case(ref).need;
            }
            assertGe(need * 1e18, court.getCase(ref).severity * COVER);
            vm.expectRevert(abi.encodeWithSelector(Errors.CaseNotRaised.selector, need));
            court.raiseCase(ref);
        }
        assertEq(_case(ref).raises, 16);
        assertEq(_case(ref).need, COVER);
    }

    // --------------------------------------------------------------- adoption

    /// @dev Two pools, the same two answers.
    function _two() internal returns (CaseRef memory ref, CaseRef memory there) {
        (ref, there) = (_openMetered(0), _openMetered(1));
        _post(ref, 0.1e18);
        _post(there, 0.1e18);
    }

    /// @dev The fallback's word: only that is taken over.
    function _ruleLast(CaseRef memory ref, uint256 number) internal {
        vm.warp(_endsAt(ref) + 1 + TURN);
        fallbackArbiter.rule(court, ref, number);
    }

    function _refuseOutcome(CaseRef memory ref, CaseRef memory other, bytes4 err) internal {
        vm.prank(eve);
        vm.expectRevert(err);
        court.adoptOutcome(ref, other);
        assertTrue(_outcome(ref) == Outcome.None || _outcome(ref) == Outcome.Silent);
    }

    function test_RES4_OneRulingMayServeSeveralPools() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _post(there, 0);
        _ruleLast(there, FIRST + 1);
        skip(LAST_TURN - 3 days);
        vm.expectEmit(address(court));
        emit ICourt.CaseRuled(court.caseKeyOf(ref), address(0), FIRST + 1);
        vm.prank(eve);
        court.adoptOutcome(ref, there);
        (Outcome outcome, uint256 number, uint256 at_) = court.outcomeOf(ref);
        assertTrue(outcome == Outcome.Ruled);
        assertEq(number, FIRST + 1);
        assertEq(at_, _now());
        vm.expectRevert(Errors.NotArbiter.selector);
        court.adoptOutcome(ref, there);
    }

    function test_RES4_NothingIsTakenOverToo() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _ruleLast(there, 0);
        court.adoptOutcome(ref, there);
        assertTrue(_outcome(ref) == Outcome.Ruled);
        assertEq(_severityOf(ref), 0);
    }

    function test_RevertWhen_ThereIsNothingToTakeOver() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _refuseOutcome(ref, there, Errors.NotArbiter.selector);
        skip(2 days + 1);
        uint256 later = _incidentOf(subject, meter.fire(1));
        CaseRef memory another = _open(grace, 1, meterTerms, later, 0);
        _post(another, 0.1e18);
        _close(ref);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
        _ruleLast(another, FIRST);
        _refuseOutcome(ref, another, Errors.OutcomeNotTaken.selector);
        vm.warp(_endsAt(ref) + 1 + TURN + LAST_TURN);
        _refuseOutcome(ref, there, Errors.NotArbiter.selector);
    }

    function test_RevertWhen_LessWasAtStakeThere() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _fireMore(0.5e18);
        court.raiseCase(ref);
        _ruleLast(there, FIRST + 1);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
    }

    /// @dev In a pool of one's own one can see to it that the truth is not among the answers. What wins there would not win
    /// where it is.
    function test_P8_NoOutcomeIsTakenFromWhereTheTruthWasNotPosted() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _post(ref, 0.3e18);
        _ruleLast(there, FIRST);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
        fallbackArbiter.rule(court, ref, FIRST + 2);
        assertEq(_severityOf(ref), 0.3e18);
    }

    /// @dev A first arbiter may be bought, and is silenced by an appeal here. What it says in a pool that nobody watches is not
    /// taken over in the fallback's turn, nor in its own.
    function test_P8_NoAppealIsPassedByInAnotherPool() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        vm.warp(_endsAt(there) + TURN);
        arbiter.rule(court, there, 0);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
        skip(1);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
        fallbackArbiter.rule(court, ref, FIRST);
        assertEq(_severityOf(ref), 0.4e18);
    }

    /// @dev What won there must stand here.
    function test_RevertWhen_TheWinningAnswerStandsOnlyThere() public {
        (CaseRef memory ref, CaseRef memory there) = _two();
        _post(there, 0.2e18);
        _ruleLast(there, FIRST + 2);
        _refuseOutcome(ref, there, Errors.UnknownAnswer.selector);
    }

    /// @dev What failed is as the terms define it.
    function test_RevertWhen_OtherTermsWereJudgedThere() public {
        vm.startPrank(owner);
        Terms memory t = _courtTerms(registry.getTerms(meterTerms).productId, subject);
        (t.observes, t.deductible) = (true, 0.1e18);
        uint256 version = registry.publishTerms(t, _pins());
        vm.stopPrank();
        CaseRef memory ref = _openMetered(0);
        CaseRef memory there = _open(grace, 1, version, id, 0);
        _post(ref, 0.1e18);
        _post(there, 0.1e18);
        _ruleLast(there, FIRST + 1);
        _refuseOutcome(ref, there, Errors.OutcomeNotTaken.selector);
    }

    // ----------------------------------------------------------------- numbers

    /// @dev A firing has one number: others that hold it would each be a case, and each be paid.
    function test_P9_AFiringIsOneIncident() public {
        _openMetered(0);
        for (uint256 k = 128; k < 256; ++k) {
            uint256 alias_ = id | 1 << k;
            vm.expectRevert(Errors.UnknownIncident.selector);
            vault.openCase(meterTerms, alias_, 0);
            vm.expectRevert(Errors.UnknownIncident.selector);
            court.getCase(CaseRef(alias_, address(vault), meterTerms));
        }
        assertEq(vault.undecided(), 40_000e6);
    }
}

/// @dev Answers what a court asks of a vault, and is none of a pool.
contract NoPool {
    uint256 public constant poolId = 1;
    address public constant asset = address(1);
}
