// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UmaArbiter} from "../../src/arbiters/UmaArbiter.sol";
import {Phase} from "../../src/interfaces/IAssessorPanel.sol";
import {CaseRef, Dispute} from "../../src/interfaces/IDisputes.sol";
import {ArbiterFixture} from "../court/arbiters/ArbiterFixture.sol";
import {MockOptimisticOracle} from "../mocks/MockOptimisticOracle.sol";

/// @notice Arbiters as whole transactions, isolated, net of refunds; what the court and UMA do is a mock's.
contract ArbitersGas is ArbiterFixture {
    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("arbiters", name);
    }

    function _fiveAnswers(address arbiter) internal view returns (Dispute memory d) {
        d = _dispute(arbiter, M);
        uint256[] memory percents = new uint256[](5);
        (percents[0], percents[1], percents[2], percents[3], percents[4]) = (90, 50, 20, 10, 5);
        d.answers = _answers(percents);
    }

    function test_Gas_Panel() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        _snap("deposit stake, first");
        _stake(bob, M / 4);
        _snap("deposit stake, repeat");
        _stake(carol, M / 4);
        CaseRef memory ref = _open(_fiveAnswers(address(panel)));
        _commit(alice, ref, 1);
        _snap("commit a vote of five answers, first of its case");
        _commit(bob, ref, 2);
        _snap("commit a vote of five answers");
        _commit(carol, ref, 1);
        _pass(ref, Phase.Commit);
        _reveal(bob, ref, 2);
        _reveal(alice, ref, 1);
        _snap("reveal a vote, first of its answer");
        _reveal(carol, ref, 1);
        _snap("reveal a vote");
        _pass(ref, Phase.Reveal);
        uint256 state = vm.snapshotState();
        _appeal(dave, ref);
        _snap("appeal a ruling");
        vm.revertToState(state);
        _pass(ref, Phase.Appeal);
        panel.tally(court, ref);
        _snap("tally five answers and rule");
        _settle(alice, ref);
        _snap("settle a vote that won");
        _settle(bob, ref);
        _snap("settle a vote that lost");
        vm.startPrank(bob);
        panel.requestStakeWithdrawal(M / 2);
        _snap("request a stake's withdrawal");
        skip(DELAY);
        panel.withdrawStake(bob);
        _snap("withdraw stake");
    }

    function test_Gas_Uma() public {
        MockOptimisticOracle uma = new MockOptimisticOracle();
        uma.setFinalFee(address(usdc), 250e6);
        UmaArbiter arbiter = new UmaArbiter(uma, address(usdc), 2 days, 10 days, 0);
        CaseRef memory ref = _open(_fiveAnswers(address(arbiter)));
        _fund(alice, address(arbiter), M);
        vm.prank(alice);
        bytes32 assertionId = arbiter.assertAnswer(court, ref, 1, "ipfs://evidence");
        _snap("assert one of five answers to UMA");
        skip(2 days);
        arbiter.settleAnswer(assertionId);
        _snap("settle an answer of UMA and rule");
        vm.prank(alice);
        arbiter.withdrawCredit(alice);
        _snap("withdraw a bond's credit");
    }
}
