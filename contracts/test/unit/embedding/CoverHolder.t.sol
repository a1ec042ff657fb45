// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "solady/tokens/ERC721.sol";

import {CoverData} from "../../../src/cover/CoverData.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {CoverHolder} from "../../../src/embedding/CoverHolder.sol";
import {Quote} from "../../../src/pool/PoolTypes.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The base as it is, with its calls open to anyone.
contract Holder is CoverHolder {
    constructor(address coverToken, uint256 poolId) CoverHolder(coverToken, poolId) {}

    function buy(uint256 termsId, uint256 amount, uint256 duration, uint256 maxPremium, uint40 maxStart)
        external
        returns (uint256, uint256)
    {
        return _buyCover(termsId, amount, duration, maxPremium, maxStart);
    }

    function extend(uint256 coverId, uint256 added, uint256 maxPremium) external returns (uint256, uint256) {
        return _extendCover(coverId, added, maxPremium);
    }

    function cancel(uint256 coverId) external returns (uint256) {
        return _cancelCover(coverId);
    }

    function claim(uint256 coverId, uint256 incidentId) external returns (uint256) {
        return _claimCover(coverId, incidentId);
    }

    function claimAll(uint256 coverId, uint256[] calldata incidentIds) external returns (uint256) {
        return _claimCovers(coverId, incidentIds);
    }

    function approvePool(address asset, uint256 amount) external {
        MockToken(asset).approve(address(_coverPool), amount);
    }

    function coverOf(uint256 coverId) external view returns (CoverData.Cover memory) {
        return _coverOf(coverId);
    }
}

