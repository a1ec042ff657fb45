// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

import {Mandate} from "../../src/embedding/IRenewalMandate.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {MandateFixture} from "../unit/embedding/MandateFixture.sol";

/// @notice A cover with three mandates at once, keepers who try them all the time, a market that moves, an owner who sells
/// the cover, buys it back, extends it and revokes, and losses that are drawn on it.
contract MandateHandler is MandateFixture {
    uint256 internal constant MANDATES = 3;

    uint256 public broken; // rules
    uint256 public spentByOwner; // on its own extensions
    uint256 public started; // balance of the owner before anything
    uint256[MANDATES] public spent;
    uint256[MANDATES] public renewals;
    mapping(bytes32 action => uint256) public done;
    Mandate[] internal _mandates;
    bytes[] internal _signatures;
    bool[MANDATES] internal _void;
    uint256[] internal _others; // covers

    function begin() external {
        setUp();
        for (uint256 i; i < MANDATES; ++i) {
            Mandate memory m = _mandate();
            (m.nonce, m.minAmount) = (i, uint128([100_000, 90_000, uint256(0)][i] * unit));
            m.maxRate = uint64([0.3e18, 0.05e18, uint256(0.025e18)][i]);
            (m.period, m.window) =
            (uint32([30 days, 6 days, uint256(90 days)][i]), uint32([10 days, 6 days, uint256(90 days)][i]));
            m.tip = uint128([2 * unit, unit / 2, uint256(0)][i]);
            m.lastEnd = uint40(end + [360 days, 700 days, uint256(120 days)][i]);
            _mandates.push(m);
            _signatures.push(_signed(m));
        }
        vm.prank(dave);
        coverToken.setApprovalForAll(address(mandates), true);
        _fund(dave, address(mandates), 0);
        _fund(dave, address(pool), 1_000_000 * unit);
        vm.startPrank(buyer);
        coverToken.setApprovalForAll(address(mandates), true);
        usdc.approve(address(pool), type(uint256).max);
        vm.stopPrank();
        started = usdc.balanceOf(buyer);
        vm.warp(end - 15 days);
    }

    function _break(bool rule) private {
        if (!rule) ++broken;
    }

    function mandate(uint256 i) external view returns (Mandate memory) {
        return _mandates[i];
    }

    function firstEnd() external view returns (uint256) {
        return end;
    }

    function balance() external view returns (uint256) {
        return usdc.balanceOf(buyer);
    }

    function assertEmpty() external view {
        _assertEmpty(address(usdc));
    }

    function pass(uint256 time) external {
        skip(bound(time, 1 hours, 9 days));
    }

    function renew(uint256 which) external {
        uint256 i = which % MANDATES;
        Mandate memory m = _mandates[i];
        uint256 before = usdc.balanceOf(buyer);
        uint256 left = _coverOf(coverId).amount * unit;
        uint256 oldEnd = _coverOf(coverId).end;
        vm.prank(keeper);
        try mandates.renewCover(m, _signatures[i]) returns (uint40 newEnd, uint256 premium) {
            uint256 cost = before - usdc.balanceOf(buyer);
            _break(cost == premium + m.tip);
            _break(!_void[i] && coverToken.ownerOf(coverId) == buyer);
            _break(left >= m.minAmount && left <= m.maxAmount);
            _break(newEnd <= m.lastEnd && vm.getBlockTimestamp() < oldEnd);
            spent[i] += cost;
            ++renewals[i];
            ++done["renew"];
        } catch {
            _break(usdc.balanceOf(buyer) == before && _coverOf(coverId).end == oldEnd);
            ++done["refused"];
        }
    }

    function market(uint256 amount, bool buys) external {
        if (buys) {
            uint256 most = pool.quoteCover(scriptedTerms, unit, 60 days).available / unit;
            if (most == 0) return;
            CoverOrder memory o = _orderScripted(dave, bound(amount, 1, most / 4 + 1) * unit, 60 days);
            _fund(dave, address(pool), 1_000_000 * unit);
            vm.prank(dave);
            (uint256 id,) = pool.buyCover(o);
            _others.push(id);
            ++done["market"];
        } else if (_others.length != 0) {
            uint256 id = _others[amount % _others.length];
            vm.prank(dave);
            try pool.cancelCover(id) {} catch {}
        }
    }

    function trade() external {
        address from = coverToken.ownerOf(coverId);
        vm.prank(from);
        coverToken.transferFrom(from, from == buyer ? dave : buyer, coverId);
        ++done["trade"];
    }

    function draw(uint256 amount) external {
        uint256 left = _coverOf(coverId).amount;
        if (left == 0) return;
        _draw(coverId, bound(amount, 1, left > 2000 ? 2000 : left) * unit);
        ++done["draw"];
    }

    function extend(uint256 added) external {
        uint256 before = usdc.balanceOf(buyer);
        uint256 now_ = vm.getBlockTimestamp();
        vm.prank(buyer);
        try pool.extendCover(coverId, bound(added, 1, 20 days), type(uint256).max, now_) {
            spentByOwner += before - usdc.balanceOf(buyer);
            ++done["extend"];
        } catch {}
    }

    function revoke(uint256 which) external {
        // One call in four: otherwise nothing is left to renew.
        if (which % 4 != 0) return;
        uint256 i = (which >> 8) % MANDATES;
        vm.prank(buyer);
        mandates.revokeMandate(buyer, i, 0, "");
        _void[i] = true;
        ++done["revoke"];
    }
}

