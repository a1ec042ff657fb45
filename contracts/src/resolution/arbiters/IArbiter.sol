// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Arbiter of disputed cases
/// @notice An arbiter reads the dispute from the resolver, decides in its own way, and calls `IDisputes.arbitrate`
/// before its deadline. The resolver never calls it in a dispute: an arbiter that reverts or burns gas holds up nobody.
interface IArbiter {
    /// @notice The most seconds that it needs from the beginning of its turn. A court must give it a longer turn.
    function latency() external view returns (uint256);

    /// @notice Whether somebody outside this protocol decides. The fallback must be external, because it has the last
    /// word.
    function isExternal() external view returns (bool);
}
