// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {ClonePacking} from "./ClonePacking.sol";
import {PoolIdentity, PoolLimits} from "./CloneWords.sol";
import {PPM, WAD_PER_PPM} from "./Constants.sol";
import {PoolConfig} from "../pool/PoolTypes.sol";

/// @title Arguments of a pool and of its vault, at the end of their code
/// @notice Both are minimal proxies of solady's `LibClone`, whose code ends with their arguments. Nothing can change
/// them. A pool has four words; a vault has the first of them and its pool's address:
///
/// | word | bits from the top |
/// |---|---|
/// | identity | asset 160 · cover unit, in asset units 64 · number of the pool 32 |
/// | limits | start equity 96 · sale limit of a cluster 20 · leverage of sales 24 · exit limit of a cluster 20 · leverage of exits 24 · cooldown 22 · virtual shares 20 · asset units that are worth a share 30 |
/// | name, symbol | solady's small strings |
library CloneArguments {
    using FixedPointMathLib for uint256;

    uint256 internal constant IDENTITY = 0x00;
    uint256 internal constant LIMITS = 0x20;
    uint256 internal constant NAME = 0x40;
    uint256 internal constant SYMBOL = 0x60;
    /// @dev In a vault's code only.
    uint256 internal constant POOL = 0x20;

    /// @dev Shares of every pool have twelve decimals, whatever its asset's. Fewer shares leave more room in the
    /// supply's width for what denied cases give back.
    uint8 internal constant SHARE_DECIMALS = 12;
    /// @dev Divisor: a sixteenth of equity and of what cases without a verdict have set aside, together, stays in
    /// equity when a case is opened. So the return of what denied cases had taken never mints more than sixteen times
    /// the shares.
    uint256 internal constant STAYS = 16;
    /// @dev Part of the exit limits up to which sales may bring a cluster or the pool, ppm.
    uint256 private constant SALE_MARGIN = 0.9e6;
    /// @dev Bytes of the proxy before its arguments.
    uint256 private constant PROXY_SIZE = 0x2d;

    /// @dev A word of this contract's arguments, by its place in bytes; zeros beyond their end.
    function read(uint256 place) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(PROXY_SIZE, place), 0x20)
            word := mload(0)
        }
    }

    /// @dev A pool's identity and limits, in one copy: 130 gas less than in two.
    function readPool() internal view returns (uint256 identity, uint256 limits) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(PROXY_SIZE, IDENTITY), 0x40)
            identity := mload(0)
            limits := mload(0x20)
        }
    }

    // -------------------------------------------------------------------- packing

    /// @dev A pool's arguments. The caller has checked the bounds of the configuration.
    function ofPool(PoolConfig memory c, uint256 poolId, uint256 assetDecimals) internal pure returns (bytes memory) {
        uint256 identity = ClonePacking.pack(PoolIdentity({poolId: poolId, coverUnit: c.coverUnit, asset: c.asset}));
        return abi.encodePacked(identity, ClonePacking.pack(_limits(c, assetDecimals)), c.name, c.symbol);
    }

    /// @dev A vault's arguments.
    function ofVault(uint256 identity, address pool) internal pure returns (bytes memory) {
        return abi.encodePacked(identity, pool);
    }

    function _limits(PoolConfig memory c, uint256 assetDecimals) private pure returns (PoolLimits memory x) {
        // At least a thousand: an account that leaves a single share behind while premium streams on owns a thousandth
        // of it.
        uint256 virtualDecimals = uint256(SHARE_DECIMALS).zeroFloorSub(assetDecimals).max(3);
        x.virtualShares = 10 ** virtualDecimals;
        x.assetUnit = 10 ** (assetDecimals + virtualDecimals - SHARE_DECIMALS);
        x.cooldown = c.cooldown;
        x.startEquity = c.startEquity;
        // A cluster's total loss is paid in full, and what stays in equity is not available for it.
        x.exitCluster = (c.exitClusterRatio / WAD_PER_PPM).min(PPM - PPM / STAYS);
        x.exitLeverage = c.exitLeverage / WAD_PER_PPM;
        x.saleCluster = (c.clusterRatio / WAD_PER_PPM).min(c.exitClusterRatio / WAD_PER_PPM * SALE_MARGIN / PPM);
        x.saleLeverage = (c.leverage / WAD_PER_PPM).min(x.exitLeverage * SALE_MARGIN / PPM);
    }
}
