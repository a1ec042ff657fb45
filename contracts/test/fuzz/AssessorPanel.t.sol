// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {ArbiterFixture} from "../unit/ArbiterFixture.sol";

/// @notice What an assessor can choose, and what it gets: RES-6.
contract AssessorPanelFuzzTest is ArbiterFixture {
    /// @dev How an account votes; `None` commits and does not reveal.
    struct Voter {
        address account;
        Ruling ruling;
        uint256 stake;
    }

    Ruling internal constant TRUTH = Ruling.Report;

    /// @dev Everybody stakes, votes, reveals and is settled.
    function _play(Voter[] memory voters, uint256 atStake) internal {
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].stake != 0) _stake(voters[i].account, voters[i].stake);
        }
        Dispute memory d = _dispute(address(panel), atStake);
        uint256 id = _open(d);
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].stake != 0) _commit(voters[i].account, id, voters[i].ruling);
        }
        vm.warp(d.turnStarted + COMMIT);
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].stake == 0 || voters[i].ruling == Ruling.None) continue;
            _reveal(voters[i].account, id, voters[i].ruling);
        }
        vm.warp(d.turnStarted + COMMIT + REVEAL + 1 days);
        panel.tally(court, id);
        for (uint256 i; i < voters.length; ++i) {
            if (voters[i].stake != 0) _settle(voters[i].account, id);
        }
    }

    function _others(uint256 seed, uint256 count, uint256 extra) internal pure returns (Voter[] memory voters) {
        voters = new Voter[](count + extra);
        for (uint256 i; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            voters[i] = Voter(address(uint160(0xA000 + i)), Ruling(seed % 4), _bound(seed >> 8, 5, M));
        }
    }

    /// @dev Assumed: of what is put at risk, more is for the truth than for the others together, however this assessor
    /// votes, and all of it is eligible. Then telling the truth is at least as good as any lie, silence, or staying out.
    function testFuzz_RES6_TruthWithAMajorityIsNeverWorse(uint256 seed, uint256 stake, uint256 atStake) public {
        Voter[] memory voters = _others(seed, 4, 2);
        stake = _bound(stake, 5, M);
        uint256 sum = stake;
        for (uint256 i; i < 4; ++i) {
            sum += voters[i].stake;
        }
        voters[4] = Voter(bob, TRUTH, sum + 10);
        atStake = _bound(atStake, 0, 10 * M);
        int256 truth = _changeOfAlice(voters, TRUTH, stake, atStake);
        assertGe(truth, 0, "truth never costs");
        assertGe(truth, _changeOfAlice(voters, Ruling.Counter, stake, atStake), "a lie");
        assertGe(truth, _changeOfAlice(voters, Ruling.Severity, stake, atStake), "a denial");
        assertGe(truth, _changeOfAlice(voters, Ruling.None, stake, atStake), "silence");
    }

    function _changeOfAlice(Voter[] memory voters, Ruling ruling, uint256 stake, uint256 atStake)
        internal
        returns (int256 change)
    {
        uint256 state = vm.snapshotState();
        voters[5] = Voter(alice, ruling, stake);
        _play(voters, atStake);
        change = int256(_held(alice)) - int256(stake);
        vm.revertToStateAndDelete(state);
    }

    /// @dev T-24: one account, or its stake in up to eight that vote alike: no more comes out.
    function testFuzz_T24_SplittingAStakeGainsNothing(uint256 seed, uint256 parts, uint256 stake, uint8 vote) public {
        parts = _bound(parts, 2, 8);
        // A whole number of units at risk in each part, so that no part's risk is rounded down.
        uint256 each = _bound(stake, 1, M / 10) * 5;
        Ruling ruling = Ruling(vote % 4);

        uint256 state = vm.snapshotState();
        Voter[] memory voters = _others(seed, 3, 1);
        voters[3] = Voter(eve, ruling, each * parts);
        _play(voters, M / 100);
        uint256 whole = _held(eve);
        vm.revertToStateAndDelete(state);

        voters = _others(seed, 3, parts);
        for (uint256 i; i < parts; ++i) {
            voters[3 + i] = Voter(address(uint160(0xE000 + i)), ruling, each);
        }
        _play(voters, M / 100);
        uint256 split;
        for (uint256 i; i < parts; ++i) {
            split += _held(voters[3 + i].account);
        }
        assertLe(split, whole);
        assertApproxEqAbs(split, whole, parts, "nor loses, but for rounding");
    }
}
