// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {
    Account,
    BalanceCheckpoint,
    Exits,
    Fading,
    ProductPricing,
    Money,
    Product,
    Queue,
    QueuedCheckpoint,
    Request,
    Settled,
    ShareTotals,
    PoolTerms
} from "./PoolTypes.sol";
import {Errors} from "../common/Errors.sol";

/// @title Storage words of the ledger structs
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a
/// larger one for example: `to…` would make a second and leave the first behind.
library Packing {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function toMoney(uint256 w) internal pure returns (Money memory x) {
        load(x, w);
    }

    function load(Money memory x, uint256 w) internal pure {
        x.net = uint104(w);
        x.rate = uint48(w >> 104);
        x.rateEnd = uint64(w >> 152);
        x.day = uint16(w >> 216);
        x.period = uint16(w >> 232);
        x.flags = uint8(w >> 248);
    }

    function pack(Money memory m) internal pure returns (uint256) {
        _fits(m.net >> 104 | m.rate >> 48 | m.rateEnd >> 64 | m.day >> 16 | m.period >> 16 | m.flags >> 8);
        return m.net | m.rate << 104 | m.rateEnd << 152 | m.day << 216 | m.period << 232 | m.flags << 248;
    }

    function toShareTotals(uint256 w) internal pure returns (ShareTotals memory x) {
        load(x, w);
    }

    function load(ShareTotals memory x, uint256 w) internal pure {
        x.supply = uint112(w);
        x.queued = uint112(w >> 112);
        x.caseCount = caseCountOf(w);
        x.fades = w >> 255;
    }

    function caseCountOf(uint256 totals) internal pure returns (uint256) {
        return totals >> 224 & 0x7fffffff;
    }

    function pack(ShareTotals memory s) internal pure returns (uint256) {
        uint256 supply = s.supply + s.faded;
        _fits(supply >> 112 | s.queued >> 112 | s.caseCount >> 31 | s.fades >> 1);
        return supply | s.queued << 112 | s.caseCount << 224 | s.fades << 255;
    }

    function toFading(uint256 w) internal pure returns (Fading memory x) {
        x.shares = uint112(w);
        x.from = uint40(w >> 112);
        x.until = uint40(w >> 152);
    }

    function pack(Fading memory x) internal pure returns (uint256) {
        _fits(x.shares >> 112 | x.from >> 40 | x.until >> 40);
        return x.shares | x.from << 112 | x.until << 152;
    }

    function toQueue(uint256 w) internal pure returns (Queue memory x) {
        load(x, w);
    }

    function load(Queue memory x, uint256 w) internal pure {
        x.requested = uint128(w);
        x.dampedEquity = uint96(w >> 128);
        x.dampedDay = uint16(w >> 224);
        x.requestDay = uint16(w >> 240);
    }

    function pack(Queue memory q) internal pure returns (uint256) {
        _fits(q.requested >> 128 | q.dampedEquity >> 96 | q.dampedDay >> 16 | q.requestDay >> 16);
        return q.requested | q.dampedEquity << 128 | q.dampedDay << 224 | q.requestDay << 240;
    }

    function toExits(uint256 w) internal pure returns (Exits memory x) {
        x.owed = uint104(w);
        x.settledAssets = uint112(w >> 104);
        x.checkpoints = uint40(w >> 216);
    }

    function pack(Exits memory e) internal pure returns (uint256) {
        _fits(e.owed >> 104 | e.settledAssets >> 112 | e.checkpoints >> 40);
        return e.owed | e.settledAssets << 104 | e.checkpoints << 216;
    }

    function toAccount(uint256 w) internal pure returns (Account memory x) {
        x.liquid = liquidOf(w);
        x.queued = uint112(w >> 112);
        x.caseCount = accountCaseCountOf(w);
    }

    function liquidOf(uint256 account) internal pure returns (uint256) {
        return uint112(account);
    }

    function accountCaseCountOf(uint256 account) internal pure returns (uint256) {
        return account >> 224;
    }

    /// @dev An account's word with more in its lowest field.
    function addLiquid(uint256 account, uint256 amount) internal pure returns (uint256) {
        uint256 liquid = liquidOf(account) + amount;
        _fits(liquid >> 112);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return account + amount;
        }
    }

    /// @dev The same with less; reverts where there is not as much.
    function takeLiquid(uint256 account, uint256 amount) internal pure returns (uint256) {
        _fits(amount > liquidOf(account) ? 1 : 0);
        unchecked {
            return account - amount;
        }
    }

    function pack(Account memory a) internal pure returns (uint256) {
        _fits(a.liquid >> 112 | a.queued >> 112 | a.caseCount >> 32);
        return a.liquid | a.queued << 112 | a.caseCount << 224;
    }

    function toRequest(uint256 w) internal pure returns (Request memory x) {
        x.end = uint128(w);
        x.time = uint40(w >> 128);
    }

    function pack(Request memory r) internal pure returns (uint256) {
        _fits(r.end >> 128 | r.time >> 40);
        return r.end | r.time << 128;
    }

    function toSettled(uint256 w) internal pure returns (Settled memory x) {
        x.shares = uint128(w);
        x.assets = uint128(w >> 128);
    }

    function pack(Settled memory c) internal pure returns (uint256) {
        _fits(c.shares >> 128 | c.assets >> 128);
        return c.shares | c.assets << 128;
    }

    function toBalanceCheckpoint(uint256 w) internal pure returns (BalanceCheckpoint memory x) {
        x.liquid = uint112(w);
        x.to = uint32(w >> 112);
        x.from = uint32(w >> 144);
        x.queued = w >> 176 == 1;
    }

    function pack(BalanceCheckpoint memory c) internal pure returns (uint256) {
        _fits(c.liquid >> 112 | c.to >> 32 | c.from >> 32);
        return c.liquid | c.to << 112 | c.from << 144 | uint256(c.queued ? 1 : 0) << 176;
    }

    function toQueuedCheckpoint(uint256 w) internal pure returns (QueuedCheckpoint memory x) {
        x.queued = uint112(w);
        x.end = uint128(w >> 112);
    }

    function pack(QueuedCheckpoint memory c) internal pure returns (uint256) {
        _fits(c.queued >> 112 | c.end >> 128);
        return c.queued | c.end << 112;
    }

    function toProduct(uint256 w) internal pure returns (Product memory x) {
        load(x, w);
    }

    function load(Product memory x, uint256 w) internal pure {
        x.committed = uint32(w);
        x.sold = uint32(w >> 32);
        x.soldAt = uint32(w >> 64);
        x.period = uint16(w >> 96);
        x.openCases = openCasesOf(w);
        x.fees = uint96(w >> 128);
        x.deductible = uint32(w >> 224);
    }

    function openCasesOf(uint256 product) internal pure returns (uint256) {
        return uint16(product >> 112);
    }

    function pack(Product memory p) internal pure returns (uint256) {
        _fits(
            p.committed >> 32 | p.sold >> 32 | p.soldAt >> 32 | p.period >> 16 | p.openCases >> 16 | p.fees >> 96
                | p.deductible >> 32
        );
        return p.committed | p.sold << 32 | p.soldAt << 64 | p.period << 96 | p.openCases << 112 | p.fees << 128
            | p.deductible << 224;
    }

    function toPricing(uint256 w) internal pure returns (ProductPricing memory x) {
        load(x, w);
    }

    function load(ProductPricing memory x, uint256 w) internal pure {
        x.rateFloor = uint24(w);
        x.rateAtTarget = uint24(w >> 24);
        x.rateMax = uint24(w >> 48);
        x.target = uint24(w >> 72);
        x.maxRatio = uint24(w >> 96);
        x.haircut = uint24(w >> 120);
        x.managerFee = uint24(w >> 144);
        x.sponsorFee = uint24(w >> 168);
        x.protocolFee = uint24(w >> 192);
        x.cluster = clusterOf(w);
    }

    function clusterOf(uint256 pricing) internal pure returns (uint256) {
        return uint8(pricing >> 216);
    }

    function pack(ProductPricing memory l) internal pure returns (uint256) {
        _fits(
            l.rateFloor >> 24 | l.rateAtTarget >> 24 | l.rateMax >> 24 | l.target >> 24 | l.maxRatio >> 24 | l.haircut
                >> 24 | l.managerFee >> 24 | l.sponsorFee >> 24 | l.protocolFee >> 24 | l.cluster >> 8
        );
        return l.rateFloor | l.rateAtTarget << 24 | l.rateMax << 48 | l.target << 72 | l.maxRatio << 96 | l.haircut
            << 120 | l.managerFee << 144 | l.sponsorFee << 168 | l.protocolFee << 192 | l.cluster << 216;
    }

    function toPoolTerms(uint256 w) internal pure returns (PoolTerms memory x) {
        load(x, w);
    }

    function load(PoolTerms memory x, uint256 w) internal pure {
        x.serial = uint32(w);
        x.productId = uint32(w >> 32);
        x.waitingPeriod = uint32(w >> 64);
        x.horizon = uint32(w >> 96);
        x.minBilled = uint32(w >> 128);
        x.maxCover = uint32(w >> 160);
        x.deductible = uint24(w >> 192);
        x.flags = uint8(w >> 216);
    }

    function pack(PoolTerms memory t) internal pure returns (uint256) {
        _fits(
            t.serial >> 32 | t.productId >> 32 | t.waitingPeriod >> 32 | t.horizon >> 32 | t.minBilled >> 32
                | t.maxCover >> 32 | t.deductible >> 24 | t.flags >> 8
        );
        return t.serial | t.productId << 32 | t.waitingPeriod << 64 | t.horizon << 96 | t.minBilled << 128 | t.maxCover
            << 160 | t.deductible << 192 | t.flags << 216;
    }
}
