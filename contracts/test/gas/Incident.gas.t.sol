// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LossProof} from "../../src/claims/roles/IVaultClaims.sol";
import {Terms} from "../../src/listing/IProductRegistry.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";
import {stdJson} from "forge-std/StdJson.sol";

/// @notice Incidents as whole transactions, isolated, net of refunds. "First": of its pool, every word new. "Repeat": the
/// pool has been through an incident before.
contract IncidentGas is Fixture, StateCounter {
    using stdJson for string;

    ScriptedResolver internal resolver;
    uint256 internal proofTerms;

    function setUp() public override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        vm.startPrank(owner);
        uint256 product = registry.listProduct(2, sponsor, "Proof of loss");
        Terms memory t = _terms(product, 0);
        (t.resolver, t.observes, t.proofOfLoss) = (address(resolver), false, true);
        proofTerms = registry.publishTerms(t, _pins());
        vm.stopPrank();
        _addTerms(pool, proofTerms);
        _deposit(alice, 20_000_000 * unit);
        _deposit(bob, 10_000_000 * unit);
        _startCounting();
    }

    function _snap(string memory name) internal {
        vm.snapshotGasLastCall("incident", name);
        _snapshotNewState(name, _countLastCall());
    }

    /// @dev The drained vault is filled up again, its mark is where the loss left it, and drained once more.
    function _again() internal returns (uint256 incidentId) {
        vm.startPrank(eve);
        usdc.transfer(address(leaky), usdc.balanceOf(eve) / 2);
        vm.stopPrank();
        _proveMeter(meterId);
        return _exploitAndFire();
    }

    function test_Gas_Parametric() public {
        (uint256 first,) = _buy(carol, 1_000_000 * unit, 300 days);
        (uint256 second,) = _buy(dave, 1_000_000 * unit, 300 days);
        skip(10 days);
        uint256 incidentId = _exploitAndFire();
        vault.openCase(termsId, incidentId, 0);
        _snap("open a case of a firing, first");
        skip(ANSWER_WINDOW + 1);
        vault.applyVerdict(termsId, incidentId);
        _snap("apply a verdict, first");
        vault.claimPayout(first, incidentId);
        _snap("claim a payout, parametric, first of 256 covers");
        vault.claimPayout(second, incidentId);
        _snap("claim a payout, parametric");
        vm.prank(alice);
        pool.transfer(bob, 1e6);
        _snap("share transfer, both holders' first since a case");
        skip(60 days + 1);
        // Of a pool in use: the days that passed are not this call's.
        pool.processExpiries();
        vault.settleCase(termsId, incidentId);
        _snap("free what is left of a case, first");
        vm.prank(alice);
        vault.collectReturns(alice, alice, 8);
        _snap("collect returned shares");

        _buy(carol, 1_000_000 * unit, 300 days);
        skip(10 days);
        incidentId = _again();
        // The vault holds something else, as one that has been in use does: what waits for claims, a sponsor's first loss.
        usdc.mint(address(vault), 1);
        pool.processExpiries();
        uint256 state = vm.snapshotState();
        skip(1 hours);
        vault.openCase(termsId, incidentId, 0);
        _snap("open a case of a firing, when less than three days are left to answer");
        vm.revertToState(state);
        vault.openCase(termsId, incidentId, 0);
        _snap("open a case of a firing");
        skip(ANSWER_WINDOW + 1);
        vault.applyVerdict(termsId, incidentId);
        _snap("apply a verdict");
        skip(60 days + 1);
        // Of a pool in use: the days that passed are not this call's.
        pool.processExpiries();
        vault.settleCase(termsId, incidentId);
        _snap("free what is left of a case, after its window");
        vm.prank(alice);
        vault.collectReturns(alice, alice, 8);
        _snap("collect returned shares, collected before");
    }

    /// @dev A cover that was given up after the opening can claim nothing: its part is free with the verdict.
    function test_Gas_FreedAtOnce() public {
        _buy(carol, 1_000_000 * unit, 300 days);
        skip(10 days);
        uint256 incidentId = _exploitAndFire();
        vault.openCase(termsId, incidentId, 0);
        skip(ANSWER_WINDOW + 1);
        vault.applyVerdict(termsId, incidentId);
        skip(60 days + 1);
        vault.settleCase(termsId, incidentId);
        (uint256 given,) = _buy(carol, 100_000 * unit, 300 days);
        _buy(dave, 100_000 * unit, 300 days);
        skip(10 days);
        incidentId = _again();
        usdc.mint(address(vault), 1);
        pool.processExpiries();
        vault.openCase(termsId, incidentId, 0);
        vm.prank(carol);
        pool.cancelCover(given);
        skip(ANSWER_WINDOW + 1);
        pool.processExpiries();
        vault.applyVerdict(termsId, incidentId);
        _snap("apply a verdict that frees the rest at once");
    }

    /// @dev Two neighbouring lines of a table of a million, as contracts/script/generate/lossTable.ts wrote them.
    function test_Gas_ProofOfLoss() public {
        string memory table = vm.readFile("contracts/test/gas/lossTable.json");
        uint256[2] memory covers = [_coverOf(table, ""), _coverOf(table, ".sibling")];
        skip(10 days);
        uint256 incidentId = resolver.report(0, vm.getBlockTimestamp(), 0, 1e18);
        vault.openCase(proofTerms, incidentId, 0);
        bytes32 root = table.readBytes32(".root");
        resolver.publish(incidentId, vm.getBlockTimestamp(), root, table.readUint(".total"));
        vault.applyVerdict(proofTerms, incidentId);
        _snap("apply a verdict, proof of loss");
        LossProof[2] memory proofs = [_proofOf(table, ""), _proofOf(table, ".sibling")];
        vm.prank(coverToken.ownerOf(covers[0]));
        vault.claimLoss(covers[0], incidentId, address(0), proofs[0]);
        _snap("claim a payout, proof of loss among a million, first of its loss");
        vm.prank(coverToken.ownerOf(covers[1]));
        vault.claimLoss(covers[1], incidentId, address(0), proofs[1]);
        _snap("claim a payout, proof of loss among a million, word of the ledger in use");
    }

    function _coverOf(string memory table, string memory line) private returns (uint256 coverId) {
        address insured = table.readAddress(string.concat(line, ".insured"));
        _fund(insured, address(pool), 1_000_000 * unit);
        CoverOrder memory o = _order(insured, 1_000_000 * unit, 300 days);
        o.termsId = proofTerms;
        vm.prank(insured);
        (coverId,) = pool.buyCover(o);
    }

    function _proofOf(string memory table, string memory line) private view returns (LossProof memory) {
        return LossProof({
            index: table.readUint(string.concat(line, ".index")),
            loss: table.readUint(string.concat(line, ".loss")),
            proof: table.readBytes32Array(string.concat(line, ".proof"))
        });
    }
}
