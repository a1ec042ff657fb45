// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";

import {CoverPool} from "../../src/CoverPool.sol";
import {ICoverPool} from "../../src/interfaces/ICoverPool.sol";
import {ICoverPoolFactory} from "../../src/interfaces/ICoverPoolFactory.sol";
import {IPoolManager} from "../../src/interfaces/IPoolManager.sol";
import {Errors} from "../../src/libraries/Errors.sol";
import {IClaimsVault} from "../../src/interfaces/IClaimsVault.sol";
import {PoolConfig} from "../../src/types/PoolTypes.sol";
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
        assertEq(p.quantum(), unit);
        assertEq(p.cooldown(), COOLDOWN);
        assertEq(p.totalSupply(), 0);
        assertEq(ERC20(created).name(), "Breakwater USDC");
        assertEq(coverToken.poolOf(2), created);
        assertEq(IClaimsVault(p.claimsVault()).pool(), created);
        (address m, address g) = poolManager.rolesOf(created);
        assertEq(m, manager);
        assertEq(g, guardian);
    }

    /// @dev T-45: neither half of a pool's code can be set up again, or used in its own place to any effect.
    function test_T45_ExtensionAloneIsPowerless() public {
        (bool done, bytes memory data) = address(pool).staticcall(abi.encodeWithSignature("extension()"));
        assertTrue(done);
        ICoverPool code = ICoverPool(abi.decode(data, (address)));
        assertGt(address(code).code.length, 0);
        vm.expectRevert(Errors.NotAuthorized.selector);
        code.takeCuts(1);
        vm.expectRevert(Errors.CoverDoesNotExist.selector);
        code.extendCover(1, 1 days, type(uint256).max, type(uint256).max);
        vm.expectRevert();
        code.cancelCover(1);
        vm.expectRevert();
        code.deposit(1, eve);
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
        c.quantum = bound(seed >> 20, 1, 1e19);
        address predicted = factory.predictPool(c, factory.poolCount() + 1);
        assertEq(address(_create()), predicted);
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

    function test_RevertWhen_QuantumIsOutOfRange() public {
        c.quantum = 0;
        _expectRefusal(_outOfRange("quantum"));
        c.quantum = 1e19 + 1;
        _expectRefusal(_outOfRange("quantum"));
        c.quantum = 1e19;
        assertEq(_create().quantum(), 1e19);
    }

    function test_RevertWhen_StartEquityIsOutOfRange() public {
        c.startEquity = uint256(type(uint96).max) + 1;
        _expectRefusal(_outOfRange("startEquity"));
    }

    /// @dev CAP-3: clusters at most 100 %, leverage at most 10; CAP-4: exits never tighter than sales.
    function test_RevertWhen_CAP3_LimitsAreOutOfRange() public {
        c.clusterShare = 1e18 + 1;
        c.exitClusterShare = 1e18 + 1;
        _expectRefusal(_outOfRange("clusterShare"));
        c.clusterShare = 1e12 - 1;
        _expectRefusal(_outOfRange("clusterShare"));
        c.leverage = 10e18 + 1;
        c.exitLeverage = 10e18 + 1;
        _expectRefusal(_outOfRange("leverage"));
        c.leverage = 0;
        _expectRefusal(_outOfRange("leverage"));
        c.exitClusterShare = c.clusterShare - 1;
        _expectRefusal(_outOfRange("exitClusterShare"));
        c.exitClusterShare = 1e18 + 1;
        _expectRefusal(_outOfRange("exitClusterShare"));
        c.exitLeverage = c.leverage - 1;
        _expectRefusal(_outOfRange("exitLeverage"));
        c.exitLeverage = 10e18 + 1;
        _expectRefusal(_outOfRange("exitLeverage"));
        (c.leverage, c.exitLeverage, c.clusterShare, c.exitClusterShare) = (10e18, 10e18, 1e12, 1e12);
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
        poolManager.registerPool(eve, eve, eve);
        vm.expectRevert(Errors.NotAuthorized.selector);
        coverToken.registerPool(1, eve);
    }

    function test_FactoryKnowsItsParts() public {
        assertEq(factory.registry(), address(registry));
        assertEq(factory.coverToken(), address(coverToken));
        assertEq(factory.poolManager(), address(poolManager));
        vm.expectEmit(address(poolManager));
        emit IPoolManager.PoolRegistered(factory.predictPool(c, 2), manager, guardian);
        _create();
    }

    /// @dev A pool whose vault cannot be created is none, and says why.
    function test_RevertWhen_VaultCannotBeCreated() public {
        CoverPool.Parts memory parts;
        // Reverts with the word 1.
        parts.vaultCode = SSTORE2.write(hex"600160005260206000fd");
        try new CoverPool(c, 9, coverToken, registry, manager, 6, parts) {
            fail();
        } catch (bytes memory reason) {
            assertEq(reason, abi.encode(1));
        }
    }
}
