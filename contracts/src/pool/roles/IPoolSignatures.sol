// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Permits and operators by signature
/// @notice Call these first in a `multicall`, before the call that needs them.
interface IPoolSignatures {
    /// @notice Uses an EIP-2612 permit of the asset for the pool. It never reverts: if a front-runner has used the
    /// permit, the allowance is there. A deposit or a purchase follows in the same `multicall`.
    function permitAsset(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Submits the caller's signed allowance of the asset for the pool to Permit2, for which the asset must be
    /// approved. It never reverts: if a front-runner has submitted it, the allowance is there. A deposit or a purchase
    /// follows in the same `multicall`.
    /// @param amount asset units
    /// @param expiration last second of the allowance
    /// @param nonce Permit2's next nonce for the caller, the asset and the pool
    /// @param deadline last second of the signature
    /// @param signature the caller's signature of Permit2's `PermitSingle`: ECDSA or ERC-1271
    function permit2Asset(uint160 amount, uint48 expiration, uint48 nonce, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Sets an operator of `controller` by the controller's EIP-712 or ERC-1271 signature (ERC-7741's
    /// `AuthorizeOperator`).
    /// @dev Errors: `DeadlinePassed`, `InvalidSignature`, `NonceUsed`.
    function authorizeOperator(
        address controller,
        address operator,
        bool approved,
        bytes32 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (bool);
}
