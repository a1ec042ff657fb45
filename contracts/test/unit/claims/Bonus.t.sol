// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVaultClaims} from "../../../src/claims/roles/IVaultClaims.sol";
import {IResolver} from "../../../src/resolution/IResolver.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What a vault pays beyond what covers are due, and takes from resolvers: Bonus.tree.
contract BonusTest is IncidentFixture {
    uint256 internal constant COVER = 100_000e6;
    uint256 internal constant BONUS = 1000e6;

    function test_RevertWhen_BonusCannotBeAdded() public {
        _cover(0, carol, COVER);
        skip(8 days);
        vm.expectRevert(Errors.CaseNotOpen.selector);
        vault.addBonus(terms[0], 1, BONUS);
        uint256 id = _openCaseFor(0, 0.5e18);
        vm.expectRevert(Errors.AmountZero.selector);
        vault.addBonus(terms[0], id, 0);
        _decide(0, id, 0.5e18);
        vm.expectRevert(Errors.VerdictAlreadyApplied.selector);
        vault.addBonus(terms[0], id, BONUS);
    }

    function test_RES5_ClaimsShareABonus() public {
        uint256 first = _cover(0, carol, COVER);
        uint256 second = _cover(0, dave, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, BONUS);
        _decide(0, id, 0.25e18);
        // Both are due 25,000: half of the bonus each.
        uint256 caseId = vault.caseIdOf(terms[0], id);
        uint256 before = usdc.balanceOf(carol);
        vm.expectEmit(address(vault));
        emit IVaultClaims.BonusPaid(caseId, first, carol, BONUS / 2);
        assertEq(_claim(first, id), COVER / 4);
        assertEq(usdc.balanceOf(carol) - before, COVER / 4 + BONUS / 2);
        before = usdc.balanceOf(dave);
        assertEq(_claim(second, id), COVER / 4, "what the cover pays is what it pays");
        assertEq(usdc.balanceOf(dave) - before, COVER / 4 + BONUS / 2, "the second as much as the first");
        skip(60 days + 1);
        vault.settleCase(terms[0], id);
        assertEq(_inVault(), 0);
    }

    function test_RES5_UnclaimedBonusGoesBackWithTheCase() public {
        uint256 first = _cover(0, carol, COVER);
        _cover(0, dave, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, BONUS / 2);
        _bonus(0, id, BONUS / 2);
        _decide(0, id, 0.5e18);
        _claim(first, id);
        skip(60 days + 1);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, COVER / 2 + BONUS / 2, "what nobody claimed, and its bonus");
        assertEq(_inVault(), 0);
    }

    function test_CLAIM3_BonusOfADeniedIncidentIsTheHolders() public {
        _cover(0, carol, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, BONUS);
        uint256 equity = pool.totalAssets();
        _decide(0, id, 0);
        assertEq(pool.totalAssets(), equity + COVER / 2 + BONUS);
        assertEq(_inVault(), 0);
        vm.expectRevert(Errors.AlreadyReleased.selector);
        vault.settleCase(terms[0], id);
    }

    /// @dev The pool had half of what was lost; the bonus makes up for some of the rest, the same for both.
    function test_CLAIM1_BonusRaisesCutClaimsAlike() public {
        uint256 first = _cover(0, carol, COVER);
        uint256 second = _cover(0, dave, COVER);
        skip(8 days);
        _leaveEquity(COVER / 2);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, BONUS);
        _decide(0, id, 0.5e18);
        assertEq(_claim(first, id), 0, "registered");
        assertEq(_claim(second, id), 0, "registered");
        skip(60 days + 1);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, 0);
        uint256 before = usdc.balanceOf(carol);
        uint256 each = COVER / 4 + BONUS / 2;
        assertEq(_claim(first, id), each);
        assertEq(usdc.balanceOf(carol) - before, each);
        assertEq(_claim(second, id), each, "the second as much as the first");
        assertEq(_inVault(), 0);
    }

    /// @dev RES-5.5: a bonus of 60,000 pays the 50,000 that the pool lacked. The rest goes back with the case.
    function test_RES5_BonusMakesCutClaimsWhole() public {
        uint256 first = _cover(0, carol, COVER);
        uint256 second = _cover(0, dave, COVER);
        skip(8 days);
        _leaveEquity(COVER / 2);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, 60 * BONUS);
        _decide(0, id, 0.5e18);
        assertEq(_claim(first, id) + _claim(second, id), 0, "registered");
        skip(60 days + 1);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, 10 * BONUS);
        assertEq(_claim(first, id), COVER / 2);
        assertEq(_claim(second, id), COVER / 2);
        assertEq(_inVault(), 0);
    }

    /// @dev Rounded down, its rate and each part: what is left over goes back with the case.
    function test_SOLV3_BonusIsRoundedDown() public {
        uint256 first = _cover(0, carol, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.7e18);
        _bonus(0, id, BONUS);
        _decide(0, id, 0.7e18);
        uint256 before = usdc.balanceOf(carol);
        _claim(first, id);
        assertEq(usdc.balanceOf(carol) - before, COVER * 7 / 10 + BONUS - 1, "the rate");
        skip(60 days + 1);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, 1);
    }

    function test_SOLV3_PartsOfABonusAreRoundedDown() public {
        uint256 first = _cover(0, carol, COVER);
        _cover(0, dave, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _bonus(0, id, 1);
        _decide(0, id, 0.5e18);
        uint256 before = usdc.balanceOf(carol);
        _claim(first, id);
        assertEq(usdc.balanceOf(carol) - before, COVER / 2, "half a unit is none");
    }

    function testFuzz_SOLV3_NoMoreBonusThanThereIs(uint256 bonus, uint256 severity, uint256 decided) public {
        uint256 first = _cover(0, carol, COVER);
        uint256 second = _cover(0, dave, COVER / 2);
        skip(8 days);
        bonus = bound(bonus, 1, type(uint88).max);
        severity = bound(severity, 1, 1e18);
        uint256 id = _openCaseFor(0, severity);
        _bonus(0, id, bonus);
        decided = bound(decided, 0, severity);
        _decide(0, id, decided);
        if (decided == 0) {
            assertEq(_inVault(), 0, "the bonus is the holders'");
            return;
        }
        if (COVER * decided / 2 >= 1e18) {
            uint256 before = usdc.balanceOf(carol) + usdc.balanceOf(dave);
            _claim(first, id);
            _claim(second, id);
            uint256 paid = usdc.balanceOf(carol) + usdc.balanceOf(dave) - before;
            uint256 due = COVER * decided / 1e18 + COVER / 2 * decided / 1e18;
            assertLe(paid, due + bonus, "no more than the bonus on top");
        }
        skip(60 days + 1);
        vault.settleCase(terms[0], id);
        assertEq(_inVault(), 0, "all of it has left");
    }

    function test_RES5_RewardIsPaidOutOfWhatIsLeft() public {
        uint256 id = _paidIncident();
        uint256 reward = COVER / 4 / 200;
        resolver.setReward(reward);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, COVER / 4 - reward);
        assertEq(usdc.balanceOf(address(resolver)), reward);
        assertEq(_inVault(), 0);
    }

    function test_T22_AGreedyOrBrokenResolverGetsNoReward() public {
        uint256 state = vm.snapshotState();
        uint256[2] memory wanted = [COVER / 4 / 200 + 1, type(uint256).max];
        for (uint256 i; i < 2; ++i) {
            uint256 id = _paidIncident();
            resolver.setReward(wanted[i]);
            (uint256 assets,) = vault.settleCase(terms[0], id);
            assertEq(assets, COVER / 4, "all that is left goes back");
            assertEq(usdc.balanceOf(address(resolver)), 0);
            vm.revertToState(state);
        }
        uint256 silent = _paidIncident();
        vm.mockCall(address(resolver), abi.encodeWithSelector(IResolver.onClose.selector), "");
        (uint256 all,) = vault.settleCase(terms[0], silent);
        assertEq(all, COVER / 4, "whatever it answers");
    }

    function test_RES5_NoRewardWhereNothingWasPaidOrNothingIsLeft() public {
        _cover(0, carol, COVER);
        skip(8 days);
        uint256 id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        skip(60 days + 1);
        resolver.setReward(1);
        (uint256 assets,) = vault.settleCase(terms[0], id);
        assertEq(assets, COVER / 2, "nothing was paid");
        uint256 cover = _cover(1, dave, COVER);
        skip(8 days);
        id = _openCaseFor(1, 0.5e18);
        _decide(1, id, 0.5e18);
        _claim(cover, id);
        skip(60 days + 1);
        (assets,) = vault.settleCase(terms[1], id);
        assertEq(assets, 0, "nothing is left");
        assertEq(usdc.balanceOf(address(resolver)), 0);
    }

    function _bonus(uint256 i, uint256 id, uint256 assets) private {
        _fund(eve, address(vault), assets);
        vm.prank(eve);
        vault.addBonus(terms[i], id, assets);
    }

    /// @dev One of two covers has been paid its 25,000, and the claim window is over.
    function _paidIncident() private returns (uint256 id) {
        uint256 cover = _cover(0, carol, COVER);
        _cover(0, dave, COVER);
        skip(8 days);
        id = _openCaseFor(0, 0.5e18);
        _decide(0, id, 0.25e18);
        _claim(cover, id);
        skip(60 days + 1);
    }
}
