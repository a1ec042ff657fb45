// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Errors} from "./Errors.sol";

/// @title Exact pulls of tokens
library ExactPull {
    /// @dev Takes exactly `amount` of `asset` from `from`, by allowance. Refuses a token that delivers less.
    function pull(address asset, address from, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        SafeTransferLib.safeTransferFrom(asset, from, address(this), amount);
        _requireArrived(asset, before, amount);
    }

    /// @dev The same, by allowance or else by a Permit2 allowance.
    function pull2(address asset, address from, uint256 amount) internal {
        uint256 before = SafeTransferLib.balanceOf(asset, address(this));
        SafeTransferLib.safeTransferFrom2(asset, from, address(this), amount);
        _requireArrived(asset, before, amount);
    }

    function _requireArrived(address asset, uint256 before, uint256 amount) private view {
        uint256 arrived = SafeTransferLib.balanceOf(asset, address(this)) - before;
        require(arrived == amount, Errors.UnsupportedAsset("transfer fee"));
    }
}
