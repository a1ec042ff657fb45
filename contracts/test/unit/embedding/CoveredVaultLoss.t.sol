// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {IVaultClaims} from "../../../src/claims/roles/IVaultClaims.sol";
import {CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {CoveredVault} from "../../../src/embedding/CoveredVault.sol";
import {ICoveredVault} from "../../../src/embedding/ICoveredVault.sol";
import {Answer, CaseRef} from "../../../src/resolution/IDisputes.sol";
import {CoveredVaultFixture} from "./CoveredVaultFixture.sol";

/// @notice A wrapped vault that says it pays for all that anybody wants, and has somebody else pay.
contract FalseWithdrawals {
    address internal immutable _target;
    uint256 internal immutable _coverId;
    uint256 internal immutable _incidentId;
    address internal immutable _holder;

    constructor(address target, uint256 coverId, uint256 incidentId, address holder) {
        (_target, _coverId, _incidentId, _holder) = (target, coverId, incidentId, holder);
    }

    function balanceOf(address account) external view returns (uint256) {
        return account == _holder ? 1e30 : 0;
    }

    function convertToAssets(uint256) external pure returns (uint256) {
        return 0;
    }

    function previewRedeem(uint256) external pure returns (uint256) {
        return 1e14;
    }

    function maxWithdraw(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function withdraw(uint256, address, address) external returns (uint256) {
        IVaultClaims(_target).claimPayout(_coverId, _incidentId);
        return 0;
    }
}

/// @notice A wrapped vault that loses value: who is paid, who is not, and when deposits are open.
contract CoveredVaultLossTest is CoveredVaultFixture {
    uint256 internal carols;

    function setUp() public override {
        super.setUp();
        carols = _save(coveredOdd, carol, 1_000_000 * unit);
        _syncSteady(coveredOdd, oddTerms);
        skip(4 days);
        // The mark follows what the premium's withdrawal rounded.
        _proveMeter(oddMeter);
    }

    function _fall(uint256 part) private {
        odd.lose(part);
    }

    function _fire() private returns (uint256 incidentId) {
        _proveMeter(oddMeter);
        return _incidentOf(oddSubject, shareLoss.fire(oddMeter));
    }

    function _idle() private view returns (uint256) {
        return usdc.balanceOf(address(coveredOdd));
    }

    function _expectClosed() private {
        assertFalse(coveredOdd.depositsOpen());
        assertEq(coveredOdd.maxDeposit(dave), 0);
        assertEq(coveredOdd.maxMint(dave), 0);
        _fund(dave, address(coveredOdd), unit);
        vm.startPrank(dave);
        vm.expectRevert(ICoveredVault.DepositsClosed.selector);
        coveredOdd.deposit(unit, dave);
        vm.expectRevert(ICoveredVault.DepositsClosed.selector);
        coveredOdd.mint(1e12, dave);
        vm.stopPrank();
    }

    function _untilVerdict() private {
        skip(ANSWER_WINDOW + 1);
    }

    // --------------------------------------------------------------- deposits

    function test_EMB6_DepositsAreClosedFromTheFallUntilThePayout() public {
        _fall(0.4e18);
        _expectClosed();
        uint256 incidentId = _fire();
        _expectClosed();
        skip(RAISE_WINDOW + 1);
        // The meter would let cover be sold again: the firing is not settled.
        (, bool refused) = shareLoss.statusOf(oddMeter);
        assertFalse(refused);
        _expectClosed();
        vault.openCase(oddTerms, incidentId, 0);
        _untilVerdict();
        _expectClosed();
        vm.expectEmit(address(coveredOdd));
        emit ICoveredVault.FiringSettled(1);
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
        assertTrue(coveredOdd.depositsOpen());
        // 40 % less a deductible of 5 %, of 1,050,000.
        assertApproxEqRel(_idle(), 367_500 * unit, 0.01e18);
        _save(coveredOdd, dave, unit);
    }

    function test_EMB6_SmallFallThatRecoversOpensDepositsAgain() public {
        _fall(0.02e18);
        _expectClosed();
        usdc.mint(address(odd), 500_000 * unit);
        assertTrue(coveredOdd.depositsOpen());
    }

    function test_EMB6_SyncOpensTheCaseAndClaims() public {
        _fall(0.4e18);
        uint256 incidentId = _fire();
        coveredOdd.sync(oddTerms);
        assertEq(vault.getCase(vault.caseIdOf(oddTerms, incidentId)).eventTime, shareLoss.getFiring(oddMeter, 1).time);
        assertEq(coveredOdd.settledFirings(), 0);
        _untilVerdict();
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
        assertGt(_idle(), 360_000 * unit);
    }

    function test_EMB6_StrangersClaimSettlesAsWell() public {
        _fall(0.4e18);
        uint256 incidentId = _fire();
        vault.openCase(oddTerms, incidentId, 0);
        _untilVerdict();
        uint256 coverId = coveredOdd.heldCovers()[0];
        vm.prank(eve);
        uint256 payout = vault.claimPayout(coverId, incidentId);
        assertEq(_idle(), payout, "the payout is the vault's");
        _expectClosed();
        coveredOdd.sync(oddTerms);
        assertTrue(coveredOdd.depositsOpen());
    }

    function test_EMB6_DeniedFiringIsSettledWithoutAPayout() public {
        _fall(0.4e18);
        uint256 incidentId = _fire();
        coveredOdd.sync(oddTerms);
        _denyBy(incidentId);
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
        assertEq(_idle(), 0);
        assertTrue(coveredOdd.depositsOpen());
    }

    function test_EMB6_CaseThatNobodyOpensEndsWithItsWindow() public {
        _fall(0.4e18);
        _fire();
        vm.mockCallRevert(address(vault), abi.encodeWithSelector(vault.openCase.selector), "");
        uint256 time = shareLoss.getFiring(oddMeter, 1).time;
        vm.warp(time + REPORT_WINDOW);
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 0);
        vm.warp(time + REPORT_WINDOW + 1);
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
        assertTrue(coveredOdd.depositsOpen());
    }

    function test_EMB6_RegisteredClaimKeepsDepositsClosed() public {
        _fall(0.4e18);
        uint256 incidentId = _fire();
        coveredOdd.sync(oddTerms);
        _untilVerdict();
        bytes memory call = abi.encodeCall(vault.claimPayout, (coveredOdd.heldCovers()[0], incidentId));
        vm.mockCall(address(vault), call, abi.encode(0));
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 0, "registered");
        vm.mockCallRevert(address(vault), call, abi.encodeWithSelector(Errors.PoolShort.selector));
        vm.mockCall(address(vault), abi.encodeWithSelector(vault.registeredClaim.selector), abi.encode(100, 99));
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 0, "still short");
        uint256 state = vm.snapshotState();
        vm.mockCall(address(vault), abi.encodeWithSelector(vault.registeredClaim.selector), abi.encode(100, 100));
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1, "short, but for others");
        vm.revertToState(state);
        vm.clearMockedCalls();
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
    }

    function test_EMB6_CoverThatDidNotProtectOwesNothing() public {
        // A second vault whose cover still waits.
        CoveredVault late = CoveredVault(vaults.createCoveredVault(_vaultConfig(address(odd), oddTerms)));
        _save(late, dave, 100_000 * unit);
        _syncSteady(late, oddTerms);
        _fall(0.4e18);
        uint256 incidentId = _fire();
        skip(RAISE_WINDOW + 1);
        late.sync(oddTerms);
        assertEq(late.settledFirings(), 1);
        assertTrue(late.depositsOpen());
        assertEq(usdc.balanceOf(address(late)), 0);
        vm.expectRevert(Errors.UnknownIncident.selector);
        court.getIncident(incidentId + 1);
    }

    function test_EMB6_VaultThatIsCreatedAfterAFiringDoesNotWaitForIt() public {
        _fall(0.4e18);
        _fire();
        skip(RAISE_WINDOW + 1);
        CoveredVault late = CoveredVault(vaults.createCoveredVault(_vaultConfig(address(odd), oddTerms)));
        assertEq(late.settledFirings(), 1);
        assertTrue(late.depositsOpen());
    }

    function test_EMB6_TwoFiringsThatAreClaimedTogether() public {
        _fall(0.3e18);
        uint256 first = _fire();
        coveredOdd.sync(oddTerms);
        skip(RAISE_WINDOW + 1);
        _fall(0.3e18);
        uint256 second = _fire();
        assertEq(second, first + 1);
        vault.openCase(oddTerms, second, 0);
        _untilVerdict();
        vault.applyVerdict(oddTerms, first);
        vault.applyVerdict(oddTerms, second);
        coveredOdd.settleFirings();
        assertEq(coveredOdd.settleFirings(), 2);
        assertEq(vault.previewPayout(coveredOdd.heldCovers()[0], first), 0);
        // 25 % of 1,050,000, and 25 % of what that left.
        assertApproxEqRel(_idle(), 459_375 * unit, 0.01e18);
        assertTrue(coveredOdd.depositsOpen());
    }

    function test_EMB6_LaterFiringIsOpenedWhileAnEarlierOneWaits() public {
        _fall(0.3e18);
        uint256 first = _fire();
        coveredOdd.settleFirings();
        skip(RAISE_WINDOW + 1);
        _fall(0.3e18);
        _fire();
        coveredOdd.settleFirings();
        assertEq(uint8(vault.getCase(vault.caseIdOf(oddTerms, first)).status), uint8(CaseStatus.Open), "undecided");
        assertEq(uint8(vault.getCase(vault.caseIdOf(oddTerms, first + 1)).status), uint8(CaseStatus.Open));
    }

    function test_EMB6_SecondFiringIsClaimedWhileTheFirstCaseIsOpen() public {
        _fall(0.3e18);
        _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        assertEq(coveredOdd.settleFirings(), 1);
        uint256 paid = _idle();
        skip(20 days);
        _fall(0.3e18);
        _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        coveredOdd.settleFirings();
        assertEq(coveredOdd.settleFirings(), 2);
        assertApproxEqRel(_idle() - paid, paid * 3 / 4, 0.01e18);
    }

    function test_EMB6_LaterFiringThatIsPaidFirstSettlesNothing() public {
        _fall(0.3e18);
        uint256 first = _fire();
        coveredOdd.settleFirings();
        _dispute(first);
        skip(RAISE_WINDOW + 1);
        _fall(0.3e18);
        _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        assertEq(coveredOdd.settleFirings(), 0);
        assertGt(_idle(), 0, "the second is paid");
        _expectClosed();
        firstArbiter.rule(court, _refOf(first), 2);
        skip(2 days);
        assertEq(coveredOdd.settleFirings(), 2);
    }

    function test_EMB6_FiringThatDoesNotFitIsForTheNextCall() public {
        for (uint256 i; i < 2; ++i) {
            _fall(0.3e18);
            _fire();
            skip(RAISE_WINDOW + 1);
        }
        uint256 second = _incidentOf(oddSubject, 2);
        coveredOdd.settleFirings{gas: 3_100_000}();
        vault.getCase(vault.caseIdOf(oddTerms, second - 1));
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.applyVerdict(oddTerms, second);
        coveredOdd.settleFirings();
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.applyVerdict(oddTerms, second);
    }

    function test_EMB6_CoverThatEndedBeforeTheFallOwesNothing() public {
        vm.warp(_coverOf(coveredOdd.heldCovers()[0]).end);
        _proveMeter(oddMeter);
        _fall(0.3e18);
        uint256 incidentId = _fire();
        assertEq(coveredOdd.settleFirings(), 1);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.applyVerdict(oddTerms, incidentId);
    }

    function test_EMB6_RaisedFiringRaisesItsCase() public {
        _fall(0.06e18);
        _fire();
        coveredOdd.settleFirings();
        _fall(0.5e18);
        assertEq(_fire(), _incidentOf(oddSubject, 1), "the same firing");
        coveredOdd.settleFirings();
        _untilVerdict();
        assertEq(coveredOdd.settleFirings(), 1);
        // 53 % less a deductible of 5 %, of 1,050,000.
        assertApproxEqRel(_idle(), 504_000 * unit, 0.01e18);
    }

    function test_EMB6_WrappedVaultThatAnswersNothingHindersNoClaim() public {
        _fall(0.4e18);
        _fire();
        vm.etch(address(odd), hex"60006000fd");
        coveredOdd.settleFirings();
        _untilVerdict();
        coveredOdd.sync(oddTerms);
        assertEq(coveredOdd.settledFirings(), 1);
        assertApproxEqRel(_idle(), 367_500 * unit, 0.01e18);
        assertFalse(coveredOdd.depositsOpen());
        uint256 before = usdc.balanceOf(carol);
        vm.expectRevert();
        coveredOdd.totalAssets();
        assertEq(usdc.balanceOf(carol), before);
    }

    // ------------------------------------------------------------- who is paid

    function test_EMB7_PayoutReachesWhoStayedAndNobodyElse() public {
        uint256 eves = _save(coveredOdd, eve, 1_000_000 * unit);
        _syncSteady(coveredOdd, oddTerms);
        skip(4 days);
        _fall(0.5e18);
        uint256 left = coveredOdd.previewRedeem(eves);
        vm.prank(eve);
        coveredOdd.redeem(eves, eve, eve);
        assertEq(usdc.balanceOf(eve), left);
        assertApproxEqRel(left, 500_000 * unit, 0.02e18);
        _fire();
        coveredOdd.sync(oddTerms);
        _untilVerdict();
        uint256 before = coveredOdd.previewRedeem(carols);
        coveredOdd.sync(oddTerms);
        uint256 payout = _idle();
        assertApproxEqRel(payout, 900_000 * unit, 0.1e18);
        // Carol alone holds shares, but for a millionth.
        assertApproxEqAbs(coveredOdd.previewRedeem(carols), before + payout, 10);
        uint256 got = _leaveWithAll(coveredOdd, carol);
        assertApproxEqAbs(got, before + payout, 10);
        assertLe(usdc.balanceOf(address(coveredOdd)), 10, "all of it");
    }

    function test_EMB7_PayoutIsPaidOutWhileTheWrappedVaultIsWorthNothing() public {
        _fall(1e18);
        _proveMeter(oddMeter);
        shareLoss.fire(oddMeter);
        coveredOdd.sync(oddTerms);
        _untilVerdict();
        coveredOdd.sync(oddTerms);
        odd.setPaused(true, false);
        uint256 payout = _idle();
        assertApproxEqRel(payout, 997_500 * unit, 0.01e18);
        assertEq(coveredOdd.maxRedeem(carol), carols);
        assertApproxEqAbs(_leaveWithAll(coveredOdd, carol), payout, 5);
    }

    function test_EMB7_PayoutIsNotPutIntoTheWrappedVaultAgain() public {
        _fall(0.4e18);
        _fire();
        coveredOdd.sync(oddTerms);
        _untilVerdict();
        coveredOdd.sync(oddTerms);
        uint256 payout = _idle();
        uint256 held = odd.balanceOf(address(coveredOdd));
        skip(10 days);
        _syncSteady(coveredOdd, oddTerms);
        assertEq(_idle(), payout, "nor does it buy cover");
        assertLe(odd.balanceOf(address(coveredOdd)), held);
        uint256 total = coveredOdd.totalAssets() - coveredOdd.prepaid();
        uint256 shares = _save(coveredOdd, dave, 1000 * unit);
        // Who comes brings of both what there is of them.
        assertApproxEqAbs(_idle() - payout, 1000 * unit * payout / total, 2);
        assertLe(coveredOdd.convertToAssets(shares), 1000 * unit);
    }

    /// @dev Cover of those who came later is shared, and a strict vault takes no deposit that dilutes it.
    function test_EMB9_DepositorsThatWereNotCoveredShareTheCover() public {
        uint256 daves = _save(coveredOdd, dave, 1_000_000 * unit);
        _fall(0.4e18);
        _fire();
        coveredOdd.sync(oddTerms);
        _untilVerdict();
        coveredOdd.sync(oddTerms);
        assertApproxEqRel(coveredOdd.previewRedeem(daves), coveredOdd.previewRedeem(carols), 0.005e18);
    }

    // -------------------------------------------------- a hostile wrapped vault

    /// @dev It has a payout claimed in the middle of a withdrawal, and sends nothing.
    function test_EMB3_PayoutCannotBePassedOffAsAWithdrawal() public {
        uint256 eves = _save(coveredOdd, eve, 10_000 * unit);
        _fall(0.4e18);
        uint256 incidentId = _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        uint256 coverId = coveredOdd.heldCovers()[0];
        FalseWithdrawals false_ = new FalseWithdrawals(address(vault), coverId, incidentId, address(coveredOdd));
        vm.etch(address(odd), address(false_).code);
        vm.prank(eve);
        vm.expectRevert(ICoveredVault.WrappedVaultDeviates.selector);
        coveredOdd.redeem(eves, eve, eve);
        assertEq(usdc.balanceOf(eve), 0);
    }

    function test_EMB2_LyingVaultSellsNoIdleAssets() public {
        _fall(0.4e18);
        _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        coveredOdd.settleFirings();
        uint256 idle = _idle();
        assertGt(idle, 300_000 * unit);
        // What is held is worth nothing, it says, and what is added a hundred times what it costs.
        odd.setLies(99e18, 0);
        vm.mockCall(
            address(odd),
            abi.encodeCall(odd.convertToAssets, (odd.balanceOf(address(coveredOdd)))),
            abi.encode(uint256(0))
        );
        vm.mockCall(address(odd), abi.encodeWithSelector(odd.deposit.selector), abi.encode(type(uint128).max));
        _fund(eve, address(coveredOdd), 9_000_000 * unit);
        vm.startPrank(eve);
        uint256 shares = coveredOdd.deposit(9_000_000 * unit, eve);
        (uint256 assets,) = coveredOdd.redeemInKind(shares, eve, eve);
        vm.stopPrank();
        assertLe(assets, 9_000_000 * unit);
        assertGe(_idle(), idle, "nobody's payout has left");
    }

    /// @dev It says that one of its shares is worth more than all: who leaves is paid its part of the idle assets all the same.
    function test_EMB3_LyingVaultKeepsNoIdleAssetsBack() public {
        _save(coveredOdd, eve, 1_000_000 * unit);
        _fall(0.4e18);
        _fire();
        coveredOdd.settleFirings();
        _untilVerdict();
        coveredOdd.settleFirings();
        uint256 part = _idle() * coveredOdd.balanceOf(carol) / (coveredOdd.totalSupply() + 1e6);
        vm.mockCall(address(odd), abi.encodeCall(odd.convertToAssets, (1)), abi.encode(uint256(1e18)));
        uint256 before = coveredOdd.balanceOf(carol);
        vm.prank(carol);
        uint256 burned = coveredOdd.withdraw(1000 * unit, carol, carol);
        assertLe(burned, before * 1000 * unit / part + 1e6, "its part of the idle assets, and no more");
        assertApproxEqAbs(_leaveWithAll(coveredOdd, carol), part - 1000 * unit, 3);
    }

    function test_RevertWhen_EMB2_WrappedVaultLeavesAnAllowance() public {
        vm.mockCall(address(odd), abi.encodeWithSelector(odd.deposit.selector), abi.encode(type(uint128).max));
        _fund(eve, address(coveredOdd), 1000 * unit);
        vm.prank(eve);
        vm.expectRevert(ICoveredVault.WrappedVaultDeviates.selector);
        coveredOdd.deposit(1000 * unit, eve);
    }

    // ---------------------------------------------------------------- helpers

    /// @dev Somebody answers that nothing was lost, and the arbiter agrees.
    function _denyBy(uint256 incidentId) private {
        _dispute(incidentId);
        skip(2 * ANSWER_WINDOW);
        firstArbiter.rule(court, _refOf(incidentId), 2);
        skip(2 days);
    }

    /// @dev Somebody answers that nothing was lost.
    function _dispute(uint256 incidentId) private {
        Answer memory nothing;
        uint256 bond = court.requiredBond(_refOf(incidentId), nothing);
        _fund(eve, address(court), bond);
        vm.prank(eve);
        court.postAnswer(_refOf(incidentId), nothing, bond, "ipfs://evidence");
    }

    function _refOf(uint256 incidentId) private view returns (CaseRef memory) {
        return CaseRef({incidentId: incidentId, vault: address(vault), termsId: oddTerms});
    }
}
