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
                (bool kept,) = address(handler).call(abi.encodeWithSelector(list[seed % list.length], seed));
                assertTrue(kept, "an action reverted");
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

    function _names() private pure returns (bytes32[] memory list) {
        list = new bytes32[](108);
        list[0] = "deposit";
        list[1] = "mint";
        list[2] = "transferShares";
        list[3] = "requestRedeem";
        list[4] = "settle";
        list[5] = "settle in part";
        list[6] = "takeOut";
        list[7] = "buyCover";
        list[8] = "sold beside a case";
        list[9] = "extendCover";
        list[10] = "cancelCover";
        list[11] = "cancelled during an incident";
        list[12] = "transferCover";
        list[13] = "processExpiries";
        list[14] = "takeCuts";
        list[15] = "newVersion";
        list[16] = "open";
        list[17] = "one case for all versions";
        list[18] = "case that stops nothing";
        list[19] = "case after a lapse refused";
        list[20] = "overlap";
        list[21] = "first loss set aside";
        list[22] = "pool becomes short";
        list[23] = "joins a strained settlement";
        list[24] = "begins another settlement";
        list[25] = "two settlements at once";
        list[26] = "addBonus";
        list[27] = "bonus paid";
        list[28] = "applyVerdict";
        list[29] = "freed at the verdict";
        list[30] = "relaxed by a verdict";
        list[31] = "shortage ends by a verdict";
        list[32] = "denied";
        list[33] = "denied while strained";
        list[34] = "silence denies";
        list[35] = "claimPayout";
        list[36] = "claim registered";
        list[37] = "claims together";
        list[38] = "claim apart refused";
        list[39] = "claim beside a registered one";
        list[40] = "claim of another version";
        list[41] = "claim unprotected";
        list[42] = "claim refused";
        list[43] = "claim on a cancelled cover";
        list[44] = "claimLoss";
        list[45] = "claim of a stranger refused";
        list[46] = "paid by other layers";
        list[47] = "payRegistered";
        list[48] = "registered claim paid in time";
        list[49] = "cancelled cover is paid";
        list[50] = "fetched after the closing";
        list[51] = "early payment refused";
        list[52] = "claim cut";
        list[53] = "claim raised by a recovery";
        list[54] = "releasePocket";
        list[55] = "freed beside open claims";
        list[56] = "closed by itself";
        list[57] = "counted";
        list[58] = "relaxed by a count";
        list[59] = "shortage ends by a count";
        list[60] = "over with enough";
        list[61] = "over with too little";
        list[62] = "closed with its settlement";
        list[63] = "addRecovery";
        list[64] = "recovery for claims";
        list[65] = "early recovery refused";
        list[66] = "collectEntitlement";
        list[67] = "collected in part";
        list[68] = "collected of what grew";
        list[69] = "nothing to collect";
        list[70] = "burnUncollected";
        list[71] = "burned while others fade";
        list[72] = "burning refused";
        list[73] = "postFirstLoss";
        list[74] = "announceFirstLoss";
        list[75] = "withdrawFirstLoss";
        list[76] = "first loss locked";
        list[77] = "first loss leaves beside a case";
        list[78] = "warp";
        list[79] = "donate";
        list[80] = "attempt";
        list[81] = "overtake refused";
        list[82] = "too much refused";
        list[83] = "too early refused";
        list[84] = "stranger refused";
        list[85] = "sale refused";
        list[86] = "extension refused";
        list[87] = "twice refused";
        list[88] = "short pool refused";
        list[89] = "power";
        list[90] = "narrowed";
        list[91] = "announced";
        list[92] = "widened";
        list[93] = "widening refused";
        list[94] = "prolonged";
        list[95] = "stopped";
        list[96] = "sales paused";
        list[97] = "deposits paused";
        list[98] = "pause refused";
        list[99] = "pauses ended";
        list[100] = "roles changed";
        list[101] = "suspended";
        list[102] = "changeCode";
        list[103] = "reviewCode";
        list[104] = "forsakeCode";
        list[105] = "lapseCover";
        list[106] = "lapseCover of another";
        list[107] = "lapse during an incident";
    }
}
