// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Answer, Ruling} from "../../src/interfaces/IDisputes.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {LossProof} from "../../src/interfaces/IClaimsVaultCore.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {StorageProof} from "../../src/interfaces/IProxyCode.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CourtFixture} from "../unit/CourtFixture.sol";

/// @notice Settlement.t.sol's threats with the court as it is deployed.
contract SettlementCourtThreatsTest is CourtFixture {
    bytes internal constant REVIEWED = hex"600060005260206000f3";
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";
    StorageProof internal none;

    function _proof(uint256 loss) internal view returns (LossProof memory) {
        return LossProof({index: 0, loss: loss, proof: new bytes32[](0)});
    }

    /// @dev A table of one line, published by the reporter.
    function _publishLoss(uint256 id, address insured, uint256 loss) internal {
        bytes32 root = vault.leafOf(0, insured, loss);
        vm.prank(frank);
        court.publishLosses(id, root, uint128(loss), keccak256("table"), "ipfs://table");
    }

    function _reportLoss() internal returns (uint256 id) {
        id = _reportOn(byProof, 1e18, 1e18);
        _openCaseBy(grace, 0, proofTerms, id);
    }

    function _claimLoss(address owner_, uint256 coverId, uint256 id, uint256 loss) internal returns (uint256) {
        LossProof memory p = _proof(loss);
        vm.prank(owner_);
        return vault.claimLoss(coverId, id, owner_, p);
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
        uint256 id = _reportLoss();
        assertEq(_case(0, proofTerms, id).reserve, 200_000e6);
        _publishLoss(id, carol, 5_000e6);
        skip(6 days + 1);
        assertEq(_claimLoss(carol, carols, id, 5_000e6), 5_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0, "nothing idles");
        skip(COOLDOWN - 6 days);
        _leaveAll(alice);
        // 195,000, a sixteenth that cases leave, a quantum of slack and rounding.
        assertApproxEqAbs(pool.totalAssets(), 208_001e6, 2, "what cover in force needs");
        id = _reportLoss();
        assertEq(_case(0, proofTerms, id).reserve, 195_000e6);
        _publishLoss(id, dave, 95_000e6);
        skip(6 days + 1);
        assertEq(_claimLoss(dave, daves, id, 95_000e6), 95_000e6, "at once");
    }

    /// @dev T-55: 40,000 of 800,000 were lost, and an underwriter leaves what cover in force needs. Then all that
    /// remains is lost, and paid.
    function test_T55_ATotalLossIsPaidAfterASmallOne() public {
        uint256[4] memory covers;
        for (uint256 k; k < 4; ++k) {
            covers[k] = _protect(0, proofTerms, carol, 2 * COVER);
        }
        _request(alice, pool.balanceOf(alice));
        skip(8 days);
        uint256 small = _reportLoss();
        assertEq(_case(0, proofTerms, small).reserve, 800_000e6);
        _publishLoss(small, carol, 40_000e6);
        skip(WINDOW + 1);
        assertEq(_claimLoss(carol, covers[0], small, 40_000e6), 40_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0, "nothing idles");
        skip(1 days);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        // 760,000, a sixteenth that cases leave, a quantum of slack and rounding.
        assertApproxEqAbs(pool.totalAssets(), 810_668e6, 2, "what cover in force needs");
        skip(1 days);
        uint256 bonds = usdc.balanceOf(address(court));
        uint256 id = _reportLoss();
        assertEq(_case(0, proofTerms, id).reserve, 760_000e6);
        assertEq(usdc.balanceOf(address(court)) - bonds, 15_200e6, "two per cent of what it needs");
        _publishLoss(id, carol, 800_000e6);
        skip(WINDOW + 1);
        uint256 paid;
        for (uint256 k; k < 4; ++k) {
            paid += _claimLoss(carol, covers[k], id, 800_000e6);
        }
        assertEq(paid, 760_000e6);
        assertEq(usdc.balanceOf(address(vault)), 0);
    }

    /// @dev T-66, T-57: a true incident beside one that arbiters take their time for. Whatever becomes of that one,
    /// nobody's capital is lost, and the pool is open.
    function test_T57_ADisputeBesideATrueIncidentShutsNoPool() public {
        uint256[3] memory covers;
        for (uint256 k; k < 3; ++k) {
            covers[k] = _protect(0, terms, carol, 2 * COVER);
        }
        uint256 real = _report(1e18);
        uint256 disputed = _report(0.5e18);
        uint256 late = _report(1e18);
        _openCaseOf(0, real);
        _openCaseOf(0, disputed);
        assertEq(_case(0, terms, disputed).reserve, 300_000e6, "its own");
        skip(4 days);
        _challenge(disputed, 0.2e18);
        skip(1 days + 1);
        vault.applyVerdict(terms, real);
        for (uint256 k; k < 3; ++k) {
            assertEq(vault.claimPayout(covers[k], real), 2 * COVER);
        }
        skip(4 days);
        // No case is opened for another report of it now.
        vm.expectPartialRevert(Errors.IncidentOutsideWindow.selector);
        _openCaseBy(heidi, 0, terms, late);
        _rule(disputed, Ruling.Severity, 0);
        _finish(0, terms, disputed);
        assertEq(usdc.balanceOf(address(vault)), 0);
        skip(60 days);
        vault.settleCase(terms, real);
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
        uint256 id = _reportLoss();
        _publishLoss(id, carol, COVER);
        skip(7 days);
        assertEq(_claimLoss(carol, here, id, COVER), COVER);
        // In the other pool a case is opened in time, and the table is corrected there: one line more.
        _openCaseBy(grace, 1, proofTerms, id);
        bytes32 first = vault.leafOf(0, carol, COVER - 1e6);
        bytes32 second = vault.leafOf(1, dave, 1e6);
        Answer memory a = Answer({
            severity: 1e18,
            lossTotal: uint128(COVER),
            lossRoot: keccak256(first < second ? abi.encode(first, second) : abi.encode(second, first)),
            evidence: keccak256("better")
        });
        vm.prank(heidi);
        court.challenge(id, a, type(uint256).max, "");
        _rule(id, Ruling.Counter, 0);
        court.settleBonds(id, address(vaults[1]), proofTerms);
        LossProof memory p = _proof(COVER - 1e6);
        p.proof = new bytes32[](1);
        p.proof[0] = second;
        vm.prank(carol);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vaults[1].claimLoss(there, id, carol, p);
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
        uint256 real = _report(0.9e18);
        uint256 more = _report(0.9e18);
        _openCaseOf(0, real);
        _openCaseBy(grace, 0, moreTerms, more);
        assertTrue(_isShort());
        skip(WINDOW + 1);
        vault.applyVerdict(terms, real);
        vault.applyVerdict(moreTerms, more);
        skip(59 days);
        uint256 bonds = usdc.balanceOf(address(court));
        uint256 decoy = _report(1e18);
        _openCaseBy(eve, 0, moreTerms, decoy);
        assertEq(usdc.balanceOf(address(court)) - bonds, 16_000e6, "two per cent of 800,000");
        assertEq(_case(0, moreTerms, decoy).settlement, 2, "and a settlement of its own");
        skip(1 days + 1);
        // Nobody has claimed: all that was set aside for the two true ones is the pool's again.
        uint256 held = usdc.balanceOf(address(vault)) - _case(0, moreTerms, decoy).reserve;
        uint256 equity = pool.totalAssets();
        vault.settleCase(terms, real);
        vault.settleCase(moreTerms, more);
        if (!_case(0, terms, real).closed) vault.settleCase(terms, real);
        assertEq(pool.totalAssets() - equity, held);
        (, uint256 short) = vault.presentSettlement();
        assertEq(short, 1, "the decoy's");
        _challenge(decoy, 0);
        skip(7 days);
        _rule(decoy, Ruling.Counter, 0);
        vault.applyVerdict(moreTerms, decoy);
        assertFalse(_isShort(), "with its denial");
        assertGt(pool.maxDeposit(alice), 0);
    }

    /// @dev T-21, SETTLE-11: unreviewed code drains a product an hour before its cover lapses. For a report without a table
    /// a case is opened, somebody lapses the cover, and the insured's own report is paid all the same.
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
        _openCaseBy(grace, 0, pinned, _reportOn(byProof, 1e18, 1e18));
        vm.warp(lapsesAt);
        vm.prank(eve);
        assertGt(pool.lapseCover(coverId), 0);
        vm.warp(time + REPORT_WINDOW);
        vm.startPrank(carol);
        uint256 id = court.reportIncident(byProof, uint40(time), 1e18, 1e18, keccak256("e"), "ipfs://e");
        court.publishLosses(id, vault.leafOf(0, carol, COVER), uint128(COVER), keccak256("t"), "ipfs://t");
        vm.stopPrank();
        _openCaseBy(heidi, 0, pinned, id);
        assertEq(_case(0, pinned, id).reserve, COVER, "still committed");
        skip(WINDOW + 1);
        assertEq(_claimLoss(carol, coverId, id, COVER), COVER);
    }
}
