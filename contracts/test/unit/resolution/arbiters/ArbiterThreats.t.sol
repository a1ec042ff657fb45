// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {stdError} from "forge-std/Test.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {AddressArbiter} from "../../../../src/resolution/arbiters/AddressArbiter.sol";
import {Phase} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";
import {HostileDisputes} from "./MockDisputes.sol";

/// @notice Threats around arbiters: T-20, T-22, T-24, T-42, T-61. Those of UMA are in its own suite.
contract ArbiterThreatsTest is ArbiterFixture {
    address internal external_ = makeAddr("the next arbiter, external");

    /// @dev Commits and reveals of Alice for the first answer and of Bob for less, up to the appeals.
    function _aliceAgainstBob(uint256 atStake) internal returns (CaseRef memory ref) {
        ref = _openFor(atStake);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _reveal(bob, ref, LESS);
        _pass(ref, Phase.Reveal);
    }

    function _leave(address account) internal returns (uint256 assets) {
        uint256 held = _held(account);
        vm.prank(account);
        panel.requestStakeWithdrawal(held);
        skip(DELAY);
        vm.prank(account);
        assets = panel.withdrawStake(account);
        vm.prank(account);
        vm.expectRevert(Errors.AmountZero.selector);
        panel.withdrawStake(account);
    }

    // ------------------------------------------------------------------- T-20

    /// @dev Ruled; two halves; too little at risk; appealed and decided either way, or by nobody; never tallied; never
    /// revealed; decided by others meanwhile; never decided: ten years later each stake leaves once, and together they are
    /// what came in.
    function test_T20_EachStakeLeavesOnceInEveryFinalState() public {
        for (uint256 state; state < 10; ++state) {
            uint256 snapshot = vm.snapshotState();
            _stake(alice, M);
            _stake(bob, state == 1 ? M : M / 2);
            CaseRef memory ref = state == 7 ? _openFor(M) : _aliceAgainstBob(state == 2 ? 100 * M : M);
            if (state >= 3 && state <= 5) _appeal(dave, ref);
            if (state == 2 || state == 3) court.decide(ref, Outcome.Ruled, FIRST);
            if (state == 4) court.decide(ref, Outcome.Ruled, LESS);
            if (state == 5) court.decide(ref, Outcome.Silent, 0);
            if (state == 7) {
                _commit(alice, ref, FIRST);
                _commit(bob, ref, FIRST);
                _pass(ref, Phase.Commit);
                _pass(ref, Phase.Reveal);
                court.decide(ref, Outcome.Ruled, FIRST);
            }
            if (state == 8) court.decide(ref, Outcome.Ruled, FIRST);
            if (state < 2) {
                _pass(ref, Phase.Appeal);
                assertEq(panel.tally(court, ref), state == 0 ? FIRST : LESS);
            }
            if (state != 6 && state != 9) _settle(bob, ref);

            skip(3650 days);
            _settle(alice, ref);
            // Not yet settled, or the part of a winner that was settled before the loser.
            if (panel.getVote(1, bob).risk != 0) _settle(bob, ref);
            uint256 in_ = state == 1 ? 2 * M : M * 3 / 2;
            assertEq(_leave(alice) + _leave(bob), in_);
            assertEq(usdc.balanceOf(address(panel)), 0);
            bool alicePaid = state == 1 || state == 4;
            bool bobPaid = state == 0 || state == 2 || state == 3 || state == 8;
            assertEq(usdc.balanceOf(alice), bobPaid ? M + M / 10 : alicePaid ? M - M / 5 : M);
            vm.expectRevert(Errors.NothingToSettle.selector);
            _settle(alice, ref);
            vm.revertToStateAndDelete(snapshot);
        }
    }

    /// @dev The delay and the lock: no stake that has voted is gone before it is settled, nor one that could still vote.
    function test_T20_NoStakeEscapesADispute() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        vm.prank(bob);
        panel.requestStakeWithdrawal(M / 2);
        uint256 maturesAt = vm.getBlockTimestamp() + DELAY;
        // The oldest incident that counts Bob's stake: reported after twenty days, before the panel after 120.
        Dispute memory d = _dispute(address(panel), M);
        d.turnStarted = d.time + 120 days;
        d.deadline = d.turnStarted + 30 days;
        CaseRef memory ref = _open(d);
        assertEq(panel.riskOf(court, ref, bob), M / 10);
        _commit(alice, ref, FIRST);
        _commit(bob, ref, LESS);
        vm.warp(maturesAt);
        vm.prank(bob);
        _expect(Errors.StakeInUse.selector, M / 10);
        panel.withdrawStake(bob);
    }

    // ------------------------------------------------------------------- T-22

    /// @dev A court of one's own; its cases go to the panel at once.
    function _hostile(Dispute memory d) internal returns (HostileDisputes own, CaseRef memory ref) {
        own = new HostileDisputes();
        ref = own.open(d);
    }

    /// @dev Its voters settle and leave all the same, and no other court's case is held up.
    function test_T22_ACourtThatFailsHoldsUpNobody() public {
        for (uint256 failure = 1; failure <= 3; ++failure) {
            uint256 snapshot = vm.snapshotState();
            _stake(alice, M);
            Dispute memory d = _dispute(address(panel), M);
            (HostileDisputes own, CaseRef memory bad) = _hostile(d);
            CaseRef memory good = _open(d);
            _commitIn(own, alice, bad, FIRST);
            _commit(alice, good, FIRST);
            own.setFailure(HostileDisputes.Failure(failure));

            _pass(good, Phase.Commit);
            vm.prank(alice);
            panel.revealVote{gas: 200_000}(own, bad, FIRST, _salt(alice));
            _reveal(alice, good, FIRST);
            _pass(good, Phase.Reveal);
            _pass(good, Phase.Appeal);
            vm.expectRevert();
            panel.tally{gas: 5_000_000}(own, bad);
            panel.tally(court, good);
            assertEq(_chosen(good), FIRST);
            _settle(alice, good);
            vm.expectRevert();
            panel.settleVote{gas: 5_000_000}(own, bad, alice);

            vm.warp(d.turnStarted + 120 days);
            panel.settleVote{gas: 200_000}(own, bad, alice);
            assertEq(_leave(alice), M);
            vm.revertToStateAndDelete(snapshot);
        }
    }

    /// @dev Too little gas cannot turn a ruling into silence: the tally happens as a whole or not at all.
    function test_T22_TooLittleGasMakesNoPanelSilent() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        CaseRef memory ref = _aliceAgainstBob(M);
        _pass(ref, Phase.Appeal);
        for (uint256 gas_ = 30_000; !court.isDecided(ref); gas_ += 1000) {
            (bool done,) = address(panel).call{gas: gas_}(abi.encodeCall(panel.tally, (court, ref)));
            assertEq(done, court.isDecided(ref));
            assertEq(done, panel.getCase(1).decided);
            assertLt(gas_, 500_000);
        }
        assertEq(_chosen(ref), FIRST);
    }

    /// @dev Nor one in which a vote is settled: what the court says is taken as a whole or not at all.
    function test_T22_TooLittleGasTurnsNoDecision() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        CaseRef memory ref = _aliceAgainstBob(M);
        _appeal(dave, ref);
        court.decide(ref, Outcome.Ruled, LESS);
        for (uint256 gas_ = 30_000; !panel.getCase(1).decided; gas_ += 1000) {
            (bool done,) = address(panel).call{gas: gas_}(abi.encodeCall(panel.settleVote, (court, ref, alice)));
            assertEq(done, panel.getCase(1).decided);
            assertLt(gas_, 500_000);
        }
        assertEq(panel.getCase(1).winner, LESS);
        assertEq(_held(alice), M * 4 / 5);
    }

    /// @dev A court of one's own, that says what one likes, moves nobody's stake but its own voters'.
    function test_T22_ACourtOfOnesOwnTakesNothingFromOthers() public {
        _stake(alice, M);
        _stake(eve, M);
        Dispute memory d = _dispute(address(panel), 1);
        d.atStake = type(uint96).max;
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        _commitIn(own, eve, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT);
        _revealIn(own, eve, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT + REVEAL);
        own.decide(ref, Outcome.Ruled, FIRST);
        panel.settleVote(own, ref, eve);
        assertEq(_held(eve), M);
        assertEq(_held(alice), M);
    }

    /// @dev Two accounts that vote against each other; the court tells each that it has won. They would take from all other
    /// stakes what neither of them lost.
    function test_T22_ACourtThatChangesItsMindMakesNoTwoWinners() public {
        _stake(alice, M);
        _stake(eve, M);
        _stake(dave, M);
        Dispute memory d = _dispute(address(panel), 10 * M);
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        _commitIn(own, eve, ref, FIRST);
        _commitIn(own, dave, ref, LESS);
        vm.warp(d.turnStarted + COMMIT);
        _revealIn(own, eve, ref, FIRST);
        _revealIn(own, dave, ref, LESS);
        vm.warp(d.turnStarted + COMMIT + REVEAL);
        own.decide(ref, Outcome.Ruled, FIRST);
        panel.settleVote(own, ref, eve);
        own.decide(ref, Outcome.Ruled, LESS);
        panel.settleVote(own, ref, dave);
        panel.settleVote(own, ref, eve);
        assertEq(_held(eve), M + M / 5);
        assertEq(_held(dave), M - M / 5);
        assertEq(_held(alice) + _held(eve) + _held(dave), usdc.balanceOf(address(panel)));
    }

    /// @dev The same by way of the panel's own ruling, and from within it.
    function test_T22_ACourtThatSettlesWhileItIsRuledGainsNothing() public {
        _stake(alice, M);
        _stake(eve, M);
        _stake(dave, M / 2);
        Dispute memory d = _dispute(address(panel), M);
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        _commitIn(own, eve, ref, FIRST);
        _commitIn(own, dave, ref, LESS);
        vm.warp(d.turnStarted + COMMIT);
        _revealIn(own, eve, ref, FIRST);
        _revealIn(own, dave, ref, LESS);
        vm.warp(d.turnStarted + panel.latency() - 1 days);
        own.setReentry(address(panel), abi.encodeCall(panel.tally, (own, ref)));
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(own, ref);
        own.setReentry(address(panel), abi.encodeCall(panel.settleVote, (own, ref, dave)));
        panel.tally(own, ref);
        own.decide(ref, Outcome.Ruled, LESS);
        panel.settleVote(own, ref, eve);
        assertEq(_held(dave), M / 2 - M / 10);
        assertEq(_held(eve), M + M / 10);
        assertEq(_held(alice) + _held(eve) + _held(dave), usdc.balanceOf(address(panel)));
    }

    /// @dev It says that its turn begins only now: nobody commits who has seen reveals, nor after votes are settled.
    function test_T22_ACourtThatMovesItsTurnOpensNoCommits() public {
        _stake(alice, M);
        _stake(eve, M);
        Dispute memory d = _dispute(address(panel), 10 * M);
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        _commitIn(own, alice, ref, FIRST);
        uint40 began = d.turnStarted;
        for (uint256 k; k < 3; ++k) {
            vm.warp(began + COMMIT + (k == 0 ? 0 : k == 1 ? REVEAL : 100 days));
            d.turnStarted = uint40(vm.getBlockTimestamp());
            d.deadline = d.turnStarted + 30 days;
            own.change(ref, d);
            vm.expectRevert(Errors.CommitClosed.selector);
            vm.prank(eve);
            panel.commitVote(own, ref, "commitment");
        }
        assertEq(panel.getCase(1).committed, M / 5);
    }

    /// @dev It takes back answers that were voted for, or has more than a byte counts.
    function test_T22_ACourtThatChangesItsAnswersBreaksItsOwnCaseAlone() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        _commitIn(own, alice, ref, LESS);
        d.answers = new Answer[](256);
        CaseRef memory many = own.open(d);
        vm.expectRevert(SafeCastLib.Overflow.selector);
        vm.prank(alice);
        panel.commitVote(own, many, "commitment");
        vm.warp(d.turnStarted + COMMIT);
        _revealIn(own, alice, ref, LESS);
        d.answers = new Answer[](0);
        own.change(ref, d);
        vm.warp(d.turnStarted + panel.latency() - 1 days);
        vm.expectRevert(stdError.arithmeticError);
        panel.tally(own, ref);
        d.answers = new Answer[](1);
        own.change(ref, d);
        vm.expectRevert();
        panel.tally{gas: 5_000_000}(own, ref);
        own.decide(ref, Outcome.Ruled, type(uint256).max);
        panel.settleVote(own, ref, alice);
        assertEq(panel.getCase(1).winner, NO_WINNER);
        assertEq(_held(alice), M);
    }

    /// @dev Losing to oneself in it is no way out past the delay: what is won is stake.
    function test_T22_LosingToOneselfIsNoWayOut() public {
        _stake(eve, M);
        _stake(dave, M);
        Dispute memory d = _dispute(address(panel), 10 * M);
        (HostileDisputes own, CaseRef memory ref) = _hostile(d);
        vm.warp(d.turnStarted);
        vm.prank(eve);
        panel.commitVote(own, ref, "never revealed");
        _commitIn(own, dave, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT);
        _revealIn(own, dave, ref, FIRST);
        vm.warp(d.turnStarted + COMMIT + REVEAL);
        own.decide(ref, Outcome.Ruled, FIRST);
        panel.settleVote(own, ref, eve);
        panel.settleVote(own, ref, dave);
        assertEq(_held(dave), M + M / 5);
        assertEq(panel.weightAt(dave, vm.getBlockTimestamp() - 1), M, "weight only from now on");
        vm.prank(dave);
        vm.expectRevert(Errors.AmountZero.selector);
        panel.withdrawStake(dave);
    }

    /// @dev Nor out of what a vote has at risk in a real case: cases of one's own have what is left.
    function test_T22_WhatIsAtRiskIsNotLostElsewhere() public {
        _stake(eve, M);
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        CaseRef memory ref = court.open(d);
        d.atStake = 100 * M;
        HostileDisputes own = new HostileDisputes();
        CaseRef[] memory refs = new CaseRef[](6);
        for (uint256 i; i < 6; ++i) {
            refs[i] = own.open(d);
        }
        vm.warp(d.turnStarted);
        _commit(eve, ref, FIRST);
        for (uint256 i; i < 4; ++i) {
            _commitIn(own, eve, refs[i], FIRST);
        }
        assertEq(panel.getStake(eve).atRisk, M);
        vm.startPrank(eve);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(own, refs[4], "commitment");
        panel.requestStakeWithdrawal(1);
        skip(DELAY);
        _expect(Errors.StakeInUse.selector, M);
        panel.withdrawStake(eve);
    }

    // ------------------------------------------------------------- T-24, T-42

    /// @dev However much, and in however many accounts: after the incident is too late, the report not even out.
    function test_T24_StakeBoughtAfterTheIncidentWeighsNothing() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M / 100);
        skip(1);
        _stake(eve, 100 * M);
        _stake(dave, 100 * M);
        CaseRef memory ref = _open(d);
        assertEq(panel.riskOf(court, ref, eve), 0);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(eve);
        panel.commitVote(court, ref, "commitment");
        // Nor does it raise the quorum, or lower what others may put at risk.
        assertEq(panel.riskOf(court, ref, alice), M / 100);
        _commit(alice, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), FIRST);
    }

    /// @dev Adding to a stake that was there before adds nothing to its vote.
    function test_T24_AddingToAStakeAddsNothingToItsVote() public {
        _stake(eve, M);
        CaseRef memory ref = court.open(_dispute(address(panel), M));
        _stake(eve, 100 * M);
        assertEq(panel.riskOf(court, ref, eve), M / 5);
    }

    function test_T24_TheWrongSidePays() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        CaseRef memory ref = _aliceAgainstBob(M);
        _pass(ref, Phase.Appeal);
        panel.tally(court, ref);
        _settle(bob, ref);
        assertEq(_held(bob), M / 2 * 4 / 5);
    }

    /// @dev Stake, vote and unstake in the block of the incident, with borrowed capital.
    function test_T42_FlashStakeHasNoVote() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        d.turnStarted = d.time;
        CaseRef memory ref = court.open(d);
        _fund(eve, address(panel), 1000 * M);
        vm.startPrank(eve);
        panel.depositStake(1000 * M);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(court, ref, "commitment");
        panel.requestStakeWithdrawal(1000 * M);
        _expect(Errors.StakeLocked.selector, vm.getBlockTimestamp() + DELAY);
        panel.withdrawStake(eve);
    }

    // ------------------------------------------------ T-24: last, small and many

    address[4] internal honest = [makeAddr("one"), makeAddr("two"), makeAddr("three"), makeAddr("four")];

    /// @dev 1.1 million of stake that does not vote, four honest voters of 100,000, and Eve with 500,000: a quarter of all.
    /// Eve commits in the last second, sees that the others together have put less at risk, and lies.
    function _lastSecondMinority(uint256 cases, uint256 atStake) internal returns (CaseRef[] memory refs) {
        _stake(makeAddr("passive"), 1_100_000e6);
        for (uint256 i; i < 4; ++i) {
            _stake(honest[i], 100_000e6);
        }
        _stake(eve, 500_000e6);
        refs = new CaseRef[](cases);
        Dispute memory d = _dispute(address(panel), atStake);
        for (uint256 k; k < cases; ++k) {
            refs[k] = court.open(d);
        }
        vm.warp(d.turnStarted);
        for (uint256 k; k < cases; ++k) {
            for (uint256 i; i < 4; ++i) {
                _commit(honest[i], refs[k], LESS);
            }
        }
        skip(COMMIT - 1);
        for (uint256 k; k < cases; ++k) {
            assertLt(panel.getCase(k + 1).committed, panel.riskOf(court, refs[k], eve));
            _commit(eve, refs[k], FIRST);
        }
        skip(1);
        for (uint256 k; k < cases; ++k) {
            for (uint256 i; i < 4; ++i) {
                _reveal(honest[i], refs[k], LESS);
            }
            _reveal(eve, refs[k], FIRST);
        }
        skip(REVEAL);
    }

    /// @dev Eve first, and again if she wins.
    function _settleAll(CaseRef memory ref) internal {
        _settle(eve, ref);
        for (uint256 i; i < 4; ++i) {
            _settle(honest[i], ref);
        }
        if (panel.getVote(panel.caseIdOf(court, keccak256(abi.encode(ref))), eve).risk != 0) _settle(eve, ref);
    }

    function _honestHold() internal view returns (uint256 sum) {
        for (uint256 i; i < 4; ++i) {
            sum += _held(honest[i]);
        }
    }

    /// @dev In cases about twenty: a fifth of that is all she can take in each, for whatever her own bonds cost.
    function test_T24_LastSecondMinorityTakesNoMoreThanIsAtStake() public {
        CaseRef[] memory refs = _lastSecondMinority(4, 20e6);
        skip(1 days);
        for (uint256 k; k < 4; ++k) {
            assertEq(panel.tally(court, refs[k]), FIRST);
            _settleAll(refs[k]);
        }
        assertEq(_honestHold(), 400_000e6 - 4 * 4e6);
        assertEq(_held(eve), 500_000e6 + 4 * 4e6);
    }

    /// @dev In a large one somebody appeals, for a hundredth of what is at stake, and she pays.
    function test_T24_LastSecondMinorityPaysAfterAnAppeal() public {
        CaseRef[] memory refs = _lastSecondMinority(1, M);
        _appeal(dave, refs[0]);
        court.decide(refs[0], Outcome.Ruled, LESS);
        _settleAll(refs[0]);
        assertEq(_held(eve), 400_000e6);
        assertEq(_honestHold(), 500_000e6);
    }

    /// @dev In one too large for the panel to rule nobody could appeal; the votes go by what the next arbiter decides.
    function test_T24_LastSecondMinorityThatIsTooSmallToRulePays() public {
        CaseRef[] memory refs = _lastSecondMinority(1, 10 * M);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.appealRuling(court, refs[0]);
        skip(1 days);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.tally(court, refs[0]);
        court.decide(refs[0], Outcome.Ruled, LESS);
        _settleAll(refs[0]);
        assertEq(_held(eve), 400_000e6);
        assertEq(_honestHold(), 500_000e6);
    }

    /// @dev Sixteen answers that hardly differ from the truth, above it and below, and honest people who disagree about which is
    /// the nearest: a minority for the extreme gets nothing.
    function test_T24_DustAnswersSplitNobody() public {
        for (uint256 i; i < 4; ++i) {
            _stake(honest[i], M);
        }
        _stake(eve, 3 * M);
        Dispute memory d = _dispute(address(panel), M);
        uint256[] memory percents = new uint256[](17);
        for (uint256 k; k < 16; ++k) {
            percents[k] = 30 + k;
        }
        percents[16] = 100;
        d.answers = _answers(percents);
        CaseRef memory ref = _open(d);
        for (uint256 i; i < 4; ++i) {
            _commit(honest[i], ref, 4 + 4 * i - i);
        }
        _commit(eve, ref, 17);
        _pass(ref, Phase.Commit);
        for (uint256 i; i < 4; ++i) {
            _reveal(honest[i], ref, 4 + 4 * i - i);
        }
        _reveal(eve, ref, 17);
        _pass(ref, Phase.Reveal);
        // Each a seventh; Eve three: by the most for one answer she would have won.
        assertGt(panel.revealedFor(1, 17), 2 * panel.revealedFor(1, 4));
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), 13, "42 %, of the honest");
        _settle(eve, ref);
        assertEq(_held(eve), 3 * M - M * 3 / 7);
    }

    /// @dev A hundred dust cases, all voted in: a real one has their whole votes.
    function test_T24_DustCasesOccupyNobody() public {
        _stake(alice, M);
        _stake(bob, M);
        Dispute memory d = _dispute(address(panel), 20e6);
        CaseRef[] memory refs = new CaseRef[](100);
        for (uint256 k; k < 100; ++k) {
            refs[k] = court.open(d);
        }
        d.atStake = M;
        CaseRef memory ref = _open(d);
        for (uint256 k; k < 100; ++k) {
            _commit(alice, refs[k], FIRST);
        }
        assertEq(panel.getStake(alice).atRisk, 100 * 10e6);
        assertEq(panel.riskOf(court, ref, alice), M / 5);
    }

    /// @dev Votes for no answer, and for every answer from dust accounts: what an account wins is its part of what others
    /// lost, by what it put at risk.
    function test_T24_AVoteForEachAnswerGainsNothing() public {
        _stake(alice, M);
        for (uint256 k; k < 3; ++k) {
            _stake(address(uint160(0xE000 + k)), M / 10);
        }
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, LESS);
        for (uint256 k; k < 3; ++k) {
            _commit(address(uint160(0xE000 + k)), ref, k);
        }
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, LESS);
        for (uint256 k; k < 3; ++k) {
            _reveal(address(uint160(0xE000 + k)), ref, k);
        }
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), LESS);
        uint256 sum;
        for (uint256 k; k < 3; ++k) {
            _settle(address(uint160(0xE000 + k)), ref);
            sum += _held(address(uint160(0xE000 + k)));
        }
        assertLt(sum, M * 3 / 10);
    }

    // ------------------------------------------------------------------- T-61

    /// @dev The panel's turn goes by; the next arbiter decides.
    function _nextArbiterRules(CaseRef memory ref, uint256 number) internal {
        AddressArbiter next = new AddressArbiter(external_, 10 days, true);
        Dispute memory d = court.told(ref);
        assertFalse(court.isDecided(ref));
        vm.warp(d.deadline);
        (d.arbiter, d.turnStarted, d.deadline) = (address(next), d.deadline, d.deadline + 20 days);
        court.change(ref, d);
        vm.prank(external_);
        next.rule(court, ref, number);
        assertEq(_chosen(ref), number);
    }

    /// @dev On the first day: stake that comes with the false report has no vote, whatever its size.
    function test_T61_AnEmptyPanelRulesNothing() public {
        CaseRef memory ref = _openFor(M);
        _stake(eve, 100 * M);
        vm.prank(eve);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(court, ref, "commitment");
        skip(COMMIT + REVEAL + 1 days);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        _nextArbiterRules(ref, NOTHING);
    }

    /// @dev The only assessor rules for its own false answer. Somebody appeals, and the next arbiter says otherwise.
    function test_T61_TheOnlyAssessorCanBeAppealed() public {
        _stake(eve, M / 2);
        CaseRef memory ref = _openFor(M);
        _commit(eve, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(eve, ref, FIRST);
        _pass(ref, Phase.Reveal);
        assertEq(panel.rulingOf(court, ref), FIRST);
        _fund(dave, address(panel), M / 100);
        vm.prank(dave);
        panel.appealRuling(court, ref);
        skip(1 days);
        vm.expectRevert(Errors.AlreadyFinal.selector);
        panel.tally(court, ref);
        _nextArbiterRules(ref, NOTHING);
        assertEq(usdc.balanceOf(dave), 0, "a hundredth of what was at stake");
    }

    /// @dev With less than half of what is at stake it does not even rule.
    function test_T61_TheOnlyAssessorNeedsHalfOfWhatIsAtStake() public {
        _stake(eve, M / 2 - 1);
        CaseRef memory ref = _openFor(M);
        _commit(eve, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(eve, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        vm.expectRevert(Errors.NoRuling.selector);
        panel.tally(court, ref);
        _nextArbiterRules(ref, NOTHING);
    }

    /// @dev Those who commit and then keep silent to stop a ruling against them stop nothing, and pay.
    function test_T61_SilenceOfCommittersStopsNothing() public {
        _stake(alice, M);
        _stake(eve, M * 2 / 3);
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, LESS);
        _commit(eve, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, LESS);
        _pass(ref, Phase.Reveal);
        _pass(ref, Phase.Appeal);
        assertEq(panel.tally(court, ref), LESS);
        _settle(eve, ref);
        assertLt(_held(eve), M * 2 / 3);
    }

    /// @dev An appeal against a true ruling costs a hundredth of what is at stake, and time: case and votes end as they
    /// would have.
    function test_T61_AnAppealAgainstATrueRulingGainsNothing() public {
        _stake(alice, M);
        _stake(eve, M / 2);
        CaseRef memory ref = _openFor(M);
        _commit(alice, ref, LESS);
        _commit(eve, ref, FIRST);
        _pass(ref, Phase.Commit);
        _reveal(alice, ref, LESS);
        _reveal(eve, ref, FIRST);
        _pass(ref, Phase.Reveal);
        _appeal(eve, ref);
        vm.expectRevert(Errors.AppealClosed.selector);
        vm.prank(eve);
        panel.appealRuling(court, ref);
        _nextArbiterRules(ref, LESS);
        _settle(eve, ref);
        _settle(alice, ref);
        assertEq(_held(alice), M + M / 10);
        assertEq(_held(eve), M / 2 - M / 10);
        assertEq(usdc.balanceOf(eve), 1, "and the fee, of a unit more than a hundredth");
    }

    /// @dev The panel's whole turn, and all of the next one's.
    function test_T61_APanelThatNobodyTalliesIsSilentAndNoMore() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        CaseRef memory ref = _aliceAgainstBob(M);
        _nextArbiterRules(ref, FIRST);
        _settle(bob, ref);
        _settle(alice, ref);
        assertEq(_held(alice), M + M / 10);
    }
}
