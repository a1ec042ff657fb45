// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {Ownable} from "solady/auth/Ownable.sol";

import {Deployment} from "../../script/Deployment.sol";
import {IExitSettlement} from "../../src/pool/roles/IExitSettlement.sol";
import {IPoolAdministration} from "../../src/pool/roles/IPoolAdministration.sol";
import {IPoolCapital} from "../../src/pool/roles/IPoolCapital.sol";
import {IPoolCaseEffects} from "../../src/pool/roles/IPoolCaseEffects.sol";
import {IPoolCases} from "../../src/pool/roles/IPoolCases.sol";
import {IPoolCoverChanges} from "../../src/pool/roles/IPoolCoverChanges.sol";
import {IPoolQuotes} from "../../src/pool/roles/IPoolQuotes.sol";
import {IPoolReads} from "../../src/pool/roles/IPoolReads.sol";
import {IPoolSales} from "../../src/pool/roles/IPoolSales.sol";
import {IPoolSignatures} from "../../src/pool/roles/IPoolSignatures.sol";
import {IPoolUpkeep} from "../../src/pool/roles/IPoolUpkeep.sol";
import {IFirstLoss} from "../../src/claims/roles/IFirstLoss.sol";
import {IShareReturns} from "../../src/claims/roles/IShareReturns.sol";
import {IVaultCases} from "../../src/claims/roles/IVaultCases.sol";
import {IVaultClaims} from "../../src/claims/roles/IVaultClaims.sol";
import {IVaultRaises} from "../../src/claims/roles/IVaultRaises.sol";
import {IVaultReads} from "../../src/claims/roles/IVaultReads.sol";
import {IBonds} from "../../src/resolution/court/IBonds.sol";
import {ICodePins} from "../../src/listing/ICodePins.sol";
import {ICourt} from "../../src/resolution/court/ICourt.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {ICoverPoolFactory} from "../../src/ICoverPoolFactory.sol";
import {ICoverToken} from "../../src/cover/ICoverToken.sol";
import {IDisputes} from "../../src/resolution/IDisputes.sol";
import {IExitQueue} from "../../src/pool/roles/IExitQueue.sol";
import {ILossLedger} from "../../src/claims/ILossLedger.sol";
import {IPoolConfigurator} from "../../src/governance/IPoolConfigurator.sol";
import {IProductRegistry} from "../../src/listing/IProductRegistry.sol";
import {IResolver} from "../../src/resolution/IResolver.sol";
import {IBadDebtMeter} from "../../src/resolution/meters/IBadDebtMeter.sol";
import {IPriceDepegMeter} from "../../src/resolution/meters/IPriceDepegMeter.sol";
import {IShareLossMeter} from "../../src/resolution/meters/IShareLossMeter.sol";
import {IMeter} from "../../src/resolution/meters/IMeter.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice T-44: every selector of every contract that changes anything, called by everybody who has or had a role and by
/// a stranger with money, with arguments that mean something: nobody else's assets, exits, covers or cases shrink.
/// @dev The lists are complete by proof: an interface's id is the exclusive or of all its selectors.
contract SelectorThreatsTest is UnitFixture {
    struct Call {
        address target;
        bytes4 selector;
    }

    Call[] internal _calls;
    uint256[] internal _words;
    address[] internal _roles;
    uint256 internal coverId;
    uint256 internal incidentId;

    function setUp() public override {
        super.setUp();
        _listPool(address(pool));
        address part = _nextOf(address(pool));
        _listPool(part);
        _listPool(_nextOf(part));
        _listOthers();
        _deposit(alice, 1_000_000 * unit);
        _deposit(bob, 1_000_000 * unit);
        (coverId,) = _buyScripted(carol, 200_000 * unit, 90 days);
        skip(4 days);
        (incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        _request(alice, 2e17);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        _request(bob, 1e17);
        // Everybody has an allowance to the pool, tokens left, and the attacker money of its own.
        _fund(alice, address(pool), 10_000 * unit);
        _fund(carol, address(pool), 10_000 * unit);
        _fund(eve, address(pool), 1_000_000 * unit);
        vm.prank(owner);
        registry.transferOwnership(makeAddr("new owner"));
        _roles = [owner, makeAddr("new owner"), manager, guardian, sponsor, eve, address(this), address(pool)];
        _fillWords();
    }

    /// @dev Where the code of a contract goes on.
    function _nextOf(address part) internal view returns (address) {
        (, bytes memory data) = part.staticcall(abi.encodeWithSignature("nextSegment()"));
        return abi.decode(data, (address));
    }

    /// @dev What arguments are drawn from.
    function _fillWords() internal {
        _words = [
            0,
            1,
            2,
            unit,
            1e15,
            type(uint256).max,
            scriptedTerms,
            scriptedProduct,
            termsId,
            coverId,
            incidentId,
            vm.getBlockTimestamp() + 1 days,
            30 days,
            pool.maxRedeem(alice),
            pool.balanceOf(alice)
        ];
        address[8] memory people = [alice, bob, carol, eve, address(pool), address(usdc), address(vault), manager];
        for (uint256 i; i < people.length; ++i) {
            _words.push(uint160(people[i]));
        }
    }

    // ------------------------------------------------------------------- lists

    /// @dev Fails when the interface has a function that is in neither list.
    function _add(address target, bytes4[] memory changing, bytes4[] memory reading, bytes4 id) internal {
        bytes4 all;
        for (uint256 i; i < changing.length; ++i) {
            all ^= changing[i];
            _calls.push(Call(target, changing[i]));
        }
        for (uint256 i; i < reading.length; ++i) {
            all ^= reading[i];
        }
        if (id != 0) assertEq(all, id, "a selector is missing in a list of this test");
    }

    function _listPool(address p) internal {
        bytes4[] memory c = new bytes4[](9);
        (c[7], c[8]) = (pool.cancelCover.selector, pool.setBuyer.selector);
        (c[0], c[1], c[2]) = (pool.deposit.selector, pool.mint.selector, pool.buyCover.selector);
        (c[3], c[4], c[5]) = (pool.fundCase.selector, pool.returnCapital.selector, pool.drawCover.selector);
        c[6] = pool.endSalesStop.selector;
        bytes4[] memory r = new bytes4[](16);
        (r[14], r[15]) = (pool.poolTermsOf.selector, pool.isBuyer.selector);
        (r[0], r[1], r[2]) = (pool.asset.selector, pool.totalAssets.selector, pool.convertToShares.selector);
        (r[3], r[4], r[5]) = (pool.convertToAssets.selector, pool.maxDeposit.selector, pool.maxMint.selector);
        (r[6], r[7], r[8]) = (pool.previewDeposit.selector, pool.previewMint.selector, pool.holdingAt.selector);
        (r[9], r[10]) = (pool.claimsVault.selector, pool.holderSince.selector);
        (r[11], r[12], r[13]) = (pool.committedCover.selector, pool.exposureTo.selector, pool.layerCount.selector);
        _add(p, c, r, type(IPoolCapital).interfaceId ^ type(IPoolSales).interfaceId ^ type(IPoolCases).interfaceId);

        c = new bytes4[](15);
        c[14] = pool.createVault.selector;
        (c[11], c[12], c[13]) = (pool.setShort.selector, pool.fadeShares.selector, pool.deferStarts.selector);
        (c[8], c[9], c[10]) = (pool.lapseCover.selector, pool.setPauses.selector, pool.settleRedeemRequests.selector);
        (c[0], c[1], c[2]) = (pool.extendCover.selector, pool.permit2Asset.selector, pool.processExpiries.selector);
        (c[3], c[4], c[5]) = (pool.permitAsset.selector, pool.authorizeOperator.selector, pool.setPricing.selector);
        (c[6], c[7]) = (pool.setPoolTerms.selector, pool.collectFees.selector);
        r = new bytes4[](9);
        (r[0], r[1], r[2]) = (pool.quoteCover.selector, pool.quoteExtension.selector, pool.quoteCancellation.selector);
        (r[3], r[4], r[5]) = (pool.nextExit.selector, pool.pricingOf.selector, pool.previewSettlement.selector);
        (r[6], r[7], r[8]) = (pool.poolId.selector, pool.coverUnit.selector, pool.cooldown.selector);
        _add(
            p,
            c,
            r,
            type(IPoolQuotes).interfaceId ^ type(IPoolCoverChanges).interfaceId ^ type(IExitSettlement).interfaceId
                ^ type(IPoolSignatures).interfaceId ^ type(IPoolCaseEffects).interfaceId
                ^ type(IPoolAdministration).interfaceId ^ type(IPoolUpkeep).interfaceId
        );

        r = new bytes4[](6);
        (r[0], r[1], r[2]) =
        (pool.redeemSchedule.selector, pool.previewRecovery.selector, pool.stoppingCasesOf.selector);
        (r[3], r[4], r[5]) = (pool.extsload.selector, pool.poolConstants.selector, pool.snapshot.selector);
        _add(p, new bytes4[](0), r, type(IPoolReads).interfaceId);

        c = new bytes4[](4);
        (c[0], c[1]) = (pool.setOperator.selector, pool.requestRedeem.selector);
        (c[2], c[3]) = (pool.redeem.selector, pool.withdraw.selector);
        r = new bytes4[](5);
        (r[0], r[1]) = (pool.isOperator.selector, pool.pendingRedeemRequest.selector);
        (r[2], r[3], r[4]) = (pool.claimableRedeemRequest.selector, pool.maxRedeem.selector, pool.maxWithdraw.selector);
        _add(p, c, r, type(IExitQueue).interfaceId);

        c = new bytes4[](4);
        (c[0], c[1], c[2]) = (pool.transfer.selector, pool.transferFrom.selector, pool.approve.selector);
        c[3] = pool.multicall.selector;
        r = new bytes4[](3);
        (r[0], r[1], r[2]) = (pool.totalSupply.selector, pool.balanceOf.selector, pool.allowance.selector);
        _add(p, c, r, type(ICoverPool).interfaceId);
        _calls.push(Call(p, ERC20.permit.selector));
    }

    function _listOthers() internal {
        _listVault(address(vault));
        _listVault(_nextOf(address(vault)));

        bytes4[] memory c = new bytes4[](2);
        (c[0], c[1]) = (lossLedger.registerVault.selector, lossLedger.draw.selector);
        bytes4[] memory r = new bytes4[](2);
        (r[0], r[1]) = (lossLedger.drawnOf.selector, ILossLedger.vaultOf.selector);
        _add(address(lossLedger), c, r, type(ILossLedger).interfaceId);

        c = new bytes4[](3);
        (c[0], c[1]) = (coverToken.registerPool.selector, coverToken.mint.selector);
        c[2] = coverToken.update.selector;
        r = new bytes4[](5);
        (r[0], r[1]) = (coverToken.coverData.selector, coverToken.partiesOf.selector);
        (r[2], r[3], r[4]) =
        (coverToken.authorizedCover.selector, ICoverToken.poolOf.selector, coverToken.ownerOf.selector);
        _add(address(coverToken), c, r, type(ICoverToken).interfaceId);
        c = new bytes4[](5);
        (c[0], c[1]) = (ERC721.transferFrom.selector, bytes4(keccak256("safeTransferFrom(address,address,uint256)")));
        c[2] = bytes4(keccak256("safeTransferFrom(address,address,uint256,bytes)"));
        (c[3], c[4]) = (ERC721.approve.selector, ERC721.setApprovalForAll.selector);
        _add(address(coverToken), c, new bytes4[](0), 0);

        _listManager();
        _listRegistry();
        _listCourt();

        _listMeters();

        c = new bytes4[](2);
        (c[0], c[1]) = (factory.createPool.selector, factory.deploySegment.selector);
        r = new bytes4[](7);
        r[6] = factory.protocol.selector;
        (r[0], r[1], r[2]) =
        (factory.predictPool.selector, ICoverPoolFactory.poolCount.selector, factory.coverToken.selector);
        (r[3], r[4], r[5]) = (factory.poolConfigurator.selector, factory.registry.selector, factory.lossLedger.selector);
        _add(address(factory), c, r, type(ICoverPoolFactory).interfaceId);
    }

    function _listManager() internal {
        bytes4[] memory c = new bytes4[](16);
        (c[0], c[1]) = (poolConfigurator.registerPool.selector, poolConfigurator.addTerms.selector);
        (c[2], c[3]) = (poolConfigurator.collectFees.selector, poolConfigurator.withdrawFees.selector);
        (c[4], c[5]) = (poolConfigurator.removeTerms.selector, poolConfigurator.setPricing.selector);
        (c[6], c[7]) = (poolConfigurator.submitChange.selector, poolConfigurator.applyChange.selector);
        (c[8], c[9]) = (poolConfigurator.revokeChange.selector, poolConfigurator.prolongChange.selector);
        (c[10], c[11]) = (poolConfigurator.pauseSales.selector, poolConfigurator.pauseDeposits.selector);
        (c[12], c[13]) = (poolConfigurator.endPauses.selector, poolConfigurator.transferManager.selector);
        (c[14], c[15]) = (poolConfigurator.acceptManager.selector, poolConfigurator.setGuardian.selector);
        bytes4[] memory r = new bytes4[](6);
        (r[0], r[1]) = (poolConfigurator.feesOwed.selector, poolConfigurator.rolesOf.selector);
        (r[2], r[3]) = (poolConfigurator.clustersOf.selector, poolConfigurator.pendingManagerOf.selector);
        (r[4], r[5]) = (poolConfigurator.pausesOf.selector, poolConfigurator.getChange.selector);
        _add(address(poolConfigurator), c, r, type(IPoolConfigurator).interfaceId);
    }

    function _listMeters() internal {
        bytes4[] memory c = new bytes4[](2);
        (c[0], c[1]) = (shareLoss.createMeter.selector, shareLoss.poke.selector);
        bytes4[] memory r = new bytes4[](3);
        (r[0], r[1], r[2]) = (shareLoss.getMeter.selector, shareLoss.priceOf.selector, shareLoss.statusOf.selector);
        _add(address(shareLoss), c, r, type(IShareLossMeter).interfaceId);

        c = new bytes4[](3);
        (c[0], c[1]) = (priceDepeg.createMeter.selector, priceDepeg.prove.selector);
        c[2] = priceDepeg.startAt.selector;
        r = new bytes4[](1);
        r[0] = priceDepeg.getMeter.selector;
        _add(address(priceDepeg), c, r, type(IPriceDepegMeter).interfaceId);

        c = new bytes4[](2);
        (c[0], c[1]) = (badDebt.createMeter.selector, badDebt.poke.selector);
        r = new bytes4[](1);
        r[0] = badDebt.getMeter.selector;
        _add(address(badDebt), c, r, type(IBadDebtMeter).interfaceId);

        address[3] memory all = [address(shareLoss), address(priceDepeg), address(badDebt)];
        for (uint256 i; i < all.length; ++i) {
            c = new bytes4[](2);
            r = new bytes4[](5);
            (r[3], r[4]) = (shareLoss.firedBy.selector, shareLoss.firingCount.selector);
            (c[0], c[1]) = (shareLoss.fire.selector, shareLoss.observe.selector);
            (r[0], r[1], r[2]) = (shareLoss.getFiring.selector, shareLoss.reading.selector, shareLoss.limitsOf.selector);
            _add(all[i], c, r, type(IMeter).interfaceId);
        }
    }

    function _listVault(address v) internal {
        bytes4[] memory c = new bytes4[](9);
        c[8] = vault.claimPayouts.selector;
        (c[0], c[1], c[2]) = (vault.openCase.selector, vault.applyVerdict.selector, vault.claimPayout.selector);
        (c[3], c[4], c[5]) = (vault.claimPayoutTo.selector, vault.claimLoss.selector, vault.settleCase.selector);
        (c[6], c[7]) = (vault.addRecovery.selector, vault.addBonus.selector);
        bytes4[] memory r = new bytes4[](6);
        (r[0], r[1]) = (vault.caseIdOf.selector, vault.leafOf.selector);
        (r[2], r[3]) = (vault.lossTableOf.selector, vault.pool.selector);
        (r[4], r[5]) = (vault.poolId.selector, vault.asset.selector);
        _add(v, c, r, type(IVaultCases).interfaceId ^ type(IVaultClaims).interfaceId);

        c = new bytes4[](6);
        c[5] = vault.raiseCase.selector;
        (c[0], c[1]) = (vault.collectReturns.selector, vault.burnUncollected.selector);
        (c[2], c[3]) = (vault.postFirstLoss.selector, vault.requestFirstLossWithdrawal.selector);
        c[4] = vault.withdrawFirstLoss.selector;
        r = new bytes4[](14);
        (r[11], r[12], r[13]) = (vault.undecided.selector, vault.raisesOf.selector, vault.needFor.selector);
        (r[8], r[9], r[10]) = (vault.presentSettlement.selector, vault.stakeOf.selector, vault.previewPayouts.selector);
        (r[0], r[1], r[2]) = (vault.returnsOf.selector, vault.getShareReturn.selector, vault.shareReturnCount.selector);
        (r[3], r[4], r[5]) = (vault.firstLossOf.selector, vault.previewPayout.selector, vault.getCase.selector);
        (r[6], r[7]) = (vault.getSettlement.selector, vault.registeredClaim.selector);
        _add(
            v,
            c,
            r,
            type(IVaultRaises).interfaceId ^ type(IShareReturns).interfaceId ^ type(IFirstLoss).interfaceId
                ^ type(IVaultReads).interfaceId
        );
    }

    function _listCourt() internal {
        bytes4[] memory c = new bytes4[](6);
        (c[0], c[1]) = (court.createCourtTerms.selector, court.reportIncident.selector);
        (c[2], c[3]) = (court.publishLosses.selector, court.raiseCase.selector);
        (c[4], c[5]) = (court.postAnswer.selector, court.adoptOutcome.selector);
        bytes4[] memory r = new bytes4[](6);
        (r[0], r[1]) = (court.getCourtTerms.selector, court.getReport.selector);
        (r[2], r[3]) = (court.longestRoute.selector, ICourt.courtTermsCount.selector);
        (r[4], r[5]) = (court.getCase.selector, court.requiredBond.selector);
        _add(address(court), c, r, type(ICourt).interfaceId);

        c = new bytes4[](3);
        (c[0], c[1], c[2]) = (court.pledge.selector, court.settleBonds.selector, court.withdrawBond.selector);
        r = new bytes4[](4);
        (r[0], r[1]) = (court.bondOf.selector, IBonds.burned.selector);
        (r[2], r[3]) = (court.caseKeyOf.selector, court.answerKey.selector);
        _add(address(court), c, r, type(IBonds).interfaceId);

        c = new bytes4[](1);
        r = new bytes4[](3);
        (c[0], r[0], r[1]) = (court.arbitrate.selector, court.getDispute.selector, court.outcomeOf.selector);
        r[2] = court.turnOf.selector;
        _add(address(court), c, r, type(IDisputes).interfaceId);

        c = new bytes4[](3);
        (c[0], c[1], c[2]) = (court.observe.selector, court.onOpen.selector, court.onClose.selector);
        r = new bytes4[](4);
        (r[0], r[1], r[2]) = (court.getIncident.selector, court.reading.selector, court.checkTerms.selector);
        r[3] = court.getVerdict.selector;
        _add(address(court), c, r, type(IResolver).interfaceId);
    }

    function _listRegistry() internal {
        bytes4[] memory c = new bytes4[](3);
        (c[0], c[1], c[2]) =
        (registry.listProduct.selector, registry.publishTerms.selector, registry.suspendTerms.selector);
        bytes4[] memory r = new bytes4[](5);
        r[4] = registry.termsCount.selector;
        (r[0], r[1], r[2]) = (registry.getProduct.selector, registry.getTerms.selector, registry.saleStatus.selector);
        r[3] = registry.claimTerms.selector;
        _add(address(registry), c, r, type(IProductRegistry).interfaceId);
        c = new bytes4[](3);
        (c[0], c[1]) = (registry.flagCodeChange.selector, registry.clearCodeChange.selector);
        c[2] = registry.refreshAudit.selector;
        r = new bytes4[](6);
        (r[4], r[5]) = (registry.auditRegistry.selector, registry.proxyCode.selector);
        (r[0], r[1]) = (registry.pinsOf.selector, registry.pinStates.selector);
        (r[2], r[3]) = (registry.termsCovering.selector, registry.lapseAt.selector);
        _add(address(registry), c, r, type(ICodePins).interfaceId);
        c = new bytes4[](5);
        (c[0], c[1]) = (Ownable.transferOwnership.selector, Ownable.renounceOwnership.selector);
        (c[2], c[3]) = (Ownable.requestOwnershipHandover.selector, Ownable.cancelOwnershipHandover.selector);
        c[4] = Ownable.completeOwnershipHandover.selector;
        _add(address(registry), c, new bytes4[](0), 0);
    }

    // ------------------------------------------------------------------- wealth

    /// @dev Assets of an underwriter, wherever they are.
    function _wealth(address account) internal view returns (uint256) {
        return usdc.balanceOf(account) + pool.maxWithdraw(account)
            + pool.convertToAssets(pool.balanceOf(account) + pool.pendingRedeemRequest(0, account));
    }

    /// @dev What a buyer was paid, and what its cover still protects.
    function _covered() internal view returns (uint256) {
        return usdc.balanceOf(carol) + _coverOf(coverId).amount * unit;
    }

    function testFuzz_T44_NoSelectorTouchesWhatIsAnothers(uint256 seed) public {
        uint256[3] memory before = [_wealth(alice), _wealth(bob), _covered()];
        uint256 setAside = vault.getCase(vault.caseIdOf(scriptedTerms, incidentId)).reserve + usdc.balanceOf(carol);
        bytes32 terms = keccak256(abi.encode(registry.getTerms(scriptedTerms)));
        for (uint256 i; i < 48; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            Call memory c = _calls[seed % _calls.length];
            bytes memory data = abi.encodePacked(c.selector);
            for (uint256 k; k < 12; ++k) {
                data = bytes.concat(data, bytes32(_words[uint256(keccak256(abi.encode(seed, k))) % _words.length]));
            }
            address role = _roles[(seed >> 64) % _roles.length];
            // The pool itself may call its token and vault: it is not asked to act against itself.
            if (role == address(pool) && (c.target == address(coverToken) || c.target == address(vault))) role = eve;
            vm.prank(role);
            (bool done,) = c.target.call(data);
            done;
        }
        // A stranger who settles takes a tip of twenty cover units at most, once a request.
        assertGe(_wealth(alice) + 48, before[0], "what was Alice's");
        assertGe(_wealth(bob) + 20 * unit + 48, before[1], "what was Bob's");
        assertGe(_covered() + unit, before[2], "what was Carol's");
        assertEq(coverToken.ownerOf(coverId), carol);
        assertGe(
            vault.getCase(vault.caseIdOf(scriptedTerms, incidentId)).reserve + usdc.balanceOf(carol),
            setAside,
            "the case pays its covers only"
        );
        assertEq(keccak256(abi.encode(registry.getTerms(scriptedTerms))), terms, "terms of a cover in force");
        _assertSolvent();
    }

    /// @dev The same with each selector and role once, all arguments alike: nothing is missed by chance.
    function test_GOV4_T44_EverySelectorOnce() public {
        uint256[3] memory before = [_wealth(alice), _wealth(bob), _covered()];
        uint256 calls = _calls.length;
        for (uint256 i; i < calls; ++i) {
            for (uint256 r; r + 1 < _roles.length; ++r) {
                for (uint256 w; w < _words.length; w += 3) {
                    bytes32 word = bytes32(_words[(w + i + r) % _words.length]);
                    vm.prank(_roles[r]);
                    (bool done,) = _calls[i].target
                        .call(abi.encodePacked(_calls[i].selector, word, word, word, word, word, word, word, word));
                    done;
                }
            }
        }
        assertGt(calls, 70, "all of them");
        assertGe(_wealth(alice) + 48, before[0]);
        assertGe(_wealth(bob) + 20 * unit + 48, before[1]);
        assertGe(_covered() + unit, before[2]);
        assertEq(coverToken.ownerOf(coverId), carol);
        _assertSolvent();
    }
}
