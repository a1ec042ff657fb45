// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Errors} from "../../src/libraries/Errors.sol";
import {PocketPacking} from "../../src/libraries/PocketPacking.sol";
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
} from "../../src/types/PocketTypes.sol";

/// @notice Every packed word of a pocket vault (T-38): its fields lie where the struct says, each keeps all its values, none
/// touches a neighbour, and one more than fits reverts.
/// @dev As in `PackingTest` a struct of full integers is looked at as the elements of an array. A share return is two words:
/// here a number of 512 bits, of which the second word is the upper half.
contract PocketPackingTest is Test {
    uint256 internal constant KINDS = 13;
    uint256 internal constant TWO_WORDS = 12;

    // ------------------------------------------------------------- the words

    /// @dev Widths of the fields from the low end, as written beside the structs.
    function _widths(uint256 kind) internal pure returns (uint8[] memory w) {
        bytes memory list;
        if (kind == 0) list = hex"7020281028"; // Carving
        else if (kind == 1) list = hex"606020"; // Backing
        else if (kind == 2) list = hex"4028602808"; // Ruling
        else if (kind == 3) list = hex"601f01101060"; // Fund
        else if (kind == 4) list = hex"60602818"; // FundExtra
        else if (kind == 5) list = hex"60101010"; // Round
        else if (kind == 6) list = hex"6060281008"; // Estate
        else if (kind == 7) list = hex"282060"; // EstateTerms
        else if (kind == 8) list = hex"606008"; // EstateProduct
        else if (kind == 9) list = hex"6060"; // RegisteredClaim
        else if (kind == 10) list = hex"702020"; // HeldHere
        else if (kind == 11) list = hex"6080"; // Bonus
        else list = hex"7070207020282818"; // ShareReturn
        w = new uint8[](list.length);
        for (uint256 i; i < list.length; ++i) {
            w[i] = uint8(list[i]);
        }
    }

    function packWord(uint256 kind, uint256[] memory f) public pure returns (uint256 low, uint256 high) {
        if (kind == 0) return (PocketPacking.pack(_carving(f)), 0);
        if (kind == 1) return (PocketPacking.pack(_backing(f)), 0);
        if (kind == 2) return (PocketPacking.pack(_ruling(f)), 0);
        if (kind == 3) return (PocketPacking.pack(_fund(f)), 0);
        if (kind == 4) return (PocketPacking.pack(_fundExtra(f)), 0);
        if (kind == 5) return (PocketPacking.pack(_round(f)), 0);
        if (kind == 6) return (PocketPacking.pack(_estate(f)), 0);
        if (kind == 7) return (PocketPacking.pack(_estateTerms(f)), 0);
        if (kind == 8) return (PocketPacking.pack(_estateProduct(f)), 0);
        if (kind == 9) return (PocketPacking.pack(_registered(f)), 0);
        if (kind == 10) return (PocketPacking.pack(_heldHere(f)), 0);
        if (kind == 11) return (PocketPacking.pack(_bonus(f)), 0);
        return PocketPacking.pack(_shareReturn(f));
    }

    function _unpack(uint256 kind, uint256 low, uint256 high) internal pure returns (uint256[] memory) {
        if (kind == 0) return _list(kind, _at(PocketPacking.toCarving(low)));
        if (kind == 1) return _list(kind, _at(PocketPacking.toBacking(low)));
        if (kind == 2) return _list(kind, _at(PocketPacking.toRuling(low)));
        if (kind == 3) return _list(kind, _at(PocketPacking.toFund(low)));
        if (kind == 4) return _list(kind, _at(PocketPacking.toFundExtra(low)));
        if (kind == 5) return _list(kind, _at(PocketPacking.toRound(low)));
        if (kind == 6) return _list(kind, _at(PocketPacking.toEstate(low)));
        if (kind == 7) return _list(kind, _at(PocketPacking.toEstateTerms(low)));
        if (kind == 8) return _list(kind, _at(PocketPacking.toEstateProduct(low)));
        if (kind == 9) return _list(kind, _at(PocketPacking.toRegisteredClaim(low)));
        if (kind == 10) return _list(kind, _at(PocketPacking.toHeldHere(low)));
        if (kind == 11) return _list(kind, _at(PocketPacking.toBonus(low)));
        return _list(kind, _at(PocketPacking.toShareReturn(low, high)));
    }

    // ----------------------------------------------------------------- tests

    /// @dev The expected words are put together from the widths alone.
    function testFuzz_T38_PocketRoundTripAndPlace(uint256 kind, uint256 seed) public view {
        kind = bound(kind, 0, KINDS - 1);
        uint256[] memory f = _random(kind, seed);
        (uint256 low, uint256 high) = packWord(kind, f);
        (uint256 wantedLow, uint256 wantedHigh) = _expected(kind, f);
        assertEq(low, wantedLow, "place");
        assertEq(high, wantedHigh, "place in the second word");
        assertEq(_unpack(kind, low, high), f, "round trip");
    }

    function testFuzz_T38_PocketNeighboursUnchanged(uint256 kind, uint256 seed, uint256 field, uint256 value)
        public
        view
    {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory w = _widths(kind);
        field = bound(field, 0, w.length - 1);
        uint256[] memory f = _random(kind, seed);
        (uint256 lowBefore, uint256 highBefore) = packWord(kind, f);
        f[field] = bound(value, 0, _max(w[field]));
        (uint256 low, uint256 high) = packWord(kind, f);
        (uint256 word, uint256 shift) = _placeOf(kind, w, field);
        uint256 mask = _max(w[field]) << shift;
        assertEq((low ^ lowBefore) & ~(word == 0 ? mask : 0), 0, "a neighbour changed");
        assertEq((high ^ highBefore) & ~(word == 1 ? mask : 0), 0, "a neighbour changed in the second word");
    }

    function test_T38_PocketMaximaFillEachWord() public view {
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory w = _widths(kind);
            uint256[] memory f = new uint256[](w.length);
            uint256[2] memory total;
            for (uint256 i; i < w.length; ++i) {
                f[i] = _max(w[i]);
                (uint256 word,) = _placeOf(kind, w, i);
                total[word] += w[i];
            }
            assertLe(total[0], 256);
            assertLe(total[1], 256);
            (uint256 low, uint256 high) = packWord(kind, f);
            assertEq(low, _max(total[0]), "gap or overlap");
            assertEq(high, _max(total[1]), "gap or overlap in the second word");
            assertEq(_unpack(kind, low, high), f, "maxima");
        }
    }

    function test_RevertWhen_T38_PocketFieldIsOneTooLarge() public {
        uint256 checked;
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory w = _widths(kind);
            for (uint256 i; i < w.length; ++i) {
                // A flag has no third value.
                if (w[i] == 1) continue;
                uint256[] memory f = new uint256[](w.length);
                f[i] = _max(w[i]);
                this.packWord(kind, f);
                f[i] += 1;
                vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
                this.packWord(kind, f);
                ++checked;
            }
        }
        assertEq(checked, 52, "every field of every word");
    }

    function testFuzz_RevertWhen_T38_PocketFieldIsTooLarge(uint256 kind, uint256 seed, uint256 field, uint256 value)
        public
    {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory w = _widths(kind);
        field = bound(field, 0, w.length - 1);
        if (w[field] == 1) --field;
        uint256[] memory f = _random(kind, seed);
        f[field] = bound(value, _max(w[field]) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.packWord(kind, f);
    }

    // --------------------------------------------------------------- helpers

    function _max(uint256 bits) internal pure returns (uint256) {
        return bits == 256 ? type(uint256).max : (1 << bits) - 1;
    }

    /// @dev The word that holds a field, and the bit at which it begins. A share return's second word begins with the
    /// supply, its fourth field.
    function _placeOf(uint256 kind, uint8[] memory w, uint256 field)
        internal
        pure
        returns (uint256 word, uint256 shift)
    {
        uint256 first;
        if (kind == TWO_WORDS && field >= 3) (word, first) = (1, 3);
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

    function _expected(uint256 kind, uint256[] memory f) internal pure returns (uint256 low, uint256 high) {
        uint8[] memory w = _widths(kind);
        for (uint256 i; i < w.length; ++i) {
            (uint256 word, uint256 shift) = _placeOf(kind, w, i);
            if (word == 0) low += f[i] * 2 ** shift;
            else high += f[i] * 2 ** shift;
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

    function _carving(uint256[] memory f) internal pure returns (Carving memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Carving memory s) internal pure returns (uint256 pointer) {
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

    function _ruling(uint256[] memory f) internal pure returns (Ruling memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Ruling memory s) internal pure returns (uint256 pointer) {
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

    function _fundExtra(uint256[] memory f) internal pure returns (FundExtra memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(FundExtra memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _round(uint256[] memory f) internal pure returns (Round memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Round memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _estate(uint256[] memory f) internal pure returns (Estate memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Estate memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _estateTerms(uint256[] memory f) internal pure returns (EstateTerms memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(EstateTerms memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _estateProduct(uint256[] memory f) internal pure returns (EstateProduct memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(EstateProduct memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _registered(uint256[] memory f) internal pure returns (RegisteredClaim memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(RegisteredClaim memory s) internal pure returns (uint256 pointer) {
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
}
