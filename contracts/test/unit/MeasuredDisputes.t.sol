// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Outcome} from "../../src/interfaces/IBonds.sol";
import {Ruling} from "../../src/interfaces/IDisputes.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {MeasuredResolver} from "../mocks/MeasuredResolver.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Disputes of what was measured: "the meter moved without a loss". Branches: MeasuredDisputes.tree.
contract MeasuredDisputesTest is CourtFixture {
    uint40 internal constant DELAY = 2 days;
    MeasuredResolver internal meter;
    uint256 internal meterTerms;
    uint256 internal id;
    uint256[2] internal coverId;

    function setUp() public override {
        super.setUp();
        meter = new MeasuredResolver(lossLedger, _rules(), DELAY);
        meter.measure(0.4e18);
        vm.startPrank(owner);
        uint256 product = registry.listProduct(40, sponsor, "Measured");
        Terms memory t = _courtTerms(product, 1);
        (t.resolver, t.observes) = (address(meter), true);
        meterTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        for (uint256 i; i < 2; ++i) {
            pool = pools[i] = _createPool(_monoline());
            vaults[i] = IClaimsVault(pool.claimsVault());
            _addTerms(pool, meterTerms);
            _deposit(alice, M);
            coverId[i] = _protect(i, meterTerms, carol, COVER);
        }
        vault = vaults[0];
        vm.prank(heidi);
        usdc.approve(address(meter), type(uint256).max);
        vm.prank(frank);
        id = meter.fire(1);
    }

    function _payableAt(uint256 i) internal view returns (uint256) {
        return meter.getVerdict(id, meterTerms, address(vaults[i])).payableAt;
    }

    function _contest(uint64 severity) internal returns (bytes32 key) {
        vm.prank(heidi);
        meter.challenge(id, _answer(severity), type(uint256).max, "");
        return meter.challengeKey(_answer(severity));
    }

    function test_RES2_OpeningsNeedNoBondAndMayFollowTheVerdict() public {
        uint256 end = _now() + DELAY;
        vaults[0].openCase(meterTerms, id);
        assertEq(_payableAt(0), end);
        skip(DELAY);
        vaults[1].openCase(meterTerms, id);
        assertEq(_payableAt(1), end, "one window for all");
        assertEq(vaults[1].claimPayout(coverId[1], id), 40_000e6);
        assertEq(usdc.balanceOf(address(meter)), 0);
        vm.prank(heidi);
        vm.expectRevert(abi.encodeWithSelector(Errors.ChallengeWindowClosed.selector, end));
        meter.challenge(id, _answer(0), type(uint256).max, "");
    }

    function test_RES2_OnlyThatLessWasLostIsAnAnswer() public {
        vm.startPrank(heidi);
        vm.expectRevert(Errors.InvalidAnswer.selector);
        meter.challenge(id, _answer(0.4e18), type(uint256).max, "");
        vm.expectRevert(Errors.InvalidAnswer.selector);
        meter.challenge(id, _answer(0.5e18), type(uint256).max, "");
        meter.challenge(id, _answer(0.4e18 - 1), type(uint256).max, "");
    }

    /// @dev The bond is the meter's, whatever was set aside: by two per cent of it the lister has said how much that may
    /// be.
    function test_RES2_AChallengeSuspendsAllPools() public {
        assertEq(meter.challengeBond(id), MIN_BOND);
        vaults[0].openCase(meterTerms, id);
        assertEq(meter.challengeBond(id), MIN_BOND);
        bytes32 key = _contest(0);
        assertEq(meter.getDispute(id).atStake, uint256(MIN_BOND) * 50);
        skip(DELAY);
        assertEq(_payableAt(0), 0);
        assertEq(_payableAt(1), 0);
        arbiter.rule(meter, id, Ruling.Counter, 0);
        assertEq(meter.withdrawBond(id, key, heidi), MIN_BOND, "there is nobody's bond to win");
        vm.expectRevert(Errors.IncidentDecided.selector);
        vaults[1].openCase(meterTerms, id);
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(0, meterTerms, id).status == CaseStatus.Denied);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        meter.settleBonds(id, address(vault), meterTerms);
    }

    /// @dev Starts of new cover are deferred until a dispute is over, and a lower ruling is what is paid.
    function test_RES2_ALowerRulingIsPaidAtOnce() public {
        _contest(0.1e18);
        vm.prank(address(vaults[0]));
        assertEq(meter.onOpen(id, meterTerms, grace, 1), _now() + TURN + LAST_TURN, "decided by then");
        vaults[0].openCase(meterTerms, id);
        arbiter.rule(meter, id, Ruling.Severity, 0.2e18);
        assertEq(_payableAt(0), _now());
        // Nearer to the counter-answer; cases may be opened after the ruling.
        vaults[1].openCase(meterTerms, id);
        assertEq(vaults[0].claimPayout(coverId[0], id), 20_000e6);
        assertEq(vaults[1].claimPayout(coverId[1], id), 20_000e6);
    }

    function test_RES5_ALosingChallengePaysWhoFired() public {
        vaults[0].openCase(meterTerms, id);
        bytes32 key = _contest(0);
        assertEq(meter.bondOf(id, 0, frank), 0);
        arbiter.rule(meter, id, Ruling.Report, 0);
        assertEq(meter.bondOf(id, key, heidi), 0);
        assertEq(meter.withdrawBond(id, 0, frank), MIN_BOND / 2);
        vm.expectRevert(Errors.BondLocked.selector);
        meter.withdrawBond(id, 0, frank);
        assertEq(meter.burned(address(usdc)), MIN_BOND / 2);
        assertEq(usdc.balanceOf(address(meter)), MIN_BOND / 2);
        assertEq(vaults[0].claimPayout(coverId[0], id), 40_000e6);
        vm.prank(address(vault));
        assertEq(meter.onClose(id, meterTerms, 1e12, 1e12), 0, "what needs no bond earns no reward");
    }

    function test_T61_SilenceDeniesAFiring() public {
        vaults[0].openCase(meterTerms, id);
        bytes32 key = _contest(0);
        skip(TURN + LAST_TURN);
        (Outcome outcome,) = meter.outcomeOf(id);
        assertTrue(outcome == Outcome.Silence);
        vm.prank(address(vaults[1]));
        vm.expectRevert(Errors.IncidentDecided.selector);
        meter.onOpen(id, meterTerms, grace, 1);
        assertEq(meter.withdrawBond(id, key, heidi), MIN_BOND / 2);
        assertEq(meter.bondOf(id, 0, frank), 0);
        assertEq(usdc.balanceOf(address(meter)), MIN_BOND / 2, "the other half stays");
        vault.applyVerdict(meterTerms, id);
        assertTrue(_case(0, meterTerms, id).status == CaseStatus.Denied);
    }
}
