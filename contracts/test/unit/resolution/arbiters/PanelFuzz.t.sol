// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PanelCase, Vote} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {Answer, CaseRef, Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice What a panel decides, against a slow and obvious model of it; what an assessor can choose, and what it gets: RES-6.
contract PanelFuzzTest is ArbiterFixture {
    /// @dev How an account votes.
    struct Voter {
        address account;
        uint256 stake;
        uint256 number; // `HIDDEN` commits and does not reveal, `AWAY` does not commit
        uint256 risk; // 0 for one that did not, or could not, commit
    }

    uint256 internal constant HIDDEN = 1000;
    uint256 internal constant AWAY = 1001;

    // ------------------------------------------------------------------ model

    /// @dev All revealed votes in the order of what their answers pay, of equal ones by number; the one in the middle of all
    /// their weight.
    function _middle(Voter[] memory voters, Answer[] memory answers) internal pure returns (uint256) {
        Voter[] memory sorted = new Voter[](voters.length);
        uint256 count;
        uint256 sum;
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].risk == 0 || voters[i].number >= HIDDEN) continue;
            uint256 place = count++;
            while (place != 0 && _isBefore(answers, voters[i].number, sorted[place - 1].number)) {
                sorted[place] = sorted[place - 1];
                --place;
            }
            sorted[place] = voters[i];
            sum += voters[i].risk;
        }
        uint256 passed;
        for (uint256 i; i < count; ++i) {
            passed += sorted[i].risk;
            if (2 * passed >= sum) return _canonical(answers, sorted[i].number);
        }
        return NO_WINNER;
    }

    function _isBefore(Answer[] memory answers, uint256 a, uint256 b) internal pure returns (bool) {
        (uint256 paysA, uint256 paysB) = (_pays(answers, a), _pays(answers, b));
        return paysA < paysB || (paysA == paysB && a < b);
    }

    function _pays(Answer[] memory answers, uint256 number) internal pure returns (uint256) {
        if (number == 0) return 0;
        Answer memory a = answers[number - 1];
        return a.lossTotal != 0 ? a.lossTotal : a.severity;
    }

    /// @dev Nothing goes by 0.
    function _canonical(Answer[] memory answers, uint256 number) internal pure returns (uint256) {
        return number != 0 && answers[number - 1].severity == 0 ? 0 : number;
    }

    /// @dev What an account wins or loses: all that losers lose, by what winners put at risk.
    function _changeInModel(Voter[] memory voters, Answer[] memory answers, uint256 i, uint256 winner)
        internal
        pure
        returns (int256)
    {
        uint256 won;
        uint256 lost;
        bool someoneWon;
        for (uint256 k; k < voters.length; ++k) {
            if (voters[k].risk != 0 && voters[k].number < HIDDEN && _canonical(answers, voters[k].number) == winner) {
                someoneWon = true;
            }
        }
        for (uint256 k; k < voters.length; ++k) {
            if (_wins(voters[k], answers, winner, someoneWon)) won += voters[k].risk;
            else lost += voters[k].risk;
        }
        if (won == 0) return 0;
        if (!_wins(voters[i], answers, winner, someoneWon)) return -int256(voters[i].risk);
        return int256(voters[i].risk * lost / won);
    }

    function _wins(Voter memory v, Answer[] memory answers, uint256 winner, bool someoneWon)
        internal
        pure
        returns (bool)
    {
        if (v.number >= HIDDEN) return false;
        return !someoneWon || _canonical(answers, v.number) == winner;
    }

    // ------------------------------------------------------------------- play

    /// @dev Everybody stakes, commits and reveals.
    function _play(Voter[] memory voters, Answer[] memory answers, uint256 atStake)
        internal
        returns (CaseRef memory ref)
    {
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].stake != 0) _stake(voters[i].account, voters[i].stake);
        }
        Dispute memory d = _dispute(address(panel), atStake);
        d.answers = answers;
        ref = _open(d);
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].number == AWAY) continue;
            voters[i].risk = panel.riskOf(court, ref, voters[i].account);
            if (voters[i].risk != 0) _commit(voters[i].account, ref, voters[i].number);
        }
        vm.warp(d.turnStarted + COMMIT);
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].risk != 0 && voters[i].number < HIDDEN) _reveal(voters[i].account, ref, voters[i].number);
        }
        vm.warp(d.turnStarted + COMMIT + REVEAL + 1 days);
    }

    /// @dev The panel rules, or, where it does not, the court does.
    function _end(CaseRef memory ref, Outcome outcome, uint256 number) internal {
        if (panel.rulingOf(court, ref) != NO_WINNER) panel.tally(court, ref);
        else court.decide(ref, outcome, number);
    }

    /// @dev Each once, and winners again for what later ones lost.
    function _settleAll(Voter[] memory voters, CaseRef memory ref) internal {
        for (uint256 i; i < 2 * voters.length; ++i) {
            address account = voters[i % voters.length].account;
            Vote memory v = panel.getVote(1, account);
            if (v.risk != 0 && (!v.freed || i >= voters.length)) _settle(account, ref);
        }
    }

    /// @dev Any votes, any number of times, and then all that are left. On the way no more is held, and no more weighs, than
    /// there is.
    function _settleInAnyOrder(Voter[] memory voters, CaseRef memory ref, uint256 seed) internal {
        uint256 there = usdc.balanceOf(address(panel));
        for (uint256 k; k < 3 * voters.length; ++k) {
            seed = uint256(keccak256(abi.encode("order", seed)));
            _trySettle(voters[seed % voters.length].account, ref);
            uint256 sum;
            for (uint256 i; i < voters.length; ++i) {
                sum += _held(voters[i].account);
            }
            assertLe(sum, there, "held");
            assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), sum, "weight");
        }
        _settleAll(voters, ref);
        for (uint256 i; i < voters.length; ++i) {
            assertEq(panel.getVote(1, voters[i].account).risk, 0, "done");
        }
    }

    /// @dev It books what is due, or there is nothing to settle.
    function _trySettle(address account, CaseRef memory ref) internal {
        Vote memory v = panel.getVote(1, account);
        int256 due = panel.dueOf(1, account);
        bool decided = panel.getCase(1).decided;
        int256 had = int256(_held(account));
        try panel.settleVote(court, ref, account) {
            assertNotEq(v.risk, 0);
            if (decided) assertEq(int256(_held(account)) - had, due, "due");
        } catch (bytes memory reason) {
            assertEq(reason, abi.encodePacked(Errors.NothingToSettle.selector));
            assertTrue(v.risk == 0 || (v.freed && due == 0));
        }
    }

    /// @dev Up to seventeen answers, many alike, one of them nothing at times; tables or severities.
    function _randomAnswers(uint256 seed) internal pure returns (Answer[] memory answers) {
        answers = new Answer[](2 + seed % 16);
        uint256 nothing = (seed >> 8) % 24;
        bool tables = (seed >> 16) % 2 == 0;
        for (uint256 k; k < answers.length; ++k) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 pays = 1 + seed % 9;
            if (k == nothing) continue;
            answers[k] = tables ? Answer(1e18, uint128(pays), bytes32(seed)) : Answer(uint64(pays * 0.1e18), 0, 0);
        }
    }

    function _randomVoters(uint256 seed, uint256 count, uint256 answers) internal pure returns (Voter[] memory voters) {
        voters = new Voter[](count);
        for (uint256 i; i < count; ++i) {
            seed = uint256(keccak256(abi.encode("voter", seed)));
            uint256 number = seed % (answers + 3);
            if (number > answers) number = number == answers + 1 ? HIDDEN : AWAY;
            voters[i] = Voter(address(uint160(0xA000 + i)), _bound(seed >> 8, 5, M), number, 0);
        }
    }

    // ------------------------------------------------------------------ tests

    function testFuzz_RES6_TheMedianAsInTheModel(uint256 seed, uint256 atStake, uint256 count) public {
        Answer[] memory answers = _randomAnswers(seed);
        Voter[] memory voters = _randomVoters(seed, _bound(count, 1, 12), answers.length);
        // Mostly where the limit that is at stake binds.
        atStake = seed % 4 == 0 ? _bound(atStake, 0, 20 * M) : _bound(atStake, 0, M / 2);
        CaseRef memory ref = _play(voters, answers, atStake);

        uint256 middle = _middle(voters, answers);
        uint256 committed;
        uint256 forIt;
        uint256 stakes;
        for (uint256 i; i < voters.length; ++i) {
            stakes += voters[i].stake;
            committed += voters[i].risk;
            bool revealed = voters[i].number < HIDDEN;
            if (revealed && _canonical(answers, voters[i].number) == middle) forIt += voters[i].risk;
        }
        uint256 most = stakes / 5 < atStake ? stakes / 5 : atStake;
        // Three tenths, up.
        bool rules = middle != NO_WINNER && committed * 10 >= most * 3 && committed != 0 && forIt * 10 >= atStake;
        assertEq(panel.rulingOf(court, ref), rules ? middle : NO_WINNER);
        if (rules) {
            assertEq(panel.tally(court, ref), middle);
        } else {
            vm.expectRevert(committed == 0 ? Errors.AlreadyFinal.selector : Errors.NoRuling.selector);
            panel.tally(court, ref);
        }
    }

    function testFuzz_RES6_VotesAreSettledAsInTheModel(uint256 seed, uint256 atStake, uint256 count, uint256 chosen)
        public
    {
        Answer[] memory answers = _randomAnswers(seed);
        Voter[] memory voters = _randomVoters(seed, _bound(count, 1, 12), answers.length);
        atStake = seed % 4 == 0 ? _bound(atStake, 0, 20 * M) : _bound(atStake, 0, M / 2);
        CaseRef memory ref = _play(voters, answers, atStake);
        chosen = _bound(chosen, 0, answers.length + 1);
        uint256 winner = NO_WINNER;
        if (panel.rulingOf(court, ref) != NO_WINNER && chosen % 2 == 0) {
            winner = panel.tally(court, ref);
        } else if (chosen > answers.length) {
            court.decide(ref, Outcome.Silent, 0);
        } else {
            court.decide(ref, Outcome.Ruled, chosen);
            winner = _canonical(answers, chosen);
        }

        uint256 stakes = panel.totalWeightAt(vm.getBlockTimestamp());
        uint256 sum;
        uint256 risks;
        _settleInAnyOrder(voters, ref, seed);
        for (uint256 i; i < voters.length; ++i) {
            uint256 held = _held(voters[i].account);
            int256 change = int256(held) - int256(voters[i].stake);
            assertEq(change, _changeInModel(voters, answers, i, winner), "change");
            // Its part of what is at stake, and of itself.
            assertGe(change * int256(stakes), -int256(atStake * voters[i].stake), "loses its part at most");
            assertGe(change * 5, -int256(voters[i].stake), "a fifth at most");
            assertEq(panel.getStake(voters[i].account).atRisk, 0);
            assertEq(panel.weightAt(voters[i].account, vm.getBlockTimestamp()), held);
            (sum, risks) = (sum + held, risks + voters[i].risk);
        }
        assertLe(risks, atStake, "all risk together");
        assertLe(sum, stakes, "nothing from nowhere");
        assertGe(sum + voters.length, stakes, "nothing lost but what division leaves");
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), sum);
    }

    /// @dev Assumed: of what is put at risk, more is for the truth than for all else together, however this assessor votes.
    /// Then telling the truth is at least as good as any lie, silence, or staying out; also where the court decides.
    function testFuzz_RES6_TruthWithAMajorityIsNeverWorse(uint256 seed, uint256 stake, uint256 atStake) public {
        Answer[] memory answers = _randomAnswers(seed);
        uint256 truth = _canonical(answers, seed % (answers.length + 1));
        Voter[] memory others = _randomVoters(seed, 4, answers.length);
        Voter[] memory voters = new Voter[](6);
        voters[5] = Voter(alice, _bound(stake, 5, M), truth, 0);
        uint256 sum = voters[5].stake;
        for (uint256 i; i < 4; ++i) {
            voters[i] = others[i];
            sum += others[i].stake;
        }
        voters[4] = Voter(bob, 2 * sum, truth, 0);
        // From where no rounding makes a half of two thirds.
        atStake = _bound(atStake, 100, 10 * M);
        int256 honest = _changeOfAlice(voters, answers, truth, atStake, truth);
        assertGe(honest, 0, "truth never costs");
        for (uint256 i; i < 3; ++i) {
            uint256 lie = (seed >> (8 * i + 8)) % (answers.length + 1);
            assertGe(honest, _changeOfAlice(voters, answers, lie, atStake, truth), "a lie");
        }
        assertGe(honest, _changeOfAlice(voters, answers, HIDDEN, atStake, truth), "silence");
        assertGe(honest, _changeOfAlice(voters, answers, AWAY, atStake, truth), "staying out");
    }

    function _changeOfAlice(
        Voter[] memory voters,
        Answer[] memory answers,
        uint256 number,
        uint256 atStake,
        uint256 truth
    ) internal returns (int256 change) {
        uint256 state = vm.snapshotState();
        for (uint256 i; i < voters.length; ++i) {
            voters[i].risk = 0;
        }
        voters[5].number = number;
        CaseRef memory ref = _play(voters, answers, atStake);
        _end(ref, Outcome.Ruled, truth);
        _settleAll(voters, ref);
        change = int256(_held(alice)) - int256(voters[5].stake);
        vm.revertToStateAndDelete(state);
    }

    /// @dev T-24: one account, or its stake in up to eight that vote alike: no more comes out, whatever limits the risk.
    function testFuzz_T24_SplittingAStakeGainsNothing(
        uint256 seed,
        uint256 parts,
        uint256 stake,
        uint256 vote,
        uint256 chosen
    ) public {
        parts = _bound(parts, 2, 8);
        Answer[] memory answers = _randomAnswers(seed);
        vote = _bound(vote, 0, answers.length + 1);
        if (vote > answers.length) vote = HIDDEN;
        chosen = _bound(chosen, 0, answers.length);
        // Whole units at risk in each part, so that no part's risk is rounded down.
        uint256 each = _bound(stake, 1, M / 1000) * 100;
        Voter[] memory others = _randomVoters(seed, 3, answers.length);
        uint256 sum = each * parts;
        for (uint256 i; i < 3; ++i) {
            others[i].stake = (others[i].stake / 100 + 1) * 100;
            sum += others[i].stake;
        }
        // A fifth of each stake, or a hundredth.
        uint256 atStake = seed % 2 == 0 ? sum : sum / 100;
        uint256 whole = _playAs(others, answers, vote, each * parts, 1, atStake, chosen);
        uint256 split = _playAs(others, answers, vote, each, parts, atStake, chosen);
        assertLe(split, whole);
        assertApproxEqAbs(split, whole, parts, "nor loses, but for rounding");
    }

    function _playAs(
        Voter[] memory others,
        Answer[] memory answers,
        uint256 vote,
        uint256 each,
        uint256 parts,
        uint256 atStake,
        uint256 chosen
    ) internal returns (uint256 held) {
        uint256 state = vm.snapshotState();
        Voter[] memory voters = new Voter[](others.length + parts);
        for (uint256 i; i < voters.length; ++i) {
            voters[i] = i < others.length
                ? Voter(others[i].account, others[i].stake, others[i].number, 0)
                : Voter(address(uint160(0xE000 + i)), each, vote, 0);
        }
        CaseRef memory ref = _play(voters, answers, atStake);
        _end(ref, Outcome.Ruled, chosen);
        _settleAll(voters, ref);
        for (uint256 i = others.length; i < voters.length; ++i) {
            held += _held(voters[i].account);
        }
        vm.revertToStateAndDelete(state);
    }

    /// @dev However the stakes are spread, and whoever else votes: all who vote may lose no more than what is at stake, and the
    /// quorum can be reached.
    function testFuzz_RES6_AllRiskTogetherIsAtMostWhatIsAtStake(uint256 seed, uint256 atStake, uint256 count) public {
        Voter[] memory voters = _randomVoters(seed, _bound(count, 1, 12), 2);
        for (uint256 i; i < voters.length; ++i) {
            if (seed % 3 == 0) voters[i].stake = 1 + voters[i].stake % 100;
            voters[i].number = FIRST;
        }
        atStake = seed % 2 == 0 ? _bound(atStake, 0, 1000) : _bound(atStake, 0, 3 * M);
        CaseRef memory ref = _play(voters, _dispute(address(panel), 0).answers, atStake);
        PanelCase memory c = panel.getCase(1);
        assertLe(c.committed, atStake);
        uint256 stakes;
        for (uint256 i; i < voters.length; ++i) {
            stakes += voters[i].stake;
        }
        assertLe(c.committed, stakes / 5);
        uint256 most = stakes / 5 < atStake ? stakes / 5 : atStake;
        // Each rounds a unit down at most.
        assertGe(c.committed + voters.length, most, "all of it, if all vote");
        assertEq(c.revealed, c.committed);
        if (c.committed >= c.quorum && c.committed != 0) assertEq(panel.rulingOf(court, ref), _rulesFirst(c, atStake));
    }

    function _rulesFirst(PanelCase memory c, uint256 atStake) internal pure returns (uint256) {
        return uint256(c.revealed) * 10 >= atStake ? FIRST : NO_WINNER;
    }
}