/// @notice What holds of mandates after any calls of anybody.
contract RenewalMandatesTest is Test {
    MandateHandler internal handler;

    function setUp() public {
        handler = new MandateHandler();
        handler.begin();
        bytes4[] memory actions = new bytes4[](8);
        (actions[0], actions[1]) = (handler.pass.selector, handler.renew.selector);
        (actions[2], actions[3]) = (handler.renew.selector, handler.market.selector);
        (actions[4], actions[5]) = (handler.trade.selector, handler.draw.selector);
        (actions[6], actions[7]) = (handler.extend.selector, handler.revoke.selector);
        targetSelector(FuzzSelector(address(handler), actions));
        targetContract(address(handler));
    }

    function invariant_NoActionBreaksARule() public view {
        assertEq(handler.broken(), 0);
    }

    /// @dev Over its whole life a mandate costs no more than its rate on its amount, from the end that the cover had to the
    /// last date, and a tip for each period in between.
    function invariant_EMB22_MandateNeverSpendsMoreThanItsCaps() public view {
        for (uint256 i; i < 3; ++i) {
            Mandate memory m = handler.mandate(i);
            uint256 time = m.lastEnd - handler.firstEnd();
            assertLe(handler.renewals(i), time / m.period);
            uint256 tips = handler.renewals(i) * m.tip;
            assertLe((handler.spent(i) - tips) * 365 days * 1e18, uint256(m.maxAmount) * m.maxRate * time, "premiums");
        }
    }

    /// @dev The owner pays for renewals and for its own extensions, and for nothing else.
    function invariant_EMB21_OwnerPaysForNothingElse() public view {
        uint256 spent = handler.spent(0) + handler.spent(1) + handler.spent(2) + handler.spentByOwner();
        assertEq(handler.balance() + spent, handler.started());
    }

    function invariant_EMB21_NothingIsHeldBetweenCalls() public view {
        handler.assertEmpty();
    }

    /// @dev The handler reaches each of its actions, renewals by each mandate among them.
    function test_EveryActionHappens() public {
        for (uint256 k; k < 400; ++k) {
            uint256 random = uint256(keccak256(abi.encode(k)));
            uint256 kind = random % 16;
            random >>= 8;
            if (kind < 3) handler.pass(random);
            else if (kind < 12) handler.renew(random);
            else if (kind == 12) handler.market(random, random >> 200 & 1 == 0);
            else if (kind == 13) _sellAndBuyBack(random);
            else if (kind == 14 && k > 350) handler.draw(random);
            else if (kind == 15 && k % 8 == 0) handler.extend(random);
        }
        handler.revoke(0);
        bytes32[7] memory names = [bytes32("renew"), "refused", "market", "trade", "draw", "extend", "revoke"];
        for (uint256 i; i < names.length; ++i) {
            assertGt(handler.done(names[i]), 0, string(abi.encodePacked(names[i])));
        }
        assertGt(handler.renewals(0), 0);
        assertGt(handler.renewals(2), 0);
        assertEq(handler.broken(), 0);
    }

    /// @dev The others mostly come before this mandate, whose window is the shortest.
    function test_ShortestWindowIsReached() public {
        vm.warp(handler.firstEnd() - 5 days);
        handler.renew(1);
        assertEq(handler.renewals(1), 1);
    }

    function _sellAndBuyBack(uint256 random) private {
        handler.trade();
        handler.renew(random);
        handler.trade();
    }
}
