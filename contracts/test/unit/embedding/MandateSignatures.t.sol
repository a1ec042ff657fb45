// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRenewalMandate, Mandate} from "../../../src/embedding/IRenewalMandate.sol";
import {RenewalMandate} from "../../../src/embedding/RenewalMandate.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {MockWallet} from "../../mocks/MockWallet.sol";
import {MandateFixture} from "./MandateFixture.sol";

/// @notice Who signs a mandate, and how it is revoked. Branches: MandateSignatures.tree.
contract MandateSignaturesTest is MandateFixture {
    uint256 internal constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    Mandate internal mandate;

    function setUp() public override {
        super.setUp();
        mandate = _mandate();
        _warpToWindow(mandate);
    }

    function _expectInvalid(Mandate memory m, bytes memory signature) private {
        _expectRefusedCall(m, signature, abi.encodeWithSelector(Errors.InvalidSignature.selector));
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", mandates.DOMAIN_SEPARATOR(), structHash));
    }

    function _signRevocation(uint256 nonce, uint256 deadline) private view returns (bytes memory) {
        bytes32 hash = keccak256("Revocation(address owner,uint256 nonce,uint256 deadline)");
        return _sign(_digest(keccak256(abi.encode(hash, buyer, nonce, deadline))));
    }

    function _signRevocationOfAll(uint256 series, uint256 deadline) private view returns (bytes memory) {
        bytes32 hash = keccak256("RevocationOfAll(address owner,uint256 series,uint256 deadline)");
        return _sign(_digest(keccak256(abi.encode(hash, buyer, series, deadline))));
    }

    // ------------------------------------------------------------ signatures

    /// @dev What wallets compute from the type and the values.
    function test_EMB20_DigestIsThatOfEip712() public view {
        Mandate memory m = mandate;
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Breakwater Renewal Mandate"),
                keccak256("1"),
                block.chainid,
                address(mandates)
            )
        );
        assertEq(mandates.DOMAIN_SEPARATOR(), domain);
        bytes32 hash = keccak256(
            "Mandate(address owner,uint256 coverId,uint64 maxRate,uint128 minAmount,uint128 maxAmount,uint40 lastEnd,uint32 period,uint32 window,uint128 tip,uint256 series,uint256 nonce)"
        );
        bytes memory head = abi.encode(hash, m.owner, m.coverId, m.maxRate, m.minAmount, m.maxAmount);
        bytes memory tail = abi.encode(m.lastEnd, m.period, m.window, m.tip, m.series, m.nonce);
        assertEq(mandates.hashMandate(m), _digest(keccak256(bytes.concat(head, tail))));
    }

    function test_RevertWhen_EMB20_AnyFieldIsNotTheSignedOne() public {
        bytes memory signature = _signed(mandate);
        for (uint256 field; field < 11; ++field) {
            bytes memory data = abi.encode(mandate);
            assembly {
                let at := add(add(data, 0x20), mul(field, 0x20))
                mstore(at, xor(mload(at), 1))
            }
            _expectInvalid(abi.decode(data, (Mandate)), signature);
        }
    }

    function test_RevertWhen_EMB20_AnotherSigned() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, mandates.hashMandate(mandate));
        _expectInvalid(mandate, abi.encodePacked(r, s, v));
        _expectInvalid(mandate, "");
        _expectInvalid(mandate, new bytes(65));
    }

    function test_RevertWhen_EMB20_S_IsFlipped() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(BUYER_KEY, mandates.hashMandate(mandate));
        _expectInvalid(mandate, abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_RevertWhen_EMB20_SignatureIsForAnotherChainOrContract() public {
        bytes memory signature = _signed(mandate);
        RenewalMandate other = new RenewalMandate(address(coverToken));
        vm.expectRevert(Errors.InvalidSignature.selector);
        other.renewCover(mandate, signature);
        vm.chainId(block.chainid + 1);
        _expectInvalid(mandate, signature);
    }

    function test_EMB20_ContractSignsByErc1271() public {
        address wallet = address(new MockWallet(buyer));
        (coverId,) = _buyScripted(wallet, 100_000 * unit, 90 days);
        (mandate.coverId, end) = (coverId, _coverOf(coverId).end);
        _warpToWindow(mandate);
        vm.startPrank(wallet);
        coverToken.approve(address(mandates), coverId);
        usdc.approve(address(mandates), type(uint256).max);
        vm.stopPrank();
        usdc.mint(wallet, 1000 * unit);
        mandate.owner = wallet;
        _expectInvalid(mandate, _signed(_mandate()));
        _renew(mandate);
        assertEq(_coverOf(coverId).end, end + 30 days);
    }

    /// @dev EIP-7702: the account has code, and its key still signs for it.
    function test_EMB20_AccountWithDelegatedCodeSignsByItsKey() public {
        vm.etch(buyer, abi.encodePacked(hex"ef0100", address(usdc)));
        assertEq(buyer.code.length, 23);
        _renew(mandate);
        assertEq(_coverOf(coverId).end, end + 30 days);
    }

    /// @dev EIP-7702: whatever the code that the account delegates to calls valid is valid, too.
    function test_EMB20_AccountWithDelegatedCodeSignsByItsCode() public {
        vm.etch(buyer, abi.encodePacked(hex"ef0100", address(new MockWallet(vm.addr(ALICE_KEY)))));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, mandates.hashMandate(mandate));
        vm.prank(keeper);
        mandates.renewCover(mandate, abi.encodePacked(r, s, v));
        assertEq(_coverOf(coverId).end, end + 30 days);
    }

    // ----------------------------------------------------------- revocations

    function test_EMB25_OwnerRevokesOne() public {
        vm.expectEmit(address(mandates));
        emit IRenewalMandate.MandateRevoked(buyer, 7);
        vm.prank(buyer);
        mandates.revokeMandate(buyer, 7, 0, "");
        assertTrue(mandates.isRevoked(buyer, 7));
        assertFalse(mandates.isRevoked(buyer, 6));
        assertFalse(mandates.isRevoked(buyer, 8));
        assertFalse(mandates.isRevoked(carol, 7));
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
        mandate.nonce = 8;
        _renew(mandate);
    }

    function test_EMB25_OwnerRevokesAll() public {
        vm.expectEmit(address(mandates));
        emit IRenewalMandate.SeriesBegun(buyer, 1);
        vm.prank(buyer);
        mandates.revokeAllMandates(buyer, 0, "");
        assertEq(mandates.seriesOf(buyer), 1);
        assertEq(mandates.seriesOf(carol), 0);
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
        mandate.nonce = 8;
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
        mandate.series = 2;
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
        mandate.series = 1;
        _renew(mandate);
    }

    /// @dev A nonce that was revoked stays so in each later series.
    function test_EMB25_RevokedNonceStaysRevoked() public {
        vm.startPrank(buyer);
        mandates.revokeMandate(buyer, 7, 0, "");
        mandates.revokeAllMandates(buyer, 0, "");
        vm.stopPrank();
        mandate.series = 1;
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
    }

    function test_EMB25_RelayerRevokesOneBySignature() public {
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = _signRevocation(7, deadline);
        vm.startPrank(keeper);
        vm.expectRevert(Errors.InvalidSignature.selector);
        mandates.revokeMandate(buyer, 8, deadline, signature);
        vm.expectRevert(Errors.InvalidSignature.selector);
        mandates.revokeMandate(buyer, 7, deadline + 1, signature);
        vm.expectRevert(Errors.InvalidSignature.selector);
        mandates.revokeMandate(carol, 7, deadline, signature);
        mandates.revokeMandate(buyer, 7, deadline, signature);
        // Once more it changes nothing.
        mandates.revokeMandate(buyer, 7, deadline, signature);
        vm.stopPrank();
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
    }

    function test_EMB25_RelayerRevokesAllBySignatureOnce() public {
        uint256 deadline = vm.getBlockTimestamp();
        bytes memory signature = _signRevocationOfAll(0, deadline);
        vm.startPrank(keeper);
        mandates.revokeAllMandates(buyer, deadline, signature);
        vm.expectRevert(Errors.InvalidSignature.selector);
        mandates.revokeAllMandates(buyer, deadline, signature);
        vm.stopPrank();
        assertEq(mandates.seriesOf(buyer), 1);
        _expectRefusal(mandate, IRenewalMandate.MandateVoid.selector);
    }

    function test_RevertWhen_EMB25_RevocationComesAfterItsDeadline() public {
        uint256 deadline = vm.getBlockTimestamp() - 1;
        bytes memory one = _signRevocation(7, deadline);
        bytes memory all = _signRevocationOfAll(0, deadline);
        vm.startPrank(keeper);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        mandates.revokeMandate(buyer, 7, deadline, one);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        mandates.revokeAllMandates(buyer, deadline, all);
        vm.stopPrank();
        _renew(mandate);
    }

    /// @dev Neither kind of revocation, nor a mandate, serves as another.
    function test_RevertWhen_EMB25_StrangerRevokes() public {
        uint256 deadline = vm.getBlockTimestamp();
        bytes[3] memory wrong = [bytes(""), _signRevocationOfAll(7, deadline), _signed(mandate)];
        for (uint256 i; i < 3; ++i) {
            vm.prank(eve);
            vm.expectRevert(Errors.InvalidSignature.selector);
            mandates.revokeMandate(buyer, 7, deadline, wrong[i]);
        }
        wrong[1] = _signRevocation(0, deadline);
        for (uint256 i; i < 3; ++i) {
            vm.prank(eve);
            vm.expectRevert(Errors.InvalidSignature.selector);
            mandates.revokeAllMandates(buyer, deadline, wrong[i]);
        }
        _renew(mandate);
    }
}
