// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoverPoolFactory} from "../../src/CoverPoolFactory.sol";
import {ClaimsVault} from "../../src/claims/ClaimsVault.sol";
import {ClaimsVaultSegment2} from "../../src/claims/ClaimsVaultSegment2.sol";
import {AuditRegistry} from "../../src/listing/AuditRegistry.sol";
import {ProductRegistry} from "../../src/listing/ProductRegistry.sol";
import {ProxyCode} from "../../src/listing/ProxyCode.sol";
import {CoverPool} from "../../src/pool/CoverPool.sol";
import {CoverPoolSegment2} from "../../src/pool/CoverPoolSegment2.sol";
import {CoverPoolSegment3} from "../../src/pool/CoverPoolSegment3.sol";
import {PoolConfig} from "../../src/pool/PoolTypes.sol";
import {Court} from "../../src/resolution/court/Court.sol";
import {BadDebtMeter} from "../../src/resolution/meters/BadDebtMeter.sol";
import {PriceDepegMeter} from "../../src/resolution/meters/PriceDepegMeter.sol";
import {ShareLossMeter} from "../../src/resolution/meters/ShareLossMeter.sol";
import {CoveredVaultFactory} from "../../src/embedding/CoveredVaultFactory.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {RenewalMandate} from "../../src/embedding/RenewalMandate.sol";
import {CoverRouter} from "../../src/router/CoverRouter.sol";
import {Fixture} from "../utils/Fixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";

/// @notice Whole transactions, isolated: a pool, and all that pools share, each contract in a transaction of its own.
contract DeploymentGas is Fixture, StateCounter {
    address internal constant DEPLOYER = 0x4e59b44847b379578588920cA78FbF26c0B4956C;
    /// @dev Half of what one transaction may use (EIP-7825), less a margin for senders who add some.
    uint256 internal constant MOST = 8_000_000;

    uint256 internal total;
    NewState internal added;

    function test_Gas_CreatePool() public {
        PoolConfig memory c = _monoline();
        _startCounting();
        factory.createPool(c);
        vm.snapshotGasLastCall("pool", "create a pool");
        _snapshotNewState("create a pool", _countLastCall());
    }

    function test_Gas_EveryTransactionOfTheDeployment() public {
        _startCounting();
        address audits_ =
            _deploy("AuditRegistry", abi.encodePacked(type(AuditRegistry).creationCode, abi.encode(owner)));
        address proxies = _deploy("ProxyCode", type(ProxyCode).creationCode);
        address registry_ = _deploy(
            "ProductRegistry", abi.encodePacked(type(ProductRegistry).creationCode, abi.encode(owner, audits_, proxies))
        );
        CoverPoolFactory.SegmentHashes memory hashes = CoverPoolFactory.SegmentHashes({
            pool: keccak256(type(CoverPool).creationCode),
            poolSegment2: keccak256(type(CoverPoolSegment2).creationCode),
            poolSegment3: keccak256(type(CoverPoolSegment3).creationCode),
            vault: keccak256(type(ClaimsVault).creationCode),
            vaultSegment2: keccak256(type(ClaimsVaultSegment2).creationCode)
        });
        CoverPoolFactory fresh = CoverPoolFactory(
            _deploy(
                "CoverPoolFactory", abi.encodePacked(type(CoverPoolFactory).creationCode, abi.encode(registry_, hashes))
            )
        );
        _deploySegment(fresh, "ClaimsVaultSegment2", type(ClaimsVaultSegment2).creationCode);
        _deploySegment(fresh, "ClaimsVault", type(ClaimsVault).creationCode);
        _deploySegment(fresh, "CoverPoolSegment3", type(CoverPoolSegment3).creationCode);
        _deploySegment(fresh, "CoverPoolSegment2", type(CoverPoolSegment2).creationCode);
        _deploySegment(fresh, "CoverPool", type(CoverPool).creationCode);
        _deploy("ShareLossMeter", type(ShareLossMeter).creationCode);
        _deploy("PriceDepegMeter", type(PriceDepegMeter).creationCode);
        _deploy("BadDebtMeter", type(BadDebtMeter).creationCode);
        _deploy("Court", abi.encodePacked(type(Court).creationCode, abi.encode(fresh.lossLedger())));
        bytes memory coverToken_ = abi.encode(fresh.coverToken());
        _deploy("CoverRouter", abi.encodePacked(type(CoverRouter).creationCode, coverToken_));
        _deploy(
            "CoveredVaultFactory",
            abi.encodePacked(type(CoveredVaultFactory).creationCode, coverToken_, abi.encode(fresh.registry()))
        );
        _deploy("PayoutDistributorFactory", abi.encodePacked(type(PayoutDistributorFactory).creationCode, coverToken_));
        _deploy("RenewalMandate", abi.encodePacked(type(RenewalMandate).creationCode, coverToken_));
        vm.snapshotValue("deployment", "whole deployment", total);
        _snapshotNewState("whole deployment", added);
        PoolConfig memory c = _monoline();
        fresh.createPool(c);
    }

    function _deploy(string memory name, bytes memory code) internal returns (address) {
        (bool done, bytes memory data) = DEPLOYER.call(abi.encodePacked(bytes32("another salt"), code));
        _count(name);
        assertTrue(done, name);
        return address(bytes20(data));
    }

    function _deploySegment(CoverPoolFactory fresh, string memory name, bytes memory code) internal {
        fresh.deploySegment(code);
        _count(name);
    }

    function _count(string memory name) internal {
        uint256 used = vm.lastCallGas().gasTotalUsed;
        assertLt(used, MOST, name);
        vm.snapshotValue("deployment", name, used);
        total += used;
        NewState memory n = _countLastCall();
        added.slots += n.slots;
        added.accounts += n.accounts;
        added.codeBytes += n.codeBytes;
    }
}
