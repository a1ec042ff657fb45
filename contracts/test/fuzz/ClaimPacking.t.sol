// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {ClaimPacking} from "../../src/claims/ClaimPacking.sol";
import {Settlement, ShareReturn} from "../../src/claims/ClaimWords.sol";

/// @notice The two words of a vault that are not numbers side by side: a settlement has more of them when it is strained, and
/// a share return's shares are a float. All words are checked by `PackingTest`.
contract ClaimPackingTest is Test {
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

    /// @dev A return's shares lose what is below 52 significant bits, never more, and nothing that was not there comes back.
    function testFuzz_T38_SharesOfAReturn(uint256 shares, uint256 left) public pure {
        shares = bound(shares, 0, type(uint112).max >> (left % 112));
        ShareReturn memory x;
        x.shares = ClaimPacking.roundShares(shares);
        assertLe(x.shares, shares);
        assertLe((shares - x.shares) * 2 ** 51, shares, "two to the minus 51 at most");
        if (shares < 2 ** 52) assertEq(x.shares, shares, "exact");
        x.left = uint112(left);
        (x.layerCount, x.layerIndex, x.time, x.grows) =
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
}
