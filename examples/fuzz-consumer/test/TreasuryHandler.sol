// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Breakwater} from "@breakwater/contracts/test/kit/BreakwaterBase.sol";
import {CoverPoolHandlers} from "@breakwater/contracts/test/kit/CoverPoolHandlers.sol";
import {CoveredTreasury} from "../src/CoveredTreasury.sol";

/// @notice What people do to the treasury, beside all that they do to its pool.
contract TreasuryHandler is CoverPoolHandlers {
    CoveredTreasury public immutable treasury;
    address[3] public depositors = [address(0xd1), address(0xd2), address(0xd3)];
    uint256 public came; // assets: deposits, payouts, refunds
    uint256 public went; // assets: withdrawals, premiums
    uint256[] internal _held; // covers

    constructor(Breakwater memory b, CoveredTreasury treasury_) CoverPoolHandlers(b) {
        treasury = treasury_;
    }

    function treasuryDeposit(uint256 seed) external {
        _count(seed);
        if (treasury.covered()) return;
        address account = depositors[_random(3)];
        uint256 assets = _between(1, 100_000 * _b.unit);
        _b.asset.mint(account, assets);
        vm.startPrank(account);
        _b.asset.approve(address(treasury), assets);
        treasury.deposit(assets);
        vm.stopPrank();
        came += assets;
        ++done["treasury deposit"];
    }

    function treasuryWithdraw(uint256 seed) external {
        _count(seed);
        address account = depositors[_random(3)];
        uint256 shares = _between(0, treasury.sharesOf(account));
        vm.prank(account);
        went += treasury.withdraw(shares);
        ++done["treasury withdraw"];
    }

    function treasuryCover(uint256 seed) external {
        _count(seed);
        uint256 held = treasury.totalAssets();
        uint256 duration = _between(1 days, 120 days);
        uint256 amount = _between(1, 20_000) * _b.unit;
        vm.prank(treasury.keeper());
        try treasury.cover(amount, duration, held, type(uint40).max) returns (uint256 coverId) {
            went += held - treasury.totalAssets();
            _held.push(coverId);
            ++done["treasury cover"];
        } catch {}
    }

    function treasuryUncover(uint256 seed) external {
        _count(seed);
        if (_held.length == 0) return;
        vm.prank(treasury.keeper());
        try treasury.uncover(_held[_random(_held.length)]) returns (uint256 refund) {
            came += refund;
            ++done["treasury uncover"];
        } catch {}
    }

    /// @notice By the treasury, or by a stranger at the vault: it is paid either way.
    function treasuryClaim(uint256 seed) external {
        _count(seed);
        if (_held.length == 0 || _incidents.length == 0) return;
        uint256 coverId = _held[_random(_held.length)];
        uint256 incidentId = _incidents[_random(_incidents.length)];
        uint256 held = treasury.totalAssets();
        if (_chance(2)) {
            _claim(coverId, incidentId);
        } else {
            try treasury.claim(coverId, incidentId) {} catch {}
        }
        uint256 payout = treasury.totalAssets() - held;
        came += payout;
        if (payout != 0) ++done["treasury payout"];
    }
}
