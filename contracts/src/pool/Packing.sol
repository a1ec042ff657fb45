// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

import {Errors} from "../common/Errors.sol";
import {
    Account,
    BalanceCheckpoint,
    Exits,
    Fading,
    Money,
    PoolTerms,
    Product,
    ProductPricing,
    Queue,
    QueuedCheckpoint,
    Request,
    Settled,
    ShareTotals
} from "./PoolWords.sol";

/// @title Storage words of a pool
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a
/// larger one for example: `to…` would make a second and leave the first behind.
library Packing {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function _bit(bool set) private pure returns (uint256) {
        return set ? 1 : 0;
    }

    function toMoney(uint256 w) internal pure returns (Money memory x) {
        load(x, w);
    }

    function load(Money memory x, uint256 w) internal pure {
        x.net = w & type(uint104).max;
        x.rate = w >> 104 & 0xffffffffffff;
        x.rateEnd = w >> 152 & 0xffffffffffffffff;
        x.day = w >> 216 & 0xffff;
        x.period = w >> 232 & 0xffff;
        x.flags = w >> 248;
    }

    function pack(Money memory x) internal pure returns (uint256) {
        _fits(x.net >> 104 | x.rate >> 48 | x.rateEnd >> 64 | x.day >> 16 | x.period >> 16 | x.flags >> 8);
        return x.net | x.rate << 104 | x.rateEnd << 152 | x.day << 216 | x.period << 232 | x.flags << 248;
    }

    function toShareTotals(uint256 w) internal pure returns (ShareTotals memory x) {
        load(x, w);
    }

    function load(ShareTotals memory x, uint256 w) internal pure {
        x.supply = w & type(uint112).max;
        x.queued = w >> 112 & type(uint112).max;
        x.layerCount = w >> 224 & 0x7fffffff;
        x.fades = w >> 255;
    }

    function pack(ShareTotals memory x) internal pure returns (uint256) {
        uint256 supply = x.supply + x.faded;
        _fits(supply >> 112 | x.queued >> 112 | x.layerCount >> 31 | x.fades >> 1);
        return supply | x.queued << 112 | x.layerCount << 224 | x.fades << 255;
    }

    function layerCountOf(uint256 w) internal pure returns (uint256) {
        return w >> 224 & 0x7fffffff;
    }

    function toFading(uint256 w) internal pure returns (Fading memory x) {
        x.shares = w & type(uint112).max;
        x.from = w >> 112 & 0xffffffffff;
        x.until = w >> 152;
    }

    function pack(Fading memory x) internal pure returns (uint256) {
        _fits(x.shares >> 112 | x.from >> 40 | x.until >> 40);
        return x.shares | x.from << 112 | x.until << 152;
    }

    function toQueue(uint256 w) internal pure returns (Queue memory x) {
        load(x, w);
    }

    function load(Queue memory x, uint256 w) internal pure {
        x.requested = w & type(uint128).max;
        x.dampedEquity = w >> 128 & type(uint96).max;
        x.dampedDay = w >> 224 & 0xffff;
        x.requestDay = w >> 240;
    }

    function pack(Queue memory x) internal pure returns (uint256) {
        _fits(x.requested >> 128 | x.dampedEquity >> 96 | x.dampedDay >> 16 | x.requestDay >> 16);
        return x.requested | x.dampedEquity << 128 | x.dampedDay << 224 | x.requestDay << 240;
    }

    function toExits(uint256 w) internal pure returns (Exits memory x) {
        x.owed = w & type(uint104).max;
        x.settledAssets = w >> 104 & type(uint112).max;
        x.checkpoints = w >> 216;
    }

    function pack(Exits memory x) internal pure returns (uint256) {
        _fits(x.owed >> 104 | x.settledAssets >> 112 | x.checkpoints >> 40);
        return x.owed | x.settledAssets << 104 | x.checkpoints << 216;
    }

    function toAccount(uint256 w) internal pure returns (Account memory x) {
        x.liquid = w & type(uint112).max;
        x.queued = w >> 112 & type(uint112).max;
        x.layerCount = w >> 224;
    }

    function pack(Account memory x) internal pure returns (uint256) {
        _fits(x.liquid >> 112 | x.queued >> 112 | x.layerCount >> 32);
        return x.liquid | x.queued << 112 | x.layerCount << 224;
    }

    function liquidOf(uint256 w) internal pure returns (uint256) {
        return w & type(uint112).max;
    }

    /// @dev Account's word with more in `liquid`.
    function addLiquid(uint256 w, uint256 amount) internal pure returns (uint256) {
        uint256 sum = liquidOf(w) + amount;
        _fits(sum >> 112);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return w + amount;
        }
    }

    /// @dev The same with less; reverts where there is not as much.
    function takeLiquid(uint256 w, uint256 amount) internal pure returns (uint256) {
        _fits(amount > liquidOf(w) ? 1 : 0);
        unchecked {
            return w - amount;
        }
    }

    function accountLayerCountOf(uint256 w) internal pure returns (uint256) {
        return w >> 224;
    }

    function toRequest(uint256 w) internal pure returns (Request memory x) {
        x.end = w & type(uint128).max;
        x.time = w >> 128;
    }

    function pack(Request memory x) internal pure returns (uint256) {
        _fits(x.end >> 128 | x.time >> 40);
        return x.end | x.time << 128;
    }

    function toSettled(uint256 w) internal pure returns (Settled memory x) {
        x.shares = w & type(uint128).max;
        x.assets = w >> 128;
    }

    function pack(Settled memory x) internal pure returns (uint256) {
        _fits(x.shares >> 128 | x.assets >> 128);
        return x.shares | x.assets << 128;
    }

    function toProduct(uint256 w) internal pure returns (Product memory x) {
        load(x, w);
    }

    function load(Product memory x, uint256 w) internal pure {
        x.committed = w & 0xffffffff;
        x.sold = w >> 32 & 0xffffffff;
        x.soldAt = w >> 64 & 0xffffffff;
        x.period = w >> 96 & 0xffff;
        x.stoppingCases = w >> 112 & 0xffff;
        x.fees = w >> 128 & type(uint96).max;
        x.deductible = w >> 224;
    }

    function pack(Product memory x) internal pure returns (uint256) {
        _fits(
            x.committed >> 32 | x.sold >> 32 | x.soldAt >> 32 | x.period >> 16 | x.stoppingCases >> 16 | x.fees >> 96
                | x.deductible >> 32
        );
        return x.committed | x.sold << 32 | x.soldAt << 64 | x.period << 96 | x.stoppingCases << 112 | x.fees << 128
            | x.deductible << 224;
    }

    function toProductPricing(uint256 w) internal pure returns (ProductPricing memory x) {
        load(x, w);
    }

    function load(ProductPricing memory x, uint256 w) internal pure {
        x.rateFloor = w & 0xffffff;
        x.rateAtTarget = w >> 24 & 0xffffff;
        x.rateMax = w >> 48 & 0xffffff;
        x.target = w >> 72 & 0xffffff;
        x.maxRatio = w >> 96 & 0xffffff;
        x.haircut = w >> 120 & 0xffffff;
        x.managerFee = w >> 144 & 0xffffff;
        x.sponsorFee = w >> 168 & 0xffffff;
        x.protocolFee = w >> 192 & 0xffffff;
        x.cluster = w >> 216;
    }

    function pack(ProductPricing memory x) internal pure returns (uint256) {
        _fits(
            x.rateFloor >> 24 | x.rateAtTarget >> 24 | x.rateMax >> 24 | x.target >> 24 | x.maxRatio >> 24 | x.haircut
                >> 24 | x.managerFee >> 24 | x.sponsorFee >> 24 | x.protocolFee >> 24 | x.cluster >> 8
        );
        return x.rateFloor | x.rateAtTarget << 24 | x.rateMax << 48 | x.target << 72 | x.maxRatio << 96 | x.haircut
            << 120 | x.managerFee << 144 | x.sponsorFee << 168 | x.protocolFee << 192 | x.cluster << 216;
    }

    function clusterOf(uint256 w) internal pure returns (uint256) {
        return w >> 216;
    }

    function toPoolTerms(uint256 w) internal pure returns (PoolTerms memory x) {
        load(x, w);
    }

    function load(PoolTerms memory x, uint256 w) internal pure {
        x.serial = w & 0xffffffff;
        x.productId = w >> 32 & 0xffffffff;
        x.waitingPeriod = w >> 64 & 0xffffffff;
        x.horizon = w >> 96 & 0xffffffff;
        x.minBilled = w >> 128 & 0xffffffff;
        x.maxCover = w >> 160 & 0xffffffff;
        x.deductible = w >> 192 & 0xffffff;
        x.flags = w >> 216;
    }

    function pack(PoolTerms memory x) internal pure returns (uint256) {
        _fits(
            x.serial >> 32 | x.productId >> 32 | x.waitingPeriod >> 32 | x.horizon >> 32 | x.minBilled >> 32
                | x.maxCover >> 32 | x.deductible >> 24 | x.flags >> 8
        );
        return x.serial | x.productId << 32 | x.waitingPeriod << 64 | x.horizon << 96 | x.minBilled << 128 | x.maxCover
            << 160 | x.deductible << 192 | x.flags << 216;
    }

    function toBalanceCheckpoint(uint256 w) internal pure returns (BalanceCheckpoint memory x) {
        x.liquid = w & type(uint112).max;
        x.to = w >> 112 & 0xffffffff;
        x.from = w >> 144 & 0xffffffff;
        x.queued = w >> 176 == 1;
    }

    function pack(BalanceCheckpoint memory x) internal pure returns (uint256) {
        _fits(x.liquid >> 112 | x.to >> 32 | x.from >> 32);
        return x.liquid | x.to << 112 | x.from << 144 | _bit(x.queued) << 176;
    }

    function toQueuedCheckpoint(uint256 w) internal pure returns (QueuedCheckpoint memory x) {
        x.queued = w & type(uint112).max;
        x.end = w >> 112;
    }

    function pack(QueuedCheckpoint memory x) internal pure returns (uint256) {
        _fits(x.queued >> 112 | x.end >> 128);
        return x.queued | x.end << 112;
    }
}
