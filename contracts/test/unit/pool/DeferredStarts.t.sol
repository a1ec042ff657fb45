// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, PoolConfig, Quote} from "../../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "../claims/IncidentFixture.sol";

/// @notice A case with a long challenge window keeps covers on its cluster from starting before that is over (CAP-5).
/// Branches: DeferredStarts.tree.
contract DeferredStartsTest is IncidentFixture {
    uint256 internal constant WAITING = 3 days;

    uint256 internal neighbour; // terms of another product of product 0's cluster

    function setUp() public override {
        super.setUp();
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        vm.startPrank(owner);
        Terms memory t = _scripted(registry.listProduct(10, sponsor, "Neighbour"));
        t.subject = 77;
        neighbour = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, terms[0]);
        _addTerms(pool, terms[1]);
        _addTerms(pool, neighbour);
        _deposit(alice, M);
        _cover(0, carol, M / 10);
        _cover(1, carol, M / 10);
        skip(5 days);
    }

    function _openCasesUntil(uint256 decidedBy) internal {
        resolver.setDecidedBy(decidedBy);
        _openCaseFor(0, 0.1e18);
    }

    /// @dev The start that is quoted is the one that is bought, for the same premium.
    function _startOn(uint256 termsId_) internal returns (uint256 start) {
        Quote memory q = pool.quoteCover(termsId_, 1000e6, 30 days);
        _fund(dave, address(pool), 1000e6);
        CoverOrder memory o = _order(dave, 1000e6, 30 days);
        o.termsId = termsId_;
        vm.prank(dave);
        (uint256 coverId, uint256 premium) = pool.buyCover(o);
        assertEq(premium, q.premium, "PREM-5");
        assertEq(_coverOf(coverId).start, q.start);
        assertEq(_coverOf(coverId).end, q.end);
        assertEq(q.end, (uint256(q.start) + 30 days + 1 days - 1) / 1 days * 1 days, "the end follows");
        return q.start;
    }

    function test_CAP5_StartsOnTheClusterWaitForTheWindow() public {
        uint256 until = vm.getBlockTimestamp() + 12 days;
        _openCasesUntil(until);
        assertEq(_startOn(neighbour), until);
        assertEq(_startOn(terms[1]), vm.getBlockTimestamp() + WAITING, "another cluster");
        skip(9 days);
        assertEq(_startOn(neighbour), until, "to the last second");
        skip(1);
        assertEq(_startOn(neighbour), until + 1, "from then on the waiting period is later");
        skip(30 days);
        assertEq(_startOn(neighbour), vm.getBlockTimestamp() + WAITING);
    }

    /// @dev CAP-1: a case that is opened between a quote and its purchase moves the start; the buyer's bound refuses it.
    function test_RevertWhen_CAP1_ACaseMovesTheStartBeyondTheBound() public {
        Quote memory q = pool.quoteCover(neighbour, 1000e6, 30 days);
        _fund(dave, address(pool), 1000e6);
        CoverOrder memory o = _order(dave, 1000e6, 30 days);
        (o.termsId, o.maxStart) = (neighbour, q.start + 1 days);
        uint256 snapshot = vm.snapshotState();
        vm.prank(dave);
        (uint256 coverId,) = pool.buyCover(o);
        assertEq(_coverOf(coverId).start, q.start);
        vm.revertToState(snapshot);

        uint256 until = vm.getBlockTimestamp() + 12 days;
        _openCasesUntil(until);
        vm.expectRevert(abi.encodeWithSelector(Errors.StartTooLate.selector, until));
        vm.prank(dave);
        pool.buyCover(o);
        o.maxStart = uint40(until);
        vm.prank(dave);
        (coverId,) = pool.buyCover(o);
        assertEq(_coverOf(coverId).start, until);
    }

    function test_CAP5_StartsWaitThirtyDaysAtMost() public {
        _openCasesUntil(type(uint256).max);
        assertEq(_startOn(neighbour), vm.getBlockTimestamp() + 30 days);
    }

    /// @dev A nearer window, opened later, does not shorten a longer one; a farther one lengthens it.
    function test_CAP5_LongestWindowCounts() public {
        uint256 now_ = vm.getBlockTimestamp();
        _openCasesUntil(now_ + 12 days);
        _openCasesUntil(now_ + 8 days);
        assertEq(_startOn(neighbour), now_ + 12 days);
        _openCasesUntil(now_ + 13 days);
        assertEq(_startOn(neighbour), now_ + 13 days);
    }

    /// @dev No waiting period is shorter than two days: nothing is written for what is decided by then.
    function test_CAP5_NearWindowsWriteNothing() public {
        bytes32 clusters = _word(3);
        _openCasesUntil(vm.getBlockTimestamp() + 2 days);
        assertEq(_word(5), 0);
        assertEq(_word(3), clusters);
        assertEq(_startOn(neighbour), vm.getBlockTimestamp() + WAITING);
        _openCasesUntil(vm.getBlockTimestamp() + 2 days + 1);
        assertEq(uint256(_word(5)), vm.getBlockTimestamp() + 2 days + 1, "of the first lane");
        assertEq(uint256(_word(3)) >> 248, 1, "one bit, of its lane");
    }
}
