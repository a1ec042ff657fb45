// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ClaimPacking} from "../../src/claims/ClaimPacking.sol";
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
} from "../../src/claims/ClaimTypes.sol";
import {Errors} from "../../src/common/Errors.sol";

/// @notice Every packed word of a vault (T-38): its fields lie where the struct says, each keeps all its values, none touches
/// a neighbour, and one more than fits reverts.
/// @dev As in `PackingTest` a struct of full integers is looked at as the elements of an array. A share return's first
/// field is a float, with a gap for its exponent; a settlement is four words, the first of which has a bit that is always set.
contract ClaimPackingTest is Test {
    uint256 internal constant KINDS = 11;
    uint256 internal constant SHARE_RETURN = 8;
    uint256 internal constant SETTLEMENT = 9;
    uint256 internal constant RAISE = 10;

    // ------------------------------------------------------------- the words

    /// @dev Widths of the fields from the low end, as written beside the structs.
    function _widths(uint256 kind) internal pure returns (uint8[] memory w) {
        bytes memory list;
        if (kind == 0) list = hex"70202820141001"; // Layer
        else if (kind == 1) list = hex"60601f1a01010101"; // Backing
        else if (kind == 2) list = hex"3c2860201008"; // Award
        else if (kind == 3) list = hex"60601010"; // Stake
        else if (kind == 4) list = hex"6060"; // RegisteredClaim
        else if (kind == 5) list = hex"6080"; // Bonus
        else if (kind == 6) list = hex"606028"; // Fund
        else if (kind == 7) list = hex"702020"; // HeldHere
        else if (kind == 8) list = hex"34701a1a200101"; // ShareReturn, shares that are exact
        else if (kind == SETTLEMENT) list = hex"606010010e2060100160606060"; // Settlement
        else list = hex"601a"; // Raise
        w = new uint8[](list.length);
        for (uint256 i; i < list.length; ++i) {
            w[i] = uint8(list[i]);
        }
    }

    function packWords(uint256 kind, uint256[] memory f) public pure returns (uint256[4] memory w) {
        if (kind == 0) w[0] = ClaimPacking.pack(_layer(f));
        if (kind == 1) w[0] = ClaimPacking.pack(_backing(f));
        if (kind == 2) w[0] = ClaimPacking.pack(_award(f));
        if (kind == 3) w[0] = ClaimPacking.pack(_stake(f));
        if (kind == 4) w[0] = ClaimPacking.pack(_registeredClaim(f));
        if (kind == 5) w[0] = ClaimPacking.pack(_bonus(f));
        if (kind == 6) w[0] = ClaimPacking.pack(_fund(f));
        if (kind == 7) w[0] = ClaimPacking.pack(_heldHere(f));
        if (kind == SHARE_RETURN) w[0] = ClaimPacking.pack(_shareReturn(f));
        if (kind == RAISE) w[0] = ClaimPacking.pack(_raise(f));
        if (kind != SETTLEMENT) return w;
        w[0] = ClaimPacking.pack(_settlement(f));
        uint256[3] memory strain = ClaimPacking.packStrain(_settlement(f));
        (w[1], w[2], w[3]) = (strain[0], strain[1], strain[2]);
    }

    function _unpack(uint256 kind, uint256[4] memory w) internal pure returns (uint256[] memory) {
        if (kind == 0) return _list(kind, _at(ClaimPacking.toLayer(w[0])));
        if (kind == 1) return _list(kind, _at(ClaimPacking.toBacking(w[0])));
        if (kind == 2) return _list(kind, _at(ClaimPacking.toAward(w[0])));
        if (kind == 3) return _list(kind, _at(ClaimPacking.toStake(w[0])));
        if (kind == 4) return _list(kind, _at(ClaimPacking.toRegisteredClaim(w[0])));
        if (kind == 5) return _list(kind, _at(ClaimPacking.toBonus(w[0])));
        if (kind == 6) return _list(kind, _at(ClaimPacking.toFund(w[0])));
        if (kind == 7) return _list(kind, _at(ClaimPacking.toHeldHere(w[0])));
        if (kind == SHARE_RETURN) return _list(kind, _at(ClaimPacking.toShareReturn(w[0])));
        if (kind == RAISE) return _list(kind, _at(ClaimPacking.toRaise(w[0])));
        Settlement memory s;
        ClaimPacking.load(s, w[0]);
        ClaimPacking.loadStrain(s, [w[1], w[2], w[3]]);
        return _list(kind, _at(s));
    }

    // ----------------------------------------------------------------- tests

    /// @dev The expected words are put together from the widths alone.
    function testFuzz_T38_ClaimRoundTripAndPlace(uint256 kind, uint256 seed) public view {
        kind = bound(kind, 0, KINDS - 1);
        uint256[] memory f = _random(kind, seed);
        uint256[4] memory w = packWords(kind, f);
        uint256[4] memory wanted = _expected(kind, f);
        for (uint256 i; i < 4; ++i) {
            assertEq(w[i], wanted[i], "place");
        }
        assertEq(_unpack(kind, w), f, "round trip");
    }

    function testFuzz_T38_ClaimNeighboursUnchanged(uint256 kind, uint256 seed, uint256 field, uint256 value)
        public
        view
    {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory widths = _widths(kind);
        field = bound(field, 0, widths.length - 1);
        uint256[] memory f = _random(kind, seed);
        uint256[4] memory before = packWords(kind, f);
        f[field] = bound(value, 0, _max(widths[field]));
        uint256[4] memory w = packWords(kind, f);
        (uint256 word, uint256 shift) = _placeOf(kind, widths, field);
        for (uint256 i; i < 4; ++i) {
            uint256 mask = i == word ? _max(widths[field]) << shift : 0;
            assertEq((w[i] ^ before[i]) & ~mask, 0, "a neighbour changed");
        }
    }

    /// @dev Fields follow each other without a gap, but for that of an exponent, and do not overlap.
    function test_T38_ClaimMaximaFillEachWord() public view {
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory widths = _widths(kind);
            uint256[] memory f = new uint256[](widths.length);
            uint256[4] memory total;
            for (uint256 i; i < widths.length; ++i) {
                f[i] = _max(widths[i]);
                (uint256 word,) = _placeOf(kind, widths, i);
                total[word] += widths[i];
            }
            uint256[4] memory w = packWords(kind, f);
            for (uint256 i; i < 4; ++i) {
                assertLe(total[i], 256);
                uint256 wanted = _max(total[i]);
                if (kind == SETTLEMENT && i == 0) wanted = _max(256);
                if (kind == SHARE_RETURN && i == 0) wanted = ~(_max(6) << 52);
                assertEq(w[i], wanted, "gap or overlap");
            }
            assertEq(_unpack(kind, w), f, "maxima");
        }
    }

    /// @dev A settlement that is not strained has its first word alone: the others are not looked at, whatever they hold.
    function test_T38_FirstWordOfASettlementIsWhole() public pure {
        Settlement memory s;
        ClaimPacking.load(s, type(uint256).max);
        assertEq(s.held, type(uint96).max);
        assertEq(s.owed, type(uint96).max);
        assertEq(s.open, type(uint16).max);
        assertTrue(s.relaxed);
        assertEq(s.joint, 2 ** 14 - 1);
        assertEq(s.strainedAt, type(uint32).max);
        assertEq(s.lacking | s.counted | s.paid | s.registered | s.left | s.rest, 0);
    }

    function test_RevertWhen_T38_ClaimFieldIsOneTooLarge() public {
        uint256 checked;
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory widths = _widths(kind);
            for (uint256 i; i < widths.length; ++i) {
                // A flag has no third value, and more shares have an exponent.
                if (widths[i] == 1 || kind == SHARE_RETURN && i == 0) continue;
                uint256[] memory f = new uint256[](widths.length);
                f[i] = _max(widths[i]);
                this.packWords(kind, f);
                f[i] += 1;
                vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
                this.packWords(kind, f);
                ++checked;
            }
        }
        assertEq(checked, 47, "every field of every word");
    }

    function testFuzz_RevertWhen_T38_ClaimFieldIsTooLarge(uint256 kind, uint256 seed, uint256 field, uint256 value)
        public
    {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory widths = _widths(kind);
        field = bound(field, 0, widths.length - 1);
        while (widths[field] == 1) --field;
        if (kind == SHARE_RETURN && field == 0) field = 1;
        uint256[] memory f = _random(kind, seed);
        f[field] = bound(value, _max(widths[field]) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.packWords(kind, f);
    }

    /// @dev A return's shares lose what is below 52 significant bits, never more, and nothing that was not there comes back.
    function testFuzz_T38_SharesOfAReturn(uint256 shares, uint256 left) public pure {
        shares = bound(shares, 0, type(uint112).max >> (left % 112));
        ShareReturn memory x;
        x.shares = ClaimPacking.roundShares(shares);
        assertLe(x.shares, shares);
        assertLe((shares - x.shares) * 2 ** 51, shares, "two to the minus 51 at most");
        if (shares < 2 ** 52) assertEq(x.shares, shares, "exact");
        x.left = uint112(left);
        (x.caseCount, x.caseIndex, x.time, x.grows) =
        (uint16(left), uint16(left >> 16), uint32(left >> 32), left % 2 == 1);
        ShareReturn memory y = ClaimPacking.toShareReturn(ClaimPacking.pack(x));
        assertEq(keccak256(abi.encode(y)), keccak256(abi.encode(x)));
    }

    /// @dev Where the first bit is lost.
    function test_INC5_ReturnsHaveFiftyTwoBits() public pure {
        uint256[2][4] memory rounded = [
            [uint256(2 ** 52 - 1), 2 ** 52 - 1],
            [uint256(2 ** 52 + 1), 2 ** 52],
            [uint256(2 ** 53 - 1), 2 ** 53 - 2],
            [uint256(2 ** 53 + 3), 2 ** 53]
        ];
        for (uint256 i; i < 4; ++i) {
            ShareReturn memory x;
            x.shares = ClaimPacking.roundShares(rounded[i][0]);
            assertEq(x.shares, rounded[i][1]);
            assertEq(ClaimPacking.toShareReturn(ClaimPacking.pack(x)).shares, rounded[i][1], "as it is stored");
        }
    }

    // --------------------------------------------------------------- helpers

    function _max(uint256 bits) internal pure returns (uint256) {
        return bits == 256 ? type(uint256).max : (1 << bits) - 1;
    }

    /// @dev The word that holds a field, and the bit at which it begins. A settlement's other words begin with what is lacking,
    /// what is paid and what is left.
    function _placeOf(uint256 kind, uint8[] memory w, uint256 field)
        internal
        pure
        returns (uint256 word, uint256 shift)
    {
        if (kind == SETTLEMENT && field == 5) return (0, 224);
        uint256 first;
        if (kind == SHARE_RETURN && field != 0) shift = 6;
        if (kind == SETTLEMENT && field >= 6) (word, first) = (1, 6);
        if (kind == SETTLEMENT && field >= 9) (word, first) = (2, 9);
        if (kind == SETTLEMENT && field >= 11) (word, first) = (3, 11);
        for (uint256 i = first; i < field; ++i) {
            shift += w[i];
        }
    }

    function _random(uint256 kind, uint256 seed) internal pure returns (uint256[] memory f) {
        uint8[] memory w = _widths(kind);
        f = new uint256[](w.length);
        for (uint256 i; i < w.length; ++i) {
            f[i] = uint256(keccak256(abi.encode(seed, i))) & _max(w[i]);
        }
    }

    function _expected(uint256 kind, uint256[] memory f) internal pure returns (uint256[4] memory words) {
        uint8[] memory w = _widths(kind);
        if (kind == SETTLEMENT) words[0] = 1 << 223;
        for (uint256 i; i < w.length; ++i) {
            (uint256 word, uint256 shift) = _placeOf(kind, w, i);
            words[word] += f[i] * 2 ** shift;
        }
    }

    function _list(uint256 kind, uint256 pointer) internal pure returns (uint256[] memory f) {
        f = new uint256[](_widths(kind).length);
        for (uint256 i; i < f.length; ++i) {
            assembly ("memory-safe") {
                mstore(add(add(f, 32), mul(i, 32)), mload(add(pointer, mul(i, 32))))
            }
        }
    }

    function _layer(uint256[] memory f) internal pure returns (Layer memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Layer memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _backing(uint256[] memory f) internal pure returns (Backing memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Backing memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _award(uint256[] memory f) internal pure returns (Award memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Award memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _stake(uint256[] memory f) internal pure returns (Stake memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Stake memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _registeredClaim(uint256[] memory f) internal pure returns (RegisteredClaim memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(RegisteredClaim memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _bonus(uint256[] memory f) internal pure returns (Bonus memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Bonus memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _fund(uint256[] memory f) internal pure returns (Fund memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Fund memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _heldHere(uint256[] memory f) internal pure returns (HeldHere memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(HeldHere memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _shareReturn(uint256[] memory f) internal pure returns (ShareReturn memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(ShareReturn memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _raise(uint256[] memory f) internal pure returns (Raise memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Raise memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _settlement(uint256[] memory f) internal pure returns (Settlement memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Settlement memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }
}
