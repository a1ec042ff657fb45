// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UmaArbiter} from "../../src/resolution/arbiters/UmaArbiter.sol";
import {CaseRef, Dispute} from "../../src/resolution/IDisputes.sol";
import {ArbiterFixture} from "../unit/resolution/arbiters/ArbiterFixture.sol";
import {PanelAtCourtFixture} from "../unit/resolution/arbiters/PanelAtCourtFixture.sol";
import {MockOptimisticOracle} from "../mocks/MockOptimisticOracle.sol";

/// @notice An arbiter that asks UMA, as whole transactions, isolated, net of refunds; what the court and UMA do is a mock's.
contract UmaGas is ArbiterFixture {
    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("arbiters", name);
    }

    function _fiveAnswers(address arbiter) internal view returns (Dispute memory d) {
        d = _dispute(arbiter, M);
        uint256[] memory percents = new uint256[](5);
        (percents[0], percents[1], percents[2], percents[3], percents[4]) = (90, 50, 20, 10, 5);
        d.answers = _answers(percents);
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

/// @notice The panel before the real court.
contract PanelGas is PanelAtCourtFixture {
    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("arbiters", name);
    }

    /// @dev The opener's answer and four others.
    function _fiveAnswers() internal returns (CaseRef memory ref) {
        ref = _open(grace, 0, panelTerms, _report(subject), 0.9e18);
        uint64[4] memory severities = [uint64(0.5e18), 0.2e18, 0.1e18, 0.05e18];
        for (uint256 k; k < 4; ++k) {
            _post(ref, severities[k]);
        }
        _close(ref);
    }

    function test_Gas_Panel() public {
        _sell(address(0));
        _protect(0, panelTerms, carol, COVER);
        _stake(alice, M);
        _stake(bob, M / 2);
        _snap("deposit stake, first");
        _stake(bob, M / 4);
        _snap("deposit stake, repeat");
        _stake(carol, M / 4);
        skip(1);
        CaseRef memory ref = _fiveAnswers();
        _commit(alice, ref, FIRST);
        _snap("commit a vote of five answers, first of its case");
        _commit(bob, ref, FIRST + 1);
        _snap("commit a vote of five answers");
        _commit(carol, ref, FIRST);
        skip(3 days);
        _reveal(bob, ref, FIRST + 1);
        _reveal(alice, ref, FIRST);
        _snap("reveal a vote, first of its answer");
        _reveal(carol, ref, FIRST);
        _snap("reveal a vote");
        skip(2 days);
        uint256 state = vm.snapshotState();
        _fund(dave, address(panel), M);
        vm.prank(dave);
        panel.appealRuling(court, ref);
        _snap("appeal a ruling");
        vm.revertToState(state);
        skip(1 days);
        panel.tally(court, ref);
        _snap("tally five answers and rule");
        panel.settleVote(court, ref, bob);
        _snap("settle a vote that lost");
        panel.settleVote(court, ref, alice);
        _snap("settle a vote that won");
        vm.startPrank(bob);
        panel.requestStakeWithdrawal(M / 4);
        _snap("request a stake's withdrawal");
        skip(140 days);
        panel.withdrawStake(bob);
        _snap("withdraw stake");
    }
}
