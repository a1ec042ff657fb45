// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICodePins, Pin, PinState} from "../../../src/listing/ICodePins.sol";
import {Terms} from "../../../src/listing/IProductRegistry.sol";
import {Code, CodeKind, StorageProof} from "../../../src/listing/IProxyCode.sol";
import {Errors} from "../../../src/common/Errors.sol";
import {RecordedProofs} from "../../utils/RecordedProofs.sol";
import {UnitFixture} from "../UnitFixture.sol";

/// @notice Pins of code, and what happens when it changes: CODE-1 to CODE-4. Branches: CodePins.tree.
contract CodePinsTest is UnitFixture, RecordedProofs {
    uint256 internal constant GRACE = 20 days;
    bytes internal constant OTHER_CODE = hex"600160005260206000f3";
    bytes internal constant THIRD_CODE = hex"600260005260206000f3";

    address internal plain = makeAddr("plain contract");
    address internal second = makeAddr("second contract");
    uint256 internal graceTerms;
    StorageProof internal none;

    function setUp() public override {
        super.setUp();
        vm.etch(plain, hex"600060005260206000f3");
        vm.etch(second, hex"600060005260206000f300");
        _attest(plain.codehash);
        _attest(second.codehash);
        graceTerms = _publish(_plainPins(1), GRACE);
    }

    // ---------------------------------------------------------------- helpers

    function _plainPins(uint256 count) internal view returns (Pin[] memory pins) {
        pins = new Pin[](count);
        for (uint256 i; i < count; ++i) {
            pins[i] = _plainPin(i == 0 ? plain : second);
        }
    }

    function _publish(Pin[] memory pins, uint256 grace) internal returns (uint256 id) {
        vm.startPrank(owner);
        Terms memory t = _scripted(registry.listProduct(30, sponsor, "Pinned"));
        t.codeGrace = uint24(grace);
        id = registry.publishTerms(t, pins);
        vm.stopPrank();
    }

    function _expectNotPublished(Pin[] memory pins, bytes memory refusal) internal {
        Terms memory t = _scripted(scriptedProduct);
        vm.prank(owner);
        vm.expectRevert(refusal);
        registry.publishTerms(t, pins);
    }

    function _expectInvalid(Pin[] memory pins, uint256 index, bytes32 field) internal {
        _expectNotPublished(pins, abi.encodeWithSelector(Errors.InvalidPin.selector, index, field));
    }

    function _flag() internal {
        vm.etch(plain, OTHER_CODE);
        vm.prank(eve);
        registry.flagCodeChange(graceTerms, 0, none);
    }

    function _assertReason(uint256 id, bytes32 expected) internal view {
        (bytes32 reason, uint256 gap) = registry.saleStatus(id);
        if (expected != 0) assertEq(gap, 0, "told of what is sold alone");
        assertEq(reason, expected);
    }

    function _gap(uint256 id) internal view returns (uint256 gap) {
        (, gap) = registry.saleStatus(id);
    }

    // ------------------------------------------------------------------- pins

    function test_CODE1_PinsAreKeptAndFound() public {
        Pin[] memory pins = _plainPins(2);
        uint256 id = _publish(pins, 0);
        assertEq(abi.encode(registry.pinsOf(id)), abi.encode(pins));
        PinState[] memory states = registry.pinStates(id);
        assertEq(states.length, 2);
        assertEq(states[1].codeHash, second.codehash);
        assertEq(states[1].implementationCodeHash, 0);
        assertEq(states[1].asOf, vm.getBlockTimestamp());
        assertFalse(states[1].flagged);
        uint256[] memory covering = registry.termsCovering(plain);
        assertEq(covering.length, 2);
        assertEq(covering[0], graceTerms);
        assertEq(covering[1], id);
        assertEq(registry.termsCovering(second).length, 1);
        assertEq(registry.termsCovering(eve).length, 0);
    }

    function test_RevertWhen_CODE1_PinsAreNoneOrTooMany() public {
        bytes memory refusal = abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("pins"));
        _expectNotPublished(new Pin[](0), refusal);
        _expectNotPublished(_plainPins(17), refusal);
        _publish(_plainPins(16), 0);
    }

    function test_RevertWhen_CODE1_PinIsInvalid() public {
        Pin[] memory pins = _plainPins(2);
        pins[1].chainId = 1;
        _expectInvalid(pins, 1, "chainId");
        pins = _plainPins(2);
        pins[1].codeHash = plain.codehash;
        _expectInvalid(pins, 1, "codeHash");
        pins = _plainPins(2);
        pins[0].implementation = second;
        _expectInvalid(pins, 0, "implementation");
        pins = _plainPins(1);
        pins[0].implementationCodeHash = second.codehash;
        _expectInvalid(pins, 0, "implementationCodeHash");
        pins = _plainPins(1);
        (pins[0].kind, pins[0].implementation) = (CodeKind.Proxy, second);
        _expectInvalid(pins, 0, "implementationCodeHash");
        (pins[0].implementation, pins[0].implementationCodeHash) = (address(0), address(0).codehash);
        _expectInvalid(pins, 0, "implementation");
    }

    function test_RevertWhen_CODE2_PinnedCodeIsNotAttested() public {
        Pin[] memory pins = _plainPins(1);
        pins[0].target = eve;
        pins[0].codeHash = eve.codehash;
        _expectNotPublished(pins, abi.encodeWithSelector(Errors.AttestationMissing.selector, eve.codehash));
        vm.etch(eve, OTHER_CODE);
        pins[0].codeHash = eve.codehash;
        _expectNotPublished(pins, abi.encodeWithSelector(Errors.AttestationMissing.selector, keccak256(OTHER_CODE)));
        // Of a proxy both.
        pins = _plainPins(1);
        (pins[0].kind, pins[0].implementation, pins[0].implementationCodeHash) =
        (CodeKind.Proxy, eve, keccak256(OTHER_CODE));
        _expectNotPublished(pins, abi.encodeWithSelector(Errors.AttestationMissing.selector, keccak256(OTHER_CODE)));
        _attest(keccak256(OTHER_CODE));
        _publish(pins, 0);
    }

    function test_RevertWhen_CODE4_GraceIsOutOfRange() public {
        Terms memory t = _scripted(scriptedProduct);
        uint24[2] memory wrong = [uint24(t.reportWindow) - 1, 180 days + 1];
        for (uint256 i; i < 2; ++i) {
            t.codeGrace = wrong[i];
            vm.prank(owner);
            vm.expectRevert(abi.encodeWithSelector(Errors.InvalidTerms.selector, bytes32("codeGrace")));
            registry.publishTerms(t, _pins());
        }
        uint24[2] memory right = [uint24(t.reportWindow), 180 days];
        for (uint256 i; i < 2; ++i) {
            t.codeGrace = right[i];
            vm.prank(owner);
            assertEq(registry.getTerms(registry.publishTerms(t, _pins())).codeGrace, right[i]);
        }
    }

    // -------------------------------------------------------------------- flag

    function test_CODE3_AnyoneFlagsAChange() public {
        vm.etch(plain, OTHER_CODE);
        uint256 now_ = vm.getBlockTimestamp();
        vm.expectEmit(address(registry));
        emit ICodePins.CodeChangeFlagged(
            graceTerms, 0, Code(keccak256(OTHER_CODE), address(0), 0, uint40(now_)), now_ + GRACE
        );
        vm.prank(eve);
        registry.flagCodeChange(graceTerms, 0, none);
        _assertReason(graceTerms, "flagged");
        assertTrue(registry.pinStates(graceTerms)[0].flagged);
        assertEq(registry.lapseAt(graceTerms), now_ + GRACE);
        _assertReason(termsId, 0);
    }

    /// @dev Where the terms say so, a change stops sales and nothing else.
    function test_CODE4_WithoutGraceCoverGoesOn() public {
        uint256 id = _publish(_plainPins(1), 0);
        vm.etch(plain, OTHER_CODE);
        registry.flagCodeChange(id, 0, none);
        _assertReason(id, "flagged");
        assertEq(registry.lapseAt(id), 0);
        skip(1000 days);
        _attest(keccak256(OTHER_CODE));
        registry.clearCodeChange(id, 0, none);
        _assertReason(id, 0);
    }

    function test_RevertWhen_CODE3_NothingHasChanged() public {
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(graceTerms, 0, none);
        // Reviewed code is no change that anybody has to fear.
        vm.etch(plain, OTHER_CODE);
        _attest(keccak256(OTHER_CODE));
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(graceTerms, 0, none);
        // The pinned code needs no attestation that lasts.
        uint256 id = _publish(_pinsFor(1 days), GRACE);
        skip(2 days);
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(id, 0, none);
    }

    /// @dev A contract whose only attestation lapses after `time`.
    function _pinsFor(uint256 time) internal returns (Pin[] memory pins) {
        vm.etch(second, THIRD_CODE);
        _attest(keccak256(THIRD_CODE), vm.getBlockTimestamp() + time);
        pins = new Pin[](1);
        pins[0] = _plainPin(second);
    }

    function test_RevertWhen_CODE3_ThereIsNoSuchPin() public {
        vm.expectRevert(Errors.UnknownTerms.selector);
        registry.flagCodeChange(99, 0, none);
        vm.expectRevert(Errors.UnknownTerms.selector);
        registry.clearCodeChange(99, 0, none);
        vm.expectRevert(Errors.UnknownTerms.selector);
        registry.refreshAudit(99);
        vm.expectRevert(Errors.UnknownPin.selector);
        registry.flagCodeChange(graceTerms, 1, none);
        vm.expectRevert(Errors.UnknownPin.selector);
        registry.clearCodeChange(graceTerms, 1, none);
    }

    function test_RevertWhen_CODE3_FlaggedAlready() public {
        _flag();
        skip(1 days);
        vm.expectRevert(Errors.AlreadyFlagged.selector);
        registry.flagCodeChange(graceTerms, 0, none);
    }

    // ---------------------------------------------------------------- products

    /// @dev Code that was reviewed as a part of another product is not reviewed for this one: neither at publication, nor
    /// when it takes the place of what was pinned.
    function test_CODE2_AReviewForAnotherProductIsNone() public {
        vm.etch(eve, OTHER_CODE);
        Pin[] memory pins = _plainPins(1);
        (pins[0].target, pins[0].codeHash) = (eve, eve.codehash);
        _attestFor(eve.codehash, scriptedProduct + 100, type(uint40).max);
        _expectNotPublished(pins, abi.encodeWithSelector(Errors.AttestationMissing.selector, eve.codehash));
        uint256 until = vm.getBlockTimestamp() + 30 days;
        _attestFor(eve.codehash, scriptedProduct, until);
        Terms memory t = _scripted(scriptedProduct);
        vm.prank(owner);
        uint256 id = registry.publishTerms(t, pins);
        (, uint256 gap) = registry.saleStatus(id);
        assertEq(gap, 0);
        vm.warp(until);
        (, gap) = registry.saleStatus(id);
        assertEq(gap, WAD, "what another product has does not fill it");
        // Another product's pin that comes to run it is flagged, and cleared by a word for that product alone.
        _flag();
        vm.expectRevert(abi.encodeWithSelector(Errors.AttestationMissing.selector, keccak256(OTHER_CODE)));
        registry.clearCodeChange(graceTerms, 0, none);
        _attestFor(keccak256(OTHER_CODE), registry.getTerms(graceTerms).productId, type(uint40).max);
        registry.clearCodeChange(graceTerms, 0, none);
        _assertReason(graceTerms, 0);
    }

    // ------------------------------------------------------------------- clear

    function test_CODE4_AnAttestationInTimeClears() public {
        _flag();
        uint256 lapsesAt = registry.lapseAt(graceTerms);
        vm.expectRevert(abi.encodeWithSelector(Errors.AttestationMissing.selector, keccak256(OTHER_CODE)));
        registry.clearCodeChange(graceTerms, 0, none);
        _attest(keccak256(OTHER_CODE));
        vm.warp(lapsesAt - 1);
        vm.expectEmit(address(registry));
        emit ICodePins.CodeChangeCleared(
            graceTerms, 0, Code(keccak256(OTHER_CODE), address(0), 0, uint40(lapsesAt - 1))
        );
        registry.clearCodeChange(graceTerms, 0, none);
        _assertReason(graceTerms, 0);
        assertEq(registry.lapseAt(graceTerms), 0);
        assertEq(registry.pinStates(graceTerms)[0].codeHash, keccak256(OTHER_CODE));
        assertEq(registry.pinsOf(graceTerms)[0].codeHash, keccak256(hex"600060005260206000f3"), "terms never change");
        // What is compared from now on is the cleared code.
        vm.etch(plain, THIRD_CODE);
        registry.flagCodeChange(graceTerms, 0, none);
        assertEq(registry.lapseAt(graceTerms), lapsesAt - 1 + GRACE, "a grace of its own");
    }

    function test_CODE4_TheOldCodeClears() public {
        _flag();
        vm.etch(plain, hex"600060005260206000f3");
        registry.clearCodeChange(graceTerms, 0, none);
        _assertReason(graceTerms, 0);
        assertEq(registry.lapseAt(graceTerms), 0);
    }

    function test_RevertWhen_CODE4_LapsedIsLapsed() public {
        _flag();
        uint256 lapsesAt = registry.lapseAt(graceTerms);
        _attest(keccak256(OTHER_CODE));
        vm.warp(lapsesAt);
        bytes memory refusal = abi.encodeWithSelector(Errors.TermsLapsed.selector, lapsesAt);
        vm.expectRevert(refusal);
        registry.clearCodeChange(graceTerms, 0, none);
        vm.expectRevert(refusal);
        registry.flagCodeChange(graceTerms, 0, none);
        _assertReason(graceTerms, "flagged");
    }

    /// @dev The grace runs from the first change, until none is left.
    function test_CODE4_EachPinIsClearedByItself() public {
        uint256 id = _publish(_plainPins(2), GRACE);
        vm.etch(plain, OTHER_CODE);
        registry.flagCodeChange(id, 0, none);
        uint256 lapsesAt = registry.lapseAt(id);
        skip(1 days);
        vm.etch(second, THIRD_CODE);
        registry.flagCodeChange(id, 1, none);
        assertEq(registry.lapseAt(id), lapsesAt);
        _attest(keccak256(OTHER_CODE));
        registry.clearCodeChange(id, 0, none);
        _assertReason(id, "flagged");
        assertEq(registry.lapseAt(id), lapsesAt);
        _attest(keccak256(THIRD_CODE));
        registry.clearCodeChange(id, 1, none);
        _assertReason(id, 0);
        assertEq(registry.lapseAt(id), 0);
    }

    /// @dev GOV-INV: an upgrade to reviewed code lapses nothing, also where nobody has shown it before the attestation ended,
    /// by its expiry or by a revocation: what has ended widens the gap.
    function test_CODE4_CodeThatWasReviewedWhenItCameLapsesNothing() public {
        skip(10 days);
        bytes32 nonce = _attest(keccak256(OTHER_CODE), vm.getBlockTimestamp() + 300 days);
        vm.etch(plain, OTHER_CODE);
        uint256 state = vm.snapshotState();
        for (uint256 revoked; revoked < 2; ++revoked) {
            if (revoked == 1) {
                vm.prank(auditor);
                audits.revokeAttestation(auditor, nonce, 0, "");
            }
            skip(400 days);
            vm.expectRevert(Errors.CodeUnchanged.selector);
            registry.flagCodeChange(graceTerms, 0, none);
            registry.clearCodeChange(graceTerms, 0, none);
            assertEq(registry.lapseAt(graceTerms), 0);
            assertEq(_gap(graceTerms), WAD, "nothing is sold on it");
            // What ended before the last look is no review of what comes after.
            vm.etch(plain, THIRD_CODE);
            registry.flagCodeChange(graceTerms, 0, none);
            vm.revertToState(state);
        }
    }

    /// @dev An attestation that ended at the last look, to the second, does not count; one that ended after it does.
    function test_RevertWhen_CODE3_TheReviewEndedBeforeTheLastLook() public {
        uint256 end = vm.getBlockTimestamp() + 5 days;
        _attest(keccak256(OTHER_CODE), end);
        vm.warp(end - 1);
        uint256 id = _publish(_plainPins(1), GRACE);
        vm.warp(end);
        uint256 later = _publish(_plainPins(1), GRACE);
        vm.etch(plain, OTHER_CODE);
        skip(1 days);
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(id, 0, none);
        registry.flagCodeChange(later, 0, none);
    }

    // ----------------------------------------------------------------- proxies

    /// @dev The recorded proxy as it was in block 1, on a chain that has its code.
    function _proxyTerms() internal returns (uint256 id, Recorded memory r, StorageProof memory p) {
        (r, p) = _at("before");
        vm.warp(r.timestamp);
        vm.etch(r.target, _proxyCode());
        assertEq(r.target.codehash, r.codeHash);
        vm.etch(r.implementation, THIRD_CODE);
        _attest(r.codeHash);
        _attest(keccak256(THIRD_CODE));
        Pin[] memory pins = new Pin[](1);
        pins[0] =
            Pin(uint64(block.chainid), r.target, CodeKind.Proxy, r.codeHash, r.implementation, keccak256(THIRD_CODE));
        id = _publish(pins, GRACE);
    }

    function test_CODE3_AnUpgradeIsFlaggedByProofAndCleared() public {
        (uint256 id, Recorded memory r, StorageProof memory p) = _proxyTerms();
        vm.expectRevert(Errors.CodeUnchanged.selector);
        registry.flagCodeChange(id, 0, p);
        StorageProof memory old = p;
        (r, p) = _at("after");
        vm.warp(r.timestamp);
        vm.etch(r.implementation, OTHER_CODE);
        registry.flagCodeChange(id, 0, p);
        assertEq(registry.lapseAt(id), r.timestamp + GRACE);
        // A proof of before the upgrade says nothing any more.
        vm.setBlockhash(1, _recordedHash("before"));
        vm.expectRevert(abi.encodeWithSelector(Errors.ProofTooOld.selector, uint256(1_790_000_012)));
        registry.clearCodeChange(id, 0, old);
        _attest(keccak256(OTHER_CODE));
        registry.clearCodeChange(id, 0, p);
        _assertReason(id, 0);
        assertEq(registry.pinStates(id)[0].implementationCodeHash, keccak256(OTHER_CODE));
    }

    function _recordedHash(string memory name) internal view returns (bytes32) {
        (Recorded memory r,) = _read(name);
        return r.blockHash;
    }

    /// @dev What ran before the terms were published is not theirs.
    function test_RevertWhen_CODE3_ProofIsFromBeforeTheTerms() public {
        (, Recorded memory r, StorageProof memory p) = _proxyTerms();
        vm.warp(r.timestamp + 1);
        Pin[] memory pins = new Pin[](1);
        vm.etch(second, OTHER_CODE);
        _attest(keccak256(OTHER_CODE));
        pins[0] = Pin(uint64(block.chainid), r.target, CodeKind.Proxy, r.codeHash, second, keccak256(OTHER_CODE));
        uint256 id = _publish(pins, GRACE);
        vm.expectRevert(abi.encodeWithSelector(Errors.ProofTooOld.selector, r.timestamp));
        registry.flagCodeChange(id, 0, p);
    }

    /// @dev A proxy without an implementation runs nothing that anybody has reviewed, and neither does one that points at an
    /// account without code.
    function test_CODE3_AnEmptiedProxyIsFlagged() public {
        (uint256 id, Recorded memory r, StorageProof memory p) = _proxyTerms();
        vm.etch(r.implementation, "");
        registry.flagCodeChange(id, 0, p);
        _assertReason(id, "flagged");
        vm.expectRevert(abi.encodeWithSelector(Errors.AttestationMissing.selector, r.implementation.codehash));
        registry.clearCodeChange(id, 0, p);
    }

    // --------------------------------------------------------------------- gap

    function test_CODE2_ALapsedAttestationWidensTheGap() public {
        uint256 end = vm.getBlockTimestamp() + 5 days;
        Pin[] memory pins = new Pin[](3);
        (pins[0], pins[1], pins[2]) = (_plainPin(plain), _plainPin(plain), _pinsFor(5 days)[0]);
        uint256 id = _publish(pins, 0);
        vm.warp(end - 1);
        assertEq(_gap(id), 0);
        vm.warp(end);
        assertEq(_gap(id), WAD / 3 + 1, "seen without a look");
        vm.expectEmit(address(registry));
        emit ICodePins.AuditRefreshed(id, WAD / 3 + 1, type(uint40).max);
        registry.refreshAudit(id);
        assertEq(_gap(id), WAD / 3 + 1);
        _attest(keccak256(THIRD_CODE));
        registry.refreshAudit(id);
        assertEq(_gap(id), 0);
    }

    /// @dev A revocation counts from the next look, which is anyone's.
    function test_CODE2_ARevocationWidensTheGap() public {
        vm.etch(second, THIRD_CODE);
        bytes32 nonce = _attest(keccak256(THIRD_CODE), type(uint40).max);
        uint256 id = _publish(_plainPins(2), 0);
        vm.prank(auditor);
        audits.revokeAttestation(auditor, nonce, 0, "");
        assertEq(_gap(id), 0, "not before a look");
        vm.prank(eve);
        registry.refreshAudit(id);
        assertEq(_gap(id), WAD / 2);
        _attest(keccak256(THIRD_CODE));
        assertEq(_gap(id), WAD / 2, "no more does a new attestation");
        assertEq(registry.lapseAt(id), 0, "no cover is touched");
    }

    /// @dev A gap lowers what can be sold, and no sale is possible when nothing is reviewed.
    function test_CAP3_TheGapLowersCapacity() public {
        Pin[] memory pins = new Pin[](2);
        (pins[0], pins[1]) = (_plainPin(plain), _pinsFor(5 days)[0]);
        uint256 id = _publish(pins, 0);
        _addTerms(pool, id);
        _deposit(alice, 10_000_000 * unit);
        uint256 whole = pool.quoteCover(id, unit, 30 days).available;
        skip(5 days);
        assertApproxEqAbs(pool.quoteCover(id, unit, 30 days).available, whole / 2, unit);
    }
}
