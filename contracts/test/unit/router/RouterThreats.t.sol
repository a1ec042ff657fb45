// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Errors} from "../../../src/common/Errors.sol";
import {ICoverPool} from "../../../src/pool/ICoverPool.sol";
import {CoverOrder} from "../../../src/pool/PoolTypes.sol";
import {RouterOrder} from "../../../src/router/ICoverRouter.sol";
import {MockToken} from "../../mocks/MockToken.sol";
import {NoZeroToken} from "../../mocks/NoZeroToken.sol";
import {OddToken} from "../../mocks/OddToken.sol";
import {Reentrant} from "../../mocks/Reentrant.sol";
import {RouterFixture} from "./RouterFixture.sol";

/// @notice A share token that says it wraps another, takes that later or too much of it, and mints what it likes.
contract LyingVault is MockToken {
    MockToken public immutable asset;
    uint256 public taken;
    bool public mints;

    constructor(MockToken asset_) MockToken("Lie", "LIE", 6) {
        asset = asset_;
    }

    function behave(uint256 taken_, bool mints_) external {
        (taken, mints) = (taken_, mints_);
    }

    function previewMint(uint256 shares) external pure returns (uint256) {
        return shares;
    }

    function mint(uint256 shares, address to) external returns (uint256) {
        if (mints) _mint(to, shares);
        if (taken != 0) asset.transferFrom(msg.sender, address(this), taken);
        return shares;
    }

    function deposit(uint256 assets, address to) external returns (uint256) {
        if (mints) _mint(to, assets);
        return assets;
    }

    /// @notice What it did not take in time.
    function takeLater(address from, uint256 amount) external {
        asset.transferFrom(from, address(this), amount);
    }
}

