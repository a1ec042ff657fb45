// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "solady/tokens/ERC4626.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Errors} from "../../../src/common/Errors.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {IPermit2} from "../../../src/pool/IPermit2.sol";
import {PoolConfig} from "../../../src/pool/PoolTypes.sol";
import {OrderPart, RouterOrder} from "../../../src/router/ICoverRouter.sol";
import {LeakyVault} from "../../mocks/LeakyVault.sol";
import {IPermit2Allowances, Permit2} from "../../mocks/Permit2.sol";
import {RouterFixture} from "./RouterFixture.sol";

/// @notice Payment by signature and in what a vault wraps. Branches: RouterPayment.tree.
contract RouterPaymentTest is RouterFixture {
    bytes32 internal constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    LeakyVault internal wrapper;
    ICoverPool internal sharePool;
    uint256 internal shareTerms;
    address internal signer;

    function setUp() public override {
        super.setUp();
        signer = vm.addr(ALICE_KEY);
        usdc.mint(signer, 1000 * unit);
        // A share is worth four units of the asset and a bit.
        wrapper = new LeakyVault(address(usdc));
        _fund(alice, address(wrapper), 1_000_000 * unit);
        vm.prank(alice);
        wrapper.deposit(1_000_000 * unit, alice);
        usdc.mint(address(wrapper), 3_000_001 * unit);
        (sharePool, shareTerms) = _poolOf(address(wrapper));
        vm.startPrank(alice);
        wrapper.approve(address(sharePool), type(uint256).max);
        sharePool.deposit(1_000_000 * unit, alice);
        vm.stopPrank();
    }

    // --------------------------------------------------------------- permits

    function _orderOf(uint256 maxPremium) internal view returns (bytes memory) {
        RouterOrder memory o = _routed(10_000, 10_000, 10_000);
        (o.onBehalf, o.insured, o.refundTo, o.maxPremium) = (signer, signer, signer, maxPremium);
        return abi.encodeCall(router.buyCover, (o));
    }

    function _signPermit(uint256 amount) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 hashed =
            keccak256(abi.encode(PERMIT, signer, address(router), amount, usdc.nonces(signer), vm.getBlockTimestamp()));
        return vm.sign(ALICE_KEY, keccak256(abi.encodePacked("\x19\x01", usdc.DOMAIN_SEPARATOR(), hashed)));
    }

    function _permit(uint256 amount) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(amount);
        return abi.encodeCall(router.permitAsset, (address(usdc), amount, vm.getBlockTimestamp(), v, r, s));
    }

    function _permit2(uint256 amount) internal view returns (IPermit2.PermitSingle memory) {
        uint48 until = uint48(vm.getBlockTimestamp());
        IPermit2.PermitDetails memory details = IPermit2.PermitDetails(address(usdc), uint160(amount), until, 0);
        return IPermit2.PermitSingle(details, address(router), until);
    }

    function _sign(IPermit2.PermitSingle memory p) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, Permit2.digest(p));
        return abi.encodePacked(r, s, v);
    }

    function _submission(IPermit2.PermitSingle memory p) internal view returns (bytes memory) {
        IPermit2.PermitDetails memory d = p.details;
        return abi.encodeCall(router.permit2Asset, (d.token, d.amount, d.expiration, d.nonce, p.sigDeadline, _sign(p)));
    }

    function _both(bytes memory first, bytes memory second) internal pure returns (bytes[] memory calls) {
        calls = new bytes[](2);
        (calls[0], calls[1]) = (first, second);
    }

    function _assertBought() internal view {
        assertEq(coverToken.balanceOf(signer), 3);
        _assertEmpty(address(usdc));
        assertEq(usdc.allowance(signer, address(router)), 0);
    }

    function test_RTR5_PermitAndPurchaseInOneTransaction() public {
        bytes[] memory calls = _both(_permit(1000 * unit), _orderOf(1000 * unit));
        vm.prank(signer);
        router.multicall(calls);
        _assertBought();
        assertGt(usdc.balanceOf(signer), 800 * unit, "the rest came back");
    }

    function test_RTR5_Permit2AndPurchaseInOneTransaction() public {
        IPermit2Allowances permit2 = Permit2.install(vm);
        _fund(signer, address(permit2), 0);
        bytes[] memory calls = _both(_submission(_permit2(1000 * unit)), _orderOf(1000 * unit));
        vm.prank(signer);
        router.multicall(calls);
        _assertBought();
        (uint256 left,,) = permit2.allowance(signer, address(usdc), address(router));
        assertEq(left, 0);
    }

    function test_T36_PermitThatWasUsedBefore() public {
        bytes memory permit = _permit(1000 * unit);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(1000 * unit);
        uint256 deadline = vm.getBlockTimestamp();
        vm.prank(eve);
        usdc.permit(signer, address(router), 1000 * unit, deadline, v, r, s);
        bytes[] memory calls = _both(permit, _orderOf(1000 * unit));
        vm.prank(signer);
        router.multicall(calls);
        _assertBought();
    }

    function test_T36_Permit2ThatWasUsedBefore() public {
        IPermit2Allowances permit2 = Permit2.install(vm);
        _fund(signer, address(permit2), 0);
        IPermit2.PermitSingle memory p = _permit2(1000 * unit);
        bytes memory submission = _submission(p);
        bytes memory signature = _sign(p);
        vm.prank(eve);
        permit2.permit(signer, p, signature);
        bytes[] memory calls = _both(submission, _orderOf(1000 * unit));
        vm.prank(signer);
        router.multicall(calls);
        _assertBought();
    }

    function test_T35_AnothersPermitMovesNothing() public {
        bytes[] memory calls = _both(_permit(1000 * unit), _orderOf(1000 * unit));
        vm.prank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        router.multicall(calls);
        // The signer's own allowance serves nobody else either.
        vm.prank(signer);
        usdc.approve(address(router), type(uint256).max);
        vm.prank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        router.multicall(calls);
        assertEq(usdc.balanceOf(signer), 1000 * unit);
    }

    function test_RTR5_PermitsNeverRevert() public {
        vm.startPrank(eve);
        router.permitAsset(address(0xdead), 1, 1, 27, 0, 0);
        router.permitAsset(address(pool), 1, 1, 27, 0, 0);
        router.permit2Asset(address(usdc), 1, 1, 0, 1, "");
        Permit2.install(vm);
        router.permit2Asset(address(usdc), 1, 1, 0, 1, "");
        vm.stopPrank();
        assertEq(usdc.allowance(eve, address(router)), 0);
    }

    function test_RevertWhen_CoinsAreSent() public {
        bytes[] memory calls = new bytes[](0);
        vm.deal(carol, 1);
        vm.prank(carol);
        vm.expectRevert();
        router.multicall{value: 1}(calls);
        vm.prank(carol);
        (bool done,) = address(router).call{value: 1}("");
        assertFalse(done);
    }

    // --------------------------------------------------------------- wrapping

    function _wrapped(uint256 amount) internal view returns (RouterOrder memory o) {
        o = _toOnePool(sharePool, shareTerms, amount);
        o.payment = address(usdc);
    }

    function _assertNothingIsLeft() internal view {
        _assertEmpty(address(usdc));
        _assertEmpty(address(wrapper));
        _assertNoAllowance(address(usdc), address(wrapper));
        _assertNoAllowance(address(wrapper), address(sharePool));
    }

    function test_RTR6_BuysWithTheAssetOfTheVault() public {
        uint256 premium = sharePool.quoteCover(shareTerms, 1000 * unit, 90 days).premium;
        uint256 price = wrapper.previewMint(premium);
        RouterOrder memory o = _wrapped(1000);
        o.maxPremium = price;
        uint256 before = usdc.balanceOf(carol);
        (uint256[] memory ids, uint256 amount, uint256 paid) = _send(o);
        assertEq(ids.length, 1);
        assertEq(amount, 1000 * unit);
        assertEq(paid, price);
        assertEq(before - usdc.balanceOf(carol), price);
        assertEq(wrapper.balanceOf(carol), 0, "no share more than the premium was made");
        _assertNothingIsLeft();
        o.maxPremium = wrapper.previewMint(sharePool.quoteCover(shareTerms, 1000 * unit, 90 days).premium) - 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, o.maxPremium + 1));
    }

    function test_RTR6_BuysWithSharesThemselves() public {
        _fund(carol, address(wrapper), 1000 * unit);
        vm.startPrank(carol);
        wrapper.deposit(1000 * unit, carol);
        wrapper.approve(address(router), type(uint256).max);
        vm.stopPrank();
        RouterOrder memory o = _toOnePool(sharePool, shareTerms, 1000);
        o.maxPremium = 100 * unit;
        (, uint256 amount,) = _send(o);
        assertEq(amount, 1000 * unit);
        _assertNothingIsLeft();
    }

    function test_RTR6_PaysTheIntegratorInTheAssetOfThePool() public {
        uint256 premium = sharePool.quoteCover(shareTerms, 1000 * unit, 90 days).premium;
        RouterOrder memory o = _wrapped(1000);
        (o.integrator, o.integratorFee) = (eve, premium / 5);
        _send(o);
        assertEq(wrapper.balanceOf(eve), premium / 5);
        _assertNothingIsLeft();
        o.maxPremium = wrapper.previewMint(o.integratorFee) - 1;
        _expectRefusal(o, abi.encodeWithSelector(Errors.PremiumAboveMax.selector, o.maxPremium + 1));
    }

    function test_RTR6_BuysWhatIsLeftWithTheAssetOfTheVault() public {
        RouterOrder memory o = _wrapped(300_000);
        o.minAmount = 0;
        (, uint256 amount,) = _send(o);
        assertEq(amount, 250_000 * unit);
        _assertNothingIsLeft();
        _expectRefusal(o, abi.encodeWithSelector(Errors.CapacityExceeded.selector, 0));
        vm.prank(guardian);
        poolConfigurator.pauseSales(address(sharePool), 1 days);
        _expectRefusal(o, abi.encodeWithSelector(Errors.TermsNotForSale.selector, bytes32("paused")));
    }

    /// @dev A pool may sell to nobody what it has quoted. The shares that were made for it are taken by the next purchase.
    function test_RTR6_SharesOfARefusedPurchaseAreTakenByTheNext() public {
        PoolConfig memory c = _monoline();
        c.asset = address(wrapper);
        ICoverPool other = _createPool(c);
        _addTerms(other, shareTerms);
        _fund(alice, address(wrapper), 5_000_000 * unit);
        vm.startPrank(alice);
        wrapper.approve(address(other), type(uint256).max);
        wrapper.mint(1_000_000 * unit, alice);
        other.deposit(1_000_000 * unit, alice);
        vm.stopPrank();

        uint256 premium = other.quoteCover(shareTerms, 1000 * unit, 90 days).premium;
        RouterOrder memory o = _wrapped(1000);
        OrderPart[] memory parts = new OrderPart[](2);
        (parts[0], parts[1]) = (o.parts[0], OrderPart(other.poolId(), 1000 * unit));
        (o.parts, o.minAmount) = (parts, 2000 * unit);
        o.maxPremium = wrapper.previewMint(premium * 5 / 2);
        bytes memory refusal = abi.encodeWithSelector(Errors.InsuredNotApproved.selector);
        vm.mockCallRevert(address(sharePool), abi.encodeWithSelector(sharePool.buyCover.selector), refusal);
        uint256 before = usdc.balanceOf(carol);
        (uint256[] memory ids, uint256 amount, uint256 paid) = _send(o);
        assertEq(amount, 2000 * unit);
        assertEq(ids.length, 2);
        assertEq(before - usdc.balanceOf(carol), paid);
        assertEq(wrapper.balanceOf(carol), 0, "every share that was made was taken");
        _assertNothingIsLeft();
    }

    function test_RTR6_StartsThatAreTooLateMakeNoShares() public {
        RouterOrder memory o = _wrapped(1000);
        o.maxStart = uint40(vm.getBlockTimestamp());
        uint40 start = sharePool.quoteCover(shareTerms, 1000 * unit, 90 days).start;
        vm.mockCallRevert(address(wrapper), abi.encodeWithSelector(wrapper.mint.selector), "none is made");
        _expectRefusal(o, abi.encodeWithSelector(Errors.StartTooLate.selector, start));
    }

    function test_RTR6_AVaultThatIsFullSellsNothing() public {
        RouterOrder memory o = _wrapped(1000);
        bytes memory full = abi.encodeWithSelector(ERC4626.MintMoreThanMax.selector);
        vm.mockCallRevert(address(wrapper), abi.encodeWithSelector(wrapper.mint.selector), full);
        _expectRefusal(o, full);
        (o.integrator, o.integratorFee) = (eve, 1);
        _expectRefusal(o, full);
        _assertNothingIsLeft();
    }

    // --------------------------------------------------------------- deposits

    function test_RTR6_DepositsTheAssetOfTheVault() public {
        uint256 id = sharePool.poolId();
        uint256 shares = sharePool.previewDeposit(wrapper.previewDeposit(100_000 * unit));
        vm.prank(carol);
        assertEq(router.deposit(id, address(usdc), 100_000 * unit, shares, dave, vm.getBlockTimestamp()), shares);
        assertEq(sharePool.balanceOf(dave), shares);
        _assertNothingIsLeft();
        uint256 next = sharePool.previewDeposit(wrapper.previewDeposit(100_000 * unit));
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(Errors.SharesBelowMin.selector, next));
        router.deposit(id, address(usdc), 100_000 * unit, next + 1, dave, vm.getBlockTimestamp());
    }

    function test_RTR6_DepositsTheAssetOfThePool() public {
        uint256 id = pool.poolId();
        vm.prank(carol);
        uint256 shares = router.deposit(id, address(usdc), 1000 * unit, 1, dave, vm.getBlockTimestamp());
        assertEq(pool.balanceOf(dave), shares);
        _assertEmpty(address(usdc));
    }

    function test_RevertWhen_DepositIsRefused() public {
        uint256 id = sharePool.poolId();
        uint256 now_ = vm.getBlockTimestamp();
        vm.startPrank(carol);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        router.deposit(id, address(usdc), 1000 * unit, 0, carol, now_ - 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnknownPool.selector, 99));
        router.deposit(99, address(usdc), 1000 * unit, 0, carol, now_);
        vm.expectRevert(abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("payment")));
        router.deposit(id, address(leaky), 1000 * unit, 0, carol, now_);
        vm.stopPrank();
    }
}
