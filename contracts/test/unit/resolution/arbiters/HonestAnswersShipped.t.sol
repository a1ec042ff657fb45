// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {UmaArbiter} from "../../../../src/resolution/arbiters/UmaArbiter.sol";
import {PanelConfig} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {DisputeRules} from "../../../../src/resolution/court/ICourt.sol";
import {Dispute, Outcome} from "../../../../src/resolution/IDisputes.sol";
import {MockOptimisticOracle} from "../../../mocks/MockOptimisticOracle.sol";
import {HonestAnswersTest} from "../court/HonestAnswers.t.sol";

/// @notice P8 again, with the arbiters that are shipped: a panel whose majority is honest, and UMA, whose voters are, if the
/// panel is silent. Eve has stake in the panel, and asserts to UMA what is not so.
contract HonestAnswersShippedTest is HonestAnswersTest {
    uint256 internal constant STAKE = 1_000_000e6;
    uint256 internal constant MINORITY = 400_000e6;

    AssessorPanel internal panel;
    MockOptimisticOracle internal oracle;
    UmaArbiter internal uma;

    function setUp() public override {
        super.setUp();
        _stake(alice, STAKE);
        _stake(eve, MINORITY);
        _stake(bob, MINORITY); // and never votes
        for (uint256 i; i < 2; ++i) {
            address account = i == 0 ? heidi : eve;
            _fund(account, address(uma), 10_000e6);
            _fund(account, address(oracle), 10_000e6);
        }
        heidiHad = usdc.balanceOf(heidi);
        skip(1);
    }

    function _deployArbiters() internal override {
        panel = new AssessorPanel(PanelConfig(address(usdc), 3 days, 2 days, 140 days, 0.3e18, 0.2e18));
        oracle = new MockOptimisticOracle();
        oracle.setFinalFee(address(usdc), 250e6);
        uma = new UmaArbiter(oracle, address(usdc), 2 days, 10 days, 0);
    }

    function _rules() internal view override returns (DisputeRules memory) {
        return DisputeRules(address(usdc), MIN_BOND, address(panel), TURN, address(uma), LAST_TURN);
    }

    function _stake(address account, uint256 assets) internal {
        _fund(account, address(panel), assets);
        vm.prank(account);
        panel.depositStake(assets);
    }

    function _judge() internal override {
        _close(ref);
        if (_outcome(ref) != Outcome.None) return;
        Dispute memory d = court.getDispute(ref);
        uint256 number = _find(d);
        // An answer that nothing was lost goes by 0.
        if (truth.severity == 0) number = 0;
        uint256 lie = _draw(d.answers.length + 1);
        if (lie == 1 && d.incomplete || lie != 0 && d.answers[lie - 1].severity == 0) lie = 0;
        // Where so little is at stake that not one unit is Alice's part, she has no vote: the fallback decides.
        bool votes = panel.riskOf(court, ref, alice) != 0;
        assertTrue(votes || d.atStake * STAKE < STAKE + 2 * MINORITY, "the largest stake votes on two units or more");
        if (votes && _draw(2) == 0) _vote(number, lie);
        else _askUma(number, lie);
        assertTrue(_outcome(ref) == Outcome.Ruled);
    }

    /// @dev Seed of a case of one unit.
    function test_P8_ACaseOfOneUnitHasNoVoters() public {
        testFuzz_P8_OnlyTheTruthIsPaidAndOnlyItPays(
            965153235906707832568518189252157805112300954954996731594133133322226
        );
        assertEq(court.getDispute(ref).atStake, 1);
        assertEq(panel.riskOf(court, ref, alice), 0);
    }

    /// @dev Eve votes late, for the truth or not, and may keep it to herself.
    function _vote(uint256 number, uint256 lie) internal {
        _commit(alice, number);
        uint256 eves = panel.riskOf(court, ref, eve) == 0 ? 0 : _draw(4);
        if (eves != 0) {
            skip(3 days - 1);
            _commit(eve, lie);
        }
        vm.warp(_endsAt(ref) + 1 + 3 days);
        _reveal(alice, number);
        if (eves == 1) _reveal(eve, lie);
        skip(3 days);
        panel.tally(court, ref);
        panel.settleVote(court, ref, alice);
        if (eves != 0) panel.settleVote(court, ref, eve);
        assertGe(panel.getStake(alice).held, STAKE, "who votes for the truth loses nothing");
        assertLe(panel.getStake(eve).held, MINORITY, "and nobody gains by another vote");
        assertEq(panel.getStake(bob).held, MINORITY, "nor loses by none");
    }

    function _commit(address account, uint256 number) internal {
        bytes32 commitment = panel.commitmentOf(court, ref, number, "salt", account);
        vm.prank(account);
        panel.commitVote(court, ref, commitment);
    }

    function _reveal(address account, uint256 number) internal {
        vm.prank(account);
        panel.revealVote(court, ref, number, "salt");
    }

    /// @dev Eve asserts first. Heidi disputes that, and asserts the truth.
    function _askUma(uint256 number, uint256 lie) internal {
        vm.warp(_endsAt(ref) + 1 + TURN);
        bytes32 false_;
        if (lie != number) {
            vm.prank(eve);
            false_ = uma.assertAnswer(court, ref, lie, "");
            skip(_draw(1 days));
        }
        vm.prank(heidi);
        bytes32 true_ = uma.assertAnswer(court, ref, number, "");
        if (false_ != 0) {
            vm.prank(heidi);
            oracle.disputeAssertion(false_, heidi);
        }
        skip(2 days);
        uma.settleAnswer(true_);
        if (false_ != 0) {
            oracle.vote(false_, false);
            uma.creditBond(false_);
        }
        vm.prank(heidi);
        uma.withdrawCredit(heidi);
    }
}
