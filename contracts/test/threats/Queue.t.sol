// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice Threats to the exit queue and to limits: T-19, T-39, T-40, T-62.
contract QueueThreatsTest is UnitFixture {
    uint256 internal constant SHARES = 1e18; // a million USDC

    address[4] internal people;
    uint256[4] internal withdrawn;
    uint256[] internal covers;

    function setUp() public override {
        super.setUp();
        people = [alice, bob, carol, dave];
        for (uint256 i; i < 4; ++i) {
            _deposit(people[i], 1_000_000 * unit);
        }
    }

    // ------------------------------------------------------------- T-19, T-62

    /// @dev Any sequence of purchases, requests, transfers, settlements, incidents, expiries and cancellations: limits
    /// hold (SOLV-2), the queue has no hole, nobody is passed, nothing is withdrawn twice.
    function testFuzz_T62_T19_AnySequence(uint256 seed) public {
        for (uint256 i; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            bool before = _short();
            bool opened = _step(seed);
            if (!opened && !before) assertFalse(_short(), "SOLV-2");
            _assertQueue();
            _assertSolvent();
        }
        _everybodyLeaves();
    }

    /// @dev Whether cover committed exceeds equity: the exit limit of this pool.
    function _short() internal view returns (bool) {
        return pool.committedCover(scriptedProduct) > pool.totalAssets();
    }

    function _step(uint256 seed) internal returns (bool opened) {
        uint256 who = (seed >> 8) % 4;
        address account = people[who];
        uint256 kind = seed % 8;
        if (kind == 0) _tryBuy(account, seed >> 16);
        else if (kind == 1) _tryRequest(account, seed >> 16);
        else if (kind == 2) _trySettle(seed);
        else if (kind == 3) _tryWithdraw(who, seed >> 16);
        else if (kind == 4) _tryTransfer(account, seed >> 16);
        else if (kind == 5) return _tryIncident(seed >> 16);
        else if (kind == 6) _tryCancel(seed >> 16);
        else skip((seed >> 16) % 12 days);
    }

    function _tryBuy(address account, uint256 seed) internal {
        try pool.quoteCover(scriptedTerms, unit, 30 days) {
            uint256 available = pool.quoteCover(scriptedTerms, unit, 30 days).available / unit;
            if (available == 0) return;
            (uint256 id,) = _buyScripted(account, bound(seed, 1, available) * unit, bound(seed >> 90, 1, 365) * 1 days);
            covers.push(id);
        } catch {}
    }

    function _tryRequest(address account, uint256 seed) internal {
        uint256 shares = pool.balanceOf(account);
        if (shares == 0 || pool.pendingRedeemRequest(0, account) != 0) return;
        _request(account, bound(seed, 1, shares));
    }

    function _trySettle(uint256 seed) internal {
        address target = seed % 3 == 0 ? address(0) : people[(seed >> 64) % 4];
        vm.prank(eve);
        try pool.settleRedeemRequests(target) {} catch {}
    }

    function _tryWithdraw(uint256 who, uint256 seed) internal {
        uint256 shares = pool.maxRedeem(people[who]);
        if (shares == 0) return;
        uint256 most = pool.maxWithdraw(people[who]);
        vm.prank(people[who]);
        uint256 assets = pool.redeem(bound(seed, 1, shares), people[who], people[who]);
        assertLe(assets, most);
        assertEq(pool.maxWithdraw(people[who]), most - assets, "what was withdrawn is gone");
        withdrawn[who] += assets;
    }

    function _tryTransfer(address account, uint256 seed) internal {
        uint256 shares = pool.balanceOf(account);
        vm.prank(account);
        pool.transfer(people[seed % 4], bound(seed >> 8, 0, shares));
    }

    function _tryIncident(uint256 seed) internal returns (bool) {
        if (seed % 3 != 0 || pool.committedCover(scriptedProduct) == 0) return false;
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), bound(seed >> 8, 0.06e18, 1e18));
        for (uint256 i; i < covers.length; ++i) {
            if (seed >> (100 + i) & 1 == 1 && _alive(covers[i]) && vault.previewPayout(covers[i], id) != 0) {
                vault.claimPayout(covers[i], id);
            }
        }
        if (vault.getCase(vault.caseIdOf(scriptedTerms, id)).status == CaseStatus.Open) {
            vault.applyVerdict(scriptedTerms, id);
        }
        skip(60 days + 1);
        vault.settleCase(scriptedTerms, id);
        return true;
    }

    function _alive(uint256 coverId) internal view returns (bool) {
        try coverToken.ownerOf(coverId) returns (address) {
            return true;
        } catch {
            return false;
        }
    }

    function _tryCancel(uint256 seed) internal {
        if (covers.length == 0) return;
        uint256 id = covers[seed % covers.length];
        if (!_alive(id)) return;
        address holder = coverToken.ownerOf(id);
        vm.prank(holder);
        try pool.cancelCover(id) {} catch {}
    }

    function _assertQueue() internal view {
        uint256 pending;
        uint256 claims;
        for (uint256 i; i < 4; ++i) {
            pending += pool.pendingRedeemRequest(0, people[i]);
            claims += pool.maxWithdraw(people[i]);
        }
        assertEq(pending, _totalsWord().queued, "no hole: all that is queued is somebody's");
        assertEq(pool.balanceOf(address(pool)), pending);
        assertLe(claims, _exitsWord().owed, "EXIT-2: what is owed is there");
        assertLe(_exitsWord().owed, claims + _exitsWord().checkpoints * 4 + 4, "and no more than dust besides");
        // In order: where one is settled, everybody before it is.
        uint256 head = _queueWord().requested - _totalsWord().queued;
        for (uint256 i; i < 4; ++i) {
            uint256 end = _mapped(11, uint160(people[i])) & type(uint128).max;
            if (pool.pendingRedeemRequest(0, people[i]) != 0) assertGt(end, head, "behind the head");
            else assertLe(end, head, "passed");
        }
    }

    /// @dev Nobody is frozen: in the end all can leave.
    function _everybodyLeaves() internal {
        for (uint256 i; i < 4; ++i) {
            _tryRequest(people[i], type(uint256).max);
        }
        skip(460 days);
        for (uint256 i; i < 4; ++i) {
            if (pool.pendingRedeemRequest(0, people[i]) != 0) {
                vm.prank(people[i]);
                pool.settleRedeemRequests(people[i]);
            }
            _tryWithdraw(i, type(uint256).max);
            assertEq(pool.pendingRedeemRequest(0, people[i]), 0);
        }
    }

    // ------------------------------------------------------------------- T-40

    /// @dev A thousand dust requests before and after: the same time, the same assets, the same gas to withdraw.
    function test_T40_DustRequestsNeitherDelayNorMisprice() public {
        (uint256 plainAssets, uint256 plainGas) = _exitAmong(0);
        (uint256 crowdedAssets, uint256 crowdedGas) = _exitAmong(1000);
        assertApproxEqAbs(crowdedAssets, plainAssets, 1);
        assertLe(crowdedGas * 100, plainGas * 102, "COST-1");
        emit log_named_uint("settle and redeem, alone", plainGas);
        emit log_named_uint("settle and redeem, among 1,000 requests of dust", crowdedGas);
    }

    function _exitAmong(uint256 dust) internal returns (uint256 assets, uint256 used) {
        uint256 snapshot = vm.snapshotState();
        _dust(dust / 2, 0);
        // The slots that any first request would write are not what is compared.
        _request(bob, 1);
        _request(alice, SHARES);
        _dust(dust / 2, dust);
        skip(COOLDOWN);
        uint256 left = gasleft();
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        vm.prank(alice);
        assets = pool.redeem(SHARES, alice, alice);
        used = left - gasleft();
        vm.revertToStateAndDelete(snapshot);
    }

    function _dust(uint256 count, uint256 salt) internal {
        for (uint256 i; i < count; ++i) {
            address account = address(uint160(uint256(keccak256(abi.encode(salt, i)))));
            vm.prank(carol);
            pool.transfer(account, 1);
            _request(account, 1);
        }
    }

    // ------------------------------------------------------------------- T-39

    /// @dev COST-1: each call costs the same with ten covers and with three hundred, with two holders and a hundred.
    function test_T39_GasDoesNotGrow() public {
        _fund(eve, address(pool), 100_000_000 * unit);
        uint256[5] memory few = _measure(10, 0);
        uint256[5] memory many = _measure(300, 100);
        string[5] memory names = ["deposit", "buy", "extend", "cancel", "request"];
        for (uint256 i; i < 5; ++i) {
            emit log_named_uint(string.concat(names[i], ", few"), few[i]);
            emit log_named_uint(string.concat(names[i], ", many"), many[i]);
            assertLe(many[i] * 100, few[i] * 102, names[i]);
        }
    }

    function _measure(uint256 count, uint256 holders) internal returns (uint256[5] memory used) {
        uint256 snapshot = vm.snapshotState();
        for (uint256 i; i < holders; ++i) {
            _deposit(address(uint160(0xabcd0000 + i)), unit);
        }
        CoverOrder memory o = _orderScripted(eve, unit, 90 days);
        uint256 id;
        for (uint256 i; i < count; ++i) {
            vm.prank(eve);
            (id,) = pool.buyCover(o);
        }
        vm.prank(eve);
        pool.extendCover(id - 1, 60 days, type(uint256).max, o.deadline);
        vm.startPrank(eve);
        pool.deposit(unit, eve);
        uint256 left = gasleft();
        pool.deposit(unit, eve);
        used[0] = left - gasleft();
        left = gasleft();
        pool.buyCover(o);
        used[1] = left - gasleft();
        left = gasleft();
        pool.extendCover(id, 60 days, type(uint256).max, o.deadline);
        used[2] = left - gasleft();
        left = gasleft();
        pool.cancelCover(id);
        used[3] = left - gasleft();
        left = gasleft();
        pool.requestRedeem(1e12, eve, eve);
        used[4] = left - gasleft();
        vm.stopPrank();
        vm.revertToStateAndDelete(snapshot);
    }
}
