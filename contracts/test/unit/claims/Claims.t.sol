// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {IVaultCases} from "../../../src/claims/roles/IVaultCases.sol";
import {IVaultClaims, LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What covers are paid, when, and who may claim it (SETTLE-2 to SETTLE-6). Branches: Claims.tree.
contract ClaimsTest is IncidentFixture {
    uint256 internal a; // on product 0, 200,000
    uint256 internal b; // on product 0, 200,000
    uint256 internal c; // on product 1, 200,000

    function setUp() public override {
        super.setUp();
        a = _cover(0, carol, M / 5);
        b = _cover(0, dave, M / 5);
        c = _cover(1, carol, M / 5);
        skip(5 days);
    }

    function _caseOf(uint256 i, uint256 id) internal view returns (uint256) {
        return vault.caseIdOf(terms[i], id);
    }

    function _all(uint256 coverId, uint256[] memory ids) internal returns (uint256) {
        vm.prank(eve);
        return vault.claimPayouts(coverId, ids, address(0));
    }

    function _list(uint256 first, uint256 second) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
    }

    // ----------------------------------------------------------------- at once

    /// @dev Where the pool holds all that can be claimed, each claim is paid at once, to the last second of its window.
    function test_SETTLE6_PaidAtOnce() public {
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        uint256 until = vm.getBlockTimestamp() + 60 days;
        assertEq(_case(0, id).claimsUntil, until);
        assertEq(vault.previewPayout(a, id), 100_000e6);
        vm.expectEmit(address(vault));
        emit IVaultClaims.PayoutClaimed(_caseOf(0, id), a, carol, 100_000e6);
        assertEq(_claim(a, id), 100_000e6);
        (uint256 gross,) = vault.registeredClaim(_caseOf(0, id), a);
        assertEq(gross, 0, "nothing waits");
        assertEq(_case(0, id).paid, 100_000e6);
        assertEq(_case(0, id).reserve, 200_000e6, "paid claims included");
        assertEq(_case(0, id).need, 200_000e6);
        vm.warp(until);
        assertEq(_claim(b, id), 100_000e6);
        assertEq(_inVault(), 0);
    }

    function test_RevertWhen_SETTLE6_WindowIsOver() public {
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        uint256 until = _case(0, id).claimsUntil;
        vm.warp(until + 1);
        assertEq(vault.previewPayout(a, id), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimPayout(a, id);
        _release(0, id);
        assertTrue(_case(0, id).status == CaseStatus.Closed);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimPayout(a, id);
    }

    function test_RevertWhen_ReceiverIsNobody() public {
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        vault.claimPayoutTo(a, id, address(0));
        assertEq(vault.claimPayoutTo(a, id, alice), 100_000e6);
        vm.stopPrank();
        assertEq(usdc.balanceOf(alice), 100_000e6);
    }

    /// @dev SETTLE-6: the owner alone, at the time of the claim, names another receiver.
    function test_RevertWhen_SETTLE6_AnotherThanTheOwnerNamesAReceiver() public {
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, a);
        address[2] memory others = [eve, carol];
        for (uint256 i; i < 2; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            vault.claimPayoutTo(a, id, others[i]);
        }
        vm.prank(bob);
        assertEq(vault.claimPayoutTo(a, id, alice), 100_000e6);
        assertEq(usdc.balanceOf(alice), 100_000e6);
    }

    // -------------------------------------------------------------- registered

    /// @dev What is lost is drawn on the cover; what is paid waits, and is the owner's at the time it is paid.
    function test_SETTLE5_RegisteredWhileShort() public {
        _leaveEquity(150_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        assertEq(vault.previewPayout(a, id), 0);
        vm.expectEmit(address(vault));
        emit IVaultClaims.ClaimRegistered(_caseOf(0, id), a, 200_000e6, 1);
        assertEq(_claim(a, id), 0);
        (uint256 gross, uint256 paid) = vault.registeredClaim(_caseOf(0, id), a);
        assertEq(gross, 200_000e6);
        assertEq(paid, 0);
        assertEq(_case(0, id).registered, 200_000e6);
        assertEq(_case(0, id).paid, 0);
        assertEq(_coverOf(a).amount, 0, "SETTLE-3: used up all the same");
        assertEq(pool.committedCover(product[0]), 200_000e6);
        assertEq(vault.previewPayout(a, id), 0);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(a, id);
        // The cover is sold and even given up: the claim is its owner's.
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, a);
        skip(60 days + 1);
        _release(0, id);
        // Nobody else has claimed, so all of the 150,000 are for this one.
        assertEq(_claim(a, id), 150_000e6);
        assertEq(usdc.balanceOf(bob), 150_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(a, id);
        assertEq(_inVault(), 0);
    }

    /// @dev 500,000 stand against needs of 600,000. With the denial of one of the cases the other's claims are whole, and
    /// at once: those that wait by another call.
    function test_SETTLE5_WholeAsSoonAsNotShort() public {
        _leaveEquity(500_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(1, second).reserve, 100_000e6);
        _decide(0, first, 1e18);
        assertEq(_claim(a, first), 0, "registered");
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(a, first);
        resolver.decide(second, vm.getBlockTimestamp(), 0);
        vm.expectEmit(address(vault));
        emit IVaultCases.ShortageChanged(1, false, 400_000e6, 400_000e6);
        vault.applyVerdict(terms[1], second);
        assertFalse(_isShort());
        assertEq(_inVault(), 400_000e6, "the denied one's has gone back");
        assertEq(vault.previewPayout(a, first), 200_000e6);
        assertEq(_claim(a, first), 200_000e6);
        assertEq(_claim(b, first), 200_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(a, first);
        assertEq(_inVault(), 0);
    }

    /// @dev Not all is claimed: as soon as that is known the others are whole, long before the last case is counted.
    function test_SETTLE8_WholeOnceOthersAreCounted() public {
        _leaveEquity(450_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        _decide(0, first, 1e18);
        skip(2 days);
        _leaveEquity(50_000e6);
        uint256 second = _openCaseFor(1, 1e18);
        _decide(1, second, 1e18);
        assertEq(_case(0, first).reserve, 400_000e6);
        assertEq(_case(1, second).reserve, 50_000e6);
        _claim(a, first);
        _claim(c, second);
        vm.warp(_case(0, first).claimsUntil + 1);
        assertEq(_release(0, first), 0);
        assertEq(_case(0, first).need, 200_000e6, "b has not claimed");
        assertTrue(_case(0, first).status == CaseStatus.Counted);
        assertFalse(_isShort());
        assertEq(_claim(a, first), 200_000e6);
        assertEq(_claim(c, second), 200_000e6, "150,000 of it out of the first case's layer");
        skip(2 days);
        vm.expectEmit(address(vault));
        emit IVaultCases.SettlementOver(1, 0, 0, 50_000e6);
        assertEq(_release(1, second), 0, "used up");
        assertEq(_release(0, first), 50_000e6, "450,000 less 400,000");
        assertEq(_inVault(), 0);
    }

    /// @dev A claim that waits on a case whose claims are counted already is paid when the strain ends.
    function test_SETTLE5_CountedClaimsArePaidWhenTheStrainEnds() public {
        _leaveEquity(300_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(1, second).reserve, 0);
        _decide(0, first, 1e18);
        _claim(a, first);
        skip(60 days + 1);
        _release(0, first);
        assertTrue(_case(0, first).status == CaseStatus.Counted);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(a, first);
        _decide(1, second, 0);
        assertTrue(_settlement(1).relaxed);
        uint256 snapshot = vm.snapshotState();
        assertEq(_claim(a, first), 200_000e6);
        assertEq(_release(0, first), 100_000e6, "b has not claimed");
        assertEq(_inVault(), 0);
        vm.revertToState(snapshot);
        // Or the other way round.
        assertEq(_release(0, first), 100_000e6);
        assertEq(_inVault(), 200_000e6, "kept for the claim that nobody has fetched");
        skip(1000 days);
        assertEq(_claim(a, first), 200_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev CLAIM-1: whatever there is, and in whatever order verdicts, claims, releases and payments come: the same part.
    function testFuzz_CLAIM1_EqualPartsInAnyOrder(uint256 seed, uint256 equity) public {
        equity = bound(equity, 1, 600_000e6 - 1);
        _leaveEquity(equity);
        uint256[2] memory ids = [_openCaseFor(0, 1e18), _openCaseFor(1, 1e18)];
        uint256[3] memory covers = [a, b, c];
        for (uint256 i; i < 2; ++i) {
            resolver.decide(ids[i], vm.getBlockTimestamp(), 1e18);
        }
        uint256[3] memory order = _shuffled(seed);
        for (uint256 k; k < 3; ++k) {
            assertEq(_claim(covers[order[k]], ids[order[k] / 2]), 0, "registered; the claim applies the verdict");
        }
        skip(60 days + 1);
        uint256 first = seed >> 128 & 1;
        _release(first, ids[first]);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(covers[order[0]], ids[order[0] / 2]);
        vm.expectEmit(address(vault));
        emit IVaultCases.SettlementOver(1, 600_000e6, equity, 0);
        _release(1 - first, ids[1 - first]);
        order = _shuffled(seed >> 64);
        for (uint256 k; k < 3; ++k) {
            uint256 part = equity / 3;
            assertEq(vault.previewPayout(covers[order[k]], ids[order[k] / 2]), part);
            if (part == 0) continue;
            assertEq(_claim(covers[order[k]], ids[order[k] / 2]), part, "a third, rounded down");
        }
        assertEq(_inVault(), equity % 3, "but for the rounding");
        assertFalse(_isShort());
    }

    function _shuffled(uint256 seed) private pure returns (uint256[3] memory order) {
        order = [uint256(0), 1, 2];
        uint256 i = seed % 3;
        (order[0], order[i]) = (order[i], order[0]);
        if (seed >> 8 & 1 == 1) (order[1], order[2]) = (order[2], order[1]);
    }

    // ---------------------------------------------------------- several cases

    /// @dev Two events, a day apart; half of what there is is lost each time.
    function _twoEvents() private returns (uint256 first, uint256 second) {
        first = _openCaseFor(0, 0.5e18);
        skip(1 days);
        second = _openCaseFor(0, 0.5e18);
        _decide(0, second, 0.5e18);
        _decide(0, first, 0.5e18);
    }

    function test_SETTLE5_CoverIsSettledForAllPayableCasesTogether() public {
        (uint256 first, uint256 second) = _twoEvents();
        assertEq(vault.stakeOf(1, product[0]).payable_, 2);
        bytes memory together = abi.encodeWithSelector(Errors.ClaimTogether.selector, 2);
        assertEq(vault.previewPayout(a, first), 0);
        vm.expectRevert(together);
        vault.claimPayout(a, first);
        vm.expectRevert(together);
        vault.claimPayout(a, second);
        assertEq(vault.previewPayouts(a, _list(first, second)), 150_000e6);
        assertEq(_all(a, _list(first, second)), 150_000e6, "100,000, and half of the rest");
        assertEq(_case(0, first).paid, 100_000e6);
        assertEq(_case(0, second).paid, 50_000e6);
        assertEq(_coverOf(a).amount, 50_000);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayouts(a, _list(first, second), address(0));
        assertEq(vault.previewPayouts(a, _list(first, second)), 0);
        assertEq(_all(b, _list(first, second)), 150_000e6);
    }

    function test_RevertWhen_CasesAreNotInTheOrderOfTheirEvents() public {
        (uint256 first, uint256 second) = _twoEvents();
        uint256[] memory wrong = _list(second, first);
        vm.expectRevert(Errors.NotInOrder.selector);
        vault.claimPayouts(a, wrong, address(0));
        assertEq(vault.previewPayouts(a, wrong), 0);
        // Naming one twice would count as both.
        uint256[] memory twice = _list(first, first);
        vm.expectRevert(Errors.NotInOrder.selector);
        vault.claimPayouts(a, twice, address(0));
        assertEq(vault.previewPayouts(a, twice), 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayouts(a, new uint256[](0), address(0));
    }

    /// @dev Cases of two settlements are claimed apart: how many are to be named is told by one of them.
    function test_RevertWhen_SETTLE5_CasesAreOfTwoSettlements() public {
        _leaveEquity(300_000e6);
        uint256 first = _openCaseFor(0, 0.5e18);
        uint256 other = _openCaseFor(1, 1e18);
        assertEq(_case(1, other).reserve, 100_000e6);
        _decide(1, other, 0);
        assertTrue(_settlement(1).relaxed);
        _leaveEquity(300_000e6);
        skip(1);
        uint256 second = _openCaseFor(0, 0.25e18);
        skip(1);
        uint256 third = _openCaseFor(0, 0.25e18);
        assertEq(_case(0, third).settlement, 2);
        _decide(0, first, 0.5e18);
        _decide(0, second, 0.25e18);
        _decide(0, third, 0.25e18);
        uint256[] memory ids = _list(first, second);
        assertEq(vault.previewPayouts(a, ids), 0);
        vm.expectRevert(Errors.NotInOrder.selector);
        vault.claimPayouts(a, ids, address(0));
        assertEq(_claim(a, first), 100_000e6);
        assertEq(_all(a, _list(second, third)), 25_000e6 + 18_750e6, "a quarter of 100,000, and of 75,000");
    }

    /// @dev Of one second: in the order of their numbers.
    function test_CLAIM1_EventsOfOneSecondHaveAnOrderToo() public {
        uint256 first = _openCaseFor(0, 0.5e18);
        uint256 second = _openCaseFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        _decide(0, second, 0.5e18);
        uint256[] memory right = _inOrder(terms[0], first, second);
        uint256[] memory wrong = _list(right[1], right[0]);
        vm.expectRevert(Errors.NotInOrder.selector);
        vault.claimPayouts(a, wrong, address(0));
        assertEq(_all(a, right), 150_000e6);
    }

    /// @dev The later event is later, however the numbers of the cases lie.
    function test_CLAIM1_EventsASecondApartAreInOrder() public {
        if (vm.getBlockTimestamp() % 2 != 0) skip(1);
        uint256 first = _farthest(true);
        vault.openCase(terms[0], first, 0);
        skip(1);
        uint256 second = _farthest(false);
        vault.openCase(terms[0], second, 0);
        assertGt(_caseOf(0, first), _caseOf(0, second));
        _decide(0, first, 0.5e18);
        _decide(0, second, 0.5e18);
        uint256[] memory wrong = _list(second, first);
        vm.expectRevert(Errors.NotInOrder.selector);
        vault.claimPayouts(a, wrong, address(0));
        assertEq(_all(a, _list(first, second)), 150_000e6);
    }

    /// @dev Of some reports the one whose case has the largest number, or the smallest.
    function _farthest(bool largest) private returns (uint256 id) {
        for (uint256 i; i < 16; ++i) {
            uint256 next = _report(0, 0.5e18);
            if (id == 0 || (_caseOf(0, next) > _caseOf(0, id)) == largest) id = next;
        }
    }

    /// @dev One case fewer, one more: it is still two that a claim names.
    function test_SETTLE5_CasesAreCountedAgainAfterOneIsClosed() public {
        uint256 first = _openCaseFor(0, 0.25e18);
        _decide(0, first, 0.25e18);
        skip(30 days);
        uint256 second = _openCaseFor(0, 0.25e18);
        _decide(0, second, 0.25e18);
        skip(30 days + 1);
        assertEq(_settlement(1).joint, 1, "a product with several cases");
        _release(0, first);
        assertEq(_settlement(1).joint, 0, "it has one");
        uint256 third = _openCaseFor(0, 0.25e18);
        _decide(0, third, 0.25e18);
        assertEq(vault.stakeOf(1, product[0]).payable_, 2);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimTogether.selector, 2));
        vault.claimPayout(a, third);
        assertEq(_all(a, _list(second, third)), 50_000e6 + 37_500e6, "a quarter of 200,000, and of 150,000");
    }

    /// @dev A denied case may be named and changes nothing; alone it covers nothing.
    function test_CLAIM1_DeniedCasesMayBeNamed() public {
        uint256 first = _openCaseFor(0, 0.5e18);
        skip(1 days);
        uint256 denied = _openCaseFor(0, 0.5e18);
        skip(1 days);
        uint256 last = _openCaseFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        _decide(0, denied, 0);
        _decide(0, last, 0.5e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(a, denied);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimTogether.selector, 2));
        vault.claimPayouts(a, _list(first, denied), address(0));
        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (first, denied, last);
        assertEq(vault.previewPayouts(a, ids), 150_000e6);
        assertEq(_all(a, ids), 150_000e6);
        assertEq(_all(b, _list(first, last)), 150_000e6);
    }

    /// @dev A cover that began between two events is paid for the second alone; both are named.
    function test_CLAIM2_CasesThatDoNotCoverItArePassedOver() public {
        uint256 later = _coverOn(terms[0], dave, M / 10, 300 days);
        uint256 first = _openCaseFor(0, 0.5e18);
        skip(3 days);
        uint256 second = _openCaseFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        _decide(0, second, 0.5e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimTogether.selector, 2));
        vault.claimPayout(later, second);
        assertEq(_all(later, _list(first, second)), 50_000e6);
        assertEq(_case(0, first).paid, 0);
    }

    /// @dev Cases whose window is over need not be named once that is written down.
    function test_CLAIM1_CasesThatAreOverNeedNotBeNamed() public {
        uint256 first = _openCaseFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        skip(30 days);
        uint256 second = _openCaseFor(0, 0.5e18);
        _decide(0, second, 0.5e18);
        vm.warp(_case(0, first).claimsUntil + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimTogether.selector, 2));
        vault.claimPayout(a, second);
        uint256 snapshot = vm.snapshotState();
        assertEq(_all(a, _list(first, second)), 100_000e6, "the first one's window is over");
        vm.revertToState(snapshot);
        _release(0, first);
        assertEq(_claim(a, second), 100_000e6);
    }

    /// @dev What an earlier claim has registered is paid by the same call that claims on another case.
    function test_CLAIM1_RegisteredAndNewInOneCall() public {
        uint256 first = _openCaseFor(0, 0.5e18);
        uint256 decoy = _openCaseFor(1, 1e18);
        skip(1 days);
        _leaveEquity(100_000e6);
        uint256 second = _openCaseFor(0, 0.5e18);
        // Holds 200,000 + 200,000 + 100,000 of 200,000 + 200,000 + 200,000.
        _decide(0, first, 0.5e18);
        assertEq(_claim(a, first), 0, "short");
        _decide(1, decoy, 0);
        // What the second lacks the decoy's layer has: nothing is short, but one is still paid out of the other.
        assertFalse(_isShort());
        _decide(0, second, 0.5e18);
        assertEq(_all(a, _list(first, second)), 150_000e6);
        assertEq(_all(b, _list(first, second)), 150_000e6);
    }

    function test_RevertWhen_OnlyTheOwnerNamesAReceiver() public {
        (uint256 first, uint256 second) = _twoEvents();
        uint256[] memory ids = _list(first, second);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimPayouts(a, ids, eve);
        vm.prank(carol);
        assertEq(vault.claimPayouts(a, ids, alice), 150_000e6);
        assertEq(usdc.balanceOf(alice), 150_000e6);
    }

    // ------------------------------------------------------------- proven loss

    function _proof(uint256 index, uint256 loss) private view returns (LossProof memory p) {
        p = LossProof({index: index, loss: loss, proof: new bytes32[](0)});
    }

    /// @dev A table of two lines.
    function _table(uint256 id, address[2] memory insured, uint256[2] memory losses, uint256 total)
        private
        returns (LossProof[2] memory p)
    {
        bytes32[2] memory leaves;
        for (uint256 i; i < 2; ++i) {
            leaves[i] = vault.leafOf(i, insured[i], losses[i]);
            p[i] = LossProof({index: i, loss: losses[i], proof: new bytes32[](1)});
        }
        (p[0].proof[0], p[1].proof[0]) = (leaves[1], leaves[0]);
        bytes32 root = leaves[0] < leaves[1]
            ? keccak256(abi.encode(leaves[0], leaves[1]))
            : keccak256(abi.encode(leaves[1], leaves[0]));
        resolver.publish(id, vm.getBlockTimestamp(), root, total);
    }

    /// @dev Until two weeks before the end only those whose cover it is claim a proven loss; then anyone, to the owner.
    function test_SETTLE2_WhoClaimsAProvenLoss() public {
        uint256 cover = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(2, 1e18);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, 50_000e6), 50_000e6);
        vault.applyVerdict(terms[2], id);
        LossProof memory p = _proof(0, 50_000e6);
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, cover);
        uint256 until = _case(2, id).claimsUntil;
        address helper = makeAddr("helper");
        vm.warp(until - 14 days);
        for (uint256 k; k < 2; ++k) {
            vm.prank(k == 0 ? eve : helper);
            vm.expectRevert(Errors.NotAuthorized.selector);
            vault.claimLoss(cover, id, address(0), p);
        }
        uint256 snapshot = vm.snapshotState();
        address[2] memory theirs = [bob, carol];
        for (uint256 k; k < 2; ++k) {
            // The owner, or the insured, and who acts for either in the pool.
            vm.prank(theirs[k]);
            assertEq(vault.claimLoss(cover, id, address(0), p), 50_000e6);
            assertEq(usdc.balanceOf(bob), 50_000e6, "to the owner");
            vm.revertToState(snapshot);
            vm.prank(theirs[k]);
            pool.setOperator(helper, true);
            vm.prank(helper);
            assertEq(vault.claimLoss(cover, id, address(0), p), 50_000e6);
            assertEq(usdc.balanceOf(bob), 50_000e6);
            vm.revertToState(snapshot);
        }
        skip(1);
        vm.prank(eve);
        assertEq(vault.claimLoss(cover, id, address(0), p), 50_000e6);
        assertEq(usdc.balanceOf(bob), 50_000e6);
        vm.revertToState(snapshot);
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimLoss(cover, id, address(0), p);
        vm.warp(until);
        vm.prank(eve);
        assertEq(vault.claimLoss(cover, id, address(0), p), 50_000e6, "in the last second");
    }

    /// @dev One insured, one event: 100,000 are lost, and drawn once over two pools and two tables, the second of which
    /// says 20,000 more.
    function test_SETTLE2_OneLossOverTwoPoolsAndTwoTables() public {
        uint256 here = _cover(2, carol, M / 10);
        (ICoverPool first, IClaimsVault firstVault) = (pool, vault);
        pool = _createPool(_monoline());
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, terms[2]);
        _deposit(bob, M);
        uint256 there = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _report(2, 1e18);
        firstVault.openCase(terms[2], id, 0);
        vault.openCase(terms[2], id, 0);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, 100_000e6), 100_000e6);
        vm.prank(carol);
        assertEq(firstVault.claimLoss(here, id, address(0), _proof(0, 100_000e6)), 100_000e6);
        LossProof[2] memory p = _table(id, [carol, dave], [uint256(120_000e6), 1e6], 120_001e6);
        vm.startPrank(carol);
        assertEq(vault.claimLoss(there, id, address(0), p[0]), 20_000e6, "what the first table did not know of");
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(there, id, address(0), p[0]);
        vm.stopPrank();
        assertEq(lossLedger.drawnOf(keccak256(abi.encode(address(resolver), id)), carol), 120_000e6);
        (pool, vault) = (first, firstVault);
    }

    /// @dev An insured has one line. Of several the largest is paid, as of several tables.
    function test_SETTLE2_LinesOfOneInsuredDoNotAddUp() public {
        uint256 cover = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(2, 1e18);
        LossProof[2] memory p = _table(id, [carol, carol], [uint256(30_000e6), 50_000e6], 80_000e6);
        vm.startPrank(carol);
        assertEq(vault.claimLoss(cover, id, address(0), p[0]), 30_000e6);
        assertEq(vault.claimLoss(cover, id, address(0), p[1]), 20_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(cover, id, address(0), p[0]);
        vm.stopPrank();
    }

    /// @dev SOLV-3: lines that add up to more than the table's total: no more than the total is paid.
    function test_SOLV3_LinesBeyondTheTablesTotal() public {
        uint256 carols = _cover(2, carol, M / 10);
        uint256 daves = _cover(2, dave, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(2, 1e18);
        LossProof[2] memory p = _table(id, [carol, dave], [uint256(80_000e6), 80_000e6], 100_000e6);
        vault.applyVerdict(terms[2], id);
        assertEq(_case(2, id).need, 100_000e6);
        assertEq(_inVault(), 100_000e6, "of the 200,000 that were set aside");
        vm.prank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[0]), 80_000e6);
        vm.prank(dave);
        assertEq(vault.claimLoss(daves, id, address(0), p[1]), 20_000e6);
        vm.prank(dave);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(daves, id, address(0), p[1]);
        assertEq(_inVault(), 0);
    }

    /// @dev A table that asks for four times what the case was opened for is paid a quarter, line by line and at once.
    function test_SETTLE1_TableAboveWhatWasSetAsideIsCutAlike() public {
        uint256 carols = _cover(2, carol, M / 10);
        uint256 daves = _cover(2, dave, M / 10);
        skip(5 days);
        uint256 id = _openCaseFor(2, 0.25e18);
        assertEq(_case(2, id).reserve, 50_000e6);
        LossProof[2] memory p = _table(id, [carol, dave], [uint256(M / 10), M / 10], M / 5);
        vm.prank(dave);
        assertEq(vault.claimLoss(daves, id, address(0), p[1]), 25_000e6);
        assertEq(_case(2, id).severity, 0.25e18, "the part that is paid");
        vm.prank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[0]), 25_000e6);
        // All of the loss is drawn, so that nobody comes back with the same line for a part of what was cut.
        assertEq(_coverOf(carols).amount, 0);
        vm.prank(carol);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(carols, id, address(0), p[0]);
        assertEq(_inVault(), 0);
    }

    /// @dev Proven losses wait for each other like any other claims.
    function test_SETTLE5_ProvenLossesRegister() public {
        uint256 carols = _cover(2, carol, M / 10);
        uint256 daves = _cover(2, dave, M / 10);
        skip(5 days);
        _leaveEquity(50_000e6);
        uint256 id = _openCaseFor(2, 1e18);
        LossProof[2] memory p = _table(id, [carol, dave], [uint256(60_000e6), 40_000e6], 100_000e6);
        vm.prank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[0]), 0);
        vm.prank(dave);
        assertEq(vault.claimLoss(daves, id, address(0), p[1]), 0);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(carols, id);
        uint256 until = _case(2, id).claimsUntil;
        vm.warp(until + 1);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimLoss(carols, id, address(0), p[0]);
        _release(2, id);
        // Once registered it needs no proof, and anyone may have it paid.
        assertEq(_claim(carols, id), 30_000e6);
        assertEq(_claim(daves, id), 20_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev What waits counts against the table's total: of lines of 60,000 and 80,000, 70,000 are registered.
    function test_SETTLE5_ProvenLossesRegisterUpToTheTotal() public {
        uint256 carols = _cover(2, carol, M / 10);
        skip(5 days);
        _leaveEquity(50_000e6);
        uint256 id = _openCaseFor(2, 1e18);
        LossProof[2] memory p = _table(id, [carol, carol], [uint256(60_000e6), 80_000e6], 70_000e6);
        vm.startPrank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[0]), 0);
        assertEq(vault.claimLoss(carols, id, address(0), p[1]), 0);
        vm.stopPrank();
        (uint256 gross, uint256 paid) = vault.registeredClaim(_caseOf(2, id), carols);
        assertEq(gross, 70_000e6);
        assertEq(paid, 0);
        assertEq(_case(2, id).registered, 70_000e6);
        vm.warp(_case(2, id).claimsUntil + 1);
        _release(2, id);
        assertEq(_claim(carols, id), 50_000e6);
        assertEq(_case(2, id).paid, 50_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev A claim that was fetched while nothing was short has no part in a later shortage: of 80,000, 60,000 are paid, and
    /// the rest shares 200,000 with another claim of as much.
    function test_SETTLE8_WhatWasFetchedIsNoPartOfWhatWaits() public {
        uint256 carols = _cover(2, carol, M / 10);
        skip(5 days);
        _leaveEquity(260_000e6);
        uint256 denied = _openCaseFor(0, 0.5e18);
        uint256 id = _openCaseFor(2, 1e18);
        assertEq(_case(2, id).reserve, 60_000e6);
        LossProof[2] memory p = _table(id, [carol, carol], [uint256(60_000e6), 80_000e6], 100_000e6);
        vm.prank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[0]), 0);
        _decide(0, denied, 0);
        assertFalse(_isShort());
        assertEq(_claim(carols, id), 60_000e6);
        _leaveEquity(0);
        uint256 third = _openCaseFor(1, 1e18);
        assertTrue(_isShort());
        vm.prank(carol);
        assertEq(vault.claimLoss(carols, id, address(0), p[1]), 0);
        _decide(1, third, 1e18);
        assertEq(_claim(c, third), 0);
        skip(60 days + 1);
        _release(0, denied);
        _release(1, third);
        vm.expectEmit(address(vault));
        emit IVaultCases.SettlementOver(1, 220_000e6, 200_000e6, 0);
        _release(2, id);
        assertEq(_claim(carols, id), uint256(20_000e6) * 200 / 220);
        assertEq(_claim(c, third), uint256(200_000e6) * 200 / 220);
    }
}
