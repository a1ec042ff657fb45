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
    /// @dev `x`, if it fits `bits`, moved to its place.
    function _put(uint256 x, uint256 bits, uint256 shift) private pure returns (uint256) {
        require(x >> bits == 0, Errors.ValueOutOfRange("width"));
        return x << shift;
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
        return _put(m.net, 104, 0) | _put(m.rate, 48, 104) | _put(m.rateEnd, 64, 152) | _put(m.day, 16, 216)
            | _put(m.period, 16, 232) | _put(m.flags, 8, 248);
    }

    function toShareTotals(uint256 w) internal pure returns (ShareTotals memory s) {
        s.supply = _get(w, 112, 0);
        s.queued = _get(w, 112, 112);
        s.epoch = _get(w, 32, 224);
    }

    function pack(ShareTotals memory s) internal pure returns (uint256) {
        return _put(s.supply, 112, 0) | _put(s.queued, 112, 112) | _put(s.epoch, 32, 224);
    }

    function toQueue(uint256 w) internal pure returns (Queue memory q) {
        q.requested = _get(w, 128, 0);
        q.dampedEquity = _get(w, 96, 128);
        q.dampedDay = _get(w, 16, 224);
        q.requestDay = _get(w, 16, 240);
    }

    function pack(Queue memory q) internal pure returns (uint256) {
        return _put(q.requested, 128, 0) | _put(q.dampedEquity, 96, 128) | _put(q.dampedDay, 16, 224)
            | _put(q.requestDay, 16, 240);
    }

    function toExits(uint256 w) internal pure returns (Exits memory e) {
        e.owed = _get(w, 104, 0);
        e.settledAssets = _get(w, 112, 104);
        e.checkpoints = _get(w, 40, 216);
    }

    function pack(Exits memory e) internal pure returns (uint256) {
        return _put(e.owed, 104, 0) | _put(e.settledAssets, 112, 104) | _put(e.checkpoints, 40, 216);
    }

    function toAccount(uint256 w) internal pure returns (Account memory a) {
        a.liquid = _get(w, 112, 0);
        a.queued = _get(w, 112, 112);
        a.epoch = _get(w, 32, 224);
    }

    function pack(Account memory a) internal pure returns (uint256) {
        return _put(a.liquid, 112, 0) | _put(a.queued, 112, 112) | _put(a.epoch, 32, 224);
    }

    function toRequest(uint256 w) internal pure returns (Request memory r) {
        r.end = _get(w, 128, 0);
        r.time = _get(w, 40, 128);
    }

    function pack(Request memory r) internal pure returns (uint256) {
        return _put(r.end, 128, 0) | _put(r.time, 40, 128);
    }

    function toSettled(uint256 w) internal pure returns (Settled memory c) {
        c.shares = _get(w, 128, 0);
        c.assets = _get(w, 128, 128);
    }

    function pack(Settled memory c) internal pure returns (uint256) {
        return _put(c.shares, 128, 0) | _put(c.assets, 128, 128);
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
        return _put(p.committed, 32, 0) | _put(p.sold, 32, 32) | _put(p.soldAt, 32, 64) | _put(p.period, 16, 96)
            | _put(p.openPockets, 8, 112) | _put(p.cuts, 104, 120);
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
        return _put(l.rateFloor, 24, 0) | _put(l.rateAtTarget, 24, 24) | _put(l.rateMax, 24, 48)
            | _put(l.target, 24, 72) | _put(l.maxShare, 24, 96) | _put(l.haircut, 24, 120)
            | _put(l.managerCut, 24, 144) | _put(l.sponsorCut, 24, 168) | _put(l.protocolCut, 24, 192)
            | _put(l.cluster, 8, 216);
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
        return _put(t.serial, 32, 0) | _put(t.productId, 32, 32) | _put(t.waitingPeriod, 32, 64)
            | _put(t.reportWindow, 32, 96) | _put(t.minBilled, 32, 128) | _put(t.maxCover, 32, 160)
            | _put(t.deductible, 24, 192) | _put(t.flags, 8, 216);
    }
}
