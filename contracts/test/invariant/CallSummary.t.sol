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
        list = new bytes32[](75);
        list[0] = "deposit";
        list[1] = "mint";
        list[2] = "transferShares";
        list[3] = "requestRedeem";
        list[4] = "settle";
        list[5] = "settle in part";
        list[6] = "takeOut";
        list[7] = "buyCover";
        list[8] = "extendCover";
        list[9] = "cancelCover";
        list[10] = "transferCover";
        list[11] = "processExpiries";
        list[12] = "takeCuts";
        list[13] = "newVersion";
        list[14] = "carve";
        list[15] = "applyVerdict";
        list[16] = "claimPayout";
        list[17] = "claim registered";
        list[18] = "payRegistered";
        list[19] = "claimLoss";
        list[20] = "releasePocket";
        list[21] = "released from an estate";
        list[22] = "addRecovery";
        list[23] = "recovery for claims";
        list[24] = "claim cut";
        list[25] = "claim raised by a recovery";
        list[26] = "collectEntitlement";
        list[27] = "collected in part";
        list[28] = "burnUncollected";
        list[29] = "postFirstLoss";
        list[30] = "first loss allotted";
        list[31] = "announceFirstLoss";
        list[32] = "withdrawFirstLoss";
        list[33] = "first loss locked";
        list[34] = "pool becomes short";
        list[35] = "shortage ends";
        list[36] = "product becomes joint";
        list[37] = "one pocket falls short";
        list[38] = "late joiner";
        list[39] = "denied";
        list[40] = "warp";
        list[41] = "donate";
        list[42] = "overtake refused";
        list[43] = "too much refused";
        list[44] = "too early refused";
        list[45] = "stranger refused";
        list[46] = "cancel refused";
        list[47] = "extension refused";
        list[48] = "twice refused";
        list[49] = "short pool refused";
        list[50] = "claim unprotected";
        list[51] = "claim refused";
        list[52] = "early payment refused";
        list[53] = "claim on an overlap";
        list[54] = "two shortages at once";
        list[55] = "joint estate absorbed";
        list[56] = "silence denies";
        list[57] = "power";
        list[58] = "narrowed";
        list[59] = "announced";
        list[60] = "widened";
        list[61] = "widening refused";
        list[62] = "prolonged";
        list[63] = "stopped";
        list[64] = "sales paused";
        list[65] = "deposits paused";
        list[66] = "pause refused";
        list[67] = "pauses ended";
        list[68] = "roles changed";
        list[69] = "suspended";
        list[70] = "changeCode";
        list[71] = "reviewCode";
        list[72] = "lapseCover";
        list[73] = "lapseCover of another";
        list[74] = "carving after a lapse refused";
    }
}
