// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {CourtTerms} from "../../../../src/resolution/court/ICourt.sol";
import {CaseRef} from "../../../../src/resolution/IDisputes.sol";
import {Firing} from "../../../../src/resolution/meters/IMeter.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CoverOrder} from "../../../../src/pool/PoolTypes.sol";
import {CourtFixture} from "../court/CourtFixture.sol";
import {BridgeMeter} from "../../../mocks/BridgeMeter.sol";
import {MockToken} from "../../../mocks/MockToken.sol";

/// @notice A meter that is not ours, for a bridge whose token is backed by what lies in an escrow.
contract BridgeMeterTest is CourtFixture {
    uint256 internal constant BRIDGED = 10_000_000e6;
    uint256 internal constant STEP = DWELL / 3;

    BridgeMeter internal meter;
    MockToken internal bridged;
    address internal escrow = makeAddr("escrow of the bridge");
    uint96 internal subject;
    uint96 internal bridge;
    uint256 internal bridgeTerms;
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        bridged = new MockToken("Bridged USD Coin", "bUSDC", 6);
        bridged.mint(dave, BRIDGED);
        usdc.mint(escrow, BRIDGED);
        meter = new BridgeMeter();
        bridge = meter.createMeter(bridged, usdc, escrow);
        CourtTerms memory d = _courtTerms(false);
        (d.meter, d.meterId, d.answerWindow) = (address(meter), bridge, ANSWER_WINDOW);
        subject = court.createCourtTerms(d);
        vm.startPrank(owner);
        Terms memory t = _courtTerms(registry.listProduct(40, sponsor, "Bridge"), subject);
        t.observes = true;
        bridgeTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        pool = pools[0] = _createPool(_monoline());
        vault = vaults[0] = IClaimsVault(pool.claimsVault());
        _addTerms(pool, bridgeTerms);
        _deposit(alice, M);
        coverId = _protect(0, bridgeTerms, carol, COVER);
    }

    /// @dev Looks, each a third of the dwell before what comes next.
    function _look(uint256 times) internal {
        for (uint256 i; i < times; ++i) {
            meter.poke(bridge);
            skip(STEP);
        }
    }

    function _lose(uint256 amount) internal {
        vm.prank(escrow);
        usdc.transfer(eve, amount);
    }

    function _refill(uint256 amount) internal {
        vm.prank(eve);
        usdc.transfer(escrow, amount);
    }

    /// @dev Three tenths are lost, and Frank fires at the fourth look.
    function _fireOnce() internal returns (uint256 id) {
        _lose(3_000_000e6);
        _look(3);
        return _fire();
    }

    function _fire() internal returns (uint256 id) {
        vm.prank(frank);
        return _incidentOf(subject, meter.fire(bridge));
    }

    function _expectNothingIsSold() internal {
        _fund(dave, address(pool), COVER);
        CoverOrder memory o = _order(dave, COVER, 300 days);
        o.termsId = bridgeTerms;
        vm.expectRevert(Errors.BelowMark.selector);
        vm.prank(dave);
        pool.buyCover(o);
        vm.expectRevert(Errors.BelowMark.selector);
        court.reading(subject);
    }

    function _expectNotFired(bytes memory reason) internal {
        vm.expectRevert(reason);
        meter.fire(bridge);
    }

    function _notReached(uint256 readyAt) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.DwellNotReached.selector, readyAt);
    }

    function _nothingLost() internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.ConditionNotMet.selector);
    }

    // -------------------------------------------------------------------- fires

    function test_RES2_UnbackedBridgePaysItsCovers() public {
        _expectNotFired(_nothingLost());
        _lose(3_000_000e6);
        uint256 first = _now();
        for (uint256 i; i < 3; ++i) {
            meter.poke(bridge);
            _expectNotFired(_notReached(first + DWELL));
            skip(STEP);
        }
        uint256 id = _fire();
        Firing memory x = meter.getFiring(bridge, 1);
        assertEq(x.time, first);
        assertEq(x.firedAt, first + DWELL);
        assertEq(x.severity, 0.3e18);
        assertEq(meter.firedBy(1, 1), frank);
        _expectNotFired(_nothingLost());

        vault.openCase(bridgeTerms, id, 0);
        skip(ANSWER_WINDOW + 1);
        uint256 before = usdc.balanceOf(carol);
        assertEq(vault.claimPayout(coverId, id), 30_000e6);
        assertEq(usdc.balanceOf(carol), before + 30_000e6);
    }

    /// @dev The worst of four looks decides nothing: what counts is the most that was there at any of them.
    function test_RES2_OnlyWhatWasLostAtEveryLookFires() public {
        _lose(9_000_000e6);
        _look(2);
        _refill(8_000_000e6);
        _look(1);
        _fire();
        assertEq(meter.getFiring(bridge, 1).severity, 0.1e18);
    }

    function test_RES2_WhatIsLessThanTheLeastLossDoesNotFire() public {
        _lose(500_000e6 - 1);
        _look(4);
        _expectNotFired(_nothingLost());
        _lose(1);
        _look(3);
        _fire();
        assertEq(meter.getFiring(bridge, 1).severity, 0.05e18);
    }

    /// @dev After a total loss there is nothing that could be lost, also when the escrow is filled again.
    function test_RES2_TotalLossIsTheLast() public {
        _lose(BRIDGED);
        _look(3);
        _fire();
        assertEq(meter.getFiring(bridge, 1).severity, 1e18);
        _look(4);
        _expectNotFired(_nothingLost());
        _refill(BRIDGED);
        skip(RAISE_WINDOW + 1);
        _expectNothingIsSold();
    }

    // ---------------------------------------------------------------- one block

    function test_RES2_BalanceMovedWithinABlockNeverFires() public {
        for (uint256 i; i < 8; ++i) {
            _lose(BRIDGED);
            for (uint256 n; n < 5; ++n) {
                meter.poke(bridge);
            }
            _expectNotFired(_notReached(_now() + DWELL)); // five looks of a block are one
            _refill(BRIDGED);
            meter.poke(bridge);
            _expectNotFired(_nothingLost());
            skip(STEP);
        }
        // One that nobody looks at in its block is undone by the look of firing.
        _lose(BRIDGED);
        meter.poke(bridge);
        _refill(BRIDGED);
        skip(DWELL);
        _expectNotFired(_nothingLost());
    }

    // ------------------------------------------------------------------- sales

    function test_RES2_NothingIsSoldBelowTheMark() public {
        _lose(1);
        _expectNothingIsSold();
        _look(4);
        _expectNothingIsSold();
        _refill(1);
        _protect(0, bridgeTerms, dave, COVER);
    }

    function test_RES2_NothingIsSoldWhileTheFiringCanBeRaised() public {
        _fireOnce();
        _expectNothingIsSold();
        _refill(3_000_000e6);
        skip(RAISE_WINDOW);
        _expectNothingIsSold();
        skip(1);
        assertEq(court.reading(subject), type(uint128).max);
        _protect(0, bridgeTerms, dave, COVER);
    }

    // ------------------------------------------------------------------- raises

    function test_RES2_FurtherLossRaisesTheFiring() public {
        _lose(3_000_000e6);
        uint256 first = _now();
        _look(3);
        _lose(3_500_000e6);
        uint256 id = _fire();
        assertEq(court.getIncident(id).severity, 0.3e18);
        vault.openCase(bridgeTerms, id, 0);
        _expectNotFired(_notReached(_now() + DWELL));
        _look(3);
        assertEq(_fire(), id);
        assertEq(court.getIncident(id).severity, 0.65e18, "half of what was left");
        assertEq(court.getIncident(id).time, first);
        assertEq(meter.firingCount(bridge), 1);
        assertEq(court.raiseCase(CaseRef(id, address(vault), bridgeTerms)), 35_000e6);
        skip(ANSWER_WINDOW + 1);
        assertEq(vault.claimPayout(coverId, id), 65_000e6);
    }

    function test_RES2_LossAfterTheRaiseWindowIsOneOfItsOwn() public {
        uint256 id = _fireOnce();
        skip(RAISE_WINDOW + 1);
        _lose(3_500_000e6);
        _look(3);
        assertEq(_fire(), id + 1);
        assertEq(court.getIncident(id).severity, 0.3e18);
        assertEq(court.getIncident(id + 1).severity, 0.5e18);
    }
}
