// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoveredVault} from "../../src/embedding/CoveredVault.sol";
import {CoveredVaultConfig} from "../../src/embedding/ICoveredVault.sol";
import {CoveredVaultFixture} from "../unit/embedding/CoveredVaultFixture.sol";

/// @notice The rules of ERC-4626, with cover bought, idle assets, and a wrapped vault that charges fees and whose shares are
/// worth up to a million units each. What a rounding may cost is told in units of those shares.
contract CoveredVaultFuzzTest is CoveredVaultFixture {
    uint256 internal daves;

    /// @dev A vault in some state: Dave and Carol are in it, cover was bought, assets lie idle.
    function _some(uint256 seed) private {
        uint256 coarse = seed % 3 == 0 ? 0 : _random(seed, 1, 1_000_000);
        if (coarse != 0) usdc.mint(address(odd), odd.totalSupply() * coarse);
        odd.setFees(seed % 5 == 1 ? _random(seed, 2, 0.02e18) : 0, seed % 7 == 1 ? _random(seed, 3, 0.02e18) : 0);
        _proveMeter(oddMeter);
        daves = _save(coveredOdd, dave, 10_000 * unit + _random(seed, 4, 3_000_000 * unit));
        _save(coveredOdd, carol, 10_000 * unit + _random(seed, 5, 3_000_000 * unit));
        if (seed % 2 == 0) _syncSteady(coveredOdd, oddTerms);
        if (seed % 4 == 0) usdc.mint(address(coveredOdd), _random(seed, 6, 500_000 * unit));
        skip(_random(seed, 7, 20 days));
        if (seed % 3 == 1) usdc.mint(address(odd), _random(seed, 8, 100_000 * unit));
    }

    function _random(uint256 seed, uint256 salt, uint256 most) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt))) % most;
    }

    /// @dev What a rounding may cost: a share of the wrapped vault and a few units.
    function _dust() private view returns (uint256) {
        return odd.convertToAssets(1) + 5;
    }

    function _worth() private view returns (uint256) {
        return coveredOdd.previewRedeem(daves);
    }

    /// @dev Dave can leave with no less. What comes in has to leave the wrapped vault again, for its fee: a part of idle
    /// assets, for which there is none, is exchanged for that.
    function _assertNoLess(uint256 before) private view {
        assertGe(_worth() + 1, before - before * odd.exitFee() / WAD);
    }

    // ---------------------------------------------------------------- entries

    function testFuzz_EMB2_DepositGivesWhatItPreviewsAndCostsOthersNothing(uint256 seed, uint256 assets) public {
        _some(seed);
        assets = bound(assets, 1, 5_000_000 * unit);
        (uint256 before, uint256 price) = (_worth(), coveredOdd.convertToAssets(1e30));
        uint256 previewed = coveredOdd.previewDeposit(assets);
        uint256 shares = _save(coveredOdd, eve, assets);
        assertEq(shares, previewed);
        _assertNoLess(before);
        assertGe(coveredOdd.convertToAssets(1e30) + 1e18, price, "and hold no less");
        assertLe(coveredOdd.convertToAssets(shares), assets);
    }

    function testFuzz_EMB2_MintTakesWhatItPreviewsAndCostsOthersNothing(uint256 seed, uint256 shares) public {
        _some(seed);
        shares = bound(shares, 1, 5_000_000 * unit * 1e6);
        (uint256 before, uint256 price) = (_worth(), coveredOdd.convertToAssets(1e30));
        uint256 previewed = coveredOdd.previewMint(shares);
        _fund(eve, address(coveredOdd), previewed);
        vm.prank(eve);
        assertEq(coveredOdd.mint(shares, eve), previewed);
        assertEq(coveredOdd.balanceOf(eve), shares);
        _assertNoLess(before);
        assertGe(coveredOdd.convertToAssets(1e30) + 1e18, price);
        assertGe(previewed, coveredOdd.convertToAssets(shares));
    }

    // ------------------------------------------------------------------ exits

    function testFuzz_EMB3_RedeemPaysWhatItPreviewsAndCostsOthersNothing(uint256 seed, uint256 part) public {
        _some(seed);
        uint256 shares = bound(part, 0, coveredOdd.maxRedeem(carol));
        (uint256 before, uint256 price) = (_worth(), coveredOdd.convertToAssets(1e30));
        uint256 previewed = coveredOdd.previewRedeem(shares);
        vm.prank(carol);
        assertEq(coveredOdd.redeem(shares, eve, carol), previewed);
        assertEq(usdc.balanceOf(eve), previewed);
        assertGe(_worth() + 1, before);
        assertGe(coveredOdd.convertToAssets(1e30) + 1e18, price);
    }

    function testFuzz_EMB3_WithdrawBurnsWhatItPreviewsAndCostsOthersNothing(uint256 seed, uint256 part) public {
        _some(seed);
        uint256 assets = bound(part, 0, coveredOdd.maxWithdraw(carol));
        (uint256 before, uint256 had) = (_worth(), coveredOdd.balanceOf(carol));
        uint256 previewed = coveredOdd.previewWithdraw(assets);
        vm.prank(carol);
        assertEq(coveredOdd.withdraw(assets, eve, carol), previewed);
        assertEq(usdc.balanceOf(eve), assets);
        assertEq(had - coveredOdd.balanceOf(carol), previewed);
        assertGe(_worth() + 1, before);
    }

    function testFuzz_EMB3_MaximaAreReachedAndNothingAboveThem(uint256 seed, uint256 cap) public {
        _some(seed);
        odd.setCaps(type(uint256).max, bound(cap, 1, 4_000_000 * unit));
        uint256 state = vm.snapshotState();
        uint256 shares = coveredOdd.maxRedeem(carol);
        vm.prank(carol);
        coveredOdd.redeem(shares, carol, carol);
        vm.revertToState(state);
        uint256 assets = coveredOdd.maxWithdraw(carol);
        vm.prank(carol);
        coveredOdd.withdraw(assets, carol, carol);
        assertEq(usdc.balanceOf(carol), assets);
    }

    function testFuzz_EMB8_LeavingInKindIsWorthNoLessAndCostsOthersNothing(uint256 seed, uint256 part) public {
        _some(seed);
        uint256 shares = bound(part, 1, coveredOdd.balanceOf(carol));
        uint256 before = _worth();
        uint256 previewed = coveredOdd.previewRedeem(shares);
        vm.prank(carol);
        (uint256 assets, uint256 wrappedShares) = coveredOdd.redeemInKind(shares, eve, carol);
        assertGe(assets + odd.previewRedeem(wrappedShares) + _dust(), previewed);
        assertGe(_worth() + 1, before);
    }

    // ------------------------------------------------------------ conversions

    function testFuzz_EMB2_ConversionsRoundTowardsTheVault(uint256 seed, uint256 amount) public {
        _some(seed);
        amount = bound(amount, 0, 1e30);
        assertLe(coveredOdd.convertToShares(coveredOdd.convertToAssets(amount)), amount);
        assertLe(coveredOdd.convertToAssets(coveredOdd.convertToShares(amount)), amount);
        assertLe(coveredOdd.previewDeposit(amount), coveredOdd.convertToShares(amount));
        assertLe(coveredOdd.previewRedeem(amount), coveredOdd.convertToAssets(amount));
        assertGe(coveredOdd.previewMint(amount), coveredOdd.convertToAssets(amount));
        assertGe(coveredOdd.previewWithdraw(amount), coveredOdd.convertToShares(amount));
        assertLe(coveredOdd.previewWithdraw(coveredOdd.previewRedeem(amount)), amount);
        assertGe(coveredOdd.previewDeposit(coveredOdd.previewMint(amount) + 2 * _dust()), amount);
    }

    /// @dev In and out at once is never worth more than it was.
    function testFuzz_EMB3_InAndOutGainsNothing(uint256 seed, uint256 assets) public {
        _some(seed);
        assets = bound(assets, 1, 5_000_000 * unit);
        uint256 shares = _save(coveredOdd, eve, assets);
        if (seed % 2 == 1) coveredOdd.sync(oddTerms);
        shares = shares < coveredOdd.maxRedeem(eve) ? shares : coveredOdd.maxRedeem(eve);
        vm.prank(eve);
        assertLe(coveredOdd.redeem(shares, eve, eve), assets);
    }

    // ------------------------------------------------------------------- sync

    /// @dev What is earned in the meantime apart, a purchase or an extension costs rounding and the fee of the withdrawal.
    function testFuzz_EMB2_SyncDoesNotMoveTheSharePrice(uint256 seed, uint256 time) public {
        _some(seed);
        skip(bound(time, 0, 100 days));
        uint256 before = coveredOdd.totalAssets();
        (, uint256 premium) = coveredOdd.sync(oddTerms);
        uint256 fee = premium * odd.exitFee() / (WAD - odd.exitFee()) + 1;
        assertGe(coveredOdd.totalAssets() + fee + 4 * _dust(), before);
        assertLe(coveredOdd.totalAssets(), before);
    }

    /// @dev Cover never costs more than the rate that the vault was created with.
    function testFuzz_EMB4_PremiumIsWithinTheRate(uint256 seed, uint256 rate) public {
        _some(seed);
        uint256 maxRate = bound(rate, 1, 60_000) * 1e12;
        CoveredVault bounded = _bounded(maxRate);
        _save(bounded, eve, 10_000 * unit + _random(seed, 9, 3_000_000 * unit));
        uint256 target = bounded.atRisk() * 21 / 20;
        (, uint256 premium) = _syncSteady(bounded, oddTerms);
        uint256 most;
        uint256[] memory held = bounded.heldCovers();
        for (uint256 i; i < held.length; ++i) {
            uint256 span = _coverOf(held[i]).end - _coverOf(held[i]).start;
            most += _coverOf(held[i]).amount * unit * maxRate * span / (365 days * WAD);
        }
        assertLe(premium, most);
        assertLe(bounded.coverageAt(vm.getBlockTimestamp() + 10 days), target + 1);
    }

    function _bounded(uint256 maxRate) private returns (CoveredVault) {
        CoveredVaultConfig memory c = _vaultConfig(address(odd), oddTerms);
        c.maxRate = maxRate;
        return CoveredVault(vaults.createCoveredVault(c));
    }
}
