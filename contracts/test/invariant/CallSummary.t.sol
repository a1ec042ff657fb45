// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {console} from "forge-std/console.sol";

import {InvariantSetup} from "./InvariantSetup.sol";

/// @notice That the handler reaches what the invariants are about: each action succeeds often enough, on fixed seeds.
contract CallSummaryTest is InvariantSetup {
    uint256 internal constant RUNS = 16;
    uint256 internal constant DEPTH = 150;

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
            assertEq(handler.brokenRules().length, 0, "a rule broke");
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
            assertGe(sums[k], RUNS / 4, string(abi.encodePacked(names[k], " succeeded too seldom")));
        }
    }

    function _names() private pure returns (bytes32[] memory list) {
        list = new bytes32[](29);
        list[0] = "deposit";
        list[1] = "mint";
        list[2] = "transferShares";
        list[3] = "requestRedeem";
        list[4] = "settle";
        list[5] = "takeOut";
        list[6] = "buyCover";
        list[7] = "extendCover";
        list[8] = "cancelCover";
        list[9] = "transferCover";
        list[10] = "processExpiries";
        list[11] = "takeCuts";
        list[12] = "newVersion";
        list[13] = "carve";
        list[14] = "applyVerdict";
        list[15] = "claimPayout";
        list[16] = "releasePocket";
        list[17] = "collectEntitlement";
        list[18] = "warp";
        list[19] = "donate";
        list[20] = "overtake refused";
        list[21] = "too much refused";
        list[22] = "too early refused";
        list[23] = "stranger refused";
        list[24] = "cancel refused";
        list[25] = "claim unprotected";
        list[26] = "extension refused";
        list[28] = "settle in part";
        list[27] = "twice refused";
    }
}
