// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVaultExtension} from "../../src/interfaces/IClaimsVaultExtension.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What sponsors post (SETTLE-4, SETTLE-10). Branches: FirstLoss.tree.
contract FirstLossTest is IncidentFixture {
    uint256 internal coverId; // 200,000 on product 0, of which 10 % are the insured's

    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        t.deductible = 0.1e18;
    }

    function setUp() public override {
        super.setUp();
        coverId = _cover(0, carol, M / 5);
        skip(5 days);
    }

    function test_SETTLE10_PostIsKeptInTheVault() public {
        _fund(sponsor, address(vault), 50_000e6);
        vm.expectEmit(address(vault));
        emit IClaimsVaultExtension.FirstLossPosted(product[0], sponsor, 50_000e6);
        vm.prank(sponsor);
        vault.postFirstLoss(product[0], 50_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
        assertEq(_inVault(), 50_000e6);
        _post(0, 1);
        assertEq(_freeFirstLoss(0), 50_000e6 + 1);
    }

    function test_RevertWhen_PostIsNotPossible() public {
        vm.prank(sponsor);
        vm.expectRevert(Errors.AmountZero.selector);
        vault.postFirstLoss(product[0], 0);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.postFirstLoss(product[0], 1);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.requestFirstLossWithdrawal(product[0], 1);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.withdrawFirstLoss(product[0], eve);
    }

    /// @dev SETTLE-4: deductible, first loss, case.
    function test_SETTLE4_LossOrder() public {
        _post(0, 50_000e6);
        uint256 equity = pool.totalAssets();
        uint256 id = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, id).firstLoss, 50_000e6);
        assertEq(_case(0, id).reserve, 50_000e6, "200,000 x (60 % - 10 %) less the first loss");
        assertEq(equity - pool.totalAssets(), 50_000e6);
        assertEq(_freeFirstLoss(0), 0);
        _decide(0, id, 0.4e18);
        assertEq(pool.totalAssets(), equity - 10_000e6, "the pool bears 10,000 of the 60,000");
        assertEq(_freeFirstLoss(0), 0, "the first loss bears the rest");
        assertEq(_claim(coverId, id), 60_000e6);
        skip(60 days + 1);
        (uint256 back,) = vault.settleCase(terms[0], id);
        assertEq(back, 0, "nothing was left");
        assertEq(_inVault(), 0);
    }

    function test_SETTLE4_UnusedFirstLossIsFreeAgain() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.3e18);
        assertEq(_case(0, id).reserve, 0, "40,000 are the first loss's alone");
        assertEq(_freeFirstLoss(0), 10_000e6);
        _decide(0, id, 0.2e18);
        assertEq(_freeFirstLoss(0), 30_000e6, "half of what was set aside cannot be claimed");
        assertEq(_claim(coverId, id), 20_000e6);
        assertEq(_inVault(), 30_000e6);
        skip(60 days + 1);
        vault.settleCase(terms[0], id);
        assertEq(_freeFirstLoss(0), 30_000e6);
        assertEq(_inVault(), 30_000e6);
    }

    /// @dev CLAIM-3: a denial leaves everybody whole.
    function test_CLAIM3_DeniedIncidentReturnsAll() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.6e18);
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(pool.totalAssets(), equity + 50_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, id);
        uint256 shares = vault.shareReturnOf(0).shares;
        assertApproxEqAbs(_collect(alice) + _collect(bob), shares, 2);
    }

    /// @dev Each case has what it took when it was opened: what a decoy had of the first loss is free again with its denial,
    /// and pays the next one.
    function test_SETTLE4_FirstLossOfADecoyPaysTheNextOne() public {
        _post(0, 50_000e6);
        uint256 decoy = _openCaseFor(0, 0.6e18);
        uint256 real = _openCaseFor(0, 0.2e18);
        assertEq(_case(0, real).reserve, 20_000e6, "the decoy has all of the first loss");
        _decide(0, decoy, 0);
        assertEq(_freeFirstLoss(0), 50_000e6);
        _decide(0, real, 0.2e18);
        assertEq(_claim(coverId, real), 20_000e6);
        uint256 next = _openCaseFor(0, 0.3e18);
        assertEq(_case(0, next).firstLoss, 36_000e6, "180,000 x (30 % - 10 %)");
        assertEq(_case(0, next).reserve, 0);
        assertEq(_freeFirstLoss(0), 14_000e6);
    }

    /// @dev SETTLE-10: later than any exit, and never in store.
    function test_SETTLE10_WithdrawalMaturesAndLapses() public {
        _post(0, 50_000e6);
        vm.startPrank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, 0));
        vault.withdrawFirstLoss(product[1], sponsor);
        uint256 matures = vault.requestFirstLossWithdrawal(product[0], 20_000e6);
        assertEq(matures, vm.getBlockTimestamp() + pool.cooldown() + 1 days);
        vm.warp(matures - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, matures));
        vault.withdrawFirstLoss(product[0], sponsor);
        vm.warp(matures + 2 days + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, matures));
        vault.withdrawFirstLoss(product[0], sponsor);
        matures = vault.requestFirstLossWithdrawal(product[0], 60_000e6);
        vm.warp(matures + 2 days);
        assertEq(vault.withdrawFirstLoss(product[0], dave), 50_000e6, "at most what is there");
        assertEq(usdc.balanceOf(dave), 50_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, 0));
        vault.withdrawFirstLoss(product[0], dave);
        vm.stopPrank();
    }

    /// @dev What a case has set aside stays; the rest leaves, whatever is open.
    function test_SETTLE10_WithdrawsWhatNoCaseHasSetAside() public {
        _post(0, 50_000e6);
        vm.prank(sponsor);
        uint256 matures = vault.requestFirstLossWithdrawal(product[0], 50_000e6);
        vm.warp(matures);
        uint256 id = _openCaseFor(0, 0.2e18);
        vm.startPrank(sponsor);
        assertEq(vault.withdrawFirstLoss(product[0], sponsor), 30_000e6, "less 200,000 x (20 % - 10 %)");
        vm.warp(vault.requestFirstLossWithdrawal(product[0], 50_000e6));
        vm.expectRevert(Errors.AmountZero.selector);
        vault.withdrawFirstLoss(product[0], sponsor);
        vm.stopPrank();
        _decide(0, id, 0);
        vm.prank(sponsor);
        assertEq(vault.withdrawFirstLoss(product[0], sponsor), 20_000e6, "denied");
        assertEq(_inVault(), 0);
    }

    function test_RevertWhen_NothingIsWithdrawn() public {
        _post(0, 50_000e6);
        vm.startPrank(sponsor);
        vm.warp(vault.requestFirstLossWithdrawal(product[0], 0));
        vm.expectRevert(Errors.AmountZero.selector);
        vault.withdrawFirstLoss(product[0], sponsor);
        vm.stopPrank();
    }

    /// @dev What cases give back must fit beside what was posted meanwhile, or a release would be stuck.
    function test_RevertWhen_FirstLossIsBeyondItsBound() public {
        uint256 most = type(uint96).max >> 6;
        _post(0, most);
        _fund(sponsor, address(vault), 1);
        vm.prank(sponsor);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("firstLoss")));
        vault.postFirstLoss(product[0], 1);
        assertEq(_freeFirstLoss(0), most);
    }
}
