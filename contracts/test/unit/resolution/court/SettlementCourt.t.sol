// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../../../src/claims/IClaimsVault.sol";
import {LossProof} from "../../../../src/claims/roles/IVaultClaims.sol";
import {Answer, CaseRef} from "../../../../src/resolution/IDisputes.sol";
import {Terms} from "../../../../src/listing/IProductRegistry.sol";
import {StorageProof} from "../../../../src/listing/IProxyCode.sol";
import {Errors} from "../../../../src/common/Errors.sol";
import {CourtFixture} from "./CourtFixture.sol";

/// @notice What threats/Settlement.t.sol is about, with the court as it is deployed.
contract SettlementCourtThreatsTest is CourtFixture {
    bytes internal constant REVIEWED = hex"600060005260206000f3";
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";
    /// @dev From the opening of a case that nobody answers to its verdict, where losses are proven.
    uint256 internal constant ROUTE = uint256(ROOT_WINDOW) + WINDOW + 1;
    StorageProof internal none;

    function _proof(uint256 loss) internal view returns (LossProof memory) {
        return LossProof({index: 0, loss: loss, proof: new bytes32[](0)});
    }

    /// @dev A table of one line, published by whoever opened the case.
    function _publishLoss(CaseRef memory ref, address opener, address insured, uint256 loss) internal {
        bytes32 root = vault.leafOf(0, insured, loss);
        vm.prank(opener);
        court.publishLosses(ref, root, uint128(loss), "ipfs://table");
    }

    function _claimLoss(address owner_, uint256 coverId, CaseRef memory ref, uint256 loss) internal returns (uint256) {
        LossProof memory p = _proof(loss);
        vm.prank(owner_);
        return vault.claimLoss(coverId, ref.incidentId, owner_, p);
    }

    function _isShort() internal view returns (bool) {
        return uint256(_word(0)) >> 248 & 1 == 1;
    }

    function _leaveAll(address account) internal returns (uint256 assets) {
        vm.startPrank(account);
        pool.settleRedeemRequests(account);
        assets = pool.redeem(pool.maxRedeem(account), account, account);
        vm.stopPrank();
    }

    /// @dev T-55: by proof a case takes all of the cover; a table of 5,000 frees the rest in the call that applies it. An
    /// underwriter leaves 195,000 behind, what cover in force needs, and the next loss of 95,000 is paid.
    function test_T55_TheNextLossIsPaidAfterASmallOne() public {
        uint256 carols = _protect(0, proofTerms, carol, COVER);
        uint256 daves = _protect(0, proofTerms, dave, COVER);
        _request(alice, pool.balanceOf(alice));
        CaseRef memory ref = _openProof();
        assertEq(_case(ref).reserve, 200_000e6);
        _publishLoss(ref, grace, carol, 5_000e6);
        skip(ROUTE);
        assertEq(_claimLoss(carol, carols, ref, 5_000e6), 5_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0, "nothing idles");
        _leaveAll(alice);
        // 195,000, a sixteenth that cases leave, a cover unit of slack and rounding.
        assertApproxEqAbs(pool.totalAssets(), 208_001e6, 2, "what cover in force needs");
        ref = _openProof();
        assertEq(_case(ref).reserve, 195_000e6);
        _publishLoss(ref, grace, dave, 95_000e6);
        skip(ROUTE);
        assertEq(_claimLoss(dave, daves, ref, 95_000e6), 95_000e6, "at once");
    }

    /// @dev T-55: 40,000 of 800,000 were lost, and an underwriter leaves what cover in force needs. Then all that
    /// remains is lost, and paid.
    function test_T55_ATotalLossIsPaidAfterASmallOne() public {
        uint256[4] memory covers;
        for (uint256 k; k < 4; ++k) {
            covers[k] = _protect(0, proofTerms, carol, 2 * COVER);
        }
        _request(alice, pool.balanceOf(alice));
        CaseRef memory small = _openProof();
        assertEq(_case(small).reserve, 800_000e6);
        _publishLoss(small, grace, carol, 40_000e6);
        skip(ROUTE);
        assertEq(_claimLoss(carol, covers[0], small, 40_000e6), 40_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0, "nothing idles");
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        // 760,000, a sixteenth that cases leave, a cover unit of slack and rounding.
        assertApproxEqAbs(pool.totalAssets(), 810_668e6, 2, "what cover in force needs");
        skip(1 days);
        uint256 bonds = _held();
        CaseRef memory ref = _openProof();
        assertEq(_case(ref).reserve, 760_000e6);
        assertEq(_held() - bonds, 15_200e6, "two per cent of what it needs");
        _publishLoss(ref, grace, carol, 760_000e6);
        skip(ROUTE);
        uint256 paid;
        for (uint256 k; k < 4; ++k) {
            paid += _claimLoss(carol, covers[k], ref, 760_000e6);
        }
        assertEq(paid, 760_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0);
    }

    /// @dev T-57: a true incident beside one that arbiters take their time for. Whatever becomes of that one, nobody's
    /// capital is lost, and the pool is open.
    function test_T57_ADisputeBesideATrueIncidentShutsNoPool() public {
        uint256[3] memory covers;
        for (uint256 k; k < 3; ++k) {
            covers[k] = _protect(0, terms, carol, 2 * COVER);
        }
        uint256 late = _report(parametric);
        CaseRef memory real = _openNew(1e18);
        CaseRef memory disputed = _openNew(0.5e18);
        assertEq(_case(disputed).reserve, 300_000e6, "its own");
        skip(4 days);
        _post(disputed, 0.2e18);
        skip(1 days + 1);
        vault.applyVerdict(terms, real.incidentId);
        for (uint256 k; k < 3; ++k) {
            assertEq(vault.claimPayout(covers[k], real.incidentId), 2 * COVER);
        }
        skip(4 days);
        // No case is opened for another report of it now.
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        _open(heidi, 0, terms, late, 1e18);
        arbiter.rule(court, disputed, 0);
        _settle(disputed);
        _apply(disputed);
        assertEq(usdc.balanceOf(address(vault)), 0);
        skip(60 days);
        vault.settleCase(terms, real.incidentId);
        assertFalse(_isShort());
        assertGt(pool.maxDeposit(alice), 0);
        _request(alice, pool.balanceOf(alice));
        skip(COOLDOWN);
        assertGt(_leaveAll(alice), 0);
    }

    /// @dev T-16: one loss of 100,000 and two tables of it, of which two pools take one each: it is paid once.
    function test_T16_OneLossUnderTwoTablesIsPaidOnce() public {
        uint256 here = _protect(0, proofTerms, carol, COVER);
        uint256 there = _protect(1, proofTerms, carol, COVER);
        CaseRef memory ref = _openProof();
        _publishLoss(ref, grace, carol, COVER);
        // In the other pool a case is opened in time, and the table is corrected there: one line more.
        skip(REPORT_WINDOW);
        CaseRef memory other = _open(grace, 1, proofTerms, ref.incidentId, 1e18);
        _publishLoss(other, grace, carol, COVER);
        skip(ROUTE - REPORT_WINDOW);
        assertEq(_claimLoss(carol, here, ref, COVER), COVER);
        bytes32 first = vault.leafOf(0, carol, COVER - 1e6);
        bytes32 second = vault.leafOf(1, dave, 1e6);
        Answer memory a = Answer({
            severity: 1e18,
            lossTotal: uint128(COVER),
            lossRoot: keccak256(first < second ? abi.encode(first, second) : abi.encode(second, first))
        });
        _postBy(heidi, other, a);
        _rule(other, FIRST + 1);
        _settle(other);
        LossProof memory p = _proof(COVER - 1e6);
        p.proof = new bytes32[](1);
        p.proof[0] = second;
        vm.prank(carol);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vaults[1].claimLoss(there, other.incidentId, carol, p);
    }

    /// @dev T-57: a decoy on a pool that is short pays a bond for what it needs, prolongs nothing that is not its own, and
    /// shuts the pool for no longer than its dispute.
    function test_T57_AShortPoolIsKeptShutForNoLongerThanADispute() public {
        for (uint256 k; k < 4; ++k) {
            _protect(0, terms, carol, 2 * COVER);
        }
        for (uint256 k; k < 4; ++k) {
            _protect(0, moreTerms, dave, 2 * COVER);
        }
        CaseRef memory real = _openNew(0.9e18);
        CaseRef memory more = _open(grace, 0, moreTerms, _report(parametric), 0.9e18);
        assertTrue(_isShort());
        skip(WINDOW + 1);
        vault.applyVerdict(terms, real.incidentId);
        vault.applyVerdict(moreTerms, more.incidentId);
        skip(59 days);
        uint256 bonds = _held();
        CaseRef memory decoy = _open(eve, 0, moreTerms, _report(parametric), 1e18);
        assertEq(_held() - bonds, 16_000e6, "two per cent of 800,000");
        assertEq(_case(decoy).settlement, 2, "and a settlement of its own");
        skip(1 days + 1);
        // Nobody has claimed: all that was set aside for the two true ones is the pool's again.
        uint256 held = usdc.balanceOf(address(vault)) - _case(decoy).reserve;
        uint256 equity = pool.totalAssets();
        vault.settleCase(terms, real.incidentId);
        vault.settleCase(moreTerms, more.incidentId);
        if (!_case(real).closed) vault.settleCase(terms, real.incidentId);
        assertEq(pool.totalAssets() - equity, held);
        (, uint256 short) = vault.presentSettlement();
        assertEq(short, 1, "the decoy's");
        _post(decoy, 0);
        skip(7 days);
        arbiter.rule(court, decoy, FIRST + 1);
        vault.applyVerdict(moreTerms, decoy.incidentId);
        assertFalse(_isShort(), "with its denial");
        assertGt(pool.maxDeposit(alice), 0);
    }

    /// @dev T-21, SETTLE-11: unreviewed code drains a product an hour before its cover lapses. For a report a case without a
    /// table is opened, somebody lapses the cover, and the insured's own report is paid all the same.
    function test_T21_NoLapseInTheGapBetweenTwoReports() public {
        address target = makeAddr("covered contract");
        vm.etch(target, REVIEWED);
        _attest(keccak256(REVIEWED));
        covered = target;
        vm.startPrank(owner);
        uint256 product = registry.listProduct(30, sponsor, "Pinned");
        Terms memory t = _courtTerms(product, byProof);
        t.codeGrace = uint24(20 days);
        uint256 pinned = registry.publishTerms(t, _pins());
        vm.stopPrank();
        pool = _createPool(_monoline());
        vault = IClaimsVault(pool.claimsVault());
        (pools[0], vaults[0]) = (pool, vault);
        _addTerms(pool, pinned);
        _deposit(alice, M);
        uint256 coverId = _protect(0, pinned, carol, COVER);
        vm.etch(target, OTHER_CODE);
        registry.flagCodeChange(pinned, 0, none);
        uint256 lapsesAt = registry.lapseAt(pinned);
        vm.warp(lapsesAt - 1 hours);
        uint256 time = _now();
        _open(grace, 0, pinned, _report(byProof), 1e18);
        vm.warp(lapsesAt);
        vm.prank(eve);
        assertGt(pool.lapseCover(coverId), 0);
        vm.warp(time + REPORT_WINDOW);
        vm.prank(carol);
        uint256 id = court.reportIncident(byProof, uint40(time), keccak256("e"), "ipfs://e");
        CaseRef memory ref = _open(heidi, 0, pinned, id, 1e18);
        assertEq(_case(ref).reserve, COVER, "still committed");
        _publishLoss(ref, heidi, carol, COVER);
        skip(ROUTE);
        assertEq(_claimLoss(carol, coverId, ref, COVER), COVER);
    }

    /// @dev COST-1: recoveries are returns like any other, collected oldest first. Small ones are refused, and many that
    /// are not cost later collections nothing.
    function test_T40_ManyRecoveriesMakeNoCollectionDearer() public {
        _protect(0, terms, carol, COVER);
        uint256 id = _report(parametric);
        CaseRef memory ref = _open(eve, 0, terms, id, 1e18);
        _post(ref, 0);
        _rule(ref, FIRST + 1);
        vault.applyVerdict(terms, id);
        usdc.mint(eve, M);
        vm.startPrank(eve);
        usdc.approve(address(vault), M);
        vm.expectRevert(abi.encodeWithSelector(Errors.RecoveryTooSmall.selector, 1e6));
        vault.addRecovery(terms, id, 1e6 - 1);
        uint256 before = vault.shareReturnCount();
        uint256 issued = before == 0 ? 0 : vault.getShareReturn(0).shares;
        for (uint256 i; i < 300; ++i) {
            (, uint256 one) = vault.addRecovery(terms, id, 1e6);
            issued += one;
        }
        vm.stopPrank();
        assertEq(vault.shareReturnCount(), before + 1, "one return, however many");
        uint256 gas = gasleft();
        (uint256 shares, uint256 returns_) = vault.returnsOf(alice);
        assertLt(gas - gasleft(), 100_000, "and nobody's read is dearer");
        assertEq(returns_, before + 1);
        vm.prank(alice);
        assertEq(vault.collectReturns(alice, alice, 100), shares);
        // It grows until the next case; she keeps what she has seen.
        vm.prank(eve);
        (, uint256 more) = vault.addRecovery(terms, id, 3e6);
        vm.prank(alice);
        assertApproxEqAbs(vault.collectReturns(alice, alice, 100), more * shares / issued, more / 1e3);
        vm.prank(alice);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(alice, alice, 100);
    }
}
