// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";

import {CoveredVault} from "../../../src/embedding/CoveredVault.sol";
import {CoveredVaultFactory} from "../../../src/embedding/CoveredVaultFactory.sol";
import {CoveredVaultConfig} from "../../../src/embedding/ICoveredVault.sol";
import {OddVault} from "../../mocks/OddVault.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The deployed system with a covered vault around the vault that has a bug, and another one around a vault that
/// can be as bad as a test wants. Alice underwrites; Carol, Dave and Eve save.
abstract contract CoveredVaultFixture is UnitFixture {
    CoveredVaultFactory internal vaults;
    CoveredVault internal savings; // around `leaky`
    OddVault internal odd;
    CoveredVault internal coveredOdd;
    uint96 internal oddMeter;
    uint96 internal oddSubject;
    uint256 internal oddTerms;

    function setUp() public virtual override {
        super.setUp();
        vaults = new CoveredVaultFactory(address(coverToken), address(registry));
        savings = CoveredVault(vaults.createCoveredVault(_vaultConfig(address(leaky), termsId)));

        odd = new OddVault(address(usdc));
        // A pool covers 30 % of what the meter reports.
        _fund(bob, address(odd), 20_000_000 * unit);
        vm.prank(bob);
        odd.deposit(20_000_000 * unit, bob);
        oddMeter = _createMeter(address(odd));
        oddSubject = _createCourtTerms(address(shareLoss), oddMeter);
        (, oddTerms) = _listProduct("Odd Vault", 2, oddSubject);
        _addTerms(pool, oddTerms);
        _deposit(alice, 20_000_000 * unit);
        coveredOdd = CoveredVault(vaults.createCoveredVault(_vaultConfig(address(odd), oddTerms)));
        skip(1 days);
    }

    function _vaultConfig(address wrapped, uint256 terms) internal view returns (CoveredVaultConfig memory) {
        uint256[] memory poolIds = new uint256[](1);
        poolIds[0] = pool.poolId();
        return CoveredVaultConfig({
            wrapped: wrapped,
            termsId: terms,
            poolIds: poolIds,
            maxRate: 0.05e18,
            floor: 0.95e18,
            target: 1.05e18,
            maxDeductible: 0.1e18,
            duration: 90 days,
            strict: false,
            sponsor: address(0),
            name: "Covered USDC",
            symbol: "cUSDC"
        });
    }

    function _save(CoveredVault to, address account, uint256 assets) internal returns (uint256 shares) {
        _fund(account, address(to), assets);
        vm.prank(account);
        return to.deposit(assets, account);
    }

    /// @dev What has been here for an hour is covered.
    function _syncSteady(CoveredVault of_, uint256 terms) internal returns (uint256 cover, uint256 premium) {
        skip(1 hours);
        of_.sync(terms);
        skip(1 hours);
        return of_.sync(terms);
    }

    function _leaveWithAll(CoveredVault from, address account) internal returns (uint256 assets) {
        uint256 shares = from.maxRedeem(account);
        vm.prank(account);
        return from.redeem(shares, account, account);
    }

    /// @dev Asset units of a million shares, at a price that no rounding shows in.
    function _price(CoveredVault of_) internal view returns (uint256) {
        return of_.convertToAssets(1e18);
    }

    function _wrappedAssets(CoveredVault of_) internal view returns (uint256) {
        ERC4626 wrapped = ERC4626(of_.wrapped());
        return wrapped.convertToAssets(wrapped.balanceOf(address(of_)));
    }
}
