// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {Errors} from "../../../src/common/Errors.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice The share token: ERC-20, EIP-2612, balances that remember cases (POOL-1, INC-4). Branches: ShareToken.tree.
contract ShareTokenTest is UnitFixture {
    uint256 internal constant SHARES = 1e18;
    ERC20 internal token;
    address internal signer;

    function setUp() public override {
        super.setUp();
        token = ERC20(address(pool));
        signer = vm.addr(ALICE_KEY);
        _deposit(alice, 1_000_000 * unit);
        _deposit(signer, 1_000_000 * unit);
    }

    function test_Metadata() public view {
        assertEq(token.name(), "Breakwater USDC");
        assertEq(token.symbol(), "bwUSDC");
        assertEq(token.decimals(), 12, "asset + 6");
        assertEq(token.totalSupply(), 2 * SHARES);
    }

    // --------------------------------------------------------------- transfer

    function test_TransferMovesShares() public {
        vm.expectEmit(address(pool));
        emit ERC20.Transfer(alice, bob, 7);
        vm.prank(alice);
        assertTrue(pool.transfer(bob, 7));
        assertEq(pool.balanceOf(alice), SHARES - 7);
        assertEq(pool.balanceOf(bob), 7);
        assertEq(pool.totalSupply(), 2 * SHARES);
    }

    function testFuzz_TransferKeepsTheSum(uint256 amount, bool toSelf) public {
        amount = bound(amount, 0, SHARES);
        address to = toSelf ? alice : bob;
        vm.prank(alice);
        pool.transfer(to, amount);
        assertEq(pool.balanceOf(alice) + pool.balanceOf(bob), SHARES);
        assertEq(pool.balanceOf(to), toSelf ? SHARES : amount);
    }

    function test_RevertWhen_BalanceIsTooSmall() public {
        vm.prank(alice);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        pool.transfer(bob, SHARES + 1);
    }

    function test_RevertWhen_ReceiverIsNobodyOrThePool() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("to")));
        pool.transfer(address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("to")));
        pool.transfer(address(pool), 1);
    }

    function test_QueuedSharesCannotBeTransferred() public {
        _request(alice, SHARES - 10);
        vm.startPrank(alice);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        pool.transfer(bob, 11);
        pool.transfer(bob, 10);
        assertEq(pool.balanceOf(alice), 0);
        assertEq(pool.balanceOf(address(pool)), SHARES - 10, "POOL-2: queued shares are the pool's balance");
    }

    // -------------------------------------------------------------- allowance

    function test_TransferFromSpendsTheAllowance() public {
        vm.prank(alice);
        assertTrue(pool.approve(bob, 100));
        vm.startPrank(bob);
        assertTrue(pool.transferFrom(alice, bob, 60));
        assertEq(pool.allowance(alice, bob), 40);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        pool.transferFrom(alice, bob, 41);
        assertEq(pool.balanceOf(bob), 60);
    }

    function test_UnlimitedAllowanceStays() public {
        vm.prank(alice);
        pool.approve(bob, type(uint256).max);
        vm.prank(bob);
        pool.transferFrom(alice, bob, 60);
        assertEq(pool.allowance(alice, bob), type(uint256).max);
    }

    /// @dev T-35: no spender is trusted from the start, Permit2 included.
    function test_T35_Permit2HasNoAllowanceOfItsOwn() public {
        address permit2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
        assertEq(pool.allowance(alice, permit2), 0);
        vm.prank(permit2);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        pool.transferFrom(alice, eve, 1);
    }

    // ----------------------------------------------------------------- permit

    struct Permit {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    function _sign(address spender, uint256 value, uint256 nonce, uint256 deadline)
        internal
        view
        returns (Permit memory p)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                signer,
                spender,
                value,
                nonce,
                deadline
            )
        );
        (p.v, p.r, p.s) =
            vm.sign(ALICE_KEY, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash)));
    }

    function test_PermitApproves() public {
        uint256 deadline = vm.getBlockTimestamp();
        Permit memory p = _sign(bob, 5, 0, deadline);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
        assertEq(pool.allowance(signer, bob), 5);
        assertEq(token.nonces(signer), 1);
    }

    function test_RevertWhen_T37_PermitIsExpiredReplayedOrAnothers() public {
        uint256 deadline = vm.getBlockTimestamp();
        Permit memory p = _sign(bob, 5, 0, deadline - 1);
        vm.expectRevert(ERC20.PermitExpired.selector);
        token.permit(signer, bob, 5, deadline - 1, p.v, p.r, p.s);
        p = _sign(bob, 5, 0, deadline);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(alice, bob, 5, deadline, p.v, p.r, p.s);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(signer, bob, 6, deadline, p.v, p.r, p.s);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
    }

    function test_RevertWhen_T37_PermitIsOfAnotherChainOrPool() public {
        uint256 deadline = vm.getBlockTimestamp();
        Permit memory p = _sign(bob, 5, 0, deadline);
        vm.chainId(8453);
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
        vm.chainId(31337);
        ERC20 other = ERC20(address(_createPool(_monoline())));
        vm.expectRevert(ERC20.InvalidPermit.selector);
        other.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
        assertEq(pool.allowance(signer, bob), 5, "here it is good");
    }

    function test_RevertWhen_T37_PermitIsFlipped() public {
        uint256 deadline = vm.getBlockTimestamp();
        Permit memory p = _sign(bob, 5, 0, deadline);
        p.s = bytes32(0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141 - uint256(p.s));
        p.v = p.v == 27 ? 28 : 27;
        vm.expectRevert(ERC20.InvalidPermit.selector);
        token.permit(signer, bob, 5, deadline, p.v, p.r, p.s);
    }

    // ------------------------------------------------------------ checkpoints

    /// @dev INC-4: what was held when a case was opened stays known after the shares have moved.
    function test_INC4_HoldingAtACaseSurvivesTransfers() public {
        _buyScripted(carol, 100_000 * unit, 30 days);
        _request(alice, SHARES / 4);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        assertEq(pool.holdingAt(alice, 1, 0), SHARES, "liquid and queued");
        vm.prank(alice);
        pool.transfer(bob, SHARES / 2);
        assertEq(pool.holdingAt(alice, 1, 0), SHARES, "after the transfer");
        assertEq(pool.holdingAt(bob, 1, 0), 0, "came later");
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        assertEq(pool.holdingAt(bob, 2, 0), SHARES / 2);
        assertEq(pool.holdingAt(alice, 2, 0), SHARES / 2);
        assertEq(pool.holdingAt(alice, 1, 0), SHARES);
        // What was settled by then does not bear it: checkpoints 1 and 2, as settlements would write them.
        vm.store(address(pool), keccak256(abi.encode(1, 13)), bytes32(SHARES / 8));
        vm.store(address(pool), keccak256(abi.encode(2, 13)), bytes32(SHARES / 4));
        assertEq(pool.holdingAt(alice, 2, 1), SHARES / 2 - SHARES / 8);
        assertEq(pool.holdingAt(alice, 2, 2), SHARES / 4);
        // One case ahead of the account's last change and two behind.
        vm.prank(bob);
        pool.transfer(alice, 1);
        assertEq(pool.holdingAt(bob, 1, 0), 0);
        assertEq(pool.holdingAt(bob, 2, 0), SHARES / 2);
    }

    /// @dev Transfers without a case in between write no checkpoint.
    function test_INC4_CheckpointOnlyAfterACase() public {
        vm.startPrank(alice);
        pool.transfer(bob, 1);
        pool.transfer(bob, 1);
        vm.stopPrank();
        assertEq(_mapped(10, uint160(alice)), 0, "no checkpoint");
        _buyScripted(carol, 100_000 * unit, 30 days);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        vm.startPrank(alice);
        pool.transfer(bob, 1);
        pool.transfer(bob, 1);
        assertEq(_mapped(10, uint160(alice)), 1, "one for one case");
        assertEq(_mapped(10, uint160(bob)), 1);
    }

    function testFuzz_INC4_HoldingsAtACaseSumToTheSupply(uint256 a, uint256 b, uint256 queued) public {
        _buyScripted(carol, 100_000 * unit, 30 days);
        queued = bound(queued, 1, SHARES);
        _request(alice, queued);
        _openCaseOf(vm.getBlockTimestamp(), 0.5e18);
        vm.prank(alice);
        pool.transfer(bob, bound(a, 0, SHARES - queued));
        vm.prank(signer);
        pool.transfer(dave, bound(b, 0, SHARES));
        uint256 sum = pool.holdingAt(alice, 1, 0) + pool.holdingAt(bob, 1, 0) + pool.holdingAt(signer, 1, 0)
            + pool.holdingAt(dave, 1, 0);
        assertEq(sum, 2 * SHARES);
    }
}
