// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {Errors} from "../../src/common/Errors.sol";
import {CoverOrder} from "../../src/pool/PoolTypes.sol";
import {IncidentFixture} from "./claims/IncidentFixture.sol";

/// @notice The chain splits in the middle of a pool's life: where its id is another, no cover is sold and no case opened,
/// and everything that is there can be taken out (CODE-6). Branches: Forks.tree.
contract ForksTest is IncidentFixture {
    uint256 internal constant KEY = uint256(keccak256("underwriter's key"));
    bytes32 internal constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 internal constant AUTHORIZE = keccak256(
        "AuthorizeOperator(address controller,address operator,bool approved,bytes32 nonce,uint256 deadline)"
    );

    uint256 internal coverId;
    uint256 internal free;
    uint256 internal incident;
    bytes32 internal here;

    function setUp() public override {
        super.setUp();
        coverId = _cover(0, carol, M / 5);
        free = _cover(1, dave, M / 5);
        skip(5 days);
        incident = _openCaseFor(0, 0.5e18);
        here = ERC20(address(pool)).DOMAIN_SEPARATOR();
        _fund(carol, address(pool), M);
    }

    function _split() internal {
        vm.chainId(block.chainid + 1);
    }

    // ------------------------------------------------------------- what stops

    function test_CODE6_NothingIsSoldOrOpened() public {
        uint256 next = _report(1, 1e18);
        CoverOrder memory o = _order(carol, unit, 30 days);
        o.termsId = terms[1];
        _split();
        vm.startPrank(carol);
        vm.expectRevert(Errors.WrongChain.selector);
        pool.buyCover(o);
        vm.expectRevert(Errors.WrongChain.selector);
        pool.quoteCover(terms[1], unit, 30 days);
        vm.stopPrank();
        vm.prank(dave);
        vm.expectRevert(Errors.WrongChain.selector);
        pool.extendCover(free, 30 days, type(uint256).max, vm.getBlockTimestamp());
        vm.expectRevert(Errors.WrongChain.selector);
        vault.openCase(terms[1], next, 0);
        vm.expectRevert(Errors.WrongChain.selector);
        resolver.raise(vault, terms[0], incident, 1e18, 0);
    }

    // ------------------------------------------------------------ what goes on

    /// @dev Required capital is zero: exits settle in full, whatever cover is in force, in their order and after the
    /// cooldown.
    function test_CODE6_ExitsSettleInFull() public {
        uint256 shares = pool.balanceOf(alice);
        uint256 others = pool.balanceOf(bob);
        _request(alice, shares);
        _request(bob, others);
        uint256 ready = vm.getBlockTimestamp() + COOLDOWN;
        (, uint256 latest) = pool.redeemSchedule(bob);
        assertGt(latest, ready, "here the cover in force holds them up");
        uint256 state = vm.snapshotState();
        vm.warp(ready);
        vm.prank(bob);
        pool.settleRedeemRequests(bob);
        assertGt(pool.pendingRedeemRequest(0, bob), 0);
        vm.revertToState(state);

        _split();
        (uint256 earliest, uint256 last) = pool.redeemSchedule(bob);
        assertEq(earliest, ready);
        assertEq(last, ready, "there nothing does");
        vm.warp(ready - 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.CooldownNotOver.selector, ready));
        pool.settleRedeemRequests(bob);
        vm.warp(ready);
        uint256 equity = pool.totalAssets();
        vm.prank(bob);
        (uint256 settled,) = pool.settleRedeemRequests(bob);
        assertEq(settled, shares + others);
        assertEq(pool.totalSupply(), 0);
        uint256 paid = _redeemAll(alice) + _redeemAll(bob);
        assertApproxEqAbs(paid, equity, 10, "all of it");
        _assertSolvent();
    }

    /// @dev By whole days as well, by the way of a deposit.
    function test_CODE6_DepositsSettleExitsInFull() public {
        _request(alice, pool.balanceOf(alice));
        _split();
        skip(COOLDOWN + 1 days);
        _deposit(eve, M);
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        assertGt(_redeemAll(alice), 0);
    }

    /// @dev A case that was opened before pays its covers, on both sides.
    function test_CODE6_OpenedCasesPay() public {
        _split();
        _decide(0, incident, 0.5e18);
        uint256 before = usdc.balanceOf(carol);
        assertEq(_claim(coverId, incident), 100_000e6);
        assertEq(usdc.balanceOf(carol) - before, 100_000e6);
        skip(61 days);
        _release(incident);
        assertEq(_inVault(), 0);
        _assertSolvent();
    }

    function test_CODE6_DeniedCasesComeBack() public {
        _split();
        resolver.decide(incident, vm.getBlockTimestamp(), 0);
        uint256 equity = pool.totalAssets();
        vault.applyVerdict(terms[0], incident);
        assertEq(pool.totalAssets() - equity, 100_000e6);
        assertGt(_collect(alice), 0);
    }

    function _release(uint256 id) internal {
        vault.settleCase(terms[0], id);
    }

    /// @dev What a cancellation returns is what it returns here.
    function test_CODE6_CancellationsRefund() public {
        uint256 quoted = pool.quoteCancellation(free);
        assertGt(quoted, 0);
        _split();
        assertEq(pool.quoteCancellation(free), quoted);
        vm.prank(dave);
        assertEq(pool.cancelCover(free), quoted);
    }

    function test_CODE6_SharesCoversAndUpkeepGoOn() public {
        _split();
        vm.prank(alice);
        pool.transfer(bob, 1e17);
        vm.prank(dave);
        coverToken.transferFrom(dave, eve, free);
        skip(100 days);
        pool.processExpiries();
        assertEq(coverToken.ownerOf(free), eve);
        poolConfigurator.collectFees(address(pool), product[0]);
        assertGt(poolConfigurator.feesOwed(address(usdc), manager), 0);
    }

    // ------------------------------------------------------------- signatures

    function _permit(bytes32 domain, uint256 nonce) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 hash = keccak256(abi.encode(PERMIT, vm.addr(KEY), bob, 5, nonce, vm.getBlockTimestamp()));
        return vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", domain, hash)));
    }

    /// @dev EIP-712 domains are of the chain they are used on: the other one's permits are dead, its own work.
    function test_CODE6_PermitsAreOfTheirChain() public {
        ERC20 token = ERC20(address(pool));
        address signer = vm.addr(KEY);
        _split();
        assertTrue(token.DOMAIN_SEPARATOR() != here);
        (uint8 v, bytes32 r, bytes32 s) = _permit(here, 0);
        uint256 deadline = vm.getBlockTimestamp();
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(signer, bob, 5, deadline, v, r, s);
        (v, r, s) = _permit(token.DOMAIN_SEPARATOR(), 0);
        token.permit(signer, bob, 5, deadline, v, r, s);
        assertEq(token.allowance(signer, bob), 5);
        vm.chainId(block.chainid - 1);
        assertEq(token.DOMAIN_SEPARATOR(), here);
        (v, r, s) = _permit(here, 1);
        token.permit(signer, bob, 5, deadline, v, r, s);
    }

    function _authorization(bytes32 domain) internal view returns (bytes memory) {
        bytes32 hash = keccak256(abi.encode(AUTHORIZE, vm.addr(KEY), bob, true, bytes32("one"), vm.getBlockTimestamp()));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", domain, hash)));
        return abi.encodePacked(r, s, v);
    }

    function test_CODE6_OperatorsAreAuthorizedForTheirChain() public {
        address signer = vm.addr(KEY);
        uint256 deadline = vm.getBlockTimestamp();
        _split();
        bytes memory signature = _authorization(here);
        vm.expectRevert(Errors.InvalidSignature.selector);
        pool.authorizeOperator(signer, bob, true, "one", deadline, signature);
        signature = _authorization(ERC20(address(pool)).DOMAIN_SEPARATOR());
        pool.authorizeOperator(signer, bob, true, "one", deadline, signature);
        assertTrue(pool.isOperator(signer, bob));
    }
}
