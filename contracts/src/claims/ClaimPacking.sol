// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Errors} from "../common/Errors.sol";
import {
    Award,
    Backing,
    Bonus,
    Fund,
    HeldHere,
    Layer,
    Raise,
    RegisteredClaim,
    Settlement,
    ShareReturn,
    Stake
} from "./ClaimTypes.sol";

/// @title Storage words of a vault's structs
/// @dev As in `Packing`: read once, changed as full integers, written once; what does not fit its field reverts.
library ClaimPacking {
    /// @dev A settlement's first word is never zero again once it has been written: the next case finds a word in use.
    uint256 internal constant IN_USE = 1 << 223;

    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function _bit(bool set) private pure returns (uint256) {
        return set ? 1 : 0;
    }

    function toLayer(uint256 w) internal pure returns (Layer memory x) {
        load(x, w);
    }

    function load(Layer memory x, uint256 w) internal pure {
        x.supply = uint112(w);
        x.termsId = uint32(w >> 112);
        x.checkpoint = uint40(w >> 144);
        x.time = uint32(w >> 184);
        x.deductible = w >> 216 & 0xfffff;
        x.number = uint16(w >> 236);
        x.stops = w >> 252 & 1 == 1;
    }

    function pack(Layer memory x) internal pure returns (uint256) {
        _fits(
            x.supply >> 112 | x.termsId >> 32 | x.checkpoint >> 40 | x.time >> 32 | x.deductible >> 20 | x.number >> 16
        );
        return x.supply | x.termsId << 112 | x.checkpoint << 144 | x.time << 184 | x.deductible << 216 | x.number << 236
            | _bit(x.stops) << 252;
    }

    function toBacking(uint256 w) internal pure returns (Backing memory x) {
        load(x, w);
    }

    function load(Backing memory x, uint256 w) internal pure {
        x.reserve = uint96(w);
        x.firstLoss = uint96(w >> 96);
        x.committed = w >> 192 & 0x7fffffff;
        x.caseIndex = w >> 223 & 0x3ffffff;
        x.hasBonus = w >> 249 & 1 == 1;
        x.hasPromise = w >> 250 & 1 == 1;
        x.raised = w >> 251 & 1 == 1;
        x.needApart = w >> 252 == 1;
    }

    function pack(Backing memory x) internal pure returns (uint256) {
        _fits(x.reserve >> 96 | x.firstLoss >> 96 | x.committed >> 31 | x.caseIndex >> 26);
        return x.reserve | x.firstLoss << 96 | x.committed << 192 | x.caseIndex << 223 | _bit(x.hasBonus) << 249
            | _bit(x.hasPromise) << 250 | _bit(x.raised) << 251 | _bit(x.needApart) << 252;
    }

    function toRaise(uint256 w) internal pure returns (Raise memory x) {
        x.reserve = uint96(w);
        x.caseIndex = w >> 96;
    }

    function pack(Raise memory x) internal pure returns (uint256) {
        _fits(x.reserve >> 96 | x.caseIndex >> 26);
        return x.reserve | x.caseIndex << 96;
    }

    function toAward(uint256 w) internal pure returns (Award memory x) {
        load(x, w);
    }

    function load(Award memory x, uint256 w) internal pure {
        x.severity = w & ((1 << 60) - 1);
        x.until = uint40(w >> 60);
        x.paid = uint96(w >> 100);
        x.time = uint32(w >> 196);
        x.number = uint16(w >> 228);
        x.status = uint8(w >> 244);
    }

    function pack(Award memory x) internal pure returns (uint256) {
        _fits(x.severity >> 60 | x.until >> 40 | x.paid >> 96 | x.time >> 32 | x.number >> 16 | x.status >> 8);
        return x.severity | x.until << 60 | x.paid << 100 | x.time << 196 | x.number << 228 | x.status << 244;
    }

    /// @dev The first word of a settlement; a strained one has more.
    function load(Settlement memory x, uint256 w) internal pure {
        x.held = uint96(w);
        x.owed = uint96(w >> 96);
        x.open = uint16(w >> 192);
        x.relaxed = w >> 208 & 1 == 1;
        x.joint = w >> 209 & 0x3fff;
        x.strainedAt = uint32(w >> 224);
    }

    /// @notice What a settlement's first word says of it.
    function wasShortOrStrained(uint256 w) internal pure returns (bool short, bool strained) {
        return (uint96(w) < uint96(w >> 96), w >> 224 != 0);
    }

    function loadStrain(Settlement memory x, uint256[3] memory w) internal pure {
        x.lacking = uint96(w[0]);
        x.counted = uint16(w[0] >> 96);
        x.cut = w[0] >> 112 & 1 == 1;
        x.paid = uint96(w[1]);
        x.registered = uint96(w[1] >> 96);
        x.left = uint96(w[2]);
        x.rest = uint96(w[2] >> 96);
    }

    function pack(Settlement memory x) internal pure returns (uint256) {
        _fits(x.held >> 96 | x.owed >> 96 | x.open >> 16 | x.joint >> 14 | x.strainedAt >> 32);
        return
            x.held | x.owed << 96 | x.open << 192 | _bit(x.relaxed) << 208 | x.joint << 209 | IN_USE | x.strainedAt
                << 224;
    }

    function packStrain(Settlement memory x) internal pure returns (uint256[3] memory w) {
        _fits(x.lacking >> 96 | x.counted >> 16 | x.paid >> 96 | x.registered >> 96 | x.left >> 96 | x.rest >> 96);
        w[0] = x.lacking | x.counted << 96 | _bit(x.cut) << 112;
        w[1] = x.paid | x.registered << 96;
        w[2] = x.left | x.rest << 96;
    }

    function toStake(uint256 w) internal pure returns (Stake memory x) {
        load(x, w);
    }

    function load(Stake memory x, uint256 w) internal pure {
        x.bound = uint96(w);
        x.needs = uint96(w >> 96);
        x.payable_ = uint16(w >> 192);
        x.stopping = uint16(w >> 208);
    }

    function pack(Stake memory x) internal pure returns (uint256) {
        _fits(x.bound >> 96 | x.needs >> 96 | x.payable_ >> 16 | x.stopping >> 16);
        return x.bound | x.needs << 96 | x.payable_ << 192 | x.stopping << 208;
    }

    function toRegisteredClaim(uint256 w) internal pure returns (RegisteredClaim memory x) {
        x.gross = uint96(w);
        x.paid = uint96(w >> 96);
    }

    function pack(RegisteredClaim memory x) internal pure returns (uint256) {
        _fits(x.gross >> 96 | x.paid >> 96);
        return x.gross | x.paid << 96;
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
        x.firstLoss = uint96(w);
        x.withdrawal = uint96(w >> 96);
        x.maturesAt = uint40(w >> 192);
    }

    function pack(Fund memory x) internal pure returns (uint256) {
        _fits(x.firstLoss >> 96 | x.withdrawal >> 96 | x.maturesAt >> 40);
        return x.firstLoss | x.withdrawal << 96 | x.maturesAt << 192;
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

    function toShareReturn(uint256 w) internal pure returns (ShareReturn memory x) {
        x.shares = (w & ((1 << 52) - 1)) << (w >> 52 & 0x3f);
        x.left = uint112(w >> 58);
        x.caseCount = w >> 170 & 0x3ffffff;
        x.caseIndex = w >> 196 & 0x3ffffff;
        x.time = uint32(w >> 222);
        x.grows = w >> 254 & 1 == 1;
        x.burned = w >> 255 == 1;
    }

    /// @param x its shares are those of `roundShares`
    function pack(ShareReturn memory x) internal pure returns (uint256) {
        uint256 exponent = _exponentOf(x.shares);
        _fits(x.shares >> 112 | x.left >> 112 | x.caseCount >> 26 | x.caseIndex >> 26 | x.time >> 32);
        return x.shares >> exponent | exponent << 52 | x.left << 58 | x.caseCount << 170 | x.caseIndex << 196 | x.time
            << 222 | _bit(x.grows) << 254 | _bit(x.burned) << 255;
    }

    /// @notice Shares as a return can hold them: rounded down to 52 significant bits.
    function roundShares(uint256 shares) internal pure returns (uint256) {
        uint256 exponent = _exponentOf(shares);
        return shares >> exponent << exponent;
    }

    function _exponentOf(uint256 shares) private pure returns (uint256) {
        return shares >> 52 == 0 ? 0 : FixedPointMathLib.log2(shares) - 51;
    }
}
