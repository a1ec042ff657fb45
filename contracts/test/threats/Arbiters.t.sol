// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AddressArbiter} from "../../src/arbiters/AddressArbiter.sol";
import {Phase} from "../../src/interfaces/IAssessorPanel.sol";
import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {MockDisputes} from "../mocks/MockDisputes.sol";
import {ArbiterFixture} from "../unit/ArbiterFixture.sol";

/// @notice Threats around arbiters: T-20, T-22, T-24, T-42, T-61. Those of UMA are in its own suite.
contract ArbiterThreatsTest is ArbiterFixture {
    address internal external_ = makeAddr("the next arbiter, external");

    /// @dev Commits and reveals of Alice for the report and of Bob for the counter-answer, up to the appeals.
    function _aliceAgainstBob(uint256 atStake) internal returns (uint256 id) {
        id = _openFor(atStake);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Report);
        _reveal(bob, id, Ruling.Counter);
        _pass(id, Phase.Reveal);
    }

    function _leave(address account) internal returns (uint256 assets) {
        uint256 held = _held(account);
        vm.prank(account);
        panel.requestStakeWithdrawal(held);
        skip(DELAY);
        vm.prank(account);
        assets = panel.withdrawStake(account);
        vm.prank(account);
        vm.expectRevert(Errors.AmountZero.selector);
        panel.withdrawStake(account);
    }

    // ------------------------------------------------------------------- T-20

    /// @dev Ruled, tied, too little at risk, appealed, never tallied, never revealed, decided by others meanwhile: ten years
    /// later each stake leaves once, and together they are what came in.
    function test_T20_EachStakeLeavesOnceInEveryFinalState() public {
        for (uint256 state; state < 7; ++state) {
            uint256 snapshot = vm.snapshotState();
            _stake(alice, M);
            _stake(bob, state == 1 ? M : M / 2);
            uint256 id = state == 5 ? _openFor(M) : _aliceAgainstBob(state == 2 ? 100 * M : M);
            Dispute memory d = court.getDispute(id);
            if (state == 3) {
                _fund(dave, address(panel), M);
                vm.prank(dave);
                panel.appealRuling(court, id);
            } else if (state == 5) {
                _commit(alice, id, Ruling.Report);
                _commit(bob, id, Ruling.Report);
            } else if (state == 6) {
                d.decided = true;
                court.change(id, d);
            }
            if (state < 4) {
                _pass(id, Phase.Appeal);
                panel.tally(court, id);
            }
            assertEq(court.getDispute(id).decided, state == 0 || state == 6);

            skip(3650 days);
            _settle(alice, id);
            _settle(bob, id);
            uint256 in_ = state == 1 ? 2 * M : M * 3 / 2;
            assertEq(_leave(alice) + _leave(bob), in_);
            assertEq(usdc.balanceOf(address(panel)), 0);
            // Too little for what is at stake, or appealed: the vote stands among the assessors.
            bool bobPaid = state == 0 || state == 2 || state == 3;
            assertEq(usdc.balanceOf(alice), bobPaid ? M + M / 10 : M);
            vm.expectRevert(Errors.NothingToSettle.selector);
            panel.settleVote(1, alice);
            vm.revertToStateAndDelete(snapshot);
        }
    }

    /// @dev The delay and the lock: no stake that has voted is gone before it is settled, nor one that could still vote.
    function test_T20_NoStakeEscapesADispute() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        vm.prank(bob);
        panel.requestStakeWithdrawal(M / 2);
        uint256 maturesAt = vm.getBlockTimestamp() + DELAY;
        // The oldest incident that counts Bob's stake: reported after twenty days, disputed for a hundred.
        Dispute memory d = _dispute(address(panel), M);
        d.time = uint40(vm.getBlockTimestamp());
        d.turnStarted = d.time + 120 days;
        uint256 id = _open(d);
        assertEq(panel.riskOf(court, id, bob), M / 10);
        _commit(alice, id, Ruling.Report);
        _commit(bob, id, Ruling.Counter);
        vm.warp(maturesAt);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakeInUse.selector, 1));
        panel.withdrawStake(bob);
    }

    // ------------------------------------------------------------------- T-22

    /// @dev Its voters settle and leave all the same, and no other resolver's dispute is held up.
    function test_T22_AResolverThatFailsHoldsUpNobody() public {
        for (uint256 failure = 1; failure <= 3; ++failure) {
            uint256 snapshot = vm.snapshotState();
            FailingDisputes failing = new FailingDisputes();
            _stake(alice, M);
            Dispute memory d = _dispute(address(panel), M);
            uint256 bad = failing.open(d);
            uint256 good = _open(d);
            bytes32 commitment = panel.commitmentOf(failing, bad, Ruling.Report, _salt(alice), alice);
            vm.prank(alice);
            panel.commitVote(failing, bad, commitment);
            _commit(alice, good, Ruling.Report);
            failing.setFailure(failure);

            _pass(good, Phase.Commit);
            vm.prank(alice);
            panel.revealVote{gas: 200_000}(failing, bad, Ruling.Report, _salt(alice));
            _reveal(alice, good, Ruling.Report);
            _pass(good, Phase.Reveal);
            _pass(good, Phase.Appeal);
            vm.expectRevert();
            panel.tally{gas: 5_000_000}(failing, bad);
            panel.tally(court, good);
            assertTrue(court.taken(good).ruling == Ruling.Report);

            vm.warp(d.turnStarted + panel.latency());
            panel.settleVote{gas: 200_000}(1, alice);
            panel.settleVote{gas: 200_000}(2, alice);
            assertEq(_leave(alice), M);
            vm.revertToStateAndDelete(snapshot);
        }
    }

    /// @dev Too little gas cannot turn a ruling into silence: the tally happens as a whole or not at all.
    function test_T22_TooLittleGasMakesNoPanelSilent() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        uint256 id = _aliceAgainstBob(M);
        _pass(id, Phase.Appeal);
        for (uint256 gas_ = 30_000; !court.getDispute(id).decided; gas_ += 1_000) {
            (bool done,) = address(panel).call{gas: gas_}(abi.encodeCall(panel.tally, (court, id)));
            assertEq(done, court.getDispute(id).decided);
            assertEq(done, panel.getCase(1).tallied);
            assertLt(gas_, 500_000);
        }
        assertTrue(court.taken(id).ruling == Ruling.Report);
    }

    /// @dev A resolver of one's own, that says what one likes, moves nobody's stake but its own voters'.
    function test_T22_AResolverOfOnesOwnTakesNothingFromOthers() public {
        _stake(alice, M);
        _stake(eve, M);
        MockDisputes own = new MockDisputes();
        Dispute memory d = _dispute(address(panel), 0);
        uint256 id = own.open(d);
        vm.warp(d.turnStarted);
        bytes32 commitment = panel.commitmentOf(own, id, Ruling.Report, _salt(eve), eve);
        vm.prank(eve);
        panel.commitVote(own, id, commitment);
        vm.warp(d.turnStarted + COMMIT);
        vm.prank(eve);
        panel.revealVote(own, id, Ruling.Report, _salt(eve));
        vm.warp(d.turnStarted + COMMIT + REVEAL + 1 days);
        panel.tally(own, id);
        panel.settleVote(1, eve);
        assertEq(_held(eve), M);
        assertEq(_held(alice), M);
    }

    /// @dev Losing to oneself in it is no way out past the delay: what is won is stake.
    function test_T22_LosingToOneselfIsNoWayOut() public {
        _stake(eve, M);
        _stake(dave, M);
        MockDisputes own = new MockDisputes();
        Dispute memory d = _dispute(address(panel), 0);
        uint256 id = own.open(d);
        vm.warp(d.turnStarted);
        vm.prank(eve);
        panel.commitVote(own, id, bytes32("never revealed"));
        bytes32 commitment = panel.commitmentOf(own, id, Ruling.Report, _salt(dave), dave);
        vm.prank(dave);
        panel.commitVote(own, id, commitment);
        vm.warp(d.turnStarted + COMMIT);
        vm.prank(dave);
        panel.revealVote(own, id, Ruling.Report, _salt(dave));
        vm.warp(d.turnStarted + panel.latency());
        panel.settleVote(1, eve);
        panel.settleVote(1, dave);
        assertEq(_held(dave), M + M / 5);
        assertEq(panel.weightAt(dave, vm.getBlockTimestamp() - 1), M, "weight only from now on");
        vm.prank(dave);
        vm.expectRevert(Errors.AmountZero.selector);
        panel.withdrawStake(dave);
    }

    // ------------------------------------------------------------- T-24, T-42

    /// @dev However much, and in however many accounts: after the incident is too late, the report not even out.
    function test_T24_StakeBoughtAfterTheIncidentWeighsNothing() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M / 100);
        skip(1);
        _stake(eve, 100 * M);
        _stake(dave, 100 * M);
        uint256 id = _open(d);
        assertEq(panel.riskOf(court, id, eve), 0);
        vm.expectRevert(Errors.NotEligible.selector);
        vm.prank(eve);
        panel.commitVote(court, id, bytes32("Counter"));
        // Nor does it raise the quorum.
        _commit(alice, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Report);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Report);
    }

    /// @dev Adding to a stake that was there before adds nothing to its vote.
    function test_T24_AddingToAStakeAddsNothingToItsVote() public {
        _stake(eve, M);
        uint256 id = court.open(_dispute(address(panel), M));
        _stake(eve, 100 * M);
        assertEq(panel.riskOf(court, id, eve), M / 5);
    }

    function test_T24_TheWrongSidePays() public {
        _stake(alice, M);
        _stake(bob, M / 2);
        uint256 id = _aliceAgainstBob(M);
        _pass(id, Phase.Appeal);
        panel.tally(court, id);
        _settle(bob, id);
        assertEq(_held(bob), M / 2 * 4 / 5);
    }

    /// @dev Stake, vote and unstake in the block of the incident, with borrowed capital.
    function test_T42_FlashStakeHasNoVote() public {
        _stake(alice, M);
        Dispute memory d = _dispute(address(panel), M);
        d.turnStarted = d.time;
        uint256 id = court.open(d);
        _fund(eve, address(panel), 1000 * M);
        vm.startPrank(eve);
        panel.depositStake(1000 * M);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(court, id, 0);
        panel.requestStakeWithdrawal(1000 * M);
        vm.expectRevert(abi.encodeWithSelector(Errors.StakeLocked.selector, vm.getBlockTimestamp() + DELAY));
        panel.withdrawStake(eve);
    }

    // ------------------------------------------------------------------- T-61

    /// @dev The panel's turn goes by; the next arbiter decides.
    function _nextArbiterDenies(uint256 id) internal {
        AddressArbiter next = new AddressArbiter(external_, 10 days, true);
        Dispute memory d = court.getDispute(id);
        assertFalse(d.decided);
        vm.warp(d.deadline + 1);
        (d.arbiter, d.turnStarted, d.deadline) = (address(next), d.deadline, d.deadline + 20 days);
        court.change(id, d);
        vm.prank(external_);
        next.rule(court, id, Ruling.Counter, 0);
        assertTrue(court.taken(id).ruling == Ruling.Counter);
    }

    /// @dev On the first day: stake that comes with the false report has no vote, whatever its size.
    function test_T61_AnEmptyPanelRulesNothing() public {
        uint256 id = _openFor(M);
        _stake(eve, 100 * M);
        vm.prank(eve);
        vm.expectRevert(Errors.NotEligible.selector);
        panel.commitVote(court, id, 0);
        vm.warp(court.getDispute(id).turnStarted + COMMIT + REVEAL + 1 days);
        vm.expectRevert();
        panel.tally(court, id);
        _nextArbiterDenies(id);
    }

    /// @dev The only assessor rules for its own false report. The challenger appeals, and the next arbiter denies.
    function test_T61_TheOnlyAssessorCanBeAppealed() public {
        _stake(eve, M / 2);
        uint256 id = _openFor(M);
        _commit(eve, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(eve, id, Ruling.Report);
        _pass(id, Phase.Reveal);
        _fund(dave, address(panel), M / 100);
        vm.prank(dave);
        panel.appealRuling(court, id);
        _pass(id, Phase.Appeal);
        panel.tally(court, id);
        _nextArbiterDenies(id);
        assertEq(usdc.balanceOf(dave), 0, "a hundredth of what was at stake");
    }

    /// @dev With less than half of what is at stake it does not even rule.
    function test_T61_TheOnlyAssessorNeedsHalfOfWhatIsAtStake() public {
        _stake(eve, M / 2 - 1);
        uint256 id = _openFor(M);
        _commit(eve, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(eve, id, Ruling.Report);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        panel.tally(court, id);
        assertTrue(court.taken(id).ruling == Ruling.None);
        _nextArbiterDenies(id);
    }

    /// @dev Those who commit and then keep silent to stop a ruling against them stop nothing, and pay.
    function test_T61_SilenceOfCommittersStopsNothing() public {
        _stake(alice, M);
        _stake(eve, M * 2 / 3);
        uint256 id = _openFor(M);
        _commit(alice, id, Ruling.Counter);
        _commit(eve, id, Ruling.Report);
        _pass(id, Phase.Commit);
        _reveal(alice, id, Ruling.Counter);
        _pass(id, Phase.Reveal);
        _pass(id, Phase.Appeal);
        assertTrue(panel.tally(court, id) == Ruling.Counter);
        _settle(eve, id);
        assertLt(_held(eve), M * 2 / 3);
    }
}

/// @notice Fails in one of the ways in which contracts can.
contract FailingDisputes is MockDisputes {
    uint256 internal _failure;

    function setFailure(uint256 failure) external {
        _failure = failure;
    }

    function getDispute(uint256 incidentId) public view override returns (Dispute memory) {
        if (_failure == 1) revert("fails");
        assembly ("memory-safe") {
            if eq(sload(_failure.slot), 2) { invalid() }
            if eq(sload(_failure.slot), 3) { return(0, 1000000) }
        }
        return super.getDispute(incidentId);
    }
}
