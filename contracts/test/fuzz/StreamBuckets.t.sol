// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Buckets} from "../../src/pool/Buckets.sol";
import {Errors} from "../../src/common/Errors.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {Money} from "../../src/pool/PoolWords.sol";

/// @notice The ring of premium streams against a plain list (PREM-4, CAP-2): whatever is added and removed, and however
/// long nobody looks, the sums are those over the covers that still stream.
contract StreamBucketsTest is Test {
    struct Stream {
        uint256 endDay;
        uint256 rate;
    }

    /// @dev Longest cover the registry allows: 60 days of waiting, 365 days, rounded up to midnight.
    uint256 internal constant FARTHEST = 426;
    uint256 internal constant MAX_RATE = (1 << 35) - 1;

    uint256[64] internal ring;
    uint256 internal word; // Money, as the pool stores it
    Stream[] internal list;
    uint256 internal today = 20_717;
    uint256 internal random;

    function add(uint256 endDay, uint256 rate) public {
        Money memory m = Packing.toMoney(word);
        Buckets.advanceStream(m, ring, today);
        Buckets.addStream(m, ring, endDay, rate);
        word = Packing.pack(m);
        list.push(Stream(endDay, rate));
    }

    function _remove(uint256 i) internal {
        Money memory m = Packing.toMoney(word);
        Buckets.advanceStream(m, ring, today);
        Buckets.removeStream(m, ring, list[i].endDay, list[i].rate);
        word = Packing.pack(m);
        list[i] = list[list.length - 1];
        list.pop();
    }

    function _next(uint256 size) internal returns (uint256) {
        random = uint256(keccak256(abi.encode(random)));
        return random % size;
    }

    /// @dev Forgets what has ended, as a reader with a list would.
    function _assertSameAsList() internal {
        uint256 rate;
        uint256 rateEnd;
        for (uint256 i; i < list.length;) {
            if (list[i].endDay <= today) {
                list[i] = list[list.length - 1];
                list.pop();
                continue;
            }
            rate += list[i].rate;
            rateEnd += list[i].rate * list[i].endDay;
            ++i;
        }
        Money memory m = Packing.toMoney(word);
        Buckets.advanceStream(m, ring, today);
        assertEq(m.rate, rate, "rate");
        assertEq(m.rateEnd, rateEnd, "rate x end");
        assertEq(m.day, today, "cursor");
    }

    /// @dev Steps of hours, days, weeks, nearly a lap, exactly a lap, and years.
    function _wait() internal {
        uint256 kind = _next(8);
        if (kind < 3) today += _next(3);
        else if (kind == 3) today += 7 * _next(5);
        else if (kind == 4) today += 1 + _next(60);
        else if (kind == 5) today += 440 + _next(16);
        else if (kind == 6) today += 448 * (1 + _next(3));
        else today += _next(200);
    }

    function testFuzz_PREM4_StreamSumsAreThoseOfAList(uint256 seed) public {
        random = seed;
        for (uint256 i; i < 40; ++i) {
            uint256 kind = _next(10);
            // Ends crowd together, lie anywhere, or as far away as any can.
            if (kind < 3) add(today + 1 + _next(10), 1 + _next(MAX_RATE / 64));
            else if (kind < 5) add(today + 1 + _next(FARTHEST), 1 + _next(1 << 20));
            else if (kind == 5) add(today + FARTHEST, 1 + _next(1 << 20));
            else if (kind < 8 && list.length != 0) _remove(_next(list.length));
            else _wait();
            _assertSameAsList();
        }
    }

    /// @dev Every lane of the ring full: no sum runs into another.
    function test_T38_StreamHoldsEveryLaneAtItsMaximum() public {
        for (uint256 i = 1; i <= FARTHEST; ++i) {
            add(today + i, MAX_RATE);
        }
        _assertSameAsList();
        uint256[5] memory steps = [uint256(1), 6, 93, 200, 126];
        for (uint256 i; i < steps.length; ++i) {
            today += steps[i];
            _assertSameAsList();
        }
        assertEq(list.length, 0, "all have ended");
    }

    function test_RevertWhen_T38_LaneIsOverfull() public {
        this.add(today + 9, MAX_RATE - 1);
        this.add(today + 9, 1);
        this.add(today + 10, MAX_RATE);
        this.add(today + 8, MAX_RATE);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        this.add(today + 9, 1);
        _assertSameAsList();
    }

    /// @dev CAP-3: the room of a day is what its lane still takes, to the unit; a rate that does not fit changes nothing.
    function testFuzz_CAP3_RoomIsWhatALaneStillTakes(uint256 seed) public {
        random = seed;
        for (uint256 i; i < 12; ++i) {
            add(today + 1 + _next(9), 1 + _next(MAX_RATE / 12));
            if (_next(4) == 0) today += _next(3);
        }
        uint256 day = today + 1 + _next(9);
        uint256 streams;
        for (uint256 i; i < list.length; ++i) {
            if (list[i].endDay == day) streams += list[i].rate;
        }
        uint256 room = Buckets.streamRoom(ring, day);
        assertEq(room, MAX_RATE - streams);
        Money memory m = Packing.toMoney(word);
        Buckets.advanceStream(m, ring, today);
        bytes32 before = keccak256(abi.encode(m, ring));
        assertFalse(Buckets.tryAddStream(m, ring, day, room + 1));
        assertEq(keccak256(abi.encode(m, ring)), before, "nothing has changed");
        add(day, room);
        assertEq(Buckets.streamRoom(ring, day), 0);
        // A lap later the same word is empty.
        assertEq(Buckets.streamRoom(ring, day + 448), MAX_RATE);
        _assertSameAsList();
    }

    /// @dev A ring never holds two laps that both matter: what would overrun it is refused.
    function test_RevertWhen_T38_EndIsTooFarAway() public {
        today = 20_720;
        uint256 lastDay = (today / 7 + 63) * 7 + 6;
        this.add(lastDay, 7);
        vm.expectRevert(Errors.DurationOutOfRange.selector);
        this.add(lastDay + 1, 7);
        _assertSameAsList();
    }

    /// @dev T-15: whoever looks every day sees what someone sees who looks once.
    function testFuzz_T15_AdvancingInStepsIsTheSame(uint256 seed, uint256 end) public {
        random = seed;
        for (uint256 i; i < 20; ++i) {
            add(today + 1 + _next(FARTHEST), 1 + _next(1 << 24));
        }
        Money memory stepwise = Packing.toMoney(word);
        Money memory once = Packing.toMoney(word);
        end = today + bound(end, 0, 900);
        for (uint256 day = today; day <= end; day += 1 + _next(20)) {
            Buckets.advanceStream(stepwise, ring, day);
        }
        Buckets.advanceStream(stepwise, ring, end);
        Buckets.advanceStream(once, ring, end);
        assertEq(stepwise.rate, once.rate);
        assertEq(stepwise.rateEnd, once.rateEnd);
    }

    /// @dev A cursor ahead of the day asked for stays.
    function test_AdvanceNeverGoesBack() public {
        add(today + 5, 7);
        Money memory m = Packing.toMoney(word);
        Buckets.advanceStream(m, ring, today - 1);
        assertEq(m.day, today);
        assertEq(m.rate, 7);
    }
}
