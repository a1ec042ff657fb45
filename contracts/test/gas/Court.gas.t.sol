// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Answer, CaseRef} from "../../src/resolution/IDisputes.sol";
import {CourtFixture} from "../unit/resolution/court/CourtFixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";

/// @notice The court's calls as whole transactions, isolated. "Seventeen": as many answers as stand at once.
contract CourtGas is CourtFixture, StateCounter {
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        coverId = _protect(0, terms, carol, COVER);
        _protect(1, terms, carol, COVER);
        _startCounting();
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("court", name);
        _snapshotNewState(name, _countLastCall());
    }

    /// @dev Nothing is called after it.
    function _answerWith(CaseRef memory ref, uint64 severity) internal {
        Answer memory a = _answer(severity);
        uint256 bond = court.requiredBond(ref, a);
        vm.prank(heidi);
        court.postAnswer(ref, a, bond, "ipfs://answer");
    }

    /// @dev The pool and its vault have been through an incident, and the court holds bonds of another case.
    function test_Gas_OpenAgain() public {
        CaseRef memory ref = _openNew(0.4e18);
        _open(grace, 1, terms, ref.incidentId, 0.4e18);
        skip(WINDOW + 1);
        vault.claimPayout(coverId, ref.incidentId);
        skip(60 days + 1);
        vault.settleCase(terms, ref.incidentId);
        _withdraw(ref, OPENING, grace);

        _protect(0, terms, carol, COVER);
        uint256 id = _report(parametric);
        // The vault holds something else, as one that has been in use does.
        usdc.mint(address(vault), 1);
        pool.processExpiries();
        _open(grace, 0, terms, id, 0.4e18);
        _snap("open a case, bonded");
    }

    function test_Gas_Court() public {
        uint256 id = _report(parametric);
        _snap("report an incident");
        CaseRef memory ref = _open(grace, 0, terms, id, 0.4e18);
        _snap("open a case, bonded, first");
        _answerWith(ref, 0.1e18);
        _snap("post an answer, first of its case");
        uint256 state = vm.snapshotState();
        _answerWith(ref, 0.2e18);
        _snap("post an answer");
        vm.revertToState(state);
        _answerWith(ref, 0.9e18);
        _snap("post an answer that raises its case");
        _close(ref);
        vm.prank(address(arbiter));
        court.arbitrate(ref, FIRST + 1);
        _snap("arbitrate among three answers");
        court.settleBonds(ref);
        _snap("settle bonds, for claimants");
        bytes32 key = court.answerKey(_answer(0.1e18));
        court.withdrawBond(ref, key, heidi);
        _snap("withdraw a bond");
    }

    function test_Gas_Seventeen() public {
        CaseRef memory ref = _openNew(0.4e18);
        for (uint64 k; k < 16; ++k) {
            _answerWith(ref, 0.1e18 + k);
        }
        _answerWith(ref, 0.2e18);
        _snap("post an answer in place of one of sixteen");
        _close(ref);
        vm.prank(address(arbiter));
        court.arbitrate(ref, FIRST + 1);
        _snap("arbitrate among seventeen answers");
        court.settleBonds(ref);
        _snap("settle bonds of seventeen answers");
    }
}
