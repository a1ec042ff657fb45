// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAssessorPanel, PanelCase, Phase, Vote} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";
import {HostileDisputes} from "./MockDisputes.sol";

/// @notice Settlement of votes in any order: winners gain what losers whose votes are settled have lost. RES-6.7, T-24.
contract PanelSettlementTest is ArbiterFixture {
    uint256 internal constant HIDDEN = 1000;

    /// @dev Alice a half, Bob three tenths, Carol a fifth of a million; a fifth of each at risk. The court decides for the
    /// first answer.
    function _decided(uint256 alices, uint256 bobs, uint256 carols) internal returns (CaseRef memory ref) {
        _stake(alice, M / 2);
        _stake(bob, M * 3 / 10);
        _stake(carol, M / 5);
        ref = _openFor(M);
        _commit(alice, ref, alices);
        _commit(bob, ref, bobs);
        _commit(carol, ref, carols);
        _pass(ref, Phase.Commit);
        if (alices != HIDDEN) _reveal(alice, ref, alices);
        if (bobs != HIDDEN) _reveal(bob, ref, bobs);
        if (carols != HIDDEN) _reveal(carol, ref, carols);
        _pass(ref, Phase.Reveal);
        court.decide(ref, Outcome.Ruled, FIRST);
    }

    function _expectSettled(address account, CaseRef memory ref, int256 change) internal {
        int256 had = int256(_held(account));
        vm.expectEmit();
        emit IAssessorPanel.VoteSettled(1, account, change);
        _settle(account, ref);
        assertEq(int256(_held(account)), had + change, "held");
        assertEq(panel.weightAt(account, vm.getBlockTimestamp()), _held(account), "weight");
        assertEq(panel.getStake(account).atRisk, 0, "free");
    }

    function _expectDone(address account, CaseRef memory ref) internal {
        assertEq(panel.getVote(1, account).risk, 0, "done");
        _expectNothing(account, ref);
    }

    function _expectNothing(address account, CaseRef memory ref) internal {
        assertEq(panel.dueOf(1, account), 0);
        vm.expectRevert(Errors.NothingToSettle.selector);
        _settle(account, ref);
    }

    function test_RES6_AWinnerGainsOnceLosersAreSettled() public {
        CaseRef memory ref = _decided(FIRST, LESS, FIRST);
        int256 whole = int256(M * 3 / 50 * 5 / 7);
        assertEq(panel.dueOf(1, bob), 0, "not decided here");
        _expectSettled(alice, ref, 0);
        Vote memory v = panel.getVote(1, alice);
        assertEq(v.risk, M / 10);
        assertTrue(v.freed);
        assertEq(panel.changeOf(1, alice, FIRST), whole, "in the end");
        _expectNothing(alice, ref);

        assertEq(panel.dueOf(1, bob), -int256(M * 3 / 50));
        _expectSettled(bob, ref, -int256(M * 3 / 50));
        _expectDone(bob, ref);
        assertEq(panel.getCase(1).lost, M * 3 / 50);
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), M - M * 3 / 50, "nobody's");
        assertEq(panel.dueOf(1, alice), whole);
        _expectSettled(alice, ref, whole);
        _expectDone(alice, ref);
        _expectSettled(carol, ref, int256(M * 3 / 50 * 2 / 7));
        _expectDone(carol, ref);
    }

    function test_RES6_AWinnerGainsAfterEachLoser() public {
        CaseRef memory ref = _decided(FIRST, LESS, HIDDEN);
        _expectSettled(bob, ref, -int256(M * 3 / 50));
        _expectSettled(alice, ref, int256(M * 3 / 50));
        assertEq(panel.getVote(1, alice).taken, M * 3 / 50);
        assertEq(panel.changeOf(1, alice, FIRST), int256(M / 10), "what is booked included");
        _expectNothing(alice, ref);
        _expectSettled(carol, ref, -int256(M / 25));
        _expectSettled(alice, ref, int256(M / 25));
        _expectDone(alice, ref);
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), M);
    }

    /// @dev Two sevenths and five of seven, of a loss of two units that come one by one.
    function test_RES6_PartsAddUpToTheWhole() public {
        address[2] memory losers = [dave, eve];
        _stake(dave, 5);
        _stake(eve, 5);
        _stake(alice, 25);
        _stake(bob, 10);
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, FIRST);
        _commit(dave, ref, LESS);
        _commit(eve, ref, LESS);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, FIRST);
        _pass(ref, Phase.Reveal);
        court.decide(ref, Outcome.Ruled, FIRST);
        _expectSettled(alice, ref, 0);
        _expectSettled(bob, ref, 0);
        for (uint256 i; i < 2; ++i) {
            _expectSettled(losers[i], ref, -1);
            if (i == 0) _expectNothing(alice, ref);
        }
        _expectSettled(alice, ref, 1);
        _expectDone(alice, ref);
        // Less than a unit: the vote ends with nothing.
        assertEq(panel.dueOf(1, bob), 0);
        _expectSettled(bob, ref, 0);
        _expectDone(bob, ref);
    }

    /// @dev The winner's own stake leaves; what the loser has lost comes later, as stake.
    function test_RES6_ALoserThatIsNotSettledHoldsUpNobody() public {
        CaseRef memory ref = _decided(FIRST, LESS, FIRST);
        _settle(alice, ref);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(M / 2);
        skip(DELAY);
        assertEq(panel.withdrawStake(alice), M / 2);
        vm.stopPrank();
        _settle(bob, ref);
        int256 gain = int256(M * 3 / 50 * 5 / 7);
        _expectSettled(alice, ref, gain);
        vm.startPrank(alice);
        panel.requestStakeWithdrawal(uint256(gain));
        skip(DELAY);
        assertEq(panel.withdrawStake(alice), uint256(gain));
        vm.stopPrank();
    }

    /// @dev Losers first, in one transaction: one call for each vote.
    function test_RES6_OneTransactionSettlesAll() public {
        CaseRef memory ref = _decided(FIRST, LESS, FIRST);
        address[3] memory voters = [bob, alice, carol];
        bytes[] memory calls = new bytes[](3);
        for (uint256 i; i < 3; ++i) {
            calls[i] = abi.encodeCall(panel.settleVote, (court, ref, voters[i]));
        }
        panel.multicall(calls);
        assertEq(_held(alice), M / 2 + M * 3 / 50 * 5 / 7);
        assertEq(_held(bob), M * 3 / 10 - M * 3 / 50);
        assertEq(_held(carol), M / 5 + M * 3 / 50 * 2 / 7);
        for (uint256 i; i < 3; ++i) {
            _expectDone(voters[i], ref);
        }
    }

    /// @dev All are done by one call, in any order.
    function test_RES6_WithoutALoserEachVoteIsDoneAtOnce() public {
        CaseRef memory ref = _decided(FIRST, FIRST, FIRST);
        _expectSettled(alice, ref, 0);
        _expectDone(alice, ref);
        _expectSettled(bob, ref, 0);
        _expectDone(bob, ref);
    }

    /// @dev Nor does what one vote has freed cover what another has at risk.
    function test_RES6_AFreedVoteFreesItsRiskOnce() public {
        _stake(alice, M / 2);
        _stake(bob, M * 3 / 10);
        _stake(carol, M / 5);
        CaseRef memory other = court.open(_dispute(address(panel), M));
        CaseRef memory ref = court.open(_dispute(address(panel), M));
        vm.warp(court.told(ref).turnStarted);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        _commit(alice, other, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _pass(ref, Phase.Reveal);
        court.decide(ref, Outcome.Ruled, FIRST);
        _settle(alice, ref);
        assertEq(panel.getStake(alice).atRisk, M / 10, "of the other");
        _settle(bob, ref);
        _settle(alice, ref);
        assertEq(panel.getStake(alice).atRisk, M / 10);
        _expectDone(alice, ref);
    }

    /// @dev Slots 2 and 4 of the specification's table: two words for a case, and two for a vote.
    function test_RES6_CasesAndVotesArePackedAsSpecified() public {
        CaseRef memory ref = _decided(FIRST, LESS, HIDDEN);
        _settle(bob, ref);
        _settle(alice, ref);
        PanelCase memory c = panel.getCase(1);
        uint256 slot = uint256(keccak256(abi.encode(1, 2)));
        uint256 word = uint256(c.turnStarted) | uint256(2) << 40 | uint256(c.committed) << 64;
        assertEq(_load(slot), word | uint256(c.revealed) << 160);
        assertEq(_load(slot + 1), 1 << 8 | FIRST << 16 | uint256(c.quorum) << 24 | (M * 3 / 50) << 120);
        assertEq(_load(slot + 2), 0);
        slot = uint256(keccak256(abi.encode(alice, keccak256(abi.encode(1, 4)))));
        assertEq(_load(slot), 0, "revealed");
        assertEq(_load(slot + 1), M / 10 | FIRST << 96 | (M * 3 / 50) << 104 | 1 << 200);
        assertEq(_load(slot + 2), 0);
    }

    function _load(uint256 slot) internal view returns (uint256) {
        return uint256(vm.load(address(panel), bytes32(slot)));
    }

    // ------------------------------------------------------------------- T-24

    /// @dev All of one account's stake is lost to another in five cases at a court of one's own, where the loser's votes
    /// are not settled.
    function _loseTo(address from, address to) internal {
        HostileDisputes own = new HostileDisputes();
        Dispute memory d = _dispute(address(panel), 100 * M);
        d.turnStarted = d.time;
        CaseRef[] memory refs = new CaseRef[](5);
        for (uint256 k; k < 5; ++k) {
            refs[k] = own.open(d);
            vm.prank(from);
            panel.commitVote(own, refs[k], "never revealed");
            _commitIn(own, to, refs[k], FIRST);
        }
        skip(COMMIT);
        for (uint256 k; k < 5; ++k) {
            _revealIn(own, to, refs[k], FIRST);
        }
        skip(REVEAL);
        for (uint256 k; k < 5; ++k) {
            own.decide(refs[k], Outcome.Ruled, FIRST);
            panel.settleVote(own, refs[k], to);
        }
        skip(1);
    }

    /// @dev Eve's stake goes from account to account, and would weigh in each: with a half of Alice's she would have most of
    /// all weight, and Alice alone no quorum.
    function test_T24_LosingToOneselfMakesNoStakeWeighTwice() public {
        _stake(alice, M);
        address[5] memory eves = [eve, address(0xE1), address(0xE2), address(0xE3), address(0xE4)];
        _stake(eve, M / 2);
        for (uint256 i = 1; i < 5; ++i) {
            _stake(eves[i], 25);
        }
        for (uint256 i = 1; i < 5; ++i) {
            _loseTo(eves[i - 1], eves[i]);
            assertLe(
                panel.totalWeightAt(vm.getBlockTimestamp()), usdc.balanceOf(address(panel)), "no more than there is"
            );
        }
        CaseRef memory ref = _openFor(M / 10);
        assertGe(panel.riskOf(court, ref, alice), M / 15 - 10, "two thirds of what is at stake");
        _commit(alice, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
    }
}
