// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {PoolConfig, Recovery} from "../../../src/pool/PoolTypes.sol";
import {IClaimsVault} from "../../../src/claims/IClaimsVault.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {IncidentFixture} from "./IncidentFixture.sol";

/// @notice What a cover would be paid for a total loss, before it is bought (SETTLE-4). Branches: PreviewRecovery.tree.
contract PreviewRecoveryTest is IncidentFixture {
    /// @dev A tenth of each loss is the insured's on product 1.
    function _incidentTerms(uint256 i) internal view override returns (Terms memory t) {
        t = super._incidentTerms(i);
        if (i == 1) t.deductible = 0.1e18;
    }

    function _preview(uint256 i, uint256 amount) internal view returns (uint256 full, uint256 alone, uint256 together) {
        Recovery memory r = pool.previewRecovery(terms[i], amount);
        return (r.full, r.alone, r.together);
    }

    function _assertPreview(uint256 i, uint256 amount, uint256 full, uint256 alone, uint256 together) internal view {
        (uint256 f, uint256 a, uint256 t) = _preview(i, amount);
        assertEq(f, full, "full");
        assertEq(a, alone, "alone");
        assertEq(t, together, "together");
    }

    function test_SETTLE4_NothingIsCovered() public view {
        _assertPreview(0, 0, 0, 0, 0);
        _assertPreview(0, 300_000e6, 300_000e6, 300_000e6, 300_000e6);
        _assertPreview(1, 300_000e6, 270_000e6, 270_000e6, 270_000e6);
        _assertPreview(0, 2 * M, 2 * M, M / 16 * 15, M / 16 * 15);
    }

    /// @dev Cluster and pool count with the new cover in them, each loss total and before deductibles.
    function test_SETTLE4_EquityIsSharedByAllThatIsLost() public {
        _cover(0, carol, M / 5);
        _cover(1, carol, M / 5);
        _leaveEquity(400_000e6);
        _assertPreview(0, 200_000e6, 200_000e6, 200_000e6, uint256(200_000e6) * 4 / 6);
        _assertPreview(
            0, 200_001e6, 200_001e6, uint256(200_001e6) * 400_000 / 400_001, uint256(200_001e6) * 400_000 / 600_001
        );
        _assertPreview(1, 200_000e6, 180_000e6, 180_000e6, 120_000e6);
        _assertPreview(2, 700_000e6, 700_000e6, 400_000e6, uint256(700_000e6) * 4 / 11);
    }

    /// @dev The sponsor's first loss pays first: the cover's part of it among all of its product.
    function test_SETTLE4_FirstLossIsTheProductsOwn() public {
        _cover(0, carol, M / 5);
        _post(0, 70_001e6);
        _leaveEquity(100_000e6);
        uint256 own = uint256(70_001e6) / 3;
        uint256 rest = uint256(100_000e6) - own;
        _assertPreview(0, 100_000e6, 100_000e6, own + rest / 3, own + rest / 3);
        _assertPreview(1, 100_000e6, 90_000e6, 90_000e6, 30_000e6);
        // More than the loss is not paid.
        _post(0, 900_000e6);
        _assertPreview(0, 100_000e6, 100_000e6, 100_000e6, 100_000e6);
        // What is promised to a case is not free.
        uint256 id = _openCaseFor(0, 1e18);
        assertEq(_case(0, id).firstLoss, 100_000e6, "what equity lacks");
        assertEq(_promised(0), 100_000e6);
        _assertPreview(0, 0, 0, 0, 0);
    }

    /// @dev Each part is rounded down, first loss included.
    function testFuzz_SETTLE4_NeverMoreThanWouldBePaid(uint256 amount, uint256 left, uint256 firstLoss) public {
        _cover(0, carol, 142_857e6);
        firstLoss = bound(firstLoss, 1, M);
        amount = bound(amount, 1, M);
        _post(0, firstLoss);
        _leaveEquity(bound(left, 1, M));
        (uint256 full, uint256 alone, uint256 together) = _preview(0, amount);
        assertEq(full, amount);
        uint256 cover = pool.committedCover(product[0]) + amount;
        uint256 own = firstLoss * amount / cover;
        if (own > amount) own = amount;
        // A sixteenth stays in equity whatever is lost.
        uint256 equity = pool.totalAssets() - pool.totalAssets() / 16;
        assertEq(alone, own + (equity >= cover ? amount - own : (amount - own) * equity / cover));
        assertEq(together, alone, "nothing else is covered");
    }

    /// @dev What open cases have set aside is not counted, and their cover weighs as any other does.
    function test_SETTLE4_CoverOfOpenCasesWeighsAsAnyOther() public {
        _cover(0, carol, M / 5);
        skip(5 days);
        _openCaseFor(0, 0.75e18);
        _leaveEquity(100_000e6);
        _assertPreview(1, 100_000e6, 90_000e6, 90_000e6, 30_000e6);
    }

    /// @dev Cover whose capital is free weighs no more, although nobody has touched the pool since.
    function test_SETTLE4_ExpiredCoverWeighsNoMore() public {
        _cover(0, carol, M / 5);
        _leaveEquity(100_000e6);
        (, uint256 alone,) = _preview(0, 100_000e6);
        assertLt(alone, 40_000e6);
        skip(340 days);
        (, alone,) = _preview(0, 100_000e6);
        assertEq(alone, 100_000e6);
    }

    function test_RevertWhen_RecoveryOfUnknownTermsIsAsked() public {
        vm.expectRevert(Errors.UnknownTerms.selector);
        pool.previewRecovery(terms[2] + 1, 1);
    }

    function test_SETTLE4_OtherPoolsFirstLossDoesNotCount() public {
        PoolConfig memory c = _monoline();
        _post(0, 900_000e6);
        pool = _createPool(c);
        vault = IClaimsVault(pool.claimsVault());
        _addTerms(pool, terms[0]);
        _deposit(alice, 50_000e6);
        _assertPreview(0, 100_000e6, 100_000e6, 46_875e6, 46_875e6);
    }
}
