// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {PoolConfig, PoolConstants, PoolSnapshot, TermsState} from "../../../src/pool/PoolTypes.sol";
import {LeakyVaultAttacker} from "../../mocks/LeakyVault.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice What quotes made elsewhere rest on. That they are right is for the SDK's differential tests; here, that every
/// word is the pool's. Branches: Snapshot.tree.
contract SnapshotTest is UnitFixture {
    function _none() internal pure returns (uint256[] memory) {
        return new uint256[](0);
    }

    function _one(uint256 terms) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = terms;
    }

    /// @dev Shares that nobody has collected, burned as the vault does it.
    function _fade(uint256 shares) internal {
        vm.prank(alice);
        pool.transfer(address(vault), shares);
        vm.prank(address(vault));
        pool.fadeShares(shares);
    }

    // -------------------------------------------------------------- constants

    function test_PoolConstants_AreWhatThePoolWasCreatedWith() public {
        PoolConfig memory config = _monoline();
        (config.coverUnit, config.startEquity, config.cooldown) = (3 * unit, 7 * unit, 11 days);
        (config.clusterRatio, config.exitClusterRatio) = (0.85e18, 0.9e18);
        (config.leverage, config.exitLeverage) = (1.5e18, 4e18);
        ICoverPool created = _createPool(config);
        PoolConstants memory c = created.poolConstants();
        assertEq(c.poolId, created.poolId());
        assertEq(c.chainId, block.chainid);
        assertEq(c.asset, address(usdc));
        assertEq(c.configurator, address(poolConfigurator));
        assertEq(c.coverToken, address(coverToken));
        assertEq(c.registry, address(registry));
        assertEq(c.coverUnit, 3 * unit);
        assertEq(c.virtualShares, decimals() == 6 ? 1e6 : 1e3);
        assertEq(c.assetUnit, decimals() == 6 ? 1 : 1e9);
        assertEq(c.cooldown, 11 days);
        assertEq(c.startEquity, 7 * unit);
        assertEq(c.saleClusterRatio, 0.81e18, "90 % of the exit limit is tighter");
        assertEq(c.saleLeverage, 1.5e18, "the sale limit is tighter");
        assertEq(c.exitClusterRatio, 0.9e18);
        assertEq(c.exitLeverage, 4e18);
    }

    function test_PoolConstants_NeverChange() public {
        bytes32 before = keccak256(abi.encode(pool.poolConstants()));
        _deposit(alice, 1_000_000 * unit);
        _buyScripted(carol, 1000 * unit, 30 days);
        skip(1000 days);
        vm.chainId(5);
        assertEq(keccak256(abi.encode(pool.poolConstants())), before);
    }

    // --------------------------------------------------------------- snapshot

    /// @dev PREM-5: every word that a quote reads, after a history that has written them all.
    function test_PREM5_SnapshotHoldsThePoolsWords() public {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 1000 * unit, 30 days);
        _buy(carol, 2000 * unit, 300 days);
        _request(alice, 5 * unit);
        skip(3 days);
        vm.roll(77);
        vm.startPrank(guardian);
        poolConfigurator.pauseSales(address(pool), 3 days);
        poolConfigurator.pauseDeposits(address(pool), 5 days);
        vm.stopPrank();
        _fade(unit);
        PoolSnapshot memory s = pool.snapshot(_none());
        assertEq(s.chainId, block.chainid);
        assertEq(s.blockNumber, 77);
        assertEq(s.timestamp, vm.getBlockTimestamp());
        assertEq(keccak256(abi.encode(s.constants)), keccak256(abi.encode(pool.poolConstants())));
        for (uint256 i; i < 8; ++i) {
            assertEq(bytes32(s.words[i]), _word(i));
        }
        assertEq(uint112(s.words[7]), unit, "shares on their way out");
        for (uint256 i; i < 64; ++i) {
            assertEq(bytes32(s.streamRing[i]), _word(21 + i));
        }
        for (uint256 i; i < 32; ++i) {
            assertEq(bytes32(s.clusterRing[i]), _word(85 + i));
        }
        assertEq(s.terms.length, 2);
        uint256[2] memory terms = [termsId, scriptedTerms];
        uint256[2] memory products = [productId, scriptedProduct];
        for (uint256 i; i < 2; ++i) {
            TermsState memory t = s.terms[i];
            assertEq(t.termsId, terms[i]);
            assertEq(t.poolTerms, _mapped(17, terms[i]));
            assertEq(t.pricing, _mapped(16, products[i]));
            assertEq(t.product, _mapped(15, products[i]));
            uint256 ring = uint256(keccak256(abi.encode(products[i], 19)));
            for (uint256 j; j < 5; ++j) {
                assertEq(bytes32(t.ring[j]), _word(ring + j));
            }
        }
    }

    function test_Snapshot_TellsOfTheTermsOfThePoolOrOfThoseNamed() public {
        (, uint256 elsewhere) = _listScripted("Sold by others", 3);
        TermsState[] memory terms = pool.snapshot(_none()).terms;
        assertEq(terms.length, 2, "all that this pool sells");
        assertEq(terms[0].termsId, termsId);
        assertEq(terms[1].termsId, scriptedTerms);

        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (scriptedTerms, elsewhere, 999);
        terms = pool.snapshot(ids).terms;
        assertEq(terms.length, 3);
        assertEq(terms[0].termsId, scriptedTerms);
        assertEq(terms[1].poolTerms, 0, "not in this pool");
        assertEq(terms[1].reason, bytes32(0));
        assertEq(terms[2].reason, "unknown");
    }

    function test_Snapshot_TellsWhyTermsAreNotSold() public {
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        assertEq(pool.snapshot(_one(scriptedTerms)).terms[0].reason, "suspended");
        vm.prank(owner);
        registry.publishTerms(_scripted(scriptedProduct), _pins());
        assertEq(pool.snapshot(_one(scriptedTerms)).terms[0].reason, "superseded");
    }

    function test_Snapshot_TellsWhatTheMeterReads() public view {
        TermsState[] memory terms = pool.snapshot(_none()).terms;
        assertEq(terms[0].reading, shareLoss.reading(meterId));
        assertGt(terms[0].reading, 0);
        assertEq(terms[0].refusal.length, 0);
        assertEq(terms[1].reading, 0, "no meter");
    }

    /// @dev T-41: a resolver that cannot be read keeps nobody from reading the rest.
    function test_T41_SnapshotTellsThatTheResolverRefuses() public {
        vm.startPrank(eve);
        new LeakyVaultAttacker().attack(address(leaky));
        vm.stopPrank();
        TermsState[] memory terms = pool.snapshot(_none()).terms;
        assertEq(terms[0].refusal, abi.encodeWithSelector(Errors.BelowMark.selector));
        assertEq(terms[0].reading, 0);
        assertEq(terms[1].termsId, scriptedTerms);
    }
}
