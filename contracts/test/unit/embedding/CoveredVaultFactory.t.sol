// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Errors} from "../../../src/common/Errors.sol";
import {CoveredVaultConfig, ICoveredVault} from "../../../src/embedding/ICoveredVault.sol";
import {ICoveredVaultFactory} from "../../../src/embedding/ICoveredVaultFactory.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {OddVault} from "../../mocks/OddVault.sol";
import {CoveredVaultFixture} from "./CoveredVaultFixture.sol";

/// @notice Creation of covered vaults, and what is refused.
contract CoveredVaultFactoryTest is CoveredVaultFixture {
    CoveredVaultConfig internal c;

    function setUp() public override {
        super.setUp();
        c = _vaultConfig(address(leaky), termsId);
    }

    function test_EMB1_AnyoneCreatesAVault() public {
        vm.prank(eve);
        vm.expectEmit(false, true, true, true, address(vaults));
        emit ICoveredVaultFactory.CoveredVaultCreated(address(0), address(leaky), productId, c);
        address created = vaults.createCoveredVault(c);
        assertTrue(vaults.isCoveredVault(created));
        assertFalse(vaults.isCoveredVault(eve));
        assertEq(ICoveredVault(created).wrapped(), address(leaky));
        assertTrue(created != address(savings), "each its own");
    }

    function test_EMB1_NobodyCanUseTheImplementation() public {
        ICoveredVault implementation = ICoveredVault(vaults.implementation());
        vm.expectRevert();
        implementation.sync(termsId);
        vm.expectRevert();
        implementation.depositsOpen();
    }

    function _refuse(bytes memory reason) private {
        vm.expectRevert(reason);
        vaults.createCoveredVault(c);
        c = _vaultConfig(address(leaky), termsId);
    }

    function test_RevertWhen_EMB1_AssetIsAnother() public {
        MockToken other = new MockToken("Other", "OTH", 6);
        c.wrapped = address(new OddVault(address(other)));
        _refuse(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("terms")));

        PoolConfig memory p = _monoline();
        p.asset = address(other);
        ICoverPool foreign = _createPool(p);
        c.poolIds[0] = foreign.poolId();
        _refuse(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("pool")));

        vm.mockCall(address(usdc), abi.encodeCall(usdc.decimals, ()), abi.encode(5));
        _refuse(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("decimals")));
        vm.clearMockedCalls();
        c.wrapped = carol;
        _refuse(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("wrapped")));
        c.wrapped = address(usdc);
        _refuse(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("wrapped")));
    }

    function test_RevertWhen_EMB1_TermsCoverSomethingElse() public {
        c.termsId = oddTerms;
        _refuse(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, oddTerms));
        c.termsId = scriptedTerms;
        _refuse(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, scriptedTerms));
        c.termsId = 999;
        _refuse(abi.encodeWithSelector(Errors.UnknownTerms.selector));
        c.maxDeductible = 0.05e18 - 1e12;
        _refuse(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, termsId));
    }

    function test_RevertWhen_EMB1_TermsNeedAProofOfLoss() public {
        Terms memory t = _scripted(1);
        t.proofOfLoss = true;
        (, uint256 proven) = _listTerms(t, 3);
        c.termsId = proven;
        _refuse(abi.encodeWithSelector(ICoveredVault.TermsNotTaken.selector, proven));
    }

    function _out(bytes32 field) private {
        _refuse(abi.encodeWithSelector(Errors.ValueOutOfRange.selector, field));
    }

    function test_RevertWhen_EMB1_CapsAreOutOfRange() public {
        c.maxRate = 0;
        _out("maxRate");
        c.maxRate = 1e18 + 1e12;
        _out("maxRate");
        c.maxRate = 0.05e18 + 1;
        _out("maxRate");
        c.floor = 0.009e18;
        _out("floor");
        c.floor = 2e18 + 1e12;
        _out("floor");
        c.target = 0.997e18;
        _out("target");
        c.target = 3e18 + 1e12;
        _out("target");
        c.maxDeductible = 1e18;
        _out("maxDeductible");
        c.maxDeductible = 0.05e18 + 1;
        _out("maxDeductible");
        c.duration = 28 days - 1;
        _out("duration");
        c.duration = 340 days + 1;
        _out("duration");
        c.name = "";
        _out("name");
        c.name = bytes32("a") >> 8;
        _out("name");
        c.symbol = bytes32(type(uint256).max);
        _out("symbol");
    }

    function test_RevertWhen_EMB9_StrictVaultCannotBegin() public {
        (c.strict, c.floor, c.target) = (true, 1.05e18, 1.2e18);
        _refuse(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("sponsor")));
        (c.strict, c.sponsor, c.floor, c.target) = (true, dave, 1.05e18 - 1e12, 1.2e18);
        _out("floor");
        (c.strict, c.sponsor, c.floor, c.target) = (true, dave, 1.05e18, 1.2e18);
        assertTrue(vaults.isCoveredVault(vaults.createCoveredVault(c)));
    }

    function test_RevertWhen_EMB1_PoolsAreNoneTooManyUnknownOrTwice() public {
        c.poolIds = new uint256[](0);
        _out("poolIds");
        c.poolIds = new uint256[](5);
        _out("poolIds");
        c.poolIds[0] = 77;
        _refuse(abi.encodeWithSelector(Errors.UnknownPool.selector, 77));
        c.poolIds = new uint256[](2);
        (c.poolIds[0], c.poolIds[1]) = (pool.poolId(), pool.poolId());
        _out("poolIds");
    }
}
