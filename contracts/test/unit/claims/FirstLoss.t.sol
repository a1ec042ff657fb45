// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFirstLoss} from "../../../src/claims/roles/IFirstLoss.sol";
import {IVaultCases} from "../../../src/claims/roles/IVaultCases.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
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
        emit IFirstLoss.FirstLossPosted(product[0], sponsor, 50_000e6);
        vm.prank(sponsor);
        vault.postFirstLoss(product[0], 50_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
        assertEq(_inVault(), 50_000e6);
        _post(0, 1);
        assertEq(_freeFirstLoss(0), 50_000e6 + 1);
        (,, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt) = vault.firstLossOf(product[0]);
        assertEq(withdrawal + maturesAt + lapsesAt, 0, "no withdrawal was asked for");
    }

    function test_RevertWhen_PostIsNothingOrNotTheSponsors() public {
        vm.prank(sponsor);
        vm.expectRevert(Errors.AmountZero.selector);
        vault.postFirstLoss(product[0], 0);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.postFirstLoss(product[0], 1);
    }

    function test_RevertWhen_SETTLE10_WithdrawalIsNotTheSponsors() public {
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.requestFirstLossWithdrawal(product[0], 1);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.withdrawFirstLoss(product[0], eve);
    }

    /// @dev SETTLE-4: deductible, first loss, the pool's capital.
    function test_SETTLE4_LossOrder() public {
        _post(0, 50_000e6);
        uint256 equity = pool.totalAssets();
        uint256 id = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, id).reserve, 100_000e6, "200,000 x (60 % - 10 %)");
        assertEq(_case(0, id).firstLoss, 0, "first loss is only promised");
        assertEq(_case(0, id).promised, 50_000e6);
        assertEq(_promised(0), 50_000e6);
        assertEq(_freeFirstLoss(0), 0);
        assertEq(equity - pool.totalAssets(), 100_000e6);
        _decide(0, id, 0.4e18);
        assertEq(_case(0, id).promised, 50_000e6, "60,000 can be claimed");
        assertEq(_claim(coverId, id), 60_000e6);
        assertEq(equity - pool.totalAssets(), 60_000e6);
        skip(60 days + 1);
        vm.expectEmit(address(vault));
        emit IVaultCases.FirstLossTaken(vault.caseIdOf(terms[0], id), 50_000e6);
        assertEq(_release(0, id), 50_000e6, "the first loss bears as much");
        assertEq(_case(0, id).firstLoss, 50_000e6);
        assertEq(_case(0, id).reserve, 10_000e6);
        assertEq(_case(0, id).promised, 0);
        assertEq(_freeFirstLoss(0) + _promised(0), 0);
        assertEq(_inVault(), 0);
    }

    function test_SETTLE4_UnusedFirstLossIsFreeAgain() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.3e18);
        assertEq(_promised(0), 40_000e6, "200,000 x (30 % - 10 %)");
        assertEq(_freeFirstLoss(0), 10_000e6);
        _decide(0, id, 0.2e18);
        assertEq(_freeFirstLoss(0), 30_000e6, "half of what was promised cannot be claimed");
        assertEq(_claim(coverId, id), 20_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 20_000e6, "the pool bears nothing");
        assertEq(_freeFirstLoss(0), 30_000e6);
        assertEq(_inVault(), 30_000e6);
    }

    function test_SETTLE4_NothingIsTakenForClaimsThatNobodyMade() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.3e18);
        _decide(0, id, 0.3e18);
        skip(60 days + 1);
        uint256 caseId = vault.caseIdOf(terms[0], id);
        vm.expectEmit(address(vault), 0);
        emit IVaultCases.FirstLossTaken(caseId, 0);
        assertEq(_release(0, id), 40_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
    }

    /// @dev What equity lacks comes from first loss at the opening, and only the rest is promised.
    function test_SETTLE4_FirstLossFillsWhatEquityLacks() public {
        _post(0, 80_000e6);
        _leaveEquity(70_000e6);
        uint256 id = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, id).reserve, 70_000e6);
        assertEq(_case(0, id).firstLoss, 30_000e6, "100,000 less 70,000");
        assertEq(_case(0, id).promised, 50_000e6);
        assertEq(_freeFirstLoss(0), 0);
        assertFalse(_isShort());
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0.4e18);
        assertEq(pool.totalAssets() - equity, 40_000e6);
        assertEq(_case(0, id).promised, 30_000e6, "60,000 less the 30,000 that it has");
        assertEq(_freeFirstLoss(0), 20_000e6);
        assertEq(_claim(coverId, id), 60_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 30_000e6);
        assertEq(_case(0, id).firstLoss, 60_000e6);
        assertEq(_case(0, id).reserve, 0);
        assertEq(_freeFirstLoss(0), 20_000e6);
        assertEq(_inVault(), 20_000e6);
    }

    /// @dev CLAIM-3: a denial leaves everybody whole.
    function test_CLAIM3_DeniedIncidentReturnsAll() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.6e18);
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(pool.totalAssets(), equity + 100_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimPayout(coverId, id);
        uint256 shares = vault.getShareReturn(0).shares;
        assertApproxEqAbs(_collect(alice) + _collect(bob), shares, 2);
    }

    /// @dev A case that is denied keeps first loss from no other, whichever of them is opened or decided first. Else a
    /// sponsor could open a decoy before the real case, and the pool would pay what its first loss should.
    function test_T57_DecoyKeepsFirstLossFromNoCase() public {
        _post(0, 50_000e6);
        uint256 snapshot = vm.snapshotState();
        for (uint256 order; order < 4; ++order) {
            (uint256 decoy, uint256 real) = (0, 0);
            if (order & 1 == 0) decoy = _openCaseFor(0, 0.6e18);
            real = _openCaseFor(0, 0.2e18);
            if (order & 1 == 1) decoy = _openCaseFor(0, 0.6e18);
            assertEq(_promised(0), 50_000e6, "to both, as far as there is any");
            if (order & 2 == 0) _decide(0, decoy, 0);
            _decide(0, real, 0.2e18);
            assertEq(_claim(coverId, real), 20_000e6);
            skip(60 days + 1);
            assertEq(_release(0, real), 20_000e6, "the pool bears nothing");
            if (order & 2 == 2) _decide(0, decoy, 0);
            assertEq(_freeFirstLoss(0), 30_000e6, "200,000 x (20 % - 10 %) are the sponsor's");
            vm.revertToState(snapshot);
        }
    }

    /// @dev Of two cases that pay, the one that is settled first takes first loss first; together they take as much.
    function test_SETTLE4_PromisesShareOneFund() public {
        _post(0, 30_000e6);
        uint256 first = _openCaseFor(0, 0.2e18);
        uint256 second = _openCaseFor(0, 0.2e18);
        assertEq(_case(0, first).promised, 20_000e6);
        assertEq(_case(0, second).promised, 20_000e6);
        assertEq(_promised(0), 30_000e6);
        _decide(0, second, 0.2e18);
        _decide(0, first, 0.2e18);
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
        // Cases of one time are in the order of their numbers.
        if (vault.previewPayouts(coverId, ids) == 0) (ids[0], ids[1]) = (second, first);
        assertEq(vault.claimPayouts(coverId, ids, address(0)), 38_000e6, "10 % of 200,000, and of 180,000");
        skip(60 days + 1);
        uint256 snapshot = vm.snapshotState();
        assertEq(_release(0, ids[0]), 20_000e6);
        assertEq(_release(0, ids[1]), 12_000e6, "what is left, and 2,000 that nobody claimed");
        assertEq(_inVault(), 0);
        vm.revertToState(snapshot);
        assertEq(_release(0, ids[1]), 20_000e6, "18,000, and 2,000 that nobody claimed");
        assertEq(_release(0, ids[0]), 12_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev In a shortage it joins what all claims share: 60,000 and 100,000 were set aside for 240,000, and 50,000 promised.
    function test_SETTLE8_PromiseIsPartOfWhatClaimsShare() public {
        uint256 other = _cover(1, carol, M / 5);
        skip(5 days);
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 0.4e18);
        _leaveEquity(100_000e6);
        uint256 lacking = _openCaseFor(1, 1e18);
        _decide(0, id, 0.4e18);
        _decide(1, lacking, 1e18);
        assertEq(_claim(coverId, id) + _claim(other, lacking), 0, "registered");
        skip(60 days + 1);
        vm.expectEmit(address(vault));
        emit IVaultCases.FirstLossTaken(vault.caseIdOf(terms[0], id), 50_000e6);
        _release(0, id);
        _release(1, lacking);
        assertEq(_claim(coverId, id), 52_500e6, "210,000 of 240,000");
        assertEq(_claim(other, lacking), 157_500e6);
        assertEq(_freeFirstLoss(0) + _promised(0), 0);
        assertEq(_inVault(), 0);
    }

    /// @dev What a case has set aside of first loss pays before its promise: claims of other products get nothing more of it.
    function test_SETTLE8_PromiseFillsNoMoreThanTheCasesOwnClaims() public {
        _cover(0, dave, M / 5); // who does not claim
        uint256 other = _cover(1, carol, M / 5);
        skip(5 days);
        _post(0, 200_000e6);
        _leaveEquity(50_000e6);
        uint256 id = _openCaseFor(0, 0.6e18);
        assertEq(_case(0, id).firstLoss, 150_000e6, "what equity lacks of 200,000");
        assertEq(_case(0, id).promised, 50_000e6);
        uint256 lacking = _openCaseFor(1, 1e18);
        _decide(0, id, 0.6e18);
        _decide(1, lacking, 1e18);
        assertEq(_claim(coverId, id) + _claim(other, lacking), 0, "registered");
        skip(60 days + 1);
        _release(0, id);
        _release(1, lacking);
        uint256 held = 200_000e6 + _case(1, lacking).reserve;
        assertEq(_freeFirstLoss(0), 50_000e6, "its own claims of 100,000 need none of it");
        assertApproxEqAbs(_claim(coverId, id), held * 100 / 280, 1);
        assertApproxEqAbs(_claim(other, lacking), held * 180 / 280, 1);
    }

    /// @dev A case is promised what there is when it is opened. What is posted later stands behind that, and behind no more.
    function test_SETTLE4_WhatIsPostedLaterIsPromisedToNone() public {
        _post(0, 5_000e6);
        uint256 id = _openCaseFor(0, 0.2e18);
        _post(0, 50_000e6);
        assertEq(_promised(0), 5_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
        _decide(0, id, 0.2e18);
        assertEq(_claim(coverId, id), 20_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 5_000e6);
        assertEq(_case(0, id).firstLoss, 5_000e6);
        assertEq(_freeFirstLoss(0), 50_000e6);
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
        (,, uint256 withdrawal, uint256 maturesAt, uint256 lapsesAt) = vault.firstLossOf(product[0]);
        assertEq(withdrawal, 60_000e6);
        assertEq(maturesAt, matures);
        assertEq(lapsesAt, matures + 2 days);
        vm.warp(matures + 2 days);
        assertEq(vault.withdrawFirstLoss(product[0], dave), 50_000e6, "at most what is there");
        assertEq(usdc.balanceOf(dave), 50_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, 0));
        vault.withdrawFirstLoss(product[0], dave);
        vm.stopPrank();
    }

    /// @dev What is promised to a case stays; the rest leaves, whatever is open.
    function test_SETTLE10_WithdrawsWhatIsPromisedToNoCase() public {
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
