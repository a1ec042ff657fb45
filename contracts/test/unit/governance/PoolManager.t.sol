// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPoolManager} from "../../../src/governance/IPoolManager.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {Packing} from "../../../src/pool/Packing.sol";
import {CoverOrder, Levels, PoolConfig, ProductLevels, TermsLine} from "../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice What managers may do: future sales and prices (GOV-2, PREM-6, POOL-7). Branches: PoolManager.tree.
contract PoolManagerTest is UnitFixture {
    ProductLevels internal l;
    uint256 internal product;
    uint256 internal terms;

    function setUp() public override {
        super.setUp();
        l = _levels();
        (product, terms) = _listScripted("New", 9);
    }

    function _add() internal {
        ProductLevels memory levels = l;
        vm.prank(manager);
        poolManager.addTerms(address(pool), terms, levels);
    }

    function _expectRefusal(bytes memory reason) internal {
        ProductLevels memory levels = l;
        vm.prank(manager);
        vm.expectRevert(reason);
        poolManager.addTerms(address(pool), terms, levels);
        l = _levels();
    }

    function _outOfRange(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Errors.ValueOutOfRange.selector, field);
    }

    function test_AddTermsWritesLineAndLevels() public {
        vm.expectEmit(address(poolManager));
        emit IPoolManager.TermsAdded(address(pool), terms, product);
        _add();
        TermsLine memory line = _lineWord(terms);
        assertEq(line.serial, 0);
        assertEq(line.productId, product);
        assertEq(line.waitingPeriod, 3 days);
        assertEq(line.horizon, HORIZON);
        assertEq(line.minBilled, 14 days);
        assertEq(line.maxCover, 100_000_000);
        assertEq(line.deductible, 50_000);
        assertEq(line.flags, 1);
        Levels memory levels = Packing.toLevels(_mapped(16, product));
        assertEq(levels.rateFloor, 15_000);
        assertEq(levels.rateAtTarget, 35_000);
        assertEq(levels.rateMax, 300_000);
        assertEq(levels.target, 700_000);
        assertEq(levels.maxShare, 1_000_000);
        assertEq(levels.managerCut, 50_000);
        assertEq(levels.sponsorCut, 50_000);
        assertEq(levels.protocolCut, 0, "PREM-6: 0 by default");
        assertEq(levels.cluster, 2, "third lane");
        assertEq(poolManager.clustersOf(address(pool))[2], 9);
        assertEq(_lineWord(termsId).flags, 3, "a meter's terms observe");
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
        assertEq(poolManager.clustersOf(address(pool))[7], 105);
    }

    // --------------------------------------------------------------- refusals

    function test_RevertWhen_GOV2_CallerIsNotThePoolsManager() public {
        ProductLevels memory levels = l;
        address[4] memory callers = [eve, guardian, owner, sponsor];
        for (uint256 i; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            poolManager.addTerms(address(pool), terms, levels);
        }
        // Nor is a pool's manager that of another, or of what is no pool.
        PoolConfig memory c = _monoline();
        c.manager = eve;
        address other = address(_createPool(c));
        vm.prank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolManager.addTerms(other, terms, levels);
        vm.prank(manager);
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolManager.addTerms(eve, terms, levels);
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
        _expectRefusal(abi.encodeWithSelector(Errors.TermsUnknown.selector));

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
        assertEq(_lineWord(terms).horizon, COOLDOWN - 1 days);
    }

    function test_RevertWhen_LevelsAreOutOfRange() public {
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
        l.maxShare = 0;
        _expectRefusal(_outOfRange("maxShare"));
        l.maxShare = 1e18 + 1e12;
        _expectRefusal(_outOfRange("maxShare"));
    }

    /// @dev PREM-6: together at most 20 %.
    function test_RevertWhen_PREM6_CutsAreTooHigh() public {
        (l.managerCut, l.sponsorCut) = (0.2e18, 1e12);
        _expectRefusal(_outOfRange("cuts"));
        (l.managerCut, l.sponsorCut) = (0.2e18 + 1e12, 0);
        _expectRefusal(_outOfRange("cuts"));
        (l.managerCut, l.sponsorCut) = (0, type(uint256).max);
        _expectRefusal(_outOfRange("cuts"));
        (l.managerCut, l.sponsorCut) = (0.15e18, 0.05e18);
        _add();
        assertEq(Packing.toLevels(_mapped(16, product)).managerCut, 150_000);
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
        l.maxShare -= 1;
        _expectRefusal(_outOfRange("maxShare"));
        l.managerCut += 1;
        _expectRefusal(_outOfRange("managerCut"));
        l.sponsorCut += 1;
        _expectRefusal(_outOfRange("sponsorCut"));
    }

    // ------------------------------------------------------------------- cuts

    function _sell() internal returns (uint256 cuts) {
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 100_000 * unit, 90 days);
        cuts = _productWord(scriptedProduct).cuts;
    }

    function test_PREM6_CutsAreDividedAndPulled() public {
        uint256 cuts = _sell();
        vm.expectEmit(address(poolManager));
        emit IPoolManager.CutsCollected(address(pool), scriptedProduct, cuts - cuts / 2, cuts / 2);
        vm.prank(eve);
        poolManager.collectCuts(address(pool), scriptedProduct);
        assertEq(poolManager.cutsOwed(address(usdc), manager), cuts - cuts / 2);
        assertEq(poolManager.cutsOwed(address(usdc), sponsor), cuts / 2);
        vm.expectEmit(address(poolManager));
        emit IPoolManager.CutsWithdrawn(address(usdc), manager, bob, cuts - cuts / 2);
        vm.prank(manager);
        poolManager.withdrawCuts(address(usdc), bob);
        assertEq(usdc.balanceOf(bob), cuts - cuts / 2, "where the payee says");
        vm.prank(sponsor);
        poolManager.withdrawCuts(address(usdc), sponsor);
        assertEq(usdc.balanceOf(sponsor), cuts / 2);
        assertEq(usdc.balanceOf(address(poolManager)), 0);
        _assertSolvent();
    }

    /// @dev PREM-6: the sponsor's cut of a product that has no sponsor is the manager's: nothing is stranded.
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
        uint256 cuts = _productWord(orphan).cuts;
        assertApproxEqAbs(cuts, premium / 10, 1, "the manager's and the sponsor's");

        vm.expectEmit(address(poolManager));
        emit IPoolManager.CutsCollected(address(pool), orphan, cuts, 0);
        (uint256 managers, uint256 sponsors) = poolManager.collectCuts(address(pool), orphan);
        assertEq(managers, cuts);
        assertEq(sponsors, 0);
        assertEq(poolManager.cutsOwed(address(usdc), address(0)), 0, "nobody is owed anything");
        vm.prank(manager);
        assertEq(poolManager.withdrawCuts(address(usdc), bob), cuts);
        assertEq(usdc.balanceOf(bob), cuts);
        assertEq(usdc.balanceOf(address(poolManager)), 0);
        _assertSolvent();
    }

    function test_RevertWhen_PREM6_NothingIsOwed() public {
        _sell();
        vm.expectRevert(Errors.NothingToCollect.selector);
        vm.prank(manager);
        poolManager.withdrawCuts(address(usdc), manager);
        poolManager.collectCuts(address(pool), scriptedProduct);
        vm.expectRevert(Errors.NothingToCollect.selector);
        vm.prank(eve);
        poolManager.withdrawCuts(address(usdc), eve);
        (uint256 a, uint256 b) = poolManager.collectCuts(address(pool), scriptedProduct);
        assertEq(a + b, 0, "once");
    }

    function test_RevertWhen_CutsAreOfNoPool() public {
        vm.expectRevert(Errors.NotAuthorized.selector);
        poolManager.collectCuts(eve, scriptedProduct);
    }
}
