// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Permits and operators by signature
/// @notice To be followed by what needs them, in one `multicall`.
interface IPoolSignatures {
    /// @notice Uses an EIP-2612 permit of the asset for the pool. Never reverts: where a front-runner used it before, the
    /// allowance is there. To be followed by a deposit or a purchase in one `multicall`.
    function permitAsset(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Submits the caller's allowance of the asset for the pool to Permit2, in whose place the asset must be
    /// approved. Never reverts: where a front-runner submitted it before, the allowance is there. To be followed by a
    /// deposit or a purchase in one `multicall`.
    /// @param amount asset units
    /// @param expiration last second of the allowance
    /// @param nonce Permit2's next nonce for the caller, the asset and the pool
    /// @param deadline last second of the signature
    /// @param signature of Permit2's `PermitSingle`, by the caller: ECDSA or ERC-1271
    function permit2Asset(uint160 amount, uint48 expiration, uint48 nonce, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Sets an operator of `controller` by its EIP-712 or ERC-1271 signature (ERC-7741's `AuthorizeOperator`).
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
