// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test, stdError} from "forge-std/Test.sol";

import {CoverData} from "../../src/cover/CoverData.sol";
import {CoverPacking} from "../../src/cover/CoverPacking.sol";

/// @notice The 96 bits beside a cover's owner, and the rounding of its stream rate.
contract CoverDataTest is Test {
    function packed(CoverData.Cover memory c) public pure returns (uint96) {
        return CoverPacking.pack(c);
    }

    /// @dev Any cover that can be stored.
    function _cover(uint256 start, uint256 daysLong, uint256 amount, uint256 rate, bool parties)
        internal
        pure
        returns (CoverData.Cover memory c)
    {
        c.start = bound(start, 0, type(uint32).max);
        c.end = (c.start / 1 days + bound(daysLong, 0, CoverData.MAX_DAYS)) * 1 days;
        c.amount = bound(amount, 0, CoverData.MAX_AMOUNT);
        c.rate = CoverPacking.roundRateDown(bound(rate, 0, CoverData.MAX_RATE));
        c.parties = parties;
    }

    function testFuzz_T38_PackIsExact(uint256 start, uint256 daysLong, uint256 amount, uint256 rate, bool parties)
        public
        pure
    {
        CoverData.Cover memory c = _cover(start, daysLong, amount, rate, parties);
        CoverData.Cover memory d = CoverPacking.unpack(CoverPacking.pack(c));
        assertEq(d.start, c.start, "start");
        assertEq(d.end, c.end, "end");
        assertEq(d.amount, c.amount, "amount");
        assertEq(d.rate, c.rate, "rate");
        assertEq(d.parties, c.parties, "parties");
    }

    /// @dev A change of one field leaves the others alone.
    function testFuzz_T38_NeighboursUnchanged(uint256 seed, uint256 amount, uint256 rate) public pure {
        CoverData.Cover memory c = _cover(seed >> 224, seed & 0x7ff, seed >> 11, seed >> 48, seed & 1 == 1);
        uint96 before = CoverPacking.pack(c);
        c.amount = bound(amount, 0, CoverData.MAX_AMOUNT);
        assertEq(uint256(before ^ CoverPacking.pack(c)) & ~(CoverData.MAX_AMOUNT << 25), 0, "amount 28 at 25");
        before = CoverPacking.pack(c);
        c.rate = CoverPacking.roundRateDown(bound(rate, 0, CoverData.MAX_RATE));
        assertEq(uint256(before ^ CoverPacking.pack(c)) & ~(uint256(0xffffff) << 1), 0, "rate 24 at 1");
        before = CoverPacking.pack(c);
        c.parties = !c.parties;
        assertEq(uint256(before ^ CoverPacking.pack(c)), 1, "parties 1 at 0");
    }

    function test_T38_MaximaFit() public pure {
        CoverData.Cover memory c = CoverData.Cover({
            start: type(uint32).max,
            end: (uint256(type(uint32).max) / 1 days + 2047) * 1 days,
            amount: (1 << 28) - 1,
            rate: uint256(0xfffff) << 15,
            parties: true
        });
        assertEq(uint256(CoverPacking.pack(c)), type(uint96).max, "all bits are used");
        assertEq(CoverPacking.unpack(type(uint96).max).rate, uint256(0xfffff) << 15);
    }

    function test_RevertWhen_T38_FieldIsTooLarge() public {
        CoverData.Cover memory c =
            CoverData.Cover({start: 20_000 days, end: 20_100 days, amount: 5, rate: 7, parties: false});
        this.packed(c);

        c.start = 1 << 32;
        c.end = c.start;
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
        (c.start, c.end) = (20_000 days, 20_000 days + 2048 days);
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
        (c.end, c.amount) = (20_100 days, 1 << 28);
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
        // One above 20 bits of mantissa is no storable rate.
        (c.amount, c.rate) = (5, (1 << 20) + 1);
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
    }

    /// @dev Rounding up the largest lane would need an exponent of five bits.
    function test_RevertWhen_T38_ExponentIsTooLarge() public {
        CoverData.Cover memory c =
            CoverData.Cover({start: 20_000 days, end: 20_100 days, amount: 5, rate: 1 << 34, parties: false});
        this.packed(c);
        c.rate = CoverPacking.roundRateUp(CoverData.MAX_RATE);
        assertEq(c.rate, 1 << 35);
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
    }

    function test_RevertWhen_T38_CoverEndsOnADayBeforeItsStart() public {
        CoverData.Cover memory c =
            CoverData.Cover({start: 20_000 days, end: 19_999 days, amount: 5, rate: 7, parties: false});
        vm.expectRevert(stdError.assertionError);
        this.packed(c);
    }

    // ------------------------------------------------------------------ rates

    function testFuzz_RoundRateUp(uint256 rate) public pure {
        rate = bound(rate, 0, uint256(0xfffff) << 15);
        uint256 rounded = CoverPacking.roundRateUp(rate);
        assertGe(rounded, rate, "never below: the pool's favour");
        assertLe((rounded - rate) << 19, rate, "relative error below 2^-19");
        assertEq(CoverPacking.roundRateUp(rounded), rounded, "idempotent");
        assertEq(CoverPacking.roundRateDown(rounded), rounded, "storable");
        if (rate < 1 << 20) assertEq(rounded, rate, "small rates are exact");
    }

    function testFuzz_RoundRateDown(uint256 rate) public pure {
        rate = bound(rate, 0, CoverData.MAX_RATE);
        uint256 rounded = CoverPacking.roundRateDown(rate);
        assertLe(rounded, rate, "never above");
        assertLe((rate - rounded) << 19, rate, "relative error below 2^-19");
        assertEq(CoverPacking.roundRateUp(rounded), rounded, "storable");
    }

    /// @dev No storable rate lies between a rate and its roundings.
    function testFuzz_RoundingIsTheNearest(uint256 rate) public pure {
        rate = bound(rate, 1 << 20, uint256(0xfffff) << 15);
        uint256 up = CoverPacking.roundRateUp(rate);
        uint256 down = CoverPacking.roundRateDown(rate);
        if (up != down) {
            assertEq(CoverPacking.roundRateUp(down + 1), up, "nothing between");
            assertEq(CoverPacking.roundRateDown(up - 1), down, "nothing between");
        }
    }

    function testFuzz_RoundingIsMonotone(uint256 a, uint256 b) public pure {
        a = bound(a, 0, uint256(0xfffff) << 15);
        b = bound(b, a, uint256(0xfffff) << 15);
        assertLe(CoverPacking.roundRateUp(a), CoverPacking.roundRateUp(b));
        assertLe(CoverPacking.roundRateDown(a), CoverPacking.roundRateDown(b));
    }

    // -------------------------------------------------------------------- ids

    function testFuzz_IdsRoundTrip(uint32 poolId, uint32 termsId, uint32 serial) public pure {
        uint256 coverId = CoverData.id(poolId, termsId, serial);
        assertEq(CoverData.poolIdOf(coverId), poolId);
        assertEq(CoverData.termsIdOf(coverId), termsId);
        assertEq(uint32(coverId), serial);
    }
}
