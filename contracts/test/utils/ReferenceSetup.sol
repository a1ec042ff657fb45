// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {PoolConfig, PricingInput} from "../../src/pool/PoolTypes.sol";
import {ReferenceBook} from "./ReferenceBook.sol";
import {ReferencePool} from "./ReferencePool.sol";

/// @title What a pool is created with, in the words of its slow model
library ReferenceSetup {
    uint256 private constant WAD_PER_PPM = 1e12;

    function config(PoolConfig memory p, uint256 decimals, address vault)
        internal
        pure
        returns (ReferencePool.Config memory c)
    {
        c.coverUnit = p.coverUnit;
        // Shares have twelve decimals, and at least a thousand of them are virtual.
        c.virtualShares = decimals < 9 ? 10 ** (12 - decimals) : 1000;
        c.assetUnit = decimals < 9 ? 1 : 10 ** (decimals - 9);
        (c.cooldown, c.startEquity) = (p.cooldown, p.startEquity);
        // CAP-3: a sale stays within 90 % of what exits are held to.
        c.saleClusterRatio = _least(p.clusterRatio, p.exitClusterRatio * 9 / 10) / WAD_PER_PPM;
        c.saleLeverage = _least(p.leverage, p.exitLeverage * 9 / 10) / WAD_PER_PPM;
        // CAP-4: a sixteenth of equity is never set aside.
        c.exitClusterRatio = _least(p.exitClusterRatio, 0.9375e18) / WAD_PER_PPM;
        c.exitLeverage = p.exitLeverage / WAD_PER_PPM;
        c.vault = vault;
    }

    /// @param lane of its cluster in the pool
    function product(PricingInput memory l, uint256 lane, uint256 haircut)
        internal
        pure
        returns (ReferenceBook.Product memory p)
    {
        p.lane = lane;
        p.rateFloor = l.rateFloor / WAD_PER_PPM;
        p.rateAtTarget = l.rateAtTarget / WAD_PER_PPM;
        p.rateMax = l.rateMax / WAD_PER_PPM;
        p.target = l.target / WAD_PER_PPM;
        p.maxRatio = l.maxRatio / WAD_PER_PPM;
        p.haircut = haircut / WAD_PER_PPM;
        p.feesRatio = (l.managerFee + l.sponsorFee) / WAD_PER_PPM;
    }

    function conditions(Terms memory t, uint256 coverUnit) internal pure returns (ReferenceBook.Conditions memory c) {
        (c.productId, c.waitingPeriod, c.horizon, c.minBilled) = (t.productId, t.waitingPeriod, t.horizon, t.minBilled);
        (c.maxCover, c.deductible) = (t.maxCover / coverUnit, t.deductible);
        (c.claimWindow, c.proofOfLoss) = (t.claimWindow, t.proofOfLoss);
    }

    function _least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
