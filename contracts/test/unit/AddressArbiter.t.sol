// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AddressArbiter} from "../../src/arbiters/AddressArbiter.sol";
import {IAddressArbiter} from "../../src/interfaces/IAddressArbiter.sol";
import {Dispute, Ruling} from "../../src/interfaces/IDisputes.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {MockDisputes} from "../mocks/MockDisputes.sol";
import {ArbiterFixture} from "./ArbiterFixture.sol";

/// @notice One address that rules, RES-6. Branches: AddressArbiter.tree.
contract AddressArbiterTest is ArbiterFixture {
    address internal judge = makeAddr("a Safe");
    AddressArbiter internal arbiter;
    uint256 internal id;

    function setUp() public override {
        super.setUp();
        arbiter = new AddressArbiter(judge, 10 days, true);
        id = _open(_dispute(address(arbiter), M));
    }

    function test_RES6_SaysWhatItWasMadeWith() public {
        assertEq(arbiter.judge(), judge);
        assertEq(arbiter.latency(), 10 days);
        assertTrue(arbiter.isExternal());
        assertFalse(new AddressArbiter(judge, 0, false).isExternal());
    }

    function test_RevertWhen_NobodyIsTheJudge() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("judge")));
        new AddressArbiter(address(0), 10 days, true);
    }

    function test_RES6_JudgeRules() public {
        vm.expectEmit();
        emit IAddressArbiter.Ruled(court, id, Ruling.Severity, 0.3e18);
        vm.prank(judge);
        arbiter.rule(court, id, Ruling.Severity, 0.3e18);
        MockDisputes.Taken memory t = court.taken(id);
        assertEq(uint256(t.ruling), uint256(Ruling.Severity));
        assertEq(t.severity, 0.3e18);
        assertEq(t.arbiter, address(arbiter));
    }

    function test_RevertWhen_AnotherRules() public {
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        arbiter.rule(court, id, Ruling.Report, 0);
    }

    function test_RevertWhen_ItIsNotItsTurn() public {
        Dispute memory d = _dispute(address(panel), M);
        uint256 other = _open(d);
        vm.prank(judge);
        vm.expectRevert(Errors.NotArbiter.selector);
        arbiter.rule(court, other, Ruling.Report, 0);
    }
}
