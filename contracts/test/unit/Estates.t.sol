// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPocketVaultCore} from "../../src/interfaces/IPocketVaultCore.sol";
import {IPocketVault} from "../../src/interfaces/IPocketVault.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {Pocket, PocketStatus} from "../../src/types/PocketTypes.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice Pockets that are settled together (INC-6, INC-7, SETTLE-5). Branches: Estates.tree.
contract EstatesTest is IncidentFixture {
    uint256 internal a; // on product 0, 200,000
    uint256 internal b; // on product 0, 200,000
    uint256 internal c; // on product 1, 200,000
    uint256 internal start;

    function setUp() public override {
        super.setUp();
        a = _cover(0, carol, M / 5);
        b = _cover(0, dave, M / 5);
        c = _cover(1, carol, M / 5);
        skip(5 days);
        start = vm.getBlockTimestamp();
    }

    // ------------------------------------------------------------ one product

    /// @dev INC-6: what fits beside each other is paid at once, in any order.
    function test_INC6_IncidentsThatDoNotOverlapArePaidAtOnce() public {
        uint256 first = _carveFor(0, 0.6e18);
        uint256 second = _carveFor(0, 0.4e18);
        assertEq(_pocketOf(0, first).reserve, 240_000e6);
        assertEq(_pocketOf(0, second).reserve, 160_000e6);
        _decide(0, second, 0.4e18);
        assertEq(_claim(a, second), 80_000e6);
        _decide(0, first, 0.6e18);
        assertEq(_claim(a, first), 72_000e6, "60 % of the 120,000 that remain");
        assertEq(_claim(b, first), 120_000e6);
        assertEq(_claim(b, second), 32_000e6);
    }

    /// @dev INC-3: together they take no more than the cover there is, whatever each could need.
    function test_INC3_OverlappingIncidentsTakeNoMoreThanTheCover() public {
        uint256 first = _carveFor(0, 0.7e18);
        uint256 second = _carveFor(0, 0.7e18);
        uint256 third = _carveFor(0, 1e18);
        assertEq(_pocketOf(0, first).reserve, 280_000e6);
        assertEq(_pocketOf(0, second).reserve, 120_000e6, "400,000 less 280,000");
        assertEq(_pocketOf(0, third).reserve, 0);
        assertEq(_inVault(), 400_000e6);
    }

    /// @dev T-57: decoys before the real one. Its claimants get all, and at once.
    function test_T57_DecoysNeitherStarveNorDelayTheRealOne() public {
        uint256 decoy = _carveFor(0, 1e18);
        uint256 real = _carveFor(0, 0.5e18);
        assertEq(_pocketOf(0, real).reserve, 0, "the decoy holds all that can be claimed");
        _decide(0, real, 0.5e18);
        assertTrue(_pocketOf(0, real).status == PocketStatus.InEstate);
        assertEq(vault.previewPayout(a, real), 100_000e6);
        assertEq(_claim(a, real), 100_000e6);
        assertEq(_claim(b, real), 100_000e6);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimPayout(a, real);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.releasePocket(terms[0], real);
        _decide(0, decoy, 0);
        uint256 until = _pocketOf(0, real).claimsUntil;
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.releasePocket(terms[0], decoy);
        vm.warp(until + 1);
        (uint256 back,) = vault.releasePocket(terms[0], decoy);
        assertEq(back, 200_000e6, "what is over is the decoy's, who brought it");
        (back,) = vault.releasePocket(terms[0], real);
        assertEq(back, 0);
        assertEq(_inVault(), 0);
        _cover(0, dave, 1e6);
    }

    /// @dev Both real: covers are paid what remains, never more than there is, in any order.
    function test_T66_TwoRealIncidentsThatOverlapPayInFull() public {
        uint256 first = _carveFor(0, 0.7e18);
        uint256 second = _carveFor(0, 0.8e18);
        uint256 third = _carveFor(0, 1e18);
        _decide(0, second, 0.8e18);
        assertEq(_claim(a, second), 160_000e6);
        _decide(0, first, 0.7e18);
        assertEq(_claim(a, first), 28_000e6);
        assertEq(_claim(b, first), 140_000e6);
        assertEq(_claim(b, second), 48_000e6);
        _decide(0, third, 1e18);
        assertEq(_claim(b, third), 12_000e6);
        assertEq(_claim(a, third), 12_000e6, "all of the cover, and no more");
        assertEq(_inVault(), 0);
        skip(60 days + 1);
        for (uint256 i; i < 3; ++i) {
            (uint256 back,) = vault.releasePocket(terms[0], first + i);
            assertEq(back, 0);
        }
    }

    /// @dev SOLV-3: an overlap holds all that can be claimed. Should it ever hold less, its claims end with what it holds:
    /// other pockets' assets lie in the same balance.
    function test_SOLV3_AnOverlapNeverPaysMoreThanItHolds() public {
        uint256 first = _carveFor(0, 0.7e18);
        _carveFor(0, 0.8e18);
        uint256 another = _carveFor(1, 1e18);
        _decide(0, first, 0.7e18);
        uint256 estate = _pocketOf(0, first).estate;
        bytes32 slot = keccak256(abi.encode(estate, uint256(9)));
        uint256 word = uint256(vm.load(address(vault), slot));
        assertEq(uint96(word), 400_000e6);
        vm.store(address(vault), slot, bytes32(word - 400_000e6 + 150_000e6));
        assertEq(_claim(a, first), 140_000e6);
        assertEq(_claim(b, first), 10_000e6);
        _decide(1, another, 1e18);
        assertEq(_claim(c, another), 200_000e6);
    }

    /// @dev Each incident of an overlap has its own claim window.
    function test_RevertWhen_WindowOfAnOverlapIsOver() public {
        uint256 decoy = _carveFor(0, 1e18);
        uint256 real = _carveFor(0, 0.5e18);
        _decide(0, real, 0.5e18);
        uint256 until = vm.getBlockTimestamp() + 60 days;
        vm.warp(until);
        _claim(a, real);
        skip(1);
        assertEq(vault.previewPayout(b, real), 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowClosed.selector, until));
        vault.claimPayout(b, real);
        _decide(0, decoy, 0.1e18);
        assertEq(_claim(b, decoy), 20_000e6);
    }

    function test_INC6_DeniedOverlapsAreReleasedAtOnce() public {
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(0, 1e18);
        _decide(0, first, 0);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.releasePocket(terms[0], first);
        _decide(0, second, 0);
        skip(1);
        (uint256 back,) = vault.releasePocket(terms[0], first);
        assertEq(back, 400_000e6);
        vault.releasePocket(terms[0], second);
    }

    /// @dev A new incident after the window has opened has nothing to do with the old ones.
    function test_INC6_NextIncidentAfterAJointOneIsOnItsOwn() public {
        uint256 decoy = _carveFor(0, 1e18);
        uint256 other = _carveFor(0, 1e18);
        _decide(0, decoy, 0);
        _decide(0, other, 0.1e18);
        uint256 next = _carveFor(0, 0.25e18);
        assertEq(_pocketOf(0, next).reserve, 100_000e6);
        _decide(0, next, 0.25e18);
        assertEq(_claim(a, next), 50_000e6, "at once");
    }

    // ---------------------------------------------------------- single pocket

    /// @dev SETTLE-5: a verdict beyond what the pocket holds pays everybody the same part, and recoveries raise it.
    function test_SETTLE5_CLAIM1_VerdictBeyondThePocketPaysTheSameFraction() public {
        uint256 id = _carveFor(0, 0.3e18);
        _decide(0, id, 0.6e18);
        assertEq(_claim(b, id), 0, "registered");
        skip(30 days);
        assertEq(_claim(a, id), 0);
        (uint256 gross,) = vault.registeredClaim(vault.pocketIdOf(terms[0], id), a);
        assertEq(gross, 120_000e6);
        skip(60 days + 1);
        assertEq(_claim(a, id), 60_000e6);
        assertEq(_claim(b, id), 60_000e6, "the last as the first");
        (uint256 back, uint256 shares) = vault.releasePocket(terms[0], id);
        assertEq(back + shares, 0);

        // 40,000 of recoveries: both are brought up to 80,000; 100,000 more make them whole and leave 20,000.
        _fund(eve, address(vault), 140_000e6);
        vm.startPrank(eve);
        vault.addRecovery(terms[0], id, 40_000e6);
        assertEq(vault.claimPayout(a, id), 20_000e6);
        (uint256 forClaims, uint256 forHolders) = vault.addRecovery(terms[0], id, 100_000e6);
        vm.stopPrank();
        assertEq(forClaims, 80_000e6);
        assertGt(forHolders, 0);
        assertEq(_claim(a, id), 40_000e6);
        assertEq(_claim(b, id), 60_000e6);
        assertEq(_inVault(), 0);
        assertApproxEqAbs(_collect(alice), forHolders * 6 / 10, 1);
    }

    // ------------------------------------------------------------- short pool

    /// @dev INC-7, T-18: equity of a million, 700,000 of it gone; two products need 600,000 together.
    function test_INC7_T18_ShortPoolPaysAllTheSamePart() public {
        uint256 gone = _spend(700_000e6);
        uint256 first = _carveFor(0, 1e18);
        assertEq(_pocketOf(0, first).reserve, gone, "all equity there is");
        assertEq(pool.totalAssets(), 0);
        uint256 second = _carveFor(1, 1e18);
        assertEq(_pocketOf(1, second).reserve, 0);
        _assertShut();

        _decide(0, first, 1e18);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(a, first);
        _decide(1, second, 1e18);
        _claim(a, first);
        _claim(b, first);
        _claim(c, second);
        Pocket memory p = _pocketOf(0, first);
        (uint256 assets, uint256 claimed,, uint256 undecided, uint256 until) = vault.estateOf(p.estate);
        assertEq(assets, gone);
        assertEq(claimed, 600_000e6);
        assertEq(undecided, 0);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimWindowOpen.selector, until));
        vault.releasePocket(terms[0], first);
        vm.warp(until + 1);
        uint256 part = 200_000e6 * gone / 600_000e6;
        assertEq(_claim(c, second), part, "the last incident as the first");
        assertEq(_claim(b, first), part);
        assertEq(_claim(a, first), part);
        assertLe(_inVault(), 2, "nothing but rounding is left");
        _assertShut();
        vault.releasePocket(terms[1], second);
        _assertOpen();
        vault.releasePocket(terms[0], first);
    }

    /// @dev Leaves 300,000 of equity, as an incident on another pool's worth of claims would.
    function _spend(uint256 assets) internal returns (uint256 left) {
        uint256 word = uint256(_word(0));
        left = pool.totalAssets() - assets;
        vm.store(address(pool), 0, bytes32(word - assets));
        vm.prank(address(pool));
        usdc.transfer(address(1), assets);
    }

    function _assertShut() internal {
        assertEq(pool.maxDeposit(dave), 0);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.quoteCover(terms[2], 1e6, 30 days);
        _request(bob, 1e12);
        skip(COOLDOWN);
        vm.prank(bob);
        vm.expectRevert(Errors.PoolShort.selector);
        pool.settleRedeemRequests(bob);
        // One request at a time: the next look asks again.
        vm.prank(bob);
        vm.expectRevert(Errors.RequestPending.selector);
        pool.requestRedeem(1, bob, bob);
        vm.prank(bob);
        pool.transfer(alice, 1);
        (bob, alice) = (alice, bob);
    }

    function _assertOpen() internal view {
        (,, uint256 flags) = _flags();
        assertEq(flags & 1, 0, "no longer short");
    }

    function _flags() private view returns (uint256, uint256, uint256) {
        return (0, 0, uint256(_word(0)) >> 248);
    }

    /// @dev INC-7: decoys must not starve the real one, whose pool had nothing left when it was carved.
    function test_INC7_T57_DecoysOnOtherProductsReturnToTheEstate() public {
        uint256 left = _spend(700_000e6);
        uint256 decoy = _carveFor(0, 0.75e18);
        assertEq(_pocketOf(0, decoy).reserve, 300_000e6);
        uint256 real = _carveFor(1, 1e18);
        uint256 rest = _pocketOf(1, real).reserve;
        assertEq(300_000e6 + rest, left, "the premium earned so far is all that was left");
        _decide(0, decoy, 0);
        _decide(1, real, 1e18);
        _claim(c, real);
        skip(60 days + 1);
        assertEq(_claim(c, real), 200_000e6, "in full");
        (uint256 back,) = vault.releasePocket(terms[0], decoy);
        (uint256 more,) = vault.releasePocket(terms[1], real);
        assertApproxEqAbs(back + more, left - 200_000e6, 2);
        assertApproxEqAbs(back * rest, more * 300_000e6, 1e12, "in proportion to what each brought");
    }

    /// @dev An incident decided before the shortage is paid at once all the same: its pocket is not part of the estate.
    function test_INC7_DecidedIncidentsStayOutside() public {
        uint256 first = _carveFor(0, 0.5e18);
        _decide(0, first, 0.5e18);
        _spend(700_000e6);
        uint256 second = _carveFor(1, 1e18);
        assertLt(_pocketOf(1, second).reserve, 200_000e6, "short");
        assertEq(_claim(a, first), 100_000e6, "at once");
    }

    /// @dev A later incident stays outside and takes what equity there is; one from before joins.
    function test_INC7_TimeOfTheIncidentDecidesWhoJoins() public {
        _spend(900_000e6);
        uint256 first = _carveFor(0, 1e18);
        uint256 early = resolver.report(1, start - 1 days, 0, 1e18);
        skip(1 days);
        uint256 late = resolver.report(1, vm.getBlockTimestamp(), 0, 0.1e18);
        vault.carve(terms[1], early);
        vault.carve(terms[1], late);
        _decide(0, first, 1e18);
        (,,, uint256 undecided,) = vault.estateOf(_pocketOf(0, first).estate);
        assertEq(undecided, 1, "the one that joined has no verdict");
        _decide(1, early, 1e18);
        assertEq(_pocketOf(0, first).estate, _pocketOf(1, early).estate);
        assertEq(_pocketOf(1, early).claimsUntil, vm.getBlockTimestamp() + 60 days);
        _decide(1, late, 0.1e18);
        assertTrue(_pocketOf(1, late).estate != _pocketOf(0, first).estate);
    }

    /// @dev One that joins when claims already register closes the window until its own verdict.
    function test_INC7_LateJoinerReopensTheEstate() public {
        uint256 left = _spend(800_000e6);
        uint256 first = _carveFor(0, 1e18);
        _decide(0, first, 1e18);
        _claim(a, first);
        uint256 joiner = resolver.report(1, start, 0, 1e18);
        skip(8 days);
        vault.carve(terms[1], joiner);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(b, first);
        _decide(1, joiner, 1e18);
        _claim(b, first);
        _claim(c, joiner);
        skip(60 days + 1);
        uint256 earned = _pocketOf(1, joiner).reserve;
        uint256 part = 200_000e6 * (left + earned) / 600_000e6;
        assertEq(_claim(a, first), part);
        assertEq(_claim(c, joiner), part);
    }

    /// @dev INC-7: overlapping incidents none of which pays yet are part of a shortage, those denied already included.
    function test_INC7_WaitingOverlapIsPartOfThePoolsEstate() public {
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(0, 1e18);
        _decide(0, first, 0);
        _spend(500_000e6);
        uint256 third = _carveFor(1, 1e18);
        uint256 held = 400_000e6 + _pocketOf(1, third).reserve;
        assertEq(_pocketOf(0, first).estate, _estateAfter(1, third));
        _decide(0, second, 1e18);
        vm.expectRevert(Errors.VerdictPending.selector);
        vault.claimPayout(a, second);
        _decide(1, third, 1e18);
        _claim(a, second);
        _claim(b, second);
        _claim(c, third);
        skip(60 days + 1);
        uint256 part = 200_000e6 * held / 600_000e6;
        assertEq(_claim(a, second), part);
        assertEq(_claim(b, second), part);
        assertEq(_claim(c, third), part);
        vault.releasePocket(terms[0], first);
        vault.releasePocket(terms[0], second);
        vault.releasePocket(terms[1], third);
        _assertOpen();
    }

    /// @dev SETTLE-5: once one of them pays at once, a shortage does not touch what they hold.
    function test_INC7_SETTLE5_PayingOverlapStaysOutsideAShortage() public {
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(0, 1e18);
        _decide(0, first, 0.5e18);
        _spend(500_000e6);
        uint256 third = _carveFor(1, 1e18);
        uint256 reserve = _pocketOf(1, third).reserve;
        assertEq(_claim(a, first), 100_000e6);
        // Another one on it: it holds all that can be claimed, and nothing is taken.
        uint256 fourth = _carveFor(0, 0.5e18);
        assertEq(_pocketOf(0, fourth).reserve, 0);
        _decide(1, third, 1e18);
        _claim(c, third);
        _decide(0, second, 1e18);
        assertEq(_claim(b, second), 200_000e6, "at once");
        _decide(0, fourth, 0.5e18);
        assertEq(_claim(a, fourth), 50_000e6);
        skip(60 days + 1);
        assertEq(_claim(c, third), reserve);
        vault.releasePocket(terms[1], third);
        _assertOpen();
        (uint256 back,) = vault.releasePocket(terms[0], first);
        assertEq(back, 50_000e6);
        vault.releasePocket(terms[0], second);
        vault.releasePocket(terms[0], fourth);
    }

    function _estateAfter(uint256 i, uint256 id) private returns (uint256) {
        uint256 snapshot = vm.snapshotState();
        _decide(i, id, 1e18);
        uint256 estate = _pocketOf(i, id).estate;
        vm.revertToState(snapshot);
        return estate;
    }

    /// @dev Each product's first loss pays its own claims before the estate does.
    function test_INC7_SETTLE4_FirstLossCountsFirst() public {
        _post(1, 50_000e6);
        uint256 left = _spend(700_000e6);
        uint256 first = _carveFor(0, 1e18);
        uint256 second = _carveFor(1, 1e18);
        assertEq(_pocketOf(1, second).firstLoss, 50_000e6);
        _decide(0, first, 1e18);
        _decide(1, second, 1e18);
        _claim(a, first);
        _claim(b, first);
        _claim(c, second);
        skip(60 days + 1);
        // 550,000 are claimed on an estate of 300,000 and a bit.
        assertEq(_claim(a, first), 200_000e6 * left / 550_000e6);
        assertEq(_claim(c, second), 50_000e6 + 150_000e6 * left / 550_000e6);
    }

    function test_INC7_PoolBecomesShortIsAnnounced() public {
        uint256 left = _spend(700_000e6);
        uint256 id = _report(0, 1e18);
        vm.expectEmit(address(vault));
        emit IPocketVaultCore.PoolBecameShort(1, left);
        vault.carve(terms[0], id);
    }
}
