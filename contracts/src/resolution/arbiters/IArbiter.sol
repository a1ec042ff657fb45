// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Arbiter of disputed cases
/// @notice An arbiter reads the dispute from the resolver, makes up its mind in its own way, and calls
/// `IDisputes.arbitrate` before its deadline. The resolver never calls it in the course of a dispute: an arbiter that
/// reverts or burns gas holds up nobody.
interface IArbiter {
    /// @notice Seconds it needs at most from the beginning of its turn. Whoever names it must leave it more than that.
    function latency() external view returns (uint256);

    /// @notice Whether it is decided outside of this protocol. The fallback must be: it has the last word.
    function isExternal() external view returns (bool);
}
