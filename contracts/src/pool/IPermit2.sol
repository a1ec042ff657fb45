// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Calls of Permit2 that a pool makes, to take over a signed allowance
interface IPermit2 {
    struct PermitDetails {
        address token;
        uint160 amount; // token units
        uint48 expiration; // last second of the allowance
        uint48 nonce; // the next one of owner, token and spender
    }

    struct PermitSingle {
        PermitDetails details;
        address spender;
        uint256 sigDeadline; // last second of the signature
    }

    /// @notice Sets the allowance that `owner` has signed.
    function permit(address owner, PermitSingle calldata permitSingle, bytes calldata signature) external;
}
