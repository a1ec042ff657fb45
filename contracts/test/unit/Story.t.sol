// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../utils/Fixture.sol";
import {Quote} from "../../src/pool/PoolTypes.sol";

/// @notice The main job on real contracts: capital in, cover sold, a real exploit, payout, capital out.
contract StoryTest is Fixture {
    uint256 internal shares;
    uint256 internal coverId;
    uint256 internal incidentId;
    uint256 internal reserve;
    uint256 internal expected;

    function test_Story_CapitalInExploitPayoutCapitalOut() public {
        _capitalComesIn();
        _coverIsSold();
        _vaultIsDrained();
        _coverPays();
        _capitalLeaves();
        _caseIsReleased();
    }

    function _capitalComesIn() private {
        shares = _deposit(alice, 10_000_000 * unit);
        assertEq(pool.totalAssets(), 10_000_000 * unit);
    }

    function _coverIsSold() private {
        Quote memory quote = pool.quoteCover(termsId, 1_000_000 * unit, 90 days);
        uint256 premium;
        (coverId, premium) = _buy(carol, 1_000_000 * unit, 90 days);
        assertEq(premium, quote.premium, "PREM-5");
        assertEq(pool.totalAssets(), 10_000_000 * unit, "premium is unearned at first");
        _assertSolvent();
    }

    function _vaultIsDrained() private {
        skip(10 days);
        incidentId = _exploitAndFire();
        uint256 severity = court.getIncident(incidentId).severity;
        assertApproxEqAbs(severity, 0.8e18, 1e12);
        expected = 1_000_000 * unit * (severity - 0.05e18) / WAD;

        uint256 equityBefore = pool.totalAssets();
        reserve = vault.openCase(termsId, incidentId, 0);
        assertEq(equityBefore - pool.totalAssets(), reserve);
        assertApproxEqAbs(reserve, expected, 1);
    }

    function _coverPays() private {
        skip(ANSWER_WINDOW + 1);
        assertEq(vault.previewPayout(coverId, incidentId), expected);
        uint256 before = usdc.balanceOf(carol);
        vm.prank(eve);
        assertEq(vault.claimPayout(coverId, incidentId), expected);
        assertEq(usdc.balanceOf(carol) - before, expected);
        _assertSolvent();
    }

    function _capitalLeaves() private {
        _request(alice, shares);
        // All of it can leave only when what is still committed has expired.
        (uint256 earliest, uint256 latest) = pool.redeemSchedule(alice);
        assertEq(earliest, vm.getBlockTimestamp() + COOLDOWN);
        assertGt(latest, earliest);
        vm.warp(latest);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        uint256 owed = pool.maxWithdraw(alice);
        vm.prank(alice);
        assertEq(pool.redeem(shares, alice, alice), owed);
        assertEq(usdc.balanceOf(alice), owed);
        assertEq(pool.totalSupply(), 0);
        _assertSolvent();
    }

    function _caseIsReleased() private {
        (uint256 assets, uint256 issued) = vault.settleCase(termsId, incidentId);
        assertEq(assets, reserve - expected);
        assertGe(issued, assets);
        _assertSolvent();
    }
}
