// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

import {Errors} from "../common/Errors.sol";
import {HeldCover, VaultAsset, VaultMeter, VaultPolicy, VaultPool, VaultWrapped} from "./EmbeddingWords.sol";

/// @title Words of a covered vault: its arguments and the covers that it holds
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a
/// larger one for example: `to…` would make a second and leave the first behind.
library EmbeddingPacking {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function _bit(bool set) private pure returns (uint256) {
        return set ? 1 : 0;
    }

    function toVaultAsset(uint256 w) internal pure returns (VaultAsset memory x) {
        x.subject = w & type(uint96).max;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        x.asset = address(uint160(w >> 96));
    }

    function pack(VaultAsset memory x) internal pure returns (uint256) {
        _fits(x.subject >> 96);
        return x.subject | uint256(uint160(x.asset)) << 96;
    }

    function subjectOf(uint256 w) internal pure returns (uint256) {
        return w & type(uint96).max;
    }

    function assetOf(uint256 w) internal pure returns (address) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        return address(uint160(w >> 96));
    }

    function toVaultWrapped(uint256 w) internal pure returns (VaultWrapped memory x) {
        x.productId = w & 0xffffffffffffff;
        x.decimals = w >> 56 & 0xff;
        x.firings = w >> 64 & 0xffffffff;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        x.wrapped = address(uint160(w >> 96));
    }

    function pack(VaultWrapped memory x) internal pure returns (uint256) {
        _fits(x.productId >> 56 | x.decimals >> 8 | x.firings >> 32);
        return x.productId | x.decimals << 56 | x.firings << 64 | uint256(uint160(x.wrapped)) << 96;
    }

    function productIdOf(uint256 w) internal pure returns (uint256) {
        return w & 0xffffffffffffff;
    }

    function decimalsOf(uint256 w) internal pure returns (uint256) {
        return w >> 56 & 0xff;
    }

    function firingsOf(uint256 w) internal pure returns (uint256) {
        return w >> 64 & 0xffffffff;
    }

    function wrappedOf(uint256 w) internal pure returns (address) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        return address(uint160(w >> 96));
    }

    function toVaultMeter(uint256 w) internal pure returns (VaultMeter memory x) {
        x.meterId = w & type(uint96).max;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        x.meter = address(uint160(w >> 96));
    }

    function pack(VaultMeter memory x) internal pure returns (uint256) {
        _fits(x.meterId >> 96);
        return x.meterId | uint256(uint160(x.meter)) << 96;
    }

    function toVaultPolicy(uint256 w) internal pure returns (VaultPolicy memory x) {
        x.maxRate = w & 0xfffff;
        x.floor = w >> 20 & 0x3fffff;
        x.target = w >> 42 & 0x3fffff;
        x.maxDeductible = w >> 64 & 0xfffff;
        x.duration = w >> 84 & 0x1ffffff;
        x.poolCount = w >> 109 & 0x7;
        x.strict = w >> 112 == 1;
    }

    function pack(VaultPolicy memory x) internal pure returns (uint256) {
        _fits(
            x.maxRate >> 20 | x.floor >> 22 | x.target >> 22 | x.maxDeductible >> 20 | x.duration >> 25 | x.poolCount
                >> 3
        );
        return x.maxRate | x.floor << 20 | x.target << 42 | x.maxDeductible << 64 | x.duration << 84 | x.poolCount
            << 109 | _bit(x.strict) << 112;
    }

    function toVaultPool(uint256 w) internal pure returns (VaultPool memory x) {
        x.poolId = w & 0xffffffff;
        x.coverUnit = w >> 32 & 0xffffffffffffffff;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        x.pool = address(uint160(w >> 96));
    }

    function pack(VaultPool memory x) internal pure returns (uint256) {
        _fits(x.poolId >> 32 | x.coverUnit >> 64);
        return x.poolId | x.coverUnit << 32 | uint256(uint160(x.pool)) << 96;
    }

    function toHeldCover(uint256 w) internal pure returns (HeldCover memory x) {
        x.coverId = w & type(uint96).max;
        x.price = w >> 96 & 0xffffffffffffffff;
        x.poolIndex = w >> 160;
    }

    function pack(HeldCover memory x) internal pure returns (uint256) {
        _fits(x.coverId >> 96 | x.price >> 64 | x.poolIndex >> 8);
        return x.coverId | x.price << 96 | x.poolIndex << 160;
    }
}
