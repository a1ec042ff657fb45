// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case, CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {Settlement} from "../../../src/claims/ClaimWords.sol";
import {IVaultCases} from "../../../src/claims/roles/IVaultCases.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What comes back, to whom and when: verdicts that free, cases that wait for each other, and their end (INC-5, INC-7,
/// SETTLE-1, SETTLE-7 to SETTLE-9). Branches: Settlements.tree.
contract SettlementsTest is IncidentFixture {
    uint256 internal a; // on product 0, 200,000
    uint256 internal b; // on product 0, 200,000
    uint256 internal c; // on product 1, 200,000

    function setUp() public override {
        super.setUp();
        a = _cover(0, carol, M / 5);
        b = _cover(0, dave, M / 5);
        c = _cover(1, carol, M / 5);
        skip(5 days);
    }

    function _caseOf(uint256 i, uint256 id) internal view returns (uint256) {
        return vault.caseIdOf(terms[i], id);
    }

    function _bonus(uint256 i, uint256 id, uint256 assets) internal {
        _fund(eve, address(vault), assets);
        vm.prank(eve);
        vault.addBonus(terms[i], id, assets);
    }

    function _recover(uint256 i, uint256 id, uint256 assets) internal returns (uint256 forClaims, uint256 shares) {
        _fund(eve, address(vault), assets);
        vm.prank(eve);
        return vault.addRecovery(terms[i], id, assets);
    }

    // ---------------------------------------------------------------- verdicts

    /// @dev What a verdict leaves over is the pool's again in the same call, as shares for those who held at the opening.
    function test_SETTLE1_VerdictFreesTheRestInTheSameCall() public {
        uint256 id = _openCaseFor(0, 1e18);
        _deposit(dave, M);
        uint256 equity = pool.totalAssets();
        uint256 supply = pool.totalSupply();
        resolver.decide(id, vm.getBlockTimestamp(), 0.25e18);
        // A share is worth (equity + 1) / (supply + 10^6).
        uint256 shares = 300_000e6 * (supply + 1e6) / (equity + 1);
        vm.expectEmit(address(vault));
        emit IVaultCases.VerdictApplied(_caseOf(0, id), 0.25e18, uint40(vm.getBlockTimestamp() + 60 days), 1);
        vm.expectEmit(address(vault));
        emit IVaultCases.CapitalReleased(_caseOf(0, id), 300_000e6, shares);
        vault.applyVerdict(terms[0], id);
        assertEq(pool.totalAssets() - equity, 300_000e6);
        assertEq(_inVault(), 100_000e6, "all that can be claimed");
        assertEq(_case(0, id).reserve, 100_000e6);
        assertTrue(_case(0, id).status == CaseStatus.Payable);
        assertApproxEqAbs(_collect(alice), shares * 6 / 10, 1024);
        assertApproxEqAbs(_collect(bob), shares * 4 / 10, 1024);
        vm.prank(dave);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(dave, dave, 8);
        assertEq(_claim(a, id) + _claim(b, id), 100_000e6);
    }

    /// @dev CLAIM-3: a denial leaves everybody whole, and nothing waits for a window in which nothing can be claimed.
    function test_CLAIM3_DenialClosesAtOnce() public {
        _post(0, 50_000e6);
        uint256 equity = pool.totalAssets();
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 0);
        assertEq(pool.totalAssets(), equity);
        assertEq(_freeFirstLoss(0), 50_000e6);
        assertEq(_inVault(), 50_000e6);
        assertTrue(_case(0, id).status == CaseStatus.Denied);
        assertTrue(_case(0, id).closed);
        assertEq(_settlement(1).open, 0);
        assertEq(_settlement(1).held + _settlement(1).owed, 0);
        assertEq(vault.stakeOf(1, product[0]).bound, 400_000e6, "until the next opening");
        assertEq(vault.stakeOf(1, product[0]).needs, 0);
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(terms[0], id);
        _cover(0, dave, 1e6);
    }

    /// @dev First loss pays first, so it is the last to come back: 50,000 of 400,000.
    function test_SETTLE4_FirstLossReturnsLast() public {
        _post(0, 50_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(_case(0, id).reserve, 400_000e6);
        assertEq(_promised(0), 50_000e6);
        uint256 equity = pool.totalAssets();
        uint256 snapshot = vm.snapshotState();
        _decide(0, id, 0.25e18);
        assertEq(pool.totalAssets() - equity, 300_000e6);
        assertEq(_promised(0), 50_000e6);
        assertEq(_freeFirstLoss(0), 0);
        vm.revertToState(snapshot);
        _decide(0, id, 0.1e18);
        assertEq(pool.totalAssets() - equity, 360_000e6);
        assertEq(_promised(0), 40_000e6);
        assertEq(_freeFirstLoss(0), 10_000e6);
        // What nobody claims likewise: of 40,000 first loss 20,000 are paid.
        _claim(a, id);
        skip(60 days + 1);
        assertEq(_release(0, id), 40_000e6, "the pool bears nothing");
        assertEq(_freeFirstLoss(0), 30_000e6);
        assertEq(_inVault(), 30_000e6);
    }

    // ----------------------------------------------------------- settleCase

    function test_RevertWhen_SETTLE7_NothingCanBeReleasedYet() public {
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.settleCase(terms[0], 1);
        uint256 id = _openCaseFor(0, 1e18);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.settleCase(terms[0], id);
        resolver.decide(id, vm.getBlockTimestamp(), 0.5e18);
        // It would apply the verdict, which opens a window.
        bytes memory windowOpen =
            abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, vm.getBlockTimestamp() + 60 days);
        vm.expectRevert(windowOpen);
        vault.settleCase(terms[0], id);
        assertTrue(_case(0, id).status == CaseStatus.Open);
        vault.applyVerdict(terms[0], id);
        skip(60 days);
        vm.expectRevert(windowOpen);
        vault.settleCase(terms[0], id);
        skip(1);
        assertEq(_release(0, id), 200_000e6);
        assertTrue(_case(0, id).status == CaseStatus.Closed);
        assertTrue(_case(0, id).closed);
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(terms[0], id);
    }

    /// @dev A denial that nobody has applied is applied by it, and it tells what that freed.
    function test_SETTLE1_ReleaseAppliesADenial() public {
        uint256 id = _openCaseFor(0, 1e18);
        resolver.decide(id, vm.getBlockTimestamp(), 0);
        (uint256 assets, uint256 shares) = vault.settleCase(terms[0], id);
        assertEq(assets, 400_000e6);
        assertEq(shares, vault.getShareReturn(0).left);
        assertTrue(_case(0, id).closed);
    }

    /// @dev Order of calls: verdict, opening of the next case and release in any order set the same aside for it.
    function testFuzz_T57_OrderOfVerdictAndOpeningMakesNoDifference(uint256 order, uint256 equity) public {
        equity = bound(equity, 430_000e6, 900_000e6);
        _leaveEquity(equity);
        uint256 decoy = _openCaseFor(0, 1e18);
        uint256 real = _report(0, 1e18);
        resolver.decide(decoy, vm.getBlockTimestamp(), 0);
        if (order % 3 == 0) {
            vault.settleCase(terms[0], decoy);
            vault.openCase(terms[0], real, 0);
        } else if (order % 3 == 1) {
            vault.applyVerdict(terms[0], decoy);
            vault.openCase(terms[0], real, 0);
        } else {
            vault.openCase(terms[0], real, 0);
            vault.applyVerdict(terms[0], decoy);
        }
        _decide(0, real, 1e18);
        assertEq(_claim(a, real), 200_000e6);
        assertEq(_claim(b, real), 200_000e6);
        skip(60 days + 1);
        for (uint256 k; k < 2; ++k) {
            // Where they lived on each other both are counted, and then closed.
            for (uint256 n; n < 2; ++n) {
                if (!_case(0, decoy + n).closed) _release(0, decoy + n);
            }
        }
        assertEq(_inVault(), 0);
        assertFalse(_isShort());
    }

    // ----------------------------------------------------------------- relaxed

    /// @dev 500,000 against needs of 600,000. While a case lacks something nothing is freed; when that is over each case goes
    /// its own way, and what it can spare is freed by whoever asks, in the window or after it.
    function test_INC7_RelaxedSettlementFreesWhatCasesCanSpare() public {
        _leaveEquity(500_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        _decide(0, first, 0.5e18);
        assertEq(_inVault(), 500_000e6, "the second may need it");
        assertEq(_case(0, first).need, 200_000e6);
        assertEq(_case(0, first).reserve, 400_000e6);
        assertFalse(_isShort());
        assertEq(_settlement(1).lacking, 100_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, _case(0, first).claimsUntil));
        vault.settleCase(terms[0], first);
        assertEq(_claim(a, first), 100_000e6, "there is enough for all: at once");
        _decide(1, second, 0.5e18);
        Settlement memory s = _settlement(1);
        assertTrue(s.relaxed);
        assertEq(s.strainedAt, 0);
        assertEq(s.lacking, 0);
        assertEq(s.held, 500_000e6);
        assertEq(s.owed, 300_000e6);
        assertEq(_release(0, first), 200_000e6, "in its window");
        assertEq(_case(0, first).reserve, 200_000e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, _case(0, first).claimsUntil));
        vault.settleCase(terms[0], first);
        assertEq(_claim(c, second), 100_000e6);
        skip(60 days + 1);
        assertEq(_release(0, first), 100_000e6, "b has not claimed");
        assertEq(_release(1, second), 0);
        assertEq(_inVault(), 0);
    }

    /// @dev A denied case in a strained settlement waits; it is closed when the strain ends.
    function test_INC7_DeniedCasesWaitWhileOthersLackSomething() public {
        _leaveEquity(500_000e6);
        uint256 denied = _openCaseFor(0, 1e18);
        uint256 other = _openCaseFor(1, 1e18);
        _decide(0, denied, 0);
        assertFalse(_isShort());
        assertTrue(_case(0, denied).status == CaseStatus.Denied);
        assertFalse(_case(0, denied).closed);
        assertEq(_inVault(), 500_000e6);
        (uint256 assets, uint256 shares) = vault.settleCase(terms[0], denied);
        assertEq(assets, 0, "counted");
        assertEq(shares, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.SettlementOpen.selector, 1));
        vault.settleCase(terms[0], denied);
        _decide(1, other, 0.5e18);
        assertTrue(_settlement(1).relaxed);
        assertEq(_release(0, denied), 400_000e6);
        assertTrue(_case(0, denied).closed);
        assertEq(_claim(c, other), 100_000e6);
        assertEq(_inVault(), 0);
    }

    // -------------------------------------------------------------------- over

    /// @dev Three layers of 400,000, 200,000 and nothing; claims of 200,000, 100,000 and 150,000. All are paid at once, and
    /// what is left, 150,000, is of the first two layers by what each has left: two to one.
    function test_SETTLE8_RestIsDividedByWhatEachLayerHasLeft() public {
        (uint256 first, uint256 second, uint256 third) = _three();
        assertEq(_inVault(), 150_000e6);
        skip(60 days + 1);
        assertEq(_release(0, first), 0, "counted");
        assertEq(_release(2, third), 0, "counted");
        vm.expectRevert(abi.encodeWithSelector(Errors.SettlementOpen.selector, 1));
        vault.settleCase(terms[0], first);
        vm.expectEmit(address(vault));
        emit IVaultCases.SettlementOver(1, 0, 0, 150_000e6);
        assertEq(_release(1, second), 50_000e6, "the last one has its part at once");
        (Settlement memory s,, bool over,) = vault.getSettlement(1);
        assertTrue(over);
        assertEq(s.rest, 100_000e6);
        assertEq(_release(2, third), 0);
        assertEq(_release(0, first), 100_000e6);
        for (uint256 i; i < 3; ++i) {
            uint256 id = [first, second, third][i];
            assertTrue(_case(i, id).status == CaseStatus.Closed);
            vm.expectRevert(Errors.AlreadyReleased.selector);
            vault.settleCase(terms[i], id);
            assertEq(pool.stoppingCasesOf(product[i]), 0);
        }
        assertEq(_inVault(), 0);
    }

    function _three() private returns (uint256 first, uint256 second, uint256 third) {
        uint256 d = _cover(2, dave, M / 5);
        skip(5 days);
        _leaveEquity(600_000e6);
        first = _openCaseFor(0, 1e18);
        second = _openCaseFor(1, 1e18);
        third = _openCaseFor(2, 1e18);
        assertEq(_case(2, third).reserve, 0);
        _decide(0, first, 0.5e18);
        _decide(1, second, 0.5e18);
        resolver.publish(third, vm.getBlockTimestamp(), vault.leafOf(0, dave, 150_000e6), 150_000e6);
        vault.applyVerdict(terms[2], third);
        assertFalse(_isShort());
        assertEq(_claim(a, first) + _claim(b, first), 200_000e6);
        assertEq(_claim(c, second), 100_000e6);
        _claimAll(d, third, 150_000e6);
    }

    function _claimAll(uint256 coverId, uint256 id, uint256 loss) private {
        vm.prank(dave);
        assertEq(vault.claimLoss(coverId, id, address(0), LossProof(0, loss, new bytes32[](0))), loss);
    }

    /// @dev The pool's capital comes back before first loss, also of what others have left.
    function test_SETTLE4_FirstLossReturnsLastAtTheEnd() public {
        _post(0, 100_000e6);
        _leaveEquity(300_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(0, first).firstLoss, 100_000e6);
        assertEq(_case(0, first).reserve, 300_000e6);
        // 100,000 and 200,000 of 400,000: 200,000 are paid out of the first one's layer.
        _decide(0, first, 0.25e18);
        _decide(1, second, 1e18);
        assertEq(_claim(a, first) + _claim(b, first), 100_000e6);
        assertEq(_claim(c, second), 200_000e6);
        skip(60 days + 1);
        _release(1, second);
        assertEq(_release(0, first), 100_000e6, "the rest is the pool's");
        assertEq(_freeFirstLoss(0), 0);
        assertEq(_inVault(), 0);
    }

    /// @dev What comes back beyond the pool's capital is the sponsor's: of 300,000 that the first case has left, 50,000 were
    /// used by the other one, and 100,000 are the pool's.
    function test_SETTLE4_FirstLossReturnsWhatIsNotThePools() public {
        _post(0, 300_000e6);
        _leaveEquity(100_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(0, first).reserve, 100_000e6);
        _decide(0, first, 0.25e18);
        _decide(1, second, 0.25e18);
        assertEq(_claim(a, first) + _claim(b, first), 100_000e6);
        assertEq(_claim(c, second), 50_000e6);
        skip(60 days + 1);
        _release(1, second);
        assertEq(_release(0, first), 100_000e6);
        assertEq(_freeFirstLoss(0), 150_000e6);
        assertEq(_inVault(), 150_000e6);
    }

    /// @dev In a shortage first loss is part of what all claims share.
    function test_SETTLE8_FirstLossIsSharedAlike() public {
        _post(0, 100_000e6);
        _leaveEquity(200_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(0, first).reserve, 200_000e6);
        _decide(0, first, 1e18);
        _decide(1, second, 1e18);
        _claim(a, first);
        _claim(b, first);
        _claim(c, second);
        skip(60 days + 1);
        _release(0, first);
        _release(1, second);
        assertEq(_claim(a, first), 100_000e6, "300,000 of 600,000");
        assertEq(_claim(b, first), 100_000e6);
        assertEq(_claim(c, second), 100_000e6);
        assertEq(_release(0, first), 0);
        assertEq(_freeFirstLoss(0), 0);
        assertEq(_inVault(), 0);
    }

    /// @dev An incident that is not true keeps no pool shut: the shortage ends with its denial.
    function test_INC7_DenialReopensThePool() public {
        _leaveEquity(300_000e6);
        uint256 first = _openCaseFor(0, 0.5e18);
        uint256 decoy = _openCaseFor(1, 1e18);
        assertTrue(_isShort());
        _decide(0, first, 0.5e18);
        assertTrue(_isShort());
        _decide(1, decoy, 0);
        assertFalse(_isShort());
        _deposit(alice, 1e6);
        pool.quoteCover(terms[2], 1e6, 30 days);
        assertEq(_claim(a, first), 100_000e6);
    }

    /// @dev Two at a time: each has its own layers, and the pool is shut until neither is short.
    function test_INC7_TwoSettlementsAreApart() public {
        _leaveEquity(100_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        skip(HORIZON + 1);
        _leaveEquity(50_000e6);
        uint256 second = _openCaseFor(1, 1e18);
        assertEq(_case(1, second).settlement, 2);
        (, uint256 short) = vault.presentSettlement();
        assertEq(short, 2);
        _decide(0, first, 1e18);
        _decide(1, second, 1e18);
        _claim(a, first);
        _claim(b, first);
        _claim(c, second);
        skip(60 days + 1);
        assertEq(_release(0, first), 0);
        (, short) = vault.presentSettlement();
        assertEq(short, 1);
        assertTrue(_isShort());
        assertEq(_claim(a, first), 50_000e6, "the first one's 100,000 for its 400,000");
        assertEq(_claim(b, first), 50_000e6);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(c, second);
        _release(1, second);
        assertFalse(_isShort());
        assertEq(_claim(c, second), 50_000e6);
        assertEq(_inVault(), 0);
    }

    // -------------------------------------------------------------- recoveries

    function test_RevertWhen_RecoveryComesTooSoon() public {
        _fund(eve, address(vault), M);
        _leaveEquity(100_000e6);
        uint256 id = _report(0, 1e18);
        vm.startPrank(eve);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.addRecovery(terms[0], id, 1e6);
        vault.openCase(terms[0], id, 0);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.addRecovery(terms[0], id, 1e6);
        vm.expectRevert(abi.encodeWithSelector(Errors.RecoveryTooSmall.selector, 1e6));
        vault.addRecovery(terms[0], id, 1e6 - 1);
        resolver.decide(id, vm.getBlockTimestamp(), 1e18);
        vault.applyVerdict(terms[0], id);
        vm.expectRevert(abi.encodeWithSelector(Errors.SettlementOpen.selector, 1));
        vault.addRecovery(terms[0], id, 1e6);
        vm.stopPrank();
    }

    /// @dev Claims of 400,000 were paid 100,000. What is recovered makes them whole first, both alike; the rest is shares for
    /// those who held at the opening.
    function test_SETTLE9_RecoveriesMakeCutClaimsWhole() public {
        _leaveEquity(100_000e6);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        _claim(a, id);
        _claim(b, id);
        skip(60 days + 1);
        _release(0, id);
        assertEq(_claim(a, id), 50_000e6);
        assertEq(_case(0, id).paid, 50_000e6);
        (uint256 forClaims, uint256 shares) = _recover(0, id, 100_000e6);
        assertEq(forClaims, 100_000e6);
        assertEq(shares, 0);
        assertEq(_claim(a, id), 50_000e6, "200,000 of 400,000 by now");
        assertEq(_claim(b, id), 100_000e6);
        (forClaims, shares) = _recover(0, id, 230_000e6);
        assertEq(forClaims, 200_000e6);
        assertEq(shares, vault.getShareReturn(0).left);
        assertEq(_claim(a, id) + _claim(b, id), 200_000e6, "whole");
        assertApproxEqAbs(_collect(alice), shares * 6 / 10, 1024);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(a, id);
        assertEq(_inVault(), 0);
    }

    /// @dev Where nothing was cut a recovery is the holders', whether the case is closed or not.
    function test_SETTLE9_RecoveryOfAnUnstrainedCaseIsTheHolders() public {
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        _deposit(dave, M);
        uint256 equity = pool.totalAssets();
        _fund(eve, address(vault), 50_000e6);
        (uint256 caseId, uint256 expected) = (_caseOf(0, id), _sharesFor(50_000e6));
        vm.expectEmit(address(vault));
        emit IVaultCases.RecoveryAdded(caseId, eve, 0, 50_000e6, expected);
        vm.prank(eve);
        (uint256 forClaims, uint256 shares) = vault.addRecovery(terms[0], id, 50_000e6);
        assertEq(forClaims, 0);
        assertEq(pool.totalAssets() - equity, 50_000e6);
        assertApproxEqAbs(_collect(bob), shares * 4 / 10, 1024);
        vm.prank(dave);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vault.collectReturns(dave, dave, 8);
        skip(60 days + 1);
        _release(0, id);
        (forClaims,) = _recover(0, id, 1e6);
        assertEq(forClaims, 0);
        assertEq(_inVault(), 0);
    }

    function _sharesFor(uint256 assets) private view returns (uint256) {
        return assets * (pool.totalSupply() + 1e6) / (pool.totalAssets() + 1);
    }

    // ------------------------------------------------------------------ bonus

    /// @dev Two cut claims on the case with a bonus, one on another. It makes all of them alike whole, however early somebody
    /// has fetched its part.
    function test_SETTLE9_BonusOfACutCaseIsForAllAlike() public {
        _leaveEquity(300_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        _bonus(0, first, 60_000e6);
        _decide(0, first, 1e18);
        _decide(1, second, 1e18);
        _claim(a, first);
        _claim(b, first);
        _claim(c, second);
        skip(60 days + 1);
        _release(0, first);
        _release(1, second);
        uint256 before = usdc.balanceOf(carol);
        assertEq(_claim(a, first), 100_000e6);
        assertEq(usdc.balanceOf(carol) - before, 100_000e6, "no bonus before the others");
        assertEq(_release(0, first), 0);
        assertEq(_claim(a, first), 20_000e6);
        assertEq(usdc.balanceOf(carol) - before, 120_000e6);
        before = usdc.balanceOf(dave);
        assertEq(_claim(b, first), 120_000e6);
        assertEq(usdc.balanceOf(dave) - before, 120_000e6);
        assertEq(_claim(c, second), 120_000e6);
        assertEq(_inVault(), 0);
    }

    /// @dev A claim that waits keeps its part of a bonus, whoever closes the case before it is fetched.
    function test_SETTLE9_RegisteredClaimsKeepTheirBonus() public {
        _leaveEquity(500_000e6);
        uint256 first = _openCaseFor(0, 1e18);
        uint256 second = _openCaseFor(1, 1e18);
        _bonus(0, first, 40_000e6);
        _decide(0, first, 1e18);
        _claim(a, first);
        _decide(1, second, 0);
        skip(60 days + 1);
        uint256 snapshot = vm.snapshotState();
        uint256 before = usdc.balanceOf(carol);
        _claim(a, first);
        assertEq(usdc.balanceOf(carol) - before, 220_000e6, "a tenth on top");
        assertEq(_release(0, first), 220_000e6, "b has claimed nothing");
        assertEq(_inVault(), 0);
        vm.revertToState(snapshot);
        assertEq(_release(0, first), 220_000e6);
        _claim(a, first);
        assertEq(usdc.balanceOf(carol) - before, 220_000e6, "the same the other way round");
        assertEq(_inVault(), 0);
    }

    /// @dev What is kept for it is what it is paid, to the unit: nothing is left behind.
    function test_SOLV3_KeptBonusIsRoundedLikeTheOneThatIsPaid() public {
        _leaveEquity(400_000e6);
        uint256 first = _openCaseFor(0, 0.7e18);
        uint256 second = _openCaseFor(1, 1e18);
        _bonus(0, first, 1000e6);
        _decide(0, first, 0.7e18);
        assertEq(_claim(a, first), 0, "registered");
        _decide(1, second, 0);
        skip(60 days + 1);
        _release(0, first);
        _claim(a, first);
        assertEq(_inVault(), 0);
    }

    // ------------------------------------------------------------------ balance

    /// @dev SOLV-3: whatever comes in which order, the vault's tokens are what its open settlements hold less what they have paid,
    /// what registered claims share, free first loss, and nothing else; at the end nothing is left but roundings.
    function testFuzz_SOLV3_BalanceEqualsObligations(uint256 seed) public {
        uint256[6] memory covers = [a, b, _cover(0, carol, M / 10), c, _cover(1, dave, M / 10), _cover(1, carol, 1e6)];
        skip(5 days);
        if (seed & 1 == 1) _post(0, 30_000e6);
        _leaveEquity(100_000e6 + (seed >> 8) % 900_000e6);
        for (uint256 step; step < 24; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            _act(seed % 6, seed >> 8, covers);
            _assertBalance();
        }
        // To the end.
        skip(200 days);
        for (uint256 k; k < 4 * _ids.length; ++k) {
            (uint256 i, uint256 id) = (_of[k % _ids.length], _ids[k % _ids.length]);
            if (!_case(i, id).closed) try vault.settleCase(terms[i], id) {} catch {}
            _assertBalance();
        }
        for (uint256 k; k < _ids.length; ++k) {
            assertTrue(_case(_of[k], _ids[k]).closed, "every case comes to an end");
            for (uint256 n; n < 6; ++n) {
                try vault.claimPayout(covers[n], _ids[k]) {} catch {}
            }
        }
        _assertBalance();
        assertFalse(_isShort());
        assertLe(_inVault() - _freeFirstLoss(0) - _promised(0), 16, "roundings of what was shared");
    }

    uint256[] private _ids;
    uint256[] private _of;

    function _act(uint256 kind, uint256 seed, uint256[6] memory covers) private {
        uint256 count = _ids.length;
        if (kind < 2 || count == 0) {
            uint256 i = seed % 2;
            if (pool.committedCover(product[i]) == 0 || count == 6) return;
            _of.push(i);
            _ids.push(_openCaseFor(i, 0.05e18 + (seed >> 8) % 0.95e18));
            return;
        }
        (uint256 product_, uint256 id) = (_of[seed % count], _ids[seed % count]);
        seed >>= 8;
        if (kind == 2) {
            if (_case(product_, id).status != CaseStatus.Open) return;
            _decide(product_, id, seed % 3 == 0 ? 0 : (seed >> 8) % 1e18);
        } else if (kind == 3) {
            skip((seed >> 8) % 20 days);
        } else if (kind == 4) {
            try vault.claimPayout(covers[seed % 6], id) {} catch {}
            uint256[] memory ids = _inOrder(terms[product_], id, _ids[(seed >> 8) % count]);
            try vault.claimPayouts(covers[seed % 6], ids, address(0)) {} catch {}
        } else {
            try vault.settleCase(terms[product_], id) {} catch {}
        }
    }

    struct Sums {
        uint256 held;
        uint256 paid;
        uint256 waiting; // on cases that are not closed
        uint256 kept; // on cases that are
        uint256[2] needs;
    }

    /// @dev Recomputed from lists: cases, and what waits on each.
    function _assertBalance() private view {
        uint256 due = _freeFirstLoss(0) + _promised(0);
        (uint256 last, uint256 shortOnes) = vault.presentSettlement();
        for (uint256 number = 1; number <= last; ++number) {
            Sums memory x = _sumsOf(number);
            (Settlement memory s, bool short, bool over, uint256 forClaims) = vault.getSettlement(number);
            if (short) --shortOnes;
            if (over) {
                // What has been fetched has left.
                due += s.rest + forClaims - (s.registered - x.waiting - x.kept);
                continue;
            }
            assertEq(s.held, x.held, "held is what open cases have");
            assertEq(s.owed, _owed(number, x), "owed is what can be claimed of them");
            assertLe(x.paid + x.waiting, s.owed, "no more is claimed than that");
            assertEq(short, x.held < s.owed, "short");
            due += x.held + x.kept - x.paid;
        }
        assertEq(shortOnes, 0);
        assertEq(_inVault(), due, "SOLV-3");
    }

    function _owed(uint256 number, Sums memory x) private view returns (uint256 owed) {
        for (uint256 i; i < 2; ++i) {
            uint256 bound = vault.stakeOf(number, product[i]).bound;
            owed += bound < x.needs[i] ? bound : x.needs[i];
        }
    }

    function _sumsOf(uint256 number) private view returns (Sums memory sums) {
        for (uint256 k; k < _ids.length; ++k) {
            Case memory x = _case(_of[k], _ids[k]);
            if (x.settlement != number) continue;
            if (x.closed) {
                sums.kept += x.registered;
                continue;
            }
            sums.held += x.reserve + x.firstLoss;
            sums.paid += x.paid;
            sums.waiting += x.registered;
            sums.needs[_of[k]] += x.need;
        }
    }
}
