// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CourtCase, ICourt} from "../../../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What can be answered, for which bond, and how long. Branches: Answers.tree.
contract AnswersTest is CourtFixture {
    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 2; ++i) {
            _protect(i, terms, carol, COVER);
            _protect(i, proofTerms, carol, COVER);
        }
    }

    function _refuse(CaseRef memory ref, Answer memory a, bytes memory err) internal {
        vm.prank(heidi);
        vm.expectRevert(err);
        court.postAnswer(ref, a, M / 10, "");
    }

    // ------------------------------------------------------------------ kinds

    function test_RES3_AnAnswerSaysHowMuchWasLost() public {
        CaseRef memory ref = _openNew(0.4e18);
        Answer memory a = _answer(0.1e18);
        bytes32 caseKey = court.caseKeyOf(ref);
        vm.prank(heidi);
        vm.expectEmit(address(court));
        emit ICourt.AnswerPosted(caseKey, FIRST + 1, heidi, a, 900e6, _now() + WINDOW, "ipfs://answer");
        assertEq(court.postAnswer(ref, a, 900e6, "ipfs://answer"), FIRST + 1);
        assertEq(_held(), 800e6 + 900e6);
        _post(ref, 0);
        CourtCase memory x = court.getCase(ref);
        assertEq(x.answers.length, 3);
        assertEq(x.answers[1].by, heidi);
        assertEq(x.answers[1].bond, 900e6, "more than it needs, if one likes");
        assertEq(abi.encode(x.answers[1].answer), abi.encode(a));
        assertEq(x.answers[2].answer.severity, 0);
        assertEq(x.atStake, 40_000e6);
    }

    function test_RevertWhen_AParametricCaseIsAnsweredWithATable() public {
        CaseRef memory ref = _openNew(0.4e18);
        bytes memory invalid = abi.encodeWithSelector(Errors.InvalidAnswer.selector);
        _refuse(ref, _table(1000e6), invalid);
        _refuse(ref, _answer(1e18 + 1), invalid);
        assertEq(court.getCase(ref).answers.length, 1);
    }

    function test_RevertWhen_LossesAreAnsweredWithoutATable() public {
        CaseRef memory ref = _openProof();
        bytes memory invalid = abi.encodeWithSelector(Errors.InvalidAnswer.selector);
        _refuse(ref, _answer(0.4e18), invalid);
        _refuse(ref, _answer(1e18), invalid);
        _refuse(ref, Answer(1e18, 1000e6, 0), invalid);
        _refuse(ref, Answer(1e18 - 1, 1000e6, "root"), invalid);
        _refuse(ref, Answer(0, 1000e6, "root"), invalid);
        _refuse(ref, Answer(0, 0, "root"), invalid);
        _postBy(heidi, ref, _answer(0));
        _postBy(heidi, ref, _table(1000e6));
        assertEq(court.getCase(ref).answers.length, 3);
    }

    /// @dev Two that say the same would split those who hold it. It is no other one that the opener says the same.
    function test_RevertWhen_TheSameIsAnsweredTwice() public {
        CaseRef memory ref = _openNew(0.4e18);
        _refuse(ref, _answer(0.4e18), abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, FIRST));
        _post(ref, 0.1e18);
        _refuse(ref, Answer(0.1e18, 0, "other"), abi.encodeWithSelector(Errors.InvalidAnswer.selector));
        _refuse(ref, Answer(0.1e18, 0, 0), abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, FIRST + 1));
        ref = _openProof();
        _publish(ref, 1000e6);
        _refuse(
            ref,
            Answer(1e18, 1000e6, keccak256("table")),
            abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, 1)
        );
        _postBy(heidi, ref, Answer(1e18, 1000e6, "another table"));
        _postBy(heidi, ref, Answer(0, 0, 0));
        _refuse(ref, Answer(0, 0, 0), abi.encodeWithSelector(Errors.AnswerAlreadyPosted.selector, FIRST + 2));
        assertEq(court.getCase(ref).answers.length, 3);
    }

    // ----------------------------------------------------------------- windows

    function test_RES3_AnswersAreTakenUntilTheLastSecond() public {
        CaseRef memory ref = _openNew(0.4e18);
        uint256 end = _now() + WINDOW;
        vm.warp(end + 1);
        _refuse(ref, _answer(0), abi.encodeWithSelector(Errors.AnswerWindowClosed.selector, end));
        vm.warp(end);
        _post(ref, 0);
        assertEq(_endsAt(ref), end + 3 days);
        assertTrue(_outcome(ref) == Outcome.None);
    }

    /// @dev Whoever is answered has three days, until the window is twice as long.
    function test_RES3_EachAnswerProlongsTheWindow() public {
        CaseRef memory ref = _openNew(0.4e18);
        uint256 opened = _now();
        skip(2 days);
        _post(ref, 0);
        assertEq(_endsAt(ref), opened + 5 days, "long enough");
        skip(1);
        _post(ref, 0.1e18);
        assertEq(_endsAt(ref), opened + 5 days + 1);
        vm.warp(opened + 5 days + 1);
        _post(ref, 0.2e18);
        assertEq(_endsAt(ref), opened + 8 days + 1);
        vm.warp(opened + 8 days);
        _post(ref, 0.3e18);
        assertEq(_endsAt(ref), opened + 10 days, "twice, and no longer");
        vm.warp(opened + 10 days);
        _post(ref, 0.35e18);
        assertEq(_endsAt(ref), opened + 10 days);
        vm.warp(opened + 10 days + 1);
        _refuse(ref, _answer(0.36e18), abi.encodeWithSelector(Errors.AnswerWindowClosed.selector, opened + 10 days));
    }

    /// @dev Where a table may follow, others need not wait for it, and have the whole window after it.
    function test_RES3_T65_TheWindowForTablesBeginsWithTheCase() public {
        CaseRef memory ref = _openProof();
        uint256 opened = _now();
        _postBy(heidi, ref, _table(30_000e6));
        assertEq(_endsAt(ref), opened + ROOT_WINDOW + WINDOW);
        vm.warp(opened + ROOT_WINDOW);
        _publish(ref, 20_000e6);
        assertEq(_endsAt(ref), opened + ROOT_WINDOW + WINDOW, "a table prolongs nothing: there are five days");
        vm.warp(opened + ROOT_WINDOW + WINDOW);
        _postBy(heidi, ref, _answer(0));
        assertEq(_endsAt(ref), opened + ROOT_WINDOW + WINDOW + 3 days);
        skip(3 days);
        _postBy(heidi, ref, _table(10_000e6));
        assertEq(_endsAt(ref), opened + ROOT_WINDOW + 2 * WINDOW);
    }

    // ------------------------------------------------------------------- bonds

    /// @dev Two per cent of what an answer asks for, or of what it keeps set aside, whichever is larger.
    function test_RES3_BondsAreMeasured() public {
        CaseRef memory ref = _openNew(0.4e18);
        assertEq(court.requiredBond(ref, _answer(0)), 800e6);
        assertEq(court.requiredBond(ref, _answer(0.1e18)), 800e6);
        assertEq(court.requiredBond(ref, _answer(0.7e18)), 1400e6);
        _refuse2(ref, _answer(0), 800e6);
        _refuse2(ref, _answer(0.7e18), 1400e6);
        _post(ref, 0.7e18);
        assertEq(court.requiredBond(ref, _answer(0)), 1400e6, "of what is set aside now");
        ref = _openProof();
        assertEq(court.requiredBond(ref, _table(1e6)), 2000e6);
        CaseRef memory dust = _open(grace, 1, terms, _report(parametric), 1);
        assertEq(court.requiredBond(dust, _answer(0)), MIN_BOND);
        // A fraction counts as a whole unit.
        assertEq(court.requiredBond(dust, _answer(0.4e18 + 1e13)), 800e6 + 20_000);
        assertEq(court.requiredBond(dust, _answer(0.4e18 + 1e12)), 800e6 + 2_000);
        assertEq(court.requiredBond(dust, _answer(0.4e18 + 1)), 800e6 + 1);
    }

    function _refuse2(CaseRef memory ref, Answer memory a, uint256 needed) internal {
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.BondTooSmall.selector, needed));
        court.postAnswer(ref, a, needed - 1, "");
    }

    // ------------------------------------------------------------------ raises

    /// @dev Who asks for more than the case was opened for has the rest set aside.
    function test_RES3_AHigherAnswerRaisesTheCase() public {
        CaseRef memory ref = _openNew(0.1e18);
        assertEq(_case(ref).reserve, 10_000e6);
        _post(ref, 0.7e18);
        assertEq(_case(ref).reserve, 70_000e6);
        assertEq(court.getCase(ref).atStake, 70_000e6);
        _post(ref, 0.5e18);
        assertEq(_case(ref).reserve, 70_000e6);
        _rule(ref, FIRST + 1);
        _settle(ref);
        assertEq(vaults[0].claimPayout(uint256(pools[0].poolId()) << 64 | terms << 32 | 1, ref.incidentId), 70_000e6);
    }

    function test_RES3_AHigherTableRaisesTheCase() public {
        CaseRef memory ref = _open(grace, 0, proofTerms, _report(byProof), 0.1e18);
        assertEq(_case(ref).reserve, 10_000e6);
        _postBy(heidi, ref, _table(60_000e6));
        assertEq(_case(ref).reserve, 60_000e6);
        _postBy(heidi, ref, _table(300_000e6));
        assertEq(_case(ref).reserve, COVER, "no more than there is cover");
    }

    function test_RevertWhen_ACaseIsRaisedThatNoMeterMeasures() public {
        CaseRef memory ref = _openNew(0.4e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidCourtTerms.selector, bytes32("meter")));
        court.raiseCase(ref);
    }

    /// @dev What is behind covers may leave after the horizon: until then more can be set aside, whenever a case was opened.
    function test_RES3_UntilTheHorizonACaseCanBeRaised() public {
        uint256 id = _report(parametric);
        uint256 time = _now();
        vm.warp(time + REPORT_WINDOW);
        CaseRef memory ref = _open(eve, 0, terms, id, 1);
        vm.warp(time + HORIZON);
        _post(ref, 0.5e18);
        assertEq(_case(ref).reserve, 50_000e6, "a whole window for whoever sees it");
        skip(1);
        _refuse(
            ref, _answer(0.6e18), abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time, time + HORIZON)
        );
        _post(ref, 0.4e18);
        assertEq(court.getCase(ref).answers.length, 3, "less can still be answered");
    }

    /// @dev A vault raises a case sixteen times. Small steps must not use these up before the truth is told.
    function test_P8_ManySmallRaisesKeepNoHigherAnswerOut() public {
        CaseRef memory ref = _open(eve, 0, terms, _report(parametric), 1);
        uint256 spent = usdc.balanceOf(eve);
        uint64 severity = 1;
        for (uint256 k; k < 15; ++k) {
            // The least that is not asked for already.
            severity = uint64(_case(ref).need * 1e18 / COVER + 1);
            _postBy(eve, ref, _answer(severity));
            assertGe(_case(ref).need, COVER >> 15 - k, "each raise sets aside at least twice as much");
            assertLe(_case(ref).need, (COVER >> 15 - k) + 2, "and no more than that, or than is asked for");
        }
        assertEq(_case(ref).raises, 15);
        spent -= usdc.balanceOf(eve);
        assertGt(spent, COVER / 50, "for bonds of as much as the truth's");
        _post(ref, 0.75e18);
        assertEq(_case(ref).need, COVER);
        assertEq(_case(ref).raises, 16);
        assertEq(
            court.requiredBond(ref, _answer(1e18)), court.requiredBond(ref, _answer(0)), "nothing is missing any more"
        );
        _rule(ref, FIRST + 16);
        assertEq(_severityOf(ref), 0.75e18);
        assertGt(_bond(ref, court.answerKey(_answer(0.75e18)), heidi), COVER / 50, "she wins what eve has lost");
    }

    /// @dev One answer alone, or a few, are measured by what they ask for.
    function test_RES3_TheFirstRaisesAreOfWhatIsAsked() public {
        CaseRef memory ref = _openNew(0.01e18);
        for (uint64 k = 2; k < 8; ++k) {
            _post(ref, k * 0.01e18);
            assertEq(_case(ref).need, k * 1000e6);
        }
        assertEq(_case(ref).raises, 6);
    }

    // ------------------------------------------------------------ displacement

    function _postSixteen(CaseRef memory ref, address by) internal {
        for (uint64 k; k < 16; ++k) {
            vm.prank(by);
            court.postAnswer(ref, _answer(0.2e18 + k), 1000e6 + k, "");
        }
    }

    function test_RES3_OfMoreThanSixteenTheLargestBondsStand() public {
        CaseRef memory ref = _openNew(0.4e18);
        _postSixteen(ref, eve);
        Answer memory truth = _answer(0.1e18);
        assertEq(court.requiredBond(ref, truth), 1000e6 + 1);
        _refuse2(ref, truth, 1000e6 + 1);
        uint256 held = _held();
        (bytes32 caseKey, bytes32 key) = (court.caseKeyOf(ref), court.answerKey(_answer(0.2e18)));
        vm.prank(heidi);
        vm.expectEmit(address(court));
        emit ICourt.AnswerDisplaced(caseKey, FIRST + 1, key);
        assertEq(court.postAnswer(ref, truth, 1001e6, ""), FIRST + 1, "in the place of the smallest");
        CourtCase memory x = court.getCase(ref);
        assertEq(x.answers.length, 17);
        assertEq(x.answers[1].by, heidi);
        assertEq(x.answers[1].answer.severity, 0.1e18);
        assertEq(_held() - held, 1001e6);
        vm.prank(eve);
        assertEq(_withdraw(ref, key, eve), 1000e6, "and that one goes back at once");
        assertEq(_held() - held, 1e6);
        assertEq(court.requiredBond(ref, _answer(0)), 1000e6 + 2);
    }

    /// @dev What was displaced comes again for a larger bond, of which it has the first part already.
    function test_RES3_WhatWasDisplacedCanComeAgain() public {
        CaseRef memory ref = _openNew(0.4e18);
        bytes32 key = _post(ref, 0.1e18);
        _postSixteen(ref, eve);
        assertEq(court.getCase(ref).answers[1].by, eve, "it had the smallest bond");
        assertEq(_bond(ref, key, heidi), 800e6);
        uint256 had = usdc.balanceOf(bob);
        vm.prank(bob);
        court.postAnswer(ref, _answer(0.1e18), 2000e6, "");
        assertEq(had - usdc.balanceOf(bob), 1200e6, "hers is a part of it");
        assertEq(_bond(ref, key, heidi), 0, "which is at risk again");
        uint256 number;
        CourtCase memory x = court.getCase(ref);
        for (uint256 k = 1; k < 17; ++k) {
            if (x.answers[k].by == bob) number = FIRST + k;
        }
        _rule(ref, number);
        // Less than half of the opening's bond, and of fifteen of eve's: as much as the least of sixteen.
        uint256 won = _bond(ref, key, heidi) + _bond(ref, key, bob) - 2000e6;
        assertApproxEqAbs(won, 1000e6 + 1, 1);
        assertApproxEqAbs(_bond(ref, key, heidi) * 3, _bond(ref, key, bob) * 2, 3, "as they have contributed");
    }

    /// @dev Number 1 has an opening's bond, and is displaced by nobody.
    function test_RES3_TheOpenersAnswerIsNotDisplaced() public {
        CaseRef memory ref = _openNew(0.4e18);
        _postSixteen(ref, eve);
        for (uint64 k; k < 16; ++k) {
            vm.prank(eve);
            court.postAnswer(ref, _answer(0.3e18 + k), 2000e6, "");
        }
        CourtCase memory x = court.getCase(ref);
        assertEq(x.answers.length, 17);
        assertEq(x.answers[0].answer.severity, 0.4e18);
        for (uint256 k = 1; k < 17; ++k) {
            assertEq(x.answers[k].bond, 2000e6);
        }
        assertEq(court.requiredBond(ref, _answer(0)), 2000e6 + 1, "an equal bond displaces none");
        vm.prank(eve);
        assertEq(court.postAnswer(ref, _answer(0), 2000e6 + 1, ""), FIRST + 1, "of equal ones the first goes");
    }
}
