// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";
import {Ownable} from "solady/auth/Ownable.sol";

import {Attestation, AttestationRecord, IAuditRegistry} from "../../../src/listing/IAuditRegistry.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {AuditRegistry} from "../../../src/listing/AuditRegistry.sol";
import {MockWallet} from "../../mocks/MockWallet.sol";

/// @notice Attestations of code, CODE-2. Branches: AuditRegistry.tree.
contract AuditRegistryTest is Test {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    address internal owner = makeAddr("owner");
    address internal eve = makeAddr("eve");
    address internal auditor;
    uint256 internal key;
    AuditRegistry internal audits;
    bytes32[] internal codes;

    function setUp() public {
        vm.warp(1_790_000_000);
        (auditor, key) = makeAddrAndKey("auditor");
        audits = new AuditRegistry(owner);
        vm.prank(owner);
        audits.listAuditor(auditor, true);
        codes = [keccak256("proxy"), keccak256("implementation")];
    }

    // ---------------------------------------------------------------- helpers

    function _attestation() internal view returns (Attestation memory a) {
        uint256 time = vm.getBlockTimestamp();
        a = Attestation({
            auditor: auditor,
            codeHashes: codes,
            reportHash: keccak256("report"),
            scopeHash: keccak256("scope"),
            productId: 0,
            openFindings: 3,
            date: uint40(time - 7 days),
            expiry: uint40(time + 365 days),
            nonce: "first",
            deadline: time + 1 days
        });
    }

    /// @dev As EIP-712 has it, written out apart from the contract.
    function _digest(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Breakwater Audits"),
                keccak256("1"),
                block.chainid,
                address(audits)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _attestationDigest(Attestation memory a) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Attestation(address auditor,bytes32[] codeHashes,bytes32 reportHash,bytes32 scopeHash,uint256 productId,uint16 openFindings,uint40 date,uint40 expiry,bytes32 nonce,uint256 deadline)"
        );
        bytes32 list = keccak256(abi.encodePacked(a.codeHashes));
        bytes memory head =
            abi.encode(typeHash, a.auditor, list, a.reportHash, a.scopeHash, a.productId, a.openFindings);
        return _digest(keccak256(bytes.concat(head, abi.encode(a.date, a.expiry, a.nonce, a.deadline))));
    }

    function _revocationDigest(address account, bytes32 nonce, uint256 deadline) internal view returns (bytes32) {
        bytes32 typeHash = keccak256("Revocation(address auditor,bytes32 nonce,uint256 deadline)");
        return _digest(keccak256(abi.encode(typeHash, account, nonce, deadline)));
    }

    function _sign(bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev The same signature with the other s, which recovers the same key.
    function _flipped(bytes memory signature) internal pure returns (bytes memory) {
        (bytes32 r, uint256 s) = abi.decode(signature, (bytes32, uint256));
        return abi.encodePacked(r, ORDER - s, signature[64] == 0x1b ? bytes1(0x1c) : bytes1(0x1b));
    }

    function _attest(Attestation memory a) internal returns (uint256 id) {
        vm.prank(a.auditor);
        id = audits.attestCode(a, "");
    }

    function _attestOne(address by, bytes32 code, uint40 date, bytes32 nonce) internal returns (uint256 id) {
        Attestation memory a = _attestation();
        (a.auditor, a.date, a.nonce) = (by, date, nonce);
        a.codeHashes = new bytes32[](1);
        a.codeHashes[0] = code;
        return _attest(a);
    }

    function _revoke(bytes32 nonce) internal {
        vm.prank(auditor);
        audits.revokeAttestation(auditor, nonce, 0, "");
    }

    function _expectRefusal(Attestation memory a, bytes32 field) internal {
        vm.prank(a.auditor);
        vm.expectRevert(abi.encodeWithSelector(Errors.InvalidAttestation.selector, field));
        audits.attestCode(a, "");
    }

    function _now() internal view returns (uint40) {
        return uint40(vm.getBlockTimestamp());
    }

    // ---------------------------------------------------------------- auditors

    function test_CODE2_OwnerListsAuditors() public {
        vm.startPrank(owner);
        vm.expectEmit();
        emit IAuditRegistry.AuditorListed(eve, true);
        audits.listAuditor(eve, true);
        assertTrue(audits.isListed(eve));
        vm.expectEmit();
        emit IAuditRegistry.AuditorListed(eve, false);
        audits.listAuditor(eve, false);
        assertFalse(audits.isListed(eve));
        vm.expectRevert(abi.encodeWithSelector(Errors.ZeroAddress.selector, bytes32("auditor")));
        audits.listAuditor(address(0), true);
    }

    /// @dev T-43: nobody else, the deployer and a former owner included.
    function test_T43_OnlyTheOwnerListsAuditors() public {
        vm.prank(owner);
        audits.transferOwnership(makeAddr("next owner"));
        address[4] memory callers = [eve, address(this), owner, auditor];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Ownable.Unauthorized.selector);
            audits.listAuditor(callers[i], true);
            vm.expectRevert(Ownable.Unauthorized.selector);
            audits.transferOwnership(callers[i]);
            vm.expectRevert(Ownable.Unauthorized.selector);
            audits.completeOwnershipHandover(callers[i]);
            vm.expectRevert(Ownable.Unauthorized.selector);
            audits.renounceOwnership();
            vm.stopPrank();
        }
    }

    /// @dev T-43: neither a stranger nor the owner attests or revokes for an auditor.
    function test_T43_OnlyTheAuditorAttestsAndRevokes() public {
        Attestation memory a = _attestation();
        address[3] memory callers = [eve, address(this), owner];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(Errors.InvalidSignature.selector);
            audits.attestCode(a, "");
            vm.expectRevert(Errors.InvalidSignature.selector);
            audits.revokeAttestation(auditor, a.nonce, a.deadline, "");
            vm.stopPrank();
        }
        assertEq(audits.attestationOf(auditor, a.nonce), 0);
    }

    // --------------------------------------------------------------- attesting

    function test_CODE2_AnyoneSubmitsWhatAnAuditorSigned() public {
        Attestation memory a = _attestation();
        bytes memory signature = _sign(_attestationDigest(a));
        vm.expectEmit();
        emit IAuditRegistry.CodeAttested(1, auditor, a);
        vm.prank(eve);
        assertEq(audits.attestCode(a, signature), 1);
        assertEq(audits.attestationCount(), 1);
        assertEq(audits.attestationOf(auditor, a.nonce), 1);
        AttestationRecord memory r = audits.getAttestation(1);
        assertEq(
            abi.encode(r),
            abi.encode(AttestationRecord(auditor, a.date, a.expiry, a.openFindings, a.reportHash, a.scopeHash, 0))
        );
        for (uint256 i; i < codes.length; ++i) {
            assertTrue(audits.isAttested(codes[i], 0, _now()));
            uint256[] memory ids = audits.attestationsOf(codes[i], 0, _now());
            assertEq(ids.length, 1);
            assertEq(ids[0], 1);
        }
        assertFalse(audits.isAttested("another", 0, _now()));
    }

    function test_CODE2_AuditorNeedsNoSignature() public {
        Attestation memory a = _attestation();
        a.deadline = 0;
        _attest(a);
        assertTrue(audits.isAttested(codes[0], 0, _now()));
    }

    function test_CODE2_ContractSigns() public {
        address wallet = address(new MockWallet(auditor));
        vm.prank(owner);
        audits.listAuditor(wallet, true);
        Attestation memory a = _attestation();
        a.auditor = wallet;
        audits.attestCode(a, _sign(_attestationDigest(a)));
        assertTrue(audits.isAttested(codes[0], 0, _now()));
        bytes memory signature = _sign(_revocationDigest(wallet, a.nonce, a.deadline));
        a.nonce = "second";
        vm.expectRevert(Errors.InvalidSignature.selector);
        audits.attestCode(a, signature);
        audits.revokeAttestation(wallet, "first", a.deadline, signature);
        assertFalse(audits.isAttested(codes[0], 0, _now()));
    }

    /// @dev Who is taken off the list loses what is to come, not what was.
    function test_CODE2_DelistingChangesNoAttestation() public {
        Attestation memory a = _attestation();
        _attest(a);
        vm.prank(owner);
        audits.listAuditor(auditor, false);
        assertTrue(audits.isAttested(codes[0], 0, _now()));
        assertTrue(audits.isAttested(codes[0], 0, a.expiry - 1));
        a.nonce = "second";
        vm.prank(auditor);
        vm.expectRevert(Errors.AuditorNotListed.selector);
        audits.attestCode(a, "");
        _revoke("first");
        assertFalse(audits.isAttested(codes[0], 0, _now()));
    }

    function test_CODE2_LapsesAtItsExpiry() public {
        Attestation memory a = _attestation();
        _attest(a);
        uint40 from = _now();
        vm.warp(a.expiry - 1);
        assertTrue(audits.isAttested(codes[0], 0, _now()));
        _assertGap(codes, 0, a.expiry);
        vm.warp(a.expiry);
        assertFalse(audits.isAttested(codes[0], 0, _now()));
        _assertGap(codes, WAD, type(uint40).max);
        assertTrue(audits.isAttested(codes[0], 0, from));
        assertFalse(audits.isAttested(codes[0], 0, from - 1));
        assertEq(audits.attestationsOf(codes[0], 0, from - 1).length, 0);
        assertEq(audits.attestationsOf(codes[0], 0, _now()).length, 1, "lapsed ones are told");
    }

    /// @dev The order of submission does not matter: the newest review is the auditor's word.
    function test_CODE2_NewerReviewTakesTheOlderOnesPlace() public {
        uint40 t = _now();
        bytes32 code = codes[0];
        uint256 newer = _attestOne(auditor, code, t - 1 days, "newer");
        skip(1);
        _attestOne(auditor, code, t - 2 days, "older");
        assertEq(audits.attestationsOf(code, 0, _now())[0], newer);
        _attestOne(auditor, code, t - 1 days, "as new");
        assertEq(audits.attestationsOf(code, 0, _now())[0], newer);
        skip(1);
        uint256 newest = _attestOne(auditor, code, t, "newest");
        assertEq(audits.attestationsOf(code, 0, _now())[0], newest);
        assertEq(audits.attestationsOf(code, 0, _now()).length, 1);
        assertEq(audits.attestationsOf(code, 0, _now() - 1)[0], newer, "not backwards");
    }

    /// @dev What was reviewed as a part of one product is reviewed for no other one, and nobody's word on all is touched.
    function test_CODE2_AReviewForAProductCountsForItAlone() public {
        Attestation memory a = _attestation();
        (a.productId, a.nonce) = (7, "of seven");
        uint256 id = _attest(a);
        assertEq(audits.getAttestation(id).productId, 7);
        bytes32 code = codes[0];
        assertTrue(audits.isAttested(code, 7, _now()));
        assertFalse(audits.isAttested(code, 8, _now()));
        assertFalse(audits.isAttested(code, 0, _now()), "for any");
        assertEq(audits.attestedUntil(code, 7), a.expiry);
        assertEq(audits.attestedUntil(code, 8), 0);
        assertEq(audits.attestationsOf(code, 7, _now())[0], id);
        assertEq(audits.attestationsOf(code, 0, _now()).length, 0);
        (uint256 gap,) = audits.auditGap(codes, 7);
        assertEq(gap, 0);
        (gap,) = audits.auditGap(codes, 8);
        assertEq(gap, WAD);
        // An older word of the same auditor on all is another one, and both count.
        uint256 any = _attestOne(auditor, code, a.date - 1 days, "older");
        assertTrue(audits.isAttested(code, 8, _now()));
        assertEq(audits.attestationsOf(code, 0, _now())[0], any);
        assertEq(audits.attestationsOf(code, 7, _now())[0], id);
        skip(1);
        _revoke("of seven");
        assertTrue(audits.isAttested(code, 7, _now()), "by the word on all");
        _revoke("older");
        assertFalse(audits.isAttested(code, 7, _now()));
    }

    function test_CODE2_OldSignatureUndoesNoRevocation() public {
        uint40 t = _now();
        _attestOne(auditor, codes[0], t - 1 days, "newer");
        _revoke("newer");
        _attestOne(auditor, codes[0], t - 2 days, "older");
        assertFalse(audits.isAttested(codes[0], 0, _now()));
        _attestOne(auditor, codes[0], t, "newest");
        assertTrue(audits.isAttested(codes[0], 0, _now()));
    }

    function test_RevertWhen_AuditorIsNotListed() public {
        Attestation memory a = _attestation();
        a.auditor = eve;
        vm.prank(eve);
        vm.expectRevert(Errors.AuditorNotListed.selector);
        audits.attestCode(a, "");
    }

    function test_RevertWhen_AttestationIsInvalid() public {
        Attestation memory a = _attestation();
        a.date = 0;
        _expectRefusal(a, "date");
        a.date = _now() + 1;
        _expectRefusal(a, "date");
        a = _attestation();
        a.expiry = _now();
        _expectRefusal(a, "expiry");
        a = _attestation();
        a.codeHashes = new bytes32[](0);
        _expectRefusal(a, "codeHashes");
        a.codeHashes = new bytes32[](33);
        for (uint256 i; i < 33; ++i) {
            a.codeHashes[i] = bytes32(i + 1);
        }
        _expectRefusal(a, "codeHashes");
        a = _attestation();
        a.codeHashes[1] = 0;
        _expectRefusal(a, "codeHashes");
        a.codeHashes[1] = eve.codehash == 0 ? keccak256("") : eve.codehash;
        _expectRefusal(a, "codeHashes");

        a = _attestation();
        a.codeHashes = new bytes32[](32);
        for (uint256 i; i < 32; ++i) {
            a.codeHashes[i] = bytes32(i + 1);
        }
        (a.date, a.expiry) = (_now(), _now() + 1);
        _attest(a);
        _assertGap(a.codeHashes, 0, a.expiry);
    }

    function test_RevertWhen_AttestationIsUnknown() public {
        vm.expectRevert(Errors.UnknownAttestation.selector);
        audits.getAttestation(0);
        vm.expectRevert(Errors.UnknownAttestation.selector);
        audits.getAttestation(1);
    }

    /// @dev Nobody takes another's place, however often it attests.
    function test_CODE2_SixteenAuditorsACode() public {
        uint40 t = _now();
        for (uint160 i = 1; i <= 17; ++i) {
            vm.prank(owner);
            audits.listAuditor(address(i), true);
        }
        for (uint160 i = 1; i <= 16; ++i) {
            _attestOne(address(i), codes[0], t - 1 days, "first");
            _attestOne(address(i), codes[0], t, "second");
        }
        assertEq(audits.attestationsOf(codes[0], 0, _now()).length, 16);
        Attestation memory a = _attestation();
        a.auditor = address(17);
        vm.prank(address(17));
        vm.expectRevert(Errors.CodeFullyAttested.selector);
        audits.attestCode(a, "");
    }

    // -------------------------------------------------------------- signatures

    /// @dev T-37: another chain, contract, content, signer or s, and the second after the deadline.
    function test_T37_SignatureOfAnAttestation() public {
        Attestation memory a = _attestation();
        bytes memory signature = _sign(_attestationDigest(a));

        _refuseSignature(a, _flipped(signature));
        _refuseSignature(a, abi.encodePacked(signature, bytes1(0)));
        (bytes32 r, uint256 s) = abi.decode(signature, (bytes32, uint256));
        uint256 vs = s | (signature[64] == 0x1c ? 1 << 255 : 0);
        _refuseSignature(a, abi.encodePacked(r, vs));
        vm.chainId(5);
        _refuseSignature(a, signature);
        _refuseSignature(a, _sign(keccak256("another")));
        vm.chainId(31_337);

        AuditRegistry first = audits;
        audits = new AuditRegistry(owner);
        vm.prank(owner);
        audits.listAuditor(auditor, true);
        _refuseSignature(a, signature);
        audits = first;

        a.nonce = "second";
        _refuseSignature(a, signature);
        a.nonce = "first";
        vm.warp(a.deadline + 1);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        audits.attestCode(a, signature);
        vm.warp(a.deadline);
        audits.attestCode(a, signature);
        vm.expectRevert(Errors.NonceUsed.selector);
        audits.attestCode(a, signature);
    }

    /// @dev T-37: the domain is that of the chain as it is now.
    function test_T37_DomainFollowsTheChain() public {
        vm.chainId(5);
        Attestation memory a = _attestation();
        audits.attestCode(a, _sign(_attestationDigest(a)));
        assertTrue(audits.isAttested(codes[0], 0, _now()));
    }

    /// @dev T-37: every field is signed.
    function testFuzz_T37_ChangedFieldIsRefused(uint256 field, uint256 change) public {
        Attestation memory a = _attestation();
        bytes memory signature = _sign(_attestationDigest(a));
        bytes32 before = keccak256(abi.encode(a));
        field = bound(field, 0, 9);
        if (field == 0) a.codeHashes[change % 2] = bytes32(change);
        if (field == 1) a.reportHash = bytes32(change);
        if (field == 2) a.scopeHash = bytes32(change);
        if (field == 3) a.openFindings = uint16(change);
        if (field == 4) a.date = uint40(bound(change, 1, _now()));
        if (field == 5) a.expiry = uint40(bound(change, _now() + 1, type(uint40).max));
        if (field == 6) a.nonce = bytes32(change);
        if (field == 7) a.deadline = bound(change, _now(), type(uint256).max);
        if (field == 9) a.productId = change;
        if (field == 8) a.codeHashes = new bytes32[](1 + (change % 32));
        vm.assume(keccak256(abi.encode(a)) != before);
        _refuseSignature(a, signature);
    }

    function _refuseSignature(Attestation memory a, bytes memory signature) internal {
        vm.expectRevert(Errors.InvalidSignature.selector);
        audits.attestCode(a, signature);
    }

    /// @dev T-37, of a revocation; that of an attestation is none.
    function test_T37_SignatureOfARevocation() public {
        Attestation memory a = _attestation();
        _attest(a);
        uint256 deadline = a.deadline;
        bytes memory signature = _sign(_revocationDigest(auditor, "first", deadline));
        bytes memory attested = _sign(_attestationDigest(a));
        bytes memory flipped = _flipped(signature);

        _refuseRevocation("first", deadline, flipped);
        _refuseRevocation("first", deadline, attested);
        _refuseRevocation("second", deadline, signature);
        _refuseRevocation("first", deadline + 1, signature);
        vm.chainId(5);
        _refuseRevocation("first", deadline, signature);
        vm.chainId(31_337);
        AuditRegistry first = audits;
        audits = new AuditRegistry(owner);
        _refuseRevocation("first", deadline, signature);
        audits = first;
        vm.warp(deadline + 1);
        vm.expectRevert(Errors.DeadlinePassed.selector);
        audits.revokeAttestation(auditor, "first", deadline, signature);
        vm.warp(deadline);
        assertTrue(audits.isAttested(codes[0], 0, _now()));
        audits.revokeAttestation(auditor, "first", deadline, signature);
        assertFalse(audits.isAttested(codes[0], 0, _now()));
        vm.expectRevert(abi.encodeWithSelector(Errors.AttestationLapsed.selector, deadline));
        audits.revokeAttestation(auditor, "first", deadline, signature);
    }

    function _refuseRevocation(bytes32 nonce, uint256 deadline, bytes memory signature) internal {
        vm.expectRevert(Errors.InvalidSignature.selector);
        audits.revokeAttestation(auditor, nonce, deadline, signature);
    }

    // ---------------------------------------------------------------- revoking

    function test_CODE2_RevocationIsNotBackwards() public {
        Attestation memory a = _attestation();
        uint40 from = _now();
        _attest(a);
        skip(10 days);
        vm.expectEmit();
        emit IAuditRegistry.AttestationRevoked(1, auditor, "first");
        _revoke("first");
        assertEq(audits.getAttestation(1).until, _now());
        assertFalse(audits.isAttested(codes[0], 0, _now()));
        assertFalse(audits.isAttested(codes[1], 0, _now() + 1));
        assertTrue(audits.isAttested(codes[0], 0, _now() - 1));
        assertTrue(audits.isAttested(codes[0], 0, from));
    }

    /// @dev What was signed and never submitted can be made void, once.
    function test_CODE2_RevocationBeforeTheSubmission() public {
        Attestation memory a = _attestation();
        bytes memory signature = _sign(_attestationDigest(a));
        vm.expectEmit();
        emit IAuditRegistry.AttestationRevoked(0, auditor, "first");
        _revoke("first");
        assertEq(audits.attestationOf(auditor, "first"), type(uint256).max);
        vm.expectRevert(Errors.NonceUsed.selector);
        audits.attestCode(a, signature);
        vm.prank(auditor);
        vm.expectRevert(Errors.NonceUsed.selector);
        audits.revokeAttestation(auditor, "first", 0, "");
    }

    /// @dev Another auditor's word stands, and so does another auditor's nonce.
    function test_CODE2_RevocationIsOfOneAuditor() public {
        vm.prank(owner);
        audits.listAuditor(eve, true);
        _attestOne(auditor, codes[0], _now(), "first");
        _attestOne(eve, codes[0], _now(), "first");
        _revoke("first");
        assertTrue(audits.isAttested(codes[0], 0, _now()));
        vm.prank(eve);
        audits.revokeAttestation(eve, "first", 0, "");
        assertFalse(audits.isAttested(codes[0], 0, _now()));
    }

    function test_RevertWhen_AttestationHasLapsed() public {
        Attestation memory a = _attestation();
        _attest(a);
        vm.warp(a.expiry);
        vm.prank(auditor);
        vm.expectRevert(abi.encodeWithSelector(Errors.AttestationLapsed.selector, uint256(a.expiry)));
        audits.revokeAttestation(auditor, "first", 0, "");
    }

    // --------------------------------------------------------------------- gap

    function testFuzz_CODE2_GapIsTheShareUnattestedUp(uint256 attested, uint256 count) public {
        count = bound(count, 1, 32);
        attested = bound(attested, 0, count);
        bytes32[] memory all = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            all[i] = keccak256(abi.encode(i));
            if (i < attested) _attestOne(auditor, all[i], _now(), all[i]);
        }
        (uint256 gap, uint256 until) = audits.auditGap(all, 0);
        assertEq(until, attested == 0 ? type(uint40).max : _now() + 365 days);
        assertGe(gap * count, (count - attested) * WAD, "up");
        assertLt(gap * count, (count - attested) * WAD + count);
        assertLe(gap, WAD);
    }

    function test_CODE2_GapOfNothingIsWhole() public view {
        _assertGap(new bytes32[](0), WAD, type(uint40).max);
    }

    /// @dev The gap holds until the first code has lost its last attestation.
    function test_CODE2_GapHoldsUntilTheFirstLapse() public {
        Attestation memory a = _attestation();
        _attest(a);
        a.codeHashes = new bytes32[](1);
        (a.codeHashes[0], a.expiry, a.nonce) = (keccak256("third"), a.expiry - 10 days, "second");
        _attest(a);
        bytes32[] memory three = new bytes32[](3);
        (three[0], three[1], three[2]) = (codes[0], codes[1], a.codeHashes[0]);
        _assertGap(three, 0, a.expiry);
        vm.warp(a.expiry);
        _assertGap(three, WAD / 3 + 1, a.expiry + 10 days);
    }

    function _assertGap(bytes32[] memory list, uint256 expected, uint256 expectedUntil) internal view {
        (uint256 gap, uint256 until) = audits.auditGap(list, 0);
        assertEq(gap, expected);
        assertEq(until, expectedUntil);
    }

    /// @dev Any sequence of attestations and revocations leaves what was true at every earlier time true.
    function testFuzz_CODE2_ThePastStays(uint256[8] memory seeds) public {
        uint40 start = _now();
        bool[] memory history = new bool[](40);
        uint256 ticks;
        for (uint256 i; i < seeds.length; ++i) {
            bytes32 nonce = bytes32(1 + (seeds[i] >> 8) % 4);
            uint256 id = audits.attestationOf(auditor, nonce);
            if (id == 0) {
                Attestation memory a = _attestation();
                (a.nonce, a.date) = (nonce, uint40(start - 1000 + (seeds[i] >> 16) % 1000));
                a.expiry = uint40(_now() + 1 + (seeds[i] >> 32) % 20);
                _attest(a);
            } else if (id != type(uint256).max && audits.getAttestation(id).until > _now()) {
                _revoke(nonce);
            }
            for (uint256 k = 1 + seeds[i] % 5; k != 0; --k) {
                history[ticks++] = audits.isAttested(codes[0], 0, _now());
                skip(1);
            }
            for (uint256 t; t < ticks; ++t) {
                assertEq(audits.isAttested(codes[0], 0, uint40(start + t)), history[t], "the past has changed");
            }
        }
    }
}
