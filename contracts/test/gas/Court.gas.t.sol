// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ruling} from "../../src/interfaces/IDisputes.sol";
import {CourtFixture} from "../unit/CourtFixture.sol";

/// @notice The court's calls as whole transactions, isolated. "Hundredth": after 99 openings of the same incident.
contract CourtGas is CourtFixture {
    uint256 internal coverId;

    function setUp() public override {
        super.setUp();
        coverId = _protect(0, terms, carol, COVER);
        _protect(1, terms, carol, COVER);
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("court", name);
    }

    /// @dev The pool and its vault have been through an incident, and the court holds bonds of another one.
    function test_Gas_OpenAgain() public {
        uint256 id = _report(0.4e18);
        _openCaseOf(0, id);
        _openCaseOf(1, id);
        skip(WINDOW);
        vault.claimPayout(coverId, id);
        skip(60 days + 1);
        vault.settleCase(terms, id);
        court.withdrawBond(id, _key(0, terms), grace);

        _protect(0, terms, carol, COVER);
        id = _report(0.4e18);
        // The vault holds something else, as one that has been in use does.
        usdc.mint(address(vault), 1);
        pool.processExpiries();
        _openCaseOf(0, id);
        _snap("open a case, bonded");
    }

    function test_Gas_Court() public {
        uint256 id = _report(0.4e18);
        _snap("report an incident");
        _openCaseOf(0, id);
        _snap("open a case, bonded, first");
        vm.prank(heidi);
        court.challenge(id, _answer(0.1e18), type(uint256).max, "ipfs://counter");
        _snap("challenge");
        _openCaseOf(1, id);
        _snap("open a case, in dispute");
        vm.prank(address(arbiter));
        court.arbitrate(id, Ruling.Report, 0);
        _snap("arbitrate");
        court.settleBonds(id, address(vault), terms);
        _snap("settle bonds, for claimants");
        bytes32 key = _key(0, terms);
        court.withdrawBond(id, key, grace);
        _snap("withdraw a bond");

        skip(1 days);
        id = _report(0.4e18);
        vm.startPrank(address(vault));
        for (uint256 i; i < 100; ++i) {
            skip(WINDOW / 90);
            court.onOpen(id, 100 + i, grace, 1000e6);
        }
        _snap("opening, hundredth, the resolver's part");
        vm.startPrank(heidi);
        court.challenge(id, _answer(0), type(uint256).max, "");
        _snap("challenge, after 100 openings");
    }
}
