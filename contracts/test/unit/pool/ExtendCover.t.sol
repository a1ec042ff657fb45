// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolCoverChanges} from "../../../src/pool/roles/IPoolCoverChanges.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Extensions (PREM-7). Branches: ExtendCover.tree.
contract ExtendCoverTest is UnitFixture {
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days); // midnight: ends need no rounding
        _deposit(alice, 10_000_000 * unit);
        _fund(carol, address(pool), 10_000_000 * unit);
        (coverId,) = _buyScripted(carol, 100_000 * unit, 90 days);
        skip(30 days);
    }

    function _extend(uint256 added) internal returns (uint40 end, uint256 premium) {
        vm.prank(carol);
        return pool.extendCover(coverId, added, type(uint256).max, vm.getBlockTimestamp());
    }

    function _expectRefusal(uint256 added, bytes memory reason) internal {
        bytes32 before = _fingerprint();
        vm.prank(carol);
        vm.expectRevert(reason);
        pool.extendCover(coverId, added, type(uint256).max, vm.getBlockTimestamp());
        assertEq(_fingerprint(), before, "nothing changed");
        vm.expectRevert(reason);
        pool.quoteExtension(coverId, added);
    }

    // ------------------------------------------------------------- extensions

    function test_PREM7_ExtendMovesTheEnd() public {
        CoverData.Cover memory c = _coverOf(coverId);
        (uint40 quotedEnd, uint256 quoted) = pool.quoteExtension(coverId, 60 days);
        uint256 equity = pool.totalAssets();
        bytes32 clusters = _word(3);
        vm.expectEmit(address(pool));
        emit IPoolCoverChanges.CoverExtended(coverId, uint40(c.end + 60 days), quoted);
        (uint40 end, uint256 premium) = _extend(60 days);
        assertEq(end, c.end + 60 days);
        assertEq(end, quotedEnd, "PREM-5");
        assertEq(premium, quoted, "PREM-5");
        assertEq(_coverOf(coverId).end, end);
        assertEq(_coverOf(coverId).start, c.start, "protection goes on without a gap");
        assertEq(_coverOf(coverId).amount, c.amount);
        assertEq(pool.committedCover(scriptedProduct), 100_000 * unit, "committed once");
        assertEq(_word(3), clusters, "CAP-4: no more capital is bound than before");
        assertApproxEqAbs(pool.totalAssets(), equity, 1, "ACC-2: what was paid is unearned");
        _assertSolvent();
    }

    /// @dev PREM-7: 60 days more cost 60 days of today's price for the committed cover's last part.
    function test_PREM7_PriceIsThatOfTheLastPart() public {
        (, uint256 premium) = pool.quoteExtension(coverId, 60 days);
        // The sale of another 100,000 would start where this cover ends: undo it by quoting the first part.
        uint256 limit = pool.totalAssets() / unit;
        uint256 rate = 0.015e18 + uint256(0.02e18) * 50_000 / (limit * 7 / 10);
        assertApproxEqRel(premium, 100_000 * unit * rate / 1e18 * 60 / 365, 1e14);
    }

    function test_PREM7_ExtensionWithinOnePeriodMovesNoCapital() public {
        uint256 end = _coverOf(coverId).end;
        uint256 until = (end + HORIZON + 14 days - 1) / 14 days * 14 days;
        uint256 room = (until - end - HORIZON) / 1 days;
        _extend(room * 1 days);
        vm.warp(until - 1);
        assertEq(pool.committedCover(scriptedProduct), 100_000 * unit);
        vm.warp(until);
        assertEq(pool.committedCover(scriptedProduct), 0);
    }

    /// @dev CAP-2: committed until the new end + report window, and not one period longer.
    function testFuzz_CAP2_CapitalFollowsTheEnd(uint256 added) public {
        added = bound(added, 1, 300 days);
        (uint40 end,) = _extend(added);
        assertEq(end % 1 days, 0);
        uint256 until = (uint256(end) + HORIZON + 14 days - 1) / 14 days * 14 days;
        vm.warp(until - 1);
        assertEq(pool.committedCover(scriptedProduct), 100_000 * unit);
        vm.warp(until);
        assertEq(pool.committedCover(scriptedProduct), 0);
        pool.processExpiries();
        assertEq(uint256(_word(3)), 0, "clusters too");
        assertEq(_moneyWord().rate, 0);
        assertEq(pool.totalAssets(), _moneyWord().net, "all is earned");
        _assertSolvent();
    }

    /// @dev T-14: any chain of extensions costs at least the floor rate for every second of protection.
    function testFuzz_T14_NoFreeSeconds(uint256 a, uint256 b, uint256 c) public {
        _extend(bound(a, 1, 100 days));
        skip(bound(b, 0, 50 days));
        _extend(bound(c, 1, 100 days));
        uint256 paid = 10_100_000 * unit - usdc.balanceOf(carol);
        CoverData.Cover memory cover = _coverOf(coverId);
        assertGe(paid * 365 days, uint256(100_000) * unit * (cover.end - cover.start) * 15 / 1000);
    }

    function test_ApprovedAccountMayExtendAndPays() public {
        vm.prank(carol);
        coverToken.approve(dave, coverId);
        _fund(dave, address(pool), 1_000_000 * unit);
        vm.prank(dave);
        (, uint256 premium) = pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        assertEq(usdc.balanceOf(dave), 1_000_000 * unit - premium);
        vm.prank(carol);
        coverToken.setApprovalForAll(bob, true);
        _fund(bob, address(pool), 1_000_000 * unit);
        vm.prank(bob);
        pool.extendCover(coverId, 1, type(uint256).max, vm.getBlockTimestamp());
        assertEq(coverToken.ownerOf(coverId), carol);
    }

    /// @dev PREM-3: extensions do not use up the daily speed.
    function test_PREM3_ExtensionsDoNotCountForSpeed() public {
        uint256 before = pool.quoteCover(scriptedTerms, unit, 30 days).available;
        _extend(200 days);
        assertEq(pool.quoteCover(scriptedTerms, unit, 30 days).available, before);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_DeadlineHasPassed() public {
        vm.prank(carol);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        pool.extendCover(coverId, 1 days, type(uint256).max, vm.getBlockTimestamp() - 1);
    }

    function test_RevertWhen_CallerIsNotAuthorized() public {
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.extendCover(coverId, 1 days, type(uint256).max, vm.getBlockTimestamp());
    }

    function test_RevertWhen_CoverIsOfAnotherPoolOrNone() public {
        uint256 time = vm.getBlockTimestamp();
        vm.startPrank(carol);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.extendCover(coverId + 1, 1 days, type(uint256).max, time);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.extendCover(coverId | 1 << 255, 1 days, type(uint256).max, time);
        vm.stopPrank();
        pool = _createPool(_monoline());
        vm.prank(carol);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.extendCover(coverId, 1 days, type(uint256).max, time);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        pool.quoteExtension(coverId, 1 days);
    }

    /// @dev PREM-7: only while now + waiting period ≤ end.
    function test_RevertWhen_PREM7_CoverEndsWithinAWaitingPeriod() public {
        uint256 end = _coverOf(coverId).end;
        vm.warp(end - 3 days);
        _extend(1);
        vm.warp(end + 1 days - 3 days + 1);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.CoverEnded.selector, end + 1 days));
        vm.warp(end + 30 days);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.CoverEnded.selector, end + 1 days));
    }

    function test_RevertWhen_TimeIsOutOfRange() public {
        bytes memory reason = abi.encodeWithSelector(Errors.DurationOutOfRange.selector);
        _expectRefusal(0, reason);
        _expectRefusal(365 days + 1, reason);
        _expectRefusal(type(uint256).max, reason);
        // From now, as for a purchase: 60 + 3 days are left of 368.
        _expectRefusal(305 days + 1, reason);
        _extend(305 days);
        assertEq(_coverOf(coverId).end, vm.getBlockTimestamp() + 368 days);
    }

    /// @dev T-38: a cover's token counts 2,047 days.
    function test_RevertWhen_T38_CoverGrowsTooLong() public {
        uint256 start = _coverOf(coverId).start / 1 days;
        for (uint256 i; i < 6; ++i) {
            vm.warp(_coverOf(coverId).end - 3 days);
            uint256 left = start + 2047 - _coverOf(coverId).end / 1 days;
            if (left < 365) {
                _expectRefusal((left + 1) * 1 days, abi.encodeWithSelector(Errors.DurationOutOfRange.selector));
                _extend(left * 1 days);
                assertEq(_coverOf(coverId).end / 1 days - start, 2047);
                return;
            }
            _extend(365 days);
        }
        fail();
    }

    function test_RevertWhen_CAP5_ASaleWouldBeRefused() public {
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("suspended")));
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, false);
        _setShort(true);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.PoolShort.selector));
        _setShort(false);
        vm.chainId(10);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.WrongChain.selector));
        vm.chainId(31337);
        vm.prank(owner);
        registry.publishTerms(_scripted(scriptedProduct), _pins());
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("superseded")));
    }

    function test_RevertWhen_PREM7_ProductIsOpenedHere() public {
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.SalesStopped.selector, scriptedProduct));
    }

    /// @dev PREM-7: while those who have asked to leave could not, cover is not kept in force longer.
    function test_RevertWhen_CAP4_CapitalIsNeededForExits() public {
        CoverOrder memory o = _orderScripted(carol, 2_000_000 * unit, 90 days);
        vm.prank(carol);
        pool.buyCover(o);
        _request(alice, pool.balanceOf(alice) * 3 / 4);
        _extend(1 days);
        vm.warp(vm.getBlockTimestamp() + COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(alice, pool.balanceOf(alice) / 2);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
    }

    /// @dev PREM-7: room for all who have asked to leave is enough; what one settlement lets out is that room.
    function test_CAP4_RoomForAllExitsIsEnough() public {
        CoverOrder memory o = _orderScripted(carol, 2_000_000 * unit, 90 days);
        vm.prank(carol);
        pool.buyCover(o);
        uint256 state = vm.snapshotState();
        _request(alice, pool.balanceOf(alice));
        skip(COOLDOWN);
        vm.prank(alice);
        (uint256 room,) = pool.settleRedeemRequests(alice);
        vm.revertToState(state);

        skip(COOLDOWN);
        state = vm.snapshotState();
        _request(alice, room + 1);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        vm.revertToState(state);
        _request(alice, room);
        _extend(1 days);
    }

    /// @dev CAP-3, PREM-5: where the stream of the new end's day has no room for all of the cover, both the quote and the
    /// extension are refused; with room to the unit they are not.
    function test_RevertWhen_CAP3_StreamOfTheNewDayIsFull() public {
        uint256 snapshot = vm.snapshotState();
        _extend(30 days);
        uint256 rate = _coverOf(coverId).rate;
        uint256 day = _coverOf(coverId).end / 1 days;
        vm.revertToState(snapshot);

        _fillLane(day, rate - 1);
        _expectRefusal(30 days, abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        pool.quoteExtension(coverId, 29 days);
        _fillLane(day, rate);
        (, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        (, uint256 premium) = _extend(30 days);
        assertEq(premium, quoted, "PREM-5");
        assertEq(_coverOf(coverId).rate, rate);
    }

    /// @dev Streams of others that end on a day, so that so much room is left there.
    function _fillLane(uint256 day, uint256 room) internal {
        uint256 lane = ((1 << 35) - 1 - room) << (day % 7) * 35;
        vm.store(address(pool), bytes32(21 + day / 7 % 64), bytes32(day / 7 / 64 << 248 | lane));
    }

    function test_RevertWhen_PREM6_PremiumIsAboveMax() public {
        (, uint256 premium) = pool.quoteExtension(coverId, 30 days);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.PremiumAboveMax.selector, premium));
        pool.extendCover(coverId, 30 days, premium - 1, vm.getBlockTimestamp());
        pool.extendCover(coverId, 30 days, premium, vm.getBlockTimestamp());
    }

    /// @dev A cover that has paid everything protects nothing any more.
    function test_RevertWhen_CoverIsDrawnInFull() public {
        _draw(coverId, 100_000 * unit);
        _expectRefusal(1 days, abi.encodeWithSelector(Errors.CoverEnded.selector, _coverOf(coverId).end));
    }
}
