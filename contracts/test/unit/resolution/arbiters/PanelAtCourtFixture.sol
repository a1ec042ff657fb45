// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssessorPanel} from "../../../../src/resolution/arbiters/AssessorPanel.sol";
import {PanelConfig} from "../../../../src/resolution/arbiters/IAssessorPanel.sol";
import {CourtTerms} from "../../../../src/resolution/court/ICourt.sol";
import {CaseRef} from "../../../../src/resolution/IDisputes.sol";
import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {PoolConfig} from "../../../../src/pool/PoolTypes.sol";
import {CourtFixture} from "../court/CourtFixture.sol";

/// @notice A panel before the court as it is deployed.
abstract contract PanelAtCourtFixture is CourtFixture {
    AssessorPanel internal panel;
    uint96 internal subject;
    uint256 internal panelTerms;

    function setUp() public virtual override {
        super.setUp();
        panel = new AssessorPanel(PanelConfig(address(usdc), 3 days, 2 days, 140 days, 0.3e18, 0.2e18));
    }

    /// @dev Terms on court terms whose first arbiter is the panel, and a new pool that sells on them.
    function _sell(address meter) internal {
        CourtTerms memory d = _courtTerms(false);
        (d.rules.arbiter, d.meter) = (address(panel), meter);
        if (meter != address(0)) (d.meterId, d.answerWindow) = (1, ANSWER_WINDOW);
        _sellOn(d);
    }

    function _sellOn(CourtTerms memory d) internal {
        subject = court.createCourtTerms(d);
        vm.startPrank(owner);
        Terms memory t = _courtTerms(registry.listProduct(20, sponsor, "Panel's"), subject);
        t.observes = d.meter != address(0);
        panelTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = pools[0] = _createPool(c);
        vault = vaults[0] = IClaimsVault(pool.claimsVault());
        _addTerms(pool, panelTerms);
        _deposit(alice, M);
    }

    function _stake(address account, uint256 assets) internal {
        _fund(account, address(panel), assets);
        vm.prank(account);
        panel.depositStake(assets);
    }

    function _commit(address account, CaseRef memory ref, uint256 number) internal {
        bytes32 commitment = panel.commitmentOf(court, ref, number, "salt", account);
        vm.prank(account);
        panel.commitVote(court, ref, commitment);
    }

    function _reveal(address account, CaseRef memory ref, uint256 number) internal {
        vm.prank(account);
        panel.revealVote(court, ref, number, "salt");
    }
}
