// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

import {Errors} from "./Errors.sol";
import {PoolIdentity, PoolLimits} from "./CloneWords.sol";

/// @title Words of the arguments of a pool and of its vault
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a
/// larger one for example: `to…` would make a second and leave the first behind.
library ClonePacking {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function toPoolIdentity(uint256 w) internal pure returns (PoolIdentity memory x) {
        x.poolId = w & 0xffffffff;
        x.coverUnit = w >> 32 & 0xffffffffffffffff;
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        x.asset = address(uint160(w >> 96));
    }

    function pack(PoolIdentity memory x) internal pure returns (uint256) {
        _fits(x.poolId >> 32 | x.coverUnit >> 64);
        return x.poolId | x.coverUnit << 32 | uint256(uint160(x.asset)) << 96;
    }

    function poolIdOf(uint256 w) internal pure returns (uint256) {
        return w & 0xffffffff;
    }

    function coverUnitOf(uint256 w) internal pure returns (uint256) {
        return w >> 32 & 0xffffffffffffffff;
    }

    function assetOf(uint256 w) internal pure returns (address) {
        // forge-lint: disable-next-line(unsafe-typecast) -- cuts the field out
        return address(uint160(w >> 96));
    }

    function toPoolLimits(uint256 w) internal pure returns (PoolLimits memory x) {
        x.assetUnit = w & 0x3fffffff;
        x.virtualShares = w >> 30 & 0xfffff;
        x.cooldown = w >> 50 & 0x3fffff;
        x.exitLeverage = w >> 72 & 0xffffff;
        x.exitCluster = w >> 96 & 0xfffff;
        x.saleLeverage = w >> 116 & 0xffffff;
        x.saleCluster = w >> 140 & 0xfffff;
        x.startEquity = w >> 160;
    }

    function pack(PoolLimits memory x) internal pure returns (uint256) {
        _fits(
            x.assetUnit >> 30 | x.virtualShares >> 20 | x.cooldown >> 22 | x.exitLeverage >> 24 | x.exitCluster >> 20
                | x.saleLeverage >> 24 | x.saleCluster >> 20 | x.startEquity >> 96
        );
        return x.assetUnit | x.virtualShares << 30 | x.cooldown << 50 | x.exitLeverage << 72 | x.exitCluster << 96
            | x.saleLeverage << 116 | x.saleCluster << 140 | x.startEquity << 160;
    }

    function assetUnitOf(uint256 w) internal pure returns (uint256) {
        return w & 0x3fffffff;
    }

    function virtualSharesOf(uint256 w) internal pure returns (uint256) {
        return w >> 30 & 0xfffff;
    }

    function cooldownOf(uint256 w) internal pure returns (uint256) {
        return w >> 50 & 0x3fffff;
    }

    function exitLeverageOf(uint256 w) internal pure returns (uint256) {
        return w >> 72 & 0xffffff;
    }

    function exitClusterOf(uint256 w) internal pure returns (uint256) {
        return w >> 96 & 0xfffff;
    }

    function saleLeverageOf(uint256 w) internal pure returns (uint256) {
        return w >> 116 & 0xffffff;
    }

    function saleClusterOf(uint256 w) internal pure returns (uint256) {
        return w >> 140 & 0xfffff;
    }

    function startEquityOf(uint256 w) internal pure returns (uint256) {
        return w >> 160;
    }
}
