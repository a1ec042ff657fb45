// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {PanelCase, Stake} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {PanelHandler} from "./PanelHandler.sol";

/// @notice RES-6: what assessors put into a panel is what they took out and what it holds, whatever they do.
contract PanelInvariantsTest is Test {
    PanelHandler internal handler;
    AssessorPanel internal panel;

    function setUp() public {
        handler = new PanelHandler();
        panel = handler.panel();
        bytes4[] memory actions = new bytes4[](12);
        actions[0] = handler.deposit.selector;
        actions[1] = handler.request.selector;
        actions[2] = handler.withdraw.selector;
        actions[3] = handler.dispute.selector;
        actions[4] = handler.commit.selector;
        actions[5] = handler.commitLast.selector;
        actions[6] = handler.reveal.selector;
        actions[7] = handler.appeal.selector;
        actions[8] = handler.tally.selector;
        actions[9] = handler.decide.selector;
        actions[10] = handler.settle.selector;
        actions[11] = handler.pass.selector;
        targetContract(address(handler));
        targetSelector(FuzzSelector({addr: address(handler), selectors: actions}));
    }

    /// @dev Each division of a slash rounds down by less than a unit, which stays.
    function _dust() internal view returns (uint256) {
        return handler.settledVotes() + handler.ACTORS() * panel.caseCount();
    }

    function invariant_RES6_InIsOutAndHeld() public view {
        assertEq(
            handler.deposited(), handler.withdrawn() + handler.asset().balanceOf(address(panel)), "in = out + held"
        );
    }

    /// @dev Whichever answer wins, and whoever is settled already: what is won is what is lost.
    function invariant_RES6_NoCasePaysMoreThanItTakes() public view {
        for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
            PanelCase memory c = panel.getCase(caseId);
            if (c.decided) {
                _checkSum(handler.sumIn(caseId, c.winner));
                continue;
            }
            for (uint256 number; number <= handler.answersIn(caseId); ++number) {
                _checkSum(handler.sumIn(caseId, number));
            }
            _checkSum(handler.sumIn(caseId, 255));
        }
    }

    function _checkSum(int256 sum) internal view {
        assertLe(sum, 0, "from nowhere");
        assertGe(sum, -int256(handler.ACTORS()), "lost");
    }

    function invariant_RES6_NobodyLosesMoreThanItsPartOfWhatIsAtStake() public view {
        assertFalse(handler.lostTooMuch());
        for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
            PanelCase memory c = panel.getCase(caseId);
            assertLe(c.committed, handler.atStakeOf(caseId), "all risk together");
            assertLe(c.revealed, c.committed);
            uint256 revealed;
            for (uint256 number; number <= c.answers; ++number) {
                revealed += panel.revealedFor(caseId, number);
            }
            assertEq(revealed, c.revealed, "each vote counts for one answer");
        }
    }

    /// @dev T-24: however winners and losers are settled, at whatever court: what weighs is there.
    function invariant_T24_NoStakeWeighsTwice() public view {
        assertFalse(handler.weighedTwice());
        uint256 there = handler.asset().balanceOf(address(panel));
        assertLe(panel.totalWeightAt(vm.getBlockTimestamp()), there, "weight");
    }

    /// @dev Who does not vote neither wins nor loses.
    function invariant_RES6_PassiveStakeIsNotTouched() public view {
        address passive = handler.actor(handler.PASSIVE());
        assertEq(handler.result(passive), 0);
        assertEq(panel.getStake(passive).atRisk, 0);
    }

    function invariant_RES6_WhatIsAtRiskIsThereAndWeightsAddUp() public view {
        uint256 sum;
        uint256 stakes;
        for (uint256 i; i < handler.ACTORS(); ++i) {
            address account = handler.actor(i);
            Stake memory s = panel.getStake(account);
            assertEq(s.atRisk, handler.atRiskOf(account), "at risk");
            assertLe(s.atRisk, s.held, "every slash is covered");
            uint256 weight = panel.weightAt(account, vm.getBlockTimestamp());
            assertEq(weight, s.held - s.leaving, "weight");
            (sum, stakes) = (sum + weight, stakes + s.held);
        }
        assertEq(panel.totalWeightAt(vm.getBlockTimestamp()), sum, "total weight");
        // Apart from what votes have lost that winners have still to take.
        uint256 held = handler.asset().balanceOf(address(panel));
        int256 open;
        for (uint256 caseId = 1; caseId <= panel.caseCount(); ++caseId) {
            open += handler.settledIn(caseId);
        }
        assertEq(int256(stakes), int256(held) + open, "stakes are what is held");
    }

    /// @dev T-20: in whatever state it all ended.
    function afterInvariant() public {
        handler.everybodyLeaves();
        assertLe(handler.asset().balanceOf(address(panel)), _dust(), "everything left");
        invariant_RES6_InIsOutAndHeld();
        invariant_RES6_NoCasePaysMoreThanItTakes();
        invariant_RES6_NobodyLosesMoreThanItsPartOfWhatIsAtStake();
        invariant_T24_NoStakeWeighsTwice();
    }

    /// @dev The handler does everything often enough for the invariants to mean something.
    function test_RES6_EverythingHappensOften() public {
        bytes32 seed = "seed";
        for (uint256 i; i < 15_000; ++i) {
            seed = keccak256(abi.encode(seed));
            _step(uint256(seed) % 38, uint256(seed) >> 8);
        }
        bytes32[15] memory actions = [
            bytes32("deposit"),
            "request",
            "withdraw",
            "dispute",
            "fake dispute",
            "commit",
            "late",
            "late majority",
            "reveal",
            "appeal",
            "ruling",
            "decided",
            "silent",
            "settle",
            "rest"
        ];
        for (uint256 i; i < actions.length; ++i) {
            assertGe(handler.done(actions[i]), 10, string(abi.encode(actions[i])));
        }
        invariant_RES6_InIsOutAndHeld();
        invariant_RES6_NoCasePaysMoreThanItTakes();
        invariant_RES6_NobodyLosesMoreThanItsPartOfWhatIsAtStake();
        invariant_T24_NoStakeWeighsTwice();
        invariant_RES6_PassiveStakeIsNotTouched();
        invariant_RES6_WhatIsAtRiskIsThereAndWeightsAddUp();
        afterInvariant();
    }

    function _step(uint256 action, uint256 x) internal {
        if (action == 0) handler.deposit(x >> 8, x >> 16);
        else if (action == 1) handler.request(x >> 8, x >> 16);
        else if (action == 2) handler.withdraw(x);
        else if (action < 5) handler.dispute(x, x >> 8, x >> 16);
        else if (action < 14) handler.commit(x >> 8, x >> 16, x >> 24);
        else if (action < 16) handler.commitLast(x >> 8, x >> 16);
        else if (action < 23) handler.reveal(x >> 8, x >> 16);
        else if (action < 25) handler.appeal(x);
        else if (action < 27) handler.tally(x);
        else if (action < 31) handler.decide(x, x >> 8);
        else if (action < 36) handler.settle(x >> 8, x >> 16);
        else handler.pass(x);
    }
}
