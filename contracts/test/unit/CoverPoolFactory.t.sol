// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {LibClone} from "solady/utils/LibClone.sol";

import {ClaimsVault} from "../../src/claims/ClaimsVault.sol";
import {ClaimsVaultSegment2} from "../../src/claims/ClaimsVaultSegment2.sol";
import {CoverPool} from "../../src/pool/CoverPool.sol";
import {CoverPoolSegment2} from "../../src/pool/CoverPoolSegment2.sol";
import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {CoverPoolSegment3} from "../../src/pool/CoverPoolSegment3.sol";
import {ICoverPool} from "../../src/pool/ICoverPool.sol";
import {IFirstLoss} from "../../src/claims/roles/IFirstLoss.sol";
import {IPoolAdministration} from "../../src/pool/roles/IPoolAdministration.sol";
import {IPoolCapital} from "../../src/pool/roles/IPoolCapital.sol";
import {IPoolCases} from "../../src/pool/roles/IPoolCases.sol";
import {IPoolCoverChanges} from "../../src/pool/roles/IPoolCoverChanges.sol";
import {IPoolSales} from "../../src/pool/roles/IPoolSales.sol";
import {IPoolUpkeep} from "../../src/pool/roles/IPoolUpkeep.sol";
import {IVaultCases} from "../../src/claims/roles/IVaultCases.sol";
import {ICoverPoolFactory, Protocol} from "../../src/ICoverPoolFactory.sol";
import {IPoolConfigurator} from "../../src/governance/IPoolConfigurator.sol";
import {Errors} from "../../src/common/Errors.sol";
import {IClaimsVault} from "../../src/claims/IClaimsVault.sol";
import {PoolConfig, PoolConstants} from "../../src/pool/PoolTypes.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {Fixture} from "../utils/Fixture.sol";

