// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {IPayoutDistributor} from "../../src/embedding/IPayoutDistributor.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Lines, LossLines} from "../utils/LossLines.sol";

/// @notice Random tables on random payouts, claimed in random order.
contract PayoutDistributorFuzz is Test {
    uint256 internal constant LINES = 9;

    MockToken internal token;
    IPayoutDistributor internal distributor;
    address internal publisher = makeAddr("publisher");
    address internal treasury = makeAddr("treasury of the protocol");

    function setUp() public {
        vm.warp(1_790_000_000);
        token = new MockToken("Asset", "A", 18);
        PayoutDistributorFactory factory = new PayoutDistributorFactory(address(0));
        distributor = IPayoutDistributor(factory.createDistributor(address(token), publisher, treasury, 0));
    }

    /// @dev Losses of 6 to 18 decimals, dust among them.
    function _table(uint256 seed) private returns (Lines memory t) {
        (t.accounts, t.losses) = (new address[](LINES), new uint256[](LINES));
        for (uint256 i; i < LINES; ++i) {
            t.accounts[i] = makeAddr(vm.toString(i));
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            t.losses[i] = bound(random, 1, 10 ** bound(random >> 200, 0, 26));
        }
    }

    function _open(Lines memory t, uint256 total, uint256 amount) private returns (uint256 id) {
        token.mint(address(distributor), amount);
        vm.prank(publisher);
        id = distributor.openDistribution(LossLines.root(t), uint128(total), amount, "");
        skip(1 days);
    }

    /// @return payout of a line; 0 where it is refused
    function _claim(uint256 id, Lines memory t, uint256 i) private returns (uint256 payout) {
        uint256 before = token.balanceOf(t.accounts[i]);
        try distributor.claimLine(id, t.accounts[i], LossLines.line(t, i)) returns (uint256 paid) {
            payout = paid;
        } catch {}
        assertEq(token.balanceOf(t.accounts[i]) - before, payout);
    }

    /// @dev Each line gets its part, to less than a unit, and no more than its loss; what is left is less than a unit a line.
    function testFuzz_EMB12_EachLineGetsItsPartInAnyOrder(uint256 seed, uint256 amount, uint256 order) public {
        Lines memory t = _table(seed);
        uint256 total = LossLines.total(t);
        amount = bound(amount, 1, bound(amount >> 128, 1, 2 * total));
        uint256 id = _open(t, total, amount);
        uint256 pot = amount < total ? amount : total;
        uint256 paid;
        for (uint256 k; k < LINES; ++k) {
            uint256 i = (k * (order % 8 + 1) + order % LINES) % LINES;
            // Steps of 3 and 6 meet some lines more than once, and leave others to the end.
            paid += _check(id, t, i, pot, total);
        }
        for (uint256 i; i < LINES; ++i) {
            paid += _check(id, t, i, pot, total);
        }
        assertLe(paid, pot);
        assertGt(paid + LINES, pot, "less than a unit of each line is left");
        assertEq(distributor.reserved(), amount - paid);
        skip(365 days);
        if (amount != paid) assertEq(distributor.returnRemainder(id), amount - paid);
        assertEq(token.balanceOf(treasury), amount - paid);
        assertEq(token.balanceOf(address(distributor)), 0);
    }

    function _check(uint256 id, Lines memory t, uint256 i, uint256 pot, uint256 total)
        private
        returns (uint256 payout)
    {
        bool claimed = distributor.isClaimed(id, i);
        payout = _claim(id, t, i);
        if (claimed) {
            assertEq(payout, 0, "once");
        } else {
            assertLe(payout, t.losses[i]);
            assertLe(payout * total, t.losses[i] * pot);
            assertGt((payout + 1) * total, t.losses[i] * pot);
        }
    }

    /// @dev Whatever total a table states, its lines take no more than what was kept for it, and another table is whole.
    function testFuzz_EMB13_TableTakesItsOwnMoneyAlone(uint256 seed, uint256 total, uint256 amount, uint256 more)
        public
    {
        Lines memory t = _table(seed);
        total = bound(total, 1, 2 * LossLines.total(t));
        amount = bound(amount, 1, 2 * total);
        uint256 id = _open(t, total, amount);
        Lines memory other = _table(seed ^ 1);
        uint256 otherTotal = LossLines.total(other);
        more = bound(more, otherTotal, 2 * otherTotal);
        uint256 second = _open(other, otherTotal, more);
        uint256 paid;
        uint256 losses;
        for (uint256 i; i < LINES; ++i) {
            uint256 payout = _claim(id, t, i);
            paid += payout;
            if (payout != 0) losses += t.losses[i];
        }
        assertLe(paid, amount);
        assertLe(losses, total, "no more losses are paid for than the table states");
        for (uint256 i; i < LINES; ++i) {
            assertEq(_claim(second, other, i), other.losses[i]);
        }
        assertEq(distributor.reserved(), amount - paid + more - otherTotal);
        assertEq(token.balanceOf(address(distributor)), distributor.reserved());
    }
}
