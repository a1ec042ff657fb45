// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICourt, Report} from "../../../../src/resolution/court/ICourt.sol";
import {Answer, CaseRef} from "../../../../src/resolution/IDisputes.sol";
import {Incident} from "../../../../src/resolution/IResolver.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice Reports are free, and do nothing. Branches: Reports.tree.
contract ReportsTest is CourtFixture {
    function test_INC1_AReportAloneCostsAndDoesNothing() public {
        uint256 had = usdc.balanceOf(frank);
        vm.expectEmit(address(court));
        emit ICourt.IncidentReported(
            uint256(parametric) << 32 | 1, parametric, frank, uint40(_now()), keccak256("evidence"), "ipfs://evidence"
        );
        uint256 id = _report(parametric);
        assertEq(id, uint256(parametric) << 32 | 1);
        assertEq(usdc.balanceOf(frank), had);
        Incident memory x = court.getIncident(id);
        assertEq(abi.encode(x), abi.encode(Incident(parametric, uint40(_now()), 0, 0)), "it says nothing about amounts");
        assertEq(
            abi.encode(court.getReport(id)),
            abi.encode(Report(frank, uint40(_now()), uint40(_now()), keccak256("evidence")))
        );
        skip(365 days);
        assertEq(_payable(CaseRef(id, address(vault), terms)), 0);
    }

    /// @dev Whatever was reported before, one's own report is one's own.
    function test_P8_NoReportTakesAnothersPlace() public {
        uint256 first = _report(parametric);
        vm.prank(heidi);
        uint256 second = court.reportIncident(parametric, uint40(_now()), keccak256("evidence"), "ipfs://evidence");
        assertEq(second, first + 1);
        assertEq(court.getReport(first).reporter, frank);
        assertEq(court.getReport(second).reporter, heidi);
        assertEq(_report(byProof), uint256(byProof) << 32 | 1, "each counts its own");
    }

    function test_INC1_ReportsAreInTime() public {
        uint40 time = uint40(_now());
        uint256 until = uint256(time) + REPORT_WINDOW;
        vm.warp(until);
        court.reportIncident(parametric, time, 0, "");
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time, until));
        court.reportIncident(parametric, time, 0, "");
        vm.expectRevert(
            abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, until + 2, until + 2 + REPORT_WINDOW)
        );
        court.reportIncident(parametric, uint40(until) + 2, 0, "");
        uint256 id = court.reportIncident(parametric, uint40(until) + 1, 0, "");
        assertEq(court.getIncident(id).time, until + 1);
    }

    function test_RevertWhen_AMeterSpeaksForTheCourtTerms() public {
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidCourtTerms.selector, bytes32("meter")));
        court.reportIncident(metered, uint40(_now()), 0, "");
    }

    function test_RevertWhen_TheIncidentIsUnknown() public {
        uint256[3] memory ids =
            [uint256(parametric) << 32 | 1, uint256(9) << 32 | 1, _report(parametric) | uint256(1) << 128];
        ids[0] += 1;
        bytes4 unknown = Errors.UnknownIncident.selector;
        for (uint256 i; i < 3; ++i) {
            CaseRef memory ref = CaseRef(ids[i], address(vault), terms);
            Answer memory a = _answer(0);
            vm.expectRevert(unknown);
            court.getIncident(ids[i]);
            vm.expectRevert(unknown);
            court.getReport(ids[i]);
            vm.expectRevert(unknown);
            court.getCase(ref);
            vm.expectRevert(unknown);
            court.getDispute(ref);
            vm.expectRevert(unknown);
            court.outcomeOf(ref);
            vm.expectRevert(unknown);
            court.requiredBond(ref, a);
            vm.expectRevert(unknown);
            court.postAnswer(ref, a, M, "");
            vm.expectRevert(unknown);
            court.publishLosses(ref, keccak256("table"), 1, "");
            vm.expectRevert(unknown);
            court.arbitrate(ref, 0);
            vm.expectRevert(unknown);
            court.adoptOutcome(ref, ref);
            vm.expectRevert(unknown);
            court.raiseCase(ref);
            vm.expectRevert(unknown);
            court.settleBonds(ref);
            vm.expectRevert(unknown);
            court.pledge(ref, keccak256("an answer"), 1);
            vm.expectRevert(unknown);
            court.bondOf(ref, OPENING, grace);
            vm.expectRevert(unknown);
            court.withdrawBond(ref, OPENING, grace);
        }
    }
}
