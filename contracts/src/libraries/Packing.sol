// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {
    Account,
    Exits,
    Levels,
    Money,
    Product,
    Queue,
    Request,
    Settled,
    ShareTotals,
    TermsLine
} from "../types/PoolTypes.sol";
import {Errors} from "./Errors.sol";

/// @title One storage word for each ledger struct
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off.
library Packing {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function _get(uint256 word, uint256 bits, uint256 shift) private pure returns (uint256) {
        return word >> shift & ((1 << bits) - 1);
    }

    function toMoney(uint256 w) internal pure returns (Money memory m) {
        m.net = _get(w, 104, 0);
        m.rate = _get(w, 48, 104);
        m.rateEnd = _get(w, 64, 152);
        m.day = _get(w, 16, 216);
        m.period = _get(w, 16, 232);
        m.flags = _get(w, 8, 248);
    }

    function pack(Money memory m) internal pure returns (uint256) {
        _fits(m.net >> 104 | m.rate >> 48 | m.rateEnd >> 64 | m.day >> 16 | m.period >> 16 | m.flags >> 8);
        return m.net | m.rate << 104 | m.rateEnd << 152 | m.day << 216 | m.period << 232 | m.flags << 248;
    }

    function toShareTotals(uint256 w) internal pure returns (ShareTotals memory s) {
        s.supply = _get(w, 112, 0);
        s.queued = _get(w, 112, 112);
        s.epoch = _get(w, 32, 224);
    }

    function pack(ShareTotals memory s) internal pure returns (uint256) {
        _fits(s.supply >> 112 | s.queued >> 112 | s.epoch >> 32);
        return s.supply | s.queued << 112 | s.epoch << 224;
    }

    function toQueue(uint256 w) internal pure returns (Queue memory q) {
        q.requested = _get(w, 128, 0);
        q.dampedEquity = _get(w, 96, 128);
        q.dampedDay = _get(w, 16, 224);
        q.requestDay = _get(w, 16, 240);
    }

    function pack(Queue memory q) internal pure returns (uint256) {
        _fits(q.requested >> 128 | q.dampedEquity >> 96 | q.dampedDay >> 16 | q.requestDay >> 16);
        return q.requested | q.dampedEquity << 128 | q.dampedDay << 224 | q.requestDay << 240;
    }

    function toExits(uint256 w) internal pure returns (Exits memory e) {
        e.owed = _get(w, 104, 0);
        e.settledAssets = _get(w, 112, 104);
        e.checkpoints = _get(w, 40, 216);
    }

    function pack(Exits memory e) internal pure returns (uint256) {
        _fits(e.owed >> 104 | e.settledAssets >> 112 | e.checkpoints >> 40);
        return e.owed | e.settledAssets << 104 | e.checkpoints << 216;
    }

    function toAccount(uint256 w) internal pure returns (Account memory a) {
        a.liquid = _get(w, 112, 0);
        a.queued = _get(w, 112, 112);
        a.epoch = _get(w, 32, 224);
    }

    function pack(Account memory a) internal pure returns (uint256) {
        _fits(a.liquid >> 112 | a.queued >> 112 | a.epoch >> 32);
        return a.liquid | a.queued << 112 | a.epoch << 224;
    }

    function toRequest(uint256 w) internal pure returns (Request memory r) {
        r.end = _get(w, 128, 0);
        r.time = _get(w, 40, 128);
    }

    function pack(Request memory r) internal pure returns (uint256) {
        _fits(r.end >> 128 | r.time >> 40);
        return r.end | r.time << 128;
    }

    function toSettled(uint256 w) internal pure returns (Settled memory c) {
        c.shares = _get(w, 128, 0);
        c.assets = _get(w, 128, 128);
    }

    function pack(Settled memory c) internal pure returns (uint256) {
        _fits(c.shares >> 128 | c.assets >> 128);
        return c.shares | c.assets << 128;
    }

    function toProduct(uint256 w) internal pure returns (Product memory p) {
        p.committed = _get(w, 32, 0);
        p.sold = _get(w, 32, 32);
        p.soldAt = _get(w, 32, 64);
        p.period = _get(w, 16, 96);
        p.openPockets = _get(w, 8, 112);
        p.cuts = _get(w, 104, 120);
    }

    function pack(Product memory p) internal pure returns (uint256) {
        _fits(p.committed >> 32 | p.sold >> 32 | p.soldAt >> 32 | p.period >> 16 | p.openPockets >> 8 | p.cuts >> 104);
        return p.committed | p.sold << 32 | p.soldAt << 64 | p.period << 96 | p.openPockets << 112 | p.cuts << 120;
    }

    function toLevels(uint256 w) internal pure returns (Levels memory l) {
        l.rateFloor = _get(w, 24, 0);
        l.rateAtTarget = _get(w, 24, 24);
        l.rateMax = _get(w, 24, 48);
        l.target = _get(w, 24, 72);
        l.maxShare = _get(w, 24, 96);
        l.haircut = _get(w, 24, 120);
        l.managerCut = _get(w, 24, 144);
        l.sponsorCut = _get(w, 24, 168);
        l.protocolCut = _get(w, 24, 192);
        l.cluster = _get(w, 8, 216);
    }

    function pack(Levels memory l) internal pure returns (uint256) {
        _fits(
            l.rateFloor >> 24 | l.rateAtTarget >> 24 | l.rateMax >> 24 | l.target >> 24 | l.maxShare >> 24 | l.haircut
                >> 24 | l.managerCut >> 24 | l.sponsorCut >> 24 | l.protocolCut >> 24 | l.cluster >> 8
        );
        return l.rateFloor | l.rateAtTarget << 24 | l.rateMax << 48 | l.target << 72 | l.maxShare << 96 | l.haircut
            << 120 | l.managerCut << 144 | l.sponsorCut << 168 | l.protocolCut << 192 | l.cluster << 216;
    }

    function toTermsLine(uint256 w) internal pure returns (TermsLine memory t) {
        t.serial = _get(w, 32, 0);
        t.productId = _get(w, 32, 32);
        t.waitingPeriod = _get(w, 32, 64);
        t.reportWindow = _get(w, 32, 96);
        t.minBilled = _get(w, 32, 128);
        t.maxCover = _get(w, 32, 160);
        t.deductible = _get(w, 24, 192);
        t.flags = _get(w, 8, 216);
    }

    function pack(TermsLine memory t) internal pure returns (uint256) {
        _fits(
            t.serial >> 32 | t.productId >> 32 | t.waitingPeriod >> 32 | t.reportWindow >> 32 | t.minBilled >> 32
                | t.maxCover >> 32 | t.deductible >> 24 | t.flags >> 8
        );
        return t.serial | t.productId << 32 | t.waitingPeriod << 64 | t.reportWindow << 96 | t.minBilled << 128
            | t.maxCover << 160 | t.deductible << 192 | t.flags << 216;
    }
}
