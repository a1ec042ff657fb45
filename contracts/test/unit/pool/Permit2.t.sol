// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {IPermit2} from "../../../src/pool/IPermit2.sol";
import {MockWallet} from "../../mocks/MockWallet.sol";
import {IPermit2Allowances, Permit2} from "../../mocks/Permit2.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Payment by a signature through the real Permit2. Branches: Permit2.tree.
contract Permit2Test is UnitFixture {
    IPermit2Allowances internal permit2;
    address internal signer;

    function setUp() public override {
        super.setUp();
        permit2 = Permit2.install(vm);
        signer = vm.addr(ALICE_KEY);
        _deposit(bob, 10_000_000 * unit);
        _fund(signer, address(permit2), 1000 * unit);
    }

    function _permit(uint256 amount) internal view returns (IPermit2.PermitSingle memory) {
        uint48 until = uint48(vm.getBlockTimestamp());
        IPermit2.PermitDetails memory details = IPermit2.PermitDetails(address(usdc), uint160(amount), until, 0);
        return IPermit2.PermitSingle(details, address(pool), until);
    }

    function _sign(IPermit2.PermitSingle memory p) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, Permit2.digest(p));
        return abi.encodePacked(r, s, v);
    }

    /// @dev The call that submits `p`, whatever was signed.
    function _submission(IPermit2.PermitSingle memory p, bytes memory signature) internal view returns (bytes memory) {
        IPermit2.PermitDetails memory d = p.details;
        return abi.encodeCall(pool.permit2Asset, (d.amount, d.expiration, d.nonce, p.sigDeadline, signature));
    }

    function _allowed(address account) internal view returns (uint256 amount) {
        (amount,,) = permit2.allowance(account, address(usdc), address(pool));
    }

    function _deposits(bytes memory submission) internal view returns (bytes[] memory calls) {
        calls = new bytes[](2);
        calls[0] = submission;
        calls[1] = abi.encodeCall(pool.deposit, (1000 * unit, signer));
    }

    function test_Permit2AndDepositInOneTransaction() public {
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes[] memory calls = _deposits(_submission(p, _sign(p)));
        vm.prank(signer);
        pool.multicall(calls);
        assertEq(usdc.balanceOf(signer), 0);
        assertGt(pool.balanceOf(signer), 0);
        assertEq(_allowed(signer), 0, "T-35: nothing is left");
    }

    function test_Permit2AndPurchaseInOneTransaction() public {
        uint256 premium = pool.quoteCover(scriptedTerms, 1000 * unit, 30 days).premium;
        IPermit2.PermitSingle memory p = _permit(premium);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _submission(p, _sign(p));
        calls[1] = abi.encodeCall(pool.buyCover, (_orderScripted(signer, 1000 * unit, 30 days)));
        vm.prank(signer);
        pool.multicall(calls);
        assertEq(coverToken.balanceOf(signer), 1);
        assertEq(usdc.balanceOf(signer), 1000 * unit - premium);
    }

    function test_Permit2TakesTheSignatureOfAContract() public {
        address wallet = address(new MockWallet(signer));
        _fund(wallet, address(permit2), 1000 * unit);
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes[] memory calls = _deposits(_submission(p, _sign(p)));
        vm.prank(wallet);
        pool.multicall(calls);
        assertEq(usdc.balanceOf(wallet), 0);
    }

    /// @dev T-36: a permit that somebody else submitted first is no obstacle.
    function test_T36_DepositAfterAFrontRunPermit2() public {
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes memory signature = _sign(p);
        vm.prank(eve);
        permit2.permit(signer, p, signature);
        bytes[] memory calls = _deposits(_submission(p, signature));
        vm.prank(signer);
        pool.multicall(calls);
        assertGt(pool.balanceOf(signer), 0);
    }

    /// @dev T-37: each of these is refused by Permit2, and the pool goes on.
    function test_T37_Permit2AllowsNothingThatWasNotSigned() public {
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes memory signature = _sign(p);
        bytes memory submission = _submission(p, signature);
        vm.prank(eve);
        (bool done,) = address(pool).call(submission);
        assertTrue(done, "another's");
        assertEq(_allowed(eve), 0);

        p.details.amount += 1;
        _submitAs(signer, _submission(p, signature), "another amount");
        p = _permit(1000 * unit);
        p.spender = eve;
        _submitAs(signer, _submission(p, _sign(p)), "another spender");
        p = _permit(1000 * unit);
        p.sigDeadline -= 1;
        _submitAs(signer, _submission(p, _sign(p)), "expired");
        p = _permit(1000 * unit);
        p.details.nonce = 1;
        _submitAs(signer, _submission(p, _sign(p)), "another nonce");
        _submitAs(signer, _submission(_permit(1000 * unit), "no signature"), "none");
    }

    function _submitAs(address caller, bytes memory submission, string memory what) internal {
        vm.prank(caller);
        (bool done,) = address(pool).call(submission);
        assertTrue(done, what);
        assertEq(_allowed(caller), 0, what);
    }

    function test_Permit2IsMissing() public {
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes memory submission = _submission(p, _sign(p));
        vm.etch(address(permit2), "");
        vm.prank(signer);
        (bool done,) = address(pool).call(submission);
        assertTrue(done);
    }

    /// @dev T-35: the pool pulls from the caller only.
    function test_T35_AnothersPermit2MovesNothing() public {
        IPermit2.PermitSingle memory p = _permit(1000 * unit);
        bytes[] memory calls = _deposits(_submission(p, _sign(p)));
        vm.prank(eve);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        pool.multicall(calls);
        assertEq(usdc.balanceOf(signer), 1000 * unit);
    }
}
