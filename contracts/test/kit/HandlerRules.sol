// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {CommonBase} from "forge-std/Base.sol";

/// @title What every handler of a fuzzer needs: rules that were broken, actions that were done, and choices made of one seed
/// @notice An action never reverts. A broken rule is written down under its id, for an invariant to tell.
abstract contract HandlerRules is CommonBase {
    mapping(bytes32 ruleId => string) internal _broken;
    bytes32[] internal _brokenRules;
    /// @notice How often an action succeeded.
    mapping(bytes32 action => uint256) public done;
    /// @notice Actions tried, and those that succeeded.
    uint256 public calls;
    uint256 public effective;
    uint256 private _entropy;

    /// @notice What broke a rule first; empty if nothing did.
    function broken(bytes32 ruleId) external view returns (string memory) {
        return _broken[ruleId];
    }

    /// @notice Rules that broke, whichever they are.
    function brokenRules() external view returns (bytes32[] memory) {
        return _brokenRules;
    }

    function _rule(bytes32 ruleId, bool kept, string memory what) internal {
        if (kept || bytes(_broken[ruleId]).length != 0) return;
        _broken[ruleId] = what;
        _brokenRules.push(ruleId);
    }

    // ------------------------------------------------------------ randomness

    /// @dev Counts an action, and makes its choices follow from the seed.
    function _count(uint256 seed) internal {
        ++calls;
        _entropy = uint256(keccak256(abi.encode(seed, calls)));
    }

    function _next() internal returns (uint256) {
        return _entropy = uint256(keccak256(abi.encode(_entropy)));
    }

    /// @dev 0 to n - 1.
    function _random(uint256 n) internal returns (uint256) {
        return n < 2 ? 0 : _next() % n;
    }

    function _chance(uint256 n) internal returns (bool) {
        return _random(n) == 0;
    }

    /// @dev Between both bounds; one time in four exactly one of them.
    function _between(uint256 low, uint256 high) internal returns (uint256) {
        uint256 kind = _random(8);
        if (kind == 0 || low >= high) return low;
        if (kind == 1) return high;
        return low + _next() % (high - low + 1);
    }
}
