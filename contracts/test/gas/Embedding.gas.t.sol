// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoveredVault} from "../../src/embedding/CoveredVault.sol";
import {CoveredVaultFactory} from "../../src/embedding/CoveredVaultFactory.sol";
import {CoveredVaultConfig} from "../../src/embedding/ICoveredVault.sol";
import {Mandate} from "../../src/embedding/IRenewalMandate.sol";
import {PayoutDistributorFactory} from "../../src/embedding/PayoutDistributorFactory.sol";
import {RenewalMandate} from "../../src/embedding/RenewalMandate.sol";
import {Fixture} from "../utils/Fixture.sol";
import {StateCounter} from "../utils/StateCounter.sol";

/// @notice Whole transactions with contracts that embed cover, isolated, net of refunds. The covered vault is in use and holds
/// one cover; the same deposits and withdrawals at the wrapped vault stand beside its own.
contract EmbeddingGas is Fixture, StateCounter {
    CoveredVaultFactory internal vaults;
    CoveredVault internal savings;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 20_000_000 * unit);
        vaults = new CoveredVaultFactory(address(coverToken), address(registry));
        savings = CoveredVault(vaults.createCoveredVault(_config()));
        _fund(carol, address(leaky), 10_000_000 * unit);
        _fund(carol, address(savings), 0);
        vm.startPrank(carol);
        leaky.deposit(1000 * unit, carol);
        savings.deposit(1_000_000 * unit, carol);
        vm.stopPrank();
        savings.sync(termsId);
        skip(1 hours);
    }

    function _config() private view returns (CoveredVaultConfig memory c) {
        (c.wrapped, c.termsId, c.poolIds) = (address(leaky), termsId, new uint256[](1));
        c.poolIds[0] = pool.poolId();
        (c.maxRate, c.floor, c.target, c.maxDeductible) = (0.05e18, 0.95e18, 1.05e18, 0.1e18);
        (c.duration, c.name, c.symbol) = (90 days, "Covered USDC", "cUSDC");
    }

    function _snap(string memory name) private {
        vm.snapshotGasLastCall("embedding", name);
        _snapshotNewState(name, _countLastCall());
    }

    function test_Gas_CoveredVault() public {
        _startCounting();
        savings.sync(termsId);
        _snap("sync, first cover");
        skip(3 days);
        vm.prank(carol);
        leaky.deposit(1000 * unit, carol);
        _snap("deposit, wrapped vault alone");
        vm.prank(carol);
        savings.deposit(1000 * unit, carol);
        _snap("deposit, covered vault");
        vm.prank(carol);
        leaky.withdraw(500 * unit, carol, carol);
        _snap("withdraw, wrapped vault alone");
        vm.prank(carol);
        savings.withdraw(500 * unit, carol, carol);
        _snap("withdraw, covered vault");
        savings.sync(termsId);
        _snap("sync, nothing to do");
        skip(72 days);
        savings.sync(termsId);
        _snap("sync, cover extended");
        vaults.createCoveredVault(_config());
        _snap("create a covered vault");
    }

    function test_Gas_Renewal() public {
        RenewalMandate renewals = new RenewalMandate(address(coverToken));
        (address owner_, uint256 key) = makeAddrAndKey("owner of a cover");
        (uint256 coverId,) = _buy(owner_, 10_000 * unit, 90 days);
        _fund(owner_, address(renewals), 1000 * unit);
        vm.prank(owner_);
        coverToken.approve(address(renewals), coverId);
        Mandate memory m = Mandate({
            owner: owner_,
            coverId: coverId,
            maxRate: 0.1e18,
            minAmount: 0,
            maxAmount: type(uint128).max,
            lastEnd: type(uint40).max,
            period: 90 days,
            window: 30 days,
            tip: uint128(unit),
            series: 0,
            nonce: 1
        });
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, renewals.hashMandate(m));
        usdc.mint(eve, unit);
        vm.warp(coverToken.coverData(coverId).end - 20 days);
        _startCounting();
        vm.prank(eve);
        renewals.renewCover(m, abi.encodePacked(r, s, v));
        _snap("renew a cover by mandate");
    }

    function test_Gas_Distributor() public {
        PayoutDistributorFactory distributors = new PayoutDistributorFactory(address(coverToken));
        _startCounting();
        distributors.createDistributor(address(usdc), carol, carol, 0);
        _snap("create a payout distributor");
    }
}