/// @notice A contract that holds cover of its own.
contract CoverHolderTest is UnitFixture {
    Holder internal holder;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        holder = new Holder(address(coverToken), pool.poolId());
        usdc.mint(address(holder), 100_000 * unit);
    }

    function _buyHeld() private returns (uint256 coverId, uint256 premium) {
        return holder.buy(scriptedTerms, 100_000 * unit, 90 days, type(uint256).max, type(uint40).max);
    }

    function test_BuysWhatItWasQuoted() public {
        uint256 quoted = pool.quoteCover(scriptedTerms, 100_000 * unit, 90 days).premium;
        (uint256 coverId, uint256 premium) =
            holder.buy(scriptedTerms, 100_000 * unit, 90 days, quoted, type(uint40).max);
        assertEq(premium, quoted);
        assertEq(coverToken.ownerOf(coverId), address(holder));
        assertEq(usdc.balanceOf(address(holder)), 100_000 * unit - quoted);
        assertEq(usdc.allowance(address(holder), address(pool)), 0, "no allowance is left");
        assertEq(holder.coverOf(coverId).amount, 100_000);
        (address insured, address refundTo) = coverToken.partiesOf(coverId);
        assertEq(insured, address(holder));
        assertEq(refundTo, address(holder));
    }

    function test_RevertWhen_PremiumIsAboveTheBound() public {
        uint256 quoted = pool.quoteCover(scriptedTerms, 100_000 * unit, 90 days).premium;
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.PremiumTooHigh.selector, quoted));
        holder.buy(scriptedTerms, 100_000 * unit, 90 days, quoted - 1, type(uint40).max);
    }

    function test_RevertWhen_ThereIsLessForSale() public {
        uint256 available = pool.quoteCover(scriptedTerms, unit, 90 days).available;
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.CoverUnavailable.selector, available));
        holder.buy(scriptedTerms, available + unit, 90 days, type(uint256).max, type(uint40).max);
    }

    function test_RevertWhen_ProtectionStartsTooLate() public {
        uint40 start = pool.quoteCover(scriptedTerms, 100_000 * unit, 90 days).start;
        vm.expectRevert(abi.encodeWithSelector(Errors.StartTooLate.selector, start));
        holder.buy(scriptedTerms, 100_000 * unit, 90 days, type(uint256).max, start - 1);
    }

    function test_RevertWhen_PoolIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.UnknownPool.selector, 77));
        this.create(77);
    }

    function create(uint256 poolId) external returns (Holder) {
        return new Holder(address(coverToken), poolId);
    }

    function test_Extends() public {
        (uint256 coverId,) = _buyHeld();
        (uint256 newEnd, uint256 quoted) = pool.quoteExtension(coverId, 30 days);
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.PremiumTooHigh.selector, quoted));
        holder.extend(coverId, 30 days, quoted - 1);
        (uint256 end, uint256 premium) = holder.extend(coverId, 30 days, quoted);
        assertEq(end, newEnd);
        assertEq(premium, quoted);
        assertEq(usdc.allowance(address(holder), address(pool)), 0);
    }

    /// @dev The pool would extend it at the holder's cost, and a cancellation pay that out to its buyer.
    function test_RevertWhen_CoverIsExtendedForItsApprovedOwner() public {
        (uint256 coverId,) = _buyScripted(eve, 10_000 * unit, 90 days);
        vm.prank(eve);
        ERC721(address(coverToken)).approve(address(holder), coverId);
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.NotOwnCover.selector, coverId));
        holder.extend(coverId, 30 days, type(uint256).max);
    }

    function test_RevertWhen_CoverIsExtendedThatIsRefundedToItsBuyer() public {
        (uint256 coverId,) = _buyScripted(eve, 10_000 * unit, 90 days);
        vm.prank(eve);
        coverToken.safeTransferFrom(eve, address(holder), coverId);
        vm.expectRevert(abi.encodeWithSelector(CoverHolder.NotOwnCover.selector, coverId));
        holder.extend(coverId, 30 days, type(uint256).max);
    }

    function test_LeavesAnAllowanceThatWasThere() public {
        holder.approvePool(address(usdc), type(uint128).max);
        (, uint256 premium) = _buyHeld();
        assertEq(usdc.allowance(address(holder), address(pool)), type(uint128).max - premium);
    }

    function test_TakesBackAnAllowanceThatWasTooLarge() public {
        Quote memory q = pool.quoteCover(scriptedTerms, 100_000 * unit, 90 days);
        q.premium += 1;
        vm.mockCall(address(pool), abi.encodeWithSelector(pool.quoteCover.selector), abi.encode(q));
        (, uint256 premium) = _buyHeld();
        assertEq(premium, q.premium - 1);
        assertEq(usdc.allowance(address(holder), address(pool)), 0);
    }

    function test_RevertWhen_TheAssetRefusesAnAllowance() public {
        vm.mockCall(address(usdc), abi.encodeWithSelector(usdc.approve.selector), abi.encode(false));
        vm.expectRevert(CoverHolder.ApprovalFailed.selector);
        _buyHeld();
        vm.mockCallRevert(address(usdc), abi.encodeWithSelector(usdc.approve.selector), "no");
        vm.expectRevert(CoverHolder.ApprovalFailed.selector);
        _buyHeld();
    }

    function test_CancelsAndIsRefunded() public {
        (uint256 coverId,) = _buyHeld();
        uint256 held = usdc.balanceOf(address(holder));
        uint256 refund = holder.cancel(coverId);
        assertGt(refund, 0);
        assertEq(usdc.balanceOf(address(holder)), held + refund);
    }

    function test_ClaimsItsPayout() public {
        (uint256 coverId,) = _buyHeld();
        skip(10 days);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        uint256 held = usdc.balanceOf(address(holder));
        uint256 payout = holder.claim(coverId, incidentId);
        assertEq(payout, 50_000 * unit, "55 % less the deductible of 5 %");
        assertEq(usdc.balanceOf(address(holder)), held + payout);
        vm.expectRevert(Errors.AlreadyClaimed.selector);
        holder.claim(coverId, incidentId);
    }

    /// @dev The warning of the base: the money is there although the contract has claimed nothing.
    function test_StrangerClaimsAndTheHolderIsPaid() public {
        (uint256 coverId,) = _buyHeld();
        skip(10 days);
        (uint256 incidentId,) = _openCaseOf(vm.getBlockTimestamp(), 1e18);
        uint256 held = usdc.balanceOf(address(holder));
        vm.prank(eve);
        vault.claimPayout(coverId, incidentId);
        assertEq(usdc.balanceOf(address(holder)), held + 95_000 * unit);
        assertEq(usdc.balanceOf(eve), 0);
    }

    function test_ClaimsSeveralCasesTogether() public {
        (uint256 coverId,) = _buyHeld();
        skip(10 days);
        (uint256 a,) = _openCaseOf(vm.getBlockTimestamp(), 0.25e18);
        (uint256 b,) = _openCaseOf(vm.getBlockTimestamp() - 1 days, 0.25e18);
        vault.applyVerdict(scriptedTerms, a);
        vault.applyVerdict(scriptedTerms, b);
        vm.expectRevert(abi.encodeWithSelector(Errors.ClaimTogether.selector, 2));
        holder.claim(coverId, a);
        uint256[] memory ids = _inOrder(scriptedTerms, a, b);
        uint256 held = usdc.balanceOf(address(holder));
        uint256 payout = holder.claimAll(coverId, ids);
        assertEq(payout, 36_000 * unit, "20 % of all, and of what that left");
        assertEq(usdc.balanceOf(address(holder)), held + payout);
    }

    function test_TakesCoversThatAreSentToIt() public {
        (uint256 coverId,) = _buyScripted(carol, 10_000 * unit, 90 days);
        vm.prank(carol);
        coverToken.safeTransferFrom(carol, address(holder), coverId);
        assertEq(coverToken.ownerOf(coverId), address(holder));
    }

    function test_RevertWhen_AnotherTokenIsSentToIt() public {
        uint256 coverId = CoverData.id(pool.poolId(), scriptedTerms, 1);
        vm.expectRevert(CoverHolder.NotCover.selector);
        holder.onERC721Received(address(this), address(this), coverId, "");
        assertEq(ERC721(address(coverToken)).balanceOf(address(holder)), 0);
    }

    function test_RevertWhen_ACoverOfAnotherPoolIsSentToIt() public {
        uint256 coverId = CoverData.id(pool.poolId() + 1, scriptedTerms, 1);
        vm.prank(address(coverToken));
        vm.expectRevert(CoverHolder.NotCover.selector);
        holder.onERC721Received(address(this), address(this), coverId, "");
    }

    /// @dev The warning of `onERC721Received`.
    function test_CoverThatWasSentToItIsRefundedToItsBuyer() public {
        (uint256 coverId,) = _buyScripted(carol, 10_000 * unit, 90 days);
        vm.prank(carol);
        coverToken.safeTransferFrom(carol, address(holder), coverId);
        uint256 held = usdc.balanceOf(carol);
        uint256 refund = holder.cancel(coverId);
        assertGt(refund, 0);
        assertEq(usdc.balanceOf(carol), held + refund);
    }
}