/// @notice Deployment of pools and what it refuses (CAP-3, CAP-4, POOL-7, POOL-9). Branches: CoverPoolFactory.tree.
contract CoverPoolFactoryTest is Fixture {
    PoolConfig internal c;

    function setUp() public override {
        super.setUp();
        c = _monoline();
    }

    function _expectRefusal(bytes memory reason) internal {
        PoolConfig memory config = c;
        uint256 count = factory.poolCount();
        vm.expectRevert(reason);
        factory.createPool(config);
        assertEq(factory.poolCount(), count);
        c = _monoline();
    }

    function _outOfRange(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.ValueOutOfRange.selector, field);
    }

    function _create() internal returns (ICoverPool created) {
        created = _createPool(c);
        c = _monoline();
    }

    function test_CreatePoolIsWhatItsConfigurationSays() public {
        address predicted = factory.predictPool(c, 2);
        PoolConfig memory config = c;
        vm.expectEmit(address(factory));
        emit ICoverPoolFactory.PoolCreated(2, predicted, address(usdc), config);
        vm.prank(eve);
        (address created, uint256 poolId) = factory.createPool(config);
        assertEq(created, predicted, "predictPool");
        assertEq(poolId, 2);
        assertEq(factory.poolCount(), 2);
        ICoverPool p = ICoverPool(created);
        assertEq(p.poolId(), 2);
        assertEq(p.asset(), address(usdc));
        assertEq(p.coverUnit(), unit);
        assertEq(p.cooldown(), COOLDOWN);
        assertEq(p.totalSupply(), 0);
        assertEq(ERC20(created).name(), "Breakwater USDC");
        assertEq(coverToken.poolOf(2), created);
        assertEq(IClaimsVault(p.claimsVault()).pool(), created);
        (address m, address g) = poolConfigurator.rolesOf(created);
        assertEq(m, manager);
        assertEq(g, guardian);
    }

    function test_POOL8_SharesHaveTwelveDecimals() public {
        uint8[5] memory given = [6, 8, 9, 13, 18];
        for (uint256 i; i < given.length; ++i) {
            c.asset = address(new MockToken("Token", "TKN", given[i]));
            ICoverPool created = _create();
            assertEq(ERC20(address(created)).decimals(), 12);
            assertEq(created.convertToShares(10 ** given[i]), 1e12, "one for one at first");
            assertGe(created.poolConstants().virtualShares, 1000);
        }
    }

    function testFuzz_PredictPoolIsCreatePool(uint256 seed) public {
        c.startEquity = bound(seed, 0, type(uint96).max);
        c.cooldown = uint40(bound(seed >> 10, 2 days, 21 days));
        c.coverUnit = bound(seed >> 20, 1, 1e19);
        address predicted = factory.predictPool(c, factory.poolCount() + 1);
        assertEq(address(_create()), predicted);
    }

    /// @dev Whoever sees what a pool will be cannot take its address for one with another manager or guardian.
    function test_AddressOfAPoolIsOfItsWholeConfiguration() public {
        address predicted = factory.predictPool(c, 2);
        PoolConfig memory other = _monoline();
        other.manager = eve;
        assertTrue(factory.predictPool(other, 2) != predicted);
        other = _monoline();
        other.guardian = eve;
        assertTrue(factory.predictPool(other, 2) != predicted);
        other.manager = eve;
        vm.prank(eve);
        (address taken,) = factory.createPool(other);
        assertTrue(taken != predicted);
        assertEq(predicted.code.length, 0);
    }

    function test_RevertWhen_PredictedConfigurationIsOutOfRange() public {
        vm.expectRevert(_outOfRange("poolId"));
        factory.predictPool(c, uint256(type(uint32).max) + 1);
        c.startEquity = uint256(type(uint96).max) + 1;
        vm.expectRevert(_outOfRange("startEquity"));
        factory.predictPool(c, 2);
    }

    /// @dev A pool on another chain could sell nothing.
    function test_RevertWhen_CODE6_ChainIsAnother() public {
        vm.chainId(block.chainid + 1);
        _expectRefusal(abi.encodeWithSelector(Errors.WrongChain.selector));
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_POOL9_AssetIsUnsupported() public {
        c.asset = eve;
        _expectRefusal(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("no code")));
        uint8[5] memory refused = [0, 2, 5, 19, 24];
        for (uint256 i; i < refused.length; ++i) {
            c.asset = address(new MockToken("Token", "TKN", refused[i]));
            _expectRefusal(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("decimals")));
        }
        // A contract that knows no decimals.
        c.asset = address(registry);
        _expectRefusal(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("decimals")));
    }

    function test_RevertWhen_ManagerIsNobody() public {
        c.manager = address(0);
        _expectRefusal(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("manager")));
    }

    function test_RevertWhen_CoverUnitIsOutOfRange() public {
        c.coverUnit = 0;
        _expectRefusal(_outOfRange("coverUnit"));
        c.coverUnit = 1e19 + 1;
        _expectRefusal(_outOfRange("coverUnit"));
        c.coverUnit = 1e19;
        assertEq(_create().coverUnit(), 1e19);
    }

    function test_RevertWhen_StartEquityIsOutOfRange() public {
        c.startEquity = uint256(type(uint96).max) + 1;
        _expectRefusal(_outOfRange("startEquity"));
    }

    /// @dev CAP-3: clusters at most 100 %, leverage at most 10; CAP-4: exits never tighter than sales.
    function test_RevertWhen_CAP3_LimitsAreOutOfRange() public {
        c.clusterRatio = 1e18 + 1;
        c.exitClusterRatio = 1e18 + 1;
        _expectRefusal(_outOfRange("clusterRatio"));
        c.clusterRatio = 1e12 - 1;
        _expectRefusal(_outOfRange("clusterRatio"));
        c.leverage = 10e18 + 1;
        c.exitLeverage = 10e18 + 1;
        _expectRefusal(_outOfRange("leverage"));
        c.leverage = 0;
        _expectRefusal(_outOfRange("leverage"));
        c.exitClusterRatio = c.clusterRatio - 1;
        _expectRefusal(_outOfRange("exitClusterRatio"));
        c.exitClusterRatio = 1e18 + 1;
        _expectRefusal(_outOfRange("exitClusterRatio"));
        c.exitLeverage = c.leverage - 1;
        _expectRefusal(_outOfRange("exitLeverage"));
        c.exitLeverage = 10e18 + 1;
        _expectRefusal(_outOfRange("exitLeverage"));
        (c.leverage, c.exitLeverage, c.clusterRatio, c.exitClusterRatio) = (10e18, 10e18, 1e12, 1e12);
        _create();
    }

    function test_RevertWhen_POOL7_CooldownIsOutOfRange() public {
        c.cooldown = 2 days - 1;
        _expectRefusal(_outOfRange("cooldown"));
        c.cooldown = 21 days + 1;
        _expectRefusal(_outOfRange("cooldown"));
        c.cooldown = 21 days;
        assertEq(_create().cooldown(), 21 days);
    }

    function test_RevertWhen_NameOrSymbolIsEmptyOrTooLong() public {
        c.name = bytes32(0);
        _expectRefusal(_outOfRange("name"));
        c.name = "12345678901234567890123456789012";
        _expectRefusal(_outOfRange("name"));
        c.symbol = bytes32(0);
        _expectRefusal(_outOfRange("symbol"));
        c.symbol = "12345678901234567890123456789012";
        _expectRefusal(_outOfRange("symbol"));
        c.name = "1234567890123456789012345678901";
        assertEq(bytes(ERC20(address(_create())).name()).length, 31);
    }

    function test_RevertWhen_OthersRegisterPools() public {
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.registerPool(eve, eve, eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        coverToken.registerPool(1, eve);
    }

    function test_FactoryKnowsItsParts() public {
        assertEq(factory.registry(), address(registry));
        assertEq(factory.coverToken(), address(coverToken));
        assertEq(factory.lossLedger(), address(lossLedger));
        assertEq(factory.poolConfigurator(), address(poolConfigurator));
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.PoolRegistered(factory.predictPool(c, 2), manager, guardian);
        _create();
    }

    // ---------------------------------------------------------------- segments

    /// @dev Nothing but the five segments can be deployed, each once, at the address that is known before.
    function test_SegmentsAreWhatTheFactoryWasDeployedWith() public {
        Protocol memory p = factory.protocol();
        assertEq(factory.deploySegment(type(CoverPool).creationCode), p.pool, "there already: nothing happens");
        assertEq(factory.deploySegment(type(ClaimsVaultSegment2).creationCode), p.vaultSegment2);
        bytes memory other = abi.encodePacked(type(CoverPool).creationCode, uint8(0));
        vm.expectRevert(_outOfRange("creationCode"));
        factory.deploySegment(other);
        vm.expectRevert(_outOfRange("creationCode"));
        factory.deploySegment("");
    }

    /// @dev Without its code a pool would answer every call with nothing.
    function test_RevertWhen_SegmentIsMissing() public {
        PoolConfig memory config = c;
        CoverPoolFactory fresh = _freshFactory();
        Protocol memory p = fresh.protocol();
        vm.startPrank(eve);
        _expectMissing(p.vaultSegment2);
        fresh.deploySegment(type(ClaimsVault).creationCode);
        fresh.deploySegment(type(ClaimsVaultSegment2).creationCode);
        _expectMissing(p.poolSegment3);
        fresh.deploySegment(type(CoverPoolSegment2).creationCode);
        fresh.deploySegment(type(CoverPoolSegment3).creationCode);
        _expectMissing(p.vault);
        fresh.deploySegment(type(CoverPoolSegment2).creationCode);
        fresh.deploySegment(type(ClaimsVault).creationCode);
        _expectMissing(p.poolSegment2);
        fresh.deploySegment(type(CoverPool).creationCode);
        fresh.deploySegment(type(CoverPoolSegment2).creationCode);
        _expectMissing(p.pool);
        fresh.createPool(config);
        fresh.deploySegment(type(CoverPool).creationCode);
        vm.stopPrank();
        (address created,) = fresh.createPool(config);
        assertEq(ICoverPool(created).asset(), config.asset);
    }

    function _expectMissing(address segment) internal {
        vm.expectRevert(abi.encodeWithSelector(Errors.SegmentMissing.selector, segment));
    }

    /// @dev The vault is created with its pool and never again, by nobody else, neither in a pool nor in the pools' code.
    function test_RevertWhen_VaultIsCreatedByAnybodyElse() public {
        address[3] memory places = [address(pool), factory.protocol().pool, factory.protocol().poolSegment2];
        address[3] memory callers = [eve, manager, owner];
        for (uint256 i; i < 9; ++i) {
            vm.prank(callers[i % 3]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            IPoolUpkeep(places[i / 3]).createVault();
        }
        assertEq(vm.getNonce(address(pool)), 2, "a pool creates one contract");
        assertEq(pool.claimsVault(), vm.computeCreateAddress(address(pool), 1));
    }

    function _freshFactory() internal returns (CoverPoolFactory) {
        CoverPoolFactory.SegmentHashes memory hashes = CoverPoolFactory.SegmentHashes({
            pool: keccak256(type(CoverPool).creationCode),
            poolSegment2: keccak256(type(CoverPoolSegment2).creationCode),
            poolSegment3: keccak256(type(CoverPoolSegment3).creationCode),
            vault: keccak256(type(ClaimsVault).creationCode),
            vaultSegment2: keccak256(type(ClaimsVaultSegment2).creationCode)
        });
        return new CoverPoolFactory(address(registry), hashes);
    }

    /// @dev A pool and a vault are solady's proxies, and their arguments are what the proxy's own reader finds.
    function testFuzz_ArgumentsAreThoseOfTheConfiguration(PoolConfig memory given, uint256 decimals) public {
        PoolConfig memory config = _monoline();
        config.asset = address(new MockToken("Token", "TKN", uint8(bound(decimals, 6, 18))));
        config.coverUnit = bound(given.coverUnit, 1, 1e19);
        config.startEquity = bound(given.startEquity, 0, type(uint96).max);
        config.clusterRatio = bound(given.clusterRatio, 1e12, 1e18);
        config.exitClusterRatio = bound(given.exitClusterRatio, config.clusterRatio, 1e18);
        config.leverage = bound(given.leverage, 1e12, 10e18);
        config.exitLeverage = bound(given.exitLeverage, config.leverage, 10e18);
        config.cooldown = uint40(bound(given.cooldown, 2 days, 21 days));
        (address created, uint256 id) = factory.createPool(config);
        ICoverPool p = ICoverPool(created);
        PoolConstants memory k = p.poolConstants();
        assertEq(k.asset, config.asset);
        assertEq(k.coverUnit, config.coverUnit);
        assertEq(k.poolId, id);
        assertEq(k.startEquity, config.startEquity);
        assertEq(k.cooldown, config.cooldown);
        uint256 most = 1e18 * 15 / uint256(16);
        uint256 cluster = config.exitClusterRatio / 1e12 * 1e12;
        assertEq(k.exitClusterRatio, cluster < most ? cluster : most);
        assertEq(k.exitLeverage, config.exitLeverage / 1e12 * 1e12);
        assertLe(k.saleClusterRatio, config.clusterRatio);
        assertLe(k.saleClusterRatio * 10, cluster * 9);
        assertLe(k.saleLeverage, config.leverage);
        assertLe(k.saleLeverage * 10, k.exitLeverage * 9);
        assertGt(
            k.saleClusterRatio + 1e12, cluster * 9 / 10 < config.clusterRatio ? cluster * 9 / 10 : config.clusterRatio
        );
        assertGt(
            k.saleLeverage + 1e12, k.exitLeverage * 9 / 10 < config.leverage ? k.exitLeverage * 9 / 10 : config.leverage
        );
        IClaimsVault v = IClaimsVault(p.claimsVault());
        assertEq(v.pool(), created);
        bytes memory own = LibClone.argsOnClone(created);
        bytes memory vaults = LibClone.argsOnClone(address(v));
        assertEq(own.length, 128);
        assertEq(
            vaults, abi.encodePacked(LibClone.argLoad(own, 0), created), "the vault has the first word and its pool"
        );
        assertEq(
            LibClone.argLoad(own, 0), bytes32(abi.encodePacked(config.asset, uint64(config.coverUnit), uint32(id)))
        );
        assertEq(created.code.length, 45 + 128);
        assertEq(address(v).code.length, 45 + 52);
    }

    /// @dev T-45: whoever calls the code that pools run in its own place reaches no pool, no vault and no token.
    function test_T45_SegmentsAloneArePowerless() public {
        Protocol memory p = factory.protocol();
        address[5] memory segments = [p.pool, p.poolSegment2, p.poolSegment3, p.vault, p.vaultSegment2];
        _fund(eve, p.pool, 1000 * unit);
        for (uint256 i; i < segments.length; ++i) {
            assertTrue(coverToken.poolOf(ICoverPool(address(pool)).poolId()) != segments[i]);
            vm.startPrank(eve);
            _reverts(segments[i], abi.encodeCall(IPoolCapital.deposit, (1, eve)));
            _reverts(segments[i], abi.encodeCall(IPoolAdministration.collectFees, (1)));
            _reverts(segments[i], abi.encodeCall(IPoolSales.cancelCover, (1)));
            _reverts(
                segments[i],
                abi.encodeCall(IPoolCoverChanges.extendCover, (1, 1 days, type(uint256).max, type(uint256).max))
            );
            _reverts(segments[i], abi.encodeCall(IPoolCases.returnCapital, (1)));
            _reverts(segments[i], abi.encodeCall(IVaultCases.openCase, (termsId, 1, 1e18)));
            _reverts(segments[i], abi.encodeCall(IFirstLoss.postFirstLoss, (1, 1)));
            vm.stopPrank();
        }
    }

    function _reverts(address target, bytes memory data) private {
        (bool done,) = target.call(data);
        assertFalse(done);
    }
}