/// @notice Hostile tokens, vaults and callbacks: T-33, T-34, T-35. Branches: RouterThreats.tree.
contract RouterThreatsTest is RouterFixture {
    OddToken internal odd;
    ICoverPool internal oddPool;
    uint256 internal oddTerms;

    function setUp() public override {
        super.setUp();
        odd = new OddToken(6);
        (oddPool, oddTerms) = _poolOf(address(odd));
        odd.mint(alice, 1_000_000 * unit);
        odd.mint(carol, 10_000 * unit);
        vm.startPrank(alice);
        odd.approve(address(oddPool), type(uint256).max);
        oddPool.deposit(1_000_000 * unit, alice);
        vm.stopPrank();
        vm.prank(carol);
        odd.approve(address(router), type(uint256).max);
    }

    function _oddOrder() internal view returns (RouterOrder memory o) {
        o = _toOnePool(oddPool, oddTerms, 1000);
        o.maxPremium = 1000 * unit;
    }

    function _sendOdd() internal returns (uint256 paid) {
        RouterOrder memory o = _oddOrder();
        vm.prank(carol);
        (,, paid) = router.buyCover(o);
        _assertEmpty(address(odd));
        _assertNoAllowance(address(odd), address(oddPool));
    }

    function test_T33_TokenThatReentersChangesNothing() public {
        uint256 state = vm.snapshotState();
        uint256 paid = _sendOdd();
        bytes32 plain = _state();
        vm.revertToState(state);

        Reentrant hook = new Reentrant();
        RouterOrder memory o = _oddOrder();
        uint256 id = oddPool.poolId();
        hook.plan(address(router), abi.encodeCall(router.buyCover, (o)));
        hook.plan(address(router), abi.encodeCall(router.deposit, (id, address(odd), 1, 0, eve, o.deadline)));
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(router.buyCover, (o));
        hook.plan(address(router), abi.encodeCall(router.multicall, (calls)));
        hook.plan(address(oddPool), abi.encodeCall(oddPool.deposit, (unit, eve)));
        odd.setHook(address(hook));
        assertEq(_sendOdd(), paid);
        assertEq(_state(), plain);
        assertEq(hook.succeeded(), 0);
        // When the payment is taken, when the pool takes its premium, and when the rest is returned.
        assertEq(hook.tried(), 12);
        assertGe(hook.refusedAsReentrant(), 9);
    }

    function _state() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                odd.balanceOf(carol),
                odd.balanceOf(address(oddPool)),
                oddPool.totalAssets(),
                coverToken.balanceOf(carol),
                oddPool.balanceOf(eve)
            )
        );
    }

    /// @dev A purchase in between makes the pool dearer, and the order still pays no more than its bound.
    function test_T33_TokenThatBuysInBetweenIsBoundByMaxPremium() public {
        Reentrant hook = new Reentrant();
        odd.mint(address(hook), 100_000 * unit);
        vm.prank(address(hook));
        odd.approve(address(oddPool), type(uint256).max);
        RouterOrder memory o = _oddOrder();
        o.maxPremium = oddPool.quoteCover(oddTerms, 1000 * unit, 90 days).premium;
        hook.plan(address(oddPool), abi.encodeCall(oddPool.buyCover, (_orderOf(address(hook), 100_000))));
        odd.setHook(address(hook));
        uint256 before = odd.balanceOf(carol);
        vm.prank(carol);
        vm.expectPartialRevert(Errors.PremiumAboveMax.selector);
        router.buyCover(o);
        assertEq(odd.balanceOf(carol), before);
    }

    function _orderOf(address buyer, uint256 amount) private view returns (CoverOrder memory o) {
        o = _order(buyer, amount * unit, 90 days);
        o.termsId = oddTerms;
    }

    function test_T34_TokenThatReturnsNothingWorks() public {
        odd.setOddity(OddToken.Oddity.NoReturn);
        _sendOdd();
        assertEq(coverToken.balanceOf(carol), 1);
    }

    function test_T34_TokenThatRefusesTransfersOfNothingWorks() public {
        NoZeroToken token = new NoZeroToken("No zero", "NZ", 6);
        (ICoverPool created, uint256 terms) = _poolOf(address(token));
        token.mint(alice, 1_000_000 * unit);
        token.mint(carol, 1000 * unit);
        vm.startPrank(alice);
        token.approve(address(created), type(uint256).max);
        created.deposit(1_000_000 * unit, alice);
        vm.stopPrank();
        vm.prank(carol);
        token.approve(address(router), type(uint256).max);
        RouterOrder memory o = _toOnePool(created, terms, 1000);
        // To the unit, so that nothing comes back.
        o.maxPremium = created.quoteCover(terms, 1000 * unit, 90 days).premium;
        (,, uint256 paid) = _send(o);
        assertEq(paid, o.maxPremium);
        _assertEmpty(address(token));
    }

    function test_RevertWhen_T34_TokenDeliversAnotherAmountOrNothing() public {
        RouterOrder memory o = _oddOrder();
        bytes memory fee = abi.encodeWithSelector(Errors.UnsupportedAsset.selector, bytes32("transfer fee"));
        _refuses(o, OddToken.Oddity.Fee, fee);
        _refuses(o, OddToken.Oddity.Bonus, fee);
        _refuses(o, OddToken.Oddity.Silent, fee);
        _refuses(o, OddToken.Oddity.False, abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
        odd.setPaused(true);
        _refuses(o, OddToken.Oddity.None, abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
    }

    function _refuses(RouterOrder memory o, OddToken.Oddity oddity, bytes memory reason) private {
        odd.setOddity(oddity);
        vm.prank(carol);
        vm.expectRevert(reason);
        router.buyCover(o);
        assertEq(odd.balanceOf(carol), 10_000 * unit);
    }

    /// @dev A pool that the asset blocks sells nothing, and the others fill in.
    function test_T34_PoolThatTheAssetBlocksIsPassedOver() public {
        odd.block_(address(oddPool), true);
        RouterOrder memory o = _oddOrder();
        vm.prank(carol);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        router.buyCover(o);
        assertEq(odd.balanceOf(carol), 10_000 * unit);
    }

    // ---------------------------------------------------------- hostile vaults

    function _lying() private returns (LyingVault lie, ICoverPool liesPool, RouterOrder memory o) {
        lie = new LyingVault(usdc);
        uint256 terms;
        (liesPool, terms) = _poolOf(address(lie));
        MockToken(lie).mint(alice, 1_000_000 * unit);
        vm.startPrank(alice);
        lie.approve(address(liesPool), type(uint256).max);
        liesPool.deposit(1_000_000 * unit, alice);
        vm.stopPrank();
        o = _toOnePool(liesPool, terms, 1000);
        (o.payment, o.maxPremium) = (address(usdc), 100 * unit);
    }

    function test_T35_VaultThatTakesLaterFindsNoAllowance() public {
        (LyingVault lie,, RouterOrder memory o) = _lying();
        lie.behave(0, true);
        uint256 before = usdc.balanceOf(carol);
        (,, uint256 paid) = _send(o);
        assertEq(before - usdc.balanceOf(carol), paid);
        _assertNoAllowance(address(usdc), address(lie));
        usdc.mint(address(router), 100 * unit);
        vm.expectRevert();
        lie.takeLater(address(router), 1);
    }

    function test_T35_VaultThatTakesMoreThanItSaidIsRefused() public {
        (LyingVault lie,, RouterOrder memory o) = _lying();
        lie.behave(50 * unit, true);
        vm.prank(carol);
        vm.expectRevert();
        router.buyCover(o);
        assertEq(usdc.balanceOf(carol), 1_000_000 * unit);
    }

    function test_T35_VaultThatMintsNothingSellsNothing() public {
        (LyingVault lie,, RouterOrder memory o) = _lying();
        lie.behave(0, false);
        _expectRefusal(o, abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector));
    }

    function test_T35_DepositIntoAVaultThatTakesLaterLeavesNoAllowance() public {
        (LyingVault lie, ICoverPool liesPool,) = _lying();
        lie.behave(0, true);
        uint256 id = liesPool.poolId();
        uint256 before = usdc.balanceOf(carol);
        vm.prank(carol);
        router.deposit(id, address(usdc), 1000 * unit, 0, carol, vm.getBlockTimestamp());
        _assertEmpty(address(usdc));
        _assertEmpty(address(lie));
        _assertNoAllowance(address(usdc), address(lie));
        assertEq(usdc.balanceOf(carol), before, "what the vault did not take came back");
    }
}
