// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssessorPanel} from "../../src/arbiters/AssessorPanel.sol";
import {IAssessorPanel, PanelConfig, Phase, Stake} from "../../src/interfaces/IAssessorPanel.sol";
import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice Staked assessors, RES-6. Branches: AssessorPanel.tree.
contract AssessorPanelTest is ArbiterFixture {
    address internal constant BURNED = 0x000000000000000000000000000000000000dEaD;

    function _expect(bytes4 selector, uint256 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    function _expect(bytes4 selector, bytes32 argument) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, argument));
    }

    /// @dev Alice a half, Bob three tenths, Carol a fifth of a million.
    function _three() internal {
        _stake(alice, M / 2);
        _stake(bob, M * 3 / 10);
        _stake(carol, M / 5);
    }

    // ------------------------------------------------------------ constructor

    function test_RevertWhen_TheConfigurationIsOutOfRange() public {
        PanelConfig memory c = _config();
        (c.commitPeriod) = 1 days - 1;
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
        new AssessorPanel(c);
        c.asset = alice;
        _expect(Errors.UnsupportedAsset.selector, bytes32("no code"));
        new AssessorPanel(c);
    }

    function _expectInvalid(PanelConfig memory c, bytes32 field) internal {
        _expect(Errors.ValueOutOfRange.selector, field);
        new AssessorPanel(c);
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
        uint256 id = court.open(_dispute(address(panel), M));
        assertEq(panel.riskOf(court, id, alice), 0);
        skip(1);
        id = court.open(_dispute(address(panel), M));
        assertEq(panel.riskOf(court, id, alice), M / 5);
    }

    function test_RevertWhen_NothingIsDeposited() public {
        vm.expectRevert(Errors.AmountZero.selector);
        panel.depositStake(0);
    }

    function test_RevertWhen_TheTokenTakesAFee() public {
        OddToken odd = new OddToken(6);
        PanelConfig memory c = _config();
        c.asset = address(odd);
        panel = new AssessorPanel(c);
        odd.mint(alice, M);
        odd.setOddity(OddToken.Oddity.Fee);
        vm.startPrank(alice);
        odd.approve(address(panel), M);
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
        uint256 earlier = court.open(_dispute(address(panel), M));
        skip(1);
        vm.expectEmit();
        emit IAssessorPanel.StakeWithdrawalRequested(alice, M / 4, vm.getBlockTimestamp() + DELAY);
        vm.prank(alice);
        panel.requestStakeWithdrawal(M / 4);
        skip(1);
        uint256 later = court.open(_dispute(address(panel), M));
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
        // Bob's request is older than the incident: it happened the second before.
        Dispute memory d = _dispute(address(panel), M);
        d.time = 1_790_000_003;
        uint256 id = _open(d);
        _commit(bob, id, Ruling.Report);
        skip(1 days);
        vm.startPrank(bob);
        _expect(Errors.StakeInUse.selector, 1);
        panel.withdrawStake(bob);
        vm.stopPrank();
        vm.warp(d.turnStarted + panel.latency());
        _settle(bob, id);
        vm.prank(bob);
        assertEq(panel.withdrawStake(bob), M * 3 / 10);
    }

    function test_RES6_WithdrawsWhatSlashesLeft() public {
        _three();
        uint256 id = _openFor(M / 10);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        vm.prank(bob);
        panel.requestStakeWithdrawal(M * 3 / 10);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Report);
        _reveal(bob, id, Ruling.Counter);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        panel.tally(court, id);
        _settle(bob, id);
        skip(DELAY);
        vm.prank(bob);
        assertEq(panel.withdrawStake(bob), M * 3 / 10 * 4 / 5);
        assertEq(_held(bob), 0);
    }

    // ----------------------------------------------------------------- commit

    function test_RES6_CommitPutsAShareAtRisk() public {
        _three();
        uint256 id = _openFor(M);
        (Phase phase, uint256 until) = panel.phaseOf(court, id);
        assertTrue(phase == Phase.Commit);
        assertEq(until, vm.getBlockTimestamp() + COMMIT);
        bytes32 commitment = panel.commitmentOf(court, id, Ruling.Report, "salt", alice);
        vm.expectEmit();
        emit IAssessorPanel.CaseOpened(1, court, id, M / 5 * 3 / 10);
        vm.expectEmit();
        emit IAssessorPanel.VoteCommitted(1, alice, commitment, M / 10);
        vm.prank(alice);
        panel.commitVote(court, id, commitment);
        Stake memory s = panel.getStake(alice);
        assertEq(s.held, M / 2);
        assertEq(s.atRisk, M / 10);
        assertEq(panel.getCase(1).committed, M / 10);
        assertEq(panel.getVote(1, alice).risk, M / 10);
        vm.expectRevert(Errors.AlreadyVoted.selector);
        vm.prank(alice);
        panel.commitVote(court, id, commitment);
    }

    function test_RevertWhen_ItIsNotThePanelsTurn() public {
        _three();
        Dispute memory d = _dispute(alice, M);
        uint256 id = _open(d);
        vm.startPrank(alice);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.commitVote(court, id, 0);
        (Phase phase, uint256 until) = panel.phaseOf(court, id);
        assertTrue(phase == Phase.None && until == 0);
        (d.arbiter, d.decided) = (address(panel), true);
        court.change(id, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.commitVote(court, id, 0);
        (d.decided, d.asset) = (false, address(panel));
        court.change(id, d);
        _expect(Errors.UnsupportedAsset.selector, bytes32("dispute"));
        panel.commitVote(court, id, 0);
    }

    function test_RevertWhen_CommitsAreClosed() public {
        _three();
        Dispute memory d = _dispute(address(panel), M);
        uint256 id = court.open(d);
        vm.startPrank(alice);
        vm.warp(d.turnStarted - 1);
        vm.expectRevert(Errors.CommitClosed.selector);
        panel.commitVote(court, id, 0);
        vm.warp(d.turnStarted + COMMIT);
        vm.expectRevert(Errors.CommitClosed.selector);
        panel.commitVote(court, id, 0);
        (Phase phase,) = panel.phaseOf(court, id);
        assertTrue(phase == Phase.None);
        vm.warp(d.turnStarted + COMMIT - 1);
        panel.commitVote(court, id, 0);
    }

    function test_RevertWhen_TheStakeIsNotOlderThanTheIncident() public {
        uint256 id = court.open(_dispute(address(panel), M));
        _stake(eve, M);
        vm.warp(court.getDispute(id).turnStarted);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(eve);
        panel.commitVote(court, id, 0);
    }

    /// @dev Four votes of a fifth each; what is lost in one leaves less for the next.
    function test_RES6_FourVotesAtOnceEachCovered() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        uint256[6] memory ids;
        for (uint256 i; i < 6; ++i) {
            ids[i] = court.open(d);
        }
        vm.warp(d.turnStarted);
        for (uint256 i; i < 4; ++i) {
            _commit(alice, ids[i], Ruling.Report);
        }
        assertEq(panel.getStake(alice).atRisk, M * 4 / 5);
        vm.startPrank(alice);
        _expect(Errors.StakeInUse.selector, 1);
        panel.commitVote(court, ids[4], 0);
        vm.stopPrank();
        vm.warp(d.turnStarted + panel.latency());
        _settle(alice, ids[2]);
        // The third lane is free again for a later one.
        d.turnStarted = uint40(vm.getBlockTimestamp());
        court.change(ids[5], d);
        _commit(alice, ids[5], Ruling.Report);
        Stake memory s = panel.getStake(alice);
        assertEq(s.openVotes, 1 | 2 << 30 | 5 << 60 | 4 << 90);
    }

    /// @dev What left since the incident is not there to be lost, nor what another open vote may take.
    function test_RES6_AVotePutsAtRiskOnlyWhatIsThere() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        d.turnStarted = d.time + DELAY;
        d.deadline = d.turnStarted + 30 days;
        uint256 id = court.open(d);
        uint256 another = court.open(d);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(M * 9 / 10);
        vm.warp(d.turnStarted);
        panel.withdrawStake(alice);
        vm.stopPrank();
        assertEq(panel.riskOf(court, id, alice), M / 10);
        _commit(alice, id, Ruling.Report);
        assertEq(panel.riskOf(court, another, alice), 0);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(alice);
        panel.commitVote(court, another, 0);
    }

    // ----------------------------------------------------------------- reveal

    function test_RES6_RevealCounts() public {
        _three();
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Severity);
        (, uint256 until) = panel.phaseOf(court, id);
        vm.warp(until - 1);
        _expect(Errors.RevealNotOpen.selector, until);
        _reveal(alice, id, Ruling.Severity);
        vm.warp(until);
        _expectMismatch(alice, id, Ruling.Report, _salt(alice));
        _expectMismatch(alice, id, Ruling.Severity, _salt(bob));
        _expectMismatch(bob, id, Ruling.Severity, _salt(alice));
        vm.expectEmit();
        emit IAssessorPanel.VoteRevealed(1, alice, Ruling.Severity, M / 10);
        _reveal(alice, id, Ruling.Severity);
        assertEq(panel.getCase(1).revealed[uint256(Ruling.Severity)], M / 10);
        // Not twice.
        _expectMismatch(alice, id, Ruling.Severity, _salt(alice));
    }

    function _expectMismatch(address account, uint256 id, Ruling ruling, bytes32 salt) internal {
        vm.expectRevert(Errors.CommitmentMismatch.selector);
        vm.prank(account);
        panel.revealVote(court, id, ruling, salt);
    }

    function test_RES6_NoVoteForNothing() public {
        _three();
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.None);
        _pass(id, Phase.Commit);
        _expectMismatch(alice, id, Ruling.None, _salt(alice));
    }

    function test_RevertWhen_RevealsAreClosed() public {
        _three();
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Report);
        _pass(id, Phase.Commit);
        (, uint256 until) = panel.phaseOf(court, id);
        vm.warp(until);
        vm.expectRevert(Errors.RevealClosed.selector);
        _reveal(alice, id, Ruling.Report);
        vm.expectRevert(Errors.RevealClosed.selector);
        _reveal(alice, id + 1, Ruling.Report);
    }

    /// @dev Nobody else's commitment can be used, whoever sees it: it holds the voter, the incident, the panel.
    function test_RES6_ACommitmentIsItsVotersAlone() public {
        _three();
        uint256 id = _openFor(M);
        bytes32 alices = panel.commitmentOf(court, id, Ruling.Report, _salt(alice), alice);
        vm.prank(bob);
        panel.commitVote(court, id, alices);
        _pass(id, Phase.Commit);
        _expectMismatch(bob, id, Ruling.Report, _salt(alice));
        assertNotEq(alices, panel.commitmentOf(court, id + 1, Ruling.Report, _salt(alice), alice));
        assertNotEq(alices, new AssessorPanel(_config()).commitmentOf(court, id, Ruling.Report, _salt(alice), alice));
        vm.chainId(5);
        assertNotEq(alices, panel.commitmentOf(court, id, Ruling.Report, _salt(alice), alice));
    }

    function test_RES6_ADenialIsTheCounterAnswerWhereThatDenies() public {
        _three();
        Dispute memory d = _dispute(address(panel), M / 10);
        d.counter.severity = 0;
        uint256 id = _open(d);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        _commit(carol, id, Ruling.Severity);
        _pass(id, Phase.Commit);
        _reveal(bob, id, Ruling.Counter);
        _reveal(carol, id, Ruling.Severity);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Counter);
        _settle(carol, id);
        assertEq(_held(carol), M / 5 + M / 25, "two fifths of what Alice did not reveal");
    }

    // -------------------------------------------------- tally and settlement

    /// @dev Alice reports, Bob and Carol counter, each with a fifth of the stake.
    function _vote(uint256 atStake, Ruling carols) internal returns (uint256 id) {
        _three();
        id = _openFor(atStake);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        _commit(carol, id, carols);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Report);
        _reveal(bob, id, Ruling.Counter);
        _reveal(carol, id, carols);
        _pass(id, Phase.Reveal);
    }

    function test_RES6_TheMostRulesAndTheRestPays() public {
        uint256 id = _vote(M, Ruling.Report);
        (, uint256 until) = panel.phaseOf(court, id);
        vm.warp(until - 1);
        _expect(Errors.VotingOpen.selector, until);
        panel.tally(court, id);
        _expect(Errors.VotingOpen.selector, until + 1 days);
        panel.settleVote(1, alice);
        vm.warp(until);
        assertEq(panel.changeOf(1, alice, Ruling.Report), int256(M * 3 / 50 * 5 / 7));
        assertEq(panel.changeOf(1, alice, Ruling.Counter), -int256(M / 10));
        vm.expectEmit();
        emit IAssessorPanel.VotesTallied(1, Ruling.Report);
        panel.tally(court, id);
        assertTrue(court.taken(id).ruling == Ruling.Report && court.taken(id).arbiter == address(panel));
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, id);
        (Phase phase, uint256 end) = panel.phaseOf(court, id);
        assertTrue(phase == Phase.Final && end == 0);

        vm.expectEmit();
        emit IAssessorPanel.VoteSettled(1, alice, int256(M * 3 / 50 * 5 / 7));
        _settle(alice, id);
        _settle(bob, id);
        _settle(carol, id);
        assertEq(_held(alice), M / 2 + M * 3 / 50 * 5 / 7);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
        assertEq(_held(carol), M / 5 + M * 3 / 50 * 2 / 7);
        assertEq(panel.weightAt(bob, vm.getBlockTimestamp()), M * 3 / 10 - M * 3 / 50);
        assertApproxEqAbs(panel.totalWeightAt(vm.getBlockTimestamp()), M, 1);
        assertEq(panel.getStake(bob).atRisk, 0);
        assertEq(panel.getStake(bob).openVotes, 0);
        vm.expectRevert(Errors.NothingToSettle.selector);
        panel.settleVote(1, alice);
        vm.expectRevert(Errors.NothingToSettle.selector);
        panel.settleVote(1, eve);
    }

    function test_RES6_ATieRulesNothing() public {
        uint256 id = _vote(M, Ruling.Counter);
        _expectNoRuling(id);
        assertEq(_held(alice), M / 2);
        assertEq(_held(bob), M * 3 / 10);
    }

    /// @dev Winners have put 140,000 at risk: enough for 1.4 million and no unit more.
    function test_RES6_TooLittleAtRiskRulesNothing() public {
        uint256 id = _vote(M * 7 / 5, Ruling.Report);
        uint256 state = vm.snapshotState();
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Report);
        vm.revertToState(state);
        Dispute memory d = court.getDispute(id);
        d.atStake = M * 7 / 5 + 1;
        court.change(id, d);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Report, "among the assessors the vote stands");
        assertTrue(court.taken(id).ruling == Ruling.None);
        assertFalse(court.getDispute(id).decided);
        _settle(alice, id);
        _settle(bob, id);
        // Else whoever has lost could raise what is at stake, and pay nothing.
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
    }

    function _expectNoRuling(uint256 id) internal {
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.None);
        assertTrue(court.taken(id).ruling == Ruling.None);
        assertFalse(court.getDispute(id).decided);
        _settle(alice, id);
        _settle(bob, id);
    }

    /// @dev Three tenths of a million's fifth must commit; a quorum is of commits, not of reveals.
    function test_RES6_QuorumCountsCommits() public {
        _stake(alice, M * 7 / 10);
        _stake(bob, M * 3 / 10);
        _stake(carol, 5);
        uint256 id = _openFor(1000);
        _commit(bob, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(bob, id, Ruling.Report);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.None, "a third of a unit short");

        _stake(bob, 10);
        id = _openFor(1000);
        _commit(bob, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(bob, id, Ruling.Report);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Report);
    }

    function test_RES6_WithoutARulingOnlyNonRevealersPay() public {
        _three();
        _stake(dave, M / 5);
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        _commit(carol, id, Ruling.Counter);
        _commit(dave, id, Ruling.Counter);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Report);
        _reveal(bob, id, Ruling.Counter);
        _reveal(dave, id, Ruling.Counter);
        _pass(id, Phase.Reveal);
        // A tie.
        _expectNoRuling(id);
        _settle(carol, id);
        assertEq(_held(alice), M / 2 + M / 25 * 5 / 10);
        assertEq(_held(bob), M * 3 / 10 + M / 25 * 3 / 10);
        assertEq(_held(carol), M / 5 - M / 25);
    }

    function test_RES6_IfNobodyRevealedNobodyPays() public {
        _three();
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        _pass(id, Phase.Commit);
        _pass(id, Phase.Reveal);
        _expectNoRuling(id);
        assertEq(_held(alice), M / 2);
        assertEq(_held(bob), M * 3 / 10);
    }

    function test_RES6_NotTalliedInTimeIsNoRuling() public {
        uint256 id = _vote(M, Ruling.Report);
        _pass(id, Phase.Appeal);
        _pass(id, Phase.Tally);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, id);
        _settle(alice, id);
        _settle(bob, id);
        assertEq(_held(alice), M / 2);
        assertEq(_held(bob), M * 3 / 10);
    }

    function test_RevertWhen_TheTurnIsOver() public {
        uint256 id = _vote(M, Ruling.Report);
        Dispute memory d = court.getDispute(id);
        d.arbiter = alice;
        court.change(id, d);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.appealRuling(court, id);
        _pass(id, Phase.Appeal);
        vm.expectRevert(Errors.NotArbiter.selector);
        panel.tally(court, id);
        _pass(id, Phase.Tally);
        _settle(alice, id);
        assertEq(_held(alice), M / 2);
    }

    // ---------------------------------------------------------------- appeals

    function test_RES6_AnAppealTakesTheIncidentNotTheVote() public {
        uint256 id = _vote(M - 99, Ruling.Report);
        _fund(dave, address(panel), M);
        vm.expectEmit();
        emit IAssessorPanel.RulingAppealed(1, dave, M / 100);
        vm.prank(dave);
        panel.appealRuling(court, id);
        assertEq(usdc.balanceOf(BURNED), M / 100, "rounded up");
        vm.expectRevert(Errors.AppealClosed.selector);
        vm.prank(dave);
        panel.appealRuling(court, id);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Report);
        assertFalse(court.getDispute(id).decided, "left to the next arbiter");
        _settle(bob, id);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50, "the vote stands");
    }

    function test_RevertWhen_AnAppealIsTooEarlyTooLateOrOfNothing() public {
        uint256 id = _vote(M, Ruling.Report);
        (, uint256 until) = panel.phaseOf(court, id);
        vm.warp(until - 1 days - 1);
        _expect(Errors.VotingOpen.selector, until - 1 days);
        panel.appealRuling(court, id);
        vm.warp(until);
        vm.expectRevert(Errors.AppealClosed.selector);
        panel.appealRuling(court, id);
        vm.warp(until - 1);
        Dispute memory d = court.getDispute(id);
        d.atStake = 100 * M;
        court.change(id, d);
        vm.expectRevert(Errors.AppealClosed.selector);
        panel.appealRuling(court, id);
    }
}
