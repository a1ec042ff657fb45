// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProductPricing} from "../../src/pool/PoolWords.sol";
import {MockToken} from "../mocks/MockToken.sol";
import {NoZeroToken} from "../mocks/NoZeroToken.sol";
import {CancelCoverTest} from "../unit/pool/CancelCover.t.sol";
import {DustExitTest} from "../unit/pool/DustExit.t.sol";
import {FirstLossTest} from "../unit/claims/FirstLoss.t.sol";
import {ClaimsVaultTest} from "../unit/claims/ClaimsVault.t.sol";
import {PoolChangesTest} from "../unit/governance/PoolChanges.t.sol";
import {ProofOfLossTest} from "../unit/claims/ProofOfLoss.t.sol";
import {RedeemTest} from "../unit/pool/Redeem.t.sol";
import {IncidentFixture} from "../unit/claims/IncidentFixture.sol";

function noZeroToken() returns (MockToken) {
    return new NoZeroToken("USD Coin", "USDC", 6);
}

/// @notice T-34, POOL-9: an asset that refuses transfers of nothing is an asset like any other. What unit/ shows of cases,
/// claims, releases, cancellations, changes and withdrawals holds over it, below, and where nothing is due nothing is sent.
contract NoZeroTransfersTest is IncidentFixture {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }

    /// @dev First loss bears all: the case is opened and its claim paid, and its end gives nothing back.
    function test_T34_POOL9_CaseThatFirstLossBearsAlone() public {
        uint256 coverId = _cover(0, carol, M / 10);
        skip(5 days);
        _post(0, M / 10);
        uint256 id = _openCaseFor(0, 1e18);
        _decide(0, id, 1e18);
        assertEq(_claim(coverId, id), M / 10);
        skip(60 days + 1);
        assertEq(_release(0, id), M / 10, "the pool bears nothing");
        assertEq(_case(0, id).firstLoss, M / 10);
    }

    /// @dev In a pool without equity a case can be opened, too: what there is to claim is registered.
    function test_T34_POOL9_CaseOfAPoolThatHasNothingLeft() public {
        uint256 first = _cover(0, carol, M / 4);
        uint256 second = _cover(1, dave, M / 4);
        skip(5 days);
        uint256 word = uint256(_word(0));
        uint256 unearned = _moneyWord().net - pool.totalAssets();
        vm.store(address(pool), 0, bytes32((word >> 104 << 104) | unearned));
        assertEq(pool.totalAssets(), 0);
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(_case(0, id).reserve, 0);
        _decide(0, id, 1e18);
        assertEq(_claim(first, id), 0, "registered");
        skip(60 days + 1);
        vault.settleCase(terms[0], id);
        assertEq(coverToken.coverData(second).amount * unit, M / 4, "the other is untouched");
    }

    /// @dev What is worth less than a unit is settled and redeemed without a transfer, by a stranger too.
    function test_T34_POOL9_ExitOfLessThanAUnit() public {
        _request(alice, 1);
        skip(COOLDOWN);
        vm.prank(eve);
        (uint256 shares, uint256 assets) = pool.settleRedeemRequests(alice);
        assertEq(shares, 1);
        assertEq(assets, 0);
        assertEq(pool.maxRedeem(alice), 1);
        assertEq(_redeemAll(alice), 0);
        assertEq(pool.maxRedeem(alice), 0);
        assertEq(usdc.balanceOf(eve), 0);
    }

    /// @dev Fees of a product that has sold nothing, or whose fees are collected.
    function test_T34_POOL9_NoCutsToCollect() public {
        poolConfigurator.collectFees(address(pool), product[0]);
        _cover(0, carol, M / 10);
        poolConfigurator.collectFees(address(pool), product[0]);
        poolConfigurator.collectFees(address(pool), product[0]);
        assertGt(poolConfigurator.feesOwed(address(usdc), manager), 0);
    }

    /// @dev An extension that costs nothing: at no price, over just twice the time that was paid for, half the rate
    /// streams.
    function test_T34_POOL9_ExtensionForNothing() public {
        uint256 coverId = _cover(0, carol, M / 10);
        vm.warp((vm.getBlockTimestamp() / 1 days + 1) * 1 days);
        uint256 rate = _coverOf(coverId).rate;
        while (rate % 2 == 1) {
            coverId = _cover(0, carol, 7 * unit);
            rate = _coverOf(coverId).rate;
        }
        ProductPricing memory free = pool.pricingOf(product[0]);
        (free.rateFloor, free.rateAtTarget, free.rateMax) = (0, 0, 0);
        vm.prank(address(poolConfigurator));
        pool.setPricing(product[0], free);
        skip(200 days);
        uint256 left = _coverOf(coverId).end - vm.getBlockTimestamp();
        (, uint256 premium) = pool.quoteExtension(coverId, left);
        assertEq(premium, 0);
        vm.prank(carol);
        (uint40 end,) = pool.extendCover(coverId, left, 0, vm.getBlockTimestamp());
        assertEq(end, vm.getBlockTimestamp() + 2 * left);
        assertEq(_coverOf(coverId).rate, rate / 2);
    }
}

contract CancelCoverNoZeroTest is CancelCoverTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract DustExitNoZeroTest is DustExitTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract FirstLossNoZeroTest is FirstLossTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract ClaimsVaultNoZeroTest is ClaimsVaultTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract PoolChangesNoZeroTest is PoolChangesTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract ProofOfLossNoZeroTest is ProofOfLossTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}

contract RedeemNoZeroTest is RedeemTest {
    function _newAsset() internal override returns (MockToken) {
        return noZeroToken();
    }
}
