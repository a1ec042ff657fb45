// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {PackedWords} from "./PackedWords.sol";
import {Errors} from "../../src/common/Errors.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {Account as HolderWord, ShareTotals} from "../../src/pool/PoolWords.sol";

/// @notice Every packed word of pools, vaults and clones (T-38): its fields follow each other from the low end, each keeps all its
/// values, none touches a neighbour, and one more than fits reverts.
/// @dev Places are added up here from the widths alone. A struct's ABI encoding is a word for each of its members, so one
/// set of checks serves all structs.
contract PackingTest is Test {
    uint8 internal constant UINT = 0;
    uint8 internal constant BOOL = 1;
    uint8 internal constant FLOAT = 2;
    uint8 internal constant SET = 3;
    uint8 internal constant EXPONENT = 4;

    struct Place {
        uint256 word;
        uint256 shift;
        uint256 bits;
        uint8 kind;
    }

    // ----------------------------------------------------------------- tests

    function testFuzz_T38_RoundTripAndPlace(uint256 kind, uint256 seed) public view {
        kind = bound(kind, 0, PackedWords.KINDS - 1);
        (Place[] memory places, uint256[4] memory wanted) = _placesOf(kind);
        uint256[] memory f = _random(kind, places, seed);
        uint256[4] memory w = packWords(kind, f);
        for (uint256 i; i < places.length; ++i) {
            wanted[places[i].word] += f[i] * 2 ** places[i].shift;
        }
        for (uint256 i; i < 4; ++i) {
            assertEq(w[i], wanted[i], "place");
        }
        assertEq(_unpack(kind, w), f, "round trip");
    }

    function testFuzz_T38_NeighboursUnchanged(uint256 kind, uint256 seed, uint256 field, uint256 value) public view {
        kind = bound(kind, 0, PackedWords.KINDS - 1);
        (Place[] memory places,) = _placesOf(kind);
        field = bound(field, 0, places.length - 1);
        uint256[] memory f = _random(kind, places, seed);
        uint256[4] memory before = packWords(kind, f);
        Place memory p = places[field];
        f[field] = bound(value, 0, _max(p.bits));
        uint256[4] memory w = packWords(kind, f);
        for (uint256 i; i < 4; ++i) {
            uint256 mask = i == p.word ? _max(p.bits) << p.shift : 0;
            assertEq((w[i] ^ before[i]) & ~mask, 0, "a neighbour changed");
        }
    }

    /// @dev Fields fill their word from the low end without a gap, but for the exponent of a float, and do not overlap.
    function test_T38_MaximaFillEachWord() public view {
        uint256 filled;
        for (uint256 kind; kind < PackedWords.KINDS; ++kind) {
            (Place[] memory places, uint256[4] memory wanted) = _placesOf(kind);
            uint256[] memory f = new uint256[](PackedWords.sizeOf(kind));
            for (uint256 i; i < places.length; ++i) {
                f[i] = _max(places[i].bits);
                assertEq(wanted[places[i].word] & f[i] << places[i].shift, 0, "overlap");
                wanted[places[i].word] |= f[i] << places[i].shift;
            }
            uint256[4] memory w = packWords(kind, f);
            for (uint256 i; i < 4; ++i) {
                assertEq(w[i], wanted[i], "maxima");
                if (w[i] != 0) ++filled;
            }
            assertEq(_unpack(kind, w), f, "maxima come back");
        }
        assertEq(
            filled,
            36,
            "thirteen structs of a pool, twelve of a claims vault, two of a clone, six of a covered vault, and three words more of a settlement"
        );
    }

    function test_RevertWhen_T38_FieldIsOneTooLarge() public {
        uint256 checked;
        for (uint256 kind; kind < PackedWords.KINDS; ++kind) {
            (Place[] memory places,) = _placesOf(kind);
            for (uint256 i; i < places.length; ++i) {
                // A flag has no third value, and more shares have an exponent.
                if (places[i].kind != UINT) continue;
                uint256[] memory f = new uint256[](PackedWords.sizeOf(kind));
                f[i] = _max(places[i].bits);
                this.packWords(kind, f);
                f[i] += 1;
                vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
                this.packWords(kind, f);
                ++checked;
            }
        }
        assertEq(checked, 134, "every number of every word");
    }

    function testFuzz_RevertWhen_T38_FieldIsTooLarge(uint256 kind, uint256 seed, uint256 field, uint256 value) public {
        kind = bound(kind, 0, PackedWords.KINDS - 1);
        (Place[] memory places,) = _placesOf(kind);
        field = bound(field, 0, places.length - 1);
        while (places[field].kind != UINT) field = (field + 1) % places.length;
        uint256[] memory f = _random(kind, places, seed);
        f[field] = bound(value, _max(places[field].bits) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.packWords(kind, f);
    }

    // --------------------------------------------------------------- helpers

    function packWords(uint256 kind, uint256[] memory f) public pure returns (uint256[4] memory) {
        return PackedWords.pack(kind, abi.encodePacked(f));
    }

    function _unpack(uint256 kind, uint256[4] memory w) internal pure returns (uint256[] memory f) {
        bytes memory encoded = PackedWords.unpack(kind, w);
        f = new uint256[](encoded.length / 32);
        for (uint256 i; i < f.length; ++i) {
            assembly ("memory-safe") {
                mstore(add(add(f, 32), mul(i, 32)), mload(add(add(encoded, 32), mul(i, 32))))
            }
        }
    }

    /// @return places of the fields, in the order of the struct
    /// @return set the bits that are always set
    function _placesOf(uint256 kind) internal pure returns (Place[] memory places, uint256[4] memory set) {
        bytes memory list = PackedWords.fieldsOf(kind);
        places = new Place[](list.length / 2);
        uint256 count;
        uint256 word;
        uint256 shift;
        for (uint256 i; i < list.length; i += 2) {
            (uint256 bits, uint8 fieldKind) = (uint8(list[i]), uint8(list[i + 1]));
            if (fieldKind == 0xff) {
                (word, shift) = (word + 1, 0);
                continue;
            }
            if (fieldKind == SET) set[word] |= 1 << shift;
            else if (fieldKind != EXPONENT) places[count++] = Place(word, shift, bits, fieldKind);
            shift += bits;
            assertLe(shift, 256, "wider than a word");
        }
        assembly ("memory-safe") {
            mstore(places, count)
        }
    }

    function _max(uint256 bits) internal pure returns (uint256) {
        return (1 << bits) - 1;
    }

    /// @dev Members that are not stored are zero.
    function _random(uint256 kind, Place[] memory places, uint256 seed) internal pure returns (uint256[] memory f) {
        f = new uint256[](PackedWords.sizeOf(kind));
        for (uint256 i; i < places.length; ++i) {
            f[i] = uint256(keccak256(abi.encode(seed, i))) & _max(places[i].bits);
        }
    }

    // --------------------------------------------------- an account's lowest field

    /// @dev What is added to or taken from an account's liquid shares changes nothing beside them.
    function testFuzz_AccountLiquid(uint112 liquid, uint112 queued, uint32 layerCount, uint256 amount) public pure {
        uint256 word = Packing.pack(HolderWord({liquid: liquid, queued: queued, layerCount: layerCount}));
        assertEq(Packing.liquidOf(word), liquid);
        assertEq(Packing.accountLayerCountOf(word), layerCount);
        ShareTotals memory s;
        (s.supply, s.queued, s.layerCount, s.fades) = (liquid, queued, layerCount >> 1, layerCount & 1);
        assertEq(Packing.layerCountOf(Packing.pack(s)), layerCount >> 1);
        uint256 more = bound(amount, 0, type(uint112).max - liquid);
        HolderWord memory a = Packing.toAccount(Packing.addLiquid(word, more));
        assertEq(a.liquid, liquid + more);
        assertEq(a.queued, queued);
        assertEq(a.layerCount, layerCount);
        uint256 less = bound(amount, 0, liquid);
        a = Packing.toAccount(Packing.takeLiquid(word, less));
        assertEq(a.liquid, liquid - less);
        assertEq(a.queued, queued);
        assertEq(a.layerCount, layerCount);
    }

    function testFuzz_RevertWhen_AccountLiquidDoesNotFit(uint112 liquid, uint112 queued, uint256 amount) public {
        uint256 word = Packing.pack(HolderWord({liquid: liquid, queued: queued, layerCount: 7}));
        uint256 over = bound(amount, uint256(type(uint112).max) - liquid + 1, type(uint256).max - liquid);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.addLiquid(word, over);
        over = bound(amount, uint256(liquid) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.takeLiquid(word, over);
    }

    function addLiquid(uint256 word, uint256 amount) external pure returns (uint256) {
        return Packing.addLiquid(word, amount);
    }

    function takeLiquid(uint256 word, uint256 amount) external pure returns (uint256) {
        return Packing.takeLiquid(word, amount);
    }
}
