// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

// Generated from contracts/script/words by "pnpm generate". Not edited by hand.

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

import {Errors} from "../common/Errors.sol";
import {
    Award,
    Backing,
    Bonus,
    Fund,
    HeldHere,
    Layer,
    Present,
    Raise,
    RegisteredClaim,
    Settlement,
    ShareReturn,
    Stake
} from "./ClaimWords.sol";

/// @title Storage words of a vault
/// @dev A word is read once, changed in memory as full integers and written once. A value that does not fit its field
/// reverts with `ValueOutOfRange("width")`: nothing is ever cut off. `load` fills a struct that is there already, part of a
/// larger one for example: `to…` would make a second and leave the first behind.
library ClaimPacking {
    /// @dev Once it was written the first word is never zero again: the next case finds a word in use.
    uint256 internal constant IN_USE = 1 << 223;

    /// @dev `over` collects what sticks out of every field: one check for the whole word.
    function _fits(uint256 over) private pure {
        require(over == 0, Errors.ValueOutOfRange("width"));
    }

    function _bit(bool set) private pure returns (uint256) {
        return set ? 1 : 0;
    }

    function toPresent(uint256 w) internal pure returns (Present memory x) {
        x.settlement = w & 0xffff;
        x.short = w >> 16 & 0xffff;
        x.undecided = w >> 32 & type(uint112).max;
        x.returnCount = w >> 144;
    }

    function pack(Present memory x) internal pure returns (uint256) {
        _fits(x.settlement >> 16 | x.short >> 16 | x.undecided >> 112 | x.returnCount >> 32);
        return x.settlement | x.short << 16 | x.undecided << 32 | x.returnCount << 144;
    }

    function presentSettlementOf(uint256 w) internal pure returns (uint256) {
        return w & 0xffff;
    }

    /// @dev Present's word with more in `settlement`.
    function addPresentSettlement(uint256 w, uint256 amount) internal pure returns (uint256) {
        uint256 sum = presentSettlementOf(w) + amount;
        _fits(sum >> 16);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return w + amount;
        }
    }

    function shortOf(uint256 w) internal pure returns (uint256) {
        return w >> 16 & 0xffff;
    }

    /// @dev Present's word with more in `short`.
    function addShort(uint256 w, uint256 amount) internal pure returns (uint256) {
        uint256 sum = shortOf(w) + amount;
        _fits(sum >> 16);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return w + (amount << 16);
        }
    }

    /// @dev The same with less; reverts where there is not as much.
    function takeShort(uint256 w, uint256 amount) internal pure returns (uint256) {
        _fits(amount > shortOf(w) ? 1 : 0);
        unchecked {
            return w - (amount << 16);
        }
    }

    function undecidedOf(uint256 w) internal pure returns (uint256) {
        return w >> 32 & type(uint112).max;
    }

    /// @dev Present's word with more in `undecided`.
    function addUndecided(uint256 w, uint256 amount) internal pure returns (uint256) {
        uint256 sum = undecidedOf(w) + amount;
        _fits(sum >> 112);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return w + (amount << 32);
        }
    }

    /// @dev The same with less; reverts where there is not as much.
    function takeUndecided(uint256 w, uint256 amount) internal pure returns (uint256) {
        _fits(amount > undecidedOf(w) ? 1 : 0);
        unchecked {
            return w - (amount << 32);
        }
    }

    function returnCountOf(uint256 w) internal pure returns (uint256) {
        return w >> 144;
    }

    /// @dev Present's word with more in `returnCount`.
    function addReturnCount(uint256 w, uint256 amount) internal pure returns (uint256) {
        uint256 sum = returnCountOf(w) + amount;
        _fits(sum >> 32);
        // Neither wraps nor carries: what is added fits the field.
        unchecked {
            return w + (amount << 144);
        }
    }

    function toLayer(uint256 w) internal pure returns (Layer memory x) {
        load(x, w);
    }

    function load(Layer memory x, uint256 w) internal pure {
        x.supply = w & type(uint112).max;
        x.termsId = w >> 112 & 0xffffffff;
        x.checkpoint = w >> 144 & 0xffffffffff;
        x.time = w >> 184 & 0xffffffff;
        x.deductible = w >> 216 & 0xfffff;
        x.number = w >> 236 & 0xffff;
        x.stops = w >> 252 == 1;
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
        x.reserve = w & type(uint96).max;
        x.firstLoss = w >> 96 & type(uint96).max;
        x.committed = w >> 192 & 0x7fffffff;
        x.layerIndex = w >> 223 & 0x3ffffff;
        x.hasBonus = w >> 249 & 1 == 1;
        x.hasPromise = w >> 250 & 1 == 1;
        x.raised = w >> 251 & 1 == 1;
        x.needApart = w >> 252 == 1;
    }

    function pack(Backing memory x) internal pure returns (uint256) {
        _fits(x.reserve >> 96 | x.firstLoss >> 96 | x.committed >> 31 | x.layerIndex >> 26);
        return x.reserve | x.firstLoss << 96 | x.committed << 192 | x.layerIndex << 223 | _bit(x.hasBonus) << 249
            | _bit(x.hasPromise) << 250 | _bit(x.raised) << 251 | _bit(x.needApart) << 252;
    }

    function toRaise(uint256 w) internal pure returns (Raise memory x) {
        x.reserve = w & type(uint96).max;
        x.layerIndex = w >> 96;
    }

    function pack(Raise memory x) internal pure returns (uint256) {
        _fits(x.reserve >> 96 | x.layerIndex >> 26);
        return x.reserve | x.layerIndex << 96;
    }

    function toAward(uint256 w) internal pure returns (Award memory x) {
        load(x, w);
    }

    function load(Award memory x, uint256 w) internal pure {
        x.severity = w & 0xfffffffffffffff;
        x.until = w >> 60 & 0xffffffffff;
        x.paid = w >> 100 & type(uint96).max;
        x.time = w >> 196 & 0xffffffff;
        x.number = w >> 228 & 0xffff;
        x.status = w >> 244;
    }

    function pack(Award memory x) internal pure returns (uint256) {
        _fits(x.severity >> 60 | x.until >> 40 | x.paid >> 96 | x.time >> 32 | x.number >> 16 | x.status >> 8);
        return x.severity | x.until << 60 | x.paid << 100 | x.time << 196 | x.number << 228 | x.status << 244;
    }

    function load(Settlement memory x, uint256 w) internal pure {
        x.held = w & type(uint96).max;
        x.owed = w >> 96 & type(uint96).max;
        x.open = w >> 192 & 0xffff;
        x.relaxed = w >> 208 & 1 == 1;
        x.joint = w >> 209 & 0x3fff;
        x.strainedAt = w >> 224;
    }

    function pack(Settlement memory x) internal pure returns (uint256) {
        _fits(x.held >> 96 | x.owed >> 96 | x.open >> 16 | x.joint >> 14 | x.strainedAt >> 32);
        return
            x.held | x.owed << 96 | x.open << 192 | _bit(x.relaxed) << 208 | x.joint << 209 | IN_USE | x.strainedAt
                << 224;
    }

    /// @dev The words of a `Settlement` behind its first.
    function loadMore(Settlement memory x, uint256[3] memory w) internal pure {
        x.lacking = w[0] & type(uint96).max;
        x.counted = w[0] >> 96 & 0xffff;
        x.cut = w[0] >> 112 == 1;
        x.paid = w[1] & type(uint96).max;
        x.registered = w[1] >> 96;
        x.left = w[2] & type(uint96).max;
        x.rest = w[2] >> 96;
    }

    function packMore(Settlement memory x) internal pure returns (uint256[3] memory w) {
        _fits(x.lacking >> 96 | x.counted >> 16 | x.paid >> 96 | x.registered >> 96 | x.left >> 96 | x.rest >> 96);
        w[0] = x.lacking | x.counted << 96 | _bit(x.cut) << 112;
        w[1] = x.paid | x.registered << 96;
        w[2] = x.left | x.rest << 96;
    }

    function heldOf(uint256 w) internal pure returns (uint256) {
        return w & type(uint96).max;
    }

    function owedOf(uint256 w) internal pure returns (uint256) {
        return w >> 96 & type(uint96).max;
    }

    function strainedAtOf(uint256 w) internal pure returns (uint256) {
        return w >> 224;
    }

    function toStake(uint256 w) internal pure returns (Stake memory x) {
        load(x, w);
    }

    function load(Stake memory x, uint256 w) internal pure {
        x.bound = w & type(uint96).max;
        x.needs = w >> 96 & type(uint96).max;
        x.payable_ = w >> 192 & 0xffff;
        x.stopping = w >> 208;
    }

    function pack(Stake memory x) internal pure returns (uint256) {
        _fits(x.bound >> 96 | x.needs >> 96 | x.payable_ >> 16 | x.stopping >> 16);
        return x.bound | x.needs << 96 | x.payable_ << 192 | x.stopping << 208;
    }

    function toRegisteredClaim(uint256 w) internal pure returns (RegisteredClaim memory x) {
        x.gross = w & type(uint96).max;
        x.paid = w >> 96;
    }

    function pack(RegisteredClaim memory x) internal pure returns (uint256) {
        _fits(x.gross >> 96 | x.paid >> 96);
        return x.gross | x.paid << 96;
    }

    function toBonus(uint256 w) internal pure returns (Bonus memory x) {
        x.left = w & type(uint96).max;
        x.rate = w >> 96;
    }

    function pack(Bonus memory x) internal pure returns (uint256) {
        _fits(x.left >> 96 | x.rate >> 128);
        return x.left | x.rate << 96;
    }

    function toFund(uint256 w) internal pure returns (Fund memory x) {
        x.firstLoss = w & type(uint96).max;
        x.withdrawal = w >> 96 & type(uint96).max;
        x.maturesAt = w >> 192;
    }

    function pack(Fund memory x) internal pure returns (uint256) {
        _fits(x.firstLoss >> 96 | x.withdrawal >> 96 | x.maturesAt >> 40);
        return x.firstLoss | x.withdrawal << 96 | x.maturesAt << 192;
    }

    function toShareReturn(uint256 w) internal pure returns (ShareReturn memory x) {
        x.shares = (w & 0xfffffffffffff) << (w >> 52 & 0x3f);
        x.left = w >> 58 & type(uint112).max;
        x.layerCount = w >> 170 & 0x3ffffff;
        x.layerIndex = w >> 196 & 0x3ffffff;
        x.time = w >> 222 & 0xffffffff;
        x.grows = w >> 254 & 1 == 1;
        x.burned = w >> 255 == 1;
    }

    function pack(ShareReturn memory x) internal pure returns (uint256) {
        uint256 exponent = _exponentOf(x.shares);
        _fits(x.shares >> 112 | x.left >> 112 | x.layerCount >> 26 | x.layerIndex >> 26 | x.time >> 32);
        return x.shares >> exponent | exponent << 52 | x.left << 58 | x.layerCount << 170 | x.layerIndex << 196 | x.time
            << 222 | _bit(x.grows) << 254 | _bit(x.burned) << 255;
    }

    function toHeldHere(uint256 w) internal pure returns (HeldHere memory x) {
        x.shares = w & type(uint112).max;
        x.from = w >> 112 & 0xffffffff;
        x.to = w >> 144;
    }

    function pack(HeldHere memory x) internal pure returns (uint256) {
        _fits(x.shares >> 112 | x.from >> 32 | x.to >> 32);
        return x.shares | x.from << 112 | x.to << 144;
    }

    /// @notice shares as a word can hold them: rounded down to 52 significant bits.
    function roundShares(uint256 shares) internal pure returns (uint256) {
        uint256 exponent = _exponentOf(shares);
        return shares >> exponent << exponent;
    }

    function _exponentOf(uint256 shares) private pure returns (uint256) {
        return shares >> 52 == 0 ? 0 : FixedPointMathLib.log2(shares) - 51;
    }
}
