// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolConfigurator} from "../../../src/governance/IPoolConfigurator.sol";
import {PoolTerms, ProductPricing} from "../../../src/pool/PoolWords.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Packing} from "../../../src/pool/Packing.sol";
import {CoverOrder, PoolConfig, PricingInput} from "../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice What managers may do: future sales and prices (GOV-2, PREM-6, POOL-7). Branches: PoolConfigurator.tree.
contract PoolConfiguratorTest is UnitFixture {
    PricingInput internal l;
    uint256 internal product;
    uint256 internal terms;

    function setUp() public override {
        super.setUp();
        l = _pricing();
        (product, terms) = _listScripted("New", 9);
    }

    function _add() internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        poolConfigurator.addTerms(address(pool), terms, pricing);
    }

    function _expectRefusal(bytes memory reason) internal {
        PricingInput memory pricing = l;
        vm.prank(manager);
        vm.expectRevert(reason);
        poolConfigurator.addTerms(address(pool), terms, pricing);
        l = _pricing();
    }

    function _outOfRange(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.ValueOutOfRange.selector, field);
    }

    function test_AddTermsWritesLineAndPricing() public {
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.TermsAdded(address(pool), terms, product);
        _add();
        PoolTerms memory stored = _poolTermsOf(terms);
        assertEq(stored.serial, 0);
        assertEq(stored.productId, product);
        assertEq(stored.waitingPeriod, 3 days);
        assertEq(stored.horizon, HORIZON);
        assertEq(stored.minBilled, 14 days);
        assertEq(stored.maxCover, 100_000_000);
        assertEq(stored.deductible, 50_000);
        assertEq(stored.flags, 1);
        ProductPricing memory pricing = Packing.toProductPricing(_mapped(16, product));
        assertEq(pricing.rateFloor, 15_000);
        assertEq(pricing.rateAtTarget, 35_000);
        assertEq(pricing.rateMax, 300_000);
        assertEq(pricing.target, 700_000);
        assertEq(pricing.maxRatio, 1_000_000);
        assertEq(pricing.managerFee, 50_000);
        assertEq(pricing.sponsorFee, 50_000);
        assertEq(pricing.protocolFee, 0, "PREM-6: 0 by default");
        assertEq(pricing.cluster, 2, "third lane");
        assertEq(poolConfigurator.clustersOf(address(pool))[2], 9);
        assertEq(_poolTermsOf(termsId).flags, 3, "a meter's terms observe");
    }

    /// @dev CAP-4: eight clusters a pool.
    function test_RevertWhen_CAP4_ANinthCluster() public {
        for (uint256 i; i < 6; ++i) {
            (, terms) = _listScripted("P", 100 + i);
            _add();
        }
        (, terms) = _listScripted("P", 200);
        _expectRefusal(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("cluster")));
        (, terms) = _listScripted("P", 103);
        _add();
        assertEq(poolConfigurator.clustersOf(address(pool))[7], 105);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_GOV2_CallerIsNotThePoolsManager() public {
        PricingInput memory pricing = l;
        address[4] memory callers = [eve, guardian, owner, sponsor];
        for (uint256 i; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolConfigurator.addTerms(address(pool), terms, pricing);
        }
        // Nor is a pool's manager that of another, or of what is no pool.
        PoolConfig memory c = _monoline();
        c.manager = eve;
        address other = address(_createPool(c));
        vm.prank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.addTerms(other, terms, pricing);
        vm.prank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.addTerms(eve, terms, pricing);
    }

    /// @dev GOV-2: nobody's capital is put behind a product it was not shown.
    function test_RevertWhen_GOV2_SharesExist() public {
        _deposit(alice, unit);
        _expectRefusal(abi.encodeWithSelector(Errors.SharesExist.selector));
    }

    function test_RevertWhen_TermsDoNotFitThePool() public {
        _add();
        _expectRefusal(abi.encodeWithSelector(Errors.AlreadyListed.selector));
        terms = 999;
        _expectRefusal(abi.encodeWithSelector(Errors.UnknownTerms.selector));

        Terms memory t = _scripted(product);
        t.asset = address(new MockToken("Other", "OTH", 6));
        (, terms) = _listTerms(t, 9);
        _expectRefusal(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("asset")));
    }

    /// @dev POOL-7: the cooldown is longer by at least a day than every horizon.
    function test_RevertWhen_POOL7_HorizonIsTooLong() public {
        Terms memory t = _scripted(product);
        t.horizon = uint32(COOLDOWN) - 1 days + 1;
        (, terms) = _listTerms(t, 9);
        _expectRefusal(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("horizon")));
        t.horizon -= 1;
        (, terms) = _listTerms(t, 9);
        _add();
        assertEq(_poolTermsOf(terms).horizon, COOLDOWN - 1 days);
    }

    function test_RevertWhen_PricingAreOutOfRange() public {
        l.rateFloor = l.rateAtTarget + 1e12;
        _expectRefusal(_outOfRange("rates"));
        l.rateAtTarget = l.rateMax + 1e12;
        _expectRefusal(_outOfRange("rates"));
        (l.rateFloor, l.rateAtTarget, l.rateMax) = (0, 0, 0);
        _expectRefusal(_outOfRange("rateMax"));
        l.rateMax = 10e18 + 1e12;
        _expectRefusal(_outOfRange("rateMax"));
        l.target = 0;
        _expectRefusal(_outOfRange("target"));
        l.target = 1e18;
        _expectRefusal(_outOfRange("target"));
        l.maxRatio = 0;
        _expectRefusal(_outOfRange("maxRatio"));
        l.maxRatio = 1e18 + 1e12;
        _expectRefusal(_outOfRange("maxRatio"));
    }

    /// @dev PREM-6: together at most 20 %.
    function test_RevertWhen_PREM6_FeesAreTooHigh() public {
        (l.managerFee, l.sponsorFee) = (0.2e18, 1e12);
        _expectRefusal(_outOfRange("fees"));
        (l.managerFee, l.sponsorFee) = (0.2e18 + 1e12, 0);
        _expectRefusal(_outOfRange("fees"));
        (l.managerFee, l.sponsorFee) = (0, type(uint256).max);
        _expectRefusal(_outOfRange("fees"));
        (l.managerFee, l.sponsorFee) = (0.15e18, 0.05e18);
        _add();
        assertEq(Packing.toProductPricing(_mapped(16, product)).managerFee, 150_000);
    }

    function test_RevertWhen_RatioIsNotWholePartsPerMillion() public {
        l.rateFloor += 1;
        _expectRefusal(_outOfRange("rateFloor"));
        l.rateAtTarget += 1;
        _expectRefusal(_outOfRange("rateAtTarget"));
        l.rateMax += 1;
        _expectRefusal(_outOfRange("rateMax"));
        l.target += 1;
        _expectRefusal(_outOfRange("target"));
        l.maxRatio -= 1;
        _expectRefusal(_outOfRange("maxRatio"));
        l.managerFee += 1;
        _expectRefusal(_outOfRange("managerFee"));
        l.sponsorFee += 1;
        _expectRefusal(_outOfRange("sponsorFee"));
    }

    // ------------------------------------------------------------------- fees

    function _sell() internal returns (uint256 fees) {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 100_000 * unit, 90 days);
        fees = _productWord(scriptedProduct).fees;
    }

    function test_PREM6_FeesAreDividedAndPulled() public {
        uint256 fees = _sell();
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.FeesCollected(address(pool), scriptedProduct, fees - fees / 2, fees / 2);
        vm.prank(eve);
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        assertEq(poolConfigurator.feesOwed(address(usdc), manager), fees - fees / 2);
        assertEq(poolConfigurator.feesOwed(address(usdc), sponsor), fees / 2);
        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.FeesWithdrawn(address(usdc), manager, bob, fees - fees / 2);
        vm.prank(manager);
        poolConfigurator.withdrawFees(address(usdc), bob);
        assertEq(usdc.balanceOf(bob), fees - fees / 2, "where the payee says");
        vm.prank(sponsor);
        poolConfigurator.withdrawFees(address(usdc), sponsor);
        assertEq(usdc.balanceOf(sponsor), fees / 2);
        assertEq(usdc.balanceOf(address(poolConfigurator)), 0);
        _assertSolvent();
    }

    /// @dev PREM-6: the sponsor's fee of a product that has no sponsor is the manager's: nothing is stranded.
    function test_PREM6_WithoutASponsorItsCutIsTheManagers() public {
        vm.startPrank(owner);
        uint256 orphan = registry.listProduct(5, address(0), "Nobody's");
        uint256 terms_ = registry.publishTerms(_scripted(orphan), _pins());
        vm.stopPrank();
        pool = _createPool(_monoline());
        _addTerms(pool, terms_);
        _deposit(alice, 10_000_000 * unit);
        _fund(carol, address(pool), 100_000 * unit);
        CoverOrder memory o = _order(carol, 100_000 * unit, 90 days);
        o.termsId = terms_;
        vm.prank(carol);
        (, uint256 premium) = pool.buyCover(o);
        uint256 fees = _productWord(orphan).fees;
        assertApproxEqAbs(fees, premium / 10, 1, "the manager's and the sponsor's");

        vm.expectEmit(address(poolConfigurator));
        emit IPoolConfigurator.FeesCollected(address(pool), orphan, fees, 0);
        (uint256 managers, uint256 sponsors) = poolConfigurator.collectFees(address(pool), orphan);
        assertEq(managers, fees);
        assertEq(sponsors, 0);
        assertEq(poolConfigurator.feesOwed(address(usdc), address(0)), 0, "nobody is owed anything");
        vm.prank(manager);
        assertEq(poolConfigurator.withdrawFees(address(usdc), bob), fees);
        assertEq(usdc.balanceOf(bob), fees);
        assertEq(usdc.balanceOf(address(poolConfigurator)), 0);
        _assertSolvent();
    }

    function test_RevertWhen_PREM6_NothingIsOwed() public {
        _sell();
        vm.expectRevert(Errors.NothingToCollect.selector);
        vm.prank(manager);
        poolConfigurator.withdrawFees(address(usdc), manager);
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vm.prank(eve);
        poolConfigurator.withdrawFees(address(usdc), eve);
        (uint256 a, uint256 b) = poolConfigurator.collectFees(address(pool), scriptedProduct);
        assertEq(a + b, 0, "once");
        (a, b) = poolConfigurator.collectFees(address(pool), type(uint56).max);
        assertEq(a + b, 0, "of a product that the pool does not sell");
    }

    function test_RevertWhen_FeesAreOfNoPool() public {
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolConfigurator.collectFees(eve, scriptedProduct);
    }
}
