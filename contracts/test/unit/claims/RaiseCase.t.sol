// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {Raise, Settlement} from "../../../src/claims/ClaimWords.sol";
import {IVaultRaises} from "../../../src/claims/roles/IVaultRaises.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice Answers that ask for more than a case was opened for (INC-9). Branches: RaiseCase.tree.
contract RaiseCaseTest is IncidentFixture {
    uint256 internal coverId; // 200,000 on product 0
    uint256 internal id; // a case of 25 %: 50,000

    function setUp() public override {
        super.setUp();
        coverId = _cover(0, carol, M / 5);
        _cover(1, carol, M / 5);
        skip(5 days);
        id = _openCaseFor(0, 0.25e18);
    }

    function _raise(uint256 severity) internal returns (uint256 reserve) {
        return resolver.raise(vault, terms[0], id, severity, 0);
    }

    function _raises() internal view returns (Raise[] memory) {
        return vault.raisesOf(vault.caseIdOf(terms[0], id));
    }

    function test_RevertWhen_CaseCannotBeRaised() public {
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.raiseCase(terms[0], id, 1e18, 0, 0);
        uint256 other = _report(0, 1e18);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        resolver.raise(vault, terms[0], other, 1e18, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.CaseNotRaised.selector, 50_000e6));
        _raise(0.25e18);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("severity")));
        _raise(1e18 + 1);
        uint256 time = _case(0, id).eventTime;
        uint256 until = time + registry.claimTerms(terms[0]).horizon;
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.IncidentOutsideWindow.selector, time, until));
        _raise(0.5e18);
        vm.warp(until);
        assertEq(_raise(0.5e18), 50_000e6, "in the last second");
        _decide(0, id, 0.5e18);
        vm.expectRevert(Errors.VerdictAlreadyApplied.selector);
        _raise(1e18);
    }

    function test_RevertWhen_RaisedASeventeenthTime() public {
        for (uint256 i = 1; i <= 16; ++i) {
            assertEq(_raise(0.25e18 + i * 0.01e18), 2_000e6);
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("raises")));
        _raise(0.5e18);
        assertEq(_case(0, id).raises, 16);
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(pool.totalAssets() - equity, 82_000e6, "all of seventeen layers");
        assertEq(_inVault(), 0);
    }

    /// @dev Raises that find no capital are numbers in the pool, too.
    function test_RevertWhen_EmptyPoolIsRaisedASeventeenthTime() public {
        uint256 found = 1;
        for (uint256 i; i < 64 && found != 0; ++i) {
            found = _case(1, _openCaseFor(1, 1e18)).reserve;
        }
        assertEq(found, 0, "no capital is left");
        for (uint256 i = 1; i <= 16; ++i) {
            assertEq(_raise(0.25e18 + i * 0.01e18), 0);
        }
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("raises")));
        _raise(0.5e18);
    }

    function test_INC9_SetsTheRestAsideFromWhoeverHoldsNow() public {
        uint256 equity = pool.totalAssets();
        uint256 supply = pool.totalSupply();
        _deposit(dave, M);
        uint256 bought = pool.balanceOf(dave);
        vm.expectEmit(address(vault));
        emit IVaultRaises.CaseRaised(vault.caseIdOf(terms[0], id), 200_000e6, 150_000e6, 2);
        assertEq(_raise(1e18), 150_000e6);
        Case memory x = _case(0, id);
        assertEq(pool.totalAssets(), equity + M - 150_000e6);
        assertEq(x.reserve, 200_000e6);
        assertEq(x.need, 200_000e6);
        assertEq(x.supply, supply, "the first layer's");
        assertEq(x.raises, 1);
        assertEq(_raises()[0].reserve, 150_000e6);
        assertEq(_raises()[0].layerIndex, 2);
        assertEq(vault.undecided(), 200_000e6);
        (Settlement memory s,,,) = vault.getSettlement(1);
        assertEq(s.held, 200_000e6);
        assertEq(s.owed, 200_000e6);
        _decide(0, id, 0);
        // Dave has a part in what the second layer gives back, and none in the first one's.
        assertEq(vault.shareReturnCount(), 2);
        assertEq(vault.getShareReturn(0).supply, supply + bought, "the newer layer first");
        assertEq(vault.getShareReturn(1).supply, supply);
        uint256 due = vault.getShareReturn(0).left;
        assertApproxEqAbs(_collect(dave), due * bought / (supply + bought), 4096);
    }

    /// @dev At most what the case was opened for is paid: the newer layer bears nothing.
    function test_INC9_NewerLayerPaysLast() public {
        uint256 equity = pool.totalAssets();
        _raise(1e18);
        uint256 snapshot = vm.snapshotState();
        _decide(0, id, 0.2e18);
        assertEq(_raises()[0].reserve, 0);
        assertEq(_case(0, id).reserve, 40_000e6);
        assertEq(pool.totalAssets(), equity + 10_000e6);
        assertEq(vault.getShareReturn(0).layerIndex, 2, "150,000");
        assertEq(vault.getShareReturn(1).layerIndex, 1, "10,000");
        assertApproxEqRel(vault.getShareReturn(0).left, vault.getShareReturn(1).left * 15, 1e12);
        assertEq(_claim(coverId, id), 40_000e6);
        vm.revertToState(snapshot);
        // 75 %: 50,000 of the first layer, 100,000 of the newer one.
        _decide(0, id, 0.75e18);
        assertEq(_raises()[0].reserve, 100_000e6);
        assertEq(vault.shareReturnCount(), 1);
        assertEq(vault.getShareReturn(0).layerIndex, 2);
        assertEq(pool.totalAssets(), equity - 100_000e6);
        assertEq(_claim(coverId, id), 150_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 0);
        assertEq(_inVault(), 0);
    }

    /// @dev What claims leave at the end goes back likewise, and so does what is recovered.
    function test_INC9_RecoveriesAreOfTheNewestLayerFirst() public {
        _raise(1e18);
        _decide(0, id, 1e18);
        assertEq(_claim(coverId, id), 200_000e6);
        skip(60 days + 1);
        _release(0, id);
        _fund(eve, address(vault), M);
        vm.startPrank(eve);
        vault.addRecovery(terms[0], id, 100_000e6);
        assertEq(vault.shareReturnCount(), 1);
        assertEq(vault.getShareReturn(0).layerIndex, 2);
        assertEq(_raises()[0].reserve, 50_000e6, "paid, and not recovered");
        // 50,000 more are of the newer layer, 20,000 of the first: the newer one's return grows.
        vault.addRecovery(terms[0], id, 70_000e6);
        vault.addRecovery(terms[0], id, 10_000e6);
        vm.stopPrank();
        assertEq(vault.shareReturnCount(), 2);
        assertEq(vault.getShareReturn(1).layerIndex, 1);
        assertApproxEqRel(vault.getShareReturn(0).left, vault.getShareReturn(1).left * 5, 1e12);
    }

    function test_INC9_ANewlyStoppingCaseStopsSales() public {
        id = _openCaseFor(1, 0.05e18);
        assertEq(pool.stoppingCasesOf(product[1]), 0);
        _cover(1, dave, 10_000e6);
        resolver.setDecidedBy(vm.getBlockTimestamp() + 9 days);
        uint256 reserve = resolver.raise(vault, terms[1], id, 0.5e18, 0);
        assertEq(reserve, 90_000e6, "45 % of the 200,000 of the opening");
        assertEq(pool.stoppingCasesOf(product[1]), 1);
        assertEq(vault.stakeOf(1, product[1]).stopping, 1);
        assertEq(vault.stakeOf(1, product[1]).bound, 210_000e6, "all that is covered now");
        CoverOrder memory o = _order(dave, 1_000e6, 30 days);
        o.termsId = terms[1];
        vm.prank(dave);
        vm.expectRevert(abi.encodeWithSelector(Errors.SalesStopped.selector, product[1]));
        pool.buyCover(o);
        _decide(1, id, 0);
        assertEq(pool.quoteCover(terms[1], 1_000e6, 30 days).start, vm.getBlockTimestamp() + 9 days, "put off");
        assertEq(pool.stoppingCasesOf(product[1]), 0);
        assertEq(vault.stakeOf(1, product[1]).stopping, 0);
    }

    function test_INC9_FirstLossFillsWhatEquityLacks() public {
        _post(0, 90_000e6);
        _leaveEquity(100_000e6);
        assertEq(_raise(1e18), 100_000e6);
        Case memory x = _case(0, id);
        assertEq(x.firstLoss, 50_000e6, "150,000 less 100,000");
        assertEq(x.promised, 40_000e6);
        assertFalse(_isShort());
        _decide(0, id, 1e18);
        assertEq(_claim(coverId, id), 200_000e6);
        skip(60 days + 1);
        assertEq(_release(0, id), 40_000e6);
        x = _case(0, id);
        assertEq(x.firstLoss, 90_000e6);
        assertEq(x.reserve, 110_000e6);
        assertEq(_raises()[0].reserve, 60_000e6, "the first layer pays all of its 50,000");
    }

    /// @dev A raise that the pool cannot fund strains the settlement: of 90,000 that there are 200,000 are asked for.
    function test_INC9_StrainsWhatItCannotFund() public {
        _leaveEquity(40_000e6);
        assertEq(_raise(1e18), 40_000e6);
        (Settlement memory s, bool short,,) = vault.getSettlement(1);
        assertTrue(short);
        assertEq(s.lacking, 110_000e6);
        assertEq(s.strainedAt, vm.getBlockTimestamp());
        _decide(0, id, 1e18);
        assertEq(_claim(coverId, id), 0, "registered");
        skip(60 days + 1);
        _release(0, id);
        assertEq(_claim(coverId, id), 90_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev What the case lacked before, it lacks afterwards: only the rest of the need is set aside.
    function test_INC9_LeavesWhatWasLackingBefore() public {
        _leaveEquity(40_000e6);
        id = _openCaseFor(1, 0.25e18);
        assertEq(_settlement(1).lacking, 10_000e6, "of 50,000");
        _leaveEquity(M);
        assertEq(resolver.raise(vault, terms[1], id, 1e18, 0), 150_000e6);
        assertEq(_settlement(1).lacking, 10_000e6);
        _decide(1, id, 0.5e18);
        assertEq(_settlement(1).lacking, 0);
        assertTrue(_settlement(1).relaxed);
    }

    /// @dev A settlement whose strain has ended is not strained again: what was counted in it is forgotten. A case of it that is
    /// raised moves to where a new one would go, and those that were counted can be closed.
    function test_INC9_MovesOnFromASettlementWhoseStrainHasEnded() public {
        uint256 denied = id;
        _leaveEquity(40_000e6);
        uint256 other = _openCaseFor(1, 0.25e18);
        assertEq(_settlement(1).lacking, 10_000e6);
        _decide(0, denied, 0);
        assertEq(_release(0, denied), 0, "counted");
        _leaveEquity(M);
        id = _openCaseFor(0, 0.25e18);
        _decide(1, other, 0.15e18);
        assertTrue(_settlement(1).relaxed, "30,000 of 40,000");
        assertEq(_settlement(1).open, 3);
        _leaveEquity(10_000e6);
        assertEq(_raise(1e18), 10_000e6);
        assertEq(_case(0, id).settlement, 2);
        Settlement memory s = _settlement(1);
        assertEq(s.strainedAt, 0);
        assertEq(s.open, 2);
        assertEq(s.held, 80_000e6, "50,000 of the denied one, 30,000 of the other");
        assertEq(vault.stakeOf(1, product[0]).stopping, 1);
        s = _settlement(2);
        assertEq(s.open, 1);
        assertEq(s.held, 60_000e6);
        assertEq(s.lacking, 140_000e6);
        assertEq(vault.stakeOf(2, product[0]).bound, 200_000e6);
        assertEq(vault.stakeOf(2, product[0]).stopping, 1);
        assertEq(_release(0, denied), 50_000e6, "it waits for nobody");
        _decide(0, id, 1e18);
        assertEq(_claim(coverId, id), 0, "registered");
        skip(60 days + 1);
        _release(0, id);
        assertEq(_claim(coverId, id), 60_000e6);
    }

    /// @dev Of a proven loss the highest total that was asked for counts.
    function test_INC9_RaisesTheTotalOfATable() public {
        uint256 cover = _coverOn(terms[2], dave, M / 5, 300 days);
        skip(5 days);
        uint256 time = vm.getBlockTimestamp();
        id = resolver.report(2, time, 0, 1e18);
        bytes32 root = vault.leafOf(0, dave, 150_000e6);
        resolver.publish(id, 0, keccak256("a lower table"), 60_000e6);
        vault.openCase(terms[2], id, 0);
        assertEq(_case(2, id).need, 60_000e6);
        assertEq(resolver.raise(vault, terms[2], id, 1e18, 150_000e6), 90_000e6);
        resolver.publish(id, time, root, 150_000e6);
        vm.prank(dave);
        assertEq(vault.claimLoss(cover, id, address(0), LossProof(0, 150_000e6, new bytes32[](0))), 150_000e6);
        assertTrue(_case(2, id).status == CaseStatus.Payable);
    }
}
