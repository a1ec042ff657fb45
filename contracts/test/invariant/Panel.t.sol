// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../src/arbiters/AssessorPanel.sol";
import {Stake} from "../../src/interfaces/IAssessorPanel.sol";
import {PanelHandler} from "../utils/PanelHandler.sol";

/// @notice RES-6: what assessors put into a panel is what they took out and what it holds, whatever they do.
contract PanelInvariantsTest is Test {
    PanelHandler internal handler;
    AssessorPanel internal panel;

    function setUp() public {
        handler = new PanelHandler();
        panel = handler.panel();
        bytes4[] memory actions = new bytes4[](10);
        actions[0] = handler.deposit.selector;
        actions[1] = handler.request.selector;
        actions[2] = handler.withdraw.selector;
        actions[3] = handler.dispute.selector;
        actions[4] = handler.commit.selector;
        actions[5] = handler.reveal.selector;
        actions[6] = handler.appeal.selector;
        actions[7] = handler.tally.selector;
        actions[8] = handler.settle.selector;
        actions[9] = handler.pass.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: actions}));
    }

    /// @dev Each division of a slash rounds down by less than a unit, which stays.
    function _dust() internal view returns (uint256) {
        return handler.settledVotes() + 5 * panel.caseCount();
    }

    function invariant_RES6_InIsOutAndHeld() public view {
        assertEq(
            handler.deposited(), handler.withdrawn() + handler.asset().balanceOf(address(panel)), "in = out + held"
        );
    }

    function invariant_RES6_StakesAreWhatIsHeld() public view {
        int256 stakes;
        for (uint256 i; i < handler.ACTORS(); ++i) {
            (int256 settled, uint256 atRisk, uint256 open) = handler.positionOf(handler.actor(i));
            stakes += settled;
            assertEq(handler.openVotes(handler.actor(i)), open, "open votes");
            assertEq(panel.getStake(handler.actor(i)).atRisk, atRisk, "at risk");
        }
        uint256 held = handler.asset().balanceOf(address(panel));
        assertLe(stakes, int256(held), "covered");
        assertGe(stakes + int256(_dust()), int256(held), "nothing is lost");
    }

    function invariant_RES6_WhatIsAtRiskIsThereAndWeightsAddUp() public view {
        uint256 sum;
        for (uint256 i; i < handler.ACTORS(); ++i) {
            Stake memory s = panel.getStake(handler.actor(i));
            assertLe(s.atRisk, s.held, "every slash is covered");
            uint256 weight = panel.weightAt(handler.actor(i), vm.getBlockTimestamp());
            assertEq(weight, s.held - s.leaving, "weight");
            sum += weight;
        }
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), sum, "total weight");
    }

    /// @dev T-20: in whatever state it all ended.
    function afterInvariant() public {
        handler.everybodyLeaves();
        assertLe(handler.asset().balanceOf(address(panel)), _dust(), "everything left");
        invariant_RES6_InIsOutAndHeld();
    }

    /// @dev The handler does everything often enough for the invariants to mean something.
    function test_RES6_EverythingHappensOften() public {
        bytes32 seed = "seed";
        for (uint256 i; i < 12_000; ++i) {
            seed = keccak256(abi.encode(seed));
            _step(uint256(seed) % 16, uint256(seed) >> 8);
        }
        bytes32[10] memory actions = [
            bytes32("deposit"),
            "request",
            "withdraw",
            "dispute",
            "commit",
            "reveal",
            "appeal",
            "ruling",
            "no ruling",
            "settle"
        ];
        for (uint256 i; i < actions.length; ++i) {
            assertGe(handler.done(actions[i]), 10, string(abi.encode(actions[i])));
        }
        invariant_RES6_InIsOutAndHeld();
        invariant_RES6_StakesAreWhatIsHeld();
        invariant_RES6_WhatIsAtRiskIsThereAndWeightsAddUp();
        afterInvariant();
    }

    function _step(uint256 action, uint256 x) internal {
        if (action == 0) handler.deposit(x >> 8, x >> 16);
        else if (action == 1) handler.request(x >> 8, x >> 16);
        else if (action == 2) handler.withdraw(x);
        else if (action == 3) handler.dispute(x, x >> 8, x & 1 == 1);
        else if (action < 7) handler.commit(x >> 8, x >> 16, x >> 24);
        else if (action < 10) handler.reveal(x >> 8, x >> 16);
        else if (action == 10) handler.appeal(x);
        else if (action == 11) handler.tally(x);
        else if (action < 14) handler.settle(x >> 8, x >> 16);
        else handler.pass(x);
    }
}
