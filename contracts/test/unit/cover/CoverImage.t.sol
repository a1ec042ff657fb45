// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";

import {CoverImage} from "../../../src/cover/CoverImage.sol";

/// @notice What a wallet shows of a cover, read back from the data URI. Branches: CoverImage.tree.
contract CoverImageTest is Test {
    using LibString for string;

    string internal constant PREFIX = "data:application/json;base64,";
    string internal constant IMAGE = "data:image/svg+xml;base64,";

    function _facts() internal pure returns (CoverImage.Facts memory) {
        return CoverImage.Facts({
            coverId: 7 << 64 | 3 << 32 | 41,
            product: "Leaky Vault",
            symbol: "USDC",
            amount: 1_000e6,
            decimals: 6,
            start: 1_790_000_000, // 2026-09-21 14:13:20 UTC
            end: 1_797_811_200, // 2026-12-21 00:00:00 UTC
            lapseAt: 0,
            timestamp: 1_790_000_000
        });
    }

    function _json(CoverImage.Facts memory f) internal pure returns (string memory) {
        string memory uri = CoverImage.tokenURI(f);
        assertTrue(uri.startsWith(PREFIX));
        return string(Base64.decode(uri.slice(bytes(PREFIX).length)));
    }

    function _name(CoverImage.Facts memory f) internal pure returns (string memory) {
        return vm.parseJsonString(_json(f), ".name");
    }

    function _svg(CoverImage.Facts memory f) internal pure returns (string memory) {
        string memory image = vm.parseJsonString(_json(f), ".image");
        assertTrue(image.startsWith(IMAGE));
        return string(Base64.decode(image.slice(bytes(IMAGE).length)));
    }

    function _assertAmount(uint256 amount, uint256 decimals, string memory shown) internal pure {
        CoverImage.Facts memory f = _facts();
        (f.amount, f.decimals) = (amount, decimals);
        assertEq(_name(f), string.concat(shown, " USDC on Leaky Vault"));
        assertTrue(_svg(f).contains(string.concat(shown, " USDC<")), "the picture says the same");
    }

    /// @dev Thousands apart, each group with its zeros; decimals down to a thousandth, only where there are any.
    function test_AmountsAreWrittenOut() public pure {
        _assertAmount(0, 6, "0");
        _assertAmount(1e6, 6, "1");
        _assertAmount(999e6, 6, "999");
        _assertAmount(1_000e6, 6, "1,000");
        _assertAmount(12_034_005e6, 6, "12,034,005");
        _assertAmount(7_100_099e6, 6, "7,100,099");
        _assertAmount(1.5e6, 6, "1.500");
        _assertAmount(0.007e6, 6, "0.007");
        _assertAmount(2_000.045e6, 6, "2,000.045");
        _assertAmount(0.000999e6, 6, "0");
        _assertAmount(3.141592653589793238e18, 18, "3.141");
    }

    function test_PictureTellsWhoseAndWhen() public pure {
        string memory svg = _svg(_facts());
        assertTrue(svg.contains("Pool 7   Terms 3   No. 41"));
        assertTrue(svg.contains("Protects from 2026-09-21 14:13 to 2026-12-21"));
    }

    /// @dev Whoever changes sizes, places or colours on purpose changes this hash, too.
    function test_PictureChangesOnPurposeAlone() public pure {
        assertEq(keccak256(bytes(_svg(_facts()))), 0x55c594ccea78e7feffe5962de5a1aa1a9d346fb3f50c06abedc33b2f19b5faa0);
    }

    /// @dev The start protects, the end does not.
    function test_StatusFollowsTheClock() public pure {
        CoverImage.Facts memory f = _facts();
        f.timestamp = f.start - 1;
        assertTrue(_svg(f).contains(">WAITING<"));
        f.timestamp = f.start;
        assertTrue(_svg(f).contains(">PROTECTS<"));
        f.timestamp = f.end - 1;
        assertTrue(_svg(f).contains(">PROTECTS<"));
        f.timestamp = f.end;
        assertTrue(_svg(f).contains(">ENDED<"));
    }

    /// @dev Names are somebody's input: shortened by runes, escaped in JSON and in the picture.
    function test_T34_HostileNamesAreEscapedAndShortened() public pure {
        CoverImage.Facts memory f = _facts();
        f.product = 'A"B\\C</text><script>alert(1)</script> and so on';
        f.symbol = unicode"ÄÖÜÄÖÜÄÖÜÄÖÜ";
        assertEq(_name(f), unicode'1,000 ÄÖÜÄÖ… on A"B\\C</text><script>alert(1)…');
        assertFalse(_svg(f).contains("<script>"));
        assertTrue(_svg(f).contains("&lt;script&gt;"));
    }

    /// @dev Cut between runes: half of one is no UTF-8, and no JSON.
    function test_T34_LongNamesAreCutBetweenRunes() public pure {
        CoverImage.Facts memory f = _facts();
        f.symbol = unicode"€€€€€€€€€€€";
        assertEq(_name(f), unicode"1,000 €€€… on Leaky Vault");
        f.symbol = unicode"AB😀😀😀😀😀😀😀😀😀";
        assertEq(_name(f), unicode"1,000 AB😀😀… on Leaky Vault");
        f.symbol = unicode"A😀😀😀😀😀😀😀😀😀😀";
        assertEq(_name(f), unicode"1,000 A😀😀… on Leaky Vault");
        f.symbol = unicode"€€€€€€€€€€";
        assertEq(_name(f), unicode"1,000 €€€€€€€€€€ on Leaky Vault", "ten fit");
        f.symbol = unicode"😀😀😀😀😀😀😀😀😀😀";
        assertEq(_name(f), unicode"1,000 😀😀😀😀😀😀😀😀😀😀 on Leaky Vault", "of four bytes, too");
    }

    function test_PREM8_NothingLeftIsClosed() public pure {
        CoverImage.Facts memory f = _facts();
        f.amount = 0;
        assertTrue(_svg(f).contains(">CLOSED<"));
        assertTrue(_json(f).contains('{"trait_type":"Status","value":"Closed"}'));
    }

    function test_PREM8_TermsThatLapseEndTheCover() public pure {
        CoverImage.Facts memory f = _facts();
        f.lapseAt = f.start + 1;
        assertTrue(_json(f).contains('{"trait_type":"Status","value":"Protects"}'), "the last second before");
        f.timestamp = f.lapseAt;
        assertTrue(_svg(f).contains(">LAPSED<"));
        f.timestamp = f.end;
        assertTrue(_svg(f).contains(">LAPSED<"), "for good");
        f.lapseAt = f.end;
        assertTrue(_svg(f).contains(">ENDED<"), "it ended before");
    }
}
