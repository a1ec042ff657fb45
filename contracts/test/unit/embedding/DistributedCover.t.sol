// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {CoverData} from "../../../src/cover/CoverData.sol";
import {IPayoutDistributor} from "../../../src/embedding/IPayoutDistributor.sol";
import {LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder, PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {Lines} from "../../utils/LossLines.sol";
import {DistributorFixture} from "./DistributorFixture.sol";

/// @notice Covers that a distributor owns, from their purchase to the users' money. Branches: DistributedCover.tree.
contract DistributedCoverTest is DistributorFixture {
    address internal protocol = makeAddr("protocol");
    uint256 internal proven; // terms that pay proven losses

    function setUp() public override {
        super.setUp();
        vm.startPrank(owner);
        Terms memory t = _scripted(registry.listProduct(5, sponsor, "By proof"));
        (t.proofOfLoss, t.subject) = (true, 9);
        proven = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, proven);
        _deposit(alice, 10_000_000 * unit);
        _fund(protocol, address(pool), 1_000_000 * unit);
    }

    /// @dev The protocol buys: the distributor owns the cover, and refunds go to the protocol.
    function _buyFor(address holder, uint256 terms) private returns (uint256 coverId) {
        CoverOrder memory o = _order(holder, 100_000 * unit, 90 days);
        (o.termsId, o.insured, o.refundTo) = (terms, protocol, protocol);
        vm.prank(protocol);
        (coverId,) = pool.buyCover(o);
    }

    function test_EMB17_PayoutReachesTheUsersWhoeverClaimsIt() public {
        uint256 coverId = _buyFor(address(distributor), scriptedTerms);
        skip(10 days);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        vm.prank(eve);
        vault.claimPayout(coverId, incidentId);
        assertEq(distributor.available(), 50_000 * unit, "55 % less the deductible of 5 %");
        Lines memory t = _tableOf(50_000 * unit, 30_000 * unit, 20_000 * unit);
        uint256 id = _open(t);
        assertEq(_claim(id, t, 0), 25_000 * unit);
        assertEq(_claim(id, t, 1), 15_000 * unit);
        assertEq(_claim(id, t, 2), 10_000 * unit);
        assertEq(usdc.balanceOf(ulla), 25_000 * unit);
        assertEq(usdc.balanceOf(address(distributor)), 0);
    }

    function test_EMB17_CoverIsBoughtBeforeTheDistributorIsThere() public {
        address predicted = distributors.predictDistributor(address(usdc), publisher, treasury, "later");
        uint256 coverId = _buyFor(predicted, scriptedTerms);
        skip(10 days);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        vault.claimPayout(coverId, incidentId);
        distributor = IPayoutDistributor(distributors.createDistributor(address(usdc), publisher, treasury, "later"));
        assertEq(address(distributor), predicted);
        Lines memory t = _tableOf(95_000 * unit, 95_000 * unit, 0);
        uint256 id = _open(t);
        assertEq(_claim(id, t, 0), 47_500 * unit);
    }

    // -------------------------------------------------------- cancellations

    function test_EMB17_PublisherCancelsAndTheRefundGoesWhereItShould() public {
        uint256 coverId = _buyFor(address(distributor), scriptedTerms);
        uint256 before = usdc.balanceOf(protocol);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.cancelCover(coverId);
        vm.prank(treasury);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.cancelCover(coverId);
        vm.prank(publisher);
        uint256 refund = distributor.cancelCover(coverId);
        assertGt(refund, 0);
        assertEq(usdc.balanceOf(protocol), before + refund);
        assertEq(distributor.available(), 0);
        assertEq(_coverOf(coverId).rate, 0);
    }

    function test_RevertWhen_EMB17_ACoverIsCancelledThatIsNone() public {
        uint256 carols;
        (carols,) = _buyScripted(carol, 100_000 * unit, 90 days);
        vm.startPrank(publisher);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.cancelCover(carols);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownPool.selector, 77));
        distributor.cancelCover(CoverData.id(77, scriptedTerms, 1));
        vm.stopPrank();
    }

    // ---------------------------------------------------------- proven losses

    function test_EMB17_PublisherClaimsAProvenLoss() public {
        uint256 coverId = _buyFor(address(distributor), proven);
        skip(10 days);
        uint256 incidentId = resolver.report(9, vm.getBlockTimestamp(), 0, 1e18);
        LossProof memory line = LossProof({index: 0, loss: 40_000 * unit, proof: new bytes32[](0)});
        resolver.publish(incidentId, vm.getBlockTimestamp(), vault.leafOf(0, protocol, line.loss), line.loss);
        vault.openCase(proven, incidentId, 0);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimLoss(coverId, incidentId, address(0), line);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.claimLoss(coverId, incidentId, line);
        vm.prank(publisher);
        assertEq(distributor.claimLoss(coverId, incidentId, line), 38_000 * unit);
        assertEq(distributor.available(), 38_000 * unit);
        vm.prank(publisher);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownPool.selector, 77));
        distributor.claimLoss(CoverData.id(77, proven, 1), incidentId, line);
    }

    // ----------------------------------------------------------- deliveries

    function test_EMB17_TakesCoversOfItsAsset() public {
        (uint256 coverId,) = _buyScripted(carol, 10_000 * unit, 90 days);
        vm.prank(carol);
        coverToken.safeTransferFrom(carol, address(distributor), coverId);
        assertEq(coverToken.ownerOf(coverId), address(distributor));
    }

    function test_RevertWhen_EMB17_SomethingElseIsSentToIt() public {
        uint256 coverId = CoverData.id(pool.poolId(), scriptedTerms, 1);
        vm.expectRevert(Errors.NotAuthorized.selector);
        distributor.onERC721Received(address(this), address(this), coverId, "");
        vm.startPrank(address(coverToken));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownPool.selector, 77));
        distributor.onERC721Received(address(this), address(this), CoverData.id(77, scriptedTerms, 1), "");
        vm.stopPrank();
        PoolConfig memory c = _monoline();
        c.asset = address(new MockToken("Another", "A", 6));
        ICoverPool another = _createPool(c);
        uint256 foreign = CoverData.id(another.poolId(), scriptedTerms, 1);
        vm.prank(address(coverToken));
        vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("cover of another asset")));
        distributor.onERC721Received(address(this), address(this), foreign, "");
    }

    /// @dev No call of anybody sends a cover, or approves anybody for it.
    function test_EMB10_CoverCannotLeave() public {
        uint256 coverId = _buyFor(address(distributor), scriptedTerms);
        assertEq(coverToken.getApproved(coverId), address(0));
        vm.prank(publisher);
        vm.expectRevert();
        coverToken.transferFrom(address(distributor), publisher, coverId);
        vm.prank(publisher);
        (bool done,) = address(distributor)
            .call(abi.encodeCall(coverToken.transferFrom, (address(distributor), publisher, coverId)));
        assertFalse(done);
        assertEq(coverToken.ownerOf(coverId), address(distributor));
    }
}
