// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/listing/IProductRegistry.sol";
import {Exits, Money, PoolTerms, Product, Queue, ShareTotals} from "../../src/pool/PoolWords.sol";
import {CoverData} from "../../src/cover/CoverData.sol";
import {Packing} from "../../src/pool/Packing.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {ScriptedResolver} from "../mocks/ScriptedResolver.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice The deployed system with a second product whose incidents a test decides by itself, and the pool's words read
/// straight from storage.
abstract contract UnitFixture is Fixture {
    ScriptedResolver internal resolver;
    uint256 internal scriptedProduct;
    uint256 internal scriptedTerms;
    uint256 internal constant ALICE_KEY = uint256(keccak256("alice's key"));

    function setUp() public virtual override {
        super.setUp();
        resolver = new ScriptedResolver(address(usdc));
        (scriptedProduct, scriptedTerms) = _listScripted("Scripted", 2);
        _addTerms(pool, scriptedTerms);
    }

    function _scripted(uint256 product) internal view virtual returns (Terms memory t) {
        t = _terms(product, 0);
        t.resolver = address(resolver);
        t.observes = false;
    }

    function _listScripted(string memory name, uint256 cluster) internal returns (uint256 product, uint256 terms) {
        vm.startPrank(owner);
        product = registry.listProduct(cluster, sponsor, name);
        terms = registry.publishTerms(_scripted(product), _pins());
        vm.stopPrank();
    }

    /// @dev The same of a product of its own: versions of one product share what settles incidents.
    function _listTerms(Terms memory t, uint256 cluster) internal returns (uint256 product, uint256 terms) {
        vm.startPrank(owner);
        product = registry.listProduct(cluster, sponsor, "Another");
        t.productId = uint56(product);
        terms = registry.publishTerms(t, _pins());
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- actions

    function _orderScripted(address buyer, uint256 amount, uint256 duration)
        internal
        view
        returns (CoverOrder memory o)
    {
        o = _order(buyer, amount, duration);
        o.termsId = scriptedTerms;
    }

    function _buyScripted(address buyer, uint256 amount, uint256 duration)
        internal
        returns (uint256 coverId, uint256 premium)
    {
        _fund(buyer, address(pool), amount);
        CoverOrder memory o = _orderScripted(buyer, amount, duration);
        vm.prank(buyer);
        return pool.buyCover(o);
    }

    /// @dev An incident of the scripted product that happened at `time` and is payable at once.
    function _incident(uint256 time, uint256 severity) internal returns (uint256 incidentId) {
        return resolver.report(0, time, vm.getBlockTimestamp(), severity);
    }

    function _openCaseOf(uint256 time, uint256 severity) internal returns (uint256 incidentId, uint256 reserve) {
        incidentId = _incident(time, severity);
        reserve = vault.openCase(scriptedTerms, incidentId, 0);
    }

    /// @dev What a payout does to a cover, without one.
    function _draw(uint256 coverId, uint256 amount) internal {
        CoverData.Cover memory c = _coverOf(coverId);
        vm.prank(address(vault));
        pool.drawCover(coverId, c, amount);
    }

    function _redeemAll(address account) internal returns (uint256 assets) {
        uint256 shares = pool.maxRedeem(account);
        vm.prank(account);
        return pool.redeem(shares, account, account);
    }

    /// @dev Requests all, waits until the schedule's latest time, settles and withdraws.
    function _leave(address account) internal returns (uint256 assets) {
        _request(account, pool.balanceOf(account));
        (, uint256 latest) = pool.redeemSchedule(account);
        vm.warp(latest);
        vm.prank(account);
        pool.settleRedeemRequests(account);
        return _redeemAll(account);
    }

    /// @dev Two cases of one product in the order in which a claim names them: of their events, then of their numbers.
    function _inOrder(uint256 terms, uint256 a, uint256 b) internal view returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (uint256 caseA, uint256 caseB) = (vault.caseIdOf(terms, a), vault.caseIdOf(terms, b));
        (uint256 timeA, uint256 timeB) = (vault.getCase(caseA).eventTime, vault.getCase(caseB).eventTime);
        bool right = timeA == timeB ? caseA < caseB : timeA < timeB;
        (ids[0], ids[1]) = right ? (a, b) : (b, a);
    }

    // ------------------------------------------------------------------ state

    function _moneyWord() internal view returns (Money memory) {
        return Packing.toMoney(uint256(_word(0)));
    }

    function _totalsWord() internal view returns (ShareTotals memory) {
        return Packing.toShareTotals(uint256(_word(1)));
    }

    function _queueWord() internal view returns (Queue memory) {
        return Packing.toQueue(uint256(_word(2)));
    }

    function _exitsWord() internal view returns (Exits memory) {
        return Packing.toExits(uint256(_word(4)));
    }

    function _mapped(uint256 slot, uint256 key) internal view returns (uint256) {
        return uint256(_word(uint256(keccak256(abi.encode(key, slot)))));
    }

    function _productWord(uint256 product) internal view returns (Product memory) {
        return Packing.toProduct(_mapped(15, product));
    }

    function _poolTermsOf(uint256 terms) internal view returns (PoolTerms memory) {
        return Packing.toPoolTerms(_mapped(17, terms));
    }

    function _coverOf(uint256 coverId) internal view returns (CoverData.Cover memory) {
        return coverToken.coverData(coverId);
    }

    /// @dev The least deductible on which a product was sold, ppm.
    function _deductibleOf(uint256 product) internal view returns (uint256) {
        return _productWord(product).deductible;
    }

    /// @dev The flag that the vault sets while a settlement holds less than can be claimed of it.
    function _setShort(bool short) internal {
        uint256 word = uint256(_word(0)) & ~(uint256(1) << 248);
        vm.store(address(pool), bytes32(0), bytes32(short ? word | 1 << 248 : word));
    }

    /// @dev Everything that calls which change nothing must leave alone: the pool's words and tokens.
    function _fingerprint() internal view returns (bytes32) {
        bytes32[] memory slots = new bytes32[](149);
        for (uint256 i; i < slots.length; ++i) {
            slots[i] = bytes32(i);
        }
        return keccak256(abi.encode(pool.extsload(slots), _productWord(scriptedProduct), usdc.balanceOf(address(pool))));
    }
}
