// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../src/claims/ClaimTypes.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {Errors} from "../../src/common/Errors.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice Deposit, transfer and request in one transaction.
contract FlashLender {
    function attack(ICoverPool pool, address asset, uint256 amount) external {
        (bool done,) = asset.call(abi.encodeWithSignature("approve(address,uint256)", address(pool), amount));
        require(done);
        uint256 shares = pool.deposit(amount, address(this));
        pool.transfer(address(1), shares / 3);
        pool.requestRedeem(shares - shares / 3, address(this), address(this));
    }
}

/// @notice Threats to the share price and to capital: T-01 … T-05, T-63.
contract CapitalThreatsTest is UnitFixture {
    /// @dev Terms without a deductible: a total loss draws a cover to nothing.
    function _scripted(uint256 product) internal view override returns (Terms memory t) {
        t = super._scripted(product);
        t.deductible = 0;
    }

    /// @dev A pool in which no constant stands in for seasoned capital.
    function _damped() internal {
        PoolConfig memory c = _monoline();
        c.startEquity = 1000 * unit;
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, scriptedTerms);
    }

    // ------------------------------------------------------------------- T-01

    /// @dev POOL-3: the victim keeps 99.9 % (and all but one unit), the attacker ends with less than it began with.
    function testFuzz_T01_FirstDepositorInflation(uint256 seed, uint256 donation, uint256 victims) public {
        // What is below a unit is the pool's, for whoever comes first too.
        uint256 least = pool.poolConstants().assetUnit;
        uint256 first = bound(seed, 1, 1000) * least;
        donation = bound(donation, 0, 1e12 * unit);
        victims = bound(victims, least, 1e9 * unit);
        uint256 mine = _deposit(eve, first);
        usdc.mint(address(pool), donation);
        uint256 shares = _deposit(alice, victims);
        uint256 back = pool.convertToAssets(shares);
        assertGe(back + 2 * least - 1, victims, "victim");
        assertGe(back * 1000 + 2000 * least, victims * 999, "99.9 %");
        assertLe(pool.convertToAssets(mine), first, "attacker: its deposit at most, the donation gone");
    }

    // ------------------------------------------------------------------- T-02

    function test_T02_DonationsMoveNothing() public {
        _deposit(alice, 10_000_000 * unit);
        (uint256 coverId,) = _buyScripted(carol, 1_000_000 * unit, 90 days);
        (uint256 gift,) = _buyScripted(carol, 1000 * unit, 90 days);
        bytes32 before = _readings();
        (, bytes memory extension) = address(pool).staticcall(abi.encodeWithSignature("nextSegment()"));
        address[8] memory all = [
            address(shareLoss),
            abi.decode(extension, (address)),
            address(pool),
            address(vault),
            address(coverToken),
            address(factory),
            address(poolConfigurator),
            address(registry)
        ];
        // Shares cannot even be sent to the pool or to nobody.
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("to")));
        pool.transfer(address(pool), 1);
        vm.stopPrank();
        uint256 snapshot = vm.snapshotState();
        for (uint256 i; i < all.length; ++i) {
            usdc.mint(all[i], 5_000_000 * unit);
            vm.deal(all[i], 5 ether);
            if (all[i] != address(pool)) {
                vm.prank(alice);
                pool.transfer(all[i], 1);
            }
            vm.prank(carol);
            coverToken.transferFrom(carol, all[i], gift);
            assertEq(_readings(), before, "accounting");
            _flows(coverId);
            vm.revertToState(snapshot);
        }
    }

    function _readings() internal view returns (bytes32) {
        return keccak256(
            abi.encode(
                pool.totalAssets(),
                pool.totalSupply(),
                pool.convertToAssets(1e24),
                pool.maxDeposit(alice),
                pool.quoteCover(scriptedTerms, 777 * unit, 30 days),
                pool.committedCover(scriptedProduct)
            )
        );
    }

    function _flows(uint256 coverId) internal {
        _deposit(bob, 1000 * unit);
        _request(bob, pool.balanceOf(bob));
        skip(COOLDOWN);
        (uint256 id, uint256 reserve) = _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        assertEq(reserve, 500_500 * unit);
        assertEq(vault.claimPayout(coverId, id), 500_000 * unit);
        pool.settleRedeemRequests(bob);
        _redeemAll(bob);
        assertGt(usdc.balanceOf(bob), 900 * unit);
        skip(60 days + 1);
        vault.settleCase(scriptedTerms, id);
        vm.prank(alice);
        vault.collectReturns(alice, alice, 8);
        _assertSolvent();
    }

    // ------------------------------------------------------------------- T-03

    function _gain(uint256 deposited) internal view returns (int256) {
        return int256(pool.convertToAssets(pool.balanceOf(eve))) - int256(deposited);
    }

    /// @dev Ten times the pool, just before each event: what is gained at once is nothing.
    function test_T03_JustInTimeCapitalGainsNothingFromEvents() public {
        _deposit(alice, 10_000_000 * unit);
        (uint256 coverId,) = _buyScripted(carol, 1_000_000 * unit, 90 days);
        skip(4 days);
        uint256 much = 100_000_000 * unit;
        uint256 snapshot = vm.snapshotState();

        _deposit(eve, much);
        _buyScripted(dave, 1_000_000 * unit, 365 days);
        assertLe(_gain(much), 0, "a purchase");
        vm.revertToState(snapshot);

        vm.warp(_coverOf(coverId).end - 1);
        _deposit(eve, much);
        skip(1);
        assertLe(_gain(much), int256(unit), "the last second of a stream");
        pool.processExpiries();
        assertLe(_gain(much), int256(unit), "an expiry");
        vm.revertToState(snapshot);

        _deposit(eve, much);
        vm.prank(carol);
        pool.cancelCover(coverId);
        assertLe(_gain(much), int256(unit / 500), "a cancellation");
        vm.revertToState(snapshot);

        _request(alice, pool.balanceOf(alice) / 2);
        skip(COOLDOWN);
        _deposit(eve, much);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertLe(_gain(much), 0, "a settlement");
        vm.revertToState(snapshot);

        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        vault.applyVerdict(scriptedTerms, id);
        skip(60 days + 1);
        _deposit(eve, much);
        vault.settleCase(scriptedTerms, id);
        assertLe(_gain(much), 0, "a release");
    }

    /// @dev And over time its part of the premium that streams while it is in, not more.
    function testFuzz_T03_ProfitIsThePremiumOfTheSecondsHeld(uint256 wait, uint256 amount) public {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 1_000_000 * unit, 90 days);
        amount = bound(amount, 1000 * unit, 100_000_000 * unit);
        _deposit(eve, amount);
        uint256 before = pool.totalAssets();
        skip(bound(wait, 0, 90 days));
        uint256 streamed = pool.totalAssets() - before;
        assertLe(_gain(amount), int256(streamed * amount / (10_000_000 * unit + amount) + 1));
    }

    // ------------------------------------------------------------------- T-04

    function test_T04_FlashCapitalChangesNobody() public {
        _damped();
        _deposit(alice, 10_000_000 * unit);
        skip(1 days);
        _buyScripted(carol, 100 * unit, 90 days);
        skip(30 days);
        _buyScripted(carol, 100 * unit, 90 days);
        uint256 price = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).premium;
        uint256 available = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).available;
        uint256 value = pool.convertToAssets(pool.balanceOf(alice));
        FlashLender flash = new FlashLender();
        usdc.mint(address(flash), 1_000_000_000 * unit);
        flash.attack(pool, address(usdc), 1_000_000_000 * unit);
        assertEq(pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).premium, price, "quote");
        assertEq(pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).available, available, "capacity");
        assertApproxEqAbs(pool.convertToAssets(pool.balanceOf(alice)), value, pool.poolConstants().assetUnit, "balance");
        assertEq(pool.maxRedeem(address(flash)), 0, "and it cannot leave in the same block");
    }

    // ------------------------------------------------------------------- T-05

    /// @dev Twenty rounds of nearly total loss: nothing overflows, and whoever is let in pays for no earlier loss.
    function test_T05_TwentyWipeOuts() public {
        uint256 refusals;
        for (uint256 i; i < 20; ++i) {
            if (pool.maxDeposit(alice) < 1_000_000 * unit) {
                ++refusals;
                assertEq(pool.maxMint(alice) == 0, pool.maxDeposit(alice) == 0);
                skip(30 days);
                continue;
            }
            uint256 shares = _deposit(alice, 1_000_000 * unit);
            assertGe(pool.convertToAssets(shares) + 1, 999_999 * unit, "no old loss");
            _wipeOut();
        }
        assertGt(refusals, 0, "POOL-8 stopped it");
        // Share numbers end at their width at the latest: a release then mints what is left of it, and never more value.
        assertLe(pool.totalSupply(), type(uint112).max, "no blow-up");
        assertLe(pool.convertToAssets(pool.totalSupply()), pool.totalAssets(), "no value from nothing");
        // Exits go on.
        _request(alice, pool.balanceOf(alice));
        (, uint256 latest) = pool.redeemSchedule(alice);
        vm.warp(latest);
        pool.settleRedeemRequests(alice);
        _assertSolvent();
    }

    function _wipeOut() internal {
        uint256[] memory ids = new uint256[](5);
        for (uint256 i; i < 5; ++i) {
            uint256 available = pool.quoteCover(scriptedTerms, unit, 1 days).available;
            if (available != 0) (ids[i],) = _buyScripted(carol, available, 1 days);
            skip(1 days);
        }
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp() - 1 days - 6 hours, 1e18);
        for (uint256 i; i < 5; ++i) {
            if (ids[i] != 0 && vault.previewPayout(ids[i], id) != 0) vault.claimPayout(ids[i], id);
        }
        if (vault.getCase(vault.caseIdOf(scriptedTerms, id)).status == CaseStatus.Open) {
            vault.applyVerdict(scriptedTerms, id);
        }
        skip(60 days + 1);
        vault.settleCase(scriptedTerms, id);
    }

    /// After everybody has left, premium of drawn covers streams on. Whoever comes next must not lose to nobody.
    function testFuzz_T05_NewcomerAfterTheLastHasLeft(uint256 amount) public {
        _deposit(alice, 1_000_000 * unit);
        (uint256 coverId,) = _buyScripted(carol, 200_000 * unit, 365 days);
        skip(4 days);
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        assertEq(vault.claimPayout(coverId, id), 200_000 * unit);
        _request(alice, pool.balanceOf(alice));
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        assertEq(pool.totalSupply(), 0);
        skip(100 days);
        amount = bound(amount, unit, 1_000_000 * unit);
        uint256 shares = _deposit(bob, amount);
        assertGe(pool.convertToAssets(shares) * 1000, amount * 999, "99.9 %");
    }

    /// @dev The same with one share left, kept by one who means harm: a newcomer's rounding is a thousandth of what was
    /// there at most, so 99.9 % of any deposit as large as that; and the attacker has paid for all of it.
    function testFuzz_T01_NewcomerBesideTheLastShare(uint256 amount) public {
        _deposit(eve, 1_000_000 * unit);
        (uint256 coverId,) = _buyScripted(eve, 200_000 * unit, 365 days);
        skip(4 days);
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        assertEq(vault.claimPayout(coverId, id), 200_000 * unit);
        _request(eve, pool.balanceOf(eve) - 1);
        skip(COOLDOWN);
        vm.prank(eve);
        pool.settleRedeemRequests(eve);
        assertEq(pool.totalSupply(), 1);
        skip(100 days);
        uint256 equity = pool.totalAssets();
        amount = bound(amount, equity / 1000 + 1, 1_000_000 * unit);
        uint256 shares = _deposit(bob, amount);
        uint256 back = pool.convertToAssets(shares);
        assertGe(back + equity / 1000 + 1, amount, "a thousandth of what was there");
        if (amount >= equity) assertGe(back * 1000, amount * 999, "99.9 %");
        assertLe(pool.convertToAssets(1), equity / 500, "the attacker's share of it");
    }

    // ------------------------------------------------------------------- T-63

    /// @dev CAP-3: ten times the pool, for nine days: caps and prices move by a tenth a day at most.
    function test_T63_ShortLivedCapitalMovesCapsSlowly() public {
        _damped();
        _deposit(alice, 10_000_000 * unit);
        for (uint256 i; i < 100; ++i) {
            skip(1 days);
            if (i % 10 == 0) _buyScripted(carol, unit, 30 days);
        }
        uint256 cap = _cap();
        assertEq(cap / 100, 100_000, "all ten million count by now");
        _deposit(eve, 100_000_000 * unit);
        assertEq(_cap(), cap, "at once: nothing");
        uint256 most = cap;
        for (uint256 i; i < 9; ++i) {
            skip(1 days);
            most = most * 11 / 10 + 1;
            assertLe(_cap(), most, "a tenth a day");
        }
        _request(eve, pool.balanceOf(eve));
        assertLe(_cap(), cap + 2, "gone as soon as it asks to leave");
    }

    /// @dev Cover units that utilisation is measured against, seen through the speed limit.
    function _cap() internal view returns (uint256) {
        return (pool.quoteCover(scriptedTerms, unit, 30 days).available / unit) * 4;
    }
}

/// @notice The same with 18 decimals, where one virtual share stands against one virtual unit.
contract CapitalThreats18Test is CapitalThreatsTest {
    function decimals() internal pure override returns (uint8) {
        return 18;
    }
}
