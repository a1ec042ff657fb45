// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "solady/tokens/ERC20.sol";

import {Attestation} from "../../src/listing/IAuditRegistry.sol";
import {AuditRegistry} from "../../src/listing/AuditRegistry.sol";
import {Errors} from "../../src/common/Errors.sol";
import {UnitFixture} from "../unit/UnitFixture.sol";

/// @notice T-37: each kind of signature in the protocol, altered in each way. The first that is tried is refused, and the
/// one that was signed is taken afterwards, once: it was the alteration that failed.
contract SignatureThreatsTest is UnitFixture {
    enum Scheme {
        SharePermit, // EIP-2612, of the pool
        Operator, // authorizeOperator, of the pool
        Attestation,
        Revocation,
        AssetPermit // the asset's own, passed on by the pool
    }

    enum Change {
        Chain,
        Contract,
        Nonce,
        FlippedS,
        Late,
        Signer,
        Beneficiary,
        Longer,
        AnotherScheme
    }

    struct Signed {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    bytes32 internal constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 internal constant OPERATOR = keccak256(
        "AuthorizeOperator(address controller,address operator,bool approved,bytes32 nonce,uint256 deadline)"
    );
    bytes32 internal constant ATTESTATION = keccak256(
        "Attestation(address auditor,bytes32[] codeHashes,bytes32 reportHash,bytes32 scopeHash,uint256 productId,uint16 openFindings,uint40 date,uint40 expiry,bytes32 nonce,uint256 deadline)"
    );
    bytes32 internal constant REVOCATION = keccak256("Revocation(address auditor,bytes32 nonce,uint256 deadline)");

    AuditRegistry internal otherAudits;
    address internal otherPool;
    address internal signer;
    uint256 internal key = ALICE_KEY;
    uint256 internal deadline;
    bytes32 internal nonce = "one";
    bytes32 internal code = keccak256("code");
    address internal beneficiary;
    bool internal elsewhere; // the call goes to another contract of the kind

    function setUp() public override {
        super.setUp();
        signer = vm.addr(ALICE_KEY);
        beneficiary = bob;
        deadline = vm.getBlockTimestamp() + 1 days;
        otherPool = address(_createPool(_monoline()));
        otherAudits = new AuditRegistry(owner);
        vm.startPrank(owner);
        audits.listAuditor(signer, true);
        otherAudits.listAuditor(signer, true);
        vm.stopPrank();
    }

    // ---------------------------------------------------------------- signing

    function _domainOf(Scheme scheme) internal view returns (bytes32) {
        if (scheme == Scheme.SharePermit || scheme == Scheme.Operator) return ERC20(address(pool)).DOMAIN_SEPARATOR();
        return scheme == Scheme.AssetPermit ? usdc.DOMAIN_SEPARATOR() : audits.DOMAIN_SEPARATOR();
    }

    function _structOf(Scheme scheme) internal view returns (bytes32) {
        if (scheme == Scheme.SharePermit) {
            return keccak256(abi.encode(PERMIT, signer, beneficiary, 7, uint256(nonce == "one" ? 0 : 1), deadline));
        }
        if (scheme == Scheme.Operator) {
            return keccak256(abi.encode(OPERATOR, signer, beneficiary, true, nonce, deadline));
        }
        if (scheme == Scheme.AssetPermit) {
            return keccak256(abi.encode(PERMIT, signer, pool, 7, uint256(nonce == "one" ? 0 : 1), deadline));
        }
        if (scheme == Scheme.Revocation) return keccak256(abi.encode(REVOCATION, signer, nonce, deadline));
        Attestation memory a = _attestation();
        bytes32 list = keccak256(abi.encodePacked(a.codeHashes));
        return keccak256(
            abi.encode(
                ATTESTATION,
                a.auditor,
                list,
                a.reportHash,
                a.scopeHash,
                a.productId,
                a.openFindings,
                a.date,
                a.expiry,
                a.nonce,
                a.deadline
            )
        );
    }

    function _attestation() internal view returns (Attestation memory a) {
        (a.auditor, a.nonce, a.deadline) = (signer, nonce, deadline);
        (a.date, a.expiry) = (uint40(1_780_000_000), uint40(1_990_000_000));
        a.reportHash = bytes32(uint256(uint160(beneficiary)));
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = code;
    }

    function _sign(Scheme scheme) internal view returns (Signed memory x) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _domainOf(scheme), _structOf(scheme)));
        (x.v, x.r, x.s) = vm.sign(key, digest);
    }

    // -------------------------------------------------------------- submitting

    /// @dev Makes the call with a signature, as anybody.
    function _submit(Scheme scheme, Signed memory x) internal returns (bool done) {
        bytes memory signature = abi.encodePacked(x.r, x.s, x.v);
        address to = elsewhere ? otherPool : address(pool);
        bytes memory data;
        if (scheme == Scheme.SharePermit) {
            data = abi.encodeCall(ERC20.permit, (signer, beneficiary, 7, deadline, x.v, x.r, x.s));
        } else if (scheme == Scheme.Operator) {
            data = abi.encodeCall(pool.authorizeOperator, (signer, beneficiary, true, nonce, deadline, signature));
        } else if (scheme == Scheme.AssetPermit) {
            // For the sender alone, and never an error.
            vm.prank(signer);
            data = abi.encodeCall(pool.permitAsset, (7, deadline, x.v, x.r, x.s));
            (done,) = to.call(data);
            assertTrue(done);
            return usdc.allowance(signer, to) != 0;
        } else {
            to = address(elsewhere ? otherAudits : audits);
            data = scheme == Scheme.Attestation
                ? abi.encodeCall(audits.attestCode, (_attestation(), signature))
                : abi.encodeCall(audits.revokeAttestation, (signer, nonce, deadline, signature));
        }
        vm.prank(eve);
        (done,) = to.call(data);
    }

    /// @dev Whether what was signed for is so.
    function _effect(Scheme scheme) internal view returns (bool) {
        address to = elsewhere ? otherPool : address(pool);
        if (scheme == Scheme.SharePermit) return ERC20(to).allowance(signer, beneficiary) == 7;
        if (scheme == Scheme.Operator) return pool.isOperator(signer, beneficiary);
        if (scheme == Scheme.AssetPermit) return usdc.allowance(signer, to) == 7;
        AuditRegistry at_ = elsewhere ? otherAudits : audits;
        if (scheme == Scheme.Attestation) return at_.isAttested(code, 0, uint40(vm.getBlockTimestamp()));
        return at_.attestationOf(signer, nonce) == type(uint256).max;
    }

    // ----------------------------------------------------------------- altering

    /// @dev Signs, alters what is signed or what is said, and submits.
    function _submitAltered(Scheme scheme, Change change) internal returns (bool done) {
        Signed memory x = _sign(scheme);
        uint256 chain = block.chainid;
        if (change == Change.Chain) vm.chainId(10);
        if (change == Change.Contract) elsewhere = true;
        // A permit has its nonce from the token: this one is signed for the next.
        bool counts = scheme == Scheme.SharePermit || scheme == Scheme.AssetPermit;
        if (change == Change.Nonce) {
            nonce = "two";
            if (counts) x = _sign(scheme);
        }
        if (change == Change.FlippedS) (x.v, x.s) = (x.v ^ 7, bytes32(ORDER - uint256(x.s)));
        if (change == Change.Late) vm.warp(deadline + 1);
        if (change == Change.Signer) {
            key = uint256(keccak256("another key"));
            x = _sign(scheme);
            key = ALICE_KEY;
        }
        if (change == Change.Beneficiary) beneficiary = eve;
        if (change == Change.Longer) deadline += 1;
        if (change == Change.AnotherScheme) x = _sign(Scheme((uint256(scheme) + 1) % 5));
        done = _submit(scheme, x);
        assertFalse(_effect(scheme), string.concat("effect: ", _name(scheme, change)));
        // As it was.
        vm.chainId(chain);
        elsewhere = false;
        nonce = "one";
        beneficiary = bob;
        if (change == Change.Longer) deadline -= 1;
        vm.warp(deadline);
    }

    function _name(Scheme scheme, Change change) internal pure returns (string memory) {
        return string.concat("scheme ", vm.toString(uint256(scheme)), ", change ", vm.toString(uint256(change)));
    }

    /// @dev What a signature does not say cannot be altered: a revocation and a permit for the pool name nobody who gains.
    function _says(Scheme scheme, Change change) internal pure returns (bool) {
        bool namesNobody = scheme == Scheme.Revocation || scheme == Scheme.AssetPermit;
        // What another's s is, the asset decides: USDC refuses it, the token of these tests does not.
        bool assets = scheme == Scheme.AssetPermit && change == Change.FlippedS;
        return !(namesNobody && change == Change.Beneficiary) && !assets;
    }

    function test_T37_EverySchemeAlteredInEveryWay() public {
        uint256 state = vm.snapshotState();
        for (uint256 i; i <= uint256(type(Scheme).max); ++i) {
            for (uint256 k; k <= uint256(type(Change).max); ++k) {
                (Scheme scheme, Change change) = (Scheme(i), Change(k));
                if (!_says(scheme, change)) continue;
                Signed memory x = _sign(scheme);
                assertFalse(_submitAltered(scheme, change), _name(scheme, change));
                assertTrue(_submit(scheme, x), string.concat("unaltered, after ", _name(scheme, change)));
                assertTrue(_effect(scheme), _name(scheme, change));
                if (scheme != Scheme.AssetPermit) assertFalse(_submit(scheme, x), "twice");
                vm.revertToState(state);
            }
        }
    }

    /// @dev The asset's permit is for who sends it: submitted by anybody else it is nobody's.
    function test_T37_AssetPermitIsTheSendersOwn() public {
        Signed memory x = _sign(Scheme.AssetPermit);
        vm.prank(eve);
        pool.permitAsset(7, deadline, x.v, x.r, x.s);
        assertEq(usdc.allowance(signer, address(pool)), 0);
        assertEq(usdc.allowance(eve, address(pool)), 0);
    }

    /// @dev A signature from before a fork of the chain is the original chain's only; what is signed afterwards is not.
    function testFuzz_T37_SignatureHoldsOnOneChain(uint256 scheme, uint64 chain) public {
        Scheme s = Scheme(bound(scheme, 0, uint256(type(Scheme).max)));
        vm.assume(chain != 0 && chain != block.chainid);
        Signed memory x = _sign(s);
        uint256 here = block.chainid;
        vm.chainId(chain);
        assertFalse(_submit(s, x), "of the other chain");
        assertTrue(_submit(s, _sign(s)), "of this chain");
        vm.chainId(here);
    }
}
