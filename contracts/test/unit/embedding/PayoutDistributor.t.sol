// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Distribution, IPayoutDistributor} from "../../../src/embedding/IPayoutDistributor.sol";
import {IPayoutDistributorFactory} from "../../../src/embedding/IPayoutDistributorFactory.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Lines, LossLines} from "../../utils/LossLines.sol";
import {DistributorFixture} from "./DistributorFixture.sol";

/// @notice How payouts are divided. Branches: PayoutDistributor.tree.
contract PayoutDistributorTest is DistributorFixture {
    function _error(bytes4 name) private pure returns (bytes memory) {
        return abi.encodeWithSelector(name);
    }

    function _error(bytes4 name, uint256 argument) private pure returns (bytes memory) {
        return abi.encodeWithSelector(name, argument);
    }

    function _root() private view returns (bytes32) {
        return LossLines.root(_table());
    }

    // --------------------------------------------------------------- factory

    function test_EMB10_CreatesWhereItWasPredicted() public {
        address predicted = distributors.predictDistributor(address(usdc), publisher, treasury, "again");
        assertNotEq(predicted, address(distributor));
        vm.expectEmit(address(distributors));
        emit IPayoutDistributorFactory.DistributorCreated(predicted, address(usdc), publisher, treasury);
        vm.prank(eve);
        assertEq(distributors.createDistributor(address(usdc), publisher, treasury, "again"), predicted);
        IPayoutDistributor created = IPayoutDistributor(predicted);
        assertEq(created.asset(), address(usdc));
        assertEq(created.publisher(), publisher);
        assertEq(created.remainderTo(), treasury);
        assertEq(created.coverToken(), address(coverToken));
        assertEq(created.distributionCount(), 0);
        assertTrue(distributors.isDistributor(predicted));
        assertFalse(distributors.isDistributor(eve));
    }

    function test_SecondCreationReturnsTheFirst() public {
        _arrive(unit);
        vm.recordLogs();
        address again = distributors.createDistributor(address(usdc), publisher, treasury, 0);
        assertEq(again, address(distributor));
        assertEq(vm.getRecordedLogs().length, 0);
        assertNotEq(distributors.createDistributor(address(usdc), treasury, publisher, 0), again);
    }

    function test_RevertWhen_APartOfItIsMissing() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("publisher")));
        distributors.createDistributor(address(usdc), address(0), treasury, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("remainderTo")));
        distributors.createDistributor(address(usdc), publisher, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("no code")));
        distributors.createDistributor(eve, publisher, treasury, 0);
    }

    /// @dev The code that clones run has no publisher of its own.
    function test_ImplementationDistributesNothing() public {
        IPayoutDistributor code = IPayoutDistributor(distributors.implementation());
        vm.prank(publisher);
        vm.expectRevert();
        code.openDistribution("root", 1, 0, "");
    }

    // -------------------------------------------------------------- openings

    function test_EMB11_KeepsWhatIsStated() public {
        _arrive(650 * unit);
        assertEq(distributor.available(), 650 * unit);
        uint256 opensAt = vm.getBlockTimestamp() + 1 days;
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.DistributionOpened(1, _root(), 1000 * unit, 600 * unit, uint40(opensAt), "ipfs://table");
        vm.prank(publisher);
        assertEq(distributor.openDistribution(_root(), uint128(1000 * unit), 600 * unit, "ipfs://table"), 1);
        assertEq(distributor.available(), 50 * unit, "for another table");
        assertEq(distributor.reserved(), 600 * unit);
        assertEq(distributor.distributionCount(), 1);
        Distribution memory d = distributor.getDistribution(1);
        assertEq(d.root, _root());
        assertEq(d.total, 1000 * unit);
        assertEq(d.lossesLeft, 1000 * unit);
        assertEq(d.pot, 600 * unit);
        assertEq(d.left, 600 * unit);
        assertEq(d.opensAt, opensAt);
    }

    /// @dev What comes after an opening belongs to the next.
    function test_EMB11_LaterMoneyBelongsToTheNextTable() public {
        _arrive(600 * unit);
        uint256 first = _open(_table());
        _arrive(100 * unit);
        assertEq(distributor.available(), 100 * unit);
        assertEq(_claim(first, _table(), 0), 300 * unit);
        Lines memory rest = _tableOf(200 * unit, 120 * unit, 80 * unit); // what is still lost
        uint256 second = _open(rest);
        assertEq(second, 2);
        assertEq(_claim(second, rest, 0), 50 * unit);
        assertEq(_claim(first, _table(), 1), 180 * unit);
        assertEq(_claim(first, _table(), 2), 120 * unit);
        assertEq(_claim(second, rest, 1), 30 * unit);
        assertEq(_claim(second, rest, 2), 20 * unit);
        assertEq(usdc.balanceOf(address(distributor)), 0);
        assertEq(distributor.reserved(), 0);
    }

    function test_RevertWhen_AnotherThanThePublisherOpens() public {
        _arrive(600 * unit);
        _expectRefusedOpening(eve, _table(), _error(Errors.NotAuthorized.selector));
        uint256 until = vm.getBlockTimestamp() + 365 days;
        _expectRefusedOpening(treasury, _table(), _error(IPayoutDistributor.PublisherHasTime.selector, until));
    }

    function test_RevertWhen_EMB11_TableIsOpenedTwice() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        _arrive(600 * unit);
        bytes memory reason = _error(Errors.LossesAlreadyPublished.selector);
        _expectRefusedOpening(publisher, _table(), reason);
        skip(365 days);
        distributor.returnRemainder(id);
        _expectRefusedOpening(publisher, _table(), reason);
    }

    function test_RevertWhen_TableIsEmpty() public {
        _arrive(600 * unit);
        vm.startPrank(publisher);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("root")));
        distributor.openDistribution(0, 1, 1, "");
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("total")));
        distributor.openDistribution("root", 0, 1, "");
        vm.expectRevert(Errors.AmountZero.selector);
        distributor.openDistribution("root", 1, 0, "");
        vm.stopPrank();
    }

    function test_RevertWhen_LessHasArrivedThanThePublisherKnows() public {
        bytes32 root = _root();
        vm.startPrank(publisher);
        vm.expectRevert(_error(IPayoutDistributor.PayoutTooSmall.selector, 0));
        distributor.openDistribution(root, uint128(1000 * unit), 1, "");
        _arrive(1);
        vm.expectRevert(_error(IPayoutDistributor.PayoutTooSmall.selector, 1));
        distributor.openDistribution(root, uint128(1000 * unit), 2, "");
        distributor.openDistribution(root, uint128(1000 * unit), 1, "");
        vm.stopPrank();
    }

    // ----------------------------------------------------------- withdrawals

    function test_EMB14_WrongTableIsWithdrawnWithinADay() public {
        _arrive(600 * unit);
        uint256 id = _openAs(publisher, _table());
        skip(1 days - 1);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.withdrawDistribution(id);
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.DistributionWithdrawn(id);
        vm.prank(publisher);
        distributor.withdrawDistribution(id);
        assertEq(distributor.available(), 600 * unit);
        assertEq(distributor.reserved(), 0);
        _expectRefusedClaim(id, _table(), 0, _error(IPayoutDistributor.UnknownDistribution.selector));
        vm.expectRevert(IPayoutDistributor.UnknownDistribution.selector);
        distributor.getDistribution(id);
        // The same table may come again, with a number of its own.
        assertEq(_open(_table()), 2);
        assertEq(_claim(2, _table(), 0), 300 * unit);
    }

    function test_RevertWhen_EMB14_TableIsWithdrawnByAnotherThanItsOpener() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        uint256 id = _openAs(publisher, _table());
        vm.prank(treasury);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.withdrawDistribution(id);
        vm.prank(publisher);
        distributor.withdrawDistribution(id);
        skip(365 days);
        id = _openAs(treasury, _table());
        vm.prank(publisher);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.withdrawDistribution(id);
        vm.prank(treasury);
        distributor.withdrawDistribution(id);
        assertEq(distributor.available(), 600 * unit);
    }

    function test_RevertWhen_ATableIsWithdrawnThatIsPaid() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        vm.startPrank(publisher);
        vm.expectRevert(_error(Errors.ClaimWindowClosed.selector, vm.getBlockTimestamp()));
        distributor.withdrawDistribution(id);
        vm.expectRevert(IPayoutDistributor.UnknownDistribution.selector);
        distributor.withdrawDistribution(id + 1);
        vm.stopPrank();
        _claim(id, _table(), 0);
    }

    // ---------------------------------------------------------------- claims

    function test_AnyoneClaimsForAnAccount() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        assertEq(distributor.payoutOf(id, 500 * unit), 300 * unit);
        LossProof memory line = LossLines.line(_table(), 0);
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.LossPaid(id, ulla, ulla, 0, 500 * unit, 300 * unit);
        vm.prank(eve);
        assertEq(distributor.claimLine(id, ulla, line), 300 * unit);
        assertEq(usdc.balanceOf(ulla), 300 * unit);
        assertEq(usdc.balanceOf(eve), 0);
        assertTrue(distributor.isClaimed(id, 0));
        assertFalse(distributor.isClaimed(id, 1));
        Distribution memory d = distributor.getDistribution(id);
        assertEq(d.left, 300 * unit);
        assertEq(d.lossesLeft, 500 * unit);
        assertEq(d.pot, 600 * unit, "the parts of others are as before");
        assertEq(distributor.reserved(), 300 * unit);
    }

    function test_EMB12_AccountNamesAReceiver() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        LossProof memory line = LossLines.line(_table(), 0);
        vm.expectRevert(Errors.InvalidProof.selector);
        vm.prank(eve);
        distributor.claimLineTo(id, eve, line);
        vm.prank(ulla);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("receiver")));
        distributor.claimLineTo(id, address(0), line);
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.LossPaid(id, ulla, carol, 0, 500 * unit, 300 * unit);
        vm.prank(ulla);
        assertEq(distributor.claimLineTo(id, carol, line), 300 * unit);
        assertEq(usdc.balanceOf(carol), 300 * unit);
    }

    function test_PaysManyInOneTransaction() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        Lines memory t = _table();
        bytes[] memory calls = new bytes[](3);
        for (uint256 i; i < 3; ++i) {
            calls[i] = abi.encodeCall(distributor.claimLine, (id, t.accounts[i], LossLines.line(t, i)));
        }
        distributor.multicall(calls);
        assertEq(usdc.balanceOf(ulla), 300 * unit);
        assertEq(usdc.balanceOf(vera), 180 * unit);
        assertEq(usdc.balanceOf(wanda), 120 * unit);
        vm.deal(address(this), 1);
        vm.expectRevert();
        distributor.multicall{value: 1}(new bytes[](0));
    }

    function test_NobodyGetsMoreThanItsLoss() public {
        _arrive(5000 * unit);
        uint256 id = _open(_table());
        assertEq(_claim(id, _table(), 0), 500 * unit);
        assertEq(_claim(id, _table(), 1), 300 * unit);
        assertEq(_claim(id, _table(), 2), 200 * unit);
        skip(365 days);
        assertEq(distributor.returnRemainder(id), 4000 * unit);
        assertEq(usdc.balanceOf(treasury), 4000 * unit);
    }

    /// @dev Rounded down, and what rounding leaves goes back with the rest.
    function test_RoundsDown() public {
        _arrive(100);
        Lines memory t = _tableOf(1, 1, 1);
        t.losses[0] = 300;
        t.losses[1] = 300;
        t.losses[2] = 300;
        uint256 id = _open(t);
        for (uint256 i; i < 3; ++i) {
            assertEq(_claim(id, t, i), 33);
        }
        assertEq(distributor.reserved(), 1);
        skip(365 days);
        distributor.returnRemainder(id);
        assertEq(usdc.balanceOf(treasury), 1);
    }

    function test_RevertWhen_PartIsLessThanAUnit() public {
        _arrive(1);
        uint256 id = _open(_table());
        _expectRefusedClaim(id, _table(), 0, _error(Errors.NothingToCollect.selector));
        assertFalse(distributor.isClaimed(id, 0));
    }

    function test_RevertWhen_EMB12_LineIsClaimedTwice() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        _claim(id, _table(), 0);
        _expectRefusedClaim(id, _table(), 0, _error(Errors.AlreadyClaimed.selector));
        LossProof memory line = LossLines.line(_table(), 0);
        vm.prank(ulla);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        distributor.claimLineTo(id, carol, line);
    }

    function test_RevertWhen_LineIsNotOfTheTable() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        bytes memory reason = _error(Errors.InvalidProof.selector);
        Lines memory wrong = _table();
        wrong.losses[0] += 1;
        _expectRefusedClaim(id, wrong, 0, reason);
        LossProof memory line = LossLines.line(_table(), 0);
        vm.expectRevert(reason);
        distributor.claimLine(id, eve, line);
        line.index = 1;
        vm.expectRevert(reason);
        distributor.claimLine(id, ulla, line);
        line = LossLines.line(_table(), 0);
        line.proof = new bytes32[](0);
        vm.expectRevert(reason);
        distributor.claimLine(id, ulla, line);
        _expectRefusedClaim(id + 1, _table(), 0, _error(IPayoutDistributor.UnknownDistribution.selector));
    }

    function test_RevertWhen_LinesAreNotPaidYet() public {
        _arrive(600 * unit);
        uint256 id = _openAs(publisher, _table());
        uint256 opensAt = vm.getBlockTimestamp() + 1 days;
        skip(1 days - 1);
        _expectRefusedClaim(id, _table(), 0, _error(IPayoutDistributor.ClaimsNotOpen.selector, opensAt));
        skip(1);
        _claim(id, _table(), 0);
    }

    function test_LeavesAreThoseOfLossTables() public view {
        assertEq(distributor.leafOf(3, ulla, 9), vault.leafOf(3, ulla, 9));
    }

    // ------------------------------------------------------------ remainders

    function test_EMB15_UnclaimedMoneyGoesBackAfterAYear() public {
        _arrive(600 * unit);
        uint256 id = _open(_table());
        uint256 until = vm.getBlockTimestamp() + 365 days;
        _claim(id, _table(), 0);
        vm.warp(until - 1);
        vm.expectRevert(_error(Errors.ClaimWindowOpen.selector, until));
        distributor.returnRemainder(id);
        vm.warp(until);
        // Lines are paid until somebody sends the rest back.
        _claim(id, _table(), 1);
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.RemainderReturned(id, 120 * unit);
        vm.prank(eve);
        assertEq(distributor.returnRemainder(id), 120 * unit);
        assertEq(usdc.balanceOf(treasury), 120 * unit);
        assertEq(distributor.reserved(), 0);
        assertEq(distributor.payoutOf(id, 200 * unit), 0);
        _expectRefusedClaim(id, _table(), 2, _error(Errors.ClaimWindowClosed.selector, until));
        vm.expectRevert(Errors.NothingToCollect.selector);
        distributor.returnRemainder(id);
        vm.expectRevert(IPayoutDistributor.UnknownDistribution.selector);
        distributor.returnRemainder(id + 1);
    }

    function test_RemainderTakesNothingOfAnotherTable() public {
        _arrive(600 * unit);
        uint256 first = _open(_table());
        skip(365 days);
        _arrive(400 * unit);
        Lines memory later = _tableOf(100 * unit, 100 * unit, 200 * unit);
        uint256 second = _open(later);
        _arrive(50 * unit);
        assertEq(distributor.returnRemainder(first), 600 * unit);
        assertEq(distributor.reserved(), 400 * unit);
        assertEq(distributor.available(), 50 * unit);
        assertEq(_claim(second, later, 0), 100 * unit);
    }

    // ------------------------------------------------------------ succession

    function test_EMB16_SilentPublisherIsSucceededAfterAYear() public {
        _arrive(600 * unit);
        uint256 until = vm.getBlockTimestamp() + 365 days;
        vm.expectEmit(address(distributor));
        emit IPayoutDistributor.ArrivalNoted(600 * unit, until);
        vm.prank(eve);
        assertEq(distributor.noteArrival(), until);
        (uint256 amount, uint256 notedAt) = distributor.arrival();
        assertEq(amount, 600 * unit);
        assertEq(notedAt, until - 365 days);
        vm.warp(until - 1);
        _expectRefusedOpening(treasury, _table(), _error(IPayoutDistributor.PublisherHasTime.selector, until));
        vm.warp(until);
        _expectRefusedOpening(eve, _table(), _error(Errors.NotAuthorized.selector));
        uint256 id = _openAs(treasury, _table());
        (amount,) = distributor.arrival();
        assertEq(amount, 0);
        skip(1 days);
        assertEq(_claim(id, _table(), 0), 300 * unit);
    }

    /// @dev Neither by a table that it withdraws, nor by a part of the money.
    function test_EMB16_PublisherBeginsNoYearAnew() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(364 days);
        uint256 id = _openAs(publisher, _table());
        vm.prank(publisher);
        distributor.withdrawDistribution(id);
        bytes32 root = keccak256("a table of a part");
        vm.prank(publisher);
        distributor.openDistribution(root, 1, 100 * unit, "");
        skip(1 days);
        (uint256 noted,) = distributor.arrival();
        assertEq(noted, 500 * unit);
        _openAs(treasury, _table());
        assertEq(distributor.available(), 0);
    }

    function test_RevertWhen_EMB16_SuccessorDividesWhatHasNotWaited() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(365 days);
        _arrive(500 * unit);
        vm.startPrank(treasury);
        vm.expectRevert(_error(IPayoutDistributor.PayoutTooSmall.selector, 600 * unit));
        distributor.openDistribution("root", 1, 600 * unit + 1, "");
        distributor.openDistribution("root", 1, 600 * unit, "");
        vm.stopPrank();
        assertEq(distributor.available(), 500 * unit);
    }

    function test_OpeningEndsTheWait() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(364 days);
        _open(_table());
        _arrive(100 * unit);
        skip(2 days);
        uint256 until = vm.getBlockTimestamp() + 365 days;
        Lines memory later = _tableOf(1, 2, 3);
        _expectRefusedOpening(treasury, later, _error(IPayoutDistributor.PublisherHasTime.selector, until));
    }

    /// @dev Nobody begins a payout's year before it arrives, with a unit.
    function test_EMB16_DustBeginsNoYear() public {
        _arrive(1);
        distributor.noteArrival();
        skip(365 days);
        _arrive(600 * unit);
        uint256 until = vm.getBlockTimestamp() + 365 days;
        vm.prank(treasury);
        vm.expectRevert(_error(IPayoutDistributor.PayoutTooSmall.selector, 1));
        distributor.openDistribution("root", 1, 2, "");
        distributor.noteArrival();
        _expectRefusedOpening(treasury, _table(), _error(IPayoutDistributor.PublisherHasTime.selector, until));
        vm.warp(until);
        _openAs(treasury, _table());
    }

    /// @dev Nobody puts off a payout's year with less than as much again.
    function test_EMB16_DustEndsNoYear() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(200 days);
        _arrive(600 * unit - 1);
        vm.expectRevert(Errors.NothingToCollect.selector);
        distributor.noteArrival();
        skip(165 days);
        _openAs(treasury, _table());
    }

    function test_AsMuchAgainHasAYearOfItsOwn() public {
        _arrive(600 * unit);
        distributor.noteArrival();
        skip(365 days);
        _arrive(600 * unit);
        uint256 until = vm.getBlockTimestamp() + 365 days;
        assertEq(distributor.noteArrival(), until);
        _expectRefusedOpening(treasury, _table(), _error(IPayoutDistributor.PublisherHasTime.selector, until));
    }

    function test_RevertWhen_NothingIsThereToNote() public {
        vm.expectRevert(Errors.NothingToCollect.selector);
        distributor.noteArrival();
        _arrive(600 * unit);
        _open(_table());
        vm.expectRevert(Errors.NothingToCollect.selector);
        distributor.noteArrival();
    }
}
