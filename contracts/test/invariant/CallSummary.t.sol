// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "forge-std/console.sol";

import {InvariantSetup} from "./InvariantSetup.sol";

/// @notice That the handler reaches what the invariants are about: each action succeeds often enough, on fixed seeds.
contract CallSummaryTest is InvariantSetup {
    uint256 internal constant RUNS = 144;
    uint256 internal constant AT_LEAST = 4;
    uint256 internal constant DEPTH = 200;

    function plans() internal pure override returns (Plan[] memory list) {
        list = new Plan[](1);
        list[0] = Plan(0, 6, 1e6, 0.7e18, 2e18, 0.9e18, 2.5e18);
    }

    function test_EveryActionSucceedsOften() public {
        bytes32[] memory names = _names();
        bytes4[] memory list = selectors();
        uint256[] memory sums = new uint256[](names.length);
        // What the start of every run has done does not count.
        uint256[] memory before = new uint256[](names.length);
        for (uint256 k; k < names.length; ++k) {
            before[k] = handler.done(names[k]);
        }
        uint256 snapshot = vm.snapshotState();
        uint256 began = vm.getBlockTimestamp();
        for (uint256 run; run < RUNS; ++run) {
            uint256 seed = run;
            for (uint256 k; k < DEPTH; ++k) {
                seed = uint256(keccak256(abi.encode(seed)));
                _call(abi.encodeWithSelector(list[seed % list.length], seed));
            }
            bytes32[] memory rules = handler.brokenRules();
            for (uint256 k; k < rules.length; ++k) {
                assertEq(handler.broken(rules[k]), "", string(abi.encodePacked(rules[k])));
            }
            for (uint256 k; k < names.length; ++k) {
                sums[k] += handler.done(names[k]) - before[k];
            }
            vm.revertToState(snapshot);
            vm.warp(began);
        }
        for (uint256 k; k < names.length; ++k) {
            console.log(string(abi.encodePacked(names[k])), sums[k]);
        }
        for (uint256 k; k < names.length; ++k) {
            assertGe(sums[k], AT_LEAST, string(abi.encodePacked(names[k], " succeeded too seldom")));
        }
    }

    /// @dev No action reverts; one that does says why.
    function _call(bytes memory data) private {
        (bool kept, bytes memory answer) = address(handler).call(data);
        if (kept) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    function _names() private pure returns (bytes32[] memory list) {
        list = new bytes32[](109);
        uint256 k;
        list[k++] = "deposit";
        list[k++] = "mint";
        list[k++] = "transferShares";
        list[k++] = "requestRedeem";
        list[k++] = "settle";
        list[k++] = "settle in part";
        list[k++] = "takeOut";
        list[k++] = "buyCover";
        list[k++] = "sold beside a case";
        list[k++] = "extendCover";
        list[k++] = "cancelCover";
        list[k++] = "cancelled during an incident";
        list[k++] = "transferCover";
        list[k++] = "processExpiries";
        list[k++] = "collectFees";
        list[k++] = "newVersion";
        list[k++] = "open";
        list[k++] = "one case for all versions";
        list[k++] = "case that stops nothing";
        list[k++] = "case after a lapse refused";
        list[k++] = "overlap";
        list[k++] = "first loss set aside";
        list[k++] = "pool becomes short";
        list[k++] = "joins a strained settlement";
        list[k++] = "begins another settlement";
        list[k++] = "two settlements at once";
        list[k++] = "addBonus";
        list[k++] = "bonus paid";
        list[k++] = "applyVerdict";
        list[k++] = "freed at the verdict";
        list[k++] = "relaxed by a verdict";
        list[k++] = "shortage ends by a verdict";
        list[k++] = "denied";
        list[k++] = "denied while strained";
        list[k++] = "silence denies";
        list[k++] = "claimPayout";
        list[k++] = "claim registered";
        list[k++] = "claims together";
        list[k++] = "claim apart refused";
        list[k++] = "claim beside a registered one";
        list[k++] = "claim of another version";
        list[k++] = "claim unprotected";
        list[k++] = "claim refused";
        list[k++] = "claim on a cancelled cover";
        list[k++] = "claimLoss";
        list[k++] = "claim of a stranger refused";
        list[k++] = "paid by other layers";
        list[k++] = "payRegistered";
        list[k++] = "registered claim paid in time";
        list[k++] = "cancelled cover is paid";
        list[k++] = "fetched after the closing";
        list[k++] = "early payment refused";
        list[k++] = "claim cut";
        list[k++] = "claim raised by a recovery";
        list[k++] = "settleCase";
        list[k++] = "freed beside open claims";
        list[k++] = "closed by itself";
        list[k++] = "conclude";
        list[k++] = "counted";
        list[k++] = "relaxed by a count";
        list[k++] = "shortage ends by a count";
        list[k++] = "over with enough";
        list[k++] = "over with too little";
        list[k++] = "closed with its settlement";
        list[k++] = "addRecovery";
        list[k++] = "recovery for claims";
        list[k++] = "early recovery refused";
        list[k++] = "collectReturns";
        list[k++] = "collected in part";
        list[k++] = "collected of what grew";
        list[k++] = "nothing to collect";
        list[k++] = "burnUncollected";
        list[k++] = "burned while others fade";
        list[k++] = "burning refused";
        list[k++] = "postFirstLoss";
        list[k++] = "announceFirstLoss";
        list[k++] = "withdrawFirstLoss";
        list[k++] = "first loss locked";
        list[k++] = "first loss leaves beside a case";
        list[k++] = "warp";
        list[k++] = "donate";
        list[k++] = "attempt";
        list[k++] = "overtake refused";
        list[k++] = "too much refused";
        list[k++] = "too early refused";
        list[k++] = "stranger refused";
        list[k++] = "sale refused";
        list[k++] = "extension refused";
        list[k++] = "twice refused";
        list[k++] = "short pool refused";
        list[k++] = "power";
        list[k++] = "narrowed";
        list[k++] = "announced";
        list[k++] = "widened";
        list[k++] = "widening refused";
        list[k++] = "prolonged";
        list[k++] = "stopped";
        list[k++] = "sales paused";
        list[k++] = "deposits paused";
        list[k++] = "pause refused";
        list[k++] = "pauses ended";
        list[k++] = "roles changed";
        list[k++] = "suspended";
        list[k++] = "changeCode";
        list[k++] = "reviewCode";
        list[k++] = "forsakeCode";
        list[k++] = "lapseCover";
        list[k++] = "lapseCover of another";
        list[k++] = "lapse during an incident";
    }
}
