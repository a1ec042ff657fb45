// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolAdministration} from "../../../src/pool/roles/IPoolAdministration.sol";
import {IPoolConfigurator} from "../../../src/governance/IPoolConfigurator.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, PoolSnapshot} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice A guardian's pauses: of sales or of deposits, bounded, with breaks, and of nothing else (GOV-3).
/// Branches: Pauses.tree.
contract PausesTest is UnitFixture {
    uint256 internal constant FLAGS = 248;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        _fund(dave, address(pool), 1_000_000 * unit);
        _fund(bob, address(pool), 1_000_000 * unit);
    }

    // ----------------------------------------------------------------- actions

    function _pauseSales(uint256 duration) internal returns (uint256 until) {
        vm.prank(guardian);
        return poolConfigurator.pauseSales(address(pool), duration);
    }

    function _pauseDeposits(uint256 duration) internal returns (uint256 until) {
        vm.prank(guardian);
        return poolConfigurator.pauseDeposits(address(pool), duration);
    }

    function _flags() internal view returns (uint256) {
        return uint256(_word(0)) >> FLAGS;
    }

    function _assertSales(bool open) internal {
        bytes memory paused = abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("paused"));
        CoverOrder memory o = _orderScripted(dave, 100 * unit, 30 days);
        if (!open) vm.expectRevert(paused);
        pool.quoteCover(scriptedTerms, 100 * unit, 30 days);
        vm.prank(dave);
        if (!open) vm.expectRevert(paused);
        pool.buyCover(o);
        // A meter is asked before.
        o.termsId = termsId;
        vm.prank(dave);
        if (!open) vm.expectRevert(paused);
        pool.buyCover(o);
    }

    /// @dev Both ways in; what their previews and limits say is what they do.
    function _assertDeposits(uint256 until) internal {
        if (until == 0) {
            assertGt(pool.maxDeposit(bob), 0);
            assertGt(pool.maxMint(bob), 0);
        } else {
            assertEq(pool.maxDeposit(bob), 0);
            assertEq(pool.maxMint(bob), 0);
        }
        bytes memory paused = abi.encodeWithSelector(Errors.DepositsPaused.selector, until);
        vm.startPrank(bob);
        if (until != 0) vm.expectRevert(paused);
        pool.deposit(unit, bob);
        if (until != 0) vm.expectRevert(paused);
        pool.mint(1e12, bob);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------- sales

    /// @dev GOV-3: to the second, and it ends by itself.
    function test_GOV3_SalesArePausedAndComeBack() public {
        uint256 until = vm.getBlockTimestamp() + 7 days;
        vm.expectEmit(address(pool));
        emit IPoolAdministration.PausesSet(until, 0);
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.SalesPaused(address(pool), until);
        assertEq(_pauseSales(7 days), until);
        assertEq(_flags(), 2);
        assertEq(uint256(_word(6)), until);
        _assertSales(false);
        _assertDeposits(0);
        vm.warp(until - 1);
        _assertSales(false);
        vm.warp(until);
        _assertSales(true);
        assertEq(_flags(), 0, "a purchase takes the bit off");
        (uint256 sales, uint256 deposits) = poolConfigurator.pausesOf(address(pool));
        assertEq(sales, until);
        assertEq(deposits, 0);
    }

    /// @dev Cover in force is extended and cancelled, exits and upkeep go on.
    function test_GOV3_APauseOfSalesStopsNothingElse() public {
        (uint256 coverId,) = _buyScripted(carol, 100_000 * unit, 30 days);
        (uint256 other,) = _buyScripted(carol, 100_000 * unit, 90 days);
        _request(alice, 1e18);
        skip(COOLDOWN - 1 days);
        _pauseSales(7 days);
        _pauseDeposits(7 days);
        skip(1 days);
        _fund(carol, address(pool), 100_000 * unit);
        (, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        vm.prank(carol);
        (, uint256 premium) = pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        assertEq(premium, quoted);
        assertEq(_flags(), 6, "an extension takes no bit off");
        assertGt(pool.quoteCancellation(other), 0);
        vm.prank(carol);
        assertGt(pool.cancelCover(other), 0);
        vm.startPrank(alice);
        pool.settleRedeemRequests(alice);
        assertGt(pool.redeem(pool.maxRedeem(alice), alice, alice), 0);
        pool.requestRedeem(1e18, alice, alice);
        pool.transfer(bob, 1e18);
        vm.stopPrank();
        pool.processExpiries();
        vm.prank(manager);
        poolConfigurator.removeTerms(address(pool), termsId);
        (uint256 incident, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        assertEq(reserve, 95_000 * unit);
        uint256 before = usdc.balanceOf(carol);
        vault.claimPayout(coverId, incident);
        assertEq(usdc.balanceOf(carol) - before, 95_000 * unit);
        skip(61 days);
        vault.settleCase(scriptedTerms, incident);
        assertEq(_flags(), 6);
        _assertSolvent();
    }

    // ---------------------------------------------------------------- deposits

    function test_GOV3_DepositsArePausedAndComeBack() public {
        uint256 until = vm.getBlockTimestamp() + 3 days;
        vm.expectEmit(address(pool));
        emit IPoolAdministration.PausesSet(0, until);
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.DepositsPaused(address(pool), until);
        assertEq(_pauseDeposits(3 days), until);
        assertEq(_flags(), 4);
        assertEq(uint256(_word(6)), until << 40);
        _assertDeposits(until);
        _assertSales(true);
        assertEq(_flags(), 4, "a purchase takes off its own bit only");
        vm.warp(until - 1);
        _assertDeposits(until);
        vm.warp(until);
        _assertDeposits(0);
        assertEq(_flags(), 0, "a deposit takes the bit off");
    }

    /// @dev Also where a deposit settles others' exits on the way.
    function test_GOV3_ADepositThatSettlesTakesTheBitOff() public {
        _request(alice, 1e18);
        skip(COOLDOWN);
        uint256 until = _pauseDeposits(1 days);
        vm.warp(until + 1 days);
        _assertDeposits(0);
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        assertEq(_flags(), 0);
    }

    /// @dev Two pauses at once, each with its own end; a short pool is short whatever is paused.
    function test_GOV3_PausesAreApart() public {
        uint256 sales = _pauseSales(2 days);
        skip(1 days);
        uint256 deposits = _pauseDeposits(4 days);
        assertEq(_flags(), 6);
        assertEq(uint256(_word(6)), sales | deposits << 40);
        vm.warp(sales);
        _assertSales(true);
        _assertDeposits(deposits);
        assertEq(_flags(), 4);
        _setShort(true);
        vm.prank(bob);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.deposit(unit, bob);
        _setShort(false);
        vm.warp(deposits);
        assertGt(pool.maxDeposit(bob), 0);
        // The other kind's end is sent along, and means nothing any more.
        vm.warp(sales + 14 days);
        _pauseSales(1 days);
        assertEq(_flags(), 2, "the bit of what is over is taken off");
        _assertDeposits(0);
        _assertSales(false);
        skip(3 days);
        _pauseDeposits(1 days);
        assertEq(_flags(), 4, "likewise");
    }

    /// @dev PREM-5: a snapshot has what the pool knows of it.
    function test_GOV3_SnapshotTellsOfPauses() public {
        uint256 deposits = _pauseDeposits(4 days);
        uint256 sales = _pauseSales(2 days);
        PoolSnapshot memory s = pool.snapshot(new uint256[](0));
        assertEq(s.words[0] >> FLAGS, 6);
        assertEq(s.words[6], sales | deposits << 40);
    }

    // ------------------------------------------------------------------ bounds

    function test_RevertWhen_GOV3_CallerIsNotTheGuardian() public {
        address[5] memory callers = [eve, manager, owner, sponsor, alice];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.pauseSales(address(pool), 1 days);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.pauseDeposits(address(pool), 1 days);
            if (callers[i] != manager) {
                vm.expectRevert(Errors.NotAuthorized.selector);
                poolConfigurator.endPauses(address(pool));
            }
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.setPauses(type(uint40).max, type(uint40).max);
            vm.stopPrank();
        }
        vm.prank(guardian);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.pauseSales(eve, 1 days);
    }

    function test_RevertWhen_GOV3_PauseIsTooLong() public {
        bytes memory tooLong = abi.encodeWithSelector(Errors.PauseTooLong.selector, 7 days);
        vm.startPrank(guardian);
        vm.expectRevert(tooLong);
        poolConfigurator.pauseSales(address(pool), 7 days + 1);
        vm.expectRevert(tooLong);
        poolConfigurator.pauseDeposits(address(pool), 7 days + 1);
        vm.expectRevert(tooLong);
        poolConfigurator.pauseSales(address(pool), type(uint256).max);
        poolConfigurator.pauseDeposits(address(pool), 7 days);
        vm.stopPrank();
    }

    /// @dev Not back to back: 14 days from the end of one to the next of its kind, whoever is guardian.
    function test_RevertWhen_GOV3_PauseIsRenewed() public {
        uint256 until = _pauseSales(5 days);
        bytes memory cooling = abi.encodeWithSelector(Errors.PauseCoolingDown.selector, until + 14 days);
        vm.prank(guardian);
        vm.expectRevert(cooling);
        poolConfigurator.pauseSales(address(pool), 1 days);
        vm.prank(manager);
        poolConfigurator.setGuardian(address(pool), dave);
        vm.warp(until + 14 days - 1);
        vm.prank(dave);
        vm.expectRevert(cooling);
        poolConfigurator.pauseSales(address(pool), 1);
        // The other kind has its own breaks.
        vm.startPrank(dave);
        poolConfigurator.pauseDeposits(address(pool), 1 days);
        vm.warp(until + 14 days);
        poolConfigurator.pauseSales(address(pool), 7 days);
        vm.expectRevert(
            abi.encodeWithSelector(Errors.PauseCoolingDown.selector, until - 1 + 14 days + 1 days + 14 days)
        );
        poolConfigurator.pauseDeposits(address(pool), 1 days);
        vm.stopPrank();
    }

    function test_GOV3_EndsBeforeItsTime() public {
        _pauseSales(7 days);
        _pauseDeposits(7 days);
        skip(1 days);
        uint256 ended = vm.getBlockTimestamp();
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.PausesEnded(address(pool));
        vm.prank(guardian);
        poolConfigurator.endPauses(address(pool));
        assertEq(_flags(), 0);
        _assertSales(true);
        _assertDeposits(0);
        // The break starts then, and ending again does not move it.
        skip(1 days);
        vm.prank(manager);
        poolConfigurator.endPauses(address(pool));
        vm.warp(ended + 14 days - 1);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(Errors.PauseCoolingDown.selector, ended + 14 days));
        poolConfigurator.pauseSales(address(pool), 1 days);
        vm.warp(ended + 14 days);
        _pauseSales(7 days);
        vm.prank(manager);
        poolConfigurator.endPauses(address(pool));
        _assertSales(true);
    }

    function test_GOV3_EndingWhatIsNotPausedChangesNothing() public {
        bytes32 before = _fingerprint();
        vm.prank(guardian);
        poolConfigurator.endPauses(address(pool));
        assertEq(_fingerprint(), before);
        (uint256 sales, uint256 deposits) = poolConfigurator.pausesOf(address(pool));
        assertEq(sales + deposits, 0);
        _pauseSales(1 days);
    }

    /// @dev A pool without a guardian is never paused.
    function test_GOV3_NoGuardianNoPause() public {
        vm.prank(manager);
        poolConfigurator.setGuardian(address(pool), address(0));
        vm.prank(guardian);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.pauseSales(address(pool), 1 days);
    }
}
