// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {
    Backing,
    Bonus,
    Carving,
    Estate,
    EstateProduct,
    EstateTerms,
    Fund,
    FundExtra,
    HeldHere,
    RegisteredClaim,
    Round,
    Ruling,
    ShareReturn
} from "../types/PocketTypes.sol";
import {Errors} from "./Errors.sol";

/// @title One storage word for each of a pocket vault's structs
/// @dev As in `Packing`: read once, changed as full integers, written once; what does not fit its field reverts.
library PocketPacking {
    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function toCarving(uint256 w) internal pure returns (Carving memory x) {
        x.supply = uint112(w);
        x.epoch = uint32(w >> 112);
        x.settlement = uint40(w >> 144);
        x.round = uint16(w >> 184);
        x.time = uint40(w >> 200);
    }

    function pack(Carving memory x) internal pure returns (uint256) {
        _fits(x.supply >> 112 | x.epoch >> 32 | x.settlement >> 40 | x.round >> 16 | x.time >> 40);
        return x.supply | x.epoch << 112 | x.settlement << 144 | x.round << 184 | x.time << 200;
    }

    function toBacking(uint256 w) internal pure returns (Backing memory x) {
        x.reserve = uint96(w);
        x.firstLoss = uint96(w >> 96);
        x.committed = uint32(w >> 192);
    }

    function pack(Backing memory x) internal pure returns (uint256) {
        _fits(x.reserve >> 96 | x.firstLoss >> 96 | x.committed >> 32);
        return x.reserve | x.firstLoss << 96 | x.committed << 192;
    }

    function toRuling(uint256 w) internal pure returns (Ruling memory x) {
        x.share = uint64(w);
        x.claimsUntil = uint40(w >> 64);
        x.left = uint96(w >> 104);
        x.time = uint40(w >> 200);
        x.status = uint8(w >> 240);
    }

    function pack(Ruling memory x) internal pure returns (uint256) {
        _fits(x.share >> 64 | x.claimsUntil >> 40 | x.left >> 96 | x.time >> 40 | x.status >> 8);
        return x.share | x.claimsUntil << 64 | x.left << 104 | x.time << 200 | x.status << 240;
    }

    function toBonus(uint256 w) internal pure returns (Bonus memory x) {
        x.left = uint96(w);
        x.rate = uint128(w >> 96);
    }

    function pack(Bonus memory x) internal pure returns (uint256) {
        _fits(x.left >> 96 | x.rate >> 128);
        return x.left | x.rate << 96;
    }

    function toFund(uint256 w) internal pure returns (Fund memory x) {
        x.held = uint96(w);
        x.cover = w >> 96 & ((1 << 31) - 1);
        x.joint = w >> 127 & 1 == 1;
        x.round = uint16(w >> 128);
        x.undecided = uint16(w >> 144);
        x.firstLoss = uint96(w >> 160);
    }

    function pack(Fund memory x) internal pure returns (uint256) {
        _fits(x.held >> 96 | x.cover >> 31 | x.round >> 16 | x.undecided >> 16 | x.firstLoss >> 96);
        return x.held | x.cover << 96 | uint256(x.joint ? 1 : 0) << 127 | x.round << 128 | x.undecided << 144
            | x.firstLoss << 160;
    }

    function toFundExtra(uint256 w) internal pure returns (FundExtra memory x) {
        x.allotted = uint96(w);
        x.withdrawal = uint96(w >> 96);
        x.maturesAt = uint40(w >> 192);
        x.estates = uint24(w >> 232);
    }

    function pack(FundExtra memory x) internal pure returns (uint256) {
        _fits(x.allotted >> 96 | x.withdrawal >> 96 | x.maturesAt >> 40 | x.estates >> 24);
        return x.allotted | x.withdrawal << 96 | x.maturesAt << 192 | x.estates << 232;
    }

    function toRound(uint256 w) internal pure returns (Round memory x) {
        x.reserves = uint96(w);
        x.undecided = uint16(w >> 96);
        x.number = uint16(w >> 112);
        x.shortages = uint16(w >> 128);
    }

    function pack(Round memory x) internal pure returns (uint256) {
        _fits(x.reserves >> 96 | x.undecided >> 16 | x.number >> 16 | x.shortages >> 16);
        return x.reserves | x.undecided << 96 | x.number << 112 | x.shortages << 128;
    }

    function toEstate(uint256 w) internal pure returns (Estate memory x) {
        x.assets = uint96(w);
        x.claimed = uint96(w >> 96);
        x.until = uint40(w >> 192);
        x.undecided = uint16(w >> 232);
        x.status = uint8(w >> 248);
    }

    function pack(Estate memory x) internal pure returns (uint256) {
        _fits(x.assets >> 96 | x.claimed >> 96 | x.until >> 40 | x.undecided >> 16 | x.status >> 8);
        return x.assets | x.claimed << 96 | x.until << 192 | x.undecided << 232 | x.status << 248;
    }

    function toEstateTerms(uint256 w) internal pure returns (EstateTerms memory x) {
        x.since = uint40(w);
        x.window = uint32(w >> 40);
        x.recovered = uint96(w >> 72);
    }

    function pack(EstateTerms memory x) internal pure returns (uint256) {
        _fits(x.since >> 40 | x.window >> 32 | x.recovered >> 96);
        return x.since | x.window << 40 | x.recovered << 72;
    }

    function toEstateProduct(uint256 w) internal pure returns (EstateProduct memory x) {
        x.claimed = uint96(w);
        x.firstLoss = uint96(w >> 96);
        x.status = uint8(w >> 192);
    }

    function pack(EstateProduct memory x) internal pure returns (uint256) {
        _fits(x.claimed >> 96 | x.firstLoss >> 96 | x.status >> 8);
        return x.claimed | x.firstLoss << 96 | x.status << 192;
    }

    function toRegisteredClaim(uint256 w) internal pure returns (RegisteredClaim memory x) {
        x.gross = uint96(w);
        x.paid = uint96(w >> 96);
    }

    function pack(RegisteredClaim memory x) internal pure returns (uint256) {
        _fits(x.gross >> 96 | x.paid >> 96);
        return x.gross | x.paid << 96;
    }

    function toHeldHere(uint256 w) internal pure returns (HeldHere memory x) {
        x.shares = uint112(w);
        x.from = uint32(w >> 112);
        x.to = uint32(w >> 144);
    }

    function pack(HeldHere memory x) internal pure returns (uint256) {
        _fits(x.shares >> 112 | x.from >> 32 | x.to >> 32);
        return x.shares | x.from << 112 | x.to << 144;
    }

    function toShareReturn(uint256 first, uint256 second) internal pure returns (ShareReturn memory x) {
        x.shares = uint112(first);
        x.left = uint112(first >> 112);
        x.epoch = uint32(first >> 224);
        x.supply = uint112(second);
        x.pocketEpoch = uint32(second >> 112);
        x.settlement = uint40(second >> 144);
        x.time = uint40(second >> 184);
        x.decayed = uint24(second >> 224);
    }

    function pack(ShareReturn memory x) internal pure returns (uint256 first, uint256 second) {
        _fits(
            x.shares >> 112 | x.left >> 112 | x.epoch >> 32 | x.supply >> 112 | x.pocketEpoch >> 32 | x.settlement >> 40
                | x.time >> 40 | x.decayed >> 24
        );
        first = x.shares | x.left << 112 | x.epoch << 224;
        second = x.supply | x.pocketEpoch << 112 | x.settlement << 144 | x.time << 184 | x.decayed << 224;
    }
}
