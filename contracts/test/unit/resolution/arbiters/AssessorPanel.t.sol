// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {
    IAssessorPanel,
    PanelCase,
    PanelConfig,
    Phase,
    Stake
} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {OddToken} from "../../../mocks/OddToken.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice Staked assessors, RES-6. Branches: AssessorPanel.tree.
contract AssessorPanelTest is ArbiterFixture {
    address internal constant BURNED = 0x000000000000000000000000000000000000dEaD;

    /// @dev Alice a half, Bob three tenths, Carol a fifth of a million.
    function _three() internal {
        _stake(alice, M / 2);
        _stake(bob, M * 3 / 10);
        _stake(carol, M / 5);
    }

    // ------------------------------------------------------------ constructor

    function test_RevertWhen_TheConfigurationIsOutOfRange() public {
        PanelConfig memory c = _config();
        c.commitPeriod = 1 days - 1;
        _expectInvalid(c, "commitPeriod");
        c.commitPeriod = 30 days + 1;
        _expectInvalid(c, "commitPeriod");
        c = _config();
        c.revealPeriod = 1 days - 1;
        _expectInvalid(c, "revealPeriod");
        c.revealPeriod = 30 days + 1;
        _expectInvalid(c, "revealPeriod");
        c = _config();
        c.quorum = 0;
        _expectInvalid(c, "quorum");
        c.quorum = 1e18 + 1;
        _expectInvalid(c, "quorum");
        c = _config();
        c.slashShare = 0.01e18 - 1;
        _expectInvalid(c, "slashShare");
        c.slashShare = 0.25e18 + 1;
        _expectInvalid(c, "slashShare");
        c = _config();
        // An incident of twenty days and a whole turn.
        c.withdrawalDelay = 20 days + 7 days - 1;
        _expectInvalid(c, "withdrawalDelay");
        c.withdrawalDelay = 20 days + 7 days;
        assertEq(new AssessorPanel(c).withdrawalDelay(), 27 days);
        c.withdrawalDelay = 365 days + 1;
        _expectInvalid(c, "withdrawalDelay");
        c.withdrawalDelay = 365 days;
        assertEq(new AssessorPanel(c).withdrawalDelay(), 365 days);
        c.asset = alice;
        _expect(Errors.UnsupportedAsset.selector, bytes32("no code"));
        this.create(c);
    }

    function _expectInvalid(PanelConfig memory c, bytes32 field) internal {
        _expect(Errors.ValueOutOfRange.selector, field);
        this.create(c);
    }

    /// @dev In a call of its own: a creation that reverts in a test's own frame ends the test, as expected or not.
    function create(PanelConfig memory c) external returns (AssessorPanel) {
        return new AssessorPanel(c);
    }

    function test_RES6_TheWidestConfigurationIsPossible() public {
        PanelConfig memory c = _config();
        (c.commitPeriod, c.revealPeriod, c.quorum, c.slashShare) = (30 days, 30 days, 1e18, 0.25e18);
        assertEq(new AssessorPanel(c).latency(), 62 days);
        (c.commitPeriod, c.revealPeriod, c.quorum, c.slashShare) = (1 days, 1 days, 1, 0.01e18);
        assertEq(new AssessorPanel(c).latency(), 4 days);
    }

    function test_RES6_LatencyIsAllPhasesAndItIsOfThisProtocol() public view {
        assertEq(panel.latency(), COMMIT + REVEAL + 2 days);
        assertFalse(panel.isExternal());
    }

    // ----------------------------------------------------------------- stakes

    function test_RES6_StakeCountsFromTheNextSecondOn() public {
        _fund(alice, address(panel), M);
        uint256 before = vm.getBlockTimestamp();
        vm.expectEmit();
        emit IAssessorPanel.StakeDeposited(alice, M);
        vm.prank(alice);
        panel.depositStake(M);
        assertEq(usdc.balanceOf(address(panel)), M);
        assertEq(_held(alice), M);
        assertEq(panel.weightAt(alice, before - 1), 0);
        assertEq(panel.weightAt(alice, before), M);
        assertEq(panel.totalWeightAt(before), M);
        // An incident in this very second does not count it.
        CaseRef memory ref = court.open(_dispute(address(panel), M));
        assertEq(panel.riskOf(court, ref, alice), 0);
        skip(1);
        ref = court.open(_dispute(address(panel), M));
        assertEq(panel.riskOf(court, ref, alice), M / 5);
    }

    function test_RevertWhen_NothingIsDeposited() public {
        vm.expectRevert(Errors.AmountZero.selector);
        panel.depositStake(0);
    }

    function test_RevertWhen_TheTokenTakesAFeeOrGivesABonus() public {
        OddToken odd = new OddToken(6);
        PanelConfig memory c = _config();
        c.asset = address(odd);
        panel = new AssessorPanel(c);
        odd.mint(alice, M);
        vm.startPrank(alice);
        odd.approve(address(panel), M);
        odd.setOddity(OddToken.Oddity.Fee);
        _expect(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        panel.depositStake(M);
        odd.setOddity(OddToken.Oddity.Bonus);
        _expect(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        panel.depositStake(M);
    }

    function test_RevertWhen_StakesWouldNotFit() public {
        _stake(alice, type(uint96).max);
        _fund(bob, address(panel), 1);
        _expect(Errors.ValueOutOfRange.selector, bytes32("stake"));
        vm.prank(bob);
        panel.depositStake(1);
    }

    function test_RES6_WithdrawalEndsTheWeightInLaterIncidentsAlone() public {
        _stake(alice, M);
        CaseRef memory earlier = court.open(_dispute(address(panel), M));
        skip(1);
        vm.expectEmit();
        emit IAssessorPanel.StakeWithdrawalRequested(alice, M / 4, vm.getBlockTimestamp() + DELAY);
        vm.prank(alice);
        panel.requestStakeWithdrawal(M / 4);
        skip(1);
        CaseRef memory later = court.open(_dispute(address(panel), M));
        assertEq(panel.riskOf(court, earlier, alice), M / 5);
        assertEq(panel.riskOf(court, later, alice), M * 3 / 4 / 5);
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), M * 3 / 4);

        uint256 maturesAt = vm.getBlockTimestamp() - 1 + DELAY;
        vm.warp(maturesAt - 1);
        vm.startPrank(alice);
        _expect(Errors.StakeLocked.selector, maturesAt);
        panel.withdrawStake(bob);
        vm.warp(maturesAt);
        vm.expectEmit();
        emit IAssessorPanel.StakeWithdrawn(alice, bob, M / 4);
        assertEq(panel.withdrawStake(bob), M / 4);
        assertEq(usdc.balanceOf(bob), M / 4);
        assertEq(_held(alice), M * 3 / 4);
        vm.expectRevert(Errors.AmountZero.selector);
        panel.withdrawStake(bob);
    }

    function test_RES6_ARequestReplacesTheLastOne() public {
        _stake(alice, M);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(M);
        skip(DELAY - 1);
        panel.requestStakeWithdrawal(M / 2);
        skip(1);
        _expect(Errors.StakeLocked.selector, vm.getBlockTimestamp() - 1 + DELAY);
        panel.withdrawStake(alice);
        assertEq(panel.weightAt(alice, vm.getBlockTimestamp()), M / 2);
        panel.requestStakeWithdrawal(0);
        assertEq(panel.weightAt(alice, vm.getBlockTimestamp()), M);
        _expect(Errors.ValueOutOfRange.selector, bytes32("assets"));
        panel.requestStakeWithdrawal(M + 1);
    }

    function test_RES6_OpenVotesKeepWhatTheyPutAtRisk() public {
        _three();
        vm.prank(bob);
        panel.requestStakeWithdrawal(M * 3 / 10);
        skip(DELAY - 6 days);
        // Bob's request is older than the report, not than the incident: that happened in the same second.
        Dispute memory d = _dispute(address(panel), M);
        d.time = 1_790_000_003;
        CaseRef memory ref = _open(d);
        _commit(bob, ref, FIRST);
        skip(1 days);
        vm.startPrank(bob);
        _expect(Errors.StakeInUse.selector, M * 3 / 50);
        panel.withdrawStake(bob);
        vm.stopPrank();
        court.decide(ref, Outcome.Silent, 0);
        vm.warp(d.turnStarted + COMMIT + REVEAL);
        _settle(bob, ref);
        vm.prank(bob);
        assertEq(panel.withdrawStake(bob), M * 3 / 10);
    }

    /// @dev What is not at risk leaves; to the unit.
    function test_RES6_WhatIsNotAtRiskLeaves() public {
        _stake(alice, M);
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(M * 4 / 5 + 1);
        skip(DELAY);
        _expect(Errors.StakeInUse.selector, M / 5);
        panel.withdrawStake(alice);
        panel.requestStakeWithdrawal(M * 4 / 5);
        skip(DELAY);
        assertEq(panel.withdrawStake(alice), M * 4 / 5);
        assertEq(panel.getStake(alice).held, panel.getStake(alice).atRisk);
    }

    function test_RES6_WithdrawsWhatSlashesLeft() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        vm.prank(bob);
        panel.requestStakeWithdrawal(M * 3 / 10);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, LESS);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        panel.tally(court, ref);
        _settle(bob, ref);
        assertEq(panel.getStake(bob).leaving, M * 3 / 10 * 4 / 5);
        skip(DELAY);
        vm.prank(bob);
        assertEq(panel.withdrawStake(bob), M * 3 / 10 * 4 / 5);
        assertEq(_held(bob), 0);
    }

    // ----------------------------------------------------------------- commit

    function test_RES6_CommitPutsAShareAtRisk() public {
        _three();
        CaseRef memory ref = _openFor(M);
        assertEq(_expectPhase(ref, Phase.Commit), vm.getBlockTimestamp() + COMMIT);
        bytes32 commitment = panel.commitmentOf(court, ref, FIRST, "salt", alice);
        vm.expectEmit();
        emit IAssessorPanel.CaseOpened(1, court, ref, M / 5 * 3 / 10);
        vm.expectEmit();
        emit IAssessorPanel.VoteCommitted(1, alice, commitment, M / 10);
        vm.prank(alice);
        panel.commitVote(court, ref, commitment);
        assertEq(panel.caseIdOf(court, keccak256(abi.encode(ref))), 1);
        Stake memory s = panel.getStake(alice);
        assertEq(s.held, M / 2);
        assertEq(s.atRisk, M / 10);
        PanelCase memory c = panel.getCase(1);
        assertEq(c.committed, M / 10);
        assertEq(c.quorum, M / 5 * 3 / 10);
        assertEq(c.turnStarted, court.told(ref).turnStarted);
        assertEq(c.answers, 2);
        assertEq(panel.getVote(1, alice).risk, M / 10);
        vm.expectRevert(Errors.AlreadyVoted.selector);
        vm.prank(alice);
        panel.commitVote(court, ref, commitment);
    }

    /// @dev Half, three tenths and a fifth of all stake: so much of what is at stake, however much they hold.
    function test_RES6_AllRiskTogetherIsAtMostWhatIsAtStake() public {
        _three();
        CaseRef memory ref = _openFor(20e6);
        assertEq(panel.riskOf(court, ref, alice), 10e6);
        assertEq(panel.riskOf(court, ref, bob), 6e6);
        assertEq(panel.riskOf(court, ref, carol), 4e6);
        _commit(alice, ref, FIRST);
        assertEq(panel.getCase(1).quorum, 6e6, "three tenths of it");
        assertEq(panel.getStake(alice).atRisk, 10e6);
        // The share of the stake is the limit from the unit on at which it is less.
        Dispute memory d = court.told(ref);
        d.atStake = M / 5 - 10;
        court.change(ref, d);
        assertEq(panel.riskOf(court, ref, bob), M * 3 / 50 - 3);
        d.atStake = M / 5 + 10;
        court.change(ref, d);
        assertEq(panel.riskOf(court, ref, bob), M * 3 / 50);
    }

    /// @dev Of 50.000001 a fifth is at risk, 10 rounded down: three tenths of that.
    function test_RES6_QuorumIsOfWhatCanBeAtRisk() public {
        _stake(alice, 50e6 + 1);
        _commit(alice, _openFor(M), FIRST);
        assertEq(panel.getCase(1).quorum, 3e6);
    }

    function test_RES6_WhereNothingIsAtStakeNobodyVotes() public {
        _three();
        CaseRef memory ref = _openFor(0);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(alice);
        panel.commitVote(court, ref, "commitment");
    }

    function test_RevertWhen_ItIsNotThePanelsTurn() public {
        _three();
        CaseRef memory ref = _open(_dispute(alice, M));
        vm.startPrank(alice);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.commitVote(court, ref, "commitment");
        assertEq(_expectPhase(ref, Phase.None), 0);
        Dispute memory d = court.told(ref);
        (d.arbiter, d.asset) = (address(panel), address(panel));
        court.change(ref, d);
        _expect(Errors.UnsupportedAsset.selector, bytes32("dispute"));
        panel.commitVote(court, ref, "commitment");
        d.asset = address(usdc);
        court.change(ref, d);
        court.decide(ref, Outcome.Ruled, 0);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.commitVote(court, ref, "commitment");
        assertEq(_expectPhase(ref, Phase.None), 0);
    }

    function test_RevertWhen_ThereIsNoCase() public {
        _three();
        CaseRef memory ref = CaseRef(1, address(0xCAFE), 3);
        vm.startPrank(alice);
        vm.expectRevert(Errors.UnknownIncident.selector);
        panel.commitVote(court, ref, "commitment");
        vm.expectRevert(Errors.RevealClosed.selector);
        panel.revealVote(court, ref, FIRST, "salt");
        vm.expectRevert(Errors.AppealClosed.selector);
        panel.appealRuling(court, ref);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        vm.expectRevert(Errors.NothingToSettle.selector);
        panel.settleVote(court, ref, alice);
    }

    /// @dev The same incident in another pool, or under other terms, is another case.
    function test_RES6_EachPoolHasACaseOfItsOwn() public {
        _three();
        CaseRef memory ref = _openFor(M);
        CaseRef memory other = CaseRef(ref.incidentId, address(0xF00D), ref.termsId);
        court.change(other, court.told(ref));
        _commit(alice, ref, FIRST);
        _commit(alice, other, LESS);
        assertEq(panel.caseIdOf(court, keccak256(abi.encode(ref))), 1);
        assertEq(panel.caseIdOf(court, keccak256(abi.encode(other))), 2);
        assertEq(panel.getStake(alice).atRisk, M / 5);
    }

    function test_RES6_CommitsFromTheFirstSecondToTheLast() public {
        _three();
        Dispute memory d = _dispute(address(panel), M);
        CaseRef memory ref = court.open(d);
        vm.warp(d.turnStarted - 1);
        _expectNoCommit(alice, ref, Errors.NotArbiter.selector);
        vm.warp(d.turnStarted + COMMIT);
        _expectNoCommit(alice, ref, Errors.CommitClosed.selector);
        assertEq(_expectPhase(ref, Phase.None), 0);
        vm.warp(d.turnStarted);
        _commit(alice, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT - 1);
        assertEq(_expectPhase(ref, Phase.Commit), d.turnStarted + COMMIT);
        _commit(bob, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT);
        _expectNoCommit(carol, ref, Errors.CommitClosed.selector);
        assertEq(panel.getCase(1).committed, M * 4 / 25);
    }

    function _expectNoCommit(address account, CaseRef memory ref, bytes4 reason) internal {
        vm.expectRevert(reason);
        vm.prank(account);
        panel.commitVote(court, ref, "commitment");
    }

    function test_RevertWhen_TheStakeIsNotOlderThanTheIncident() public {
        CaseRef memory ref = court.open(_dispute(address(panel), M));
        _stake(eve, M);
        vm.warp(court.told(ref).turnStarted);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(eve);
        panel.commitVote(court, ref, "commitment");
    }

    /// @dev Zero marks a vote that was revealed: one who committed it would win without having been counted.
    function test_RevertWhen_TheCommitmentIsZero() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _expect(Errors.ValueOutOfRange.selector, bytes32("commitment"));
        vm.prank(alice);
        panel.commitVote(court, ref, 0);
    }

    /// @dev As many votes at once as their risks together are covered; what is settled covers later ones.
    function test_RES6_AnyNumberOfVotesAtOnceEachCovered() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        CaseRef[] memory refs = new CaseRef[](8);
        for (uint256 i; i < 8; ++i) {
            if (i == 4) d.atStake = M / 10;
            refs[i] = court.open(d);
        }
        vm.warp(d.turnStarted);
        for (uint256 i; i < 6; ++i) {
            _commit(alice, refs[i], FIRST);
        }
        assertEq(panel.getStake(alice).atRisk, M, "four fifths and two tenths");
        assertEq(panel.riskOf(court, refs[6], alice), 0);
        vm.startPrank(alice);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(court, refs[6], "commitment");
        vm.stopPrank();

        court.decide(refs[2], Outcome.Silent, 0);
        vm.warp(d.turnStarted + panel.latency());
        _settle(alice, refs[2]);
        d.turnStarted = uint40(vm.getBlockTimestamp());
        court.change(refs[7], d);
        assertEq(panel.riskOf(court, refs[7], alice), M / 10);
        _commit(alice, refs[7], FIRST);
        assertEq(panel.getStake(alice).atRisk, M * 9 / 10);
    }

    /// @dev What left since the incident is not there to be lost, nor what another open vote may take.
    function test_RES6_AVotePutsAtRiskOnlyWhatIsThere() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        d.turnStarted = d.time + DELAY;
        d.deadline = d.turnStarted + 30 days;
        CaseRef memory ref = court.open(d);
        CaseRef memory another = court.open(d);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(M * 9 / 10);
        vm.warp(d.turnStarted);
        panel.withdrawStake(alice);
        vm.stopPrank();
        assertEq(panel.riskOf(court, ref, alice), M / 10);
        _commit(alice, ref, FIRST);
        assertEq(panel.riskOf(court, another, alice), 0);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(alice);
        panel.commitVote(court, another, "commitment");
    }

    // ----------------------------------------------------------------- reveal

    function test_RES6_RevealCounts() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, LESS);
        uint256 until = _expectPhase(ref, Phase.Commit);
        vm.warp(until - 1);
        _expect(Errors.RevealNotOpen.selector, until);
        _reveal(alice, ref, LESS);
        vm.warp(until);
        _expectMismatch(alice, ref, FIRST, _salt(alice));
        _expectMismatch(alice, ref, NOTHING, _salt(alice));
        _expectMismatch(alice, ref, LESS, _salt(bob));
        _expectMismatch(bob, ref, LESS, _salt(alice));
        vm.expectEmit();
        emit IAssessorPanel.VoteRevealed(1, alice, LESS, M / 10);
        _reveal(alice, ref, LESS);
        assertEq(panel.revealedFor(1, LESS), M / 10);
        assertEq(panel.getCase(1).revealed, M / 10);
        assertEq(panel.getVote(1, alice).number, LESS);
        // Not twice.
        _expectMismatch(alice, ref, LESS, _salt(alice));
    }

    function _expectMismatch(address account, CaseRef memory ref, uint256 number, bytes32 salt) internal {
        vm.expectRevert(Errors.CommitmentMismatch.selector);
        vm.prank(account);
        panel.revealVote(court, ref, number, salt);
    }

    function test_RES6_RevealsFromTheFirstSecondToTheLast() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, FIRST);
        _commit(carol, ref, FIRST);
        _pass(ref, Phase.Commit);
        uint256 until = _expectPhase(ref, Phase.Reveal);
        assertEq(until, vm.getBlockTimestamp() + REVEAL);
        _reveal(alice, ref, FIRST);
        vm.warp(until - 1);
        _expectPhase(ref, Phase.Reveal);
        _reveal(bob, ref, FIRST);
        vm.warp(until);
        vm.expectRevert(Errors.RevealClosed.selector);
        _reveal(carol, ref, FIRST);
        assertEq(panel.getCase(1).revealed, M * 4 / 25);
    }

    /// @dev It cannot be revealed, and it costs what was at risk.
    function test_RES6_AVoteForNoAnswerLoses() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, 3);
        _commit(carol, ref, 256);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _reveal(bob, ref, 3);
        // Not cut to a byte: that would be nothing.
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _reveal(carol, ref, 256);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
        _settle(bob, ref);
        _settle(carol, ref);
        _settle(alice, ref);
        assertEq(_held(alice), M / 2 + M / 10);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
        assertEq(_held(carol), M / 5 - M / 25);
    }

    /// @dev Without the opener's table number 1 is no answer.
    function test_RES6_AnIncompleteAnswerHasNoVotes() public {
        _three();
        Dispute memory d = _dispute(address(panel), M);
        d.incomplete = true;
        d.answers = new Answer[](3);
        d.answers[1] = Answer(1e18, 500e6, "table");
        d.answers[2] = Answer(0, 0, 0);
        CaseRef memory ref = _open(d);
        _commit(alice, ref, 1);
        _commit(bob, ref, 3);
        _commit(carol, ref, 0);
        assertEq(panel.getCase(1).nothingAt, 3);
        assertTrue(panel.getCase(1).incomplete);
        _pass(ref, Phase.Commit);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        _reveal(alice, ref, 1);
        _reveal(bob, ref, 3);
        _reveal(carol, ref, 0);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.changeOf(1, bob, 3), int256(M / 10) * 3 / 5, "number 3 says the same as 0");
        assertEq(panel.tally(court, ref), NOTHING);
        assertEq(_chosen(ref), 3);
        _settle(alice, ref);
        assertEq(_held(alice), M / 2 - M / 10);

        // That it is empty does not make it an answer that nothing was lost.
        d.answers[2] = Answer(1e18, 100e6, "another");
        (d.time, d.turnStarted) = (uint40(vm.getBlockTimestamp()), uint40(vm.getBlockTimestamp()));
        d.deadline = d.turnStarted + 30 days;
        skip(1);
        ref = court.open(d);
        _commit(bob, ref, 0);
        assertEq(panel.getCase(2).nothingAt, 0);
    }

    /// @dev Nothing under a number of its own, and under 0.
    function test_RES6_TwoNamesOfNothingSplitNobody() public {
        _three();
        _stake(dave, M / 5);
        Dispute memory d = _dispute(address(panel), M);
        d.answers = _answers(_list(80, 0));
        CaseRef memory ref = _open(d);
        _commit(alice, ref, 1);
        _commit(bob, ref, 2);
        _commit(carol, ref, 0);
        _commit(dave, ref, 2);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, 1);
        vm.expectEmit();
        emit IAssessorPanel.VoteRevealed(1, bob, 0, M * 3 / 50);
        _reveal(bob, ref, 2);
        _reveal(carol, ref, 0);
        _reveal(dave, ref, 2);
        assertEq(panel.revealedFor(1, 0), M * 7 / 50);
        assertEq(panel.revealedFor(1, 2), 0);
        _pass(ref, Phase.Reveal);

        // Ruled here, or by another under the number that the court has for it: the same votes win.
        for (uint256 way; way < 2; ++way) {
            uint256 state = vm.snapshotState();
            if (way == 0) {
                _pass(ref, Phase.Appeal);
                assertEq(panel.tally(court, ref), 0);
                assertEq(_chosen(ref), 2);
            } else {
                _appeal(eve, ref);
                court.decide(ref, Outcome.Ruled, 2);
            }
            _settle(alice, ref);
            assertEq(_held(alice), M / 2 - M / 10);
            _settle(carol, ref);
            assertEq(_held(carol), M / 5 + M / 10 * 2 / 7);
            vm.revertToStateAndDelete(state);
        }
    }

    function _list(uint256 a, uint256 b) internal pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (a, b);
    }

    /// @dev Nobody else's commitment can be used, whoever sees it: it holds the voter, the case, the panel.
    function test_RES6_ACommitmentIsItsVotersAlone() public {
        _three();
        CaseRef memory ref = _openFor(M);
        bytes32 alices = panel.commitmentOf(court, ref, FIRST, _salt(alice), alice);
        vm.prank(bob);
        panel.commitVote(court, ref, alices);
        _pass(ref, Phase.Commit);
        _expectMismatch(bob, ref, FIRST, _salt(alice));
        CaseRef memory other = CaseRef(ref.incidentId + 1, ref.vault, ref.termsId);
        assertNotEq(alices, panel.commitmentOf(court, other, FIRST, _salt(alice), alice));
        other = CaseRef(ref.incidentId, bob, ref.termsId);
        assertNotEq(alices, panel.commitmentOf(court, other, FIRST, _salt(alice), alice));
        assertNotEq(alices, new AssessorPanel(_config()).commitmentOf(court, ref, FIRST, _salt(alice), alice));
        vm.chainId(5);
        assertNotEq(alices, panel.commitmentOf(court, ref, FIRST, _salt(alice), alice));
    }

    // -------------------------------------------------- tally and settlement

    /// @dev Alice votes for the first answer, Bob for less, each with a fifth of the stake.
    function _vote(uint256 atStake, uint256 carols) internal returns (CaseRef memory ref) {
        _three();
        ref = _openFor(atStake);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        _commit(carol, ref, carols);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, LESS);
        _reveal(carol, ref, carols);
        _pass(ref, Phase.Reveal);
    }

    function test_RES6_TheMedianRulesAndTheRestPays() public {
        CaseRef memory ref = _vote(M, FIRST);
        uint256 until = _expectPhase(ref, Phase.Appeal);
        vm.warp(until - 1);
        _expect(Errors.VotingOpen.selector, until);
        panel.tally(court, ref);
        _expect(Errors.VotingOpen.selector, court.told(ref).turnStarted + 120 days);
        _settle(alice, ref);
        vm.warp(until);
        assertEq(_expectPhase(ref, Phase.Tally), until + 1 days);
        assertEq(panel.rulingOf(court, ref), FIRST);
        assertEq(panel.changeOf(1, alice, FIRST), int256(M * 3 / 50 * 5 / 7));
        assertEq(panel.changeOf(1, alice, LESS), -int256(M / 10));
        assertEq(panel.changeOf(1, alice, NOTHING), 0, "nobody would gain");
        assertEq(panel.changeOf(1, alice, NO_WINNER), 0, "all were revealed");
        vm.expectEmit();
        emit IAssessorPanel.CaseDecided(1, FIRST);
        assertEq(panel.tally(court, ref), FIRST);
        assertEq(_chosen(ref), FIRST);
        assertEq(court.decisionOf(ref).by, address(panel));
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        assertEq(_expectPhase(ref, Phase.Final), 0);
        assertEq(panel.getCase(1).winner, FIRST);

        vm.expectEmit();
        emit IAssessorPanel.VoteSettled(1, bob, -int256(M * 3 / 50));
        _settle(bob, ref);
        vm.expectEmit();
        emit IAssessorPanel.VoteSettled(1, alice, int256(M * 3 / 50 * 5 / 7));
        _settle(alice, ref);
        _settle(carol, ref);
        assertEq(_held(alice), M / 2 + M * 3 / 50 * 5 / 7);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
        assertEq(_held(carol), M / 5 + M * 3 / 50 * 2 / 7);
        assertEq(panel.weightAt(bob, vm.getBlockTimestamp()), M * 3 / 10 - M * 3 / 50);
        assertApproxEqAbs(panel.totalWeightAt(vm.getBlockTimestamp()), M, 1);
        assertEq(panel.getStake(bob).atRisk, 0);
        vm.expectRevert(Errors.NothingToSettle.selector);
        _settle(alice, ref);
        vm.expectRevert(Errors.NothingToSettle.selector);
        _settle(eve, ref);
    }

    /// @dev Bob and Carol together have as much as Alice.
    function test_RES6_OfTwoHalvesTheLowerAnswerRules() public {
        CaseRef memory ref = _vote(M, LESS);
        assertEq(panel.revealedFor(1, LESS), panel.revealedFor(1, FIRST));
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), LESS);
    }

    /// @dev One unit at risk more on the other side.
    function test_RES6_AUnitMoreThanHalfRules() public {
        _stake(alice, 5);
        CaseRef memory ref = _vote(M, LESS);
        assertEq(panel.revealedFor(1, FIRST), panel.revealedFor(1, LESS) + 1);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
    }

    /// @dev Posted in any order: 50, 10, 90, 0, 30 per cent.
    function test_RES6_AnswersAreInTheOrderOfWhatTheyPay() public {
        Dispute memory d = _dispute(address(panel), M / 10);
        uint256[] memory percents = new uint256[](5);
        (percents[0], percents[1], percents[2], percents[3], percents[4]) = (50, 10, 90, 0, 30);
        d.answers = _answers(percents);
        // Nothing, 10, 30, 50, 90; so much for each.
        assertEq(_medianOf(d, 10, 10, 10, 10, 10), 5);
        assertEq(_medianOf(d, 26, 0, 0, 0, 26), 0);
        assertEq(_medianOf(d, 26, 1, 0, 0, 26), 2);
        assertEq(_medianOf(d, 0, 0, 26, 1, 26), 1);
        assertEq(_medianOf(d, 0, 10, 0, 21, 10), 1);
        assertEq(_medianOf(d, 5, 0, 0, 10, 16), 3);
        assertEq(_medianOf(d, 0, 0, 0, 0, 10), 3);
        assertEq(_medianOf(d, 10, 0, 0, 0, 0), 0);
    }

    function _medianOf(Dispute memory d, uint256 a, uint256 b, uint256 c, uint256 e, uint256 f)
        internal
        returns (uint256 winner)
    {
        uint256 state = vm.snapshotState();
        // By number: nothing also has number 4.
        uint256[5] memory stakes = [a, b, f, e, c];
        uint8[5] memory numbers = [4, 2, 3, 1, 5];
        for (uint256 i; i < 5; ++i) {
            if (stakes[i] != 0) _stake(address(uint160(0xA000 + i)), stakes[i] * 1000e6);
        }
        d.time = uint40(vm.getBlockTimestamp());
        d.turnStarted = d.time;
        d.deadline = d.time + 30 days;
        (uint256 sum) = a + b + c + e + f;
        d.atStake = sum * 20e6;
        CaseRef memory ref = _open(d);
        for (uint256 i; i < 5; ++i) {
            if (stakes[i] != 0) _commit(address(uint160(0xA000 + i)), ref, numbers[i]);
        }
        _pass(ref, Phase.Commit);
        for (uint256 i; i < 5; ++i) {
            if (stakes[i] != 0) _reveal(address(uint160(0xA000 + i)), ref, numbers[i]);
        }
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        // Where too few stand behind the median the panel is silent: here it is the median that is looked at.
        Dispute memory small = court.told(ref);
        small.atStake = 1;
        court.change(ref, small);
        winner = panel.tally(court, ref);
        vm.revertToStateAndDelete(state);
    }

    /// @dev Tables go by their totals; of two with the same total each has its own votes.
    function test_RES6_TablesAreInTheOrderOfTheirTotals() public {
        _three();
        Dispute memory d = _dispute(address(panel), M / 10);
        d.answers = new Answer[](4);
        d.answers[0] = Answer(1e18, 300e6, "a");
        d.answers[1] = Answer(1e18, 100e6, "b");
        d.answers[2] = Answer(1e18, 300e6, "c");
        d.answers[3] = Answer(0, 0, 0);
        CaseRef memory ref = _open(d);
        // Fifty for the second 300, thirty for nothing, twenty for 100.
        _commit(alice, ref, 3);
        _commit(bob, ref, 4);
        _commit(carol, ref, 2);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, 3);
        _reveal(bob, ref, 4);
        _reveal(carol, ref, 2);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), 2, "thirty and twenty are half");
    }

    /// @dev Winners have put 140,000 at risk: enough for 1.4 million and no unit more.
    function test_RES6_TooLittleAtRiskRulesNothing() public {
        CaseRef memory ref = _vote(M * 7 / 5, FIRST);
        uint256 state = vm.snapshotState();
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
        vm.revertToState(state);
        Dispute memory d = court.told(ref);
        d.atStake = M * 7 / 5 + 1;
        court.change(ref, d);
        _expectNoRuling(ref);
        // Who decides then decides the vote too: else a majority too small to rule would take from the rest, and
        // nobody could appeal.
        court.decide(ref, Outcome.Ruled, LESS);
        _settle(alice, ref);
        _settle(carol, ref);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10 + M * 7 / 50);
        assertEq(_held(alice), M / 2 - M / 10);
    }

    /// @dev No appeal either: there is nothing to appeal.
    function _expectNoRuling(CaseRef memory ref) internal {
        assertEq(panel.rulingOf(court, ref), NO_WINNER);
        _expectPhase(ref, Phase.Appeal);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.appealRuling(court, ref);
        _pass(ref, Phase.Appeal);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.tally(court, ref);
        assertFalse(court.isDecided(ref));
    }

    /// @dev Three tenths of a million's fifth must commit; a quorum is of commits, not of reveals.
    function test_RES6_QuorumCountsCommits() public {
        _stake(alice, M * 7 / 10);
        _stake(bob, M * 3 / 10);
        _stake(carol, 5);
        CaseRef memory ref = _openFor(M);
        _commit(bob, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(bob, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _expectNoRuling(ref); // a third of a unit short

        _stake(bob, 10);
        _stake(alice, 5);
        ref = _openFor(M / 10);
        _commit(bob, ref, FIRST);
        _commit(alice, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(bob, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
    }

    function test_RES6_QuorumToTheUnit() public {
        _stake(alice, M * 7 / 10);
        _stake(bob, M * 3 / 10);
        CaseRef memory ref = _openFor(M / 2);
        _commit(bob, ref, FIRST);
        assertEq(panel.getCase(1).quorum, panel.getCase(1).committed);
        _pass(ref, Phase.Commit);
        _reveal(bob, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
    }

    function test_RES6_IfTheCourtIsSilentOnlyNonRevealersPay() public {
        _three();
        _stake(dave, M / 5);
        CaseRef memory ref = _openFor(2 * M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        _commit(carol, ref, LESS);
        _commit(dave, ref, LESS);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, LESS);
        _reveal(dave, ref, LESS);
        _pass(ref, Phase.Reveal);
        _expectNoRuling(ref); // half of what was revealed is for each: less wins, with less than a tenth at risk
        court.decide(ref, Outcome.Silent, 0);
        vm.expectEmit();
        emit IAssessorPanel.CaseDecided(1, NO_WINNER);
        _settle(carol, ref);
        _settle(alice, ref);
        _settle(bob, ref);
        assertEq(_held(alice), M / 2 + M / 25 * 5 / 10);
        assertEq(_held(bob), M * 3 / 10 + M / 25 * 3 / 10);
        assertEq(_held(carol), M / 5 - M / 25);
    }

    function test_RES6_IfNobodyRevealedNobodyPays() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        _pass(ref, Phase.Commit);
        _pass(ref, Phase.Reveal);
        _expectNoRuling(ref);
        court.decide(ref, Outcome.Ruled, FIRST);
        _settle(alice, ref);
        _settle(bob, ref);
        assertEq(_held(alice), M / 2);
        assertEq(_held(bob), M * 3 / 10);
    }

    /// @dev An answer that nobody here has voted for: revealing was right all the same.
    function test_RES6_IfNobodyVotedForWhatTheCourtChoseOnlyNonRevealersPay() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, FIRST);
        _commit(carol, ref, LESS);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, FIRST);
        _pass(ref, Phase.Reveal);
        assertEq(panel.changeOf(1, alice, LESS), int256(M / 25 * 5 / 8), "told before");
        assertEq(panel.changeOf(1, carol, LESS), -int256(M / 25), "told before");
        _appeal(dave, ref);
        court.decide(ref, Outcome.Ruled, LESS);
        _settle(carol, ref);
        _settle(alice, ref);
        _settle(bob, ref);
        assertEq(_held(alice), M / 2 + M / 25 * 5 / 8);
        assertEq(_held(bob), M * 3 / 10 + M / 25 * 3 / 8);
        assertEq(_held(carol), M / 5 - M / 25);
    }

    function test_RES6_TalliesFromTheFirstSecondToTheLast() public {
        CaseRef memory ref = _vote(M, FIRST);
        _pass(ref, Phase.Appeal);
        uint256 until = _expectPhase(ref, Phase.Tally);
        assertEq(until, court.told(ref).turnStarted + panel.latency());
        uint256 state = vm.snapshotState();
        panel.tally(court, ref);
        assertEq(_chosen(ref), FIRST);
        vm.revertToState(state);
        vm.warp(until - 1);
        panel.tally(court, ref);
        assertEq(_chosen(ref), FIRST);
        vm.revertToState(state);
        vm.warp(until);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        assertEq(_expectPhase(ref, Phase.Undecided), court.told(ref).turnStarted + 120 days);
        assertFalse(court.isDecided(ref));
    }

    /// @dev The next arbiter decides, and the votes go by that.
    function test_RES6_NotTalliedInTimeIsNoRuling() public {
        CaseRef memory ref = _vote(M, FIRST);
        _pass(ref, Phase.Appeal);
        _pass(ref, Phase.Tally);
        _expect(Errors.VotingOpen.selector, court.told(ref).turnStarted + 120 days);
        _settle(alice, ref);
        court.decide(ref, Outcome.Ruled, LESS);
        _settle(alice, ref);
        _settle(carol, ref);
        _settle(bob, ref);
        assertEq(_held(alice), M / 2 - M / 10);
        assertEq(_held(bob), M * 3 / 10 + M * 7 / 50);
    }

    function test_RevertWhen_TheTurnIsOver() public {
        CaseRef memory ref = _vote(M, FIRST);
        Dispute memory d = court.told(ref);
        d.arbiter = alice;
        court.change(ref, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.appealRuling(court, ref);
        _pass(ref, Phase.Appeal);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.tally(court, ref);
        assertFalse(panel.getCase(1).decided);
    }

    /// @dev A court may take over what was decided of the same event elsewhere, in the middle of a vote.
    function test_RES6_WhatIsDecidedMeanwhileDecidesTheVoteOnceAllAreRevealed() public {
        _three();
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        court.decide(ref, Outcome.Ruled, LESS);
        _expectNoCommit(carol, ref, Errors.NotArbiter.selector);
        _pass(ref, Phase.Commit);
        uint256 until = _expectPhase(ref, Phase.Reveal);
        _reveal(alice, ref, FIRST);
        vm.warp(until - 1);
        // Settled against what is revealed so far it would pay more than is lost.
        _expect(Errors.VotingOpen.selector, until);
        _settle(alice, ref);
        _reveal(bob, ref, LESS);
        vm.warp(until);
        _settle(alice, ref);
        _settle(bob, ref);
        assertEq(_held(alice), M / 2 - M / 10);
        assertEq(_held(bob), M * 3 / 10 + M / 10);
        assertEq(_expectPhase(ref, Phase.Final), 0);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.appealRuling(court, ref);
        vm.warp(until + 1 days);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
    }

    /// @dev A court's longest way is 90 days; one that has not decided after 120 holds nobody's stake any more.
    function test_RES6_WithoutADecisionVotesAreFinalAfter120Days() public {
        CaseRef memory ref = _vote(M, FIRST);
        uint256 until = court.told(ref).turnStarted + 120 days;
        vm.warp(until - 1);
        assertEq(_expectPhase(ref, Phase.Undecided), until);
        _expect(Errors.VotingOpen.selector, until);
        _settle(bob, ref);
        uint256 state = vm.snapshotState();
        // In the last second as it was decided.
        court.decide(ref, Outcome.Ruled, FIRST);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
        vm.revertToState(state);
        court.decide(ref, Outcome.Ruled, FIRST);
        vm.warp(until);
        assertEq(_expectPhase(ref, Phase.Final), 0);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10);
        _settle(alice, ref);
        assertEq(_held(alice), M / 2);
    }

    // ---------------------------------------------------------------- appeals

    function test_RES6_AnAppealTakesCaseAndVotesToTheCourtsDecision() public {
        CaseRef memory ref = _vote(M - 99, FIRST);
        _fund(dave, address(panel), M);
        vm.expectEmit();
        emit IAssessorPanel.RulingAppealed(1, dave, M / 100);
        vm.prank(dave);
        panel.appealRuling(court, ref);
        assertEq(usdc.balanceOf(BURNED), M / 100, "rounded up");
        assertEq(_expectPhase(ref, Phase.Undecided), court.told(ref).turnStarted + 120 days);
        vm.expectRevert(Errors.AppealClosed.selector);
        vm.prank(dave);
        panel.appealRuling(court, ref);
        skip(1 days);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        _expect(Errors.VotingOpen.selector, court.told(ref).turnStarted + 120 days);
        _settle(bob, ref);

        uint256 state = vm.snapshotState();
        court.decide(ref, Outcome.Ruled, LESS);
        _settle(alice, ref);
        _settle(carol, ref);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10 + M * 7 / 50);
        assertEq(_held(alice), M / 2 - M / 10);
        assertEq(_held(carol), M / 5 - M / 25);
        vm.revertToState(state);
        court.decide(ref, Outcome.Ruled, FIRST);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50, "as the panel would have ruled");
        vm.revertToState(state);
        court.decide(ref, Outcome.Silent, 0);
        _settle(bob, ref);
        assertEq(_held(bob), M * 3 / 10);
    }

    function test_RevertWhen_AnAppealIsTooEarlyOrTooLate() public {
        CaseRef memory ref = _vote(M, FIRST);
        uint256 until = _expectPhase(ref, Phase.Appeal);
        _fund(dave, address(panel), M);
        vm.startPrank(dave);
        vm.warp(until - 1 days - 1);
        _expect(Errors.VotingOpen.selector, until - 1 days);
        panel.appealRuling(court, ref);
        vm.warp(until);
        vm.expectRevert(Errors.AppealClosed.selector);
        panel.appealRuling(court, ref);
        uint256 state = vm.snapshotState();
        vm.warp(until - 1 days);
        panel.appealRuling(court, ref);
        assertTrue(panel.getCase(1).appealed);
        vm.revertToState(state);
        vm.warp(until - 1);
        panel.appealRuling(court, ref);
        assertTrue(panel.getCase(1).appealed);
    }

    function test_RevertWhen_NobodyPaysForAnAppeal() public {
        CaseRef memory ref = _vote(M, FIRST);
        vm.prank(dave);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        panel.appealRuling(court, ref);
        assertFalse(panel.getCase(1).appealed);
    }
}
