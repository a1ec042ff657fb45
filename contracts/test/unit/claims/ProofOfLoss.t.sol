// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../src/claims/ClaimTypes.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {IVaultClaims, LossProof} from "../../../src/claims/roles/IVaultClaims.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {IResolver} from "../../../src/resolution/IResolver.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice Claims by a proof of the insured's own loss (SETTLE-2). Branches: ProofOfLoss.tree.
contract ProofOfLossTest is IncidentFixture {
    uint256 internal carols; // 100,000
    uint256 internal daves; // 100,000
    uint256 internal id;
    // What the table says.
    address[] internal insured;
    uint256[] internal losses;

    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        if (i == 2) t.deductible = 0.1e18;
    }

    function setUp() public override {
        super.setUp();
        carols = _cover(2, carol, M / 10);
        daves = _cover(2, dave, M / 10);
        skip(5 days);
        id = _report(2, 1e18);
    }

    function _line(address account, uint256 loss) internal {
        insured.push(account);
        losses.push(loss);
    }

    function _leaf(uint256 i) internal view returns (bytes32) {
        return i < insured.length ? vault.leafOf(i, insured[i], losses[i]) : bytes32(0);
    }

    function _parent(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    /// @dev A tree of four leaves.
    function _proof(uint256 i) internal view returns (LossProof memory p) {
        p.index = i;
        p.loss = losses[i];
        p.proof = new bytes32[](2);
        p.proof[0] = _leaf(i ^ 1);
        p.proof[1] = i < 2 ? _parent(_leaf(2), _leaf(3)) : _parent(_leaf(0), _leaf(1));
    }

    function _publish(uint256 total) internal {
        bytes32 root = _parent(_parent(_leaf(0), _leaf(1)), _parent(_leaf(2), _leaf(3)));
        resolver.publish(id, vm.getBlockTimestamp(), root, total);
    }

    /// @dev The cover's owner claims.
    function _claimLoss(uint256 coverId, LossProof memory p) internal returns (uint256 payout) {
        vm.prank(coverToken.ownerOf(coverId));
        return vault.claimLoss(coverId, id, address(0), p);
    }

    function test_INC3_TableSizesTheCaseOnceThereIsOne() public {
        _line(carol, 50_000e6);
        _publish(50_000e6);
        vault.openCase(terms[2], id, 0);
        assertEq(_case(2, id).reserve, 45_000e6, "50,000 less a tenth");
    }

    /// @dev Without a table the severity sizes it, before any deductible, rounded up.
    function test_INC3_SeveritySizesTheCaseWithoutATable() public {
        id = _report(2, 0.3e18 + 1);
        vault.openCase(terms[2], id, 0);
        assertEq(_case(2, id).reserve, 60_000e6 + 1);
    }

    /// @dev SETTLE-2: what remains of the cover, or what is left of the loss less the deductible.
    function test_SETTLE2_PaysTheSmallerOfCoverAndLoss() public {
        _line(carol, 50_000e6);
        _line(dave, 400_000e6);
        _publish(450_000e6);
        vault.openCase(terms[2], id, 0);
        vault.applyVerdict(terms[2], id);
        vm.expectEmit(address(vault));
        emit IVaultClaims.PayoutClaimed(vault.caseIdOf(terms[2], id), carols, carol, 45_000e6);
        assertEq(_claimLoss(carols, _proof(0)), 45_000e6);
        assertEq(_coverOf(carols).amount, 55_000, "SETTLE-3");
        assertEq(_claimLoss(daves, _proof(1)), 100_000e6);
        bytes32 eventId = keccak256(abi.encode(address(resolver), id));
        assertEq(lossLedger.drawnOf(eventId, carol), 50_000e6);
        assertEq(lossLedger.drawnOf(eventId, dave), 111_111.111112e6, "before the deductible, rounded up");
    }

    /// @dev T-12: whoever covers a target and attacks it itself buys no more than the product's limit, and is paid no more
    /// than what it has lost of its own: with every cover there is it makes nothing of the attack that it did not put in.
    function testFuzz_T12_AttackerGainsNothingByCoveringItsTarget(uint256 loss, uint256 covers) public {
        covers = bound(covers, 1, 4);
        loss = bound(loss, 1e6, 20 * M);
        uint256 put = loss;
        uint256[] memory ids = new uint256[](covers);
        for (uint256 k; k < covers; ++k) {
            uint256 left = pool.quoteCover(terms[2], 1e6, 300 days).available;
            CoverOrder memory o = _order(eve, left, 300 days);
            o.termsId = terms[2];
            uint256 premium = pool.quoteCover(terms[2], left, 300 days).premium;
            _fund(eve, address(pool), premium + 1e6);
            o.amount = left + 1e6;
            vm.prank(eve);
            vm.expectRevert(abi.encodeWithSelector(Errors.CapacityExceeded.selector, left));
            pool.buyCover(o);
            o.amount = left;
            vm.prank(eve);
            (ids[k],) = pool.buyCover(o);
            put += premium;
            skip(2 days);
        }
        skip(4 days);
        id = _report(2, 1e18);
        _line(eve, loss);
        _publish(loss);
        vault.openCase(terms[2], id, 0);
        uint256 paid;
        for (uint256 k; k < covers; ++k) {
            vm.prank(eve);
            try vault.claimLoss(ids[k], id, address(0), _proof(0)) returns (uint256 payout) {
                paid += payout;
            } catch (bytes memory reason) {
                assertEq(bytes4(reason), Errors.AlreadyClaimed.selector, "paid already");
            }
        }
        assertLe(paid, loss * 9 / 10, "its own loss, less the deductible");
        assertLt(paid, put);
    }

    /// @dev T-16, T-60, SOLV-3: several covers on one loss are paid it once, whoever owns them.
    function test_T16_T60_OneLossIsPaidOnce() public {
        _fund(carol, address(pool), M);
        CoverOrder memory o = _order(carol, 30_000e6, 300 days);
        o.termsId = terms[2];
        o.onBehalf = eve;
        vm.prank(carol);
        (uint256 second,) = pool.buyCover(o);
        skip(8 days);
        id = _report(2, 1e18);
        _line(carol, 120_000e6);
        _publish(120_000e6);
        vault.openCase(terms[2], id, 0);
        vm.prank(carol);
        coverToken.transferFrom(carol, bob, carols);
        assertEq(_claimLoss(carols, _proof(0)), 100_000e6);
        assertEq(usdc.balanceOf(bob), 100_000e6, "the owner is paid, the insured's loss counts");
        assertEq(_claimLoss(second, _proof(0)), 8_000e6 - 1, "120,000 less a tenth less 100,000");
        LossProof memory p = _proof(0);
        vm.startPrank(carol);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(second, id, address(0), p);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        vault.claimLoss(carols, id, address(0), p);
        vm.stopPrank();
    }

    /// @dev The ledger stands outside the pools: one loss, two pools.
    function test_T16_OneLossInTwoPools() public {
        ICoverPool other = _createPool(_monoline());
        _addTerms(other, terms[2]);
        (ICoverPool first, IClaimsVault firstVault) = (pool, vault);
        (pool, vault) = (other, IClaimsVault(other.claimsVault()));
        _deposit(bob, M);
        uint256 there = _cover(2, carol, M / 10);
        skip(8 days);
        id = _report(2, 1e18);
        _line(carol, 150_000e6);
        _publish(150_000e6);
        vault.openCase(terms[2], id, 0);
        firstVault.openCase(terms[2], id, 0);
        assertEq(_claimLoss(there, _proof(0)), 100_000e6);
        (pool, vault) = (first, firstVault);
        assertEq(_claimLoss(carols, _proof(0)), 35_000e6 - 1, "150,000 less a tenth less 100,000");
    }

    /// @dev A pool pays for the premium it took, not another's cover on the same terms.
    function test_RevertWhen_CoverIsAnotherPools() public {
        (ICoverPool first, IClaimsVault firstVault) = (pool, vault);
        uint256 parametric = _cover(0, dave, M / 10);
        pool = _createPool(_monoline());
        vault = IClaimsVault(pool.claimsVault());
        for (uint256 i; i < 3; i += 2) {
            _addTerms(pool, terms[i]);
        }
        _deposit(alice, M);
        _cover(0, dave, M / 10);
        _cover(2, carol, M / 10);
        skip(8 days);
        uint256 other = _openCaseFor(0, 1e18);
        _decide(0, other, 1e18);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        vault.claimPayout(parametric, other);
        assertEq(vault.previewPayout(parametric, other), 0);
        id = _report(2, 1e18);
        _line(carol, 50_000e6);
        _publish(50_000e6);
        vault.openCase(terms[2], id, 0);
        LossProof memory proof = _proof(0);
        vm.prank(carol);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        vault.claimLoss(carols, id, address(0), proof);
        firstVault.openCase(terms[2], id, 0);
        (pool, vault) = (first, firstVault);
        assertEq(_claimLoss(carols, proof), 45_000e6);
    }

    /// @dev T-60, T-64: nobody's loss can be used up by a cover it did not agree to.
    function test_RevertWhen_T60_T64_LossIsSomeoneElses() public {
        _line(carol, 50_000e6);
        _line(dave, 50_000e6);
        _publish(100_000e6);
        vault.openCase(terms[2], id, 0);
        LossProof memory p = _proof(0);
        vm.prank(dave);
        vm.expectRevert(Errors.InvalidProof.selector);
        vault.claimLoss(daves, id, address(0), p);
        _fund(eve, address(pool), M);
        CoverOrder memory o = _order(eve, 1e6, 300 days);
        (o.termsId, o.insured) = (terms[2], carol);
        vm.prank(eve);
        vm.expectRevert(Errors.InsuredNotApproved.selector);
        pool.buyCover(o);
    }

    /// @dev CLAIM-2: a proven loss is paid by covers that protected when it happened, and by no other of the insured's.
    function test_RevertWhen_CLAIM2_CoverDidNotProtectThen() public {
        uint256 late = _coverOn(terms[2], carol, M / 10, 300 days);
        _line(carol, 50_000e6);
        _publish(50_000e6);
        vault.openCase(terms[2], id, 0);
        LossProof memory p = _proof(0);
        vm.prank(carol);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimLoss(late, id, address(0), p);
        assertEq(_claimLoss(carols, p), 45_000e6);
    }

    function test_RevertWhen_ProofIsNotTheTables() public {
        _line(carol, 50_000e6);
        _line(dave, 50_000e6);
        _publish(100_000e6);
        vault.openCase(terms[2], id, 0);
        vault.applyVerdict(terms[2], id);
        LossProof memory p = _proof(0);
        p.loss += 1;
        _refused(p);
        p = _proof(0);
        p.index = 1;
        _refused(p);
        p = _proof(0);
        p.proof = new bytes32[](0);
        _refused(p);
        p = _proof(0);
        p.proof[1] = bytes32(uint256(p.proof[1]) ^ 1);
        _refused(p);
        vm.expectRevert(Errors.InvalidProof.selector);
        vault.claimPayout(carols, id);
        assertEq(vault.previewPayout(carols, id), 0);
        assertEq(_claimLoss(carols, _proof(0)), 45_000e6);
    }

    function _refused(LossProof memory p) internal {
        vm.prank(carol);
        vm.expectRevert(Errors.InvalidProof.selector);
        vault.claimLoss(carols, id, address(0), p);
    }

    /// @dev INC-1: a parametric case takes no proofs.
    function test_RevertWhen_ProductIsParametric() public {
        uint256 cover = _cover(0, carol, M / 10);
        skip(5 days);
        uint256 other = _openCaseFor(0, 1e18);
        _decide(0, other, 1e18);
        _line(carol, 1);
        LossProof memory p = _proof(0);
        vm.prank(carol);
        vm.expectRevert(Errors.InvalidProof.selector);
        vault.claimLoss(cover, other, address(0), p);
        assertEq(_claim(cover, other), M / 10);
    }

    /// @dev SETTLE-6, T-34: the owner may have itself paid elsewhere, and nobody else may.
    function test_SETTLE6_OwnerNamesAnotherReceiver() public {
        _line(carol, 50_000e6);
        _publish(50_000e6);
        vault.openCase(terms[2], id, 0);
        LossProof memory p = _proof(0);
        vm.prank(eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        vault.claimLoss(carols, id, eve, p);
        vm.prank(carol);
        vault.claimLoss(carols, id, alice, p);
        assertEq(usdc.balanceOf(alice), 45_000e6);
    }

    /// @dev The bound sizes the case and never caps one cover; where it was too small everybody is cut alike.
    function test_INC3_SETTLE5_BoundThatWasTooSmallCutsAllAlike() public {
        id = _report(2, 0.25e18);
        vault.openCase(terms[2], id, 0);
        assertEq(_case(2, id).reserve, 50_000e6);
        _line(carol, 50_000e6);
        _line(dave, 100_000e6);
        _publish(150_000e6);
        assertEq(_claimLoss(carols, _proof(0)), 16_666.666666e6, "45,000 of 135,000");
        assertEq(_claimLoss(daves, _proof(1)), 33_333.333333e6, "90,000 of them, at once as well");
    }

    /// @dev CLAIM-3: a table whose published total is nothing promises nothing, so nobody need challenge its lines.
    function test_CLAIM3_ATableWithoutATotalIsADenial() public {
        vault.openCase(terms[2], id, 0);
        _line(carol, 100_000e6);
        _publish(0);
        vault.applyVerdict(terms[2], id);
        assertTrue(_case(2, id).status == CaseStatus.Denied);
        assertEq(_case(2, id).severity, 0);
        assertEq(_inVault(), 0);
        LossProof memory p = _proof(0);
        vm.prank(carol);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimLoss(carols, id, address(0), p);
    }

    /// @dev A table that nobody applied in time still counts, with the total that it has.
    function test_INC8_LateTableCounts() public {
        vault.openCase(terms[2], id, 0);
        skip(200 days);
        _line(carol, 50_000e6);
        _publish(50_000e6);
        vault.applyVerdict(terms[2], id);
        assertEq(_case(2, id).need, 45_000e6);
        assertEq(_case(2, id).severity, 1e18, "nothing is cut");
        assertEq(_claimLoss(carols, _proof(0)), 45_000e6);
    }

    function test_INC8_HugeTotalIsAll() public {
        uint256 reserve = vault.openCase(terms[2], id, 0);
        skip(200 days);
        vm.mockCall(
            address(resolver),
            abi.encodeCall(IResolver.getVerdict, (id, terms[2], address(vault))),
            abi.encode(1, 1e18, uint256(1) << 128, 0)
        );
        vault.applyVerdict(terms[2], id);
        assertEq(_case(2, id).need, reserve);
    }

    /// @dev A resolver that finds nothing destroyed has denied, whatever table it still tells of.
    function test_SETTLE1_NothingDestroyedDeniesATableToo() public {
        vault.openCase(terms[2], id, 0);
        _line(carol, 100_000e6);
        vm.mockCall(
            address(resolver),
            abi.encodeCall(IResolver.getVerdict, (id, terms[2], address(vault))),
            abi.encode(vm.getBlockTimestamp(), 0, 100_000e6, _leaf(0))
        );
        vault.applyVerdict(terms[2], id);
        assertTrue(_case(2, id).status == CaseStatus.Denied);
        assertEq(_case(2, id).need, 0);
        assertEq(_inVault(), 0);
        LossProof memory p = LossProof({index: 0, loss: 100_000e6, proof: new bytes32[](0)});
        vm.prank(carol);
        vm.expectRevert(Errors.NotCovered.selector);
        vault.claimLoss(carols, id, address(0), p);
    }

    /// @dev What one has lost is not another's, nor the same one's in another event.
    function testFuzz_T16_LossesAreApart(uint128 a, uint128 b, bytes32 eventId) public {
        vm.startPrank(address(vault));
        uint256 poolId = pool.poolId();
        bytes32 other = keccak256(abi.encode(eventId));
        assertEq(lossLedger.draw(poolId, eventId, carol, a, type(uint256).max), a);
        assertEq(lossLedger.draw(poolId, eventId, dave, b, type(uint256).max), b);
        assertEq(lossLedger.drawnOf(eventId, carol), a);
        assertEq(lossLedger.drawnOf(eventId, dave), b);
        assertEq(lossLedger.drawnOf(other, carol), 0);
        assertEq(lossLedger.draw(poolId, eventId, carol, type(uint256).max, 0), 0);
        // Another table may say more or less of the same loss: what was drawn stays drawn.
        assertEq(lossLedger.draw(poolId, eventId, carol, a / 2, type(uint256).max), 0);
        assertEq(lossLedger.draw(poolId, eventId, carol, uint256(a) + 7, type(uint256).max), 7);
        vm.stopPrank();
        vm.expectRevert(Errors.NotAuthorized.selector);
        lossLedger.draw(poolId, eventId, carol, 1, 1);
        vm.expectRevert(Errors.NotAuthorized.selector);
        lossLedger.registerVault(poolId, eve);
    }
}
