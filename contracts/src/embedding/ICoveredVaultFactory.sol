// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CoveredVaultConfig} from "./ICoveredVault.sol";

/// @title Factory of covered vaults, open to anyone
interface ICoveredVaultFactory {
    /// @param vault the new vault
    /// @param wrapped the vault whose depositors are covered
    /// @param productId that covers it
    event CoveredVaultCreated(
        address indexed vault, address indexed wrapped, uint256 indexed productId, CoveredVaultConfig config
    );

    /// @notice Creates a covered vault. Anyone may call it; nobody has a right over the vault afterwards, but that its
    /// sponsor may give covers. (EMB-1)
    /// @dev Errors: `UnsupportedAsset(reason)`: "wrapped" is no ERC-4626 vault, "decimals", or the asset of "terms" or a
    /// "pool" is another one; `UnknownTerms`, `TermsNotTaken(termsId)`: without a meter of the wrapped vault's share price,
    /// with proofs of loss, or with a larger deductible; `UnknownPool(poolId)`, `ValueOutOfRange(field)`.
    function createCoveredVault(CoveredVaultConfig calldata config) external returns (address vault);

    /// @notice Whether a vault was created here.
    function isCoveredVault(address vault) external view returns (bool);

    /// @notice The code that covered vaults run.
    function implementation() external view returns (address);
}
