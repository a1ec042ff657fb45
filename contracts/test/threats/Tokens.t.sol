// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {Errors} from "../../src/common/Errors.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {CoverOrder, PoolConfig} from "../../src/pool/PoolTypes.sol";
import {OddToken} from "../mocks/OddToken.sol";
import {Reentrant} from "../mocks/Reentrant.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice Threats by tokens and callbacks: T-33, T-34, T-35, T-41.
contract TokenThreatsTest is UnitFixture {
    OddToken internal odd;
    Reentrant internal hook;
    uint256 internal oddTerms;
    uint256 internal oddProduct;
    ICoverPool internal usdcPool;

    function setUp() public override {
        super.setUp();
        odd = new OddToken(decimals());
        hook = new Reentrant();
        vm.startPrank(owner);
        oddProduct = registry.listProduct(7, sponsor, "Odd");
        Terms memory t = _scripted(oddProduct);
        t.asset = address(odd);
        oddTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        c.asset = address(odd);
        usdcPool = pool;
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, oddTerms);
    }

    function _give(address account, uint256 amount) internal {
        odd.mint(account, amount);
        vm.prank(account);
        odd.approve(address(pool), type(uint256).max);
    }

    function _put(address account, uint256 amount) internal {
        _give(account, amount);
        vm.prank(account);
        pool.deposit(amount, account);
    }

    function _oddOrder(address buyer) internal view returns (CoverOrder memory o) {
        o = _order(buyer, 1000 * unit, 90 days);
        o.termsId = oddTerms;
    }

    function _sell(address buyer) internal returns (uint256 coverId) {
        _give(buyer, 1000 * unit);
        CoverOrder memory o = _oddOrder(buyer);
        vm.prank(buyer);
        (coverId,) = pool.buyCover(o);
    }

    /// @dev Every transfer in and out once; returns all that it leads to.
    function _story() internal returns (bytes32) {
        _put(alice, 100_000 * unit);
        _give(bob, 1000 * unit);
        vm.prank(bob);
        pool.mint(1e14, bob);
        uint256 coverId = _sell(carol);
        uint256 other = _sell(dave);
        _sell(manager); // never claimed: something to release
        vm.prank(carol);
        pool.extendCover(coverId, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.prank(dave);
        pool.cancelCover(other);
        poolConfigurator.collectFees(address(pool), oddProduct);
        vm.prank(manager);
        poolConfigurator.withdrawFees(address(odd), manager);
        _request(bob, 1e14);
        skip(COOLDOWN);
        vm.prank(eve);
        pool.settleRedeemRequests(bob);
        vm.startPrank(bob);
        pool.redeem(1e13, bob, bob);
        pool.withdraw(1, bob, bob);
        vm.stopPrank();
        uint256 id = resolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 0.55e18);
        vault.openCase(oddTerms, id, 0);
        vault.claimPayout(coverId, id);
        skip(60 days + 1);
        vault.settleCase(oddTerms, id);
        vm.prank(alice);
        vault.collectReturns(alice, alice, 8);
        pool.processExpiries();
        return _result(coverId);
    }

    function _result(uint256 coverId) internal view returns (bytes32) {
        bytes32[] memory slots = new bytes32[](149);
        for (uint256 i; i < slots.length; ++i) {
            slots[i] = bytes32(i);
        }
        return keccak256(
            abi.encode(
                pool.extsload(slots),
                _coverOf(coverId),
                [pool.balanceOf(alice), pool.balanceOf(bob), pool.maxWithdraw(bob), pool.totalAssets()],
                [odd.balanceOf(alice), odd.balanceOf(bob), odd.balanceOf(carol), odd.balanceOf(dave)],
                [odd.balanceOf(address(pool)), odd.balanceOf(address(vault)), odd.balanceOf(eve)]
            )
        );
    }

    // ------------------------------------------------------------------- T-33

    function _planAll() internal {
        hook.plan(address(pool), abi.encodeCall(pool.deposit, (1, address(hook))));
        hook.plan(address(pool), abi.encodeCall(pool.mint, (1, address(hook))));
        hook.plan(address(pool), abi.encodeCall(pool.requestRedeem, (1, address(hook), address(hook))));
        hook.plan(address(pool), abi.encodeCall(pool.settleRedeemRequests, (address(0))));
        hook.plan(address(pool), abi.encodeCall(pool.settleRedeemRequests, (bob)));
        hook.plan(address(pool), abi.encodeCall(pool.redeem, (1, address(hook), address(hook))));
        hook.plan(address(pool), abi.encodeCall(pool.withdraw, (1, address(hook), address(hook))));
        hook.plan(address(pool), abi.encodeCall(pool.buyCover, (_oddOrder(address(hook)))));
        hook.plan(address(pool), abi.encodeCall(pool.extendCover, (1, 1, 1, type(uint256).max)));
        hook.plan(address(pool), abi.encodeCall(pool.cancelCover, (1)));
        hook.plan(address(pool), abi.encodeCall(pool.processExpiries, ()));
        hook.plan(address(pool), abi.encodeCall(pool.collectFees, (oddProduct)));
        hook.plan(address(pool), abi.encodeCall(pool.fundCase, (oddProduct, 1, true, 0)));
        hook.plan(address(pool), abi.encodeCall(pool.returnCapital, (1)));
        hook.plan(address(pool), abi.encodeCall(pool.endSalesStop, (oddProduct)));
        hook.plan(address(pool), abi.encodeCall(pool.setShort, (true)));
        hook.plan(address(pool), abi.encodeCall(pool.drawCover, (1, CoverData.Cover(0, 0, 0, 0, false), 1)));
        hook.plan(address(pool), abi.encodePacked(pool.setPricing.selector, new bytes(11 * 32)));
        hook.plan(address(pool), abi.encodePacked(pool.setPoolTerms.selector, new bytes(11 * 32)));
        bytes[] memory inner = new bytes[](1);
        inner[0] = abi.encodeCall(pool.processExpiries, ());
        hook.plan(address(pool), abi.encodeCall(pool.multicall, (inner)));
    }

    /// @dev Each guarded function, tried from inside every transfer of a deposit: refused as re-entrance, each.
    function test_T33_EveryFunctionIsGuarded() public {
        _planAll();
        odd.setHook(address(hook));
        _put(alice, 10_000 * unit);
        assertEq(hook.tried(), 20);
        assertEq(hook.succeeded(), 0);
        assertEq(hook.refusedAsReentrant(), 20, "all by the guard, none by luck");
    }

    function test_T33_StateEqualsTheRunWithout() public {
        uint256 snapshot = vm.snapshotState();
        bytes32 quiet = _story();
        vm.revertToState(snapshot);
        _planAll();
        hook.plan(address(vault), abi.encodeCall(vault.openCase, (oddTerms, 1, 0)));
        hook.plan(address(vault), abi.encodeCall(vault.applyVerdict, (oddTerms, 1)));
        hook.plan(address(vault), abi.encodeCall(vault.claimPayout, (pool.poolId() << 64 | oddTerms << 32 | 1, 1)));
        hook.plan(address(vault), abi.encodeCall(vault.settleCase, (oddTerms, 1)));
        hook.plan(address(vault), abi.encodeCall(vault.collectReturns, (address(hook), address(hook), 8)));
        odd.setHook(address(hook));
        assertEq(_story(), quiet);
        // Between calls of the pool, while other parts pay, anyone may do its upkeep; nothing else came through.
        bytes memory last = hook.succeededCall();
        assertEq(bytes4(last), pool.multicall.selector);
        assertLe(hook.succeeded(), 6);
        assertGt(hook.tried(), 20 * 10, "the hook was there at each transfer");
    }

    /// @dev Views inside a transfer: no share price that the caller could use, neither above nor below.
    function test_T33_PriceInsideATransferIsNoTrap() public {
        _put(alice, 10_000 * unit);
        uint256 sold = _sell(carol);
        skip(5 days);
        uint256 price = pool.convertToAssets(1e24);
        Watcher watcher = new Watcher(pool);
        odd.setHook(address(watcher));
        _put(bob, 777 * unit);
        assertApproxEqRel(watcher.seen(), price, 1e6, "deposit");
        vm.prank(carol);
        pool.cancelCover(sold);
        assertEq(watcher.seen(), pool.convertToAssets(1e24), "cancel: as it is afterwards");
    }

    /// @dev Tokens of covers are minted without a callback: no receiver is ever called.
    function test_T33_MintCallsNoReceiver() public {
        _put(alice, 10_000 * unit);
        _planAll();
        _give(dave, 1000 * unit);
        CoverOrder memory o = _oddOrder(dave);
        o.onBehalf = address(hook);
        vm.prank(dave);
        pool.buyCover(o);
        assertEq(hook.tried(), 0);
        assertEq(coverToken.ownerOf(pool.poolId() << 64 | oddTerms << 32 | 1), address(hook));
    }

    // ------------------------------------------------------------------- T-34

    function test_RevertWhen_T34_TokenTakesAFee() public {
        _put(alice, 10_000 * unit);
        odd.setOddity(OddToken.Oddity.Fee);
        _give(bob, 10_000 * unit);
        CoverOrder memory o = _oddOrder(bob);
        vm.startPrank(bob);
        bytes memory reason = abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        vm.expectRevert(reason);
        pool.deposit(1000 * unit, bob);
        vm.expectRevert(reason);
        pool.mint(1e14, bob);
        vm.expectRevert(reason);
        pool.buyCover(o);
        vm.stopPrank();
        assertEq(pool.totalAssets(), 10_000 * unit);
        odd.mint(sponsor, 1000 * unit);
        vm.startPrank(sponsor);
        odd.approve(address(vault), 1000 * unit);
        vm.expectRevert(reason);
        vault.postFirstLoss(oddProduct, 1000 * unit);
        vm.stopPrank();
    }

    /// @dev What a token delivers beyond the amount would belong to nobody.
    function test_RevertWhen_T34_TokenDeliversMore() public {
        odd.setOddity(OddToken.Oddity.Bonus);
        bytes memory reason = abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        _give(bob, 1000 * unit);
        vm.prank(bob);
        vm.expectRevert(reason);
        pool.deposit(1000 * unit, bob);
        odd.mint(sponsor, 1000 * unit);
        vm.startPrank(sponsor);
        odd.approve(address(vault), 1000 * unit);
        vm.expectRevert(reason);
        vault.postFirstLoss(oddProduct, 1000 * unit);
        vm.stopPrank();
    }

    /// @dev PREM-6: fees are credited as they arrive. What a token delivers less creates no credit, what it does not let go is
    /// still there to be collected, and what it delivers more is divided like the rest.
    function test_T34_PREM6_FeesAreCreditedAsTheyArrive() public {
        _put(alice, 10_000 * unit);
        _sell(carol);
        uint256 fees = _feesIn();
        assertGt(fees, 100, "something to tell a part of");
        uint256 snapshot = vm.snapshotState();
        odd.setOddity(OddToken.Oddity.Fee);
        _collect(fees - fees / 100);
        assertEq(_feesIn(), 0, "all has left the pool");
        vm.revertToState(snapshot);

        odd.setOddity(OddToken.Oddity.Bonus);
        _collect(fees + fees / 100);
        assertEq(_feesIn(), 0);
        vm.revertToState(snapshot);

        odd.setHook(address(hook));
        hook.plan(address(odd), abi.encodeCall(odd.mint, (address(pool), fees + 1)));
        _collect(fees);
        assertEq(_feesIn(), fees, "more has come than left");
        vm.revertToState(snapshot);

        odd.setOddity(OddToken.Oddity.Silent);
        _collect(0);
        assertEq(_feesIn(), fees, "nothing has left, nothing is forgotten");
        odd.setOddity(OddToken.Oddity.None);
        _collect(fees);
        assertEq(_feesIn(), 0);
    }

    /// @dev What is collected, credited, and held for it are the same.
    function _collect(uint256 expected) internal {
        (uint256 managerPart, uint256 sponsorPart) = poolConfigurator.collectFees(address(pool), oddProduct);
        assertEq(managerPart + sponsorPart, expected, "arrived");
        assertEq(odd.balanceOf(address(poolConfigurator)), expected, "held");
        address odd_ = address(odd);
        assertEq(
            poolConfigurator.feesOwed(odd_, manager) + poolConfigurator.feesOwed(odd_, sponsor), expected, "credited"
        );
    }

    function _feesIn() internal view returns (uint256) {
        return _productWord(oddProduct).fees;
    }

    /// @dev PREM-6: a token that collects another pool's fees, or withdraws, in the middle of a collection has nothing counted
    /// twice.
    function test_T33_PREM6_FeesAreNotCountedTwice() public {
        PoolConfig memory c = _monoline();
        c.asset = address(odd);
        (ICoverPool first, ICoverPool second) = (pool, _createPool(c));
        _addTerms(second, oddTerms);
        pool = second;
        _put(alice, 10_000 * unit);
        _sell(carol);
        pool = first;
        _put(alice, 10_000 * unit);
        _sell(carol);
        uint256 fees = _feesIn();
        hook.plan(
            address(poolConfigurator), abi.encodeCall(poolConfigurator.collectFees, (address(second), oddProduct))
        );
        hook.plan(
            address(poolConfigurator), abi.encodeCall(poolConfigurator.withdrawFees, (address(odd), address(hook)))
        );
        odd.setHook(address(hook));
        _collect(fees);
        assertEq(hook.refusedAsReentrant(), 2);
    }

    function test_T34_TokenThatReturnsNothingWorks() public {
        uint256 snapshot = vm.snapshotState();
        bytes32 plain = _story();
        vm.revertToState(snapshot);
        odd.setOddity(OddToken.Oddity.NoReturn);
        assertEq(_story(), plain);
    }

    function test_RevertWhen_T34_TokenReturnsFalse() public {
        _put(alice, 10_000 * unit);
        _request(alice, 1e14);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        odd.setOddity(OddToken.Oddity.False);
        _give(bob, 1000 * unit);
        vm.prank(bob);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.deposit(1000 * unit, bob);
        vm.prank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.redeem(1e14, alice, alice);
        assertEq(pool.maxRedeem(alice), 1e14, "still there");
    }

    /// @dev A blocked payee is redirected by itself, or paid later; nobody else waits for it.
    function test_T34_BlockedPayees() public {
        _put(alice, 10_000 * unit);
        _put(bob, 10_000 * unit);
        uint256 coverId = _sell(carol);
        uint256 other = _sell(dave);
        skip(4 days);
        uint256 id = resolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 0.55e18);
        vault.openCase(oddTerms, id, 0);
        odd.block_(carol, true);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        vault.claimPayout(coverId, id);
        assertEq(vault.claimPayout(other, id), 500 * unit, "another is paid");
        vm.prank(carol);
        coverToken.transferFrom(carol, eve, coverId);
        assertEq(vault.claimPayout(coverId, id), 500 * unit, "redirected by its owner");

        odd.block_(alice, true);
        _request(alice, 1e14);
        _request(bob, 1e14);
        skip(COOLDOWN);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        vm.startPrank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.redeem(1e14, alice, alice);
        assertGt(pool.redeem(1e14, eve, alice), 0, "to another receiver");
        vm.stopPrank();
        vm.prank(bob);
        assertGt(pool.redeem(1e14, bob, bob), 0, "nobody waits for a blocked one");
    }

    function test_T34_PausedTokenStopsNothingForGood() public {
        _put(alice, 10_000 * unit);
        _request(alice, 1e14);
        skip(COOLDOWN);
        odd.setPaused(true);
        vm.prank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.settleRedeemRequests(alice);
        odd.setPaused(false);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        odd.setPaused(true);
        vm.prank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.redeem(1e14, alice, alice);
        odd.setPaused(false);
        vm.prank(alice);
        assertEq(pool.redeem(1e14, alice, alice), 100 * unit);
    }

    /// @dev POOL-10: while the asset stands still nobody is settled, by whatever call: not by a stranger for a tip, nor for
    /// one that rounds to nothing, not by the controller, a deposit or a request. Requests are taken all the same.
    function test_T34_POOL10_PausedTokenSettlesNobody() public {
        _put(alice, 10_000 * unit);
        _put(bob, 10_000 * unit);
        _give(carol, 1000 * unit);
        _request(alice, 1e12);
        skip(COOLDOWN + 2 days);
        odd.setPaused(true);
        uint256 snapshot = vm.snapshotState();
        for (uint256 i; i < 2; ++i) {
            address[2] memory targets = [address(0), alice];
            address[3] memory callers = [alice, eve, bob];
            for (uint256 k; k < 3; ++k) {
                vm.prank(callers[k]);
                vm.expectRevert(SafeTransferLib.TransferFailed.selector);
                pool.settleRedeemRequests(targets[i]);
            }
        }
        vm.prank(carol);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.deposit(1000 * unit, carol);
        _request(bob, 1e14);
        assertEq(pool.pendingRedeemRequest(0, alice), 1e12);
        assertEq(pool.pendingRedeemRequest(0, bob), 1e14);
        assertEq(_exitsWord().checkpoints, 0);
        // What is worth nothing takes nothing along: it keeps nobody behind it waiting.
        vm.revertToState(snapshot);
        odd.setPaused(false);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(alice, 1);
        skip(COOLDOWN);
        odd.setPaused(true);
        vm.prank(alice);
        (uint256 shares, uint256 assets) = pool.settleRedeemRequests(alice);
        assertEq(shares, 1);
        assertEq(assets, 0);
    }

    /// @dev POOL-10: a loss that happens while the asset stands still is borne by those who wanted to leave meanwhile: nobody
    /// could set capital aside for it, and nobody got away from it.
    function test_T34_POOL10_NobodyLeavesBehindAPause() public {
        _put(alice, 10_000 * unit);
        _put(bob, 10_000 * unit);
        uint256 coverId = _sell(carol);
        _request(alice, 1e16);
        skip(COOLDOWN - 1 days);
        odd.setPaused(true);
        uint256 id = resolver.report(0, vm.getBlockTimestamp(), vm.getBlockTimestamp(), 1e18);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        vault.openCase(oddTerms, id, 0);
        skip(3 days);
        vm.prank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.settleRedeemRequests(alice);
        odd.setPaused(false);
        vault.openCase(oddTerms, id, 0);
        vm.prank(alice);
        (, uint256 assets) = pool.settleRedeemRequests(alice);
        assertLe(assets, (20_000 - 950 + 10) * unit / 2, "half of the loss is hers");
        assertEq(vault.claimPayout(coverId, id), 950 * unit);
    }

    /// @dev POOL-10: the unit that shows it comes back at once: what was settled is there to the unit, and a controller pays
    /// nothing for settling its own exit.
    function test_POOL10_ShowingThatTheAssetMovesCostsNothing() public {
        _put(alice, 10_000 * unit);
        _request(alice, 1e16);
        skip(COOLDOWN);
        uint256 held = odd.balanceOf(address(pool));
        vm.prank(alice);
        (, uint256 assets) = pool.settleRedeemRequests(alice);
        assertEq(odd.balanceOf(address(pool)), held);
        assertEq(pool.maxWithdraw(alice), assets);
        _redeemAll(alice);
        assertEq(odd.balanceOf(address(pool)), held - assets);
    }

    /// @dev 0, 2 and 24 decimals are refused at creation, and 5 and 19; everything from 6 to 18 works.
    function test_T34_Decimals() public {
        PoolConfig memory c = _monoline();
        uint8[5] memory refused = [0, 2, 5, 19, 24];
        for (uint256 i; i < refused.length; ++i) {
            c.asset = address(new OddToken(refused[i]));
            vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("decimals")));
            factory.createPool(c);
        }
        for (uint8 d = 6; d <= 18; ++d) {
            odd = new OddToken(d);
            c.asset = address(odd);
            c.coverUnit = 10 ** d;
            pool = _createPool(c);
            _put(alice, 1000 * 10 ** d);
            assertEq(pool.totalAssets(), 1000 * 10 ** d);
            uint256 shares = pool.balanceOf(alice);
            _request(alice, shares);
            skip(COOLDOWN);
            vm.prank(alice);
            pool.settleRedeemRequests(alice);
            vm.prank(alice);
            assertEq(pool.redeem(shares, alice, alice), 1000 * 10 ** d);
        }
    }

    /// @dev A rebase upwards is a donation. One downwards harms the token's own pool, whose last cannot be paid; what was
    /// counted stays counted, and other pools see nothing of it.
    function test_T34_Rebases() public {
        _put(alice, 10_000 * unit);
        _put(bob, 10_000 * unit);
        uint256 price = pool.convertToAssets(1e24);
        odd.mint(address(pool), 5000 * unit);
        assertEq(pool.convertToAssets(1e24), price, "upwards");
        odd.shrink(address(pool), 10_000 * unit);
        assertEq(pool.convertToAssets(1e24), price, "downwards");
        _request(alice, 1e16);
        _request(bob, 1e16);
        skip(COOLDOWN);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        vm.prank(alice);
        assertEq(pool.redeem(1e16, alice, alice), 10_000 * unit, "who comes first");
        vm.prank(bob);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.redeem(1e16, bob, bob);
        vm.prank(bob);
        assertEq(pool.redeem(0.5e16, bob, bob), 5000 * unit, "as far as there is any");
        pool = usdcPool;
        _deposit(alice, 1000 * unit);
        assertEq(pool.totalAssets(), 1000 * unit);
        _assertSolvent();
    }

    /// @dev A token that blocks the pool itself stops the pool's payments, and nothing else; nothing is lost by it.
    function test_T34_BlockedPoolLosesNothing() public {
        _put(alice, 10_000 * unit);
        uint256 coverId = _sell(carol);
        skip(4 days);
        _request(alice, 1e15);
        odd.block_(address(pool), true);
        skip(COOLDOWN);
        vm.startPrank(alice);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.settleRedeemRequests(alice);
        odd.block_(address(pool), false);
        pool.settleRedeemRequests(alice);
        odd.block_(address(pool), true);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        pool.redeem(1e15, alice, alice);
        vm.stopPrank();
        assertEq(_coverOf(coverId).amount, 1000, "cover stays in force");
        uint256 claim = pool.maxWithdraw(alice);
        odd.block_(address(pool), false);
        vm.prank(alice);
        assertEq(pool.redeem(1e15, alice, alice), claim);
    }

    // ------------------------------------------------------------------- T-35

    /// @dev An allowance to the pool is used by its owner's own calls only.
    function test_T35_OnlyTheCallerPays() public {
        _put(alice, 10_000 * unit);
        _give(carol, 10_000 * unit);
        uint256 coverId = _sell(dave);
        CoverOrder memory o = _oddOrder(carol);
        vm.startPrank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.deposit(1000 * unit, carol);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.buyCover(o);
        vm.stopPrank();
        vm.prank(dave);
        coverToken.setApprovalForAll(eve, true);
        vm.prank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.extendCover(coverId, 1 days, type(uint256).max, vm.getBlockTimestamp());
        assertEq(odd.balanceOf(carol), 10_000 * unit);
    }

    function test_T35_ProtocolGivesNoAllowances() public {
        _story();
        address[6] memory parts = [
            address(pool),
            address(vault),
            address(poolConfigurator),
            address(coverToken),
            address(factory),
            address(registry)
        ];
        for (uint256 i; i < parts.length; ++i) {
            for (uint256 j; j < parts.length; ++j) {
                assertEq(odd.allowance(parts[i], parts[j]), 0);
                assertEq(pool.allowance(parts[i], parts[j]), 0);
            }
            assertEq(odd.allowance(parts[i], eve), 0);
        }
    }

    // ------------------------------------------------------------------- T-41

    /// @dev A hostile asset hurts its own pool only.
    function test_T41_HostileAssetHurtsItsOwnPoolOnly() public {
        _put(alice, 10_000 * unit);
        odd.setPaused(true);
        pool = usdcPool;
        _deposit(alice, 10_000 * unit);
        _buyScripted(carol, 1000 * unit, 30 days);
        assertEq(pool.totalAssets(), 10_000 * unit);
        _assertSolvent();
    }
}

/// @notice Looks at a pool's price whenever a token moves.
contract Watcher {
    ICoverPool internal immutable _pool;
    uint256 public seen;

    constructor(ICoverPool pool) {
        _pool = pool;
    }

    function onTokenMoved() external {
        seen = _pool.convertToAssets(1e24);
    }
}
