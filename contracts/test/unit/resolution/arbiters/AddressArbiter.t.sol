// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AddressArbiter} from "../../../../src/resolution/arbiters/AddressArbiter.sol";
import {IAddressArbiter} from "../../../../src/resolution/arbiters/IAddressArbiter.sol";
import {CaseRef, IDisputes} from "../../../../src/resolution/IDisputes.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice One address that rules, RES-6. Branches: AddressArbiter.tree.
contract AddressArbiterTest is ArbiterFixture {
    address internal judge = makeAddr("a Safe");
    AddressArbiter internal arbiter;
    CaseRef internal ref;

    function setUp() public override {
        super.setUp();
        arbiter = new AddressArbiter(judge, 10 days, true);
        ref = _open(_dispute(address(arbiter), M));
    }

    function test_RES6_SaysWhatItWasMadeWith() public {
        assertEq(arbiter.judge(), judge);
        assertEq(arbiter.latency(), 10 days);
        assertTrue(arbiter.isExternal());
        assertFalse(new AddressArbiter(judge, 0, false).isExternal());
    }

    function test_RevertWhen_NobodyIsTheJudge() public {
        _expect(Errors.ZeroAddress.selector, bytes32("judge"));
        new AddressArbiter(address(0), 10 days, true);
    }

    function test_RES6_JudgeRulesForAnyAnswerOrNothing() public {
        for (uint256 number; number <= 2; ++number) {
            uint256 state = vm.snapshotState();
            vm.expectEmit();
            emit IAddressArbiter.Ruled(court, ref, number);
            vm.prank(judge);
            arbiter.rule(court, ref, number);
            assertEq(_chosen(ref), number);
            assertEq(court.decisionOf(ref).by, address(arbiter));
            vm.revertToStateAndDelete(state);
        }
    }

    function test_RevertWhen_AnotherRules() public {
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        arbiter.rule(court, ref, FIRST);
    }

    function test_RevertWhen_ThereIsNoSuchAnswer() public {
        vm.prank(judge);
        vm.expectRevert(Errors.UnknownAnswer.selector);
        arbiter.rule(court, ref, 3);
    }

    /// @dev First second, last second, and those beside them.
    function test_RES6_RulesInItsTurnAlone() public {
        (uint256 from, uint256 until) = (court.told(ref).turnStarted, court.told(ref).deadline);
        vm.warp(from - 1);
        _expectNotItsTurn();
        vm.warp(until);
        _expectNotItsTurn();
        uint256 state = vm.snapshotState();
        vm.warp(from);
        vm.prank(judge);
        arbiter.rule(court, ref, FIRST);
        assertEq(_chosen(ref), FIRST);
        // Not twice.
        _expectNotItsTurn();
        vm.revertToStateAndDelete(state);
        vm.warp(until - 1);
        vm.prank(judge);
        arbiter.rule(court, ref, LESS);
        assertEq(_chosen(ref), LESS);
    }

    function test_RevertWhen_ItIsAnothersTurn() public {
        ref = _open(_dispute(address(panel), M));
        _expectNotItsTurn();
        assertFalse(court.isDecided(ref));
    }

    function test_RevertWhen_ThereIsNoCourt() public {
        vm.prank(judge);
        vm.expectRevert();
        arbiter.rule(IDisputes(eve), ref, FIRST);
        assertFalse(court.isDecided(ref));
    }

    function _expectNotItsTurn() internal {
        vm.expectRevert(Errors.NotArbiter.selector);
        vm.prank(judge);
        arbiter.rule(court, ref, FIRST);
    }
}
