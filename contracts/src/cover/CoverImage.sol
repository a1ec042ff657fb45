// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Base64} from "solady/utils/Base64.sol";
import {DateTimeLib} from "solady/utils/DateTimeLib.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";

/// @title Image and metadata of a cover for wallets, made on chain
/// @dev Product names and token symbols come from outside: they are shortened and escaped.
library CoverImage {
    using LibString for string;
    using LibString for uint256;

    struct Facts {
        uint256 coverId;
        string product;
        string symbol;
        uint256 amount; // asset units
        uint256 decimals;
        uint256 start;
        uint256 end;
        uint256 lapseAt; // 0 for never
        uint256 timestamp;
    }

    /// @notice A data URI of the token's metadata (ERC-721 metadata JSON schema).
    function tokenURI(Facts memory f) internal pure returns (string memory) {
        f.product = _short(f.product, 28);
        f.symbol = _short(f.symbol, 10);
        string memory amount = string.concat(_amount(f.amount, f.decimals), " ", f.symbol);
        string memory json = string.concat(
            '{"name":"',
            string.concat(amount, " on ", f.product).escapeJSON(),
            '","description":"Breakwater cover. Its owner is paid if the covered product fails while it protects.","attributes":[',
            _attributes(f),
            '],"image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(_svg(f, amount))),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _attributes(Facts memory f) private pure returns (string memory) {
        return string.concat(
            '{"trait_type":"Product","value":"',
            f.product.escapeJSON(),
            '"},{"trait_type":"Asset","value":"',
            f.symbol.escapeJSON(),
            '"},{"trait_type":"Status","value":"',
            _status(f),
            '"},{"display_type":"date","trait_type":"Protects from","value":',
            f.start.toString(),
            '},{"display_type":"date","trait_type":"Protects until","value":',
            f.end.toString(),
            "}"
        );
    }

    function _svg(Facts memory f, string memory amount) private pure returns (string memory) {
        return string.concat(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" font-family="Helvetica,Arial,sans-serif">',
            '<rect width="480" height="300" rx="20" fill="#0b2239"/>',
            '<path d="M0 232q60-26 120 0t120 0 120 0 120 0v48q0 20-20 20H20q-20 0-20-20z" fill="#12426b"/>',
            '<path d="M0 256q60-26 120 0t120 0 120 0 120 0v24q0 20-20 20H20q-20 0-20-20z" fill="#1c6ea4"/>',
            '<text x="32" y="52" font-size="15" letter-spacing="3" fill="#7fb8e0">BREAKWATER COVER</text>',
            _statusText(f),
            _text(104, 26, "#ffffff", f.product.escapeHTML()),
            _text(148, 34, "#f4c95d", amount.escapeHTML()),
            _text(
                188, 16, "#cfe3f2", string.concat("Protects from ", _date(f.start, true), " to ", _date(f.end, false))
            ),
            _text(
                    214,
                    12,
                    "#7fb8e0",
                    string.concat(
                        "Pool ",
                        (f.coverId >> 64).toString(),
                        "   Terms ",
                        (f.coverId >> 32 & 0xffffffff).toString(),
                        "   No. ",
                        (f.coverId & 0xffffffff).toString()
                    )
                ),
            "</svg>"
        );
    }

    /// @dev A cover that was paid in full or cancelled covers nothing any more: it is closed.
    function _status(Facts memory f) private pure returns (string memory) {
        if (f.amount == 0) return "Closed";
        if (f.lapseAt != 0 && f.lapseAt < f.end && f.timestamp >= f.lapseAt) return "Lapsed";
        if (f.timestamp < f.start) return "Waiting";
        return f.timestamp < f.end ? "Protects" : "Ended";
    }

    function _statusText(Facts memory f) private pure returns (string memory) {
        string memory status = _status(f);
        return string.concat(
            '<text x="448" y="52" font-size="15" text-anchor="end" fill="',
            status.eq("Protects") ? "#5fd38d" : status.eq("Lapsed") ? "#f4c95d" : "#9fb3c8",
            '">',
            status.upper(),
            "</text>"
        );
    }

    function _text(uint256 y, uint256 size, string memory colour, string memory words)
        private
        pure
        returns (string memory)
    {
        return string.concat(
            '<text x="32" y="',
            y.toString(),
            '" font-size="',
            size.toString(),
            '" fill="',
            colour,
            '">',
            words,
            "</text>"
        );
    }

    /// @dev "2026-11-26 03:47 UTC", or only the day for a midnight.
    function _date(uint256 timestamp, bool withTime) private pure returns (string memory) {
        (uint256 year, uint256 month, uint256 day, uint256 hour, uint256 minute,) =
            DateTimeLib.timestampToDateTime(timestamp);
        string memory date = string.concat(year.toString(), "-", _two(month), "-", _two(day));
        return withTime ? string.concat(date, " ", _two(hour), ":", _two(minute)) : date;
    }

    function _two(uint256 x) private pure returns (string memory) {
        return x < 10 ? string.concat("0", x.toString()) : x.toString();
    }

    /// @dev Whole units in groups of thousands, and decimals down to a thousandth if there are any.
    function _amount(uint256 amount, uint256 decimals) private pure returns (string memory out) {
        uint256 whole = amount / 10 ** decimals;
        uint256 rest = amount % 10 ** decimals / 10 ** FixedPointMathLib.zeroFloorSub(decimals, 3);
        out = (whole % 1000).toString();
        while (whole >= 1000) {
            if (whole % 1000 < 100) out = string.concat(whole % 1000 < 10 ? "00" : "0", out);
            whole /= 1000;
            out = string.concat((whole % 1000).toString(), ",", out);
        }
        if (rest != 0) out = string.concat(out, ".", rest < 10 ? "00" : rest < 100 ? "0" : "", rest.toString());
    }

    /// @dev Shortened to at most `max` bytes, between two characters: half of one is not UTF-8, and so not JSON.
    function _short(string memory s, uint256 max) private pure returns (string memory) {
        if (s.runeCount() <= max && bytes(s).length <= 4 * max) return s;
        while (max != 0 && uint8(bytes(s)[max]) >> 6 == 2) --max;
        return string.concat(s.slice(0, max), unicode"…");
    }
}
