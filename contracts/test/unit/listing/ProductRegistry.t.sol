// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "solady/auth/Ownable.sol";

import {IProductRegistry, ProductInfo, Terms} from "../../../src/listing/IProductRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Products and terms (CODE-5, RES-1, GOV-1). Branches: ProductRegistry.tree.
contract ProductRegistryTest is UnitFixture {
    Terms internal t;

    function setUp() public override {
        super.setUp();
        t = _scripted(scriptedProduct);
    }

    function _expectRefusal(bytes32 field) internal {
        Terms memory terms = t;
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, field));
        registry.publishTerms(terms, _pins());
        t = _scripted(scriptedProduct);
    }

    function _publish() internal returns (uint256 id) {
        Terms memory terms = t;
        vm.prank(owner);
        id = registry.publishTerms(terms, _pins());
        t = _scripted(scriptedProduct);
    }

    function test_ListProduct() public {
        uint256 count = registry.productCount();
        vm.expectEmit(address(registry));
        emit IProductRegistry.ProductListed(count + 1, 77, sponsor, "Lending");
        vm.prank(owner);
        assertEq(registry.listProduct(77, sponsor, "Lending"), count + 1);
        ProductInfo memory p = registry.getProduct(count + 1);
        assertEq(p.clusterId, 77);
        assertEq(p.sponsor, sponsor);
        assertEq(p.name, "Lending");
        assertEq(registry.productCount(), count + 1);
    }

    function test_PublishTermsSupersedesTheEarlier() public {
        Terms memory terms = t;
        uint256 count = registry.termsCount();
        vm.expectEmit(address(registry));
        emit IProductRegistry.TermsPublished(count + 1, scriptedProduct, terms, _pins());
        uint256 id = _publish();
        assertEq(id, count + 1);
        assertEq(registry.currentTerms(scriptedProduct), id);
        assertEq(abi.encode(registry.getTerms(id)), abi.encode(terms), "read back as published");
        _assertStatus(scriptedTerms, "superseded");
        _assertStatus(id, 0);
        _assertStatus(termsId, 0);
        _assertStatus(id + 1, "unknown");
    }

    function _assertStatus(uint256 id, bytes32 expected) internal view {
        (bytes32 reason, uint256 auditGap) = registry.saleStatus(id);
        assertEq(reason, expected);
        assertEq(auditGap, 0);
    }

    function test_SuspendAndResume() public {
        vm.expectEmit(address(registry));
        emit IProductRegistry.TermsSuspended(scriptedTerms, true);
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        _assertStatus(scriptedTerms, "suspended");
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, false);
        _assertStatus(scriptedTerms, 0);
        _publish();
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, false);
        _assertStatus(scriptedTerms, "superseded");
    }

    /// @dev CODE-5: what was published stays as it was.
    function test_CODE5_TermsNeverChange() public {
        bytes memory before = abi.encode(registry.getTerms(scriptedTerms));
        _publish();
        vm.prank(owner);
        registry.suspendTerms(scriptedTerms, true);
        assertEq(abi.encode(registry.getTerms(scriptedTerms)), before);
    }

    /// @dev CODE-5: each version has its own conditions of sale and its own deductible.
    function test_CODE5_VersionsDifferInWhatConcernsThemAlone() public {
        t.deductible += 0.01e18;
        t.waitingPeriod += 1 days;
        t.minBilled += 10 days;
        t.haircut += 0.1e18;
        t.maxCover -= 1;
        t.codeGrace = 100 days;
        t.wording = keccak256("other words");
        t.observes = true;
        Terms memory terms = t;
        assertEq(abi.encode(registry.getTerms(_publish())), abi.encode(terms));
    }

    // --------------------------------------------------------------- refusals

    function _expectDifference(bytes32 field) internal {
        Terms memory terms = t;
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.DiffersFromProduct.selector, field));
        registry.publishTerms(terms, _pins());
        t = _scripted(scriptedProduct);
    }

    /// @dev CODE-5: what settles an incident is the product's, whichever version was the first or the last.
    function test_RevertWhen_CODE5_AVersionDiffersFromItsProduct() public {
        for (uint256 i; i < 2; ++i) {
            t.resolver = address(court);
            _expectDifference("resolver");
            t.subject += 1;
            _expectDifference("subject");
            t.asset = address(new MockToken("Other", "OTH", 6));
            _expectDifference("asset");
            t.reportWindow -= 1;
            _expectDifference("reportWindow");
            t.horizon += 1;
            _expectDifference("horizon");
            t.claimWindow += 1;
            _expectDifference("claimWindow");
            t.proofOfLoss = true;
            _expectDifference("proofOfLoss");
            t.deductible += 0.01e18;
            _publish();
        }
    }

    function test_RevertWhen_GOV1_CallerIsNotTheOwner() public {
        Terms memory terms = t;
        address[3] memory callers = [eve, manager, sponsor];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Ownable.Unauthorized.selector);
            registry.listProduct(1, sponsor, "x");
            vm.expectRevert(Ownable.Unauthorized.selector);
            registry.publishTerms(terms, _pins());
            vm.expectRevert(Ownable.Unauthorized.selector);
            registry.suspendTerms(scriptedTerms, true);
            vm.stopPrank();
        }
    }

    function test_RevertWhen_ProductIsInvalid() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("clusterId")));
        registry.listProduct(0, sponsor, "x");
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("clusterId")));
        registry.listProduct(uint256(type(uint32).max) + 1, sponsor, "x");
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("name")));
        registry.listProduct(1, sponsor, "");
        assertGt(registry.listProduct(type(uint32).max, sponsor, "x"), 0);
    }

    /// @dev A cover names its terms by 32 bits.
    function test_RevertWhen_TermsHaveNoNumberLeft() public {
        vm.store(address(registry), bytes32(uint256(5)), bytes32(uint256(type(uint32).max) - 1));
        assertEq(registry.termsCount(), type(uint32).max - 1);
        assertEq(_publish(), type(uint32).max);
        _expectRefusal("termsId");
    }

    function test_RevertWhen_TermsAreUnknown() public {
        vm.expectRevert(Errors.UnknownTerms.selector);
        registry.getTerms(99);
        vm.prank(owner);
        vm.expectRevert(Errors.UnknownTerms.selector);
        registry.suspendTerms(0, true);
    }

    function test_RevertWhen_WhomTermsNameIsInvalid() public {
        t.productId = 0;
        _expectRefusal("productId");
        t.productId = uint56(registry.productCount() + 1);
        _expectRefusal("productId");
        t.asset = eve;
        _expectRefusal("asset");
        t.resolver = eve;
        _expectRefusal("resolver");
        // A meter that counts in another asset would compare two currencies.
        t.productId = uint56(registry.productCount() + 1);
        vm.prank(owner);
        registry.listProduct(1, sponsor, "Metered");
        t.observes = true;
        t.asset = address(new MockToken("Other", "OTH", 6));
        _expectRefusal("asset");
        t.observes = true;
        _publish();
    }

    function test_RevertWhen_TimesAreOutOfRange() public {
        t.waitingPeriod = 0;
        _expectRefusal("waitingPeriod");
        t.waitingPeriod = 30 days + 1;
        t.minBilled = 100 days;
        _expectRefusal("waitingPeriod");
        t.reportWindow = 1 days - 1;
        _expectRefusal("reportWindow");
        t.reportWindow = 20 days + 1;
        t.minBilled = 100 days;
        _expectRefusal("reportWindow");
        t.horizon = t.reportWindow - 1;
        _expectRefusal("horizon");
        t.horizon = 20 days + 1;
        _expectRefusal("horizon");
        t.minBilled = 14 days - 1;
        _expectRefusal("minBilled");
        t.minBilled = 365 days + 1;
        _expectRefusal("minBilled");
        // PREM-1: at least waiting period + report window.
        (t.waitingPeriod, t.reportWindow, t.minBilled) = (10 days, 8 days, 18 days - 1);
        _expectRefusal("minBilled");
        t.claimWindow = 7 days - 1;
        _expectRefusal("claimWindow");
        t.claimWindow = 365 days + 1;
        _expectRefusal("claimWindow");
        (t.waitingPeriod, t.reportWindow, t.horizon, t.minBilled, t.claimWindow) =
        (30 days, 20 days, 20 days, 50 days, 7 days);
        _listTerms(t, 1);
    }

    function test_RevertWhen_RatiosAreOutOfRange() public {
        t.deductible = 1e18;
        _expectRefusal("deductible");
        t.deductible = 1e12 + 1;
        _expectRefusal("deductible");
        t.haircut = 1e18;
        _expectRefusal("haircut");
        t.haircut = 1;
        _expectRefusal("haircut");
        t.maxCover = 0;
        _expectRefusal("maxCover");
        (t.deductible, t.haircut, t.maxCover) = (1e18 - 1e12, 1e18 - 1e12, 1);
        _publish();
    }
}
