// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Errors} from "../../src/common/Errors.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {
    Account as HolderWord,
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
} from "../../src/pool/PoolTypes.sol";

/// @notice Every packed word of the ledger (T-38): its fields lie where the struct says, each keeps all its values, none
/// touches a neighbour, and one more than fits reverts.
/// @dev A struct of full integers lies in memory like the elements of an array, so one set of checks serves all eleven.
contract PackingTest is Test {
    uint256 internal constant KINDS = 11;

    // ------------------------------------------------------------- the words

    /// @dev Widths of the fields from the low end, as written beside the structs.
    function _widths(uint256 kind) internal pure returns (uint8[] memory w) {
        bytes memory list;
        if (kind == 0) list = hex"683040101008"; // Money
        else if (kind == 1) list = hex"70701f01"; // ShareTotals
        else if (kind == 2) list = hex"80601010"; // Queue
        else if (kind == 3) list = hex"687028"; // Exits
        else if (kind == 4) list = hex"707020"; // Account
        else if (kind == 5) list = hex"8028"; // Request
        else if (kind == 6) list = hex"8080"; // Settled
        else if (kind == 7) list = hex"20202010106020"; // Product
        else if (kind == 8) list = hex"18181818181818181808"; // ProductPricing
        else if (kind == 9) list = hex"2020202020201808"; // PoolTerms
        else list = hex"702828"; // Fading
        w = new uint8[](list.length);
        for (uint256 i; i < list.length; ++i) {
            w[i] = uint8(list[i]);
        }
    }

    function packWord(uint256 kind, uint256[] memory f) public pure returns (uint256) {
        if (kind == 0) return Packing.pack(_money(f));
        if (kind == 1) return Packing.pack(_totals(f));
        if (kind == 2) return Packing.pack(_queue(f));
        if (kind == 3) return Packing.pack(_exits(f));
        if (kind == 4) return Packing.pack(_account(f));
        if (kind == 5) return Packing.pack(_request(f));
        if (kind == 6) return Packing.pack(_settled(f));
        if (kind == 7) return Packing.pack(_product(f));
        if (kind == 8) return Packing.pack(_pricing(f));
        if (kind == 9) return Packing.pack(_line(f));
        return Packing.pack(_fading(f));
    }

    function _unpack(uint256 kind, uint256 word) internal pure returns (uint256[] memory) {
        if (kind == 0) return _list(kind, _at(Packing.toMoney(word)));
        if (kind == 1) return _list(kind, _at(Packing.toShareTotals(word)));
        if (kind == 2) return _list(kind, _at(Packing.toQueue(word)));
        if (kind == 3) return _list(kind, _at(Packing.toExits(word)));
        if (kind == 4) return _list(kind, _at(Packing.toAccount(word)));
        if (kind == 5) return _list(kind, _at(Packing.toRequest(word)));
        if (kind == 6) return _list(kind, _at(Packing.toSettled(word)));
        if (kind == 7) return _list(kind, _at(Packing.toProduct(word)));
        if (kind == 8) return _list(kind, _at(Packing.toPricing(word)));
        if (kind == 9) return _list(kind, _at(Packing.toPoolTerms(word)));
        return _list(kind, _at(Packing.toFading(word)));
    }

    // ----------------------------------------------------------------- tests

    /// @dev The expected word is put together from the widths alone.
    function testFuzz_T38_RoundTripAndPlace(uint256 kind, uint256 seed) public view {
        kind = bound(kind, 0, KINDS - 1);
        uint256[] memory f = _random(kind, seed);
        uint256 word = packWord(kind, f);
        assertEq(word, _expected(kind, f), "place");
        assertEq(_unpack(kind, word), f, "round trip");
    }

    function testFuzz_T38_NeighboursUnchanged(uint256 kind, uint256 seed, uint256 field, uint256 value) public view {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory w = _widths(kind);
        field = bound(field, 0, w.length - 1);
        uint256[] memory f = _random(kind, seed);
        uint256 before = packWord(kind, f);
        f[field] = bound(value, 0, _max(w[field]));
        uint256 changed = before ^ packWord(kind, f);
        uint256 shift;
        for (uint256 i; i < field; ++i) {
            shift += w[i];
        }
        assertEq(changed & ~(_max(w[field]) << shift), 0, "a neighbour changed");
    }

    function test_T38_MaximaFillEachWord() public view {
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory w = _widths(kind);
            uint256[] memory f = new uint256[](w.length);
            uint256 total;
            for (uint256 i; i < w.length; ++i) {
                f[i] = _max(w[i]);
                total += w[i];
            }
            assertLe(total, 256);
            uint256 word = packWord(kind, f);
            assertEq(word, _max(total), "gap or overlap");
            assertEq(_unpack(kind, word), f, "maxima");
        }
    }

    function test_RevertWhen_T38_FieldIsOneTooLarge() public {
        uint256 checked;
        for (uint256 kind; kind < KINDS; ++kind) {
            uint8[] memory w = _widths(kind);
            for (uint256 i; i < w.length; ++i) {
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

    function testFuzz_RevertWhen_T38_FieldIsTooLarge(uint256 kind, uint256 seed, uint256 field, uint256 value) public {
        kind = bound(kind, 0, KINDS - 1);
        uint8[] memory w = _widths(kind);
        field = bound(field, 0, w.length - 1);
        uint256[] memory f = _random(kind, seed);
        f[field] = bound(value, _max(w[field]) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width")));
        this.packWord(kind, f);
    }

    // --------------------------------------------------------------- helpers

    function _max(uint256 bits) internal pure returns (uint256) {
        return bits == 256 ? type(uint256).max : (1 << bits) - 1;
    }

    function _random(uint256 kind, uint256 seed) internal pure returns (uint256[] memory f) {
        uint8[] memory w = _widths(kind);
        f = new uint256[](w.length);
        for (uint256 i; i < w.length; ++i) {
            f[i] = uint256(keccak256(abi.encode(seed, i))) & _max(w[i]);
        }
    }

    function _expected(uint256 kind, uint256[] memory f) internal pure returns (uint256 word) {
        uint8[] memory w = _widths(kind);
        uint256 factor = 1;
        for (uint256 i; i < w.length; ++i) {
            word += f[i] * factor;
            unchecked {
                factor *= 2 ** w[i];
            }
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

    function _money(uint256[] memory f) internal pure returns (Money memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Money memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    /// @dev Its last field is not stored.
    function _totals(uint256[] memory f) internal pure returns (ShareTotals memory s) {
        (s.supply, s.queued, s.caseCount, s.fades) = (f[0], f[1], f[2], f[3]);
    }

    function _at(ShareTotals memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _queue(uint256[] memory f) internal pure returns (Queue memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Queue memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _exits(uint256[] memory f) internal pure returns (Exits memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Exits memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _account(uint256[] memory f) internal pure returns (HolderWord memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(HolderWord memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _request(uint256[] memory f) internal pure returns (Request memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Request memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _settled(uint256[] memory f) internal pure returns (Settled memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Settled memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _product(uint256[] memory f) internal pure returns (Product memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Product memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _pricing(uint256[] memory f) internal pure returns (ProductPricing memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(ProductPricing memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _line(uint256[] memory f) internal pure returns (PoolTerms memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(PoolTerms memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    function _fading(uint256[] memory f) internal pure returns (Fading memory s) {
        assembly ("memory-safe") {
            s := add(f, 32)
        }
    }

    function _at(Fading memory s) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := s
        }
    }

    // ----------------------------------------------------------- checkpoints

    function packCheckpoint(uint256 liquid, uint256 to, uint256 from, bool queued) public pure returns (uint256) {
        return Packing.pack(BalanceCheckpoint(liquid, to, from, queued));
    }

    function packQueued(uint256 queued, uint256 end) public pure returns (uint256) {
        return Packing.pack(QueuedCheckpoint(queued, end));
    }

    function testFuzz_T38_Checkpoints(uint112 liquid, uint32 to, uint32 from, bool queued, uint112 shares, uint128 end)
        public
        pure
    {
        uint256 word = packCheckpoint(liquid, to, from, queued);
        assertEq(word, uint256(liquid) | uint256(to) << 112 | uint256(from) << 144 | (queued ? 1 << 176 : 0));
        BalanceCheckpoint memory c = Packing.toBalanceCheckpoint(word);
        assertTrue(c.liquid == liquid && c.to == to && c.from == from && c.queued == queued);
        word = packQueued(shares, end);
        assertEq(word, uint256(shares) | uint256(end) << 112);
        QueuedCheckpoint memory q = Packing.toQueuedCheckpoint(word);
        assertTrue(q.queued == shares && q.end == end);
    }

    function test_RevertWhen_T38_CheckpointFieldIsOneTooLarge() public {
        bytes memory refusal = abi.encodeWithSelector(Errors.ValueOutOfRange.selector, bytes32("width"));
        vm.expectRevert(refusal);
        this.packCheckpoint(1 << 112, 0, 0, false);
        vm.expectRevert(refusal);
        this.packCheckpoint(0, 1 << 32, 0, false);
        vm.expectRevert(refusal);
        this.packCheckpoint(0, 0, 1 << 32, false);
        vm.expectRevert(refusal);
        this.packQueued(1 << 112, 0);
        vm.expectRevert(refusal);
        this.packQueued(0, 1 << 128);
    }

    /// @dev What is added to or taken from an account's liquid shares changes nothing beside them.
    function testFuzz_AccountLiquid(uint112 liquid, uint112 queued, uint32 caseCount, uint256 amount) public pure {
        uint256 word = Packing.pack(HolderWord({liquid: liquid, queued: queued, caseCount: caseCount}));
        assertEq(Packing.liquidOf(word), liquid);
        assertEq(Packing.accountCaseCountOf(word), caseCount);
        ShareTotals memory s;
        (s.supply, s.queued, s.caseCount, s.fades) = (liquid, queued, caseCount >> 1, caseCount & 1);
        assertEq(Packing.caseCountOf(Packing.pack(s)), caseCount >> 1);
        uint256 more = bound(amount, 0, type(uint112).max - liquid);
        HolderWord memory a = Packing.toAccount(Packing.addLiquid(word, more));
        assertEq(a.liquid, liquid + more);
        assertEq(a.queued, queued);
        assertEq(a.caseCount, caseCount);
        uint256 less = bound(amount, 0, liquid);
        a = Packing.toAccount(Packing.takeLiquid(word, less));
        assertEq(a.liquid, liquid - less);
        assertEq(a.queued, queued);
        assertEq(a.caseCount, caseCount);
    }

    function testFuzz_RevertWhen_AccountLiquidDoesNotFit(uint112 liquid, uint112 queued, uint256 amount) public {
        uint256 word = Packing.pack(HolderWord({liquid: liquid, queued: queued, caseCount: 7}));
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
