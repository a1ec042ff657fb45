// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice Eve, with every call a stranger has and deep cases, against a pool of others. Forge searches for the sequence
/// that leaves her with the most; the invariants say what that can be.
/// Her worth counts cash, shares at today's price, exits settled and not withdrawn, and what her covers would return.
abstract contract ProfitSearch is Fixture {
    uint256 internal constant PURSE = 50_000_000;

    uint256[] internal covers;
    uint256 internal startWorth;
    uint256 internal startOthers;
    uint256 internal othersStream;
    uint256 internal startTime;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        _buy(carol, 1_000_000 * unit, 300 days);
        _buy(dave, 500_000 * unit, 60 days);
        skip(12 hours);
        _fund(eve, address(pool), PURSE * unit);
        startWorth = _worth();
        startOthers = _others();
        othersStream = _unearned();
        startTime = vm.getBlockTimestamp();

        bytes4[] memory selectors = _selectors();
        targetSelector(FuzzSelector({addr: address(this), selectors: selectors}));
        targetContract(address(this));
    }

    function _selectors() internal pure virtual returns (bytes4[] memory);

    // ---------------------------------------------------------- what Eve can do

    function deposit(uint256 assets) external {
        assets = bound(assets, 1, usdc.balanceOf(eve) / 2 + 1);
        if (assets > usdc.balanceOf(eve)) return;
        vm.prank(eve);
        pool.deposit(assets, eve);
    }

    function buy(uint256 amount, uint256 duration) external {
        CoverOrder memory o = _order(eve, unit, bound(duration, 1 days, 365 days));
        uint256 available = pool.quoteCover(termsId, unit, o.duration).available / unit;
        if (available == 0) return;
        o.amount = bound(amount, 1, available) * unit;
        if (pool.quoteCover(termsId, o.amount, o.duration).premium > usdc.balanceOf(eve)) return;
        vm.prank(eve);
        (uint256 coverId,) = pool.buyCover(o);
        covers.push(coverId);
    }

    function cancel(uint256 i) external {
        if (covers.length == 0) return;
        i = bound(i, 0, covers.length - 1);
        uint256 coverId = covers[i];
        if (pool.quoteCancellation(coverId) == 0) return;
        vm.prank(eve);
        pool.cancelCover(coverId);
        covers[i] = covers[covers.length - 1];
        covers.pop();
    }

    function extend(uint256 i, uint256 added) external {
        if (covers.length == 0) return;
        uint256 coverId = covers[bound(i, 0, covers.length - 1)];
        vm.prank(eve);
        try pool.extendCover(coverId, bound(added, 1, 100 days), type(uint256).max, vm.getBlockTimestamp()) {} catch {}
    }

    function request(uint256 shares) external {
        uint256 held = pool.balanceOf(eve);
        if (held == 0 || pool.pendingRedeemRequest(0, eve) != 0) return;
        _request(eve, bound(shares, 1, held));
    }

    function settle() external {
        vm.prank(eve);
        try pool.settleRedeemRequests(eve) {} catch {}
    }

    function withdraw() external {
        uint256 shares = pool.maxRedeem(eve);
        if (shares == 0) return;
        vm.prank(eve);
        pool.redeem(shares, eve, eve);
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 0, 1000 * unit);
        if (amount > usdc.balanceOf(eve)) return;
        vm.prank(eve);
        usdc.transfer(address(pool), amount);
    }

    function wait(uint256 seconds_) external {
        skip(bound(seconds_, 1, 3 days));
    }

    // ---------------------------------------------------------------- figures

    function _worth() internal view returns (uint256 worth) {
        uint256 shares = pool.balanceOf(eve) + pool.pendingRedeemRequest(0, eve);
        worth = usdc.balanceOf(eve) + pool.convertToAssets(shares) + pool.maxWithdraw(eve);
        for (uint256 i; i < covers.length; ++i) {
            worth += pool.quoteCancellation(covers[i]);
        }
    }

    /// @dev What the other underwriter's shares are worth.
    function _others() internal view returns (uint256) {
        return pool.convertToAssets(pool.balanceOf(alice));
    }

    function _unearned() internal view returns (uint256) {
        return uint104(uint256(_word(0))) - pool.totalAssets();
    }

    function _profit() internal view returns (int256) {
        return int256(_worth()) - int256(startWorth);
    }
}

/// @notice Within one block.
contract ProfitInOneBlockTest is ProfitSearch {
    function _selectors() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](8);
        s[0] = this.deposit.selector;
        s[1] = this.buy.selector;
        s[2] = this.cancel.selector;
        s[3] = this.extend.selector;
        s[4] = this.request.selector;
        s[5] = this.settle.selector;
        s[6] = this.withdraw.selector;
        s[7] = this.donate.selector;
    }

    /// @dev EXIT-3: nothing at all, not a unit.
    function invariant_EXIT3_T03_NoProfitInOneBlock() external view {
        assertLe(_profit(), 0, "EXIT-3");
    }

    /// @dev EXIT-3: and nobody else has lost any of it.
    function invariant_ACC2_NobodyElseLosesInOneBlock() external view {
        assertGe(_others(), startOthers, "ACC-2");
    }

    /// @dev The most Eve ends with: forge reports the best sequence.
    function invariant_optimize_EXIT3_ProfitInOneBlock() external view returns (int256) {
        return _profit();
    }
}

/// @notice Over about a month.
contract ProfitInAMonthTest is ProfitSearch {
    function _selectors() internal pure override returns (bytes4[] memory s) {
        s = new bytes4[](9);
        s[0] = this.deposit.selector;
        s[1] = this.buy.selector;
        s[2] = this.cancel.selector;
        s[3] = this.extend.selector;
        s[4] = this.request.selector;
        s[5] = this.settle.selector;
        s[6] = this.withdraw.selector;
        s[7] = this.donate.selector;
        s[8] = this.wait.selector;
    }

    /// @dev T-58: she takes out no more than she put in and the premium that others paid for the time since.
    function invariant_T58_ProfitIsAtMostWhatOthersPaid() external view {
        assertLe(_profit(), int256(othersStream), "T-58");
    }

    /// @dev ACC-2: whoever stays never has less than before.
    function invariant_ACC2_WhoStaysNeverLoses() external view {
        assertGe(_others(), startOthers, "ACC-2");
    }

    /// @dev The most Eve takes from those who stayed: forge reports the best sequence.
    function invariant_optimize_T58_LossOfWhoStays() external view returns (int256) {
        return int256(startOthers) - int256(_others());
    }
}
