// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Formulas} from "./Formulas.sol";

/// @notice SDK-4, the other way: vectors that the contracts draw and compute, for the SDK's tests to check. They are
/// committed, so that both halves of the suite run alone; this test makes them anew and compares. `pnpm generate` writes.
contract WrittenVectorsTest is Formulas {
    string internal constant FILE = "contracts/test/differential/contracts.json";
    uint256 internal constant DRAWS = 48;
    uint256 internal constant MILLION = 1e6;
    uint256 internal constant WAD = 1e18;

    uint256 private _entropy = uint256(keccak256("vectors"));

    function test_SDK4_WrittenVectorsAreUpToDate() public {
        bool writes = keccak256(bytes(vm.envOr("VECTORS", string("")))) == keccak256("write");
        string memory committed = writes ? "" : vm.readFile(FILE);
        (string[23] memory names, uint8[23] memory widths) = _formulas();
        string memory json;
        for (uint256 f; f < names.length; ++f) {
            string[] memory numbers = _vectors(f, widths[f] + 1);
            json = vm.serializeString("vectors", names[f], numbers);
            if (writes) continue;
            string[] memory old = vm.parseJsonStringArray(committed, string.concat(".", names[f]));
            bool same = keccak256(abi.encode(old)) == keccak256(abi.encode(numbers));
            assertTrue(same, string.concat(names[f], ": if it was meant to change, run `pnpm generate`"));
        }
        if (writes) vm.writeFile(FILE, string.concat(json, "\n"));
    }

    function _vectors(uint256 f, uint256 step) private returns (string[] memory numbers) {
        numbers = new string[](DRAWS * step);
        for (uint256 k; k < DRAWS; ++k) {
            uint256[] memory x = _inputs(f);
            for (uint256 i; i < x.length; ++i) {
                numbers[k * step + i] = vm.toString(x[i]);
            }
            numbers[k * step + step - 1] = vm.toString(_evaluate(f, x));
        }
    }

    // ------------------------------------------------------------------ inputs

    function _inputs(uint256 f) private returns (uint256[] memory x) {
        if (f == 0) return _areaInputs();
        if (f == 6) return _refundInputs();
        if (f == 1) return _list(_draw(0, 1 << 88, 1), _draw(0, type(uint32).max, 1 days), _fees());
        if (f == 2) return _list(_draw(0, 1 << 40, 1 << 20));
        if (f == 3) return _list(_draw(0, 1 << 79, 1 << 45), _draw(1, type(uint32).max, 1 days));
        if (f == 4) return _list(_draw(0, 1 << 79, 1 << 33), _coverUnit());
        if (f == 5) return _list(_draw(0, type(uint104).max, 1), _fees());
        if (f == 7) {
            uint256 end = _draw(1, type(uint16).max, 20_000) * 1 days;
            return _list(_rate(), end, _draw(0, end, end), _coverUnit());
        }
        if (f == 8) {
            uint256 day = _draw(0, type(uint16).max, 20_000);
            uint256 start = _draw(0, type(uint96).max, 1e14);
            return
                _list(_draw(0, type(uint96).max, start), day, day + _draw(0, 66, 64), start, _draw(0, 1 << 104, start));
        }
        if (f == 9) {
            return _list(
                _draw(0, type(uint96).max, 1e13),
                _draw(0, type(uint24).max, MILLION),
                _draw(0, MILLION, 1),
                _draw(0, 1e18, 1),
                _coverUnit()
            );
        }
        if (f == 13 || f == 14) return _list(_draw(6, 18, 12));
        if (f == 15 || f == 17) {
            uint256 severity = _draw(0, WAD, 5e16);
            return _list(_draw(0, type(uint96).max, 1e12), severity, _draw(0, WAD, severity));
        }
        if (f == 16) {
            uint256 committed = _draw(0, type(uint96).max, 1e12);
            return _list(committed, _draw(0, type(uint128).max, committed), _draw(0, WAD, 5e16));
        }
        if (f == 18 || f == 19) return _partInputs();
        if (f == 20) return _list(_draw(0, type(uint104).max, 1e9), _draw(0, 1 << 40, 7 days), _coverUnit());
        if (f == 21) return _fadingInputs();
        if (f == 22) return _list(_draw(0, type(uint112).max, 1 << 52));
        uint256 equity = _draw(0, type(uint104).max, 1e13);
        uint256 supply = _draw(0, type(uint112).max, equity * 1e6 % type(uint112).max);
        return _list(_draw(0, type(uint104).max, equity), equity, supply, 10 ** _draw(3, 6, 3), 10 ** _draw(0, 9, 0));
    }

    /// @dev Around the kink and the limit on purpose.
    function _areaInputs() private returns (uint256[] memory x) {
        x = new uint256[](7);
        x[2] = _draw(0, type(uint24).max, 300_000);
        x[1] = _draw(0, x[2], 35_000);
        x[0] = _draw(0, x[1], 15_000);
        x[3] = _draw(0, MILLION, 700_000);
        x[4] = _draw(0, type(uint32).max, 1e6);
        uint256 kink = x[4] * x[3] / MILLION;
        (uint256 a, uint256 b) = (_draw(0, type(uint32).max, kink), _draw(0, type(uint32).max, x[4]));
        (x[5], x[6]) = a < b ? (a, b) : (b, a);
    }

    function _refundInputs() private returns (uint256[] memory x) {
        x = new uint256[](7);
        x[0] = _rate();
        x[4] = _draw(0, 60 days, 3 days);
        x[1] = x[4] + _draw(0, 1 << 31, 1_790_000_000);
        x[2] = (x[1] / 1 days + _draw(1, 2047, 365)) * 1 days;
        x[5] = _draw(14 days, 400 days, x[2] - x[1]);
        x[3] = _draw(x[1] - x[4], x[2] + 1 days, x[2]);
        x[6] = _coverUnit();
    }

    /// @dev Shares on their way out of a supply, at a moment of it or after it.
    function _fadingInputs() private returns (uint256[] memory x) {
        uint256 supply = _draw(0, type(uint112).max, 1e18);
        uint256 from = _draw(0, 1 << 39, 1_790_000_000);
        uint256 until = from + _draw(1, 60 days, 30 days);
        return _list(supply, _draw(0, supply, 1e12), from, until, _draw(from, until + 400 days, until));
    }

    /// @dev A part of a whole, and what is there for it: around the point where all is.
    function _partInputs() private returns (uint256[] memory x) {
        x = new uint256[](3);
        x[2] = _draw(0, type(uint96).max, 1e12);
        x[1] = _draw(0, type(uint104).max, x[2]);
        x[0] = _draw(0, x[2], 1e6);
    }

    function _rate() private returns (uint256) {
        return _draw(1, (1 << 35) - 1, 1 << 20);
    }

    function _coverUnit() private returns (uint256) {
        return _draw(1, 1e19, 1e6);
    }

    function _fees() private returns (uint256) {
        return _draw(0, MILLION - 1, 200_000);
    }

    /// @dev Between both bounds: half of the time a bound or the edge, or beside one, else of any number of bits.
    function _draw(uint256 low, uint256 high, uint256 edge) private returns (uint256) {
        uint256 kind = _next() % 16;
        if (kind < 8) {
            uint256[8] memory near =
                [low, low + 1, high - (high > low ? 1 : 0), high, edge - (edge != 0 ? 1 : 0), edge, edge + 1, low];
            uint256 x = near[kind];
            return x < low || x > high ? high : x;
        }
        return low + (_next() >> _next() % 256) % (high - low + 1);
    }

    function _next() private returns (uint256) {
        return _entropy = uint256(keccak256(abi.encode(_entropy)));
    }

    function _list(uint256 a) private pure returns (uint256[] memory x) {
        x = new uint256[](1);
        x[0] = a;
    }

    function _list(uint256 a, uint256 b) private pure returns (uint256[] memory x) {
        x = new uint256[](2);
        (x[0], x[1]) = (a, b);
    }

    function _list(uint256 a, uint256 b, uint256 c) private pure returns (uint256[] memory x) {
        x = new uint256[](3);
        (x[0], x[1], x[2]) = (a, b, c);
    }

    function _list(uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (uint256[] memory x) {
        x = new uint256[](4);
        (x[0], x[1], x[2], x[3]) = (a, b, c, d);
    }

    function _list(uint256 a, uint256 b, uint256 c, uint256 d, uint256 e) private pure returns (uint256[] memory x) {
        x = new uint256[](5);
        (x[0], x[1], x[2], x[3], x[4]) = (a, b, c, d, e);
    }
}
