// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Case} from "../../../src/claims/ClaimTypes.sol";
import {Settlement} from "../../../src/claims/ClaimWords.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {CoverOrder, PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice A pool of a million with three products in clusters of their own, one of which pays by proof of loss; whose
/// incidents a test decides by itself. No deductible unless a test wants one, so that amounts can be read.
abstract contract IncidentFixture is UnitFixture {
    uint256 internal constant M = 1_000_000e6;

    uint256[3] internal product;
    uint256[3] internal terms;

    function setUp() public virtual override {
        super.setUp();
        PoolConfig memory c = _monoline();
        (c.leverage, c.exitLeverage) = (4e18, 5e18);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        for (uint256 i; i < 3; ++i) {
            vm.startPrank(owner);
            product[i] = registry.listProduct(10 + i, sponsor, "Product");
            terms[i] = registry.publishTerms(_incidentTerms(i), _pins());
            vm.stopPrank();
            _addTerms(pool, terms[i]);
        }
        _depositTogether(6 * M / 10, 4 * M / 10);
    }

    function _incidentTerms(uint256 i) internal view virtual returns (Terms memory t) {
        t = _scripted(product[i]);
        (t.subject, t.deductible, t.proofOfLoss) = (uint96(i), 0, i == 2);
    }

    // ---------------------------------------------------------------- actions

    /// @dev Cover for 300 days, bought in daily quarters: no more of a limit is sold in one day.
    function _cover(uint256 i, address buyer, uint256 amount) internal returns (uint256 coverId) {
        _fund(buyer, address(pool), amount);
        CoverOrder memory o = _order(buyer, amount, 300 days);
        o.termsId = terms[i];
        vm.prank(buyer);
        (coverId,) = pool.buyCover(o);
        skip(1 days);
    }

    function _report(uint256 i, uint256 severity) internal returns (uint256 id) {
        return resolver.report(uint96(i), vm.getBlockTimestamp(), 0, severity);
    }

    function _openCaseFor(uint256 i, uint256 severity) internal returns (uint256 id) {
        id = _report(i, severity);
        vault.openCase(terms[i], id, 0);
    }

    function _decide(uint256 i, uint256 id, uint256 severity) internal {
        resolver.decide(id, vm.getBlockTimestamp(), severity);
        vault.applyVerdict(terms[i], id);
    }

    function _post(uint256 i, uint256 assets) internal {
        _fund(sponsor, address(vault), assets);
        vm.prank(sponsor);
        vault.postFirstLoss(product[i], assets);
    }

    function _collect(address account) internal returns (uint256 shares) {
        vm.prank(account);
        return vault.collectReturns(account, account, 32);
    }

    function _claim(uint256 coverId, uint256 id) internal returns (uint256 payout) {
        vm.prank(eve);
        return vault.claimPayout(coverId, id);
    }

    function _release(uint256 i, uint256 id) internal returns (uint256 assets) {
        (assets,) = vault.settleCase(terms[i], id);
    }

    /// @dev Another loss has left the pool so much that `left` can be set aside: a sixteenth of all stays in equity.
    function _leaveEquity(uint256 left) internal {
        uint256 undecided = vault.undecided();
        uint256 equity = (16 * left + undecided) / 15;
        while (equity - (equity + undecided) / 16 < left) ++equity;
        if (equity > pool.totalAssets()) usdc.mint(address(pool), equity - pool.totalAssets());
        vm.store(address(pool), 0, bytes32(uint256(_word(0)) - pool.totalAssets() + equity));
    }

    function _coverOn(uint256 termsId_, address buyer, uint256 amount, uint256 duration)
        internal
        returns (uint256 coverId)
    {
        _fund(buyer, address(pool), amount);
        CoverOrder memory o = _order(buyer, amount, duration);
        o.termsId = termsId_;
        vm.prank(buyer);
        (coverId,) = pool.buyCover(o);
    }

    /// @dev Another version of a product's terms, with a deductible of its own, which the pool sells a cooldown and a day later.
    function _version(uint256 i, uint64 deductible) internal returns (uint256 termsId_) {
        Terms memory t = _incidentTerms(i);
        t.deductible = deductible;
        vm.prank(owner);
        termsId_ = registry.publishTerms(t, _pins());
        vm.prank(manager);
        poolConfigurator.submitChange(address(pool), termsId_, _pricing());
        skip(COOLDOWN + 1 days);
        vm.prank(manager);
        poolConfigurator.applyChange(address(pool), termsId_, _pricing(), address(0));
    }

    // ------------------------------------------------------------------ state

    function _case(uint256 i, uint256 id) internal view returns (Case memory) {
        return vault.getCase(vault.caseIdOf(terms[i], id));
    }

    function _isShort() internal view returns (bool) {
        return _moneyWord().flags & 1 == 1;
    }

    function _settlement(uint256 number) internal view returns (Settlement memory s) {
        (s,,,) = vault.getSettlement(number);
    }

    /// @dev First loss that no case has set aside.
    function _freeFirstLoss(uint256 i) internal view returns (uint256 free) {
        (free,,,,) = vault.firstLossOf(product[i]);
    }

    function _promised(uint256 i) internal view returns (uint256 promised) {
        (, promised,,,) = vault.firstLossOf(product[i]);
    }

    function _inVault() internal view returns (uint256) {
        return usdc.balanceOf(address(vault));
    }
}
