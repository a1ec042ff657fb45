// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/interfaces/IPocketVaultCore.sol";
import {Terms} from "../../src/interfaces/IProductRegistry.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {PocketStatus} from "../../src/types/PocketTypes.sol";
import {UnitFixture} from "./UnitFixture.sol";

/// @notice Edges of pockets that the invariants' search or its model brought up.
contract PocketEdgesTest is UnitFixture {
    uint256 internal otherProduct;
    uint256 internal otherTerms;
    uint256 internal proofTerms;

    function setUp() public override {
        super.setUp();
        (otherProduct, otherTerms) = _listScripted("Another", 3);
        _addTerms(pool, otherTerms);
        _listByProof();
        _deposit(alice, 2_000_000 * unit);
        _buyScripted(carol, 400_000 * unit, 90 days);
        skip(10 days);
    }

    /// @dev CAP-4: the estate of a shortage pays one product's claims with another's pocket. That pocket, still open, stood
    /// behind cover with assets that were gone, and shares could leave on the strength of it.
    function test_CAP4_NoCreditOutlivesAShortage() public {
        uint256 otherCover = _buyOn(otherTerms, dave, 400_000 * unit);
        skip(10 days);
        (uint256 denied,) = _carve(vm.getBlockTimestamp(), 1e18);
        assertEq(_productWord(scriptedProduct).backed, 380_000, "95 % of its cover");
        // Another loss has left the pool with next to nothing.
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) - pool.totalAssets() + 1000 * unit));
        uint256 hit = _incident(vm.getBlockTimestamp(), 1e18);
        vault.carve(otherTerms, hit);
        resolver.decide(denied, vm.getBlockTimestamp(), 0);
        vault.applyVerdict(scriptedTerms, denied);
        vault.claimPayout(otherCover, hit);
        skip(60 days + 1);
        assertEq(vault.claimPayout(otherCover, hit), 380_000 * unit, "paid by the denied incident's pocket");
        vault.releasePocket(otherTerms, hit);
        assertGt(pool.maxDeposit(alice), 0, "the shortage is over");
        assertEq(_productWord(scriptedProduct).openPockets, 1);
        assertEq(_productWord(scriptedProduct).backed, 0, "nothing stands behind its cover");
        assertEq(_moneyWord().flags, 0, "nor behind any other's");
    }

    /// @dev "All that there is", also by whoever has collected before.
    function test_INC5_CollectsAnyNumberOfReturns() public {
        for (uint256 i; i < 2; ++i) {
            (uint256 id,) = _carve(vm.getBlockTimestamp(), 1e18);
            resolver.decide(id, vm.getBlockTimestamp(), 0);
            (, uint256 shares) = vault.releasePocket(scriptedTerms, id);
            vm.prank(alice);
            assertApproxEqAbs(vault.collectEntitlement(alice, alice, type(uint256).max), shares, 1);
        }
    }

    /// @dev CLAIM-3: a table whose published total is nothing promises nothing, so nobody need challenge its lines. They
    /// could be claimed in the second in which the verdict was applied.
    function test_CLAIM3_ATableWithoutATotalIsADenial() public {
        uint256 coverId = _buyOn(proofTerms, eve, 100_000 * unit);
        skip(10 days);
        uint256 id = resolver.report(0, vm.getBlockTimestamp(), 0, 1e18);
        vault.carve(proofTerms, id);
        resolver.publish(id, vm.getBlockTimestamp(), vault.leafOf(0, eve, 100_000 * unit), 0);
        LossProof memory proof =
            LossProof({index: 0, loss: 100_000 * unit, resolver: address(resolver), proof: new bytes32[](0)});
        vault.applyVerdict(proofTerms, id);
        assertTrue(vault.getPocket(vault.pocketIdOf(proofTerms, id)).status == PocketStatus.Denied);
        assertEq(vault.getPocket(vault.pocketIdOf(proofTerms, id)).share, 0);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimLoss(coverId, id, address(0), proof);
    }

    // --------------------------------------------------------------- internals

    function _buyOn(uint256 terms, address buyer, uint256 amount) private returns (uint256 coverId) {
        uint256 before = scriptedTerms;
        scriptedTerms = terms;
        (coverId,) = _buyScripted(buyer, amount, 90 days);
        scriptedTerms = before;
    }

    function _listByProof() private {
        vm.startPrank(owner);
        uint256 product = registry.listProduct(4, sponsor, "By proof");
        Terms memory t = _scripted(product);
        t.proofOfLoss = true;
        proofTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, proofTerms);
    }
}
