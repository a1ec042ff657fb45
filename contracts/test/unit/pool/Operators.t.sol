// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {IExitQueue} from "../../../src/pool/roles/IExitQueue.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {MockWallet} from "../../mocks/MockWallet.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Operators by call and by signature (POOL-2, T-37). Branches: Operators.tree.
contract OperatorsTest is UnitFixture {
    bytes32 internal constant TYPEHASH = keccak256(
        "AuthorizeOperator(address controller,address operator,bool approved,bytes32 nonce,uint256 deadline)"
    );
    /// @dev Order of secp256k1.
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    struct Grant {
        address controller;
        address operator;
        bool approved;
        bytes32 nonce;
        uint256 deadline;
    }

    address internal signer;

    function setUp() public override {
        super.setUp();
        signer = vm.addr(ALICE_KEY);
    }

    function _grant() internal view returns (Grant memory) {
        return
            Grant({controller: signer, operator: bob, approved: true, nonce: "one", deadline: vm.getBlockTimestamp()});
    }

    function _digest(Grant memory g) internal view returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                "\x19\x01",
                ERC20(address(pool)).DOMAIN_SEPARATOR(),
                keccak256(abi.encode(TYPEHASH, g.controller, g.operator, g.approved, g.nonce, g.deadline))
            )
        );
    }

    function _sign(Grant memory g) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, _digest(g));
        return abi.encodePacked(r, s, v);
    }

    function _authorize(Grant memory g, bytes memory signature) internal returns (bool) {
        return pool.authorizeOperator(g.controller, g.operator, g.approved, g.nonce, g.deadline, signature);
    }

    function test_SetOperatorSetsAndUnsets() public {
        vm.expectEmit(address(pool));
        emit IExitQueue.OperatorSet(alice, bob, true);
        vm.startPrank(alice);
        assertTrue(pool.setOperator(bob, true));
        assertTrue(pool.isOperator(alice, bob));
        assertFalse(pool.isOperator(bob, alice), "one way");
        assertTrue(pool.setOperator(bob, false));
        assertFalse(pool.isOperator(alice, bob));
    }

    function test_AuthorizeBySignature() public {
        Grant memory g = _grant();
        bytes memory signature = _sign(g);
        vm.expectEmit(address(pool));
        emit IExitQueue.OperatorSet(signer, bob, true);
        vm.prank(eve);
        assertTrue(_authorize(g, signature));
        assertTrue(pool.isOperator(signer, bob));
        (g.approved, g.nonce) = (false, "two");
        assertTrue(_authorize(g, _sign(g)));
        assertFalse(pool.isOperator(signer, bob));
    }

    function test_AuthorizeByContractSignature() public {
        MockWallet wallet = new MockWallet(signer);
        Grant memory g = _grant();
        g.controller = address(wallet);
        bytes memory signature = _sign(g);
        assertTrue(_authorize(g, signature));
        assertTrue(pool.isOperator(address(wallet), bob));
        // The wallet's word for one digest is none for another.
        (g.nonce, g.operator) = ("two", eve);
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, signature);
    }

    function test_RevertWhen_DeadlineHasPassed() public {
        Grant memory g = _grant();
        bytes memory signature = _sign(g);
        skip(1);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        _authorize(g, signature);
    }

    function test_RevertWhen_NonceIsUsed() public {
        Grant memory g = _grant();
        bytes memory signature = _sign(g);
        _authorize(g, signature);
        vm.prank(signer);
        pool.setOperator(bob, false);
        vm.expectRevert(Errors.NonceUsed.selector);
        _authorize(g, signature);
        assertFalse(pool.isOperator(signer, bob), "T-37: no replay");
    }

    function test_RevertWhen_T37_AnythingSignedIsAltered() public {
        Grant memory g = _grant();
        bytes memory signature = _sign(g);
        Grant[5] memory altered = [g, _grant(), _grant(), _grant(), _grant()];
        altered[0] = _grant();
        altered[0].controller = alice;
        altered[1].operator = eve;
        altered[2].approved = false;
        altered[3].nonce = "two";
        altered[4].deadline += 1;
        for (uint256 i; i < altered.length; ++i) {
            vm.expectRevert(Errors.InvalidSignature.selector);
            _authorize(altered[i], signature);
        }
        _authorize(g, signature);
        assertTrue(pool.isOperator(signer, bob));
    }

    function test_RevertWhen_T37_SignatureIsOfAnotherChainOrPool() public {
        Grant memory g = _grant();
        bytes memory signature = _sign(g);
        vm.chainId(10);
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, signature);
        vm.chainId(31337);
        pool = _createPool(_monoline());
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, signature);
    }

    function test_RevertWhen_T37_SignatureIsFlipped() public {
        Grant memory g = _grant();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, _digest(g));
        bytes memory flipped = abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, flipped);
    }

    function test_RevertWhen_SignatureIsNone() public {
        Grant memory g = _grant();
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, "");
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, new bytes(65));
        g.controller = address(0);
        vm.expectRevert(Errors.InvalidSignature.selector);
        _authorize(g, new bytes(65));
    }
}
