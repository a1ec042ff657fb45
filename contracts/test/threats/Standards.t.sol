// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";
import {ERC721} from "solady/tokens/ERC721.sol";

import {CoverPoolSegment3} from "../../src/pool/CoverPoolSegment3.sol";
import {Errors} from "../../src/common/Errors.sol";
import {IPoolCapital} from "../../src/pool/roles/IPoolCapital.sol";
import {IPoolCases} from "../../src/pool/roles/IPoolCases.sol";
import {Reentrant} from "../mocks/Reentrant.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice T-48: standards as they are written; T-44: no way to sweep.
contract StandardsThreatsTest is UnitFixture {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 10_000_000 * unit);
        _buyScripted(carol, 1_000_000 * unit, 90 days);
        skip(9 days + 5);
    }

    // ------------------------------------------------------------------- T-48

    function test_T48_InterfaceIds() public view {
        (bool done, bytes memory yes) = _supports(0x01ffc9a7);
        assertTrue(done && abi.decode(yes, (bool)), "ERC-165");
        (, yes) = _supports(0xe3bc4e65);
        assertTrue(abi.decode(yes, (bool)), "ERC-7540 operators");
        (, yes) = _supports(0x620ee8e4);
        assertTrue(abi.decode(yes, (bool)), "ERC-7540 asynchronous redeem");
        (, yes) = _supports(0x2f0a18c5);
        assertTrue(abi.decode(yes, (bool)), "ERC-7575");
        (, yes) = _supports(0xffffffff);
        assertFalse(abi.decode(yes, (bool)), "ERC-165: never");
        (, yes) = _supports(0xce3bbe50);
        assertFalse(abi.decode(yes, (bool)), "ERC-7540 asynchronous deposit: not here");
        (done, yes) = address(pool).staticcall(abi.encodeWithSignature("share()"));
        assertEq(abi.decode(yes, (address)), address(pool), "ERC-7575: its own share token");
    }

    function _supports(bytes4 id) internal view returns (bool, bytes memory) {
        return address(pool).staticcall(abi.encodeWithSignature("supportsInterface(bytes4)", id));
    }

    /// @dev EIP-712: the domain is the one that signatures use.
    function test_T48_DomainIsTheShareTokens() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Breakwater USDC"),
                keccak256("1"),
                block.chainid,
                address(pool)
            )
        );
        assertEq(ERC20(address(pool)).DOMAIN_SEPARATOR(), domain);
    }

    /// @dev action(max) succeeds, action(max + 1) reverts: deposits and mints.
    function testFuzz_T48_DepositAndMintUpToTheirMaximum(uint256 seed, bool minted) public {
        if (seed % 3 == 0) _request(alice, bound(seed >> 8, 1, pool.balanceOf(alice)));
        skip(bound(seed >> 128, 0, 30 days));
        usdc.mint(bob, type(uint128).max);
        vm.startPrank(bob);
        usdc.approve(address(pool), type(uint256).max);
        uint256 max = minted ? pool.maxMint(bob) : pool.maxDeposit(bob);
        uint256 maxAssets = pool.maxDeposit(bob);
        vm.expectRevert(abi.encodeWithSelector(Errors.DepositLimitExceeded.selector, maxAssets));
        if (minted) pool.mint(max + 1, bob);
        else pool.deposit(max + 1, bob);
        if (minted) assertGt(pool.mint(max, bob), 0);
        else assertGt(pool.deposit(max, bob), 0);
        vm.stopPrank();
        _assertSolvent();
    }

    /// @dev ERC-4626: a maximum is what its receiver may be sent. Where a deposit is refused for its receiver it is 0, and
    /// everybody else is asked for the same.
    function testFuzz_T48_MaximaAreTheReceivers(address anybody) public {
        address[8] memory receivers = [
            address(0),
            address(pool),
            address(vault),
            address(coverToken),
            address(poolConfigurator),
            address(usdc),
            alice,
            anybody
        ];
        _fund(bob, address(pool), unit);
        for (uint256 i; i < receivers.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            vm.prank(bob);
            (bool taken,) = address(pool).call(abi.encodeCall(pool.deposit, (unit, receivers[i])));
            vm.revertToState(snapshot);
            assertEq(pool.maxDeposit(receivers[i]), taken ? pool.maxDeposit(bob) : 0);
            assertEq(pool.maxMint(receivers[i]), taken ? pool.maxMint(bob) : 0);
        }
        assertEq(pool.maxDeposit(address(0)) + pool.maxMint(address(pool)), 0, "some are refused");
    }

    /// @dev The same for redeem and withdraw.
    function testFuzz_T48_RedeemAndWithdrawUpToTheirMaximum(uint256 shares, bool withdrawn) public {
        _request(alice, bound(shares, 1, pool.balanceOf(alice)));
        (, uint256 latest) = pool.redeemSchedule(alice);
        vm.warp(latest);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        uint256 max = withdrawn ? pool.maxWithdraw(alice) : pool.maxRedeem(alice);
        if (withdrawn && max == 0) return;
        uint256 maxShares = pool.maxRedeem(alice);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(Errors.InsufficientShares.selector, maxShares));
        if (withdrawn) pool.withdraw(max + 1, alice, alice);
        else pool.redeem(max + 1, alice, alice);
        if (withdrawn) pool.withdraw(max, alice, alice);
        else pool.redeem(max, alice, alice);
        assertEq(withdrawn ? pool.maxWithdraw(alice) : pool.maxRedeem(alice), 0);
    }

    /// @dev Never revert, whatever the state and whoever is asked for.
    function testFuzz_T48_MaximaNeverRevert(address account, uint256 seed) public {
        _assertAnswers(account);
        _setShort(true);
        _assertAnswers(account);
        assertEq(pool.maxDeposit(account) + pool.maxMint(account), 0);
        _setShort(false);
        _request(alice, bound(seed, 1, pool.balanceOf(alice)));
        skip(seed % 400 days);
        _assertAnswers(account);
        if (pool.committedCover(scriptedProduct) != 0) _openCaseOf(vm.getBlockTimestamp(), 1e18);
        _assertAnswers(alice);
        // Everything lost, and the widest supply there can be.
        vm.store(address(pool), bytes32(uint256(1)), bytes32(uint256(type(uint112).max)));
        _assertAnswers(alice);
    }

    function _assertAnswers(address account) internal view {
        pool.maxDeposit(account);
        pool.maxMint(account);
        pool.maxRedeem(account);
        pool.maxWithdraw(account);
        pool.totalAssets();
        pool.pendingRedeemRequest(0, account);
        assertEq(pool.claimableRedeemRequest(7, account), pool.maxRedeem(account), "ids are ignored");
    }

    /// @dev ERC-4626: conversions know no caller and no slippage, and round down; previews are exact.
    function testFuzz_T48_ConversionsRoundDown(uint256 assets, uint256 shares) public view {
        assets = bound(assets, 0, 1e9 * unit);
        shares = bound(shares, 0, 1e24);
        assertEq(pool.convertToShares(assets), pool.previewDeposit(assets));
        assertLe(pool.convertToAssets(pool.convertToShares(assets)), assets);
        assertLe(pool.convertToShares(pool.convertToAssets(shares)), shares);
        assertGe(pool.previewMint(shares), pool.convertToAssets(shares));
        assertLe(pool.previewMint(shares) - pool.convertToAssets(shares), 1);
    }

    /// @dev ERC-20: true is returned, zero can be moved, an allowance is used up unless it is unlimited.
    function test_T48_ERC20() public {
        vm.startPrank(alice);
        vm.expectEmit(address(pool));
        emit ERC20.Transfer(alice, bob, 0);
        assertTrue(pool.transfer(bob, 0));
        assertTrue(pool.transfer(alice, 7), "to oneself");
        assertTrue(pool.approve(eve, 10));
        vm.stopPrank();
        uint256 before = pool.balanceOf(alice);
        vm.startPrank(eve);
        assertTrue(pool.transferFrom(alice, bob, 4));
        assertEq(pool.allowance(alice, eve), 6);
        vm.expectRevert(ERC20.InsufficientAllowance.selector);
        pool.transferFrom(alice, bob, 7);
        vm.stopPrank();
        vm.prank(alice);
        pool.approve(eve, type(uint256).max);
        vm.prank(eve);
        pool.transferFrom(alice, bob, 6);
        assertEq(pool.allowance(alice, eve), type(uint256).max);
        assertEq(pool.balanceOf(alice), before - 10);
        assertEq(pool.balanceOf(bob), 10);
        vm.prank(bob);
        vm.expectRevert(ERC20.InsufficientBalance.selector);
        pool.transfer(alice, 11);
    }

    /// @dev ERC-721: a safe transfer asks a contract and reverts where it does not answer; an approval ends with it.
    function test_T48_ERC721() public {
        (uint256 coverId,) = _buyScripted(carol, 1000 * unit, 30 days);
        vm.startPrank(carol);
        vm.expectRevert(ERC721.TransferToNonERC721ReceiverImplementer.selector);
        coverToken.safeTransferFrom(carol, address(pool), coverId);
        vm.expectRevert(ERC721.TransferToZeroAddress.selector);
        coverToken.transferFrom(carol, address(0), coverId);
        address receiver = address(new Reentrant());
        coverToken.approve(eve, coverId);
        vm.expectEmit(address(coverToken));
        emit ERC721.Transfer(carol, receiver, coverId);
        coverToken.safeTransferFrom(carol, receiver, coverId);
        vm.stopPrank();
        assertEq(coverToken.ownerOf(coverId), receiver);
        assertEq(coverToken.balanceOf(receiver), 1);
        assertEq(coverToken.getApproved(coverId), address(0));
        vm.prank(eve);
        vm.expectRevert(ERC721.NotOwnerNorApproved.selector);
        coverToken.transferFrom(receiver, eve, coverId);
        vm.expectRevert(ERC721.BalanceQueryForZeroAddress.selector);
        coverToken.balanceOf(address(0));
    }

    /// @dev ERC-7540: an operator requests and redeems for its controller, request ids are 0, previews of the
    /// asynchronous way revert, what is pending becomes claimable and not before.
    function test_T48_ERC7540() public {
        uint256 shares = pool.balanceOf(alice) / 10;
        vm.prank(bob);
        vm.expectRevert(Errors.NotAuthorized.selector);
        pool.requestRedeem(shares, alice, alice);
        vm.prank(alice);
        assertTrue(pool.setOperator(bob, true));
        assertTrue(pool.isOperator(alice, bob));
        vm.prank(bob);
        assertEq(pool.requestRedeem(shares, alice, alice), 0, "requestId");
        assertEq(pool.pendingRedeemRequest(0, alice), shares);
        assertEq(pool.claimableRedeemRequest(0, alice), 0);
        vm.prank(bob);
        vm.expectRevert(Errors.NothingSettled.selector);
        pool.redeem(1, bob, alice);
        skip(COOLDOWN);
        vm.prank(bob);
        pool.settleRedeemRequests(alice);
        assertEq(pool.pendingRedeemRequest(0, alice), 0);
        assertEq(pool.claimableRedeemRequest(0, alice), shares);
        uint256 assets = pool.maxWithdraw(alice);
        vm.prank(bob);
        assertEq(pool.redeem(shares, bob, alice), assets);
        assertEq(usdc.balanceOf(bob), assets, "to the receiver it named");
        bytes4[2] memory previews =
            [CoverPoolSegment3.previewRedeem.selector, CoverPoolSegment3.previewWithdraw.selector];
        for (uint256 i; i < 2; ++i) {
            (bool done, bytes memory reason) = address(pool).staticcall(abi.encodeWithSelector(previews[i], 1));
            assertFalse(done);
            assertEq(bytes4(reason), Errors.AsyncRedeem.selector);
        }
    }

    // ------------------------------------------------------------------- T-44

    /// @dev Nothing that any role can call reaches assets, queued exits or cases.
    function test_T44_NoRoleCanSweep() public {
        _request(alice, 1e18);
        skip(COOLDOWN);
        vm.prank(alice);
        pool.settleRedeemRequests(alice);
        (uint256 id,) = _openCaseOf(vm.getBlockTimestamp(), 0.55e18);
        poolConfigurator.collectFees(address(pool), scriptedProduct);
        usdc.mint(address(pool), 500 * unit);
        uint256 held = usdc.balanceOf(address(pool));
        uint256 setAside = usdc.balanceOf(address(vault));
        uint256 owed = pool.maxWithdraw(alice);

        string[8] memory names = [
            "sweep(address)",
            "rescue(address)",
            "skim(address)",
            "migrate(address)",
            "withdrawAll(address)",
            "upgradeTo(address)",
            "setManager(address)",
            "initialize(address)"
        ];
        address[6] memory roles = [owner, manager, guardian, sponsor, eve, address(this)];
        address[6] memory parts = [
            address(pool),
            address(vault),
            address(poolConfigurator),
            address(coverToken),
            address(factory),
            address(registry)
        ];
        for (uint256 r; r < roles.length; ++r) {
            for (uint256 p; p < parts.length; ++p) {
                for (uint256 n; n < names.length; ++n) {
                    vm.prank(roles[r]);
                    (bool done,) = parts[p].call(abi.encodeWithSignature(names[n], roles[r]));
                    assertFalse(done, names[n]);
                }
            }
            vm.startPrank(roles[r]);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.fundCase(scriptedProduct, 1, true, 0);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.collectFees(scriptedProduct);
            vm.expectRevert(Errors.NotAuthorized.selector);
            pool.withdraw(1, roles[r], alice);
            vm.stopPrank();
        }
        vm.startPrank(owner);
        registry.suspendTerms(scriptedTerms, true);
        registry.publishTerms(_scripted(scriptedProduct), _pins());
        vm.stopPrank();
        assertEq(usdc.balanceOf(address(pool)), held);
        assertEq(usdc.balanceOf(address(vault)), setAside);
        assertEq(pool.maxWithdraw(alice), owed);
        assertEq(_redeemAll(alice), owed);
        vault.applyVerdict(scriptedTerms, id);
    }

    /// @dev A pool's calls are all there is: each declared function of its core answers from the pool itself.
    function test_T48_CoreAnswers() public view {
        IPoolCapital capital = IPoolCapital(address(pool));
        assertEq(capital.asset(), address(usdc));
        assertEq(IPoolCases(address(pool)).claimsVault(), address(vault));
    }
}
