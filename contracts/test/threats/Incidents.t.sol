// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Errors} from "../../src/common/Errors.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {IncidentFixture} from "../unit/claims/IncidentFixture.sol";

/// @notice Threats around incidents: T-09, T-18, T-20 … T-22, T-25, T-32, T-56, T-64, T-66.
contract IncidentThreatsTest is IncidentFixture {
    // ------------------------------------------------------------------- T-09

    /// @dev Settled in the block before the report is out; asked for in that block bears the loss like everybody.
    function test_T09_ExitOneBlockBeforeTheReport() public {
        _cover(0, carol, M / 5);
        _request(alice, 1e17);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        uint256 settled = pool.maxWithdraw(alice);
        _request(bob, 4e17);
        vm.warp(vm.getBlockTimestamp() + 12);
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(pool.maxWithdraw(alice), settled, "out");
        uint256 supply = _case(0, id).supply;
        assertEq(supply, 9e17, "everything else bears it");
        assertEq(pool.holdingAt(bob, 1, _case(0, id).checkpoint), 4e17, "all of Bob's");
        assertEq(pool.holdingAt(alice, 1, _case(0, id).checkpoint), 5e17);
        skip(COOLDOWN);
        vm.prank(bob);
        (, uint256 assets) = pool.settleRedeemRequests(bob);
        assertApproxEqRel(assets, 4 * M / 10 - M / 5 * 4 / 9, 0.001e18, "less four ninths of the case");
    }

    // ------------------------------------------------------------------- T-18

    /// @dev Ten claims on a third of what they need, in any order: the same part to the unit, nobody twice, the last too.
    function testFuzz_T18_CLAIM1_OrderOfClaimsDoesNotMatter(uint256 seed, uint256 severity) public {
        severity = bound(severity, 0.31e18, 1e18);
        uint256[10] memory covers;
        for (uint256 i; i < 10; ++i) {
            covers[i] = _cover(0, i % 2 == 0 ? carol : dave, M / 50);
        }
        skip(5 days);
        _leaveEquity(60_000e6);
        uint256 id = _openCaseFor(0, severity);
        _decide(0, id, severity);
        assertEq(_inAnyOrder(seed, covers, id), 0, "registered");
        skip(60 days + 1);
        vault.settleCase(terms[0], id);
        uint256 paid = _inAnyOrder(seed >> 128, covers, id);
        uint256 each = M / 50 * severity / 1e18;
        uint256 there = 60_000e6;
        each = each * there / (each * 10);
        assertApproxEqAbs(paid, there, 10);
        for (uint256 i; i < 10; ++i) {
            (, uint256 part) = vault.registeredClaim(vault.caseIdOf(terms[0], id), covers[i]);
            assertApproxEqAbs(part, each, 1);
            vm.expectRevert(Errors.AlreadyClaimed.selector);
            vault.claimPayout(covers[i], id);
        }
    }

    function _inAnyOrder(uint256 seed, uint256[10] memory covers, uint256 id) internal returns (uint256 paid) {
        uint256 done;
        for (uint256 i; done != 1023; ++i) {
            uint256 k = uint256(keccak256(abi.encode(seed, i))) % 10;
            if (done >> k & 1 == 1) continue;
            done |= 1 << k;
            paid += _claim(covers[k], id);
        }
    }

    // ------------------------------------------------------------------- T-20

    /// @dev First loss can be taken out in every final state, years later, and once.
    function test_T20_FirstLossIsNeverStuck() public {
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        _post(0, 100_000e6);
        uint256 denied = _openCaseFor(0, 1e18);
        _decide(0, denied, 0);
        uint256 paid = _openCaseFor(0, 0.25e18);
        _decide(0, paid, 0.25e18);
        assertEq(_claim(cover, paid), 50_000e6);
        skip(61 days);
        vault.settleCase(terms[0], paid);
        // Too little for what is covered, and nobody claims: all of it comes back.
        _leaveEquity(1);
        uint256 short = _openCaseFor(0, 1e18);
        _post(0, 1e6);
        assertEq(_case(0, short).firstLoss, 50_000e6);
        _decide(0, short, 1e18);
        skip(61 days);
        vault.settleCase(terms[0], short);
        skip(1000 days);
        vm.startPrank(sponsor);
        vm.warp(vault.requestFirstLossWithdrawal(product[0], type(uint96).max));
        assertEq(vault.withdrawFirstLoss(product[0], sponsor), 50_001e6, "100,001 less 50,000 paid");
        vm.expectRevert(abi.encodeWithSelector(Errors.FirstLossLocked.selector, 0));
        vault.withdrawFirstLoss(product[0], sponsor);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------- T-21

    /// @dev The cover is sold, the terms are suspended and superseded in the middle of a claim: it completes, payee as
    /// written. (What a pool's manager can do besides is in Privileged.t.sol.)
    function test_T21_RolesChangeInTheMiddleOfAClaim() public {
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        vm.startPrank(owner);
        registry.suspendTerms(terms[0], true);
        registry.publishTerms(_incidentTerms(0), _pins());
        registry.transferOwnership(eve);
        vm.stopPrank();
        vm.prank(carol);
        coverToken.transferFrom(carol, dave, cover);
        _decide(0, id, 0.5e18);
        vm.prank(carol);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimPayoutTo(cover, id, carol);
        uint256 before = usdc.balanceOf(dave);
        assertEq(_claim(cover, id), 100_000e6);
        assertEq(usdc.balanceOf(dave) - before, 100_000e6);
    }

    // ------------------------------------------------------------------- T-22

    /// @dev A resolver that reverts at each call, and one that burns all gas, stop neither other products nor exits.
    function test_T22_BrokenResolverBlocksNobodyElse() public {
        uint256 healthy = _cover(1, carol, M / 5);
        _cover(0, carol, M / 5);
        skip(5 days);
        uint256 stuck = _openCaseFor(0, 0.5e18);
        uint256 id = _openCaseFor(1, 0.5e18);
        resolver.decide(id, vm.getBlockTimestamp(), 0.5e18);
        vault.applyVerdict(terms[1], id);
        // An infinite loop.
        vm.etch(address(resolver), hex"5b600056");
        assertEq(_claim(healthy, id), 100_000e6);
        _deposit(dave, 1e6);
        _request(alice, 1e17);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        skip(51 days);
        vault.settleCase(terms[1], id);
        // And its own case comes back as well, in the end.
        skip(80 days);
        (bool done,) = address(vault).call{gas: 3_000_000}(abi.encodeCall(vault.settleCase, (terms[0], stuck)));
        assertTrue(done);
        assertTrue(_case(0, stuck).status == CaseStatus.Denied);
        assertTrue(_case(0, stuck).closed);
    }

    // ------------------------------------------------------------------- T-25

    /// @dev What a cover in force is paid is the same before and after every call of the owner and the manager.
    function test_T25_TermsOfLiveCoversNeverChange() public {
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        bytes32 before = keccak256(abi.encode(registry.claimTerms(terms[0]), coverToken.coverData(cover)));
        vm.startPrank(owner);
        Terms memory t = _incidentTerms(0);
        (t.deductible, t.waitingPeriod, t.maxCover) = (0.9e18, 5 days, 1);
        uint256 newer = registry.publishTerms(t, _pins());
        registry.suspendTerms(terms[0], true);
        vm.stopPrank();
        vm.startPrank(manager);
        vm.expectRevert(Errors.SharesExist.selector);
        poolConfigurator.addTerms(address(pool), newer, _pricing());
        vm.stopPrank();
        assertEq(keccak256(abi.encode(registry.claimTerms(terms[0]), coverToken.coverData(cover))), before);
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        skip(60 days);
        assertEq(_claim(cover, id), 100_000e6, "no deductible");
    }

    // ------------------------------------------------------------------- T-32

    /// @dev A meter that fires when nobody is covered, or when there is no capital.
    function test_T32_NobodyOnTheOtherSide() public {
        uint256 id = _report(0, 1e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(terms[0], id, 0);
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        _leaveEquity(0);
        assertEq(pool.totalAssets(), 0);
        id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        assertEq(_claim(cover, id), 0, "registered");
        skip(60 days + 1);
        assertEq(vault.previewPayout(cover, id), 0);
        vm.expectRevert(Errors.PoolShort.selector);
        vault.claimPayout(cover, id);
        vault.settleCase(terms[0], id);
        assertEq(vault.previewPayout(cover, id), 0);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(cover, id);
        // What is recovered later still reaches it.
        _fund(eve, address(vault), 30_000e6);
        vm.prank(eve);
        vault.addRecovery(terms[0], id, 30_000e6);
        assertEq(_claim(cover, id), 30_000e6);
    }

    // ------------------------------------------------------------------- T-56

    /// @dev A pool of a worthless token opens cases and pays whatever it likes: in this pool a case is opened by its own
    /// call alone, with the resolver's consent, and its sales go on until then.
    function test_T56_IncidentOfAJunkPoolDoesNotReachOthers() public {
        uint256 cover = _cover(0, carol, M / 5);
        skip(5 days);
        MockToken junk = new MockToken("Junk", "JUNK", 6);
        (MockToken dollars, ICoverPool good, IClaimsVault goodVault) = (usdc, pool, vault);
        // The same subject of the same resolver under terms in junk.
        usdc = junk;
        (, uint256 junkTerms) = _listTerms(_incidentTerms(0), 1);
        pool = _createPool(_monoline());
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, junkTerms);
        _deposit(eve, M);
        CoverOrder memory o = _order(eve, 1e6, 300 days);
        o.termsId = junkTerms;
        vm.startPrank(eve);
        junk.mint(eve, M);
        junk.approve(address(pool), type(uint256).max);
        pool.buyCover(o);
        vm.stopPrank();
        skip(5 days);
        uint256 id = _report(0, 1e18);
        vault.openCase(junkTerms, id, 0);
        resolver.decide(id, vm.getBlockTimestamp(), 1e18);
        vault.applyVerdict(junkTerms, id);

        (usdc, pool, vault) = (dollars, good, goodVault);
        assertEq(pool.stoppingCasesOf(product[0]), 0, "untouched");
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.claimPayout(cover, id);
        // To open one here asks the resolver, which wants its bond and begins a window of its own.
        resolver.setValue(0, true);
        vm.expectRevert(Errors.ConditionNotMet.selector);
        vault.openCase(terms[0], id, 0);
        _cover(1, dave, M / 10);
    }

    // ------------------------------------------------------------------- T-64

    /// @dev A cover that nobody asked for is not sold where losses are proven, and cancels nobody's claim elsewhere.
    function test_T64_UnaskedCover() public {
        CoverOrder memory o = _order(eve, 1e6, 300 days);
        (o.termsId, o.insured, o.onBehalf) = (terms[2], carol, carol);
        _fund(eve, address(pool), M);
        vm.prank(eve);
        vm.expectRevert(Errors.InsuredNotApproved.selector);
        pool.buyCover(o);
        // With her consent it is hers to cancel, and his to pay for.
        vm.prank(carol);
        pool.setOperator(eve, true);
        vm.startPrank(eve);
        (uint256 cover,) = pool.buyCover(o);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.cancelCover(cover);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------- T-66

    /// @dev The same event under two versions of the terms pays each cover once; two real events pay each in full.
    function test_T66_OneEventUnderTwoVersions() public {
        uint256 first = _cover(0, carol, M / 5);
        skip(5 days);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        assertEq(_claim(first, id), 200_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(first, id);
        uint256 again = _report(0, 1e18);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.openCase(terms[0], again, 0); // nothing of it is covered any more
    }

    /// @dev Exact proofs replayed, by anyone, pay nothing more.
    function test_T16_ReplayOfEveryFinalCall() public {
        uint256 cover = _cover(2, carol, M / 10);
        skip(5 days);
        uint256 id = _report(2, 1e18);
        LossProof memory p = LossProof({index: 0, loss: 40_000e6, proof: new bytes32[](0)});
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, carol, p.loss), p.loss);
        vault.openCase(terms[2], id, 0);
        vm.startPrank(carol);
        assertEq(vault.claimLoss(cover, id, address(0), p), 40_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(cover, id, address(0), p);
        vm.stopPrank();
        vm.expectPartialRevert(Errors.CaseAlreadyOpen.selector);
        vault.openCase(terms[2], id, 0);
        vm.expectRevert(Errors.VerdictAlreadyApplied.selector);
        vault.applyVerdict(terms[2], id);
        skip(60 days + 1);
        vault.settleCase(terms[2], id);
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(terms[2], id);
    }
}
