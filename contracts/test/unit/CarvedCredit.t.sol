// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPocketVault} from "../../src/interfaces/IPocketVault.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {CoverOrder, PoolConfig, ProductState} from "../../src/types/PoolTypes.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What open pockets hold stands behind their product's cover, which then does not hold back other capital (CAP-4).
/// Branches: CarvedCredit.tree.
contract CarvedCreditTest is IncidentFixture {
    uint256 internal constant QUANTUM = 1e6;

    uint256 internal first; // 200,000 on product 0, and so the others

    /// @dev 600,000 of a million are covered by product 0 alone.
    function setUp() public override {
        super.setUp();
        first = _cover(0, carol, M / 5);
        _cover(0, carol, M / 5);
        _cover(0, carol, M / 5);
        skip(5 days);
    }

    function _backed(uint256 i) internal view returns (uint256) {
        return _productWord(product[i]).backed;
    }

    /// @dev Products whose pockets are counted.
    function _counted() internal view returns (uint256) {
        return _moneyWord().flags >> 4;
    }

    function _settle(address account) internal returns (uint256 shares, uint256 assets) {
        vm.prank(account);
        return pool.settleRedeemRequests(account);
    }

    /// @dev Beyond what exits must leave behind: `required` quanta, one of slack, and less than that of rounding.
    function _assertLeft(uint256 required) internal view {
        assertApproxEqAbs(pool.totalAssets(), (required + 1) * QUANTUM, 2);
    }

    function _deny(uint256 i, uint256 id) internal {
        _decide(i, id, 0);
        vault.releasePocket(terms[i], id);
    }

    // ------------------------------------------------------------- extensions

    /// @dev Who waits for an exit was promised a time at which enough cover has ended, credit aside. Cover that goes on
    /// because pockets stand behind other cover would move that time away.
    function test_EXIT4_NoExtensionOnTheStrengthOfPockets() public {
        uint256 other = _cover(1, dave, M / 10);
        _carveFor(0, 0.75e18);
        uint256 state = vm.snapshotState();
        _fund(dave, address(pool), M / 10);
        vm.startPrank(dave);
        pool.extendCover(other, 30 days, M / 10, vm.getBlockTimestamp());
        vm.stopPrank();
        vm.revertToState(state);

        _request(alice, 3e17);
        (, uint256 latest) = pool.redeemSchedule(alice);
        _fund(dave, address(pool), M / 10);
        vm.startPrank(dave);
        vm.expectRevert(abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        pool.extendCover(other, 30 days, M / 10, vm.getBlockTimestamp());
        vm.expectRevert(abi.encodeWithSelector(Errors.CapitalRequired.selector, 0));
        pool.quoteExtension(other, 30 days);
        vm.stopPrank();
        (, uint256 still) = pool.redeemSchedule(alice);
        assertEq(still, latest);
        assertGt(latest, vm.getBlockTimestamp() + 10 days, "it waits for cover to end");
        // With the credit there is room for it now.
        skip(10 days);
        (uint256 shares,) = _settle(alice);
        assertEq(shares, 3e17);
    }

    // ------------------------------------------------------------------ exits

    function test_CAP4_ExitsLeaveWhatCoverNeeds() public {
        _request(alice, 6e17);
        skip(10 days);
        _settle(alice);
        _assertLeft(600_000);
    }

    function test_CAP4_WhatThePocketHoldsNeedNotStayTwice() public {
        _request(alice, 6e17);
        skip(10 days);
        _carveFor(0, 0.5e18);
        assertEq(_backed(0), 300_000);
        assertEq(_counted(), 1);
        _settle(alice);
        _assertLeft(300_000);
        assertGe(_inVault() + pool.totalAssets(), pool.committedCover(product[0]), "all of it is still there");
    }

    function test_CAP4_AllMayLeaveWhereThePocketHoldsAll() public {
        _request(alice, 6e17);
        _request(bob, 4e17);
        skip(10 days);
        _carveFor(0, 1e18);
        (uint256 shares,) = _settle(bob);
        assertEq(shares, 1e18);
        assertEq(_inVault(), pool.committedCover(product[0]));
    }

    /// @dev A payout takes the same off the cover and off what stands behind it: nobody may leave for it.
    function test_CAP4_ClaimsMakeNoRoom() public {
        _request(alice, 6e17);
        skip(10 days);
        uint256 id = _carveFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        assertEq(_claim(first, id), 100_000e6);
        assertEq(_backed(0), 200_000);
        _settle(alice);
        _assertLeft(300_000);
    }

    function test_CAP4_ReleaseEndsTheCredit() public {
        uint256 id = _carveFor(0, 0.5e18);
        _decide(0, id, 0.5e18);
        assertEq(_claim(first, id), 100_000e6);
        skip(60 days + 1);
        vault.releasePocket(terms[0], id);
        assertEq(_backed(0), 0);
        assertEq(_counted(), 0);
        _request(alice, 6e17);
        skip(10 days);
        _settle(alice);
        _assertLeft(500_000);
    }

    /// @dev With another pocket of the product open only what that one holds still counts, to the quantum.
    function test_CAP4_ReleaseOfOneOfTwoPockets() public {
        uint256 decided = _carveFor(0, 0.3e18);
        _carveFor(0, 0.2e18);
        assertEq(_backed(0), 300_000);
        assertEq(_counted(), 1, "once");
        _decide(0, decided, 0.1e18 + 2.5e12);
        assertEq(_claim(first, decided), 20_000.5e6);
        assertEq(_backed(0), 279_999, "half a quantum more, as the cover");
        skip(60 days + 1);
        vault.releasePocket(terms[0], decided);
        assertEq(_backed(0), 119_999, "159,999.5 have gone back");
        assertEq(_counted(), 1);
    }

    /// @dev Payouts can use up what stood behind the cover before the last pocket is released.
    function test_CAP4_NothingIsLeftOfThePocket() public {
        uint256 id = _carveFor(0, 0.1e18);
        _decide(0, id, 0.1e18);
        for (uint256 i; i < 3; ++i) {
            assertEq(_counted(), 1);
            _claim(first + i, id);
        }
        assertEq(_backed(0), 0);
        assertEq(_counted(), 0);
        skip(60 days + 1);
        vault.releasePocket(terms[0], id);
        assertEq(_counted(), 0);
    }

    /// @dev A pocket of less than a quantum takes no place.
    function test_CAP4_LessThanAQuantumIsNothing() public {
        uint256 id = _carveFor(0, 0.5e12);
        assertEq(_pocketOf(0, id).reserve, 0.3e6);
        assertEq(_word(7), 0);
        assertEq(_counted(), 0);
    }

    /// @dev Cover that has ended weighs nothing that a pocket could stand behind: the rest of its cluster does.
    function test_CAP4_EndedCoverIsNotCreditedToItsNeighbours() public {
        uint256[] memory t = _poolOf(10, 2);
        for (uint256 i; i < 3; ++i) {
            _buyOn(t[0], M / 5, 60 days);
            skip(1 days);
        }
        skip(5 days);
        _carveOn(t[0], 100);
        skip(60 days + 26 days);
        uint256 carved = registry.claimTerms(t[0]).productId;
        assertEq(pool.committedCover(carved), 0);
        assertEq(_productWord(carved).backed, 600_000);
        _buyOn(t[1], 50_000e6, 300 days);
        _request(alice, 6e17);
        skip(10 days);
        _settle(alice);
        _request(bob, 4e17);
        skip(10 days);
        _settle(bob);
        _assertLeft(50_000);
    }

    // ----------------------------------------------------------------- places

    /// @dev Eight products are counted, whichever came first; a place that is free again goes to the next.
    function test_CAP4_NinthProductGetsNoCredit() public {
        uint256[] memory t = _poolOf(20, 9);
        uint256[9] memory ids;
        for (uint256 i; i < 9; ++i) {
            _buyOn(t[i], 50_000e6, 300 days);
        }
        skip(5 days);
        for (uint256 i; i < 9; ++i) {
            ids[i] = _carveOn(t[i], 100 + i);
            assertEq(_productWord(registry.claimTerms(t[i]).productId).backed, i < 8 ? 50_000 : 0);
            assertEq(_counted(), i < 8 ? i + 1 : 8);
        }
        // The ninth's cover weighs on equity; that of the eight does not.
        uint256 snapshot = vm.snapshotState();
        _request(alice, 6e17);
        _request(bob, 4e17);
        skip(10 days);
        _settle(bob);
        _assertLeft(50_000);
        vm.revertToState(snapshot);
        _release(t[2], ids[2]);
        _release(t[8], ids[8]);
        assertEq(_counted(), 7);
        ids[8] = _carveOn(t[8], 108);
        assertEq(_productWord(registry.claimTerms(t[8]).productId).backed, 50_000, "in the place of the third");
        assertEq(_counted(), 8);
        ids[2] = _carveOn(t[2], 102);
        assertEq(_productWord(registry.claimTerms(t[2]).productId).backed, 0);
        assertEq(_counted(), 8);
    }

    /// @dev PREM-5: quotes made elsewhere rest on the same products, and not on those of the past.
    function test_PREM5_SnapshotHasTheProductsThatCount() public {
        _cover(1, dave, M / 10);
        skip(5 days);
        uint256 id = _carveFor(0, 0.1e18);
        _carveFor(1, 1e18);
        _deny(0, id);
        ProductState[] memory backed = pool.snapshot(new uint256[](0)).backed;
        assertEq(backed.length, 1);
        assertEq(backed[0].productId, product[1]);
        assertEq(backed[0].product, _mapped(15, product[1]));
        assertEq(backed[0].levels, _mapped(16, product[1]));
    }

    /// @dev A product that comes back takes its own place, though an earlier one is free: in two it would count twice.
    function test_CAP4_ProductHasOnePlace() public {
        _cover(1, dave, M / 10);
        skip(5 days);
        uint256 a = _carveFor(0, 0.1e18);
        uint256 b = _carveFor(1, 1e18);
        bytes32 places = _word(7);
        assertEq(uint256(places), product[1] << 32 | product[0]);
        _deny(0, a);
        _deny(1, b);
        assertEq(_word(7), places, "not cleared");
        _carveFor(1, 1e18);
        assertEq(_word(7), places);
        assertEq(_counted(), 1);
    }

    // --------------------------------------------------------------- internals

    /// @dev A pool of a million with products of one cluster; their incidents are on subjects from 100.
    function _poolOf(uint256 cluster, uint256 count) private returns (uint256[] memory t) {
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = _createPool(c);
        vault = IPocketVault(pool.pocketVault());
        t = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            vm.startPrank(owner);
            Terms memory x = _scripted(registry.listProduct(cluster, sponsor, "More"));
            (x.subject, x.deductible) = (uint96(100 + i), 0);
            t[i] = registry.publishTerms(x, _pins());
            vm.stopPrank();
            _addTerms(pool, t[i]);
        }
        _depositTogether(6 * M / 10, 4 * M / 10);
    }

    function _buyOn(uint256 termsId_, uint256 amount, uint256 duration) private {
        _fund(dave, address(pool), amount);
        CoverOrder memory o = _order(dave, amount, duration);
        o.termsId = termsId_;
        vm.prank(dave);
        pool.buyCover(o);
    }

    function _carveOn(uint256 termsId_, uint256 subject) private returns (uint256 id) {
        id = resolver.report(uint96(subject), vm.getBlockTimestamp(), 0, 1e18);
        vault.carve(termsId_, id);
    }

    function _release(uint256 termsId_, uint256 id) private {
        resolver.decide(id, vm.getBlockTimestamp(), 0);
        vault.releasePocket(termsId_, id);
    }
}
