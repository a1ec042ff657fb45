// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UmaArbiter} from "../../src/arbiters/UmaArbiter.sol";
import {Phase} from "../../src/interfaces/IAssessorPanel.sol";
import {Ruling} from "../../src/interfaces/IDisputes.sol";
import {MockOptimisticOracle} from "../mocks/MockOptimisticOracle.sol";
import {ArbiterFixture} from "../unit/ArbiterFixture.sol";

/// @notice Arbiters as whole transactions, isolated, net of refunds; what the resolver and UMA do is a mock's.
contract ArbitersGas is ArbiterFixture {
    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("arbiters", name);
    }

    function test_Gas_Panel() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        _snap("deposit stake, first");
        _stake(bob, M / 4);
        _snap("deposit stake, repeat");
        _stake(carol, M / 4);
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Report);
        _snap("commit a vote, first of its case");
        _commit(bob, id, Ruling.Counter);
        _snap("commit a vote");
        _commit(carol, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(bob, id, Ruling.Counter);
        _reveal(alice, id, Ruling.Report);
        _snap("reveal a vote, first of its answer");
        _reveal(carol, id, Ruling.Report);
        _snap("reveal a vote");
        _pass(id, Phase.Reveal);
        _fund(dave, address(panel), M);
        uint256 state = vm.snapshotState();
        vm.prank(dave);
        panel.appealRuling(court, id);
        _snap("appeal a ruling");
        vm.revertToState(state);
        _pass(id, Phase.Appeal);
        panel.tally(court, id);
        _snap("tally and rule");
        _settle(alice, id);
        _snap("settle a vote that won");
        _settle(bob, id);
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
        uint256 id = _open(_dispute(address(arbiter), M));
        _fund(alice, address(arbiter), M);
        vm.prank(alice);
        bytes32 assertionId = arbiter.assertAnswer(court, id, Ruling.Report, "ipfs://report", "ipfs://counter");
        _snap("assert an answer to UMA");
        skip(2 days);
        arbiter.settleAnswer(assertionId);
        _snap("settle an answer of UMA and rule");
    }
}
